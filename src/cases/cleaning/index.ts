/**
 * Takes hidden data out of an attachment before it is sealed (security.md 3.3). Pure: bytes in, bytes out, no I/O; runs
 * in the visitor's browser and, for forms sent without script, on the server in memory.
 *
 * Where a kind allows it, the file is rebuilt from a list of parts that are known to be harmless; everything else falls
 * away, also parts nobody has thought of yet. Never turn that into a list of parts to remove.
 */
import { sniff } from "./sniff.ts";
import { cleanDocx } from "./docx.ts";
import { cleanJpeg } from "./jpeg.ts";
import { cleanM4a } from "./m4a.ts";
import { cleanMp3 } from "./mp3.ts";
import { cleanOdt } from "./odt.ts";
import { cleanOgg } from "./ogg.ts";
import { cleanPdf } from "./pdf.ts";
import { cleanPng } from "./png.ts";
import { cleanWebp } from "./webp.ts";
import { type Cleaned, type FileKind, FileRefused, FileTypes, maxFileBytes, type Outcome } from "./shape.ts";

export { safeFileName } from "./names.ts";
export { sniff } from "./sniff.ts";
export { acceptedFiles, type Cleaned, type FileKind, type FileRefusal, FileTypes, type Left, maxFileBytes, type Removed } from "./shape.ts";

const cleaners: Readonly<Record<FileKind, (bytes: Uint8Array) => Outcome>> = {
  jpeg: cleanJpeg,
  png: cleanPng,
  webp: cleanWebp,
  mp3: cleanMp3,
  m4a: cleanM4a,
  ogg: cleanOgg,
  pdf: cleanPdf,
  docx: cleanDocx,
  odt: cleanOdt,
};

/**
 * Cleans one file of at most 25 MB. `bytes` is never changed. Refuses by `because` of a closed list; a file that is
 * accepted but not wholly cleaned says so in `left`, and that must be shown before it is sent.
 */
export function cleanFile(bytes: Uint8Array): Cleaned {
  if (bytes.length > maxFileBytes) return { ok: false, because: "too-large" };
  try {
    const kind = sniff(bytes);
    if (kind === undefined) return { ok: false, because: "kind" };
    const outcome = cleaners[kind](bytes);
    return { ok: true, kind, type: FileTypes[kind].type, ...outcome };
  } catch (error) {
    if (error instanceof FileRefused) return { ok: false, because: error.because };
    throw error;
  }
}
