/** The way back for who loses the code (`security.md` 1.10): what a code may decide, and what a name and a sentence must be. Pure. */
export const Cards = ["own", "trusted", "helper"] as const;
export type Card = (typeof Cards)[number];

/** A helper reads and writes; what is decided, the person decides. */
export const mayDecide = (card: Card): boolean => card !== "helper";

/** Days between a claim and the first look at it, in which whoever holds the code can stop it. */
export const claimDays = 7;
export const mostClaims = 3;
export const ClaimStates = ["waiting", "stopped", "refused", "accepted"] as const;
export type ClaimState = (typeof ClaimStates)[number];

export type ClaimAct = "stop" | "refuse" | "accept";
export type ClaimTransition = { readonly act: ClaimAct; readonly by: "reporter" | "member"; readonly from: readonly ClaimState[]; readonly to: ClaimState };

/** A claim goes forward once. Whoever holds the code stops it; a worker's browser compares it from its day on, and no earlier. */
export const ClaimTransitions: readonly ClaimTransition[] = [
  { act: "stop", by: "reporter", from: ["waiting"], to: "stopped" },
  { act: "refuse", by: "member", from: ["waiting"], to: "refused" },
  { act: "accept", by: "member", from: ["waiting"], to: "accepted" },
];

export const claimMay = (state: ClaimState, act: ClaimAct): boolean => ClaimTransitions.some((one) => one.act === act && one.from.includes(state));

/** As people type it again months later: case, accents' writing, punctuation and spaces do not matter. */
export function plain(typed: string): string {
  return typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export const leastWords = 4;
export const longestSentence = 200;
export type WayBackProblem = "name" | "sentence";

/** What must be corrected; nothing when it will do. */
export function wayBackProblem(name: string, sentence: string): WayBackProblem | undefined {
  if (plain(name).length < 3 || name.length > 60) return "name";
  const words = plain(sentence).split(" ");
  return words.length < leastWords || plain(sentence).length < 12 || sentence.length > longestSentence ? "sentence" : undefined;
}
