/** Files: sealed and opened here, checked whole. Apart from the rest, because most people send none. Knows no conversation, so that the report need not either. */
import { readFile, readManifest, sealFile } from "../../../envelope/file.ts";
import { canonicalJson, type JsonValue, utf8 } from "../../../envelope/visitor.ts";
import type { FileManifest } from "../../../envelope/visitor.ts";
import type { CleanFile, SealedFile } from "./pieces.ts";

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
