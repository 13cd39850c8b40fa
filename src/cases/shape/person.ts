/** The strict parsers of the person's own side: who looked, check-ins, proofs, asking for the notes. Server and desk only. */
import { z } from "zod";
import { CheckInStates, ProofKinds } from "../rules/follow-up.ts";
import { EscalationStates, waitingForDesk } from "../rules/escalation.ts";
import { LookRoles } from "../rules/looks.ts";
import { Cards, ClaimStates } from "../rules/way-back.ts";
import { Limits } from "../shape.ts";
import { bytes, day, EpochPost, exactly, id, MessageAnswer, PieceIn, recipient, signed } from "./wire.ts";

export const CheckInOut = z.strictObject({ id, day, state: z.enum(CheckInStates) });
export type CheckInOut = z.infer<typeof CheckInOut>;

/** Asked for the notes: until which day, and what became of it. */
export const AccessOut = z.strictObject({ askedDay: day, dueDay: day, state: z.enum(["asked", "given", "withdrawn"]) });
export type AccessOut = z.infer<typeof AccessOut>;

export const LookOut = z.strictObject({ day, organisation: z.string(), role: z.enum(LookRoles).optional(), how: z.enum(["opened", "listed"]) });

/** A code that counts. `mine`: the one that asks. `holder`: the name of its wraps. */
const holder = z.string().regex(/^reporter(-[0-9]{1,3})?$/);
export const CardOut = z.strictObject({ holder, card: z.enum(Cards), mine: z.boolean(), signKey: exactly(32) });
export type CardOut = z.infer<typeof CardOut>;
export const ClaimOut = z.strictObject({ id, day, dueDay: day, state: z.enum(ClaimStates) });
export type ClaimOut = z.infer<typeof ClaimOut>;
/** `next`: holder of a next code. `wayBack`: a name and a sentence were chosen. */
export const CardsOut = z.strictObject({ card: z.enum(Cards), cards: z.array(CardOut), next: holder, wayBack: z.boolean(), claims: z.array(ClaimOut) });
export type CardsOut = z.infer<typeof CardsOut>;

/** What lies at the ministry, or lay there: where it stands, and by when an answer is due. */
export const EscalationOut = z.strictObject({ id, state: z.enum(EscalationStates), dueDay: day.nullable() });
export type EscalationOut = z.infer<typeof EscalationOut>;

/** `looksHidden`: this code does not show who looked; then the list is empty. `keptUntil`: the last day of a conversation that ended. */
export const FollowUp = z.strictObject({ looks: z.array(LookOut), looksHidden: z.boolean(), checkIns: z.array(CheckInOut), access: AccessOut.nullable(), codes: CardsOut, escalations: z.array(EscalationOut), keptUntil: day.nullable() });
export type FollowUp = z.infer<typeof FollowUp>;

export const FollowUpPost = z.strictObject({ ...signed });
export type FollowUpPost = z.infer<typeof FollowUpPost>;

/** What the person wants, one thing at a time. */
export const Wish = z.discriminatedUnion("want", [
  z.strictObject({ want: z.literal("hide-looks"), hidden: z.boolean() }),
  z.strictObject({ want: z.literal("plan-check-in"), id, day }),
  z.strictObject({ want: z.literal("drop-check-in"), id }),
  z.strictObject({ want: z.literal("ask-access") }),
  z.strictObject({ want: z.literal("withdraw-access") }),
  z.strictObject({ want: z.literal("stop-claim"), id }),
]);
export type Wish = z.infer<typeof Wish>;
export const WishPost = z.strictObject({ ...signed, wish: Wish });
export type WishPost = z.infer<typeof WishPost>;

/** `attention`: somebody must read it now; said by the person's own browser, because the answer is sealed. */
export const CheckInPost = z.strictObject({ ...signed, checkIn: id, attention: z.boolean(), piece: PieceIn.extend({ kind: z.literal("check-in") }) });
export type CheckInPost = z.infer<typeof CheckInPost>;
export const CheckInAnswer = MessageAnswer;

