import type { FC } from "hono/jsx";
import type { Language } from "../../../base/index.ts";
import { callTexts } from "../../texts/index.ts";

/** `#template-slot`: one moment to choose; the script fills in id, value and words. */
export const SlotTemplate: FC<{ readonly language: Language }> = ({ language }) => (
  <template id="template-slot">
    <div class="choice">
      <input class="utrecht-radio-button" type="radio" name="slot" id="slot-template" value="" />
      <label for="slot-template">{callTexts[language].form.slot}</label>
    </div>
  </template>
);
