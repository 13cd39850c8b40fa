/** `/gesprek` without script: type the code, read, write, end. Inside it a sealed ticket travels, never the code. */
import { anyone, dayOf, isUuid } from "../../base/index.ts";
import type { RefusalReference, RequestContext } from "../../base/index.ts";
import { refusalText } from "../../base/texts/index.ts";
import { contactSummary, directoryOf } from "../../directory/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import type { Page, PageAnswer, PageRequest } from "../../ui/index.ts";
import { consentArrived, stopArrived, threadForWord, writeArrivedTo } from "../actions/arrival-threads.ts";
import { noticeArrived, openArrived, removeArrived, writeArrived } from "../actions/arrival.ts";
import type { ArrivedTalk } from "../actions/arrival.ts";
import { changeArrived } from "../actions/call-back-talk.ts";
import { backupDays } from "../actions/conversation.ts";
import { installationOf, noticeRecipientOf } from "../actions/installation.ts";
import { procedureOfTalk } from "../actions/procedure/arrival.ts";
import { newConversationTicket, readConversationTicket } from "../actions/tickets.ts";
import { isMail, Limits, NoticeHours } from "../shape.ts";
import { isMoment } from "../shape/call-back.ts";
import { callTexts, formTexts, talkTexts } from "../texts/index.ts";
import { arrivedFiles } from "./arrived-files.ts";
import type { ArrivedFiles } from "./arrived-files.ts";
import { CodePage } from "./code.tsx";
import { OnlyWrite } from "./only-write.tsx";
import { Done, TalkView } from "./talk.tsx";
import type { Said, ShownItem } from "./talk.tsx";
import { itemsOfOthers, sharingOf } from "./talk/sharing.tsx";
import type { SharingSaid } from "./talk/sharing.tsx";
import type { PersonSaid } from "./talk/person.tsx";
import { dutiesOf } from "./procedure/words.ts";
import { dayInWords, itemOf } from "./words.ts";

const title = "Gehoord";
const who = anyone("whoever has the code");

type Asking = { readonly problem?: string; readonly remark?: string; readonly typed?: string; readonly status?: PageAnswer["status"] };

async function askCode(context: RequestContext, { problem, remark, typed, status = 200 }: Asking): Promise<PageAnswer> {
  const installation = await installationOf(context);
  return {
    status,
    title,
    body: (
      <CodePage
        language={context.language}
        installation={installation.installation}
        salt={toBase64Url(installation.salt)}
        noticeRecipient={await noticeRecipientOf(context)}
        backupDays={backupDays}
        {...(problem === undefined ? {} : { problem })}
        {...(remark === undefined ? {} : { remark })}
        {...(typed === undefined || typed === "" ? {} : { typed })}
      />
    ),
    scripts: ["conversation"],
    seals: true,
    ...(problem === undefined ? {} : { focus: "error-summary" }),
  };
}

/** Opening takes 19 MiB and a core each, two at a time: beyond so many in line, who comes next is asked to wait. */
const mostInLine = 40;
let inLine = 0;

export async function oneOf<T>(work: () => Promise<T>): Promise<T | "too-many-requests"> {
  if (inLine >= mostInLine) return "too-many-requests";
  inLine += 1;
  try {
    return await work();
  } finally {
    inLine -= 1;
  }
}

/** Thrown to the frame, which answers with a page that sends the same once more: nothing that was typed is lost. */
class NotNow extends Error {
  readonly because: RefusalReference;
  constructor(because: RefusalReference) {
    super("The storage takes nothing now");
    this.name = "NotNow";
    this.because = because;
  }
}

export function orNotNow(because: RefusalReference): RefusalReference {
  if (because.startsWith("storage")) throw new NotNow(because);
  return because;
}

export async function refusedCode(context: RequestContext, reason: RefusalReference, typed = ""): Promise<PageAnswer> {
  const { open } = talkTexts[context.language];
  const because = orNotNow(reason);
  if (because === "too-many-requests") return askCode(context, { problem: open.tooMany, status: 429, typed });
  if (because === "code-wrong-form") return askCode(context, { problem: open.wrongForm, status: 422, typed });
  return askCode(context, { problem: because === "code-not-recognised" ? open.unknown : refusalText(context.language, because), status: 404, typed });
}

