/**
 * The strict parsers of what crosses the server's border about a complaint procedure, and what stands inside its pieces.
 * Visitors' scripts take the types only.
 */
import { z } from "zod";
import { Parties, ProcedureActs, ProcedureKinds, ProcedureOutcomes, ProcedureStates, Settlements, TermNames } from "../rules/procedure.ts";
import type { Settlement } from "../rules/procedure.ts";
import { Limits } from "../shape.ts";
import { bytes, day, exactly, id, name, PieceIn, recipient, sequence, signed, texts } from "./wire.ts";

const state = z.enum(ProcedureStates);
const outcome = z.enum(ProcedureOutcomes);
const act = z.enum(ProcedureActs);
const yesNo = z.enum(["yes", "no"]);

export const ProcedurePieceIn = z.strictObject({ id, kind: z.enum(ProcedureKinds), sequence, sealed: bytes(Limits.sealedBytes), key: bytes(Limits.wrapBytes), upload: id.optional(), epoch: z.int().min(1).optional() });
export type ProcedurePieceIn = z.infer<typeof ProcedurePieceIn>;

export const ProcedurePieceOut = z.strictObject({ id, kind: z.enum(ProcedureKinds), sender: z.string(), sequence, sealed: z.string(), key: z.string(), hash: exactly(32), day, upload: id.optional(), epoch: z.int().min(1) });
export type ProcedurePieceOut = z.infer<typeof ProcedurePieceOut>;

const sourced = { source: z.url(), readOn: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/) } as const;
const known = <T extends z.ZodType>(value: T) => z.union([z.strictObject({ value: z.literal("not-known") }), z.strictObject({ value, ...sourced })]);
const term = known(z.strictObject({ count: z.int().min(1).max(1000), unit: z.enum(["calendar-days", "weeks", "years"]) }));

/** `content/procedure/law.json`: terms, grounds, which advice binds from which day, and which school belongs to which committee. */
export const ProcedureLawFile = z.strictObject({
  terms: z.record(z.enum(TermNames), term),
  grounds: z.record(z.string(), known(z.string())),
  advice: z.array(z.strictObject({ ...sourced, sectors: z.array(z.string()).min(1), from: day, until: day.optional(), binding: z.boolean(), ground: z.string() })),
  affiliations: z.array(z.strictObject({ ...sourced, brin: z.string().regex(/^\d{2}[A-Z]{2}$/), committee: name })),
});

