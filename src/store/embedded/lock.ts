/**
 * One process per data folder. The engine itself does not refuse a second one and then loses rows (house 5), so an
 * exclusive lock on a small SQLite file stands before it. The operating system frees it when the process dies, also by
 * kill -9: there is never a stale lock to remove by hand.
 */
import { DatabaseSync } from "node:sqlite";
import { StorageRefusal } from "../storage-refusal.ts";

export type FolderLock = { release(): void };

/** Refuses with `storage-away` and a message for the operator when another process holds the folder. */
export function lockFolder(file: string): FolderLock {
  const held = new DatabaseSync(file, { timeout: 0 });
  try {
    held.exec("pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive");
  } catch (error) {
    held.close();
    const busy = error instanceof Error && "errcode" in error && error.errcode === 5;
    if (!busy) throw new StorageRefusal("storage-away", `The data folder cannot be locked (${file}). Is the disk full, or read-only?`, error);
    throw new StorageRefusal("storage-away", `Another Gehoord process already uses this data folder (${file}). Stop it first.`, error);
  }
  return { release: () => held.close() };
}
