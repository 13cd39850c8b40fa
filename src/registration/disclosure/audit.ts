/** The attacks on one system of numbers (method 3.1), for somebody who knows the true counts and so which cells are sensitive. */
import { Puzzle, type Extra, type Table } from "./puzzle.ts";
import { boundless } from "./solver.ts";
import type { Pace } from "./watching.ts";

/** What must hold: `variable` can take values `width` apart and can reach `top`, for somebody who also knows `extra`. */
export type Demand = { readonly variable: number; readonly width: number; readonly top: number; readonly extra?: Extra };
/** `series`: by what is printed. `organisation`: by an organisation that knows its own. `person`: by somebody who was counted. */
export type Weakness = Demand & { readonly how: "series" | "organisation" | "person"; readonly insider?: Insider };

export type Subject = {
  readonly puzzle: Puzzle;
  readonly base: Table;
  /** What must hold of every hidden cell. */
  readonly demands: readonly Demand[];
  readonly sensitive: ReadonlySet<number>;
  /** Cells nobody printed or hid, that may still follow: what is left when one takes numbers apart. */
  readonly unprinted: readonly number[];
  readonly threshold: number;
  readonly insiders: readonly Insider[];
  /** Looks no further than the first weakness. */
  readonly firstOnly?: boolean;
};

/** An organisation: its own cells, and its part in every other. */
export type Insider = { readonly name: string; readonly own: ReadonlySet<number>; readonly parts: ReadonlyMap<number, number> };

/** What an organisation knows, of what is not printed anyway. */
export function knowledgeOf({ own, parts }: Insider, base: Table, open: (variable: number) => boolean): Extra {
  const extra = new Map<number, readonly [number, number]>();
  for (const [variable, part] of parts) if (part > 0 && open(variable)) extra.set(variable, [part, boundless]);
  for (const variable of own) if (open(variable)) extra.set(variable, [base[variable] ?? 0, base[variable] ?? 0]);
  return extra;
}

/** A, B and G at once: everything printed, all sums, also inside cycles. */
export async function bySeries({ puzzle, demands, unprinted, threshold, firstOnly = false }: Subject, pace: Pace): Promise<Weakness[]> {
  const weak: Weakness[] = [];
  for (const [at, demand] of demands.entries()) {
    if (firstOnly && weak.length > 0) return weak;
    await pace.step("series", at, demands.length);
    if (!puzzle.protects(demand.variable, demand.width, demand.top).ok) weak.push({ ...demand, how: "series" });
  }
  for (const [at, variable] of unprinted.entries()) {
    await pace.step("unprinted", at, unprinted.length);
    if (tells(puzzle, variable, threshold)) weak.push({ variable, width: threshold, top: threshold, how: "series" });
  }
  return weak;
}

/** True when a number that nobody printed is surely one or more, and surely small. */
function tells(puzzle: Puzzle, variable: number, threshold: number): boolean {
  const { low, high } = puzzle.shown(variable);
  if (low <= 0 || high >= threshold) return false;
  const interval = puzzle.interval(variable);
  return interval.low > 0 && interval.high < threshold;
}

export async function byOrganisations({ puzzle, base, sensitive, insiders, firstOnly = false }: Subject, pace: Pace): Promise<Weakness[]> {
  const weak: Weakness[] = [];
  for (const [at, insider] of insiders.entries()) {
    if (firstOnly && weak.length > 0) return weak;
    const extra = knowledgeOf(insider, base, (variable) => !puzzle.known.has(variable));
    const others = [...sensitive].filter((variable) => !insider.own.has(variable));
    const closed = await puzzle.closedTo(extra, others, () => pace.step("organisations", at, insiders.length));
    for (const variable of closed) weak.push({ variable, width: 1, top: 0, extra, how: "organisation", insider });
  }
  return weak;
}

export async function byPersons({ puzzle, base, sensitive, firstOnly = false }: Subject, pace: Pace): Promise<Weakness[]> {
  const weak: Weakness[] = [];
  const alone = [...sensitive].filter((variable) => base[variable] === 1);
  for (const [at, self] of alone.entries()) {
    if (firstOnly && weak.length > 0) return weak;
    const extra: Extra = new Map([[self, [1, 1]]]);
    const others = [...sensitive].filter((variable) => variable !== self);
    const closed = await puzzle.closedTo(extra, others, () => pace.step("persons", at, alone.length));
    for (const variable of closed) weak.push({ variable, width: 1, top: 0, extra, how: "person" });
  }
  return weak;
}
