/** The catalogue of tables that the bars of usefulness are about (method 1.3), and made-up years for it. */
import { flat, nested, numbered, oneOf, periods, randomOf, type Asked, type Dims, type Fact } from "./world.ts";

/** The catalogue of method 1.3: quarters and the year together. */
export const dims: Dims = { period: periods([2027]), topic: nested("topic", 5, 3), sector: flat("sector", 4), organisation: flat("org", 17), role: flat("role", 5), province: flat("province", 12), outcome: flat("outcome", 6) };
export const quarters = numbered("2027-q", 4);
export const byGroup = { topic: 1 };
export const catalogue: readonly Asked[] = [
  ...quarters.flatMap((period): Asked[] => [
    { id: `a-${period}`, dims: ["topic", "sector"], fixed: { period }, depth: byGroup },
    { id: `b-${period}`, dims: ["organisation"], fixed: { period } },
    { id: `c-${period}`, dims: ["role"], fixed: { period } },
  ]),
  { id: "d", dims: ["topic", "sector"], fixed: { period: "2027" } },
  { id: "e", dims: ["topic", "role"], fixed: { period: "2027" } },
  { id: "f", dims: ["organisation", "topic"], fixed: { period: "2027" }, depth: byGroup },
  { id: "g", dims: ["province", "sector"], fixed: { period: "2027" } },
  { id: "h", dims: ["province", "topic"], fixed: { period: "2027" }, depth: byGroup },
  { id: "i", dims: ["outcome", "topic"], fixed: { period: "2027" }, depth: byGroup },
];

export function year(people: number, skew: number, seed: number): Fact[] {
  const random = randomOf(seed);
  return Array.from({ length: people }, () => {
    const group = oneOf([1, 2, 3, 4, 5], 0.5 * skew, random);
    return { period: oneOf(quarters, 0, random), topic: `topic${group}-${oneOf([1, 2, 3], 0.7 * skew, random)}`, sector: oneOf(numbered("sector", 4), skew, random), organisation: oneOf(numbered("org", 17), 0.8 * skew, random), role: oneOf(numbered("role", 5), skew, random), province: oneOf(numbered("province", 12), 0.6 * skew, random), outcome: oneOf(numbered("outcome", 6), 0.6 * skew, random) };
  });
}
