/** The frame of every action of a member: may he, then one transaction under his own role. */
import { refused } from "../../base/index.ts";
import type { Actor, RequestContext, Result, Transaction } from "../../base/index.ts";
import type { Permission } from "../rules/permissions.ts";
import { mayI } from "../rules.ts";

export type Member = Extract<Actor, { kind: "member" }>;

/** A refusal that must undo what the transaction did: caught by `acting`, never seen outside. */
class Undo extends Error {
  readonly refusal: Result<never>;
  constructor(refusal: Result<never>) {
    super("undone");
    this.refusal = refusal;
  }
}

/**
 * Runs `work` as this member when his role carries the permission; a refusal that comes out of `work` undoes everything
 * it did, audit line included.
 */
export async function acting<T>(context: RequestContext, permission: Permission, work: (tx: Transaction, me: Member) => Promise<Result<T>>): Promise<Result<T>> {
  const { actor } = context;
  if (actor.kind !== "member") return refused("not-signed-in");
  if (!mayI(actor, permission)) return refused("not-allowed");
  try {
    return await context.db.transaction({ role: "member", member: actor.member, organisation: actor.organisation }, async (tx) => {
      const answer = await work(tx, actor);
      if (!answer.ok) throw new Undo(answer);
      return answer;
    });
  } catch (error) {
    if (error instanceof Undo) return error.refusal;
    throw error;
  }
}

/** The audit line of a member's act, with the team, member or organisation it concerned. */
export function noteAct(tx: Transaction, me: Member, act: string, record?: string): Promise<void> {
  return tx.audit({ act, by: "member", member: me.member, organisation: me.organisation, ...(record === undefined ? {} : { record }) });
}
