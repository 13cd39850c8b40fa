/**
 * The chain that committee, complainant and board share: sealing the next pieces, and opening all of it with what may be
 * believed. The same for the desk, for both sides' scripts and for who comes without script.
 *
 * A side's key is believed only after a certified member named it in this chain: the server can neither add a party nor
 * speak for one.
 */
import { canonicalJson, examineChain, fromBase64Url, fromUtf8, hashOf, recipientOf, sealPiece, signersOf, toBase64Url, unwrapText, utf8, verifyKeyLog } from "../../envelope/visitor.ts";
import type { Bytes, EpochStatement, ExaminedPiece, FileManifest, JsonValue, KeyLogEntry, OpeningReason, Sender, Signer } from "../../envelope/visitor.ts";
import type { ProcedureBody, ProcedureKeyBody, ProcedurePieceIn, ProcedurePieceOut } from "../shape/procedure.ts";
import { ProcedureSteps } from "./procedure/steps.ts";
import type { Party, ProcedureKind } from "./procedure/steps.ts";

/** `trouble`: it is there, but must not be believed; then its body is empty. */
export type ProcedureItem = {
  readonly id: string;
  readonly kind: ProcedureKind;
  readonly day: string;
  readonly party: Party;
  readonly sender: Sender | undefined;
  readonly body: Partial<ProcedureBody>;
  /** Kind `file`. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly trouble: OpeningReason | undefined;
};

export type OpenedProcedure = {
  /** Of every epoch that is known here; what is written goes to `epoch`, whose identity is `identity`. */
  readonly identities: ReadonlyMap<number, string>;
  readonly epoch: number;
  readonly identity: string;
  readonly recipient: string;
  readonly items: readonly ProcedureItem[];
  /** Hash of the last piece; `undefined`: something is gone or was moved, and nothing may be written after it. */
  readonly head: string | undefined;
  readonly length: number;
  readonly rolledBack: boolean;
};

export type ProcedureChain = {
  readonly installation: string;
  readonly procedure: string;
  readonly pieces: readonly ProcedurePieceOut[];
  /** What the server says that the keys of both sides are. */
  readonly reporters: readonly string[];
  readonly boards: readonly { readonly epoch: number; readonly signPublic: string }[];
  readonly keyLog: readonly unknown[];
  readonly known?: { readonly sequence: number; readonly head: string } | undefined;
};

const bytes = (text: string): Bytes => fromBase64Url(text) ?? new Uint8Array();

