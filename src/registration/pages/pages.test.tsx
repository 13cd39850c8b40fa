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

  it("stays under 60 kB as it is, before anything makes it smaller", () => {
    for (const language of ["nl", "en"] as const) expect(Buffer.byteLength(shown(language, "2026"))).toBeLessThan(58_000);
  });
});
