/** Uploads the files of a form one after the other and shows how far each is. */
import type { Answer, Failure, Line } from "../sealing/api.ts";
import type { CleanFile, SealedFile } from "../sealing/pieces.ts";
import type { UploadedFile } from "../sealing/report.ts";
import { uploadSealed } from "../sealing/upload.ts";
import type { Chosen } from "./file-list.ts";
import { sentenceFor } from "./sentences.ts";
import { message } from "./templates.ts";

type Seal = (file: CleanFile) => Promise<SealedFile>;

/** Half a second, then longer, at most eight; sooner when the line comes back. */
function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = window.setTimeout(done, Math.min(500 * 2 ** attempt, 8000));
    addEventListener("online", done);
  });
}

const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** Seals and uploads one file; a file that already arrived is not sent again. */
async function uploadOne(line: Line, chosen: Chosen, seal: Seal): Promise<Answer<UploadedFile>> {
  chosen.say(`${message("uploading")} 0 %`);
  if (chosen.sending === undefined) {
    const { sealed, manifest } = await seal(chosen.file);
    chosen.sending = { manifest, task: { sealed, begun: undefined }, upload: undefined };
  }
  const { sending, signal } = chosen;
  const progress = (part: number): void => chosen.say(`${message("uploading")} ${percent(part)}`);
  const waiting = (lost: boolean): void => chosen.say(message(lost ? "offline" : "uploading"));
  const sent: Answer<string> = sending.upload === undefined ? await uploadSealed(line, sending.task, { progress, waiting, pause, signal }) : { ok: true, value: sending.upload };
  if (!sent.ok) return sent;
  sending.upload = sent.value;
  chosen.say(`${message("uploading")} 100 %`);
  return { ok: true, value: { manifest: sending.manifest, upload: sent.value } };
}

/** One after the other; a file that was taken away meanwhile is left out. */
export async function uploadAll(line: Line, files: readonly Chosen[], seal: Seal): Promise<Answer<UploadedFile[]>> {
  const uploaded: { readonly file: UploadedFile; readonly chosen: Chosen }[] = [];
  for (const chosen of files) {
    if (chosen.signal.aborted) continue;
    const one = await uploadOne(line, chosen, seal);
    if (one.ok) uploaded.push({ file: one.value, chosen });
    else if (one.because !== "stopped") {
      chosen.say(sentenceFor(one));
      return one;
    }
  }
  return { ok: true, value: uploaded.filter((one) => !one.chosen.signal.aborted).map((one) => one.file) };
}

/** The server does not have them any more (they wait a day): the next attempt seals and sends them again. */
export function forgetUploads(files: readonly Chosen[], because: Failure): void {
  if (because === "upload-not-found" || because === "file-incomplete") for (const one of files) one.sending = undefined;
}