type Shown = { readonly talk: ArrivedTalk; readonly said?: Said; readonly typed?: string; readonly personSaid?: PersonSaid; readonly sharingSaid?: SharingSaid };

const isPassed = (context: RequestContext, { opening }: ArrivedTalk): boolean => opening.promisedDay < dayOf(context.clock.now());

/** Unread after the promised day: then the person hears it, with a next step (`security.md` 3.2). */
function isLate(context: RequestContext, talk: ArrivedTalk): boolean {
  return (talk.opening.state === "new" || talk.opening.state === "unread") && isPassed(context, talk);
}

async function drawTalk(context: RequestContext, { talk, said, typed, personSaid, sharingSaid }: Shown, status: PageAnswer["status"] = 200): Promise<PageAnswer> {
  const { language } = context;
  const { opening } = talk;
  const procedure = await procedureOfTalk(context, talk);
  const service = directoryOf(context.config.root).service(opening.service);
  const first = opening.pieces.flatMap((out, at) => {
    const piece = talk.pieces[at];
    const item = piece === undefined ? undefined : itemOf(out, piece, language);
    // With more than one desk, each is named.
    const who = talk.whole.others.length > 0 && item?.mine === false ? { who: opening.serviceName[language] } : {};
    return item === undefined ? [] : [{ day: out.day, item: { ...item, ...who } }];
  });
  // One list over all desks, by day; within a day the first desk comes first.
  const items = [...first, ...itemsOfOthers(talk.whole, language)].toSorted((one, other) => one.day.localeCompare(other.day)).map((one): ShownItem => one.item);
  return {
    status,
    title,
    body: (
      <TalkView
        language={language}
        name={opening.serviceName[language]}
        state={opening.state}
        {...(opening.outcome === undefined ? {} : { outcome: opening.outcome })}
        promised={dayInWords(opening.promisedDay, language)}
        {...(opening.movedFrom === undefined ? {} : { movedFrom: dayInWords(opening.movedFrom, language) })}
        late={isLate(context, talk)}
        passed={isPassed(context, talk)}
        {...(service === undefined ? {} : { contacts: contactSummary(service, language) })}
        items={items}
        notice={opening.notice}
        ticket={await newConversationTicket(context, talk.code)}
        mark={context.random.uuid()}
        {...(typed === undefined ? {} : { typed })}
        {...(said === undefined ? {} : { said })}
        backupDays={backupDays}
        followUp={talk.followUp}
        personSaid={personSaid}
        callBack={talk.callBack}
        duties={procedure === undefined ? [] : dutiesOf(procedure, language)}
        sharing={sharingOf(talk.whole, language)}
        sharingSaid={sharingSaid}
      />
    ),
    ...focusOf({ said, personSaid, sharingSaid }),
  };
}

type Happened = { readonly said: Said | undefined; readonly personSaid: PersonSaid | undefined; readonly sharingSaid: SharingSaid | undefined };

/** Where the reader goes on: what is wrong first, else what was just done. */
function focusOf({ said, personSaid, sharingSaid }: Happened): { readonly focus?: string } {
  const problems = [said?.problem, said?.noticeProblem, said?.unsure, said?.callProblem, personSaid?.problem, sharingSaid?.problem];
  if (problems.some((problem) => problem !== undefined)) return { focus: "error-summary" };
  if (said?.sent === true) return { focus: "sent" };
  if (sharingSaid !== undefined) return { focus: "consent-done" };
  if (personSaid !== undefined) return { focus: "person-done" };
  if (said?.noticeSaved === true) return { focus: "notice-saved" };
  return said?.callDone === true ? { focus: "call-heading" } : {};
}

async function drawOnlyWrite(context: RequestContext, code: string, said: Said & { readonly typed?: string }, status: PageAnswer["status"] = 200): Promise<PageAnswer> {
  const ticket = await newConversationTicket(context, code);
  return { status, title, body: <OnlyWrite language={context.language} ticket={ticket} mark={context.random.uuid()} said={said} typed={said.typed ?? ""} />, ...(said.sent === true ? { focus: "sent" } : {}) };
}

