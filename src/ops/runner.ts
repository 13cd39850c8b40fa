/** Keeps outbox and jobs going while the server runs, one pass after another, and ends between two of them. */
import type { Context } from "../base/index.ts";
import { publishHead, runJobs, runOutbox, storeJobs, unsentSince, type Job, type OutboxHandlers } from "../store/index.ts";
import { diskFreePercent, lowDiskPercent } from "./health.ts";

export type Work = { readonly jobs: readonly Job[]; readonly outboxHandlers: OutboxHandlers };
export type Runner = {
  /** Finishes what it is doing, begins nothing more. */
  stop(): Promise<void>;
};

/** Jobs of the house itself: the day's audit head, clearing, and the alarms without content. */
export const houseJobs: readonly Job[] = [
  ...storeJobs,
  { name: "audit.head", everyMinutes: 60, run: publishHead },
  {
    name: "alarms",
    everyMinutes: 15,
    run: async (context) => {
      const unsent = await unsentSince(context, 1);
      if (unsent > 0) context.log("outbox.stuck", { count: unsent });
      const percent = diskFreePercent(context.config.data);
      if (percent < lowDiskPercent) context.log("disk.low", { percent });
      return 0;
    },
  },
];

const everyMilliseconds = 1_000;
const jobsEveryMilliseconds = 30_000;

/** Starts the passes: the outbox every second, jobs every half minute. A failure is logged and the next pass comes. */
export function startRunner(context: Context, { jobs, outboxHandlers }: Work): Runner {
  const stopping = new AbortController();
  let away = false;
  let wake: () => void = () => undefined;
  let nextJobs = 0;
  const pass = async (): Promise<void> => {
    await runOutbox(context, outboxHandlers);
    if (performance.now() < nextJobs) return;
    nextJobs = performance.now() + jobsEveryMilliseconds;
    await runJobs(context, [...houseJobs, ...jobs]);
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await pass();
        if (away) context.log("database.back", { engine: context.db.engine });
        away = false;
      } catch {
        if (!away) context.log("database.away", { engine: context.db.engine });
        away = true;
      }
      if (stopping.signal.aborted) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMilliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
}
