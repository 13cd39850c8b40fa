/** Kysely over one open connection, for as long as its transaction is open. */
import { CompiledQuery, DefaultQueryExecutor, DummyDriver, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, Transaction as BoundKysely } from "kysely";
import type { DatabaseConnection, Dialect, Kysely, QueryResult } from "kysely";
import type { Connection } from "./connection.ts";

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
const driver = new DummyDriver();
const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => compiler,
};
const changing = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

export interface Session<Tables> {
  readonly sql: Kysely<Tables>;
  /** Raw SQL of the store's own; several statements only without parameters. */
  run<Row extends object = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Waits for what still runs, then lets nothing through any more: a query after commit is a bug. */
  end(): Promise<void>;
}

export function sessionOver<Tables>(connection: Connection): Session<Tables> {
  let open = true;
  let line: Promise<unknown> = Promise.resolve();
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    if (!open) return Promise.reject(new Error("This transaction has ended; await every query inside it"));
    const mine = line.then(work, work);
    line = mine;
    return mine;
  };
  const executeQuery = async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
    const { command, rowCount, rows } = await connection.query(query.sql, query.parameters as unknown[]);
    return changing.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0), rows: rows as Row[] } : { rows: (rows ?? []) as Row[] };
  };
  const bound: DatabaseConnection = {
    executeQuery,
    streamQuery: () => {
      throw new Error("Streaming is not offered; read in pages");
    },
  };
  const executor = new DefaultQueryExecutor(compiler, adapter, { provideConnection: (consumer) => inLine(() => consumer(bound)) });
  return {
    sql: new BoundKysely<Tables>({ config: { dialect }, driver, dialect, executor }),
    run: (sql, parameters) =>
      inLine(async () => (await connection.query(parameters === undefined ? { text: sql } : { text: sql, values: [...parameters] })).rows),
    end: async () => {
      open = false;
      await line.catch(() => undefined);
    },
  };
}
