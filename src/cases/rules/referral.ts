/**
 * The states of a referral, one table for the server's check, the desk's buttons, the diagram and the tests. The promise
 * in it: at every moment exactly one side is answerable, and that is the sender until the receiver accepted. Pure.
 */
export const ReferralStates = ["offered", "accepted", "declined", "recalled", "withdrawn"] as const;
export type ReferralState = (typeof ReferralStates)[number];
export const ReferralActs = ["accept", "decline", "recall", "withdraw"] as const;
export type ReferralAct = (typeof ReferralActs)[number];

/** Why a desk does not take it: about the desk, never about the person. */
export const DeclineReasons = ["not-our-work", "no-room", "too-close", "other-desk", "cannot-reach"] as const;
export type DeclineReason = (typeof DeclineReasons)[number];

export type ReferralTransition = {
  readonly act: ReferralAct;
  readonly by: "sender" | "receiver" | "reporter";
  readonly from: readonly ReferralState[];
  readonly to: ReferralState;
  readonly needsReason?: true;
};

export const ReferralTransitions: readonly ReferralTransition[] = [
  { act: "accept", by: "receiver", from: ["offered"], to: "accepted" },
  { act: "decline", by: "receiver", from: ["offered"], to: "declined", needsReason: true },
  { act: "recall", by: "sender", from: ["offered"], to: "recalled" },
  /** The consent under it ended before anybody accepted: what was offered is gone there. */
  { act: "withdraw", by: "reporter", from: ["offered"], to: "withdrawn" },
];

export function referralAfter(state: ReferralState, act: ReferralAct): ReferralState | undefined {
  return ReferralTransitions.find((one) => one.act === act && one.from.includes(state))?.to;
}

/** Who answers to the person, in every state. */
export const answerable: Readonly<Record<ReferralState, "sender" | "receiver">> = {
  offered: "sender",
  accepted: "receiver",
  declined: "sender",
  recalled: "sender",
  withdrawn: "sender",
};
