/** Queries of complaint procedures: what a code opens and adds, what members read and change, what jobs look for. */
import { sql } from "kysely";
import type { Day, Transaction } from "../../base/index.ts";
import type { Obligation, ProcedureKind, ProcedureOutcome, ProcedureState, Settlement, Side } from "../rules/procedure.ts";
import { mayDecide } from "../rules/way-back.ts";
import { threadsOf } from "./consent.ts";
import { cardOf } from "./person.ts";
import type { Received } from "./reports.ts";
import type { Raised } from "./terms.ts";

export type ProcedureRow = {
  readonly id: string;
  readonly case_id: string;
  readonly organisation: string;
  readonly team: string;
  readonly state: ProcedureState;
  readonly outcome: ProcedureOutcome | null;
  readonly due_day: Day | null;
  readonly forwarded_day: Day | null;
  readonly paused_since: Day | null;
  readonly advised_day: Day | null;
  readonly binding: boolean | null;
};

/** `sign_public` and `wrapped`: of the side that the code speaks for; the complainant's identity lies in the conversation. */
export type ProcedureOfCode = ProcedureRow & {
  readonly side: Side;
  readonly sign_public: Uint8Array;
  readonly wrapped: Uint8Array | null;
  /** Every key that speaks or spoke for the complainant, in base64. */
  readonly reporters: readonly string[];
  readonly board_epoch: number | null;
  /** `signPublic` in base64. */
  readonly boards: readonly { readonly epoch: number; readonly signPublic: string }[];
};

export type ProcedurePieceRow = {
  readonly id: string;
  readonly kind: ProcedureKind;
  readonly sender: string;
  readonly sequence: number;
  readonly sealed: Uint8Array;
  readonly key: Uint8Array;
  readonly hash: Uint8Array;
  readonly upload: string | null;
  readonly day: Day;
  readonly epoch: number;
};

type ObligationRow = { readonly id: string; readonly addressee: Obligation["addressee"]; readonly due_day: Day; readonly board_says: "yes" | "no" | null; readonly complainant_says: "yes" | "no" | null; readonly settled: Settlement | null; readonly alert: 0 | 1 | 2 };

const obligationOf = (row: ObligationRow): Obligation => ({ id: row.id, addressee: row.addressee, dueDay: row.due_day, boardSays: row.board_says, complainantSays: row.complainant_says, settled: row.settled, alert: row.alert });

/* ------------------------------------------------------------------ by a code */

/** `held`: nobody else changes the procedure before this transaction ends. */
async function procedureOfCode(tx: Transaction, lookup: Uint8Array, held: boolean): Promise<ProcedureOfCode | undefined> {
  return (await sql<ProcedureOfCode>`select * from gehoord_procedure_of(${lookup}, ${held})`.execute(tx.sql)).rows[0];
}

export type BehindCode = {
  readonly found: ProcedureOfCode;
  /** Finds it: of the first case, or of the committee's, which came from it. */
  readonly lookup: Uint8Array;
  /** A board's code, or one of the person; a helper's reads and writes. */
  readonly decides: boolean;
};

/** The procedure behind a code: of the first case, or of a committee to which the person was referred. One that runs before one that is over. */
export async function procedureBehind(tx: Transaction, lookup: Uint8Array, held: boolean): Promise<BehindCode | undefined> {
  const threads = (await threadsOf(tx, lookup)).flatMap(({ thread }) => (thread === null ? [] : [thread]));
  let over: BehindCode | undefined;
  for (const each of [lookup, ...threads]) {
    const found = await procedureOfCode(tx, each, held);
    if (found === undefined) continue;
    const behind = { found, lookup: each, decides: found.side === "board" || mayDecide(await cardOf(tx, lookup)) };
    if (found.state !== "ended") return behind;
    over ??= behind;
  }
  return over;
}

export async function piecesByCode(tx: Transaction, lookup: Uint8Array, procedure: string): Promise<readonly ProcedurePieceRow[]> {
  return (await sql<ProcedurePieceRow>`select * from gehoord_procedure_pieces(${procedure}, ${lookup})`.execute(tx.sql)).rows;
}

