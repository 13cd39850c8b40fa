/**
 * Made-up figures of the demonstration, published once with `gehoord simulate` and `gehoord publish`. They stay in their folder and
 * never enter its database: whoever searches that for a word that somebody told must not find it in a figure.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { releasesIn } from "./taking.ts";
import type { ReleaseRow } from "./records.ts";

/** Throws when the folder is not as it was published. */
export function exampleReleases(folder: string): readonly ReleaseRow[] {
  const contentOf = (name: string): Buffer | undefined => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined);
  const found = releasesIn({ register: contentOf("register.jsonl")?.toString("utf8"), read: contentOf, ids: [] }, undefined, false);
  if (!found.ok) throw new Error(found.sentence);
  return found.rows;
}
