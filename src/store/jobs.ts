/** What is done every so many minutes, by one process at a time, also when several share a database. */
import type { Context } from "../base/index.ts";
import { storeTables } from "./tables.ts";

export type Job = {
  /** Kebab-case or with dots, at most 60 characters; stands in the log. */
  readonly name: string;
  readonly everyMinutes: number;
  /** Answers how many things it did. Safe to run twice: a crash can make it run again. */
  readonly run: (context: Context) => Promise<number>;
};

const minute = 60_000;
const leaseMilliseconds = 15 * minute;
const soonest = 5;

async function claim(context: Context, job: Job, lease: string): Promise<boolean> {
  const now = context.clock.now();
  const ahead = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
  return context.db.transaction({ role: "system" }, async (tx) => {
    const jobs = storeTables(tx);
    await jobs.insertInto("jobs").values({ name: job.name, next_run: now, failures: 0, leased_until: null, lease: null, last_success: null }).onConflict((row) => row.doNothing()).execute();
    const claimed = await jobs
      .updateTable("jobs")
      .set({ lease, leased_until: ahead(leaseMilliseconds) })
      .where("name", "=", job.name)
      // Further ahead than either is ever set: the clock was put back, and what must be watched would wait until it is there again.
      .where((is) => is.or([is("next_run", "<=", now), is("next_run", ">", ahead(Math.max(job.everyMinutes, soonest) * minute))]))
      .where((is) => is.or([is("leased_until", "is", null), is("leased_until", "<=", now), is("leased_until", ">", ahead(leaseMilliseconds))]))
      .returning("name")
      .executeTakeFirst();
    return claimed !== undefined;
  });
}

async function finish(context: Context, job: Job, lease: string, succeeded: boolean): Promise<void> {
  const now = context.clock.now();
  const minutes = succeeded ? job.everyMinutes : Math.min(job.everyMinutes, soonest);
  await context.db.transaction({ role: "system" }, (tx) =>
    storeTables(tx)
      .updateTable("jobs")
      .set((row) => ({
        lease: null,
        leased_until: null,
        next_run: new Date(now.getTime() + minutes * minute),
        failures: succeeded ? 0 : row("failures", "+", 1),
        ...(succeeded ? { last_success: now } : {}),
      }))
      .where("name", "=", job.name)
      .where("lease", "=", lease)
      .execute(),
  );
}

async function runOne(context: Context, job: Job): Promise<boolean> {
  const lease = context.random.uuid();
  if (!(await claim(context, job, lease))) return false;
  let succeeded = false;
  try {
    const count = await job.run(context);
    succeeded = true;
    if (count > 0) context.log("job.finished", { job: job.name, count });
  } catch (error) {
    context.log("job.failed", { job: job.name, kind: error instanceof Error ? error.name : "unknown" });
  }
  await finish(context, job, lease, succeeded);
  return true;
}

/** Runs every job whose time has come, one after another; a failing job hinders no other. Answers how many ran. */
export async function runJobs(context: Context, jobs: readonly Job[]): Promise<number> {
  let ran = 0;
  for (const job of jobs) if (await runOne(context, job)) ran += 1;
  return ran;
}

/** Of the store itself: used numbers whose time is over may go. */
export const storeJobs: readonly Job[] = [
  {
    name: "nonces.clear",
    everyMinutes: 60,
    run: (context) =>
      context.db.transaction({ role: "system" }, async (tx) => {
        const gone = await storeTables(tx).deleteFrom("used_nonces").where("expires", "<", context.clock.now()).executeTakeFirst();
        return Number(gone.numDeletedRows);
      }),
  },
];
