import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/index.ts";
import type { Config, Transaction } from "../../src/base/index.ts";
import { newCaseIdentity, newHybridIdentity } from "../../src/envelope/index.ts";
import { BackupDamaged, loadSecrets, readBackup, restoreBackup, writeBackup } from "../../src/ops/index.ts";
import { auditVerify, digestAll, openDatabase, recordDeletion, type Store } from "../../src/store/index.ts";
import { engines, newConfig, newFolder, openFor, type Engine } from "../support/installations.ts";
import { emptyCluster, migrationsFolder } from "../support/database.ts";

const recovery = await newCaseIdentity();
const open: Store[] = [];
afterEach(async () => {
  for (const db of open.splice(0)) await db.close();
});

const eraseOutbox = async (tx: Transaction, id: string): Promise<void> => {
  await sql`delete from outbox where id = ${id}`.execute(tx.sql);
};

/** An installation with rows of awkward kinds: a deletion too, an erased audit line, a nonce, text with every trap. */
async function filled(engine: Engine): Promise<{ config: Config; db: Store; deleted: string }> {
  const config = await newConfig(engine);
  const { db, context } = await openFor(config);
  open.push(db);
  const deleted = context.random.uuid();
  await db.transaction({ role: "system" }, async (tx) => {
    for (let one = 0; one < 450; one++) await tx.emit({ event: "test.filled", payload: { one, text: 'a "quoted" \\ {x,y} \u2028 é 👂', none: null } });
    await sql`insert into outbox (id, event, payload, not_before) values (${deleted}, 'test.deleted', '{}', now())`.execute(tx.sql);
    await sql`insert into used_nonces (nonce, expires) values (${context.random.bytes(24)}, now() + interval '1.123456 hours')`.execute(tx.sql);
    await tx.audit({ act: "test.one", by: "system", record: "r1" });
  });
  for (let one = 0; one < 5; one++) await db.transaction({ role: "visitor" }, (tx) => tx.audit({ act: "test.more", by: "visitor", record: `r${one}` }));
  return { config, db, deleted };
}

async function backupOf(db: Store, config: Config, clock = fixedClock("2026-11-21T10:00:00Z")): Promise<string> {
  const file = join(newFolder(), "one.backup");
  await writeBackup(db, { file, recipients: [recovery.recipient], secrets: await loadSecrets(config.data), clock, version: "0.1.0" });
  return file;
}

/** A new folder with secrets and ledger of the old one, and an empty database. */
async function emptyBeside(old: Config, engine: Engine, parts: readonly string[] = ["secrets", "ledger"]): Promise<{ config: Config; db: Store }> {
  const config = await newConfig(engine);
  for (const part of parts) cpSync(join(old.data, part), join(config.data, part), { recursive: true });
  const db = await openDatabase({ data: config.data, databaseUrl: config.databaseUrl, template: await emptyCluster() });
  open.push(db);
  return { config, db };
}

async function restoreInto(db: Store, config: Config, file: string, now = "2026-11-22T10:00:00Z"): ReturnType<typeof restoreBackup> {
  return restoreBackup(db, { file, identity: recovery.identity, data: config.data, migrations: migrationsFolder, secrets: await loadSecrets(config.data), clock: fixedClock(now), erasers: { "outbox-event": eraseOutbox } });
}

const contentOf = (db: Store): ReturnType<typeof digestAll> => db.asOwner(async (session) => {
  await session.run("set local role gehoord_backup");
  return digestAll(session);
});

const ways = engines.flatMap((from) => engines.map((to) => ({ from, to })));

