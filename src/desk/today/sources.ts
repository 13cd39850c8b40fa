/**
 * Where today's work comes from besides the list of cases. A new kind of work adds one line to `todaySources`; whatever is
 * sealed is opened in its `query`.
 */
import { rolesMay } from "../../accounts/rules/permissions.ts";
import type { Open } from "../session.tsx";
import { callsToMake } from "./calls.ts";
import type { TodaySource } from "./source.ts";
import { followUps } from "./follow-ups.ts";
import { keysWithoutHolders } from "./holders.ts";
import { offersToAnswer } from "./offers.ts";
import { textsToReview } from "./texts-to-review.ts";

export const todaySources: readonly TodaySource[] = [callsToMake, offersToAnswer, followUps, keysWithoutHolders, textsToReview];

export function sourcesOf(open: Open): readonly TodaySource[] {
  return todaySources.filter((one) => rolesMay(open.me.roles, one.permission));
}
