/** A folder of releases on disk: read as it is, written so that a release is there whole or not at all. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Shelf } from "../../registration/index.ts";
import { syncFolder, writeDurably } from "../../base/durable-file.ts";

const registerFile = "register.jsonl";

function contentOf(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

/** Undefined when there is no such folder. A path of the register never leads out of it. */
export function shelfIn(folder: string): Shelf | undefined {
  const root = resolve(folder);
  if (!existsSync(root)) return undefined;
  const read = (path: string): Uint8Array | undefined => {
    const file = resolve(root, path);
    return file.startsWith(`${root}/`) ? contentOf(file) : undefined;
  };
  const ids = readdirSync(root).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
  return { register: contentOf(join(root, registerFile))?.toString("utf8"), read, ids };
}

export type ReleaseOnDisk = { readonly id: string; readonly files: Readonly<Record<string, string>>; readonly register: string };

/**
 * Everything is written aside and synced first; then the files get their names, and last the register its new line. Only what the register names is
 * published: whatever a fall leaves before that is written again by the next try.
 */
export function writeRelease(folder: string, { id, files, register }: ReleaseOnDisk): void {
  mkdirSync(folder, { recursive: true });
  const aside = join(folder, `.${id}.new`);
  rmSync(aside, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(aside, path)), { recursive: true });
    writeDurably(join(aside, path), content);
  }
  writeDurably(join(aside, registerFile), register);
  rmSync(join(folder, id), { recursive: true, force: true });
  for (const name of readdirSync(aside).filter((one) => one !== registerFile)) renameSync(join(aside, name), join(folder, name));
  syncFolder(folder);
  renameSync(join(aside, registerFile), join(folder, registerFile));
  rmSync(aside, { recursive: true, force: true });
  syncFolder(folder);
}

/** The register that lies in the folder to write to, if it would lose lines. */
export function losesLines(folder: string, before: string): boolean {
  const there = contentOf(join(folder, registerFile))?.toString("utf8") ?? "";
  return !before.startsWith(there);
}
