/** Escalation to the ministry on its way between browsers and server, and what is inside its sealed pieces. */
import { z } from "zod";
import { legalDuties } from "../rules/duties.ts";
import { DossierForms, EscalationReasons, EscalationStates } from "../rules/escalation.ts";
import type { DossierWords } from "../rules/escalation.ts";
import { GivenIn, Placed } from "./placing.ts";
import { CaseSummary, day, id, name, PieceIn, texts } from "./wire.ts";

const piece = PieceIn.omit({ upload: true });

/* ------------------------------------------------------- what is inside pieces */

/** Kind `dossier-draft`: everything a colleague agrees to, and the key of what desk and ministry will say about it. */
export type DossierDraftBody = DossierWords & { readonly exchange: string };
/** Kind `dossier-second`: `signature` by the second over `wordsToSecond`, as an act with the escalation's id as its number. */
export type DossierSecondBody = { readonly escalation: string; readonly draft: string; readonly signature: string };
/** Kind `dossier`, the first word at the ministry. `reporterKeys`: none when anonymised. */
export type DossierBody = DossierDraftBody & {
  readonly from: string;
  readonly reporterKeys: readonly string[];
  readonly preparedBy: string;
  readonly second: { readonly member: string; readonly signature: string };
};
/** What desk and ministry say to each other about it. */
export const ExchangeActs = ["question", "reply", "answer", "return"] as const;
export type ExchangeAct = (typeof ExchangeActs)[number];
export type ExchangeBody = { readonly act: ExchangeAct; readonly text: string };

/** Characters of a dossier's text, and of a lesson. */
export const dossierText = 12_000;
export const lessonText = 2_000;

/* ------------------------------------------------------------------ the desk */

/** One piece of the exchange: in the sealed header its `case` is the escalation. */
export const ExchangePiece = z.strictObject({ id, act: z.enum(ExchangeActs), sender: z.string(), sequence: z.int().min(1), sealed: z.string(), key: z.string(), day });
export type ExchangePiece = z.infer<typeof ExchangePiece>;

export const EscalationLine = z.strictObject({
  id,
  case: id,
  to: id.nullable(),
  consent: id.nullable(),
  reason: z.enum(EscalationReasons),
  form: z.enum(DossierForms),
  state: z.enum(EscalationStates),
  draft: id.nullable(),
  preparedBy: id,
  secondedBy: id.nullable(),
  dueDay: day.nullable(),
  fromName: texts,
  toName: texts,
  words: z.array(ExchangePiece),
});
export type EscalationLine = z.infer<typeof EscalationLine>;

/** `reasons`: those that hold now. `ministry`: teams that can be asked. */
export const CaseEscalations = z.strictObject({ escalations: z.array(EscalationLine), reasons: z.array(z.enum(EscalationReasons)), ministry: z.array(name) });
export type CaseEscalations = z.infer<typeof CaseEscalations>;

export const PreparePost = z.strictObject({ id, consent: id, reason: z.enum(EscalationReasons), form: z.enum(DossierForms), piece: piece.extend({ kind: z.literal("dossier-draft") }) });
export type PreparePost = z.infer<typeof PreparePost>;
export const SecondPost = z.strictObject({ piece: piece.extend({ kind: z.literal("dossier-second") }) });
export type SecondPost = z.infer<typeof SecondPost>;
/** `given` is empty when the dossier is anonymised: then nothing but its text goes. */
export const SendPost = z.strictObject({ placed: Placed, step: piece.extend({ kind: z.literal("step") }), given: z.array(GivenIn).max(340) });
export type SendPost = z.infer<typeof SendPost>;
const word = PieceIn.omit({ upload: true, kind: true, epoch: true });
export const ReplyPost = z.strictObject({ word });
export type ReplyPost = z.infer<typeof ReplyPost>;
export const MinistryPost = z.strictObject({ act: z.enum(["question", "answer", "return"]), word });
export type MinistryPost = z.infer<typeof MinistryPost>;
/** The answer in plain words, in the conversation with the person. */
export const SettlePost = z.strictObject({ step: piece.extend({ kind: z.literal("step") }) });
export type SettlePost = z.infer<typeof SettlePost>;
export const EscalationParams = z.strictObject({ case: id, escalation: id });

/** For the ministry: what was sent to its teams and is not settled. */
export const EscalatedCase = CaseSummary.extend({ escalation: id, standing: z.enum(EscalationStates), reason: z.enum(EscalationReasons), answerBy: day, fromName: texts });
export const EscalatedAnswer = z.strictObject({ escalations: z.array(EscalatedCase) });
export type EscalatedAnswer = z.infer<typeof EscalatedAnswer>;

/* ---------------------------------------------------------------- the network */

export const Lesson = z.strictObject({ id, organisation: name, week: day, state: z.enum(["proposed", "agreed"]), text: z.string(), mine: z.boolean() });
export type Lesson = z.infer<typeof Lesson>;
export const LessonsAnswer = z.strictObject({ lessons: z.array(Lesson) });
export type LessonsAnswer = z.infer<typeof LessonsAnswer>;
export const LessonPost = z.strictObject({ text: z.string().trim().min(1).max(lessonText) });
export type LessonPost = z.infer<typeof LessonPost>;
export const LessonParams = z.strictObject({ lesson: id });

const oneOf = <T extends string>(all: readonly T[]): z.ZodType<T> => z.enum([...new Set(all)] as [T, ...T[]]);
export const DutiesAnswer = z.strictObject({
  duties: z.array(z.strictObject({ id: oneOf(legalDuties.map((one) => one.id)), law: z.string(), article: z.string().nullable(), owedBy: oneOf(legalDuties.map((one) => one.owedBy)), owedTo: oneOf(legalDuties.map((one) => one.owedTo)), readOn: z.string(), source: z.string() })),
});
export type DutiesAnswer = z.infer<typeof DutiesAnswer>;
