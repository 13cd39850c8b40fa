/** Consents, what was given under them, and referrals. Members read by row-level security; what changes another team's rows is a function of the database. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { ConsentState, Purpose } from "../rules/consent.ts";
import type { DeclineReason, ReferralState } from "../rules/referral.ts";
import type { CaseState } from "../rules.ts";
import type { ListRow } from "./desk.ts";
import type { PieceRow } from "./reports.ts";
import type { Concerned } from "./terms.ts";

export type ConsentRow = {
  readonly id: string;
  readonly case_id: string;
  readonly purpose: Purpose;
  readonly team: string | null;
  readonly organisation: string | null;
  readonly until: Day;
  readonly state: ConsentState;
};

export type NewConsent = { readonly id: string; readonly case: string; readonly purpose: Purpose; readonly team: string | null; readonly until: string; readonly state: "asked" | "given" };

export async function addConsent(tx: Transaction, one: NewConsent): Promise<void> {
  await sql`insert into consents (id, case_id, purpose, team, until, state) values (${one.id}, ${one.case}, ${one.purpose}, ${one.team}, ${one.until}, ${one.state})`.execute(tx.sql);
}

/** Of a case and of the one it came from, as far as they concern this team. */
export async function consentsOf(tx: Transaction, id: string): Promise<readonly ConsentRow[]> {
  const found = await sql<ConsentRow>`
    select a.id, a.case_id, a.purpose, a.team, s.organisation, a.until, a.state from consents a
    left join support_points s on s.team = a.team
    where a.case_id = ${id}
      or exists (select from case_links l join cases c on c.id = l.to_case where l.to_case = ${id} and l.from_case = a.case_id and c.team = a.team)
    order by a.until, a.id`.execute(tx.sql);
  return found.rows;
}

export type ReferralRow = {
  readonly to_case: string;
  readonly from_case: string;
  readonly to_team: string;
  readonly from_team: string;
  readonly state: ReferralState;
  readonly reason: DeclineReason | null;
  readonly due_day: Day;
  readonly consent: string | null;
};

/** Referrals from this case and the one that brought it. The other side's team is not readable as a row: a function tells it. */
export async function referralsOf(tx: Transaction, id: string): Promise<readonly ReferralRow[]> {
  const found = await sql<ReferralRow>`
    select r.to_case, r.from_case, t.to_team, t.from_team, r.state, r.reason, r.due_day, r.consent
    from referrals r cross join lateral gehoord_referral_teams(r.to_case) t
    where ${id} in (r.to_case, r.from_case) order by r.due_day, r.to_case`.execute(tx.sql);
  return found.rows;
}

/** The referral that made this case, for whoever sees either side; not there and not his take the same work. */
export async function referralTo(tx: Transaction, id: string): Promise<ReferralRow | undefined> {
  const seen = await sql<{ id: string | null }>`select gehoord_sees_referral(${id}) as id`.execute(tx.sql);
  return seen.rows[0]?.id === id ? (await referralsOf(tx, id)).find((one) => one.to_case === id) : undefined;
}

export async function isOffered(tx: Transaction, id: string): Promise<boolean> {
  const found = await sql<{ is: boolean }>`select exists (select from referrals where to_case = ${id} and state = 'offered') as is`.execute(tx.sql);
  return found.rows[0]?.is === true;
}

/** Whether somebody accepted what was referred from here, and whether an offer is still open. */
export async function referredFrom(tx: Transaction, id: string): Promise<{ readonly accepted: boolean; readonly offered: boolean }> {
  const found = await sql<{ accepted: boolean; offered: boolean }>`
    select coalesce(bool_or(state = 'accepted'), false) as accepted, coalesce(bool_or(state = 'offered'), false) as offered from referrals where from_case = ${id}`.execute(tx.sql);
  return found.rows[0] ?? { accepted: false, offered: false };
}

export type GivenRow = PieceRow & { readonly consent: string; readonly from_case: string };

export async function givenTo(tx: Transaction, id: string, today: Day): Promise<readonly GivenRow[]> {
  return (await sql<GivenRow>`select * from gehoord_given(${id}, ${today})`.execute(tx.sql)).rows;
}

export async function givenFileParts(tx: Transaction, at: { readonly case: string; readonly piece: string; readonly today: Day }, range: { readonly first: number; readonly count: number }): Promise<readonly Uint8Array[]> {
  const found = await sql<{ bytes: Uint8Array }>`select bytes from gehoord_given_parts(${at.case}, ${at.piece}, ${at.today}, ${range.first}, ${range.count})`.execute(tx.sql);
  return found.rows.map((row) => row.bytes);
}

