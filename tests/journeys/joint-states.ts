/**
 * Everything that can run for one person at the same time, and the steps that the tables allow, with what one thing does to
 * another: the couplings that the server and the triggers of the database make. Walked by state-space.test.ts.
 */
import { RecoverySteps } from "../../src/accounts/rules/recovery.ts";
import type { RecoveryState } from "../../src/accounts/rules/recovery.ts";
import { transition, Transitions } from "../../src/cases/rules.ts";
import type { CaseState, Outcome, Transition } from "../../src/cases/rules.ts";
import { heldBeside } from "../../src/cases/rules/beside.ts";
import { CallBackSteps, isWaiting } from "../../src/cases/rules/call-back.ts";
import type { CallBackState } from "../../src/cases/rules/call-back.ts";
import { ConsentTransitions } from "../../src/cases/rules/consent.ts";
import type { ConsentState } from "../../src/cases/rules/consent.ts";
import { atMinistry, escalationAfter, EscalationTransitions } from "../../src/cases/rules/escalation.ts";
import type { EscalationState } from "../../src/cases/rules/escalation.ts";
import { CheckInTransitions } from "../../src/cases/rules/follow-up.ts";
import type { CheckInState } from "../../src/cases/rules/follow-up.ts";
import { ProcedureSteps } from "../../src/cases/rules/procedure.ts";
import type { ProcedureState } from "../../src/cases/rules/procedure.ts";
import { referralAfter, ReferralTransitions } from "../../src/cases/rules/referral.ts";
import type { ReferralState } from "../../src/cases/rules/referral.ts";
import { ClaimTransitions } from "../../src/cases/rules/way-back.ts";
import type { ClaimState } from "../../src/cases/rules/way-back.ts";

export type Who = "desk" | "receiver" | "ministry" | "committee" | "board" | "person" | "calendar";
export const everybody: readonly Who[] = ["desk", "receiver", "ministry", "committee", "board", "person", "calendar"];
type Or<State> = State | "-";

/** "-": there is none. `receiver`: the case that was offered to another desk. `owes`: a next step must be named first. */
export type Place = {
  readonly sender: CaseState;
  readonly senderEnd: Or<Outcome>;
  readonly owes: boolean;
  readonly receiver: Or<CaseState>;
  readonly receiverEnd: Or<Outcome>;
  readonly sharing: Or<ConsentState>;
  readonly referral: Or<ReferralState>;
  readonly asking: Or<ConsentState>;
  readonly escalation: Or<EscalationState>;
  readonly callBack: Or<CallBackState>;
  readonly claim: Or<ClaimState>;
  readonly checkIn: Or<CheckInState>;
  readonly procedure: Or<ProcedureState>;
  /** Of the key of a worker of the desk. */
  readonly recovery: Or<RecoveryState>;
};

/** `row`: the line of a table that this is, or what begins something. */
export type Step = { readonly row: string; readonly by: Who; readonly to: Place };
export type Mover = (at: Place) => readonly Step[];

export const toldNow: Place = { sender: "new", senderEnd: "-", owes: false, receiver: "-", receiverEnd: "-", sharing: "-", referral: "-", asking: "-", escalation: "-", callBack: "-", claim: "-", checkIn: "-", procedure: "-", recovery: "-" };

const isOver = (state: Or<CaseState>): boolean => state === "closed" || state === "removed";
const living: readonly Or<EscalationState>[] = ["prepared", "seconded", ...atMinistry];
const rowOf = (table: string, act: string, from: string): string => `${table}: ${act} from ${from}`;

/** Deleted with the code: every thread, and whatever hangs under them. */
function deleted(at: Place): Place {
  return {
    ...at, owes: false, callBack: "-", claim: "-", checkIn: "-",
    receiver: at.receiver === "-" ? "-" : "removed",
    receiverEnd: "-",
    escalation: at.escalation === "-" ? "-" : "withdrawn",
    procedure: at.procedure === "-" ? "-" : "removed",
  };
}

