/**
 * A member's browser places a new case: in the own team (by phone), or at another team (referral, escalation, complaint
 * procedure). At another team nobody who placed it sees it afterwards: row-level security knows teams only.
 */
import { createHash } from "node:crypto";
import { receives, supportPoint } from "../../accounts/index.ts";
import type { TiedTo } from "../../accounts/index.ts";
import { dayOf, ok, refused, wholeHour } from "../../base/index.ts";
import type { Context, RefusalReference, RequestContext, Result, Transaction } from "../../base/index.ts";
import { directoryOf } from "../../directory/index.ts";
import { escalate, place } from "../records/placing.ts";
import type { NewPlaced, PlacedDone } from "../records/placing.ts";
import type { GivenIn, IntakePost, Placed, PlacedAnswer } from "../shape/placing.ts";
import { asMember, line } from "./acting.ts";
import { bytesOf } from "./desk.ts";
import type { Member } from "./acting.ts";
import { peppered } from "./installation.ts";
import { holdStored } from "./kept-out.ts";
import { promiseOf } from "./points.ts";
import type { Promised } from "./points.ts";

const base64 = (text: string): string => Buffer.from(text, "base64url").toString("base64");

/** Where a case goes, and what for. `given`: parts of `from`, re-wrapped to the new case, under `consent`. */
export type Placing =
  | { readonly kind: "own"; readonly post: IntakePost }
  | { readonly kind: "referral"; readonly post: Placed; readonly from: string; readonly consent: string; readonly given: readonly GivenIn[] }
  | { readonly kind: "escalation"; readonly escalation: string; readonly post: Placed; readonly from: string; readonly consent: string; readonly given: readonly GivenIn[] }
  | { readonly kind: "procedure"; readonly post: Placed; readonly from: string; readonly consent?: string; readonly given?: readonly GivenIn[] };

const noSchool: Result<TiedTo> = ok({ school: null, board: null });

type Target = { readonly organisation: string; readonly epoch: number; readonly promised: Promised };

/** The own team takes what its people write down also when its intake is closed; another one must be able to receive. */
async function targetOf(context: Context, tx: Transaction, { kind, post }: Placing): Promise<Target | undefined> {
  const point = await supportPoint(tx, post.team);
  if (point === undefined || (kind !== "own" && !receives(point))) return undefined;
  const service = directoryOf(context.config.root).service(point.service);
  return { organisation: point.organisation, epoch: point.epoch, promised: promiseOf(service, point.answerDays, context.clock.now(), point.closings) };
}

function reporterOf(context: Context, placing: Placing): Pick<NewPlaced, "reporterWraps" | "recipient" | "signKey"> {
  const reporter = placing.kind === "own" ? placing.post.reporter : undefined;
  const lookup = (): string => Buffer.from(reporter === undefined ? context.random.bytes(32) : peppered(context, bytesOf(reporter.lookup))).toString("base64");
  const reporterWraps = placing.post.wraps.reporters.map(({ holder, wrapped }) => ({ holder, wrapped: base64(wrapped), lookup: lookup() }));
  return { reporterWraps, ...(reporter === undefined ? {} : { recipient: reporter.recipient, signKey: base64(reporter.signKey) }) };
}

function newPlaced(context: Context, placing: Placing, target: Target): NewPlaced {
  const { kind, post } = placing;
  const now = context.clock.now();
  const from = kind === "own" ? {} : { from: placing.from, ...(placing.consent === undefined ? {} : { consent: placing.consent }), ...(placing.given === undefined ? {} : { given: placing.given.map(({ piece, key }) => ({ piece, key: base64(key) })) }) };
  return {
    kind,
    ...from,
    ...reporterOf(context, placing),
    case: post.case,
    organisation: target.organisation,
    team: post.team,
    epoch: post.epoch,
    urgent: post.urgent,
    dueDay: target.promised.dueDay,
    halfDay: target.promised.halfDay,
    hour: wholeHour(now).toISOString(),
    today: dayOf(now),
    hash: createHash("sha256").update(JSON.stringify(placing)).digest("base64"),
    teamWrap: base64(post.wraps.team ?? post.wraps.members?.[0]?.wrapped ?? ""),
    pieces: post.pieces.map((piece) => ({ id: piece.id, kind: piece.kind, sequence: piece.sequence, sealed: base64(piece.sealed), key: base64(piece.key) })),
  };
}

const refusals: Readonly<Record<Exclude<PlacedDone, "stored" | "same">, RefusalReference>> = {
  different: "input-invalid",
  "not-found": "not-found",
  "no-consent": "consent-required",
  "key-outdated": "key-outdated",
  "state-changed": "state-changed",
};

/** A code without a wrap opens nothing, a wrap without a code belongs to nobody: both or neither, in the own team. */
function isSound({ kind, post }: Placing): boolean {
  // In the own team the one who wrote it down has heard it: it is the team's, and he keeps out whom he must.
  if (kind === "own" && (post.wraps.team === undefined || post.wraps.members !== undefined || post.untiedTo !== undefined)) return false;
  const follow = post.pieces.every((piece, at) => piece.sequence === at + 1);
  const holders = post.wraps.reporters.map((one) => one.holder).join(" ");
  return follow && (kind !== "own" || holders === (post.reporter === undefined ? "" : "reporter"));
}

/**
 * Stores it in this transaction, with its audit line. A repeat of the very same is answered the same. Refuses intake-closed
 * (the team can receive nothing now), key-outdated, consent-required, not-found (the case it comes from is not yours, or
 * closed), state-changed (nobody agreed to this escalation, or it went before), input-invalid, school-not-found, nobody-untied.
 * `to`: the school that was named, asked before this transaction began.
 */
export async function placeCase(context: Context, tx: Transaction, me: Member, placing: Placing, to: Result<TiedTo> = noSchool): Promise<Result<PlacedAnswer>> {
  if (!isSound(placing)) return refused("input-invalid");
  const target = await targetOf(context, tx, placing);
  if (target === undefined) return refused("intake-closed");
  const placed = newPlaced(context, placing, target);
  const done = placing.kind === "escalation" ? await escalate(tx, placing.escalation, placed) : await place(tx, placed);
  if (done !== "stored" && done !== "same") return refused(refusals[done]);
  if (done === "stored" && placing.kind !== "own") {
    const held = to.ok ? await holdStored(tx, placed.case, placing.post.wraps, to.value) : to;
    if (!held.ok) return held;
  }
  if (done === "stored") await tx.audit(line(me, `case.placed-${placing.kind}`, placing.kind === "own" ? placed.case : placing.from));
  return ok({ case: placed.case, dueDay: placed.dueDay });
}

/** By phone: a case of the own team, open and in the hands of who wrote it down. */
export function takeIntake(context: RequestContext, post: IntakePost): Promise<Result<PlacedAnswer>> {
  return asMember(context, (tx, me) => placeCase(context, tx, me, { kind: "own", post }));
}
