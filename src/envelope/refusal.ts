/** Why a sealed thing was not opened. Closed list: every reason has a vector in `tests/vectors` and a sentence on screens. */
export const OpeningReasons = [
  "moved",
  "replayed",
  "reordered",
  "dropped",
  "rolled-back",
  "wrong-epoch",
  "unsigned",
  "wrong-signature",
  "cannot-open",
  "damaged",
] as const;
export type OpeningReason = (typeof OpeningReasons)[number];

/** Why something was not sealed. Nothing left the caller when one of these is thrown. */
export const SealingReasons = ["too-long", "no-recipient", "unknown-recipient", "mixed-recipients"] as const;
export type SealingReason = (typeof SealingReasons)[number];

export type EnvelopeReason = OpeningReason | SealingReason;

/**
 * Thrown by everything that opens or seals. Carries the reason only: a body, key or code must never reach an error object,
 * because error objects reach logs.
 */
export class EnvelopeRefusal extends Error {
  readonly reason: EnvelopeReason;
  /** Place in the chain, counted from 0, when one piece of several was refused. */
  readonly at: number | undefined;

  constructor(reason: EnvelopeReason, at?: number) {
    super(reason);
    this.name = "EnvelopeRefusal";
    this.reason = reason;
    this.at = at;
  }
}
