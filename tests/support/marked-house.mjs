/**
 * The whole product as a process to be killed. It keeps one byte in a file: 1 from the first word of a transaction until its
 * end, so that after a kill everybody can see whether it fell inside an open transaction. Runs what was built, as in life.
 */
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { silentLog, systemClock, systemRandom } from "../../dist/server/base/index.js";
import { openDoors } from "../../dist/server/house.js";
import { exampleJob, fillExampleNetwork, openInstallation } from "../../dist/server/ops/index.js";
import { loadAssets } from "../../dist/server/site/index.js";

const [data = "", databaseUrl = ""] = process.argv.slice(2);
const root = join(import.meta.dirname, "../..");
const mark = openSync(join(data, "transaction-mark"), "w+");
let open = 0;
const set = () => writeSync(mark, Uint8Array.of(open > 0 ? 1 : 0), 0, 1, 0);

/** Counts from the moment the work begins, when `begin` was sent and answered, to the answer to `commit`. */
function marked(db) {
  const transaction = (as, work) => {
    let counted = false;
    return db
      .transaction(as, (tx) => {
        counted = true;
        open += 1;
        set();
        return work(tx);
      })
      .finally(() => {
        if (!counted) return;
        open -= 1;
        set();
      });
  };
  return { ...db, transaction };
}

const config = { root, data, databaseUrl: databaseUrl === "" ? undefined : databaseUrl, host: "127.0.0.1", port: 0, mode: "demo", origin: "http://localhost:0", trustedProxies: ["127.0.0.1"], smtpUrl: undefined, version: "test" };
const tools = { clock: systemClock, random: systemRandom, log: silentLog };
const { db, secrets } = await openInstallation(config, tools);
set();
const context = { ...tools, db: marked(db), secrets, config };
const doors = await openDoors(context, loadAssets(root));
await fillExampleNetwork(context, doors.ask);
await exampleJob.run(context);
process.stdout.write(`answers ${doors.address}\n`);

process.once("SIGTERM", () => {
  void doors
    .close()
    .then(() => db.close())
    .then(() => process.exit(0));
});
