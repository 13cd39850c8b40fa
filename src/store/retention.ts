/**
 * Retention: what is due goes, whole or not at all, with its proof in the same transaction (`security.md` 2.7). A proof says
 * class, how many, which week; it holds no id, no organisation and no content. It is signed by the installation's key over the state
 * of the audit chain whose last line says that it happened.
 */
import { sql } from "kysely";
import { dayOf, weeksKept } from "../base/index.ts";
import type { Context, Day, RetentionName, Transaction } from "../base/index.ts";
import { canonicalJson, isDestructionSigned, signDestruction, signerFrom, toBase64Url } from "../envelope/index.ts";
import type { DestructionProof } from "../envelope/index.ts";
import { recordDeletion } from "./ledger.ts";
import { storeTables } from "./tables.ts";

/** `before`: what began to count on this day or earlier is due. */
export type Cut = { readonly today: Day; before(name: RetentionName): Day };
/** `oldest`: the earliest of the days from which the time was counted; only its week is ever shown. */
export type Due = { readonly count: number; readonly oldest: Day | undefined };
/** What a query of this shape counted; of nothing there is no oldest day. */
export type DueRow = { readonly count: number; readonly oldest: Day | null };
export const dueIn = ([row]: readonly DueRow[]): Due => ({ count: row?.count ?? 0, oldest: row?.oldest ?? undefined });
/** `ledger`: what a restore must delete again. */
export type Destroyed = Due & { readonly ledger: readonly { readonly kind: string; readonly id: string }[] };

export type RetentionClass = {
  readonly name: RetentionName;
  due(tx: Transaction, cut: Cut): Promise<Due>;
  /** Takes away at most `some` things that are due, each of them whole. */
  destroy(tx: Transaction, cut: Cut, some: number): Promise<Destroyed>;
};

const system = { role: "system" } as const;
const dayLength = 86_400_000;
/** Things in one transaction, and in one run: the next run goes on where this one ended. */
const batch = 25;
const mostARun = 2_000;

const shifted = (day: Day, days: number): Day => new Date(Date.parse(`${day}T12:00:00Z`) + days * dayLength).toISOString().slice(0, 10) as Day;
const mondayOf = (day: Day): Day => shifted(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7));

/** What is due today in this installation. */
export function cutOf(context: Context): Cut {
  const today = dayOf(context.clock.now());
  return { today, before: (name) => shifted(today, -7 * weeksKept(name, context.config.retention)) };
}

export type DueLine = { readonly class: RetentionName; readonly weeks: number; readonly count: number; readonly oldestWeek: Day | null };

/** What would go now; changes nothing. */
export async function dueNow(context: Context, classes: readonly RetentionClass[]): Promise<readonly DueLine[]> {
  const cut = cutOf(context);
  return context.db.transaction(system, async (tx) => {
    const lines: DueLine[] = [];
    for (const one of classes) {
      const { count, oldest } = await one.due(tx, cut);
      lines.push({ class: one.name, weeks: weeksKept(one.name, context.config.retention), count, oldestWeek: oldest === undefined ? null : mondayOf(oldest) });
    }
    return lines;
  });
}

async function prove(context: Context, tx: Transaction, name: RetentionName, { count, oldest }: Due, today: Day): Promise<void> {
  const tables = storeTables(tx);
  const tip = await tables.selectFrom("audit_tip").selectAll().executeTakeFirstOrThrow();
  const { installation } = await tables.selectFrom("settings").select("installation").executeTakeFirstOrThrow();
  const about = { id: context.random.uuid(), class: name, week: mondayOf(today), count, oldestWeek: oldest === undefined ? null : mondayOf(oldest), seq: tip.seq };
  const signed = canonicalJson(signDestruction({ installation, ...about, chain: toBase64Url(tip.chain) }, signerFrom(context.secrets.serverSigning)));
  await sql`insert into destructions (id, class, week, count, oldest_week, seq, signed)
    values (${about.id}, ${name}, ${about.week}, ${count}, ${about.oldestWeek}, ${about.seq}, ${signed})`.execute(tx.sql);
}

/** One transaction: what is deleted, the ledger outside the database, the audit line and the proof stand together or not at all. */
function destroySome(context: Context, one: RetentionClass, cut: Cut): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const gone = await one.destroy(tx, cut, batch);
    if (gone.count === 0) return 0;
    for (const what of gone.ledger) await recordDeletion(tx, context.config.data, what);
    await tx.audit({ act: `destroyed.${one.name}`, by: "system" });
    await prove(context, tx, one.name, gone, cut.today);
    return gone.count;
  });
}

export type DestroyedLine = { readonly class: RetentionName; readonly count: number };

/** Destroys what is due. A crash leaves what was not confirmed as it was: the next run finds it again. */
export async function retain(context: Context, classes: readonly RetentionClass[]): Promise<readonly DestroyedLine[]> {
  const cut = cutOf(context);
  const lines: DestroyedLine[] = [];
  for (const one of classes) {
    let count = 0;
    for (let some = 1; some > 0 && count < mostARun; count += some) some = await destroySome(context, one, cut);
    lines.push({ class: one.name, count });
  }
  return lines;
}

/** Every proof there is, newest first. */
export async function destructionProofs(tx: Transaction): Promise<readonly DestructionProof[]> {
  const found = await sql<{ signed: string }>`select signed from destructions order by seq desc`.execute(tx.sql);
  return found.rows.map(({ signed }) => JSON.parse(signed) as DestructionProof);
}

/** Proofs that are not signed, or whose place in the audit chain is another: each of them says that somebody meddled. */
export async function faultyProofs(context: Context): Promise<{ readonly proofs: readonly DestructionProof[]; readonly faulty: readonly string[] }> {
  return context.db.transaction(system, async (tx) => {
    const proofs = await destructionProofs(tx);
    const own = toBase64Url(signerFrom(context.secrets.serverSigning).publicKey);
    const found = await sql<{ seq: number; chain: Uint8Array }>`select seq, chain from audit_lines where seq = any (${proofs.map(({ seq }) => seq)}::bigint[])`.execute(tx.sql);
    const chains = new Map(found.rows.map((row) => [Number(row.seq), toBase64Url(row.chain)]));
    const faulty = proofs.filter((proof) => proof.publicKey !== own || !isDestructionSigned(proof) || chains.get(proof.seq) !== proof.chain);
    return { proofs, faulty: faulty.map(({ id }) => id) };
  });
}

/** Rows of the audit whose content is old and about nothing that lives; their lines stay, and the chain holds. */
export const auditRetention: RetentionClass = {
  name: "audit",
  due: async (tx, cut) => {
    const found = await sql<DueRow>`
      select count(*)::int as count, (select min(h.day) from audit_heads h where h.seq >= min(aged.seq)) as oldest
      from gehoord_aged_audit(${cut.before("audit")}) as aged (seq)`.execute(tx.sql);
    return dueIn(found.rows);
  },
  destroy: async (tx, cut) => {
    const before = cut.before("audit");
    const due = await auditRetention.due(tx, cut);
    const count = await eraseAgedAudit(tx, before);
    return { ...due, count, ledger: [{ kind: "aged-audit", id: before }] };
  },
};

/** For `restore` too. Answers how many. */
export async function eraseAgedAudit(tx: Transaction, before: string): Promise<number> {
  const gone = await sql`delete from audit_contents where seq in (select gehoord_aged_audit(${before}))`.execute(tx.sql);
  return Number(gone.numAffectedRows ?? 0n);
}
