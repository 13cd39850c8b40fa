/**
 * Issue 1, bars: the full product of role, school type, age class, topic, by and danger; all three-way combinations with the rest;
 * seeded random inputs (50,000 here, a million with GEHOORD_SIGNPOST_RANDOM=1000000), each against the predicates.
 */
import { describe, expect, it } from "vitest";
import { figure } from "./figures.ts";
import { seededRandom } from "../../src/base/index.ts";
import { decide, Outcome, SignpostInput } from "../../src/signpost/index.ts";
import { fullProduct, randomInput, threeWays } from "./inputs.ts";
import { faultsOf, type Kind } from "./predicates.ts";

const randomCount = Number(process.env["GEHOORD_SIGNPOST_RANDOM"] ?? 50_000);
const nothingWrong = { "dead-end": 0, unsafe: 0, "unknown-id": 0, "danger-late": 0, duty: 0, remit: 0, twice: 0 };

interface Count {
  readonly inputs: number;
  readonly faults: Readonly<Record<Kind, number>>;
  readonly first: readonly string[];
}

function countFaults(inputs: Iterable<SignpostInput>): Count {
  const faults = { ...nothingWrong };
  const first: string[] = [];
  let count = 0;
  for (const input of inputs) {
    count += 1;
    for (const { kind, why } of faultsOf(input, decide(input))) {
      faults[kind] += 1;
      if (first.length < 5) first.push(`${why}: ${JSON.stringify(input)}`);
    }
  }
  return { inputs: count, faults, first };
}

function* randomInputs(count: number): Generator<SignpostInput> {
  const random = seededRandom(20_261_121);
  for (let at = 0; at < count; at += 1) yield randomInput(random);
}

const said = ({ inputs, faults }: Count): string => `${inputs} inputs: ${Object.entries(faults).map(([kind, count]) => `${count} ${kind}`).join(", ")}`;

describe("no outcome", { timeout: 600_000 }, () => {
  it("of the full product has a dead end, an unsafe step, an unknown id, or danger late", async ({ annotate }) => {
    const count = countFaults(fullProduct());
    await annotate(figure(`signpost, full product: ${said(count)}`));
    expect(count.first).toEqual([]);
    expect(count.faults).toEqual(nothingWrong);
    expect(count.inputs).toBe(6 * 5 * 8 * 22 * 8 * 4);
  });

  it("of any three-way combination with the rest of the vocabulary has one", async ({ annotate }) => {
    const count = countFaults(threeWays());
    await annotate(figure(`signpost, three-way combinations: ${said(count)}`));
    expect(count.first).toEqual([]);
    expect(count.faults).toEqual(nothingWrong);
    expect(count.inputs).toBeGreaterThan(300_000);
  });

  it(`of ${randomCount} seeded random inputs has one`, async ({ annotate }) => {
    const count = countFaults(randomInputs(randomCount));
    await annotate(figure(`signpost, random: ${said(count)}`));
    expect(count.first).toEqual([]);
    expect(count.faults).toEqual(nothingWrong);
    expect(count.inputs).toBe(randomCount);
  });
});

describe("the inputs of these proofs", () => {
  it("are inputs that the parser accepts", () => {
    const refused = [...randomInputs(2000), ...[...fullProduct()].slice(0, 2000)].filter((input) => !SignpostInput.safeParse(input).success);
    expect(refused).toEqual([]);
  });

  it("would be found wrong if a rule were broken", () => {
    const wrong = { urgent: [], steps: [{ id: "talk-to-person-concerned" }], duties: [], warnings: [], notSuitable: [] };
    const kinds = faultsOf({ role: "pupil", topic: "sexual-behaviour", danger: "now" }, wrong).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["unsafe", "danger-late", "dead-end"]));
    expect(faultsOf({ role: "pupil" }, { ...wrong, steps: [{ id: "no-such-id" }] }).map(({ kind }) => kind)).toContain("unknown-id");
    expect(Object.keys(Outcome.shape).sort()).toEqual(Object.keys(wrong).sort());
  });
});
