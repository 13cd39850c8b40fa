/** The end of a conversation; fetched when somebody asks for it. */
import type { EndingAnswer, EndingPost } from "../../../cases/shape.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { sealPieces } from "./pieces.ts";
import { act, placeOf, reopen, type Signed, type Talk } from "./talk.ts";
import { lastWords } from "./threads.ts";

const isEnding = hasFields<EndingAnswer>({ state: "string", backupDays: "number" });
const entry = { kind: "ending", body: { mode: "stop" } } as const;

function send(line: Line, talk: Talk, fields: Omit<EndingPost, keyof Signed>): Promise<Answer<EndingAnswer>> {
  return act(talk.keys, "end", fields, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/ending", body }, isEnding) });
}

/** A desk that accepted at the very moment of stopping is stopped by looking once more. */
const mostTries = 4;

async function stop(line: Line, before: Talk): Promise<Answer<EndingAnswer>> {
  let said: Answer<EndingAnswer> = { ok: false, because: "transition-not-allowed" };
  for (let count = 0; count < mostTries; count += 1) {
    const now: Answer<Talk> = count === 0 ? { ok: true, value: before } : await reopen(line, before);
    const ready = now.ok ? await lastWords(line, now.value, entry) : now;
    // The line was lost after the stop: what is left shows at the next look, with its button.
    if (!ready.ok) return said.ok ? said : ready;
    const { talk, threads } = ready.value;
    if (threads.length === 0 && talk.opening.state === "closed") return said;
    if (talk.head === undefined) return { ok: false, because: "signature-invalid" };
    const [piece] = (await sealPieces(placeOf(talk, talk.head), [entry])).pieces;
    said = await send(line, talk, { mode: "stop", ...(piece === undefined ? {} : { piece: { ...piece, kind: "ending" } }), ...(threads.length === 0 ? {} : { threads }) });
    if (!said.ok) return said;
  }
  return said;
}

/** Stops (a last signed word at every desk, kept) or deletes everything. */
export function end(line: Line, talk: Talk, mode: "stop" | "delete"): Promise<Answer<EndingAnswer>> {
  return mode === "stop" ? stop(line, talk) : send(line, talk, { mode });
}
