/** `/procedure` for a school's board, `/gesprek/klacht` for the complainant, both without script; `/uitspraken` for everybody. */
import { anyone, isUuid, pathIn } from "../../base/index.ts";
import type { RefusalReference, RequestContext } from "../../base/index.ts";
import { refusalText } from "../../base/texts/index.ts";
import { directoryOf } from "../../directory/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { Actions, Alert, Button, ErrorSummary, Heading, Lead, List, Paragraph, TextInput } from "../../ui/index.ts";
import type { Page, PageAnswer, PageRequest } from "../../ui/index.ts";
import { installationOf } from "../actions/installation.ts";
import { openArrivedProcedure, sayArrived } from "../actions/procedure/arrival.ts";
import type { ArrivedProcedure } from "../actions/procedure/arrival.ts";
import { readSummaries } from "../actions/procedure/summaries.ts";
import { newConversationTicket, readConversationTicket } from "../actions/tickets.ts";
import { Limits } from "../shape.ts";
import { FoundedAnswers, ProcedureActs } from "../rules/procedure.ts";
import { formTexts, procedureTexts, talkTexts } from "../texts/index.ts";
import { arrivedFiles } from "./arrived-files.ts";
import { ProcedureTemplates, ProcedureView, procedureMessages } from "./procedure/view.tsx";
import { actsOf, dutiesOf, paperOf, standingLines } from "./procedure/words.ts";
import { talkMessages } from "./talk.tsx";
import { FileTemplates, Messages } from "./templates.tsx";
import { dayInWords } from "./words.ts";

const title = "Gehoord";
const byCode = anyone("whoever has a code of the procedure");

type Asking = { readonly problem?: string; readonly remark?: string; readonly status?: PageAnswer["status"] };

/** Where a board types its code. */
async function askCode(context: RequestContext, { problem, remark, status = 200 }: Asking): Promise<PageAnswer> {
  const { language } = context;
  const { installation, salt } = await installationOf(context);
  const { open } = talkTexts[language];
  const words = procedureTexts[language];
  const data = { "data-gehoord-conversation": "", "data-gehoord-board": "", "data-language": language, "data-installation": installation, "data-salt": toBase64Url(salt) };
  const body = (
    <>
      <Heading level={1}>{words.codeHeading}</Heading>
      {remark === undefined ? null : (
        <Alert kind="info" id="remark">
          <Paragraph>{remark}</Paragraph>
        </Alert>
      )}
      <ErrorSummary title={open.problem} errors={problem === undefined ? [] : [{ field: "code", message: problem }]} />
      <Lead>{words.codeLead}</Lead>
      <form class="utrecht-form" id="code-form" action={pathIn(language, "/procedure/openen")} method="post" autocomplete="off" novalidate {...data}>
        <div data-gehoord-without-script="">
          <Paragraph>{open.onArrival}</Paragraph>
        </div>
        <div data-gehoord-with-script="" hidden>
          <Paragraph>{open.inBrowser}</Paragraph>
        </div>
        <TextInput name="code" label={open.code} hint={open.codeHint} code size={22} maxLength={40} {...(problem === undefined ? {} : { error: problem })} />
        <div data-gehoord-status="" aria-live="polite"></div>
        <Actions>
          <Button id="open-conversation">{open.look}</Button>
        </Actions>
      </form>
      <ProcedureTemplates language={language} side="board" />
      <FileTemplates language={language} />
      <Messages language={language} more={{ ...talkMessages(language), ...procedureMessages(language) }} />
    </>
  );
  return { status, title, body, scripts: ["conversation"], seals: true, ...(problem === undefined ? {} : { focus: "error-summary" }) };
}

/** Opening takes 19 MiB and a core: beyond so many at once, who comes next is asked to wait. */
const mostInLine = 40;
let inLine = 0;

async function oneOf<T>(work: () => Promise<T>): Promise<T | "too-many-requests"> {
  if (inLine >= mostInLine) return "too-many-requests";
  inLine += 1;
  try {
    return await work();
  } finally {
    inLine -= 1;
  }
}

function refusedCode(context: RequestContext, because: RefusalReference): Promise<PageAnswer> {
  const { open } = talkTexts[context.language];
  if (because === "too-many-requests") return askCode(context, { problem: open.tooMany, status: 429 });
  if (because === "code-wrong-form") return askCode(context, { problem: open.wrongForm, status: 422 });
  return askCode(context, { problem: because === "code-not-recognised" ? open.unknown : refusalText(context.language, because), status: 404 });
}

type Said = { readonly typed?: string; readonly problem?: string; readonly sent?: boolean };

