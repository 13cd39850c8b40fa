/** What a visitor told, in the form that rules ask about. Pure. Unknown is `undefined`, never a guess. */
import type { By, Committee, Danger, Goal, Role, Sector, SignpostInput, Topic, Tried } from "../shape.ts";

/** How far a matter has come at the school. A later stage implies the earlier ones. */
export type Progress = "unknown" | "nothing" | "told" | "leader" | "board" | "rejected" | "upheld";

export interface Facts {
  readonly role: Role;
  readonly sector: Sector | undefined;
  readonly age: number | undefined;
  readonly topic: Topic;
  readonly by: By | undefined;
  readonly danger: Danger | undefined;
  readonly goal: Goal | undefined;
  readonly committee: Committee | undefined;
  readonly monthsAgo: number | undefined;
  readonly disability: boolean;
  readonly specialNeeds: boolean;
  readonly courtCase: boolean;
  /** Nobody at school or at home knows of the orientation: nothing may be suggested that tells them. */
  readonly secret: boolean;
  readonly lhbtiq: boolean;
  readonly sitsAtHome: boolean;
  readonly weeksAtHome: number | undefined;
  readonly progress: Progress;
  readonly dareNot: boolean;
  /** It happens at home, so Veilig Thuis is competent and the school's complaint route is not. */
  readonly home: boolean;
  /** Done by somebody who works for the school. */
  readonly byStaff: boolean;
  readonly sexual: boolean;
  readonly wantsComplaint: boolean;
}

const known = <T extends string | number>(value: T | "unknown" | undefined): T | undefined => (value === "unknown" ? undefined : value);
const setOf = (values: readonly string[] | "unknown" | undefined): ReadonlySet<string> => new Set(values === "unknown" ? [] : values);

const stages: readonly (readonly [Tried, Progress])[] = [
  ["committee-upheld", "upheld"],
  ["board-rejected", "rejected"],
  ["board", "board"],
  ["school-leader", "leader"],
  ["told-school", "told"],
  ["nothing", "nothing"],
];

function weeksOf(special: ReadonlySet<string>): number | undefined {
  const told = [...special].filter((one) => one.startsWith("weeks-at-home:")).map((one) => Number(one.slice("weeks-at-home:".length)));
  return told.length === 0 ? undefined : Math.max(...told);
}

export function factsOf(input: SignpostInput): Facts {
  const [special, tried] = [setOf(input.special), setOf(input.tried)];
  const topic = known(input.topic) ?? "unsure";
  const [by, goal, weeksAtHome] = [known(input.by), known(input.goal), weeksOf(special)];
  return {
    role: input.role,
    sector: known(input.sector),
    age: known(input.age),
    topic,
    by,
    danger: known(input.danger),
    goal,
    committee: known(input.committee),
    monthsAgo: known(input.monthsAgo),
    disability: special.has("disability"),
    specialNeeds: special.has("special-needs"),
    courtCase: special.has("court-case"),
    secret: special.has("orientation-secret"),
    lhbtiq: topic === "lhbtiq" || special.has("lhbtiq") || special.has("orientation-secret"),
    sitsAtHome: special.has("at-home") || weeksAtHome !== undefined,
    weeksAtHome,
    progress: stages.find(([name]) => tried.has(name))?.[1] ?? "unknown",
    dareNot: tried.has("dare-not"),
    home: topic === "home" || by === "someone-at-home",
    byStaff: by === "school-staff" || by === "colleague" || by === "school-leader",
    sexual: topic === "sexual-behaviour" || topic === "online-sexual",
    wantsComplaint: goal === "complaint" || topic === "complaint",
  };
}

export const isOneOf = <T extends string>(value: T | undefined, ...list: readonly T[]): boolean => value !== undefined && list.includes(value);

/** The matter was before the board, whatever came of it. */
export const wasAtBoard = (facts: Facts): boolean => isOneOf(facts.progress, "board", "rejected", "upheld");
/** The board, or the committee after it, has spoken. */
export const isDecided = (facts: Facts): boolean => isOneOf(facts.progress, "rejected", "upheld");
export const wasTold = (facts: Facts): boolean => isOneOf(facts.progress, "told", "leader") || wasAtBoard(facts);
export const worksInEducation = (facts: Facts): boolean => isOneOf(facts.role, "staff", "board", "external-adviser");
/** The person it is about may be of age: only when that was told. */
export const isAdult = (facts: Facts): boolean => facts.age !== undefined && facts.age >= 18;
/** How old the person was when it happened, in years, `sinceBirthday` of a year after the last birthday now: only when both age and time were told. */
const ageThen = ({ age, monthsAgo }: Facts, sinceBirthday: number): number | undefined => (age === undefined || monthsAgo === undefined ? undefined : age + sinceBirthday - monthsAgo / 12);
/** Certainly a minor when it happened. An age of 18 covers a whole year. */
const wasMinorThen = (facts: Facts): boolean => (ageThen(facts, 1) ?? Infinity) <= 18;
/** As likely a minor as not: somebody of 18 was 17 half a year ago, as far as we know. */
const wasLikelyMinorThen = (facts: Facts): boolean => (ageThen(facts, 0.5) ?? Infinity) <= 18;
/** An adult now, about what happened as a minor: that school is mostly far behind. */
export const isGrownSince = (facts: Facts): boolean => isAdult(facts) && wasMinorThen(facts);
/** For the duties, and for the ombudsman for children, it counts how old the pupil was then. A duty that may hold is said. */
export const wasAdultThen = (facts: Facts): boolean => isAdult(facts) && !wasLikelyMinorThen(facts);
/** Nobody knows, so whoever reads it is told that it depends on this. */
export const mayHaveBeenAdultThen = (facts: Facts): boolean => isAdult(facts) && !wasMinorThen(facts);
export const needsSupport = (facts: Facts): boolean => facts.specialNeeds || facts.disability || facts.topic === "support-needs";
/** Policy questions are about no single person, unless somebody at the school is said to have done something sexual. */
export const isAboutPolicy = (facts: Facts): boolean => facts.goal === "policy" || facts.topic === "policy";
