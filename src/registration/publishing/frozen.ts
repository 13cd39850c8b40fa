/**
 * What was counted of a quarter stays counted. The register holds a commitment to it; the counts themselves lie with the installation, never with the
 * releases: unprotected, they would be everything that protection hides.
 */
import { quartersOf, type Period } from "../facts/weeks.ts";
import { readCube, writeCube, type Cube } from "./cube.ts";
import type { Register, RegisterKey } from "./register.ts";

export type Counting = {
  readonly cubes: ReadonlyMap<Period, Cube>;
  /** Quarter → commitment, for the register. */
  readonly counted: Readonly<Record<string, string>>;
  /** Commitment → content, to be kept by the installation. */
  readonly keep: Readonly<Record<string, string>>;
  /** Quarters whose facts say something else today than when they were published. */
  readonly changed: readonly Period[];
};
export type CountingAnswer = { readonly ok: true; readonly counting: Counting } | { readonly ok: false; readonly quarter: Period; readonly sentence: string };
export type Kept = (commitment: string) => string | undefined;

function commitments(register: Register): ReadonlyMap<Period, string> {
  return new Map(register.flatMap(({ counted }) => Object.entries(counted)));
}

type Made = { readonly cube: Cube; readonly commitment: string; readonly content: string; readonly isChanged: boolean };

/** The quarter as it was published, or as the facts have it when it was not. Undefined: it was published, the facts changed, and what was counted is gone. */
function cubeFor(quarter: Period, today: Cube, then: string | undefined, key: RegisterKey, kept: Kept): Made | undefined {
  const content = writeCube(today);
  const commitment = key.commit(quarter, content);
  if (then === undefined || then === commitment) return { cube: today, commitment, content, isChanged: false };
  const before = kept(then);
  if (before === undefined || key.commit(quarter, before) !== then) return undefined;
  return { cube: readCube(quarter, before), commitment: then, content: before, isChanged: true };
}

/** The quarters of these periods, and those of earlier releases as far as they can still be had: attacks are made with what is known of them. */
export function countQuarters(periods: readonly Period[], today: ReadonlyMap<Period, Cube>, register: Register, key: RegisterKey, kept: Kept): CountingAnswer {
  const published = commitments(register);
  const wanted = new Set(periods.flatMap(quartersOf));
  const cubes = new Map<Period, Cube>();
  const counted: Record<string, string> = {};
  const keep: Record<string, string> = {};
  const changed: Period[] = [];
  for (const quarter of [...new Set([...wanted, ...published.keys()])].toSorted()) {
    const made = cubeFor(quarter, today.get(quarter) ?? [], published.get(quarter), key, kept);
    if (made === undefined && wanted.has(quarter)) return { ok: false, quarter, sentence: `${quarter} was published before, its facts were changed since, and what was counted then is not there. Put back your copy of the folder "registration" of the data folder.` };
    if (made === undefined) continue;
    cubes.set(quarter, made.cube);
    if (made.isChanged && wanted.has(quarter)) changed.push(quarter);
    if (!wanted.has(quarter)) continue;
    counted[quarter] = made.commitment;
    keep[made.commitment] = made.content;
  }
  return { ok: true, counting: { cubes, counted, keep, changed } };
}