/** Keys are base64. */
export async function giveMore(tx: Transaction, to: { readonly case: string; readonly consent: string; readonly today: Day }, parts: readonly { readonly piece: string; readonly key: string }[]): Promise<"stored" | "not-found" | "no-consent"> {
  const found = await sql<{ done: "stored" | "not-found" | "no-consent" }>`select gehoord_give(${to.case}, ${to.consent}, ${JSON.stringify(parts)}::jsonb, ${to.today}) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}

export async function withdrawSpoken(tx: Transaction, consent: string): Promise<boolean> {
  const found = await sql<{ done: boolean | null }>`select gehoord_withdraw_spoken(${consent}) as done`.execute(tx.sql);
  return found.rows[0]?.done === true;
}

export async function teamsUnder(tx: Transaction, consent: string): Promise<readonly { readonly case_id: string; readonly team: string }[]> {
  return (await sql<{ case_id: string; team: string }>`select * from gehoord_teams_under(${consent})`.execute(tx.sql)).rows;
}

export type ReferralDone = "done" | "not-found" | "state-changed" | "no-consent";

export async function answerReferral(tx: Transaction, one: { readonly case: string; readonly act: "accept" | "decline" | "recall"; readonly reason: DeclineReason | null; readonly today: Day }): Promise<ReferralDone> {
  const found = await sql<{ done: ReferralDone }>`select gehoord_answer_referral(${one.case}, ${one.act}, ${one.reason}, ${one.today}) as done`.execute(tx.sql);
  return found.rows[0]?.done ?? "not-found";
}

export type OfferRow = ListRow & { readonly answer_by: Day; readonly from_team: string };

/** Offers to these teams, what must be answered first on top. */
export async function offersTo(tx: Transaction, me: { readonly member: string; readonly teams: readonly string[] }): Promise<readonly OfferRow[]> {
  const found = await sql<OfferRow>`
    select c.id, c.organisation, c.team, c.state, c.outcome, c.assignee, c.due_day, c.urgent, c.alert, c.size_class, null as said_kind, null as said_day, w.wrapped, w.team_epoch, r.due_day as answer_by, t.from_team
    from referrals r join cases c on c.id = r.to_case and c.team = any (${me.teams}::text[]) and c.state <> 'removed'
    cross join lateral gehoord_referral_teams(r.to_case) t
    join lateral (
      select wrapped, coalesce(team_epoch, 0) as team_epoch from case_wraps
      where case_id = c.id and chain = 'shared' and ((holder_kind = 'team' and holder = c.team) or (holder_kind = 'member' and holder = ${me.member}))
      order by epoch desc limit 1
    ) w on true
    where r.state = 'offered' order by not c.urgent, r.due_day, c.id limit 100`.execute(tx.sql);
  return found.rows;
}

/* ------------------------------------------------------------- the person */

export type ThreadRow = {
  readonly case_id: string;
  readonly from_case: string;
  readonly kind: "referral" | "escalation" | "procedure";
  readonly organisation: string;
  readonly team: string;
  readonly state: CaseState;
  readonly referral: ReferralState | null;
  readonly reason: DeclineReason | null;
  /** What finds it, for the functions that ask a lookup; null when it is gone or has no wrap for the code. */
  readonly thread: Uint8Array | null;
};

export async function threadsOf(tx: Transaction, lookup: Uint8Array): Promise<readonly ThreadRow[]> {
  return (await sql<ThreadRow>`select * from gehoord_threads(${lookup})`.execute(tx.sql)).rows;
}

export async function consentsByCode(tx: Transaction, lookup: Uint8Array): Promise<readonly ConsentRow[]> {
  return (await sql<ConsentRow>`select * from gehoord_consents_by_code(${lookup})`.execute(tx.sql)).rows;
}

export async function answerConsent(tx: Transaction, lookup: Uint8Array, one: { readonly consent: string; readonly state: "given" | "refused"; readonly today: Day }): Promise<boolean> {
  const found = await sql<{ done: boolean }>`select gehoord_answer_consent(${lookup}, ${one.consent}, ${one.state}, ${one.today}) as done`.execute(tx.sql);
  return found.rows[0]?.done === true;
}

export async function withdrawByCode(tx: Transaction, lookup: Uint8Array, consent: string): Promise<boolean> {
  const found = await sql<{ done: boolean | null }>`select gehoord_withdraw(${lookup}, ${consent}) as done`.execute(tx.sql);
  return found.rows[0]?.done === true;
}

/** Takes away every thread but the first; their ids, for the ledger. */
export async function removeThreads(tx: Transaction, lookup: Uint8Array): Promise<readonly string[]> {
  return (await sql<{ id: string }>`select gehoord_remove_threads(${lookup}) as id`.execute(tx.sql)).rows.map((row) => row.id);
}

/* ------------------------------------------------------------------ jobs */

export async function endConsent(tx: Transaction, consent: string): Promise<void> {
  await sql`select gehoord_end_consent(${consent}, 'withdrawn')`.execute(tx.sql);
}

/** Who worked under what ended. */
export async function lapseConsents(tx: Transaction, today: Day): Promise<readonly Concerned[]> {
  return (await sql<Concerned>`select team, held from gehoord_lapse_consents(${today})`.execute(tx.sql)).rows;
}

/** Both sides of an offer that nobody answered in time. */
export async function lateReferrals(tx: Transaction, today: Day): Promise<readonly Concerned[]> {
  return (await sql<Concerned>`select team, held from gehoord_referrals_past(${today})`.execute(tx.sql)).rows;
}
