/** The person's own side without script, and `/bewijs`, where everybody checks a proof. Forms answer in the body, never in an address. */
import { anyone, isUuid } from "../../base/index.ts";
import type { RequestContext, Result } from "../../base/index.ts";
import { refusalText } from "../../base/texts/index.ts";
import { toBase64Url, verifyProof } from "../../envelope/index.ts";
import type { Page, PageAnswer, PageFile, PageRequest } from "../../ui/index.ts";
import { actArrived, writeArrived } from "../actions/arrival.ts";
import { changeCardsArrived, claimArrived, wayBackArrived } from "../actions/arrival-cards.ts";
import type { ArrivedChange } from "../actions/arrival-cards.ts";
import { installationOf } from "../actions/installation.ts";
import { keptPoints } from "../actions/points.ts";
import { grantWish } from "../actions/person.ts";
import { proofFor, publishedProofKeys } from "../actions/proofs.ts";
import { CheckInAnswers, ProofKinds } from "../rules/follow-up.ts";
import { wayBackProblem } from "../rules/way-back.ts";
import { contactOf, Limits, problemsOf, readForm } from "../shape.ts";
import type { ContactBody, Wish } from "../shape.ts";
import { formTexts, personTexts } from "../texts/index.ts";
import { ProofPage } from "./bewijs.tsx";
import { fingerprintOf, proofCopy } from "./proof-copy.tsx";
import { ClaimMade, LostPage } from "./lost.tsx";
import { dayInWords } from "./words.ts";
import { oneOf, orNotNow, refusedCode, showTalk, withCode } from "./gesprek.tsx";
import type { PersonSaid } from "./talk/person.tsx";

const who = anyone("whoever has the code");

type Typed = NonNullable<PersonSaid["typed"]>;
type Place = { readonly at: PersonSaid["at"]; readonly typed?: Typed };

/** What was typed comes back with what was wrong with it. */
const typedIn = ({ form }: PageRequest, names: readonly string[]): Typed => Object.fromEntries(names.map((name) => [name, form.text(name)]));

/** Does it, and shows the conversation with the part open in which it was done. */
async function done<T>(context: RequestContext, code: string, place: Place, work: () => Promise<Result<T>>, said: (value: T) => Omit<PersonSaid, "at"> = () => ({ done: true })): Promise<PageAnswer> {
  const result = await oneOf(work);
  if (result === "too-many-requests") return refusedCode(context, result);
  if (result.ok) return showTalk(context, code, { personSaid: { at: place.at, ...said(result.value) } });
  if (result.because === "code-not-recognised") return refusedCode(context, result.because);
  return wrong(context, code, place, wordsFor(context, place.at, orNotNow(result.because)));
}

const wrong = (context: RequestContext, code: string, place: Place, problem: string): Promise<PageAnswer> => showTalk(context, code, { personSaid: { ...place, problem } }, 422);

function wordsFor({ language }: RequestContext, at: PersonSaid["at"], because: Parameters<typeof refusalText>[1]): string {
  const { plan, proof } = personTexts[language];
  if (because === "transition-not-allowed" && at === "plan") return plan.notThisDay;
  if (because === "transition-not-allowed" && at === "proof") return proof.notYet;
  return refusalText(language, because);
}

function wishIn({ random }: RequestContext, { form }: PageRequest): Wish | undefined {
  const stop = form.text("stop");
  if (stop !== "") return isUuid(stop) ? { want: "stop-claim", id: stop } : undefined;
  const drop = form.text("drop");
  if (drop !== "") return isUuid(drop) ? { want: "drop-check-in", id: drop } : undefined;
  switch (form.text("want")) {
    case "hide-looks":
      return { want: "hide-looks", hidden: true };
    case "show-looks":
      return { want: "hide-looks", hidden: false };
    case "plan-check-in":
      return /^\d{4}-\d{2}-\d{2}$/.test(form.text("day")) ? { want: "plan-check-in", id: random.uuid(), day: form.text("day") } : undefined;
    case "ask-access":
    case "withdraw-access":
      return { want: form.text("want") as "ask-access" | "withdraw-access" };
    default:
      return undefined;
  }
}

const partOf: Readonly<Record<Wish["want"], PersonSaid["at"]>> = { "hide-looks": "looks", "plan-check-in": "plan", "drop-check-in": "plan", "ask-access": "access", "withdraw-access": "access", "stop-claim": "codes" };