/** What the end of the first case does to everything else: what nobody answered lapses, what nobody accepted is gone there. */
function afterEnd(before: Place, after: Place): Place {
  if (!isOver(after.sender) || after.sender === before.sender) return after;
  const lapsed: Place = {
    ...after,
    sharing: after.sharing === "asked" ? "lapsed" : after.sharing,
    asking: after.asking === "asked" ? "lapsed" : after.asking,
    escalation: after.asking === "asked" || living.includes(after.escalation) ? "withdrawn" : after.escalation,
    callBack: after.callBack !== "-" && isWaiting(after.callBack) ? "cancelled" : after.callBack,
    ...(after.referral === "offered" ? { referral: "withdrawn", receiver: "-", receiverEnd: "-" } : {}),
  };
  return after.sender === "removed" ? deleted(lapsed) : lapsed;
}

const stepTo = (row: string, by: Who, before: Place, change: Partial<Place>): Step => ({ row, by, to: afterEnd(before, { ...before, ...change }) });

/** Something was written by the person in the first case: somebody must read it. */
function written(at: Place): Partial<Place> {
  const step = transition(at.sender, "write");
  return step === undefined ? {} : { sender: step.to, senderEnd: "-" };
}

/** Who asks or settles something has read it. */
function taken(at: Place): Partial<Place> {
  return at.sender === "new" || at.sender === "unread" ? { sender: "open" } : {};
}

const besideSender = ({ referral, escalation }: Place) => ({ onOffer: false, offered: referral === "offered", accepted: referral === "accepted", atMinistry: atMinistry.some((one) => one === escalation) });

function senderMay(at: Place, one: Transition, outcome: Outcome | undefined): boolean {
  if (one.by === "reporter") return true;
  if (at.owes && (one.act === "close" || one.act === "ask-helped")) return false;
  return heldBeside(one.to, outcome, besideSender(at)) === undefined;
}

/** Who stops takes back the yeses under which nobody works, and what hung on them. */
function stopped(at: Place): Partial<Place> {
  const told = at.escalation === "answered" || at.escalation === "returned" || at.escalation === "settled";
  return {
    ...(at.sharing === "given" && at.referral !== "accepted" ? { sharing: "withdrawn" as const } : {}),
    ...(at.asking === "given" && !told ? { asking: "withdrawn" as const, ...endedWith(at, "asking") } : {}),
  };
}

/** The desk where it was told, and the person. */
export const firstCase: Mover = (at) => {
  const steps = Transitions.filter((one) => one.from.includes(at.sender)).flatMap((one) =>
    (one.outcomes ?? [undefined]).filter((outcome) => senderMay(at, one, outcome)).map((outcome) =>
      stepTo(rowOf("case", one.act, at.sender), one.by === "member" ? "desk" : "person", at, { sender: one.to, senderEnd: outcome ?? "-", owes: one.act === "say-not-helped" || (at.owes && one.to !== "closed"), ...(one.act === "stop" ? stopped(at) : {}) }),
    ),
  );
  return at.owes && at.sender !== "removed" ? [...steps, stepTo("names a next step", "desk", at, { owes: false })] : steps;
};

/** The case at the other desk. With the code the person ends or deletes the whole conversation, not one thread of it. */
export const secondCase: Mover = (at) => {
  const { receiver } = at;
  if (receiver === "-" || receiver === "removed") return [];
  const held = heldBeside("open", undefined, { onOffer: at.referral === "offered", offered: false, accepted: false, atMinistry: false });
  const may = (one: Transition, outcome: Outcome | undefined): boolean =>
    held === undefined && one.act !== "stop" && one.act !== "remove" && (one.by === "reporter" || heldBeside(one.to, outcome, { onOffer: false, offered: false, accepted: false, atMinistry: false }) === undefined);
  return Transitions.filter((one) => one.from.includes(receiver)).flatMap((one) =>
    (one.outcomes ?? [undefined]).filter((outcome) => may(one, outcome)).map((outcome) =>
      stepTo(rowOf("case", one.act, receiver), one.by === "member" ? "receiver" : "person", at, { receiver: one.to, receiverEnd: outcome ?? "-" }),
    ),
  );
};

