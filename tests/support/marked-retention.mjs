/**
 * Destroys what is due, as a process to be killed: `DATA DATABASE_URL NOW`. Keeps one byte in a file as `marked-house.mjs` does: 1 while
 * a transaction is open. Runs what was built, as in life; ends by itself when nothing is due any more.
 */
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { accountRetention } from "../../dist/server/accounts/jobs.js";
import { fixedClock, silentLog, systemRandom } from "../../dist/server/base/index.js";
import { caseRetention } from "../../dist/server/cases/jobs.js";
import { openInstallation } from "../../dist/server/ops/index.js";
import { auditRetention, retain } from "../../dist/server/store/index.js";

const [data = "", databaseUrl = "", now = ""] = process.argv.slice(2);
const root = join(import.meta.dirname, "../..");
const mark = openSync(join(data, "transaction-mark"), "w+");
const set = (open) => writeSync(mark, Uint8Array.of(open ? 1 : 0), 0, 1, 0);
set(false);

const config = { root, data, databaseUrl: databaseUrl === "" ? undefined : databaseUrl, host: "127.0.0.1", port: 0, mode: "demo", origin: "http://localhost", trustedProxies: [], smtpUrl: undefined, version: "test" };
const tools = { clock: fixedClock(now), random: systemRandom, log: silentLog };
const { db, secrets } = await openInstallation(config, tools);
const transaction = (as, work) =>
  db.transaction(as, (tx) => {
    set(true);
    return work(tx);
  }).finally(() => set(false));
const destroyed = await retain({ ...tools, db: { ...db, transaction }, secrets, config }, [...caseRetention, ...accountRetention, auditRetention]);
await db.close();
process.stdout.write(`${JSON.stringify(destroyed)}\n`);
