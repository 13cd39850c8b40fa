import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { deskTexts } from "../texts/index.ts";
import type { Dossier } from "./dossier.ts";
import { archiveName, csvCell, dossierPage, zipped } from "./files.ts";

const t = deskTexts.nl;
const nasty = `<script>alert(1)</script><img src=x onerror=alert(1)>" & '`;
const dossier: Dossier = { title: "Dossier", made: "vandaag", rows: [["School", nasty]], course: [["maandag", `=HYPERLINK("https://x")`]], parts: [{ heading: nasty, day: "maandag", words: [nasty], rows: [] }], notes: [], files: [] };

describe("an archive of a dossier", () => {
  it("holds a page in which nothing that somebody typed can run", () => {
    const page = dossierPage(dossier, "nl", t);
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("&lt;script&gt;alert(1)");
    expect(page).toContain("default-src 'none'");
  });

  it("has a table without formulas, also behind blanks and quotes", () => {
    for (const cell of ["=1+1", "+31", "-2", "@x", "\t=1", " =1", "\r=1"]) expect(csvCell(cell)).toMatch(/^"'/);
    expect(csvCell('zei "nee"')).toBe('"zei ""nee"""');
    expect(csvCell("gewoon")).toBe('"gewoon"');
  });

  it("gives every attachment a name that is no path, no device and nobody else's", () => {
    const names = ["../../etc/passwd", ".bashrc", "CON.png", "a/b\\c.png", "  ", "foto.png", "foto.png", "nul", "x\u202Egnp.exe"].map(archiveName);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^\d\d \S/);
      expect(name).not.toMatch(/[/\\:\u202E]|\.\.\//);
      expect(name.slice(3)).not.toMatch(/^(con|nul)(\.|$)/i);
    }
  });

  it("opens with what is in it, byte for byte, and tells no time of its making", () => {
    const bytes = Uint8Array.from([0, 1, 2, 255]);
    const zip = zipped(dossier, [{ name: "../plein.png", bytes }], { language: "nl", t });
    const opened = unzipSync(zip);
    expect(Object.keys(opened)).toEqual(["dossier.html", "verloop.csv", `${t.dossier.folder}/01 plein.png`]);
    expect(opened[`${t.dossier.folder}/01 plein.png`]).toEqual(bytes);
    expect(strFromU8(opened["verloop.csv"] ?? new Uint8Array())).toContain(`"'=HYPERLINK(""https://x"")"`);
    expect(zipped(dossier, [], { language: "nl", t })).toEqual(zipped(dossier, [], { language: "nl", t }));
  });
});
