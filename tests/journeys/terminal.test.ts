/** What somebody sees who starts the example at a terminal. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/leftovers.ts";

const root = join(import.meta.dirname, "..", "..");
/** util-linux's `script` makes a terminal, where there is one to be had. */
const hasTerminal = spawnSync("script", ["--quiet", "--return", "--command", "true", "/dev/null"], { stdio: "ignore" }).status === 0;

it.skipIf(!hasTerminal)("a demonstration leaves what to look at in view, and its log in a file", { timeout: 90_000 }, async () => {
  const folder = temporaryFolder("terminal");
  const data = join(folder, "data");
  const words = [process.execPath, join(root, "dist/server/main.js"), "start", "--demo", "--port", "0", "--data", data];
  const { DATABASE_URL: _none, ...env } = process.env;
  const child = spawn("script", ["--quiet", "--flush", "--return", "--command", words.map((word) => `'${word}'`).join(" "), "/dev/null"], { cwd: folder, env: { ...env, GEHOORD_ROOT: root }, stdio: ["pipe", "pipe", "ignore"] });
  let seen = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (seen += text));
  const logged = (): string => {
    try {
      return readFileSync(join(data, "log.jsonl"), "utf8");
    } catch {
      return "";
    }
  };
  try {
    // The example counts its contacts after the first answer: by then the log is full.
    await expect.poll(() => logged().includes('"example.count"'), { timeout: 60_000, interval: 200 }).toBe(true);
    const sinceItAnswers = seen.slice(seen.indexOf("Gehoord answers"));
    expect(sinceItAnswers).toContain("een voorbeeld voor hanna");
    expect(sinceItAnswers).toContain(join(data, "log.jsonl"));
    expect(sinceItAnswers).not.toContain('"event"');
    // As a person stops it.
    child.stdin.write("\u0003");
    await expect.poll(logged, { timeout: 15_000 }).toContain('"server.stopped"');
  } finally {
    child.kill();
  }
});
