/** Fetches a file of an opened conversation; loaded when somebody asks for one. */
import type { JsonValue } from "../../../envelope/visitor.ts";
import type { Answer, Line } from "./api.ts";
import { openFileOf } from "./files.ts";
import { act, type Item, type Signed, type Talk } from "./talk.ts";

/** A file of a conversation. Refuses `file-incomplete` when it is not the one that was signed. */
export async function fileOf(line: Line, talk: Talk, item: Item): Promise<Answer<Uint8Array>> {
  const path = `/api/v1/conversation/files/${item.id}`;
  const send = ({ lookup, nonce, signature }: Signed): Promise<Answer<ReadableStream<Uint8Array>>> => line.fetchBytes({ method: "POST", path, body: { lookup, nonce, signature }, patience: 300_000 });
  const bytes = await act(talk.keys, "file", { piece: item.id }, { line, send });
  if (!bytes.ok) return bytes;
  try {
    return { ok: true, value: await openFileOf(bytes.value, item.body as JsonValue) };
  } catch {
    return { ok: false, because: "file-incomplete" };
  }
}
