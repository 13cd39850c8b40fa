/**
 * A request to be called back, as it is typed, and what is sealed of it. Visitors' browsers import this file: types, limits
 * and plain guards only. The strict parsers are in `call-back-wire.ts`.
 */
import { isMail, Limits, NoticeHours } from "../shape.ts";
import type { LabelBody, OnArrival, PieceKind } from "../shape.ts";
import type { CallBackState } from "../rules/call-back.ts";
export { momentInWords } from "./moment.ts";

export type {
  CallBackAnswer,
  CallBackChangePost,
  CallBackHold,
  CallBackHoldPost,
  CallBackList,
  CallBackMoment,
  CallBackPost,
  CallBackReceipt,
  CallBackRow,
  DutyView,
} from "./call-back-wire.ts";

/** Minutes that one call may take, with what must be written down after it; the team lead chooses. */
export const CallMinutes = [10, 15, 30, 60] as const;
export type CallMinutes = (typeof CallMinutes)[number];
export const isCallMinutes = (minutes: number): minutes is CallMinutes => CallMinutes.some((one) => one === minutes);

/** Moments lie on half hours; an hour apart where one call takes an hour. */
export const slotMinutes = (callMinutes: CallMinutes): 30 | 60 => (callMinutes === 60 ? 60 : 30);

/** What the person asks of who calls; each is read before the number is shown. */
export const CallRules = ["no-voicemail", "hidden-number", "not-at-school", "woman"] as const;
export type CallRule = (typeof CallRules)[number];

/** Everything the form asks, as typed; the names are the names of the fields. */
export type CallBackForm = {
  /** Keys of the signpost's vocabulary; empty when unknown. Never sent in the open: sealed with the case. */
  readonly role: string;
  readonly sector: string;
  readonly topic: string;
  /** The moment, as an instant (`2026-11-27T09:30:00.000Z`). */
  readonly slot: string;
  readonly phone: string;
  /** Typed twice: a wrong digit would ring at somebody else's. */
  readonly phoneAgain: string;
  readonly name: string;
  readonly rules: readonly CallRule[];
  readonly askFor: string;
  /** Language of an interpreter; empty: none is needed. */
  readonly interpreter: string;
  /** A school: nobody who is tied to it may read this or call. Sent in the open on purpose; empty: none. */
  readonly untiedTo: string;
  readonly note: string;
  readonly noticeMail: string;
  readonly noticeHours: NoticeHours;
};
export type CallBackField = keyof CallBackForm;

export type CallBackProblem = "field-required" | "field-too-long" | "field-wrong-form" | "different";
export type CallBackProblems = Partial<Record<CallBackField, CallBackProblem>>;

export const callBackLengths: Readonly<Partial<Record<Exclude<CallBackField, "rules">, number>>> = {
  role: 40,
  sector: 10,
  topic: 40,
  slot: 30,
  phone: Limits.phone,
  phoneAgain: Limits.phone,
  name: Limits.line,
  askFor: Limits.line,
  interpreter: Limits.line,
  untiedTo: Limits.line,
  note: Limits.shortText,
  noticeMail: Limits.mail,
};

/** Reads the form from whatever holds its fields. Trims, never throws. */
export function readCallBackForm(field: (name: CallBackField) => string, chosen: readonly string[]): CallBackForm {
  const text = (name: CallBackField): string => field(name).replaceAll("\r\n", "\n").trim();
  const hours = Object.keys(NoticeHours) as NoticeHours[];
  return {
    role: text("role"),
    sector: text("sector"),
    topic: text("topic"),
    slot: text("slot"),
    phone: text("phone"),
    phoneAgain: text("phoneAgain"),
    name: text("name"),
    rules: CallRules.filter((rule) => chosen.includes(rule)),
    askFor: text("askFor"),
    interpreter: text("interpreter"),
    untiedTo: text("untiedTo"),
    note: text("note"),
    noticeMail: text("noticeMail"),
    noticeHours: hours.find((one) => one === field("noticeHours")) ?? "any",
  };
}

const digitsOf = (phone: string): string => phone.replaceAll(/[^0-9+]/g, "");
const phoneForm = /^\+?[0-9]{8,15}$/;
/** A moment is an instant on a half hour; what cannot be one is as if nothing was chosen. */
export const isMoment = (typed: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:(?:00|30):00(?:\.000)?Z$/.test(typed) && !Number.isNaN(Date.parse(typed));

/** What must be corrected before sealing; empty: nothing. Never holds what was typed. */
export function callBackProblems(form: CallBackForm): CallBackProblems {
  const problems: CallBackProblems = {};
  for (const [name, longest] of Object.entries(callBackLengths) as [Exclude<CallBackField, "rules">, number][]) {
    if (form[name].length > longest) problems[name] = "field-too-long";
  }
  if (!isMoment(form.slot)) problems.slot = "field-required";
  if (form.phone === "") problems.phone = "field-required";
  else if (!phoneForm.test(digitsOf(form.phone))) problems.phone = "field-wrong-form";
  else if (digitsOf(form.phone) !== digitsOf(form.phoneAgain)) problems.phoneAgain = "different";
  if (form.noticeMail !== "" && !isMail(form.noticeMail)) problems.noticeMail = "field-wrong-form";
  return problems;
}

/** Kind `call-back`: number, rules, and the moment that was asked, signed with the code. */
export type CallBackBody = OnArrival & {
  readonly slot: string;
  readonly phone: string;
  readonly name?: string;
  readonly rules: readonly CallRule[];
  readonly askFor?: string;
  readonly interpreter?: string;
  readonly untiedTo?: string;
  readonly note?: string;
};
/** Kind `call-time`: another moment, or none any more. Signed, so that nobody else can move an appointment unseen. */
export type CallTimeBody = OnArrival & { readonly slot: string | null };
/** Kind `attempt`, on the desk's chain: what a worker did, and what was agreed. */
export type AttemptBody = {
  readonly act: "acknowledge" | "no-answer" | "voicemail" | "wrong-person" | "spoken" | "plan" | "other-way";
  /** Hash of the `call-back` piece whose rules were read, or to whose number it was. */
  readonly about: string;
  readonly next?: string;
  readonly note?: string;
};

/** The pieces of a request, in their order. */
export function piecesOfCallBack(form: CallBackForm, onArrival: boolean, to: string): readonly [{ kind: "label"; body: LabelBody }, { kind: "call-back"; body: CallBackBody }] {
  const mark: OnArrival = onArrival ? { sealedOnArrival: true } : {};
  const given = (all: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  const { role, sector, topic, name, askFor, interpreter, untiedTo, note, phone, rules, slot } = form;
  const label: LabelBody = { ...mark, to, mode: "confidential", forWhom: "self", urgent: false, ...given({ role, sector, topic }) };
  return [
    { kind: "label", body: label },
    { kind: "call-back", body: { ...mark, slot: new Date(slot).toISOString(), phone, rules, ...given({ name, askFor, interpreter, untiedTo, note }) } },
  ];
}

export const callBackKinds: readonly PieceKind[] = ["label", "call-back"];
export type { CallBackState };
