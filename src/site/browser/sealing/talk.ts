/**
 * The conversation in the visitor's browser: the code opens it here and never leaves. Every reading and every act is signed
 * over a nonce that counts once; every piece is checked against the chain before it is believed.
 */
import type { ChallengeAnswer, EndingAnswer, MessageAnswer, MessagePost, Opening, PieceOut, ReporterAct } from "../../../cases/shape.ts";
import { noticeText, signedFields, type NoticeHours } from "../../../cases/shape.ts";
import {
  canonicalJson,
  EnvelopeRefusal,
  examineChain,
  type ExaminedPiece,
  fromUtf8,
  type JsonValue,
  type KeyLogEntry,
  openCode,
  type OpeningReason,
  readCode,
  readManifest,
  recipientOf,
  type ReporterKeys,
  type Sender,
  signAct,
  signersOf,
  toBase64Url,
  unwrapText,
  utf8,
  verifyKeyLog,
  wrap,
} from "../../../envelope/visitor.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { browserArgon2 } from "./argon2.ts";
import { decoded, type Entry, openSealedFile, sealPieces } from "./pieces.ts";

export { readCode } from "../../../envelope/visitor.ts";
export { sealCleanFile } from "./pieces.ts";

/** One line of the conversation. `trouble`: it is there, but must not be believed; then there is no body. */
export type Item = {
  readonly id: string;
  readonly kind: string;
  readonly day: string;
  readonly sender: Sender;
  readonly body: Readonly<Record<string, unknown>>;
  readonly trouble: OpeningReason | undefined;
};

export type Talk = {
  readonly keys: ReporterKeys;
  readonly opening: Opening;
  readonly caseIdentity: string;
  readonly caseRecipient: string;
  readonly items: readonly Item[];
  /** Hash of the last piece; `undefined` when the chain is not whole: then nothing can be written. */
  readonly head: string | undefined;
  /** Pieces that were shown before are gone or changed. */
  readonly rolledBack: boolean;
};

type Known = { readonly sequence: number; readonly head: string };

const isChallenge = hasFields<ChallengeAnswer>({ nonce: "string" });
const isOpening = hasFields<Opening>({ case: "string", installation: "string", state: "string", promisedDay: "string", wrap: "string", pieces: "array", serverKey: "string", keyLog: "array", filesReadable: "boolean" });
const isMessage = hasFields<MessageAnswer>({ state: "string", promisedDay: "string" });
const isEnding = hasFields<EndingAnswer>({ state: "string", backupDays: "number" });
const isAnything = (value: unknown): value is unknown => value !== undefined;

type Signed = { readonly lookup: string; readonly nonce: string; readonly signature: string };

/** Asks for a nonce and signs the act with its fields. */
async function signed<F extends object>(line: Line, keys: ReporterKeys, act: ReporterAct, fields: F): Promise<Answer<F & Signed>> {
  const lookup = toBase64Url(keys.lookup);
  const challenge = await line.ask({ method: "POST", path: "/api/v1/conversation/challenges", body: { lookup } }, isChallenge);
  if (!challenge.ok) return challenge;
  const { nonce } = challenge.value;
  const signature = toBase64Url(signAct(keys.signer, { act, nonce, fields: signedFields({ ...fields, lookup: "", nonce: "", signature: "" }) as JsonValue }));
  return { ok: true, value: { ...fields, lookup, nonce, signature } };
}

