/** The embedded engine keeps what it confirms, alone, on a real disk; and says plainly when it cannot. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { auditVerify, ensureInstallation, migrate, openDatabase, StorageRefusal, type Store, type StoreOptions } from "../../src/store/index.ts";
import { seededRandom } from "../../src/base/index.ts";
import { migratedCluster, migrationsFolder } from "../support/database.ts";
import { hasPostgres, newFolder } from "../support/installations.ts";
import { emptyDatabase, startPostgres } from "../support/postgres.ts";

const open: Store[] = [];
afterEach(async () => {
  for (const db of open.splice(0)) await db.close();
});

async function opened(options: StoreOptions): Promise<Store> {
  const db = await openDatabase({ template: await migratedCluster(), ...options });
  open.push(db);
  await migrate(db, migrationsFolder);
  await ensureInstallation(db, { mode: "real", random: seededRandom(1), secrets: { pepper: new Uint8Array(32) } });
  return db;
}

const write = (db: Store, filling = ""): Promise<void> => db.transaction({ role: "system" }, (tx) => tx.emit({ event: "test.written", payload: { filling } }));
const rows = async (db: Store): Promise<number> => (await db.asOwner(({ run }) => run<{ count: number }>("select count(*) as count from outbox")))[0]?.count ?? -1;
const refusalOf = async (work: Promise<unknown>): Promise<string> => work.then(() => "nothing was refused", (error: unknown) => (error instanceof StorageRefusal ? error.because : `another error: ${String(error)}`));

describe("the embedded engine", { timeout: 90_000 }, () => {
  it("closes in the middle of a transaction: that one is finished, and stopping comes to an end", async () => {
    const db = await openDatabase({ data: newFolder(), template: await migratedCluster() });
    await migrate(db, migrationsFolder);
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const work = db.transaction({ role: "system" }, async (tx) => {
      await tx.emit({ event: "test.written", payload: {} });
      await held;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = db.close();
    go();
    await work;
    const late = new Promise((resolve) => setTimeout(() => resolve("still waiting"), 5_000));
    expect(await Promise.race([closed.then(() => "closed"), late])).toBe("closed");
  });

  it("reaches the disk once for every commit, and not for reading", async () => {
    const db = await opened({ data: newFolder() });
    for (let one = 0; one < 20; one++) {
      const before = db.fsyncs() ?? 0;
      await write(db);
      expect((db.fsyncs() ?? 0) - before).toBeGreaterThanOrEqual(1);
    }
    const before = db.fsyncs();
    for (let one = 0; one < 20; one++) await rows(db);
    expect(db.fsyncs()).toBe(before);
  });

  it("is made whole at its first start: half a database of an earlier try gives way", async () => {
    const data = newFolder();
    mkdirSync(join(data, "database.new"));
    writeFileSync(join(data, "database.new", "PG_VERSION"), "18\n");
    const db = await openDatabase({ data });
    open.push(db);
    await migrate(db, migrationsFolder);
    await write(db);
    expect(await rows(db)).toBe(1);
  });

  it("keeps its folder to its own user", async () => {
    const data = newFolder();
    await opened({ data });
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, "database")).mode & 0o777).toBe(0o700);
  });

  it("refuses a second process, and a second opening in the same one, in plain words", async () => {
    const data = newFolder();
    const db = await opened({ data });
    await expect(openDatabase({ data })).rejects.toThrow("Another Gehoord process already uses this data folder");
    const second = spawnSync(process.execPath, [join(import.meta.dirname, "writing-child.ts"), data], { encoding: "utf8" });
    expect(second.status).not.toBe(0);
    expect(second.stderr).toContain("Another Gehoord process already uses this data folder");
    await write(db);
    expect(await rows(db)).toBe(1);
  });

  it("is free again after its process was killed", async () => {
    const data = newFolder();
    const first = await opened({ data });
    await first.close();
    open.pop();
    const child = spawn(process.execPath, [join(import.meta.dirname, "writing-child.ts"), data], { stdio: ["ignore", "pipe", "ignore"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await expect(openDatabase({ data })).rejects.toThrow("Another Gehoord process");
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    const db = await opened({ data });
    expect((await auditVerify(db)).faults).toEqual([]);
  });

  it("ends a statement that never ends, and goes on with everything that was kept", async () => {
    const db = await opened({ data: newFolder(), limits: { statementMilliseconds: 3_000 } });
    await write(db);
    expect(await refusalOf(db.asOwner(({ run }) => run("select count(*) from generate_series(1, 100000000000)")))).toBe("storage-away");
    expect(await rows(db)).toBe(1);
    await write(db);
    expect(await rows(db)).toBe(2);
  });

  it("cuts off a transaction that hangs, and lets the next one through", async () => {
    const db = await opened({ data: newFolder(), limits: { transactionMilliseconds: 3_000 } });
    const hanging = db.transaction({ role: "system" }, async (tx) => {
      await tx.emit({ event: "test.hung", payload: {} });
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      await sql`select 1`.execute(tx.sql);
    });
    const next = write(db);
    expect(await refusalOf(hanging)).toBe("storage-away");
    await next;
    expect(await rows(db)).toBe(1);
  });

  it("lets only so many wait", async () => {
    const db = await opened({ data: newFolder(), limits: { waiting: 3 } });
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => write(db)));
    expect(all.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);
    expect(await rows(db)).toBe(all.filter(({ status }) => status === "fulfilled").length);
  });

  const strace = spawnSync("strace", ["-V"]).status === 0;
  it.skipIf(!strace)("makes the operating system's own count of fsync rise with every commit", async () => {
    const data = newFolder();
    const db = await opened({ data });
    await db.close();
    open.pop();
    const trace = join(newFolder(), "trace");
    const child = spawn("strace", ["-f", "-q", "-e", "trace=fsync,fdatasync,execve", "-o", trace, process.execPath, join(import.meta.dirname, "writing-child.ts"), data], { stdio: ["ignore", "pipe", "ignore"] });
    const kept = await new Promise<number>((resolve) => {
      let text = "";
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        const count = text.split("kept ").length - 1;
        if (count >= 25) resolve(count);
      });
    });
    const ended = new Promise((resolve) => child.once("close", resolve));
    execFileSync("kill", ["-9", ...readFileSync(trace, "utf8").split("\n").flatMap((line) => (line.includes("execve(") ? [line.split(" ")[0] ?? ""] : []))]);
    await ended;
    const calls = readFileSync(trace, "utf8").split("\n").filter((line) => /fsync\(|fdatasync\(/.test(line)).length;
    expect(calls).toBeGreaterThanOrEqual(kept);
  });
});

const mayMount = process.getuid?.() === 0;

/** A disk of `megabytes` that can be full; taken away after the test. */
async function onSmallDisk(megabytes: number, work: (data: string) => Promise<void>): Promise<void> {
  const disk = newFolder();
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", disk]);
  if (status !== 0) throw new Error("A small disk could not be mounted");
  try {
    mkdirSync(join(disk, "data"));
    await work(join(disk, "data"));
  } finally {
    for (const db of open.splice(0)) await db.close().catch(() => undefined);
    spawnSync("umount", ["-l", disk]);
  }
}

