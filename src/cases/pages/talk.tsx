/**
 * The conversation behind a code. The same components draw it on the server (without script) and stand in a template that
 * the script fills: `#template-conversation`, `#template-item`, `#template-messages`.
 */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import type { Language } from "../../base/index.ts";
import { Actions, Alert, Button, CheckboxGroup, Details, ErrorSummary, Heading, Hidden, Lead, List, Paragraph, Select, TextArea, TextInput } from "../../ui/index.ts";
import type { ContactSummary } from "../../directory/index.ts";
import type { CaseState, Outcome } from "../rules.ts";
import { reporterActs } from "../rules.ts";
import { Limits, NoticeHours } from "../shape.ts";
import type { FollowUp } from "../shape.ts";
import { formTexts, personTexts, sharingTexts, talkTexts } from "../texts/index.ts";
import { Contacts } from "./contacts.tsx";
import { ProcedureDoor } from "./talk/procedure.tsx";
import { DangerHelp } from "./danger.tsx";
import { SlotTemplate } from "./call-back/slot.tsx";
import { Files } from "./form.tsx";
import { escalationMessages, EscalationSection } from "./talk/escalation.tsx";
import { Decides, TalkForm } from "./talk/frame.tsx";
import type { Inside } from "./talk/frame.tsx";
import { personMessages, PersonParts, PersonQuestion, placeOf } from "./talk/person.tsx";
import type { PersonSaid } from "./talk/person.tsx";
import { asksSomething, sharingMessages, SharingSection, SharingTemplates, ToField } from "./talk/sharing.tsx";
import type { SharingSaid, SharingView } from "./talk/sharing.tsx";
import type { ShownDuty } from "./procedure/view.tsx";
import type { CallBackAnswer } from "../shape/call-back.ts";
import { callMessages, CallBackSection, CallBackTemplate } from "./talk/call-back.tsx";

/** One line of the conversation, in words. */
export type ShownItem = {
  readonly mine: boolean;
  readonly kind: keyof (typeof talkTexts)["nl"]["view"]["kinds"];
  readonly day: string;
  readonly onArrival: boolean;
  /** What was written; for a report the label of each field stands before it. */
  readonly lines: readonly { readonly label?: string; readonly text: string }[];
  readonly remark?: string;
  /** Who says it, or to whom, where more than one desk takes part. */
  readonly who?: string;
};

/** What was just done or went wrong, to be said on the page. */
export type Said = { readonly sent?: boolean; readonly problem?: string; readonly notSafe?: boolean; readonly noticeSaved?: boolean; readonly unsure?: string; readonly noticeProblem?: string; readonly noticeTyped?: { readonly mail: string; readonly hours: string }; readonly callProblem?: string; readonly callDone?: boolean };

export type TalkProps = {
  readonly language: Language;
  readonly name: string;
  readonly state: CaseState;
  readonly outcome?: Outcome;
  readonly promised: string;
  /** The day that was promised before the support point closed on it, in words. */
  readonly movedFrom?: string;
  /** That day is over. */
  readonly passed?: boolean;
  readonly late: boolean;
  readonly contacts?: ContactSummary;
  readonly items: readonly ShownItem[];
  readonly notice: boolean;
  readonly ticket: string;
  /** One id per form that was drawn: what is sent twice is stored once. */
  readonly mark: string;
  readonly typed?: string;
  readonly said?: Said;
  readonly backupDays: number;
  /** The person's own side, and what was just done there. */
  readonly followUp?: FollowUp;
  readonly personSaid?: PersonSaid | undefined;
  readonly callBack: CallBackAnswer;
  /** What has to be done after an advice, where the person complained. */
  readonly duties?: readonly ShownDuty[];
  readonly sharing: SharingView;
  readonly sharingSaid: SharingSaid | undefined;
};

