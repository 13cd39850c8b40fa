import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/index.ts";
import type { Store } from "../../src/store/index.ts";
import { testDatabase } from "../support/database.ts";

const me = { role: "member", member: "0b6d5b4e-9d1c-4a52-8d9d-3f9d3c1f0001", organisation: "balans" } as const;

describe("a transaction", () => {
  let db: Store;
  beforeEach(async () => {
    db = await testDatabase({ clock: fixedClock("2026-11-21T10:17:33Z") });
  });
  afterEach(() => db.close());

  it("runs under the role that was asked and gives it back afterwards", async () => {
    const roleOf = (role: "visitor" | "system"): Promise<string | undefined> =>
      db.transaction({ role }, async (tx) => (await sql<{ who: string }>`select current_user as who`.execute(tx.sql)).rows[0]?.who);
    expect(await roleOf("visitor")).toBe("gehoord_visitor");
    expect(await roleOf("system")).toBe("gehoord_system");
    const login = await db.asOwner(async ({ run }) => run<{ who: string; member: string | null }>("select current_user as who, gehoord_member() as member"));
    expect(login[0]?.who).not.toMatch(/^gehoord_/);
  });

  it("tells the database which member asks, and a visitor is nobody", async () => {
    const ask = (as: Parameters<Store["transaction"]>[0]): Promise<unknown> =>
      db.transaction(as, async (tx) => (await sql`select gehoord_member() as member, gehoord_organisation() as organisation`.execute(tx.sql)).rows[0]);
    expect(await ask(me)).toEqual({ member: me.member, organisation: "balans" });
    expect(await ask({ role: "visitor" })).toEqual({ member: null, organisation: null });
  });

  it("does not let a strange name into the settings", async () => {
    await expect(db.transaction({ ...me, organisation: "x'; reset role; --" }, () => Promise.resolve())).rejects.toThrow("impossible name");
  });

  it("keeps nothing when the work throws", async () => {
    const failing = db.transaction({ role: "system" }, async (tx) => {
      await tx.emit({ event: "test.never", payload: {} });
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await count(db, "outbox")).toBe(0);
  });

  it("says so when a failure inside was swallowed", async () => {
    const swallowing = db.transaction({ role: "system" }, async (tx) => {
      await tx.emit({ event: "test.never", payload: {} });
      await sql`select 1 / 0`.execute(tx.sql).catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow("swallowed");
    expect(await count(db, "outbox")).toBe(0);
  });

  it("is done once more when the database chose it to give way, and not for any other failure", async () => {
    const failingWith = (code: string, times: number): { readonly tried: () => number; readonly done: Promise<unknown> } => {
      let tried = 0;
      const done = db.transaction({ role: "system" }, async (tx) => {
        tried += 1;
        await tx.emit({ event: "test.once", payload: {} });
        if (tried <= times) await sql`do ${sql.raw(`$$ begin raise exception 'give way' using errcode = '${code}'; end $$`)}`.execute(tx.sql);
      });
      return { tried: () => tried, done };
    };
    const deadlock = failingWith("40P01", 2);
    await deadlock.done;
    expect(deadlock.tried()).toBe(3);
    expect(await count(db, "outbox")).toBe(1);
    const forEver = failingWith("40001", 100);
    await expect(forEver.done).rejects.toThrow("give way");
    expect(forEver.tried()).toBe(4);
    const other = failingWith("22012", 1);
    await expect(other.done).rejects.toThrow("give way");
    expect(other.tried()).toBe(1);
    expect(await count(db, "outbox")).toBe(1);
  });

  it("cannot be used after its end, nor opened inside another", async () => {
    const escaped = await db.transaction({ role: "system" }, (tx) => Promise.resolve(tx));
    await expect(escaped.emit({ event: "test.late", payload: {} })).rejects.toThrow("has ended");
    const nested = db.transaction({ role: "system" }, () => db.transaction({ role: "visitor" }, () => Promise.resolve()));
    await expect(nested).rejects.toThrow("inside another");
  });

  it("writes the outbox and the audit line together with the change", async () => {
    await db.transaction({ role: "visitor" }, async (tx) => {
      await tx.emit({ event: "test.happened", payload: { day: "2026-11-21", count: 2, yes: true } });
      await tx.audit({ act: "report.received", by: "visitor", record: "r1" });
    });
    const rows = await db.asOwner(({ run }) => run<{ payload: unknown; content: string }>("select payload, content from outbox, audit_contents"));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.payload).toEqual({ day: "2026-11-21", count: 2, yes: true });
    expect(JSON.parse(rows[0]?.content ?? "")).toEqual({ act: "report.received", at: "2026-11-21T10:00:00.000Z", by: "visitor", record: "r1" });
  });

  it("shows an event to whatever is asked after it, though it costs no trip of its own", async () => {
    const seen = await db.transaction({ role: "system" }, async (tx) => {
      await tx.emit({ event: "test.happened", payload: { words: "it's a \\ and a ; and -- ''" } });
      return (await sql<{ payload: unknown }>`select payload from outbox`.execute(tx.sql)).rows;
    });
    expect(seen).toEqual([{ payload: { words: "it's a \\ and a ; and -- ''" } }]);
    expect(await count(db, "outbox")).toBe(1);
  });

  it("keeps nothing of a transaction whose last words cannot be written", async () => {
    const nameless = db.transaction({ role: "system" }, async (tx) => {
      await tx.emit({ event: "test.happened", payload: {} });
      await tx.emit({ event: "not a name of an event", payload: {} });
    });
    await expect(nameless).rejects.toThrow("outbox_event_check");
    await expect(db.transaction({ role: "system" }, (tx) => tx.audit({ act: "x", by: "system", record: "r\0'); drop table outbox" }))).rejects.toThrow("zero byte");
    expect(await count(db, "outbox")).toBe(0);
    expect(await count(db, "audit_lines")).toBe(0);
    await db.transaction({ role: "system" }, (tx) => tx.emit({ event: "test.happened", payload: {} }));
    expect(await count(db, "outbox")).toBe(1);
  });

  it("gives values the same form on both engines", async () => {
    const [row] = await db.asOwner(({ run }) =>
      run("select 'abc'::bytea as bytes, timestamptz '2026-11-21 10:00+01' as instant, date '2026-02-03' as day, 9007199254740991::int8 as number, array['a','b c'] as texts, array[1,2]::int8[] as numbers, '{\"a\":[1]}'::jsonb as json, null as nothing, array['2026-01-02']::date[] as days"),
    );
    expect(row).toEqual({
      bytes: new Uint8Array([97, 98, 99]),
      instant: new Date("2026-11-21T09:00:00Z"),
      day: "2026-02-03",
      number: 9_007_199_254_740_991,
      texts: ["a", "b c"],
      numbers: [1, 2],
      json: { a: [1] },
      nothing: null,
      days: ["2026-01-02"],
    });
    expect(Object.getPrototypeOf(row?.["bytes"])).toBe(Uint8Array.prototype);
  });

  it("takes bytes, dates and lists as parameters", async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
    const instant = new Date("2026-03-29T01:30:00.123Z");
    const [row] = await db.asOwner(({ run }) => run("select $1::bytea as bytes, $2::timestamptz as instant, $3::text[] as texts, $4::date as day", [bytes, instant, ["x", "y\"z"], "2026-03-29"]));
    expect(row).toEqual({ bytes, instant, texts: ["x", "y\"z"], day: "2026-03-29" });
  });
});

async function count(db: Store, table: string): Promise<number> {
  const [row] = await db.asOwner(({ run }) => run<{ count: number }>(`select count(*) as count from ${table}`));
  return row?.count ?? -1;
}

describe("what a role may see", () => {
  let db: Store;
  beforeEach(async () => {
    db = await testDatabase();
    await db.transaction({ role: "system" }, async (tx) => {
      await tx.emit({ event: "test.secret", payload: { a: 1 } });
      await tx.audit({ act: "x", by: "system" });
    });
  });
  afterEach(() => db.close());

  it.each(["outbox", "jobs", "audit_lines", "audit_contents", "audit_tip", "audit_heads", "used_nonces", "schema_migrations", "deletion_marker"])("a visitor reads nothing of %s", async (table) => {
    await expect(db.transaction({ role: "visitor" }, (tx) => sql`select * from ${sql.table(table)}`.execute(tx.sql))).rejects.toThrow("permission denied");
    await expect(db.transaction(me, (tx) => sql`select * from ${sql.table(table)}`.execute(tx.sql))).rejects.toThrow("permission denied");
  });

  it("nobody, not even the system, changes or removes an audit line", async () => {
    const tries = ["update audit_lines set seq = 7", "delete from audit_lines", "update audit_tip set seq = 7", "insert into audit_lines select 9, commitment, previous, chain from audit_lines", "update audit_contents set content = 'x'"];
    for (const one of tries) await expect(db.transaction({ role: "system" }, (tx) => sql.raw(one).execute(tx.sql))).rejects.toThrow(/permission denied/);
    for (const one of ["update audit_lines set seq = 7", "delete from audit_lines", "truncate audit_lines cascade", "update audit_contents set content = 'x'"]) {
      await expect(db.asOwner(({ run }) => run(one))).rejects.toThrow("only grows");
    }
  });

  it("the backup's role reads every table and writes none", async () => {
    const tables = await db.asOwner(({ run }) => run<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'"));
    expect(tables.length).toBeGreaterThan(8);
    for (const { name } of tables) {
      await db.asOwner(({ run }) => run(`set local role gehoord_backup; select * from "${name}"`));
      await expect(db.asOwner(({ run }) => run(`set local role gehoord_backup; delete from "${name}"`))).rejects.toThrow("permission denied");
    }
  });
});
