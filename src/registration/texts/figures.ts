/** Sentences of the public page with figures: B1 or simpler. */
import type { Texts } from "../../base/index.ts";
import { figuresEn } from "./figures-en.ts";
import { figuresNl } from "./figures-nl.ts";

/** Subjects of the page, by their place in its addresses. */
export const subjects = ["waarover", "door-wie", "wie", "school", "waar", "organisatie", "hoe", "gedaan", "geholpen"] as const;
export type Subject = (typeof subjects)[number];

export interface SubjectText {
  readonly heading: string;
  /** Under the heading: what the picture shows. */
  readonly explain: string;
  /** What a class of this subject is called, above the first column. */
  readonly column: string;
  /** The largest number: `most` when nothing is hidden, `mostShown` when something is. */
  readonly most: (name: string, count: string) => string;
  readonly mostShown: (name: string, count: string) => string;
}

export interface FiguresText {
  readonly title: string;
  readonly lead: string;
  readonly none: { readonly what: string; readonly next: string; readonly link: string };
  readonly madeUp: { readonly title: string; readonly what: string };
  readonly count: string;
  readonly share: string;
  readonly before: string;
  readonly hidden: string;
  /** A range that is published instead of a number. */
  readonly between: (min: string, max: string) => string;
  readonly percent: (share: number) => string;
  readonly year: (year: number) => string;
  readonly schoolYear: (year: number) => string;
  readonly quarter: (year: number, quarter: 1 | 2 | 3 | 4) => string;
  readonly quarterShort: (year: number, quarter: 1 | 2 | 3 | 4) => string;
  readonly otherPeriods: string;
  readonly about: (period: string) => string;
  readonly howMany: { readonly heading: string; readonly explain: string; readonly eachYear: string; readonly eachQuarter: string; readonly total: (period: string, count: string) => string; readonly before: (period: string, count: string) => string; readonly matters: (count: string) => string; readonly ofMatters: string; readonly column: string; readonly quarters: string; readonly years: string };
  readonly subjects: Readonly<Record<Subject, SubjectText>>;
  /** Beside a picture whose list of classes is not that of a year earlier. */
  readonly changedList: string;
  readonly helped: (share: number) => string;
  readonly numbers: string;
  /** Beside a picture without its many zeros. */
  readonly zeros: (count: string) => string;
  readonly picture: (heading: string, period: string, parts: string) => string;
  readonly gaps: { readonly heading: string; readonly small: (most: number) => string; readonly other: string; readonly marker: string; readonly never: string; readonly sentence: string };
  readonly how: { readonly heading: string; readonly parts: readonly string[] };
  readonly take: { readonly heading: string; readonly what: string; readonly json: (release: string) => string; readonly csv: string; readonly dictionary: string; readonly record: string; readonly tables: string; readonly tableOf: (names: string, period: string) => string; readonly made: (day: string) => string };
  readonly embed: { readonly heading: string; readonly what: string; readonly lines: string; readonly source: string };
  readonly notThere: string;
  readonly back: string;
  readonly all: string;
  readonly dimension: Readonly<Record<string, string>>;
}

export const figuresTexts: Texts<FiguresText> = { nl: figuresNl, en: figuresEn };
