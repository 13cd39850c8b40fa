/**
 * Kept out (`security.md` 2.6): a report can be held by untied members one by one, and a colleague can keep others out. The school
 * that somebody names is used for the answer and kept nowhere: what stays is which members a case is closed for.
 */
import { readersOf } from "../../accounts/index.ts";
import type { TiedTo } from "../../accounts/index.ts";
import { ok, refused } from "../../base/index.ts";
import type { Context, RefusalReference, RequestContext, Result, Transaction } from "../../base/index.ts";
import { findSchools } from "../../schools/index.ts";
import { admit, caseReaders, keepOut } from "../records/kept-out.ts";
import type { KeptOut } from "../records/kept-out.ts";
import type { AdmissionPost, CaseReaders, ExclusionPost, Untied } from "../shape.ts";
import { asMember, line, mine } from "./acting.ts";
import { offeredPoint } from "./points.ts";

const anyTie: TiedTo = { school: null, board: null };

/** A school's BRIN out of what somebody typed; a board's number as it is. */
export async function tiedTo(context: Context, typed: string): Promise<TiedTo | undefined> {
  const code = typed.trim().toUpperCase();
  if (/^\d{4,6}$/.test(code)) return { school: null, board: code };
  const [found] = await findSchools(context, typed);
  if (found !== undefined) return { school: found.brin, board: null };
  return /^\d{2}[A-Z]{2}$/.test(code) ? { school: code, board: null } : undefined;
}

export type ByMembers = { readonly members: readonly { readonly member: string; readonly recipient: string }[]; readonly closed: readonly string[] };

/**
 * For whom one by one a report to this team is sealed: who is not tied to the school that was named; without a school, whoever has
 * no tie at all when somebody of the team has one. `undefined`: for the team as a whole.
 */
export async function membersFor(tx: Transaction, team: string, to: TiedTo | undefined): Promise<ByMembers | undefined> {
  const readers = await readersOf(tx, team, to ?? anyTie);
  const members = readers.filter((one) => !one.tied).map(({ member, recipient }) => ({ member, recipient }));
  const closed = to === undefined ? [] : readers.filter((one) => one.tied).map((one) => one.member);
  const needed = to !== undefined || (readers.some((one) => one.tied) && members.length > 0);
  return needed ? { members, closed } : undefined;
}

/** Refuses intake-closed, school-not-found, nobody-untied (only where a school was named). */
export async function untied(context: Context, team: string, school: string | null): Promise<Result<Untied>> {
  const to = school === null ? undefined : await tiedTo(context, school);
  if (school !== null && to === undefined) return refused("school-not-found");
  return context.db.transaction({ role: "visitor" }, async (tx) => {
    if ((await offeredPoint(context, team, tx)) === undefined) return refused("intake-closed");
    const found = await membersFor(tx, team, to);
    if (to !== undefined && found?.members.length === 0) return refused("nobody-untied");
    return ok({ members: [...(found?.members ?? [])] });
  });
}

/** Who of the team reads this case, who is kept out, who was not admitted yet; and who is tied to the school or board that is named. */
export async function readReaders(context: RequestContext, id: string, code: string | null): Promise<Result<CaseReaders>> {
  const to = code === null ? anyTie : await tiedTo(context, code);
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    if (to === undefined) return refused("school-not-found");
    return ok({ readers: [...(await caseReaders(tx, id, to))] });
  });
}

const refusals: Readonly<Record<Exclude<KeptOut, "done">, RefusalReference>> = { "not-found": "not-found", "nobody-left": "nobody-left", "wraps-missing": "epoch-outdated" };

/** Keeps members out of a case. Refuses not-found, nobody-left, epoch-outdated (the case changed: fetch, seal again). */
export function exclude(context: RequestContext, id: string, post: ExclusionPost): Promise<Result<Record<string, never>>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    const done = await keepOut(tx, id, post.members, post.wraps);
    if (done !== "done") return refused(refusals[done]);
    await tx.audit(line(me, "case.kept-out", id));
    return ok({});
  });
}

/** Lets colleagues in who are not kept out. */
export function letIn(context: RequestContext, id: string, post: AdmissionPost): Promise<Result<Record<string, never>>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    const done = await admit(tx, id, post.members, post.wraps);
    if (done !== "done") return refused(refusals[done]);
    await tx.audit(line(me, "case.let-in", id));
    return ok({});
  });
}
