/** The whole conversation of a code, opened in memory for a person without script: the first case and what came from it. */
import { EnvelopeRefusal, examineChain, fromBase64Url, fromUtf8, reporterIdentities, signersOf, verifyKeyLog } from "../../envelope/index.ts";
import type { Bytes, ExaminedPiece, KeyLogEntry, OpenedPiece, ReporterKeys } from "../../envelope/index.ts";
import { isAddressed } from "../shape/epoch.ts";
import type { Opening } from "../shape.ts";
import type { ConsentLine, Thread, ThreadsAnswer } from "../shape/consent.ts";
import { askedIn, inOrigin, peeled } from "../shape/threads.ts";
import type { Asked } from "../shape/threads.ts";

export type OpenedThread = { readonly opening: Opening; readonly identities: ReadonlyMap<number, string>; readonly epoch: number; readonly pieces: readonly ExaminedPiece[] };
export type OtherThread = { readonly thread: Thread; readonly opened: OpenedThread | undefined };
export type ArrivedWhole = { readonly first: OpenedThread; readonly consents: readonly ConsentLine[]; readonly others: readonly OtherThread[] };

const bytes = (text: string): Bytes => fromBase64Url(text) ?? new Uint8Array();

/** Throws what the envelope throws when the code does not open it. */
export async function openThread(keys: ReporterKeys, opening: Opening): Promise<OpenedThread> {
  const identities = await reporterIdentities(opening.wraps.map(({ epoch, wrapped }) => ({ epoch, wrapped: bytes(wrapped) })), keys.identity);
  const log = opening.keyLog as readonly KeyLogEntry[];
  const signers = signersOf({ reporter: opening.signers.map(bytes), server: bytes(opening.serverKey), keyLog: verifyKeyLog(log).ok ? log : [] });
  const sealed = opening.pieces.map((piece) => ({ sealed: bytes(piece.sealed), key: bytes(piece.key), epoch: piece.epoch }));
  // A recovered code that may not read back begins later than the first piece.
  const [first] = opening.pieces;
  const skipped = identities.has(1) || first === undefined ? 0 : first.sequence - 1;
  const start = skipped === 0 ? undefined : { skipped, from: Math.min(...identities.keys()) };
  const chain = await examineChain(sealed, { caseIdentity: identities, signers, start, expected: { installation: opening.installation, case: opening.case, chain: "shared" } });
  if (!chain.pieces.every((one) => !one.ok || one.piece.header.kind !== "label" || isAddressed(bodyIn(one.piece), opening.team))) throw new EnvelopeRefusal("moved");
  return { opening, identities, epoch: chain.epoch, pieces: chain.pieces };
}

export function threadIn({ first, others }: ArrivedWhole, id: string): OpenedThread | undefined {
  return first.opening.case === id ? first : others.find((one) => one.thread.case === id)?.opened;
}

async function openOther(keys: ReporterKeys, { opening }: Thread, origin: OpenedThread | undefined): Promise<OpenedThread | undefined> {
  if (opening === null || origin === undefined) return undefined;
  return openThread(keys, await peeled(opening, origin.identities.values())).catch(() => undefined);
}

export async function openWhole(keys: ReporterKeys, opening: Opening, { consents, threads }: ThreadsAnswer): Promise<ArrivedWhole> {
  let whole: ArrivedWhole = { first: await openThread(keys, opening), consents, others: [] };
  for (const thread of inOrigin(opening.case, threads)) {
    whole = { ...whole, others: [...whole.others, { thread, opened: await openOther(keys, thread, threadIn(whole, thread.from)) }] };
  }
  return whole;
}

function bodyIn(piece: OpenedPiece): unknown {
  try {
    return JSON.parse(fromUtf8(piece.body));
  } catch {
    return undefined;
  }
}

/** What a consent asks, as its signed piece says. */
export function askedBy(whole: ArrivedWhole, line: ConsentLine): Asked | undefined {
  const piece = threadIn(whole, line.case)?.pieces.find((one) => one.ok && one.piece.header.piece === line.id);
  return piece?.ok === true ? askedIn({ kind: piece.piece.header.kind, sender: piece.piece.signedBy, body: bodyIn(piece.piece) }, line) : undefined;
}
