/**
 * Sums that were opened lately, in memory. A key is the version of the row, which changes every time it is written: what is found is of
 * today. Whoever asks has listed the row first, under his own rights; nothing is found here that the database did not show him.
 */
import type { Context, Transaction } from "../../base/index.ts";
import { openBytes } from "../records/index.ts";
import { readSums, sizeOf } from "../rules/sums.ts";
import type { Sums } from "../rules/sums.ts";
import { sumsAt } from "./records.ts";
import type { ListedSums } from "./records.ts";

/** Five years of a network that has two hundred thousand contacts a year take some fifteen million. */
const most = 64_000_000;

const kept = new Map<string, Sums>();
let bytes = 0;

function keep(version: string, sums: Sums): void {
  kept.set(version, sums);
  bytes += sizeOf(sums);
  for (const [oldest, old] of kept) {
    if (bytes <= most || oldest === version) break;
    kept.delete(oldest);
    bytes -= sizeOf(old);
  }
}

/** What was asked for last goes last. */
function remembered(version: string): Sums | undefined {
  const found = kept.get(version);
  if (found === undefined) return undefined;
  kept.delete(version);
  kept.set(version, found);
  return found;
}

export type OpenSums = { readonly organisation: string; readonly quarter: string; readonly sums: Sums };

/** A row that was written anew since it was listed comes as it is now. */
export async function openedSums(context: Context, tx: Transaction, rows: readonly ListedSums[]): Promise<readonly OpenSums[]> {
  const found = rows.map((row) => ({ row, sums: remembered(row.version) }));
  const fresh = (await sumsAt(tx, found.filter(({ sums }) => sums === undefined).map(({ row }) => row))).map(({ organisation, quarter, version, sealed }): OpenSums => {
    const sums = readSums(openBytes(context, { table: "sums", organisation, at: quarter }, sealed));
    keep(version, sums);
    return { organisation, quarter, sums };
  });
  return [...found.flatMap(({ row: { organisation, quarter }, sums }) => (sums === undefined ? [] : [{ organisation, quarter, sums }])), ...fresh];
}
