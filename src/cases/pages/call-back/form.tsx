/**
 * Where and how to call. Works by itself without script; with script, `src/site/browser/call-back.ts` finds everything in the
 * data attributes of the form and in the templates below it, which hold every sentence it can show.
 */
import type { FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Alert, Actions, Button, CheckboxGroup, Details, ErrorSummary, Heading, Hidden, Lead, Paragraph, RadioGroup, Select, TextArea, TextInput } from "../../../ui/index.ts";
import { NoticeHours } from "../../shape.ts";
import { callBackLengths, CallRules, momentInWords } from "../../shape/call-back.ts";
import type { CallBackField, CallBackForm, CallBackProblems } from "../../shape/call-back.ts";
import { callTexts, formTexts } from "../../texts/index.ts";
import { DangerHelp } from "../danger.tsx";
import { Messages } from "../templates.tsx";
import { CallReceipt } from "./receipt.tsx";
import { SlotTemplate } from "./slot.tsx";

/** Everything the sealing needs to know, all of it public. */
export type CallSealing = {
  readonly installation: string;
  /** base64url */
  readonly salt: string;
  readonly team: string;
  readonly epoch: number;
  readonly recipient: string;
  readonly noticeRecipient: string;
  readonly ticket: string;
  readonly case: string;
  readonly name: string;
};

export type CallFormProps = {
  readonly language: Language;
  readonly origin: string;
  readonly sealing: CallSealing;
  readonly form: CallBackForm;
  /** Moments to choose from, the kept one among them. */
  readonly slots: readonly string[];
  /** The moment that is kept for this form, and for how many minutes. */
  readonly held?: { readonly slot: string; readonly minutes: number } | undefined;
  readonly problems: CallBackProblems;
  readonly taken?: boolean;
  readonly expired?: boolean;
  /** What the server could not do, in words. */
  readonly failure?: string | undefined;
};

function messageOf(language: Language, problems: CallBackProblems, name: CallBackField): string | undefined {
  const problem = problems[name];
  const { form } = formTexts[language];
  if (problem === undefined) return undefined;
  if (problem === "field-too-long") return form.problem.tooLong(name === "rules" ? 0 : (callBackLengths[name] ?? 0));
  const known: Partial<Record<CallBackField, string>> = { ...callTexts[language].form.problem, noticeMail: form.problem.noticeMail };
  return known[name] ?? form.problems;
}

type LineProps = { readonly part: CallFormProps; readonly name: "phone" | "phoneAgain" | "name" | "askFor" | "interpreter" | "untiedTo" | "noticeMail"; readonly label: string; readonly hint?: string; readonly type?: "tel" | "email" };

const Line: FC<LineProps> = ({ part, name, label, hint, type }) => (
  <TextInput name={name} label={label} hint={hint} type={type ?? "text"} maxLength={callBackLengths[name] ?? 0} value={part.form[name]} error={messageOf(part.language, part.problems, name)} />
);

/** Folded away where a moment is kept: then there is nothing to choose first. */
const Moments: FC<CallFormProps> = ({ language, slots, form, problems, held }) => {
  const texts = callTexts[language].form;
  return (
    <Details summary={texts.otherMoment} open={held === undefined || problems.slot !== undefined}>
      <div data-gehoord-slots="">
      <RadioGroup name="slot" legend={texts.slot} hint={texts.slotHint} value={form.slot} error={messageOf(language, problems, "slot")} options={slots.map((value) => ({ value, label: momentInWords(value, language) }))} />
      </div>
    </Details>
  );
};

const Rules: FC<CallFormProps> = (part) => {
  const texts = callTexts[part.language].form;
  return (
    <>
      <CheckboxGroup name="rules" legend={texts.rules} hint={texts.rulesHint} values={part.form.rules} options={CallRules.map((value) => ({ value, label: texts.rule[value] }))} />
      <Line part={part} name="askFor" label={texts.askFor} hint={texts.askForHint} />
      <Line part={part} name="interpreter" label={texts.interpreter} />
      <Line part={part} name="untiedTo" label={texts.untiedTo} hint={texts.untiedToHint} />
    </>
  );
};

const Notice: FC<CallFormProps> = (part) => {
  const { form } = formTexts[part.language];
  const texts = callTexts[part.language].form;
  const hours = Object.keys(NoticeHours) as (keyof typeof NoticeHours)[];
  return (
    <Details summary={texts.notice} open={part.form.noticeMail !== ""}>
      <Paragraph>{texts.noticeHint}</Paragraph>
      <Line part={part} name="noticeMail" label={form.noticeMail} type="email" />
      <Select name="noticeHours" label={form.noticeHours} value={part.form.noticeHours} options={hours.map((value) => ({ value, label: form.hours[value] }))} />
    </Details>
  );
};

