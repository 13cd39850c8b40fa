/** What an administrator does with the calendar of his organisation. */
import { acting, noteAct } from "../accounts/index.ts";
import { type Day, dayOf, ok, refused, type RequestContext, type Result } from "../base/index.ts";
import { schoolHolidaysOf } from "./content.ts";
import { closingsOf, deleteClosing, holdCalendar, insertClosing, movesSince } from "./records.ts";
import { closingsAfter } from "./rules.ts";
import { type CalendarView, type ClosingChange, type DaySpan, SchoolRegions } from "./shape.ts";
import { plusDays } from "./zone.ts";

/** How long the list of moved terms is shown. */
const shownDays = 60;

const latest = (spans: readonly DaySpan[]): Day | null => spans.map(({ to }) => to).toSorted().at(-1) ?? null;

function regionsIn(root: string): CalendarView["schoolHolidays"] {
  return SchoolRegions.map((region) => {
    const noted = schoolHolidaysOf(root, region);
    return noted === "unknown" ? { region, knownUntil: null, source: null, readOn: null } : { region, knownUntil: latest(noted.known), source: noted.source, readOn: noted.readOn as Day };
  });
}

export function readCalendar(context: RequestContext): Promise<Result<CalendarView>> {
  return acting(context, "calendar.read", async (tx, me) => {
    const today = dayOf(context.clock.now());
    return ok({
      closings: [...(await closingsOf(tx, me.organisation))],
      moved: [...(await movesSince(tx, me.organisation, plusDays(today, -shownDays)))],
      schoolHolidays: regionsIn(context.config.root),
    });
  });
}

/** Closes days, or takes that back. What is due then moves right after, by whoever handles `calendar.changed`. */
export function changeClosings(context: RequestContext, change: ClosingChange): Promise<Result<undefined>> {
  return acting(context, "calendar.manage", async (tx, me) => {
    const { organisation } = me;
    await holdCalendar(tx, organisation);
    const after = closingsAfter(await closingsOf(tx, organisation), change, dayOf(context.clock.now()));
    if (!after.ok) return after;
    if (change.kind === "close") await insertClosing(tx, organisation, change);
    else if (!(await deleteClosing(tx, organisation, change.from))) return refused("not-found");
    await tx.emit({ event: "calendar.changed", payload: { organisation } });
    await noteAct(tx, me, change.kind === "close" ? "calendar.closed" : "calendar.opened");
    return ok(undefined);
  });
}
