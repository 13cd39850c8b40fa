/** The engine: from what a visitor told to what is best done, as references. Pure, without a word of any language. */
import type { SignpostInput, StepId } from "../shape.ts";
import { complaintSteps } from "./complaint.ts";
import { boardConsultsFirst, urgentSteps } from "./danger.ts";
import { dutiesOf, warningsOf } from "./duties.ts";
import { type Facts, factsOf, isGrownSince, isOneOf } from "./facts.ts";
import { childAbuseOfficer, inSchoolSteps, mustTellBoard, schoolBoard } from "./in-school.ts";
import { askAdultToCall, independentSteps, inspector } from "./independent.ts";
import { notSuitableFor } from "./not-suitable.ts";
import type { Decision, NotSuitableRef, StepRef } from "./reasons.ts";
import { lastResort } from "./last-resort.ts";
import { selfSteps } from "./self.ts";

/** Outside help stands first for who does not dare at school, for what happens at home, where telling may bring something out, and for sexual matters of years ago. */
const outsideFirst = (facts: Facts): boolean => facts.dareNot || facts.home || facts.lhbtiq || (facts.sexual && facts.role === "pupil" && isGrownSince(facts));

/** What the law asks at once goes before every other step, and so does the colleague of the reporting code; `onlyNew` leaves out the repetition. */
function atOnce(facts: Facts): readonly StepRef[] {
  if (mustTellBoard(facts)) return schoolBoard(facts);
  if (boardConsultsFirst(facts)) return inspector(facts);
  return isOneOf(facts.role, "staff", "board") ? childAbuseOfficer(facts) : [];
}

function inOrder(facts: Facts): readonly StepRef[] {
  const [school, outside] = [inSchoolSteps(facts), [...askAdultToCall(facts), ...independentSteps(facts)]];
  return [...atOnce(facts), ...(outsideFirst(facts) ? [...outside, ...school] : [...school, ...outside]), ...selfSteps(facts), ...complaintSteps(facts)];
}

/** Every id once; what was urgent is not repeated below. */
function onlyNew(steps: readonly StepRef[], urgent: readonly StepRef[]): readonly StepRef[] {
  const seen = new Set<StepId>(urgent.map(({ id }) => id));
  return steps.filter(({ id }) => !seen.has(id) && seen.add(id));
}

const withoutSteps = (list: readonly NotSuitableRef[], given: readonly StepRef[]): readonly NotSuitableRef[] => list.filter(({ id }) => !given.some((step) => step.id === id));

export function decide(input: SignpostInput): Decision {
  const facts = factsOf(input);
  const urgent = urgentSteps(facts);
  const found = onlyNew(inOrder(facts), urgent);
  const steps = [...found, ...lastResort(facts, [...urgent, ...found])];
  return { urgent, steps, duties: dutiesOf(facts), warnings: warningsOf(facts), notSuitable: withoutSteps(notSuitableFor(facts), [...urgent, ...steps]) };
}
