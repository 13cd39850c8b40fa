/** From nothing to the first answer: on an empty folder, and again on the same folder. The bars: 10 s and 2 s. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProduct } from "./servers.ts";

export async function benchStart(): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), "gehoord-bench-start-"));
  const first = await startProduct(undefined, data);
  await first.stop(false);
  const second = await startProduct(undefined, data);
  await second.stop(false);
  rmSync(data, { recursive: true, force: true });
  const good = first.startSeconds < 10 && second.startSeconds < 2;
  return [`first answer after ${first.startSeconds.toFixed(1)} s on an empty folder (example network filled), ${second.startSeconds.toFixed(2)} s after that (bars 10 s, 2 s: ${good ? "met" : "NOT MET"})`];
}
