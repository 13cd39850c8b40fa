/**
 * What registering one contact costs on a durable PostgreSQL, one after another: the action as the route calls it, with its audit line.
 * Baseline of the same run: the least that a durable database asks for one row (insert and commit, one connection, prepared).
 */
import { Client } from "pg";
import { fixedClock, systemRandom } from "../src/base/index.ts";
import type { RequestContext } from "../src/base/index.ts";
import { registerFact } from "../src/registration/actions.ts";
import { newestList } from "../src/registration/rules/codes.ts";
import type { Codes, FactField } from "../src/registration/rules/codes.ts";
import { migrate, openDatabase } from "../src/store/index.ts";
import { bareContext } from "../tests/support/bare-context.ts";
import { migrationsFolder } from "../tests/support/database.ts";
import { quantile } from "./measuring.ts";
import { privatePostgres } from "./postgres.ts";
import type { MeasuredDatabase } from "./postgres.ts";

const contacts = Number(process.env["BENCH_CONTACTS"] ?? 2_000);
const warmUp = 200;
const most = 2;
const organisation = "balans";

async function timed(count: number, work: (at: number) => Promise<unknown>): Promise<readonly number[]> {
  const took: number[] = [];
  for (let at = 0; at < count + warmUp; at += 1) {
    const started = performance.now();
    await work(at);
    if (at >= warmUp) took.push(performance.now() - started);
  }
  return took;
}

const codesOf = (at: number): Codes => Object.fromEntries(Object.entries(newestList.codes).map(([field, codes]) => [field, codes[at % codes.length] ?? ""])) as Record<FactField, string>;
const token = (at: number): string => Buffer.alloc(32, String(at)).toString("base64url");
const mean = (took: readonly number[]): number => took.reduce((sum, one) => sum + one, 0) / took.length;
const told = (took: readonly number[]): string => `p50 ${quantile(took, 0.5).toFixed(2)} ms, mean ${mean(took).toFixed(2)} ms, p99 ${quantile(took, 0.99).toFixed(2)} ms`;

/** The floor: a table of the same row, without anything of ours. */
async function floor({ ownerUrl }: MeasuredDatabase): Promise<readonly number[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("create table floor_rows (id integer primary key, sealed bytea not null)");
    return await timed(contacts, (at) => client.query({ name: "floor", text: "insert into floor_rows values ($1, $2)", values: [at, Buffer.alloc(412)] }));
  } finally {
    await client.end();
  }
}

type Registered = { readonly took: readonly number[]; /** Milliseconds of processor time a contact, of the database and of this process. */ readonly cpu: { readonly database: number; readonly product: number } };

async function registered({ url, cpu }: MeasuredDatabase): Promise<Registered> {
  const clock = fixedClock("2026-11-23T09:00:00Z");
  const db = await openDatabase({ data: "", databaseUrl: url, clock });
  try {
    await migrate(db, migrationsFolder);
    await db.asOwner(({ run }) => run(`insert into organisations (id, name, since) values ('${organisation}', 'Balans', now())`));
    const actor = { kind: "member", member: systemRandom.uuid(), organisation, teams: [], roles: ["worker"], session: "" } as const;
    const context: RequestContext = { ...bareContext(), db, clock, random: systemRandom, language: "nl", actor };
    const [before, own] = [cpu(), process.cpuUsage()];
    const took = await timed(contacts, (at) => registerFact(context, { token: token(at), version: newestList.version, codes: codesOf(at), marks: "0".repeat(22) }));
    const { user, system } = process.cpuUsage(own);
    const count = contacts + warmUp;
    return { took, cpu: { database: ((cpu() - before) * 1_000) / count, product: (user + system) / 1_000 / count } };
  } finally {
    await db.close();
  }
}

export function benchRegistering(): Promise<string[]> {
  return privatePostgres(async (database) => {
    const { took: ours, cpu } = await registered(database);
    const least = await floor(database);
    const good = mean(ours) < most && quantile(ours, 0.5) < most;
    return [
      `registering a contact on PostgreSQL, ${String(contacts)} one after another: ${told(ours)} (bar ${String(most)} ms for p50 and mean: ${good ? "met" : "NOT MET"})`,
      `processor time a contact: database ${cpu.database.toFixed(2)} ms, product ${cpu.product.toFixed(2)} ms; the rest is waiting for the disk`,
      `one row and a commit on the same disk, without anything of ours: ${told(least)}`,
    ];
  });
}
