/** Puts a decision into words, and adds whether somebody can be reached now. The rules know neither words nor hours. */
import type { Language } from "../base/index.ts";
import type { Directory } from "../directory/index.ts";
import type { Decision, DutyRef, NotSuitableRef, StepRef, WarningRef } from "./rules/reasons.ts";
import { kindOf, type Duty, type NotSuitable, type OrganisationStep, type Outcome, type Step, type StepId, type Warning } from "./shape.ts";
import { howTo, outcomeTexts, type OutcomeTexts } from "./texts/index.ts";

/** What the signpost needs of the directory: who stands in it, and whether he can be reached. */
export type Reachable = Pick<Directory, "service" | "availability">;
type Contact = { readonly ways: string; readonly cannot: string };

const contactKinds = ["phone", "chat", "form", "mail"] as const;

/** How an organisation is reached: only values that the directory knows and that are not outdated; otherwise that is said. */
function contactOf(directory: Reachable, id: OrganisationStep, language: Language): Contact {
  const texts: OutcomeTexts = outcomeTexts[language];
  const service = directory.service(id);
  const channels = service?.channels.filter((channel) => channel.value !== null && !channel.outdated) ?? [];
  const ways = contactKinds.flatMap((kind) => channels.filter((channel) => channel.kind === kind).map((channel) => texts.contact[kind](channel.value ?? "")));
  return { ways: (ways.length === 0 ? [texts.contact.unknown] : ways).join(" "), cannot: service?.cannot.map((line) => line[language]).join(" ") ?? "" };
}

const contacts = new WeakMap<Reachable, Map<string, Contact>>();

/** Contacts change only when the directory is read again, so they are put into words once. */
function rememberedContact(directory: Reachable, id: OrganisationStep, language: Language): Contact {
  const known = contacts.get(directory) ?? new Map<string, Contact>();
  contacts.set(directory, known);
  const key = `${language} ${id}`;
  const contact = known.get(key) ?? contactOf(directory, id, language);
  known.set(key, contact);
  return contact;
}

type Open = Pick<Step, "openNow" | "opensAt">;
const noHours: Open = { openNow: null, opensAt: null };

function openOf(directory: Reachable, id: StepId, at: Date): Open {
  const service = directory.service(id);
  if (service === undefined) return noHours;
  const { openNow, opensAt } = directory.availability(service, at);
  return { openNow: openNow === "unknown" ? null : openNow, opensAt: opensAt?.toISOString() ?? null };
}

const isOrganisation = (id: StepId): id is OrganisationStep => kindOf(id) === "organisation";

interface Words {
  readonly language: Language;
  readonly directory: Reachable;
  readonly at: Date;
}

function stepOf(step: StepRef, { language, directory, at }: Words): Step {
  const { id, because } = step;
  const texts: OutcomeTexts = outcomeTexts[language];
  const [why, how] = [texts.because[because], howTo(step, texts)];
  if (!isOrganisation(id)) return { id, kind: kindOf(id), because: why, how, ...noHours, cannot: texts.cannot[id] };
  const { ways, cannot } = rememberedContact(directory, id, language);
  return { id, kind: "organisation", because: why, how: `${how} ${ways}`, ...openOf(directory, id, at), cannot };
}

const dutyOf = ({ id }: DutyRef, texts: OutcomeTexts): Duty => ({ id, because: texts.duties[id].because, how: texts.duties[id].how, source: texts.duties[id].source });
const warningOf = ({ id }: WarningRef, texts: OutcomeTexts): Warning => ({ id, because: texts.warnings[id].because, how: texts.warnings[id].how, source: texts.warnings[id].source });
const notOf = ({ id, because }: NotSuitableRef, texts: OutcomeTexts): NotSuitable => ({ id, because: texts.whyNot[because] });

export function inWords(decision: Decision, words: Words): Outcome {
  const texts: OutcomeTexts = outcomeTexts[words.language];
  return {
    urgent: decision.urgent.map((step) => stepOf(step, words)),
    steps: decision.steps.map((step) => stepOf(step, words)),
    duties: decision.duties.map((duty) => dutyOf(duty, texts)),
    warnings: decision.warnings.map((warning) => warningOf(warning, texts)),
    notSuitable: decision.notSuitable.map((one) => notOf(one, texts)),
  };
}
