/**
 * The form of a report. Works by itself without script; with script, `src/site/browser` finds everything it needs in the
 * data attributes of the form and in the templates of `templates.tsx`, which hold every sentence it can show.
 */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import type { Language } from "../../base/index.ts";
import { Actions, Alert, Button, CheckboxGroup, Details, ErrorSummary, FileInput, Heading, Hidden, Lead, Paragraph, RadioGroup, Select, TextArea, TextInput } from "../../ui/index.ts";
import { Dangers, FileTypes, ForWhom, NoticeHours, Reaches, fieldLengths } from "../shape.ts";
import type { FormProblems, ReportForm } from "../shape.ts";
import { formTexts } from "../texts/index.ts";
import { DangerHelp, HelpLine } from "./danger.tsx";
import { FormTemplates } from "./templates.tsx";

/** Everything the sealing needs to know, all of it public. */
export type SealingFor = {
  readonly installation: string;
  /** base64url */
  readonly salt: string;
  readonly team: string;
  readonly epoch: number;
  readonly recipient: string;
  readonly noticeRecipient: string;
  readonly ticket: string;
  readonly case: string;
  /** ISO day and the same in words. */
  readonly promisedDay: string;
  readonly promisedWords: string;
  readonly name: string;
};

export type FormPageProps = {
  readonly language: Language;
  readonly origin: string;
  readonly sealing: SealingFor;
  readonly form: ReportForm;
  readonly problems: FormProblems;
  /** What went wrong with files, in words. */
  readonly fileProblem?: string | undefined;
  /** A file could not be cleaned wholly: ask before it is sent. */
  readonly askAnyway?: boolean | undefined;
  /** What the server could not do, in words. */
  readonly failure?: string | undefined;
  readonly expired?: boolean;
};

type Part = FormPageProps & { readonly texts: (typeof formTexts)["nl"] };

function messageOf(texts: Part["texts"], problems: FormProblems, name: keyof ReportForm): string | undefined {
  const problem = problems[name];
  if (problem === undefined) return undefined;
  if (problem === "field-too-long") return texts.form.problem.tooLong(fieldLengths[name] ?? 0);
  const known: Partial<Record<keyof ReportForm, string>> = texts.form.problem;
  return known[name] ?? texts.form.problems;
}

/** Fields inside a closed block must be seen when something is wrong in them, or when they were filled in. */
const isUsed = ({ form, problems }: Part, names: readonly (keyof ReportForm)[]): boolean => names.some((name) => form[name] !== "" || problems[name] !== undefined);

const Mode: FC<Part> = ({ texts, form }) => (
  <RadioGroup
    name="mode"
    legend={texts.form.modeLegend}
    value={form.mode}
    options={(["anonymous", "confidential", "named"] as const).map((value) => ({ value, ...texts.form.modes[value] }))}
  />
);

const Story: FC<Part> = (part) => {
  const { texts, form, problems } = part;
  return (
    <>
      <RadioGroup name="forWhom" legend={texts.form.forWhomLegend} value={form.forWhom} options={ForWhom.map((value) => ({ value, label: texts.form.forWhom[value] }))} />
      <RadioGroup name="danger" legend={texts.form.dangerLegend} hint={texts.form.dangerHint} value={form.danger} options={Dangers.map((value) => ({ value, label: texts.form.dangers[value] }))} />
      <TextArea name="what" label={texts.form.what} hint={texts.form.whatHint} rows={8} maxLength={fieldLengths.what ?? 0} value={form.what} error={messageOf(texts, problems, "what")} />
      <DangerHelp language={part.language} hidden />
      <Details summary={texts.form.more} open={isUsed(part, ["who", "where", "when", "school", "untiedTo", "need"])}>
        <Short part={part} name="who" hint={texts.form.whoHint} />
        <Short part={part} name="where" />
        <Short part={part} name="when" />
        <Line part={part} name="school" hint={texts.form.schoolHint} />
        <Line part={part} name="untiedTo" hint={texts.form.untiedToHint} />
        <Short part={part} name="need" hint={texts.form.needHint} />
      </Details>
    </>
  );
};

type LineName = "who" | "where" | "when" | "school" | "untiedTo" | "need" | "name" | "phone" | "mail" | "safeMoments" | "mustNot" | "noticeMail";
type LineProps = { readonly part: Part; readonly name: LineName; readonly hint?: string; readonly type?: "tel" | "email" };

const Short: FC<LineProps> = ({ part, name, hint }) => (
  <TextArea name={name} label={part.texts.form[name]} hint={hint} rows={2} maxLength={fieldLengths[name] ?? 0} value={part.form[name]} error={messageOf(part.texts, part.problems, name)} />
);

const Line: FC<LineProps> = ({ part, name, hint, type }) => (
  <TextInput
    name={name}
    label={part.texts.form[name]}
    hint={hint}
    type={type ?? "text"}
    maxLength={fieldLengths[name] ?? 0}
    value={part.form[name]}
    error={messageOf(part.texts, part.problems, name)}
  />
);

const Contact: FC<Part> = (part) => {
  const { texts, form } = part;
  return (
    <>
      <Heading level={2}>{texts.form.contact}</Heading>
      <Paragraph>{texts.form.contactAnonymous}</Paragraph>
      <Line part={part} name="name" hint={texts.form.nameHint} />
      <RadioGroup name="reach" legend={texts.form.reachLegend} value={form.reach} options={Reaches.map((value) => ({ value, label: texts.form.reach[value] }))} />
      <Line part={part} name="phone" type="tel" />
      <Line part={part} name="mail" type="email" hint={texts.form.mailHint} />
      <Short part={part} name="safeMoments" hint={texts.form.safeMomentsHint} />
      <Short part={part} name="mustNot" hint={texts.form.mustNotHint} />
    </>
  );
};