const Item: FC<{ readonly language: Language; readonly item: ShownItem }> = ({ language, item }) => {
  const { view } = talkTexts[language];
  return (
    <li class={item.mine ? "talk__item talk__item--mine" : "talk__item"}>
      <p class="talk__who">
        <strong>{item.mine ? [view.me, item.who].filter((one) => one !== undefined).join(", ") : (item.who ?? view.desk)}</strong> · {view.kinds[item.kind]} · <span>{item.day}</span>
        {item.onArrival ? <span> · {view.onArrival}</span> : null}
      </p>
      {item.lines.map((line) => (
        <p class="talk__text" dir="auto">
          {line.label === undefined ? null : <strong>{line.label}: </strong>}
          {line.text}
        </p>
      ))}
      {item.remark === undefined ? null : <p class="talk__remark">{item.remark}</p>}
    </li>
  );
};

/**
 * `#template-item`: `[data-gehoord-who]`, `[data-gehoord-kind]`, `[data-gehoord-day]`, `[data-gehoord-on-arrival]` (take
 * `hidden` off), `[data-gehoord-text]` (one `p` a line, clone it), `[data-gehoord-remark]`, `[data-gehoord-file-open]`.
 */
const ItemTemplate: FC<{ readonly language: Language }> = ({ language }) => {
  const { view } = talkTexts[language];
  return (
    <template id="template-item">
      <li class="talk__item">
        <p class="talk__who">
          <strong data-gehoord-who=""></strong> · <span data-gehoord-kind=""></span> · <span data-gehoord-day=""></span>
          <span data-gehoord-on-arrival="" hidden>
            {" "}
            · {view.onArrival}
          </span>
        </p>
        <p class="talk__text" dir="auto" data-gehoord-text=""></p>
        <p class="talk__remark" data-gehoord-remark="" hidden></p>
        <button class="utrecht-button utrecht-button--secondary" type="button" data-gehoord-file-open="" hidden>
          {view.download}
        </button>
      </li>
    </template>
  );
};

export const WriteForm: FC<Inside & { readonly typed?: string | undefined; readonly problem?: string | undefined; readonly onlyWrite?: boolean; readonly to?: Pick<SharingView, "to" | "carrier"> }> = (props) => {
  const { view } = talkTexts[props.language];
  return (
    <TalkForm {...props} id="write-form" to="/gesprek/schrijven" multipart>
      {props.onlyWrite === true ? <Hidden values={{ only: "write" }} /> : null}
      {props.onlyWrite === true ? null : <ToField language={props.language} to={props.to?.to ?? []} carrier={props.to?.carrier ?? ""} scripted={props.scripted} />}
      <TextArea name="text" label={view.write} hint={view.writeHint} rows={6} maxLength={Limits.longText} value={props.typed ?? ""} error={props.problem} />
      <DangerHelp language={props.language} hidden />
      <Details summary={formTexts[props.language].form.files}>
        <Files language={props.language} />
      </Details>
      <div data-gehoord-status="" aria-live="polite"></div>
      <Actions>
        <Button id="write-send">{view.send}</Button>
      </Actions>
    </TalkForm>
  );
};

const HelpedForm: FC<Inside & { readonly hidden: boolean }> = (props) => {
  const { view } = talkTexts[props.language];
  return (
    <TalkForm {...props} id="helped-form" to="/gesprek/schrijven">
      <Heading level={2}>{view.helped}</Heading>
      <Paragraph>{view.helpedHint}</Paragraph>
      <Actions>
        <Button name="helped" value="yes" kind="secondary">
          {view.helpedYesButton}
        </Button>
        <Button name="helped" value="no" kind="secondary">
          {view.helpedNoButton}
        </Button>
      </Actions>
    </TalkForm>
  );
};

const SafetyForm: FC<Inside> = (props) => {
  const { view } = talkTexts[props.language];
  return (
    <TalkForm {...props} id="safety-form" to="/gesprek/schrijven">
      <Heading level={2}>{view.safety}</Heading>
      <Paragraph>{view.safetyHint}</Paragraph>
      <Actions>
        <Button name="safety" value="safe" kind="secondary">
          {view.safeButton}
        </Button>
        <Button name="safety" value="not-safe" kind="secondary">
          {view.notSafeButton}
        </Button>
      </Actions>
    </TalkForm>
  );
};

