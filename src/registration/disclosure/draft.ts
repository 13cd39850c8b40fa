/** What is asked for, as a release in which nothing is decided yet. */
import type { ProtectInput } from "./input.ts";
import type { CountedTable, Release } from "./shape.ts";

export const codesIn = (cell: CountedTable["cells"][number], total: string): Record<string, string> => Object.fromEntries(Object.entries(cell.codes).filter(([, code]) => code !== total));

/** Everything as a draft in which all is printed: what its system is made of. */
export const draftOf = ({ id, total, dims, tables, previous, meta }: ProtectInput, value: (cell: CountedTable["cells"][number], table: CountedTable) => number | null): Release => ({
  id,
  previous: previous.map((one) => one.id),
  total,
  dims: { ...dims },
  tables: tables.map((table) => ({ id: table.id, dims: [...table.dims], fixed: { ...table.fixed }, cells: table.cells.map((cell) => ({ ...codesIn(cell, total), value: value(cell, table) })) })),
  meta,
});

/** Tables and cells in one order, so that the same counts give the same bytes however they came. */
export function ordered(input: ProtectInput): ProtectInput {
  const nameOf = (cell: CountedTable["cells"][number], table: CountedTable): string => JSON.stringify(table.dims.map((dimension) => cell.codes[dimension] ?? ""));
  const byText = (a: string, b: string): number => (a < b ? -1 : 1);
  const tables = input.tables.map((table) => ({ ...table, cells: table.cells.toSorted((a, b) => byText(nameOf(a, table), nameOf(b, table))) })).toSorted((a, b) => byText(a.id, b.id));
  const dims = Object.fromEntries(Object.entries(input.dims).toSorted(([a], [b]) => byText(a, b)));
  return { ...input, dims, tables, previous: input.previous.toSorted((a, b) => byText(a.id, b.id)) };
}
