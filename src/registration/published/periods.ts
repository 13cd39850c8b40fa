/** Periods as they are written in releases: `2027`, `2027-q1`, `2026-2027` (a school year). */
export type PeriodKind = "year" | "quarter" | "school-year" | "other";

export interface Period {
  readonly code: string;
  readonly kind: PeriodKind;
  readonly year: number;
  /** Only of a quarter. */
  readonly quarter?: 1 | 2 | 3 | 4;
}

export function periodOf(code: string): Period {
  const [, from, , quarter, to] = /^(\d{4})(-(?:[qQ]([1-4])|(\d{4})))?$/.exec(code) ?? [];
  if (from === undefined) return { code, kind: "other", year: 0 };
  const year = Number(from);
  if (quarter !== undefined) return { code, kind: "quarter", year, quarter: Number(quarter) as 1 | 2 | 3 | 4 };
  return { code, kind: to === undefined ? "year" : "school-year", year };
}

const longest: readonly PeriodKind[] = ["year", "school-year", "quarter", "other"];

/** Newest first; of what ends at the same time the longest first: a year before its quarters. */
export function newestFirst(one: Period, other: Period): number {
  const kinds = longest.indexOf(one.kind) - longest.indexOf(other.kind);
  if (one.kind === "other" && other.kind === "other") return one.code < other.code ? 1 : -1;
  return other.year - one.year || kinds || (other.quarter ?? 0) - (one.quarter ?? 0);
}

/** The same part of the year before. */
export function yearBefore({ year, kind, quarter }: Period): string | undefined {
  if (kind === "quarter") return `${year - 1}-q${quarter ?? 1}`;
  if (kind === "year") return `${year - 1}`;
  return kind === "school-year" ? `${year - 1}-${year}` : undefined;
}
