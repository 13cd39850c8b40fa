/** The duty roster: who is on duty when, per team. Read by the team, written by its lead; visitors learn counts only. */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, Day, RequestContext, Result, Transaction } from "../../base/index.ts";
import { instantsOf, plusDays, wallTimeOf } from "../../clock/index.ts";
import { isOfTeam } from "../records/desk.ts";
import { addDuty, dutiesOf, givenMoments, lineOf, removeDuty, setLine } from "../records/duties.ts";
import type { DutyRow } from "../records/duties.ts";
import { isCallMinutes } from "../shape/call-back.ts";
import type { DutyPost, DutyView, LinePut } from "../shape/call-back-wire.ts";
import { asMember, line } from "./acting.ts";
import type { Member } from "./acting.ts";
import { phoneOf } from "./lines.ts";
import { serviceOfTeam } from "./points.ts";

type Nothing = Record<string, never>;

/** The first instant of a wall-clock time; in the spring night the hour that is skipped begins when the clock is put forward. */
function instantOf(day: Day, minute: number): Date {
  return instantsOf(day, minute)[0] ?? instantsOf(day, minute + 60)[0] ?? new Date(`${day}T00:00:00Z`);
}

/** `undefined`: not one of the member's own teams. */
const isMine = (me: Member, team: string): boolean => me.teams.includes(team);

function dutyOut({ id, member, starts, ends }: DutyRow): DutyView["duties"][number] {
  const begin = wallTimeOf(new Date(starts));
  const end = wallTimeOf(new Date(ends));
  return { id, member, day: begin.day, from: begin.minute, to: end.day === begin.day ? end.minute : end.minute + 1440 };
}

const shownDays = 14;

async function viewOf(context: Context, tx: Transaction, team: string, from: Day): Promise<DutyView> {
  const [begin, end] = [instantOf(from, 0), instantOf(plusDays(from, shownDays), 0)];
  const kept = await lineOf(tx, team);
  const minutes = kept?.call_minutes ?? 30;
  const { service } = await serviceOfTeam(context, tx, team);
  const given = await givenMoments(tx, [team], begin, end);
  return {
    line: { open: kept?.open ?? false, callMinutes: isCallMinutes(minutes) ? minutes : 30 },
    hoursKnown: phoneOf(service) !== undefined,
    duties: (await dutiesOf(tx, team, begin, end)).map(dutyOut),
    given: given.map(({ slot, calls, hands }) => ({ slot: new Date(slot).toISOString(), calls, hands })),
  };
}

/** Two weeks from a day on. */
export function readDuties(context: RequestContext, team: string, from: string | undefined): Promise<Result<DutyView>> {
  const day = from === undefined ? dayOf(context.clock.now()) : (from as Day);
  return asMember(context, async (tx, me) => (isMine(me, team) ? ok(await viewOf(context, tx, team, day)) : refused("not-found")));
}

/** Opens or closes the line; minutes one call takes. What was agreed before stays agreed. */
export function changeLine(context: RequestContext, team: string, put: LinePut): Promise<Result<Nothing>> {
  return asMember(context, async (tx, me) => {
    if (!isMine(me, team)) return refused("not-found");
    await setLine(tx, { team, organisation: me.organisation, open: put.open, callMinutes: put.callMinutes });
    await tx.audit(line(me, "call-back-line.changed"));
    return ok({});
  });
}

/** Puts a member on duty, once or weekly. Refuses already-there when he is on duty then already, here or elsewhere. */
export async function planDuty(context: RequestContext, team: string, post: DutyPost): Promise<Result<Nothing>> {
  if (post.to <= post.from || post.day < dayOf(context.clock.now())) return refused("input-invalid");
  return asMember(context, async (tx, me) => {
    if (!isMine(me, team) || !(await isOfTeam(tx, post.member, team))) return refused("not-found");
    for (let week = 0; week < post.weeks; week += 1) {
      const day = plusDays(post.day as Day, week * 7);
      await addDuty(tx, { id: context.random.uuid(), team, organisation: me.organisation, member: post.member, starts: instantOf(day, post.from), ends: instantOf(day, post.to) });
    }
    await tx.audit(line(me, "duty.planned"));
    return ok({});
  });
}

/** Takes a duty away: somebody is ill. Calls that were agreed stay; the list says where hands are missing. */
export function endDuty(context: RequestContext, at: { readonly team: string; readonly duty: string }): Promise<Result<Nothing>> {
  return asMember(context, async (tx, me) => {
    if (!isMine(me, at.team) || !(await removeDuty(tx, at.team, at.duty))) return refused("not-found");
    await tx.audit(line(me, "duty.ended"));
    return ok({});
  });
}
