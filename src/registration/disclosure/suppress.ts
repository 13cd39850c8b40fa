/** Secondary suppression: which further numbers are left out, so that nothing guarded is a combination of what is printed. */
import { freely, Printing } from "./modular.ts";
import type { Relation } from "./system.ts";

export type Suppression = {
  readonly count: number;
  readonly relations: readonly Relation[];
  /** Printed whatever follows, because it was printed before. */
  readonly forced: readonly number[];
  readonly guarded: readonly number[];
  /** From important to unimportant: the first are printed first. */
  readonly candidates: readonly number[];
  /** What must be guarded too once this one is hidden. */
  readonly behind: (hidden: number) => readonly number[];
};

/** The candidates that are not printed. */
export function suppress({ count, relations, forced, guarded, candidates, behind }: Suppression): number[] {
  const printing = new Printing(freely(count, relations));
  for (const variable of forced) printing.print(variable);
  const isGuarded = new Set(guarded);
  for (const variable of guarded) printing.guard(variable);
  const hidden: number[] = [];
  for (const variable of candidates) {
    if (isGuarded.has(variable) || printing.print(variable)) continue;
    hidden.push(variable);
    for (const one of behind(variable)) {
      isGuarded.add(one);
      printing.guard(one);
    }
  }
  return hidden;
}
