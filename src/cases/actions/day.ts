/** What a worker does about the day's work itself: filters, absence, hand-over, text blocks, what happened to a case. */
import { mayI } from "../../accounts/index.ts";
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Day, RequestContext, Result, Transaction } from "../../base/index.ts";
import { absencesOf, deleteFilter, deleteTextBlock, endAbsence, eventsOf, filtersOf, handOver, insertFilter, insertTextBlock, isColleague, leftWith, setAbsence, sharesTeam, textBlocksOf, updateTextBlock, workloadOf } from "../records/day.ts";
import type { BlockRow } from "../records/day.ts";
import { isOfTeam } from "../records/desk.ts";
import { EventActs, handoverAtOnce, mostFilters } from "../shape/day.ts";
import type { Absences, CaseChoice, CaseEvents, SavedFilter, TextBlock, TextBlockPost, Workload } from "../shape/day.ts";
import { asMember, line, mine } from "./acting.ts";
import type { Member } from "./acting.ts";

type Nothing = Record<string, never>;
const today = (context: RequestContext): Day => dayOf(context.clock.now());

/* ------------------------------------------------------------------ filters */

export function ownFilters(context: RequestContext): Promise<Result<{ filters: SavedFilter[] }>> {
  return asMember(context, async (tx, me) => ok({ filters: (await filtersOf(tx, me.member)).map((one) => ({ ...one, states: [...one.states] })) }));
}

export function saveFilter(context: RequestContext, choice: CaseChoice): Promise<Result<{ id: string }>> {
  return asMember(context, async (tx, me) => {
    if ((await filtersOf(tx, me.member)).length >= mostFilters) return refused("already-there");
    const id = context.random.uuid();
    const states = [...new Set(choice.states)].toSorted();
    return (await insertFilter(tx, { ...choice, id, states }, me)) ? ok({ id }) : refused("already-there");
  });
}

export function forgetFilter(context: RequestContext, id: string): Promise<Result<Nothing>> {
  return asMember(context, async (tx, me) => ((await deleteFilter(tx, id, me.member)) ? ok({}) : refused("not-found")));
}

/* ------------------------------------------------------- work and hand-over */

export function workload(context: RequestContext): Promise<Result<Workload>> {
  return asMember(context, async (tx, me) => ok({ lines: [...(await workloadOf(tx, me.teams, today(context)))] }));
}

type HandoverPost = { readonly team: string; readonly from: string; readonly to: string | null };

/** One's own cases everybody may hand over; a colleague's only who leads. A line for every case, as if it were given one by one. */
export function handOverAll(context: RequestContext, { team, from, to }: HandoverPost): Promise<Result<{ moved: number; left: number }>> {
  return asMember(context, async (tx, me) => {
    if (from !== me.member && !mayI(context.actor, "case.hand-over")) return refused("not-allowed");
    if (!me.teams.includes(team) || from === to) return refused("not-found");
    if (to !== null && !(await isOfTeam(tx, to, team))) return refused("not-found");
    const moved = await handOver(tx, { team, from, to, count: handoverAtOnce });
    const left = await leftWith(tx, team, from);
    for (const id of moved) await tx.audit(line(me, "case.handed-over", id));
    return ok({ moved: moved.length, left });
  });
}

/* ------------------------------------------------------------------ absence */

export function teamAbsences(context: RequestContext): Promise<Result<Absences>> {
  return asMember(context, async (tx, me) => {
    const rows = await absencesOf(tx, me.teams, today(context));
    return ok({ absences: rows.map((row) => ({ member: row.member, from: row.from_day, until: row.until_day })) });
  });
}

async function maySetFor(tx: Transaction, me: Member, member: string, leads: boolean): Promise<boolean> {
  return member === me.member || (leads && (await sharesTeam(tx, member, me.teams)));
}

export function planAbsence(context: RequestContext, member: string, { from, until }: { readonly from: string; readonly until: string }): Promise<Result<Nothing>> {
  if (until < from || until < today(context)) return Promise.resolve(refused("input-invalid"));
  return asMember(context, async (tx, me) => {
    if (!(await maySetFor(tx, me, member, mayI(context.actor, "case.hand-over")))) return refused("not-found");
    await setAbsence(tx, { member, organisation: me.organisation, from_day: from as Day, until_day: until as Day });
    await tx.audit(line(me, "absence.planned", member));
    return ok({});
  });
}

export function cancelAbsence(context: RequestContext, member: string): Promise<Result<Nothing>> {
  return asMember(context, async (tx, me) => {
    if (!(await maySetFor(tx, me, member, mayI(context.actor, "case.hand-over"))) || !(await endAbsence(tx, member))) return refused("not-found");
    await tx.audit(line(me, "absence.ended", member));
    return ok({});
  });
}

/* -------------------------------------------------------------- text blocks */

const blockOf = (row: BlockRow, day: Day): TextBlock => ({
  id: row.id, language: row.language, title: row.title, body: row.body, owner: row.owner, reviewDay: row.review_day, changedDay: row.changed_day, stale: row.review_day < day,
});

export function textBlocks(context: RequestContext): Promise<Result<{ blocks: TextBlock[] }>> {
  return asMember(context, async (tx, me) => ok({ blocks: (await textBlocksOf(tx, me.organisation)).map((row) => blockOf(row, today(context))) }));
}

/** `id` absent: a new one. Its owner is a colleague; whoever changed it looked at it today. */
export function writeTextBlock(context: RequestContext, post: TextBlockPost, id?: string): Promise<Result<{ id: string }>> {
  if (post.reviewDay < today(context)) return Promise.resolve(refused("input-invalid"));
  return asMember(context, async (tx, me) => {
    const row = { id: id ?? context.random.uuid(), organisation: me.organisation, language: post.language, title: post.title, body: post.body, owner: post.owner, review_day: post.reviewDay as Day, changed_day: today(context) };
    if (!(await isColleague(tx, post.owner, me.organisation))) return refused("not-found");
    if (id === undefined) await insertTextBlock(tx, row);
    else if (!(await updateTextBlock(tx, row))) return refused("not-found");
    await tx.audit(line(me, "text.written", row.id));
    return ok({ id: row.id });
  });
}

export function removeTextBlock(context: RequestContext, id: string): Promise<Result<Nothing>> {
  return asMember(context, async (tx, me) => {
    if (!(await deleteTextBlock(tx, id, me.organisation))) return refused("not-found");
    await tx.audit(line(me, "text.removed", id));
    return ok({});
  });
}

/* ----------------------------------------------------------------- one case */

export function caseEvents(context: RequestContext, id: string): Promise<Result<CaseEvents>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    const rows = await eventsOf(tx, id);
    const events = rows.flatMap(({ act, member, day }) => {
      const known = EventActs.find((one) => `case.${one}` === act);
      return known === undefined ? [] : [{ act: known, member, day }];
    });
    return ok({ events });
  });
}

/** The dossier goes out of the desk, in the worker's browser: the line is there before it does. */
export function noteExport(context: RequestContext, id: string, form: "archive" | "print"): Promise<Result<Nothing>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    await tx.audit(line(me, form === "archive" ? "case.export" : "case.print", id));
    return ok({});
  });
}
