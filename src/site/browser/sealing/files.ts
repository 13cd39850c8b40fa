/** Files: sealed and opened here, checked whole. Apart from the rest, because most conversations have none. */
import { readFile, readManifest, sealFile } from "../../../envelope/file.ts";
import { canonicalJson, type JsonValue, utf8 } from "../../../envelope/visitor.ts";
import type { FileManifest } from "../../../envelope/visitor.ts";
import type { Answer, Line } from "./api.ts";
import type { CleanFile, SealedFile } from "./pieces.ts";
import { act, type Item, type Signed, type Talk } from "./talk.ts";

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, (at += 65_536)));
      else controller.close();
    },
  });
}

/** Seals one file; a file of 25 MB takes as much again in memory, so they are sealed one at a time. */
export async function sealCleanFile(file: CleanFile): Promise<SealedFile> {
  const sealing = await sealFile(streamOf(file.bytes), file.bytes.length);
  const sealed = new Uint8Array(sealing.sealedSize);
  const reader = sealing.sealed.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    sealed.set(part.value, at);
    at += part.value.length;
  }
  const seal = await sealing.done;
  return { sealed, manifest: { name: file.name, type: file.type, ...seal } };
}

/** The file again; nothing is handed over before all of it was checked against the signed manifest. */
export function openSealedFile(sealed: ReadableStream<Uint8Array>, manifest: FileManifest): Promise<Uint8Array> {
  return readFile(sealed, manifest);
}

/** The same, with the body of its piece as manifest. Throws when that is none. */
export function openFileOf(sealed: ReadableStream<Uint8Array>, body: JsonValue): Promise<Uint8Array> {
  return openSealedFile(sealed, readManifest(utf8(canonicalJson(body))));
}

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
