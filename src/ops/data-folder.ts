/**
 * The data folder: mode 700, and marked as demonstration or real at its first use. The mark stands beside the database
 * on purpose: either of the two is enough to refuse a demonstration that is started as the real thing.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WrongMode } from "../store/index.ts";
import { writeDurably } from "../base/durable-file.ts";

const marker = "installation.json";

/** What a folder was marked as, or undefined when it is new. */
export function modeOfFolder(data: string): "demo" | "real" | undefined {
  const file = join(data, marker);
  if (!existsSync(file)) return undefined;
  const read: unknown = JSON.parse(readFileSync(file, "utf8"));
  const mode = typeof read === "object" && read !== null && "mode" in read ? read.mode : undefined;
  if (mode !== "demo" && mode !== "real") throw new Error(`${file} is damaged`);
  return mode;
}

/** Makes the folder when it is not there and marks it. Throws `WrongMode` when it was marked as the other kind. */
export function claimFolder(data: string, mode: "demo" | "real"): void {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chmodSync(data, 0o700);
  const is = modeOfFolder(data);
  if (is !== undefined && is !== mode) throw new WrongMode(is);
  if (is === undefined) writeDurably(join(data, marker), `${JSON.stringify({ mode, note: "Written by Gehoord; do not change." })}\n`);
}
