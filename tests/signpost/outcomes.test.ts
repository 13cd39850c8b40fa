/** The committed fingerprint of the outcomes: a changed rule fails here, and says how many outcomes change and which. `npm run docs` accepts it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changedBetween, type Digest, digestNow } from "./digest.ts";

const file = join(import.meta.dirname, "..", "..", "docs", "signpost-outcomes.json");

describe("the committed outcomes of the signpost", () => {
  it("are fresh, so that a changed rule says how many and which change", () => {
    const now = digestNow();
    if (process.env["GEHOORD_WRITE_DOCS"] === "1") writeFileSync(file, `${JSON.stringify(now).replaceAll('",', '",\n')}\n`);
    const old = JSON.parse(readFileSync(file, "utf8")) as Digest;
    const changed = changedBetween(old, now);
    expect({ changed: changed.length, first: changed.slice(0, 10) }).toEqual({ changed: 0, first: [] });
    expect(Object.keys(old)).toEqual(Object.keys(now));
  });

  it("would show a rule that changed", () => {
    const old = JSON.parse(readFileSync(file, "utf8")) as Digest;
    const [name, marks] = Object.entries(old)[0] ?? ["", ""];
    expect(changedBetween({ ...old, [name]: `xxx${marks.slice(3)}` }, old)).toHaveLength(1);
  });
});
