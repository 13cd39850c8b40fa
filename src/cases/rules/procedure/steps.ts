/**
 * The steps of a complaint procedure: one table that drives the server's check, the buttons of the desk and of both sides'
 * pages, the diagram in `docs/states` and the tests. Pure; browsers import it.
 *
 * Whoever's turn it is, the committee stays answerable: from every state there is a way on that does not wait for a side
 * that keeps silent.
 */
export const ProcedureStates = [
  "started",
  "received",
  "admissibility",
  "forwarded",
  "answered",
  "handling",
  "mediation",
  "defence",
  "defended",
  "hearing",
  "decided",
  "advised",
  "reacted",
  "following",
  "ended",
  "removed",
] as const;
export type ProcedureState = (typeof ProcedureStates)[number];

export const Parties = ["committee", "complainant", "board"] as const;
export type Party = (typeof Parties)[number];
/** Who takes part with a code of his own. */
export type Side = Exclude<Party, "committee">;

export const ProcedureOutcomes = ["not-affiliated", "inadmissible", "solved-by-board", "mediated", "withdrawn", "not-pursued", "decided", "not-adopted", "followed", "not-followed"] as const;
export type ProcedureOutcome = (typeof ProcedureOutcomes)[number];

/** Kinds of pieces in the chain that committee, complainant and board share. */
export const ProcedureKinds = ["complaint", "statement", "file", "step", "defence", "hearing", "decision", "advice", "reaction", "obligation", "done-answer", "summary", "epoch"] as const;
export type ProcedureKind = (typeof ProcedureKinds)[number];

export const ProcedureActs = [
  "hand-in",
  "ask-affiliation",
  "affiliated",
  "not-affiliated",
  "inadmissible",
  "forward",
  "admit",
  "answer-complaint",
  "say-solved",
  "say-not-solved",
  "take-up",
  "offer-mediation",
  "mediation-worked",
  "mediation-failed",
  "ask-defence",
  "defend",
  "no-defence",
  "plan-hearing",
  "decide",
  "advise",
  "end-without-advice",
  "react",
  "no-reaction",
  "set-obligations",
  "end-not-adopted",
  "finish",
  "not-pursued",
  "withdraw",
  "reopen",
  "follow-again",
  "extend",
  "pause",
  "resume",
  "write",
  "say-done",
  "say-not-done",
  "settle",
  "propose-summary",
] as const;
export type ProcedureAct = (typeof ProcedureActs)[number];

/** What must be so besides the state. */
export const Guards = ["board-invited", "term-passed", "not-binding", "advised", "not-advised", "all-settled", "open-obligation", "paused", "not-paused"] as const;
export type Guard = (typeof Guards)[number];

/**
 * Where the day comes from by which the next step is taken: a term of the law data; a day that the committee sets, because
 * no number is known; the day by which the committee's team promised to act; or as it was.
 */
export type NextDay = "board-first-answer" | "board-solution" | "board-reaction" | "set-by-committee" | "own-promise" | "kept" | "none";

export type ProcedureStep = {
  readonly act: ProcedureAct;
  readonly by: Party;
  readonly from: readonly ProcedureState[];
  /** Without: the state stays. */
  readonly to?: ProcedureState;
  readonly outcomes?: readonly ProcedureOutcome[];
  /** The piece that says it, signed by who does it. Files may go along with what a side writes. */
  readonly kind: Exclude<ProcedureKind, "file" | "epoch">;
  readonly guards?: readonly Guard[];
  readonly next: NextDay;
};

const beforeEnd = ["received", "admissibility", "forwarded", "answered", "handling", "mediation", "defence", "defended", "hearing", "decided", "advised", "reacted", "following"] as const;
const waiting = ["received", "admissibility", "forwarded", "answered", "handling", "mediation", "defence", "defended", "hearing", "decided", "advised", "reacted"] as const;

