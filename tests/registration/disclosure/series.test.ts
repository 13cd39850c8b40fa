/** The usual tables, published by the product itself. `GEHOORD_DISCLOSURE_SERIES=10`: three years of ten networks, small and large. */
import { describe, expect, it } from "vitest";
import { attack } from "../../../src/registration/disclosure/index.ts";
import { figure } from "../../signpost/figures.ts";
import { published, truthOf, turnsOf } from "../../../bench/disclosure-series.ts";

const networks = Number(process.env["GEHOORD_DISCLOSURE_SERIES"] ?? 0);
const few = [{ seed: 3, perYear: 600 }];
const many = Array.from({ length: networks }, (_, at) => [1_000, 4_000].map((perYear) => ({ seed: at + 1, perYear }))).flat();

describe("Quarters and years that a network publishes one after the other", () => {
  it.each(networks === 0 ? few : many)("are all published, and no attack finds anything in them together (seed $seed, $perYear a year)", async ({ seed, perYear }) => {
    const years = networks === 0 ? 1 : 3;
    const turns = networks === 0 ? 2 : turnsOf(years).length;
    const all = await published({ seed, perYear, years, turns });
    const releases = all.map(({ release }) => release);
    expect(releases.map(({ id }) => id)).toEqual(turnsOf(years).slice(0, turns));
    const truth = truthOf(all, years);
    expect(truth).toHaveLength(releases.flatMap(({ tables }) => tables).length);
    expect(await attack(releases, [truth])).toEqual([]);
    const [cells, printed] = (["cells", "printed"] as const).map((name) => all.reduce((sum, { report }) => sum + report[name], 0));
    figure(`seed ${String(seed)}, ${String(perYear)} a year: ${String(releases.length)} releases, ${((100 * (printed ?? 0)) / (cells ?? 1)).toFixed(1)} % of ${String(cells)} cells printed, 0 findings`);
  });
});
