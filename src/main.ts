/** The process: reads the command, builds the context, opens the doors, and closes them in order. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { lineLog, systemClock, systemRandom, type Config, type Log } from "./base/index.ts";
import { createSetupLink } from "./accounts/index.ts";
import { accountRetention, clearEnded, eraseMember } from "./accounts/jobs.ts";
import { agedErasers, caseEvents, caseJobs, caseRetention, eraseCase, eraseConsent, type MailParts } from "./cases/jobs.ts";
import { releaseJobs } from "./registration/desk-release/preparing.ts";
import { registrationJobs } from "./registration/jobs.ts";
import { openDoors, type Doors } from "./house.ts";
import {
  done,
  exampleJob,
  fillExampleNetwork,
  modeOfFolder,
  openControl,
  openInstallation,
  operationsOf,
  prepareExampleNetwork,
  refusedBecause,
  retentionJob,
  runCommandLine,
  signInSheet,
  startRunner,
  textOf,
  type Erasers,
  type ExitCode,
  type Operation,
  type OperatorContext,
} from "./ops/index.ts";
import { auditRetention, eraseAgedAudit, type OutboxHandlers, type RetentionClass } from "./store/index.ts";
import { importReportInWords, importSchools } from "./schools/index.ts";
import { loadAssets } from "./site/index.ts";

const out = (text: string): void => void process.stdout.write(text);
let writeLine = (line: string): void => void process.stderr.write(line);
const log: Log = lineLog((line) => writeLine(line), () => new Date());
/** In the data directory. Only a demonstration at a terminal has it. */
const logFile = "log.jsonl";

const setup: Operation = async (context) => {
  const link = await createSetupLink(context);
  return done(`The first coordinator opens this link within an hour, once:\n${link}`, { link });
};

const importFile: Operation = async (context, given) => {
  const report = await importSchools(context, textOf(given, "file") ?? "");
  if (report.ok) return done(importReportInWords(report.value), report.value);
  return refusedBecause("This is no register of schools that is known here. Nothing was changed. Wanted: a DUO address file (CSV) or the geocoded set (GeoJSON).", { because: report.because });
};

const retention: readonly RetentionClass[] = [...caseRetention, ...accountRetention, auditRetention];
const erasers: Erasers = { case: eraseCase, consent: eraseConsent, member: eraseMember, ...agedErasers, "aged-audit": async (tx, before) => void (await eraseAgedAudit(tx, before)) };

/** The mail server of the configuration; none in a demonstration. */
async function mailFrom({ smtpUrl, origin }: Config): Promise<MailParts> {
  const host = new URL(origin).hostname;
  const mail = smtpUrl === undefined ? undefined : (await import("nodemailer")).createTransport(smtpUrl);
  return { mail, from: `Gehoord <noreply@${host}>` };
}

/** The day's audit head goes to the organisations that keep it (`GEHOORD_AUDIT_MAIL`, addresses with commas between). */
function auditMail({ mail, from }: MailParts): OutboxHandlers {
  const keepers = (process.env["GEHOORD_AUDIT_MAIL"] ?? "").split(",").map((one) => one.trim()).filter((one) => one !== "");
  return {
    "audit.head": async (context, { id, payload }) => {
      const messageId = `<${id}@${new URL(context.config.origin).hostname}>`;
      for (const to of keepers) await mail?.sendMail({ from, to, subject: `Gehoord audit head ${String(payload["day"])}`, text: `${String(payload["head"])}\n`, messageId });
    },
  };
}

/** Told to stop by a signal, or because whoever started this process is gone. */
function toldToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => resolve(signal));
    process.once("disconnect", () => resolve("disconnect"));
  });
}

type Opened = { readonly context: OperatorContext; readonly doors: Doors; readonly close: () => Promise<void> };

async function open(config: Config, fill: boolean): Promise<Opened> {
  const tools = { clock: systemClock, random: systemRandom, log };
  // Only where it will be needed: on a folder that nothing was filled into yet.
  const prepared = fill && modeOfFolder(config.data) === undefined ? prepareExampleNetwork(config.root, systemRandom) : undefined;
  const assets = loadAssets(config.root);
  const { db, secrets } = await openInstallation(config, tools);
  // Somebody looks at this terminal for where to go and how to sign in: log lines must not push that out of view.
  if (fill && process.stderr.isTTY) writeLine = (line) => appendFileSync(join(config.data, logFile), line, { mode: 0o600 });
  const context: OperatorContext = { ...tools, db, secrets, config: fill ? { ...config, exampleFigures: join(config.root, "content/examples/figures") } : config };
  const contact = process.env["GEHOORD_SECURITY_CONTACT"];
  const doors = await openDoors(context, assets, contact === undefined ? {} : { securityContact: contact });
  if (fill) await fillExampleNetwork(context, doors.ask, prepared);
  const control = await openControl(context, operationsOf({ setup, importSchools: importFile, retention }));
  const mail = await mailFrom(config);
  const runner = startRunner(context, { jobs: [...caseJobs, ...registrationJobs, ...releaseJobs, ...(fill ? [exampleJob] : []), { name: "accounts.clear", everyMinutes: 60, run: clearEnded }, retentionJob(retention)], outboxHandlers: { ...caseEvents(mail), ...auditMail(mail) } });
  const close = async (): Promise<void> => {
    await doors.close();
    await runner.stop();
    await control.close();
    await db.close();
  };
  return { context, doors, close };
}

/** Printed once, and again with fresh digits whenever somebody presses Enter at a terminal. */
function showSignIn({ root, data }: Config, address: string): void {
  const show = (): void => out(signInSheet(root, address, systemClock.now()));
  show();
  if (process.stderr.isTTY) out(`  What happens meanwhile is written to ${join(data, logFile)}. Ctrl+C stops.\n\n`);
  if (process.stdin.isTTY) process.stdin.on("data", show).unref();
}

async function start(config: Config, { empty }: { readonly empty: boolean }): Promise<ExitCode> {
  const started = performance.now();
  const stopped = toldToStop();
  const demo = config.mode === "demo" && !empty;
  const { context, doors, close } = await open(config, demo);
  log("server.started", { port: Number(new URL(doors.address).port), engine: context.db.engine, milliseconds: Math.round(performance.now() - started) });
  out(`Gehoord answers at ${doors.address}\n`);
  if (demo) showSignIn(config, doors.address);
  log("server.stopping", { reason: await stopped });
  await close();
  log("server.stopped");
  return 0;
}

const code = await runCommandLine({
  argv: process.argv.slice(2),
  env: process.env,
  terminal: { out, err: (text) => void process.stderr.write(text) },
  hands: { start, setup, importSchools: importFile, erasers, retention },
});
process.exitCode = code;
// The channel to the launcher would keep this process alive.
if (process.connected) process.disconnect();
