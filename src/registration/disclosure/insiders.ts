/** What organisations know that others do not. */
import type { Insider } from "./audit.ts";
import type { Hierarchies } from "./hierarchy.ts";
import type { Counted } from "./sensitive.ts";
import type { System } from "./system.ts";

/** The dimension whose classes know their own rows. */
const organisations = "organisation";

/** Organisations as far as the counts know them: own rows, and parts in every other cell. A group of organisations is none: nobody knows the rows of all of them. */
export function insidersOf(system: System, counts: ReadonlyMap<number, Counted>, hierarchies: Hierarchies): Insider[] {
  const groups = new Set(hierarchies.get(organisations)?.sums.map(({ parent }) => parent));
  const own = new Map<string, Set<number>>();
  for (const [at, { codes }] of system.places.entries()) {
    const name = codes[organisations];
    if (name !== undefined && !groups.has(name)) own.set(name, (own.get(name) ?? new Set()).add(at));
  }
  const parts = new Map<string, Map<number, number>>();
  for (const [variable, counted] of counts)
    for (const [name, part] of Object.entries(counted.parts)) {
      const of = parts.get(name) ?? new Map<number, number>();
      parts.set(name, of.set(variable, part));
    }
  return [...new Set([...own.keys(), ...parts.keys()])].toSorted().map((name) => ({ name, own: own.get(name) ?? new Set(), parts: parts.get(name) ?? new Map() }));
}
