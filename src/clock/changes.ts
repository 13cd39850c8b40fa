/** From what was noted about a term, in the order of noting, to what the calculation takes. Pure. */
import type { Day } from "../base/index.ts";
import type { Term, TermChange } from "./shape.ts";
import { plusDays } from "./zone.ts";

/** A line that was added to a term. `resume`: the first day that counts again, for pauses noted before it. */
export type NotedChange =
  | { readonly kind: "pause"; readonly from: Day; readonly to: Day | null }
  | { readonly kind: "resume"; readonly from: Day }
  | { readonly kind: "extension"; readonly by: Term };

function shortened(change: TermChange, resumed: Day): readonly TermChange[] {
  if (change.kind !== "pause" || (change.to !== undefined && change.to < resumed)) return [change];
  return change.from >= resumed ? [] : [{ ...change, to: plusDays(resumed, -1) }];
}

/** Lines only grow, so a resumption shortens the pauses before it: one that had not begun falls away. */
export function changesOf(noted: readonly NotedChange[]): readonly TermChange[] {
  let changes: readonly TermChange[] = [];
  for (const one of noted) {
    if (one.kind === "resume") changes = changes.flatMap((change) => shortened(change, one.from));
    else changes = [...changes, one.kind === "extension" ? one : { kind: "pause", from: one.from, to: one.to ?? undefined }];
  }
  return changes;
}
