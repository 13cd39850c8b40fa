/** Inputs over the whole vocabulary: the full product of the main fields, three-way combinations with the rest, seeded random ones. */
import type { Random } from "../../src/base/index.ts";
import { Bys, Committees, Dangers, Goals, Roles, Sectors, type SignpostInput, Specials, Topics, Trieds } from "../../src/signpost/shape.ts";

const or = <T>(values: readonly T[]): readonly (T | undefined)[] => [undefined, ...values];
/** On both sides of every age that means something. */
export const ageClasses = or([6, 8, 11, 12, 17, 18, 19]);
const fields = {
  role: Roles,
  sector: or(Sectors),
  age: ageClasses,
  topic: or(Topics),
  by: or(Bys),
  danger: or(Dangers),
} as const;

type Field = readonly (string | number | undefined)[];
const rest: Readonly<Record<string, Field>> = {
  special: or([...Specials, "weeks-at-home:4", "weeks-at-home:5"]),
  tried: or(Trieds),
  committee: or(Committees),
  monthsAgo: or([1, 2, 9, 11, 12, 13, 30]),
  goal: or(Goals),
};

function inputFrom(picked: Readonly<Record<string, string | number | undefined>>): SignpostInput {
  const told = Object.entries(picked).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told.map(([name, value]) => [name, name === "special" || name === "tried" ? [value] : value])) as unknown as SignpostInput;
}

/** Every combination of role, school type, age class, topic, by and danger. */
export function* fullProduct(): Generator<SignpostInput> {
  for (const role of fields.role)
    for (const sector of fields.sector)
      for (const age of fields.age)
        for (const topic of fields.topic)
          for (const by of fields.by) for (const danger of fields.danger) yield inputFrom({ role, sector, age, topic, by, danger });
}

/** For every three fields of which at least one is not in the full product: all their values, with every role. */
export function* threeWays(): Generator<SignpostInput> {
  const all: readonly (readonly [string, Field])[] = [...Object.entries({ ...fields, role: or([]) }), ...Object.entries(rest)].filter(([name]) => name !== "role");
  for (const role of Roles)
    for (let one = 0; one < all.length; one += 1)
      for (let two = one + 1; two < all.length; two += 1)
        for (let three = two + 1; three < all.length; three += 1) {
          const [a, b, c] = [all[one], all[two], all[three]];
          if (a === undefined || b === undefined || c === undefined || ![a, b, c].some(([name]) => name in rest)) continue;
          for (const x of a[1]) for (const y of b[1]) for (const z of c[1]) yield inputFrom({ role, [a[0]]: x, [b[0]]: y, [c[0]]: z });
        }
}

/** Anything the parser accepts, sets of any size included. */
export function randomInput(random: Random): SignpostInput {
  const below = (count: number): number => (((random.bytes(1)[0] ?? 0) << 8) + (random.bytes(1)[0] ?? 0)) % count;
  const pick = <T>(values: readonly T[]): T | "unknown" | undefined => [undefined, "unknown" as const, ...values, ...values][below(values.length * 2 + 2)];
  const some = <T>(values: readonly T[]): readonly T[] => values.filter(() => below(4) === 0);
  const told = {
    sector: pick(Sectors),
    age: pick([3, 7, 7.5, 8, 10, 12, 15, 17, 17.9, 18, 18.5, 19, 24]),
    topic: pick(Topics),
    by: pick(Bys),
    danger: pick(Dangers),
    special: below(3) === 0 ? pick([]) : [...some(Specials), ...(below(4) === 0 ? [`weeks-at-home:${below(12)}`] : [])],
    tried: below(3) === 0 ? pick([]) : some(Trieds),
    committee: pick(Committees),
    monthsAgo: pick([0, 0.5, 1, 1.3, 1.5, 2, 6, 9, 11.9, 12, 12.1, 13, 40]),
    goal: pick(Goals),
  };
  return { role: Roles[below(Roles.length)] ?? "pupil", ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) } as SignpostInput;
}
