/** Everything a visitor's transaction may do with cases: only through functions of the database, found by what a code looks up. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { CaseState, Outcome } from "../rules.ts";
import type { NoticeHours, PieceKind } from "../shape.ts";
import { handed, type Held, type NewHold } from "./kept-out.ts";

/** One row or none. */
async function one<Row>(query: Promise<{ readonly rows: readonly Row[] }>): Promise<Row | undefined> {
  return (await query).rows[0];
}

export type Settings = { readonly installation: string; readonly salt: Uint8Array };

export async function settings(tx: Transaction): Promise<Settings> {
  const row = await one(sql<Settings>`select installation::text as installation, salt from settings`.execute(tx.sql));
  if (row === undefined) throw new Error("This database has no settings: it was never set up");
  return row;
}

/** A piece as it is handed to the database; bytes are base64. */
export type NewPiece = {
  readonly id: string;
  readonly kind: PieceKind;
  readonly sequence: number;
  readonly sealed: string;
  readonly key: string;
  readonly upload?: string | undefined;
  readonly epoch?: number | undefined;
};

export type NewReport = {
  readonly case: string;
  readonly organisation: string;
  readonly team: string;
  readonly dueDay: Day;
  readonly halfDay: Day;
  readonly urgent: boolean;
  readonly hour: string;
  readonly today: Day;
  readonly hash: string;
  readonly lookup: string;
  readonly recipient: string;
  readonly signKey: string;
  readonly epoch: number;
  readonly teamWrap: string;
  readonly reporterWrap: string;
  readonly pieces: readonly NewPiece[];
  readonly uploads: readonly string[];
  readonly mostBytes: number;
  readonly notice?: { readonly sealed: string; readonly hours: NoticeHours };
};

export type Received = { readonly done: "stored" | "same" | "different" | "file-incomplete" | "files-too-many"; readonly dueDay: Day; readonly team: string };

export async function receive(tx: Transaction, report: NewReport): Promise<Received> {
  const row = await one(sql<{ answer: Received }>`select gehoord_receive(${JSON.stringify(report)}::jsonb) as answer`.execute(tx.sql));
  if (row === undefined) throw new Error("gehoord_receive gave no answer");
  return row.answer;
}

/** `held`: of what was stored now. */
export type ReceivedWhole = Received & { readonly held?: Held };

/** A first report with the term of its answer and those who hold it, in one trip: the embedded engine answers one question at a time. */
export async function receiveWhole(tx: Transaction, report: NewReport, term: object, { to, forTeam, wraps }: Omit<NewHold, "case">): Promise<ReceivedWhole> {
  const hold = { ...to, forTeam, wraps: handed(wraps) };
  const row = await one(sql<{ answer: ReceivedWhole }>`select gehoord_receive_report(${JSON.stringify(report)}::jsonb, ${JSON.stringify(term)}::jsonb, ${JSON.stringify(hold)}::jsonb) as answer`.execute(tx.sql));
  if (row === undefined) throw new Error("gehoord_receive_report gave no answer");
  return row.answer;
}

/** What was promised to exactly this report when it came in the first time. `hash` in base64. */
export function received(tx: Transaction, caseId: string, hash: string): Promise<{ readonly team: string; readonly due_day: Day } | undefined> {
  return one(sql<{ team: string; due_day: Day }>`select * from gehoord_received(${caseId}, decode(${hash}, 'base64'))`.execute(tx.sql));
}

export type CaseOfCode = {
  readonly id: string;
  readonly organisation: string;
  readonly team: string;
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly due_day: Day;
  readonly half_day: Day;
  readonly urgent: boolean;
  readonly epoch: number;
  readonly sign_public: Uint8Array;
  readonly wrapped: Uint8Array;
  /** A worker opened it. */
  readonly opened: boolean;
  readonly notice: boolean;
  /** A new epoch of the shared chain must begin before anything is written. */
  readonly due: boolean;
  /** The name of this code's wraps. */
  readonly holder: string;
};

/** `held`: nobody else changes the case before this transaction ends. */
export function caseOf(tx: Transaction, lookup: Uint8Array, held: boolean): Promise<CaseOfCode | undefined> {
  return one(sql<CaseOfCode>`select * from gehoord_case_of(${lookup}, ${held})`.execute(tx.sql));
}

export type PieceRow = {
  readonly id: string;
  readonly chain: "shared" | "desk";
  readonly kind: PieceKind;
  readonly sender: string;
  readonly sequence: number;
  readonly sealed: Uint8Array;
  readonly key: Uint8Array;
  readonly hash: Uint8Array;
  readonly upload: string | null;
  readonly day: Day;
  readonly epoch: number;
};

export async function conversation(tx: Transaction, lookup: Uint8Array): Promise<readonly PieceRow[]> {
  return (await sql<PieceRow>`select 'shared' as chain, c.* from gehoord_conversation(${lookup}) c`.execute(tx.sql)).rows;
}

/** From which day to which the promise behind a code moved last, because a calendar changed. */
export async function movedPromise(tx: Transaction, lookup: Uint8Array): Promise<{ readonly from_day: Day | null; readonly to_day: Day | null } | undefined> {
  return one(sql<{ from_day: Day | null; to_day: Day | null }>`select from_day, to_day from gehoord_moved_promise(${lookup})`.execute(tx.sql));
}

export type NewWriting = {
  readonly pieces: readonly NewPiece[];
  readonly uploads: readonly string[];
  readonly mostBytes: number;
  readonly today: Day;
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly urgent: boolean;
  readonly dueDay: Day;
  readonly halfDay: Day;
};

export async function write(tx: Transaction, lookup: Uint8Array, writing: NewWriting): Promise<Received["done"]> {
  const row = await one(sql<{ done: Received["done"] }>`select gehoord_write(${lookup}, ${JSON.stringify(writing)}::jsonb) as done`.execute(tx.sql));
  if (row === undefined) throw new Error("gehoord_write gave no answer");
  return row.done;
}

/** `undefined` erases the address. */
export async function setNotice(tx: Transaction, lookup: Uint8Array, notice: { readonly sealed: Uint8Array; readonly hours: NoticeHours } | undefined): Promise<void> {
  await sql`select gehoord_set_notice(${lookup}, ${notice?.sealed ?? null}, ${notice?.hours ?? null})`.execute(tx.sql);
}

/** Takes away everything of the case behind a code; its id. */
export async function removeByCode(tx: Transaction, lookup: Uint8Array): Promise<string> {
  const row = await one(sql<{ id: string }>`select gehoord_remove_by_code(${lookup}) as id`.execute(tx.sql));
  if (row === undefined) throw new Error("gehoord_remove_by_code gave no answer");
  return row.id;
}

/** False: this one-time number was used before. */
export async function useNonce(tx: Transaction, nonce: Uint8Array, until: Date): Promise<boolean> {
  const row = await one(sql<{ fresh: boolean }>`select gehoord_use_nonce(${nonce}, ${until}) as fresh`.execute(tx.sql));
  return row?.fresh === true;
}

export async function reporterFileParts(tx: Transaction, lookup: Uint8Array, piece: string, range: { readonly first: number; readonly count: number }): Promise<readonly Uint8Array[]> {
  const found = await sql<{ bytes: Uint8Array }>`select bytes from gehoord_file_parts(${lookup}, ${piece}, ${range.first}, ${range.count})`.execute(tx.sql);
  return found.rows.map((row) => row.bytes);
}
