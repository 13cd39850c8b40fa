/** Everything that stands in a database, as whoever steals it has it: every table, every column, as PostgreSQL writes it. */
import { join } from "node:path";
import { newCaseIdentity } from "../../src/envelope/index.ts";
import type { Clock, Secrets } from "../../src/base/index.ts";
import { readBackup, writeBackup } from "../../src/ops/index.ts";
import type { Store } from "../../src/store/index.ts";
import { newFolder } from "../support/installations.ts";

export type Row = Readonly<Record<string, string | null>>;
export type WholeDump = Readonly<Record<string, readonly Row[]>>;

export async function dumpOf(db: Store, { clock, secrets }: { readonly clock: Clock; readonly secrets: Secrets }): Promise<WholeDump> {
  const thief = await newCaseIdentity();
  const file = join(newFolder(), "stolen.backup");
  await writeBackup(db, { file, recipients: [thief.recipient], secrets, clock, version: "test" });
  return tablesIn(file, thief.identity);
}

/** What a backup holds. */
export async function tablesIn(file: string, identity: string): Promise<WholeDump> {
  const tables: Record<string, Row[]> = {};
  await readBackup(file, identity, {
    rows: async ({ table, columns }, rows) => {
      (tables[table] ??= []).push(...rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]))));
    },
  });
  return tables;
}

/** A `bytea` as PostgreSQL writes it. */
export const bytesIn = (text: string | null | undefined): Uint8Array => new Uint8Array(Buffer.from((text ?? "").replace(/^\\x/, ""), "hex"));

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) yield* textsIn(one);
}

/** Every value of the dump that has as many bytes: whole columns, and words inside JSON, also written in base64url or hex. */
export function valuesOf(dump: WholeDump, length: number): Uint8Array[] {
  const found = new Map<string, Uint8Array>();
  const add = (bytes: Uint8Array): unknown => bytes.length === length && found.set(Buffer.from(bytes).toString("hex"), bytes);
  for (const cell of Object.values(dump).flat().flatMap((row) => Object.values(row))) {
    if (cell === null) continue;
    if (cell.startsWith("\\x")) add(bytesIn(cell));
    for (const word of cell.startsWith("{") || cell.startsWith("[") || cell.startsWith('"') ? textsIn(parsed(cell)) : [cell]) {
      if (/^[A-Za-z0-9_-]+$/.test(word)) add(new Uint8Array(Buffer.from(word, "base64url")));
      if (/^[0-9a-f]+$/.test(word)) add(new Uint8Array(Buffer.from(word, "hex")));
    }
  }
  return [...found.values()];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
