/** All queries about releases that are made in the desk. A coordinator sees and moves them under his own role; the installation fills them in. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { ReleaseState } from "../rules/release.ts";

export interface DraftRow {
  readonly id: string;
  readonly period: string;
  readonly state: ReleaseState;
  readonly asked_by: string;
  readonly day: Day;
  readonly step: string;
  readonly tenths: number;
  readonly hash: string | null;
}
export type WholeDraft = DraftRow & { readonly agreed_hash: string | null; readonly sealed: Uint8Array | null };

const columns = sql`id, period, state, asked_by::text as asked_by, to_char(day, 'YYYY-MM-DD') as day, step, tenths, hash`;
/** As many as anybody looks back at. */
const most = 50;

export async function draftsIn(tx: Transaction): Promise<readonly DraftRow[]> {
  return (await sql<DraftRow>`select ${columns} from release_drafts order by release_drafts.day desc, period desc, id limit ${most}`.execute(tx.sql)).rows;
}

export async function draftOf(tx: Transaction, id: string): Promise<WholeDraft | undefined> {
  return (await sql<WholeDraft>`select ${columns}, agreed_hash, sealed from release_drafts where id = ${id}`.execute(tx.sql)).rows[0];
}

export type Asked = { readonly id: string; readonly organisation: string; readonly period: string; readonly member: string; readonly day: Day };

/** False when another one is under way. */
export async function insertDraft(tx: Transaction, { id, organisation, period, member, day }: Asked): Promise<boolean> {
  const added = await sql`
    insert into release_drafts (id, organisation, period, state, asked_by, day) values (${id}, ${organisation}, ${period}, 'asked', ${member}, ${day})
    on conflict do nothing`.execute(tx.sql);
  return added.numAffectedRows === 1n;
}

/** False when it moved meanwhile, or is not theirs to agree to. */
export async function agreeDraft(tx: Transaction, id: string, member: string, hash: string): Promise<boolean> {
  const moved = await sql`update release_drafts set state = 'agreed', agreed_by = ${member}, agreed_hash = ${hash} where id = ${id} and state = 'prepared' and hash = ${hash}`.execute(tx.sql);
  return moved.numAffectedRows === 1n;
}

export async function withdrawDraft(tx: Transaction, id: string): Promise<boolean> {
  const moved = await sql`update release_drafts set state = 'withdrawn' where id = ${id} and state in ('asked', 'prepared', 'agreed')`.execute(tx.sql);
  return moved.numAffectedRows === 1n;
}

/** Takes it in hand until `until`, unless another process has it. Answers its period. */
export async function holdDraft(tx: Transaction, id: string, now: Date, until: Date): Promise<string | undefined> {
  const held = await sql<{ period: string }>`
    update release_drafts set held_until = ${until} where id = ${id} and state = 'asked' and (held_until is null or held_until <= ${now}) returning period`.execute(tx.sql);
  return held.rows[0]?.period;
}

export async function waitingDrafts(tx: Transaction, now: Date): Promise<readonly string[]> {
  return (await sql<{ id: string }>`select id from release_drafts where state = 'asked' and (held_until is null or held_until <= ${now})`.execute(tx.sql)).rows.map(({ id }) => id);
}

/** False when nobody wants it any more. */
export async function noteProgress(tx: Transaction, id: string, step: string, tenths: number, until: Date): Promise<boolean> {
  const noted = await sql`update release_drafts set step = ${step}, tenths = ${tenths}, held_until = ${until} where id = ${id} and state = 'asked'`.execute(tx.sql);
  return noted.numAffectedRows === 1n;
}

/** With a hash it is prepared, without one refused. */
export async function fillDraft(tx: Transaction, id: string, hash: string | undefined, sealed: Uint8Array): Promise<boolean> {
  const filled = await sql`
    update release_drafts set state = ${hash === undefined ? "refused" : "prepared"}, hash = ${hash ?? null}, sealed = ${sealed}, held_until = null where id = ${id} and state = 'asked'`.execute(tx.sql);
  return filled.numAffectedRows === 1n;
}

/** Waits for whoever is publishing it too; false when it moved meanwhile. */
export async function closeDraft(tx: Transaction, id: string, hash: string): Promise<boolean> {
  const moved = await sql`update release_drafts set state = 'published' where id = ${id} and state = 'agreed' and hash = ${hash} and agreed_hash = ${hash}`.execute(tx.sql);
  return moved.numAffectedRows === 1n;
}

/** Weeks in which anything was counted. */
export async function weeksOfFacts(tx: Transaction): Promise<readonly string[]> {
  return (await sql<{ week: string }>`select distinct week from facts order by week`.execute(tx.sql)).rows.map(({ week }) => week);
}
