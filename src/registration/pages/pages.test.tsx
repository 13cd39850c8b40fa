import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { publishable, yearRelease } from "../../../tests/registration/published/releases.ts";
import { measure, organisationNames, textOf } from "../../../tests/support/language-level.ts";
import { directoryOf } from "../../directory/index.ts";
import { figuresOf, periodOf } from "../published/index.ts";
import { Nothing, Overview } from "./overview.tsx";
import { seenIn } from "./words.ts";

const root = join(import.meta.dirname, "../../..");
const releases = [yearRelease(2024, 900), yearRelease(2025, 1_100), yearRelease(2026, 1_300)].map(publishable);
const figures = figuresOf(releases);
const shown = (language: "nl" | "en", period: string): string => String(<Overview {...seenIn(language, directoryOf(root))} figures={figures} period={periodOf(period)} origin="https://gehoord.example" />);

describe("the page with figures", () => {
  it("is plain Dutch, also while there are none", () => {
    const level = measure(textOf(shown("nl", "2026")), organisationNames);
    expect(level.score, JSON.stringify(level)).toBeGreaterThanOrEqual(65);
    expect(measure(textOf(String(<Nothing {...seenIn("nl", directoryOf(root))} />)), organisationNames).score).toBeGreaterThanOrEqual(65);
  });

  it("says beside a picture that its list is not that of a year earlier, and beside no other", () => {
    const before = yearRelease(2024, 900);
    const other = { ...before, release: { ...before.release, dims: { ...before.release.dims, channel: ["fax", ...(before.release.dims["channel"] as string[])] } } };
    const pageAfter = (first: typeof before): string => String(<Overview {...seenIn("nl", directoryOf(root))} figures={figuresOf([first, yearRelease(2025, 1_000)].map(publishable))} period={periodOf("2025")} origin="https://gehoord.example" />);
    const said = "De lijst is anders dan een jaar eerder.";
    expect(pageAfter(before)).not.toContain(said);
    expect(pageAfter(other).split(said)).toHaveLength(2);
    expect(/<section id="hoe">[\s\S]*?<\/section>/.exec(pageAfter(other))?.[0]).toContain(said);
  });

  it("tells many zeros by their number, and has each of them in the table", () => {
    const { release, hidden } = yearRelease(2025, 1_000);
    const silent = directoryOf(root).organisations().slice(0, 12).map(({ id }) => id as string).filter((id) => !(release.dims["organisation"] as string[]).includes(id));
    const zeros = silent.map((organisation) => ({ organisation, value: 0 }));
    const known = { ...release.dims, organisation: [...silent, ...(release.dims["organisation"] as string[])] };
    const tables = release.tables.map((table) => (table.dims[0] === "organisation" && table.dims.length === 1 ? { ...table, cells: [...zeros, ...table.cells] } : table));
    const page = String(<Overview {...seenIn("nl", directoryOf(root))} figures={figuresOf([publishable({ hidden, release: { ...release, dims: known, tables } })])} period={periodOf("2025")} origin="https://gehoord.example" />);
    const part = /<section id="organisatie">[\s\S]*?<\/section>/.exec(page)?.[0] ?? "";
    expect(silent.length).toBeGreaterThan(8);
    expect(part).toContain(`Nog ${String(silent.length)} keer is het nul.`);
    const [picture = "", table = ""] = [/<svg[\s\S]*?<\/svg>/.exec(part)?.[0], /<table[\s\S]*?<\/table>/.exec(part)?.[0]];
    expect([...picture.matchAll(/<rect/g)]).toHaveLength((known.organisation.length - 1) - silent.length - 2);
    expect([...table.matchAll(/<td[^>]*>0<\/td>/g)]).toHaveLength(silent.length);
    expect(page.split("keer is het nul")).toHaveLength(2);
  });

  it("stays under 60 kB as it is, before anything makes it smaller", () => {
    for (const language of ["nl", "en"] as const) expect(Buffer.byteLength(shown(language, "2026"))).toBeLessThan(58_000);
  });
});
