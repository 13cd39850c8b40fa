/**
 * Who has the person's words and why: what is asked, what was agreed, which desks help. Drawn by the server with what is
 * known, or empty in a template that `screen/sharing.ts` fills (`data-gehoord-…` marks the places).
 */
import type { FC } from "hono/jsx";
import type { Language } from "../../../base/index.ts";
import { Actions, Alert, Button, Heading, Hidden, Paragraph, Select } from "../../../ui/index.ts";
import { anyGoesOn } from "../../actions/arrival-threads.ts";
import { askedBy, threadIn } from "../../actions/whole.ts";
import type { ArrivedWhole, OtherThread } from "../../actions/whole.ts";
import type { ConsentLine } from "../../shape/consent.ts";
import type { Asked } from "../../shape/threads.ts";
import { carrierOf } from "../../shape/threads.ts";
import { sharingTexts } from "../../texts/index.ts";
import { dayInWords, itemOf } from "../words.ts";
import type { ShownItem } from "../talk.tsx";
import { Decides, TalkForm } from "./frame.tsx";
import type { Inside } from "./frame.tsx";

export type SharingSaid = { readonly done?: "yes" | "no" | "withdraw"; readonly problem?: string };

type Asking = { readonly id: string; readonly name: string; readonly whom: string; readonly whatFor: string; readonly parts: readonly string[]; readonly until: string; readonly why: string };
export type SharingView = {
  readonly asks: readonly Asking[];
  readonly broken: number;
  readonly given: readonly { readonly id: string; readonly text: string }[];
  readonly lines: readonly string[];
  readonly to: readonly { readonly value: string; readonly label: string }[];
  readonly carrier: string;
  /** Another desk asks whether the person was helped. */
  readonly asksHelped: boolean;
  /** A desk besides the first still helps: the person can stop, also when the first is done. */
  readonly goesOn: boolean;
  /** Somebody besides the first desk may read. */
  readonly shared: boolean;
};

/** A question waits for the person here, also one that is not right. */
export function asksSomething(view: SharingView): boolean {
  return view.asks.length + view.broken > 0;
}

export function isSomething(view: SharingView): boolean {
  return view.asks.length + view.broken + view.given.length + view.lines.length > 0;
}

function whomOf({ purpose, teamName }: ConsentLine, language: Language): string {
  const texts = sharingTexts[language];
  return teamName?.[language] ?? (purpose === "contact-school" ? texts.school : texts.parents);
}

function partsOf(whole: ArrivedWhole, asked: Asked, language: Language): string[] {
  const texts = sharingTexts[language];
  const names: Readonly<Record<string, string>> = texts.parts;
  const all = [whole.first, ...whole.others.flatMap((one) => one.opened ?? [])].flatMap((thread) => thread.opening.pieces);
  const parts = asked.parts.map((id) => {
    const piece = all.find((one) => one.id === id);
    if (piece === undefined) return texts.partOther;
    const name = names[piece.kind] ?? texts.partOther;
    return ["message", "answer", "file"].includes(piece.kind) ? `${name} (${dayInWords(piece.day, language)})` : name;
  });
  return [...parts, ...(asked.later ? [texts.later] : []), ...(parts.length === 0 && !asked.later ? [texts.nothing] : [])];
}

function askingOf(whole: ArrivedWhole, line: ConsentLine, language: Language): Asking | undefined {
  const asked = askedBy(whole, line);
  const name = threadIn(whole, line.case)?.opening.serviceName[language];
  if (asked === undefined || name === undefined) return undefined;
  return { id: line.id, name, whom: whomOf(line, language), whatFor: sharingTexts[language].purposes[line.purpose], parts: partsOf(whole, asked, language), until: dayInWords(line.until, language), why: asked.text };
}

function threadLine({ thread }: OtherThread, language: Language): string {
  const { threads } = sharingTexts[language];
  return threads[thread.referral ?? "other"](thread.teamName[language]);
}

function consentLine(whole: ArrivedWhole, line: ConsentLine, language: Language): string {
  const { states } = sharingTexts[language];
  const whom = whomOf(line, language);
  if (line.state === "given") return (askedBy(whole, line)?.spoken === true ? states.spoken : states.given)(whom, dayInWords(line.until, language));
  return line.state === "asked" ? "" : states[line.state](whom);
}

