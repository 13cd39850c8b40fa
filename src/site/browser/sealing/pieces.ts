/** Seals pieces, one behind the other, as the person who holds the code. */
import type { PieceIn, PieceKind } from "../../../cases/shape.ts";
import { paddingOf } from "../../../cases/shape.ts";
import { type Bytes, canonicalJson, type FileManifest, fromBase64Url, type JsonValue, sealPiece, type Signer, toBase64Url, utf8 } from "../../../envelope/visitor.ts";

/** Base64url of our own page or server; anything else is a fault there. */
export function decoded(text: string): Bytes {
  const bytes = fromBase64Url(text);
  if (bytes === undefined) throw new TypeError("not base64url");
  return bytes;
}

/** Where the next piece goes: behind the piece with the hash `previous`, at place `sequence` (1 for the first). */
export type Place = {
  readonly installation: string;
  readonly case: string;
  readonly sequence: number;
  readonly previous: string;
  readonly signer: Signer;
  readonly caseRecipient: string;
  /** Which identity that recipient belongs to; the first when it is not said. */
  readonly epoch?: number;
};

export type Entry = { readonly kind: PieceKind; readonly body: unknown; readonly upload?: string | undefined };
export type Sealed = { readonly pieces: PieceIn[]; readonly head: string };

/** Every piece binds the one before it, so they are sealed in their order. */
export async function sealPieces(place: Place, entries: readonly Entry[]): Promise<Sealed> {
  const pieces: PieceIn[] = [];
  let previous = place.previous;
  for (const [index, { kind, body, upload }] of entries.entries()) {
    const id = crypto.randomUUID();
    const sequence = place.sequence + index;
    const header = { version: 1, installation: place.installation, case: place.case, piece: id, chain: "shared", kind, sender: "reporter", sequence, previous } as const;
    const sealed = await sealPiece(header, utf8(canonicalJson(body as JsonValue)), { signer: place.signer, caseRecipient: place.caseRecipient, pad: paddingOf(kind) });
    pieces.push({ id, kind, sequence, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key), ...(place.epoch === undefined ? {} : { epoch: place.epoch }), ...(upload === undefined ? {} : { upload }) });
    previous = sealed.hash;
  }
  return { pieces, head: previous };
}

export type CleanFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };
/** The sealed bytes, and the manifest that goes as a signed piece beside them. */
export type SealedFile = { readonly sealed: Uint8Array; readonly manifest: FileManifest };

/** Seals one file; a file of 25 MB takes as much again in memory, so they are sealed one at a time. */
export async function sealCleanFile(file: CleanFile): Promise<SealedFile> {
  return (await import("./files.ts")).sealCleanFile(file);
}
