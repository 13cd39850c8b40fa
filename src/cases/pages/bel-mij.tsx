/** `/bel-mij`: who can call, when, on which number. Every answer is drawn here; what may be is decided in `actions`. */
import { anyone, pathIn } from "../../base/index.ts";
import type { RequestContext } from "../../base/index.ts";
import { refusalText } from "../../base/texts/index.ts";
import { directoryOf } from "../../directory/index.ts";
import type { Service } from "../../directory/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { decide, Roles, SignpostInput } from "../../signpost/index.ts";
import type { Page, PageAnswer, PageRequest } from "../../ui/index.ts";
import { arriveCallBack } from "../actions/call-back-arriving.ts";
import { installationOf, noticeRecipientOf } from "../actions/installation.ts";
import { callingPoint, holdMinutes, holdMoment, lineOffers, phoneOf } from "../actions/lines.ts";
import type { CallingPoint } from "../actions/lines.ts";
import { newFormTicket, readFormTicket } from "../actions/tickets.ts";
import { dangerIn } from "../rules/danger-words.ts";
import { isMoment, momentInWords, readCallBackForm } from "../shape/call-back.ts";
import type { CallBackForm } from "../shape/call-back.ts";
import { CallChoosePage, CallClosedPage } from "./call-back/choose.tsx";
import type { AskedFor, CallChooseProps } from "./call-back/choose.tsx";
import { CallFormPage } from "./call-back/form.tsx";
import type { CallFormProps } from "./call-back/form.tsx";
import { CallReceipt } from "./call-back/receipt.tsx";

const title = "Gehoord";
const who = anyone("help without an account");

const askedIn = ({ form }: PageRequest): AskedFor => ({ role: form.text("role"), sector: form.text("sector"), topic: form.text("topic"), danger: form.text("danger") });
const formOf = ({ form }: PageRequest): CallBackForm => readCallBackForm((name) => form.text(name), form.all("rules"));

/** Who is competent; where the role was not asked, whoever is for one of the roles, the most often named first. */
function competent(context: RequestContext, asked: AskedFor): readonly Service[] {
  const directory = directoryOf(context.config.root);
  const named = new Map<string, number>();
  for (const role of asked.role === "" ? Roles : [asked.role]) {
    const { danger: _danger, ...told } = asked;
    const input = SignpostInput.safeParse({ ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== "")), role });
    if (!input.success) continue;
    const { urgent, steps } = decide(input.data);
    for (const { id } of [...urgent, ...steps]) named.set(id, (named.get(id) ?? 0) + 1);
  }
  return [...named].toSorted(([, one], [, other]) => other - one).flatMap(([id]) => directory.service(id) ?? []);
}

/** Long enough to choose from, short enough to read. */
const mostReachable = 6;

async function chooseProps(context: RequestContext, asked: AskedFor, choice: { readonly wanted?: string; readonly answered: boolean }): Promise<CallChooseProps> {
  const directory = directoryOf(context.config.root);
  const now = context.clock.now();
  const services = choice.answered ? competent(context, asked) : [];
  const offers = choice.answered ? await lineOffers(context) : [];
  const fits = (id: string): boolean => id === choice.wanted || services.some((service) => service.id === id);
  const availability = (service: Service): ReturnType<typeof directory.availability> => directory.availability(service, now);
  const isOpen = (service: Service): boolean => availability(service).openNow === true;
  const place = (id: string): number => (id === choice.wanted ? -1 : services.findIndex((service) => service.id === id));
  const reachable = services.filter((service) => phoneOf(service) !== undefined && !offers.some((offer) => offer.point.service === service.id));
  return {
    language: context.language,
    now,
    asked,
    answered: choice.answered,
    fitting: offers.filter((offer) => fits(offer.point.service)).toSorted((one, other) => place(one.point.service) - place(other.point.service)),
    others: offers.filter((offer) => !fits(offer.point.service)),
    reachable: [...reachable.filter(isOpen), ...reachable.filter((service) => !isOpen(service))].slice(0, mostReachable),
    availability,
  };
}

async function choose(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  const asked = askedIn(request);
  const wanted = request.form.text("supportPoint");
  const answered = request.method === "POST";
  const props = await chooseProps(context, asked, { answered, ...(wanted === "" ? {} : { wanted }) });
  return { title, body: <CallChoosePage {...props} />, ...(answered ? { languageForm: { ...asked, ...(wanted === "" ? {} : { supportPoint: wanted }) } } : {}) };
}

async function closed(context: RequestContext, asked: AskedFor, team: string): Promise<PageAnswer> {
  const props = await chooseProps(context, asked, { answered: true });
  return { status: 409, title, body: <CallClosedPage {...props} service={directoryOf(context.config.root).service(team)} /> };
}