/** Everything of the section, in words. */
export function sharingOf(whole: ArrivedWhole, language: Language): SharingView {
  const open = whole.consents.filter((one) => one.state === "asked");
  const asks = open.flatMap((one) => askingOf(whole, one, language) ?? []);
  const first = whole.first.opening;
  const writable = whole.others.filter(({ thread, opened }) => opened !== undefined && thread.kind !== "escalation" && (thread.referral === null || thread.referral === "accepted"));
  return {
    asks,
    broken: open.length - asks.length,
    given: whole.consents.filter((one) => one.state === "given").map((one) => ({ id: one.id, text: consentLine(whole, one, language) })),
    lines: [...whole.others.map((one) => threadLine(one, language)), ...whole.consents.filter((one) => !["asked", "given"].includes(one.state)).map((one) => consentLine(whole, one, language))],
    to: [{ value: first.case, label: first.serviceName[language] }, ...writable.map(({ thread }) => ({ value: thread.case, label: thread.teamName[language] }))],
    goesOn: anyGoesOn(whole.others),
    shared: whole.others.length > 0 || whole.consents.some((one) => one.state === "given"),
    asksHelped: writable.some(({ opened }) => opened?.opening.state === "asked-helped"),
    carrier: carrierOf(first.case, whole.others.map((one) => one.thread)),
  };
}

/** Whose word it is: the desk that sent a case wrote its first words there. */
function speakerIn(whole: ArrivedWhole, thread: OtherThread["thread"], kind: string, language: Language): string {
  const from = threadIn(whole, thread.from)?.opening.serviceName[language];
  return (kind === "referral" || kind === "dossier") && from !== undefined ? from : thread.teamName[language];
}

/** What was said at the other desks, with who says it; to be put among the first ones by day. */
export function itemsOfOthers(whole: ArrivedWhole, language: Language): readonly { readonly day: string; readonly item: ShownItem }[] {
  return whole.others.flatMap(({ thread, opened }) =>
    (opened?.opening.pieces ?? []).flatMap((out, at) => {
      const piece = opened?.pieces[at];
      const item = piece === undefined ? undefined : itemOf(out, piece, language);
      if (item === undefined) return [];
      const name = thread.teamName[language];
      return [{ day: out.day, item: { ...item, who: item.mine ? sharingTexts[language].toMe(name) : speakerIn(whole, thread, out.kind, language) } }];
    }),
  );
}

const AskedForm: FC<Inside & { readonly asking: Asking | undefined }> = (props) => {
  const texts = sharingTexts[props.language];
  const { asking } = props;
  return (
    <TalkForm {...props} id={asking === undefined ? "consent-form" : `consent-${asking.id}`} to="/gesprek/toestemming">
      {asking === undefined ? null : <Hidden values={{ consent: asking.id }} />}
      <h3 class="utrecht-heading-3" data-gehoord-question="">
        {asking === undefined ? "" : texts.question(asking.name)}
      </h3>
      <dl class="talk__facts">
        <dt>{texts.whatFor}</dt>
        <dd data-gehoord-what-for="">{asking?.whatFor}</dd>
        <dt>{texts.whom}</dt>
        <dd data-gehoord-whom="">{asking?.whom}</dd>
        <dt>{texts.what}</dt>
        <dd>
          <ul class="utrecht-unordered-list" data-gehoord-parts="">
            {asking?.parts.map((part) => (
              <li class="utrecht-unordered-list__item">{part}</li>
            ))}
          </ul>
        </dd>
        <dt>{texts.until}</dt>
        <dd data-gehoord-until="">{asking?.until}</dd>
        <dt>{texts.why}</dt>
        <dd data-gehoord-why="" dir="auto">
          {asking?.why}
        </dd>
      </dl>
      <Decides {...props}>
        <Paragraph>{texts.unsure}</Paragraph>
        <Actions>
          <Button kind="secondary" name="answer" value="yes">
            {texts.yes}
          </Button>
          <Button kind="secondary" name="answer" value="no">
            {texts.no}
          </Button>
        </Actions>
      </Decides>
    </TalkForm>
  );
};

const GivenForm: FC<Inside & { readonly given: SharingView["given"][number] | undefined }> = (props) => {
  const texts = sharingTexts[props.language];
  const { given } = props;
  return (
    <TalkForm {...props} id={given === undefined ? "given-form" : `given-${given.id}`} to="/gesprek/toestemming">
      {given === undefined ? null : <Hidden values={{ consent: given.id }} />}
      <p class="utrecht-paragraph" data-gehoord-given="">
        {given?.text}
      </p>
      <Decides {...props}>
        <Paragraph>{texts.withdrawHint}</Paragraph>
        <Actions>
          <Button kind="secondary" name="answer" value="withdraw">
            {texts.withdraw}
          </Button>
        </Actions>
      </Decides>
    </TalkForm>
  );
};

