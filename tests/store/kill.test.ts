/**
 * Promise 8: what was confirmed survives `kill -9`, of the process and of the database server. `KILLS` rounds per engine
 * (3 unless said otherwise), at least half of them inside an open transaction.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { auditVerify, ensureInstallation, migrate, openDatabase, type Store } from "../../src/store/index.ts";
import { seededRandom } from "../../src/base/index.ts";
import { migratedCluster, migrationsFolder } from "../support/database.ts";
import { hasPostgres, newFolder } from "../support/installations.ts";
import { emptyDatabase, startPostgres } from "../support/postgres.ts";

const rounds = Number(process.env["KILLS"] ?? "3");
const limit = 60_000 + rounds * 20_000;

type Heard = { readonly kept: readonly string[]; readonly open: number };
type Moment = "inside" | "any";

/** Runs the writing child, kills at a moment of this kind, and tells what it had said by then. */
async function killed(data: string, databaseUrl: string | undefined, moment: Moment, kill: (child: ChildProcess) => Promise<void>): Promise<Heard> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "writing-child.ts"), data, ...(databaseUrl === undefined ? [] : [databaseUrl])], { stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  let rest = "";
  let trouble = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (trouble += text));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let armed = false;
    let wanted = Infinity;
    child.once("exit", () => reject(new Error(`The child ended by itself: ${trouble}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const parts = (rest + text).split("\n");
      rest = parts.pop() ?? "";
      for (const line of parts) {
        lines.push(line);
        if (line === "ready") wanted = 5 + Math.random() * 60;
        if (armed || lines.length < wanted) continue;
        if (moment === "inside" && !line.startsWith("open")) continue;
        armed = true;
        if (moment === "inside") void kill(child).then(resolve);
        else setTimeout(() => void kill(child).then(resolve), Math.random() * 20);
      }
    });
  });
  child.kill("SIGKILL");
  await ended;
  const named = (word: string): string[] => lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(5));
  const kept = named("kept");
  return { kept, open: named("open").filter((id) => !kept.includes(id)).length };
}

async function refuseLoss(db: Store, kept: readonly string[]): Promise<{ rows: number }> {
  const found = await db.asOwner(({ run }) => run<{ id: string; filled: boolean; line: boolean }>("select payload->>'id' as id, length(payload->>'filling') >= 0 as filled, record is not null as line from outbox full join audit_contents on record = payload->>'id'"));
  const ids = new Set(found.map(({ id }) => id));
  expect(kept.filter((id) => !ids.has(id))).toEqual([]);
  expect(found.filter(({ id, filled, line }) => id === null || !filled || !line)).toEqual([]);
  expect((await auditVerify(db)).faults).toEqual([]);
  return { rows: found.length };
}

const momentOf = (round: number): Moment => (round % 3 === 2 ? "any" : "inside");
const sigkill = (child: ChildProcess): Promise<void> => {
  child.kill("SIGKILL");
  return Promise.resolve();
};
const installation = { mode: "real", random: seededRandom(3), secrets: { pepper: new Uint8Array(32) } } as const;

async function prepared(data: string, databaseUrl?: string): Promise<void> {
  const db = await openDatabase({ data, databaseUrl, template: await migratedCluster() });
  await migrate(db, migrationsFolder);
  await ensureInstallation(db, installation);
  await db.close();
}

function report(engine: string, all: readonly Heard[], rows: number): void {
  const inside = all.filter(({ open }) => open > 0).length;
  process.stdout.write(`${engine}: ${all.length} kills, ${inside} inside an open transaction, ${all.flatMap(({ kept }) => kept).length} confirmed, ${rows} found\n`);
  expect(inside * 2).toBeGreaterThanOrEqual(all.length);
}

describe("what was confirmed", () => {
  it("survives kill -9 of the process with the embedded engine", { timeout: limit }, async () => {
    const data = newFolder();
    await prepared(data);
    const all: Heard[] = [];
    let rows = 0;
    for (let round = 0; round < rounds; round++) {
      all.push(await killed(data, undefined, momentOf(round), sigkill));
      const db = await openDatabase({ data, reserveBytes: 0 });
      ({ rows } = await refuseLoss(db, all.flatMap(({ kept }) => kept)));
      await db.close();
    }
    report("embedded", all, rows);
  });

  it.skipIf(!hasPostgres)("survives kill -9 of the process and of PostgreSQL itself", { timeout: limit }, async () => {
    const server = await startPostgres({ durable: true });
    const { url } = await emptyDatabase(server.url);
    const data = newFolder();
    await prepared(data, url);
    const all: Heard[] = [];
    let rows = 0;
    for (let round = 0; round < rounds; round++) {
      const serverToo = round % 2 === 1;
      all.push(await killed(data, url, momentOf(round), serverToo ? () => server.kill() : sigkill));
      if (serverToo) await server.start();
      const db = await openDatabase({ data, databaseUrl: url });
      ({ rows } = await refuseLoss(db, all.flatMap(({ kept }) => kept)));
      await db.close();
    }
    await server.remove();
    report("postgresql", all, rows);
  });
});
