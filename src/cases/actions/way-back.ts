/**
 * The way back (`security.md` 1.10): codes that are added, ended or replaced by who holds one; the invented name and the
 * sentence; claims by who lost the code; and what a worker's browser found when it compared, no sooner than seven days later.
 */
import { createHmac } from "node:crypto";
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, RequestContext, Result, Transaction } from "../../base/index.ts";
import { plusDays } from "../../clock/index.ts";
import { fromBase64Url, toBase64Url } from "../../envelope/index.ts";
import type { JsonValue } from "../../envelope/index.ts";
import { beginMembersEpoch, epochHolders, newestEpoch } from "../records/epochs.ts";
import { addDeskPiece } from "../records/desk.ts";
import { threadsOf } from "../records/consent.ts";
import { cardOf, changeCards, changeThreadCards, claim, decideClaim, dueClaim, setWayBack } from "../records/person.ts";
import { caseOf } from "../records/reports.ts";
import { claimDays, mayDecide } from "../rules/way-back.ts";
import { signedFields } from "../shape.ts";
import type { ClaimAnswer, ClaimPost, DueClaim, FollowUp, MessageAnswer, PieceIn } from "../shape.ts";
import type { CardPost, ClaimDecision, WayBackPost } from "../shape/person.ts";
import { asMember, line, mine } from "./acting.ts";
import { caseOfAct, writeTo } from "./conversation.ts";
import type { Found } from "./conversation.ts";
import { beginEpochIn, fits, teamEpochOf } from "./epochs.ts";
import { peppered } from "./installation.ts";
import { followUpOf } from "./person.ts";
import { rolledBack } from "./rolled-back.ts";

const visitor = { role: "visitor" } as const;
const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();
const base64 = (text: string): string => Buffer.from(text, "base64url").toString("base64");
const base64Of = (raw: Uint8Array): string => Buffer.from(raw).toString("base64");
const wrapsIn = (back: ClaimDecision["back"]) => back.map(({ epoch, wrapped }) => ({ epoch, wrapped: base64(wrapped) }));

export type CardBody = Pick<CardPost, "end" | "add" | "epoch" | "threads">;

function addIn(context: Context, add: NonNullable<CardPost["add"]>) {
  const { holder, card, recipient, signKey } = add;
  return { holder, card, recipient, signKey: base64(signKey), lookup: base64Of(peppered(context, bytesOf(add.lookup))), back: wrapsIn(add.back) };
}

/**
 * The same in every living thread. One that was not named is not opened by this code: what ended goes there all the same. Refuses
 * epoch-outdated when something moved there since it was looked at: fetch, seal again.
 */
async function changeThreads(context: Context, tx: Transaction, lookup: Uint8Array, { end, add, threads = [] }: CardBody): Promise<Result<undefined>> {
  const living = (await threadsOf(tx, lookup)).filter((one) => one.state !== "removed");
  for (const { case_id: id } of living) {
    const named = threads.find((one) => one.case === id);
    const given = { ...(end === undefined ? {} : { end }), ...(add === undefined ? {} : { add: add.holder, lookup: base64Of(context.random.bytes(32)) }) };
    const whole = named?.epoch === undefined ? {} : { epoch: named.epoch.epoch, back: wrapsIn(named.back) };
    const thread = await changeThreadCards(tx, lookup, id, { ...given, ...whole });
    if (named?.epoch === undefined) continue;
    const there = thread === undefined ? undefined : await caseOf(tx, thread, true);
    if (thread === undefined || there === undefined) return refused("epoch-outdated");
    const begun = await beginEpochIn(context, tx, { found: there, lookup: thread }, named.epoch);
    if (!begun.ok) return begun;
  }
  return ok(undefined);
}

/**
 * Changes the codes and begins the epoch that goes with it, at once, in the first case and in every thread. Refuses person-only (a
 * helper's code), transition-not-allowed (too many, the last one, not there), epoch-outdated, sequence-taken.
 */
export async function changeCardsOf(context: Context, tx: Transaction, { found, lookup }: Found, { end, add, epoch, threads }: CardBody): Promise<Result<FollowUp>> {
  if (!mayDecide(await cardOf(tx, lookup))) return refused("person-only");
  if (end === undefined && add === undefined) return refused("input-invalid");
  const changed = await changeCards(tx, lookup, { epoch: epoch.epoch, ...(end === undefined ? {} : { end }), ...(add === undefined ? {} : { add: addIn(context, add) }) });
  if (!changed) return refused("transition-not-allowed");
  // Who replaced the own code is found by the new one from here on.
  const by = end === found.holder && add !== undefined ? peppered(context, bytesOf(add.lookup)) : lookup;
  const begun = await beginEpochIn(context, tx, { found, lookup: by }, epoch);
  if (!begun.ok) return begun;
  const followed = await changeThreads(context, tx, by, { end, add, epoch, threads });
  return followed.ok ? ok(await followUpOf(context, tx, { lookup: by })) : followed;
}

export function changeCardsWith(context: Context, post: CardPost): Promise<Result<FollowUp>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "cards", post, signedFields(post) as JsonValue, true);
    return act.ok ? changeCardsOf(context, tx, act.value, post) : act;
  });
}

