/** What an intruder can make of what is printed (method 3.1, A to G). The truth is known to tests and to `protect`, never to a reader. */
import { byOrganisations, byPersons, bySeries, type Demand, type Subject, type Weakness } from "./audit.ts";
import { certain } from "./certain.ts";
import { evidenceOf, within, type Evidence } from "./evidence.ts";
import { insidersOf } from "./insiders.ts";
import { Contradiction, Puzzle } from "./puzzle.ts";
import { revisions } from "./revision.ts";
import { countsOf, isSmall, leavesFew, marginsOf, primaries, type Counted } from "./sensitive.ts";
import type { CountedTable, Release } from "./shape.ts";
import { solver, type Bounds } from "./solver.ts";
import { groupsOf, type Codes, type System } from "./system.ts";
import { Pace, type Watching } from "./watching.ts";

/** A single release, B all of them, C a revision, D an organisation, E somebody who was counted, F an attribute of a group, G cycles of tables. */
export type Attack = "A" | "B" | "C" | "D" | "E" | "F" | "G";
/** `low` and `high`: what the attacker is left with. `who`: the organisation that attacks. */
export type Finding = { readonly attack: Attack; readonly release: string; readonly codes: Codes; readonly because: string; readonly low?: number; readonly high?: number; readonly who?: string };
export type AttackOptions = { readonly sensitive?: readonly string[]; readonly threshold?: number; readonly watching?: Watching };
export type Interval = { readonly release: string; readonly codes: Codes; readonly low: number; /** Nothing where nothing bounds it. */ readonly high: number | undefined };

/** Subjects that say something about a person, where they occur. */
export const usuallySensitive: readonly string[] = ["topic", "outcome", "role"];

/** One connected part of the system, numbered anew. */
type Part = { readonly system: System; readonly printed: ReadonlyMap<number, number>; readonly ranges: ReadonlyMap<number, Bounds>; readonly hidden: ReadonlySet<number>; readonly shown: ReadonlySet<number>; readonly counts: ReadonlyMap<number, Counted>; readonly releaseOf: (variable: number) => string };

function partOf(evidence: Evidence, counts: ReadonlyMap<number, Counted>, seeds: readonly number[]): Part {
  const { system, from, to } = within(evidence.system, seeds);
  const moved = <T>(all: Iterable<readonly [number, T]>): Map<number, T> => new Map([...all].flatMap(([old, value]) => (to.has(old) ? [[certain(to.get(old)), value] as const] : [])));
  const some = (all: Iterable<number>): Set<number> => new Set([...all].flatMap((old) => to.get(old) ?? []));
  return { system, printed: moved(evidence.printed), ranges: moved(evidence.ranges), hidden: some(evidence.hidden), shown: some(evidence.seenIn.keys()), counts: moved(counts), releaseOf: (variable) => evidence.seenIn.get(certain(from[variable])) ?? "" };
}

const partsOf = (evidence: Evidence, counts: ReadonlyMap<number, Counted>): Part[] => groupsOf(evidence.system.places.length, evidence.system.relations).map((group) => partOf(evidence, counts, group));

/** Hidden cells that are sensitive, and printed ones that should have been hidden. */
function marked({ counts, hidden, system }: Part, evidence: Evidence, sensitive: readonly string[], threshold: number): { readonly hidden: Set<number>; readonly printed: number[] } {
  const margins = marginsOf(counts, evidence.hierarchies, system, sensitive);
  const all = new Set(primaries(counts, margins, threshold, true).keys());
  for (const { parent, children } of margins) if (parent !== undefined && hidden.has(parent)) for (const child of children) if (certain(counts.get(child)).count === 0) all.add(child);
  return { hidden: new Set([...all].filter((variable) => hidden.has(variable))), printed: [...all].filter((variable) => !hidden.has(variable)) };
}

/** Which attack finds a weakness first: of one release, of all, or only with the inside of cycles. */
async function named(weakness: Weakness, part: Part, releases: readonly Release[]): Promise<Attack> {
  const codes = certain(part.system.places[weakness.variable]).key;
  const isWeak = async (some: readonly Release[]): Promise<boolean> => {
    const evidence = evidenceOf(some, false);
    const variable = evidence.system.index.get(codes);
    if (variable === undefined) return false;
    const one = partOf(evidence, new Map(), [variable]);
    const puzzle = new Puzzle(await solver(), one.system.places.length, one.system.relations, one.printed, one.ranges);
    const at = certain(one.system.index.get(codes));
    const { low, high } = puzzle.interval(at);
    puzzle.end();
    return high - low < weakness.width || high < weakness.top;
  };
  for (const one of releases) if (await isWeak([one])) return "A";
  return (await isWeak(releases)) ? "B" : "G";
}