export async function showTalk(context: RequestContext, code: string, more: Omit<Shown, "talk">, status: PageAnswer["status"] = 200): Promise<PageAnswer> {
  const talk = await oneOf(() => openArrived(context, code));
  if (talk === "too-many-requests") return refusedCode(context, talk, more.typed);
  return talk.ok ? drawTalk(context, { talk: talk.value, ...more }, status) : refusedCode(context, talk.because, more.typed);
}

/** Only write: the code is looked at when something is sent; nothing of the conversation comes on the screen. */
async function open(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  if (request.method === "GET") return askCode(context, {});
  const [code, typed] = [request.form.text("code"), request.form.text("text")];
  if (request.form.text("only") !== "write") return showTalk(context, code, typed === "" ? {} : { typed });
  const talk = await oneOf(() => openArrived(context, code));
  if (talk === "too-many-requests") return refusedCode(context, talk, typed);
  return talk.ok ? drawOnlyWrite(context, talk.value.code, { typed }) : refusedCode(context, talk.because, typed);
}

/** The ticket of the page; when it ended, the code is asked again. */
export async function withCode(context: RequestContext, request: PageRequest, work: (code: string) => Promise<PageAnswer>): Promise<PageAnswer> {
  if (request.method === "GET") return askCode(context, {});
  const ticket = await readConversationTicket(context, request.form.text("ticket"));
  return ticket === undefined ? askCode(context, { remark: talkTexts[context.language].open.ended, typed: request.form.text("text"), status: 409 }) : work(ticket.code);
}

const one = <T extends string>(known: readonly T[], typed: string): T | undefined => known.find((each) => each === typed);

type Writing = { readonly text: string; readonly files: ArrivedFiles; readonly safety: "safe" | "not-safe" | undefined; readonly helped: "yes" | "no" | undefined; readonly mark: string };

async function readWriting(context: RequestContext, { form }: PageRequest): Promise<Writing> {
  const mark = form.text("mark");
  return {
    text: form.text("text").replaceAll("\r\n", "\n").trim(),
    files: await arrivedFiles(form.files("files"), context.language, form.has("filesAnyway")),
    safety: one(["safe", "not-safe"], form.text("safety")),
    helped: one(["yes", "no"], form.text("helped")),
    mark: isUuid(mark) ? mark : context.random.uuid(),
  };
}

function problemOf(context: RequestContext, { text, files, safety, helped }: Writing): string | undefined {
  const { form } = formTexts[context.language];
  if (files.problem !== undefined) return files.problem;
  if (text.length > Limits.longText) return form.problem.tooLong(Limits.longText);
  const isEmpty = text === "" && files.files.length === 0 && safety === undefined && helped === undefined;
  return isEmpty ? talkTexts[context.language].view.emptyMessage : undefined;
}

async function write(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, async (code) => {
    const onlyWrite = request.form.text("only") === "write";
    const writing = await readWriting(context, request);
    const draw = (said: Said, status: PageAnswer["status"]): Promise<PageAnswer> => {
      const typed = said.sent === true ? {} : { typed: writing.text };
      return onlyWrite ? drawOnlyWrite(context, code, { ...said, ...typed }, status) : showTalk(context, code, { said, ...typed }, status);
    };
    const problem = problemOf(context, writing);
    if (problem !== undefined) return draw({ problem }, 422);
    const { text, files, safety, helped, mark } = writing;
    const arrived = { text, files: files.files, mark, ...(safety === undefined ? {} : { safety }), ...(helped === undefined ? {} : { helped }) };
    const chosen = request.form.text("to");
    const written = await oneOf(async () => {
      const thread = isUuid(chosen) ? chosen : safety === undefined && helped === undefined ? undefined : await threadForWord(context, code, arrived);
      return thread === undefined ? writeArrived(context, code, arrived) : writeArrivedTo(context, code, { thread, arrived });
    });
    if (written === "too-many-requests") return refusedCode(context, written, text);
    if (written.ok) return draw({ sent: true, notSafe: safety === "not-safe" }, 200);
    if (written.because === "code-not-recognised") return refusedCode(context, written.because);
    const because = orNotNow(written.because);
    return draw({ problem: because === "sequence-taken" ? talkTexts[context.language].view.changed : refusalText(context.language, because) }, 409);
  });
}