/** Leaves this many bytes of its disk, however large the database grew. */
function fillUp(ballast: string, left: number): void {
  const { bavail, bsize } = statfsSync(join(ballast, ".."));
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - left));
}

/** Random text: the database would compress anything else away. */
const incompressible = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(30_000))).toString("base64");

describe.skipIf(!mayMount)("a full disk", () => {
  it("is refused before it is full: reading goes on, nothing confirmed is lost, freed space is used again", { timeout: 120_000 }, () =>
    onSmallDisk(110, async (data) => {
      const db = await opened({ data, reserveBytes: 20 * 1024 * 1024 });
      const ballast = join(data, "..", "ballast");
      await write(db);
      fillUp(ballast, 10 * 1024 * 1024);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      expect(await refusalOf(write(db))).toBe("storage-full");
      expect(await rows(db)).toBe(1);
      rmSync(ballast);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      await write(db);
      expect(await rows(db)).toBe(2);
    }),
  );

  it("also when the reserve fails: a refusal, and after space was freed everything confirmed is there", { timeout: 180_000 }, () =>
    onSmallDisk(110, async (data) => {
      const ballast = join(data, "..", "ballast");
      const db = await opened({ data, reserveBytes: 0 });
      fillUp(ballast, 24 * 1024 * 1024);
      let kept = 0;
      let refusal = "";
      while (refusal === "") {
        refusal = await write(db, incompressible()).then(() => "", (error: unknown) => (error instanceof StorageRefusal ? error.because : String(error)));
        if (refusal === "") kept += 1;
      }
      expect(["storage-full", "storage-away"]).toContain(refusal);
      rmSync(ballast);
      const again = await untilWorks(() => rows(db));
      expect(again).toBe(kept);
      await write(db);
      expect((await auditVerify(db)).faults).toEqual([]);
    }),
  );
});

async function untilWorks<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries > 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

describe.skipIf(!hasPostgres)("PostgreSQL", () => {
  it("that goes away is said to be away, and is used again when it is back", { timeout: 60_000 }, async () => {
    const server = await startPostgres({ durable: true });
    const { url } = await emptyDatabase(server.url);
    const db = await opened({ data: newFolder(), databaseUrl: url, limits: { waitMilliseconds: 2_000 } });
    await write(db);
    const during = refusalOf(
      db.transaction({ role: "system" }, async (tx) => {
        await tx.emit({ event: "test.cut", payload: {} });
        await server.kill();
        await sql`select 1`.execute(tx.sql);
      }),
    );
    expect(await during).toBe("storage-away");
    expect(await refusalOf(write(db))).toBe("storage-away");
    expect(await db.isUp()).toBe(false);
    await server.start();
    expect(await db.isUp()).toBe(true);
    await write(db);
    expect(await rows(db)).toBe(2);
    await db.close();
    open.pop();
    await server.remove();
  });

  it("is refused when it may lose what was confirmed, or is not there", async () => {
    const server = await startPostgres();
    const careless = new URL(server.url);
    careless.searchParams.set("options", "-c synchronous_commit=off");
    await expect(openDatabase({ data: newFolder(), databaseUrl: careless.href })).rejects.toThrow("synchronous_commit off");
    await server.stop();
    expect(await refusalOf(openDatabase({ data: newFolder(), databaseUrl: server.url, limits: { waitMilliseconds: 2_000 } }))).toBe("storage-away");
    await server.remove();
  });
});
