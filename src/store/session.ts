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
const ended = "This transaction has ended; await every query inside it";
const changing = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

export interface Session<Tables> {
  readonly sql: Kysely<Tables>;
  /** Raw SQL of the store's own; several statements only without parameters. */
  run<Row extends object = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * A whole statement, its values in it as literals, of which nobody needs an answer: sent together with what comes next, at the
   * latest with the commit, so that it costs no trip of its own. Never seen late: whatever is asked after it comes after it.
   */
  later(sql: string): Promise<void>;
  /** Waits for what still runs, then lets nothing through any more: a query after commit is a bug. Gives what is still to be sent. */
  end(): Promise<readonly string[]>;
}

export function sessionOver<Tables>(connection: Connection): Session<Tables> {
  let open = true;
  let line: Promise<unknown> = Promise.resolve();
  let waiting: string[] = [];
  const sent = async (): Promise<void> => {
    const statements = waiting;
    waiting = [];
    if (statements.length > 0) await connection.query(statements.join("; "));
  };
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    if (!open) return Promise.reject(new Error(ended));
    const mine = line.then(sent, sent).then(work);
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
    later: (statement) => {
      if (!open) return Promise.reject(new Error(ended));
      waiting.push(statement);
      return Promise.resolve();
    },
    end: async () => {
      open = false;
      await line.catch(() => undefined);
      return waiting;
    },
  };
}
