/** `gehoord doctor`: what an operator must know is wrong, before it hurts. Says what to do; changes nothing. */
import { existsSync, readdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { readLedger, storeTables, unsentSince } from "../store/index.ts";
import { done, refusedBecause, type Operation, type OperatorContext } from "./command.ts";

export type Finding = { readonly check: string; readonly good: boolean; readonly say: string };

function finding(check: string, good: boolean, wrong: string, right = "as it should be"): Finding {
  return { check, good, say: good ? right : wrong };
}

/** PostgreSQL settings that would write what people sent into a log, or lose what was confirmed; and what they must be. */
const wanted: readonly { readonly name: string; readonly good: readonly string[]; readonly because: string }[] = [
  { name: "log_statement", good: ["none"], because: "statements would stand in the log" },
  { name: "log_min_duration_statement", good: ["-1"], because: "slow statements would stand in the log" },
  { name: "log_min_duration_sample", good: ["-1"], because: "sampled statements would stand in the log" },
  { name: "log_transaction_sample_rate", good: ["0"], because: "sampled statements would stand in the log" },
  { name: "log_parameter_max_length", good: ["0"], because: "values would stand in the log" },
  { name: "log_parameter_max_length_on_error", good: ["0"], because: "values would stand in the log after an error" },
  { name: "log_min_error_statement", good: ["panic", "fatal"], because: "failing statements would stand in the log" },
  { name: "fsync", good: ["on"], because: "a confirmed report could be lost when the power fails" },
  { name: "synchronous_commit", good: ["on", "local", "remote_write", "remote_apply"], because: "a confirmed report could be lost when the power fails" },
  { name: "full_page_writes", good: ["on"], because: "the database could be damaged when the power fails" },
];

async function settings(context: OperatorContext): Promise<Finding[]> {
  const rows = await context.db.asOwner(({ run }) => run<{ name: string; setting: string }>("select name, setting from pg_settings where name = any ($1)", [wanted.map(({ name }) => name)]));
  // The embedded engine writes no log at all, so only the settings about durability count there.
  const counted = wanted.filter(({ name }) => context.db.engine === "postgresql" || !name.startsWith("log_"));
  return counted.map(({ name, good, because }) => {
    const is = rows.find((row) => row.name === name)?.setting ?? "not known";
    return finding(`database setting ${name}`, good.includes(is), `is ${is}: ${because}. Set it to ${good[0]}.`);
  });
}

async function roles(context: OperatorContext): Promise<Finding[]> {
  const rows = await context.db.asOwner(({ run }) =>
    run<{ name: string; strong: boolean; login: boolean }>(
      "select rolname::text as name, rolsuper or rolbypassrls as strong, rolcanlogin as login from pg_roles where rolname = current_user or rolname in ('gehoord_visitor', 'gehoord_member', 'gehoord_system', 'gehoord_backup') order by 1",
    ),
  );
  return rows.flatMap(({ name, strong, login }) => {
    const ours = name.startsWith("gehoord_");
    if (!ours && context.db.engine === "embedded") return []; // The embedded engine has one login, reachable by nobody.
    return [finding(`database role ${name}`, !strong && !(ours && login), strong ? "may pass row-level security: take SUPERUSER and BYPASSRLS away." : "may log in: alter it to NOLOGIN.")];
  });
}

function disk(context: OperatorContext): Finding {
  const { bavail, blocks, bsize } = statfsSync(context.config.data);
  const percent = Math.floor((bavail / blocks) * 100);
  return finding("free disk", percent >= 10 || bavail * bsize > 20e9, `only ${percent} % is free: reports will be refused when it is full.`, `${percent} % free`);
}

/** Whoever else may read them could act as this installation. */
function folderModes(context: OperatorContext): Finding[] {
  const secrets = join(context.config.data, "secrets");
  const files = existsSync(secrets) ? readdirSync(secrets).map((name) => join(secrets, name)) : [];
  const open = [context.config.data, secrets, ...files].filter((path) => !existsSync(path) || (statSync(path).mode & 0o077) !== 0);
  return process.platform === "win32" ? [] : [finding("data folder", open.length === 0, `others can read, or it is missing: ${open.join(", ")}. Use chmod go-rwx.`)];
}

async function waiting(context: OperatorContext): Promise<Finding[]> {
  const unsent = await unsentSince(context, 1);
  const failing = await context.db.transaction({ role: "system" }, (tx) => storeTables(tx).selectFrom("jobs").select("name").where("failures", ">=", 3).execute());
  return [
    finding("outbox", unsent === 0, `${unsent} messages wait for more than an hour. Is the mail server reachable?`),
    finding("jobs", failing.length === 0, `these keep failing: ${failing.map(({ name }) => name).join(", ")}.`),
  ];
}

function ledger(context: OperatorContext): Finding {
  try {
    const read = readLedger(context.config.data);
    return finding("ledger of deletions", read !== undefined, "is missing: no backup could be restored.", `${read?.entries.length ?? 0} entries, unbroken`);
  } catch (error) {
    return finding("ledger of deletions", false, error instanceof Error ? error.message : "cannot be read");
  }
}

/** Every finding about the database and what stands around it. */
export async function examineInstallation(context: OperatorContext): Promise<readonly Finding[]> {
  const up = await context.db.isUp();
  if (!up) return [finding("database", false, "does not answer.")];
  return [finding("database", true, "", `${context.db.engine}, answers`), ...(await settings(context)), ...(await roles(context)), ...(await waiting(context)), disk(context), ...folderModes(context), ledger(context)];
}

export const doctor: Operation = async (context) => {
  const findings = await examineInstallation(context);
  const wrong = findings.filter(({ good }) => !good);
  const text = findings.map(({ check, good, say }) => `${good ? "ok   " : "WRONG"}  ${check}: ${say}`).join("\n");
  const json = { findings };
  return wrong.length === 0 ? done(text, json) : refusedBecause(`${text}\n${wrong.length} to mend.`, json);
};
