/** What members read and change. Which rows is decided by row-level security and, again, by the team in every query. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { CaseState, Outcome } from "../rules.ts";
import type { PieceKind } from "../shape.ts";
import type { NewPiece, PieceRow } from "./reports.ts";

export type ListRow = {
  readonly id: string;
  readonly organisation: string;
  readonly team: string;
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly assignee: string | null;
  readonly due_day: Day;
  readonly urgent: boolean;
  readonly alert: number;
  readonly size_class: number;
  /** What the person last said: which kind of piece, on which day. Null when nothing came from the person. */
  readonly said_kind: PieceKind | null;
  readonly said_day: Day | null;
  readonly wrapped: Uint8Array;
  readonly team_epoch: number;
};

export type Place = { readonly urgent: boolean; readonly dueDay: string; readonly id: string };
export type ListChoice = {
  readonly filter: "today" | "mine" | "all";
  readonly member: string;
  readonly teams: readonly string[];
  readonly today: Day;
  /** A choice over open fields on top of the filter; empty or absent: everything. */
  readonly states?: readonly string[] | undefined;
  readonly holder?: "me" | "nobody" | "absent" | undefined;
  readonly urgent?: boolean | undefined;
  readonly due?: "late" | "today" | "week" | undefined;
  readonly assignee?: string | undefined;
  readonly after?: Place | undefined;
  readonly count: number;
};
type Condition = ReturnType<typeof sql<boolean>>;

const living = sql<boolean>`c.state not in ('closed', 'removed')`;
const awayOn = (today: Day): Condition => sql<boolean>`exists (select from absences a where a.member = c.assignee and ${today}::date between a.from_day and a.until_day)`;

/** Under today: what waits for me, for nobody, for somebody who is away, or for too long. */
function byFilter({ filter, member, today }: ListChoice): readonly Condition[] {
  if (filter === "mine") return [living, sql<boolean>`c.assignee = ${member}`];
  if (filter === "all") return [];
  return [
    living,
    sql<boolean>`(c.state in ('new', 'unread') or (c.state = 'open' and c.due_day <= ${today}))`,
    sql<boolean>`(c.assignee is null or c.assignee = ${member} or c.alert > 0 or ${awayOn(today)})`,
  ];
}

function byHolder({ holder, member, today }: ListChoice): readonly Condition[] {
  if (holder === undefined) return [];
  if (holder === "me") return [sql<boolean>`c.assignee = ${member}`];
  return [holder === "nobody" ? sql<boolean>`c.assignee is null` : awayOn(today)];
}

function byDue({ due, today }: ListChoice): readonly Condition[] {
  if (due === undefined) return [];
  if (due === "late") return [living, sql<boolean>`c.due_day < ${today}::date`];
  return [living, sql<boolean>`c.due_day <= ${today}::date + ${due === "week" ? 7 : 0}::int`];
}