export const ProcedureSteps: readonly ProcedureStep[] = [
  /** The complaint comes in by the complainant's own hand, also when everything was told to the committee before. */
  { act: "hand-in", by: "complainant", from: ["started"], to: "received", kind: "complaint", next: "own-promise" },
  { act: "not-pursued", by: "committee", from: ["started"], to: "ended", outcomes: ["not-pursued"], kind: "step", next: "none" },

  /** Which committee a school belongs to is often not known here: then it is asked. */
  { act: "ask-affiliation", by: "committee", from: ["received"], kind: "step", next: "set-by-committee" },
  { act: "affiliated", by: "committee", from: ["received"], to: "admissibility", kind: "step", next: "own-promise" },
  { act: "not-affiliated", by: "committee", from: ["received"], to: "ended", outcomes: ["not-affiliated"], kind: "step", next: "none" },

  { act: "inadmissible", by: "committee", from: ["admissibility"], to: "ended", outcomes: ["inadmissible"], kind: "step", next: "none" },
  { act: "forward", by: "committee", from: ["admissibility"], to: "forwarded", kind: "step", guards: ["board-invited"], next: "board-first-answer" },
  { act: "admit", by: "committee", from: ["admissibility"], to: "handling", kind: "step", next: "own-promise" },

  { act: "answer-complaint", by: "board", from: ["forwarded"], to: "answered", kind: "statement", next: "board-solution" },
  { act: "say-solved", by: "complainant", from: ["forwarded", "answered"], to: "ended", outcomes: ["solved-by-board"], kind: "statement", next: "none" },
  { act: "say-not-solved", by: "complainant", from: ["answered"], to: "handling", kind: "statement", next: "own-promise" },
  /** Without an answer within the first term, or without a solution within the second, the committee goes on. */
  { act: "take-up", by: "committee", from: ["forwarded", "answered"], to: "handling", kind: "step", guards: ["term-passed"], next: "own-promise" },

  { act: "offer-mediation", by: "committee", from: ["handling"], to: "mediation", kind: "step", next: "set-by-committee" },
  { act: "mediation-worked", by: "complainant", from: ["mediation"], to: "ended", outcomes: ["mediated"], kind: "statement", next: "none" },
  { act: "mediation-failed", by: "committee", from: ["mediation"], to: "handling", kind: "step", next: "own-promise" },

  { act: "ask-defence", by: "committee", from: ["handling"], to: "defence", kind: "step", guards: ["board-invited"], next: "set-by-committee" },
  { act: "defend", by: "board", from: ["defence"], to: "defended", kind: "defence", next: "own-promise" },
  { act: "no-defence", by: "committee", from: ["defence"], to: "defended", kind: "step", guards: ["term-passed"], next: "own-promise" },
  { act: "plan-hearing", by: "committee", from: ["defended", "hearing"], to: "hearing", kind: "hearing", next: "set-by-committee" },
  { act: "decide", by: "committee", from: ["defended", "hearing"], to: "decided", kind: "decision", next: "own-promise" },

  { act: "advise", by: "committee", from: ["decided"], to: "advised", kind: "advice", next: "board-reaction" },
  { act: "end-without-advice", by: "committee", from: ["decided"], to: "ended", outcomes: ["decided"], kind: "step", next: "none" },
  { act: "react", by: "board", from: ["advised"], to: "reacted", kind: "reaction", next: "own-promise" },
  { act: "no-reaction", by: "committee", from: ["advised"], to: "reacted", kind: "step", guards: ["term-passed"], next: "own-promise" },

  /** Every obligation has a day and an addressee; what binds cannot be left out because the board does not want it. */
  { act: "set-obligations", by: "committee", from: ["reacted", "following"], to: "following", kind: "obligation", next: "none" },
  { act: "end-not-adopted", by: "committee", from: ["reacted"], to: "ended", outcomes: ["not-adopted"], kind: "step", guards: ["not-binding"], next: "none" },
  { act: "say-done", by: "board", from: ["following"], kind: "done-answer", guards: ["open-obligation"], next: "kept" },
  { act: "say-not-done", by: "board", from: ["following"], kind: "done-answer", guards: ["open-obligation"], next: "kept" },
  { act: "say-done", by: "complainant", from: ["following"], kind: "done-answer", guards: ["open-obligation"], next: "kept" },
  { act: "say-not-done", by: "complainant", from: ["following"], kind: "done-answer", guards: ["open-obligation"], next: "kept" },
  /** Never as followed: that takes the yes of both sides. */
  { act: "settle", by: "committee", from: ["following"], kind: "done-answer", guards: ["open-obligation"], next: "kept" },
  { act: "finish", by: "committee", from: ["following"], to: "ended", outcomes: ["followed", "not-followed"], kind: "step", guards: ["all-settled"], next: "none" },

  { act: "withdraw", by: "complainant", from: ["started", ...beforeEnd], to: "ended", outcomes: ["withdrawn"], kind: "statement", next: "none" },
  /** An advice that was given stands: then only what was to be done is taken up again. */
  { act: "reopen", by: "committee", from: ["ended"], to: "handling", kind: "step", guards: ["not-advised"], next: "own-promise" },
  { act: "follow-again", by: "committee", from: ["ended"], to: "following", kind: "step", guards: ["advised"], next: "none" },
  { act: "extend", by: "committee", from: waiting, kind: "step", guards: ["not-paused"], next: "set-by-committee" },
  { act: "pause", by: "committee", from: waiting, kind: "step", guards: ["not-paused"], next: "kept" },
  { act: "resume", by: "committee", from: waiting, kind: "step", guards: ["paused"], next: "kept" },
  { act: "write", by: "committee", from: ["started", ...beforeEnd, "ended"], kind: "statement", next: "kept" },
  { act: "write", by: "complainant", from: beforeEnd, kind: "statement", next: "kept" },
  { act: "write", by: "board", from: beforeEnd.filter((state) => state !== "received" && state !== "admissibility"), kind: "statement", next: "kept" },
  { act: "propose-summary", by: "committee", from: ["ended"], kind: "summary", next: "none" },
];