/** `data-gehoord-files`: where the script shows what happened to each file. */
export const Files: FC<{ readonly language: Language; readonly error?: string | undefined; readonly askAnyway?: boolean }> = ({ language, error, askAnyway }) => {
  const { form } = formTexts[language];
  const endings = [...new Set(Object.values(FileTypes))];
  return (
    <>
      <Alert kind="warning" title={form.noSexual.title} level={3}>
        <Paragraph>{form.noSexual.body}</Paragraph>
        <Paragraph>
          {form.noSexual.helpwanted} <a href="https://www.helpwanted.nl">helpwanted.nl</a>
        </Paragraph>
        <HelpLine number="0800-0188">{form.noSexual.csg}</HelpLine>
      </Alert>
      <FileInput
        name="files"
        label={form.files}
        hint={`${form.filesHint(endings.map((one) => one.slice(1)).join(", "))} ${form.filesHidden}`}
        accept={[...Object.keys(FileTypes), ...endings].join(",")}
        multiple
        error={error}
      />
      {askAnyway === true ? <CheckboxGroup name="filesAnyway" legend={form.filesAgain} options={[{ value: "yes", label: form.filesAnyway }]} /> : null}
      <ul class="file-list" data-gehoord-files="" hidden></ul>
    </>
  );
};

const Notice: FC<Part> = (part) => {
  const { texts, form } = part;
  const hours = Object.keys(NoticeHours) as (keyof typeof NoticeHours)[];
  return (
    <Details summary={texts.form.notice} open={isUsed(part, ["noticeMail"])}>
      <Paragraph>{texts.form.noticeHint}</Paragraph>
      <Line part={part} name="noticeMail" type="email" />
      <Select name="noticeHours" label={texts.form.noticeHours} value={form.noticeHours} options={hours.map((value) => ({ value, label: texts.form.hours[value] }))} />
    </Details>
  );
};

/** Said truly in both cases: the first is what holds when no script runs; the script shows the other one instead. */
const HowItIsSealed: FC<Part> = ({ texts }) => (
  <>
    <div data-gehoord-without-script="">
      <Paragraph>{texts.form.onArrival}</Paragraph>
    </div>
    <div data-gehoord-with-script="" hidden>
      <Paragraph>{texts.form.inBrowser}</Paragraph>
    </div>
  </>
);

function errorsOf({ texts, problems, fileProblem }: Part): { field: string; message: string }[] {
  const fields = (Object.keys(problems) as (keyof ReportForm)[]).map((field) => ({ field, message: messageOf(texts, problems, field) ?? "" }));
  return fileProblem === undefined ? fields : [...fields, { field: "files", message: fileProblem }];
}

const dataOf = ({ sealing, language }: Part): Record<string, string> => ({
  "data-gehoord-report": "",
  "data-language": language,
  "data-installation": sealing.installation,
  "data-salt": sealing.salt,
  "data-team": sealing.team,
  "data-epoch": String(sealing.epoch),
  "data-recipient": sealing.recipient,
  "data-notice-recipient": sealing.noticeRecipient,
  "data-ticket": sealing.ticket,
  "data-case": sealing.case,
  "data-promised": sealing.promisedDay,
  "data-promised-words": sealing.promisedWords,
});

export const FormPage: FC<FormPageProps> = (props) => {
  const { language, sealing, form, expired } = props;
  const texts = formTexts[language];
  const part: Part = { ...props, texts };
  return (
    <>
      <Heading level={1}>{texts.form.heading}</Heading>
      <Lead>{texts.form.to(sealing.name)}</Lead>
      <HowItIsSealed {...part} />
      <Paragraph>
        <a href={pathIn(language, "/melden")}>{texts.form.other}</a>
      </Paragraph>
      {expired === true ? (
        <Alert kind="warning" id="form-expired">
          <Paragraph>{texts.form.expired}</Paragraph>
        </Alert>
      ) : null}
      {props.failure === undefined ? null : (
        <Alert kind="danger" id="failure">
          <Paragraph>{props.failure}</Paragraph>
        </Alert>
      )}
      <ErrorSummary title={texts.form.problems} errors={errorsOf(part)} />
      <form class="utrecht-form" action={pathIn(language, "/melden/versturen")} method="post" enctype="multipart/form-data" autocomplete="off" novalidate id="report-form" {...dataOf(part)}>
        <Hidden values={{ ticket: sealing.ticket, team: sealing.team, role: form.role, sector: form.sector, topic: form.topic }} />
        <Paragraph>{texts.form.required}</Paragraph>
        <Mode {...part} />
        <Story {...part} />
        <Contact {...part} />
        <Files language={language} error={props.fileProblem} askAnyway={props.askAnyway === true} />
        <Notice {...part} />
        <Alert kind="info" title={texts.form.traces} level={3}>
          <Paragraph>{texts.form.tracesBody}</Paragraph>
        </Alert>
        <Paragraph>{texts.form.sendHint}</Paragraph>
        <div data-gehoord-status="" aria-live="polite"></div>
        <Actions>
          <Button id="send">{texts.form.send}</Button>
        </Actions>
      </form>
      <FormTemplates language={language} origin={props.origin} name={sealing.name} promised={sealing.promisedWords} />
    </>
  );
};
