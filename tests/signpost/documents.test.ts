/** Generated documents of the signpost: committed and fresh. `npm run docs` writes them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { flowDocument, flowPicture } from "./graph.ts";

const docs = join(import.meta.dirname, "..", "..", "docs");
const writing = process.env["GEHOORD_WRITE_DOCS"] === "1";

function committed(name: string, make: () => string): string {
  const path = join(docs, name);
  if (writing) writeFileSync(path, make());
  return readFileSync(path, "utf8");
}

describe("the committed picture of the questions", () => {
  it("is fresh: the graph of the questions", () => {
    expect(committed("signpost.md", flowDocument)).toBe(flowDocument());
    expect(committed("signpost.svg", flowPicture)).toBe(flowPicture());
  });
});
