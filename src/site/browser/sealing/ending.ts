/** The end of a conversation; fetched when somebody asks for it. */
import type { EndingAnswer } from "../../../cases/shape.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { sealPieces } from "./pieces.ts";
import { act, current, placeOf, type Talk } from "./talk.ts";

const isEnding = hasFields<EndingAnswer>({ state: "string", backupDays: "number" });

/** Stops (a last signed word, kept) or deletes everything. */
export async function end(line: Line, before: Talk, mode: "stop" | "delete"): Promise<Answer<EndingAnswer>> {
  const ready = mode === "stop" ? await current(line, before) : undefined;
  if (ready?.ok === false) return ready;
  const talk = ready?.value ?? before;
  const piece = mode === "stop" && talk.head !== undefined ? (await sealPieces(placeOf(talk, talk.head), [{ kind: "ending", body: { mode } }])).pieces[0] : undefined;
  const fields = { mode, ...(piece === undefined ? {} : { piece }) };
  return act(talk.keys, "end", fields, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/ending", body }, isEnding) });
}
