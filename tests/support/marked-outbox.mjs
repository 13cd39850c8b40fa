/** Delivers everything of the outbox once, as a process to be killed: `DATA DATABASE_URL NOW SMTP`. Runs what was built, as in life. */
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { fixedClock, silentLog, systemRandom } from "../../dist/server/base/index.js";
import { caseEvents } from "../../dist/server/cases/jobs.js";
import { openInstallation } from "../../dist/server/ops/index.js";
import { runOutbox } from "../../dist/server/store/index.js";

const [data = "", databaseUrl = "", now = "", smtp = ""] = process.argv.slice(2);
const root = join(import.meta.dirname, "../..");
const config = { root, data, databaseUrl: databaseUrl === "" ? undefined : databaseUrl, host: "127.0.0.1", port: 0, mode: "demo", origin: "https://gehoord.example", trustedProxies: [], smtpUrl: undefined, version: "test" };
const tools = { clock: fixedClock(now), random: systemRandom, log: silentLog };
const { db, secrets } = await openInstallation(config, tools);
const mail = createTransport(smtp);
await runOutbox({ ...tools, db, secrets, config }, caseEvents({ mail, from: "Gehoord <noreply@gehoord.example>" }));
mail.close();
await db.close();