export async function obligationsByCode(tx: Transaction, lookup: Uint8Array, procedure: string): Promise<readonly Obligation[]> {
  return (await sql<ObligationRow>`select * from gehoord_procedure_duties(${procedure}, ${lookup})`.execute(tx.sql)).rows.map(obligationOf);
}

export type Saying = {
  readonly pieces: readonly { readonly id: string; readonly kind: ProcedureKind; readonly sequence: number; readonly sealed: string; readonly key: string; readonly upload?: string | undefined; readonly epoch?: number | undefined }[];
  readonly uploads: readonly string[];
  readonly mostBytes: number;
  readonly today: Day;
  readonly state: ProcedureState;
  readonly outcome: ProcedureOutcome | null;
  readonly dueDay: Day | null;
  readonly obligation?: string;
  readonly says?: "yes" | "no";
};

/** Pieces in base64. */
export async function sayByCode(tx: Transaction, lookup: Uint8Array, saying: Saying): Promise<Received["done"]> {
  const { rows } = await sql<{ done: Received["done"] }>`select gehoord_procedure_write(${lookup}, ${JSON.stringify(saying)}::jsonb) as done`.execute(tx.sql);
  if (rows[0] === undefined) throw new Error("gehoord_procedure_write gave no answer");
  return rows[0].done;
}

export async function partsByCode(tx: Transaction, lookup: Uint8Array, piece: string, range: { readonly first: number; readonly count: number }): Promise<readonly Uint8Array[]> {
  return (await sql<{ bytes: Uint8Array }>`select bytes from gehoord_procedure_parts(${lookup}, ${piece}, ${range.first}, ${range.count})`.execute(tx.sql)).rows.map((row) => row.bytes);
}

/* ----------------------------------------------------------------- by a member */

export type DeskProcedureRow = ProcedureRow & { readonly alert: 0 | 1 | 2; readonly summary: "none" | "proposed" | "published"; readonly summary_by: string | null; readonly epoch: number; readonly epoch_due: boolean; readonly invited: boolean };

const columns = sql`p.id, p.case_id, p.organisation, p.team, p.state, p.outcome, p.due_day, p.forwarded_day, p.paused_since, p.advised_day, p.binding, p.alert, p.summary, p.summary_by, p.epoch, p.epoch_due,
  exists (select from procedure_boards b where b.procedure_id = p.id and not b.ended) as invited`;

/** Of these teams, what is due first on top; ended ones without a finished summary at the end. */
export async function listProcedures(tx: Transaction, teams: readonly string[], count: number): Promise<readonly DeskProcedureRow[]> {
  const { rows } = await sql<DeskProcedureRow>`
    select ${columns} from procedures p join cases c on c.id = p.case_id
    where p.state <> 'removed' and p.team = any (${teams}::text[])
    order by p.state = 'ended',
      least(p.due_day, (select min(o.due_day) from procedure_obligations o where o.procedure_id = p.id and o.settled is null)) nulls last, p.id
    limit ${count}`.execute(tx.sql);
  return rows;
}

export async function procedureOfCase(tx: Transaction, caseId: string, teams: readonly string[], held: boolean): Promise<DeskProcedureRow | undefined> {
  const lock = held ? sql`for no key update of p` : sql``;
  const { rows } = await sql<DeskProcedureRow>`
    select ${columns} from procedures p join cases c on c.id = p.case_id
    where p.case_id = (select gehoord_sees(${caseId})) and p.state <> 'removed' and p.team = any (${teams}::text[]) ${lock}`.execute(tx.sql);
  return rows[0];
}

export async function procedurePieces(tx: Transaction, procedure: string): Promise<readonly ProcedurePieceRow[]> {
  return (await sql<ProcedurePieceRow>`select id, kind, sender, sequence, sealed, key, hash, upload, day, epoch from procedure_pieces where procedure_id = ${procedure} order by sequence`.execute(tx.sql)).rows;
}

export async function obligationsOf(tx: Transaction, procedures: readonly string[]): Promise<ReadonlyMap<string, readonly Obligation[]>> {
  const { rows } = await sql<ObligationRow & { readonly procedure_id: string }>`select * from procedure_obligations where procedure_id = any (${procedures}::uuid[]) order by due_day, id`.execute(tx.sql);
  return new Map(procedures.map((id) => [id, rows.filter((row) => row.procedure_id === id).map(obligationOf)]));
}

