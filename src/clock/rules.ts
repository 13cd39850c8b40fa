/** Pure decisions about closing days. */
import { type Day, ok, refused, type Result } from "../base/index.ts";
import type { ClosingChange, DaySpan } from "./shape.ts";
import { daysBetween } from "./zone.ts";

/** Days between the first and the last of one closing. */
const longest = 365;

/**
 * The closing days after a change, or why not: `day-passed` (what was is not rewritten: only days from today on are closed,
 * and only a closing that has not begun is taken back), `already-there`, `not-found`, `input-invalid`.
 */
export function closingsAfter(closings: readonly DaySpan[], change: ClosingChange, today: Day): Result<readonly DaySpan[]> {
  if (change.kind === "open") {
    if (!closings.some(({ from }) => from === change.from)) return refused("not-found");
    return change.from < today ? refused("day-passed") : ok(closings.filter(({ from }) => from !== change.from));
  }
  const { from, to } = change;
  if (to < from || daysBetween(from, to) > longest) return refused("input-invalid", { to: "field-wrong-form" });
  if (from < today) return refused("day-passed", { from: "day-passed" });
  if (closings.some((one) => one.from <= to && one.to >= from)) return refused("already-there", { from: "already-there" });
  return ok([...closings, { from, to }].toSorted((one, other) => (one.from < other.from ? -1 : 1)));
}