function chosen(choice: ListChoice): Condition {
  const { states = [], urgent = false, assignee } = choice;
  const all = [
    ...byFilter(choice),
    ...byHolder(choice),
    ...byDue(choice),
    ...(states.length > 0 ? [sql<boolean>`c.state = any (${states}::text[])`] : []),
    ...(urgent ? [living, sql<boolean>`c.urgent`] : []),
    ...(assignee === undefined ? [] : [living, sql<boolean>`c.assignee = ${assignee}`]),
  ];
  return all.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(all, sql` and `)}`;
}

/** Urgent first, then by due day; from the place after the last one that was shown. */
function after(place: Place | undefined): ReturnType<typeof sql<boolean>> {
  if (place === undefined) return sql<boolean>`true`;
  return sql<boolean>`(not c.urgent, c.due_day, c.id) > (${!place.urgent}::boolean, ${place.dueDay}::date, ${place.id}::uuid)`;
}

export async function listCases(tx: Transaction, choice: ListChoice): Promise<readonly ListRow[]> {
  const found = await sql<ListRow>`
    with shown as materialized (
      select * from cases c
      where c.state <> 'removed' and c.team = any (${choice.teams}::text[]) and (${chosen(choice)}) and ${after(choice.after)}
      order by not c.urgent, c.due_day, c.id limit ${choice.count}
    )
    select s.id, s.organisation, s.team, s.state, s.outcome, s.assignee, s.due_day, s.urgent, s.alert, s.size_class, said.kind as said_kind, said.day as said_day, w.wrapped, w.team_epoch
    from shown s
    join lateral (
      select wrapped, coalesce(team_epoch, 0) as team_epoch from case_wraps
      where case_id = s.id and chain = 'shared' and ((holder_kind = 'team' and holder = s.team) or (holder_kind = 'member' and holder = ${choice.member}))
      order by epoch desc limit 1
    ) w on true
    left join lateral (
      select kind, day from pieces where case_id = s.id and chain = 'shared' and sender in ('reporter', 'server') order by sequence desc limit 1
    ) said on true
    order by not s.urgent, s.due_day, s.id`.execute(tx.sql);
  return found.rows;
}

export type CaseRow = {
  readonly id: string;
  readonly organisation: string;
  readonly team: string;
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly assignee: string | null;
  readonly due_day: Day;
  readonly half_day: Day;
  readonly urgent: boolean;
  readonly epoch_due: readonly ("shared" | "desk")[];
};

/** A case of the own teams. Whether it is not there or not his: one answer, and the same work (`gehoord_sees`). */
export async function caseById(tx: Transaction, id: string, teams: readonly string[], held: boolean): Promise<CaseRow | undefined> {
  const lock = held ? sql`for no key update` : sql``;
  const found = await sql<CaseRow>`
    select id, organisation, team, state, outcome, assignee, due_day, half_day, urgent, epoch_due from cases
    where id = (select gehoord_sees(${id})) and state <> 'removed' and team = any (${teams}::text[]) ${lock}`.execute(tx.sql);
  return found.rows[0];
}

/** The public keys of all codes of the person there were, the first one first. */
export async function signersOf(tx: Transaction, id: string): Promise<readonly Uint8Array[]> {
  const found = await sql<{ sign_public: Uint8Array }>`select sign_public from reporter_keys where case_id = ${id} order by epoch, holder`.execute(tx.sql);
  return found.rows.map((row) => row.sign_public);
}

export type WrapRow = {
  readonly chain: "shared" | "desk";
  readonly epoch: number;
  readonly holder_kind: "team" | "member";
  readonly holder: string;
  readonly team_epoch: number | null;
  readonly wrapped: Uint8Array;
};

export async function wrapsOf(tx: Transaction, id: string): Promise<readonly WrapRow[]> {
  return (await sql<WrapRow>`select chain, epoch, holder_kind, holder, team_epoch, wrapped from case_wraps where case_id = ${id} and holder_kind <> 'reporter' order by chain, epoch`.execute(tx.sql)).rows;
}

export async function piecesOf(tx: Transaction, id: string): Promise<readonly PieceRow[]> {
  return (await sql<PieceRow>`select id, chain, kind, sender, sequence, sealed, key, hash, upload, day, epoch from pieces where case_id = ${id} order by chain, sequence`.execute(tx.sql)).rows;
}

/** Parts of the file of one piece of this case, from `first` on. */
export async function fileParts(tx: Transaction, at: { readonly case: string; readonly piece: string }, range: { readonly first: number; readonly count: number }): Promise<readonly Uint8Array[]> {
  const found = await sql<{ bytes: Uint8Array }>`
    select c.bytes from pieces p join upload_chunks c on c.upload = p.upload
    where p.case_id = ${at.case} and p.id = ${at.piece} and p.kind = 'file' and c.number >= ${range.first} and c.number < ${range.first + range.count}
    order by c.number`.execute(tx.sql);
  return found.rows.map((row) => row.bytes);
}

export type DeskWrap = { readonly case: string; readonly team: string; readonly teamEpoch: number; readonly wrapped: Uint8Array };

/** False: somebody else of the team was first; the first desk identity stays. */
export async function addDeskWrap(tx: Transaction, wrap: DeskWrap): Promise<boolean> {
  const found = await sql<{ chain: string }>`
    insert into case_wraps (case_id, chain, epoch, holder_kind, holder, team_epoch, wrapped)
    values (${wrap.case}, 'desk', 1, 'team', ${wrap.team}, ${wrap.teamEpoch}, ${wrap.wrapped}) on conflict do nothing returning chain`.execute(tx.sql);
  return found.rows.length > 0;
}

export type DeskPiece = Omit<NewPiece, "sealed" | "key" | "upload"> & { readonly sealed: Uint8Array; readonly key: Uint8Array; readonly case: string; readonly chain: "shared" | "desk"; readonly member: string; readonly today: Day };

export async function addDeskPiece(tx: Transaction, piece: DeskPiece): Promise<void> {
  await sql`
    insert into pieces (case_id, id, chain, kind, sender, sequence, sealed, key, hash, day, epoch)
    values (${piece.case}, ${piece.id}, ${piece.chain}, ${piece.kind}, ${`member:${piece.member}`}, ${piece.sequence}, ${piece.sealed}::bytea, ${piece.key}, sha256(${piece.sealed}::bytea), ${piece.today}, ${piece.epoch ?? 1})`.execute(tx.sql);
}

/** Whether this very piece is there already: a repeat after a lost answer. */
export async function hasPiece(tx: Transaction, at: { readonly case: string; readonly id: string; readonly sealed: Uint8Array }): Promise<boolean> {
  const found = await sql<{ there: boolean }>`select exists (select from pieces where case_id = ${at.case} and id = ${at.id} and hash = sha256(${at.sealed}::bytea)) as there`.execute(tx.sql);
  return found.rows[0]?.there === true;
}

export async function moveCase(tx: Transaction, id: string, to: { readonly state: CaseState; readonly outcome: Outcome | null; readonly assignee: string | null }): Promise<void> {
  await sql`update cases set state = ${to.state}, outcome = ${to.outcome}, assignee = ${to.assignee}, alert = 0 where id = ${id}`.execute(tx.sql);
}

/** By when the first answer was promised, as that day stood in the end; null: nothing was promised, or the promise stands still. */
export async function firstPromise(tx: Transaction, id: string, kind: string): Promise<Day | null> {
  const found = await sql<{ due_day: Day | null }>`select due_day from terms where owner = ${id} and kind = ${kind} order by start_day, (state = 'running'), id limit 1`.execute(tx.sql);
  return found.rows[0]?.due_day ?? null;
}

export async function isOfTeam(tx: Transaction, member: string, team: string): Promise<boolean> {
  const found = await sql<{ is: boolean }>`select exists (select from team_members where member = ${member} and team = ${team}) as is`.execute(tx.sql);
  return found.rows[0]?.is === true;
}

export type Overdue = { readonly organisation: string; readonly team: string; readonly overdue: number };

export async function overdueTeams(tx: Transaction): Promise<readonly Overdue[]> {
  return (await sql<Overdue>`select * from gehoord_overdue()`.execute(tx.sql)).rows;
}
