/** Numbers, periods and codes in words. Whatever a page, a picture or a table says of a number comes through here. */
import type { Language } from "../../base/index.ts";
import type { Directory } from "../../directory/index.ts";
import type { CellValue, PublishableRelease } from "../disclosure/index.ts";
import type { Period } from "../published/index.ts";
import { codeInWords } from "../texts/codes.ts";
import { figuresTexts, type FiguresText } from "../texts/figures.ts";

/** What every part of a page needs to know. */
export interface Seen {
  readonly language: Language;
  readonly text: FiguresText;
  readonly directory: Directory;
}

export const seenIn = (language: Language, directory: Directory): Seen => ({ language, text: figuresTexts[language], directory });

const locale = (language: Language): string => (language === "nl" ? "nl-NL" : "en-GB");

export const numberIn = (language: Language, value: number): string => new Intl.NumberFormat(locale(language)).format(value);

export function dayIn(language: Language, day: string): string {
  return new Intl.DateTimeFormat(locale(language), { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** A cell as it stands on the page: the number, a range, or the one marker that every gap has. */
export function cellIn({ language, text }: Seen, value: CellValue): string {
  if (value === null) return text.hidden;
  return typeof value === "number" ? numberIn(language, value) : text.between(numberIn(language, value.min), numberIn(language, value.max));
}

/** A number to draw, or nothing. */
export const drawn = (value: CellValue): number | undefined => (typeof value === "number" ? value : undefined);

export function nameIn({ language, directory }: Seen, dimension: string, code: string): string {
  if (dimension !== "organisation") return codeInWords(dimension, code, language);
  const known = directory.organisations().find(({ id }) => (id as string) === code) ?? directory.service(code);
  return known?.name[language] ?? codeInWords(dimension, code, language);
}

/** In the middle of a sentence: "januari tot en met maart 2027". */
export function periodIn({ text }: Seen, { kind, year, quarter, code }: Period): string {
  if (kind === "quarter" && quarter !== undefined) return text.quarter(year, quarter);
  if (kind === "year") return text.year(year);
  return kind === "school-year" ? text.schoolYear(year) : code;
}

/** In a list or under a picture. */
export function periodShort(seen: Seen, period: Period): string {
  return period.kind === "quarter" && period.quarter !== undefined ? seen.text.quarterShort(period.year, period.quarter) : periodIn(seen, period);
}

/** Numbers from 1 to this are never printed. */
export const largestHidden = (releases: readonly PublishableRelease[]): number => Math.max(1, ...releases.map(({ meta }) => meta.threshold - 1));

export const dimensionIn = ({ text }: Seen, dimension: string): string => text.dimension[dimension] ?? dimension;