const NoticeForm: FC<Inside & { readonly notice: boolean; readonly said?: Said | undefined }> = (props) => {
  const { view } = talkTexts[props.language];
  const { form } = formTexts[props.language];
  const hours = Object.keys(NoticeHours) as (keyof typeof NoticeHours)[];
  const { said } = props;
  return (
    <Details summary={view.notice} open={said?.noticeSaved === true || said?.noticeProblem !== undefined}>
      <TalkForm {...props} id="notice-form" to="/gesprek/bericht">
        {said?.noticeSaved === true ? (
          <Alert kind="ok" id="notice-saved">
            <Paragraph>{view.noticeSaved}</Paragraph>
          </Alert>
        ) : null}
        <p class="utrecht-paragraph" data-gehoord-notice-on="" hidden={!props.notice}>
          {view.noticeOn}
        </p>
        <p class="utrecht-paragraph" data-gehoord-notice-off="" hidden={props.notice}>
          {view.noticeOff}
        </p>
        <Paragraph>{form.noticeHint}</Paragraph>
        <TextInput name="noticeMail" label={form.noticeMail} type="email" maxLength={Limits.mail} value={said?.noticeTyped?.mail ?? ""} error={said?.noticeProblem} />
        <Select name="noticeHours" label={form.noticeHours} value={said?.noticeTyped?.hours ?? "any"} options={hours.map((value) => ({ value, label: form.hours[value] }))} />
        <Actions>
          <Button kind="secondary" name="notice" value="keep">
            {view.noticeSave}
          </Button>
          <Button kind="secondary" name="notice" value="erase">
            {view.noticeErase}
          </Button>
        </Actions>
      </TalkForm>
    </Details>
  );
};

const EndForm: FC<Inside & { readonly state?: CaseState; readonly mayStop: boolean; readonly backupDays: number; readonly unsure?: string | undefined }> = (props) => {
  const { view } = talkTexts[props.language];
  return (
    <Details summary={view.end} open={props.unsure !== undefined}>
      <TalkForm {...props} id="end-form" to="/gesprek/einde">
        <p class="utrecht-paragraph" data-gehoord-ending="">
          {props.state === undefined || props.state === "removed" ? "" : personTexts[props.language].ending[props.state]}
        </p>
        <div data-gehoord-stop="" hidden={!props.mayStop}>
          <Paragraph>{view.stopHint}</Paragraph>
          <Actions>
            <Button kind="secondary" name="mode" value="stop">
              {view.stopButton}
            </Button>
          </Actions>
        </div>
        <Paragraph>{view.deleteHint(props.backupDays)}</Paragraph>
        <CheckboxGroup name="sure" legend={view.deleteButton} options={[{ value: "yes", label: view.deleteSure }]} error={props.unsure} />
        <Actions>
          <Button kind="danger" name="mode" value="delete">
            {view.deleteButton}
          </Button>
        </Actions>
      </TalkForm>
    </Details>
  );
};

const Late: FC<Pick<TalkProps, "language" | "name" | "contacts">> = ({ language, name, contacts }) => {
  const { view } = talkTexts[language];
  return (
    <Alert kind="warning" title={view.late}>
      <Paragraph>{view.lateBody(name)}</Paragraph>
      {contacts === undefined ? null : <Contacts language={language} summary={contacts} />}
      <Paragraph>
        <a href={pathIn(language, "/melden")}>{formTexts[language].form.other}</a>
      </Paragraph>
    </Alert>
  );
};

/** Somebody still owes an answer, also when the case was taken up. */
const isWaited = (state: CaseState): boolean => ["new", "unread", "open"].includes(state);

