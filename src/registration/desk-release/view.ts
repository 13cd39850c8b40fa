/** What a coordinator is shown of a release before it is published: every table, and why a number is not in it. Never the number itself. */
import type { ProtectionReport, Release, ReleaseTable } from "../disclosure/index.ts";
import { isMadeUp } from "../published/made-up.ts";
import { releaseFile, releaseIn } from "../publishing/previous.ts";
import type { ReleaseTableView, ReleaseView } from "../shape/releases.ts";
import type { PreparedContent } from "./content.ts";

const keyOf = (table: string, codes: Readonly<Record<string, string>>): string => JSON.stringify([table, ...Object.entries(codes).toSorted(([one], [other]) => (one < other ? -1 : 1))]);

function tableView({ id, dims, fixed = {}, cells }: ReleaseTable, why: ReadonlyMap<string, ProtectionReport["hidden"][number]["why"]>): ReleaseTableView {
  const rows = cells.map((cell) => {
    const codes: Readonly<Record<string, string>> = Object.fromEntries(dims.flatMap((subject) => (typeof cell[subject] === "string" ? [[subject, cell[subject]]] : [])));
    const value = typeof cell.value === "number" ? cell.value : null;
    const because = why.get(keyOf(id, { ...fixed, ...codes }));
    if ((value === null) !== (because !== undefined)) throw new Error("A gap of a release has no reason, or a number has one");
    return { codes, value, why: because ?? null };
  });
  return { id, dims: [...dims], fixed: { ...fixed }, rows };
}

export function documentIn({ id, files }: PreparedContent): Release {
  const release = releaseIn(new TextEncoder().encode(files[releaseFile(id)] ?? ""));
  if (release === undefined) throw new Error("What was prepared is no release");
  return release;
}

export function preparedView(content: PreparedContent): NonNullable<ReleaseView["prepared"]> {
  const release = documentIn(content);
  const { cells, printed, hidden } = content.report;
  const why = new Map(hidden.map((one) => [keyOf(one.table, one.codes), one.why]));
  return {
    threshold: release.meta.threshold,
    cells,
    printed,
    against: release.previous.length,
    changed: [...content.changed],
    withoutOrganisations: content.withoutOrganisations,
    madeUp: isMadeUp(release),
    tables: release.tables.map((table) => tableView(table, why)),
  };
}
