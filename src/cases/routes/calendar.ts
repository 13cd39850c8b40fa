/** What an administrator asks before he closes days: which promises would move. */
import { z } from "zod";
import { can } from "../../accounts/index.ts";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { ClosingChange, MoveLine } from "../../clock/index.ts";
import { previewClosings } from "../actions/terms.ts";
import { kilobyte } from "./reads.ts";
import type { Body } from "./reads.ts";

const Preview = z.strictObject({ moves: z.array(MoveLine) });

export const calendarRoutes: readonly Route[] = [
  route<Body<ClosingChange>, z.output<typeof Preview>>({
    method: "POST",
    path: "/api/v1/calendar/previews",
    who: can("calendar.manage"),
    summary: "Which terms would move by a change of the closing days: how many per team, from which day to which",
    body: ClosingChange,
    maxBytes: kilobyte,
    out: Preview,
    refusals: ["input-invalid", "day-passed", "already-there", "not-found"],
    handle: (context, { body }) => previewClosings(context, body),
  }),
];
