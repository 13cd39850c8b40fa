/**
 * Rate budgets (`security.md` 3.4). Addresses are kept only as a keyed hash, in memory, for at most an hour, under a key
 * that is thrown away every day; nothing is ever written. A class that starts together (200 in five minutes behind one
 * address) passes. Over budget nobody is refused at the end: it gets slower first, then telephone numbers are shown.
 */
import { createHmac } from "node:crypto";
import type { Clock, Random } from "../base/index.ts";

export type StartVerdict = "ok" | "slow" | "phone-numbers";

export interface Limits {
  /** Takes one start of a form for this address, at the moment the form OPENS. */
  takeStart(address: string): StartVerdict;
  /** Takes one guess of a code. `wait`: milliseconds to hold the answer; `allowed` false: answer 429, same for right and wrong codes. */
  takeGuess(address: string): { readonly allowed: boolean; readonly wait: number };
  /** A code was right: what it took is given back, so that only wrong codes ever count. */
  giveBackGuess(address: string): void;
  /** How many addresses are remembered now; for tests and metrics. */
  size(): number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export type StartBudget = { readonly window: number; readonly free: number; readonly slow: number };
/** Starts per five minutes: up to 200 pass at once, up to 300 slowly, beyond that telephone numbers. */
export const startBudget: StartBudget = { window: 5 * minute, free: 200, slow: 300 };
/** Files begun per ten minutes: a class of thirty with ten files each passes; every file that never comes costs a line of the database. */
export const uploadBudget: StartBudget = { window: 10 * minute, free: 400, slow: 600 };
/**
 * Wrong codes per ten minutes: some are free (a class behind one address mistypes), then each waits longer, then none is
 * looked at. A code has 80 bits: this keeps the server free, it is not what makes guessing hopeless.
 */
export const guessBudget = { window: 10 * minute, free: 10, most: 60, step: 200, longest: 4000 } as const;
/** Never more than this many remembered addresses: a flood of addresses must not fill the memory. */
const most = 50_000;

interface Count {
  since: number;
  taken: number;
}

type Counts = Map<string, Count>;

function take(counts: Counts, name: string, window: number, now: number): number {
  const known = counts.get(name);
  // `since` after now: the clock was put back, and the window would not end.
  if (known !== undefined && now - known.since < window && known.since <= now) {
    known.taken += 1;
    return known.taken;
  }
  if (counts.size >= most) counts.delete(counts.keys().next().value ?? "");
  counts.delete(name);
  counts.set(name, { since: now, taken: 1 });
  return 1;
}

/** Forgets what is older than an hour; the oldest stand first. */
function forget(counts: Counts, now: number): void {
  for (const [name, { since }] of counts) {
    if (now - since < hour && since <= now) return;
    counts.delete(name);
  }
}

export function createLimits({ clock, random, budget = startBudget }: { readonly clock: Clock; readonly random: Random; readonly budget?: StartBudget }): Limits {
  const starts: Counts = new Map();
  const guesses: Counts = new Map();
  let key = random.bytes(32);
  let keyDay = Math.floor(clock.now().getTime() / day);
  const named = (address: string, now: number): string => {
    const today = Math.floor(now / day);
    if (today !== keyDay) {
      keyDay = today;
      key = random.bytes(32);
      starts.clear();
      guesses.clear();
    }
    forget(starts, now);
    forget(guesses, now);
    return createHmac("sha256", key).update(address).digest("base64url").slice(0, 22);
  };
  return {
    takeStart: (address) => {
      const now = clock.now().getTime();
      const taken = take(starts, named(address, now), budget.window, now);
      return taken <= budget.free ? "ok" : taken <= budget.slow ? "slow" : "phone-numbers";
    },
    takeGuess: (address) => {
      const now = clock.now().getTime();
      const taken = take(guesses, named(address, now), guessBudget.window, now);
      const wait = Math.min(guessBudget.longest, Math.max(0, taken - guessBudget.free) * guessBudget.step);
      return { allowed: taken <= guessBudget.most, wait };
    },
    giveBackGuess: (address) => {
      const known = guesses.get(named(address, clock.now().getTime()));
      if (known !== undefined && known.taken > 0) known.taken -= 1;
    },
    size: () => starts.size + guesses.size,
  };
}
