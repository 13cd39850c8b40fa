/** Referral: offered with the person's consent, accepted or declined within a term; the sender answers to the person until then. */
import type { TiedTo } from "../../accounts/index.ts";
import { dayOf, ok, refused } from "../../base/index.ts";
import type { RefusalReference, RequestContext, Result, Transaction } from "../../base/index.ts";
import { answerReferral, offersTo, referralTo } from "../records/consent.ts";
import type { OfferRow, ReferralDone, ReferralRow } from "../records/consent.ts";
import { caseById } from "../records/desk.ts";
import type { OffersAnswer, ReferralActPost, ReferralPost } from "../shape/consent.ts";
import type { PlacedAnswer } from "../shape/placing.ts";
import { asMember, line, mine } from "./acting.ts";
import { move, notify, summary } from "./desk.ts";
import type { Member } from "./acting.ts";
import { namesOfTeams } from "./consent.ts";
import { addDeskPieceOnce } from "./desk-pieces.ts";
import { namedIn, tellTeam } from "./kept-out.ts";
import { placeCase } from "./placing.ts";

type Offering = { readonly from: string; readonly post: ReferralPost; readonly to: Result<TiedTo> };

function placedAt(context: RequestContext, tx: Transaction, me: Member, { from, post, to }: Offering): Promise<Result<PlacedAnswer>> {
  return placeCase(context, tx, me, { kind: "referral", post: post.placed, from, consent: post.consent, given: post.given }, to);
}

/** Whole or not at all: the case at the receiver, its parts, the offer, the step in the conversation. Refuses what `placeCase` refuses, and sequence-taken. */
export async function offerReferral(context: RequestContext, from: string, post: ReferralPost): Promise<Result<PlacedAnswer>> {
  const offering = { from, post, to: await namedIn(context, post.placed.untiedTo) };
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, from, true);
    if (!found.ok) return found;
    // A repeat after a lost answer: the step stands there, and so does the case.
    if (!(await addDeskPieceOnce(context, tx, me, { case: from, piece: post.step }))) return placedAt(context, tx, me, offering);
    const placed = await placedAt(context, tx, me, offering);
    if (!placed.ok) return placed;
    await notify(tx, from);
    await tellTeam(context, tx, { about: post.placed.case, event: "referral.offered", team: post.placed.team });
    return placed;
  });
}

const refusals: Readonly<Record<Exclude<ReferralDone, "done">, RefusalReference>> = { "not-found": "not-found", "state-changed": "state-changed", "no-consent": "consent-required" };

/** Who accepts, has it: the case is open in his hands. */
async function takeUp(tx: Transaction, me: Member, id: string): Promise<Result<unknown>> {
  const row = await caseById(tx, id, me.teams, true);
  if (row === undefined) return refused("not-found");
  return row.state === "new" || row.state === "unread" ? move(tx, me, row, "take", undefined) : ok({});
}

async function tell(context: RequestContext, tx: Transaction, me: Member, referral: ReferralRow, act: ReferralActPost["act"]): Promise<void> {
  await notify(tx, referral.from_case);
  const { from_case, from_team, to_case, to_team } = referral;
  await tellTeam(context, tx, act === "recall" ? { about: to_case, event: "consent.ended", team: to_team } : { about: from_case, event: "referral.answered", team: from_team });
  await tx.audit(line(me, `referral.${act}`, act === "accept" ? referral.to_case : referral.from_case));
}

/** The receiver accepts or declines, the sender recalls. Refuses state-changed, consent-required (it ended meanwhile), not-found, input-invalid. */
export function actOnReferral(context: RequestContext, id: string, { act, reason }: ReferralActPost): Promise<Result<Record<string, never>>> {
  if ((act === "decline") !== (reason !== undefined)) return Promise.resolve(refused("input-invalid"));
  return asMember(context, async (tx, me) => {
    const referral = await referralTo(tx, id);
    if (referral === undefined || !me.teams.includes(act === "recall" ? referral.from_team : referral.to_team)) return refused("not-found");
    const done = await answerReferral(tx, { case: id, act, reason: reason ?? null, today: dayOf(context.clock.now()) });
    if (done !== "done") return refused(refusals[done]);
    const taken = act === "accept" ? await takeUp(tx, me, id) : ok({});
    if (!taken.ok) return taken;
    await tell(context, tx, me, referral, act);
    return ok({});
  });
}

/** What waits for a yes or no of the own teams; leaves one line: "seen in a list". */
export function offers(context: RequestContext): Promise<Result<OffersAnswer>> {
  return asMember(context, async (tx, me) => {
    const names = await namesOfTeams(context, tx);
    const rows = await offersTo(tx, me);
    if (rows.length > 0) await tx.audit(line(me, "case.list"));
    return ok({ offers: rows.map((row: OfferRow) => ({ ...summary(row), answerBy: row.answer_by, fromName: names(row.from_team) })) });
  });
}
