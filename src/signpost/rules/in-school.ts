/**
 * People at the own school. Never the accused, never somebody who was already tried, nobody when the orientation is secret,
 * and only the ones who keep a distance when the person does not dare. Source: domain notes 1.3, 3.1, 6.
 */
import { type Facts, isAboutPolicy, isOneOf, wasAdultThen, wasAtBoard, wasTold } from "./facts.ts";
import { give, type StepRef } from "./reasons.ts";

const isVisitorAtSchool = (facts: Facts): boolean => isOneOf(facts.role, "pupil", "parent", "staff");
const isFamily = (facts: Facts): boolean => isOneOf(facts.role, "pupil", "parent");
/** Nobody at school may hear of it here. */
const isOpen = (facts: Facts): boolean => !facts.secret;
const mayBeAskedFirst = (facts: Facts): boolean => isOpen(facts) && !wasTold(facts);

const trustedAdult = (facts: Facts): readonly StepRef[] =>
  give(facts.role === "pupil" && mayBeAskedFirst(facts), "in-school:trusted-adult", facts.dareNot ? "in-school:trusted-adult/optional" : "in-school:trusted-adult");

/** The mentor may be the one it is about when it is a member of staff; sexual matters and orientation go to people with that task. */
function mentor(facts: Facts): readonly StepRef[] {
  const fits = isFamily(facts) && !facts.sexual && facts.topic !== "lhbtiq" && !isOneOf(facts.by, "school-staff", "colleague") && !(facts.home && facts.role === "parent");
  return give(fits && mayBeAskedFirst(facts) && !facts.dareNot, "in-school:mentor");
}

/** The law gives po, vo and so a contact person for bullying; mbo has none by law. */
const bullyingPerson = (facts: Facts): boolean =>
  facts.topic === "bullying" && facts.sector !== "mbo" && isOpen(facts) && !facts.home && !facts.dareNot && facts.progress !== "leader" && !wasAtBoard(facts);

const bullyingContact = (facts: Facts): readonly StepRef[] => give(isFamily(facts) && bullyingPerson(facts), "in-school:bullying-contact");
const antiBullyingCoordinator = (facts: Facts): readonly StepRef[] => give(isOneOf(facts.role, "staff", "board") && bullyingPerson(facts), "in-school:anti-bullying-coordinator");

const adviserTopics = ["bullying", "discrimination", "lhbtiq", "sexual-behaviour", "online-sexual", "physical-violence", "threat", "intimidation", "unfair-treatment", "radicalisation", "complaint", "other-school-matter", "unsure"] as const;

/** A confidential adviser helps a person who was wronged: not for what happens at home, and not for labour-law disputes. */
const adviserFits = (facts: Facts): boolean => isOneOf(facts.topic, ...adviserTopics) && !facts.home && isOpen(facts) && !isAboutPolicy(facts);

const internalAdviser = (facts: Facts): readonly StepRef[] =>
  give(
    adviserFits(facts) && !wasAtBoard(facts) && (isVisitorAtSchool(facts) || facts.role === "care-professional"),
    "in-school:confidential-adviser-internal",
    facts.role === "care-professional" ? "in-school:confidential-adviser-internal/consent" : facts.dareNot ? "in-school:confidential-adviser-internal/optional" : "in-school:confidential-adviser-internal",
  );

/** Not employed by the school, so still of use while the board decides; after that the matter has left the school. */
const externalAdviser = (facts: Facts): readonly StepRef[] =>
  give(
    adviserFits(facts) && !isOneOf(facts.progress, "rejected", "upheld") && isVisitorAtSchool(facts),
    "in-school:confidential-adviser-external",
    facts.dareNot ? "in-school:confidential-adviser-external/optional" : "in-school:confidential-adviser-external",
  );

export const childAbuseOfficer = (facts: Facts): readonly StepRef[] =>
  give(facts.home && isOpen(facts) && isOneOf(facts.role, "staff", "board", "care-professional"), "in-school:child-abuse-officer", facts.role === "care-professional" ? "in-school:child-abuse-officer/consent" : "in-school:child-abuse-officer");

/** Telling a team leader is not enough when somebody who works for the school may have committed a sexual offence. */
const goesStraightToBoard = (facts: Facts): boolean => facts.role === "staff" && facts.sexual && facts.byStaff;

function leaderFits(facts: Facts): boolean {
  if (!isOpen(facts) || facts.dareNot || facts.by === "school-leader" || facts.progress === "leader" || wasAtBoard(facts)) return false;
  if (facts.role === "staff") return !goesStraightToBoard(facts);
  if (facts.home || facts.topic === "suicidal") return false;
  return isOneOf(facts.role, "parent", "care-professional") || (facts.role === "pupil" && facts.topic !== "unsure" && (facts.topic !== "lhbtiq" || wasTold(facts)));
}

const schoolLeader = (facts: Facts): readonly StepRef[] =>
  give(leaderFits(facts), "in-school:school-leader", facts.role === "care-professional" ? "in-school:school-leader/consent" : "in-school:school-leader");

export function inSchoolSteps(facts: Facts): readonly StepRef[] {
  const near = [...trustedAdult(facts), ...mentor(facts), ...bullyingContact(facts), ...antiBullyingCoordinator(facts), ...childAbuseOfficer(facts)];
  const advisers = facts.dareNot ? [...externalAdviser(facts), ...internalAdviser(facts)] : [...internalAdviser(facts), ...externalAdviser(facts)];
  return [...near, ...advisers, ...schoolLeader(facts)];
}

/** Who has the duty to report tells the board itself, also when the first wish was not to go to the school. */
export const mustTellBoard = (facts: Facts): boolean => goesStraightToBoard(facts) && !wasAdultThen(facts);

/** The complaint to the board: the last step inside the school, and the first of the complaint route. */
export function schoolBoard(facts: Facts): readonly StepRef[] {
  if (!isVisitorAtSchool(facts) || facts.home || wasAtBoard(facts)) return [];
  // The law makes no exception for what else comes out: who keeps an orientation secret hears of it beside this step.
  if (mustTellBoard(facts)) return give(true, "school-board", "school-board/duty");
  if (facts.secret || facts.dareNot || facts.topic === "suicidal" || isAboutPolicy(facts)) return [];
  const isNext = facts.wantsComplaint || isOneOf(facts.progress, "told", "leader") || facts.by === "school-leader" || facts.topic === "removal" || goesStraightToBoard(facts);
  return give(isNext, "school-board", facts.by === "school-leader" ? "school-board/leader" : "school-board");
}
