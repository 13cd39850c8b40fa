/**
 * Where this browser saw the public key log stand, kept between visits. Public facts, nothing secret: without it a thief who
 * rewrites the whole log, root keys included, would be believed at the next sign-in (`security.md` 1.3).
 *
 * After a restore of a backup the log is shorter than what a browser remembers. That is meant to be noticed: a worker asks
 * the coordinator, and clears this browser's data for the site only on his word (`docs/runbook.md`).
 */
import type { KnownLog } from "./key-log.ts";

type Shelf = Pick<Storage, "getItem" | "setItem">;
const name = "gehoord-key-log";

function isKnown(value: unknown): value is KnownLog & { readonly installation: string } {
  if (typeof value !== "object" || value === null) return false;
  const { installation, sequence, head } = value as Record<string, unknown>;
  return typeof installation === "string" && Number.isSafeInteger(sequence) && typeof head === "string";
}

/** `undefined` when this browser never saw this installation, or keeps nothing. */
export function rememberedLog(installation: string, shelf: Shelf): KnownLog | undefined {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(name) ?? "null");
    return isKnown(kept) && kept.installation === installation ? { sequence: kept.sequence, head: kept.head } : undefined;
  } catch {
    return undefined;
  }
}

export function rememberLog(installation: string, known: KnownLog, shelf: Shelf): void {
  try {
    shelf.setItem(name, JSON.stringify({ installation, ...known }));
  } catch {
    // A browser that keeps nothing checks within one visit only.
  }
}
