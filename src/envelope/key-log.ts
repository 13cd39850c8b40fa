import { fromBase64Url, toBase64Url, utf8 } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import { hashOf } from "./derive.ts";
import type { PieceHeader } from "./header.ts";
import type { Signers } from "./piece.ts";
import { signedBytes, verifySignature } from "./sign.ts";
import type { Signer } from "./sign.ts";

/**
 * What an organisation says about its keys. Public keys (`root`, `signKey`) are base64url of 32 bytes; recipients are
 * hybrid (`age1pq1…`). `root` is signed by itself, everything else by the organisation's root.
 */
export type KeyLogStatement =
  | { readonly kind: "root"; readonly organisation: string; readonly root: string }
  | { readonly kind: "team"; readonly organisation: string; readonly team: string; readonly recipient: string; readonly epoch: number }
  | {
      readonly kind: "member";
      readonly organisation: string;
      readonly member: string;
      readonly team: string;
      readonly signKey: string;
      readonly recipient: string;
    }
  | { readonly kind: "revocation"; readonly organisation: string; readonly member: string };

/** One line of the public log: append-only, hash-chained over all organisations of an installation. */
export type KeyLogEntry = KeyLogStatement & {
  /** 1 for the first, no gaps. */
  readonly sequence: number;
  /** `entryHash` of the entry before; empty for the first. */
  readonly previous: string;
  /** base64url Ed25519 over everything above. */
  readonly signature: string;
};

export type TeamKey = Extract<KeyLogEntry, { kind: "team" }>;
export type MemberCertificate = Extract<KeyLogEntry, { kind: "member" }>;

export type KeyLogReason =
  | "wrong-form"
  | "wrong-sequence"
  | "chain-broken"
  | "root-missing"
  | "root-twice"
  | "wrong-signature"
  | "wrong-epoch"
  | "not-hybrid"
  | "other-organisation"
  | "member-unknown"
  | "rolled-back";

/** `at`: place of the refused entry, counted from 0 (the number of entries for `rolled-back`). */
export type KeyLogVerdict =
  | { readonly ok: true; readonly sequence: number; readonly head: string }
  | { readonly ok: false; readonly reason: KeyLogReason; readonly at: number };

/** base64url SHA-256 of the whole entry, its signature included. */
export function entryHash(entry: KeyLogEntry): string {
  return hashOf(utf8(canonicalJson(entry)));
}

function statementBytes(entry: KeyLogEntry | (KeyLogStatement & { readonly sequence: number; readonly previous: string })): Uint8Array {
  const { signature: _, ...signed } = entry as KeyLogEntry;
  return signedBytes("key log", utf8(canonicalJson(signed)));
}

/** The next entry, signed. Does not judge whether the log will accept it: `verifyKeyLog([...log, entry])` does. */
export function nextEntry(log: readonly KeyLogEntry[], statement: KeyLogStatement, root: Signer): KeyLogEntry {
  const last = log.at(-1);
  const placed = { ...statement, sequence: log.length + 1, previous: last === undefined ? "" : entryHash(last) };
  return { ...placed, signature: toBase64Url(root.sign(statementBytes(placed))) };
}

const names: Readonly<Record<KeyLogStatement["kind"], readonly string[]>> = {
  root: ["root"],
  team: ["team", "recipient", "epoch"],
  member: ["member", "team", "signKey", "recipient"],
  revocation: ["member"],
};

const isKey = (value: unknown): boolean => typeof value === "string" && fromBase64Url(value)?.length === 32;
/** No half characters: two names that are signed alike must be alike. */
const isName = (value: unknown): boolean => typeof value === "string" && value !== "" && !/\p{Surrogate}/u.test(value);

function fieldFits(name: string, value: unknown): boolean {
  if (name === "root" || name === "signKey") return isKey(value);
  if (name === "epoch" || name === "sequence") return Number.isSafeInteger(value) && Number(value) >= 1;
  return name === "previous" ? typeof value === "string" : isName(value);
}

/** An entry of a known kind with exactly its fields: for what comes from the network. */
export function isKeyLogEntry(value: unknown): value is KeyLogEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Record<string, unknown>;
  const { kind } = entry;
  if (typeof kind !== "string" || !Object.hasOwn(names, kind)) return false;
  const wanted = ["kind", "organisation", "sequence", "previous", "signature", ...names[kind as KeyLogStatement["kind"]]];
  return Object.keys(entry).length === wanted.length && wanted.every((name) => fieldFits(name, entry[name]));
}

/** Whether this entry was signed by that root (32 bytes). */
export function isSignedBy(entry: KeyLogEntry, root: Uint8Array): boolean {
  const signature = fromBase64Url(entry.signature);
  return signature !== undefined && verifySignature(root, statementBytes(entry), signature);
}

/** What the entries before one established. */
type State = {
  readonly roots: Map<string, Uint8Array>;
  readonly teams: Map<string, { readonly organisation: string; readonly epoch: number }>;
  readonly members: Map<string, string>;
  readonly certified: Set<string>;
};

function wrongRoot(entry: Extract<KeyLogEntry, { kind: "root" }>, state: State): KeyLogReason | undefined {
  if (state.roots.has(entry.organisation)) return "root-twice";
  const key = fromBase64Url(entry.root) ?? new Uint8Array();
  if (!isSignedBy(entry, key)) return "wrong-signature";
  state.roots.set(entry.organisation, key);
  return undefined;
}

