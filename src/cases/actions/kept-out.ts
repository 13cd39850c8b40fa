/**
 * Kept out (`security.md` 2.6): a report can be held by untied members one by one, and a colleague can keep others out. The school
 * that somebody names is used for the answer and kept nowhere: what stays is which members a case is closed for.
 */
import { receives, supportPoint } from "../../accounts/index.ts";
import type { TiedTo } from "../../accounts/index.ts";
import { ok, refused } from "../../base/index.ts";
import type { Context, RefusalReference, RequestContext, Result, Transaction } from "../../base/index.ts";
import { findSchools } from "../../schools/index.ts";
import { admit, caseReaders, emitToBox, heldTeam, holdNew, keepOut, recipientsOf } from "../records/kept-out.ts";
import type { BoxNews, Held, KeptOut, NewHold } from "../records/kept-out.ts";
import type { AdmissionPost, CaseReaders, ExclusionPost, Untied } from "../shape.ts";
import { asMember, line, mine } from "./acting.ts";

const anyTie: TiedTo = { school: null, board: null };

/** A school's BRIN out of what somebody typed; a board's number as it is. */
export async function tiedTo(context: Context, typed: string): Promise<TiedTo | undefined> {
  const code = typed.trim().toUpperCase();
  if (/^\d{4,6}$/.test(code)) return { school: null, board: code };
  const [found] = await findSchools(context, typed);
  if (found !== undefined) return { school: found.brin, board: null };
  return /^\d{2}[A-Z]{2}$/.test(code) ? { school: code, board: null } : undefined;
}

/** The school or board that was named, or none. Refuses school-not-found. Asks the register: never inside another transaction. */
export async function namedIn(context: Context, typed: string | null | undefined): Promise<Result<TiedTo>> {
  if (typeof typed !== "string") return ok(anyTie);
  const to = await tiedTo(context, typed);
  return to === undefined ? refused("school-not-found") : ok(to);
}

type Wraps = { readonly team?: string | undefined; readonly members?: readonly { readonly member: string; readonly wrapped: string }[] | undefined };

const unheld: Readonly<Record<Exclude<Held, "team" | "members">, RefusalReference>> = { "nobody-untied": "nobody-untied", "wraps-missing": "key-outdated" };

/**
 * Who holds what was stored in this very transaction: the team, or those who are not tied to the school that was named; without a
 * school, whoever has no tie at all when somebody of the team has one. Refuses nobody-untied, key-outdated (ask again, seal again).
 */
export async function holdStored(tx: Transaction, id: string, wraps: Wraps, to: TiedTo): Promise<Result<"team" | "members">> {
  return tellHolders(tx, id, await holdNew(tx, { case: id, ...holdersOf(wraps, to) }));
}

export const holdersOf = (wraps: Wraps, to: TiedTo): Omit<NewHold, "case"> => ({ to, forTeam: wraps.team !== undefined, wraps: wraps.members ?? [] });

/** After it was decided who holds what came in. Refuses as `holdStored`. */
export async function tellHolders(tx: Transaction, id: string, held: Held): Promise<Result<"team" | "members">> {
  if (held !== "team" && held !== "members") return refused(unheld[held]);
  // What a person sent is told to those who hold it; of what a colleague placed `tellTeam` says so.
  const team = held === "members" ? await heldTeam(tx, id) : undefined;
  if (team !== undefined) await tx.emit({ event: "report.received", payload: { team, case: id } });
  return ok(held);
}

/**
 * For whom something new is sealed one by one; nobody: for the team. The answer is the same whoever is tied to the school that is
 * named, so that asking for schools tells nothing: what was sealed for who is tied is dropped when it comes in. Refuses intake-closed.
 */
export async function untied(context: Context, team: string, school: string | null): Promise<Result<Untied>> {
  const to = await namedIn(context, school);
  if (!to.ok) return to;
  return context.db.transaction({ role: "visitor" }, async (tx) => {
    const point = await supportPoint(tx, team);
    if (point === undefined || !receives(point)) return refused("intake-closed");
    return ok(await untiedIn(tx, team, school));
  });
}

/** As `untied`, of a team that is known to receive, and a school that is known to be one. */
export async function untiedIn(tx: Transaction, team: string, school: string | null): Promise<Untied> {
  return { members: [...(await recipientsOf(tx, team, school !== null))] };
}

/** Of a case that its members hold one by one only they hear: the news then names the case, and the handing out of mails asks about each. */
export function tellTeam(context: Context, tx: Transaction, news: BoxNews): Promise<void> {
  return emitToBox(tx, news, { id: context.random.uuid(), now: context.clock.now() });
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
