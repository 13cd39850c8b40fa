/** Operations of the store: run by the command line itself, or by the running server for it (`control.ts`). */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { EnvelopeRefusal } from "../envelope/index.ts";
import { auditVerify, readHead } from "../store/index.ts";
import { BackupDamaged } from "./backup/archive.ts";
import { readBackup } from "./backup/read.ts";
import { writeBackup } from "./backup/write.ts";
import { done, refusedBecause, textOf, type CommandArguments, type CommandResult, type Operation } from "./command.ts";
import { doctor } from "./doctor.ts";

const backup: Operation = async (context, given) => {
  const file = textOf(given, "file");
  const recipients = given["recipient"];
  if (file === undefined || !Array.isArray(recipients) || recipients.length === 0) return { code: 2, text: "backup needs FILE and --recipient.", json: {} };
  if (existsSync(file)) return refusedBecause(`${file} is there already; a backup is never written over another.`);
  const days = Number(textOf(given, "keep-days") ?? "35");
  if (!Number.isInteger(days) || days < 1 || days > 3_650) return { code: 2, text: "--keep-days is a whole number of days, 1 to 3650.", json: {} };
  try {
    const made = await writeBackup(context.db, { file, recipients: recipients as string[], secrets: context.secrets, clock: context.clock, version: context.config.version, keepDays: days });
    context.log("backup.written", { bytes: made.bytes });
    return done(`Backup written: ${made.file}\n${made.rows} rows of ${made.tables} tables, ${made.bytes} bytes, may be restored until ${made.expires}.\nKeep copies of the folders \`ledger\` (daily) and \`secrets\` (once) too, apart from this file.`, made);
  } catch (error) {
    if (error instanceof EnvelopeRefusal) return { code: 2, text: "--recipient is not an age recipient (age1…), or kinds are mixed.", json: {} };
    throw error;
  }
};

const auditVerification: Operation = async (context, given) => {
  const file = textOf(given, "head");
  const head = file === undefined ? undefined : readHead(readFileSync(file, "utf8"));
  if (file !== undefined && head === undefined) return refusedBecause(`${file} is not a head of an audit chain.`);
  const verdict = await auditVerify(context.db, head);
  const figures = `${verdict.lines} lines, of which ${verdict.erased} with erased content; chain ${verdict.chain}.`;
  if (verdict.faults.length === 0) return done(`The audit chain is unbroken: ${figures}${head === undefined ? "" : `\nIt holds the head of ${head.day} that you gave.`}`, verdict);
  const faults = verdict.faults.map(({ fault, seq }) => `line ${seq}: ${fault}`).join("\n");
  return refusedBecause(`The audit chain is BROKEN: ${figures}\n${faults}`, verdict);
};

/** By the words of the command. The running server offers these too. */
export const storeOperations: Readonly<Record<string, Operation>> = { backup, "audit verify": auditVerification, doctor };

/** The identity in a key file of `age-keygen`: its first line that is not a remark. */
export function identityFrom(file: string): string {
  return readFileSync(file, "utf8").split("\n").map((line) => line.trim()).find((line) => line !== "" && !line.startsWith("#")) ?? "";
}

/** `gehoord verify`: needs no installation at all. */
export async function verify(given: CommandArguments): Promise<CommandResult> {
  const file = textOf(given, "file");
  const identity = textOf(given, "identity");
  if (file === undefined || identity === undefined) return { code: 2, text: "verify needs FILE and --identity KEYFILE.", json: {} };
  try {
    const manifest = await readBackup(resolve(file), identityFrom(identity));
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    const { made, expires, head, ledger } = manifest;
    return done(
      `The backup is whole: made ${made}, may be restored until ${expires}, ${rows} rows of ${Object.keys(manifest.tables).length} tables.\nAudit chain: ${head.seq} lines, head ${head.chain}. Ledger of deletions: at least ${ledger.entries} entries needed.`,
      { made, expires, rows, tables: manifest.tables, head, ledger },
    );
  } catch (error) {
    if (error instanceof BackupDamaged) return refusedBecause(error.message);
    throw error;
  }
}