const Standing: FC<TalkProps> = ({ language, name, state, outcome, promised, movedFrom, passed, late, contacts, sharing }) => {
  const { view } = talkTexts[language];
  if (state === "removed") return null;
  return (
    <>
      <Lead>{sharing.shared ? sharingTexts[language].with(name) : view.with(name)}</Lead>
      <p class="utrecht-paragraph" data-gehoord-state="">
        {view.states[state]} {outcome === undefined ? null : view.outcomes[outcome]}
      </p>
      {isWaited(state) && !late && passed !== true ? <Paragraph>{movedFrom === undefined ? view.promised(promised) : view.moved(promised, movedFrom)}</Paragraph> : null}
      {late ? <Late language={language} name={name} {...(contacts === undefined ? {} : { contacts })} /> : null}
    </>
  );
};

/** What was wrong, with the way to where it stands: a form may lie far down a long page. */
function problemsIn({ said, personSaid, sharingSaid }: TalkProps): readonly { readonly field: string; readonly message: string }[] {
  const person = personSaid === undefined ? [] : [{ field: placeOf(personSaid), message: personSaid.problem }];
  const all = [
    { field: "text", message: said?.problem },
    { field: "noticeMail", message: said?.noticeProblem },
    { field: "sure", message: said?.unsure },
    { field: "call-slot", message: said?.callProblem },
    { field: "consent-problem", message: sharingSaid?.problem },
    ...person,
  ];
  return all.flatMap(({ field, message }) => (message === undefined ? [] : [{ field, message }]));
}

/** What was just done far down the page. */
function placeOfDone({ said, personSaid }: TalkProps): string | undefined {
  if (personSaid?.done === true) return placeOf(personSaid);
  if (said?.noticeSaved === true) return "notice-saved";
  return said?.callDone === true ? "call-heading" : undefined;
}

const JustDone: FC<{ readonly language: Language; readonly place: string }> = ({ language, place }) => (
  <Alert kind="ok" id="just-done">
    <Paragraph>
      {personTexts[language].done} <a href={`#${place}`}>{talkTexts[language].view.jump.there}</a>
    </Paragraph>
  </Alert>
);

/** From what is asked to the rest of a long page. */
const Jumps: FC<{ readonly language: Language }> = ({ language }) => {
  const { jump } = talkTexts[language].view;
  const places = [["#talk-items", jump.read], ["#write-form", jump.write], ["#safety-form", jump.safety], ["#talk-more", jump.more]] as const;
  return (
    <nav class="talk__jump" aria-label={jump.label}>
      {places.map(([to, text]) => (
        <a href={to}>{text}</a>
      ))}
    </nav>
  );
};

