/**
 * The conversation in the visitor's browser: the code opens it here and never leaves. Every reading and every act is signed
 * over a nonce that counts once; every piece is checked against the chain before it is believed.
 */
import type { ChallengeAnswer, EndingAnswer, MessageAnswer, MessagePost, Opening, PieceOut, ReporterAct } from "../../../cases/shape.ts";
import { signedFields } from "../../../cases/shape.ts";
import {
  EnvelopeRefusal,
  examineChain,
  type ExaminedPiece,
  fromUtf8,
  type JsonValue,
  type KeyLogEntry,
  openCode,
  type OpeningReason,
  readCode,
  recipientOf,
  reporterIdentities,
  type ReporterKeys,
  type Sender,
  signAct,
  signersOf,
  toBase64Url,
  verifyKeyLog,
} from "../../../envelope/visitor.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { browserArgon2 } from "./argon2.ts";
import { decoded, type Entry, sealPieces } from "./pieces.ts";

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
  /** Who says it, or to whom, where more than one desk takes part; `elsewhere`: in another desk's thread. */
  readonly who?: string;
  readonly elsewhere?: true;
};

export type Talk = {
  readonly keys: ReporterKeys;
  readonly opening: Opening;
  /** Identities of the conversation by epoch; what is written goes to `epoch`. */
  readonly identities: ReadonlyMap<number, string>;
  readonly epoch: number;
  readonly caseRecipient: string;
  readonly items: readonly Item[];
  /** Hash of the last piece; `undefined` when the chain is not whole: then nothing can be written. */
  readonly head: string | undefined;
  /** Pieces that were shown before are gone or changed. */
  readonly rolledBack: boolean;
};

type Known = { readonly sequence: number; readonly head: string };

const isChallenge = hasFields<ChallengeAnswer>({ nonce: "string" });
const isOpening = hasFields<Opening>({ case: "string", installation: "string", state: "string", promisedDay: "string", wraps: "array", holders: "array", signers: "array", pieces: "array", serverKey: "string", keyLog: "array", filesReadable: "boolean" });
const isMessage = hasFields<MessageAnswer>({ state: "string", promisedDay: "string" });
export const isAnything = (value: unknown): value is unknown => value !== undefined;

export type Signed = { readonly lookup: string; readonly nonce: string; readonly signature: string };

