/** Who is kept out of a case, and who holds it by himself: through functions of the database, which asks again whether one may. */
import { sql } from "kysely";
import type { Transaction } from "../../base/index.ts";
import type { TiedTo } from "../../accounts/index.ts";
import type { Chain } from "../shape.ts";

export type CaseReader = { readonly member: string; readonly recipient: string; readonly tied: boolean; readonly place: "in" | "out" | "not-yet" };

/** Members of the case's team; empty when the one who asks may not see it. `tied`: to this school or board. */
export async function caseReaders(tx: Transaction, id: string, to: TiedTo): Promise<readonly CaseReader[]> {
  return (await sql<CaseReader>`select member, recipient, tied, place from gehoord_case_readers(${id}, ${to.school}, ${to.board}) order by member`.execute(tx.sql)).rows;
}

export type MemberWrap = { readonly chain: Chain; readonly epoch: number; readonly member: string; readonly wrapped: string };
export type KeptOut = "done" | "not-found" | "nobody-left" | "wraps-missing";

const json = (wraps: readonly MemberWrap[]): string => JSON.stringify(wraps.map((one) => ({ ...one, wrapped: Buffer.from(one.wrapped, "base64url").toString("base64") })));

export async function keepOut(tx: Transaction, id: string, members: readonly string[], wraps: readonly MemberWrap[]): Promise<KeptOut> {
  const found = await sql<{ done: KeptOut }>`select gehoord_keep_out(${id}, ${[...members]}::uuid[], ${json(wraps)}::jsonb) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}

export async function admit(tx: Transaction, id: string, members: readonly string[], wraps: readonly MemberWrap[]): Promise<KeptOut> {
  const found = await sql<{ done: KeptOut }>`select gehoord_admit(${id}, ${[...members]}::uuid[], ${json(wraps)}::jsonb) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}

export type Recipient = { readonly member: string; readonly recipient: string };

/** For whom something new for this team is sealed one by one; nobody: for the team. `named`: a school was. Tells nothing of ties. */
export async function recipientsOf(tx: Transaction, team: string, named: boolean): Promise<readonly Recipient[]> {
  return (await sql<Recipient>`select member, recipient from gehoord_recipients(${team}, ${named})`.execute(tx.sql)).rows;
}

export type NewHold = { readonly case: string; readonly to: TiedTo; readonly forTeam: boolean; readonly wraps: readonly { readonly member: string; readonly wrapped: string }[] };
export type Held = "team" | "members" | "nobody-untied" | "wraps-missing";

export const handed = (wraps: NewHold["wraps"]): object[] => wraps.map((one) => ({ member: one.member, wrapped: Buffer.from(one.wrapped, "base64url").toString("base64") }));

/** Who holds what came in, decided right after it was stored, in the same transaction. Wraps of who is tied are dropped. */
export async function holdNew(tx: Transaction, { case: id, to, forTeam, wraps }: NewHold): Promise<Held> {
  const given = handed(wraps);
  const found = await sql<{ held: Held }>`select gehoord_hold_new(${id}, ${to.school}, ${to.board}, ${forTeam}, ${JSON.stringify(given)}::jsonb) as held`.execute(tx.sql);
  return found.rows[0]?.held ?? "wraps-missing";
}

/** The team of what a person sent in this very transaction, where members hold it one by one. */
export async function heldTeam(tx: Transaction, id: string): Promise<string | undefined> {
  return (await sql<{ team: string | null }>`select gehoord_held_team(${id}) as team`.execute(tx.sql)).rows[0]?.team ?? undefined;
}

export type BoxNews = { readonly about: string; readonly event: string; readonly team: string };

/** News for a team; of a case that members hold one by one for those only. The database decides, and says nothing about it. */
export async function emitToBox(tx: Transaction, { about, event, team }: BoxNews, at: { readonly id: string; readonly now: Date }): Promise<void> {
  await sql`select gehoord_emit_to_box(${at.id}, ${event}, ${about}, ${JSON.stringify({ team })}::jsonb, ${at.now})`.execute(tx.sql);
}

/** For a person with a code and for jobs: whether the whole team may hear of this case: not when its members hold it one by one. */
export async function boxHears(tx: Transaction, about: string): Promise<boolean> {
  return (await sql<{ hears: boolean }>`select gehoord_box_hears(${about}) as hears`.execute(tx.sql)).rows[0]?.hears === true;
}

/** Whether this member may know that there is such a case; also asked by jobs. */
export async function maySee(tx: Transaction, id: string, member: string): Promise<boolean> {
  return (await sql<{ may: boolean }>`select gehoord_may_see(${id}, ${member}) as may`.execute(tx.sql)).rows[0]?.may === true;
}
