/** What is due of this room and how it goes (`src/store/retention.ts` does it, and proves it). */
import { dayOf } from "../../base/index.ts";
import type { Context, Transaction } from "../../base/index.ts";
import type { Job, RetentionClass } from "../../store/index.ts";
import { AgedClasses, ConversationClasses, destroyAged, destroyConversations, destroyLines, dueAged, dueConversations, dueLines, noteCaseEnds } from "../records/retention.ts";
import type { AgedClass, ConversationClass } from "../records/retention.ts";

function conversations(name: ConversationClass): RetentionClass {
  return {
    name,
    due: (tx, cut) => dueConversations(tx, name, cut),
    destroy: async (tx, cut, some) => {
      const gone = await destroyConversations(tx, name, cut, some);
      const ids = gone.flatMap(({ cases }) => cases);
      return { count: ids.length, oldest: gone[0]?.ended, ledger: ids.map((id) => ({ kind: "case", id })) };
    },
  };
}

/** After a restore the removed case stands there again as an empty line, and goes in its time: the ledger need not say it twice. */
const lines: RetentionClass = {
  name: "line",
  due: (tx, cut) => dueLines(tx, cut.before("line")),
  destroy: async (tx, cut, some) => ({ ...(await destroyLines(tx, cut.before("line"), some)), ledger: [] }),
};

function aged(name: AgedClass): RetentionClass {
  return {
    name,
    due: (tx, cut) => dueAged(tx, name, cut.before(name)),
    destroy: async (tx, cut) => {
      const { oldest } = await dueAged(tx, name, cut.before(name));
      return { count: await destroyAged(tx, name, cut.before(name)), oldest, ledger: [{ kind: `aged-${name}`, id: cut.before(name) }] };
    },
  };
}

export const caseRetention: readonly RetentionClass[] = [...ConversationClasses.map(conversations), lines, ...AgedClasses.map(aged)];

/** For `restore`, beside `case`: what was too old stays gone. */
export const agedErasers: Readonly<Record<string, (tx: Transaction, before: string) => Promise<void>>> = Object.fromEntries(
  AgedClasses.map((name) => [`aged-${name}`, async (tx: Transaction, before: string) => void (await destroyAged(tx, name, before))]),
);

/** A case that ended, and whose end nobody noted yet: its time counts from today. */
export const endsJob: Job = {
  name: "cases.ends",
  everyMinutes: 30,
  run: (context: Context) => context.db.transaction({ role: "system" }, (tx) => noteCaseEnds(tx, dayOf(context.clock.now()))),
};