function wish(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, (code) => {
    const wanted = wishIn(context, request);
    const typed = typedIn(request, ["day"]);
    if (wanted === undefined) return wrong(context, code, { at: "plan", typed }, personTexts[context.language].plan.notThisDay);
    return done(context, code, { at: partOf[wanted.want], typed }, () => actArrived(context, code, (tx, found) => grantWish(context, tx, found, wanted)));
  });
}

const markIn = ({ random }: RequestContext, { form }: PageRequest): string => (isUuid(form.text("mark")) ? form.text("mark") : random.uuid());

function checkIn(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, async (code) => {
    const { form } = request;
    const place: Place = { at: "check-in", typed: typedIn(request, ["better", "retaliation", "more"]) };
    const chosen = (name: string) => CheckInAnswers.find((one) => one === form.text(name));
    const [better, retaliation, id] = [chosen("better"), chosen("retaliation"), form.text("checkIn")];
    const text = form.text("more").replaceAll("\r\n", "\n").trim().slice(0, Limits.shortText);
    if (better === undefined || retaliation === undefined || !isUuid(id)) return wrong(context, code, place, personTexts[context.language].checkIn.missing);
    const body = { better, retaliation, ...(text === "" ? {} : { text }) };
    const written = await oneOf(() => writeArrived(context, code, { text: "", files: [], checkIn: { id, body }, mark: markIn(context, request) }));
    if (written === "too-many-requests") return refusedCode(context, written);
    if (written.ok) return showTalk(context, code, { said: { sent: true } });
    return written.because === "code-not-recognised" ? refusedCode(context, written.because) : wrong(context, code, place, refusalText(context.language, orNotNow(written.because)));
  });
}

const contactFields = ["name", "reach", "phone", "mail", "safeMoments", "mustNot"];

function contactIn({ form }: PageRequest): { readonly body: ContactBody | undefined; readonly problems: ReturnType<typeof problemsOf> } {
  const read = readForm((name) => (contactFields.includes(name) ? form.text(name) : name === "what" ? "-" : ""));
  return { body: contactOf(read), problems: problemsOf(read) };
}

function contact(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, (code) => {
    const { body, problems } = contactIn(request);
    const { problem } = formTexts[context.language].form;
    const place: Place = { at: "contact", typed: typedIn(request, contactFields) };
    if (problems.phone !== undefined) return wrong(context, code, place, problem.phone);
    if (problems.mail !== undefined) return wrong(context, code, place, problem.mail);
    if (body === undefined || Object.keys(problems).length > 0) return wrong(context, code, place, personTexts[context.language].contact.empty);
    return done(context, code, place, () => writeArrived(context, code, { text: "", files: [], contact: body, mark: markIn(context, request) }));
  });
}

function proof(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, (code) => {
    const kind = ProofKinds.find((one) => one === request.form.text("kind")) ?? "told";
    return done(context, code, { at: "proof" }, () => actArrived(context, code, (tx, found) => proofFor(context, tx, found, kind)), (value) => ({ done: true, proof: value.proof }));
  });
}

function changeIn({ form }: PageRequest): ArrivedChange | undefined {
  const [end, card] = [form.text("end"), form.text("card")];
  if (end !== "") return { end };
  if (card === "replace") return "replace";
  return card === "trusted" || card === "helper" ? { card } : undefined;
}

/** A second card, a helper's code, a new code, or the end of one. The new code stands on this page only. */
function cards(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, async (code) => {
    const change = changeIn(request);
    if (change === undefined) return wrong(context, code, { at: "codes" }, personTexts[context.language].codes.notPossible);
    const changed = await oneOf(() => changeCardsArrived(context, code, change));
    if (changed === "too-many-requests") return refusedCode(context, changed);
    if (changed.ok) return showTalk(context, changed.value.opens, { personSaid: { at: "codes", done: true, replaced: changed.value.opens !== code, ...(changed.value.code === undefined ? {} : { code: changed.value.code }) } });
    const because = changed.because === "transition-not-allowed" ? personTexts[context.language].codes.notPossible : refusalText(context.language, orNotNow(changed.because));
    return changed.because === "code-not-recognised" ? refusedCode(context, changed.because) : wrong(context, code, { at: "codes" }, because);
  });
}

