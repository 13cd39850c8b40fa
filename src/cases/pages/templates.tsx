/**
 * What the report script can show, in the page's language. The script clones these and fills in marked places; it never
 * makes markup or sentences of its own, and it sets text, never HTML.
 */
import type { FC } from "hono/jsx";
import type { Language } from "../../base/index.ts";
import { Button, Paragraph } from "../../ui/index.ts";
import { formTexts } from "../texts/index.ts";
import { ReceiptView } from "./receipt.tsx";

export type FormTemplatesProps = { readonly language: Language; readonly origin: string; readonly name: string; readonly promised: string };

/**
 * `#template-receipt`: fill `[data-gehoord-code]` with the code; when words of danger were seen or danger is "now", take
 * `hidden` off `[data-gehoord-danger]` and hide the `[data-danger]` kinds that do not apply; show `#print-card`.
 */
export const FormTemplates: FC<FormTemplatesProps> = ({ language, origin, name, promised }) => (
  <>
    <template id="template-receipt">
      <ReceiptView language={language} origin={origin} name={name} promised={promised} onArrival={false} />
    </template>
    <FileTemplates language={language} />
    <Messages language={language} />
  </>
);

/**
 * `#template-file`: one chosen file. `[data-gehoord-file-name]`, `[data-gehoord-file-state]` (a message's text, and a
 * percentage after it), `[data-gehoord-file-remove]`, and for a file that cannot be cleaned `[data-gehoord-file-question]`
 * with its two buttons.
 */
export const FileTemplates: FC<{ readonly language: Language }> = ({ language }) => {
  const { sending } = formTexts[language];
  return (
    <template id="template-file">
      <li class="file-list__item">
        <bdi data-gehoord-file-name=""></bdi> <span data-gehoord-file-state=""></span>{" "}
        <button class="utrecht-button utrecht-button--quiet" type="button" data-gehoord-file-remove="">
          {sending.remove}
        </button>
        <div data-gehoord-file-question="" hidden>
          <Paragraph>{sending.cannotClean}</Paragraph>
          <button class="utrecht-button utrecht-button--secondary" type="button" data-gehoord-file-send="">
            {sending.sendAnyway}
          </button>{" "}
          <button class="utrecht-button utrecht-button--secondary" type="button" data-gehoord-file-leave="">
            {sending.leaveOut}
          </button>
        </div>
      </li>
    </template>
  );
};

/** `#template-messages`: every sentence of the script by name: `[data-message="sealing"]`; and the button to try again. */
export const Messages: FC<{ readonly language: Language; readonly more?: Readonly<Record<string, string>> }> = ({ language, more }) => {
  const { sending, form } = formTexts[language];
  const all: Readonly<Record<string, string>> = {
    ...sending,
    problems: form.problems,
    expired: form.expired,
    "problem-what": form.problem.what,
    "problem-name": form.problem.name,
    "problem-phone": form.problem.phone,
    "problem-mail": form.problem.mail,
    "problem-noticeMail": form.problem.noticeMail,
    "problem-too-long": form.problem.tooLong(0).replace("0", "…"),
    ...more,
  };
  return (
    <template id="template-messages">
      {Object.entries(all).map(([name, text]) => (
        <p data-message={name}>{text}</p>
      ))}
      <Button kind="secondary" type="button" id="retry">
        {sending.retry}
      </Button>
    </template>
  );
};
