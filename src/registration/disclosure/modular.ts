/**
 * Gaussian elimination modulo a prime. What cannot be combined modulo the prime cannot be combined in fractions without the prime in a denominator; the
 * coefficients of sums are 0, 1 and -1, and whatever the elimination says is afterwards proved or refuted by witnesses in whole numbers (`puzzle.ts`).
 */
import type { Relation } from "./system.ts";

/** Below the root of 2^31: products of two residues are exact in 32 bits. */
const prime = 46_337;

/** Column to residue, never 0. */
export type Vector = Map<number, number>;

function inverse(of: number): number {
  let [a, b, x, y] = [of, prime, 1, 0];
  while (b !== 0) {
    const by = Math.floor(a / b);
    [a, b] = [b, a - by * b];
    [x, y] = [y, x - by * y];
  }
  return ((x % prime) + prime) % prime;
}

/** target += by × other. */
function add(target: Vector, other: ReadonlyMap<number, number>, by: number): void {
  for (const [column, value] of other) {
    const next = ((target.get(column) ?? 0) + by * value) % prime;
    if (next === 0) target.delete(column);
    else target.set(column, next);
  }
}

/** Every variable in terms of those that can be chosen freely. */
export function freely(count: number, relations: readonly Relation[]): Vector[] {
  const bound = new Map<number, Vector>();
  const users = new Map<number, Set<number>>();
  const used = (column: number): Set<number> => {
    const known = users.get(column) ?? new Set<number>();
    users.set(column, known);
    return known;
  };
  for (const [parent = 0, ...children] of relations) {
    const combined: Vector = new Map();
    const put = (variable: number, by: number): void => add(combined, bound.get(variable) ?? new Map([[variable, 1]]), by);
    put(parent, prime - 1);
    for (const child of children) put(child, 1);
    const pivot = leastUsed(combined, (column) => used(column).size);
    if (pivot === undefined) continue;
    const by = inverse(prime - (combined.get(pivot) ?? 0));
    combined.delete(pivot);
    const meaning: Vector = new Map([...combined].map(([column, value]) => [column, (value * by) % prime]));
    for (const user of used(pivot)) {
      const vector = bound.get(user);
      const times = vector?.get(pivot);
      if (vector === undefined || times === undefined) continue;
      vector.delete(pivot);
      add(vector, meaning, times);
      for (const column of meaning.keys()) used(column).add(user);
    }
    users.delete(pivot);
    bound.set(pivot, meaning);
    for (const column of meaning.keys()) used(column).add(pivot);
  }
  return Array.from({ length: count }, (_, at) => bound.get(at) ?? new Map([[at, 1]]));
}

function leastUsed(vector: Vector, uses: (column: number) => number): number | undefined {
  let best: number | undefined;
  let fewest = Infinity;
  for (const column of vector.keys()) {
    const size = uses(column);
    if (size < fewest) [best, fewest] = [column, size];
  }
  return best;
}

/** What is printed so far, as a basis; and what must not become a combination of it. */
export class Printing {
  readonly #vectors: readonly Vector[];
  /** No vector holds a pivot of one before it. */
  readonly #basis: Vector[] = [];
  /** Pivot to its place in the basis. */
  readonly #pivots = new Map<number, number>();
  readonly #guarded = new Map<number, Vector>();

  constructor(vectors: readonly Vector[]) {
    this.#vectors = vectors;
  }

  #reduced(variable: number): Vector {
    const vector: Vector = new Map(this.#vectors[variable]);
    for (let next = this.#firstPivot(vector); next !== undefined; next = this.#firstPivot(vector)) add(vector, this.#basis[next.at] ?? new Map(), prime - next.value);
    return vector;
  }

  /** The earliest vector of the basis whose pivot is in this one: what it brings along comes later. */
  #firstPivot(vector: Vector): { readonly at: number; readonly value: number } | undefined {
    let first: { at: number; value: number } | undefined;
    for (const [column, value] of vector) {
      const at = this.#pivots.get(column);
      if (at !== undefined && (first === undefined || at < first.at)) first = { at, value };
    }
    return first;
  }

  /** Guards a variable; says whether it is still possible. */
  guard(variable: number): boolean {
    const vector = this.#reduced(variable);
    if (vector.size > 0) this.#guarded.set(variable, vector);
    return vector.size > 0;
  }

  /** True when something else that is guarded would follow if it were printed too. */
  tells(variable: number): boolean {
    const scaled = this.#scaled(variable);
    return scaled !== undefined && this.#lost(scaled).some((one) => one !== variable);
  }

  /** Prints it, unless something guarded would follow (`anyway`: even then, and guards it no more). Says whether it was printed. */
  print(variable: number, anyway = false): boolean {
    const scaled = this.#scaled(variable);
    if (scaled === undefined) return true;
    const lost = this.#lost(scaled);
    if (lost.length > 0 && !anyway) return false;
    for (const name of lost) this.#guarded.delete(name);
    for (const [, one] of this.#guarded) {
      const value = one.get(scaled.pivot);
      if (value !== undefined) add(one, scaled.vector, prime - value);
    }
    this.#pivots.set(scaled.pivot, this.#basis.push(scaled.vector) - 1);
    return true;
  }

  /** What it adds to what is printed, with 1 at its pivot. Nothing when it follows. */
  #scaled(variable: number): { readonly pivot: number; readonly vector: Vector } | undefined {
    const vector = this.#reduced(variable);
    const [pivot] = vector.keys();
    if (pivot === undefined) return undefined;
    const by = inverse(vector.get(pivot) ?? 1);
    return { pivot, vector: new Map([...vector].map(([column, value]) => [column, (value * by) % prime])) };
  }

  #lost({ pivot, vector }: { readonly pivot: number; readonly vector: Vector }): number[] {
    return [...this.#guarded].filter(([, one]) => one.has(pivot) && isMultiple(one, vector, one.get(pivot) ?? 0)).map(([name]) => name);
  }
}

function isMultiple(one: Vector, scaled: Vector, by: number): boolean {
  if (one.size !== scaled.size) return false;
  for (const [column, value] of scaled) if (one.get(column) !== (value * by) % prime) return false;
  return true;
}
