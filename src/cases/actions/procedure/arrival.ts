/**
 * A procedure for a browser without script (`security.md` 1.5): the server has the code for a moment, in memory, after a
 * warning. It opens and seals with the same functions as the script, and keeps neither code nor text.
 */
import { ok, refused } from "../../../base/index.ts";
import type { Context, RefusalReference, Result } from "../../../base/index.ts";
import { EnvelopeRefusal, fromUtf8, readCode } from "../../../envelope/index.ts";
import type { FileManifest, ReporterKeys } from "../../../envelope/index.ts";
import { procedureBehind } from "../../records/procedures.ts";
import type { BehindCode } from "../../records/procedures.ts";
import { identitiesInCase, identitiesOfBoard, openProcedureChain, sealProcedure } from "../../rules/procedure-chain.ts";
import type { OpenedProcedure, ProcedureEntry } from "../../rules/procedure-chain.ts";
import type { ProcedureAct } from "../../rules/procedure.ts";
import { stepOf } from "../../rules/procedure.ts";
import type { ProcedureAnswer, ProcedureBody, ProcedureOpening } from "../../shape/procedure.ts";
import { openArrived } from "../arrival.ts";
import type { ArrivedTalk } from "../arrival.ts";
import { peppered } from "../installation.ts";
import { rolledBack } from "../rolled-back.ts";
import { keysOfCode, uploadFiles } from "../sealing.ts";
import type { ArrivedFile } from "../sealing.ts";
import { readProcedure, sayIn } from "./sides.ts";
import type { FoundProcedure } from "./sides.ts";

const visitor = { role: "visitor" } as const;

export type ArrivedProcedure = { readonly code: string; readonly keys: ReporterKeys; readonly opening: ProcedureOpening; readonly opened: OpenedProcedure };

type Known = { readonly keys: ReporterKeys; readonly lookup: Uint8Array; readonly code: string };

/** Argon2 runs for every code that has the form of one, whether it exists or not. */
async function known(context: Context, typed: string): Promise<Result<Known>> {
  const code = readCode(typed);
  if (code === undefined) return refused("code-wrong-form");
  const keys = await keysOfCode(context, code);
  return ok({ keys, code, lookup: peppered(context, keys.lookup) });
}

function foundOf({ keys }: Known, behind: BehindCode | undefined): Result<FoundProcedure> {
  return behind !== undefined && Buffer.compare(behind.found.sign_public, keys.signer.publicKey) === 0 ? ok(behind) : refused("code-not-recognised");
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(body)) as unknown;
  } catch {
    return undefined;
  }
}

/** What certified members put into the conversation, also at a desk that came in later: the complainant's way to the identity. */
function keysIn({ whole }: ArrivedTalk): readonly unknown[] {
  const pieces = [...whole.first.pieces, ...whole.others.flatMap(({ opened }) => opened?.pieces ?? [])];
  return pieces.flatMap((piece) => (piece.ok && piece.piece.header.kind === "procedure" && piece.piece.signedBy.startsWith("member:") ? [json(piece.piece.body)] : []));
}

async function keysInCase(context: Context, code: string): Promise<readonly unknown[]> {
  const talk = await openArrived(context, code);
  return talk.ok ? keysIn(talk.value) : [];
}

function openingOf(context: Context, asked: Known): Promise<Result<ProcedureOpening>> {
  return rolledBack(context, visitor, async (tx) => {
    const found = foundOf(asked, await procedureBehind(tx, asked.lookup, false));
    return found.ok ? ok(await readProcedure(context, tx, found.value)) : found;
  });
}

async function openWith({ keys, code }: Known, opening: ProcedureOpening, identities: () => Promise<ReadonlyMap<number, string> | undefined>): Promise<Result<ArrivedProcedure>> {
  try {
    const found = await identities();
    return found === undefined ? refused("code-not-recognised") : ok({ code, keys, opening, opened: await openProcedureChain(opening, found) });
  } catch (error) {
    if (error instanceof EnvelopeRefusal) return refused("code-not-recognised");
    throw error;
  }
}

