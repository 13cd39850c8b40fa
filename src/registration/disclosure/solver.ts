/** Linear programs in memory. HiGHS counts in floating point: what it finds is a hint, which `Puzzle` checks in whole numbers. */
import type { Highs, Model } from "highs";

/** Of a linear expression: column and coefficient. */
export type Term = readonly [number, number];
export type Row = { readonly terms: readonly Term[]; readonly equals: number };
export type Bounds = readonly [number, number];
export type Best = { readonly value: number; readonly columns: ArrayLike<number> };

/** No count is as large as this; a variable that reaches it has no bound. */
export const boundless = 10_000_000;

async function load(): Promise<Highs> {
  const { default: loader } = await import("highs");
  // The package's types describe its CommonJS half, in which the loader lies one `default` deeper than in the half that Node imports here.
  return (loader as unknown as typeof loader.default)();
}

let loaded: Promise<Highs> | undefined;
/** The solver lies in the package, nothing is fetched; and it is loaded only when something is to be solved. */
export function solver(): Promise<Highs> {
  return (loaded ??= load());
}

/** `objective`: that is what changes from one question to the next; `bounds`: these change; `whole`: in whole numbers. */
export type Kind = "objective" | "bounds" | "whole";
/** The simplex method that can go on from its last answer: the primal one (4) when only the objective changes, the dual one (1) when only bounds do. */
const strategies = { objective: 4, bounds: 1 } as const;

export class Program {
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #bounds: Bounds[];
  readonly #whole: boolean;
  #priced: readonly number[] = [];

  constructor(highs: Highs, bounds: readonly Bounds[], rows: readonly Row[], kind: Kind) {
    this.#highs = highs;
    this.#bounds = [...bounds];
    this.#whole = kind === "whole";
    const starts = [0];
    for (const { terms } of rows) starts.push((starts.at(-1) ?? 0) + terms.length);
    const terms = rows.flatMap((row) => row.terms);
    this.#model = highs.createModel({
      numCols: bounds.length,
      numRows: rows.length,
      colCost: bounds.map(() => 0),
      colLower: bounds.map(([low]) => low),
      colUpper: bounds.map(([, high]) => high),
      rowLower: rows.map(({ equals }) => equals),
      rowUpper: rows.map(({ equals }) => equals),
      matrix: { format: "csr", numRows: rows.length, numCols: bounds.length, starts: Int32Array.from(starts), indices: Int32Array.from(terms.map(([column]) => column)), values: Float64Array.from(terms.map(([, by]) => by)) },
      ...(this.#whole ? { integrality: new Int32Array(bounds.length).fill(1) } : {}),
    });
    const quiet = { output_flag: false, random_seed: 1 };
    this.#model.options.set(kind === "whole" ? { ...quiet, mip_max_nodes: 5000 } : { ...quiet, solver: "simplex", simplex_strategy: strategies[kind] });
  }

  bound(column: number, bounds: Bounds): void {
    this.#model.changeColBounds(column, bounds[0], bounds[1]);
  }

  unbound(column: number): void {
    this.bound(column, this.#bounds[column] ?? [0, boundless]);
  }

  /** The smallest value of the objective within all rows and bounds, or nothing when nothing fits. */
  least(objective: readonly Term[]): Best | undefined {
    for (const column of this.#priced) this.#model.changeColCost(column, 0);
    for (const [column, cost] of objective) this.#model.changeColCost(column, cost);
    this.#priced = objective.map(([column]) => column);
    this.#model.run();
    const status = this.#model.getModelStatus();
    const found = status === this.#highs.constants.modelStatus.optimal || (this.#whole && status === this.#highs.constants.modelStatus.solutionLimit);
    if (!found) return undefined;
    const columns = this.#model.getSolution().colValue;
    return { value: objective.reduce((sum, [column, cost]) => sum + cost * (columns[column] ?? 0), 0), columns };
  }

  /** Gives the memory back; the program cannot be used after it. */
  end(): void {
    this.#model.dispose();
  }
}