type Shown = Pick<CallFormProps, "problems" | "taken" | "expired" | "failure">;
type Drawing = { readonly form: CallBackForm; readonly point: CallingPoint; readonly shown: Shown; readonly status: PageAnswer["status"]; readonly ticket?: string };

function focusOf({ problems, taken, expired, failure }: Shown): Pick<PageAnswer, "focus"> {
  if (Object.keys(problems).length > 0) return { focus: "error-summary" };
  if (taken === true) return { focus: "taken" };
  if (expired === true) return { focus: "form-expired" };
  return failure === undefined ? {} : { focus: "failure" };
}

/** The ticket of the page as long as it is good; otherwise a new one. */
async function ticketFor(context: RequestContext, ticket: string | undefined): Promise<{ readonly ticket: string; readonly case: string }> {
  const known = ticket === undefined ? undefined : await readFormTicket(context, ticket);
  return known === undefined || known.late || ticket === undefined ? newFormTicket(context) : { ticket, case: known.case };
}

/** The form with everything that was typed. The moment that was chosen is kept for it when it can be had. */
async function drawForm(context: RequestContext, { form, point, shown, status = 200, ticket }: Drawing): Promise<PageAnswer> {
  const { language } = context;
  const installation = await installationOf(context);
  const own = await ticketFor(context, ticket);
  const hold = await holdMoment(context, { team: point.team, case: own.case, ...(isMoment(form.slot) ? { slot: new Date(form.slot).toISOString() } : {}) });
  const { held, slots } = hold.ok ? hold.value : { held: null, slots: [] };
  const all = [...new Set([...(held === null ? [] : [held]), ...slots])].toSorted();
  // Chosen, and gone before the form opened.
  const taken = shown.taken === true || (form.slot !== "" && held === null && !all.includes(form.slot));
  const sealing = {
    installation: installation.installation,
    salt: toBase64Url(installation.salt),
    team: point.team,
    epoch: point.epoch,
    recipient: point.recipient,
    noticeRecipient: await noticeRecipientOf(context),
    ticket: own.ticket,
    case: own.case,
    name: point.directoryService.name[language],
  };
  const view: Shown = { ...shown, taken };
  return {
    status,
    title,
    body: <CallFormPage language={language} origin={context.config.origin} sealing={sealing} form={form} slots={all} held={held === null ? undefined : { slot: held, minutes: holdMinutes }} {...view} />,
    scripts: ["call-back"],
    seals: true,
    ...focusOf(view),
  };
}

const pathTo = (context: RequestContext): string => pathIn(context.language, "/bel-mij");

async function openForm(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  if (request.method === "GET") return { status: 303, location: pathTo(context), title, body: "" };
  const team = request.form.text("team");
  const point = await callingPoint(context, team);
  if (point === undefined) return closed(context, askedIn(request), team);
  return drawForm(context, { form: formOf(request), point, shown: { problems: {} }, status: 200 });
}

function nameOf(context: RequestContext, team: string, point: CallingPoint | undefined): string {
  return (point?.directoryService ?? directoryOf(context.config.root).service(team))?.name[context.language] ?? title;
}

async function send(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  if (request.method === "GET") return { status: 303, location: pathTo(context), title, body: "" };
  const { language } = context;
  const form = formOf(request);
  const [team, ticket] = [request.form.text("team"), request.form.text("ticket")];
  const answer = await arriveCallBack(context, { form, ticket, team, language });
  const point = await callingPoint(context, team);
  if (answer.shown === "receipt") {
    const moment = answer.slot === undefined ? undefined : momentInWords(answer.slot, language);
    const body = <CallReceipt language={language} origin={context.config.origin} name={nameOf(context, team, point)} moment={moment} code={answer.code} onArrival danger={dangerIn(form.note)} />;
    return { title, body, scripts: ["receipt"], focus: "receipt-heading" };
  }
  if (point === undefined || answer.shown === "closed") return closed(context, askedIn(request), team);
  switch (answer.shown) {
    case "problems":
      return drawForm(context, { form, point, shown: { problems: answer.problems }, status: 422, ticket });
    case "expired":
      return drawForm(context, { form, point, shown: { problems: {}, expired: true }, status: 409 });
    case "refused": {
      const taken = answer.because === "slot-taken";
      const shown: Shown = taken ? { problems: {}, taken } : { problems: {}, failure: refusalText(language, answer.because) };
      return drawForm(context, { form: taken ? { ...form, slot: "" } : form, point, shown, status: answer.because.startsWith("storage") ? 503 : 409, ticket });
    }
  }
}

export const callBackPages: readonly Page[] = [
  { methods: ["GET", "POST"], path: "/bel-mij", who, maxBytes: 4096, answer: choose },
  { methods: ["GET", "POST"], path: "/bel-mij/gegevens", who, maxBytes: 20_000, answer: openForm },
  { methods: ["GET", "POST"], path: "/bel-mij/versturen", who, maxBytes: 20_000, answer: send },
];
