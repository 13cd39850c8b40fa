/** The strict parsers of the person's own side: who looked, check-ins, proofs, asking for the notes. Server and desk only. */
import { z } from "zod";
import { CheckInStates, ProofKinds } from "../rules/follow-up.ts";
import { LookRoles } from "../rules/looks.ts";
import { day, id, MessageAnswer, PieceIn, signed } from "./wire.ts";

export const CheckInOut = z.strictObject({ id, day, state: z.enum(CheckInStates) });
export type CheckInOut = z.infer<typeof CheckInOut>;

/** Asked for the notes: until which day, and what became of it. */
export const AccessOut = z.strictObject({ askedDay: day, dueDay: day, state: z.enum(["asked", "given", "withdrawn"]) });
export type AccessOut = z.infer<typeof AccessOut>;

export const LookOut = z.strictObject({ day, organisation: z.string(), role: z.enum(LookRoles).optional(), how: z.enum(["opened", "listed"]) });

/** `looksHidden`: this code does not show who looked; then the list is empty. */
export const FollowUp = z.strictObject({ looks: z.array(LookOut), looksHidden: z.boolean(), checkIns: z.array(CheckInOut), access: AccessOut.nullable() });
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

/* ------------------------------------------------------------------ the desk */

/** What was planned and asked about one case. */
export const CaseFollowUp = z.strictObject({ checkIns: z.array(CheckInOut), access: AccessOut.nullable() });
export type CaseFollowUp = z.infer<typeof CaseFollowUp>;
export const CheckInPlan = z.strictObject({ id, day });
export type CheckInPlan = z.infer<typeof CheckInPlan>;
/** Of the own teams: check-ins nobody answered, and requests for notes that wait. */
export const OpenFollowUps = z.strictObject({
  missed: z.array(z.strictObject({ case: id, day })),
  access: z.array(z.strictObject({ case: id, dueDay: day })),
});
export type OpenFollowUps = z.infer<typeof OpenFollowUps>;