function wrongTeam(entry: TeamKey, state: State): KeyLogReason | undefined {
  const before = state.teams.get(entry.team);
  if (before !== undefined && before.organisation !== entry.organisation) return "other-organisation";
  if (!entry.recipient.startsWith("age1pq1")) return "not-hybrid";
  if (entry.epoch !== (before?.epoch ?? 0) + 1) return "wrong-epoch";
  state.teams.set(entry.team, { organisation: entry.organisation, epoch: entry.epoch });
  return undefined;
}

function wrongMember(entry: MemberCertificate, state: State): KeyLogReason | undefined {
  const organisations = [state.members.get(entry.member), state.teams.get(entry.team)?.organisation];
  if (organisations.some((one) => one !== undefined && one !== entry.organisation)) return "other-organisation";
  if (!entry.recipient.startsWith("age1pq1")) return "not-hybrid";
  state.members.set(entry.member, entry.organisation);
  state.certified.add(entry.member);
  return undefined;
}

function wrongRevocation(entry: Extract<KeyLogEntry, { kind: "revocation" }>, state: State): KeyLogReason | undefined {
  const organisation = state.members.get(entry.member);
  if (organisation !== undefined && organisation !== entry.organisation) return "other-organisation";
  return state.certified.delete(entry.member) ? undefined : "member-unknown";
}

function wrongStatement(entry: KeyLogEntry, state: State): KeyLogReason | undefined {
  if (entry.kind === "root") return wrongRoot(entry, state);
  const root = state.roots.get(entry.organisation);
  if (root === undefined) return "root-missing";
  if (!isSignedBy(entry, root)) return "wrong-signature";
  if (entry.kind === "team") return wrongTeam(entry, state);
  return entry.kind === "member" ? wrongMember(entry, state) : wrongRevocation(entry, state);
}

/**
 * The whole log: form, places, hash chain, one root per organisation, every signature, epochs counted by one from 1, names
 * of teams and members kept by the organisation that used them first. `known`: what was seen before; a log that is shorter
 * or different up to there is `rolled-back`. Always verify before you ask a log for a key.
 */
export function verifyKeyLog(entries: readonly KeyLogEntry[], known?: { readonly sequence: number; readonly head: string }): KeyLogVerdict {
  const state: State = { roots: new Map(), teams: new Map(), members: new Map(), certified: new Set() };
  let head = "";
  for (const [at, entry] of entries.entries()) {
    const reason = wrongEntry(entry, at, head) ?? wrongStatement(entry, state);
    if (reason !== undefined) return { ok: false, reason, at };
    head = entryHash(entry);
    if (known?.sequence === at + 1 && known.head !== head) return { ok: false, reason: "rolled-back", at };
  }
  if (known !== undefined && known.sequence > entries.length) return { ok: false, reason: "rolled-back", at: entries.length };
  return { ok: true, sequence: entries.length, head };
}

function wrongEntry(entry: KeyLogEntry, at: number, head: string): KeyLogReason | undefined {
  if (!isKeyLogEntry(entry)) return "wrong-form";
  if (entry.sequence !== at + 1) return "wrong-sequence";
  return entry.previous === head ? undefined : "chain-broken";
}

/** The organisation's root key, for comparing its fingerprint by another channel. */
export function rootOf(entries: readonly KeyLogEntry[], organisation: string): Uint8Array | undefined {
  const entry = entries.find((one) => one.kind === "root" && one.organisation === organisation);
  return entry?.kind === "root" ? fromBase64Url(entry.root) : undefined;
}

/** The newest sealing key of a team in a verified log. */
export function currentTeamKey(entries: readonly KeyLogEntry[], team: string): TeamKey | undefined {
  return entries.filter((entry): entry is TeamKey => entry.kind === "team" && entry.team === team).at(-1);
}

/**
 * The member's certificate as a verified log stood right after entry `atSequence`: the newest one, unless revoked by then.
 * A sequence that the log does not reach yet has no answer.
 */
export function memberKey(entries: readonly KeyLogEntry[], member: string, atSequence: number): MemberCertificate | undefined {
  if (atSequence > entries.length) return undefined;
  const last = entries
    .slice(0, atSequence)
    .filter((entry) => "member" in entry && entry.member === member)
    .at(-1);
  return last?.kind === "member" ? last : undefined;
}

/** Who may sign in a case: the reporter's key, the server's, and members by a verified key log. */
export type SignerKeys = {
  readonly reporter?: Uint8Array | readonly Uint8Array[] | undefined;
  readonly server?: Uint8Array | undefined;
  /** A school's board, by its invitation: only for the chain of a procedure. */
  readonly board?: ((invitation: number) => Uint8Array | undefined) | undefined;
  readonly keyLog?: readonly KeyLogEntry[] | undefined;
};

function certifiedKey(header: PieceHeader, floor: number, log: readonly KeyLogEntry[]): Uint8Array | undefined {
  const certificate = memberKey(log, header.sender.slice("member:".length), Math.max(header.keyLog ?? 0, floor));
  return certificate === undefined ? undefined : fromBase64Url(certificate.signKey);
}

/**
 * The `signers` of `openPiece` and `openChain`. A member's certificate must be valid at the log sequence the piece names,
 * and at the highest one that came before it in the chain: a key that was revoked cannot write with an old date. Fetch and
 * verify the log before you open pieces: what names an entry that your log does not have yet is not believed.
 */
export function signersOf(keys: SignerKeys): Signers {
  return (header, floor) => {
    if (header.sender === "reporter") return keys.reporter;
    if (header.sender === "server") return keys.server;
    if (header.sender.startsWith("board:")) return keys.board?.(Number(header.sender.slice("board:".length)));
    return certifiedKey(header, floor, keys.keyLog ?? []);
  };
}
