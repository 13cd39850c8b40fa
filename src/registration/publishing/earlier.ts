/** What earlier releases counted, as far as it is still known: the attacks on a new release are then made with the truth. */
import type { CountedTable, Release } from "../disclosure/shape.ts";
import { classesOf } from "./classes.ts";
import { countCells } from "./count.ts";
import type { Cube } from "./cube.ts";
import type { Counted, Plan } from "./specification.ts";

const countingOf = (fixed: Readonly<Record<string, string>>): Counted => (fixed["count"] === "matters" ? "matters" : "contacts");

/** Tables of quarters that are not known any more, or of subjects that are read from a field nobody remembers, are left out. */
export function earlierTables(plan: Plan, releases: readonly Release[], cubes: ReadonlyMap<string, Cube>): readonly CountedTable[] {
  return releases.flatMap((release) => {
    const classes = new Map(Object.entries(release.dims).map(([subject, dimension]) => [subject, classesOf(dimension, release.total)]));
    const then: Plan = { ...plan, dims: release.dims, classes };
    const codes = new Set(release.tables.flatMap(({ fixed = {} }) => fixed["period"] ?? []));
    const isKnown = [...codes].every((period) => (classes.get("period")?.upward === undefined ? false : [...(classes.get("period")?.leaves ?? [])].filter((quarter) => classes.get("period")?.upward.get(quarter)?.includes(period)).every((quarter) => cubes.has(quarter))));
    if (!isKnown) return [];
    return release.tables.flatMap((table) => {
      const fixed = table.fixed ?? {};
      const subjects = [...table.dims, ...Object.keys(fixed)].filter((subject) => subject !== "count");
      if (subjects.some((subject) => plan.columns[subject] === undefined)) return [];
      return [countCells(then, { id: `${release.id} ${table.id}`, dims: table.dims, fixed, count: countingOf(fixed), cells: table.cells }, cubes)];
    });
  });
}
