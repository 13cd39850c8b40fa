/** What travels when a promised day is moved with a reason and a message. */
import { z } from "zod";
import { DayText, TermReasons } from "../../clock/shape.ts";
import { PieceIn } from "./wire.ts";

/** Days that one pause lasts at most: who waits must never wait without an end. */
export const longestPause = 90;

export const TermChangePost = z.discriminatedUnion("kind", [
  /** In open days of the team. */
  z.strictObject({ kind: z.literal("extension"), days: z.int().min(1).max(20) }),
  /** From today up to and including this day. */
  z.strictObject({ kind: z.literal("pause"), until: DayText }),
  /** It runs again from today. */
  z.strictObject({ kind: z.literal("resume") }),
]);
export type TermChangePost = z.output<typeof TermChangePost>;

/** `piece`: the message to the person, sealed; nothing moves without it. */
export const TermPost = z.strictObject({ piece: PieceIn.omit({ upload: true }).extend({ kind: z.literal("term") }), change: TermChangePost, reason: z.enum(TermReasons) });
export type TermPost = z.output<typeof TermPost>;

export const TermAnswer = z.strictObject({ dueDay: DayText });
export type TermAnswer = z.output<typeof TermAnswer>;
