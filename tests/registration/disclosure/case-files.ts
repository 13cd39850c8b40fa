/** The published test tables (cases/), as releases. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { release as releaseShape, type Release } from "../../../src/registration/disclosure/index.ts";

export type Codes = Record<string, string>;
export type CaseCell = Record<string, unknown> & { value: unknown; true?: number; primary?: boolean };
export type CaseRelease = Omit<Release, "tables" | "previous" | "meta"> & { previous?: string[]; tables: { id: string; dims: string[]; fixed?: Codes; cells: CaseCell[] }[] };
export type Case = {
  id: string;
  title: string;
  kind: string;
  release?: CaseRelease;
  releases?: CaseRelease[];
  expected: {
    intervals?: { cell: Codes; lo: number; hi: number }[];
    exact?: { cell: Codes; value: number }[];
    exactCount?: number;
    provenMinimum?: { secondaryCount?: number; secondaryCountAbove?: number };
    protectionIntervalMustContain?: { cell: Codes; lo: number; hi: number };
  };
};

const folder = join(import.meta.dirname, "cases");
export const cases = readdirSync(folder).toSorted().map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Case);
export const meta = { rules: "test", threshold: 5, code: "test", facts: "test", made: "2026-01-01", approvedBy: 2 };
const notDimensions = new Set(["true", "primary", "contributors", "largest"]);

/** A case as a published release: without what only a test may know. */
export function printed(one: CaseRelease): Release {
  const tables = one.tables.map((table) => ({ ...table, cells: table.cells.map((cell) => Object.fromEntries(Object.entries(cell).filter(([name]) => !notDimensions.has(name)))) }));
  return releaseShape.parse({ ...one, previous: one.previous ?? [], tables, meta }) as Release;
}

export const releasesOf = (one: Case): Release[] => (one.releases ?? (one.release === undefined ? [] : [one.release])).map(printed);
