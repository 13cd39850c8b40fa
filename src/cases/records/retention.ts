/** What is due of cases and of what hangs beside them. System transactions only. */
import { sql } from "kysely";
import type { Day, RetentionName, Transaction } from "../../base/index.ts";
import { dueIn } from "../../store/index.ts";
import type { Cut, Due, DueRow } from "../../store/index.ts";

/** Classes of a closed conversation, by what it went through. */
export const ConversationClasses = ["case", "escalation", "procedure"] as const satisfies readonly RetentionName[];
export type ConversationClass = (typeof ConversationClasses)[number];

const daysOf = (cut: Cut): string => JSON.stringify(Object.fromEntries(ConversationClasses.map((name) => [name, cut.before(name)])));

/** Ends that nobody noted yet: from today on their time counts. */
export async function noteCaseEnds(tx: Transaction, today: Day): Promise<number> {
  return (await sql<{ count: number }>`select gehoord_note_case_ends(${today}) as count`.execute(tx.sql)).rows[0]?.count ?? 0;
}

/** Counted in cases: a conversation over two organisations is two. */
export async function dueConversations(tx: Transaction, name: ConversationClass, cut: Cut): Promise<Due> {
  const found = await sql<DueRow>`
    select coalesce(sum(cardinality(cases)), 0)::int as count, min(ended) as oldest from gehoord_due_conversations(${daysOf(cut)}::jsonb, null) where class = ${name}`.execute(tx.sql);
  return dueIn(found.rows);
}

export type Gone = { readonly ended: Day; readonly cases: readonly string[] };

export async function destroyConversations(tx: Transaction, name: ConversationClass, cut: Cut, some: number): Promise<readonly Gone[]> {
  const due = await sql<{ root: string }>`select root from gehoord_due_conversations(${daysOf(cut)}::jsonb, null) where class = ${name} limit ${some}`.execute(tx.sql);
  const gone: Gone[] = [];
  for (const { root } of due.rows) gone.push(...(await sql<Gone>`select ended, cases from gehoord_destroy_conversation(${daysOf(cut)}::jsonb, ${root})`.execute(tx.sql)).rows);
  return gone;
}

/** From when the time of the whole conversation behind a code counts; visitors. `undefined`: it is open, or something about it is. */
export async function keptSince(tx: Transaction, lookup: Uint8Array): Promise<{ readonly class: ConversationClass; readonly ended: Day } | undefined> {
  return (await sql<{ class: ConversationClass; ended: Day }>`select class, ended from gehoord_kept(${lookup})`.execute(tx.sql)).rows[0];
}

export async function dueLines(tx: Transaction, before: Day): Promise<Due> {
  return dueIn((await sql<DueRow>`select coalesce(sum(cardinality(cases)), 0)::int as count, min(ended) as oldest from gehoord_due_lines(${before})`.execute(tx.sql)).rows);
}

export async function destroyLines(tx: Transaction, before: Day, some: number): Promise<Due> {
  const due = (await sql<Gone>`select ended, cases from gehoord_due_lines(${before}) limit ${some}`.execute(tx.sql)).rows;
  const gone: Gone[] = [];
  for (const one of due) if ((await sql<{ done: boolean }>`select gehoord_destroy_lines(${[...one.cases]}::uuid[]) as done`.execute(tx.sql)).rows[0]?.done === true) gone.push(one);
  return { count: gone.reduce((sum, { cases }) => sum + cases.length, 0), oldest: gone[0]?.ended };
}

/** What is only kept for a time: by its own day, whole at once. */
const aged = {
  "reading-alert": { due: sql.raw("select count(*)::int as count, min(day) as oldest from reading_alerts where day <= "), delete: sql.raw("delete from reading_alerts where day <= ") },
  duty: { due: sql.raw("select count(*)::int as count, min((ends at time zone 'Europe/Amsterdam')::date) as oldest from duties where (ends at time zone 'Europe/Amsterdam')::date <= "), delete: sql.raw("delete from duties where (ends at time zone 'Europe/Amsterdam')::date <= ") },
  absence: { due: sql.raw("select count(*)::int as count, min(until_day) as oldest from absences where until_day <= "), delete: sql.raw("delete from absences where until_day <= ") },
} as const satisfies Partial<Record<RetentionName, unknown>>;

export type AgedClass = keyof typeof aged;
export const AgedClasses = Object.keys(aged) as AgedClass[];

export async function dueAged(tx: Transaction, name: AgedClass, before: string): Promise<Due> {
  return dueIn((await sql<DueRow>`${aged[name].due}${before}`.execute(tx.sql)).rows);
}

export async function destroyAged(tx: Transaction, name: AgedClass, before: string): Promise<number> {
  return Number((await sql`${aged[name].delete}${before}`.execute(tx.sql)).numAffectedRows ?? 0n);
}