function wayBack(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  return withCode(context, request, async (code) => {
    const { form } = request;
    const [name, sentence] = [form.text("name"), form.text("sentence")];
    const problem = wayBackProblem(name, sentence);
    const place: Place = { at: "way-back", typed: typedIn(request, ["name", "sentence", "readsBack"]) };
    if (problem !== undefined) return wrong(context, code, place, personTexts[context.language].wayBack.problems[problem]);
    const given = await wayBackArrived(context, { name, sentence, readsBack: form.has("readsBack") });
    return done(context, code, place, () => writeArrived(context, code, { text: "", files: [], wayBack: given, mark: markIn(context, request) }));
  });
}

/** The check as a file; undefined where this installation was built without its script. */
async function copyOf({ language }: RequestContext, { script }: PageRequest, keys: Awaited<ReturnType<typeof publishedProofKeys>>): Promise<PageFile | undefined> {
  const checker = script?.("checker");
  return checker === undefined ? undefined : proofCopy({ language, keys, script: checker });
}

async function keepCopy(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  const file = await copyOf(context, request, await publishedProofKeys(context));
  return file === undefined ? checkProof(context, request) : { title: "Gehoord", body: null, file };
}

/** Checked by the server only where the page runs no script; what was typed goes nowhere. */
async function checkProof(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  const keys = await publishedProofKeys(context);
  const typed = request.method === "POST" ? request.form.text("bewijs").slice(0, 400) : undefined;
  const verdict = typed === undefined ? undefined : verifyProof(typed, keys);
  const copy = await copyOf(context, request, keys);
  return {
    title: "Gehoord",
    body: <ProofPage language={context.language} keys={keys} copy={copy === undefined ? undefined : fingerprintOf(copy)} {...(verdict === undefined ? {} : { verdict })} />,
    scripts: ["proof"],
    ...(verdict === undefined ? {} : { focus: "proof-verdict" }),
  };
}

/** `/gesprek/kwijt`: a claim by name and sentence. Right or wrong, everybody gets the same answer. */
async function lost(context: RequestContext, request: PageRequest): Promise<PageAnswer> {
  const { language } = context;
  const points = await keptPoints(context);
  const { installation, salt } = await installationOf(context);
  const [team, name, sentence] = ["team", "name", "sentence"].map((field) => request.form.text(field)) as [string, string, string];
  const point = points.find((one) => one.team === team);
  const problem = request.method === "GET" ? undefined : point === undefined ? "team" : wayBackProblem(name, sentence);
  if (request.method === "GET" || problem !== undefined || point === undefined) {
    const shown = points.map((one) => ({ team: one.team, name: one.directoryService.name[language], recipient: one.recipient }));
    return {
      status: problem === undefined ? 200 : 422,
      title: "Gehoord",
      body: <LostPage language={language} installation={installation} salt={toBase64Url(salt)} points={shown} problem={problem} typed={{ team, name, sentence }} />,
      scripts: ["claim"],
      seals: true,
      ...(problem === undefined ? {} : { focus: "error-summary" }),
    };
  }
  const made = await oneOf(() => claimArrived(context, { team, recipient: point.recipient, name, sentence }));
  if (made === "too-many-requests") return refusedCode(context, made);
  if (!made.ok) return refusedCode(context, made.because);
  return { title: "Gehoord", body: <ClaimMade language={language} code={made.value.code} day={dayInWords(made.value.dueDay, language)} /> };
}

export const personPages: readonly Page[] = [
  { methods: ["GET", "POST"], path: "/gesprek/wens", who, maxBytes: 20_000, answer: wish },
  { methods: ["GET", "POST"], path: "/gesprek/navraag", who, maxBytes: 20_000, answer: checkIn },
  { methods: ["GET", "POST"], path: "/gesprek/contact", who, maxBytes: 20_000, answer: contact },
  { methods: ["GET", "POST"], path: "/gesprek/bewijs", who, maxBytes: 20_000, answer: proof },
  { methods: ["GET", "POST"], path: "/gesprek/kaart", who, maxBytes: 20_000, answer: cards },
  { methods: ["GET", "POST"], path: "/gesprek/terugweg", who, maxBytes: 20_000, answer: wayBack },
  { methods: ["GET", "POST"], path: "/gesprek/kwijt", who: anyone("who lost the code"), maxBytes: 20_000, answer: lost },
  { methods: ["GET", "POST"], path: "/bewijs", who: anyone("everybody may check a proof"), maxBytes: 20_000, answer: checkProof },
  { methods: ["GET"], path: "/bewijs/nakijken.html", who: anyone("everybody may check a proof"), answer: keepCopy },
];