const consentWho: Readonly<Record<"reporter" | "member" | "calendar", Who>> = { reporter: "person", member: "desk", calendar: "calendar" };
type Asked = "sharing" | "asking";

/** What the end of a yes takes along. */
function endedWith(at: Place, which: Asked): Partial<Place> {
  if (which === "asking") return at.escalation === "-" ? {} : { escalation: escalationAfter(at.escalation, "withdraw", "reporter") ?? "withdrawn" };
  if (at.referral !== "offered") return {};
  return { referral: referralAfter("offered", "withdraw") ?? "offered", receiver: "-", receiverEnd: "-" };
}

function consentMoves(at: Place, which: Asked): readonly Step[] {
  const state = at[which];
  if (state === "-" || at.sender === "removed") return [];
  return ConsentTransitions.filter((one) => one.from.includes(state)).flatMap((one) =>
    one.by.map((by) => {
      const follows = one.act === "say-yes" ? (which === "asking" ? { escalation: "consented" as const } : {}) : one.act === "say-no" ? (which === "asking" ? { escalation: "withdrawn" as const } : {}) : endedWith(at, which);
      return stepTo(rowOf("consent", one.act, state), consentWho[by], at, { [which]: one.to, ...follows, ...(by === "reporter" ? written(at) : {}) });
    }),
  );
}

/** Asked anew whenever nothing is asked or agreed. */
function asks(at: Place, which: Asked, more: Partial<Place>): readonly Step[] {
  const may = !isOver(at.sender) && at[which] !== "asked" && at[which] !== "given";
  return may ? [stepTo(`asks for a yes to ${which}`, "desk", at, { [which]: "asked", ...more, ...taken(at) })] : [];
}

export const sharing: Mover = (at) => [...consentMoves(at, "sharing"), ...asks(at, "sharing", {})];

export const referring: Mover = (at) => {
  const { referral } = at;
  const offers = at.sharing === "given" && !isOver(at.sender) && referral !== "offered" && referral !== "accepted" ? [stepTo("offers a referral", "desk", at, { referral: "offered", receiver: "new", receiverEnd: "-" })] : [];
  if (referral === "-" || at.sender === "removed") return offers;
  // "withdraw" is the end of the consent under it: a step of that table.
  const steps = ReferralTransitions.filter((one) => one.from.includes(referral) && one.act !== "withdraw" && (one.act !== "accept" || at.sharing === "given")).map((one) =>
    stepTo(rowOf("referral", one.act, referral), one.by === "sender" ? "desk" : "receiver", at, { referral: one.to, ...(one.act === "accept" ? { receiver: "open" as const } : { receiver: "-" as const, receiverEnd: "-" as const }) }),
  );
  return [...steps, ...offers];
};

const escalationWho = { desk: "desk", ministry: "ministry", reporter: "person", calendar: "calendar" } as const;

/** The yes and no, and the end of a yes, are steps of the consent. */
export const escalating: Mover = (at) => {
  const { escalation } = at;
  const first = escalation === "-" ? asks(at, "asking", { escalation: "asked" }) : [];
  const moves = consentMoves(at, "asking");
  if (escalation === "-" || at.sender === "removed") return [...first, ...moves];
  const steps = EscalationTransitions.filter((one) => one.from.includes(escalation)).flatMap((one): readonly Step[] => {
    const row = rowOf("escalation", one.act, escalation);
    // Anew, for something else: also beside a yes that holds.
    if (one.act === "ask") return isOver(at.sender) || at.asking === "asked" ? [] : [stepTo(row, "desk", at, { asking: "asked", escalation: "asked", ...taken(at) })];
    if (["say-yes", "say-no", "withdraw"].includes(one.act)) return [];
    if (["prepare", "second", "send"].includes(one.act) && (at.asking !== "given" || isOver(at.sender))) return [];
    return [stepTo(row, escalationWho[one.by], at, { escalation: one.to, ...(one.act === "settle" ? taken(at) : {}) })];
  });
  return [...first, ...moves, ...steps];
};

