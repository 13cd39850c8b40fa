/** Starts, watches and restarts the thread of the embedded engine. The folder's lock is kept here, across restarts. */
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { StorageRefusal } from "../storage-refusal.ts";
import { ensureCluster } from "./cluster.ts";
import { lockFolder } from "./lock.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./messages.ts";
import { plainQuery, type RunBatch } from "./wire.ts";

export type EmbeddedLimits = {
  /** Longest one statement may run, in milliseconds; then the thread is ended and started anew. */
  readonly statementMilliseconds: number;
  /** Largest batch in bytes, parameters included. */
  readonly batchBytes: number;
};

export interface EmbeddedEngine {
  readonly run: RunBatch;
  /** Calls of fsync that reached the disk since the engine was first started. */
  fsyncs(): number;
  close(): Promise<void>;
}

type Waiting = { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (error: Error) => void; readonly timer: NodeJS.Timeout };
type Thread = { readonly worker: Worker; readonly ready: Promise<void>; readonly waiting: Map<number, Waiting>; closed: boolean };

const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
const makerFile = new URL(`./make-cluster.${extension}`, import.meta.url);
const execute = promisify(execFile);
const workerFile = new URL(`./engine-worker.${extension}`, import.meta.url);

function spawn(start: WorkerStart): Thread {
  const worker = new Worker(workerFile, { workerData: start, stdout: false, stderr: false });
  const waiting = new Map<number, Waiting>();
  let started: () => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    started = resolve;
    failed = reject;
  });
  ready.catch(() => undefined);
  const thread: Thread = { worker, ready, waiting, closed: false };
  const end = (error: unknown): void => {
    thread.closed = true;
    const refusal = new StorageRefusal("storage-away", "The embedded database stopped", error);
    failed(refusal);
    for (const one of waiting.values()) {
      clearTimeout(one.timer);
      one.reject(refusal);
    }
    waiting.clear();
  };
  worker.on("error", end);
  worker.on("exit", (code) => end(new Error(`exit ${code}`)));
  worker.on("message", (message: FromWorker) => {
    if (message.kind === "ready") started();
    if (message.kind !== "ran") return;
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    clearTimeout(one?.timer);
    one?.resolve(message.bytes);
  });
  return thread;
}

/** Writes one record to the write-ahead log and sees whether an fsync followed; a build that does not is refused. */
async function selfTest(run: RunBatch, fsyncs: () => number): Promise<void> {
  const before = fsyncs();
  await run(plainQuery("begin; select pg_logical_emit_message(true, 'gehoord', 'self-test'); commit"));
  if (fsyncs() <= before) throw new StorageRefusal("storage-away", "The embedded database does not write its commits to the disk: refusing to start.");
}

/** Asks the thread to close the database, and waits until it is gone. */
async function end(thread: Thread): Promise<void> {
  if (thread.closed) return;
  const gone = new Promise<void>((resolve) => thread.worker.once("exit", () => resolve()));
  thread.worker.on("message", (message: FromWorker) => {
    if (message.kind === "closed") void thread.worker.terminate();
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  thread.worker.postMessage({ kind: "close" } satisfies ToWorker);
  await gone;
}

/** Makes a new database in a folder, whole and closed again. */
async function make(folder: string): Promise<void> {
  try {
    await execute(process.execPath, [fileURLToPath(makerFile), folder]);
  } catch (error) {
    throw new StorageRefusal("storage-away", "The embedded database could not be made. Is the disk full?", error);
  }
}

/** A database as it is before any migration, for `startEmbedded` to copy: made once, when the product is built. */
export async function makeTemplate(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  await ensureCluster(folder, undefined, make);
}

/** Opens the engine on `<data>/database`, mode 700, alone. Refuses when another process has it or commits are not durable. */
export async function startEmbedded(data: string, limits: EmbeddedLimits, template?: string): Promise<EmbeddedEngine> {
  const folder = join(data, "database");
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chmodSync(data, 0o700);
  const lock = lockFolder(join(data, "lock"));
  try {
    await ensureCluster(folder, template, make);
    chmodSync(folder, 0o700);
  } catch (error) {
    lock.release();
    throw error;
  }
  const counter = new SharedArrayBuffer(4);
  const fsyncs = (): number => Atomics.load(new Int32Array(counter), 0);
  const begin = (): Thread => spawn({ folder, counter });
  let thread = begin();
  let next = 0;
  let closing = false;
  const run: RunBatch = async (bytes) => {
    if (bytes.length > limits.batchBytes) throw new Error("A statement is larger than the embedded database takes");
    if (closing) throw new StorageRefusal("storage-away", "The database is closing");
    if (thread.closed) thread = begin();
    const here = thread;
    await here.ready;
    return new Promise((resolve, reject) => {
      const id = next++;
      const timer = setTimeout(() => void here.worker.terminate(), limits.statementMilliseconds);
      here.waiting.set(id, { resolve, reject, timer });
      here.worker.postMessage({ kind: "run", id, bytes } satisfies ToWorker, [bytes.buffer]);
    });
  };
  const close = async (): Promise<void> => {
    closing = true;
    await end(thread);
    lock.release();
  };
  try {
    await selfTest(run, fsyncs);
  } catch (error) {
    await thread.worker.terminate();
    lock.release();
    throw error;
  }
  return { run, fsyncs, close };
}
