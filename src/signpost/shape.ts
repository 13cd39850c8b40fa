/**
 * The vocabulary of the signpost (product.md 3.1), as parsers and as types. Ids are part of the contract: they may be added,
 * never renamed.
 */
import { z } from "zod";
import { type Role, Roles, type Sector, Sectors, type Topic, Topics } from "../directory/shape.ts";

export { Roles, Sectors, Topics };
export type { Role, Sector, Topic };

export const Bys = ["pupil", "school-staff", "colleague", "school-leader", "parent", "someone-at-home", "outsider"] as const;
export const Dangers = ["now", "recent", "no"] as const;
export const Specials = ["disability", "special-needs", "lhbtiq", "at-home", "court-case", "orientation-secret"] as const;
export const Trieds = ["nothing", "told-school", "school-leader", "board", "board-rejected", "committee-upheld", "dare-not"] as const;
export const Committees = ["lkc", "gcbo"] as const;
export const Goals = ["talk", "advice", "stop-it", "complaint", "report-to-inspectorate", "policy"] as const;

export type By = (typeof Bys)[number];
export type Danger = (typeof Dangers)[number];
/** `weeks-at-home:N`: whole weeks that the pupil has been at home. It implies `at-home`. */
export type Special = (typeof Specials)[number] | `weeks-at-home:${number}`;
export type Tried = (typeof Trieds)[number];
export type Committee = (typeof Committees)[number];
export type Goal = (typeof Goals)[number];

const weeks = /^weeks-at-home:\d{1,3}$/;
const unknown = z.literal("unknown");
const special = z.union([z.enum(Specials), z.string().regex(weeks), unknown]);

/**
 * What a visitor told. Strict: a field too much is an error that names the field. Every field but `role` may be left out or be
 * "unknown", which means the same. `age` is the age in years of the pupil it is about (0 to 120), whoever asks; `monthsAgo`
 * counts from the event, or from the decision for a removal (0 to 1200). Sets are arrays; order and repeats mean nothing.
 */
export const SignpostInput = z.strictObject({
  role: z.enum(Roles),
  sector: z.union([z.enum(Sectors), unknown]).optional(),
  age: z.union([z.number().min(0).max(120), unknown]).optional(),
  topic: z.union([z.enum(Topics), unknown]).optional(),
  by: z.union([z.enum(Bys), unknown]).optional(),
  danger: z.union([z.enum(Dangers), unknown]).optional(),
  special: z.union([z.array(special).max(12), unknown]).optional(),
  tried: z.union([z.array(z.union([z.enum(Trieds), unknown])).max(12), unknown]).optional(),
  committee: z.union([z.enum(Committees), unknown]).optional(),
  monthsAgo: z.union([z.number().min(0).max(1200), unknown]).optional(),
  goal: z.union([z.enum(Goals), unknown]).optional(),
});
export type SignpostInput = z.output<typeof SignpostInput>;

/** Services of the directory that the signpost may name, as a step or as not suitable. */
export const OrganisationSteps = [
  "112",
  "113",
  "police",
  "veilig-thuis",
  "csg",
  "sv-calamiteitenteam",
  "kindertelefoon",
  "chat-fier",
  "helpwanted",
  "slachtofferhulp",
  "regenboogloket",
  "coc",
  "discriminatie-nl",
  "discriminatie-nl-jeugd",
  "ouders-onderwijs",
  "balans",
  "laks",
  "job-mbo",
  "lbvso",
  "sv-adviespunt",
  "vertrouwensinspecteur",
  "aob",
  "po-raad",
  "vo-raad",
  "rutgers",
  "onderwijsconsulenten",
  "attendance-officer",
  "juridisch-loket",
  "college-rechten-mens",
  "meld-misdaad-anoniem",
  "halt",
  "nctv",
  "lkc",
  "gcbo",
  "geschillencommissie-passend-onderwijs",
  "inspectie-loket",
  "kinderombudsman",
] as const;

