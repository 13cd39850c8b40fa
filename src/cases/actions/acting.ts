/** The frame of what members do with cases: one transaction under the member's own role, and the one way to a case of his. */
import { refused, ok } from "../../base/index.ts";
import type { ActsAs, Actor, AuditLine, RequestContext, Result, Transaction } from "../../base/index.ts";
import { caseById } from "../records/desk.ts";
import type { CaseRow } from "../records/desk.ts";
import { rolledBack } from "./rolled-back.ts";

export type Member = Extract<Actor, { kind: "member" }>;
export type Asked<T> = (tx: Transaction, me: Member) => Promise<Result<T>>;

export function asMember<T>(context: RequestContext, work: Asked<T>): Promise<Result<T>> {
  const { actor } = context;
  if (actor.kind !== "member") return Promise.resolve(refused("not-signed-in"));
  const as: ActsAs = { role: "member", member: actor.member, organisation: actor.organisation };
  return rolledBack(context, as, (tx) => work(tx, actor));
}

export const line = (me: Member, act: string, record?: string): AuditLine => ({
  act,
  by: "member",
  member: me.member,
  organisation: me.organisation,
  ...(record === undefined ? {} : { record }),
});

/** "Not yours" and "not there" are the same answer. `held`: nobody else changes it before this transaction ends. */
export async function mine(tx: Transaction, me: Member, id: string, held: boolean): Promise<Result<CaseRow>> {
  const row = await caseById(tx, id, me.teams, held);
  return row === undefined ? refused("not-found") : ok(row);
}
