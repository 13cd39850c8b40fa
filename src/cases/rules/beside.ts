/**
 * What runs beside a case and holds a member's step back: nobody is left between two desks. One rule for the server's check
 * and the search of all states together. Pure.
 */
import type { CaseState, Outcome } from "../rules.ts";

export type Beside = {
  /** This case is itself an offer that nobody accepted yet. */
  readonly onOffer: boolean;
  /** What was offered from this case to another desk: waits for its answer, or was accepted. */
  readonly offered: boolean;
  readonly accepted: boolean;
  readonly atMinistry: boolean;
};

export const nothingBeside: Beside = { onOffer: false, offered: false, accepted: false, atMinistry: false };

export type HeldBeside = "referral-open" | "referral-needed" | "ministry-open";

/** Why a member may not bring a case there now. What is on offer is accepted first; who offered it keeps it until then. */
export function heldBeside(to: CaseState, outcome: Outcome | undefined, { onOffer, offered, accepted, atMinistry }: Beside): HeldBeside | undefined {
  if (onOffer) return "referral-open";
  if (to !== "closed") return undefined;
  if (atMinistry) return "ministry-open";
  if (offered) return "referral-open";
  return outcome === "referred" && !accepted ? "referral-needed" : undefined;
}
