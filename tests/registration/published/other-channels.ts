/**
 * Attack H: whatever leaves the system by any route, collected and read back. Shares no code with the pages: numbers are found in the
 * text, in the words for screen readers, in the lengths of bars and in files, and each must be printed or follow from what is printed.
 */
import type { Release, ReleaseTable } from "../../../src/registration/disclosure/index.ts";

const total = "T";
type Cells = ReadonlyMap<string, number | null>;

const keyOf = (codes: Readonly<Record<string, string>>): string =>
  Object.entries(codes)
    .filter(([, code]) => code !== total)
    .map(([dimension, code]) => `${dimension}=${code}`)
    .toSorted()
    .join("&");

function codesIn(table: ReleaseTable, cell: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...table.fixed, ...cell }).flatMap(([name, code]) => (name !== "value" && typeof code === "string" ? [[name, code]] : [])));
}

export function printedCells(releases: readonly Release[]): Cells {
  const cells = new Map<string, number | null>();
  for (const release of releases) for (const table of release.tables) for (const cell of table.cells) cells.set(keyOf(codesIn(table, cell)), typeof cell.value === "number" ? cell.value : null);
  return cells;
}

/** Printed numbers, and shares of a printed part in the printed total of its period. */
function followsFrom(cells: Cells): Set<number> {
  const known = new Set<number>();
  for (const [key, value] of cells) {
    if (value === null) continue;
    known.add(value);
    const period = /period=[^&]+/.exec(key)?.[0] ?? "";
    const all = cells.get(period);
    if (typeof all === "number" && all > 0) known.add(Math.round((100 * value) / all));
  }
  return known;
}

/** Numbers that say nothing about anybody: years, quarters, "1 to 4", days on which a release was made, hundred, marks on an axis. */
function isPlain(value: number, releases: readonly Release[]): boolean {
  const made = releases.flatMap(({ meta }) => meta.made.split("-").map(Number));
  const years = releases.flatMap(({ tables }) => tables.map(({ fixed }) => Number(fixed?.["period"]?.slice(0, 4))));
  return value <= 4 || value === 100 || made.includes(value) || years.includes(value);
}

const isMark = (value: number): boolean => /^[125]0*$/.test(String(value));

const unescaped = (html: string): string => html.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll("&#39;", "'");
const mainOf = (html: string): string => unescaped(/<main\b[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "");

/** Everything that is said: text, and the words for who cannot see a picture. Addresses and code to copy are looked at apart. */
export function saidIn(html: string): string {
  const main = mainOf(html).replaceAll(/<code[\s\S]*?<\/code>/g, " ");
  const spoken = [...main.matchAll(/aria-label="([^"]*)"/g)].map(([, words]) => words ?? "");
  return [main.replaceAll(/<[^>]+>/g, " "), ...spoken].join(" ");
}

const numbersIn = (text: string): readonly number[] => (text.match(/\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+/g) ?? []).map((one) => Number(one.replaceAll(/[.,]/g, "")));

/** Numbers on a page that are neither printed nor follow from what is printed. */
export function strangeNumbers(html: string, releases: readonly Release[]): readonly number[] {
  const known = followsFrom(printedCells(releases));
  return numbersIn(saidIn(html)).filter((value) => !known.has(value) && !isPlain(value, releases) && !isMark(value));
}

/** Lengths of the bars of a picture, in percent. */
export const barsIn = (html: string, section: string): readonly number[] =>
  [...(new RegExp(`<section id="${section}">([\\s\\S]*?)</section>`).exec(html)?.[1] ?? html).matchAll(/<rect class="chart__bar"[^>]* width="([\d.]+)%"/g)].map(([, width]) => Number(width));

/** How often a place without a number is drawn among bars, and in how many shapes. Where it stands is the place of its row. */
export function gapsIn(html: string): { readonly count: number; readonly shapes: number } {
  const gaps = [...html.matchAll(/<line class="chart__gap" x1="0"([^>]*)>/g)].map(([, shape = ""]) => shape.replaceAll(/ (?:y1|y2)="[^"]*"/g, ""));
  return { count: gaps.length, shapes: new Set(gaps).size };
}

/** A CSV of ours as cells. */
export function cellsOfCsv(csv: string): Cells {
  const [head = [], ...rows] = csv.trimEnd().split("\r\n").map((line) => line.split(","));
  return new Map(
    rows.map((row) => {
      const codes = Object.fromEntries(head.slice(0, -1).flatMap((name, at) => (row[at] === "" ? [] : [[name, row[at] ?? ""]])));
      const value = row.at(-1) ?? "";
      return [keyOf(codes), value === "" ? null : Number(value)];
    }),
  );
}
