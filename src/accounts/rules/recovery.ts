/** Recovery of a member's key by two holders (`security.md` 1.9). Pure; server, desk, docs and tests ask this table. */

export const RecoveryStates = ["begun", "waiting", "done", "stopped"] as const;
export type RecoveryState = (typeof RecoveryStates)[number];

/** `link`: who holds the one-time link, and by the last step the key itself. `house`: the clock, or a holder who left. */
export type RecoveryHand = "person" | "holder" | "link" | "house";

export type RecoveryStep = { readonly act: "ask" | "stop" | "finish"; readonly by: readonly RecoveryHand[]; readonly from: readonly RecoveryState[]; readonly to: RecoveryState };

export const RecoverySteps: readonly RecoveryStep[] = [
  { act: "ask", by: ["link"], from: ["begun"], to: "waiting" },
  { act: "stop", by: ["person", "holder", "house"], from: ["begun", "waiting"], to: "stopped" },
  { act: "finish", by: ["link"], from: ["waiting"], to: "done" },
];

/** Where this act leads from this state, by this hand; `undefined`: nowhere. */
export function recoveryStep(act: RecoveryStep["act"], by: RecoveryHand, from: RecoveryState): RecoveryState | undefined {
  return RecoverySteps.find((step) => step.act === act && step.by.includes(by) && step.from.includes(from))?.to;
}

/** A term of our own, not of a law: long enough that somebody who was ill or away for a weekend can say stop. */
export const recoveryWaitHours = 72;
/** How long a recovery that nobody ends stays possible, and how long one that is over is shown. */
export const recoveryDays = 14;

const hour = 3_600_000;

/** The whole hour from which holders may pass their share on: never less than the wait after `asked`. */
export function recoveryTimes(now: Date): { readonly asked: Date; readonly opensAt: Date } {
  const asked = new Date(Math.ceil(now.getTime() / hour) * hour);
  return { asked, opensAt: new Date(asked.getTime() + recoveryWaitHours * hour) };
}

/** What the recovered key signs at the end: this recovery, this new wrap. */
export function recoveryAct(recovery: string, wrapped: string): { readonly act: string; readonly nonce: string; readonly fields: { readonly wrapped: string } } {
  return { act: "member.recover", nonce: recovery, fields: { wrapped } };
}
