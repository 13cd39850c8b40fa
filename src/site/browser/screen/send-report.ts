/**
 * Sends one report, however often the line is lost: what was sealed is kept and sent again byte for byte until the server
 * says that it has it or refuses it, so that one form never becomes two reports.
 */
import type { Receipt, ReportForm, ReportPost } from "../../../cases/shape.ts";
import { type Answer, hasFields, type Line } from "../sealing/api.ts";
import type { Destination, Identity, UploadedFile } from "../sealing/report.ts";
import type { Chosen } from "./file-list.ts";
import { renew, unsure } from "./renew.ts";
import { message } from "./templates.ts";
import { untiedOf } from "./untied.ts";
import { forgetUploads, uploadAll } from "./upload-files.ts";

export type Sealing = typeof import("../sealing/report.ts");

export type Sender = {
  readonly line: Line;
  readonly sealing: () => Promise<Sealing>;
  readonly identity: () => Promise<Identity>;
  readonly say: (text: string) => void;
  to: Destination;
  /** Sealed and perhaps already with the server; only a clear refusal takes it away. */
  pending: ReportPost | undefined;
};

const isReceipt = hasFields<Receipt>({ case: "string", promisedDay: "string" });

async function post(sender: Sender, form: ReportForm, files: readonly UploadedFile[]): Promise<Answer<Receipt>> {
  sender.say(message("sealing"));
  const [sealing, identity] = await Promise.all([sender.sealing(), sender.identity()]);
  if (sender.pending === undefined) {
    const untied = await untiedOf(sender, form);
    if (!untied.ok) return untied;
    sender.pending = await sealing.sealReport(sender.to, form, identity, files, untied.value.members);
  }
  sender.say(message("sending"));
  const answer = await sender.line.ask({ method: "POST", path: "/api/v1/reports", body: sender.pending }, isReceipt);
  if (!answer.ok && !unsure.includes(answer.because)) sender.pending = undefined;
  return answer;
}

/** Everything from the button to the server's word. Renews at most twice by itself. */
export async function sendReport(sender: Sender, form: ReportForm, chosen: readonly Chosen[]): Promise<Answer<Receipt>> {
  sender.say(message("working"));
  let files: UploadedFile[] = [];
  if (sender.pending === undefined && chosen.length > 0) {
    const uploaded = await uploadAll(sender.line, chosen, (await sender.sealing()).sealCleanFile);
    if (!uploaded.ok) return uploaded;
    files = uploaded.value;
  }
  let answer = await post(sender, form, files);
  for (let count = 0; count < 2 && !answer.ok && (await renew(sender, answer.because)); count += 1) answer = await post(sender, form, files);
  if (!answer.ok) forgetUploads(chosen, answer.because);
  return answer;
}
