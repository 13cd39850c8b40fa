/**
 * The audit chain (`security.md` 2.5): every line commits to its salted content and to the line before it. Content can
 * be erased; a line cannot be altered or dropped without breaking every later hash, and the published head.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Context, Database, Transaction } from "../base/index.ts";
import { dayOf } from "../base/index.ts";
import { canonicalJson, fromBase64Url, signAct, signerFrom, toBase64Url, verifyAct } from "../envelope/index.ts";
import { storeTables } from "./tables.ts";

/** A signed state of the chain: what is published daily and sent to two organisations. All bytes as base64url. */
export type AuditHead = {
  readonly version: 1;
  readonly installation: string;
  readonly day: string;
  readonly seq: number;
  readonly chain: string;
  /** Ed25519 public key of the installation. Pin it: a head under another key is another installation's. */
  readonly publicKey: string;
  readonly signature: string;
};

export type AuditFault =
  | { readonly fault: "line-missing" | "line-altered" | "content-altered" | "line-out-of-place"; readonly seq: number }
  | { readonly fault: "tip-differs" | "head-differs" | "head-not-reached" | "head-signature" | "head-of-another"; readonly seq: number };

export type AuditVerdict = { readonly lines: number; readonly erased: number; readonly chain: string; readonly faults: readonly AuditFault[] };

const none = new Uint8Array(32);
const pageSize = 2_000;

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** As `gehoord_audit` in the database computes it: the two must never differ. */
export function chainHash(seq: number, previous: Uint8Array, commitment: Uint8Array): Uint8Array {
  const number = Buffer.alloc(8);
  number.writeBigInt64BE(BigInt(seq));
  return new Uint8Array(createHash("sha256").update("gehoord-audit-1").update(number).update(previous).update(commitment).digest());
}

function commitmentOf(salt: Uint8Array, content: string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(salt).update(content, "utf8").digest());
}

type Line = { seq: number; commitment: Uint8Array; previous: Uint8Array; chain: Uint8Array; salt: Uint8Array | null; content: string | null };

function faultOf(line: Line, expected: { seq: number; chain: Uint8Array }): AuditFault | undefined {
  if (line.seq !== expected.seq + 1) return { fault: "line-missing", seq: expected.seq + 1 };
  if (!same(line.previous, expected.chain)) return { fault: "line-out-of-place", seq: line.seq };
  if (!same(line.chain, chainHash(line.seq, line.previous, line.commitment))) return { fault: "line-altered", seq: line.seq };
  if (line.salt !== null && line.content !== null && !same(line.commitment, commitmentOf(line.salt, line.content))) return { fault: "content-altered", seq: line.seq };
  return undefined;
}

async function page(db: Database, after: number): Promise<readonly Line[]> {
  return db.transaction({ role: "system" }, (tx) =>
    storeTables(tx)
      .selectFrom("audit_lines")
      .leftJoin("audit_contents", "audit_contents.seq", "audit_lines.seq")
      .select(["audit_lines.seq as seq", "commitment", "previous", "chain", "salt", "content"])
      .where("audit_lines.seq", ">", after)
      .orderBy("audit_lines.seq")
      .limit(pageSize)
      .execute(),
  );
}

function signedPart(head: AuditHead): { act: string; nonce: string; fields: { version: number; day: string; seq: number; chain: string } } {
  const { version, day, seq, chain } = head;
  return { act: "audit.head", nonce: head.installation, fields: { version, day, seq, chain } };
}

/** True when the installation's key, as it stands in the head, signed it. Compare `publicKey` with one you trust. */
export function isHeadSigned(head: AuditHead): boolean {
  const key = fromBase64Url(head.publicKey);
  const signature = fromBase64Url(head.signature);
  return key !== undefined && signature !== undefined && verifyAct(key, signedPart(head), signature);
}

/** Reads a head as it was published (JSON); undefined when it has another form. */
export function readHead(text: string): AuditHead | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof AuditHead, unknown>>;
    const texts = [value.installation, value.day, value.chain, value.publicKey, value.signature].every((one) => typeof one === "string");
    return texts && value.version === 1 && Number.isSafeInteger(value.seq) ? (value as AuditHead) : undefined;
  } catch {
    return undefined;
  }
}

function headFaults(heads: readonly AuditHead[], at: (seq: number) => string | undefined): AuditFault[] {
  return heads.flatMap((head): AuditFault[] => {
    if (!isHeadSigned(head)) return [{ fault: "head-signature", seq: head.seq }];
    const here = at(head.seq);
    if (here === undefined) return [{ fault: "head-not-reached", seq: head.seq }];
    return here === head.chain ? [] : [{ fault: "head-differs", seq: head.seq }];
  });
}

