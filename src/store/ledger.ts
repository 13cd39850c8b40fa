/**
 * The ledger of deletions (`security.md` 2.7): an append-only, hash-chained file outside database and backups,
 * `<data>/ledger/deletions.jsonl`. A restore replays it, so that what was deleted does not come back; it holds random
 * ids and kinds only. The database keeps how far the ledger had come, so that a shortened one is noticed.
 */
import { createHash } from "node:crypto";
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Transaction } from "../base/index.ts";
import { sql } from "kysely";

export type LedgerEntry = { readonly seq: number; readonly kind: string; readonly id: string; readonly hash: string };
export type Ledger = { readonly installation: string; readonly entries: readonly LedgerEntry[]; readonly head: string };

export class LedgerDamaged extends Error {
  constructor(detail: string) {
    super(`${detail} Put back your copy of the folder \`ledger\`: without it, what people deleted could come back.`);
    this.name = "LedgerDamaged";
  }
}

const kindForm = /^[a-z][a-z0-9-]{0,39}$/;
const idForm = /^[A-Za-z0-9_-]{1,80}$/;
const fileOf = (data: string): string => join(data, "ledger", "deletions.jsonl");
const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");
const firstLine = (installation: string): string => JSON.stringify({ ledger: 1, installation });
const linkOf = (previous: string, seq: number, kind: string, id: string): string => sha256(`${previous}\n${seq}\n${kind}\n${id}`);

/** Whole lines only: what a crash left half written was never confirmed. */
function wholeLines(text: string): string[] {
  return text.split("\n").slice(0, -1);
}

function entryFrom(line: string, previous: { seq: number; hash: string }): LedgerEntry {
  const { seq, kind, id, hash } = JSON.parse(line) as LedgerEntry;
  if (seq !== previous.seq + 1 || hash !== linkOf(previous.hash, seq, kind, id)) throw new LedgerDamaged(`Entry ${previous.seq + 1} of the ledger was altered.`);
  return { seq, kind, id, hash };
}

/** Reads and checks the whole ledger; undefined when there is none. Throws `LedgerDamaged`. */
export function readLedger(data: string): Ledger | undefined {
  const file = fileOf(data);
  if (!existsSync(file)) return undefined;
  const [first = "", ...rest] = wholeLines(readFileSync(file, "utf8"));
  try {
    const { installation } = JSON.parse(first) as { installation: string };
    const entries: LedgerEntry[] = [];
    for (const line of rest) entries.push(entryFrom(line, entries.at(-1) ?? { seq: 0, hash: sha256(first) }));
    return { installation, entries, head: entries.at(-1)?.hash ?? sha256(first) };
  } catch (error) {
    throw error instanceof LedgerDamaged ? error : new LedgerDamaged("The ledger cannot be read.");
  }
}

function append(file: string, line: string): number {
  const descriptor = openSync(file, "a", 0o600);
  try {
    writeSync(descriptor, `${line}\n`);
    fsyncSync(descriptor);
    return fstatSync(descriptor).size;
  } finally {
    closeSync(descriptor);
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Starts a ledger where there is none. */
export function startLedger(data: string, installation: string): void {
  const file = fileOf(data);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  append(file, firstLine(installation));
  syncFolder(dirname(file));
  syncFolder(data);
}

type Tail = { readonly size: number; readonly seq: number; readonly hash: string };
const tails = new Map<string, Tail>();

/** The end of the ledger, read again when somebody else wrote to it. */
function tailOf(file: string, data: string): Tail {
  const descriptor = openSync(file, "r+");
  try {
    const known = tails.get(file);
    if (known?.size === fstatSync(descriptor).size) return known;
    const text = readFileSync(file, "utf8");
    const size = Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1));
    ftruncateSync(descriptor, size);
    const ledger = readLedger(data);
    if (ledger === undefined) throw new LedgerDamaged("The ledger is gone.");
    return { size, seq: ledger.entries.length, hash: ledger.head };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes down that something is deleted, on the disk before this resolves: call it inside the transaction that deletes.
 * When that transaction fails after all, the entry stays: the person asked for it, and a restore may delete it.
 */
export async function recordDeletion(tx: Transaction, data: string, what: { readonly kind: string; readonly id: string }): Promise<void> {
  if (!kindForm.test(what.kind) || !idForm.test(what.id)) throw new Error("The ledger holds kinds and random ids only");
  const file = fileOf(data);
  if (!existsSync(file)) throw new LedgerDamaged("The ledger is missing.");
  const tail = tailOf(file, data);
  const seq = tail.seq + 1;
  const hash = linkOf(tail.hash, seq, what.kind, what.id);
  tails.set(file, { seq, hash, size: append(file, JSON.stringify({ seq, kind: what.kind, id: what.id, hash })) });
  await sql`select gehoord_ledger_reached(${seq}, ${hash})`.execute(tx.sql);
}

/** True when the ledger goes at least as far as the database says, along the same way. */
export function reaches(ledger: Ledger, marker: { readonly entries: number; readonly head: string }): boolean {
  if (marker.entries === 0) return true;
  return ledger.entries[marker.entries - 1]?.hash === marker.head;
}
