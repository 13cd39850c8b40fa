/** A report from a browser without script: from the fields to a receipt. Says what must be shown; draws nothing. */
import { createHash, createHmac } from "node:crypto";
import type { Context, Language, RefusalReference } from "../../base/index.ts";
import type { ReporterKeys } from "../../envelope/index.ts";
import { problemsOf } from "../shape.ts";
import type { FormProblems, ReportForm, Untied } from "../shape.ts";
import { promisedBefore } from "./arrival.ts";
import { namedIn, untiedIn } from "./kept-out.ts";
import { offeredPoint } from "./points.ts";
import type { OfferedPoint } from "./points.ts";
import { repeatOf, storeReport } from "./report.ts";
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

/** What the database knows before anything is sealed: a receipt that was given before, or where it may go and for whom it is sealed. */
type Known = { readonly receipt: string; readonly already: boolean } | { readonly shown: "expired" | "closed" } | { readonly point: OfferedPoint; readonly untied: Untied };

/** In one transaction: who waits for a receipt waits for every trip to the database. */
function knownOf(context: Context, { form, team }: Arriving, ticket: FormTicket, { keys, hash }: { readonly keys: ReporterKeys; readonly hash: string }): Promise<Known> {
  return context.db.transaction({ role: "visitor" }, async (tx) => {
    const repeat = await repeatOf(tx, ticket.case, hash);
    if (repeat?.ok === true) return { receipt: repeat.value.promisedDay, already: false };
    const before = await promisedBefore(context, tx, keys);
    if (before !== undefined) return { receipt: before, already: true };
    if (ticket.late) return { shown: "expired" };
    const point = await offeredPoint(context, team, tx);
    return point === undefined ? { shown: "closed" } : { point, untied: await untiedIn(tx, point.team, form.untiedTo === "" ? null : form.untiedTo) };
  });
}

async function receiptFor(context: Context, arriving: Arriving, ticket: FormTicket): Promise<ArrivingAnswer> {
  const { form, files, language } = arriving;
  const keys = await keysOfCode(context, ticket.code);
  const hash = hashOf(keys.lookup, arriving);
  const receipt = (promisedDay: string, already: boolean): ArrivingAnswer => ({ shown: "receipt", code: ticket.code, promisedDay, already });
  const named = await namedIn(context, form.untiedTo === "" ? null : form.untiedTo);
  const known = await knownOf(context, arriving, ticket, { keys, hash });
  if ("receipt" in known) return receipt(known.receipt, known.already);
  if ("shown" in known) return known;
  if (!named.ok) return { shown: "refused", because: named.because };
  const sealed = await sealOnArrival(context, { form, files, point: known.point, keys, language, case: ticket.case, onArrival: true, untied: known.untied.members });
  if (!sealed.ok) return { shown: "refused", because: sealed.because };
  const stored = await storeReport(context, sealed.value, hash);
  return stored.ok ? receipt(stored.value.promisedDay, false) : { shown: "refused", because: stored.because };
}

export async function arrive(context: Context, arriving: Arriving): Promise<ArrivingAnswer> {
  const ticket = await readFormTicket(context, arriving.ticket);
  if (ticket === undefined) return { shown: "expired" };
  const problems = problemsOf(arriving.form);
  if (Object.keys(problems).length > 0) return { shown: "problems", problems };
  try {
    return await receiptFor(context, arriving, ticket);
  } catch (error) {
    // Nobody is sent away at the end (`security.md` 3.4): the page comes back with everything in it, to send again.
    if (error instanceof Busy) return { shown: "refused", because: error.because };
    throw error;
  }
}
