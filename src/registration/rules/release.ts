/**
 * A release made in the desk: its states, and who brings it from one to the next. One table for the server's check, the desk's buttons,
 * the document and the tests; the database holds the same moves. Pure; browsers import it.
 */
export const ReleaseStates = ["asked", "prepared", "refused", "agreed", "published", "withdrawn"] as const;
export type ReleaseState = (typeof ReleaseStates)[number];
export const ReleaseActs = ["prepare", "refuse", "agree", "publish", "withdraw"] as const;
export type ReleaseAct = (typeof ReleaseActs)[number];

export type ReleaseTransition = {
  readonly act: ReleaseAct;
  /** `installation`: counts, protects and attacks what was asked. */
  readonly by: "installation" | "coordinator";
  readonly from: readonly ReleaseState[];
  readonly to: ReleaseState;
  /** Never by who asked for it. */
  readonly second?: true;
};

export const ReleaseTransitions: readonly ReleaseTransition[] = [
  { act: "prepare", by: "installation", from: ["asked"], to: "prepared" },
  { act: "refuse", by: "installation", from: ["asked"], to: "refused" },
  { act: "agree", by: "coordinator", from: ["prepared"], to: "agreed", second: true },
  { act: "publish", by: "coordinator", from: ["agreed"], to: "published" },
  { act: "withdraw", by: "coordinator", from: ["asked", "prepared", "agreed"], to: "withdrawn" },
];

/** The state after an act of a coordinator, or nothing when he may not do it now. `mine`: he asked for it himself. */
export function releaseAfter(state: ReleaseState, act: ReleaseAct, mine: boolean): ReleaseState | undefined {
  const step = ReleaseTransitions.find((one) => one.act === act && one.by === "coordinator" && one.from.includes(state));
  return step === undefined || (step.second === true && mine) ? undefined : step.to;
}

/** What a coordinator may do now: the desk's buttons. */
export function releaseActs(state: ReleaseState, mine: boolean): readonly ReleaseAct[] {
  return ReleaseActs.filter((act) => releaseAfter(state, act, mine) !== undefined);
}

/** Under way: no other may be asked meanwhile, the two would not be protected against each other. */
export const isOpen = (state: ReleaseState): boolean => ReleaseTransitions.some(({ from }) => from.includes(state));