/** Everything the code opens of its procedure, opened. Refuses code-wrong-form and code-not-recognised. */
export async function openArrivedProcedure(context: Context, typed: string): Promise<Result<ArrivedProcedure>> {
  const asked = await known(context, typed);
  if (!asked.ok) return asked;
  const opening = await openingOf(context, asked.value);
  if (!opening.ok) return opening;
  const { wrap, wraps, procedure } = opening.value;
  return openWith(asked.value, opening.value, async () => (wrap === undefined ? identitiesInCase(await keysInCase(context, asked.value.code), procedure) : identitiesOfBoard({ wrap, wraps }, asked.value.keys.identity)));
}

/** The procedure of a conversation that is open already; undefined where there is none, or none that can be believed. */
export async function procedureOfTalk(context: Context, talk: ArrivedTalk): Promise<ArrivedProcedure | undefined> {
  const keys = keysIn(talk);
  if (keys.length === 0) return undefined;
  const asked: Known = { keys: talk.keys, code: talk.code, lookup: peppered(context, talk.keys.lookup) };
  const opening = await openingOf(context, asked);
  if (!opening.ok) return undefined;
  const opened = await openWith(asked, opening.value, () => Promise.resolve(identitiesInCase(keys, opening.value.procedure)));
  return opened.ok ? opened.value : undefined;
}

export type ArrivedWord = { readonly act: ProcedureAct; readonly body: Omit<ProcedureBody, "act">; readonly files: readonly ArrivedFile[]; readonly obligation?: string; /** Id of the first piece: a form that is sent twice is stored once. */ readonly mark: string };

async function entriesOf(context: Context, { opening }: ArrivedProcedure, word: ArrivedWord): Promise<Result<ProcedureEntry[]>> {
  const step = stepOf(opening.state, word.act, opening.side);
  if (step === undefined) return refused("transition-not-allowed");
  const uploaded = await uploadFiles(context, word.files);
  if (!uploaded.ok) return uploaded;
  const files = uploaded.value.map(({ body, upload = "" }) => ({ kind: "file" as const, body: json(body) as FileManifest, upload }));
  return ok([{ kind: step.kind, id: word.mark, body: { ...word.body, act: word.act, sealedOnArrival: true } }, ...files]);
}

async function attempt(context: Context, asked: Known, arrived: ArrivedProcedure, word: ArrivedWord, entries: readonly ProcedureEntry[]): Promise<Result<ProcedureAnswer>> {
  const { opening, opened } = arrived;
  if (opened.head === undefined) return refused("signature-invalid");
  const sender = opening.side === "board" ? (`board:${opening.boards.at(-1)?.epoch ?? 1}` as const) : ("reporter" as const);
  const place = { installation: opening.installation, procedure: opening.procedure, sender, signer: asked.keys.signer, recipient: opened.recipient, epoch: opened.epoch, sequence: opened.length + 1, previous: opened.head };
  const pieces = await sealProcedure(place, entries, () => context.random.uuid());
  return rolledBack(context, visitor, async (tx) => {
    const held = foundOf(asked, await procedureBehind(tx, asked.lookup, true));
    return held.ok ? sayIn(context, tx, held.value, { act: word.act, pieces, ...(word.obligation === undefined ? {} : { obligation: word.obligation }) }) : held;
  });
}

/** Somebody else wrote at the same moment: look again, seal again behind it. */
const mostTries = 3;
const beaten: ReadonlySet<RefusalReference> = new Set(["sequence-taken", "epoch-outdated"]);

/** Refuses what saying it with script refuses. */
export async function sayArrived(context: Context, code: string, word: ArrivedWord): Promise<Result<ProcedureAnswer>> {
  const asked = await known(context, code);
  if (!asked.ok) return asked;
  for (let count = 1; ; count += 1) {
    const arrived = await openArrivedProcedure(context, code);
    if (!arrived.ok) return arrived;
    const { opening, opened } = arrived.value;
    if (opened.items.some((item) => item.id === word.mark)) return ok({ state: opening.state, dueDay: opening.dueDay });
    const entries = await entriesOf(context, arrived.value, word);
    if (!entries.ok) return entries;
    const said = await attempt(context, asked.value, arrived.value, word, entries.value);
    if (said.ok || !beaten.has(said.because) || count === mostTries) return said;
  }
}
