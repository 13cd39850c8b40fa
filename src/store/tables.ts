/** The store's own tables, as Kysely sees them (`migrations/0001_store.sql`). */
import type { Kysely } from "kysely";
import type { Transaction } from "../base/index.ts";

export type StoreTables = {
  readonly settings: { single: boolean; installation: string; salt: Uint8Array; mode: "demo" | "real"; secrets_check: Uint8Array | null };
  readonly outbox: {
    id: string;
    event: string;
    payload: OutboxPayload;
    not_before: Date;
    attempts: number;
    leased_until: Date | null;
    lease: string | null;
    failed_with: string | null;
  };
  readonly jobs: { name: string; next_run: Date; leased_until: Date | null; lease: string | null; last_success: Date | null; failures: number };
  readonly used_nonces: { nonce: Uint8Array; expires: Date };
  readonly audit_lines: { seq: number; commitment: Uint8Array; previous: Uint8Array; chain: Uint8Array };
  readonly audit_contents: { seq: number; salt: Uint8Array; content: string; record: string | null };
  readonly audit_tip: { single: boolean; seq: number; chain: Uint8Array };
  readonly audit_heads: { day: string; seq: number; chain: Uint8Array; signed: string };
  readonly deletion_marker: { single: boolean; entries: number; head: string };
};

export type OutboxPayload = Readonly<Record<string, string | number | boolean | null>>;

/** A room passes its own transaction on; the tables are the store's. */
export function storeTables(tx: Transaction): Kysely<StoreTables> {
  return tx.sql as unknown as Kysely<StoreTables>;
}