/** What opens for the board beside the first identity. */
export async function boardWrapsByCode(tx: Transaction, lookup: Uint8Array): Promise<readonly { readonly epoch: number; readonly wrapped: Uint8Array }[]> {
  return (await sql<{ epoch: number; wrapped: Uint8Array }>`select epoch, wrapped from gehoord_procedure_board_wraps(${lookup})`.execute(tx.sql)).rows;
}

export async function addBoardWrap(tx: Transaction, at: { readonly procedure: string; readonly board: number; readonly epoch: number }, wrapped: Uint8Array): Promise<void> {
  await sql`insert into procedure_board_wraps (procedure_id, board, epoch, wrapped) values (${at.procedure}, ${at.board}, ${at.epoch}, ${wrapped})`.execute(tx.sql);
}

export async function boardsOf(tx: Transaction, procedure: string): Promise<readonly { readonly epoch: number; readonly sign_public: Uint8Array; readonly ended: boolean; readonly recipient: string }[]> {
  return (await sql<{ epoch: number; sign_public: Uint8Array; ended: boolean; recipient: string }>`select epoch, sign_public, ended, recipient from procedure_boards where procedure_id = ${procedure} order by epoch`.execute(tx.sql)).rows;
}

export type NewProcedure = { readonly id: string; readonly case: string; readonly organisation: string; readonly team: string; readonly dueDay: Day; readonly hour: Date };

/** False: this case has a procedure already. */
export async function beginProcedure(tx: Transaction, given: NewProcedure): Promise<boolean> {
  const { rows } = await sql`insert into procedures (id, case_id, organisation, team, state, due_day, opened_hour)
    values (${given.id}, ${given.case}, ${given.organisation}, ${given.team}, 'started', ${given.dueDay}, ${given.hour}) on conflict (case_id) do nothing returning id`.execute(tx.sql);
  return rows.length > 0;
}

export type MemberPiece = { readonly id: string; readonly kind: ProcedureKind; readonly sequence: number; readonly sealed: Uint8Array; readonly key: Uint8Array; readonly epoch?: number };

export async function addMemberPiece(tx: Transaction, at: { readonly procedure: string; readonly member: string; readonly today: Day }, piece: MemberPiece): Promise<void> {
  await sql`insert into procedure_pieces (procedure_id, id, kind, sender, sequence, sealed, key, hash, day, epoch)
    values (${at.procedure}, ${piece.id}, ${piece.kind}, ${`member:${at.member}`}, ${piece.sequence}, ${piece.sealed}::bytea, ${piece.key}, sha256(${piece.sealed}::bytea), ${at.today}, ${piece.epoch ?? 1})`.execute(tx.sql);
}

