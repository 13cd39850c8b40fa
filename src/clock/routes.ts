/** Routes about the calendar of one's own organisation. What would move is asked of cases, which know the desks' hours. */
import { can } from "../accounts/index.ts";
import { type Route, route } from "../base/index.ts";
import { changeClosings, readCalendar } from "./actions.ts";
import { CalendarView, ClosingChange } from "./shape.ts";

type None = { readonly params: undefined; readonly query: undefined; readonly body: undefined };

export const clockRoutes: readonly Route[] = [
  route<None, CalendarView>({
    method: "GET",
    path: "/api/v1/calendar",
    who: can("calendar.read"),
    summary: "Closing days of the own organisation, and what moved because of them",
    out: CalendarView,
    refusals: [],
    handle: (context) => readCalendar(context),
  }),
  route<{ readonly params: undefined; readonly query: undefined; readonly body: ClosingChange }, undefined>({
    method: "POST",
    path: "/api/v1/calendar/changes",
    who: can("calendar.manage"),
    summary: "Closes days, or takes that back; what is due then moves",
    body: ClosingChange,
    out: "nothing",
    refusals: ["input-invalid", "day-passed", "already-there", "not-found"],
    handle: (context, { body }) => changeClosings(context, body),
  }),
];
