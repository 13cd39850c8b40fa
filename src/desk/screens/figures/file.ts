/** Figures as a file for a spreadsheet: made in the browser, from what is on the screen. */
import { csvCell } from "../../dossier/files.ts";
import { saveFile } from "../../parts/save-file.ts";
import { measureNames } from "../../../registration/rules/measures.ts";
import type { FiguresAnswer } from "../../../registration/shape/figures.ts";
import type { Speech } from "../../speech.tsx";
import { shownFields } from "./asking.ts";
import type { Whose } from "./asking.ts";
import type { Shown } from "./scale.ts";
import { codeSaid, periodInWords } from "./words.ts";

type Words = Pick<Speech, "t" | "language">;

/** A number without points, and what is not shown as an empty field: always the same. */
const plain = (value: Shown): string => (value === null ? "" : String(value));

export function figuresAsCsv(words: Words, whose: Whose, { series, fields, measures, total, beside, through }: FiguresAnswer): string {
  const { figures } = words.t;
  const row = (subject: string, what: string, { count, before }: { readonly count: Shown; readonly before: Shown }): readonly string[] => [subject, what, plain(count), ...(beside === null ? [] : [plain(before)])];
  const all = whose === "own" ? figures.heading : figures.networkHeading;
  const rows = [
    [figures.column.subject, figures.column.what, figures.now, ...(beside === null ? [] : [figures.before])],
    row(all, through, total),
    ...series.map((one) => row(all, periodInWords(words, one.period, "long"), one)),
    ...shownFields.flatMap((field) => fields[field].map((one) => row(figures.fields[field], codeSaid(words, field, one.code), one))),
    ...(measures === null ? [] : measureNames.flatMap((measure) => measures[measure].map((one) => row(figures.measures[measure].heading, (figures.measures[measure].answers as Readonly<Record<string, string>>)[one.answer] ?? one.answer, one)))),
  ];
  return `\uFEFF${rows.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

export const saveCsv = (name: string, text: string): void => saveFile(`${name}.csv`, text, "text/csv;charset=utf-8");
