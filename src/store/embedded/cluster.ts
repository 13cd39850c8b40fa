/**
 * The engine's folder at its first start: made aside, synced file by file, and renamed when it is whole. A crash or a
 * loss of power on the way leaves either nothing or everything; the engine's own way leaves half a database.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, cpSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

function sync(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Everything below to the disk: in one call where the system has one (Linux), otherwise file by file, a thousand times. */
function syncAll(folder: string): void {
  if (spawnSync("sync", ["-f", folder]).status !== 0) syncTree(folder);
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) sync(path);
  }
  sync(folder);
}

export function isCluster(folder: string): boolean {
  return existsSync(join(folder, "PG_VERSION"));
}

/**
 * Makes `folder` a database when it is none: a copy of `template` where there is one of this version, otherwise by `make`,
 * which fills the folder it is given and closes it again.
 */
export async function ensureCluster(folder: string, template: string | undefined, make: (aside: string) => Promise<void>): Promise<void> {
  if (isCluster(folder)) return;
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  if (template !== undefined && isCluster(template)) cpSync(template, aside, { recursive: true });
  else await make(aside);
  chmodSync(aside, 0o700);
  syncAll(aside);
  // An empty folder of that name, made by the operator or an earlier try, gives way; a filled one makes this throw.
  if (existsSync(folder) && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
  renameSync(aside, folder);
  sync(dirname(folder));
}
