/** Sealed files on their way: begin, add parts in any order, ask what is there. Only a complete one can be attached. */
import { statfs } from "node:fs/promises";
import { ok, refused, wholeHour } from "../../base/index.ts";
import type { Context, Result } from "../../base/index.ts";
import { bytesWaiting, putPart, startUpload, uploadState } from "../records/uploads.ts";
import type { PartAnswer } from "../records/uploads.ts";
import { Limits } from "../shape.ts";
import type { UploadAnswer } from "../shape.ts";
import { rolledBack } from "./rolled-back.ts";

/** Bytes of files that belong to nothing yet, of all visitors together. */
export const mostWaiting = 2_000_000_000;
/** So much of the disk stays free for reports of text (`security.md` 3.3). */
export const diskReserve = 512 * 1024 * 1024;

async function hasRoom(context: Context, size: number): Promise<boolean> {
  if (context.config.databaseUrl !== undefined) return true;
  const { bavail, bsize } = await statfs(context.config.data);
  return bavail * bsize - size * 2 > diskReserve;
}

const answerOf = (upload: string, state: { readonly size: number; readonly complete: boolean; readonly numbers: readonly number[] }): UploadAnswer => ({
  upload,
  size: state.size,
  partBytes: Limits.partBytes,
  received: [...state.numbers],
  complete: state.complete,
});

/** `size`: sealed bytes. Refuses storage-full when too much lies waiting or the disk is nearly full. */
export async function beginUpload(context: Context, size: number): Promise<Result<UploadAnswer>> {
  if (!(await hasRoom(context, size))) return refused("storage-full");
  const id = context.random.uuid();
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const begun = await startUpload(tx, { id, size, hour: wholeHour(context.clock.now()), most: mostWaiting });
    return begun ? ok(answerOf(id, { size, complete: false, numbers: [] })) : refused("storage-full");
  });
}

const refusals: Readonly<Record<Exclude<PartAnswer, "ok">, "upload-not-found" | "input-invalid">> = {
  "not-found": "upload-not-found",
  "wrong-size": "input-invalid",
  different: "input-invalid",
};

/** The same part again is fine; another one in its place is refused. Refuses storage-full: there was room at the start, not now. */
export async function addPart(context: Context, part: { readonly upload: string; readonly number: number; readonly bytes: Uint8Array }): Promise<Result<UploadAnswer>> {
  if (!(await hasRoom(context, part.bytes.length))) return refused("storage-full");
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    if ((await bytesWaiting(tx)) + part.bytes.length > mostWaiting) return refused("storage-full");
    const answer = await putPart(tx, part);
    if (answer !== "ok") return refused(refusals[answer]);
    const state = await uploadState(tx, part.upload);
    return state === undefined ? refused("upload-not-found") : ok(answerOf(part.upload, state));
  });
}

export async function uploadProgress(context: Context, upload: string): Promise<Result<UploadAnswer>> {
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const state = await uploadState(tx, upload);
    return state === undefined ? refused("upload-not-found") : ok(answerOf(upload, state));
  });
}
