/** What a board has to do after an advice: each with its day, "was it done?" asked to both sides, and what is late goes up. */
import type { Side } from "./steps.ts";

export const Settlements = ["followed", "not-followed", "not-known"] as const;
export type Settlement = (typeof Settlements)[number];

export type Obligation = {
  readonly id: string;
  readonly addressee: "board" | "committee";
  readonly dueDay: string;
  readonly boardSays: "yes" | "no" | null;
  readonly complainantSays: "yes" | "no" | null;
  readonly settled: Settlement | null;
  /** 1: over its day, the committee's secretary is told; 2: long over it, the coordinator is told. */
  readonly alert: 0 | 1 | 2;
};

export const ObligationStates = ["open", "one-says-done", "disputed", "overdue", "followed", "not-followed", "not-known"] as const;
export type ObligationState = (typeof ObligationStates)[number];

/** `disputed`: one side says yes and the other no. */
export function obligationState(one: Obligation, today: string): ObligationState {
  if (one.settled !== null) return one.settled;
  const said = new Set([one.boardSays, one.complainantSays]);
  if (said.has("yes") && said.has("no")) return "disputed";
  if (one.dueDay < today) return "overdue";
  return said.has("yes") ? "one-says-done" : "open";
}

/** The side that was not heard yet about something that somebody says was done, or that is over its day. */
export function asksWhom(one: Obligation, today: string): readonly Side[] {
  if (one.settled !== null || (one.boardSays === null && one.complainantSays === null && one.dueDay >= today)) return [];
  return [...(one.boardSays === null ? (["board"] as const) : []), ...(one.complainantSays === null ? (["complainant"] as const) : [])];
}

/** What follows from what both sides said: only two times yes is followed. */
export function settledBy(boardSays: Obligation["boardSays"], complainantSays: Obligation["complainantSays"]): Settlement | null {
  return boardSays === "yes" && complainantSays === "yes" ? "followed" : null;
}

/** How a procedure ends whose obligations are all settled. */
export function endingOf(all: readonly Pick<Obligation, "settled">[]): "followed" | "not-followed" | undefined {
  if (all.length === 0 || all.some(({ settled }) => settled === null)) return undefined;
  return all.every(({ settled }) => settled === "followed") ? "followed" : "not-followed";
}

/** Days after the day that was set from which the coordinator is told. The house's own choice, no term of a law. */
export const daysUntilCoordinator = 14;
