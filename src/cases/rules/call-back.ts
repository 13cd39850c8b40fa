/**
 * How a call-back stands: the one table that drives the server's check, the buttons of desk and conversation, docs/states and
 * the tests. Pure; browsers import it.
 *
 * Where it says `wrong-person`, nobody calls that number again (`security.md` 3.5); only a new request starts anew.
 */
export const CallBackStates = ["asked", "missed", "tried", "spoken", "wrong-person", "other-way", "cancelled"] as const;
export type CallBackState = (typeof CallBackStates)[number];

export const CallBackActs = ["acknowledge", "no-answer", "voicemail", "wrong-person", "spoken", "plan", "other-way", "change", "cancel", "pass"] as const;
export type CallBackAct = (typeof CallBackActs)[number];

export type CallBackStep = {
  readonly act: CallBackAct;
  readonly by: "member" | "reporter" | "system";
  readonly from: readonly CallBackState[];
  /** Absent: stays as it is. */
  readonly to?: CallBackState;
  /** Counts as an attempt to reach the person. */
  readonly attempt?: true;
  /** Goes with another moment, in the same act. */
  readonly slot?: "required";
};

/** Somebody still waits for a call. */
export const waitingStates = ["asked", "missed", "tried"] as const satisfies readonly CallBackState[];
const waiting = waitingStates;

export const CallBackSteps: readonly CallBackStep[] = [
  /** The rules were read; only now the browser shows the number. */
  { act: "acknowledge", by: "member", from: waiting },
  { act: "no-answer", by: "member", from: waiting, to: "tried", attempt: true },
  /** Only where the person allows it: the desk offers it no other way. */
  { act: "voicemail", by: "member", from: waiting, to: "tried", attempt: true },
  { act: "wrong-person", by: "member", from: waiting, to: "wrong-person", attempt: true },
  { act: "spoken", by: "member", from: waiting, to: "spoken", attempt: true },
  /** The next attempt, at a moment with hands free. */
  { act: "plan", by: "member", from: waiting, to: "asked", slot: "required" },
  /** Calling does not work: on in the conversation. */
  { act: "other-way", by: "member", from: waiting, to: "other-way" },
  { act: "change", by: "reporter", from: [...waiting, "other-way", "cancelled"], to: "asked", slot: "required" },
  { act: "cancel", by: "reporter", from: [...waiting], to: "cancelled" },
  /** The moment went by and nobody called: the team lead is told. */
  { act: "pass", by: "system", from: ["asked"], to: "missed" },
];

/** The one step an act makes from a state; `undefined`: not allowed from there. */
export function callBackStep(state: CallBackState, act: CallBackAct): CallBackStep | undefined {
  return CallBackSteps.find((one) => one.act === act && one.from.includes(state));
}

/** What somebody may do now. */
export function callBackActs(state: CallBackState, by: CallBackStep["by"]): readonly CallBackAct[] {
  return CallBackSteps.filter((one) => one.by === by && one.from.includes(state)).map((one) => one.act);
}

export const isWaiting = (state: CallBackState): boolean => waiting.some((one) => one === state);
