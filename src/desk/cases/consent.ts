/**
 * Consent in the worker's browser: what the person's signed words agree to, checked before a part is handed over and again
 * before one is shown. What the server says about a consent only takes away, it never gives (`security.md` 1.2).
 */
import { z } from "zod";
import { agreedTo, readTerms } from "../../cases/rules/consent.ts";
import type { Agreed, ConsentTrouble, Purpose, Word } from "../../cases/rules/consent.ts";
import type { LabelBody, PieceKind, PieceOut, ReferralBody } from "../../cases/shape.ts";
import type { GivenPiece, ReferralPost } from "../../cases/shape/consent.ts";
import type { GivenIn } from "../../cases/shape/placing.ts";
import { openPiece, rewrap, signersOf, toBase64Url } from "../../envelope/index.ts";
import type { KeyLogEntry, OpenedPiece } from "../../envelope/index.ts";
import { bytesOf } from "../keyring/keyring.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { matterOf } from "../counting/matter.ts";
import { EpochNames, Label, readBody } from "./bodies.ts";
import { Referral, wordOfKind } from "./bodies-of-consent.ts";
import { piecesOfKind } from "./opening.ts";
import type { OpenedCase } from "./opening.ts";
import { sealCase } from "./placing.ts";
import type { Holders } from "./placing.ts";
import { sealNext } from "./writing.ts";

/** Kinds that are about consent itself: they go along, so that the receiver can check. */
export const consentKinds: ReadonlySet<string> = new Set<PieceKind>(["consent-asked", "consent", "consent-refused", "consent-spoken", "withdrawal"]);
/** Kinds that a person can be asked to share. Steps and offers are for the conversation itself. */
export const shareable: ReadonlySet<string> = new Set<PieceKind>(["label", "report", "contact", "file", "message", "safety", "answer", "helped"]);

const anything = z.record(z.string(), z.unknown());

function wordOf(piece: OpenedPiece): Word {
  const { header, signedBy } = piece;
  return { kind: header.kind, signedBy, case: header.case, piece: header.piece, sequence: header.sequence, body: readBody(piece, anything) };
}

/** The words of a conversation that opened whole and genuine; what was refused is not among them. */
export function wordsOf(opened: OpenedCase): Word[] {
  return opened.shared.pieces.flatMap(({ examined }) => (examined.ok ? [wordOf(examined.piece)] : []));
}

export type PartOfCase = {
  readonly piece: OpenedPiece;
  readonly raw: PieceOut;
  /** Where it was written. */
  readonly case: string;
  /** Set when it was given to this case by another. */
  readonly given: boolean;
};

/** Everything of this conversation that could be shared: its own pieces, and what was given to it. */
export function partsOfCase(opened: OpenedCase, given: readonly OpenedGiven[]): PartOfCase[] {
  const own = opened.shared.pieces.flatMap(({ raw, examined }): PartOfCase[] => (examined.ok && shareable.has(raw.kind) ? [{ piece: examined.piece, raw, case: opened.raw.id, given: false }] : []));
  const others = given.flatMap((one): PartOfCase[] => (one.ok && shareable.has(one.raw.kind) ? [{ piece: one.piece, raw: one.raw, case: one.raw.case, given: true }] : []));
  return [...others, ...own];
}

/* ------------------------------------------------------------ what was given */

export type OpenedGiven =
  | { readonly ok: true; readonly raw: GivenPiece; readonly piece: OpenedPiece }
  | { readonly ok: false; readonly raw: GivenPiece; readonly because: ConsentTrouble | "cannot-open" | "moved" };

export type GivenParts = {
  readonly opened: OpenedCase;
  readonly log: readonly KeyLogEntry[];
  readonly today: string;
  /** What the sender's signed first word says of where it comes from; without it nothing is believed. */
  readonly origin: Pick<ReferralBody, "from" | "reporterKeys"> | undefined;
  readonly purpose: Purpose;
};

