/** Attack C: two editions of the same cells. Counts only grow, so the difference is a table of its own, and what came later is few. */
import { certain } from "./certain.ts";
import { evidenceOf, type Evidence } from "./evidence.ts";
import type { Finding } from "./attack.ts";
import { Puzzle } from "./puzzle.ts";
import type { Release } from "./shape.ts";
import { solver } from "./solver.ts";
import { systemOf } from "./system.ts";

/** How much every cell grew that both editions print; nothing when neither differs, or when something shrank. */
function growth(before: Evidence, now: Evidence): Map<string, number> | undefined {
  const grown = new Map<string, number>();
  for (const [variable, value] of now.printed) {
    const { key } = certain(now.system.places[variable]);
    const earlier = before.printed.get(before.system.index.get(key) ?? -1);
    if (earlier !== undefined) grown.set(key, value - earlier);
  }
  const values = [...grown.values()];
  return values.some((value) => value !== 0) && values.every((value) => value >= 0) ? grown : undefined;
}

async function between(first: Release, second: Release, threshold: number): Promise<Finding[]> {
  const [before, now] = [evidenceOf([first], false), evidenceOf([second], false)];
  const grown = growth(before, now);
  if (grown === undefined) return [];
  const both = now.system.places.filter(({ key }) => before.system.index.has(key));
  const system = systemOf([{ dims: [], fixed: {}, places: both }], now.hierarchies, false);
  const known = new Map([...grown].map(([key, value]) => [certain(system.index.get(key)), value]));
  const puzzle = new Puzzle(await solver(), system.places.length, system.relations, known);
  const found = system.places.flatMap(({ codes }, variable): Finding[] => {
    const { low, high } = puzzle.interval(variable);
    return low > 0 && high < threshold ? [{ attack: "C", release: second.id, codes, because: "increment", low, high }] : [];
  });
  puzzle.end();
  return found;
}

export async function revisions(releases: readonly Release[], threshold: number): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [at, second] of releases.entries()) for (const first of releases.slice(0, at)) found.push(...(await between(first, second, threshold)));
  return found;
}