const callWho = { member: "desk", reporter: "person", system: "calendar" } as const;

export const calling: Mover = (at) => {
  const { callBack } = at;
  if (callBack === "-" || at.sender === "removed") return [];
  return CallBackSteps.filter((one) => one.from.includes(callBack)).map((one) =>
    stepTo(rowOf("call-back", one.act, callBack), callWho[one.by], at, { callBack: one.to ?? callBack, ...(one.by === "reporter" ? written(at) : one.by === "member" ? taken(at) : {}) }),
  );
};

export const claiming: Mover = (at) => {
  const { claim } = at;
  if (at.sender === "removed") return [];
  const begins = claim === "waiting" ? [] : [stepTo("claims the conversation", "person", at, { claim: "waiting" })];
  const steps = claim === "-" ? [] : ClaimTransitions.filter((one) => one.from.includes(claim)).map((one) => stepTo(rowOf("claim", one.act, claim), one.by === "member" ? "desk" : "person", at, { claim: one.to }));
  return [...begins, ...steps];
};

export const askingAfter: Mover = (at) => {
  const { checkIn } = at;
  if (at.sender === "removed") return [];
  const plans = checkIn === "-" || checkIn === "answered" || checkIn === "dropped" ? [stepTo("plans a check-in", "desk", at, { checkIn: "planned" })] : [];
  const steps = checkIn === "-" ? [] : CheckInTransitions.filter((one) => one.from.includes(checkIn)).map((one) => stepTo(rowOf("check-in", one.act, checkIn), one.by === "job" ? "calendar" : "person", at, { checkIn: one.to }));
  return [...plans, ...steps];
};

const partyWho = { committee: "committee", complainant: "person", board: "board" } as const;

/** Its guards are walked in `src/cases/rules/procedure.test.ts`; here each of them may hold or not. */
export const complaining: Mover = (at) => {
  const { procedure } = at;
  if (at.sender === "removed") return [];
  if (procedure === "-") return [stepTo("begins a procedure", "committee", at, { procedure: "started" })];
  return ProcedureSteps.filter((one) => one.from.includes(procedure)).map((one) => stepTo(rowOf("procedure", `${one.act} (${one.by})`, procedure), partyWho[one.by], at, { procedure: one.to ?? procedure }));
};

const recoveryWho = { person: "desk", holder: "desk", link: "desk", house: "calendar" } as const;

/** A worker's lost key moves no case: his colleagues hold theirs. Looked at as long as there is a case. */
export const recovering: Mover = (at) => {
  const { recovery } = at;
  if (at.sender === "removed") return [];
  const begins = recovery === "begun" || recovery === "waiting" ? [] : [stepTo("asks two holders for a key", "desk", at, { recovery: "begun" })];
  const steps = recovery === "-" ? [] : RecoverySteps.filter((one) => one.from.includes(recovery)).flatMap((one) => one.by.map((by) => stepTo(rowOf("recovery", one.act, recovery), recoveryWho[by], at, { recovery: one.to })));
  return [...begins, ...steps];
};

/** Every line of every table, as the steps above name it. */
export const tables: Readonly<Record<string, readonly { readonly act: string; readonly by: unknown; readonly from: readonly string[] }[]>> = {
  Transitions, ConsentTransitions, ReferralTransitions, EscalationTransitions, CallBackSteps, CheckInTransitions, ClaimTransitions, ProcedureSteps, RecoverySteps,
};
const named: Readonly<Record<string, string>> = { Transitions: "case", ConsentTransitions: "consent", ReferralTransitions: "referral", EscalationTransitions: "escalation", CallBackSteps: "call-back", CheckInTransitions: "check-in", ClaimTransitions: "claim", ProcedureSteps: "procedure", RecoverySteps: "recovery" };
export const allRows: readonly string[] = Object.entries(tables).flatMap(([table, lines]) =>
  lines.flatMap(({ act, by, from }) => from.map((state) => rowOf(named[table] ?? "", table === "ProcedureSteps" ? `${act} (${String(by)})` : act, state))),
);
