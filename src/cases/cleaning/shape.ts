/**
 * Words of the cleaning of attachments (security.md 3.3): what is accepted, what was taken out, what could not be.
 *
 * The kind of a file is always read from its first bytes, never from its name or the type that a browser reports.
 */

import { Limits } from "../shape.ts";

/** Larger files are refused before they are read. */
export const maxFileBytes: number = Limits.fileBytes;

export const FileTypes = {
  jpeg: { type: "image/jpeg", extension: "jpg" },
  png: { type: "image/png", extension: "png" },
  webp: { type: "image/webp", extension: "webp" },
  mp3: { type: "audio/mpeg", extension: "mp3" },
  m4a: { type: "audio/mp4", extension: "m4a" },
  ogg: { type: "audio/ogg", extension: "ogg" },
  pdf: { type: "application/pdf", extension: "pdf" },
  docx: { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", extension: "docx" },
  odt: { type: "application/vnd.oasis.opendocument.text", extension: "odt" },
} as const;
export type FileKind = keyof typeof FileTypes;

/** For `accept` of the file field: only a hint to the browser, never a check. */
export const acceptedFiles = Object.values(FileTypes)
  .flatMap((one) => [`.${one.extension}`, one.type])
  .concat(".jpeg")
  .join(",");

/** What was taken out; shown to the person in plain words. */
export type Removed = "place-and-camera" | "author" | "dates" | "thumbnail" | "comments" | "trailing-data" | "history" | "application-data";

/** What is still inside and has to be said before sending. */
export type Left =
  /** Text that was deleted with "track changes" on can still be read. */
  | "tracked-changes"
  /** An older version of the document can still be inside. */
  | "earlier-versions"
  /** A picture, table or file inside the document that could not be looked into. */
  | "embedded"
  /** Nothing could be taken out: the file is built in a way that cannot be cleaned. */
  | "not-cleanable";

export type FileRefusal =
  /** Not one of the nine kinds, or two kinds in one. */
  | "kind"
  | "too-large"
  /** Broken off or built wrongly: what cannot be read whole cannot be cleaned. */
  | "damaged"
  /** Holds a program. */
  | "macros"
  /** Locked with a password: nobody can look for hidden data inside. */
  | "locked"
  /** Grows far beyond its size when it is opened. */
  | "expands";

export type Cleaned =
  | { readonly ok: true; readonly kind: FileKind; readonly type: string; readonly bytes: Uint8Array; readonly removed: readonly Removed[]; readonly left: readonly Left[] }
  | { readonly ok: false; readonly because: FileRefusal };

/** What one cleaner hands back; the door adds kind and type. */
export type Outcome = { readonly bytes: Uint8Array; readonly removed: readonly Removed[]; readonly left: readonly Left[] };

/** Thrown inside this folder only and turned into a value at its door. */
export class FileRefused extends Error {
  readonly because: FileRefusal;
  constructor(because: FileRefusal) {
    super(because);
    this.because = because;
  }
}
