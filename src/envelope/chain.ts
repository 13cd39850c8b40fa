import { openPieceAfter } from "./piece.ts";
import type { OpenedPiece, OpenOptions, SealedPiece } from "./piece.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import type { OpeningReason } from "./refusal.ts";

type PieceToOpen = Pick<SealedPiece, "sealed" | "key">;

/** `known`: what this browser saw before; a chain that is shorter or different up to there was rolled back. */
export type ChainOptions = Omit<OpenOptions, "expected"> & {
  readonly expected: Pick<OpenOptions["expected"], "installation" | "case" | "chain">;
  readonly known?: { readonly sequence: number; readonly head: string };
};

export type ExaminedPiece = { readonly ok: true; readonly piece: OpenedPiece } | { readonly ok: false; readonly reason: OpeningReason };

async function examinedPiece(piece: PieceToOpen, options: ChainOptions, floor: number): Promise<ExaminedPiece> {
  try {
    return { ok: true, piece: await openPieceAfter(piece, options, floor) };
  } catch (error) {
    if (error instanceof EnvelopeRefusal) return { ok: false, reason: error.reason as OpeningReason };
    throw error;
  }
}

/** What is wrong with the place of an opened piece, or nothing. `places` are all sequences that were handed over. */
function wrongPlace(piece: OpenedPiece, before: readonly ExaminedPiece[], places: ReadonlySet<number>): OpeningReason | undefined {
  const place = before.length + 1;
  const { sequence, previous } = piece.header;
  if (before.some((one) => one.ok && one.piece.header.piece === piece.header.piece)) return "replayed";
  if (sequence !== place && places.has(place)) return "reordered";
  if (sequence < place) return "replayed";
  if (sequence > place) return "dropped";
  const last = before.at(-1);
  if (last !== undefined && !last.ok) return undefined;
  return previous === (last?.piece.hash ?? "") ? undefined : "dropped";
}

async function openedAll(pieces: readonly PieceToOpen[], options: ChainOptions): Promise<ExaminedPiece[]> {
  const all: ExaminedPiece[] = [];
  let floor = 0;
  for (const piece of pieces) {
    const one = await examinedPiece(piece, options, floor);
    if (one.ok) floor = Math.max(floor, one.piece.header.keyLog ?? 0);
    all.push(one);
  }
  return all;
}

/**
 * Opens every piece of a chain, in the order of the server, and says of each whether it may be believed: for screens that
 * show the good ones and mark the rest. `rolledBack`: it is not the chain that was `known`. `head` is the hash of the last
 * piece when all is well, else `undefined`: nothing may be written after a chain that is not whole.
 */
export async function examineChain(
  pieces: readonly PieceToOpen[],
  options: ChainOptions,
): Promise<{ readonly pieces: readonly ExaminedPiece[]; readonly rolledBack: boolean; readonly head: string | undefined }> {
  const all = await openedAll(pieces, options);
  const places = new Set(all.flatMap((one) => (one.ok ? [one.piece.header.sequence] : [])));
  const examined = all.map((one, at): ExaminedPiece => {
    const reason = one.ok ? wrongPlace(one.piece, all.slice(0, at), places) : undefined;
    return reason === undefined ? one : { ok: false, reason };
  });
  const hashes = all.map((one) => (one.ok ? one.piece.hash : undefined));
  const rolledBack = options.known !== undefined && options.known.sequence > 0 && hashes[options.known.sequence - 1] !== options.known.head;
  const whole = !rolledBack && examined.every((one) => one.ok);
  return { pieces: examined, rolledBack, head: whole ? (hashes.at(-1) ?? "") : undefined };
}

/**
 * All pieces of one chain of one case, or an `EnvelopeRefusal` with the first reason and its place (`at`). `head` is the
 * next piece's `previous`; remember it with the number of pieces as `known` for the next time.
 * Limit: who holds the server can still leave out the newest pieces from somebody who never saw them.
 */
export async function openChain(pieces: readonly PieceToOpen[], options: ChainOptions): Promise<{ readonly opened: OpenedPiece[]; readonly head: string }> {
  const chain = await examineChain(pieces, options);
  const opened = chain.pieces.map((one, at) => {
    if (!one.ok) throw new EnvelopeRefusal(one.reason, at);
    return one.piece;
  });
  if (chain.head === undefined) throw new EnvelopeRefusal("rolled-back");
  return { opened, head: chain.head };
}