/** The first word of a case that came from another one, signed by who sent it. */
export function originOf(opened: OpenedCase): ReferralBody | undefined {
  return opened.shared.pieces.flatMap(({ examined }) => (examined.ok ? (wordOfKind(examined.piece, "referral", Referral) ?? []) : []))[0];
}

async function openGivenPiece(raw: GivenPiece, { opened, log, origin }: GivenParts): Promise<OpenedPiece | undefined> {
  const expected = { installation: opened.raw.installation, case: raw.case, chain: "shared", piece: raw.id, kind: raw.kind } as const;
  // Keys that came later count when this case's own chain names them: a code was replaced, and went along.
  const later = piecesOfKind(opened.shared, "epoch").flatMap((piece) => readBody(piece, EpochNames)?.reporters ?? []);
  const signers = signersOf({ reporter: [...(origin?.reporterKeys ?? []), ...later].map(bytesOf), server: bytesOf(opened.raw.serverKey), keyLog: log });
  try {
    return await openPiece({ sealed: bytesOf(raw.sealed), key: bytesOf(raw.key), epoch: raw.epoch }, { caseIdentity: opened.shared.identities, expected, signers });
  } catch {
    return undefined;
  }
}

function judged(raw: GivenPiece, piece: OpenedPiece, words: readonly Word[], { opened, origin, purpose, today }: GivenParts): OpenedGiven {
  const part = { case: piece.header.case, piece: piece.header.piece, sequence: piece.header.sequence };
  const use = { consent: raw.consent, case: origin?.from ?? "", purpose, team: opened.raw.team, today };
  const agreed = agreedTo(words, consentKinds.has(raw.kind) ? use : { ...use, part });
  return agreed.ok ? { ok: true, raw, piece } : { ok: false, raw, because: agreed.because };
}

/** Opens what was given to this case, and shows of it only what the person's signed words still cover. */
export async function openGiven(given: readonly GivenPiece[], parts: GivenParts): Promise<OpenedGiven[]> {
  const pieces = await Promise.all(given.map((raw) => openGivenPiece(raw, parts)));
  const words = pieces.flatMap((piece) => (piece === undefined ? [] : [wordOf(piece)]));
  return given.map((raw, at): OpenedGiven => {
    const piece = pieces[at];
    return piece === undefined ? { ok: false, raw, because: "cannot-open" } : judged(raw, piece, words, parts);
  });
}

/* ------------------------------------------------------------ handing over */

export class ConsentRefusal extends Error {
  readonly reason: ConsentTrouble;
  constructor(reason: ConsentTrouble) {
    super(reason);
    this.name = "ConsentRefusal";
    this.reason = reason;
  }
}

export type Handing = {
  readonly opened: OpenedCase;
  readonly given: readonly OpenedGiven[];
  /** Piece in which it was asked, or said by phone. */
  readonly consent: string;
  readonly team: string;
  readonly purpose: Purpose;
  readonly today: string;
  /** Who holds it there one by one, as the server answers for that team; left out: the team. */
  readonly held?: Holders;
};

/** The school that the person named so that nobody tied to it reads this: it goes with the case. */
export function namedSchool(opened: OpenedCase, given: readonly OpenedGiven[]): string | undefined {
  const named = z.object({ untiedTo: z.string().min(2) });
  const told = partsOfCase(opened, given).map((one) => one.piece).concat(opened.shared.pieces.flatMap(({ raw, examined }) => (raw.kind === "call-back" && examined.ok ? [examined.piece] : [])));
  return told.flatMap((piece) => readBody(piece, named)?.untiedTo ?? [])[0];
}

/** What was agreed with this receiver, from the person's signed words. Throws `ConsentRefusal`. */
export function agreedIn({ opened, consent, team, purpose, today }: Handing): Agreed {
  const agreed = agreedTo(wordsOf(opened), { consent, case: opened.raw.id, purpose, team, today });
  if (!agreed.ok) throw new ConsentRefusal(agreed.because);
  return agreed;
}