/** Whether this very piece is there already: a repeat after a lost answer. */
export async function hasMemberPiece(tx: Transaction, at: { readonly procedure: string; readonly id: string; readonly sealed: Uint8Array }): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select exists (select from procedure_pieces where procedure_id = ${at.procedure} and id = ${at.id} and hash = sha256(${at.sealed}::bytea)) as there`.execute(tx.sql);
  return rows[0]?.there === true;
}

export type ProcedureMove = Pick<DeskProcedureRow, "state" | "outcome" | "due_day" | "forwarded_day" | "paused_since" | "advised_day" | "binding" | "alert" | "summary" | "summary_by">;

export async function moveProcedure(tx: Transaction, id: string, to: ProcedureMove): Promise<void> {
  await sql`update procedures set state = ${to.state}, outcome = ${to.outcome}, due_day = ${to.due_day}, forwarded_day = ${to.forwarded_day}, paused_since = ${to.paused_since},
    advised_day = ${to.advised_day}, binding = ${to.binding}, alert = ${to.alert}, summary = ${to.summary}, summary_by = ${to.summary_by} where id = ${id}`.execute(tx.sql);
}

export type NewBoard = { readonly procedure: string; readonly epoch: number; readonly lookup: Uint8Array; readonly recipient: string; readonly signPublic: Uint8Array; readonly wrapped: Uint8Array };

/** A new invitation ends the one before it. */
export async function inviteBoard(tx: Transaction, board: NewBoard): Promise<void> {
  await sql`update procedure_boards set ended = true where procedure_id = ${board.procedure} and not ended`.execute(tx.sql);
  await sql`insert into procedure_boards (procedure_id, epoch, lookup_hmac, recipient, sign_public, wrapped)
    values (${board.procedure}, ${board.epoch}, ${board.lookup}, ${board.recipient}, ${board.signPublic}, ${board.wrapped})`.execute(tx.sql);
}

export async function addObligation(tx: Transaction, procedure: string, one: Pick<Obligation, "id" | "addressee" | "dueDay">): Promise<void> {
  await sql`insert into procedure_obligations (id, procedure_id, addressee, due_day) values (${one.id}, ${procedure}, ${one.addressee}, ${one.dueDay})`.execute(tx.sql);
}

export async function settleObligation(tx: Transaction, procedure: string, id: string, as: Settlement): Promise<void> {
  await sql`update procedure_obligations set settled = ${as}, alert = 0 where id = ${id} and procedure_id = ${procedure} and settled is null`.execute(tx.sql);
}

export async function memberFileParts(tx: Transaction, at: { readonly procedure: string; readonly piece: string }, range: { readonly first: number; readonly count: number }): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{ bytes: Uint8Array }>`
    select c.bytes from procedure_pieces p join upload_chunks c on c.upload = p.upload
    where p.procedure_id = ${at.procedure} and p.id = ${at.piece} and p.kind = 'file' and c.number >= ${range.first} and c.number < ${range.first + range.count}
    order by c.number`.execute(tx.sql);
  return rows.map((row) => row.bytes);
}

/** Per team, what is over its day for so long that the coordinator is told: numbers only. */
export async function overdueProcedures(tx: Transaction): Promise<readonly { readonly organisation: string; readonly team: string; readonly overdue: number }[]> {
  return (await sql<{ organisation: string; team: string; overdue: number }>`select * from gehoord_procedures_overdue()`.execute(tx.sql)).rows;
}

/* ---------------------------------------------------------------- for everybody */

export async function publishSummary(tx: Transaction, given: { readonly id: string; readonly organisation: string; readonly week: Day; readonly outcome: ProcedureOutcome; readonly text: string }): Promise<void> {
  await sql`insert into published_summaries (id, organisation, week, outcome, text) values (${given.id}, ${given.organisation}, ${given.week}, ${given.outcome}, ${given.text})`.execute(tx.sql);
}

export type SummaryRow = { readonly organisation: string; readonly week: Day; readonly outcome: ProcedureOutcome; readonly text: string };

/** The newest weeks first; within a week in an order that says nothing. */
export async function publishedSummaries(tx: Transaction): Promise<readonly SummaryRow[]> {
  return (await sql<SummaryRow>`select organisation, week, outcome, text from published_summaries order by week desc, id limit 200`.execute(tx.sql)).rows;
}

/* -------------------------------------------------------------------- for jobs */


/** Over its day: 1, the committee is told; over it since `long`: 2, the coordinator is told. What is paused is not late. */
export async function raiseProcedureAlerts(tx: Transaction, today: Day, long: Day): Promise<readonly Raised[]> {
  const steps = await sql<Raised>`update procedures p set alert = case when p.due_day <= ${long} then 2 else 1 end from cases c
    where c.id = p.case_id and p.state not in ('ended', 'removed') and p.paused_since is null and p.due_day < ${today} and p.alert < case when p.due_day <= ${long} then 2 else 1 end
    returning p.team, p.alert, case when c.by_member then c.id end as held`.execute(tx.sql);
  const obligations = await sql<Raised>`update procedure_obligations o set alert = case when o.due_day <= ${long} then 2 else 1 end from procedures p join cases c on c.id = p.case_id
    where p.id = o.procedure_id and p.state = 'following' and o.settled is null and o.due_day < ${today} and o.alert < case when o.due_day <= ${long} then 2 else 1 end
    returning p.team, o.alert, case when c.by_member then c.id end as held`.execute(tx.sql);
  return [...steps.rows, ...obligations.rows];
}
