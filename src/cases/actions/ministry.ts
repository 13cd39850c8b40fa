/** Which organisation is the ministry: the directory says so. Nothing goes there but by escalation, and no escalation goes elsewhere. */
import type { Context } from "../../base/index.ts";
import { directoryOf } from "../../directory/index.ts";

export function isMinistry(context: Context, organisation: string | null): boolean {
  return organisation !== null && directoryOf(context.config.root).organisation(organisation)?.standing === "ministry";
}
