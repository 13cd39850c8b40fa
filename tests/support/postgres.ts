/**
 * A private PostgreSQL for tests: its own folder, a random free port on loopback, a login that is no superuser (so that
 * row-level security counts for its owner too), never as root. Durability is the embedded engine's and the kill tests'
 * business; elsewhere this server may be fast.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { temporaryFolder, whenProcessEnds } from "./leftovers.ts";

export type PrivatePostgres = {
  /** Login `gehoord`: may create databases and roles, is no superuser. */
  readonly url: string;
  readonly adminUrl: string;
  /** `kill -9` of the whole server, as when the machine loses power (without the disk's cache). */
  kill(): Promise<void>;
  /** Starts it again on the same folder and port, after `kill` or `stop`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops and removes everything. */
  remove(): Promise<void>;
};

export type PostgresChoice = { readonly durable?: boolean };

/** Where Debian keeps the newest server's programs, or undefined when none is installed. */
export function postgresPrograms(): string | undefined {
  const base = "/usr/lib/postgresql";
  const newest = existsSync(base) ? readdirSync(base).toSorted((a, b) => Number(b) - Number(a)).find((one) => existsSync(join(base, one, "bin/initdb"))) : undefined;
  return newest === undefined ? undefined : join(base, newest, "bin");
}

type Who = { readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root: then the user `postgres` runs it. */
function runAs(): Who | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const number = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address === null || typeof address === "string" ? reject(new Error("no port")) : resolve(address.port)));
    });
  });
}

/** The result of initdb, kept between runs: copying it is ten times as fast as making it. */
function initialised(programs: string, who: Who | undefined): string {
  const kept = join(tmpdir(), `gehoord-test-initdb-${programs.split("/").at(-2)}-${process.getuid?.() ?? 0}`);
  if (existsSync(kept)) return kept;
  const making = mkdtempSync(join(tmpdir(), "gehoord-test-initdb-"));
  if (who !== undefined) chownSync(making, who.uid, who.gid);
  execFileSync(join(programs, "initdb"), ["-D", making, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], { stdio: "ignore", cwd: "/", ...who });
  try {
    renameSync(making, kept);
  } catch {
    rmSync(making, { recursive: true, force: true }); // Another process was first.
  }
  return kept;
}

const durable = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"];
// A cleaning that starts in the moment a database is dropped may not be ended by its owner.
const fast = ["fsync=off", "synchronous_commit=on", "full_page_writes=off", "autovacuum=off"];

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/**
 * Starts the server and waits until it answers; after 30 s this throws. One that ends at once is started again: after a
 * kill the memory of the former server can be in use for a moment longer, and its port was free only when it was chosen.
 */
async function untilAnswers(url: string, launch: () => ChildProcess): Promise<ChildProcess> {
  let child = launch();
  for (let tries = 0; ; tries++) {
    if (isGone(child)) child = launch();
    const client = new Client({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return child;
    } catch (error) {
      if (tries > 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const gone = (child: ChildProcess): Promise<void> => (isGone(child) ? Promise.resolve() : new Promise((resolve) => child.once("exit", () => resolve())));

/** Starts a private server. Throws when PostgreSQL is not installed. */
export async function startPostgres(choice: PostgresChoice = {}): Promise<PrivatePostgres> {
  const programs = postgresPrograms();
  if (programs === undefined) throw new Error("PostgreSQL is not installed (Debian: apt-get install postgresql)");
  const who = runAs();
  const folder = temporaryFolder("pg");
  const data = join(folder, "data");
  cpSync(initialised(programs, who), data, { recursive: true });
  mkdirSync(join(folder, "run"));
  if (who !== undefined) execFileSync("chown", ["-R", `${who.uid}:${who.gid}`, folder]);
  execFileSync("chmod", ["-R", "go-rwx", data]);
  const port = await freePort();
  const adminUrl = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const settings = [...((choice.durable ?? false) ? durable : fast), `port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${join(folder, "run")}`, "max_connections=60", "shared_buffers=64MB", "log_min_messages=fatal", "log_parameter_max_length=0"];
  let server: ChildProcess | undefined;
  const launch = (): ChildProcess => {
    const child = spawn(join(programs, "postgres"), ["-D", data, ...settings.flatMap((one) => ["-c", one])], { stdio: "ignore", cwd: "/", ...who });
    // Also when this process is ended without a word.
    whenProcessEnds(`kill -QUIT ${child.pid} 2>/dev/null`);
    return child;
  };
  const start = async (): Promise<void> => {
    server = await untilAnswers(adminUrl, launch);
  };
  const end = async (signal: "SIGINT" | "SIGKILL"): Promise<void> => {
    const here = server;
    server = undefined;
    if (here === undefined) return;
    if (signal === "SIGKILL") killFamily(here);
    else here.kill(signal);
    await gone(here);
  };
  await start();
  await asAdmin(adminUrl, "create role gehoord login createdb createrole");
  return {
    url: `postgresql://gehoord@127.0.0.1:${port}/postgres`,
    adminUrl,
    start,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGINT"),
    remove: async () => {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A killed postmaster leaves its children running for a while; a lost machine does not. Only children of our own server.
 * It is stopped first: one that sees its children die makes new ones, which would outlive it.
 */
function killFamily(server: ChildProcess): void {
  server.kill("SIGSTOP");
  const children = childrenOf(server.pid);
  server.kill("SIGKILL");
  for (const pid of children) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
}

function childrenOf(parent: number | undefined): number[] {
  if (parent === undefined) return [];
  try {
    const listed = execFileSync("ps", ["-o", "pid=", "--ppid", String(parent)], { encoding: "utf8" });
    return listed.split("\n").map(Number).filter((one) => one > 0);
  } catch {
    return [];
  }
}

export async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** An empty database of its own on the server of `url`; `drop` removes it. */
export async function emptyDatabase(url: string, template?: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `gehoord_test_${randomBytes(6).toString("hex")}`;
  await asAdmin(url, `create database ${name}${template === undefined ? "" : ` template ${template}`}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => dropDatabase(url, name) };
}

/** The server may be cleaning the database at this moment, in a process that is not ours to end; it is done soon. */
async function dropDatabase(url: string, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await asAdmin(url, `drop database if exists ${name} with (force)`);
    } catch (error) {
      const isCleaning = error instanceof Error && "code" in error && error.code === "42501";
      if (!isCleaning || tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