/** Drawn by the server: only when there is something. */
export const SharingSection: FC<Inside & { readonly view: SharingView; readonly said: SharingSaid | undefined }> = ({ view, said, ...inside }) => {
  const texts = sharingTexts[inside.language];
  if (!isSomething(view)) return null;
  return (
    <>
      <Heading level={2}>{texts.heading}</Heading>
      {said?.problem === undefined ? null : (
        <Alert kind="danger" id="consent-problem">
          <Paragraph>{said.problem}</Paragraph>
        </Alert>
      )}
      {said?.done === undefined ? null : (
        <Alert kind="ok" id="consent-done">
          <Paragraph>{texts.done[said.done]}</Paragraph>
        </Alert>
      )}
      <Paragraph>{texts.intro}</Paragraph>
      {view.broken > 0 ? (
        <Alert kind="warning">
          <Paragraph>{texts.broken}</Paragraph>
        </Alert>
      ) : null}
      {view.asks.map((asking) => (
        <AskedForm {...inside} asking={asking} />
      ))}
      {view.given.map((given) => (
        <GivenForm {...inside} given={given} />
      ))}
      {view.lines.map((line) => (
        <Paragraph>{line}</Paragraph>
      ))}
    </>
  );
};

/** The empty section and its forms, for the script. */
export const SharingTemplates: FC<{ readonly language: Language }> = ({ language }) => {
  const texts = sharingTexts[language];
  const inside: Inside = { language, ticket: "", mark: "", scripted: true };
  return (
    <>
      <template id="template-sharing">
        <h2 class="utrecht-heading-2" tabindex={-1}>
          {texts.heading}
        </h2>
        <Paragraph>{texts.intro}</Paragraph>
        <div aria-live="polite" data-gehoord-sharing-status=""></div>
        <div data-gehoord-sharing-list=""></div>
      </template>
      <template id="template-consent">
        <AskedForm {...inside} asking={undefined} />
      </template>
      <template id="template-given">
        <GivenForm {...inside} given={undefined} />
      </template>
    </>
  );
};

/** To whom a message goes; hidden while there is one desk only. */
export const ToField: FC<{ readonly language: Language; readonly to: SharingView["to"]; readonly carrier: string; readonly scripted: boolean }> = ({ language, to, carrier, scripted }) => {
  if (!scripted && to.length < 2) return null;
  return (
    <div data-gehoord-to="" hidden={scripted}>
      <Select name="to" label={sharingTexts[language].to} value={carrier} options={to} />
    </div>
  );
};

/** Sentences for the script, with places for names and days. */
export function sharingMessages(language: Language): readonly (readonly [string, string])[] {
  const texts = sharingTexts[language];
  const named = (start: string, all: Readonly<Record<string, string>>): [string, string][] => Object.entries(all).map(([name, text]) => [`${start}-${name}`, text]);
  return [
    ["sharing-with", texts.with("{name}")],
    ["sharing-question", texts.question("{name}")],
    ["sharing-broken", texts.broken],
    ["sharing-school", texts.school],
    ["sharing-parents", texts.parents],
    ["sharing-later", texts.later],
    ["sharing-nothing", texts.nothing],
    ["sharing-part-other", texts.partOther],
    ["sharing-to-me", texts.toMe("{name}")],
    ["consent-yes", texts.said.yes],
    ["consent-no", texts.said.no],
    ["consent-withdrawal", texts.said.withdrawal],
    ...named("sharing-purpose", texts.purposes),
    ...named("sharing-part", texts.parts),
    ...named("sharing-done", texts.done),
    ["sharing-state-given", texts.states.given("{name}", "{date}")],
    ["sharing-state-spoken", texts.states.spoken("{name}", "{date}")],
    ["sharing-state-refused", texts.states.refused("{name}")],
    ["sharing-state-withdrawn", texts.states.withdrawn("{name}")],
    ["sharing-state-lapsed", texts.states.lapsed("{name}")],
    ...(Object.keys(texts.threads) as (keyof typeof texts.threads)[]).map((one): [string, string] => [`sharing-thread-${one}`, texts.threads[one]("{name}")]),
  ];
}
