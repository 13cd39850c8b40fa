/** Whole installations for tests of operations: a data folder, and a database on a named engine. */
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { silentLog, systemClock, systemRandom } from "../../src/base/index.ts";
import type { Clock, Config } from "../../src/base/index.ts";
import { openInstallation, productRoot, type OpenInstallation, type OperatorContext } from "../../src/ops/index.ts";
import { migratedCluster } from "./database.ts";
import { temporaryFolder } from "./leftovers.ts";
import { emptyDatabase, postgresPrograms, startPostgres } from "./postgres.ts";

export type Engine = "embedded" | "postgresql";
export const hasPostgres = process.env["DATABASE_URL"] !== undefined || postgresPrograms() !== undefined;
export const engines: readonly Engine[] = hasPostgres ? ["embedded", "postgresql"] : ["embedded"];

let server: Promise<string> | undefined;

/** One private server for all tests of a process, or the one of DATABASE_URL. */
export async function serverUrl(): Promise<string> {
  server ??= process.env["DATABASE_URL"] === undefined ? startPostgres().then(({ url }) => url) : Promise.resolve(process.env["DATABASE_URL"]);
  return server;
}

export function newFolder(): string {
  return temporaryFolder("folder");
}

/** Settings of an installation that does not exist yet. */
export async function newConfig(engine: Engine, mode: "demo" | "real" = "real"): Promise<Config> {
  const databaseUrl = engine === "postgresql" ? (await emptyDatabase(await serverUrl())).url : undefined;
  return { root: productRoot(), data: join(newFolder(), "data"), databaseUrl, host: "127.0.0.1", port: 0, mode, origin: "http://localhost", trustedProxies: [], smtpUrl: undefined, version: "0.1.0" };
}

export async function openFor(config: Config, clock: Clock = systemClock): Promise<OpenInstallation & { readonly context: OperatorContext }> {
  const tools = { clock, random: systemRandom, log: silentLog };
  const database = join(config.data, "database");
  if (config.databaseUrl === undefined && !existsSync(database)) cpSync(await migratedCluster(), database, { recursive: true });
  const opened = await openInstallation(config, tools);
  return { ...opened, context: { ...tools, config, db: opened.db, secrets: opened.secrets } };
}
