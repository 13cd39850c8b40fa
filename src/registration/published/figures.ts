/** Everything that was ever printed, as one thing to look numbers up in. It knows printed cells only: a gap is a gap here too. */
import type { Cell, CellValue, PublishableRelease, ReleaseTable } from "../disclosure/index.ts";
import { classesOf, inOrder, totalIn, type Class } from "../publishing/classes.ts";
import { newestFirst, periodOf, type Period } from "./periods.ts";

/** `period` is a dimension as any other in a document; here it stands apart. */
const time = "period";
type Codes = Readonly<Record<string, string>>;

export type Row = Class & { readonly value: CellValue };

export interface Breakdown {
  readonly dimension: string;
  readonly period: Period;
  readonly rows: readonly Row[];
  /** The number that they are parts of, when it was printed in any table. */
  readonly total: CellValue | undefined;
}

export interface Figures {
  /** As published, oldest first. */
  readonly releases: readonly PublishableRelease[];
  /** Newest first. */
  readonly periods: readonly Period[];
  /** A printed cell, `null` for a gap, nothing where no table has this cell. */
  value(period: Period, codes: Codes): CellValue | undefined;
  /** One subject in one period; nothing when no table has it. */
  breakdown(period: Period, dimension: string): Breakdown | undefined;
  release(id: string): PublishableRelease | undefined;
}

export function totalOf(release: PublishableRelease, dimension: string): string | undefined {
  const known = release.dims[dimension];
  return known === undefined ? release.total : totalIn(known, release.total);
}

/** The classes of a dimension, each before what it is made of, without the total. */
export function classesIn(release: PublishableRelease, dimension: string): readonly Class[] {
  const known = release.dims[dimension];
  return known === undefined ? [] : inOrder(classesOf(known, release.total));
}

/** Where a cell stands: without its value, and without what means "all". */
export function codesOf(release: PublishableRelease, table: ReleaseTable, cell: Cell): Codes {
  const given = Object.entries({ ...table.fixed, ...cell }).filter((one): one is [string, string] => one[0] !== "value" && typeof one[1] === "string");
  return Object.fromEntries(given.filter(([dimension, code]) => code !== totalOf(release, dimension)));
}

const keyOf = (codes: Codes): string => JSON.stringify(Object.entries(codes).toSorted(([one], [other]) => (one < other ? -1 : 1)));

type Printed = { readonly cells: ReadonlyMap<string, CellValue>; readonly periods: readonly Period[] };

function printed(releases: readonly PublishableRelease[]): Printed {
  const cells = new Map<string, CellValue>();
  const periods = new Map<string, Period>();
  for (const release of releases) {
    for (const table of release.tables) {
      for (const cell of table.cells) {
        const codes = codesOf(release, table, cell);
        const key = keyOf(codes);
        // What is printed is frozen: the same cell is the same number everywhere, or it was never printed.
        if ((cells.get(key) ?? null) === null) cells.set(key, cell.value);
        const period = codes[time];
        if (period !== undefined && !periods.has(period)) periods.set(period, periodOf(period));
      }
    }
  }
  return { cells, periods: [...periods.values()].toSorted(newestFirst) };
}

export function figuresOf(releases: readonly PublishableRelease[]): Figures {
  const { cells, periods } = printed(releases);
  const value = (period: Period, codes: Codes): CellValue | undefined => cells.get(keyOf({ ...codes, [time]: period.code }));
  const classes = (dimension: string): readonly Class[] => {
    const newest = releases.findLast(({ dims }) => dims[dimension] !== undefined);
    return newest === undefined ? [] : classesIn(newest, dimension);
  };
  return {
    releases,
    periods,
    value,
    breakdown: (period, dimension) => {
      const rows = classes(dimension).flatMap((one): Row[] => {
        const found = value(period, { [dimension]: one.code });
        return found === undefined ? [] : [{ ...one, value: found }];
      });
      return rows.length === 0 ? undefined : { dimension, period, rows, total: value(period, {}) };
    },
    release: (id) => releases.find((one) => one.id === id),
  };
}

/** Whether two periods were printed by other classes of a subject, so that their numbers are no series. */
export function isBroken({ releases }: Pick<Figures, "releases">, dimension: string, one: Period, other: Period): boolean {
  const printedBy = ({ code }: Period): readonly string[] => {
    const release = releases.findLast(({ tables }) => tables.some(({ dims, fixed }) => dims.includes(dimension) && fixed?.[time] === code));
    return release === undefined ? [] : classesIn(release, dimension).map((each) => each.code);
  };
  return printedBy(one).toSorted().join(" ") !== printedBy(other).toSorted().join(" ");
}

/** What a picture shows: the finest classes that this period has, so that nothing is drawn twice. */
export function finest({ rows }: Pick<Breakdown, "rows">): readonly Row[] {
  const leaves = rows.filter(({ leaf }) => leaf);
  if (leaves.length > 0) return leaves;
  const deepest = Math.max(...rows.map(({ depth }) => depth));
  return rows.filter(({ depth }) => depth === deepest);
}

/** Largest printed number first; gaps stand last in the order of their list, so that their place tells nothing. */
export function largestFirst(rows: readonly Row[]): readonly Row[] {
  const size = ({ value }: Row): number => (typeof value === "number" ? value : -1);
  return rows.toSorted((one, other) => size(other) - size(one));
}

/** A part of the printed total in whole percents; nothing when one of the two is not printed. */
export function shareOf(value: CellValue | undefined, total: CellValue | undefined): number | undefined {
  return typeof value === "number" && typeof total === "number" && total > 0 ? Math.round((value / total) * 100) : undefined;
}