async function draw(context: RequestContext, arrived: ArrivedProcedure, said: Said, status: PageAnswer["status"] = 200): Promise<PageAnswer> {
  const { language } = context;
  const { opening, opened } = arrived;
  const body = (
    <ProcedureView
      language={language}
      side={opening.side}
      standing={standingLines(opening, language)}
      whole={opened.head !== undefined}
      papers={opened.items.map((item) => paperOf(item, opening.side, language))}
      duties={dutiesOf(arrived, language)}
      acts={actsOf(opening)}
      ticket={await newConversationTicket(context, arrived.code)}
      mark={context.random.uuid()}
      {...said}
    />
  );
  return { status, title, body, ...(said.sent === true ? { focus: "sent" } : said.problem === undefined ? {} : { focus: "error-summary" }) };
}

async function show(context: RequestContext, code: string, said: Said, status: PageAnswer["status"] = 200): Promise<PageAnswer> {
  const arrived = await oneOf(() => openArrivedProcedure(context, code));
  if (arrived === "too-many-requests") return refusedCode(context, arrived);
  return arrived.ok ? draw(context, arrived.value, said, status) : refusedCode(context, arrived.because);
}

async function withTicket(context: RequestContext, request: PageRequest, work: (code: string) => Promise<PageAnswer>): Promise<PageAnswer> {
  if (request.method === "GET") return askCode(context, {});
  const ticket = await readConversationTicket(context, request.form.text("ticket"));
  return ticket === undefined ? askCode(context, { remark: talkTexts[context.language].open.ended, status: 409 }) : work(ticket.code);
}

const chosen = <T extends string>(all: readonly T[], typed: string): T | undefined => all.find((one) => one === typed);

async function write(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withTicket(context, request, async (code) => {
    const { form } = request;
    const act = chosen(ProcedureActs, form.text("act")) ?? "write";
    const text = form.text("words").replaceAll("\r\n", "\n").trim();
    const files = await arrivedFiles(form.files("files"), context.language, form.has("filesAnyway"));
    const isWord = act === "say-done" || act === "say-not-done";
    const empty = !isWord && text === "" ? talkTexts[context.language].view.emptyMessage : undefined;
    const problem = files.problem ?? (text.length > Limits.longText ? formTexts[context.language].form.problem.tooLong(Limits.longText) : empty);
    if (problem !== undefined) return show(context, code, { problem, typed: text }, 422);
    const obligation = form.text("obligation");
    const mark = form.text("mark");
    const word = {
      act,
      files: files.files,
      mark: isUuid(mark) ? mark : context.random.uuid(),
      body: { text, ...(act === "react" ? { agrees: chosen(FoundedAnswers, form.text("agrees")) ?? "no" } : {}), ...(isWord ? { obligation, answer: act === "say-done" ? ("yes" as const) : ("no" as const) } : {}) },
      ...(isWord ? { obligation } : {}),
    };
    const said = await oneOf(() => sayArrived(context, code, word));
    if (said === "too-many-requests") return refusedCode(context, said);
    if (said.ok) return show(context, code, { sent: true });
    if (said.because === "code-not-recognised") return refusedCode(context, said.because);
    return show(context, code, { problem: refusalText(context.language, said.because), typed: text }, 409);
  });
}

/** A file of a side and its words. */
const writeBytes = Limits.caseBytes / 2 + 200_000;

async function summaries(context: RequestContext): Promise<PageAnswer> {
  const { language } = context;
  const words = procedureTexts[language];
  const directory = directoryOf(context.config.root);
  const all = await readSummaries(context);
  const body = (
    <>
      <Heading level={1}>{words.summaries}</Heading>
      <Lead>{words.summariesLead}</Lead>
      {all.length === 0 ? (
        <Paragraph>{words.noSummaries}</Paragraph>
      ) : (
        <List
          items={all.map((one) => (
            <>
              <strong>
                {directory.organisation(one.organisation)?.name[language] ?? one.organisation}, {words.week(dayInWords(one.week, language))}
              </strong>
              <p class="talk__text" dir="auto">
                {one.text}
              </p>
              <p>{words.outcomes[one.outcome]}</p>
            </>
          ))}
        />
      )}
    </>
  );
  return { title, body };
}

const opens = (context: RequestContext, request: PageRequest): Promise<PageAnswer> => (request.method === "GET" ? askCode(context, {}) : show(context, request.form.text("code"), {}));

export const procedurePages: readonly Page[] = [
  { methods: ["GET"], path: "/procedure", who: byCode, steady: true, answer: (context) => askCode(context, {}) },
  { methods: ["GET", "POST"], path: "/procedure/openen", who: byCode, maxBytes: 20_000, answer: opens },
  { methods: ["GET", "POST"], path: "/procedure/schrijven", who: byCode, maxBytes: writeBytes, answer: write },
  { methods: ["GET", "POST"], path: "/gesprek/klacht", who: byCode, maxBytes: 20_000, answer: (context, request) => withTicket(context, request, (code) => show(context, code, {})) },
  { methods: ["GET", "POST"], path: "/gesprek/klacht/schrijven", who: byCode, maxBytes: writeBytes, answer: write },
  { methods: ["GET"], path: "/uitspraken", who: anyone("summaries without names are for everybody"), answer: (context) => summaries(context) },
];
