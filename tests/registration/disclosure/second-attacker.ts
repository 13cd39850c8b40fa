/**
 * An attacker who shares no code with the product: he writes the sums down his own way, and tries whole numbers. Only for few hidden cells.
 */
import type { Release } from "../../../src/registration/disclosure/index.ts";

type Sum = { total: string; parts: string[] };
type Line = { parent: string; children: string[] };
const mostHidden = 12;
/** Nothing in these tests is larger; a cell that could be is free enough. */
const large = 60;

function sumsOf(release: Release, name: string): { all: string | undefined; sums: Sum[] } {
  const dimension = release.dims[name];
  if (dimension === undefined) return { all: undefined, sums: [] };
  if (Array.isArray(dimension)) {
    const all = dimension.find((code) => code === release.total);
    return { all, sums: all === undefined ? [] : [{ total: all, parts: dimension.filter((code) => code !== all) }] };
  }
  return { all: dimension.total ?? undefined, sums: (dimension.sums ?? []).map(({ parent, children }) => ({ total: parent, parts: children })) };
}

/** Cells of all releases by a name of their own, and every line in which all cells were shown. */
export function read(releases: readonly Release[]): { values: Map<string, number | null>; lines: Line[] } {
  const values = new Map<string, number | null>();
  const sheets = new Map<string, Record<string, string>>();
  const nameOf = (where: Record<string, string>): string => Object.keys(where).toSorted().map((name) => `${name}:${where[name]}`).join(" ");
  for (const release of releases)
    for (const table of release.tables)
      for (const cell of table.cells) {
        const where: Record<string, string> = { ...table.fixed };
        for (const name of table.dims) if (typeof cell[name] === "string" && cell[name] !== sumsOf(release, name).all) where[name] = cell[name];
        const name = nameOf(where);
        sheets.set(name, where);
        if (typeof cell.value === "number" || !values.has(name)) values.set(name, typeof cell.value === "number" ? cell.value : (values.get(name) ?? null));
      }
  const lines = new Map<string, Line>();
  for (const release of releases)
    for (const dimension of Object.keys(release.dims)) {
      const { all, sums } = sumsOf(release, dimension);
      for (const { total, parts } of sums)
        for (const where of sheets.values()) {
          const here = where[dimension] ?? all;
          if (here !== total) continue;
          const rest = { ...where };
          delete rest[dimension];
          const line = { parent: nameOf(where), children: parts.map((code) => nameOf({ ...rest, [dimension]: code })) };
          if (line.children.every((child) => values.has(child))) lines.set(`${line.parent}>${line.children.join(",")}`, line);
        }
    }
  return { values, lines: [...lines.values()] };
}

/** True when whole numbers exist for all hidden cells, with one of them set. */
function canBe(open: Map<string, [number, number]>, values: Map<string, number | null>, lines: Line[]): boolean {
  const bounds = new Map([...open].map(([name, [low, high]]) => [name, [low, high] as [number, number]]));
  const of = (name: string): [number, number] => bounds.get(name) ?? [values.get(name) ?? 0, values.get(name) ?? 0];
  for (let moved = true; moved; ) {
    moved = false;
    for (const { parent, children } of lines) {
      const low = children.reduce((sum, child) => sum + of(child)[0], 0);
      const high = children.reduce((sum, child) => sum + of(child)[1], 0);
      const narrow = (name: string, least: number, most: number): boolean => {
        const [a, b] = of(name);
        const next: [number, number] = [Math.max(a, least), Math.min(b, most)];
        if (next[0] > next[1]) return false;
        if (next[0] !== a || next[1] !== b) {
          bounds.set(name, next);
          moved = true;
        }
        return true;
      };
      if (!narrow(parent, low, high)) return false;
      for (const child of children) {
        const [a, b] = of(child);
        if (!narrow(child, of(parent)[0] - (high - b), of(parent)[1] - (low - a))) return false;
      }
      if (moved) break;
    }
  }
  const next = [...bounds].filter(([, [low, high]]) => low < high).toSorted((a, b) => a[1][1] - a[1][0] - (b[1][1] - b[1][0]))[0];
  if (next === undefined) return true;
  const [name, [low, high]] = next;
  for (let value = low; value <= high; value++) if (canBe(new Map(bounds).set(name, [value, value]), values, lines)) return true;
  return false;
}

/** The smallest value of each hidden cell, and whether one that lies `width` higher (and is at least `width`) also fits; undefined where there are too many. */
export function tryAll(releases: readonly Release[], width: number): { name: string; low: number; isOpen: boolean; isWide: boolean }[] | undefined {
  const { values, lines } = read(releases);
  const hidden = [...values].filter(([, value]) => value === null).map(([name]) => name);
  if (hidden.length === 0 || hidden.length > mostHidden) return undefined;
  const start = new Map(hidden.map((name) => [name, [0, large] as [number, number]]));
  const fits = (name: string, low: number, high: number): boolean => canBe(new Map(start).set(name, [low, high]), values, lines);
  return hidden.map((name) => {
    let low = 0;
    while (low <= large && !fits(name, low, low)) low += 1;
    return { name, low, isOpen: fits(name, low + 1, large), isWide: fits(name, Math.max(width, low + width), large) };
  });
}
