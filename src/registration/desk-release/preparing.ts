/**
 * Prepares what was asked: in a thread, with its progress in the database, so that everybody sees it and anybody can stop it. A process that is
 * killed loses its hold after a while, and the next one begins again; nothing of it was published.
 */
import { Worker } from "node:worker_threads";
import type { Context, Database } from "../../base/index.ts";
import type { MadeAnswer } from "../publishing/publish.ts";
import { lastHash } from "../publishing/register.ts";
import { hashOfContent, sealContent, type DraftContent, type PreparedContent } from "./content.ts";
import { gatherOrder, type Gathered } from "./order.ts";
import { fillDraft, holdDraft, noteProgress, waitingDrafts } from "./records.ts";
import type { FromThread, ReleaseOrder } from "./thread.ts";

const holdMilliseconds = 120_000;
const knockMilliseconds = 20_000;
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
const threadFile = new URL(`./thread.${extension}`, import.meta.url);
const system = { role: "system" } as const;

/** A step of disclosure control as the database takes it: letters only. */
export const stepCode = (step: string): string => step.toLowerCase().replaceAll(/[^a-z]/g, "").slice(0, 20);

type Telling = (step: string, tenths: number) => Promise<boolean>;

/** The answer; nothing when somebody stopped it. */
function inThread(order: ReleaseOrder, tell: Telling): Promise<MadeAnswer | undefined> {
  const worker = new Worker(threadFile, { workerData: order });
  worker.unref();
  let [step, tenths] = ["count", 0];
  return new Promise<MadeAnswer | undefined>((resolve, reject) => {
    const note = (): void => void tell(step, tenths).then((wanted) => (wanted ? undefined : resolve(undefined)), reject);
    const knocking = setInterval(note, knockMilliseconds).unref();
    worker.once("error", reject);
    worker.once("exit", () => {
      clearInterval(knocking);
      reject(new Error("The thread ended without an answer"));
    });
    worker.on("message", (message: FromThread) => {
      if (message.kind === "answer") return resolve(message.answer);
      step = stepCode(message.step);
      ({ tenths } = message);
      note();
      return undefined;
    });
  }).finally(() => worker.terminate());
}

/** The last line that it was protected against. */
const lastLineHash = (register = ""): string => lastHash(register.split("\n").filter((line) => line !== ""));

function contentOf(answer: MadeAnswer, { order, withoutOrganisations }: Gathered): DraftContent {
  if (!answer.ok) return { kind: "refused", because: answer.because, where: answer.where };
  const { release, report, files, counted, keep, changed } = answer;
  return { kind: "prepared", id: release.id, made: release.meta.made, code: release.meta.code, report, files, counted, keep, changed, withoutOrganisations, after: lastLineHash(order.register) } satisfies PreparedContent;
}

async function prepare(context: Context, id: string, period: string): Promise<void> {
  const until = (): Date => new Date(context.clock.now().getTime() + holdMilliseconds);
  const tell: Telling = (step, tenths) => context.db.transaction(system, (tx) => noteProgress(tx, id, step, tenths, until()));
  const gathered = await gatherOrder(context, period);
  const answer = await inThread(gathered.order, tell);
  if (answer !== undefined) await fill(context, id, contentOf(answer, gathered));
}

async function fill(context: Context, id: string, content: DraftContent): Promise<void> {
  const hash = content.kind === "prepared" ? hashOfContent(content) : undefined;
  await context.db.transaction(system, async (tx) => {
    if (!(await fillDraft(tx, id, hash, sealContent(context, id, content)))) return;
    await tx.audit({ act: hash === undefined ? "release.refused" : "release.prepared", by: "system", record: id });
  });
}

const running = new WeakMap<Database, Set<Promise<void>>>();

/** Begins, when nobody else has it in hand, and goes on by itself. What fails is told as a refusal; a database that is away, in the log. */
export async function beginPreparing(context: Context, id: string): Promise<boolean> {
  const now = context.clock.now();
  const period = await context.db.transaction(system, (tx) => holdDraft(tx, id, now, new Date(now.getTime() + holdMilliseconds)));
  if (period === undefined) return false;
  const here = running.get(context.db) ?? new Set();
  running.set(context.db, here);
  const kindOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
  const work: Promise<void> = prepare(context, id, period)
    .catch((error: unknown) => {
      context.log("job.failed", { job: "releases.prepare", kind: kindOf(error) });
      return fill(context, id, { kind: "refused", because: "failed", where: "" });
    })
    .catch((error: unknown) => context.log("job.failed", { job: "releases.prepare", kind: kindOf(error) }))
    .finally(() => here.delete(work));
  here.add(work);
  return true;
}

/** Waits for everything that this process prepares. */
export async function preparationsEnd({ db }: Pick<Context, "db">): Promise<void> {
  await Promise.all(running.get(db) ?? []);
}

/** Begins what nobody holds: asked just now, or left by a process that was killed. */
export async function resumePreparing(context: Context): Promise<number> {
  const waiting = await context.db.transaction(system, (tx) => waitingDrafts(tx, context.clock.now()));
  let begun = 0;
  for (const id of waiting) if (await beginPreparing(context, id)) begun += 1;
  return begun;
}

export const releaseJobs = [{ name: "releases.prepare", everyMinutes: 1, run: resumePreparing }] as const;
