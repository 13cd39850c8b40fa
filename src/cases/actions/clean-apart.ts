/**
 * Cleaning on the server, for forms without script: apart, bounded in time and memory. A file of some kilobytes can be
 * built so that reading it takes days; in this process that would shut the door for everybody.
 */
import { Worker } from "node:worker_threads";
import { cleanFile } from "../cleaning/index.ts";
import type { Cleaned } from "../cleaning/index.ts";

const file = new URL(`./clean-thread.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);
/** The largest honest files take about a second. */
export const mostCleaningMilliseconds = 10_000;
const memory = { maxOldGenerationSizeMb: 512 } as const;
/** Two at a time, as with Argon2: a crowd with photos must not starve the desk. */
const places = 2;
let running = 0;
const waiting: (() => void)[] = [];
/** Small pictures and sounds are walked over once, in a moment; documents never go this way. */
const plainKinds = ["\xff\xd8\xff", "\x89PNG"];
const smallBytes = 200_000;

function inThread(bytes: Uint8Array): Promise<Cleaned> {
  return new Promise((resolve) => {
    const worker = new Worker(file, { workerData: bytes, resourceLimits: memory });
    const end = (answer: Cleaned): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ ok: false, because: "expands" }), mostCleaningMilliseconds);
    worker.once("message", end);
    // Out of memory, or a mistake of ours in reading: the file is not taken, and nothing of it is written anywhere.
    worker.once("error", () => end({ ok: false, because: "damaged" }));
    worker.once("exit", () => end({ ok: false, because: "damaged" }));
  });
}

/** As `cleanFile`; refuses `expands` as well when it takes too long. */
export async function cleanApart(bytes: Uint8Array): Promise<Cleaned> {
  const head = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  if (bytes.length <= smallBytes && plainKinds.some((kind) => head.startsWith(kind))) return cleanFile(bytes);
  if (running >= places) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await inThread(bytes);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