/** Tied to the team: a name is looked for only where the person says that it was told. */
function pepperedName(context: Context, team: string, name: string): Uint8Array {
  return createHmac("sha256", context.secrets.pepper).update("gehoord name v1\n").update(`${team}\n`).update(bytesOf(name)).digest();
}

/** Keeps name and sentence; the last ones count, and the number of claims stays. */
export async function keepWayBack(context: Context, tx: Transaction, found: Found, given: { readonly name: string; readonly piece: PieceIn }): Promise<Result<MessageAnswer>> {
  if (given.piece.kind !== "way-back" || given.piece.upload !== undefined) return refused("input-invalid");
  if (!mayDecide(await cardOf(tx, found.lookup))) return refused("person-only");
  const written = await writeTo(context, tx, found, { pieces: [given.piece], act: "stay" });
  if (written.ok) await setWayBack(tx, found.lookup, pepperedName(context, found.found.team, given.name));
  return written;
}

export function setWayBackWith(context: Context, post: WayBackPost): Promise<Result<MessageAnswer>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "way-back", post, signedFields(post) as JsonValue, true);
    return act.ok ? keepWayBack(context, tx, act.value, post) : act;
  });
}

/** The same answer and the same work for a name that somebody has and one that nobody has, and after three claims. */
export function makeClaim(context: Context, post: ClaimPost): Promise<Result<ClaimAnswer>> {
  const today = dayOf(context.clock.now());
  const dueDay = plusDays(today, claimDays);
  const given = { sealed: base64(post.sealed), lookup: base64Of(peppered(context, bytesOf(post.lookup))), recipient: post.recipient, signKey: base64(post.signKey), day: today, dueDay };
  return rolledBack(context, visitor, async (tx) => {
    await claim(tx, pepperedName(context, post.team, post.name), given);
    return ok({ dueDay });
  });
}

/* ------------------------------------------------------------------ the desk */

/** Nothing before its day; "not yours", "not there" and "not yet" are the same answer. Leaves a line. */
export function readDueClaim(context: RequestContext, at: { readonly case: string; readonly claim: string }): Promise<Result<DueClaim>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, at.case, false);
    if (!found.ok) return found;
    const row = await dueClaim(tx, at.claim, dayOf(context.clock.now()));
    if (row === undefined || row.case_id !== at.case) return refused("not-found");
    await tx.audit(line(me, "claim.read", at.case));
    return ok({ id: row.id, sealed: toBase64Url(row.sealed), recipient: row.recipient, signKey: toBase64Url(row.sign_public), next: row.next, stays: [...row.stays] });
  });
}

async function beginFor(context: RequestContext, tx: Transaction, id: string, member: string, epoch: NonNullable<ClaimDecision["epoch"]>): Promise<Result<Record<string, never>>> {
  const at = { case: id, chain: "shared", epoch: epoch.epoch } as const;
  const holders = await epochHolders(tx, at);
  if ((await newestEpoch(tx, at)) + 1 !== epoch.epoch || !fits(holders, epoch)) return refused("epoch-outdated");
  await beginMembersEpoch(tx, at, epoch.wraps.map((one) => ({ kind: one.kind, holder: one.holder, team_epoch: teamEpochOf(holders, one), wrapped: bytesOf(one.wrapped) })));
  const { piece } = epoch;
  await addDeskPiece(tx, { id: piece.id, kind: piece.kind, sequence: piece.sequence, epoch: epoch.epoch, sealed: bytesOf(piece.sealed), key: bytesOf(piece.key), case: id, chain: "shared", member, today: dayOf(context.clock.now()) });
  return ok({});
}

/**
 * What the comparison in the worker's browser gave. The keys are those of the claim: nobody at the desk can name others.
 * Refuses not-found (also before its day, stopped, or decided), epoch-outdated, sequence-taken, input-invalid.
 */
export function decideOnClaim(context: RequestContext, at: { readonly case: string; readonly claim: string }, decision: ClaimDecision): Promise<Result<Record<string, never>>> {
  const { matches, holder, epoch } = decision;
  if (matches !== (epoch !== undefined) || matches !== (holder !== undefined)) return Promise.resolve(refused("input-invalid"));
  if (epoch !== undefined && (epoch.piece.kind !== "epoch" || epoch.piece.epoch !== epoch.epoch || epoch.piece.upload !== undefined)) return Promise.resolve(refused("input-invalid"));
  return asMember(context, async (tx, me) => {
    const today = dayOf(context.clock.now());
    const found = await mine(tx, me, at.case, true);
    if (!found.ok) return found;
    const row = await dueClaim(tx, at.claim, today);
    if (row === undefined || row.case_id !== at.case) return refused("not-found");
    const given = { matches, back: wrapsIn(decision.back), ...(holder === undefined ? {} : { holder }), ...(epoch === undefined ? {} : { epoch: epoch.epoch }) };
    if (!(await decideClaim(tx, at.claim, today, given))) return refused("not-found");
    const begun = epoch === undefined ? ok({}) : await beginFor(context, tx, at.case, me.member, epoch);
    if (!begun.ok) return begun;
    await tx.audit(line(me, matches ? "claim.accepted" : "claim.refused", at.case));
    return ok({});
  });
}
