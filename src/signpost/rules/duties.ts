/**
 * Legal duties, shown to those who have them and to nobody else; and what must be known beside them.
 *
 * Report, consult, declare: WPO art. 4a (since 1999, Kamerstuk 25 979): a possible sexual offence by somebody who works for the
 * school against a minor pupil. Not between pupils, not for violence or discrimination, not for sexual harassment under the law as
 * read in August 2026 (a bill, Kamerstuk 36 777, would widen it). Reporting code: Wet meldcode. Source: domain notes 4, 6.
 */
import { committeeIsNext, disputesAreNext, inspectorate, isTermPassed, termEndsSoon } from "./complaint.ts";
import { type Facts, isDecided, isOneOf, mayHaveBeenAdultThen, wasAdultThen } from "./facts.ts";
import type { DutyRef, WarningRef } from "./reasons.ts";
import type { DutyId, WarningId } from "../shape.ts";

const duty = (holds: boolean, id: DutyId): readonly DutyRef[] => (holds ? [{ id }] : []);
const warn = (holds: boolean, id: WarningId): readonly WarningRef[] => (holds ? [{ id }] : []);

const isOffenceByStaff = (facts: Facts): boolean => facts.sexual && facts.byStaff && !wasAdultThen(facts);

export function dutiesOf(facts: Facts): readonly DutyRef[] {
  const offence = isOffenceByStaff(facts);
  return [
    ...duty(offence && facts.role === "staff", "duty-to-report"),
    ...duty(offence && facts.role === "board", "duty-to-consult"),
    ...duty(offence && facts.role === "board", "duty-to-declare"),
    ...duty(facts.home && !facts.byStaff && isOneOf(facts.role, "staff", "board", "care-professional"), "reporting-code"),
  ];
}

const isSchool = (facts: Facts): boolean => isOneOf(facts.role, "staff", "board");
const isFamily = (facts: Facts): boolean => isOneOf(facts.role, "pupil", "parent");
const mayBeStaff = (facts: Facts): boolean => facts.byStaff || facts.by === undefined;

const aboutSexualMatters = (facts: Facts): readonly WarningRef[] => [
  ...warn(facts.sexual && (isSchool(facts) || facts.role === "external-adviser"), "do-not-investigate"),
  ...warn(facts.topic === "online-sexual", "do-not-copy-images"),
  ...warn(facts.sexual && isSchool(facts) && facts.by === undefined && !wasAdultThen(facts), "duty-if-staff"),
  ...warn(facts.sexual && isSchool(facts) && facts.byStaff && mayHaveBeenAdultThen(facts), "duty-only-minors"),
  ...warn(facts.sexual && isSchool(facts) && facts.by === "pupil", "no-duty-between-pupils"),
  ...warn(facts.sexual && facts.role === "external-adviser" && mayBeStaff(facts), "external-adviser-police"),
  ...warn(facts.sexual && isFamily(facts) && facts.byStaff && !wasAdultThen(facts), "staff-must-pass-on"),
];

const aboutPeople = (facts: Facts): readonly WarningRef[] => [
  ...warn(facts.lhbtiq, "say-only-what-you-want"),
  ...warn(facts.role === "care-professional" || facts.role === "external-adviser", "professional-secrecy"),
  ...warn(facts.topic === "absence" || facts.sitsAtHome, "staying-home"),
];

const aboutRoutes = (facts: Facts): readonly WarningRef[] => [
  ...warn(isTermPassed(facts), "term-warning"),
  ...warn(termEndsSoon(facts), "term-ends-soon"),
  ...warn(disputesAreNext(facts), "six-weeks"),
  ...warn(committeeIsNext(facts) || facts.progress === "upheld", "advice-not-binding"),
  ...warn(inspectorate(facts).length > 0, "inspectorate-no-feedback"),
  ...warn(facts.courtCase, "court-case"),
  ...warn(isDecided(facts) && isFamily(facts) && !facts.home, "escalation-by-support-point"),
];

export function warningsOf(facts: Facts): readonly WarningRef[] {
  return [...aboutSexualMatters(facts), ...aboutPeople(facts), ...aboutRoutes(facts)];
}
