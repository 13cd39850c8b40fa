import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/base/index.ts";
import { loadDirectory, type Service } from "../../src/directory/index.ts";
import { decide } from "../../src/signpost/index.ts";
import type { SignpostInput } from "../../src/signpost/shape.ts";
import { randomInput } from "./inputs.ts";

const directory = loadDirectory(join(import.meta.dirname, "..", ".."));

/** It counts for the ombudsman for children how old somebody was when it happened: of who is 18 that was as likely 17 half a year ago. */
const oldest = ({ id, ages }: Service, { monthsAgo }: SignpostInput): number => (ages?.to ?? 120) + (id === "kinderombudsman" && typeof monthsAgo === "number" ? (monthsAgo + 6) / 12 : 0);
const isTooOldOrYoung = (service: Service, input: SignpostInput): boolean =>
  input.role === "pupil" && typeof input.age === "number" && service.ages !== null && (input.age < (service.ages.from ?? 0) || Math.floor(input.age) > oldest(service, input));

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
