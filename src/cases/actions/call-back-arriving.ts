/** A request from a browser without script: sealed here, in memory, and marked so (`security.md` 1.5). */
import { createHmac } from "node:crypto";
import type { Context, Language, RefusalReference } from "../../base/index.ts";
import { newCaseIdentity, toBase64Url } from "../../envelope/index.ts";
import type { ReporterKeys } from "../../envelope/index.ts";
import type { Untied } from "../shape.ts";
import { callBackProblems, piecesOfCallBack } from "../shape/call-back.ts";
import type { CallBackForm, CallBackProblems } from "../shape/call-back.ts";
import { promisedBefore } from "./arrival.ts";
import { receiptOfCallBack, storeCallBack } from "./call-back.ts";
import type { UnticketedCallBack } from "./call-back.ts";
import { installationOf } from "./installation.ts";
import { untied as untiedFor } from "./kept-out.ts";
import { callingPoint } from "./lines.ts";
import type { CallingPoint } from "./lines.ts";
import { bodyOf, Busy, keysOfCode, sealedNotice, sealInOrder, wrapsOf } from "./sealing.ts";
import { readFormTicket } from "./tickets.ts";
import type { FormTicket } from "./tickets.ts";

export type CallBackArriving = { readonly form: CallBackForm; readonly ticket: string; readonly team: string; readonly language: Language };

export type CallBackArrivingAnswer =
  /** `slot` is left out where it was received before with other words: the conversation tells it. */
  | { readonly shown: "receipt"; readonly code: string; readonly slot: string | undefined }
  | { readonly shown: "problems"; readonly problems: CallBackProblems }
  | { readonly shown: "expired" | "closed" }
  | { readonly shown: "refused"; readonly because: RefusalReference };

export type SealedCallBack = Pick<CallBackArriving, "form" | "language"> & { readonly point: Pick<CallingPoint, "team" | "epoch" | "recipient">; readonly case: string; readonly keys: ReporterKeys; readonly onArrival: boolean; readonly untied: Untied["members"] };

/** What a browser would have posted. */
export async function sealCallBack(context: Context, { form, point, case: id, keys, language, onArrival, untied }: SealedCallBack): Promise<UnticketedCallBack> {
  const shared = await newCaseIdentity();
  const { installation } = await installationOf(context);
  const written = piecesOfCallBack(form, onArrival, point.team);
  const place = { installation, case: id, signer: keys.signer, caseRecipient: shared.recipient, sequence: 1, previous: "" };
  const pieces = await sealInOrder(context, place, written.map(({ kind, body }) => ({ kind, body: bodyOf(body) })));
  const wraps = await wrapsOf(shared.identity, written[0].body, { point, reporter: keys.recipient, untied });
  const notice = await sealedNotice(context, form, language);
  return {
    team: point.team,
    epoch: point.epoch,
    case: id,
    slot: new Date(form.slot).toISOString(),
    reporter: { lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey) },
    shared: { wraps },
    pieces: pieces.map(({ upload: _none, ...piece }) => piece),
    ...(form.untiedTo === "" ? {} : { untiedTo: form.untiedTo }),
    ...(notice === undefined ? {} : { notice }),
  };
}

/** Keyed with what only the code gives, so that nobody who reads the database can try numbers. */
function hashOf(lookup: Uint8Array, { form, team }: CallBackArriving): string {
  return createHmac("sha256", lookup).update("gehoord call-back repeat v1\n").update(JSON.stringify({ form, team })).digest("base64");
}

async function receiptFor(context: Context, arriving: CallBackArriving, ticket: FormTicket): Promise<CallBackArrivingAnswer> {
  const keys = await keysOfCode(context, ticket.code);
  const hash = hashOf(keys.lookup, arriving);
  const repeat = await receiptOfCallBack(context, ticket.case, hash);
  if (repeat !== undefined) return { shown: "receipt", code: ticket.code, slot: repeat.slot };
  if ((await context.db.transaction({ role: "visitor" }, (tx) => promisedBefore(context, tx, keys))) !== undefined) return { shown: "receipt", code: ticket.code, slot: undefined };
  if (ticket.late) return { shown: "expired" };
  const point = await callingPoint(context, arriving.team);
  if (point === undefined) return { shown: "closed" };
  const { form } = arriving;
  const untied = await untiedFor(context, arriving.team, form.untiedTo === "" ? null : form.untiedTo);
  if (!untied.ok) return { shown: "refused", because: untied.because };
  const sealed = await sealCallBack(context, { ...arriving, point, case: ticket.case, keys, onArrival: true, untied: untied.value.members });
  const stored = await storeCallBack(context, sealed, hash);
  return stored.ok ? { shown: "receipt", code: ticket.code, slot: stored.value.slot } : { shown: "refused", because: stored.because };
}

export async function arriveCallBack(context: Context, arriving: CallBackArriving): Promise<CallBackArrivingAnswer> {
  const ticket = await readFormTicket(context, arriving.ticket);
  if (ticket === undefined) return { shown: "expired" };
  const problems = callBackProblems(arriving.form);
  if (Object.keys(problems).length > 0) return { shown: "problems", problems };
  try {
    return await receiptFor(context, arriving, ticket);
  } catch (error) {
    // Nobody is sent away at the end: the page comes back with everything in it.
    if (error instanceof Busy) return { shown: "refused", because: error.because };
    throw error;
  }
}
