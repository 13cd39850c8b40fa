// A stray console line is a bug: the product writes to a closed list of log events, nowhere else.
import { afterEach, beforeEach } from "vitest";

const kinds = ["log", "info", "warn", "error", "debug"] as const;
const originals = new Map(kinds.map((kind) => [kind, console[kind]]));
let stray: string[] = [];

beforeEach(() => {
  stray = [];
  for (const kind of kinds) {
    console[kind] = (...words: unknown[]) => {
      stray.push(`console.${kind}: ${words.map(String).join(" ")}`);
    };
  }
});

afterEach(() => {
  for (const kind of kinds) console[kind] = originals.get(kind) as typeof console.log;
  if (stray.length > 0) throw new Error(`The test wrote to the console:\n${stray.join("\n")}`);
});