export const InSchoolSteps = [
  "in-school:trusted-adult",
  "in-school:mentor",
  "in-school:bullying-contact",
  "in-school:anti-bullying-coordinator",
  "in-school:confidential-adviser-internal",
  "in-school:confidential-adviser-external",
  "in-school:school-leader",
  "in-school:child-abuse-officer",
  "school-board",
] as const;

export const SelfSteps = ["talk-to-person-concerned", "mediation", "contact-parents", "own-investigation", "keep-evidence"] as const;
export const InformationSteps = ["check-school-guide", "complaints-route-explained", "adult-files-for-you", "term-warning", "board-must-answer", "ask-adult-to-call"] as const;

/** Never a step: bodies that people ask for and that do not take their question. They appear under `notSuitable`. */
export const NeverSteps = ["ocw", "ingrado", "lsvb"] as const;

export type OrganisationStep = (typeof OrganisationSteps)[number];
export type InSchoolStep = (typeof InSchoolSteps)[number];
export type SelfStep = (typeof SelfSteps)[number];
export type InformationStep = (typeof InformationSteps)[number];
export type StepId = OrganisationStep | InSchoolStep | SelfStep | InformationStep;

export const Duties = ["duty-to-report", "duty-to-consult", "duty-to-declare", "reporting-code"] as const;
export type DutyId = (typeof Duties)[number];

export const Warnings = [
  "do-not-investigate",
  "do-not-copy-images",
  "duty-if-staff",
  "duty-only-minors",
  "no-duty-between-pupils",
  "external-adviser-police",
  "staff-must-pass-on",
  "professional-secrecy",
  "say-only-what-you-want",
  "staying-home",
  "advice-not-binding",
  "inspectorate-no-feedback",
  "escalation-by-support-point",
  "court-case",
  "six-weeks",
  "term-ends-soon",
  "term-warning",
] as const;
export type WarningId = (typeof Warnings)[number];

export const StepKinds = ["in-school", "organisation", "self", "information"] as const;
export type StepKind = (typeof StepKinds)[number];

/**
 * A recommendation. `how` says how to reach or do it, `cannot` what it does not do. `openNow` is whether somebody answers at
 * this moment: `null` for what has no hours (people at school, what you do yourself) and where the hours are not known.
 * `opensAt` (UTC, ISO 8601) is the next moment that is certain, `null` when it is open, or when that is not known.
 */
export const Step = z.strictObject({
  id: z.enum([...OrganisationSteps, ...InSchoolSteps, ...SelfSteps, ...InformationSteps]),
  kind: z.enum(StepKinds),
  because: z.string(),
  how: z.string(),
  openNow: z.boolean().nullable(),
  opensAt: z.iso.datetime().nullable(),
  cannot: z.string(),
});
export type Step = z.output<typeof Step>;

/** A legal duty of the person who asks. `source` is the article or page, and the day on which it was read. */
export const Duty = z.strictObject({ id: z.enum(Duties), because: z.string(), how: z.string(), source: z.string() });
export type Duty = z.output<typeof Duty>;
export const Warning = z.strictObject({ id: z.enum(Warnings), because: z.string(), how: z.string(), source: z.string() });
export type Warning = z.output<typeof Warning>;
export const NotSuitable = z.strictObject({ id: z.enum([...OrganisationSteps, ...NeverSteps]), because: z.string() });
export type NotSuitable = z.output<typeof NotSuitable>;

/** `urgent` is danger first and is read first; `steps` are in the order in which they are best taken. No id stands twice in them. */
export const Outcome = z.strictObject({
  urgent: z.array(Step),
  steps: z.array(Step),
  duties: z.array(Duty),
  warnings: z.array(Warning),
  notSuitable: z.array(NotSuitable),
});
export type Outcome = z.output<typeof Outcome>;

const kinds: ReadonlyMap<string, StepKind> = new Map<string, StepKind>([
  ...OrganisationSteps.map((id) => [id, "organisation"] as const),
  ...InSchoolSteps.map((id) => [id, "in-school"] as const),
  ...SelfSteps.map((id) => [id, "self"] as const),
  ...InformationSteps.map((id) => [id, "information"] as const),
]);

export function kindOf(id: StepId): StepKind {
  return kinds.get(id) ?? "information";
}
