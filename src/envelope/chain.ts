import { epochKinds, readStatement, stands } from "./epoch.ts";
import type { EpochStatement } from "./epoch.ts";
import { toBase64Url } from "./bytes.ts";
import { openPieceAfter } from "./piece.ts";
import type { KeptPiece, OpenedPiece, OpenOptions, Signers } from "./piece.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import type { OpeningReason } from "./refusal.ts";

/** `known`: what this browser saw before; a chain that is shorter or different up to there was rolled back. */
export type ChainOptions = Omit<OpenOptions, "expected"> & {
  readonly expected: Pick<OpenOptions["expected"], "installation" | "case" | "chain">;
  readonly known?: { readonly sequence: number; readonly head: string };
  /**
   * For a recovered code that may not read back: so many pieces stand before the first one here, and `from` is the epoch that
   * the first one begins. What stands before is neither opened nor believed.
   */
  readonly start?: { readonly skipped: number; readonly from: number } | undefined;
};

export type ExaminedPiece = { readonly ok: true; readonly piece: OpenedPiece } | { readonly ok: false; readonly reason: OpeningReason };

async function examinedPiece(piece: KeptPiece, options: ChainOptions, floor: number): Promise<ExaminedPiece> {
  try {
    return { ok: true, piece: await openPieceAfter(piece, options, floor) };
  } catch (error) {
    if (error instanceof EnvelopeRefusal) return { ok: false, reason: error.reason as OpeningReason };
    throw error;
  }
}

/** What is wrong with the place of an opened piece, or nothing. `places` are all sequences that were handed over. */
function wrongPlace(piece: OpenedPiece, before: readonly ExaminedPiece[], places: ReadonlySet<number>, skipped: number): OpeningReason | undefined {
  const place = before.length + 1 + skipped;
  const { sequence, previous } = piece.header;
  if (before.some((one) => one.ok && one.piece.header.piece === piece.header.piece)) return "replayed";
  if (sequence !== place && places.has(place)) return "reordered";
  if (sequence < place) return "replayed";
  if (sequence > place) return "dropped";
  const last = before.at(-1);
  if (last === undefined && skipped > 0) return undefined;
  if (last !== undefined && !last.ok) return undefined;
  return previous === (last?.piece.hash ?? "") ? undefined : "dropped";
}

/** Which identity of the chain counts while it is read, and whose signature counts as the person's. */
type Epochs = { epoch: number; reporters: readonly string[] | undefined };

/** A person's key that the last epoch does not name counts no more: the code was replaced or taken back. */
function signersIn(epochs: Epochs, signers: Signers): Signers {
  return (header, floor) => {
    const keys = signers(header, floor);
    const { reporters } = epochs;
    if (header.sender !== "reporter" || reporters === undefined || keys === undefined) return keys;
    return (keys instanceof Uint8Array ? [keys] : keys).filter((key) => reporters.includes(toBase64Url(key)));
  };
}

/** What a piece that begins an epoch says, when it says it about the very identity that opens it. */
async function begun(piece: OpenedPiece, epoch: number, options: ChainOptions): Promise<EpochStatement | undefined> {
  if (piece.header.kind !== epochKinds[options.expected.chain] || typeof options.caseIdentity === "string") return undefined;
  const statement = readStatement(piece.body);
  return statement?.epoch === epoch && (await stands(statement, options.caseIdentity.get(epoch))) ? statement : undefined;
}

/**
 * Nobody but who signs in this chain begins an epoch: a server that wraps an identity of its own to the team's public key
 * is found out here. And nobody writes under an epoch that is over.
 */
async function inItsEpoch(one: ExaminedPiece, kept: KeptPiece, epochs: Epochs, options: ChainOptions): Promise<ExaminedPiece> {
  const epoch = kept.epoch ?? 1;
  if (!one.ok || epoch === epochs.epoch) return one;
  const statement = epoch > epochs.epoch ? await begun(one.piece, epoch, options) : undefined;
  if (statement === undefined) return { ok: false, reason: "wrong-epoch" };
  Object.assign(epochs, { epoch, reporters: statement.reporters ?? epochs.reporters });
  return one;
}

async function openedAll(pieces: readonly KeptPiece[], options: ChainOptions, epochs: Epochs): Promise<ExaminedPiece[]> {
  const all: ExaminedPiece[] = [];
  const within = { ...options, signers: signersIn(epochs, options.signers) };
  let floor = 0;
  for (const piece of pieces) {
    const one = await inItsEpoch(await examinedPiece(piece, within, floor), piece, epochs, options);
    if (one.ok) floor = Math.max(floor, one.piece.header.keyLog ?? 0);
    all.push(one);
  }
  return all;
}

/**
 * Opens every piece of a chain, in the order of the server, and says of each whether it may be believed: for screens that
 * show the good ones and mark the rest. `rolledBack`: it is not the chain that was `known`. `head` is the hash of the last
 * piece when all is well, else `undefined`: nothing may be written after a chain that is not whole. `epoch`: under which
 * the next piece is written.
 */
export async function examineChain(
  pieces: readonly KeptPiece[],
  options: ChainOptions,
): Promise<{ readonly pieces: readonly ExaminedPiece[]; readonly rolledBack: boolean; readonly head: string | undefined; readonly epoch: number }> {
  const { skipped, from } = options.start ?? { skipped: 0, from: 1 };
  // A later start stands half an epoch before the one it names: no piece is of that, so the first is held against what it says.
  // From the epoch before, a server that names another start could put an identity of its own where nobody began one.
  const epochs: Epochs = { epoch: skipped > 0 ? from - 0.5 : 1, reporters: undefined };
  const all = await openedAll(pieces, options, epochs);
  const places = new Set(all.flatMap((one) => (one.ok ? [one.piece.header.sequence] : [])));
  const examined = all.map((one, at): ExaminedPiece => {
    const reason = one.ok ? wrongPlace(one.piece, all.slice(0, at), places, skipped) : undefined;
    return reason === undefined ? one : { ok: false, reason };
  });
  const hashes = all.map((one) => (one.ok ? one.piece.hash : undefined));
  const rolledBack = options.known !== undefined && options.known.sequence > 0 && hashes[options.known.sequence - 1 - skipped] !== options.known.head;
  const whole = !rolledBack && examined.every((one) => one.ok);
  return { pieces: examined, rolledBack, head: whole ? (hashes.at(-1) ?? "") : undefined, epoch: epochs.epoch };
}

/**
 * All pieces of one chain of one case, or an `EnvelopeRefusal` with the first reason and its place (`at`). `head` is the
 * next piece's `previous`; remember it with the number of pieces as `known` for the next time.
 * Limit: who holds the server can still leave out the newest pieces from somebody who never saw them.
 */
export async function openChain(pieces: readonly KeptPiece[], options: ChainOptions): Promise<{ readonly opened: OpenedPiece[]; readonly head: string }> {
  const chain = await examineChain(pieces, options);
  const opened = chain.pieces.map((one, at) => {
    if (!one.ok) throw new EnvelopeRefusal(one.reason, at);
    return one.piece;
  });
  if (chain.head === undefined) throw new EnvelopeRefusal("rolled-back");
  return { opened, head: chain.head };
}