describe("a backup", { timeout: 120_000 }, () => {
  it.each(ways)("of $from comes back on $to, row for row", async ({ from, to }) => {
    const { config, db } = await filled(from);
    const before = await contentOf(db);
    const file = await backupOf(db, config);
    const other = await emptyBeside(config, to);
    const { rows, replayed } = await restoreInto(other.db, other.config, file);
    expect(replayed).toBe(0);
    expect(rows).toBeGreaterThan(450);
    expect(await contentOf(other.db)).toEqual(before);
    expect((await auditVerify(other.db)).faults).toEqual([]);
    await other.db.close();
    open.splice(open.indexOf(other.db), 1);
    const again = await openFor(other.config);
    open.push(again.db);
    await again.db.transaction({ role: "visitor" }, (tx) => tx.audit({ act: "test.after", by: "visitor" }));
    expect((await auditVerify(again.db)).faults).toEqual([]);
  });

  it("does not bring back what was deleted after it was made", async () => {
    const { config, db, deleted } = await filled("embedded");
    const file = await backupOf(db, config);
    await db.transaction({ role: "system" }, async (tx) => {
      await eraseOutbox(tx, deleted);
      await recordDeletion(tx, config.data, { kind: "outbox-event", id: deleted });
    });
    const other = await emptyBeside(config, "embedded");
    expect((await restoreInto(other.db, other.config, file)).replayed).toBe(1);
    const left = await other.db.transaction({ role: "system" }, (tx) => sql`select 1 from outbox where id = ${deleted}`.execute(tx.sql));
    expect(left.rows).toEqual([]);
  });

  it("is refused without the ledger, with an older one, and with one of another installation", async () => {
    const { config, db, deleted } = await filled("embedded");
    const beforeDeletion = newFolder();
    cpSync(join(config.data, "ledger"), join(beforeDeletion, "ledger"), { recursive: true });
    await db.transaction({ role: "system" }, (tx) => recordDeletion(tx, config.data, { kind: "outbox-event", id: deleted }));
    const file = await backupOf(db, config);
    const { config: target, db: empty } = await emptyBeside(config, "embedded", ["secrets"]);
    await expect(restoreInto(empty, target, file)).rejects.toThrow("ledger of deletions is missing");
    cpSync(join(beforeDeletion, "ledger"), join(target.data, "ledger"), { recursive: true });
    await expect(restoreInto(empty, target, file)).rejects.toThrow("older than the backup");
    const stranger = await filled("embedded");
    cpSync(join(stranger.config.data, "ledger"), join(target.data, "ledger"), { recursive: true });
    await expect(restoreInto(empty, target, file)).rejects.toThrow("another installation");
    cpSync(join(config.data, "ledger"), join(target.data, "ledger"), { recursive: true });
    expect((await restoreInto(empty, target, file)).replayed).toBe(1);
  });

  it("is refused with other secrets, in a filled database, and past its last day", async () => {
    const { config, db } = await filled("embedded");
    const file = await backupOf(db, config);
    await expect(restoreInto(db, config, file)).rejects.toThrow("There is an installation in this database already");
    const other = await emptyBeside(config, "embedded", ["ledger"]);
    await expect(restoreInto(other.db, other.config, file)).rejects.toThrow("secrets in the data folder are not those");
    rmSync(join(other.config.data, "secrets"), { recursive: true });
    cpSync(join(config.data, "secrets"), join(other.config.data, "secrets"), { recursive: true });
    await expect(restoreInto(other.db, other.config, file, "2026-12-27T10:00:00Z")).rejects.toThrow("could be restored until 2026-12-26");
    await expect(restoreInto(other.db, other.config, file)).resolves.toBeDefined();
  });

  it("that did not come to its end keeps every door shut", async () => {
    const { config, db } = await filled("embedded");
    const file = await backupOf(db, config);
    await db.transaction({ role: "system" }, (tx) => recordDeletion(tx, config.data, { kind: "outbox-event", id: "x1" }));
    const third = await emptyBeside(config, "embedded");
    const broken = restoreBackup(third.db, { file, identity: recovery.identity, data: third.config.data, migrations: migrationsFolder, secrets: await loadSecrets(third.config.data), clock: fixedClock("2026-11-22T10:00:00Z"), erasers: { "outbox-event": () => Promise.reject(new Error("power failed")) } });
    await expect(broken).rejects.toThrow("power failed");
    await third.db.close();
    open.splice(open.indexOf(third.db), 1);
    await expect(openFor(third.config)).rejects.toThrow("did not come to its end");
  });

  it("opens with the recovery key alone, hybrid too, and shows nothing outside", async () => {
    const { config, db } = await filled("embedded");
    const hybrid = await newHybridIdentity();
    const file = join(newFolder(), "hybrid.backup");
    await writeBackup(db, { file, recipients: [hybrid.recipient], secrets: await loadSecrets(config.data), clock: fixedClock("2026-11-21T10:00:00Z"), version: "0.1.0" });
    expect((await readBackup(file, hybrid.identity)).made).toBe("2026-11-21");
    await expect(readBackup(file, recovery.identity)).rejects.toThrow("does not open the backup");
    expect(readFileSync(file).includes("quoted")).toBe(false);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  it("is refused when one byte differs, a part is missing, or its end is cut off", async () => {
    const { config, db } = await filled("embedded");
    const file = await backupOf(db, config);
    const bytes = readFileSync(file);
    const altered = Buffer.from(bytes);
    const at = Math.floor(bytes.length / 2);
    altered[at] = (altered[at] ?? 0) ^ 1;
    const damaged: readonly (readonly [string, Buffer])[] = [["flipped", altered], ["cut", bytes.subarray(0, bytes.length - 2_048)], ["strange", Buffer.alloc(5_000, 7)]];
    for (const [name, content] of damaged) {
      const other = join(newFolder(), name);
      writeFileSync(other, content);
      await expect(readBackup(other, recovery.identity), name).rejects.toThrow(BackupDamaged);
    }
    await expect(readBackup(file, recovery.identity)).resolves.toBeDefined();
  });

  it("refuses a ledger that was altered", async () => {
    const { config, db, deleted } = await filled("embedded");
    await db.transaction({ role: "system" }, (tx) => recordDeletion(tx, config.data, { kind: "outbox-event", id: deleted }));
    await db.transaction({ role: "system" }, (tx) => recordDeletion(tx, config.data, { kind: "outbox-event", id: "second" }));
    const file = await backupOf(db, config);
    const other = await emptyBeside(config, "embedded");
    const ledger = join(other.config.data, "ledger", "deletions.jsonl");
    writeFileSync(ledger, readFileSync(ledger, "utf8").replace(deleted, "another-id"));
    await expect(restoreInto(other.db, other.config, file)).rejects.toThrow("Entry 1 of the ledger was altered");
  });
});
