/** The one `Database` of the product: transactions under a role, over either engine. */
import { AsyncLocalStorage } from "node:async_hooks";
import { statfsSync } from "node:fs";
import { escapeLiteral } from "pg";
import { systemClock, systemRandom, wholeHour } from "../base/index.ts";
import type { ActsAs, AuditLine, Clock, Database, OutboxEvent, Random, Transaction } from "../base/index.ts";
import { connectToEmbedded, connectToPostgres, usualLimits } from "./connection.ts";
import type { Connection, Connections, StoreLimits } from "./connection.ts";
import { sessionOver, type Session } from "./session.ts";
import { asStorageRefusal, StorageRefusal } from "./storage-refusal.ts";

export type StoreOptions = {
  /** Absent: the embedded engine, in `<data>/database`. */
  readonly databaseUrl?: string | undefined;
  /** The installation's data folder; made when it is not there, mode 700. */
  readonly data: string;
  readonly limits?: Partial<StoreLimits>;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Embedded only: below this many free bytes on the disk transactions become read-only (`storage-full`). */
  readonly reserveBytes?: number;
  /** Embedded only: a database without anybody in it, copied at the first start; it saves some seconds. */
  readonly template?: string;
};

/** What `src/store` and `src/ops` may do besides transactions of rooms. Never handed to a room. */
export interface Store extends Database {
  /** One transaction as the login itself: migrations, backup, restore, doctor. Never for queries of rooms. */
  asOwner<T>(work: (session: Session<Record<string, Record<string, unknown>>>) => Promise<T>, mode?: OwnerMode): Promise<T>;
  /** fsync calls of the embedded engine that reached the disk; undefined on PostgreSQL. */
  fsyncs(): number | undefined;
}

/** `snapshot`: repeatable read, read only, no statement time limit. `unbounded`: writes without a statement time limit. */
export type OwnerMode = "usual" | "snapshot" | "unbounded";

const inTransaction = new AsyncLocalStorage<true>();
const name = /^[a-z0-9-]{1,80}$/;

function literal(value: string): string {
  if (!name.test(value)) throw new Error("A member or organisation has an impossible name");
  return `'${value}'`;
}

/**
 * First words of a transaction: role and, for members, who and of which organisation. One round trip. Nothing is compiled for a query:
 * what row-level security asks makes short queries look expensive, and compiling them took a second where running them took a millisecond.
 */
function opening(as: ActsAs, readOnly: boolean): string {
  const begin = readOnly ? "begin read only" : "begin";
  const member = as.role === "member" ? literal(as.member) : "''";
  const organisation = as.role === "member" ? literal(as.organisation) : "''";
  return `${begin}; set local jit = off; set local role gehoord_${as.role}; set local "gehoord.member" = ${member}; set local "gehoord.organisation" = ${organisation}`;
}

function openingAsOwner(mode: OwnerMode): string {
  const unbounded = "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0";
  if (mode === "snapshot") return `begin isolation level repeatable read read only; ${unbounded}`;
  return mode === "unbounded" ? `begin; ${unbounded}` : "begin";
}

/** Values as they stand in a statement. A zero byte would end the statement early: nothing of ours holds one. */
function textIn(value: string): string {
  if (value.includes("\0")) throw new Error("A text with a zero byte cannot be kept");
  return escapeLiteral(value);
}
const bytesIn = (value: Uint8Array): string => `'\\x${Buffer.from(value).toString("hex")}'`;

/** Salt, then the line as JSON with its fields in a fixed order; the time is cut to the hour (`security.md` 2.2). */
function auditContent(line: AuditLine, at: Date): string {
  return JSON.stringify({ act: line.act, at: wholeHour(at).toISOString(), by: line.by, member: line.member, organisation: line.organisation, record: line.record });
}

function transactionOver<Tables>(session: Session<Tables>, clock: Clock, random: Random): Transaction<Tables> {
  return {
    sql: session.sql,
    audit: async (...lines: readonly AuditLine[]) => {
      const at = clock.now();
      const list = (values: readonly string[], type: string): string => `array[${values.join(", ")}]::${type}[]`;
      const [salts, contents, records] = [lines.map(() => bytesIn(random.bytes(32))), lines.map((one) => textIn(auditContent(one, at))), lines.map(({ record }) => (record === undefined ? "null" : textIn(record)))];
      if (lines.length > 1) await session.later(`select gehoord_audit_all(${list(salts, "bytea")}, ${list(contents, "text")}, ${list(records, "text")})`);
      else if (lines.length === 1) await session.later(`select gehoord_audit(${salts[0]}, ${contents[0]}, ${records[0]})`);
    },
    emit: async (given: OutboxEvent) => {
      const [emit, at] = "unlessWaiting" in given ? ["gehoord_emit_unless_waiting", clock.now()] : ["gehoord_emit", given.notBefore ?? clock.now()];
      await session.later(`select ${emit}('${random.uuid()}', ${textIn(given.event)}, ${textIn(JSON.stringify(given.payload))}, '${at.toISOString()}')`);
    },
  };
}