/** Asks for a nonce, signs the act with its fields, and does it; a nonce that grew old on a slow line is asked anew once. */
export async function act<F extends object, T>(keys: ReporterKeys, name: ReporterAct, fields: F, how: { readonly line: Line; readonly send: (body: F & Signed) => Promise<Answer<T>> }): Promise<Answer<T>> {
  const lookup = toBase64Url(keys.lookup);
  for (let last = false; ; last = true) {
    const challenge = await how.line.ask({ method: "POST", path: "/api/v1/conversation/challenges", body: { lookup } }, isChallenge);
    if (!challenge.ok) return challenge;
    const { nonce } = challenge.value;
    const signature = toBase64Url(signAct(keys.signer, { act: name, nonce, fields: signedFields({ ...fields, lookup, nonce, signature: "" }) as JsonValue }));
    const answer = await how.send({ ...fields, lookup, nonce, signature });
    if (answer.ok || last || answer.because !== "challenge-expired") return answer;
  }
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

export async function talkOf(keys: ReporterKeys, opening: Opening, known: Known | undefined): Promise<Talk> {
  const identities = await reporterIdentities(opening.wraps.map(({ epoch, wrapped }) => ({ epoch, wrapped: decoded(wrapped) })), keys.identity);
  const pieces = opening.pieces.filter((piece) => piece.chain === "shared").sort((a, b) => a.sequence - b.sequence);
  const sealed = pieces.map((piece) => ({ sealed: decoded(piece.sealed), key: decoded(piece.key), epoch: piece.epoch }));
  const signers = signersOf({ reporter: opening.signers.map(decoded), server: decoded(opening.serverKey), keyLog: certified(opening) });
  const expected = { installation: opening.installation, case: opening.case, chain: "shared" } as const;
  // A recovered code that may not read back begins later; every other one begins at the first piece.
  const start = { skipped: identities.has(1) ? 0 : (pieces[0]?.sequence ?? 1) - 1, from: Math.min(...identities.keys()) };
  const chain = await examineChain(sealed, { caseIdentity: identities, expected, signers, start, ...(known === undefined ? {} : { known }) });
  const items = pieces.flatMap((out, at) => {
    const piece = chain.pieces[at];
    return piece === undefined ? [] : [itemOf(out, piece)];
  });
  const { epoch } = chain;
  return { keys, opening, identities, epoch, caseRecipient: await recipientOf(identities.get(epoch) ?? ""), items, head: items.some((item) => item.trouble !== undefined) ? undefined : chain.head, rolledBack: chain.rolledBack };
}

/** Fetches and opens with keys that are there already. `known`: what was shown before, so that nothing can vanish unseen. */
export async function openWith(line: Line, keys: ReporterKeys, place: { readonly installation: string; readonly known?: Known | undefined }): Promise<Answer<Talk>> {
  const opening = await act(keys, "open", {}, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/openings", body }, isOpening) });
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

const knownOf = ({ opening, head }: Talk): Known | undefined => (head === undefined ? undefined : { sequence: Math.max(0, ...opening.pieces.map((piece) => piece.sequence)), head });

/** The same conversation as it is now. */
export function reopen(line: Line, talk: Talk): Promise<Answer<Talk>> {
  return openWith(line, talk.keys, { installation: talk.opening.installation, known: knownOf(talk) });
}

export const placeOf = (talk: Talk, head: string): Parameters<typeof sealPieces>[0] => ({
  installation: talk.opening.installation,
  case: talk.opening.case,
  sequence: (knownOf(talk)?.sequence ?? 0) + 1,
  previous: head,
  signer: talk.keys.signer,
  caseRecipient: talk.caseRecipient,
  epoch: talk.epoch,
});

/** When a new epoch is due it begins first, by a part of the script that is fetched for it; the conversation as it is then. */
export async function current(line: Line, talk: Talk): Promise<Answer<Talk>> {
  if (!talk.opening.due) return { ok: true, value: talk };
  const { beginEpoch } = await import("./epoch.ts");
  const begun = await beginEpoch(line, talk);
  return begun.ok || beaten.includes(begun.because) ? reopen(line, talk) : begun;
}

/** Somebody else was first: look again, seal again. */
const beaten: readonly string[] = ["sequence-taken", "epoch-outdated"];

export type Said = { readonly safety?: "safe" | "not-safe"; readonly helped?: "yes" | "no" };

/** Something to say, kept until it is known to be there. `sent`: ids under which it went, when the answer was lost. */
export type Draft = { readonly entries: readonly Entry[]; readonly said: Said; sent: readonly string[] };

export function draftOf(entries: readonly Entry[], said: Said = {}): Draft {
  return { entries, said, sent: [] };
}

/** Somebody else wrote at the same moment: look, seal again behind it, send again. More often than this is a fault. */
const mostTries = 4;

/**
 * Writes at the end of the conversation and gives it back as it is then. When the answer is lost (`away`), call it again with
 * the same draft: it looks first whether the pieces are there, so nothing is written twice.
 */
export async function say(line: Line, talk: Talk, draft: Draft): Promise<Answer<Talk>> {
  let now = talk;
  for (let count = 0; count < mostTries; count += 1) {
    if (draft.sent.length > 0) {
      const seen = await reopen(line, now);
      if (!seen.ok || draft.sent.every((id) => seen.value.items.some((item) => item.id === id))) return seen;
      now = seen.value;
    }
    const ready = await current(line, now);
    if (!ready.ok) return ready;
    now = ready.value;
    if (now.head === undefined) return { ok: false, because: "signature-invalid" };
    const { pieces } = await sealPieces(placeOf(now, now.head), draft.entries);
    draft.sent = pieces.map((piece) => piece.id);
    const sent = await sendPieces(line, now, { pieces: pieces as MessagePost["pieces"], ...draft.said });
    if (sent.ok) return reopen(line, now);
    if (!beaten.includes(sent.because)) return sent;
  }
  return { ok: false, because: "sequence-taken" };
}

function sendPieces(line: Line, talk: Talk, fields: Omit<MessagePost, keyof Signed>): Promise<Answer<MessageAnswer>> {
  return act(talk.keys, "write", fields, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/messages", body }, isMessage) });
}

/** Stops (a last signed word, kept) or deletes everything. */
export async function end(line: Line, talk: Talk, mode: "stop" | "delete"): Promise<Answer<EndingAnswer>> {
  const part = await import("./ending.ts").catch(() => undefined);
  return part === undefined ? { ok: false, because: "away" } : part.end(line, talk, mode);
}

/** A file of the conversation, opened here and checked whole. Refuses `file-incomplete` when it is not the one that was signed. */
export async function fileOf(line: Line, talk: Talk, item: Item): Promise<Answer<Uint8Array>> {
  const part = await import("./conversation-file.ts").catch(() => undefined);
  return part === undefined ? { ok: false, because: "away" } : part.fileOf(line, talk, item);
}
