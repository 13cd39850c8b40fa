/** Connections of either engine. A pool of several for PostgreSQL, of one for the embedded engine. */
import { Pool, type PoolClient } from "pg";
import { startEmbedded, type EmbeddedEngine } from "./embedded/engine.ts";
import { EngineWire } from "./embedded/wire.ts";
import { asStorageRefusal, StorageRefusal } from "./storage-refusal.ts";
import { rowTypes } from "./types.ts";

export type StoreLimits = {
  /** Longest one statement may take. */
  readonly statementMilliseconds: number;
  /** Longest a transaction may wait for its connection before it is refused with `storage-away`. */
  readonly waitMilliseconds: number;
  /** Transactions that may wait at once; more are refused at once. */
  readonly waiting: number;
  /** Connections to PostgreSQL. */
  readonly connections: number;
  /** Longest a whole transaction may last. */
  readonly transactionMilliseconds: number;
};

export const usualLimits: StoreLimits = { statementMilliseconds: 30_000, waitMilliseconds: 15_000, waiting: 1_000, connections: 10, transactionMilliseconds: 60_000 };

export type Connection = PoolClient;

export interface Connections {
  readonly engine: "embedded" | "postgresql";
  acquire(): Promise<Connection>;
  /** Counted fsyncs of the embedded engine; undefined for PostgreSQL, which does its own. */
  fsyncs(): number | undefined;
  close(): Promise<void>;
}

function connectionsOver(pool: Pool, limits: StoreLimits, engine: EmbeddedEngine | undefined): Connections {
  // A connection that breaks, idle or in use, must never end the process: its transaction fails, the next opens another.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return {
    engine: engine === undefined ? "postgresql" : "embedded",
    acquire: async () => {
      if (pool.waitingCount >= limits.waiting) throw new StorageRefusal("storage-away", "Too many transactions are waiting");
      try {
        return await pool.connect();
      } catch (error) {
        throw asStorageRefusal(error);
      }
    },
    fsyncs: () => engine?.fsyncs(),
    close: async () => {
      await pool.end();
      await engine?.close();
    },
  };
}

export function connectToPostgres(databaseUrl: string, limits: StoreLimits): Connections {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: limits.connections,
    connectionTimeoutMillis: limits.waitMilliseconds,
    statement_timeout: limits.statementMilliseconds,
    idle_in_transaction_session_timeout: limits.transactionMilliseconds,
    application_name: "gehoord",
    types: rowTypes,
  });
  return connectionsOver(pool, limits, undefined);
}

export async function connectToEmbedded(data: string, limits: StoreLimits, template?: string): Promise<Connections> {
  const engine = await startEmbedded(data, { statementMilliseconds: limits.statementMilliseconds, batchBytes: 64 * 1024 * 1024 }, template);
  const pool = new Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: limits.waitMilliseconds,
    user: "postgres",
    database: "postgres",
    host: "embedded",
    stream: () => new EngineWire(engine.run),
    types: rowTypes,
  });
  return connectionsOver(pool, limits, engine);
}
