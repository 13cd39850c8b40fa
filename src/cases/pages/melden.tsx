/** `/melden`: choose who reads it, write, send. Every answer is drawn here; what may be is decided in `actions`. */
import { anyone } from "../../base/index.ts";
import { refusalText } from "../../base/texts/index.ts";
import type { Language, RequestContext } from "../../base/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { directoryOf } from "../../directory/index.ts";
import type { Service } from "../../directory/index.ts";
import { decide, SignpostInput } from "../../signpost/index.ts";
import type { Page, PageAnswer, PageRequest } from "../../ui/index.ts";
import { arrive } from "../actions/arriving.ts";
import type { ArrivingAnswer } from "../actions/arriving.ts";
import { installationOf, noticeRecipientOf } from "../actions/installation.ts";
import { offeredPoints } from "../actions/points.ts";
import type { OfferedPoint } from "../actions/points.ts";
import { newFormTicket, readFormTicket } from "../actions/tickets.ts";
import { dangerIn } from "../rules/danger-words.ts";
import type { DangerKind } from "../rules/danger.ts";
import { Limits, readForm } from "../shape.ts";
import type { ReportForm } from "../shape.ts";
import { formTexts } from "../texts/index.ts";
import { arrivedFiles } from "./arrived-files.ts";
import { ChoosePage, ClosedPage } from "./choose.tsx";
import type { Told } from "./choose.tsx";
import { FormPage } from "./form.tsx";
import type { FormPageProps } from "./form.tsx";
import { ReceiptView } from "./receipt.tsx";
import { dayInWords } from "./words.ts";

const title = "Gehoord";
const who = anyone("help without an account");

const formOf = ({ form }: PageRequest): ReportForm => readForm((name) => form.text(name));

/** Everything that was typed, as hidden fields: choosing another point loses nothing. Never more than the form takes. */
function toldBy(form: ReportForm): Told {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ""));
}

/** Services that the signpost finds competent for what was told, in its order; none when the role is not known. */
function competent(context: RequestContext, { role, sector, topic, danger }: ReportForm): readonly Service[] {
  const given = Object.fromEntries(Object.entries({ role, sector, topic, danger }).filter(([, value]) => value !== ""));
  const input = SignpostInput.safeParse(given);
  if (!input.success) return [];
  const directory = directoryOf(context.config.root);
  const { urgent, steps } = decide(input.data);
  return [...urgent, ...steps].flatMap(({ id }) => directory.service(id) ?? []);
}

/** Long enough to choose from, short enough to read. */
const mostElsewhere = 6;

async function choose(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  const form = formOf(request);
  const points = await offeredPoints(context);
  const services = competent(context, form);
  const of = (service: Service): OfferedPoint[] => points.filter((point) => point.service === service.id);
  const fitting = services.flatMap(of);
  const takers = services.length > 0 ? services : points.length > 0 ? [] : directoryOf(context.config.root).all().filter((service) => service.takesReports);
  const told = request.method === "POST" ? toldBy(form) : {};
  return {
    title,
    body: (
      <ChoosePage
        language={context.language}
        told={told}
        fitting={fitting}
        available={points.filter((point) => !fitting.includes(point))}
        elsewhere={takers.filter((service) => of(service).length === 0).slice(0, mostElsewhere)}
      />
    ),
    ...(request.method === "POST" ? { languageForm: told } : {}),
  };
}

type Shown = Pick<FormPageProps, "problems" | "fileProblem" | "askAnyway" | "failure" | "expired">;
type Drawing = { readonly form: ReportForm; readonly point: OfferedPoint; readonly shown: Shown; readonly status: PageAnswer["status"]; readonly ticket?: { readonly ticket: string; readonly case: string } };

/** The form, empty or with everything that was typed. A ticket is taken when it opens, and taken along when it is shown again. */
async function drawForm(context: RequestContext, { form, point, shown, status = 200, ticket }: Drawing): Promise<PageAnswer> {
  const installation = await installationOf(context);
  const own = ticket ?? (await newFormTicket(context));
  const { language } = context;
  const sealing = {
    installation: installation.installation,
    salt: toBase64Url(installation.salt),
    team: point.team,
    epoch: point.epoch,
    recipient: point.recipient,
    noticeRecipient: await noticeRecipientOf(context),
    ticket: own.ticket,
    case: own.case,
    promisedDay: point.promised.dueDay,
    promisedWords: dayInWords(point.promised.dueDay, language),
    name: point.directoryService.name[language],
  };
  const hasErrors = Object.keys(shown.problems).length > 0 || shown.fileProblem !== undefined;
  return {
    status,
    title,
    body: <FormPage language={language} origin={context.config.origin} sealing={sealing} form={form} {...shown} />,
    scripts: ["report"],
    seals: true,
    ...(hasErrors ? { focus: "error-summary" } : shown.expired === true ? { focus: "form-expired" } : shown.failure === undefined ? {} : { focus: "failure" }),
  };
}

