/** Cases that members place: one function of the database, whole or not at all. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { PieceKind } from "../shape.ts";

/** Bytes are base64. */
export type NewPlaced = {
  readonly kind: "own" | "referral" | "escalation" | "procedure";
  readonly case: string;
  /** The case it came from; absent for the own team. */
  readonly from?: string;
  readonly consent?: string;
  readonly organisation: string;
  readonly team: string;
  readonly epoch: number;
  readonly urgent: boolean;
  readonly dueDay: Day;
  readonly halfDay: Day;
  readonly hour: string;
  readonly today: Day;
  readonly hash: string;
  readonly teamWrap: string;
  /** `lookup`: HMAC of what the code looks up; for a case that came from another a random number, which no code gives. */
  readonly reporterWraps: readonly { readonly holder: string; readonly wrapped: string; readonly lookup: string }[];
  readonly recipient?: string;
  readonly signKey?: string;
  readonly pieces: readonly { readonly id: string; readonly kind: PieceKind; readonly sequence: number; readonly sealed: string; readonly key: string }[];
  readonly given?: readonly { readonly piece: string; readonly key: string }[];
};

export type PlacedDone = "stored" | "same" | "different" | "not-found" | "no-consent" | "key-outdated" | "state-changed";

export async function place(tx: Transaction, placed: NewPlaced): Promise<PlacedDone> {
  const found = await sql<{ done: PlacedDone }>`select gehoord_place(${JSON.stringify(placed)}::jsonb) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}

/** The same at the ministry, for an escalation that two people agreed to. */
export async function escalate(tx: Transaction, escalation: string, placed: NewPlaced): Promise<PlacedDone> {
  const found = await sql<{ done: PlacedDone }>`select gehoord_escalate(${escalation}, ${JSON.stringify(placed)}::jsonb) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}
