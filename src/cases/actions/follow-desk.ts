/** What the team does about following: reads and plans check-ins, sees who did not answer, hands over its notes. */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Day, RequestContext, Result, Transaction } from "../../base/index.ts";
import { mayI } from "../../accounts/index.ts";
import { plusDays } from "../../clock/index.ts";
import { dossiersWaiting } from "../records/escalations.ts";
import { accessAsked, accessOf, checkInsOf, claimsDue, claimsOf, missedOf, planForCase, saidLaterOf } from "../records/person.ts";
import { waitingForDesk, waitsFor } from "../rules/escalation.ts";
import { farthestDays, mostCheckIns } from "../rules/follow-up.ts";
import type { CaseFollowUp, CheckInPlan, OpenFollowUps } from "../shape/person.ts";
import { asMember, line, mine } from "./acting.ts";
import type { Member } from "./acting.ts";

export function caseFollowUp(context: RequestContext, id: string): Promise<Result<CaseFollowUp>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    return ok({ checkIns: [...(await checkInsOf(tx, id))], access: (await accessOf(tx, id)) ?? null, claims: [...(await claimsOf(tx, id))] });
  });
}

/** Refuses input-invalid for a day that is over, too far away or taken, and when there are enough. */
export function planCheckInFor(context: RequestContext, id: string, plan: CheckInPlan): Promise<Result<CaseFollowUp>> {
  const today = dayOf(context.clock.now());
  if (plan.day < today || plan.day > plusDays(today, farthestDays)) return Promise.resolve(refused("input-invalid"));
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    if ((await checkInsOf(tx, id)).length >= mostCheckIns) return refused("input-invalid");
    if (!(await planForCase(tx, { case: id, id: plan.id, day: plan.day as Day, chosenBy: "team" }))) return refused("input-invalid");
    const checkIns = await checkInsOf(tx, id);
    const access = (await accessOf(tx, id)) ?? null;
    const claims = await claimsOf(tx, id);
    await tx.audit(line(me, "case.check-in-planned", id));
    return ok({ checkIns: [...checkIns], access, claims: [...claims] });
  });
}

/** Only who may write for the ministry has something to do with a dossier. */
async function dossiersFor(tx: Transaction, me: Member): Promise<OpenFollowUps["dossiers"]> {
  if (!mayI(me, "escalation.write")) return [];
  const rows = (await dossiersWaiting(tx, me.teams, waitingForDesk)).filter((row) => waitsFor(row.state, row.prepared_by, me.member));
  return rows.map(({ case: id, id: escalation, state, urgent, due_day: dueDay }) => ({ case: id, escalation, state, urgent, dueDay }));
}

export function openFollowUps(context: RequestContext): Promise<Result<OpenFollowUps>> {
  return asMember(context, async (tx, me) => {
    const missed = await missedOf(tx, me.teams);
    const said = await saidLaterOf(tx, me.teams);
    const access = await accessAsked(tx, me.teams);
    const claims = await claimsDue(tx, me.teams, dayOf(context.clock.now()));
    const dossiers = await dossiersFor(tx, me);
    return ok({ missed: [...missed], said: [...said], dossiers, claims: [...claims], access: access.map(({ case: id, day }) => ({ case: id, dueDay: day })) });
  });
}
