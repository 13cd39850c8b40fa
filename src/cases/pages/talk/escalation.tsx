/** Where it stands at the ministry, in words. Without anything there the section is not seen; `screen/escalation.ts` fills it. */
import type { FC } from "hono/jsx";
import type { Language } from "../../../base/index.ts";
import { Heading, Paragraph } from "../../../ui/index.ts";
import type { FollowUp } from "../../shape.ts";
import { escalationTexts } from "../../texts/index.ts";
import { dayInWords } from "../words.ts";

type Escalations = FollowUp["escalations"];

export const EscalationSection: FC<{ readonly language: Language; readonly escalations: Escalations }> = ({ language, escalations }) => {
  const { heading, hint, states } = escalationTexts[language];
  return (
    <div data-gehoord-ministry="" hidden={escalations.length === 0}>
      <Heading level={2}>{heading}</Heading>
      <ul class="utrecht-unordered-list" data-gehoord-escalations="">
        {escalations.map(({ state, dueDay }) => (
          <li class="utrecht-unordered-list__item">{states[state].replace("{date}", dueDay === null ? "" : dayInWords(dueDay, language))}</li>
        ))}
      </ul>
      <Paragraph small>{hint}</Paragraph>
    </div>
  );
};

export function escalationMessages(language: Language): [string, string][] {
  return Object.entries(escalationTexts[language].states).map(([state, text]) => [`escalation-${state}`, text]);
}
