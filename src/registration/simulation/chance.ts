/** Chance that is the same for the same seed on every machine. For made-up data only; nothing is sealed with it. */
export type Chance = {
  /** From 0 up to but not including 1. */
  readonly share: () => number;
  readonly pick: <T extends string>(weights: Readonly<Record<T, number>>) => T;
  /** Whole number from 0 up to but not including `below`. */
  readonly whole: (below: number) => number;
};

/** sfc32, seeded by four words that are mixed from one. */
function numbers(seed: number): () => number {
  let a = seed | 0;
  let b = (seed ^ 0x9e3779b9) | 0;
  let c = 0x243f6a88;
  let d = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 20; warm += 1) next();
  return next;
}

type Ladder = { readonly names: readonly string[]; readonly steps: readonly number[] };

function ladderOf(weights: Readonly<Record<string, number>>): Ladder {
  let sum = 0;
  const names = Object.keys(weights);
  return { names, steps: names.map((name) => (sum += weights[name] ?? 0)) };
}

/** `seed`: a whole number from 0 to 4294967295. */
export function chanceFrom(seed: number): Chance {
  const share = numbers(seed);
  const ladders = new WeakMap<object, Ladder>();
  const pick = <T extends string>(weights: Readonly<Record<T, number>>): T => {
    const ladder = ladders.get(weights) ?? ladderOf(weights);
    ladders.set(weights, ladder);
    const at = share() * (ladder.steps.at(-1) ?? 0);
    const found = ladder.steps.findIndex((step) => at < step);
    return ladder.names[found] as T;
  };
  return { share, pick, whole: (below) => Math.floor(share() * below) };
}