/** The parts that may go under this consent, each asked by itself: what the preview shows and what is sealed are this one list. */
export function partsToGive(handing: Handing): PartOfCase[] {
  agreedIn(handing);
  const words = wordsOf(handing.opened);
  const { consent, opened, purpose, team, today } = handing;
  return partsOfCase(opened, handing.given).filter(
    (one) => agreedTo(words, { consent, case: opened.raw.id, purpose, team, today, part: { case: one.case, piece: one.raw.id, sequence: one.raw.sequence } }).ok,
  );
}

/** The signed words of this consent: they go along with the parts. */
function wordsToGive({ opened, consent }: Handing): PieceOut[] {
  return opened.shared.pieces.flatMap(({ raw, examined }) => {
    if (!examined.ok || !consentKinds.has(raw.kind)) return [];
    const body = wordOf(examined.piece).body as Record<string, unknown> | undefined;
    return raw.id === consent || body?.["asked"] === consent || body?.["consent"] === consent ? [raw] : [];
  });
}

/** Keys of the parts, wrapped to the receiver's case; the identity of this case never leaves. `only`: fewer than was agreed. */
export async function keysToGive(handing: Handing, recipient: string, only?: ReadonlySet<string>): Promise<GivenIn[]> {
  const parts = partsToGive(handing).filter((one) => only === undefined || only.has(one.raw.id));
  const pieces = [...wordsToGive(handing), ...parts.map((one) => one.raw)];
  const { identities } = handing.opened.shared;
  return Promise.all(pieces.map(async (raw) => ({ piece: raw.id, key: toBase64Url(await rewrap(bytesOf(raw.key), identities.get(raw.epoch) ?? "", [recipient])) })));
}

/** What the receiver's list may show: the label when it is among the agreed parts, otherwise nothing but that it is there. */
export function labelFor(parts: readonly PartOfCase[], opened: OpenedCase): LabelBody {
  const label = parts.find((one) => one.raw.kind === "label");
  const read = label === undefined ? undefined : readBody(label.piece, Label);
  return { mode: "confidential", forWhom: "self", ...(read as Partial<LabelBody> | undefined), urgent: opened.raw.urgent };
}

type Sealing = { readonly keyring: Keyring; readonly log: readonly KeyLogEntry[] };

/**
 * A referral, whole: the case at the receiver with its own identity, the agreed parts, and the step that the person reads.
 * The server says which codes are the person's; what is wrapped for them goes through this case's identity, so a lie opens nothing.
 */
export async function sealReferral(handing: Handing, words: { readonly text: string; readonly step: string }, sealing: Sealing): Promise<ReferralPost> {
  const parts = partsToGive(handing);
  const { opened, consent, team, held } = handing;
  const matter = matterOf(opened.shared.identities.get(1), originOf(opened)?.matter);
  const origin: ReferralBody = { from: opened.raw.id, consent, reporterKeys: opened.raw.signers, text: words.text, ...(matter === undefined ? {} : { matter }) };
  const label = { ...labelFor(parts, opened), to: team };
  const first = [{ kind: "label" as const, body: label }, { kind: "referral" as const, body: origin }];
  const reporters = opened.raw.holders.shared.filter((one) => one.kind === "reporter");
  const { placed, identity } = await sealCase({ installation: opened.raw.installation, team, label, reporters, through: opened.shared.recipient, pieces: first, held }, sealing);
  const step = await sealNext(opened, { kind: "step", body: { text: words.step, to: { case: placed.case, recipient: identity.recipient } } }, sealing);
  return { consent, placed, step, given: await keysToGive(handing, identity.recipient) };
}

/** Terms as they stand in a piece that asks; undefined when it is none. */
export function termsIn(piece: OpenedPiece): ReturnType<typeof readTerms> {
  return readTerms(readBody(piece, anything));
}