async function walk(db: Database, wanted: ReadonlySet<number>): Promise<{ verdict: AuditVerdict; seen: Map<number, string> }> {
  const faults: AuditFault[] = [];
  const seen = new Map([[0, toBase64Url(none)]]);
  let at = { seq: 0, chain: none as Uint8Array };
  let lines = 0;
  let erased = 0;
  for (let rows = await page(db, 0); rows.length > 0; rows = await page(db, at.seq)) {
    for (const line of rows) {
      const fault = faultOf(line, at);
      if (fault !== undefined && faults.length < 100) faults.push(fault);
      at = { seq: line.seq, chain: line.chain };
      if (wanted.has(line.seq)) seen.set(line.seq, toBase64Url(line.chain));
      lines += 1;
      if (line.content === null) erased += 1;
    }
  }
  const tip = await db.transaction({ role: "system" }, (tx) => storeTables(tx).selectFrom("audit_tip").selectAll().executeTakeFirst());
  if (tip === undefined || tip.seq < at.seq || (tip.seq === at.seq && !same(tip.chain, at.chain))) faults.push({ fault: "tip-differs", seq: at.seq });
  else if (tip.seq > at.seq && (await page(db, at.seq)).length === 0) faults.push({ fault: "line-missing", seq: at.seq + 1 });
  return { verdict: { lines, erased, chain: toBase64Url(at.chain), faults }, seen };
}

/**
 * Recomputes the whole chain and compares it with every head that was ever signed here and, when given, with one that
 * somebody else kept: only that one shows that the whole chain was not rewritten.
 */
export async function auditVerify(db: Database, given?: AuditHead): Promise<AuditVerdict> {
  const kept = await db.transaction({ role: "system" }, async (tx) => ({
    heads: (await storeTables(tx).selectFrom("audit_heads").select("signed").orderBy("day").execute()).flatMap(({ signed }) => readHead(signed) ?? []),
    installation: (await storeTables(tx).selectFrom("settings").select("installation").executeTakeFirst())?.installation,
  }));
  const heads = given === undefined ? kept.heads : [...kept.heads, given];
  const { verdict, seen } = await walk(db, new Set(heads.map(({ seq }) => seq)));
  const strangers = heads.filter((head) => head.installation !== kept.installation).map((head): AuditFault => ({ fault: "head-of-another", seq: head.seq }));
  const otherKeys = given === undefined ? [] : kept.heads.filter((head) => head.publicKey !== given.publicKey).slice(0, 1).map((): AuditFault => ({ fault: "head-of-another", seq: given.seq }));
  return { ...verdict, faults: [...verdict.faults, ...headFaults(heads, (seq) => seen.get(seq)), ...strangers, ...otherKeys] };
}

/** Signs the chain's present state as the head of `day`. */
export function signHead(state: { installation: string; day: string; seq: number; chain: Uint8Array }, serverSigning: Uint8Array): AuditHead {
  const signer = signerFrom(serverSigning);
  const unsigned: AuditHead = { version: 1, installation: state.installation, day: state.day, seq: state.seq, chain: toBase64Url(state.chain), publicKey: toBase64Url(signer.publicKey), signature: "" };
  return { ...unsigned, signature: toBase64Url(signAct(signer, signedPart(unsigned))) };
}

/** Once a day: signs the head, keeps it, and puts `audit.head` in the outbox for the two organisations. Answers 0 or 1. */
export async function publishHead(context: Context): Promise<number> {
  const day = dayOf(context.clock.now());
  return context.db.transaction({ role: "system" }, async (tx) => {
    const tables = storeTables(tx);
    const there = await tables.selectFrom("audit_heads").select("day").where("day", "=", day).executeTakeFirst();
    const settings = await tables.selectFrom("settings").select("installation").executeTakeFirst();
    if (there !== undefined || settings === undefined) return 0;
    const tip = await tables.selectFrom("audit_tip").selectAll().executeTakeFirstOrThrow();
    const signed = canonicalJson(signHead({ installation: settings.installation, day, seq: tip.seq, chain: tip.chain }, context.secrets.serverSigning));
    await tables.insertInto("audit_heads").values({ day, seq: tip.seq, chain: tip.chain, signed }).execute();
    await tx.emit({ event: "audit.head", payload: { day, head: signed } });
    return 1;
  });
}

/** The newest signed head, for `/.well-known/`; undefined before the first day. */
export async function latestHead(tx: Transaction): Promise<AuditHead | undefined> {
  const row = await storeTables(tx).selectFrom("audit_heads").select("signed").orderBy("day", "desc").limit(1).executeTakeFirst();
  return row === undefined ? undefined : readHead(row.signed);
}

/** Contents about one record, oldest first: for "who looked". Role `system`. What was erased is not here. */
export async function auditOf(tx: Transaction, record: string): Promise<readonly { readonly seq: number; readonly content: string }[]> {
  return storeTables(tx).selectFrom("audit_contents").select(["seq", "content"]).where("record", "=", record).orderBy("seq").execute();
}

/** Erases salt and content of everything about a record; the lines stay and the chain still verifies. Answers how many. */
export async function eraseAudit(tx: Transaction, record: string): Promise<number> {
  const gone = await storeTables(tx).deleteFrom("audit_contents").where("record", "=", record).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
