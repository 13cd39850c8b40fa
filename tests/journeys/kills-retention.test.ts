/**
 * `kill -9` while what is due is destroyed. Afterwards every conversation is whole or wholly gone; what is gone stands in the ledger
 * and in the proofs, as often as it went; and the next run destroys the rest. `KILLS` rounds (3).
 */
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createOrganisation } from "../../src/accounts/index.ts";
import { fixedClock, type Config } from "../../src/base/index.ts";
import { endsJob } from "../../src/cases/jobs/retention.ts";
import { auditVerify, faultyProofs, readLedger } from "../../src/store/index.ts";
import { engineUnderTest } from "../support/database.ts";
import { newConfig, openFor } from "../support/installations.ts";
import { emptyDatabase, startPostgres } from "../support/postgres.ts";
import { quickCases } from "../support/quick-cases.ts";

const rounds = Number(process.env["KILLS"] ?? "3");
/** More than one transaction takes away, in every round. */
const perRound = 40;
const began = "2026-11-23";
const then = "2027-12-31T09:00:00Z";
const team = "balans-desk";
const pause = (milliseconds: number): Promise<void> => new Promise((go) => setTimeout(go, milliseconds));

/** An installation whose conversations all ended thirteen months ago. */
async function filled(config: Config): Promise<readonly string[]> {
  const { db, context } = await openFor(config, fixedClock(`${began}T09:00:00Z`));
  const member = { name: "balans-anna", shownName: "Anna", roles: ["worker"] as const, teams: [team], passphrase: "vier rustige woorden samen", totpSecret: new Uint8Array(20).fill(7) };
  await createOrganisation(context, { organisation: "balans", name: "Balans", teams: [{ team, service: "balans", name: "Desk", answerDays: 3 }], members: [member] });
  const ids: string[] = [];
  for (let count = 0; count < rounds; count += 1) ids.push(...(await quickCases(db, { organisation: "balans", team, day: began }, perRound)));
  await db.asOwner(({ run }) => run("update cases set state = 'closed', outcome = 'not-known'"));
  expect(await endsJob.run(context)).toBe(ids.length);
  await db.close();
  return ids;
}

const isInside = (data: string): boolean => {
  const mark = join(data, "transaction-mark");
  if (!existsSync(mark)) return false;
  const file = openSync(mark, "r");
  const byte = new Uint8Array(1);
  readSync(file, byte, 0, 1, 0);
  closeSync(file);
  return byte[0] === 1;
};

function destroying(config: Config): { readonly kill: () => void; readonly isOver: () => boolean; readonly ended: Promise<number | null> } {
  const child = spawn(process.execPath, [join(config.root, "tests/support/marked-retention.mjs"), config.data, config.databaseUrl ?? "", then], { stdio: ["ignore", "ignore", "inherit"] });
  return { kill: () => void child.kill("SIGKILL"), isOver: () => child.exitCode !== null || child.signalCode !== null, ended: new Promise((go) => child.once("close", (code) => go(code))) };
}

const ledgerSize = ({ data }: Config): number => statSync(join(data, "ledger", "deletions.jsonl")).size;

/** Killed after it wrote in the ledger, at any moment of a transaction; not at all when it was quicker than that. */
async function killedInside(config: Config): Promise<void> {
  const before = ledgerSize(config);
  const work = destroying(config);
  while (!work.isOver() && ledgerSize(config) === before) await pause(1);
  await pause(Math.random() * 40);
  while (!work.isOver() && !isInside(config.data)) await new Promise((go) => setImmediate(go));
  work.kill();
  await work.ended;
}

const tables = { pieces: "case_id", case_wraps: "case_id", reporter_keys: "case_id", notices: "case_id", audit_contents: "record" } as const;

/** Whole or gone, never half; the ones that are gone. */
async function refuseHalf(config: Config, ids: readonly string[]): Promise<readonly string[]> {
  const { db, context } = await openFor(config, fixedClock(then));
  const run = <Row extends object>(text: string): Promise<Row[]> => db.asOwner((session) => session.run<Row>(text));
  const states = new Map((await run<{ id: string; state: string }>("select id::text, state from cases")).map(({ id, state }) => [id, state]));
  const gone = ids.filter((id) => states.get(id) === "removed");
  for (const [table, column] of Object.entries(tables)) {
    const left = new Set((await run<{ id: string }>(`select ${column}::text as id from ${table}`)).map(({ id }) => id));
    expect(ids.filter((id) => left.has(id)).toSorted(), table).toEqual(ids.filter((id) => states.get(id) === "closed").toSorted());
  }
  const inLedger = new Set(readLedger(config.data)?.entries.map(({ id }) => id));
  expect(gone.filter((id) => !inLedger.has(id))).toEqual([]);
  const { proofs, faulty } = await faultyProofs(context);
  expect(faulty).toEqual([]);
  expect(proofs.filter((one) => one.class === "case").reduce((sum, { count }) => sum + count, 0)).toBe(gone.length);
  expect((await auditVerify(db)).faults).toEqual([]);
  await db.close();
  return gone;
}

describe(`destroying what is due, brought down in the middle (${engineUnderTest})`, () => {
  it(`leaves nothing half and proves what went, SIGKILL ${rounds} times`, { timeout: 120_000 + rounds * 60_000 }, async () => {
    const server = engineUnderTest === "embedded" ? undefined : await startPostgres({ durable: true });
    const made = await newConfig("embedded", "demo");
    const config: Config = server === undefined ? made : { ...made, databaseUrl: (await emptyDatabase(server.url)).url };
    const ids = await filled(config);
    const found: number[] = [];
    for (let count = 0; count < rounds; count += 1) {
      await killedInside(config);
      found.push((await refuseHalf(config, ids)).length);
    }
    expect(found[0]).toBeLessThan(ids.length);
    expect(await destroying(config).ended).toBe(0);
    expect(await refuseHalf(config, ids)).toHaveLength(ids.length);
    await server?.remove();
  });
});
