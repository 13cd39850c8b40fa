/**
 * A complaint procedure in the browser of one of its sides: the code opens it here and never leaves. The board's code holds
 * the identity itself; the complainant finds it in the own conversation. Loaded only when there is a procedure.
 */
import { identitiesInCase, identitiesOfBoard, openProcedureChain, sealProcedure } from "../../../cases/rules/procedure-chain.ts";
import type { OpenedProcedure, ProcedureEntry, ProcedureItem } from "../../../cases/rules/procedure-chain.ts";
import type { ProcedureAct } from "../../../cases/rules/procedure.ts";
import type { ProcedureAnswer, ProcedureOpening, ProcedureSayPost } from "../../../cases/shape/procedure.ts";
import { EnvelopeRefusal, type JsonValue, type ReporterKeys } from "../../../envelope/visitor.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { openFileOf } from "./files.ts";
import { act, type Signed, type Talk } from "./talk.ts";

const isOpening = hasFields<ProcedureOpening>({ procedure: "string", side: "string", state: "string", obligations: "array", pieces: "array", boards: "array", reporters: "array", keyLog: "array", installation: "string", today: "string" });
const isAnswer = hasFields<ProcedureAnswer>({ state: "string" });

export type Procedure = { readonly keys: ReporterKeys; readonly opening: ProcedureOpening; readonly opened: OpenedProcedure };

/** `identityFor`: how this side comes by the identities of the procedure. */
export type Way = { readonly keys: ReporterKeys; readonly installation: string; readonly identitiesFor: (opening: ProcedureOpening) => Promise<ReadonlyMap<number, string> | undefined>; readonly before?: Procedure };

export const boardWay = (keys: ReporterKeys, installation: string): Way => ({
  keys,
  installation,
  identitiesFor: async ({ wrap, wraps }) => (wrap === undefined ? undefined : identitiesOfBoard({ wrap, wraps }, keys.identity)),
});

/** Only what a certified member signed in the chain of the case counts. */
export const complainantWay = ({ keys, opening, items }: Pick<Talk, "keys" | "opening" | "items">): Way => ({
  keys,
  installation: opening.installation,
  identitiesFor: ({ procedure }) => Promise.resolve(identitiesInCase(items.filter((item) => item.kind === "procedure" && item.trouble === undefined && item.sender.startsWith("member:")).map((item) => item.body), procedure)),
});

export async function openProcedure(line: Line, way: Way): Promise<Answer<Procedure>> {
  const opening = await act(way.keys, "procedure-open", {}, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/procedure/openings", body }, isOpening) });
  if (!opening.ok) return opening;
  if (opening.value.installation !== way.installation) return { ok: false, because: "unexpected" };
  const before = way.before?.opened;
  const known = before?.head === undefined ? undefined : { sequence: before.length, head: before.head };
  try {
    const identities = await way.identitiesFor(opening.value);
    if (identities === undefined) return { ok: false, because: "signature-invalid" };
    return { ok: true, value: { keys: way.keys, opening: opening.value, opened: await openProcedureChain({ ...opening.value, known }, identities) } };
  } catch (error) {
    if (error instanceof EnvelopeRefusal) return { ok: false, because: "signature-invalid" };
    throw error;
  }
}

/** What a side says, kept until it is known to be there. `sent`: ids under which it went, when the answer was lost. */
export type Word = { readonly act: ProcedureAct; readonly entries: readonly ProcedureEntry[]; readonly obligation?: string | undefined; sent: readonly string[] };

/** The last invitation is the one whose code opens. */
const senderOf = ({ side, boards }: ProcedureOpening) => (side === "board" ? (`board:${boards.at(-1)?.epoch ?? 1}` as const) : ("reporter" as const));

const mostTries = 4;

/** As `say` of a conversation: nothing is written twice, and who was beaten to a place seals again behind it. */
export async function sayInProcedure(line: Line, way: Way, procedure: Procedure, word: Word): Promise<Answer<Procedure>> {
  let current = procedure;
  for (let count = 0; count < mostTries; count += 1) {
    if (word.sent.length > 0) {
      const now = await openProcedure(line, { ...way, before: current });
      if (!now.ok || word.sent.every((id) => now.value.opened.items.some((item) => item.id === id))) return now;
      current = now.value;
    }
    const { opened, opening, keys } = current;
    if (opened.head === undefined) return { ok: false, because: "signature-invalid" };
    const place = { installation: opening.installation, procedure: opening.procedure, sender: senderOf(opening), signer: keys.signer, recipient: opened.recipient, epoch: opened.epoch, sequence: opened.length + 1, previous: opened.head };
    const pieces = await sealProcedure(place, word.entries, () => crypto.randomUUID());
    word.sent = pieces.map(({ id }) => id);
    const fields: Omit<ProcedureSayPost, keyof Signed> = { act: word.act, pieces, ...(word.obligation === undefined ? {} : { obligation: word.obligation }) };
    const sent = await act(keys, "procedure-say", fields, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/procedure/words", body }, isAnswer) });
    if (sent.ok) return openProcedure(line, { ...way, before: current });
    if (sent.because !== "sequence-taken" && sent.because !== "epoch-outdated") return sent;
  }
  return { ok: false, because: "sequence-taken" };
}

/** A file of the procedure, opened here and checked whole. */
export async function procedureFile(line: Line, { keys }: Procedure, item: ProcedureItem): Promise<Answer<Uint8Array>> {
  const path = `/api/v1/conversation/procedure/files/${item.id}`;
  const send = ({ lookup, nonce, signature }: Signed): Promise<Answer<ReadableStream<Uint8Array>>> => line.fetchBytes({ method: "POST", path, body: { lookup, nonce, signature }, patience: 300_000 });
  const bytes = await act(keys, "procedure-file", { piece: item.id }, { line, send });
  if (!bytes.ok) return bytes;
  try {
    return { ok: true, value: await openFileOf(bytes.value, (item.manifest ?? {}) as JsonValue) };
  } catch {
    return { ok: false, because: "file-incomplete" };
  }
}
