import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { newCaseIdentity } from "../../src/envelope/index.ts";
import { done, openControl, operationsOf, runCommandLine, startRunner, type ExitCode, type Hands } from "../../src/ops/index.ts";
import { engines, newConfig, newFolder, openFor } from "../support/installations.ts";
import type { Store } from "../../src/store/index.ts";

const hands: Hands = { start: () => Promise.resolve(0), setup: () => Promise.resolve(done("link")), importSchools: (_, given) => Promise.resolve(done(`read ${String(given["file"])}`)), erasers: {}, retention: [] };
const open: Store[] = [];
afterEach(async () => {
  for (const db of open.splice(0)) await db.close();
});

async function called(argv: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<{ code: ExitCode; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await runCommandLine({ argv, env, hands, terminal: { out: (text) => (out += text), err: (text) => (err += text) } });
  return { code, out, err };
}

describe("the command line", { timeout: 90_000 }, () => {
  it("says how it is used, and answers 2 to whoever uses it otherwise", async () => {
    expect(await called(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("gehoord restore") });
    expect((await called(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const command of ["start", "setup", "migrate", "backup", "verify", "restore", "doctor", "publish", "simulate"]) expect(await called([command, "--help"])).toMatchObject({ code: 0, out: expect.stringContaining(`gehoord ${command}`) });
    expect((await called(["audit", "verify", "--help"])).out).toContain("--head FILE");
    expect((await called(["import", "schools", "-h"])).out).toContain("FILE");
    for (const argv of [[], ["dance"], ["backup"], ["restore"], ["verify"], ["doctor", "extra"], ["doctor", "--port", "1"], ["start", "--nonsense"], ["import", "schools"], ["export", "facts"], ["start", "--port", "x"]]) expect((await called(argv)).code, argv.join(" ")).toBe(2);
  });

  it("refuses a folder where nothing is, and a file that is no backup, with 1", async () => {
    expect(await called(["doctor", "--data", newFolder()])).toMatchObject({ code: 1, err: expect.stringContaining("There is no installation") });
    const file = join(newFolder(), "x");
    writeFileSync(file, "x".repeat(2_000));
    expect(await called(["verify", file, "--identity", file])).toMatchObject({ code: 1, err: expect.stringContaining("not a backup") });
    expect((await called(["verify", "/nowhere/x", "--identity", file])).code).toBe(1);
  });

  it.each(engines)("backs up, verifies, restores and examines on %s", async (engine) => {
    const recovery = await newCaseIdentity();
    const key = join(newFolder(), "key.txt");
    writeFileSync(key, `# recovery key\n${recovery.identity}\n`);
    const config = await newConfig(engine);
    const { db } = await openFor(config);
    await db.transaction({ role: "system" }, (tx) => tx.audit({ act: "test", by: "system" }));
    await db.close();
    const env = { DATABASE_URL: config.databaseUrl };
    const file = join(newFolder(), "today.backup");
    expect(await called(["backup", file, "--recipient", recovery.recipient, "--data", config.data], env)).toMatchObject({ code: 0, err: "" });
    expect(await called(["backup", file, "--recipient", recovery.recipient, "--data", config.data], env)).toMatchObject({ code: 1 });
    expect(await called(["backup", `${file}2`, "--recipient", "age1nothing", "--data", config.data], env)).toMatchObject({ code: 2 });
    expect(existsSync(`${file}2`)).toBe(false);
    const verified = await called(["verify", file, "--identity", key, "--json"]);
    expect(verified.code).toBe(0);
    const { head } = JSON.parse(verified.out) as { head: object };
    const headFile = join(newFolder(), "head.json");
    writeFileSync(headFile, JSON.stringify(head));
    expect(await called(["audit", "verify", "--head", headFile, "--data", config.data], env)).toMatchObject({ code: 0, out: expect.stringContaining("unbroken: 1 lines") });
    const next = await newConfig(engine);
    for (const part of ["secrets", "ledger"]) cpSync(join(config.data, part), join(next.data, part), { recursive: true });
    const other = { DATABASE_URL: next.databaseUrl };
    expect(await called(["restore", file, "--identity", key, "--data", next.data], other)).toMatchObject({ code: 0, err: "" });
    expect((await called(["restore", file, "--identity", key, "--data", next.data], other)).err).toContain("already");
    expect(await called(["audit", "verify", "--head", headFile, "--data", next.data, "--json"], other)).toMatchObject({ code: 0 });
    expect(await called(["migrate", "--data", next.data], other)).toMatchObject({ code: 0, out: expect.stringContaining("Nothing to do") });
    const doctor = JSON.parse((await called(["doctor", "--data", next.data, "--json"], other)).out) as { findings: { check: string; good: boolean }[] };
    const wrong = doctor.findings.filter(({ good }) => !good).map(({ check }) => check);
    if (engine === "embedded") expect(wrong.filter((one) => one !== "free disk")).toEqual([]);
    else expect(wrong).toContain("database setting log_min_error_statement");
  });

  it("asks the running server, because the embedded engine is its alone", async () => {
    const config = await newConfig("embedded", "demo");
    const { db, context } = await openFor(config);
    open.push(db);
    const control = await openControl(context, operationsOf(hands));
    const recovery = await newCaseIdentity();
    const file = join(newFolder(), "live.backup");
    expect(await called(["backup", file, "--recipient", recovery.recipient, "--data", config.data])).toMatchObject({ code: 0 });
    expect(existsSync(file)).toBe(true);
    expect(await called(["import", "schools", "/tmp/schools.csv", "--data", config.data])).toMatchObject({ code: 0, out: "read /tmp/schools.csv\n" });
    expect((await called(["audit", "verify", "--data", config.data])).code).toBe(0);
    await control.close();
    expect(await called(["doctor", "--data", config.data])).toMatchObject({ code: 1, err: expect.stringContaining("Another Gehoord process") });
    await db.close();
    open.pop();
    expect((await called(["setup", "--data", config.data])).out).toBe("link\n");
  });

  it("keeps outbox and jobs going until it is told to stop", async () => {
    const { db, context } = await openFor(await newConfig("embedded"));
    open.push(db);
    const got: string[] = [];
    const runner = startRunner(context, { jobs: [], outboxHandlers: { "test.sent": async (_, { id }) => void got.push(id), "audit.head": () => Promise.resolve() } });
    await db.transaction({ role: "visitor" }, (tx) => tx.emit({ event: "test.sent", payload: {} }));
    await expect.poll(() => got.length, { timeout: 10_000 }).toBe(1);
    await runner.stop();
    const [heads] = await db.asOwner(({ run }) => run<{ count: number }>("select count(*) as count from audit_heads"));
    expect(heads?.count).toBe(1);
  });
});
