/** `gehoord retention`: what would go, what went, and the proofs of it. Classes, numbers and weeks; never what it was. */
import type { DestructionProof } from "../envelope/index.ts";
import { dueNow, faultyProofs, retain, type DueLine, type Job, type RetentionClass } from "../store/index.ts";
import { done, refusedBecause, type CommandResult, type Operation, type OperatorContext } from "./command.ts";

const weekWords = (week: string | null): string => (week === null ? "" : `, oldest from the week of ${week}`);
const dueWords = ({ class: name, weeks, count, oldestWeek }: DueLine): string => `${name.padEnd(14)} kept ${String(weeks).padStart(4)} weeks: ${count} due${weekWords(oldestWeek)}`;
const proofWords = ({ week, class: name, count, seq, oldestWeek }: DestructionProof): string => `week of ${week}: ${count} of ${name}${weekWords(oldestWeek)}; line ${seq} of the audit chain`;

async function proofs(context: OperatorContext): Promise<CommandResult> {
  const found = await faultyProofs(context);
  const text = found.proofs.length === 0 ? "Nothing was destroyed yet." : found.proofs.map(proofWords).join("\n");
  if (found.faulty.length === 0) return done(`${text}\n${found.proofs.length} proofs, each signed and in its place in the audit chain.`, found);
  return refusedBecause(`${text}\n${found.faulty.length} proofs are NOT as they were signed, or not in the audit chain.`, found);
}

/** For the command line and the running server. */
export function retentionOperation(classes: readonly RetentionClass[]): Operation {
  return async (context, given) => {
    if (given["proofs"] === true) return proofs(context);
    if (given["dry-run"] === true) {
      const due = await dueNow(context, classes);
      return done(`${due.map(dueWords).join("\n")}\nNothing was changed. What still has something open is not counted.`, { due });
    }
    const destroyed = await retain(context, classes);
    const gone = destroyed.filter(({ count }) => count > 0);
    return done(gone.length === 0 ? "Nothing was due." : `${gone.map(({ class: name, count }) => `${name}: ${count} destroyed`).join("\n")}\nSee gehoord retention --proofs.`, { destroyed });
  };
}

/** Once a day. */
export function retentionJob(classes: readonly RetentionClass[]): Job {
  return { name: "retention", everyMinutes: 1_440, run: async (context) => (await retain(context, classes)).reduce((sum, { count }) => sum + count, 0) };
}