/** The whole conversation, drawn by the server. What waits for the person comes before what was said. */
export const TalkView: FC<TalkProps> = (props) => {
  const { language, state, items, said } = props;
  const { view } = talkTexts[language];
  const acts = new Set(reporterActs(state).map((one) => one.act));
  const helper = props.followUp?.codes.card === "helper";
  const inside: Inside = { language, ticket: props.ticket, mark: props.mark, scripted: false, helper };
  const sharing = <SharingSection {...inside} view={props.sharing} said={props.sharingSaid} />;
  const sharingAsks = asksSomething(props.sharing) || props.sharingSaid !== undefined;
  const procedure = <ProcedureDoor language={language} ticket={props.ticket} mark={props.mark} hidden={!items.some(({ kind }) => kind === "procedure")} duties={props.duties ?? []} />;
  const place = placeOfDone(props);
  const procedureAsks = props.duties?.some(({ asks }) => asks) === true;
  return (
    <>
      <Heading level={1}>{view.heading}</Heading>
      <ErrorSummary title={formTexts[language].form.problems} errors={problemsIn(props)} />
      {place === undefined ? null : <JustDone language={language} place={place} />}
      {said?.notSafe === true ? <DangerHelp language={language} readBy={props.promised} /> : null}
      {said?.sent === true ? (
        <Alert kind="ok" id="sent">
          <Paragraph>{view.sent}</Paragraph>
        </Alert>
      ) : null}
      <Standing {...props} />
      {helper ? <Paragraph>{personTexts[language].codes.asHelper}</Paragraph> : null}
      <PersonQuestion {...inside} followUp={props.followUp} said={props.personSaid} />
      <Decides helper={helper}>{acts.has("say-helped") || props.sharing.asksHelped ? <HelpedForm {...inside} hidden={false} /> : null}</Decides>
      {sharingAsks ? sharing : null}
      {procedureAsks ? procedure : null}
      <Jumps language={language} />
      <Heading level={2} id="talk-items">
        {view.items}
      </Heading>
      <ol class="talk">
        {items.map((item) => (
          <Item language={language} item={item} />
        ))}
      </ol>
      <EscalationSection language={language} escalations={props.followUp?.escalations ?? []} />
      {sharingAsks ? null : sharing}
      <CallBackSection language={language} answer={props.callBack} ticket={props.ticket} mark={props.mark} helper={helper} done={said?.callDone === true} problem={said?.callProblem} />
      {state === "closed" ? <Paragraph>{view.closedHint}</Paragraph> : null}
      {procedureAsks ? null : procedure}
      <WriteForm {...inside} typed={props.typed} problem={said?.problem} to={props.sharing} />
      <SafetyForm {...inside} />
      <Heading level={2} id="talk-more">
        {view.jump.more}
      </Heading>
      <Decides helper={helper}>{state === "closed" ? null : <NoticeForm {...inside} notice={props.notice} said={said} />}</Decides>
      <PersonParts {...inside} followUp={props.followUp} said={props.personSaid} />
      <Decides helper={helper}>
        <EndForm {...inside} state={state} mayStop={acts.has("stop") || props.sharing.goesOn} backupDays={props.backupDays} unsure={said?.unsure} />
      </Decides>
      <Heading level={2}>{view.leave}</Heading>
      <Paragraph>{view.leaveHint}</Paragraph>
    </>
  );
};

/**
 * `#template-conversation`, for the script: fill `[data-gehoord-with]`, `[data-gehoord-state]`, `[data-gehoord-promised]`
 * (hidden unless nobody read yet), `[data-gehoord-late]` (take `hidden` off when the promised day is over and nobody read),
 * `[data-gehoord-items]` with items; show `#helped-form` when it was asked and `[data-gehoord-stop]` when stopping is possible.
 * `[data-gehoord-waits]` takes what asks something of the person.
 */
