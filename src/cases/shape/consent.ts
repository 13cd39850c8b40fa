/** Consent, referral and the threads of one conversation, on their way between browsers and server. */
import { z } from "zod";
import { ConsentStates, Purposes } from "../rules/consent.ts";
import { DeclineReasons, ReferralStates } from "../rules/referral.ts";
import { GivenIn, Placed } from "./placing.ts";
import { CaseSummary, day, EpochPost, id, MessagePost, name, Opening, PieceIn, PieceOut, signed, texts } from "./wire.ts";

const purpose = z.enum(Purposes);
const piece = PieceIn.omit({ upload: true });

/* ------------------------------------------------------------------ the desk */

/** What stands beside the piece must be what is signed inside it: browsers check, the server enforces only this. */
export const ConsentPost = z.strictObject({ piece: piece.extend({ kind: z.enum(["consent-asked", "consent-spoken"]) }), purpose, team: name.nullable(), until: day });
export type ConsentPost = z.infer<typeof ConsentPost>;
/** By phone: the person takes it back, and a worker writes that down. */
export const WithdrawalPost = z.strictObject({ piece: piece.extend({ kind: z.literal("withdrawal") }) });
export type WithdrawalPost = z.infer<typeof WithdrawalPost>;

export const ConsentLine = z.strictObject({ id, case: id, purpose, team: name.nullable(), organisation: name.nullable(), teamName: texts.nullable(), until: day, state: z.enum(ConsentStates) });
export type ConsentLine = z.infer<typeof ConsentLine>;

export const ReferralLine = z.strictObject({
  case: id,
  from: id,
  team: name,
  organisation: name,
  teamName: texts,
  fromName: texts,
  state: z.enum(ReferralStates),
  reason: z.enum(DeclineReasons).nullable(),
  dueDay: day,
  consent: id.nullable(),
});
export type ReferralLine = z.infer<typeof ReferralLine>;

/** `incoming`: the referral that brought this case here. */
export const CaseConsents = z.strictObject({
  consents: z.array(ConsentLine),
  outgoing: z.array(ReferralLine),
  incoming: ReferralLine.nullable(),
});
export type CaseConsents = z.infer<typeof CaseConsents>;

/** A part that was given: sealed bytes as they were, `key` wrapped to this case. `case`: where it was written. */
export const GivenPiece = PieceOut.extend({ case: id, consent: id });
export type GivenPiece = z.infer<typeof GivenPiece>;
export const GivenAnswer = z.strictObject({ pieces: z.array(GivenPiece) });
export type GivenAnswer = z.infer<typeof GivenAnswer>;
/** What came later, when that was agreed. `case`: the receiving one. */
export const GivenPost = z.strictObject({ case: id, given: z.array(GivenIn).min(1).max(330) });
export type GivenPost = z.infer<typeof GivenPost>;

/** `step`: what the person reads of it in the conversation it came from. */
export const ReferralPost = z.strictObject({ consent: id, placed: Placed, step: piece.extend({ kind: z.literal("step") }), given: z.array(GivenIn).min(1).max(340) });
export type ReferralPost = z.infer<typeof ReferralPost>;
export const ReferralAnswer = z.strictObject({ case: id, dueDay: day });
export const ReferralActPost = z.strictObject({ act: z.enum(["accept", "decline", "recall"]), reason: z.enum(DeclineReasons).optional() });
export type ReferralActPost = z.infer<typeof ReferralActPost>;

export const OfferedCase = CaseSummary.extend({ answerBy: day, fromName: texts });
export const OffersAnswer = z.strictObject({ offers: z.array(OfferedCase) });
export type OffersAnswer = z.infer<typeof OffersAnswer>;

/** Where a case can be referred to now: teams that can receive. The key is taken from the key log, never from here. */
export const TargetsAnswer = z.strictObject({ targets: z.array(z.strictObject({ team: name, organisation: name, service: name, name: texts, receives: z.boolean(), ministry: z.boolean() })) });
export type TargetsAnswer = z.infer<typeof TargetsAnswer>;

export const ConsentParams = z.strictObject({ case: id, consent: id });

/* ------------------------------------------------------------- the person */

export const ThreadsPost = z.strictObject({ ...signed });
export type ThreadsPost = z.infer<typeof ThreadsPost>;

/** A case that came from the first one. `opening`: what the code opens of it; null when it is gone, or not to be opened with this code. */
export const Thread = z.strictObject({
  case: id,
  from: id,
  kind: z.enum(["referral", "escalation", "procedure"]),
  team: name,
  organisation: name,
  teamName: texts,
  referral: z.enum(ReferralStates).nullable(),
  reason: z.enum(DeclineReasons).nullable(),
  opening: Opening.nullable(),
});
export type Thread = z.infer<typeof Thread>;
export const ThreadsAnswer = z.strictObject({ consents: z.array(ConsentLine), threads: z.array(Thread) });
export type ThreadsAnswer = z.infer<typeof ThreadsAnswer>;

export const ConsentAnswerPost = z.strictObject({ ...signed, consent: id, piece: piece.extend({ kind: z.enum(["consent", "consent-refused"]) }) });
export type ConsentAnswerPost = z.infer<typeof ConsentAnswerPost>;
export const WithdrawPost = z.strictObject({ ...signed, consent: id, piece: piece.extend({ kind: z.literal("withdrawal") }) });
export type WithdrawPost = z.infer<typeof WithdrawPost>;

/** A new epoch of a thread: as in the first case. */
export const ThreadEpochPost = z.strictObject({ ...signed, ...EpochPost.shape, thread: id });
export type ThreadEpochPost = z.infer<typeof ThreadEpochPost>;
export const ThreadMessagePost = MessagePost.extend({ thread: id });
export type ThreadMessagePost = z.infer<typeof ThreadMessagePost>;
export const ThreadFilePost = z.strictObject({ ...signed, thread: id });
export type ThreadFilePost = z.infer<typeof ThreadFilePost>;
