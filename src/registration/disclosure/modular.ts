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
  readonly #basis: { readonly pivot: number; readonly vector: Vector }[] = [];
  readonly #guarded = new Map<number, Vector>();

  constructor(vectors: readonly Vector[]) {
    this.#vectors = vectors;
  }

  #reduced(variable: number): Vector {
    const vector: Vector = new Map(this.#vectors[variable]);
    for (const { pivot, vector: one } of this.#basis) {
      const value = vector.get(pivot);
      if (value !== undefined) add(vector, one, prime - value);
    }
    return vector;
  }

  /** True when it follows from what is printed so far. */
  follows(variable: number): boolean {
    return this.#reduced(variable).size === 0;
  }

  /** Guards a variable; says whether it is still possible. */
  guard(variable: number): boolean {
    const vector = this.#reduced(variable);
    if (vector.size > 0) this.#guarded.set(variable, vector);
    return vector.size > 0;
  }

  /** Prints it, unless something guarded would follow (`anyway`: even then, and guards it no more). Says whether it was printed. */
  print(variable: number, anyway = false): boolean {
    const vector = this.#reduced(variable);
    const [pivot] = vector.keys();
    if (pivot === undefined) return true;
    const by = inverse(vector.get(pivot) ?? 1);
    const scaled: Vector = new Map([...vector].map(([column, value]) => [column, (value * by) % prime]));
    const touched = [...this.#guarded].filter(([, one]) => one.has(pivot));
    const lost = touched.filter(([, one]) => isMultiple(one, scaled, one.get(pivot) ?? 0)).map(([name]) => name);
    if (lost.length > 0 && !anyway) return false;
    for (const name of lost) this.#guarded.delete(name);
    for (const [, one] of touched) add(one, scaled, prime - (one.get(pivot) ?? 0));
    this.#basis.push({ pivot, vector: scaled });
    return true;
  }
}

function isMultiple(one: Vector, scaled: Vector, by: number): boolean {
  if (one.size !== scaled.size) return false;
  for (const [column, value] of scaled) if (one.get(column) !== (value * by) % prime) return false;
  return true;
}