function bodyOf(piece: ExaminedPiece): Readonly<Record<string, unknown>> {
  if (!piece.ok) return {};
  try {
    const body: unknown = JSON.parse(fromUtf8(piece.piece.body));
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What the server wrote beside a piece must agree with what is signed inside. */
function itemOf(out: PieceOut, piece: ExaminedPiece): Item {
  const moved = piece.ok && (piece.piece.header.piece !== out.id || piece.piece.header.kind !== out.kind);
  const trouble = piece.ok ? (moved ? "moved" : undefined) : piece.reason;
  const sender = piece.ok ? piece.piece.signedBy : "server";
  return { id: out.id, kind: out.kind, day: out.day, sender, body: trouble === undefined ? bodyOf(piece) : {}, trouble };
}

/** A log that does not hold certifies nobody: then answers are shown as not to be believed. */
function certified(opening: Opening): readonly KeyLogEntry[] {
  const log = opening.keyLog as readonly KeyLogEntry[];
  return verifyKeyLog(log).ok ? log : [];
}

async function talkOf(keys: ReporterKeys, opening: Opening, known: Known | undefined): Promise<Talk> {
  const caseIdentity = await unwrapText(decoded(opening.wrap), keys.identity);
  const pieces = opening.pieces.filter((piece) => piece.chain === "shared").sort((a, b) => a.sequence - b.sequence);
  const sealed = pieces.map((piece) => ({ sealed: decoded(piece.sealed), key: decoded(piece.key) }));
  const signers = signersOf({ reporter: keys.signer.publicKey, server: decoded(opening.serverKey), keyLog: certified(opening) });
  const expected = { installation: opening.installation, case: opening.case, chain: "shared" } as const;
  const chain = await examineChain(sealed, { caseIdentity, expected, signers, ...(known === undefined ? {} : { known }) });
  const items = pieces.flatMap((out, at) => {
    const piece = chain.pieces[at];
    return piece === undefined ? [] : [itemOf(out, piece)];
  });
  return { keys, opening, caseIdentity, caseRecipient: await recipientOf(caseIdentity), items, head: items.some((item) => item.trouble !== undefined) ? undefined : chain.head, rolledBack: chain.rolledBack };
}

/** Fetches and opens with keys that are there already. `known`: what was shown before, so that nothing can vanish unseen. */
export async function openWith(line: Line, keys: ReporterKeys, place: { readonly installation: string; readonly known?: Known | undefined }): Promise<Answer<Talk>> {
  const asked = await signed(line, keys, "open", {});
  if (!asked.ok) return asked;
  const opening = await line.ask({ method: "POST", path: "/api/v1/conversation/openings", body: asked.value }, isOpening);
  if (!opening.ok) return opening;
  if (opening.value.installation !== place.installation) return { ok: false, because: "unexpected" };
  try {
    return { ok: true, value: await talkOf(keys, opening.value, place.known) };
  } catch (error) {
    if (error instanceof EnvelopeRefusal) return { ok: false, because: "signature-invalid" };
    throw error;
  }
}

/** The slow part: the code becomes keys. `undefined` when what was typed cannot be a code. */
export async function keysOf(typed: string, salt: string): Promise<ReporterKeys | undefined> {
  const code = readCode(typed);
  return code === undefined ? undefined : openCode(code, decoded(salt), browserArgon2);
}

const knownOf = ({ opening, head }: Talk): Known | undefined => (head === undefined ? undefined : { sequence: opening.pieces.filter((piece) => piece.chain === "shared").length, head });

/** The same conversation as it is now. */
export function reopen(line: Line, talk: Talk): Promise<Answer<Talk>> {
  return openWith(line, talk.keys, { installation: talk.opening.installation, known: knownOf(talk) });
}

const placeOf = (talk: Talk, head: string): Parameters<typeof sealPieces>[0] => ({
  installation: talk.opening.installation,
  case: talk.opening.case,
  sequence: (knownOf(talk)?.sequence ?? 0) + 1,
  previous: head,
  signer: talk.keys.signer,
  caseRecipient: talk.caseRecipient,
});

export type Said = { readonly safety?: "safe" | "not-safe"; readonly helped?: "yes" | "no" };

/** Somebody else wrote at the same moment: look, seal again behind it, send again. More often than this is a fault. */
const mostTries = 4;

/**
 * Writes pieces at the end of the conversation. A lost answer is safe: the second try finds the pieces there already, by
 * their ids, and does not write them twice.
 */
export async function say(line: Line, talk: Talk, entries: readonly Entry[], said: Said = {}): Promise<Answer<Talk>> {
  let current = talk;
  for (let count = 0; count < mostTries; count += 1) {
    if (current.head === undefined) return { ok: false, because: "signature-invalid" };
    const { pieces } = await sealPieces(placeOf(current, current.head), entries);
    const sent = await sendPieces(line, current, { pieces: pieces as MessagePost["pieces"], ...said });
    const lost = !sent.ok && sent.because === "away";
    if (!sent.ok && !lost && sent.because !== "sequence-taken") return sent;
    const now = await reopen(line, current);
    if (!now.ok) return lost ? { ok: false, because: "away" } : now;
    const there = pieces.every((piece) => now.value.items.some((item) => item.id === piece.id));
    if (there) return now;
    if (sent.ok) return { ok: false, because: "unexpected" };
    current = now.value;
  }
  return { ok: false, because: "sequence-taken" };
}

async function sendPieces(line: Line, talk: Talk, fields: Omit<MessagePost, keyof Signed>): Promise<Answer<MessageAnswer>> {
  const asked = await signed(line, talk.keys, "write", fields);
  return asked.ok ? line.ask({ method: "POST", path: "/api/v1/conversation/messages", body: asked.value }, isMessage) : asked;
}

/** Stops (a last signed word, kept) or deletes everything. */
export async function end(line: Line, talk: Talk, mode: "stop" | "delete"): Promise<Answer<EndingAnswer>> {
  const piece = mode === "stop" && talk.head !== undefined ? (await sealPieces(placeOf(talk, talk.head), [{ kind: "ending", body: { mode } }])).pieces[0] : undefined;
  const asked = await signed(line, talk.keys, "end", { mode, ...(piece === undefined ? {} : { piece }) });
  return asked.ok ? line.ask({ method: "POST", path: "/api/v1/conversation/ending", body: asked.value }, isEnding) : asked;
}

/** Keeps another notice address, or none (`undefined`). The address is sealed to the notice key, here. */
export async function setNotice(line: Line, talk: Talk, to: { readonly mail: string; readonly hours: NoticeHours; readonly language: string; readonly recipient: string } | undefined): Promise<Answer<unknown>> {
  const notice = to === undefined ? null : { sealed: toBase64Url(await wrap(noticeText(to.mail, to.language), [to.recipient])), hours: to.hours };
  const asked = await signed(line, talk.keys, "notice", { notice });
  return asked.ok ? line.ask({ method: "POST", path: "/api/v1/conversation/notice", body: asked.value }, isAnything) : asked;
}

/** A file of the conversation, opened here and checked whole. Refuses `file-incomplete` when it is not the one that was signed. */
export async function fileOf(line: Line, talk: Talk, item: Item): Promise<Answer<Uint8Array>> {
  const asked = await signed(line, talk.keys, "file", { piece: item.id });
  if (!asked.ok) return asked;
  const { piece: _, ...body } = asked.value;
  const bytes = await line.fetchBytes({ method: "POST", path: `/api/v1/conversation/files/${item.id}`, body, patience: 300_000 });
  if (!bytes.ok) return bytes;
  try {
    return { ok: true, value: await openSealedFile(bytes.value, readManifest(utf8(canonicalJson(item.body as JsonValue)))) };
  } catch {
    return { ok: false, because: "file-incomplete" };
  }
}

