/**
 * The complaint route with its terms: board, committee, and after it the Inspectorate and the children's ombudsman. A second
 * line is never given before the first. Source: domain notes 3.1, 3.2, 2.1 (1, 7, 12, 13), 2.2.
 */
import { type Facts, isAboutPolicy, isAdult, isDecided, isOneOf, needsSupport, wasAdultThen, wasAtBoard, wasTold } from "./facts.ts";
import { schoolBoard } from "./in-school.ts";
import { inspectorFits } from "./independent.ts";
import { give, type StepRef } from "./reasons.ts";

/** Both committees take a complaint until one year after the event, with exceptions. */
export const committeeTermMonths = 12;
/** The disputes committee: six weeks after the decision. */
const disputesTermMonths = (6 * 12) / 52;

const files = (facts: Facts): boolean => isOneOf(facts.role, "pupil", "parent", "staff", "external-adviser");

/** Who goes to a special school has support needs, told or not. */
const hasSupport = (facts: Facts): boolean => needsSupport(facts) || facts.sector === "so";
/** Placement, perspective plan and removal of pupils with support needs belong to the disputes committee (not in mbo). */
export const isSupportDispute = (facts: Facts): boolean => isOneOf(facts.topic, "removal", "support-needs") && hasSupport(facts) && facts.sector !== "mbo";

/** The regulation lets a parent complain for a child that is a minor. */
export const isParentOfAdult = (facts: Facts): boolean => facts.role === "parent" && isAdult(facts);

/** Everything a committee asks, apart from whether the school was asked first. */
export const committeeFits = (facts: Facts): boolean =>
  files(facts) && !facts.home && !facts.secret && !isAboutPolicy(facts) && facts.topic !== "suicidal" && !isSupportDispute(facts) && !isParentOfAdult(facts);

/** After the board; or together with the board's own step for who wants to complain and already asked, or does not dare to. */
function isCommitteeTurn(facts: Facts): boolean {
  if (facts.progress === "upheld") return false;
  return wasAtBoard(facts) || (facts.wantsComplaint && (facts.progress !== "nothing" || facts.dareNot));
}
export const committeeIsNext = (facts: Facts): boolean => committeeFits(facts) && isCommitteeTurn(facts);

function committees(facts: Facts): readonly StepRef[] {
  if (!committeeIsNext(facts)) return [];
  const helper = facts.role === "external-adviser";
  const [lkc, gcbo] = facts.committee === undefined ? (["lkc/unknown", "gcbo/unknown"] as const) : helper ? (["lkc/supporter", "gcbo/supporter"] as const) : (["lkc", "gcbo"] as const);
  return [...give(facts.committee !== "gcbo", "lkc", lkc), ...give(facts.committee !== "lkc", "gcbo", gcbo)];
}

const wantsRoute = (facts: Facts): boolean => facts.wantsComplaint || wasTold(facts);
const routeApplies = (facts: Facts): boolean => !facts.home && !isAboutPolicy(facts) && facts.topic !== "suicidal";

/** The route begins with the leader, but never for a complaint about the leader. */
const routeExplained = (facts: Facts): readonly StepRef[] =>
  give(routeApplies(facts) && wantsRoute(facts) && !isDecided(facts), "complaints-route-explained", facts.by === "school-leader" ? "complaints-route-explained/leader" : "complaints-route-explained");
const schoolGuide = (facts: Facts): readonly StepRef[] =>
  give(facts.committee === undefined && routeApplies(facts) && (committeeIsNext(facts) || (facts.wantsComplaint && facts.progress !== "upheld" && files(facts))), "check-school-guide");

const isComplaintNext = (facts: Facts): boolean => facts.wantsComplaint || schoolBoard(facts).length > 0 || committeeIsNext(facts) || disputesAreNext(facts);

/**
 * A primary pupil cannot file alone, nor write to a board alone. Special schools have both ages; who tells neither age nor school
 * hears it as an "if". Nobody is asked to file what must not be told.
 */
function adultFiles(facts: Facts): readonly StepRef[] {
  if (facts.role !== "pupil" || facts.secret || !routeApplies(facts) || !isComplaintNext(facts)) return [];
  const young = facts.age !== undefined && facts.age < 12;
  if (facts.sector === "po" || (young && facts.sector !== "vo" && facts.sector !== "mbo")) return give(true, "adult-files-for-you");
  const maybe = facts.age === undefined && (facts.sector === "so" || facts.sector === undefined);
  return give(maybe, "adult-files-for-you", "adult-files-for-you/maybe");
}

// --- Other tracks -----------------------------------------------------------------------------------------------------------

const isDispute = (facts: Facts): boolean =>
  facts.topic === "removal" || (facts.topic === "support-needs" && (facts.wantsComplaint || isOneOf(facts.progress, "leader", "board", "rejected")));
const disputesFor = (facts: Facts): boolean =>
  isOneOf(facts.role, "pupil", "parent", "care-professional", "external-adviser") && facts.sector !== "mbo" && !facts.home && !isAboutPolicy(facts) && !(facts.role === "pupil" && facts.secret);
const disputesFit = (facts: Facts): boolean => isDispute(facts) && disputesFor(facts);
const isWithinSixWeeks = (facts: Facts): boolean => facts.monthsAgo === undefined || facts.monthsAgo <= disputesTermMonths;