async function closed(context: RequestContext, form: ReportForm, service: string, points: readonly OfferedPoint[]): Promise<PageAnswer> {
  const directory = directoryOf(context.config.root);
  return { status: 409, title, body: <ClosedPage language={context.language} told={toldBy(form)} service={directory.service(service)} others={points} /> };
}

const empty: Shown = { problems: {} };

/** The other language opens the same form for the same support point; opening it sends and stores nothing. */
async function freshForm(context: RequestContext, form: ReportForm, point: OfferedPoint): Promise<PageAnswer> {
  const drawn = await drawForm(context, { form, point, shown: empty, status: 200 });
  return { ...drawn, languageForm: { ...toldBy(form), team: point.team, supportPoint: point.service } };
}

/** A button of the signpost's result names the service; the form opens at once when its desk takes reports. */
async function start(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  const service = request.form.text("supportPoint");
  if (request.method === "GET" || service === "") return choose(context, request);
  const points = await offeredPoints(context);
  const point = points.find((one) => one.service === service);
  const form = formOf(request);
  return point === undefined ? closed(context, form, service, points) : freshForm(context, form, point);
}

async function openForm(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  if (request.method === "GET") return { status: 303, location: pathTo(context.language), title, body: "" };
  const points = await offeredPoints(context);
  const team = request.form.text("team");
  const point = points.find((one) => one.team === team);
  const form = formOf(request);
  return point === undefined ? closed(context, form, team, points) : freshForm(context, form, point);
}

const pathTo = (language: Language): string => (language === "nl" ? "/melden" : `/${language}/melden`);

/** What calls for help at once: what was said about danger, and words that mean it. */
function dangerOf(form: ReportForm): readonly DangerKind[] {
  const found = dangerIn([form.what, form.who, form.where, form.when, form.need, form.mustNot].join("\n"));
  return form.danger === "now" && !found.includes("now") ? ["now", ...found] : found;
}

function receipt(context: RequestContext, answer: Extract<ArrivingAnswer, { shown: "receipt" }>, form: ReportForm, name: string): PageAnswer {
  const { language } = context;
  const promised = dayInWords(answer.promisedDay, language);
  return {
    title,
    body: <ReceiptView language={language} origin={context.config.origin} name={name} promised={promised} code={answer.code} onArrival already={answer.already} danger={dangerOf(form)} />,
    scripts: ["receipt"],
    focus: "receipt-heading",
  };
}

async function send(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  if (request.method === "GET") return { status: 303, location: pathTo(context.language), title, body: "" };
  const form = formOf(request);
  const [team, ticket] = [request.form.text("team"), request.form.text("ticket")];
  const points = await offeredPoints(context);
  const point = points.find((one) => one.team === team);
  // Without a ticket of ours nothing is stored, so no work is done for files either.
  const known = await readFormTicket(context, ticket);
  const arrived = await arrivedFiles(known === undefined ? [] : request.form.files("files"), context.language, request.form.has("filesAnyway"));
  if (arrived.problem !== undefined && point !== undefined) return again(context, { form, point, shown: { problems: {}, fileProblem: arrived.problem, askAnyway: arrived.askAnyway }, status: 422 }, ticket);
  const answer = await arrive(context, { form, files: arrived.files, ticket, team, language: context.language });
  if (answer.shown === "receipt") return receipt(context, answer, form, nameOf(context, team, point));
  if (point === undefined || answer.shown === "closed") return closed(context, form, team, points.filter((one) => one.team !== team));
  switch (answer.shown) {
    case "problems":
      return again(context, { form, point, shown: { problems: answer.problems, fileProblem: chosenAgain(context, arrived.files.length) }, status: 422 }, ticket);
    case "expired":
      return drawForm(context, { form, point, shown: { problems: {}, expired: true }, status: 409 });
    case "refused":
      return again(context, { form, point, shown: { problems: {}, failure: refusalText(context.language, answer.because) }, status: answer.because.startsWith("storage") ? 503 : 409 }, ticket);
  }
}

/** Files cannot be filled in again by a page: say it where some were chosen. */
const chosenAgain = (context: RequestContext, files: number): string | undefined => (files > 0 ? formTexts[context.language].form.filesAgain : undefined);

function nameOf(context: RequestContext, team: string, point: OfferedPoint | undefined): string {
  return (point?.directoryService ?? directoryOf(context.config.root).service(team))?.name[context.language] ?? title;
}

/** The same form with the same ticket, so that a receipt that got lost can still be had. */
async function again(context: RequestContext, drawing: Drawing, ticket: string): Promise<PageAnswer> {
  const known = await readFormTicket(context, ticket);
  return drawForm(context, known === undefined || known.late ? drawing : { ...drawing, ticket: { ticket, case: known.case } });
}

/** Text, and a hundred megabytes of files. */
const sendBytes = Limits.caseBytes + 2_000_000;

export const reportPages: readonly Page[] = [
  { methods: ["GET", "POST"], path: "/melden", who, answer: start },
  { methods: ["GET", "POST"], path: "/melden/formulier", who, answer: openForm },
  { methods: ["GET", "POST"], path: "/melden/versturen", who, maxBytes: sendBytes, answer: send },
];
