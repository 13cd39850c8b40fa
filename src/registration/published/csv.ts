/** A published table as CSV (RFC 4180): a column a dimension, and the value. What is hidden is an empty field, always the same. */
import { codesOf } from "./figures.ts";
import type { CellValue, PublishableRelease, ReleaseTable } from "../disclosure/index.ts";

/** A field as it stands in such a file. */
export const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const valueText = (value: CellValue): string => (value === null ? "" : typeof value === "number" ? String(value) : `${value.min}-${value.max}`);

export function tableAsCsv(release: PublishableRelease, table: ReleaseTable): string {
  const dimensions = [...Object.keys(table.fixed ?? {}), ...table.dims];
  const rows = table.cells.map((cell) => {
    const codes = codesOf(release, table, cell);
    return [...dimensions.map((dimension) => codes[dimension] ?? ""), valueText(cell.value)];
  });
  return [[...dimensions, "value"], ...rows].map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}
