/**
 * Figures inside over a million facts on PostgreSQL: what somebody waits for at the first view (nothing opened yet) and at another filter,
 * what the database read for each click, and what registering costs. Asked of the product's own routes inside this process: session,
 * permission, sums, audit line; without a network between.
 */
import { randomBytes } from "node:crypto";
import { rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { cookieHeader, openSession } from "../src/accounts/actions/sign-in.ts";
import { authorise } from "../src/accounts/index.ts";
import { insertMember } from "../src/accounts/records/members.ts";
import { ensureOrganisation } from "../src/accounts/records/organisations.ts";
import type { Role } from "../src/accounts/rules/permissions.ts";
import { deskToken } from "../src/accounts/shape.ts";
import { buildApi, createAddressOf } from "../src/api/index.ts";
import { fixedClock, lineLog, systemRandom } from "../src/base/index.ts";
import type { Context } from "../src/base/index.ts";
import { newCaseIdentity } from "../src/envelope/index.ts";
import { simulate } from "../src/registration/index.ts";
import { writeFacts } from "../src/registration/jobs.ts";
import type { Entry } from "../src/registration/jobs.ts";
import { registrationRoutes } from "../src/registration/routes.ts";
import { FactFields, newestList } from "../src/registration/rules/codes.ts";
import { ensureInstallation, migrate, openDatabase, startLedger } from "../src/store/index.ts";
import type { Store } from "../src/store/index.ts";
import { memoryMb, quantile } from "./measuring.ts";
import { privatePostgres } from "./postgres.ts";
import type { MeasuredDatabase } from "./postgres.ts";

const root = join(import.meta.dirname, "..");
const facts = Number(process.env["BENCH_FACTS"] ?? 1_000_000);
const years = 5;
const rounds = 7;
/** A Monday after the fifth year. */
const now = "2027-01-11T09:00:00Z";
/** The largest desk of the simulated network. */
const largest = "kindertelefoon";

type Answered = { readonly status: number; readonly json: Readonly<Record<string, unknown>> };
type World = { readonly context: Context; readonly store: Store; readonly data: string; api(method: string, path: string, body?: unknown, cookie?: string): Promise<Answered> };

/** The routes of counting and of figures, as the product mounts them. */
async function worldOn(databaseUrl: string): Promise<World> {
  const clock = fixedClock(now);
  const data = mkdtempSync(join(tmpdir(), "gehoord-bench-figures-"));
  const store = await openDatabase({ data, databaseUrl, clock, limits: { statementMilliseconds: 600_000, transactionMilliseconds: 1_200_000 } });
  await migrate(store, join(root, "migrations"));
  const secrets = { pepper: systemRandom.bytes(32), tickets: systemRandom.bytes(32), noticeIdentity: (await newCaseIdentity()).identity, serverSigning: systemRandom.bytes(32) };
  startLedger(data, (await ensureInstallation(store, { mode: "demo", random: systemRandom, secrets })).id);
  const config = { root, data, databaseUrl, host: "127.0.0.1", port: 0, mode: "demo", origin: "http://gehoord.bench", trustedProxies: [], smtpUrl: undefined, version: "bench" } as const;
  const context: Context = { db: store, clock, random: systemRandom, log: lineLog(() => undefined, clock.now), config, secrets };
  const limits = { takeStart: () => "ok" as const, takeGuess: () => ({ allowed: true, wait: 0 }), giveBackGuess: () => undefined, size: () => 0 };
  const server = buildApi({ context, routes: registrationRoutes, authorise, limits, addressOf: createAddressOf([]) });
  const api = async (method: string, path: string, body?: unknown, cookie?: string): Promise<Answered> => {
    const headers = { "x-csrf-token": deskToken, ...(cookie === undefined ? {} : { cookie }), ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const answer = await server.fetch(new Request(`${config.origin}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
    const text = await answer.text();
    return { status: answer.status, json: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
  return { context, store, data, api };
}

/** Somebody with a session; his keys open nothing, and nothing here is to be opened with keys. */
async function signedIn({ context }: World, organisation: string, roles: readonly Role[]): Promise<string> {
  const member = systemRandom.uuid();
  return context.db.transaction({ role: "system" }, async (tx) => {
    await ensureOrganisation(tx, { id: organisation, name: organisation }, context.clock.now());
    await insertMember(tx, {
      member: { id: member, organisation, name: `m-${member}`, shown_name: "Meter", roles, status: "active", certified: true },
      keys: { member, organisation, recipient: `age1pq1${member.replaceAll("-", "")}`, sign_public: systemRandom.bytes(32), wrapped: systemRandom.bytes(200) },
      credential: { member, salt: systemRandom.bytes(16), auth_salt: systemRandom.bytes(16), auth_hash: systemRandom.bytes(32), totp_sealed: systemRandom.bytes(48) },
      teams: [],
    });
    const session = await openSession(context, tx, { member, organisation });
    return cookieHeader(session.ok ? session.value : undefined)["set-cookie"]?.split(";")[0] ?? "";
  });
}

/** As many weekly batches would have left them. */
async function fill({ context, store }: World): Promise<number> {
  const started = performance.now();
  const made = Map.groupBy(simulate({ seed: 20_261_127, years, perYear: facts / years, from: 2022 }).facts, ({ organisation }) => organisation);
  for (const [organisation, own] of made) {
    const entries = own.map((fact): Entry => ({ week: fact.week, version: newestList.version, token: randomBytes(32).toString("base64url"), codes: FactFields.map((field) => fact[field]) }));
    await store.transaction({ role: "system" }, async (tx) => {
      await ensureOrganisation(tx, { id: organisation, name: organisation }, context.clock.now());
      await writeFacts(context, tx, organisation, entries);
    });
  }
  return (performance.now() - started) / 1000;
}

type Timed = { readonly milliseconds: number; readonly total: unknown };

async function ask(world: World, cookie: string, path: string): Promise<Timed> {
  const started = performance.now();
  const { status, json } = await world.api("GET", `/api/v1/${path}`, undefined, cookie);
  const milliseconds = performance.now() - started;
  if (status !== 200) throw new Error(`${path}: ${status}`);
  return { milliseconds, total: (json["total"] as { count: unknown }).count };
}

const filters = ["topic=bullying", "topic=threat&role=pupil", "province=utrecht&sector=po", "outcome=helped&done=advice&channel=phone", "by=pupil", "role=parent,staff", "per=week&topic=home"];
/** All that there is, so nothing is spared. */
const whole = "from=2022-q1&until=2026-q4";

async function times(count: number, one: (round: number) => Promise<number>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let round = 0; round < count; round += 1) found.push(await one(round));
  return found;
}

const median = (all: readonly number[]): string => `${quantile(all, 0.5).toFixed(0)} ms, slowest ${Math.max(...all).toFixed(0)} ms`;
const met = (all: readonly number[], bar: number): string => (Math.max(...all) < bar ? "met" : "NOT MET");

async function views(world: World, who: string, { cookie, path }: { readonly cookie: string; readonly path: string }): Promise<readonly string[]> {
  // What was opened is kept under the version of its row: with other versions nothing is.
  const forget = (): Promise<unknown> => world.store.asOwner(({ run }) => run("update fact_sums set version = gen_random_uuid()"));
  const lines: string[] = [];
  for (const [name, span] of [["first view", ""], ["first view of all five years", whole]] as const) {
    const first = await times(rounds, async () => {
      await forget();
      return (await ask(world, cookie, `${path}?${span}`)).milliseconds;
    });
    lines.push(`${who}: ${name} ${median(first)} (bar 400 ms: ${met(first, 400)})`);
  }
  for (const [name, span] of [["another filter", ""], ["another filter over all five years", `&${whole}`]] as const) {
    const then = await times(filters.length * 2, async (round) => (await ask(world, cookie, `${path}?${filters[round % filters.length] ?? ""}${span}`)).milliseconds);
    lines.push(`${who}: ${name} ${median(then)} (bar 250 ms: ${met(then, 250)})`);
  }
  return lines;
}

type Reads = Readonly<Record<string, { readonly scans: number; readonly rows: number }>>;

/** PostgreSQL tells what was read some seconds after a connection fell still. */
const told = 12_000;

async function readsOf(owner: Client): Promise<Reads> {
  await wait(told);
  const { rows } = await owner.query<{ name: string; scans: string; rows: string }>("select relname as name, seq_scan as scans, seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_user_tables where relname in ('facts', 'fact_arrivals', 'fact_sums')");
  return Object.fromEntries(rows.map((row) => [row.name, { scans: Number(row.scans), rows: Number(row.rows) }]));
}

async function clicks(world: World, owner: Client, cookies: { readonly lead: string; readonly coordinator: string }): Promise<string> {
  const before = await readsOf(owner);
  for (const filter of filters) {
    await ask(world, cookies.lead, `figures?${filter}`);
    await ask(world, cookies.coordinator, `network-figures?${filter}`);
  }
  const after = await readsOf(owner);
  const each = (table: string, what: "scans" | "rows"): number => ((after[table]?.[what] ?? 0) - (before[table]?.[what] ?? 0)) / (filters.length * 2);
  const none = ["facts", "fact_arrivals"].every((table) => each(table, "scans") === 0 && each(table, "rows") === 0);
  return `each click read ${each("facts", "rows")} of ${facts} facts, ${each("fact_arrivals", "rows")} arrivals and ${each("fact_sums", "rows").toFixed(0)} rows that name sums (no scan of facts: ${none ? "met" : "NOT MET"})`;
}

/** What a commit costs on this disk, to set beside. */
async function commits(owner: Client): Promise<readonly number[]> {
  await owner.query("create table bench_commits (id uuid primary key)");
  const found = await times(200, async () => {
    const started = performance.now();
    await owner.query("insert into bench_commits values (gen_random_uuid())");
    return performance.now() - started;
  });
  await owner.query("drop table bench_commits");
  return found;
}

type Registering = { readonly owner: Client; readonly cookie: string; readonly databaseCpu: () => number };

/** Costs are processor time, as of a report: how long a disk takes to keep a row is set beside. */
async function registering(world: World, { owner, cookie, databaseCpu }: Registering): Promise<readonly string[]> {
  const codes = { channel: "phone", role: "parent", sector: "po", province: "utrecht", topic: "bullying", by: "pupil", done: "advice", outcome: "not-known" };
  const one = async (): Promise<number> => {
    const token = randomBytes(32).toString("base64url");
    const started = performance.now();
    const { status } = await world.api("POST", "/api/v1/facts", { token, version: newestList.version, codes }, cookie);
    if (status !== 204) throw new Error(`registering: ${status}`);
    return performance.now() - started;
  };
  await times(100, one);
  const alone = await times(300, one);
  const commit = quantile(await commits(owner), 0.5);
  const [many, atOnce] = [1_000, 20];
  const used = process.cpuUsage();
  const usedThere = databaseCpu();
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, () => times(many / atOnce, one)));
  const each = (performance.now() - started) / many;
  const { user, system } = process.cpuUsage(used);
  const [here, there] = [(user + system) / 1000 / many, ((databaseCpu() - usedThere) * 1000) / many];
  return [
    `registering beside ${facts} facts, one after the other: ${quantile(alone, 0.5).toFixed(2)} ms from request to answer, with session, sealed row and audit line on disk; a bare row on this disk takes ${commit.toFixed(2)} ms`,
    `registering, ${atOnce} at a time: ${each.toFixed(2)} ms each, of which processor time ${here.toFixed(2)} ms here and ${there.toFixed(2)} ms in the database (bar 2 ms of it: ${here + there < 2 ? "met" : "NOT MET"})`,
  ];
}

async function measure(database: MeasuredDatabase): Promise<string[]> {
  const world = await worldOn(database.url);
  const seconds = await fill(world);
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query("vacuum analyze facts, fact_sums");
  const lead = await signedIn(world, largest, ["worker", "team-lead"]);
  const coordinator = await signedIn(world, "netwerk", ["coordinator"]);
  const { rows } = await owner.query<{ count: string; own: string; bytes: string }>("select count(*) as count, count(*) filter (where organisation = $1) as own, (select pg_size_pretty(sum(octet_length(sealed))) from fact_sums) as bytes from facts", [largest]);
  const lines = [
    `${rows[0]?.count} facts of ${years} years and 17 organisations, ${rows[0]?.own} of the largest, entered and summed up in ${seconds.toFixed(0)} s; sums ${rows[0]?.bytes} sealed`,
    ...(await views(world, "the largest organisation", { cookie: lead, path: "figures" })),
    ...(await views(world, "the whole network", { cookie: coordinator, path: "network-figures" })),
    await clicks(world, owner, { lead, coordinator }),
    ...(await registering(world, { owner, cookie: lead, databaseCpu: database.cpu })),
    `memory at the end, with everything opened: ${memoryMb(process.pid).toFixed(0)} MB resident, this process with the simulation in it`,
  ];
  await owner.end();
  await world.store.close();
  rmSync(world.data, { recursive: true, force: true });
  return lines;
}

export const benchFigures = (): Promise<string[]> => privatePostgres(measure);
