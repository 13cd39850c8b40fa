/** Periods and numbers as people read them. */
import type { FactField } from "../../../registration/rules/codes.ts";
import { codeInWords } from "../../counting/fields.tsx";
import type { Speech } from "../../speech.tsx";
import type { Shown } from "./scale.ts";

type Words = Pick<Speech, "t" | "language">;

export const locale = ({ language }: Words): string => (language === "nl" ? "nl-NL" : "en-GB");
export const written = (words: Words, count: number): string => new Intl.NumberFormat(locale(words)).format(count);
export const said = (words: Words, value: Shown): string => (value === null ? words.t.figures.hidden : written(words, value));

const yearOf = (period: string): string => period.slice(0, 4);
/** Without the zero in front. */
export const weekNumber = (week: string): string => String(Number(week.slice(6)));

/** `2027-W05`, `2027-03` or `2027-q1`; `short`: under a picture. */
export function periodInWords(words: Words, period: string, form: "short" | "long"): string {
  const { figures } = words.t;
  if (period.includes("W")) return form === "short" ? figures.shortWeek(weekNumber(period)) : figures.week(weekNumber(period), yearOf(period));
  if (period.includes("q")) return form === "short" ? figures.shortQuarter(period.slice(6), yearOf(period)) : figures.quarter(period.slice(6), yearOf(period));
  return new Intl.DateTimeFormat(locale(words), form === "short" ? { month: "short" } : { month: "long", year: "numeric" }).format(new Date(`${period}-15T12:00:00Z`));
}

/** What was not known is told from the reader's side, not from that of who counted. */
export function codeSaid({ t }: Words, field: FactField, code: string): string {
  return code === "unknown" ? t.figures.unknown : codeInWords(t, field, code);
}
