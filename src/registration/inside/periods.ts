/** Which weeks a choice of quarters holds, what to set beside it, and how weeks are put together. Pure. */
import { quarterOf, thursdayOf, weeksIn, weekText } from "../facts/index.ts";

export type Per = "week" | "month" | "quarter";
export type Span = { readonly from: string; readonly until: string };

const index = (quarter: string): number => Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6)) - 1;
const quarterAt = (at: number): string => `${String(Math.floor(at / 4))}-q${String((at % 4) + 1)}`;

export const shifted = (quarter: string, by: number): string => quarterAt(index(quarter) + by);

export function quartersIn({ from, until }: Span): readonly string[] {
  return Array.from({ length: Math.max(0, index(until) - index(from) + 1) }, (_, at) => quarterAt(index(from) + at));
}

const weeksKnown = new Map<string, readonly string[]>();
export function weeksOfQuarter(quarter: string): readonly string[] {
  const known = weeksKnown.get(quarter);
  if (known !== undefined) return known;
  const year = Number(quarter.slice(0, 4));
  const weeks = Array.from({ length: weeksIn(year) }, (_, at) => weekText(year, at + 1)).filter((week) => quarterOf(week) === quarter);
  weeksKnown.set(quarter, weeks);
  return weeks;
}

/** Weeks of these quarters that are over: what arrives in a running week is counted when it is. */
export function weeksOver(span: Span, thisWeek: string): readonly string[] {
  return quartersIn(span).flatMap(weeksOfQuarter).filter((week) => week < thisWeek);
}

/** The last week that is over. */
export function lastOver(thisWeek: string): string {
  const quarter = quarterOf(thisWeek);
  return [...weeksOfQuarter(shifted(quarter, -1)), ...weeksOfQuarter(quarter)].findLast((week) => week < thisWeek) ?? thisWeek;
}

export function periodOf(week: string, per: Per): string {
  if (per === "week") return week;
  return per === "quarter" ? quarterOf(week) : thursdayOf(week).toISOString().slice(0, 7);
}

export type Beside = "nothing" | "before" | "year";

/**
 * The weeks to set beside these: of as many quarters earlier, and of a quarter that still runs no more weeks than are over in it.
 * Nothing when counting had not begun by then.
 */
export function weeksBeside(span: Span, { beside, first, thisWeek }: { readonly beside: Beside; readonly first: string | undefined; readonly thisWeek: string }): readonly string[] | undefined {
  if (beside === "nothing" || first === undefined) return undefined;
  const quarters = quartersIn(span);
  const back = beside === "year" ? 4 : quarters.length;
  if (index(span.from) - back < index(first)) return undefined;
  return quarters.flatMap((quarter) => {
    const all = weeksOfQuarter(quarter);
    const over = all.filter((week) => week < thisWeek).length;
    const then = weeksOfQuarter(shifted(quarter, -back));
    return over < all.length ? then.slice(0, over) : then;
  });
}
