/**
 * Sends a sealed file in parts. A lost line is waited for and taken up where it was lost: the server says which parts it
 * has. Nothing half is ever attached: only a complete upload can be named in a report.
 */
import type { UploadAnswer } from "../../../cases/shape.ts";
import { type Answer, type Failure, hasFields, type Line } from "./api.ts";

const isUpload = hasFields<UploadAnswer>({ upload: "string", size: "number", partBytes: "number", received: "array", complete: "boolean" });

export type Watcher = {
  /** Between 0 and 1. */
  readonly progress: (part: number) => void;
  /** The line was lost (`true`) or is back. */
  readonly waiting: (lost: boolean) => void;
  /** Settles when it makes sense to try again; `attempt` counts from 0. */
  readonly pause: (attempt: number) => Promise<void>;
  readonly signal: AbortSignal;
};

/** After so many silent attempts in a row it is told that it does not work now. */
const mostAttempts = 8;
const passing: readonly Failure[] = ["away", "too-many-requests", "storage-away", "unexpected"];

async function patiently<T>(watch: Watcher, attempt: () => Promise<Answer<T>>): Promise<Answer<T>> {
  for (let count = 0; ; count += 1) {
    if (watch.signal.aborted) return { ok: false, because: "stopped" };
    const answer = await attempt();
    if (answer.ok || !passing.includes(answer.because)) {
      if (count > 0) watch.waiting(false);
      return answer;
    }
    if (count >= mostAttempts) return answer;
    watch.waiting(true);
    await watch.pause(count);
  }
}

/** A sealed file on its way. `begun`: what the server gave it; kept, so that a later attempt goes on and does not start again. */
export type UploadTask = { readonly sealed: Uint8Array; begun: UploadAnswer | undefined };

/** Sends one part; when that failed, asks what arrived: the answer may have been lost, not the part. */
async function sendPart(line: Line, watch: Watcher, part: { readonly upload: string; readonly number: number; readonly bytes: Uint8Array }): Promise<Answer<unknown>> {
  const path = `/api/v1/uploads/${part.upload}`;
  let first = true;
  return patiently(watch, async () => {
    if (!first) {
      const state = await line.ask({ method: "GET", path, signal: watch.signal }, isUpload);
      if (!state.ok || state.value.received.includes(part.number)) return state;
    }
    first = false;
    return line.ask({ method: "PUT", path: `${path}/parts/${part.number}`, bytes: part.bytes, signal: watch.signal }, (value): value is unknown => value !== undefined);
  });
}

/** Takes up where it was, or begins; what the server no longer knows begins again. */
async function begin(line: Line, task: UploadTask, watch: Watcher): Promise<Answer<UploadAnswer>> {
  const { begun } = task;
  if (begun !== undefined) {
    const state = await patiently(watch, () => line.ask({ method: "GET", path: `/api/v1/uploads/${begun.upload}`, signal: watch.signal }, isUpload));
    if (state.ok || state.because !== "upload-not-found") return state;
  }
  return patiently(watch, () => line.ask({ method: "POST", path: "/api/v1/uploads", body: { size: task.sealed.length }, signal: watch.signal }, isUpload));
}

/** Every part that the server does not have yet, in order. */
async function sendParts(line: Line, task: UploadTask, watch: Watcher, { upload, partBytes, received }: UploadAnswer): Promise<Answer<unknown>> {
  const count = Math.ceil(task.sealed.length / partBytes);
  for (let number = 0; number < count; number += 1) {
    if (!received.includes(number)) {
      const sent = await sendPart(line, watch, { upload, number, bytes: task.sealed.subarray(number * partBytes, (number + 1) * partBytes) });
      if (!sent.ok) return sent;
    }
    watch.progress((number + 1) / count);
  }
  return { ok: true, value: count };
}

/**
 * Uploads a sealed file; the answer is the id of the complete upload. Refuses what the server refuses (`storage-full`,
 * `file-too-large`), `stopped` when the person took the file away, `away` when the line stayed lost: then call it again.
 */
export async function uploadSealed(line: Line, task: UploadTask, watch: Watcher): Promise<Answer<string>> {
  const begun = await begin(line, task, watch);
  if (!begun.ok) return begun;
  task.begun = begun.value;
  const { upload } = begun.value;
  const sent = await sendParts(line, task, watch, begun.value);
  if (!sent.ok) return sent;
  const state = await patiently(watch, () => line.ask({ method: "GET", path: `/api/v1/uploads/${upload}`, signal: watch.signal }, isUpload));
  if (!state.ok) return state;
  return state.value.complete ? { ok: true, value: upload } : { ok: false, because: "file-incomplete" };
}
