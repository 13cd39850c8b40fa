/** What is asked of disclosure control, checked before anything is counted on: every refusal says where. */
import { certain } from "./certain.ts";
import { evidenceOf } from "./evidence.ts";
import { hierarchyOf, isChanged, isCircular } from "./hierarchy.ts";
import { release as releaseShape, type CountedTable, type Dimension, type PublishableRelease, type Release } from "./shape.ts";
import type { Why } from "./sensitive.ts";

export type ProtectInput = {
  readonly id: string;
  /** The code that means "all". */
  readonly total: string;
  readonly dims: Readonly<Record<string, Dimension>>;
  readonly tables: readonly CountedTable[];
  readonly threshold: number;
  /** Subjects that say something about a person: topic, outcome, role. */
  readonly sensitive: readonly string[];
  readonly previous: readonly Release[];
  /** The counts behind what earlier releases hid, when they can still be counted: the attacks are then made with the truth, otherwise with numbers that fit. */
  readonly earlier?: readonly CountedTable[];
  readonly meta: Release["meta"];
};

export type Because = "table-too-fine" | "hierarchy-changed" | "previous-missing" | "previous-altered" | "cannot-be-protected" | "input-invalid";
export type Refusal = { readonly ok: false; readonly because: Because; readonly where: string };
export type HiddenCell = { readonly table: string; readonly codes: Readonly<Record<string, string>>; readonly why: Why };
/** `sensitive`: cells that must be hidden for their own sake. */
export type ProtectionReport = { readonly cells: number; readonly printed: number; readonly sensitive: number; readonly hidden: readonly HiddenCell[]; readonly rounds: number; readonly witnesses: number };
export type Protected = { readonly ok: true; readonly release: PublishableRelease; readonly report: ProtectionReport } | Refusal;

export const refuse = (because: Because, where: string): Refusal => ({ ok: false, because, where });

/** Subjects that one table may cross, besides what is fixed for all of it. */
const mostSubjects = 3;

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

function tableFault({ id, dims }: ProtectInput, table: CountedTable, classes: ReadonlyMap<string, ReadonlySet<string>>): Refusal | undefined {
  const where = `${id}/${table.id}`;
  if (table.cells.length === 0) return refuse("input-invalid", `${where}: no cells`);
  if (table.dims.length > mostSubjects) return refuse("table-too-fine", where);
  const unknown = table.dims.find((name) => dims[name] === undefined);
  if (unknown !== undefined) return refuse("input-invalid", `${where}: ${unknown}`);
  for (const [at, { codes, count, parts }] of table.cells.entries()) {
    const cell = `${where}/${at + 1}`;
    if (!isCount(count)) return refuse("input-invalid", cell);
    const shares = Object.values(parts ?? {});
    if (!shares.every(isCount) || shares.reduce((sum, one) => sum + one, 0) > count) return refuse("input-invalid", cell);
    for (const [name, code] of Object.entries(codes)) {
      if (!table.dims.includes(name) || !certain(classes.get(name)).has(code)) return refuse("input-invalid", `${cell}: ${name} ${code}`);
    }
  }
  return undefined;
}

function dimensionFault({ id, total, dims, previous }: ProtectInput): Refusal | undefined {
  for (const [name, dimension] of Object.entries(dims)) {
    const now = hierarchyOf(dimension, total);
    if (isCircular(now)) return refuse("input-invalid", `${id}: ${name}`);
    for (const one of previous) {
      const before = one.dims[name];
      if (before !== undefined && isChanged(hierarchyOf(before, one.total), now)) return refuse("hierarchy-changed", `${one.id}: ${name}`);
    }
  }
  return undefined;
}

function previousFault({ id, previous }: ProtectInput): Refusal | undefined {
  const ids = previous.map((one) => one.id);
  if (ids.includes(id)) return refuse("input-invalid", id);
  const twice = ids.find((one, at) => ids.indexOf(one) !== at);
  if (twice !== undefined) return refuse("input-invalid", twice);
  for (const one of previous) {
    if (!releaseShape.safeParse(one).success) return refuse("previous-altered", one.id);
    const missing = one.previous.find((name) => !ids.includes(name));
    if (missing !== undefined) return refuse("previous-missing", missing);
  }
  const [altered] = evidenceOf(previous, false).altered;
  return altered === undefined ? undefined : refuse("previous-altered", altered.release);
}

export function fault(input: ProtectInput): Refusal | undefined {
  if (!Number.isInteger(input.threshold) || input.threshold < 2) return refuse("input-invalid", "threshold");
  if (input.tables.length === 0) return refuse("input-invalid", `${input.id}: no tables`);
  const names = input.tables.map(({ id }) => id);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return refuse("input-invalid", `${input.id}/${twice}`);
  const classes = new Map(Object.entries(input.dims).map(([name, dimension]) => [name, hierarchyOf(dimension, input.total).codes]));
  for (const table of input.tables) {
    const found = tableFault(input, table, classes);
    if (found !== undefined) return found;
  }
  return previousFault(input) ?? dimensionFault(input);
}

