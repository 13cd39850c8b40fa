/**
 * The embedded engine, PGlite, alone in its thread: takes batches of the PostgreSQL wire protocol and answers with bytes.
 *
 * As shipped it loses commits: it starts with fsync off, and its Node file system has an empty `fsync`. Both are mended
 * here, and counted, so that the door can refuse to start when a version no longer does what is promised (house 5).
 */
import { closeSync, fsyncSync, openSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import type { FromWorker, ToWorker, WorkerStart } from "./messages.ts";

const { folder, counter } = workerData as WorkerStart;
const fsyncs = new Int32Array(counter);
const port = parentPort;
if (port === null) throw new Error("The embedded engine runs in a worker thread only");

/** The parts of the file system's stream that are used here; `nfd` is the real descriptor, absent on a folder. */
type NodeStream = { nfd?: number; node: unknown };
type NodeFileSystem = { stream_ops: { fsync?: (stream: NodeStream) => number }; realPath(node: unknown): string };
type WithNodeFileSystem = { readonly NODEFS: NodeFileSystem };

function syncReally(files: NodeFileSystem, stream: NodeStream): number {
  if (stream.nfd !== undefined) fsyncSync(stream.nfd);
  else {
    const descriptor = openSync(files.realPath(stream.node), "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
  Atomics.add(fsyncs, 0, 1);
  return 0;
}

/** After a PANIC (a full disk under the write-ahead log) the engine would turn in circles: its thread ends instead. */
function stop(): never {
  process.exit(1); // Ends this thread only.
}

type Emscripten = Parameters<NodeFS["init"]>[1];

/** The file system of PGlite with an fsync that reaches the disk. */
class DurableFiles extends NodeFS {
  override async init(engine: Parameters<NodeFS["init"]>[0], options: Emscripten): ReturnType<NodeFS["init"]> {
    const mended = await super.init(engine, options);
    const install = (module: unknown): void => {
      const files = (module as WithNodeFileSystem).NODEFS;
      files.stream_ops.fsync = (stream) => syncReally(files, stream);
    };
    return { ...mended, emscriptenOpts: { ...mended.emscriptenOpts, onAbort: stop, preRun: [...(mended.emscriptenOpts.preRun ?? []), install] } };
  }
}

const settings = {
  search_path: "public",
  exit_on_error: "false",
  log_checkpoints: "false",
  max_worker_processes: "0",
  max_parallel_workers: "0",
  max_parallel_workers_per_gather: "0",
  max_parallel_maintenance_workers: "0",
  io_method: "sync",
  fsync: "on",
  wal_sync_method: "fsync",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "16MB",
  min_wal_size: "32MB",
  max_wal_size: "128MB",
};

async function start(): Promise<PGlite> {
  return PGlite.create({
    fs: new DurableFiles(folder),
    startParams: ["--single", "-O", "-j", ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
  });
}

function answer(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

/** One batch, ended by Sync or Query. A crash of the engine (for example PANIC on a full disk) ends this thread. */
async function run(engine: PGlite, message: Extract<ToWorker, { kind: "run" }>): Promise<void> {
  const bytes = await engine.execProtocolRaw(message.bytes, { syncToFs: false });
  answer({ kind: "ran", id: message.id, bytes }, bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []);
}

const engine = await start();
let line: Promise<void> = Promise.resolve();
port.on("message", (message: ToWorker) => {
  line = line.then(async () => {
    if (message.kind === "run") return run(engine, message);
    await engine.close();
    answer({ kind: "closed" });
    return undefined;
  });
});
answer({ kind: "ready" });
