import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/base/index.ts";
import { loadDirectory, type Service } from "../../src/directory/index.ts";
import { decide } from "../../src/signpost/index.ts";
import type { SignpostInput } from "../../src/signpost/shape.ts";
import { randomInput } from "./inputs.ts";

const directory = loadDirectory(join(import.meta.dirname, "..", ".."));

const isTooOldOrYoung = ({ ages }: Service, { role, age }: SignpostInput): boolean =>
  role === "pupil" && typeof age === "number" && ages !== null && (age < (ages.from ?? 0) || Math.floor(age) > (ages.to ?? 120));

function refusals(input: SignpostInput, service: Service): readonly string[] {
  const { role, sector } = input;
  const isOtherSchool = sector !== undefined && sector !== "unknown" && typeof service.sectors !== "string" && !service.sectors.includes(sector);
  return [
    ...(service.roles.includes(role) ? [] : [`${service.id} is not for ${role}`]),
    ...(isOtherSchool ? [`${service.id} is not for ${sector}`] : []),
    ...(isTooOldOrYoung(service, input) ? [`${service.id} is not for who is ${input.age}`] : []),
  ];
}

describe("what the signpost says and what the directory says", () => {
  it("agree on whom an organisation is for: role, school type and age", () => {
    const found = new Set<string>();
    const random = seededRandom(23);
    for (let at = 0; at < 15_000; at += 1) {
      const input = randomInput(random);
      const { urgent, steps } = decide(input);
      for (const { id } of [...urgent, ...steps]) {
        const service = directory.service(id);
        for (const refusal of service === undefined ? [] : refusals(input, service)) found.add(refusal);
      }
    }
    expect([...found]).toEqual([]);
  });
});
