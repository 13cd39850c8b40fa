/** The API of cases: what a visitor's script calls, and what the desk calls. */
import type { Route } from "../../base/index.ts";
import { calendarRoutes } from "./calendar.ts";
import { callBackRoutes } from "./call-backs.ts";
import { consentRoutes, referralRoutes, threadRoutes } from "./consent.ts";
import { countingRoutes } from "./counting.ts";
import { dayRoutes } from "./day.ts";
import { deskRoutes } from "./desk.ts";
import { keptOutRoutes } from "./kept-out.ts";
import { escalationRoutes, lessonRoutes } from "./escalation.ts";
import { keyRoutes } from "./keys.ts";
import { personRoutes, wayBackRoutes } from "./person.ts";
import { placingRoutes } from "./placing.ts";
import { termRoutes } from "./term.ts";
import { procedureRoutes } from "./procedure.ts";
import { conversationRoutes, reportRoutes } from "./visitor.ts";

export const routes: readonly Route[] = [
  ...reportRoutes,
  ...conversationRoutes,
  ...deskRoutes,
  ...calendarRoutes,
  ...termRoutes,
  ...countingRoutes,
  ...dayRoutes,
  ...keptOutRoutes,
  ...keyRoutes,
  ...personRoutes,
  ...wayBackRoutes,
  ...placingRoutes,
  ...consentRoutes,
  ...referralRoutes,
  ...threadRoutes,
  ...callBackRoutes,
  ...procedureRoutes,
  ...escalationRoutes,
  ...lessonRoutes,
];
