/** Promise 2, no dead ends: whoever is left without an organisation gets one that is open to everybody. */
import { kindOf } from "../shape.ts";
import type { Facts } from "./facts.ts";
import { give, type StepRef } from "./reasons.ts";

export function lastResort(facts: Facts, found: readonly StepRef[]): readonly StepRef[] {
  if (found.some(({ id }) => kindOf(id) === "organisation")) return [];
  return facts.topic === "employment" ? give(true, "juridisch-loket") : give(true, "inspectie-loket", "inspectie-loket/fallback");
}
