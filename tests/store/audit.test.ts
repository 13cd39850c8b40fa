import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixedClock, seededRandom } from "../../src/base/index.ts";
import { auditOf, auditVerify, ensureInstallation, eraseAudit, latestHead, publishHead, signHead, type AuditHead, type Store } from "../../src/store/index.ts";
import type { Context } from "../../src/base/index.ts";
import { testDatabase } from "../support/database.ts";

const secrets = { pepper: new Uint8Array(32).fill(1), tickets: new Uint8Array(32).fill(2), noticeIdentity: "", serverSigning: new Uint8Array(32).fill(3) };

describe("the audit chain", () => {
  let db: Store;
  const clock = fixedClock("2026-11-21T10:00:00Z");
  beforeEach(async () => {
    db = await testDatabase({ clock });
    await ensureInstallation(db, { mode: "real", random: seededRandom(7), secrets });
    for (let one = 1; one <= 6; one++) await db.transaction({ role: "visitor" }, (tx) => tx.audit({ act: "case.read", by: "member", organisation: "balans", record: `r${one % 2}` }));
  });
  afterEach(() => db.close());

  const context = (): Context => ({ db, clock, secrets }) as unknown as Context;
  const faults = async (head?: AuditHead): Promise<string[]> => (await auditVerify(db, head)).faults.map(({ fault, seq }) => `${fault} ${seq}`);
  const tamper = (statement: string): Promise<unknown> =>
    db.asOwner(({ run }) => run(`alter table audit_lines disable trigger user; alter table audit_contents disable trigger user; ${statement}; alter table audit_lines enable trigger user; alter table audit_contents enable trigger user`));

  it("verifies as it was written, and after content was erased", async () => {
    expect(await faults()).toEqual([]);
    expect(await db.transaction({ role: "system" }, (tx) => eraseAudit(tx, "r1"))).toBe(3);
    const verdict = await auditVerify(db);
    expect(verdict).toMatchObject({ lines: 6, erased: 3, faults: [] });
    expect(await db.transaction({ role: "system" }, (tx) => auditOf(tx, "r1"))).toEqual([]);
    expect(await db.transaction({ role: "system" }, (tx) => auditOf(tx, "r0"))).toHaveLength(3);
  });

  it("takes many lines in one go as if they came one by one, in their order, beside others who write", async () => {
    const many = Array.from({ length: 5 }, (_, at) => ({ act: "case.listed", by: "member", organisation: "balans", record: `m${at}` }) as const);
    await Promise.all([db.transaction({ role: "visitor" }, (tx) => tx.audit(...many, { act: "case.list", by: "member" })), db.transaction({ role: "visitor" }, (tx) => tx.audit({ act: "case.read", by: "member", record: "r2" }))]);
    await db.transaction({ role: "visitor" }, (tx) => tx.audit());
    expect(await auditVerify(db)).toMatchObject({ lines: 13, erased: 0, faults: [] });
    const lines = await db.transaction({ role: "system" }, async (tx) => Promise.all(many.map(async ({ record }) => (await auditOf(tx, record)).map(({ seq }) => seq))));
    const [first = 0] = lines.flat();
    expect(lines).toEqual(many.map((_, at) => [first + at]));
    // What is not there is not kept half: a line that does not fit takes the others along.
    await expect(db.transaction({ role: "visitor" }, (tx) => tx.audit({ act: "case.read", by: "member" }, { act: "x".repeat(3_000), by: "member" }))).rejects.toThrow();
    expect(await auditVerify(db)).toMatchObject({ lines: 13, faults: [] });
  });

  it("shows every way of tampering, also by who owns the database", async () => {
    const ways: readonly (readonly [string, string])[] = [
      ["update audit_contents set content = replace(content, 'balans', 'anders') where seq = 3", "content-altered 3"],
      ["update audit_lines set commitment = sha256('x') where seq = 3", "line-altered 3"],
      ["delete from audit_contents where seq = 4; delete from audit_lines where seq = 4", "line-missing 4"],
      ["update audit_lines set previous = sha256('x') where seq = 5", "line-out-of-place 5"],
      ["delete from audit_contents where seq = 6; delete from audit_lines where seq = 6", "line-missing 6"],
      ["update audit_tip set seq = 2", "tip-differs 6"],
    ];
    for (const [statement, fault] of ways) {
      const undo = await snapshot(db);
      await tamper(statement);
      expect(await faults(), statement).toContain(fault);
      await undo();
    }
    expect(await faults()).toEqual([]);
  });

  it("cannot be rewritten as a whole without the published head showing it", async () => {
    expect(await publishHead(context())).toBe(1);
    const head = await db.transaction({ role: "system" }, (tx) => latestHead(tx));
    expect(head).toMatchObject({ day: "2026-11-21", seq: 6 });
    expect(await faults(head)).toEqual([]);
    await tamper("delete from audit_contents; delete from audit_lines; update audit_tip set seq = 0, chain = decode(repeat('00', 32), 'hex')");
    expect(await faults()).toContain("head-not-reached 6");
    for (let one = 1; one <= 7; one++) await db.transaction({ role: "system" }, (tx) => tx.audit({ act: "case.read", by: "member" }));
    expect(await faults(head)).toContain("head-differs 6");
  });

  it("publishes one head a day, signed, and puts it in the outbox for the keepers", async () => {
    expect(await publishHead(context())).toBe(1);
    expect(await publishHead(context())).toBe(0);
    const [row] = await db.asOwner(({ run }) => run<{ event: string; payload: { day: string } }>("select event, payload from outbox"));
    expect(row).toMatchObject({ event: "audit.head", payload: { day: "2026-11-21" } });
  });

  it("does not believe a head that somebody else signed, or that was altered", async () => {
    const [settings] = await db.asOwner(({ run }) => run<{ installation: string; chain: Uint8Array }>("select installation, chain from settings, audit_tip"));
    const state = { installation: settings?.installation ?? "", day: "2026-11-21", seq: 6, chain: settings?.chain ?? new Uint8Array() };
    const good = signHead(state, secrets.serverSigning);
    expect(await faults(good)).toEqual([]);
    expect(await faults({ ...good, seq: 5 })).toContain("head-signature 5");
    await publishHead(context());
    expect(await faults(signHead(state, new Uint8Array(32).fill(9)))).toContain("head-of-another 6");
    expect(await faults(signHead({ ...state, installation: "0b6d5b4e-9d1c-4a52-8d9d-3f9d3c1f0001" }, secrets.serverSigning))).toContain("head-of-another 6");
  });

  it("stands in the order of the commits when many write at once", async () => {
    await Promise.all(Array.from({ length: 20 }, () => db.transaction({ role: "visitor" }, (tx) => tx.audit({ act: "x", by: "visitor" }))));
    expect(await auditVerify(db)).toMatchObject({ lines: 26, faults: [] });
  });
});

/** Keeps the chain's tables aside; answers how to put them back. */
async function snapshot(db: Store): Promise<() => Promise<void>> {
  const copies = ["audit_lines", "audit_contents", "audit_tip"];
  await db.asOwner(({ run }) => run(`create schema kept; ${copies.map((one) => `create table kept.${one} as table ${one}`).join("; ")}`));
  return () =>
    db.asOwner(async ({ run }) => {
      await run(`alter table audit_lines disable trigger user; alter table audit_contents disable trigger user; delete from audit_contents; delete from audit_lines; delete from audit_tip;
        insert into audit_lines select * from kept.audit_lines; insert into audit_contents select * from kept.audit_contents; insert into audit_tip select * from kept.audit_tip;
        alter table audit_lines enable trigger user; alter table audit_contents enable trigger user; drop schema kept cascade`);
    });
}
