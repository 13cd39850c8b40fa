/**
 * The conversation with a person: one subject at a time, only what changes the outcome, danger early, always a way to say "I do
 * not know" or "I do not dare". The answers so far are the whole state: they travel in the form body and are replayed, never kept.
 */
import { decide } from "./rules/decide.ts";
import { isOneOf } from "./rules/facts.ts";
import { Roles, type Role, Sectors, type SignpostInput, type Topic, Topics } from "./shape.ts";

export const QuestionIds = ["role", "danger", "topic", "by", "known", "sector", "age", "at-home", "needs", "tried", "goal", "court", "committee", "when"] as const;
export type QuestionId = (typeof QuestionIds)[number];
/** What was answered, as the forms post it. */
export type Answers = Readonly<Partial<Record<QuestionId, string>>>;

export interface Question {
  readonly id: QuestionId;
  /** The values that may be chosen, in the order in which they stand on the page; `unknown` is "Ik weet het niet". */
  readonly options: readonly string[];
}

/** Examples of the classes that people choose from; the engine only asks on which side of 8, 12, 18 and 19 an age lies. */
const ages: Readonly<Record<string, number>> = { "under-8": 7, "8-11": 10, "12-17": 15, "18": 18, "over-18": 19 };
const months: Readonly<Record<string, number>> = { "six-weeks": 1, "nine-months": 4, year: 10, longer: 14 };
const weeks: Readonly<Record<string, string>> = { short: "weeks-at-home:4", long: "weeks-at-home:5", unknown: "at-home" };

const hidden: Readonly<Record<Role, readonly Topic[]>> = {
  pupil: ["employment", "policy"],
  parent: ["employment", "policy"],
  staff: [],
  board: ["absence", "employment"],
  "external-adviser": ["absence", "support-needs", "removal"],
  "care-professional": ["employment", "policy", "calamity"],
};

const roleOf = (answers: Answers): Role | undefined => Roles.find((role) => role === answers.role);
const topicOf = (answers: Answers): Topic | undefined => Topics.find((topic) => topic === answers.topic);

const done = ["bullying", "discrimination", "lhbtiq", "sexual-behaviour", "online-sexual", "physical-violence", "threat", "intimidation", "unfair-treatment"] as const;
const aboutAPlace = ["absence", "removal", "support-needs"] as const;
const quiet = ["suicidal", "home", "calamity", "policy"] as const;

const none: readonly string[] = [];
type Ask = (answers: Answers) => readonly string[];

function whoDidIt(answers: Answers): readonly string[] {
  const topic = topicOf(answers);
  if (topic === "employment") return ["colleague", "school-leader", "unknown"];
  if (!isOneOf(topic, ...done)) return none;
  const worker = answers.role === "staff" ? "colleague" : "school-staff";
  return ["pupil", worker, "school-leader", "parent", "someone-at-home", "outsider", "unknown"];
}

/** Who knows of the orientation: not knowing is treated as nobody, because telling cannot be undone. */
const whoKnows: Ask = (answers) => (answers.topic === "lhbtiq" && answers.by !== "someone-at-home" && isOneOf(roleOf(answers), "pupil", "parent", "staff") ? ["yes", "no", "unknown"] : none);

function pupilAges(sector: string | undefined): readonly string[] {
  if (sector === "po") return ["under-8", "8-11", "unknown"];
  if (sector === "vo" || sector === "mbo") return ["12-17", "18", "over-18", "unknown"];
  return [...Object.keys(ages), "unknown"];
}

/** The pupil's age: for pupils themselves, and where it decides on a duty or on who may complain. */
function howOld(answers: Answers): readonly string[] {
  if (answers.role === "pupil") return pupilAges(answers.sector);
  return isOneOf(answers.sector ?? "unknown", "po", "unknown") ? none : ["12-17", "18", "unknown"];
}

const atHome: Ask = (answers) => (isOneOf(topicOf(answers), ...aboutAPlace) ? ["no", "short", "long", "unknown"] : none);

const needsOptions = ["special-needs", "disability", "no", "unknown"];
const mayNeed = ["bullying", "intimidation", "unfair-treatment", "absence", "removal"] as const;
const whichNeeds: Ask = (answers) => (isOneOf(topicOf(answers), ...mayNeed) && isOneOf(roleOf(answers), "pupil", "parent", "care-professional") && answers.by !== "someone-at-home" ? needsOptions : none);

const stages = ["nothing", "dare-not", "told-school", "school-leader", "board", "board-rejected", "committee-upheld", "unknown"];
const howFar: Ask = (answers) => (isOneOf(roleOf(answers), "pupil", "parent", "staff") && !isOneOf(topicOf(answers), "suicidal", "policy", "calamity") ? stages : none);

