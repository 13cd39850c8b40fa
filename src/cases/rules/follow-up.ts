/**
 * Followed until helped: check-ins after the end, and when a next step must be named. One table drives the server's check,
 * the person's page, the desk and the tests. Pure; browsers import it.
 */
export const CheckInStates = ["planned", "asked", "answered", "missed", "dropped"] as const;
export type CheckInState = (typeof CheckInStates)[number];

export type CheckInAct = "ask" | "answer" | "miss" | "drop";
export type CheckInTransition = { readonly act: CheckInAct; readonly by: "job" | "reporter"; readonly from: readonly CheckInState[]; readonly to: CheckInState };

/** The team asks and plans; it never answers in the person's place, and never takes a question away. */
export const CheckInTransitions: readonly CheckInTransition[] = [
  { act: "ask", by: "job", from: ["planned"], to: "asked" },
  /** No answer within `answerDays`: the desk sees it. An answer is still welcome. */
  { act: "miss", by: "job", from: ["asked"], to: "missed" },
  { act: "answer", by: "reporter", from: ["planned", "asked", "missed"], to: "answered" },
  { act: "drop", by: "reporter", from: ["planned", "asked", "missed"], to: "dropped" },
];

export const checkInMay = (state: CheckInState, act: CheckInAct): boolean => CheckInTransitions.some((one) => one.act === act && one.from.includes(state));

/** Weeks after the end at which the person is asked by default: at once, and after six and twenty-six weeks. */
export const defaultWeeks = [0, 6, 26] as const;
/** Days an asked check-in waits before the desk is shown that there was no answer. */
export const answerDays = 14;
/** Check-ins of one case, and how far ahead one can be planned, in days. */
export const mostCheckIns = 12;
export const farthestDays = 366;
/**
 * Days within which the team hands over its notes: the network's own promise, not a term of law. The term of the privacy
 * law was not looked up for this product (`docs/decisions/0020`).
 */
export const accessDays = 28;

/** What a check-in asks, beside "how is it now": did something bad follow because you told it? */
export const CheckInAnswers = ["yes", "no", "unsure"] as const;
export type CheckInAnswer = (typeof CheckInAnswers)[number];

/** Somebody must read it: it did not get better, or something bad followed. The person's own browser says so in the open. */
export function asksAttention(answer: { readonly better: CheckInAnswer; readonly retaliation: CheckInAnswer; readonly text?: string | undefined }): boolean {
  return answer.better !== "yes" || answer.retaliation !== "no" || (answer.text ?? "") !== "";
}

/** Why a case was closed without the person's word. Sealed beside the reason in words: the server need not know it. */
export const CloseReasons = ["no-answer", "not-reachable", "would-not-say", "not-safe-to-ask", "somebody-else-follows"] as const;
export type CloseReason = (typeof CloseReasons)[number];

type Placed = { readonly kind: string; readonly sequence: number };

/**
 * After the person's word whether it helped, a case that goes on needs a named next step before anybody may ask again or
 * close it: the newest `helped` piece is followed by a `next-step` piece.
 */
export function needsNextStep(shared: readonly Placed[]): boolean {
  const newest = (kind: string): number => Math.max(0, ...shared.filter((one) => one.kind === kind).map((one) => one.sequence));
  return newest("helped") > newest("next-step");
}

/** What a proof may say: a closed list, checked against what stands open about the case. */
export const ProofKinds = ["told", "answered", "ended"] as const;
export type ProofKind = (typeof ProofKinds)[number];