export const ProofPost = z.strictObject({ ...signed, kind: z.enum(ProofKinds) });
export type ProofPost = z.infer<typeof ProofPost>;
export const ProofAnswer = z.strictObject({ proof: z.string() });
export type ProofAnswer = z.infer<typeof ProofAnswer>;
export const ProofKeys = z.strictObject({ keys: z.array(z.strictObject({ key: z.string(), week: z.string(), public: z.string() })) });
export type ProofKeys = z.infer<typeof ProofKeys>;

const back = z.array(z.strictObject({ epoch: z.int().min(1), wrapped: bytes(Limits.wrapBytes) })).max(200);

/** One thread that goes along. Without `epoch`: this code does not open it, so only an ended code is shut out there. */
export const ThreadCards = z.strictObject({ case: id, back, epoch: EpochPost.optional() });
export type ThreadCards = z.infer<typeof ThreadCards>;

/** Ends a code, adds one, or both: a new code in place of an old one. With it a new epoch begins, in every thread. `back`: what the added code reads back with. */
export const CardPost = z.strictObject({
  ...signed,
  end: holder.optional(),
  add: z.strictObject({ card: z.enum(Cards), holder, lookup: exactly(32), recipient, signKey: exactly(32), back }).optional(),
  epoch: EpochPost,
  threads: z.array(ThreadCards).max(30).optional(),
});
export type CardPost = z.infer<typeof CardPost>;

/** `name`: what the invented name gives (`nameKey`). The sentence is in the piece, as salt and hash. */
export const WayBackPost = z.strictObject({ ...signed, name: exactly(32), piece: PieceIn.extend({ kind: z.literal("way-back") }) });
export type WayBackPost = z.infer<typeof WayBackPost>;

/** By who lost the code. `sealed`: `claimText` to the team's key. The answer is the same whether anybody has this name. */
export const ClaimPost = z.strictObject({ team: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/), name: exactly(32), lookup: exactly(32), recipient, signKey: exactly(32), sealed: bytes(8_000) });
export type ClaimPost = z.infer<typeof ClaimPost>;
export const ClaimAnswer = z.strictObject({ dueDay: day });
export type ClaimAnswer = z.infer<typeof ClaimAnswer>;

/* ------------------------------------------------------------------ the desk */

/** A claim on its day: what a worker's browser compares. `next`: holder of the claimed code; `stays`: of codes given to others. */
export const DueClaim = z.strictObject({ id, sealed: z.string(), recipient, signKey: exactly(32), next: holder, stays: z.array(z.strictObject({ holder, signKey: exactly(32) })) });
export type DueClaim = z.infer<typeof DueClaim>;
export const ClaimParams = z.strictObject({ case: id, claim: id });
/** `matches` with the epoch that the recovered code begins with; without: refused. */
export const ClaimDecision = z.strictObject({ matches: z.boolean(), holder: holder.optional(), epoch: EpochPost.optional(), back });
export type ClaimDecision = z.infer<typeof ClaimDecision>;


/** What was planned and asked about one case. */
export const CaseFollowUp = z.strictObject({ checkIns: z.array(CheckInOut), access: AccessOut.nullable(), claims: z.array(ClaimOut) });
export type CaseFollowUp = z.infer<typeof CaseFollowUp>;
export const CheckInPlan = z.strictObject({ id, day });
export type CheckInPlan = z.infer<typeof CheckInPlan>;
/** Of the own teams: check-ins nobody answered, answers that nobody noted anything about (`said`), requests for notes that wait, lost codes, and dossiers for the ministry. */
export const OpenFollowUps = z.strictObject({
  missed: z.array(z.strictObject({ case: id, day })),
  said: z.array(z.strictObject({ case: id, day })),
  access: z.array(z.strictObject({ case: id, dueDay: day })),
  /** Claims that may be compared from today on. */
  claims: z.array(z.strictObject({ case: id, claim: id })),
  /** What this member has to do for an escalation: read along, send, answer the ministry, or tell the person. */
  dossiers: z.array(z.strictObject({ case: id, escalation: id, state: z.enum(waitingForDesk), urgent: z.boolean(), dueDay: day.nullable() })),
});
export type OpenFollowUps = z.infer<typeof OpenFollowUps>;
