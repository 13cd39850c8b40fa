/** Periods, tables and codes of a release in words. */
import type { Language } from "../../../base/language.ts";
import type { ReleaseTableView } from "../../../registration/shape/releases.ts";
import { codeInWords } from "../../../registration/texts/codes.ts";
import type { DeskTexts } from "../../texts/index.ts";

export type Words = DeskTexts["release"];

export function periodInWords(words: Words, period: string): string {
  const [year = "", quarter] = period.split("-q");
  return quarter === undefined ? words.year(year) : words.quarter(year, quarter);
}

/** As the list of names has it, or as it is written. */
const named = (names: Readonly<Record<string, string>>, code: string): string => names[code] ?? code;

export const subjectInWords = (words: Words, subject: string): string => named(words.subjects, subject);

export function placeInWords(words: Words, language: Language, subject: string, code: string | undefined): string {
  if (code === undefined) return words.all;
  return subject === "linked" ? named({ yes: words.yes, no: words.no }, code) : codeInWords(subject, code, language);
}

export function tableInWords(words: Words, { dims, fixed }: ReleaseTableView): string {
  const subjects = dims.map((subject) => subjectInWords(words, subject)).join(" · ");
  const counted = fixed["count"] === "matters" ? `${subjects} (${words.matters})` : subjects;
  return words.tableOf(counted, periodInWords(words, fixed["period"] ?? ""));
}
