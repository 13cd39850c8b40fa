/**
 * The states of a case: one table that drives the server's check, the desk's buttons, the labels, the diagram in
 * `docs/states` and the tests. Pure; browsers import it.
 *
 * Two promises stand in it: nobody but the person brings a case to `helped` (`product.md` promise 7), and every state
 * except `removed` has a way on.
 */
export const CaseStates = ["new", "open", "waiting", "unread", "asked-helped", "closed", "removed"] as const;
export type CaseState = (typeof CaseStates)[number];

export const Outcomes = ["helped", "not-known", "referred", "no-longer-wanted"] as const;
export type Outcome = (typeof Outcomes)[number];

/** Everything that moves a case. Acts of a `reporter` are signed with the key from the code. */
export const CaseActs = [
  "take",
  "answer",
  "ask-helped",
  "close",
  "reopen",
  "write",
  "say-helped",
  "say-not-helped",
  "stop",
  "remove",
] as const;
export type CaseAct = (typeof CaseActs)[number];

export type Transition = {
  readonly act: CaseAct;
  readonly by: "member" | "reporter";
  readonly from: readonly CaseState[];
  readonly to: CaseState;
  /** Outcomes that may stand beside `closed`; exactly one must be given. */
  readonly outcomes?: readonly Outcome[];
  /** The permission a member needs (`accounts`). */
  readonly permission?: "case.write" | "case.close" | "case.read";
};

const living = ["new", "open", "waiting", "unread", "asked-helped"] as const;

export const Transitions: readonly Transition[] = [
  /** A worker read what came in and takes it up. */
  { act: "take", by: "member", from: ["new", "unread"], to: "open", permission: "case.write" },
  /** An answer was written; now the person is asked to react. */
  { act: "answer", by: "member", from: ["new", "open", "unread", "waiting"], to: "waiting", permission: "case.write" },
  /** "Were you helped?" Only the person answers that. */
  { act: "ask-helped", by: "member", from: ["open", "waiting"], to: "asked-helped", permission: "case.write" },
  /** Closed without the person's yes: why stands in a sealed note. Never as helped. */
  { act: "close", by: "member", from: ["open", "waiting", "asked-helped"], to: "closed", outcomes: ["not-known", "referred", "no-longer-wanted"], permission: "case.close" },
  { act: "reopen", by: "member", from: ["closed", "asked-helped", "waiting"], to: "open", permission: "case.write" },
  /** The person wrote: somebody must read it, also when the case was closed. What nobody opened yet stays new. */
  { act: "write", by: "reporter", from: ["new"], to: "new" },
  { act: "write", by: "reporter", from: ["open", "waiting", "unread", "asked-helped", "closed"], to: "unread" },
  { act: "say-helped", by: "reporter", from: ["asked-helped"], to: "closed", outcomes: ["helped"] },
  /** "No" opens it again; it is due the same day. */
  { act: "say-not-helped", by: "reporter", from: ["asked-helped"], to: "open" },
  { act: "stop", by: "reporter", from: living, to: "closed", outcomes: ["no-longer-wanted"] },
  /** Deleted with the code: nothing of the content stays. */
  { act: "remove", by: "reporter", from: [...living, "closed"], to: "removed" },
];

/** The one transition an act makes from a state; `undefined`: not allowed from there. */
export function transition(state: CaseState, act: CaseAct): Transition | undefined {
  return Transitions.find((one) => one.act === act && one.from.includes(state));
}

/** What a member may do now: the desk's buttons. */
export function memberActs(state: CaseState): readonly Transition[] {
  return Transitions.filter((one) => one.by === "member" && one.from.includes(state));
}

/** What the person may do now: the buttons of the conversation. */
export function reporterActs(state: CaseState): readonly Transition[] {
  return Transitions.filter((one) => one.by === "reporter" && one.from.includes(state));
}

/** Where somebody of the team has something to do now (the desk's "today", together with what is due). */
export const needsReading: readonly CaseState[] = ["new", "unread"];

/** Size class by sealed bytes of all pieces and files: coarse, because it stands open. */
export function sizeClassOf(bytes: number): number {
  return [100_000, 1_000_000, 10_000_000].filter((bound) => bytes > bound).length;
}
