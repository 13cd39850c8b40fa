/** What may wait: clearing away what has ended. */
import type { Context, Transaction } from "../base/index.ts";
import { dayOf } from "../base/index.ts";
import type { RetentionClass } from "../store/index.ts";
import { dueMembers, forgetMember, noteMemberEnds, someDueMembers } from "./records/retention.ts";
import { deleteEnded } from "./records/sessions.ts";

/** Every hour: ended sessions and invitations go; nobody needs to know when somebody once worked. Answers how many. */
export async function clearEnded(context: Context): Promise<number> {
  return context.db.transaction({ role: "system" }, async (tx) => {
    await noteMemberEnds(tx, dayOf(context.clock.now()));
    return deleteEnded(tx, context.clock.now());
  });
}

const members: RetentionClass = {
  name: "member",
  due: (tx, cut) => dueMembers(tx, cut.before("member")),
  destroy: async (tx, cut, some) => {
    const due = await someDueMembers(tx, cut.before("member"), some);
    for (const { member } of due) await forgetMember(tx, member);
    return { count: due.length, oldest: due[0]?.ended, ledger: due.map(({ member }) => ({ kind: "member", id: member })) };
  },
};

/** What is due of this room and how it goes. */
export const accountRetention: readonly RetentionClass[] = [members];

/** For `restore`: a member who was forgotten stays so. */
export async function eraseMember(tx: Transaction, id: string): Promise<void> {
  await forgetMember(tx, id);
}
