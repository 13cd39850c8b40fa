/** The servers under measurement, each in a process of its own. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newCaseIdentity } from "../src/envelope/index.ts";
import { family } from "./measuring.ts";

const root = join(import.meta.dirname, "..");

export type Running = {
  readonly address: string;
  readonly pid: number;
  readonly data: string;
  readonly startSeconds: number;
  /** Stops it; the data go too unless `clear` is false. */
  stop(clear?: boolean): Promise<void>;
};

function whenItSays(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (part: Buffer) => {
      said += part.toString();
      const found = pattern.exec(said);
      if (found) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`It stopped with ${code} before it answered:\n${said}`)));
  });
}

/** The built product on an example network. `databaseUrl`: on PostgreSQL. A proxy on loopback is believed, as behind a balancer. */
export async function startProduct(databaseUrl?: string, data = mkdtempSync(join(tmpdir(), "gehoord-bench-"))): Promise<Running> {
  const started = performance.now();
  const env = { ...process.env, GEHOORD_ROOT: root, GEHOORD_TRUSTED_PROXIES: "127.0.0.1,::1", ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) };
  if (databaseUrl === undefined) Reflect.deleteProperty(env, "DATABASE_URL");
  const child = spawn(process.execPath, [join(root, "bin/gehoord"), "start", "--demo", "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "ignore"], env });
  const found = await whenItSays(child, /(http:\/\/\S+)/);
  // Measured is the server itself, not the launcher that waits for it.
  const [, server = 0] = family(child.pid ?? 0);
  return { ...running(child, found[1] ?? "", data, (performance.now() - started) / 1000), pid: server };
}

function running(child: ChildProcess, address: string, data: string, startSeconds: number): Running {
  const stop = (clear = true): Promise<void> =>
    new Promise((resolve) => {
      child.once("exit", () => {
        if (data !== "" && clear) rmSync(data, { recursive: true, force: true });
        resolve();
      });
      child.kill("SIGTERM");
    });
  return { address, pid: child.pid ?? 0, data, startSeconds, stop };
}

/** A backup of an installation with what stands outside it: enough to put the same installation on another engine. */
export type Copy = { readonly data: string; readonly file: string; readonly identity: string };

function command(words: readonly string[], env: NodeJS.ProcessEnv): void {
  execFileSync(process.execPath, [join(root, "bin/gehoord"), ...words], { env: { ...process.env, GEHOORD_ROOT: root, ...env }, stdio: ["ignore", "ignore", "inherit"] });
}

export async function copyOf(product: Running, folder: string): Promise<Copy> {
  const { identity, recipient } = await newCaseIdentity();
  const copy: Copy = { data: join(folder, "data"), file: join(folder, "backup"), identity: join(folder, "identity") };
  writeFileSync(copy.identity, `${identity}\n`, { mode: 0o600 });
  command(["backup", copy.file, "--recipient", recipient, "--demo", "--data", product.data], {});
  for (const part of ["secrets", "ledger"]) cpSync(join(product.data, part), join(copy.data, part), { recursive: true });
  return copy;
}

/** The same installation on PostgreSQL. */
export function startCopy({ data, file, identity }: Copy, databaseUrl: string): Promise<Running> {
  command(["restore", file, "--identity", identity, "--demo", "--data", data], { DATABASE_URL: databaseUrl });
  return startProduct(databaseUrl, data);
}

const bare = `
const { createServer } = require("node:http");
const { body, headers } = JSON.parse(process.argv[1]);
const bytes = Buffer.from(body, "base64");
createServer((q, a) => { a.writeHead(200, headers); a.end(bytes); }).listen(0, "127.0.0.1", function () { console.log("http://127.0.0.1:" + this.address().port + "/"); });
`;

/** A bare \`node:http\` server that sends the same bytes and headers to whatever is asked. */
export async function startBare(body: Buffer, headers: Record<string, unknown>): Promise<Running> {
  const child = spawn(process.execPath, ["-e", bare, JSON.stringify({ body: body.toString("base64"), headers })], { stdio: ["ignore", "pipe", "inherit"] });
  const found = await whenItSays(child, /(http:\/\/\S+)/);
  return running(child, found[1] ?? "", "", 0);
}