/** Whose turn it is. The committee is answerable in every state, also when it waits for somebody. */
export const Turns: Readonly<Record<ProcedureState, Party | undefined>> = {
  started: "complainant",
  received: "committee",
  admissibility: "committee",
  forwarded: "board",
  answered: "complainant",
  handling: "committee",
  mediation: "complainant",
  defence: "board",
  defended: "committee",
  hearing: "committee",
  decided: "committee",
  advised: "board",
  reacted: "committee",
  following: "board",
  ended: "committee",
  removed: undefined,
};

/** Acts that say no more than the kind of their piece does: screens name the kind only. */
const plainActs: readonly string[] = ["hand-in", "defend", "react", "write", "plan-hearing", "decide", "advise", "propose-summary"];
export const isPlainAct = (act: string | undefined): boolean => act === undefined || plainActs.includes(act);

/** How far a complaint is right, and how far a board takes an advice over. */
export const FoundedAnswers = ["yes", "partly", "no"] as const;
export type Founded = (typeof FoundedAnswers)[number];

/** How a procedure stands, as far as the guards ask. Days as `YYYY-MM-DD`. */
export type Standing = {
  readonly state: ProcedureState;
  readonly dueDay: string | null;
  readonly pausedSince: string | null;
  readonly binding: boolean | null;
  readonly boardInvited: boolean;
  readonly openObligations: number;
  readonly today: string;
};

const holds: Readonly<Record<Guard, (at: Standing) => boolean>> = {
  "board-invited": ({ boardInvited }) => boardInvited,
  "term-passed": ({ dueDay, pausedSince, today }) => pausedSince === null && dueDay !== null && dueDay < today,
  "not-binding": ({ binding }) => binding !== true,
  advised: ({ binding }) => binding !== null,
  "not-advised": ({ binding }) => binding === null,
  "all-settled": ({ openObligations }) => openObligations === 0,
  "open-obligation": ({ openObligations }) => openObligations > 0,
  paused: ({ pausedSince }) => pausedSince !== null,
  "not-paused": ({ pausedSince }) => pausedSince === null,
};

/** The first guard of a step that does not hold; `undefined`: it may be done. */
export function heldBack(step: ProcedureStep, at: Standing): Guard | undefined {
  return step.guards?.find((guard) => !holds[guard](at));
}

/** The one step an act makes for this party from a state. */
export function stepOf(state: ProcedureState, act: ProcedureAct, by: Party): ProcedureStep | undefined {
  return ProcedureSteps.find((one) => one.act === act && one.by === by && one.from.includes(state));
}

/** Every step of a party from a state, also those that are held back now: a screen says why. */
export function stepsOf(state: ProcedureState, by: Party): readonly ProcedureStep[] {
  return ProcedureSteps.filter((one) => one.by === by && one.from.includes(state));
}

/** What a party may do now. */
export function mayNow(at: Standing, by: Party): readonly ProcedureStep[] {
  return stepsOf(at.state, by).filter((one) => heldBack(one, at) === undefined);
}
