/** `gehoord …`: which command, with which flags; help for each; exit codes 0 done, 1 refused, 2 called wrongly; --json. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { silentLog, systemClock, systemRandom, type Config } from "../base/index.ts";
import { migrate, openDatabase, type RetentionClass } from "../store/index.ts";
import { BackupDamaged } from "./backup/archive.ts";
import { restoreBackup, RestoreRefused, type Erasers } from "./backup/restore.ts";
import { done, refusedBecause, textOf, type CommandArguments, type CommandResult, type ExitCode, type Operation } from "./command.ts";
import { configFlags, configFromFlags, productVersion, type Environment } from "./config.ts";
import { askServer } from "./control.ts";
import { claimFolder, modeOfFolder } from "./data-folder.ts";
import { commandHelp, helpFor, overview } from "./help.ts";
import { openInstallation } from "./open-installation.ts";
import { identityFrom, storeOperations, verify } from "./operations.ts";
import { exportFacts } from "./registration/export-facts.ts";
import { addFigures, exportFigures } from "./registration/figures.ts";
import { publishRelease, verifyReleases, writeUsual } from "./registration/publish.ts";
import { simulateNetwork } from "./registration/simulate.ts";
import { retentionOperation } from "./retention.ts";
import { loadSecrets, SecretsDamaged } from "./secrets.ts";

/** What `main.ts` hands in, because it knows all rooms. */
export type Hands = {
  /** Serves until it is told to stop; answers the exit code. `empty`: nothing is filled in. */
  readonly start: (config: Config, choice: { readonly empty: boolean }) => Promise<ExitCode>;
  /** Makes the first coordinator and prints a one-time link. */
  readonly setup: Operation;
  /** `given.file` is the file. */
  readonly importSchools: Operation;
  /** How the rooms delete again what the ledger names. */
  readonly erasers: Erasers;
  /** What the rooms keep, for how long, and how it goes. */
  readonly retention: readonly RetentionClass[];
};

export type Terminal = { readonly out: (text: string) => void; readonly err: (text: string) => void };
export type Call = { readonly argv: readonly string[]; readonly env: Environment; readonly terminal: Terminal; readonly hands: Hands };

const flags = {
  ...configFlags,
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
  identity: { type: "string" },
  recipient: { type: "string", multiple: true },
  head: { type: "string" },
  "keep-days": { type: "string" },
  "accept-expired": { type: "boolean" },
  "dry-run": { type: "boolean" },
  proofs: { type: "boolean" },
  years: { type: "string" },
  seed: { type: "string" },
  "per-year": { type: "string" },
  from: { type: "string" },
  out: { type: "string" },
  facts: { type: "string" },
  spec: { type: "string" },
  previous: { type: "string" },
  threshold: { type: "string" },
  looked: { type: "string" },
  key: { type: "string" },
} as const;

const twoWords = new Set(["import", "export", "audit", "publish", "figures"]);
const wantsFile = new Set(["backup", "restore", "verify", "import schools", "export facts", "publish verify", "figures add", "figures export"]);
const usage = (text: string): CommandResult => ({ code: 2, text, json: { usage: text } });

type Parsed = { readonly command: string; readonly given: CommandArguments };

/** Takes the words apart; a text is what was wrong with them. */
function parse(argv: readonly string[]): Parsed | string {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: flags, strict: true, allowPositionals: true });
    const length = twoWords.has(positionals[0] ?? "") ? 2 : 1;
    const command = positionals.slice(0, length).join(" ");
    const [file, ...more] = positionals.slice(length);
    if (more.length > 0 || (file !== undefined && !wantsFile.has(command) && command !== "publish usual")) return `"${more[0] ?? file ?? ""}" is one word too many.`;
    const strange = Object.keys(values).find((name) => command in commandHelp && !["help", "json", ...(commandHelp[command]?.flags ?? [])].includes(name));
    if (strange !== undefined) return `${command} has no flag --${strange}.`;
    // Whole paths: the running server, which may do the work, stands in another folder.
    const paths = { ...(file === undefined ? {} : command === "publish usual" ? { period: file } : { file: resolve(file) }), ...(values.head === undefined ? {} : { head: resolve(values.head) }) };
    return { command, given: { ...values, ...paths } };
  } catch (error) {
    return error instanceof Error ? error.message : "The words cannot be read.";
  }
}

/** For operators' commands the folder itself says what it is. */
function configFor({ command, given }: Parsed, env: Environment): Config | string {
  const answer = configFromFlags(given, env);
  if (!answer.ok) return answer.message;
  return command === "start" ? answer.value : { ...answer.value, mode: modeOfFolder(answer.value.data) ?? answer.value.mode };
}

async function withInstallation(config: Config, given: CommandArguments, operation: Operation): Promise<CommandResult> {
  const tools = { clock: systemClock, random: systemRandom, log: silentLog };
  const { db, secrets } = await openInstallation(config, tools);
  try {
    return await operation({ ...tools, db, secrets, config }, given);
  } finally {
    await db.close();
  }
}

