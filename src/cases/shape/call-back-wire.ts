/** The strict parsers of everything about call-backs that crosses the server's border. Only the server and the desk import it. */
import { z } from "zod";
import { CallBackStates } from "../rules/call-back.ts";
import { CallMinutes } from "./call-back.ts";
import { CaseSummary, day, id, notice, PieceIn, ReportPost, signed } from "./wire.ts";

/** An instant on a half hour, in UTC. */
export const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:(?:00|30):00\.000Z$/);
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const state = z.enum(CallBackStates);

/** A place for the form with this ticket: `slot` holds another one. */
export const CallBackHoldPost = z.strictObject({ ticket: z.string().max(600), team: name, slot: moment.optional() });
export type CallBackHoldPost = z.infer<typeof CallBackHoldPost>;
/** `held`: the moment that is kept for this form for some minutes; null: it is taken, or too much is held. */
export const CallBackHold = z.strictObject({ held: moment.nullable(), slots: z.array(moment) });
export type CallBackHold = z.infer<typeof CallBackHold>;

/** A request, sealed in the visitor's browser: `label` and `call-back`. */
export const CallBackPost = z.strictObject({
  ticket: ReportPost.shape.ticket,
  team: name,
  epoch: z.int().min(1),
  case: id,
  slot: moment,
  reporter: ReportPost.shape.reporter,
  shared: ReportPost.shape.shared,
  untiedTo: ReportPost.shape.untiedTo,
  pieces: z.array(PieceIn.extend({ upload: z.undefined().optional() })).length(2),
  notice: notice.optional(),
});
export type CallBackPost = z.infer<typeof CallBackPost>;
export const CallBackReceipt = z.strictObject({ case: id, team: name, promisedDay: day, slot: moment });
export type CallBackReceipt = z.infer<typeof CallBackReceipt>;

/** How the call-back behind a code stands, and moments that are free. */
export const CallBackMoment = z.strictObject({ state, slot: moment, attempts: z.int() });
export type CallBackMoment = z.infer<typeof CallBackMoment>;
export const CallBackOpeningPost = z.strictObject({ ...signed });
export type CallBackOpeningPost = z.infer<typeof CallBackOpeningPost>;
export const CallBackAnswer = z.strictObject({ callBack: CallBackMoment.nullable(), slots: z.array(moment) });
export type CallBackAnswer = z.infer<typeof CallBackAnswer>;
/** `slot` null: no call any more. The piece says the same, signed. */
export const CallBackChangePost = z.strictObject({ ...signed, slot: moment.nullable(), piece: PieceIn.extend({ kind: z.literal("call-time"), upload: z.undefined().optional() }) });
export type CallBackChangePost = z.infer<typeof CallBackChangePost>;

/* ------------------------------------------------------------------ the desk */

/** A call-back in the list, with what opens its label. */
export const CallBackRow = CaseSummary.extend({ callBack: CallBackMoment.extend({ minutes: z.int() }) });
export type CallBackRow = z.infer<typeof CallBackRow>;
/** Waiting ones in the order in which they are due; `overfull`: moments with more calls than hands. */
export const CallBackList = z.strictObject({ callBacks: z.array(CallBackRow), overfull: z.array(z.strictObject({ team: name, slot: moment, calls: z.int(), hands: z.int() })) });
export type CallBackList = z.infer<typeof CallBackList>;
export const CaseCallBack = z.strictObject({ callBack: CallBackMoment.nullable(), slots: z.array(moment) });
export type CaseCallBack = z.infer<typeof CaseCallBack>;

/** `expected`: the state the worker saw. `piece`: the sealed `attempt`, on the desk's chain. */
export const AttemptPost = z.strictObject({
  act: z.enum(["acknowledge", "no-answer", "voicemail", "wrong-person", "spoken", "plan", "other-way"]),
  expected: state,
  slot: moment.optional(),
  piece: PieceIn.extend({ kind: z.literal("attempt"), upload: z.undefined().optional() }),
});
export type AttemptPost = z.infer<typeof AttemptPost>;

export const TeamParams = z.strictObject({ team: name });
export const DutyParams = z.strictObject({ team: name, duty: id });
/** `from`: today when left out. */
export const DutyQuery = z.strictObject({ from: day.optional() });
/** Minutes after midnight in the Netherlands; half hours. */
const halfHour = z.int().min(0).max(1440).multipleOf(30);
/** `weeks`: the same day of so many weeks, this one included. */
export const DutyPost = z.strictObject({ member: id, day, from: halfHour, to: halfHour, weeks: z.int().min(1).max(26) });
export type DutyPost = z.infer<typeof DutyPost>;
export const LinePut = z.strictObject({ open: z.boolean(), callMinutes: z.literal([...CallMinutes]) });
export type LinePut = z.infer<typeof LinePut>;
const duty = z.strictObject({ id, member: id, day, from: halfHour, to: z.int() });
/** Two weeks of a team: who is on duty when, which moments were given, and the line's own hours in words of minutes. */
export const DutyView = z.strictObject({
  line: z.strictObject({ open: z.boolean(), callMinutes: z.literal([...CallMinutes]) }),
  hoursKnown: z.boolean(),
  duties: z.array(duty),
  given: z.array(z.strictObject({ slot: moment, calls: z.int(), hands: z.int() })),
});
export type DutyView = z.infer<typeof DutyView>;