export const TalkTemplates: FC<{ readonly language: Language; readonly backupDays: number }> = ({ language, backupDays }) => {
  const { view } = talkTexts[language];
  const inside: Inside = { language, ticket: "", mark: "", scripted: true };
  return (
    <>
      <template id="template-conversation">
        <h1 class="utrecht-heading-1" tabindex={-1} id="conversation-heading">
          {view.heading}
        </h1>
        <p class="utrecht-paragraph utrecht-paragraph--lead" data-gehoord-with=""></p>
        <p class="utrecht-paragraph" data-gehoord-state=""></p>
        <p class="utrecht-paragraph" data-gehoord-promised="" hidden></p>
        <p class="utrecht-paragraph" data-gehoord-as-helper="" hidden>
          {personTexts[language].codes.asHelper}
        </p>
        <div data-gehoord-late="" hidden>
          <Alert kind="warning" title={view.late}>
            <p class="utrecht-paragraph" data-gehoord-late-body=""></p>
            <Paragraph>
              <a data-gehoord-service="" href={pathIn(language, "/organisaties")}>
                {formTexts[language].choose.more}
              </a>
            </Paragraph>
            <Paragraph>
              <a href={pathIn(language, "/melden")}>{formTexts[language].form.other}</a>
            </Paragraph>
          </Alert>
        </div>
        <div data-gehoord-rolled-back="" hidden>
          <Alert kind="danger">
            <Paragraph>{view.rolledBack}</Paragraph>
          </Alert>
        </div>
        <div data-gehoord-waits="">
          <PersonQuestion {...inside} />
          <Decides>
            <HelpedForm {...inside} hidden />
          </Decides>
        </div>
        <Jumps language={language} />
        <Heading level={2} id="talk-items">
          {view.items}
        </Heading>
        <ol class="talk" data-gehoord-items=""></ol>
        <EscalationSection language={language} escalations={[]} />
        <section data-gehoord-sharing="" hidden></section>
        <CallBackTemplate language={language} />
        <p class="utrecht-paragraph" data-gehoord-closed="" hidden>
          {view.closedHint}
        </p>
        <ProcedureDoor language={language} ticket="" mark="" hidden />
        <WriteForm {...inside} />
        <SafetyForm {...inside} />
        <Heading level={2} id="talk-more">
          {view.jump.more}
        </Heading>
        <Decides>
          <NoticeForm {...inside} notice={false} />
        </Decides>
        <PersonParts {...inside} />
        <Decides>
          <EndForm {...inside} mayStop={false} backupDays={backupDays} />
        </Decides>
        <h2 class="utrecht-heading-2">{view.leave}</h2>
        <Paragraph>{view.leaveHint}</Paragraph>
      </template>
      <ItemTemplate language={language} />
      <SlotTemplate language={language} />
      <SharingTemplates language={language} />
      <template id="template-stopped">
        <Done language={language} mode="stop" backupDays={backupDays} />
      </template>
      <template id="template-removed">
        <Done language={language} mode="delete" backupDays={backupDays} />
      </template>
      <template id="template-not-safe">
        <DangerHelp language={language} />
      </template>
    </>
  );
};

/** Stopped, or everything taken away. */
export const Done: FC<{ readonly language: Language; readonly mode: "stop" | "delete"; readonly backupDays: number }> = ({ language, mode, backupDays }) => {
  const { done } = talkTexts[language];
  return (
    <>
      <h1 class="utrecht-heading-1" tabindex={-1} id="done-heading">
        {mode === "stop" ? done.stopped : done.removed}
      </h1>
      <Paragraph>{mode === "stop" ? done.stoppedBody : done.removedBody(backupDays)}</Paragraph>
      <List items={[<a href={pathIn(language, "/")}>{done.home}</a>]} />
    </>
  );
};

/** Sentences of the conversation by name, for `#template-messages`: `who-me`, `kind-report`, `state-new`, `label-what`, … */
export function talkMessages(language: Language): Readonly<Record<string, string>> {
  const { open, view } = talkTexts[language];
  const named = (start: string, all: Readonly<Record<string, string>>): [string, string][] => Object.entries(all).map(([name, text]) => [`${start}-${name}`, text]);
  const { form } = formTexts[language];
  return Object.fromEntries([
    ...Object.entries(callMessages(language)),
    ...escalationMessages(language),
    ...sharingMessages(language),
    ["opening", open.working],
    ["code-problem", open.problem],
    ["code-unknown", open.unknown],
    ["code-wrong-form", open.wrongForm],
    ["too-many", open.tooMany],
    ["with", view.with("{name}")],
    ["promised", view.promised("{date}")],
    ["moved", view.moved("{date}", "{from}")],
    ["late", view.lateBody("{name}")],
    ["who-me", view.me],
    ["who-desk", view.desk],
    ["safe", view.safe],
    ["not-safe", view.notSafe],
    ["helped-yes", view.helpedYes],
    ["helped-no", view.helpedNo],
    ["stopped", view.stopped],
    ["trouble", view.trouble],
    ["file-closed", view.fileClosed],
    ["sent", view.sent],
    ["empty", view.emptyMessage],
    ["unsure", view.deleteUnsure],
    ["notice-saved", view.noticeSaved],
    ["changed", view.changed],
    ...named("kind", view.kinds),
    ...named("state", view.states),
    ...named("outcome", view.outcomes),
    ...named("label", view.labels),
    ...named("reach", form.reach),
    ...named("danger", form.dangers),
    ...personMessages(language),
  ]);
}
