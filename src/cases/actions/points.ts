/** Where a report may be sent now, and by when somebody answers. */
import { keyLog, receives, supportPoint, supportPoints } from "../../accounts/index.ts";
import type { SupportPoint as TeamPoint } from "../../accounts/shape.ts";
import { dayOf } from "../../base/index.ts";
import type { Context, Day, Transaction } from "../../base/index.ts";
import { allClosings, calendarOf, dueDay, lawCalendar } from "../../clock/index.ts";
import type { Calendar, DaySpan, Opening, Term } from "../../clock/index.ts";
import { directoryOf } from "../../directory/index.ts";
import type { Service } from "../../directory/index.ts";

export type Promised = { readonly dueDay: Day; readonly halfDay: Day; readonly hoursKnown: boolean };
export type OfferedPoint = TeamPoint & { readonly directoryService: Service; readonly promised: Promised };

/** The desk's own opening: the first channel that is not outdated and whose hours somebody published. */
function openingOf(service: Service | undefined): Opening | undefined {
  const known = service?.channels.find((channel) => !channel.outdated && channel.opening !== "unknown");
  return known === undefined || known.opening === "unknown" ? undefined : known.opening;
}

/** An answer within so many of the team's own open days. */
export const answerTerm = (answerDays: number): Term => ({ count: answerDays, unit: "working-days", onClosedDay: "stays" });
/** Half of it is when somebody else is told that nobody read it. */
export const halfOf = (term: Term): Term => ({ ...term, count: Math.max(1, Math.floor(term.count / 2)) });

/** The calendars of a team, the one that knows most first: its own hours, working days, and working days without its own closing days. */
export function calendarsOf(service: Service | undefined, closings: readonly DaySpan[]): readonly Calendar[] {
  const own = openingOf(service);
  return [...(own === undefined ? [] : [calendarOf({ hours: own, closings })]), calendarOf({ closings }), lawCalendar];
}

/**
 * The day by which the team answers what comes in now, counted in its own opening days after today without the days on
 * which it closes; in working days when its hours are not known. Days of law are enough for every term.
 */
export function promiseOf(service: Service | undefined, answerDays: number, now: Date, closings: readonly DaySpan[] = []): Promised {
  const [today, term] = [dayOf(now), answerTerm(answerDays)];
  for (const calendar of calendarsOf(service, closings)) {
    const [due, half] = [dueDay(calendar, today, term), dueDay(calendar, today, halfOf(term))];
    if (due !== "unknown" && due !== "paused" && half !== "unknown" && half !== "paused")
      return { dueDay: due, halfDay: half, hoursKnown: calendar.opening === openingOf(service) };
  }
  throw new Error("there are working days in every year");
}

/** A team that may receive reports now: intake open, enough working keys, its service known and one that takes reports. */
function offered(context: Context, point: TeamPoint, closings: readonly DaySpan[]): OfferedPoint | undefined {
  const service = directoryOf(context.config.root).service(point.service);
  if (service === undefined || !service.takesReports || !receives(point)) return undefined;
  return { ...point, directoryService: service, promised: promiseOf(service, point.answerDays, context.clock.now(), closings) };
}

export async function offeredPoints(context: Context, tx?: Transaction): Promise<readonly OfferedPoint[]> {
  if (tx === undefined) return context.db.transaction({ role: "visitor" }, (own) => offeredPoints(context, own));
  const closings = await allClosings(tx);
  return (await supportPoints(tx)).flatMap((point) => offered(context, point, closings(point.organisation)) ?? []);
}

/** One team's point; `undefined` when nothing can be sent there now. */
export async function offeredPoint(context: Context, team: string, tx?: Transaction): Promise<OfferedPoint | undefined> {
  if (tx === undefined) return context.db.transaction({ role: "visitor" }, (own) => offeredPoint(context, team, own));
  const point = await supportPoint(tx, team);
  return point === undefined ? undefined : offered(context, point, point.closings);
}

export type KeptPoint = { readonly team: string; readonly recipient: string; readonly directoryService: Service };

/** Every team that may still have cases, whether it takes new ones or not: for who comes back. */
export function keptPoints(context: Context): Promise<readonly KeptPoint[]> {
  return context.db.transaction({ role: "visitor" }, async (tx) =>
    (await supportPoints(tx)).flatMap(({ team, service, recipient }) => {
      const directoryService = directoryOf(context.config.root).service(service);
      return directoryService === undefined ? [] : [{ team, recipient, directoryService }];
    }),
  );
}

/** The service of a team, also when its intake is closed: for the conversation of a case it has. */
export type ServiceOfTeam = { readonly service: Service | undefined; readonly id: string; readonly answerDays: number };
export async function serviceOfTeam(context: Context, tx: Transaction, team: string): Promise<ServiceOfTeam> {
  const point = await supportPoint(tx, team);
  const service = point === undefined ? undefined : directoryOf(context.config.root).service(point.service);
  return { service, id: point?.service ?? team, answerDays: point?.answerDays ?? 5 };
}

/** The head of the public key log, for who wants to compare keys. */
export function keyLogHead(context: Context): Promise<string> {
  return context.db.transaction({ role: "visitor" }, async (tx) => (await keyLog(tx)).head);
}
