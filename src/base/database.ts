/**
 * What rooms may know of the store: transactions under a role. The drivers live in `src/store` only.
 */
import type { Kysely } from "kysely";

/**
 * Who a transaction acts as. Sets the database role (`SET LOCAL ROLE`) and, for members, the settings that row-level
 * security reads (`gehoord.member`, `gehoord.organisation`).
 */
export type ActsAs =
  | { readonly role: "visitor" }
  | { readonly role: "member"; readonly member: string; readonly organisation: string }
  /** Jobs and the sign-in itself, which happen before anybody is known. */
  | { readonly role: "system" };

/** An audit line: what happened, by whom (role and organisation, never a name), to which record. Salted and committed to. */
export type AuditLine = {
  readonly act: string;
  readonly by: "visitor" | "reporter" | "member" | "system";
  readonly member?: string;
  readonly organisation?: string;
  readonly record?: string;
};

/**
 * Something that must happen after commit, at least once, also after a crash: written in the same transaction.
 * `unlessWaiting`: the very same that nobody began with, of less than a minute ago, says this too; it then waits for this transaction.
 */
export type OutboxEvent = { readonly event: string; readonly payload: Readonly<Record<string, string | number | boolean | null>> } & ({ readonly notBefore?: Date } | { readonly unlessWaiting: true });

/** Lines and events go with whatever is asked next, at the latest with the commit: what is wrong with one shows there. */
export interface Transaction<Tables = unknown> {
  readonly sql: Kysely<Tables>;
  /** Appends to the audit chain, all in one go; call it last, it takes the chain's lock until commit. */
  audit(...lines: readonly AuditLine[]): Promise<void>;
  emit(event: OutboxEvent): Promise<void>;
}

export interface Database {
  readonly engine: "embedded" | "postgresql";
  /**
   * Runs `work` in one transaction under a role; rolls back when it throws. Durable when it resolves. `work` may run more
   * than once (the database may ask a transaction to give way), so it changes nothing outside of it.
   */
  transaction<T, Tables = unknown>(as: ActsAs, work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** True when the database answers now. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}
