import { describe, expect, it } from "vitest";
import { masked } from "./masking.ts";

describe("what concerns others in the notes", () => {
  it("is taken out as whole words, whatever their case, and longer names first", () => {
    expect(masked("Sprak met Jan de Vries. jan zei: Janneke weet het.", "Jan, Jan de Vries", "[x]")).toBe("Sprak met [x]. [x] zei: Janneke weet het.");
  });

  it("stays as it is when nothing was named, and a name may hold signs that mean something to a pattern", () => {
    expect(masked("a.b (c) én é", " , ", "[x]")).toBe("a.b (c) én é");
    expect(masked("a.b axb (c)", "a.b, (c)", "[x]")).toBe("[x] axb [x]");
  });
});
