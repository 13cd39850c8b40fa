/** A large network that stands: the built product on PostgreSQL, filled, with workers who are signed in. */
import { createHash, randomBytes } from "node:crypto";
import { Client } from "pg";
import { answer, take } from "../../src/ops/example/worker.ts";
import { asWorker, signedIn, type SignedIn } from "../../tests/support/people.ts";
import { caller, type Caller } from "../measuring.ts";
import type { MeasuredDatabase } from "../postgres.ts";
import { sendMany } from "../reports.ts";
import { startProduct, type Running } from "../servers.ts";
import { countNetwork, fillNetwork, ownTeam, type Run, type Size } from "./filling.ts";

export type AtWork = { readonly member: string; readonly cookie: string };

export type Standing = {
  readonly product: Running;
  readonly database: MeasuredDatabase;
  readonly client: Caller;
  /** As a superuser: for counting and for what no member may. */
  readonly owner: Run;
  /** A worker with real keys. */
  readonly noor: SignedIn;
  /** Members who only ask the server; what they get they cannot open. */
  readonly workers: readonly AtWork[];
  readonly line: string;
};

const number = (name: string, usual: number): number => Number(process.env[name] ?? usual);
export const size: Size = { own: number("BENCH_OPEN", 5_000), network: number("BENCH_NETWORK", 50_000), members: number("BENCH_WORKERS", 50) };
/** Reports that are really sealed; of these so many are taken and answered. The others are copies. */
const sealed = number("BENCH_SEALED", 120);
const answered = Math.ceil(sealed / 3);

async function ownerOf(url: string): Promise<{ readonly run: Run; end(): Promise<void> }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return { run: async (sql, values) => (await client.query<Record<string, unknown>>(sql, values === undefined ? [] : [...values])).rows, end: () => client.end() };
}

async function workOn(noor: SignedIn, run: Run): Promise<void> {
  const fresh = await run("select c.id from cases c where c.team = $1 and c.state = 'new' and not exists (select from call_backs b where b.case_id = c.id) order by c.id limit $2", [ownTeam, answered]);
  const worker = asWorker(noor);
  for (const { id } of fresh) {
    await take(worker, String(id));
    await answer(worker, String(id), "Dank je dat je het vertelt. Zullen we morgen bellen? ".repeat(12), false);
  }
}

/** Sessions as a sign-in makes them. The cookie holds the token, the database its hash. */
async function signInAll(run: Run): Promise<AtWork[]> {
  const members = await run("select id from newcomers where team = $1 order by id", [ownTeam]);
  const workers: AtWork[] = [];
  for (const { id } of members) {
    const token = randomBytes(32).toString("base64url");
    await run("insert into sessions (id, token_hash, member, since, ends_at, seen) values (gen_random_uuid(), $1, $2, now(), now() + interval '10 hours', now())", [createHash("sha256").update(token).digest(), id]);
    workers.push({ member: String(id), cookie: `gehoord-desk=${token}` });
  }
  return workers;
}

export async function withNetwork(database: MeasuredDatabase, work: (standing: Standing) => Promise<string[]>): Promise<string[]> {
  const product = await startProduct(database.url);
  const client = caller(product.address, 60);
  const { run: owner, end } = await ownerOf(database.ownerUrl);
  try {
    await sendMany(client, product.address, sealed);
    const noor = await signedIn(product.address, "noor");
    await workOn(noor, owner);
    const started = performance.now();
    await fillNetwork(owner, size);
    const seconds = (performance.now() - started) / 1000;
    const workers = await signInAll(owner);
    const { own, network, pieces, lines, megabytes } = await countNetwork(owner);
    const line = `network: ${own.toLocaleString("en")} living cases of one organisation, ${network.toLocaleString("en")} in the network, ${pieces.toLocaleString("en")} pieces, ${lines.toLocaleString("en")} audit lines, ${megabytes} MB; ${sealed} really sealed, ${answered} of them answered, the rest copies (made in ${seconds.toFixed(0)} s)`;
    return [line, ...(await work({ product, database, client, owner, noor, workers, line }))];
  } finally {
    client.close();
    await end();
    await product.stop();
  }
}
