/** The end of a conversation; fetched when somebody asks for it. */
import type { EndingAnswer, EndingPost } from "../../../cases/shape.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { sealPieces } from "./pieces.ts";
import { act, placeOf, type Signed, type Talk } from "./talk.ts";
import { lastWords } from "./threads.ts";

const isEnding = hasFields<EndingAnswer>({ state: "string", backupDays: "number" });
const entry = { kind: "ending", body: { mode: "stop" } } as const;

function send(line: Line, talk: Talk, fields: Omit<EndingPost, keyof Signed>): Promise<Answer<EndingAnswer>> {
  return act(talk.keys, "end", fields, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/ending", body }, isEnding) });
}

/** Stops (a last signed word at every desk, kept) or deletes everything. */
export async function end(line: Line, before: Talk, mode: "stop" | "delete"): Promise<Answer<EndingAnswer>> {
  if (mode === "delete") return send(line, before, { mode });
  const ready = await lastWords(line, before, entry);
  if (!ready.ok) return ready;
  const { talk, threads } = ready.value;
  if (talk.head === undefined) return { ok: false, because: "signature-invalid" };
  const [piece] = (await sealPieces(placeOf(talk, talk.head), [entry])).pieces;
  return send(line, talk, { mode, ...(piece === undefined ? {} : { piece: { ...piece, kind: "ending" } }), ...(threads.length === 0 ? {} : { threads }) });
}
