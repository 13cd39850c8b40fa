/** What jobs look for: terms that pass, notices to send. System transactions only. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { NoticeHours } from "../shape.ts";

/** `held`: the case, where only those who hold it one by one may hear of it. */
export type Concerned = { readonly team: string; readonly held: string | null };
export type Raised = Concerned & { readonly alert: 1 | 2 };

/** Raises the alert of what nobody read: 1 from half the term on, 2 after it. The teams concerned, one entry a case. */
export async function raiseAlerts(tx: Transaction, today: Day): Promise<readonly Raised[]> {
  const found = await sql<Raised>`
    update cases set alert = case when due_day < ${today} then 2 else 1 end
    where state in ('new', 'unread') and half_day <= ${today} and alert < case when due_day < ${today} then 2 else 1 end
    returning team, alert, case when by_member then id end as held`.execute(tx.sql);
  return found.rows;
}

/** Another day for what was promised, because a calendar changed or somebody agreed to it. Never for what is closed. */
export async function moveDays(tx: Transaction, caseId: string, { dueDay, halfDay }: { readonly dueDay: Day; readonly halfDay: Day }): Promise<void> {
  await sql`update cases set due_day = ${dueDay}, half_day = ${halfDay} where id = ${caseId} and state not in ('closed', 'removed')`.execute(tx.sql);
}

export type Unnoted = { readonly id: string; readonly organisation: string; readonly team: string; readonly opened_hour: Date; readonly due_day: Day };

/** Cases whose answer is waited for and of which no term was noted: of an earlier release, or placed by another organisation. */
export async function withoutTerm(tx: Transaction, today: Day): Promise<readonly Unnoted[]> {
  const found = await sql<Unnoted>`
    select c.id, c.organisation, c.team, c.opened_hour, c.due_day from cases c
    where c.state in ('new', 'unread', 'open') and c.due_day >= ${today} and not exists (select from terms t where t.owner = c.id and t.kind = 'answer')
      and not exists (select from call_backs b where b.case_id = c.id)
    order by c.opened_hour desc limit 1000`.execute(tx.sql);
  return found.rows;
}

export type NoticeRow = { readonly sealed: Uint8Array; readonly hours: NoticeHours };

/** The sealed address of a living case that asked for notices. */
export async function noticeOf(tx: Transaction, caseId: string): Promise<NoticeRow | undefined> {
  return (await sql<NoticeRow>`select n.sealed, n.hours from notices n join cases c on c.id = n.case_id where n.case_id = ${caseId} and c.state not in ('removed')`.execute(tx.sql)).rows[0];
}

/** Hours of a notice, without the address: to choose when to send. */
export async function noticeHoursOf(tx: Transaction, caseId: string): Promise<NoticeHours | undefined> {
  return (await sql<{ hours: NoticeHours }>`select hours from notices where case_id = ${caseId}`.execute(tx.sql)).rows[0]?.hours;
}

/** Addresses are erased at close (`security.md` 1.6), once the last notice went out. */
export async function eraseNotice(tx: Transaction, caseId: string): Promise<void> {
  await sql`delete from notices where case_id = ${caseId}`.execute(tx.sql);
}

/** A notice about this case waits to be sent already: one mail tells it as well as two. */
export async function noticeWaits(tx: Transaction, caseId: string): Promise<boolean> {
  const found = await sql<{ waits: boolean }>`select exists (select from outbox where event = 'notice.due' and payload ->> 'case' = ${caseId}) as waits`.execute(tx.sql);
  return found.rows[0]?.waits === true;
}

/** Whether the case is closed: then the address goes once the last notice went out. */
export async function isClosed(tx: Transaction, caseId: string): Promise<boolean> {
  const found = await sql<{ closed: boolean }>`select exists (select from cases where id = ${caseId} and state = 'closed') as closed`.execute(tx.sql);
  return found.rows[0]?.closed === true;
}