/** Yes, no, or taking a yes back. */
async function consent(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, async (code) => {
    const answer = one(["yes", "no", "withdraw"], request.form.text("answer"));
    const id = request.form.text("consent");
    if (answer === undefined || !isUuid(id)) return showTalk(context, code, {});
    const said = await oneOf(() => consentArrived(context, code, { consent: id, answer }));
    if (said === "too-many-requests") return refusedCode(context, said);
    if (said.ok) return showTalk(context, code, { sharingSaid: { done: answer } });
    if (said.because === "code-not-recognised") return refusedCode(context, said.because);
    return showTalk(context, code, { sharingSaid: { problem: refusalText(context.language, orNotNow(said.because)) } }, 409);
  });
}

async function notice(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, async (code) => {
    const mail = request.form.text("noticeMail").trim();
    const noticeTyped = { mail, hours: request.form.text("noticeHours") };
    const keep = request.form.text("notice") === "keep";
    if (keep && !isMail(mail)) return showTalk(context, code, { said: { noticeProblem: formTexts[context.language].form.problem.noticeMail, noticeTyped } }, 422);
    const hours = one(Object.keys(NoticeHours) as (keyof typeof NoticeHours)[], request.form.text("noticeHours")) ?? "any";
    const kept = await noticeArrived(context, code, { noticeMail: keep ? mail : "", noticeHours: hours }, context.language);
    return kept.ok ? showTalk(context, code, { said: { noticeSaved: true } }) : showTalk(context, code, { said: { noticeProblem: refusalText(context.language, orNotNow(kept.because)), noticeTyped } }, 409);
  });
}

/** Another moment for the call, or none any more. */
async function call(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, async (code) => {
    const { language } = context;
    const cancels = request.form.text("call") === "cancel";
    const chosen = request.form.text("slot");
    if (!cancels && !isMoment(chosen)) return showTalk(context, code, { said: { callProblem: callTexts[language].form.problem.slot } }, 422);
    const mark = request.form.text("mark");
    const changed = await changeArrived(context, code, { slot: cancels ? null : new Date(chosen).toISOString(), mark: isUuid(mark) ? mark : context.random.uuid() });
    if (changed.ok) return showTalk(context, code, { said: { callDone: true } });
    if (changed.because === "code-not-recognised") return refusedCode(context, changed.because);
    return showTalk(context, code, { said: { callProblem: refusalText(language, orNotNow(changed.because)) } }, 409);
  });
}

async function end(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, async (code) => {
    const { language } = context;
    const mode = one(["stop", "delete"], request.form.text("mode"));
    if (mode === undefined) return showTalk(context, code, {});
    if (mode === "delete" && request.form.text("sure") !== "yes") return showTalk(context, code, { said: { unsure: talkTexts[language].view.deleteUnsure } }, 422);
    const mark = request.form.text("mark");
    const done = mode === "delete" ? await removeArrived(context, code) : await stopArrived(context, code, isUuid(mark) ? mark : context.random.uuid());
    if (done.ok) return { title, body: <Done language={language} mode={mode} backupDays={backupDays} /> };
    return done.because === "transition-not-allowed" ? showTalk(context, code, {}, 409) : refusedCode(context, done.because);
  });
}

/** A message and its files. */
const writeBytes = Limits.caseBytes + 200_000;

export const conversationPages: readonly Page[] = [
  { methods: ["GET"], path: "/gesprek", who, steady: true, answer: (context) => askCode(context, {}) },
  { methods: ["GET", "POST"], path: "/gesprek/openen", who, maxBytes: 80_000, answer: open },
  { methods: ["GET", "POST"], path: "/gesprek/schrijven", who, maxBytes: writeBytes, answer: write },
  { methods: ["GET", "POST"], path: "/gesprek/toestemming", who, maxBytes: 20_000, answer: consent },
  { methods: ["GET", "POST"], path: "/gesprek/bericht", who, maxBytes: 20_000, answer: notice },
  { methods: ["GET", "POST"], path: "/gesprek/bellen", who, maxBytes: 20_000, answer: call },
  { methods: ["GET", "POST"], path: "/gesprek/einde", who, maxBytes: 20_000, answer: end },
];