/** Ends a transaction that takes too long: its connection is cut, the database rolls back. */
function cut(connection: Connection): void {
  const socket: unknown = Reflect.get(Reflect.get(connection, "connection") ?? {}, "stream");
  if (typeof socket === "object" && socket !== null && "destroy" in socket && typeof socket.destroy === "function") socket.destroy();
}

/** `rest`: what nobody waited for, sent together with the commit. */
async function finish(connection: Connection, rest: readonly string[]): Promise<void> {
  const results = await connection.query([...rest, "commit"].join("; "));
  const command = [results].flat().at(-1)?.command;
  if (command === "ROLLBACK") throw new Error("A query of this transaction failed and the failure was swallowed; nothing was kept");
}

type Bounds = { readonly transactionMilliseconds: number | undefined };

/** Runs `work` between `begin` and `commit` on a connection of its own. */
async function within<Tables, T>(connections: Connections, begin: string, bounds: Bounds, work: (session: Session<Tables>) => Promise<T>): Promise<T> {
  if (inTransaction.getStore() === true) throw new Error("A transaction was opened inside another; pass `tx` on instead");
  const connection = await connections.acquire();
  const session = sessionOver<Tables>(connection);
  const timer = bounds.transactionMilliseconds === undefined ? undefined : setTimeout(() => cut(connection), bounds.transactionMilliseconds);
  let broken: Error | undefined;
  try {
    await connection.query(begin);
    const result = await inTransaction.run(true, () => work(session));
    await finish(connection, await session.end());
    return result;
  } catch (error) {
    await session.end();
    await connection.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw asStorageRefusal(error);
  } finally {
    clearTimeout(timer);
    connection.release(broken);
  }
}

/** Deadlock found, or not serialisable: the database undid the whole transaction and asks for it once more. */
const asksAgain = new Set(["40P01", "40001"]);
const tries = 4;

/**
 * Runs a transaction again when the database chose it to give way to another. `work` must therefore change nothing but
 * what its transaction undoes.
 */
async function againWhenAsked<T>(run: () => Promise<T>): Promise<T> {
  for (let times = 1; ; times += 1) {
    try {
      return await run();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!asksAgain.has(code) || times === tries) throw error;
    }
  }
}

/** True when the disk under the embedded engine is nearly full; asked at most once a second. */
function diskGuard(data: string, reserveBytes: number): () => boolean {
  let asked = -Infinity;
  let low = false;
  return () => {
    const now = performance.now();
    if (now - asked > 1_000) {
      asked = now;
      const { bavail, bsize } = statfsSync(data);
      low = bavail * bsize < reserveBytes;
    }
    return low;
  };
}

async function refuseUnsafeServer(connections: Connections): Promise<void> {
  const connection = await connections.acquire();
  try {
    const { rows } = await connection.query<{ setting: string }>("select current_setting('synchronous_commit') as setting");
    if (rows[0]?.setting === "off") throw new StorageRefusal("storage-away", "PostgreSQL has synchronous_commit off: a receipt could be lost. Turn it on.");
  } catch (error) {
    throw asStorageRefusal(error);
  } finally {
    connection.release();
  }
}

/**
 * Opens the database of an installation. Refuses (throws `StorageRefusal`) when another process has the embedded
 * engine's folder, when commits would not be durable, or when PostgreSQL does not answer. Does not migrate.
 */
export async function openDatabase(options: StoreOptions): Promise<Store> {
  const { databaseUrl, data, clock = systemClock, random = systemRandom, reserveBytes = 48 * 1024 * 1024 } = options;
  const limits = { ...usualLimits, ...options.limits };
  const connections = databaseUrl === undefined ? await connectToEmbedded(data, limits, options.template) : connectToPostgres(databaseUrl, limits);
  if (databaseUrl !== undefined) {
    await refuseUnsafeServer(connections).catch(async (error: unknown) => {
      await connections.close();
      throw error;
    });
  }
  const isFull = databaseUrl === undefined ? diskGuard(data, reserveBytes) : () => false;
  const bounds = { transactionMilliseconds: limits.transactionMilliseconds };
  return {
    engine: connections.engine,
    transaction: async <T, Tables>(as: ActsAs, work: (tx: Transaction<Tables>) => Promise<T>) =>
      againWhenAsked(() => within<Tables, T>(connections, opening(as, isFull()), bounds, (session) => work(transactionOver(session, clock, random)))),
    asOwner: (work, mode = "usual") => within(connections, openingAsOwner(mode), mode === "usual" ? bounds : { transactionMilliseconds: undefined }, work),
    fsyncs: () => connections.fsyncs(),
    isUp: () => answers(connections),
    close: () => connections.close(),
  };
}

async function answers(connections: Connections): Promise<boolean> {
  try {
    const connection = await connections.acquire();
    try {
      await connection.query("select 1");
      return true;
    } finally {
      connection.release();
    }
  } catch {
    return false;
  }
}
