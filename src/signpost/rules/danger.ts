/** Danger first: what is read before anything else. Source: domain notes 2.2, 6 (acute danger). */
import { type Facts, isOneOf, wasAdultThen } from "./facts.ts";
import { give, type StepRef } from "./reasons.ts";

const isPersonsOwn = (facts: Facts): boolean => facts.role === "pupil";

/** Life in danger goes before everything, also before 113, which itself refers to 112 then. */
const emergency = (facts: Facts): readonly StepRef[] => give(facts.danger === "now", "112", facts.topic === "suicidal" ? "112/suicidal" : "112");

const suicidal = (facts: Facts): readonly StepRef[] => give(facts.topic === "suicidal", "113", isPersonsOwn(facts) ? "113" : "113/worried");

const isFresh = (facts: Facts): boolean => isOneOf(facts.danger, "now", "recent");

const atHome = (facts: Facts): readonly StepRef[] => give(facts.home && isFresh(facts), "veilig-thuis", isOneOf(facts.role, "pupil", "parent") ? "veilig-thuis" : "veilig-thuis/professional");

/** Within seven days traces and medical help matter most, so the centre stands above the steps. */
const assault = (facts: Facts): readonly StepRef[] => give(facts.topic === "sexual-behaviour" && isFresh(facts), "csg", "csg/recent");

/** The team comes for a calamity, also when the school's own adviser from outside asks, and for violence at school that has just happened. */
export function needsCalamityTeam(facts: Facts): boolean {
  if (facts.topic === "calamity") return isOneOf(facts.role, "staff", "board", "external-adviser");
  return isOneOf(facts.role, "staff", "board") && isOneOf(facts.topic, "physical-violence", "threat") && isFresh(facts) && !facts.home;
}

/** Violence or a threat without a word of when, or danger without a word of what: offered, not urgent. A threat that is over needs no team. */
export function mayNeedCalamityTeam(facts: Facts): boolean {
  if (!isOneOf(facts.role, "staff", "board") || facts.home || facts.goal === "policy" || (facts.monthsAgo ?? 0) >= 1) return false;
  return facts.topic === "physical-violence" || (facts.topic === "unsure" && isFresh(facts)) || (facts.topic === "threat" && facts.danger !== "no");
}

const calamity = (facts: Facts): readonly StepRef[] =>
  give(needsCalamityTeam(facts), "sv-calamiteitenteam", facts.topic === "calamity" ? "sv-calamiteitenteam" : "sv-calamiteitenteam/violence");

/** Subjects in which something of this week may be a crime, and subjects that leave it open. */
const policeTopics = ["sexual-behaviour", "online-sexual", "physical-violence", "threat", "intimidation", "radicalisation", "home", "calamity", "unsure"] as const;
/** A board first consults the confidential inspector about its own staff. */
export const boardConsultsFirst = (facts: Facts): boolean => facts.role === "board" && facts.sexual && facts.byStaff && !wasAdultThen(facts);
const policeSoon = (facts: Facts): readonly StepRef[] =>
  give(facts.danger === "recent" && (facts.home || isOneOf(facts.topic, ...policeTopics)) && facts.topic !== "suicidal" && !boardConsultsFirst(facts), "police", "police/recent");

export function urgentSteps(facts: Facts): readonly StepRef[] {
  return [...emergency(facts), ...suicidal(facts), ...atHome(facts), ...assault(facts), ...calamity(facts), ...policeSoon(facts)];
}
