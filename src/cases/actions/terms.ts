/** Terms of cases: when an answer was promised from, and what moves when a desk's calendar changes. */
import { acting, supportPoints } from "../../accounts/index.ts";
import { dayOf, ok } from "../../base/index.ts";
import type { Context, Day, RequestContext, Result, Transaction } from "../../base/index.ts";
import { allClosings, closingsAfter, closingsOf, daysBetween, dueDay, heldTerms, lawCalendar, moveTerm, recalculate, runningTerms, startTerm } from "../../clock/index.ts";
import type { Calendar, ClosingChange, DaySpan, DueDay, KeptTerm, MoveLine, NewTerm, OwnedTerm, RunningTerm } from "../../clock/index.ts";
import { directoryOf } from "../../directory/index.ts";
import { moveDays, withoutTerm } from "../records/terms.ts";
import { answerTerm, calendarsOf, halfOf, promiseOf } from "./points.ts";

export type Waiting = { readonly case: string; readonly organisation: string; readonly team: string; readonly due: Day };

/** The kind of the term within which a team answers. */
export const answerKind = "answer";

/** From today the team has `answerDays` of its open days to answer. */
export function answerOf(context: Context, { case: owner, organisation, team, due }: Waiting, answerDays: number): NewTerm {
  return { organisation, team, owner, kind: answerKind, start: dayOf(context.clock.now()), term: answerTerm(answerDays), calendar: "desk", due };
}

/** Replaces the answer that was waited for. */
export function startAnswer(context: Context, tx: Transaction, waiting: Waiting, answerDays: number): Promise<void> {
  return startTerm(tx, context.random.uuid(), answerOf(context, waiting, answerDays));
}

/** What was promised is the day of a call: no calendar moves it. Replaces what was waited for before. */
export function startAppointment(context: Context, tx: Transaction, { case: owner, organisation, team, due }: Waiting): Promise<void> {
  const start = dayOf(context.clock.now());
  const term = { count: Math.max(0, daysBetween(start, due)), unit: "calendar-days", onClosedDay: "stays" } as const;
  return startTerm(tx, context.random.uuid(), { organisation, team, owner, kind: answerKind, start, term, calendar: "law", due });
}

/**
 * Notes the term of cases that have none, so that they move with the calendar too. Only where the day that was promised is
 * the one that the calendar gives from the day they came in: what was agreed in another way is left alone.
 */
export function noteMissingTerms(context: Context): Promise<number> {
  return context.db.transaction({ role: "system" }, async (tx) => {
    const [points, closings] = [await supportPoints(tx), await allClosings(tx)];
    let noted = 0;
    for (const one of await withoutTerm(tx, dayOf(context.clock.now()))) {
      const point = points.find(({ team }) => team === one.team);
      if (point === undefined) continue;
      const service = directoryOf(context.config.root).service(point.service);
      if (promiseOf(service, point.answerDays, one.opened_hour, closings(one.organisation)).dueDay !== one.due_day) continue;
      const term = { organisation: one.organisation, team: one.team, owner: one.id, kind: answerKind, start: dayOf(one.opened_hour), term: answerTerm(point.answerDays), calendar: "desk", due: one.due_day } as const;
      await startTerm(tx, context.random.uuid(), term);
      noted += 1;
    }
    return noted;
  });
}

type CalendarFor = (term: Pick<KeptTerm, "team" | "calendar">) => readonly Calendar[];

/** The calendars of each team of an organisation with these closing days. */
async function calendarsWith(context: Context, tx: Transaction, closings: readonly DaySpan[]): Promise<CalendarFor> {
  const points = await supportPoints(tx);
  return ({ team, calendar }) => {
    if (calendar === "law") return [lawCalendar];
    const service = points.find((point) => point.team === team)?.service;
    return calendarsOf(service === undefined ? undefined : directoryOf(context.config.root).service(service), closings);
  };
}

/** The first calendar that gives a day; "paused" is an answer too. */
export function dueIn(calendars: readonly Calendar[], { start, term, changes }: Omit<RunningTerm, "id">): DueDay {
  let due: DueDay = "unknown";
  for (const calendar of calendars) {
    due = dueDay(calendar, start, term, changes);
    if (due !== "unknown") return due;
  }
  return due;
}

/** The days of a team's term as its calendar is now, with half of it. Used by whoever pauses or extends a term. */
export async function daysOfTerm(context: Context, tx: Transaction, term: Omit<OwnedTerm, "due">): Promise<{ readonly due: DueDay; readonly half: DueDay }> {
  const calendars = (await calendarsWith(context, tx, await closingsOf(tx, term.organisation)))(term);
  return { due: dueIn(calendars, term), half: dueIn(calendars, { ...term, term: halfOf(term.term) }) };
}

const dayOrNull = (due: DueDay): Day | null => (due === "unknown" || due === "paused" ? null : due);

/** How many terms move from which day to which, per team: the administrator learns of no case. */
function counted(moves: readonly { readonly term: KeptTerm; readonly from: DueDay; readonly to: DueDay }[]): MoveLine[] {
  const lines = new Map<string, MoveLine>();
  for (const { term, from, to } of moves) {
    const key = [term.team, term.kind, from, to].join(" ");
    const count = (lines.get(key)?.count ?? 0) + 1;
    lines.set(key, { team: term.team, kind: term.kind, from: dayOrNull(from), to: dayOrNull(to), count });
  }
  return [...lines.values()];
}

/** What a change of the closing days would move, before anything is saved. Refuses what saving would refuse. */
export function previewClosings(context: RequestContext, change: ClosingChange): Promise<Result<{ moves: MoveLine[] }>> {
  return acting(context, "calendar.manage", async (tx, me) => {
    const before = await closingsOf(tx, me.organisation);
    const after = closingsAfter(before, change, dayOf(context.clock.now()));
    if (!after.ok) return after;
    const [now, then] = [await calendarsWith(context, tx, before), await calendarsWith(context, tx, after.value)];
    const moves = (await runningTerms(tx, me.organisation)).flatMap((term) => {
      const [old, next] = [now(term), then(term)];
      // The calendar that gave this term its day; where a desk's own hours are not known that is a later one of the list.
      const at = Math.max(0, old.findIndex((calendar) => dueDay(calendar, term.start, term.term, term.changes) !== "unknown"));
      return recalculate([term], old[at] ?? lawCalendar, next[at] ?? lawCalendar).map(({ from, to }) => ({ term, from, to }));
    });
    return ok({ moves: counted(moves) });
  });
}

async function moveOne(context: Context, tx: Transaction, term: OwnedTerm, calendars: readonly Calendar[]): Promise<void> {
  const to = dueIn(calendars, term);
  if (dayOrNull(to) === term.due) return;
  await moveTerm(tx, context.random.uuid(), term, { to, day: dayOf(context.clock.now()) });
  const half = dueIn(calendars, { ...term, term: halfOf(term.term) });
  if (term.kind === answerKind && to !== "unknown" && to !== "paused") await moveDays(tx, term.owner, { dueDay: to, halfDay: half === "unknown" || half === "paused" || half > to ? to : half });
}

/** A calendar changed: every term that still runs gets the day that its calendar gives now. Doing it twice changes nothing. */
export function recalculateTerms(context: Context, organisation: string): Promise<void> {
  return context.db.transaction({ role: "system" }, async (tx) => {
    const calendars = await calendarsWith(context, tx, await closingsOf(tx, organisation));
    for (const term of await heldTerms(tx, organisation)) await moveOne(context, tx, term, calendars(term));
  });
}
