/** Cleans one file in a thread of its own: what a stranger built to keep a program busy keeps only this thread busy. */
import { parentPort, workerData } from "node:worker_threads";
import { cleanFile } from "../cleaning/index.ts";

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(cleanFile(workerData as Uint8Array));
