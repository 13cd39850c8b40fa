/**
 * Escalation to the ministry: when it may be asked, its states, and what two people of a team sign. One table for the
 * server's check, the database (`escalation_moves`), the desk's buttons, the diagram and the tests. Pure; browsers import it.
 *
 * Nothing goes without the person's signed yes for this purpose. The catalogue of legal duties (`duties`) holds none that is
 * owed to the ministry, so there is no way around that yes here.
 */
export const EscalationStates = ["asked", "consented", "prepared", "seconded", "sent", "taken", "questioned", "overdue", "answered", "returned", "settled", "withdrawn"] as const;
export type EscalationState = (typeof EscalationStates)[number];
export const EscalationActs = ["ask", "say-yes", "say-no", "prepare", "second", "send", "take", "question", "reply", "answer", "return", "miss", "settle", "withdraw"] as const;
export type EscalationAct = (typeof EscalationActs)[number];
export type EscalationSide = "desk" | "ministry" | "reporter" | "calendar";

export type EscalationTransition = {
  readonly act: EscalationAct;
  readonly by: EscalationSide;
  readonly from: readonly EscalationState[];
  readonly to: EscalationState;
  /** Comes with sealed words that both sides read. */
  readonly words?: true;
};

const living = ["prepared", "seconded", "sent", "taken", "questioned", "overdue"] as const;

export const EscalationTransitions: readonly EscalationTransition[] = [
  /** The first two stand in the consent: asked in the conversation, answered by the person alone. */
  { act: "ask", by: "desk", from: ["settled", "returned", "withdrawn"], to: "asked" },
  { act: "say-yes", by: "reporter", from: ["asked"], to: "consented" },
  { act: "say-no", by: "reporter", from: ["asked"], to: "withdrawn" },
  /** A changed dossier is a new one: whoever agreed to the one before did not agree to this. */
  { act: "prepare", by: "desk", from: ["consented", "prepared", "seconded", "answered", "returned", "settled"], to: "prepared" },
  { act: "second", by: "desk", from: ["prepared"], to: "seconded" },
  { act: "send", by: "desk", from: ["seconded"], to: "sent" },
  { act: "take", by: "ministry", from: ["sent", "overdue"], to: "taken" },
  { act: "question", by: "ministry", from: ["sent", "taken", "overdue"], to: "questioned", words: true },
  { act: "reply", by: "desk", from: ["questioned"], to: "taken", words: true },
  { act: "answer", by: "ministry", from: ["sent", "taken", "questioned", "overdue"], to: "answered", words: true },
  { act: "return", by: "ministry", from: ["sent", "taken", "questioned", "overdue"], to: "returned", words: true },
  /** The term is over: who looks sees it, and the coordinator is told. */
  { act: "miss", by: "calendar", from: ["sent", "taken"], to: "overdue" },
  /** The desk told the person the answer, in plain words. */
  { act: "settle", by: "desk", from: ["answered", "returned"], to: "settled" },
  { act: "withdraw", by: "reporter", from: ["consented", ...living, "answered", "returned", "settled"], to: "withdrawn" },
];

export function escalationAfter(state: EscalationState, act: EscalationAct, by: EscalationSide): EscalationState | undefined {
  return EscalationTransitions.find((one) => one.act === act && one.by === by && one.from.includes(state))?.to;
}

/** What a side may do now: the desk's buttons. */
export function escalationActs(state: EscalationState, by: EscalationSide): readonly EscalationTransition[] {
  return EscalationTransitions.filter((one) => one.by === by && one.from.includes(state));
}

/** Who has to do something, in every state. The person's own desk stays answerable to the person throughout. */
export const answerableFor: Readonly<Record<EscalationState, "desk" | "ministry">> = {
  asked: "desk",
  consented: "desk",
  prepared: "desk",
  seconded: "desk",
  sent: "ministry",
  taken: "ministry",
  questioned: "desk",
  overdue: "ministry",
  answered: "desk",
  returned: "desk",
  settled: "desk",
  withdrawn: "desk",
};

/** States in which a worker of the desk has to do something now: today shows them. */
export const waitingForDesk = ["prepared", "seconded", "questioned", "answered", "returned"] as const satisfies readonly EscalationState[];
export type WaitingForDesk = (typeof waitingForDesk)[number];

/** Whether it waits for this member. Who made a dossier is never its second reader. */
export function waitsFor(state: WaitingForDesk, preparedBy: string, member: string): boolean {
  return state !== "prepared" || preparedBy !== member;
}

/** With the ministry: the desk does not close its case meanwhile. */
export const atMinistry: readonly EscalationState[] = ["sent", "taken", "questioned", "overdue"];

/** Stuck or urgent, as far as the server can check it: a closed list. */
export const EscalationReasons = ["term-passed", "two-desks", "urgent"] as const;
export type EscalationReason = (typeof EscalationReasons)[number];

export type Stuck = { readonly dueDay: string; readonly today: string; readonly otherDesks: number; readonly urgent: boolean };

/** The reasons that hold now. `two-desks`: somebody else was asked too, in this same conversation. */
export function reasonsNow({ dueDay, today, otherDesks, urgent }: Stuck): readonly EscalationReason[] {
  const holds: Readonly<Record<EscalationReason, boolean>> = { "term-passed": dueDay < today, "two-desks": otherDesks > 0, urgent };
  return EscalationReasons.filter((one) => holds[one]);
}

export const DossierForms = ["parts", "anonymised"] as const;
export type DossierForm = (typeof DossierForms)[number];

/** Everything that the second pair of eyes agrees to. `parts`: ids of pieces, none when anonymised. */
export type DossierWords = {
  readonly escalation: string;
  readonly consent: string;
  readonly form: DossierForm;
  readonly reason: EscalationReason;
  readonly text: string;
  readonly parts: readonly string[];
};

/** What is signed by the second: exactly these fields, in a fixed order. */
export function wordsToSecond({ escalation, consent, form, reason, text, parts }: DossierWords): Required<DossierWords> {
  return { escalation, consent, form, reason, text, parts };
}
