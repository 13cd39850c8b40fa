/**
 * What a person can do himself. Every one of these can do harm in the wrong situation, so each names the situations in which it
 * is safe, not the ones in which it is not. Source: domain notes 1.3, 3.1, 8.
 */
import { type Facts, isAdult, isOneOf, wasAtBoard, wasTold } from "./facts.ts";
import { give, type StepRef } from "./reasons.ts";

const isCalm = (facts: Facts): boolean => !isOneOf(facts.danger, "now", "recent") && !facts.dareNot && !facts.secret && !facts.home && facts.goal !== "policy";

const talkTopics = ["unfair-treatment", "complaint", "other-school-matter", "employment"] as const;
/** Only about ordinary disagreements: never after violence, threat, discrimination, intimidation, bullying or anything sexual. */
const isDisagreement = (facts: Facts): boolean => isOneOf(facts.topic, ...talkTopics) && isCalm(facts) && !facts.lhbtiq && !facts.courtCase;

const talk = (facts: Facts): readonly StepRef[] =>
  give(isDisagreement(facts) && !wasTold(facts) && isOneOf(facts.role, "pupil", "parent", "staff") && !(facts.role !== "parent" && facts.by === "school-leader"), "talk-to-person-concerned");

const mediationTopics = [...talkTopics, "support-needs", "removal"] as const;
const mediation = (facts: Facts): readonly StepRef[] =>
  give(
    isOneOf(facts.topic, ...mediationTopics) && isCalm(facts) && !facts.lhbtiq && !facts.courtCase && isOneOf(facts.role, "parent", "staff", "board") && !isOneOf(facts.progress, "nothing", "upheld", "rejected"),
    "mediation",
  );

const plainTopics = ["bullying", "complaint", "unfair-treatment", "absence", "support-needs", "removal", "other-school-matter"] as const;
const harshTopics = ["physical-violence", "threat", "intimidation", "discrimination"] as const;
const teacherTopics = ["bullying", "absence", "support-needs", "removal", ...harshTopics] as const;
const isThreatFromOutside = (facts: Facts): boolean => facts.topic === "threat" && facts.by === "outsider";
/** A member of staff tells parents about their child, never about a colleague or about his own work. */
const isAboutPupil = (facts: Facts): boolean => facts.role === "pupil" || (isOneOf(facts.topic, ...teacherTopics) && !facts.byStaff && !isThreatFromOutside(facts));
/** Telling parents is good help, unless the unsafety may be at home, or the telling brings something out. */
function contactParents(facts: Facts): readonly StepRef[] {
  if (facts.home || facts.secret || facts.lhbtiq || facts.dareNot || isOneOf(facts.by, "parent")) return [];
  if (isAdult(facts) || wasAtBoard(facts) || facts.goal === "policy" || isOneOf(facts.role, "parent", "board", "external-adviser", "care-professional")) return [];
  if (!isAboutPupil(facts)) return [];
  const outsideHome = facts.by !== undefined && isOneOf(facts.topic, ...harshTopics);
  return give(isOneOf(facts.topic, ...plainTopics) || outsideHome, "contact-parents", facts.role === "staff" ? "contact-parents/staff" : "contact-parents");
}

const investigationTopics = ["bullying", "complaint", "unfair-treatment", "other-school-matter"] as const;
/** A board may look into an ordinary complaint. What may be a crime is for others to find out. */
const ownInvestigation = (facts: Facts): readonly StepRef[] =>
  give(facts.role === "board" && isOneOf(facts.topic, ...investigationTopics) && isCalm(facts) && !facts.lhbtiq && !wasAtBoard(facts), "own-investigation");

const evidenceTopics = ["bullying", "discrimination", "physical-violence", "threat", "intimidation", "unfair-treatment", "complaint", "employment", "removal", "support-needs", "other-school-matter"] as const;
/** Never for sexual matters (pictures of minors may not be kept), and not where a diary can be found at home. */
const keepEvidence = (facts: Facts): readonly StepRef[] =>
  give(isOneOf(facts.topic, ...evidenceTopics) && !facts.home && !facts.secret && facts.goal !== "policy" && isOneOf(facts.role, "pupil", "parent", "staff"), "keep-evidence");

export function selfSteps(facts: Facts): readonly StepRef[] {
  return [...talk(facts), ...contactParents(facts), ...keepEvidence(facts), ...mediation(facts), ...ownInvestigation(facts)];
}