/** Said truly in both cases; the script shows the other one. */
const HowItIsSealed: FC<{ readonly language: Language }> = ({ language }) => (
  <>
    <div data-gehoord-without-script="">
      <Paragraph>{formTexts[language].form.onArrival}</Paragraph>
    </div>
    <div data-gehoord-with-script="" hidden>
      <Paragraph>{formTexts[language].form.inBrowser}</Paragraph>
    </div>
  </>
);

const Remarks: FC<CallFormProps> = ({ language, held, taken, expired, failure }) => {
  const texts = callTexts[language].form;
  return (
    <>
      {expired === true ? (
        <Alert kind="warning" id="form-expired">
          <Paragraph>{formTexts[language].form.expired}</Paragraph>
        </Alert>
      ) : null}
      {taken === true ? (
        <Alert kind="warning" id="taken">
          <Paragraph>{texts.taken}</Paragraph>
        </Alert>
      ) : null}
      {failure === undefined ? null : (
        <Alert kind="danger" id="failure">
          <Paragraph>{failure}</Paragraph>
        </Alert>
      )}
      <p class="utrecht-paragraph" data-gehoord-held="" aria-live="polite">
        {held === undefined ? texts.notHeld : texts.held(momentInWords(held.slot, language), held.minutes)}
      </p>
    </>
  );
};

const dataOf = ({ sealing, language }: CallFormProps): Record<string, string> => ({
  "data-gehoord-call-back": "",
  "data-language": language,
  "data-installation": sealing.installation,
  "data-salt": sealing.salt,
  "data-team": sealing.team,
  "data-epoch": String(sealing.epoch),
  "data-recipient": sealing.recipient,
  "data-notice-recipient": sealing.noticeRecipient,
  "data-ticket": sealing.ticket,
  "data-case": sealing.case,
});

export const CallFormPage: FC<CallFormProps> = (props) => {
  const { language, sealing, form, problems } = props;
  const texts = callTexts[language].form;
  const errors = (Object.keys(problems) as CallBackField[]).map((field) => ({ field, message: messageOf(language, problems, field) ?? "" }));
  return (
    <>
      <Heading level={1}>{texts.heading}</Heading>
      <Lead>{texts.to(sealing.name)}</Lead>
      <HowItIsSealed language={language} />
      <Paragraph>
        <a href={pathIn(language, "/bel-mij")}>{texts.other}</a>
      </Paragraph>
      <Remarks {...props} />
      <ErrorSummary title={formTexts[language].form.problems} errors={errors} />
      <form class="utrecht-form" action={pathIn(language, "/bel-mij/versturen")} method="post" autocomplete="off" novalidate id="call-form" {...dataOf(props)}>
        <Hidden values={{ ticket: sealing.ticket, team: sealing.team, role: form.role, sector: form.sector, topic: form.topic }} />
        <Moments {...props} />
        <Line part={props} name="phone" label={texts.phone} hint={texts.phoneHint} type="tel" />
        <Line part={props} name="phoneAgain" label={texts.phoneAgain} hint={texts.phoneAgainHint} type="tel" />
        <Line part={props} name="name" label={texts.name} hint={texts.nameHint} />
        <Rules {...props} />
        <TextArea name="note" label={texts.note} hint={texts.noteHint} rows={3} maxLength={callBackLengths.note ?? 0} value={form.note} error={messageOf(language, problems, "note")} />
        <DangerHelp language={language} hidden />
        <Notice {...props} />
        <Paragraph>{texts.danger}</Paragraph>
        <Paragraph>{texts.sendHint}</Paragraph>
        <div data-gehoord-status="" aria-live="polite"></div>
        <Actions>
          <Button id="send">{texts.send}</Button>
        </Actions>
      </form>
      <CallTemplates {...props} />
    </>
  );
};

/** A moment is filled in by the script where the text says `{moment}`. */
const CallTemplates: FC<CallFormProps> = ({ language, origin, sealing }) => {
  const texts = callTexts[language].form;
  const more = {
    held: texts.held("{moment}", 15),
    "not-held": texts.notHeld,
    taken: texts.taken,
    "problem-slot": texts.problem.slot,
    "problem-phone": texts.problem.phone,
    "problem-phoneAgain": texts.problem.phoneAgain,
  };
  return (
    <>
      <template id="template-receipt">
        <CallReceipt language={language} origin={origin} name={sealing.name} moment="{moment}" onArrival={false} />
      </template>
      <SlotTemplate language={language} />
      <Messages language={language} more={more} />
    </>
  );
};
