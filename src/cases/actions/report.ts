/** A first report comes in: may it, is it whole, store it, tell the team; or answer the same to a repeat. */
import { createHash } from "node:crypto";
import { keyReplaced, oldKeyHours } from "../../accounts/index.ts";
import { dayOf, ok, refused, wholeHour } from "../../base/index.ts";
import type { Context, RefusalReference, Result, Transaction } from "../../base/index.ts";
import { noted } from "../../clock/index.ts";
import { fromBase64Url } from "../../envelope/index.ts";
import { received, receiveWhole } from "../records/reports.ts";
import type { NewPiece, NewReport, Received } from "../records/reports.ts";
import type { PieceIn, Receipt, ReportPost } from "../shape.ts";
import { Limits } from "../shape.ts";
import { peppered } from "./installation.ts";
import { holdersOf, namedIn, tellHolders } from "./kept-out.ts";
import { offeredPoint } from "./points.ts";
import type { OfferedPoint } from "./points.ts";
import { answerOf } from "./terms.ts";
import { readFormTicket } from "./tickets.ts";
import { rolledBack } from "./rolled-back.ts";

/** A report for which the door was opened already. */
export type Unticketed = Omit<ReportPost, "ticket">;

export const base64 = (text: string): string => Buffer.from(text, "base64url").toString("base64");

export const newPieces = (pieces: readonly PieceIn[]): NewPiece[] => pieces.map((piece) => ({ ...piece, sealed: base64(piece.sealed), key: base64(piece.key) }));
export const uploadsOf = (pieces: readonly PieceIn[]): string[] => pieces.flatMap((piece) => piece.upload ?? []);

/** label, report, contact when given, then files, each with its upload; places from 1 without a gap. */
function isInOrder(pieces: readonly PieceIn[]): boolean {
  const kinds = pieces.map((piece) => piece.kind).join(" ");
  return /^label report( contact)?( file)*$/.test(kinds) && pieces.every((piece, at) => piece.sequence === at + 1 && (piece.kind === "file") === (piece.upload !== undefined));
}

/** What a repeat is compared with. The ticket is not part of it: a fresh one for the same case is the same report. */
export function hashOfPost({ ticket: _ticket, ...post }: ReportPost): string {
  return createHash("sha256").update(JSON.stringify(post)).digest("base64");
}

export function newReport(context: Context, post: Unticketed, point: OfferedPoint, hash: string): NewReport {
  const now = context.clock.now();
  return {
    case: post.case,
    organisation: point.organisation,
    team: point.team,
    dueDay: point.promised.dueDay,
    halfDay: point.promised.halfDay,
    urgent: post.urgent,
    hour: wholeHour(now).toISOString(),
    today: dayOf(now),
    hash,
    lookup: Buffer.from(peppered(context, fromBase64Url(post.reporter.lookup) ?? new Uint8Array())).toString("base64"),
    recipient: post.reporter.recipient,
    signKey: base64(post.reporter.signKey),
    epoch: post.epoch,
    teamWrap: base64(post.shared.wraps.team ?? post.shared.wraps.members?.[0]?.wrapped ?? ""),
    reporterWrap: base64(post.shared.wraps.reporter),
    pieces: newPieces(post.pieces),
    uploads: uploadsOf(post.pieces),
    mostBytes: Limits.caseBytes,
    ...(post.notice === undefined ? {} : { notice: { sealed: base64(post.notice.sealed), hours: post.notice.hours } }),
  };
}

const refusals: Readonly<Record<Exclude<Received["done"], "stored" | "same">, RefusalReference>> = {
  different: "input-invalid",
  "file-incomplete": "file-incomplete",
  "files-too-many": "files-too-many",
};

/** The receipt of what was received before, also when the team's intake or key changed since. */
export async function repeatOf(tx: Transaction, caseId: string, hash: string): Promise<Result<Receipt> | undefined> {
  const before = await received(tx, caseId, hash);
  return before === undefined ? undefined : ok({ case: caseId, team: before.team, promisedDay: before.due_day });
}

/** Outside a transaction: for a form that was sent twice, before anything is sealed again. */
export async function receiptOfRepeat(context: Context, caseId: string, hash: string): Promise<Result<Receipt> | undefined> {
  return context.db.transaction({ role: "visitor" }, (tx) => repeatOf(tx, caseId, hash));
}

/** The team's current key, or one that was replaced less than a day ago: the page was open already (`security.md` 1.8). */
export async function isTaken(context: Context, tx: Transaction, point: OfferedPoint, epoch: number): Promise<boolean> {
  if (epoch === point.epoch) return true;
  const replaced = await keyReplaced(tx, point.team, epoch);
  return replaced !== undefined && context.clock.now().getTime() < replaced.getTime() + oldKeyHours * 3_600_000;
}

/**
 * Stores what a ticket of ours opened the door for. `hash`: what makes a repeat the same; the posted bytes, or for a
 * report that is sealed anew every time (on arrival) something that stays. Durable when it answers. Refuses: intake-closed,
 * key-outdated, input-invalid (also another report under the same case), file-incomplete, files-too-many, school-not-found, nobody-untied.
 */
export async function storeReport(context: Context, post: Unticketed, hash: string): Promise<Result<Receipt>> {
  if (!isInOrder(post.pieces)) return refused("input-invalid");
  const to = await namedIn(context, post.untiedTo);
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const point = await offeredPoint(context, post.team, tx);
    if (point === undefined || !(await isTaken(context, tx, point, post.epoch))) return (await repeatOf(tx, post.case, hash)) ?? refused(point === undefined ? "intake-closed" : "key-outdated");
    if (!to.ok) return (await repeatOf(tx, post.case, hash)) ?? to;
    const term = answerOf(context, { case: post.case, organisation: point.organisation, team: point.team, due: point.promised.dueDay }, point.answerDays);
    const answer = await receiveWhole(tx, newReport(context, post, point, hash), noted(context.random.uuid(), term), holdersOf(post.shared.wraps, to.value));
    if (answer.done !== "stored" && answer.done !== "same") return refused(refusals[answer.done]);
    if (answer.held !== undefined) {
      const held = await tellHolders(tx, post.case, answer.held);
      if (!held.ok) return held;
      // A mail to the team's box could reach who is kept out: those who hold it find it at their desk.
      if (held.value === "team") await tx.emit({ event: "report.received", payload: { team: point.team, urgent: post.urgent }, unlessWaiting: true });
      await tx.audit({ act: "report.received", by: "visitor", organisation: point.organisation, record: post.case });
    }
    return ok({ case: post.case, team: answer.team, promisedDay: answer.dueDay });
  });
}

/** A report that was sealed in the browser. Refuses form-expired besides what `storeReport` refuses. */
export async function receiveReport(context: Context, post: ReportPost): Promise<Result<Receipt>> {
  const ticket = await readFormTicket(context, post.ticket);
  if (ticket === undefined) return refused("form-expired");
  if (ticket.case !== post.case) return refused("input-invalid");
  const hash = hashOfPost(post);
  if (ticket.late) return (await receiptOfRepeat(context, post.case, hash)) ?? refused("form-expired");
  return storeReport(context, post, hash);
}
