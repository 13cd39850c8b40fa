/** A report from a browser without script: from the fields to a receipt. Says what must be shown; draws nothing. */
import { createHash, createHmac } from "node:crypto";
import type { Context, Language, RefusalReference } from "../../base/index.ts";
import { problemsOf } from "../shape.ts";
import type { FormProblems, ReportForm } from "../shape.ts";
import { promisedBefore } from "./arrival.ts";
import { untied as untiedFor } from "./kept-out.ts";
import { offeredPoint } from "./points.ts";
import type { OfferedPoint } from "./points.ts";
import { receiptOfRepeat, storeReport } from "./report.ts";
import { Busy, keysOfCode, sealOnArrival } from "./sealing.ts";
import type { ArrivedFile } from "./sealing.ts";
import { readFormTicket } from "./tickets.ts";
import type { FormTicket } from "./tickets.ts";

export type Arriving = { readonly form: ReportForm; readonly files: readonly ArrivedFile[]; readonly ticket: string; readonly team: string; readonly language: Language };

export type ArrivingAnswer =
  /** `already`: it was received before with other words; what changed since was not sent. */
  | { readonly shown: "receipt"; readonly code: string; readonly promisedDay: string; readonly already: boolean }
  | { readonly shown: "problems"; readonly problems: FormProblems }
  | { readonly shown: "expired" }
  | { readonly shown: "closed" }
  | { readonly shown: "refused"; readonly because: RefusalReference };

/**
 * What makes a repeat the same although it is sealed anew: keyed with what only the code gives, so that nobody who reads
 * the database can try what somebody may have written.
 */
function hashOf(lookup: Uint8Array, { form, files, team }: Arriving): string {
  const digests = files.map((file) => createHash("sha256").update(file.bytes).digest("base64"));
  return createHmac("sha256", lookup).update("gehoord repeat v1\n").update(JSON.stringify({ form, team, digests })).digest("base64");
}

async function receiptFor(context: Context, arriving: Arriving, ticket: FormTicket, point: OfferedPoint | undefined): Promise<ArrivingAnswer> {
  const keys = await keysOfCode(context, ticket.code);
  const hash = hashOf(keys.lookup, arriving);
  const receipt = (promisedDay: string, already = false): ArrivingAnswer => ({ shown: "receipt", code: ticket.code, promisedDay, already });
  const repeat = await receiptOfRepeat(context, ticket.case, hash);
  if (repeat?.ok === true) return receipt(repeat.value.promisedDay);
  const before = await promisedBefore(context, keys);
  if (before !== undefined) return receipt(before, true);
  if (ticket.late) return { shown: "expired" };
  if (point === undefined) return { shown: "closed" };
  const { form, files, language } = arriving;
  const untied = await untiedFor(context, point.team, form.untiedTo === "" ? null : form.untiedTo);
  if (!untied.ok) return { shown: "refused", because: untied.because };
  const sealed = await sealOnArrival(context, { form, files, point, keys, language, case: ticket.case, onArrival: true, untied: untied.value.members });
  if (!sealed.ok) return { shown: "refused", because: sealed.because };
  const stored = await storeReport(context, sealed.value, hash);
  return stored.ok ? receipt(stored.value.promisedDay) : { shown: "refused", because: stored.because };
}

export async function arrive(context: Context, arriving: Arriving): Promise<ArrivingAnswer> {
  const ticket = await readFormTicket(context, arriving.ticket);
  if (ticket === undefined) return { shown: "expired" };
  const problems = problemsOf(arriving.form);
  if (Object.keys(problems).length > 0) return { shown: "problems", problems };
  try {
    return await receiptFor(context, arriving, ticket, await offeredPoint(context, arriving.team));
  } catch (error) {
    // Nobody is sent away at the end (`security.md` 3.4): the page comes back with everything in it, to send again.
    if (error instanceof Busy) return { shown: "refused", because: error.because };
    throw error;
  }
}
