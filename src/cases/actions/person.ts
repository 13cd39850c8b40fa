/**
 * The person's own side of a case: who looked, check-ins, asking for the notes. Every act is signed with the key from the
 * code, like writing; without script the server does it in memory after the code was typed.
 */
import { dayOf, ok, refused, weeksKept } from "../../base/index.ts";
import type { Context, Day, Result, Transaction } from "../../base/index.ts";
import { plusDays } from "../../clock/index.ts";
import type { JsonValue } from "../../envelope/index.ts";
import { askAccess, cardOf, cardsOf, endCheckIn, followUp, hideLooks, looks, planCheckIn, stopClaim, withdrawAccess } from "../records/person.ts";
import { escalationsByCode } from "../records/escalations.ts";
import { keptSince } from "../records/retention.ts";
import type { LookRow } from "../records/person.ts";
import { accessDays, farthestDays, mostCheckIns } from "../rules/follow-up.ts";
import { looksOf } from "../rules/looks.ts";
import type { LookLine } from "../rules/looks.ts";
import { mayDecide } from "../rules/way-back.ts";
import { signedFields } from "../shape.ts";
import type { FollowUp, MessageAnswer, PieceIn, Wish } from "../shape.ts";
import type { CheckInPost, FollowUpPost, WishPost } from "../shape/person.ts";
import { caseOfAct, isStored, writeTo } from "./conversation.ts";
import type { Found } from "./conversation.ts";
import { tellTeam } from "./kept-out.ts";
import { rolledBack } from "./rolled-back.ts";

const visitor = { role: "visitor" } as const;

function lineOf(row: LookRow): LookLine {
  const { act, at } = JSON.parse(row.content) as { readonly act: string; readonly at: string };
  return { act, at, organisation: row.organisation, roles: row.roles ?? [], teamSize: row.team_size };
}

/** The day after which retention may take the conversation away; null while it is open, or something about it is. */
async function keptUntil(context: Context, tx: Transaction, lookup: Uint8Array): Promise<Day | null> {
  const kept = await keptSince(tx, lookup);
  return kept === undefined ? null : plusDays(kept.ended, 7 * weeksKept(kept.class, context.config.retention));
}

/** Who looked, what was planned, what was asked: read from what the code finds. */
export async function followUpOf(context: Context, tx: Transaction, { lookup }: Pick<Found, "lookup">): Promise<FollowUp> {
  const { hidden, checkIns, access } = await followUp(tx, lookup);
  const lines = hidden ? [] : (await looks(tx, lookup)).map(lineOf);
  return { looks: [...looksOf(lines, dayOf)], looksHidden: hidden, checkIns: [...checkIns], access, codes: await cardsOf(tx, lookup), escalations: [...(await escalationsByCode(tx, lookup))], keptUntil: await keptUntil(context, tx, lookup) };
}

export function readFollowUp(context: Context, post: FollowUpPost): Promise<Result<FollowUp>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "follow-up", post, {}, false);
    return act.ok ? ok(await followUpOf(context, tx, act.value)) : act;
  });
}

const isInReach = (context: Context, day: string): day is Day => {
  const today = dayOf(context.clock.now());
  return day >= today && day <= plusDays(today, farthestDays);
};

async function carryOut(context: Context, tx: Transaction, { lookup }: Pick<Found, "lookup">, wish: Wish): Promise<boolean> {
  const today = dayOf(context.clock.now());
  switch (wish.want) {
    case "hide-looks":
      await hideLooks(tx, lookup, wish.hidden);
      return true;
    case "plan-check-in":
      return isInReach(context, wish.day) && planCheckIn(tx, lookup, { id: wish.id, day: wish.day, chosenBy: "person", most: mostCheckIns });
    case "drop-check-in":
      return endCheckIn(tx, lookup, wish.id, "dropped");
    case "ask-access":
      return askAccess(tx, lookup, { today, due: plusDays(today, accessDays) });
    case "withdraw-access":
      return withdrawAccess(tx, lookup);
    case "stop-claim":
      return stopClaim(tx, lookup, wish.id);
  }
}

/** One wish, and how things stand by it. Refuses transition-not-allowed when there is nothing to do by it. */
export async function grantWish(context: Context, tx: Transaction, found: Found, wish: Wish): Promise<Result<FollowUp>> {
  if (wish.want !== "stop-claim" && !mayDecide(await cardOf(tx, found.lookup))) return refused("person-only");
  if (!(await carryOut(context, tx, found, wish))) return refused("transition-not-allowed");
  if (wish.want === "ask-access") await tellTeam(context, tx, { about: found.found.id, event: "case.written", team: found.found.team });
  const after = await followUpOf(context, tx, found);
  await tx.audit({ act: `person.${wish.want}`, by: "reporter", organisation: found.found.organisation, record: found.found.id });
  return ok(after);
}

export function wishFor(context: Context, post: WishPost): Promise<Result<FollowUp>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "wish", post, signedFields(post) as JsonValue, true);
    return act.ok ? grantWish(context, tx, act.value, post.wish) : act;
  });
}

export type Answering = { readonly checkIn: string; readonly attention: boolean; readonly piece: PieceIn };

/**
 * The answer to a check-in: a sealed piece, and the check-in has its end. Only an answer that asks attention brings the case
 * back to the team; "all is well" leaves a closed case closed. Refuses transition-not-allowed for one that had its end, person-only to a helper: how it is says the person.
 */
export async function answerCheckIn(context: Context, tx: Transaction, found: Found, { checkIn, attention, piece }: Answering): Promise<Result<MessageAnswer>> {
  if (piece.kind !== "check-in" || piece.upload !== undefined) return refused("input-invalid");
  if (!mayDecide(await cardOf(tx, found.lookup))) return refused("person-only");
  if (await isStored(tx, found, [piece])) return ok({ state: found.found.state, promisedDay: found.found.due_day });
  if (!(await endCheckIn(tx, found.lookup, checkIn, "answered"))) return refused("transition-not-allowed");
  return writeTo(context, tx, found, { pieces: [piece], act: attention ? "write" : "stay" });
}

export function sayHowItIs(context: Context, post: CheckInPost): Promise<Result<MessageAnswer>> {
  return rolledBack(context, visitor, async (tx) => {
    const act = await caseOfAct(context, tx, "check-in", post, signedFields(post) as JsonValue, true);
    return act.ok ? answerCheckIn(context, tx, act.value, post) : act;
  });
}
