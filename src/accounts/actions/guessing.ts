/**
 * Makes guessing slow: per name, in memory, also for names that nobody has. After three failures the next attempt is
 * taken only when a delay has passed that doubles up to half a minute. Refused attempts do not lengthen it. Limit: a
 * stranger who never stops trying keeps one name waiting; a passkey is not slowed by it at all.
 */
import type { Database } from "../../base/index.ts";

type Guesses = { readonly failures: number; readonly notBefore: number };

const freeFailures = 3;
const longestDelay = 30_000;
const forgottenAfter = 3_600_000;
const mostNames = 10_000;

const perInstallation = new WeakMap<Database, Map<string, Guesses>>();

function guessesOf(db: Database): Map<string, Guesses> {
  const known = perInstallation.get(db) ?? new Map<string, Guesses>();
  perInstallation.set(db, known);
  return known;
}

/** Whether an attempt for this name is taken now. */
export function mayGuess(db: Database, name: string, now: Date): boolean {
  const guesses = guessesOf(db).get(name);
  const wait = (guesses?.notBefore ?? 0) - now.getTime();
  // A longer wait than there is: the clock was put back, and nobody is to pay for that.
  return wait <= 0 || wait > longestDelay;
}

/**
 * Takes an attempt before it is judged: it counts as a failure until `forgetGuesses`, so that many at once are no way
 * around the delay.
 */
export function countGuess(db: Database, name: string, now: Date): void {
  const all = guessesOf(db);
  const before = all.get(name);
  const fresh = before === undefined || before.notBefore + forgottenAfter < now.getTime();
  const failures = fresh ? 1 : before.failures + 1;
  const delay = failures <= freeFailures ? 0 : Math.min(longestDelay, 1000 * 2 ** (failures - freeFailures - 1));
  // Re-inserted, so that the oldest name is the one that goes when there are too many.
  all.delete(name);
  all.set(name, { failures, notBefore: now.getTime() + delay });
  const oldest = all.keys().next();
  if (all.size > mostNames && oldest.done !== true) all.delete(oldest.value);
}

export function forgetGuesses(db: Database, name: string): void {
  guessesOf(db).delete(name);
}
