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

/** Sends one part; when that failed, asks what arrived: the answer may have been lost, not the part. */
async function sendPart(line: Line, watch: Watcher, part: { readonly upload: string; readonly number: number; readonly bytes: Uint8Array }): Promise<Answer<unknown>> {
  const path = `/api/v1/uploads/${part.upload}`;
  let first = true;
  return patiently(watch, async () => {
    if (!first) {
      const state = await line.ask({ method: "GET", path, signal: watch.signal }, isUpload);
      if (!state.ok) return state;
      if (state.value.received.includes(part.number)) return { ok: true, value: state.value };
    }
    first = false;
    return line.ask({ method: "PUT", path: `${path}/parts/${part.number}`, bytes: part.bytes, signal: watch.signal }, (value): value is unknown => value !== undefined);
  });
}

/** Cuts what was sealed in the parts that the server asked for. */
function cut(sealed: Uint8Array, partBytes: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(sealed.length / partBytes) }, (_, number) => sealed.subarray(number * partBytes, (number + 1) * partBytes));
}

/**
 * Uploads a sealed file; the answer is the id of the complete upload. Refuses what the server refuses (`storage-full`,
 * `file-too-large`), `stopped` when the person took the file away, `away` when the line stayed lost.
 */
export async function uploadSealed(line: Line, sealed: Uint8Array, watch: Watcher): Promise<Answer<string>> {
  const begun = await patiently(watch, () => line.ask({ method: "POST", path: "/api/v1/uploads", body: { size: sealed.length }, signal: watch.signal }, isUpload));
  if (!begun.ok) return begun;
  const { upload, partBytes } = begun.value;
  const parts = cut(sealed, partBytes);
  for (const [number, bytes] of parts.entries()) {
    const sent = await sendPart(line, watch, { upload, number, bytes });
    if (!sent.ok) return sent;
    watch.progress((number + 1) / parts.length);
  }
  const state = await patiently(watch, () => line.ask({ method: "GET", path: `/api/v1/uploads/${upload}`, signal: watch.signal }, isUpload));
  if (!state.ok) return state;
  return state.value.complete ? { ok: true, value: upload } : { ok: false, because: "file-incomplete" };
}
