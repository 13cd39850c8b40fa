import { type FileKind, FileTypes } from "./shape.ts";

/**
 * A file name that is safe to show and to save: no path, no control or direction characters (they can make `exe` look
 * like `jpg`), at most 100 characters, and the extension that belongs to the kind that was found inside.
 */
export function safeFileName(name: string, kind: FileKind): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .normalize("NFC")
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*]/gu, "")
    .replace(/\.[A-Za-z0-9]{1,8}$/, "")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const stem = [...plain].slice(0, 100).join("");
  return `${stem === "" ? kind : stem}.${FileTypes[kind].extension}`;
}
