import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimFolder, modeOfFolder } from "./data-folder.ts";
import { loadSecrets } from "./secrets.ts";

let data = "";
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "gehoord-test-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe("secrets", () => {
  it("are made once, for their own user only, and read again the same", async () => {
    const first = await loadSecrets(data);
    expect(await loadSecrets(data)).toEqual(first);
    expect(new Set([first.pepper, first.tickets, first.serverSigning].map((one) => Buffer.from(one).toString("hex"))).size).toBe(3);
    expect(statSync(join(data, "secrets")).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(join(data, "secrets"))) expect(statSync(join(data, "secrets", name)).mode & 0o777).toBe(0o600);
  });

  it("are never made anew beside old ones: a missing or damaged one is said", async () => {
    await loadSecrets(data);
    writeFileSync(join(data, "secrets", "pepper"), "short\n");
    await expect(loadSecrets(data)).rejects.toThrow(/pepper is damaged/);
    rmSync(join(data, "secrets", "pepper"));
    await expect(loadSecrets(data)).rejects.toThrow(/pepper is missing/);
  });

  it("survive a crash in the middle of making them", async () => {
    mkdirSync(join(data, "secrets.new"));
    writeFileSync(join(data, "secrets.new", "pepper"), "half");
    await expect(loadSecrets(data)).resolves.toBeDefined();
  });
});

describe("a data folder", () => {
  it("of a demonstration never becomes a real one, nor the other way round", () => {
    expect(modeOfFolder(data)).toBeUndefined();
    claimFolder(data, "demo");
    claimFolder(data, "demo");
    expect(modeOfFolder(data)).toBe("demo");
    expect(() => claimFolder(data, "real")).toThrow("can never become a real installation");
    const other = join(data, "other");
    claimFolder(other, "real");
    expect(() => claimFolder(other, "demo")).toThrow("can never become a demonstration");
    expect(statSync(other).mode & 0o777).toBe(0o700);
  });
});
