/**
 * What else must be hidden so that a cell is protected: the cheapest set of printed cells that have to give way when the cell takes another value. One
 * linear program over the whole system, so nothing that is printed anywhere is forgotten.
 */
import type { Highs } from "highs";
import type { Table } from "./puzzle.ts";
import { boundless, Program, type Bounds, type Term } from "./solver.ts";
import type { Relation } from "./system.ts";
import type { Weakness } from "./audit.ts";

/** `printed`: numbers of this release, with the cost of hiding each. `fixed`: numbers of earlier ones. */
export type Repairs = { readonly count: number; readonly relations: readonly Relation[]; readonly fixed: ReadonlyMap<number, number>; readonly printed: ReadonlyMap<number, { readonly value: number; readonly cost: number }> };

/** Below this a number does not move. */
const still = 1e-6;

/** Where the solver knows no better: the cheapest printed cell in a line with one of these; of two that cost the same, the first. `costs`: of what is printed. */
export function cheapestBeside(these: ReadonlySet<number>, relations: readonly Relation[], costs: ReadonlyMap<number, number>): number | undefined {
  const beside = new Set(relations.filter((relation) => relation.some((one) => these.has(one))).flat());
  const [best] = [...costs].filter(([one]) => beside.has(one)).toSorted(([a, costOfA], [b, costOfB]) => costOfA - costOfB || a - b);
  return best?.[0];
}

export class Repairer {
  readonly #given: Repairs;
  readonly #program: Program;
  readonly #up: number;
  readonly #down: number;
  readonly #hidden = new Set<number>();

  constructor(highs: Highs, given: Repairs) {
    this.#given = given;
    const { count, relations, fixed, printed } = given;
    // Columns: the value of what is hidden; then how far a printed number goes up; then how far down.
    this.#up = count;
    this.#down = 2 * count;
    const value = Array.from({ length: count }, (): Bounds => [0, boundless]);
    const up: Bounds[] = Array.from({ length: count }, (_, at) => (printed.has(at) ? [0, boundless] : [0, 0]));
    const down: Bounds[] = Array.from({ length: count }, (_, at) => [0, printed.get(at)?.value ?? 0]);
    const rows = relations.map(([parent = 0, ...children]) => {
      const terms: Term[] = [];
      let equals = 0;
      const put = (variable: number, by: number): void => {
        const known = fixed.get(variable) ?? printed.get(variable)?.value;
        if (known === undefined) terms.push([variable, by]);
        else equals -= by * known;
        if (printed.has(variable)) terms.push([this.#up + variable, by], [this.#down + variable, -by]);
      };
      put(parent, -1);
      for (const child of children) put(child, 1);
      return { terms, equals };
    });
    this.#program = new Program(highs, [...value, ...up, ...down], rows, "bounds");
  }

  /** What to hide for one weakness: nothing when what was hidden for another is enough, undefined when nothing helps. */
  for(weakness: Weakness, base: Table, seen: { readonly low: number; readonly high: number }): readonly number[] | undefined {
    const { variable, width, top, extra } = weakness;
    const truth = base[variable] ?? 0;
    const plain = extra === undefined;
    const upwards = plain ? Math.max(seen.low + width, top) : truth + 1;
    const downwards = plain && truth >= top ? Math.max(seen.high, top) - width : truth - 1;
    const ways: Bounds[] = [[upwards, boundless], ...(downwards >= 0 && (!plain || seen.high >= top) ? [[0, downwards] as const] : [])];
    const found = ways.flatMap((bounds) => this.#cheapest(variable, bounds, weakness) ?? []);
    const best = found.toSorted((a, b) => a.cost - b.cost)[0];
    const hide = best === undefined ? this.#wider(weakness, seen) : best.hide;
    hide?.forEach((one) => this.#hidden.add(one));
    return hide;
  }

  /** Where neither way is wide enough alone: one step up and one down. What is still missing is asked for in the next round. */
  #wider(weakness: Weakness, { low, high }: { readonly low: number; readonly high: number }): readonly number[] | undefined {
    const ways: Bounds[] = [[high + 1, boundless], ...(low > 0 ? [[0, low - 1] as const] : [])];
    const found = ways.flatMap((bounds) => this.#cheapest(weakness.variable, bounds, weakness) ?? []);
    return found.length === 0 ? undefined : [...new Set(found.flatMap(({ hide }) => hide))];
  }

  #cheapest(variable: number, bounds: Bounds, { extra, insider }: Weakness): { readonly hide: readonly number[]; readonly cost: number } | undefined {
    const { printed } = this.#given;
    const touched = new Map<number, Bounds>(extra);
    // Their own numbers are no secret to those who bring them in: hiding them hides nothing.
    for (const one of insider?.own ?? []) for (const column of [this.#up + one, this.#down + one]) touched.set(column, [0, 0]);
    touched.set(variable, bounds);
    for (const [column, limits] of touched) this.#program.bound(column, limits);
    const costs = [...printed].flatMap(([one, { cost }]): Term[] => (this.#hidden.has(one) ? [] : [[this.#up + one, cost], [this.#down + one, cost]]));
    const best = this.#program.least(costs);
    for (const column of touched.keys()) this.#program.unbound(column);
    if (best === undefined) return undefined;
    const moved = (one: number): boolean => (best.columns[this.#up + one] ?? 0) + (best.columns[this.#down + one] ?? 0) > still;
    return { hide: [...printed.keys()].filter((one) => moved(one) && !this.#hidden.has(one)), cost: best.value };
  }

  end(): void {
    this.#program.end();
  }
}