function objectOf(piece: ExaminedPiece): Readonly<Record<string, unknown>> {
  if (!piece.ok) return {};
  try {
    const body: unknown = JSON.parse(fromUtf8(piece.piece.body));
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const partyOf = (sender: string): Party => (sender === "reporter" ? "complainant" : sender.startsWith("board:") ? "board" : "committee");

/** A piece says which step it is, and only its own party takes that step with that kind of piece. */
function fitsItsStep(kind: ProcedureKind, act: unknown, party: Party): boolean {
  if (kind === "file") return true;
  if (kind === "epoch") return party === "committee";
  if (kind === "step" && party === "committee" && (act === "begin" || act === "invite")) return true;
  return ProcedureSteps.some((one) => one.act === act && one.by === party && one.kind === kind);
}

function itemOf(out: ProcedurePieceOut, piece: ExaminedPiece): ProcedureItem {
  const sender = piece.ok ? piece.piece.signedBy : undefined;
  const party = partyOf(sender ?? out.sender);
  const place = { id: out.id, kind: out.kind, day: out.day, party, sender };
  const wrong = (trouble: ProcedureItem["trouble"]): ProcedureItem => ({ ...place, body: {}, trouble });
  if (!piece.ok) return wrong(piece.reason);
  const { header } = piece.piece;
  const body = objectOf(piece);
  if (header.piece !== out.id || header.kind !== out.kind || !fitsItsStep(out.kind, body["act"], party)) return wrong("moved");
  return out.kind === "file" ? { ...place, body: {}, manifest: body, trouble: undefined } : { ...place, body: body as ProcedureBody, trouble: undefined };
}

/**
 * Whether something may be written behind this chain. Everything of the committee must stand where it was signed, the first
 * piece among it; whatever is believed stands behind the very bytes that lie before it. Rubbish of a side may lie in between:
 * otherwise one side could shut the other out with one piece. What the server drops or moves is found out.
 */
function isWhole(hashes: readonly string[], examined: readonly ExaminedPiece[], items: readonly ProcedureItem[]): boolean {
  const stands = (piece: ExaminedPiece, at: number): boolean => !piece.ok || (piece.piece.header.sequence === at + 1 && piece.piece.header.previous === (hashes[at - 1] ?? ""));
  return examined.every(stands) && items.every(({ party, trouble }, at) => trouble === undefined || (party !== "committee" && at > 0));
}

type Keys = Pick<ProcedureChain, "reporters" | "boards">;

/** The keys that certified members named in this chain; the server's word alone makes nobody a party. */
function namedKeys({ reporters, boards }: Keys, items: readonly ProcedureItem[]): Keys {
  const steps = items.flatMap(({ party, kind, body }) => (party === "committee" && kind === "step" ? [body] : []));
  const complainants = new Set(steps.flatMap(({ complainants: named }) => (Array.isArray(named) ? (named as readonly string[]) : [])));
  return {
    reporters: reporters.filter((key) => complainants.has(key)),
    boards: boards.filter(({ epoch, signPublic }) => steps.some(({ board }) => board?.epoch === epoch && board.signKey === signPublic)),
  };
}

type Examined = { readonly pieces: readonly ExaminedPiece[]; readonly items: readonly ProcedureItem[]; readonly epoch: number };
type Identities = ReadonlyMap<number, string>;

async function examined(chain: ProcedureChain, identities: Identities, { reporters, boards }: Keys): Promise<Examined> {
  const log = chain.keyLog as readonly KeyLogEntry[];
  const keys = new Map(boards.map(({ epoch, signPublic }) => [epoch, bytes(signPublic)]));
  const signers = signersOf({ reporter: reporters.map(bytes), board: (epoch) => keys.get(epoch), keyLog: verifyKeyLog(log).ok ? log : [] });
  const sealed = chain.pieces.map((piece) => ({ sealed: bytes(piece.sealed), key: bytes(piece.key), epoch: piece.epoch }));
  const { pieces, epoch } = await examineChain(sealed, { caseIdentity: identities, expected: { installation: chain.installation, case: chain.procedure, chain: "shared" }, signers });
  const items = chain.pieces.flatMap((out, at) => {
    const piece = pieces[at];
    return piece === undefined ? [] : [itemOf(out, piece)];
  });
  return { pieces, items, epoch };
}

/** Opens every piece and says of each whether it may be believed. What only begins an epoch is no item to show. */
export async function openProcedureChain(chain: ProcedureChain, known: Identities): Promise<OpenedProcedure> {
  const first = await examined(chain, known, chain);
  const named = namedKeys(chain, first.items);
  const allNamed = named.reporters.length === chain.reporters.length && named.boards.length === chain.boards.length;
  const { pieces, items, epoch } = allNamed ? first : await examined(chain, known, named);
  const identity = known.get(epoch) ?? "";
  const hashes = chain.pieces.map((piece) => hashOf(bytes(piece.sealed)));
  const rolledBack = chain.known !== undefined && chain.known.sequence > 0 && hashes[chain.known.sequence - 1] !== chain.known.head;
  const head = !rolledBack && isWhole(hashes, pieces, items) ? (hashes.at(-1) ?? "") : undefined;
  const shown = items.filter(({ kind, trouble }) => kind !== "epoch" || trouble !== undefined);
  return { identities: known, epoch, identity, recipient: await recipientOf(identity), items: shown, head, length: chain.pieces.length, rolledBack };
}

/** The board's way in: its own wraps. Refuses as `envelope` does. */
export async function identitiesOfBoard({ wrap, wraps }: { readonly wrap: string; readonly wraps: readonly { readonly epoch: number; readonly wrapped: string }[] }, own: string): Promise<Identities> {
  const all = [{ epoch: 1, wrapped: wrap }, ...wraps];
  return new Map(await Promise.all(all.map(async ({ epoch, wrapped }) => [epoch, await unwrapText(bytes(wrapped), own)] as const)));
}

/** The complainant's way in: what certified members put into the chain of the case. The last one of an epoch counts; without the first there is no way. */
export function identitiesInCase(bodies: readonly unknown[], procedure: string): Identities | undefined {
  const found = bodies.filter((one): one is ProcedureKeyBody => typeof one === "object" && one !== null && "procedure" in one && one.procedure === procedure && "identity" in one);
  const identities = new Map(found.flatMap(({ epoch = 1, identity }) => (typeof identity === "string" && Number.isSafeInteger(epoch) ? [[epoch, identity] as const] : [])));
  return identities.has(1) ? identities : undefined;
}

export type ProcedurePlace = {
  readonly installation: string;
  readonly procedure: string;
  readonly sender: Sender;
  readonly signer: Signer;
  readonly recipient: string;
  /** Place of the first of these pieces, and the hash of the piece before it. */
  readonly sequence: number;
  readonly previous: string;
  /** Whose identity `recipient` is; the first when it is not said. */
  readonly epoch?: number;
  /** Required for members. */
  readonly keyLog?: number;
};
export type ProcedureEntry = { readonly kind: ProcedureKind; readonly body: ProcedureBody | FileManifest | EpochStatement; readonly upload?: string; readonly id?: string };

/** Seals pieces one behind the other. Refuses `too-long` as `envelope` does. */
export async function sealProcedure(place: ProcedurePlace, entries: readonly ProcedureEntry[], newId: () => string): Promise<ProcedurePieceIn[]> {
  const pieces: ProcedurePieceIn[] = [];
  let { previous } = place;
  for (const [at, { kind, body, upload, id = newId() }] of entries.entries()) {
    const sequence = place.sequence + at;
    const header = { version: 1, installation: place.installation, case: place.procedure, piece: id, chain: "shared", kind, sender: place.sender, sequence, previous, ...(place.keyLog === undefined ? {} : { keyLog: place.keyLog }) } as const;
    const sealed = await sealPiece(header, utf8(canonicalJson(body as unknown as JsonValue)), { signer: place.signer, caseRecipient: place.recipient, pad: "text" });
    pieces.push({ id, kind, sequence, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key), ...(place.epoch === undefined ? {} : { epoch: place.epoch }), ...(upload === undefined ? {} : { upload }) });
    previous = sealed.hash;
  }
  return pieces;
}