const obligation = z.strictObject({
  /** Of the piece that says what has to be done. */
  id,
  addressee: z.enum(["board", "committee"]),
  dueDay: day,
  boardSays: yesNo.nullable(),
  complainantSays: yesNo.nullable(),
  settled: z.enum(Settlements).nullable(),
  alert: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

/** How a procedure stands: the same for both sides. */
const standing = {
  procedure: id,
  state,
  outcome: outcome.optional(),
  dueDay: day.nullable(),
  pausedSince: day.nullable(),
  advisedDay: day.nullable(),
  binding: z.boolean().nullable(),
  boardInvited: z.boolean(),
  obligations: z.array(obligation),
  today: day,
} as const;

/** What a code opens of a procedure. `wrap`: for the board only; the complainant finds the identity in the own conversation. */
export const ProcedureOpening = z.strictObject({
  ...standing,
  side: z.enum(Parties).exclude(["committee"]),
  installation: z.string(),
  organisation: name,
  serviceName: texts,
  wrap: z.string().optional(),
  /** For the board: what opens beside the first identity. */
  wraps: z.array(z.strictObject({ epoch: z.int().min(2), wrapped: z.string() })),
  pieces: z.array(ProcedurePieceOut),
  /** Keys by invitation, to be believed only when a certified member named them in the chain. */
  boards: z.array(z.strictObject({ epoch: z.int().min(1), signPublic: exactly(32) })),
  /** Every key that speaks or spoke for the complainant. */
  reporters: z.array(exactly(32)),
  keyLog: z.array(z.unknown()),
});
export type ProcedureOpening = z.infer<typeof ProcedureOpening>;

export const ProcedureOpeningPost = z.strictObject({ ...signed });
export type ProcedureOpeningPost = z.infer<typeof ProcedureOpeningPost>;

export const ProcedureSayPost = z.strictObject({
  ...signed,
  act,
  /** The piece of the act, then files. */
  pieces: z.array(ProcedurePieceIn).min(1).max(1 + Limits.filesAtOnce),
  obligation: id.optional(),
});
export type ProcedureSayPost = z.infer<typeof ProcedureSayPost>;

export const ProcedureAnswer = z.strictObject({ state, dueDay: day.nullable() });
export type ProcedureAnswer = z.infer<typeof ProcedureAnswer>;

/* ------------------------------------------------------------------ the desk */

export const ProcedureSummary = z.strictObject({ ...standing, case: id, team: name, turn: z.enum(Parties), alert: z.int().min(0).max(2), summary: z.enum(["none", "proposed", "published"]) });
export type ProcedureSummary = z.infer<typeof ProcedureSummary>;
export const ProcedureList = z.strictObject({ procedures: z.array(ProcedureSummary) });
export type ProcedureList = z.infer<typeof ProcedureList>;

export const DeskProcedure = ProcedureSummary.extend({
  installation: z.string(),
  keyLogHead: z.string(),
  reporters: z.array(exactly(32)),
  boards: z.array(z.strictObject({ epoch: z.int().min(1), signPublic: exactly(32), ended: z.boolean() })),
  pieces: z.array(ProcedurePieceOut),
  summaryBy: id.nullable(),
  /** A new identity comes before the committee's next word; `recipient`: of the board's living invitation. */
  due: z.boolean(),
  recipient: recipient.nullable(),
  law: ProcedureLawFile,
  /** Days that the law data gives for what can be done now, counted from today. */
  days: z.partialRecord(z.enum(TermNames), day),
  salt: z.string(),
});
export type DeskProcedure = z.infer<typeof DeskProcedure>;

/** `piece`: the first of the chain, which names the complainant's key; signed by who begins. */
export const ProcedurePost = z.strictObject({ case: id, procedure: id, piece: ProcedurePieceIn.extend({ kind: z.literal("step") }) });
export type ProcedurePost = z.infer<typeof ProcedurePost>;

const newObligation = z.strictObject({ id, addressee: z.enum(["board", "committee"]), dueDay: day });

/** `expected`: the state the secretary saw; something else now → `state-changed`. */
export const ProcedureStepPost = z.strictObject({
  act,
  expected: state,
  pieces: z.array(ProcedurePieceIn).min(1).max(10),
  /** The committee's own day, where no term is known, and for an extension. */
  dueDay: day.optional(),
  binding: z.boolean().optional(),
  obligations: z.array(newObligation).min(1).max(10).optional(),
  settle: z.strictObject({ obligation: id, as: z.enum(Settlements).exclude(["followed"]) }).optional(),
});
export type ProcedureStepPost = z.infer<typeof ProcedureStepPost>;

export const InvitationPost = z.strictObject({
  epoch: z.int().min(1).max(9999),
  lookup: exactly(32),
  recipient,
  signKey: exactly(32),
  /** The first identity of the procedure, wrapped to the board; `wraps`: those that came later. */
  wrap: bytes(Limits.wrapBytes),
  wraps: z.array(z.strictObject({ epoch: z.int().min(2), wrapped: bytes(Limits.wrapBytes) })).max(200).optional(),
  /** Names the key of the board, signed by who invites. */
  piece: ProcedurePieceIn.extend({ kind: z.literal("step") }),
});
export type InvitationPost = z.infer<typeof InvitationPost>;

/** A new identity: to the complainant in the chain of the case (`key`), to the board as a wrap; `piece` begins it, signed. */
export const RenewalPost = z.strictObject({
  epoch: z.int().min(2).max(9999),
  key: PieceIn.extend({ kind: z.literal("procedure") }),
  piece: ProcedurePieceIn.extend({ kind: z.literal("epoch") }),
  wrap: bytes(Limits.wrapBytes).nullable(),
});
export type RenewalPost = z.infer<typeof RenewalPost>;

/** What the second pair of eyes read and agrees to: from here on it is public. */
export const SummaryPost = z.strictObject({ text: z.string().trim().min(1).max(Limits.longText) });
export const PublishedSummaries = z.strictObject({ summaries: z.array(z.strictObject({ organisation: name, week: day, outcome, text: z.string() })) });

/* ------------------------------------------------------- what is inside pieces */

type OnArrival = { readonly sealedOnArrival?: true };

/** Kind `procedure`, in the chain of the case: gives the complainant's code an identity of the procedure; the first, when no epoch is said. */
export type ProcedureKeyBody = { readonly procedure: string; readonly identity: string; readonly epoch?: number };

/** Every body names its act, so that a piece cannot be shown as another step than its writer took. */
export type ProcedureBody = OnArrival & {
  readonly act: string;
  readonly text: string;
  /** Kind `step`: keys that the committee answers for. */
  readonly complainants?: readonly string[];
  readonly board?: { readonly epoch: number; readonly signKey: string };
  readonly dueDay?: string;
  readonly founded?: "yes" | "partly" | "no";
  readonly binding?: boolean;
  readonly ground?: string;
  readonly agrees?: "yes" | "partly" | "no";
  readonly addressee?: "board" | "committee";
  readonly obligation?: string;
  readonly answer?: "yes" | "no" | Exclude<Settlement, "followed">;
};

/** The strict form of a body that somebody's browser made: signed, but not to be trusted to have the right form. */
export const ProcedureBodyShape = z.object({
  sealedOnArrival: z.literal(true).optional(),
  act: z.enum([...ProcedureActs, "begin", "invite"]),
  text: z.string().max(20_000),
  complainants: z.array(z.string().max(60)).max(100).optional(),
  board: z.object({ epoch: z.int(), signKey: z.string().max(60) }).optional(),
  dueDay: day.optional(),
  founded: z.enum(["yes", "partly", "no"]).optional(),
  binding: z.boolean().optional(),
  ground: z.string().max(200).optional(),
  agrees: z.enum(["yes", "partly", "no"]).optional(),
  addressee: z.enum(["board", "committee"]).optional(),
  obligation: id.optional(),
  answer: z.enum(["yes", "no", "not-followed", "not-known"]).optional(),
});

