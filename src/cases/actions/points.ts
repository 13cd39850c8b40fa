/** Where a report may be sent now, and by when somebody answers. */
import { keyLog, receives, supportPoints } from "../../accounts/index.ts";
import type { SupportPoint as TeamPoint } from "../../accounts/shape.ts";
import { dayOf } from "../../base/index.ts";
import type { Context, Day, Transaction } from "../../base/index.ts";
import { dayPlusOpenDays, workingDays } from "../../clock/index.ts";
import type { Opening } from "../../clock/index.ts";
import { directoryOf } from "../../directory/index.ts";
import type { Service } from "../../directory/index.ts";

export type Promised = { readonly dueDay: Day; readonly halfDay: Day; readonly hoursKnown: boolean };
export type OfferedPoint = TeamPoint & { readonly directoryService: Service; readonly promised: Promised };

/** The desk's own opening: the first channel that is not outdated and whose hours somebody published. */
function openingOf(service: Service | undefined): Opening | undefined {
  const known = service?.channels.find((channel) => !channel.outdated && channel.opening !== "unknown");
  return known === undefined || known.opening === "unknown" ? undefined : known.opening;
}

/**
 * The day by which the team answers what comes in now, counted in its own opening days after today; in working days when
 * its hours are not known. Half of it is when somebody else is told that nobody read it.
 */
export function promiseOf(service: Service | undefined, answerDays: number, now: Date): Promised {
  const today = dayOf(now);
  const own = openingOf(service);
  const inDays = (opening: Opening, days: number): Day | "unknown" => dayPlusOpenDays(opening, today, days);
  const counted = own === undefined ? "unknown" : inDays(own, answerDays);
  const [opening, hoursKnown] = own === undefined || counted === "unknown" ? [workingDays, false] : [own, true];
  const dueDay = hoursKnown ? counted : inDays(opening, answerDays);
  const halfDay = inDays(opening, Math.max(1, Math.floor(answerDays / 2)));
  if (dueDay === "unknown" || halfDay === "unknown") throw new Error("there are working days in every year");
  return { dueDay, halfDay, hoursKnown };
}

/** A team that may receive reports now: intake open, enough working keys, its service known and one that takes reports. */
function offered(context: Context, point: TeamPoint): OfferedPoint | undefined {
  const service = directoryOf(context.config.root).service(point.service);
  if (service === undefined || !service.takesReports || !receives(point)) return undefined;
  return { ...point, directoryService: service, promised: promiseOf(service, point.answerDays, context.clock.now()) };
}

export async function offeredPoints(context: Context, tx?: Transaction): Promise<readonly OfferedPoint[]> {
  const all = tx === undefined ? await context.db.transaction({ role: "visitor" }, (own) => supportPoints(own)) : await supportPoints(tx);
  return all.flatMap((point) => offered(context, point) ?? []);
}

/** One team's point; `undefined` when nothing can be sent there now. */
export async function offeredPoint(context: Context, team: string, tx?: Transaction): Promise<OfferedPoint | undefined> {
  return (await offeredPoints(context, tx)).find((point) => point.team === team);
}

/** The service of a team, also when its intake is closed: for the conversation of a case it has. */
export async function serviceOfTeam(context: Context, tx: Transaction, team: string): Promise<{ readonly service: Service | undefined; readonly id: string; readonly answerDays: number }> {
  const point = (await supportPoints(tx)).find((one) => one.team === team);
  const service = point === undefined ? undefined : directoryOf(context.config.root).service(point.service);
  return { service, id: point?.service ?? team, answerDays: point?.answerDays ?? 5 };
}

/** The head of the public key log, for who wants to compare keys. */
export function keyLogHead(context: Context): Promise<string> {
  return context.db.transaction({ role: "visitor" }, async (tx) => (await keyLog(tx)).head);
}
