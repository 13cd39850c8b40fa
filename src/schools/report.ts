/** The difference report of an import, in words for an operator. */
import type { ImportReport } from "./shape.ts";

/** Longer lists are cut, except the refused rows: the whole of them is in the report itself (`--json`). */
const most = 20;

function listed(title: string, lines: readonly string[], shown = most): readonly string[] {
  if (lines.length === 0) return [];
  const rest = lines.length > shown ? [`  … and ${lines.length - shown} more`] : [];
  return [`${title}:`, ...lines.slice(0, shown).map((line) => `  ${line}`), ...rest];
}

/** Totals first, then every refused row with line and reason, then what changed. */
export function importReportInWords(report: ImportReport): string {
  const { rows, added, changed, unchanged, gone, refused, placeholders } = report;
  return [
    `${rows} rows read: ${added.length} added, ${changed.length} changed, ${unchanged} unchanged, ${gone.length} gone, ${refused.length} refused`,
    ...listed("Refused", refused.map(({ line, because, location }) => `row ${line}: ${because}${location === null ? "" : ` (${location})`}`), refused.length),
    ...listed("Gone from the file, kept and marked", gone),
    ...listed("Changed", changed.map(({ location, fields }) => `${location}: ${fields.join(", ")}`)),
    ...listed("Names that are only a place-holder", placeholders),
  ].join("\n");
}
