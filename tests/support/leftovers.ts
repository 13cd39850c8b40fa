/**
 * What a test process leaves behind goes when the process does, however it ends: test runners end their processes
 * without giving them a last word, so a small shell waits beside each and cleans up after it.
 */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs a shell command of our own making once this process is gone. */
export function whenProcessEnds(command: string): void {
  const shell = `while kill -0 ${process.pid} 2>/dev/null; do sleep 1; done; ${command}`;
  spawn("sh", ["-c", shell], { detached: true, stdio: "ignore", cwd: "/" }).unref();
}

let folder: string | undefined;

/** One folder per process for everything temporary; others may pass through, not look in. */
function runFolder(): string {
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), "gehoord-test-run-"));
    chmodSync(folder, 0o711);
    whenProcessEnds(`rm -rf '${folder}'`);
  }
  return folder;
}

/** A new empty folder that goes when this process does. */
export function temporaryFolder(name: string): string {
  return mkdtempSync(join(runFolder(), `${name}-`));
}