async function attackPart(part: Part, evidence: Evidence, releases: readonly Release[], options: AttackOptions): Promise<Finding[]> {
  const threshold = options.threshold ?? Math.max(...releases.map(({ meta }) => meta.threshold));
  const sensitive = options.sensitive ?? usuallySensitive;
  const tell = (variable: number, attack: Attack, because: string, more: Partial<Finding> = {}): Finding => ({ attack, release: part.releaseOf(variable), codes: certain(part.system.places[variable]).codes, because, ...more });
  const marks = marked(part, evidence, sensitive, threshold);
  const findings = marks.printed.map((variable) => printedFinding(variable, part, threshold, tell));
  const pace = new Pace(options.watching);
  const highs = await solver();
  const puzzle = new Puzzle(highs, part.system.places.length, part.system.relations, part.printed, part.ranges);
  if (part.hidden.size === 0 && part.system.places.length === part.shown.size) return findings;
  const known = new Map([...part.counts].map(([variable, { count }]) => [variable, count] as const));
  const whole = new Puzzle(highs, part.system.places.length, part.system.relations, new Map([...known, ...part.printed]), part.ranges);
  const base = whole.complete();
  whole.end();
  puzzle.admit(base);
  const demands = [...part.hidden].map((variable): Demand => (marks.hidden.has(variable) ? { variable, width: threshold, top: threshold } : { variable, width: 1, top: 0 }));
  const unprinted = Array.from({ length: part.system.plain.places }, (_, at) => at).filter((at) => !part.shown.has(at));
  const subject: Subject = { puzzle, base, demands, sensitive: marks.hidden, unprinted, threshold, insiders: insidersOf(part.system, part.counts, evidence.hierarchies) };
  for (const weakness of await bySeries(subject, pace)) {
    const { low, high } = puzzle.interval(weakness.variable);
    findings.push(tell(weakness.variable, await named(weakness, part, releases), low === high ? "exact" : "narrow", { low, high }));
  }
  for (const { variable, insider } of await byOrganisations(subject, pace)) findings.push(tell(variable, "D", "exact", { who: certain(insider).name }));
  for (const { variable } of await byPersons(subject, pace)) findings.push(tell(variable, "E", "exact"));
  puzzle.end();
  return findings;
}

function printedFinding(variable: number, part: Part, threshold: number, tell: (variable: number, attack: Attack, because: string, more?: Partial<Finding>) => Finding): Finding {
  const counted = certain(part.counts.get(variable));
  const { count } = counted;
  if (isSmall(count, threshold) || count === 0) return tell(variable, "A", "printed", { low: count, high: count });
  return leavesFew(counted) ? tell(variable, "D", "residual", { low: count, high: count }) : tell(variable, "F", "group", { low: count, high: count });
}

/** Every weakness of some releases together. `truth`: what was counted for each, in the same order. Nothing found is what a release must reach. */
export async function attack(releases: readonly Release[], truth: readonly (readonly CountedTable[])[], options: AttackOptions = {}): Promise<readonly Finding[]> {
  const evidence = evidenceOf(releases);
  const findings: Finding[] = evidence.altered.map(({ variable, release }) => ({ attack: "B" as const, release, codes: certain(evidence.system.places[variable]).codes, because: "altered" }));
  findings.push(...(await revisions(releases, options.threshold ?? Math.max(...releases.map(({ meta }) => meta.threshold)))));
  if (evidence.altered.length > 0) return findings;
  const counts = countsOf(truth.flat(), evidence.hierarchies, evidence.system);
  for (const part of partsOf(evidence, counts)) {
    try {
      findings.push(...(await attackPart(part, evidence, releases, options)));
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
      findings.push({ attack: "B", release: part.releaseOf(error.variable), codes: certain(part.system.places[error.variable]).codes, because: "contradiction" });
    }
  }
  return findings;
}

/** The smallest and largest value of every hidden cell that fit all that is printed. Throws `Contradiction` when nothing fits. */
export async function intervals(releases: readonly Release[], options: { readonly watching?: Watching } = {}): Promise<readonly Interval[]> {
  const evidence = evidenceOf(releases);
  const pace = new Pace(options.watching);
  const highs = await solver();
  const found: Interval[] = [];
  for (const part of partsOf(evidence, new Map())) {
    if (part.hidden.size === 0) continue;
    const puzzle = new Puzzle(highs, part.system.places.length, part.system.relations, part.printed, part.ranges);
    for (const variable of part.hidden) {
      await pace.step("intervals", found.length, evidence.hidden.size);
      const { low, high } = puzzle.interval(variable);
      found.push({ release: part.releaseOf(variable), codes: certain(part.system.places[variable]).codes, low, high: high === Infinity ? undefined : high });
    }
    puzzle.end();
  }
  return found;
}

