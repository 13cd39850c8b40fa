/** The release format: what a published release says, which is also all that an intruder needs. Documents that say more than this are refused. */
import { z } from "zod";

const code = z.string().min(1).max(100);
const sum = z.strictObject({ parent: code, children: z.array(code).min(1) });

/**
 * The classes of one subject. A plain list is flat: the release's `total` is the sum of the others. A hierarchy names its sums; what stands in
 * `sums` is a code also when `codes` does not repeat it. `total: null`: nothing adds these classes up.
 */
export const dimension = z.union([z.array(code).min(1), z.strictObject({ total: code.nullish(), codes: z.array(code), sums: z.array(sum).optional() })]);
export type Dimension = z.infer<typeof dimension>;

const count = z.int().nonnegative();
/** A whole number, hidden, or a range that is published instead. */
export const cellValue = z.union([count, z.null(), z.strictObject({ min: count, max: count })]);
/** A code for each dimension of the table; a dimension left out means its total. */
export const cell = z.object({ value: cellValue }).catchall(code);
export type CellValue = z.infer<typeof cellValue>;
export type Cell = { readonly value: CellValue } & { readonly [dimension: string]: string | CellValue };

export const releaseTable = z.strictObject({
  id: z.string().min(1),
  dims: z.array(z.string().min(1)),
  fixed: z.record(z.string(), code).optional(),
  rounding: z.strictObject({ base: z.int().positive(), kind: z.enum(["nearest", "adjacent"]) }).optional(),
  cells: z.array(cell),
});
export type ReleaseTable = Omit<z.infer<typeof releaseTable>, "cells"> & { readonly cells: readonly Cell[] };

/** `facts`: hash of the facts that were counted. `approvedBy`: how many people looked. */
export const releaseMeta = z.strictObject({ rules: z.string(), threshold: z.int().positive(), code: z.string(), facts: z.string(), made: z.iso.date(), approvedBy: z.int().nonnegative() });

export const release = z.strictObject({
  id: z.string().min(1),
  previous: z.array(z.string().min(1)),
  total: code.optional(),
  dims: z.record(z.string(), dimension),
  tables: z.array(releaseTable),
  meta: releaseMeta,
});
export type Release = Omit<z.infer<typeof release>, "tables"> & { readonly tables: readonly ReleaseTable[] };

declare const safe: unique symbol;
/** A release that withstood the attacks. Only `protect` makes one; pages and exports accept no other type. */
export type PublishableRelease = Release & { readonly [safe]: true };

/** What is to be counted and printed. */
export const specification = z.strictObject({
  id: z.string().min(1),
  threshold: z.int().min(2),
  total: code.optional(),
  dims: z.record(z.string(), dimension),
  tables: z.array(z.strictObject({ id: z.string().min(1), dims: z.array(z.string().min(1)), fixed: z.record(z.string(), code).optional() })).min(1),
  count: z.enum(["contacts", "matters"]),
  periods: z.array(code),
  sensitive: z.array(z.string()).optional(),
});
export type Specification = z.infer<typeof specification>;

/** One cell as counted. `parts`: how much of the count each organisation brought in. */
export type CountedCell = { readonly codes: Readonly<Record<string, string>>; readonly count: number; readonly parts?: Readonly<Record<string, number>> };
/** One table as counted: every cell that could be printed, also zeros. */
export type CountedTable = { readonly id: string; readonly dims: readonly string[]; readonly fixed: Readonly<Record<string, string>>; readonly cells: readonly CountedCell[] };
