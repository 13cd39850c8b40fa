import { allZero, joined } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { hashOf, sha256 } from "./derive.ts";
import { headerBytes, readHeader, writeHeader } from "./header.ts";
import type { Chain, PieceHeader, Sender } from "./header.ts";
import { newCaseIdentity } from "./keys.ts";
import { padded, unpadded } from "./pad.ts";
import type { Pad } from "./pad.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { signedBytes, verifySignature } from "./sign.ts";
import type { Signer } from "./sign.ts";
import { unwrap, unwrapText, wrap } from "./wrap.ts";

/**
 * `sealed`: age file to the piece's own X25519 identity. `key`: that identity, wrapped to the case identity (shared or
 * desk). `hash`: base64url SHA-256 of `sealed`, the next piece's `previous`.
 */
export type SealedPiece = { readonly sealed: Bytes; readonly key: Bytes; readonly hash: string };

/** `signedBy` is verified: screens mark `server` as sent without script. */
export type OpenedPiece = { readonly header: PieceHeader; readonly body: Bytes; readonly signedBy: Sender; readonly hash: string };

/**
 * The Ed25519 key (or keys: a person may hold two cards) that may sign for a header's sender; `undefined` when there is none. `floor` is the highest key log
 * sequence that earlier pieces of the chain were signed under: a certificate that was gone by then counts no more.
 */
export type Signers = (header: PieceHeader, floor: number) => Uint8Array | readonly Uint8Array[] | undefined;

/** Where the opener believes the piece stands. What is left out is not checked here (`openChain` checks places itself). */
export type ExpectedPlace = {
  readonly installation: string;
  readonly case: string;
  readonly chain: Chain;
  readonly piece?: string;
  readonly kind?: string;
  readonly sender?: Sender;
  readonly sequence?: number;
  readonly previous?: string;
};

export type SealOptions = { readonly signer: Signer; readonly caseRecipient: string; readonly pad: Pad };
/** A piece as it is kept. `epoch`: which identity of its chain its key is wrapped to; 1 when it is not said. */
export type KeptPiece = Pick<SealedPiece, "sealed" | "key"> & { readonly epoch?: number };
/** `caseIdentity`: of the first epoch, or of every epoch that the opener holds. */
export type OpenOptions = { readonly caseIdentity: string | ReadonlyMap<number, string>; readonly expected: ExpectedPlace; readonly signers: Signers };

const signatureBytes = 64;

function pieceBytes(header: Uint8Array, body: Uint8Array): Bytes {
  return signedBytes("piece", joined(header, sha256(body)));
}

/**
 * Plaintext: header (512), Ed25519 signature over header and SHA-256 of the body (64), length (4), body, zeros to the class.
 * Refuses `too-long` (label 256 bytes, text 65,536) and what `wrap` refuses; throws on a header that is not one.
 */
export async function sealPiece(header: PieceHeader, body: Uint8Array, options: SealOptions): Promise<SealedPiece> {
  const line = writeHeader(header);
  const filled = padded(body, options.pad);
  const own = await newCaseIdentity();
  const plain = joined(line, options.signer.sign(pieceBytes(line, body)), filled);
  const sealed = await wrap(plain, [own.recipient]);
  return { sealed, key: await wrap(own.identity, [options.caseRecipient]), hash: hashOf(sealed) };
}

const boundFields = ["installation", "case", "chain", "piece", "kind", "sender"] as const;

function checkPlace(header: PieceHeader, expected: ExpectedPlace): void {
  if (boundFields.some((name) => expected[name] !== undefined && expected[name] !== header[name])) throw new EnvelopeRefusal("moved");
  if (expected.sequence !== undefined && header.sequence < expected.sequence) throw new EnvelopeRefusal("replayed");
  if (expected.sequence !== undefined && header.sequence > expected.sequence) throw new EnvelopeRefusal("dropped");
  if (expected.previous !== undefined && header.previous !== expected.previous) throw new EnvelopeRefusal("reordered");
}

function checkSignature(plain: Uint8Array, body: Uint8Array, keys: ReturnType<Signers>): void {
  const signature = plain.subarray(headerBytes, headerBytes + signatureBytes);
  if (allZero(signature)) throw new EnvelopeRefusal("unsigned");
  const signed = pieceBytes(plain.subarray(0, headerBytes), body);
  const known = keys === undefined ? [] : keys instanceof Uint8Array ? [keys] : keys;
  if (!known.some((key) => verifySignature(key, signed, signature))) throw new EnvelopeRefusal("wrong-signature");
}

async function plainOf(piece: KeptPiece, identities: OpenOptions["caseIdentity"]): Promise<Bytes> {
  const identity = typeof identities === "string" ? identities : identities.get(piece.epoch ?? 1);
  if (identity === undefined) throw new EnvelopeRefusal("cannot-open");
  return unwrap(piece.sealed, await unwrapText(piece.key, identity));
}

/** As `openPiece`, in a chain whose earlier pieces were signed under key log sequence `floor`. */
export async function openPieceAfter(piece: KeptPiece, options: OpenOptions, floor: number): Promise<OpenedPiece> {
  const plain = await plainOf(piece, options.caseIdentity);
  if (plain.length < headerBytes + signatureBytes) throw new EnvelopeRefusal("damaged");
  const header = readHeader(plain.subarray(0, headerBytes));
  const body = unpadded(plain.subarray(headerBytes + signatureBytes));
  checkPlace(header, options.expected);
  checkSignature(plain, body, options.signers(header, floor));
  return { header, body, signedBy: header.sender, hash: hashOf(piece.sealed) };
}

/**
 * Opens one piece and believes nothing: `cannot-open` (sealed to another case), `damaged`, `moved` (another installation,
 * case, chain, id, kind or sender than expected), `replayed` (an earlier place), `dropped` (a later place), `reordered`
 * (follows another piece), `unsigned`, `wrong-signature` (also: no certified key for this sender).
 */
export function openPiece(piece: KeptPiece, options: OpenOptions): Promise<OpenedPiece> {
  return openPieceAfter(piece, options, 0);
}