/** A pupil who has told nobody is not asked for a procedure. */
function whatFor(answers: Answers): readonly string[] {
  const topic = topicOf(answers);
  if (isOneOf(topic, ...quiet) || (answers.role === "pupil" && !isOneOf(answers.tried, "school-leader", "board", "board-rejected"))) return none;
  const plans = isOneOf(roleOf(answers), "staff", "board", "external-adviser") ? ["policy"] : none;
  return ["advice", ...(topic === "complaint" ? none : ["complaint"]), "report-to-inspectorate", ...plans, "unknown"];
}

const isDecided = (answers: Answers): boolean => isOneOf(answers.tried, "board-rejected", "committee-upheld");
const howLongAgo: Ask = (answers) => {
  const track = answers.topic === "complaint" || answers.goal === "complaint" || isOneOf(answers.tried, "board", "board-rejected") || answers.topic === "removal";
  return track && answers.tried !== "committee-upheld" ? [...(isOneOf(topicOf(answers), "removal", "support-needs") ? ["six-weeks"] : none), "nine-months", "year", "longer", "unknown"] : none;
};

const asks: Readonly<Record<QuestionId, Ask>> = {
  role: () => Roles,
  danger: () => ["now", "recent", "no", "unknown"],
  topic: (answers) => {
    const out = hidden[roleOf(answers) ?? "pupil"];
    return Topics.filter((topic) => !out.includes(topic));
  },
  by: whoDidIt,
  known: whoKnows,
  sector: () => [...Sectors, "unknown"],
  age: howOld,
  "at-home": atHome,
  needs: whichNeeds,
  tried: howFar,
  goal: whatFor,
  court: (answers) => (isDecided(answers) ? ["yes", "no"] : none),
  committee: (answers) => (answers.role === "board" || answers.role === "care-professional" ? none : ["lkc", "gcbo", "unknown"]),
  when: howLongAgo,
};

/** The answers in the vocabulary of the contract. Only for answers that `replay` let through: each is one of its options. */
export function inputOf(answers: Answers): SignpostInput {
  const special = [
    answers.known === "no" || answers.known === "unknown" ? "orientation-secret" : "",
    weeks[answers["at-home"] ?? ""] ?? "",
    isOneOf(answers.needs, "special-needs", "disability") ? (answers.needs ?? "") : "",
    answers.court === "yes" ? "court-case" : "",
  ].filter((one) => one !== "");
  const told: Readonly<Record<keyof SignpostInput, unknown>> = {
    role: answers.role ?? "pupil",
    danger: answers.danger ?? "unknown",
    topic: answers.topic ?? "unknown",
    by: answers.by ?? "unknown",
    sector: answers.sector ?? "unknown",
    age: ages[answers.age ?? ""] ?? "unknown",
    special,
    tried: answers.tried === undefined ? "unknown" : [answers.tried],
    goal: answers.goal ?? "unknown",
    committee: answers.committee ?? "unknown",
    monthsAgo: months[answers.when ?? ""] ?? "unknown",
  };
  return told as SignpostInput;
}

/** A question is asked only if two of its answers lead to different outcomes. */
function matters(answers: Answers, id: QuestionId, options: readonly string[]): boolean {
  if (options.length < 2) return false;
  const first = JSON.stringify(decide(inputOf({ ...answers, [id]: options[0] })));
  return options.slice(1).some((option) => JSON.stringify(decide(inputOf({ ...answers, [id]: option }))) !== first);
}

const alwaysAsked: readonly QuestionId[] = ["role", "danger", "topic"];

/** The question with this id after these answers, or nothing when it would not change the outcome. */
export function questionAfter(answers: Answers, id: QuestionId): Question | undefined {
  const options = asks[id](answers);
  return alwaysAsked.includes(id) || matters(answers, id, options) ? { id, options } : undefined;
}

export interface Talk {
  /** The answers that count, in the order in which they were asked; anything else that was posted is dropped. */
  readonly answers: Answers;
  /** What is asked now; nothing when everything that matters was said. */
  readonly next: Question | undefined;
}

/**
 * Replays the answers. Danger now ends the questions at once, unless the person chose to go on (`goOn`). An answer that is not
 * one of the options is asked again.
 */
export function replay(posted: Answers, goOn = false): Talk {
  let answers: Answers = {};
  for (const id of QuestionIds) {
    if (id === "topic" && answers.danger === "now" && !goOn) break;
    const question = questionAfter(answers, id);
    if (question === undefined) continue;
    const chosen = posted[id];
    if (chosen === undefined || !question.options.includes(chosen)) return { answers, next: question };
    answers = { ...answers, [id]: chosen };
  }
  return { answers, next: undefined };
}
