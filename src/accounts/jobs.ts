/** What may wait: clearing away what has ended. */
import type { Context } from "../base/index.ts";
import { deleteEnded } from "./records/sessions.ts";

/** Every hour: ended sessions and invitations go; nobody needs to know when somebody once worked. Answers how many. */
export async function clearEnded(context: Context): Promise<number> {
  return context.db.transaction({ role: "system" }, (tx) => deleteEnded(tx, context.clock.now()));
}
