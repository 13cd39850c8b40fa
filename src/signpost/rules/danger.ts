/** Danger first: what is read before anything else. Source: domain notes 2.2, 6 (acute danger). */
import { type Facts, isOneOf } from "./facts.ts";
import { give, type StepRef } from "./reasons.ts";

const isPersonsOwn = (facts: Facts): boolean => facts.role === "pupil";

/** Life in danger goes before everything, also before 113, which itself refers to 112 then. */
const emergency = (facts: Facts): readonly StepRef[] => give(facts.danger === "now", "112", facts.topic === "suicidal" ? "112/suicidal" : "112");

const suicidal = (facts: Facts): readonly StepRef[] => give(facts.topic === "suicidal", "113", isPersonsOwn(facts) ? "113" : "113/worried");

const isFresh = (facts: Facts): boolean => isOneOf(facts.danger, "now", "recent");

const atHome = (facts: Facts): readonly StepRef[] => give(facts.home && isFresh(facts), "veilig-thuis", isOneOf(facts.role, "pupil", "parent") ? "veilig-thuis" : "veilig-thuis/professional");

/** Within seven days traces and medical help matter most, so the centre stands above the steps. */
const assault = (facts: Facts): readonly StepRef[] => give(facts.topic === "sexual-behaviour" && isFresh(facts), "csg", "csg/recent");

/** The team comes for a calamity, and for violence at school that has just happened. */
export function needsCalamityTeam(facts: Facts): boolean {
  if (!isOneOf(facts.role, "staff", "board")) return false;
  return facts.topic === "calamity" || (isOneOf(facts.topic, "physical-violence", "threat") && isFresh(facts) && !facts.home);
}

const calamity = (facts: Facts): readonly StepRef[] =>
  give(needsCalamityTeam(facts), "sv-calamiteitenteam", facts.topic === "calamity" ? "sv-calamiteitenteam" : "sv-calamiteitenteam/violence");

const policeSoon = (facts: Facts): readonly StepRef[] => give(facts.danger === "recent" && facts.topic !== "suicidal", "police", "police/recent");

export function urgentSteps(facts: Facts): readonly StepRef[] {
  return [...emergency(facts), ...suicidal(facts), ...atHome(facts), ...assault(facts), ...calamity(facts), ...policeSoon(facts)];
}