/** The embedded engine belongs to the running server: it is asked first. */
async function operate({ command, given }: Parsed, config: Config, operation: Operation): Promise<CommandResult> {
  const running = config.databaseUrl === undefined ? await askServer(config.data, command, given) : undefined;
  if (running !== undefined) return running;
  const makes = command === "setup";
  if (!makes && config.databaseUrl === undefined && !existsSync(join(config.data, "database"))) return refusedBecause(`There is no installation in ${config.data}. Name its folder with --data.`);
  return withInstallation(config, given, operation);
}

async function migrateOnly(config: Config): Promise<CommandResult> {
  claimFolder(config.data, config.mode);
  const db = await openDatabase({ data: config.data, databaseUrl: config.databaseUrl });
  try {
    const { applied, version } = await migrate(db, join(config.root, "migrations"));
    return done(applied.length === 0 ? `Nothing to do: the database is at ${version}.` : `Applied ${applied.join(", ")}.`, { applied, version });
  } finally {
    await db.close();
  }
}

async function restore(config: Config, given: CommandArguments, erasers: Erasers): Promise<CommandResult> {
  const file = textOf(given, "file");
  const identity = textOf(given, "identity");
  if (file === undefined || identity === undefined) return usage("restore needs FILE and --identity KEYFILE.");
  if (!existsSync(join(config.data, "secrets"))) return refusedBecause(`The folder ${join(config.data, "secrets")} is missing. Put back your copy first: without it no code opens anything.`);
  const secrets = await loadSecrets(config.data);
  const db = await openDatabase({ data: config.data, databaseUrl: config.databaseUrl });
  try {
    const order = { file, identity: identityFrom(identity), data: config.data, migrations: join(config.root, "migrations"), secrets, clock: systemClock, erasers, acceptExpired: given["accept-expired"] === true };
    const { rows, replayed, made } = await restoreBackup(db, order);
    return done(`Restored ${rows} rows of ${made}; ${replayed} deletions done again. The audit chain is unbroken.`, { rows, replayed, made });
  } finally {
    await db.close();
  }
}

async function run(parsed: Parsed, { env, hands, terminal }: Call): Promise<CommandResult | ExitCode> {
  const { command, given } = parsed;
  if (wantsFile.has(command) && textOf(given, "file") === undefined) return usage(`${command} needs FILE.`);
  if (command === "backup" && given["recipient"] === undefined) return usage("backup needs --recipient.");
  if (command === "verify") return verify(given);
  if (command === "simulate") return simulateNetwork(given);
  const config = configFor(parsed, env);
  if (typeof config === "string") return usage(config);
  if (command === "publish") return publishRelease(given, config, (line) => terminal.err(`${line}\n`));
  if (command === "publish usual") return writeUsual(given, config);
  if (command === "publish verify") return verifyReleases(given, config);
  if (command === "start") return hands.start(config, { empty: given["empty"] === true });
  if (command === "migrate") return migrateOnly(config);
  if (command === "restore") return restore(config, given, hands.erasers);
  const operation = operationsOf(hands)[command];
  return operation === undefined ? usage(`There is no command "${command}". See gehoord --help.`) : operate(parsed, config, operation);
}

/** What the server offers on its control socket (`openControl`), and the command line does itself when none runs. */
export function operationsOf(hands: Pick<Hands, "setup" | "importSchools" | "retention">): Readonly<Record<string, Operation>> {
  return { ...storeOperations, setup: hands.setup, "import schools": hands.importSchools, "export facts": exportFacts, "figures add": addFigures, "figures export": exportFigures, retention: retentionOperation(hands.retention) };
}

const expected = new Set(["StorageRefusal", "WrongMode", "WrongSecrets", "LedgerDamaged", "RegisterSecretDamaged"]);

/** A refusal is one sentence for the operator; anything else is a bug and keeps its trace. */
async function guarded(parsed: Parsed, call: Call): Promise<CommandResult | ExitCode> {
  try {
    return await run(parsed, call);
  } catch (error) {
    const known = error instanceof RestoreRefused || error instanceof BackupDamaged || error instanceof SecretsDamaged || (error instanceof Error && (expected.has(error.name) || ("code" in error && error.code === "ENOENT")));
    if (known && error instanceof Error) return refusedBecause(error.message);
    throw error;
  }
}

function withoutCommand(given: CommandArguments, terminal: Terminal): ExitCode {
  const asked = given["version"] === true;
  (asked ? terminal.out : terminal.err)(asked ? `${productVersion()}\n` : overview);
  return asked ? 0 : 2;
}

/** Runs one command and answers its exit code. Output goes to the terminal that was handed in. */
export async function runCommandLine(call: Call): Promise<ExitCode> {
  const { argv, terminal } = call;
  const parsed = parse(argv);
  if (typeof parsed === "string") {
    terminal.err(`${parsed}\nSee gehoord --help.\n`);
    return 2;
  }
  const { command, given } = parsed;
  if (given["help"] === true || command === "help") {
    terminal.out(helpFor(command));
    return 0;
  }
  if (command === "") return withoutCommand(given, terminal);
  const result = await guarded(parsed, call);
  if (typeof result === "number") return result;
  if (given["json"] === true) terminal.out(`${JSON.stringify({ code: result.code, ...(result.json as object) })}\n`);
  else (result.code === 0 ? terminal.out : terminal.err)(`${result.text}\n`);
  return result.code;
}
