/** Loaded only when a file is chosen: reads it, takes hidden data out, and says what came of it. */
import { cleanFile, type FileRefusal, maxFileBytes, safeFileName } from "../../../cases/cleaning/index.ts";
import type { CleanFile } from "./pieces.ts";

export type Examined =
  /** `told`: something hidden may still be inside, so the person must say whether it goes. */
  | { readonly ok: true; readonly file: CleanFile; readonly told: boolean }
  | { readonly ok: false; readonly because: FileRefusal };

export async function examine(file: File): Promise<Examined> {
  if (file.size > maxFileBytes) return { ok: false, because: "too-large" };
  const cleaned = cleanFile(new Uint8Array(await file.arrayBuffer()));
  if (!cleaned.ok) return cleaned;
  const told = cleaned.left.length > 0;
  return { ok: true, told, file: { name: safeFileName(file.name, cleaned.kind), type: cleaned.type, bytes: cleaned.bytes } };
}