export const disputesAreNext = (facts: Facts): boolean => disputesFit(facts) && isWithinSixWeeks(facts) && facts.progress !== "upheld";
export const disputesAreTooLate = (facts: Facts): boolean => disputesFit(facts) && !isWithinSixWeeks(facts);

/** Lacking support may end in a decision, and six weeks are short: told as an "if" before anybody speaks of a dispute. */
const disputesMayCome = (facts: Facts): boolean =>
  facts.topic === "support-needs" && !isDispute(facts) && isOneOf(facts.progress, "unknown", "told") && disputesFor(facts) && isWithinSixWeeks(facts);

const disputes = (facts: Facts): readonly StepRef[] => [
  ...give(disputesMayCome(facts), "geschillencommissie-passend-onderwijs", "geschillencommissie-passend-onderwijs/decision"),
  ...give(disputesAreNext(facts), "geschillencommissie-passend-onderwijs", hasSupport(facts) ? "geschillencommissie-passend-onderwijs" : "geschillencommissie-passend-onderwijs/maybe"),
];

/** The board must answer a committee's advice within four weeks. */
const boardAnswers = (facts: Facts): readonly StepRef[] => give(facts.progress === "upheld" && !facts.home, "board-must-answer");

// --- Supervision -------------------------------------------------------------------------------------------------------------

/** Signals for supervision. Whoever asks for it gets it; otherwise after the board, and where nobody else is there for this person. */
export function inspectorate(facts: Facts): readonly StepRef[] {
  if (facts.home) return [];
  if (facts.goal === "report-to-inspectorate") return give(true, "inspectie-loket", "inspectie-loket/asked");
  if (facts.secret || isOneOf(facts.topic, "employment", "suicidal", "policy")) return [];
  if (wasAtBoard(facts) && facts.role !== "board") return give(true, "inspectie-loket");
  const nobodyElse = facts.role === "care-professional" || (facts.role === "parent" && facts.sector === "mbo");
  return give(nobodyElse && !inspectorFits(facts) && facts.topic !== "calamity", "inspectie-loket", "inspectie-loket/fallback");
}

const ombudsmanRoles = ["pupil", "parent", "staff", "external-adviser", "care-professional"] as const;
const offRights = ["employment", "policy", "suicidal"] as const;
const atWork = ["bullying", "discrimination", "lhbtiq", "intimidation", "threat", "unfair-treatment", "complaint", "other-school-matter", "unsure"] as const;
/** What colleagues or the leader do to a member of staff is about work; with the age of a pupil it is about that pupil. */
const isOwnWork = (facts: Facts): boolean => facts.role === "staff" && facts.byStaff && facts.age === undefined && isOneOf(facts.topic, ...atWork);
/** About a child's rights at school, so that it makes sense to ask for the other conditions. */
export const concernsOmbudsman = (facts: Facts): boolean => isOneOf(facts.role, ...ombudsmanRoles) && !isOwnWork(facts) && !isOneOf(facts.topic, ...offRights) && !facts.home && !isAboutPolicy(facts);
export const isWithinYear = (facts: Facts): boolean => facts.monthsAgo === undefined || facts.monthsAgo < 12;
/** Under 18 when it happened, less than a year ago, complained to the organisation first, and no court. */
const ombudsmanFits = (facts: Facts): boolean => concernsOmbudsman(facts) && !wasAdultThen(facts) && isWithinYear(facts) && !facts.courtCase && !facts.secret && wasAtBoard(facts);
const ombudsman = (facts: Facts): readonly StepRef[] => give(ombudsmanFits(facts), "kinderombudsman");

// --- Terms -------------------------------------------------------------------------------------------------------------------

/** Only for who can still go to a committee: once it has spoken, its term is over and done with. A parent of an adult reads beside the committee that the child must be in time. */
const termCounts = (facts: Facts): boolean => routeApplies(facts) && files(facts) && facts.progress !== "upheld" && !isParentOfAdult(facts);
/** Later than a year: still possible in special cases, so it is a warning and not a refusal. */
export const isAfterTerm = (facts: Facts): boolean => facts.monthsAgo !== undefined && facts.monthsAgo > committeeTermMonths && termCounts(facts);
export const termEndsSoon = (facts: Facts): boolean =>
  facts.monthsAgo !== undefined && facts.monthsAgo >= 9 && facts.monthsAgo <= committeeTermMonths && termCounts(facts);
export const isTermPassed = (facts: Facts): boolean => isAfterTerm(facts) || disputesAreTooLate(facts);
/** The step names a term that is short or over; the shorter term first, because it ends first. */
function termWarning(facts: Facts): readonly StepRef[] {
  if (disputesAreTooLate(facts)) return give(true, "term-warning", "term-warning/six-weeks");
  if (isAfterTerm(facts)) return give(true, "term-warning");
  if (disputesAreNext(facts)) return give(true, "term-warning", "term-warning/six-weeks-run");
  return give(termEndsSoon(facts), "term-warning", "term-warning/soon");
}

export function complaintSteps(facts: Facts): readonly StepRef[] {
  return [
    ...schoolBoard(facts),
    ...routeExplained(facts),
    ...boardAnswers(facts),
    ...termWarning(facts),
    ...schoolGuide(facts),
    ...adultFiles(facts),
    ...committees(facts),
    ...disputes(facts),
    ...inspectorate(facts),
    ...ombudsman(facts),
  ];
}
