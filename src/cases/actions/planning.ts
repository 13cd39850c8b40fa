/** After the end the person is asked again, by default at once and after six and twenty-six weeks. */
import { dayOf } from "../../base/index.ts";
import type { Context, Transaction } from "../../base/index.ts";
import { plusDays } from "../../clock/index.ts";
import { planCheckIn, planForCase } from "../records/person.ts";
import { defaultWeeks, mostCheckIns } from "../rules/follow-up.ts";

const daysFrom = (context: Context) => defaultWeeks.map((weeks) => plusDays(dayOf(context.clock.now()), weeks * 7));

/** The person said yes. What was planned already stays; the same day is never planned twice. */
export async function planByDefault(context: Context, tx: Transaction, { lookup }: { readonly lookup: Uint8Array }): Promise<void> {
  for (const day of daysFrom(context)) await planCheckIn(tx, lookup, { id: context.random.uuid(), day, chosenBy: "default", most: mostCheckIns });
}

/** The team closed without the person's word. */
export async function planAfterClosing(context: Context, tx: Transaction, id: string): Promise<void> {
  for (const day of daysFrom(context)) await planForCase(tx, { case: id, id: context.random.uuid(), day, chosenBy: "default" });
}
