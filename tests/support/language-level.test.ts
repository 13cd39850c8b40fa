import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measure, syllablesOf, textOf } from "./language-level.ts";

const counted = readFileSync(join(import.meta.dirname, "hand-counted-syllables.txt"), "utf8").trim().split("\n");

describe("the count of syllables", () => {
  it("agrees with at least 200 words that were counted by hand", () => {
    const wrong = counted.filter((word) => syllablesOf(word.replaceAll("-", "")) !== word.split("-").length);
    expect(counted.length).toBeGreaterThanOrEqual(200);
    expect(wrong).toEqual([]);
  });

  it("says numbers and letters as people do", () => {
    expect([7, 12, 18, 20, 35, 78].map((number) => syllablesOf(String(number)))).toEqual([2, 1, 2, 2, 4, 5]);
    expect(syllablesOf("WCAG")).toBe(4);
    expect(syllablesOf("e-mail")).toBe(2);
  });
});

describe("the measure of Flesch-Douma", () => {
  it("is what its formula says", () => {
    // Je bent niet al-leen. Wij hel-pen je.
    expect(measure("Je bent niet alleen. Wij helpen je.")).toMatchObject({ words: 7, sentences: 2, syllables: 9 });
    expect(measure("Je bent niet alleen. Wij helpen je.").score).toBeCloseTo(206.84 - 0.93 * 3.5 - 77 * (9 / 7), 1);
  });

  it("lets names and telephone numbers out, and ends a sentence at every block", () => {
    const html = "<main><h1>Bel nu</h1><ul><li>Veilig Thuis <a>0800-2000</a></li><li>de <b>school</b></li></ul><script>let a</script></main><footer>Onderwijsinspectie</footer>";
    expect(textOf(html).split("\n").filter((line) => line !== "")).toEqual(["Bel nu", "Veilig Thuis 0800-2000", "de school"]);
    expect(measure(textOf(html), ["Veilig Thuis"])).toMatchObject({ words: 4, sentences: 2 });
  });

  it("calls a civil servant's sentence hard", () => {
    expect(measure("De onderwijsinstelling draagt verantwoordelijkheid voor het implementeren van klachtafhandelingsprocedures.").score).toBeLessThan(30);
  });
});
