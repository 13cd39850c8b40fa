/**
 * The product as it runs in life, in a process of its own, with everything it says and every file it makes kept to be looked
 * at: standard output and error, the folder for temporary files, the folder it stands in, its data, and the files of
 * PostgreSQL's whole cluster.
 */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { newFolder, type Engine } from "../support/installations.ts";
import { asAdmin, emptyDatabase, postgresPrograms, startPostgres, type PrivatePostgres } from "../support/postgres.ts";

const root = join(import.meta.dirname, "../..");
const program = join(root, "dist/server/main.js");
const execute = promisify(execFile);

export type WatchedHouse = {
  readonly engine: Engine;
  readonly address: string;
  readonly data: string;
  readonly databaseUrl: string | undefined;
  /** Folders in which everything that was ever written must hold nothing: the data, and the cluster of PostgreSQL. */
  readonly folders: readonly string[];
  /** Everything the process said so far. */
  said(): string;
  /** Names of all files that were ever made, however shortly, in the folders for temporary files and where it stands. */
  madeElsewhere(): readonly string[];
  /** Runs the command line on this installation, as an operator does beside the running server. */
  command(...words: readonly string[]): Promise<string>;
  /** What PostgreSQL writes as a dump of everything; nothing on the embedded engine. */
  dump(): Promise<string>;
  /** While PostgreSQL is away, and back again afterwards; on the embedded engine nothing is ever away. */
  withoutDatabase(work: () => Promise<void>): Promise<void>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** Removes the server of PostgreSQL. */
  remove(): Promise<void>;
};

type Place = { readonly data: string; readonly elsewhere: string; readonly server: PrivatePostgres | undefined; readonly databaseUrl: string | undefined };

/** With the settings of life: whole pages in the write-ahead log, and a log in its folder of everything that went wrong. */
export async function startTalkingPostgres(): Promise<PrivatePostgres> {
  const server = await startPostgres({ durable: true });
  await asAdmin(server.adminUrl, "alter system set logging_collector = on");
  await server.stop();
  await server.start();
  for (const setting of ["log_min_messages = warning", "log_min_error_statement = error"]) await asAdmin(server.adminUrl, `alter role gehoord set ${setting}`);
  return server;
}

async function placeFor(engine: Engine): Promise<Place> {
  const [data, elsewhere] = [join(newFolder(), "data"), newFolder()];
  mkdirSync(join(elsewhere, "tmp"));
  mkdirSync(join(elsewhere, "standing"));
  const server = engine === "postgresql" ? await startTalkingPostgres() : undefined;
  return { data, elsewhere, server, databaseUrl: server === undefined ? undefined : (await emptyDatabase(server.url)).url };
}

function environmentOf({ elsewhere, databaseUrl }: Place): NodeJS.ProcessEnv {
  const own = { PATH: process.env["PATH"] ?? "", HOME: join(elsewhere, "standing"), TMPDIR: join(elsewhere, "tmp"), GEHOORD_TRUSTED_PROXIES: "127.0.0.1" };
  return databaseUrl === undefined ? own : { ...own, DATABASE_URL: databaseUrl };
}

function answering(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", () => {
      const address = /answers at (\S+)/.exec(said())?.[1];
      if (address !== undefined) resolve(address.replace("localhost", "127.0.0.1"));
    });
    child.once("exit", (code) => reject(new Error(`The house ended with ${code}: ${said()}`)));
  });
}

/** A watcher that misses files which live for a moment proves nothing: one is made and taken away before the house starts. */
async function seesWhatIsGone(file: string, seen: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    writeFileSync(file, "");
    rmSync(file);
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (seen()) return;
  }
  throw new Error("Files that live for a moment are not seen");
}

export async function clusterOf(server: PrivatePostgres): Promise<string> {
  const client = new Client({ connectionString: server.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ data_directory: string }>("show data_directory");
  await client.end();
  return rows[0]?.data_directory ?? "";
}

/** What PostgreSQL writes as a dump of everything; nothing where there is none. */
export async function wholeDump(server: PrivatePostgres | undefined, databaseUrl: string | undefined): Promise<string> {
  const programs = postgresPrograms();
  if (databaseUrl === undefined || server === undefined || programs === undefined) return "";
  const whole = new URL(server.adminUrl);
  whole.pathname = new URL(databaseUrl).pathname;
  return (await execute(join(programs, "pg_dump"), [whole.href], { maxBuffer: 512 * 1024 * 1024 })).stdout;
}

export async function startWatchedHouse(engine: Engine): Promise<WatchedHouse> {
  const place = await placeFor(engine);
  const { data, elsewhere, server, databaseUrl } = place;
  const made = new Set<string>();
  // Each by itself: a watcher of a whole tree does not see what lives for a moment.
  const watchers = ["tmp", "standing"].map((name) => watch(join(elsewhere, name), (_, file) => made.add(`${name}/${file}`)));
  for (const name of ["tmp", "standing"]) await seesWhatIsGone(join(elsewhere, name, "seen"), () => made.has(`${name}/seen`));
  const settings = { cwd: join(elsewhere, "standing"), env: environmentOf(place) };
  const child = spawn(process.execPath, [program, "start", "--demo", "--port", "0", "--data", data], { ...settings, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  process.once("exit", () => child.kill("SIGKILL"));
  const address = await answering(child, () => said);
  return {
    engine, address, data, databaseUrl,
    folders: server === undefined ? [data] : [data, await clusterOf(server)],
    said: () => said,
    madeElsewhere: () => [...made].filter((name) => !name.endsWith("/seen")),
    command: async (...words) => {
      const { stdout, stderr } = await execute(process.execPath, [program, ...words, "--data", data], settings);
      return stdout + stderr;
    },
    dump: () => wholeDump(server, databaseUrl),
    withoutDatabase: async (work) => {
      if (server === undefined) return;
      await server.stop();
      try {
        await work();
      } finally {
        await server.start();
      }
    },
    stop: async () => {
      child.kill("SIGTERM");
      const code = await ended;
      for (const watcher of watchers) watcher.close();
      return code;
    },
    remove: async () => {
      child.kill("SIGKILL");
      await ended;
      for (const watcher of watchers) watcher.close();
      await server?.remove();
    },
  };
}
