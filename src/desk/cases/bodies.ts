/** What is inside opened pieces. A reporter's browser made it: signed, but not to be trusted to have the right form. */
import { z } from "zod";
import type { OpenedPiece } from "../../envelope/index.ts";

const text = z.string().max(20_000);
const arrival = { sealedOnArrival: z.literal(true).optional() };

export const Report = z.object({ ...arrival, what: text, who: text.optional(), where: text.optional(), when: text.optional(), school: text.optional(), untiedTo: text.optional(), need: text.optional(), danger: z.enum(["no", "recent", "now"]).optional() });
export const Contact = z.object({
  ...arrival,
  name: text.optional(),
  reach: z.enum(["none", "phone", "mail"]),
  phone: text.optional(),
  mail: text.optional(),
  safeMoments: text.optional(),
  mustNot: text.optional(),
});
export const Written = z.object({ ...arrival, text });
export const Answer = z.object({ text, asksHelped: z.literal(true).optional() });
export const Safety = z.object({ ...arrival, safe: z.boolean() });
/** A piece of any kind, as far as it says something in words. */
export const Saying = z.object({ text });
export const Helped = z.object({ ...arrival, answer: z.enum(["yes", "no"]) });
export const Label = z.object({
  ...arrival,
  to: text.optional(),
  mode: z.enum(["named", "confidential", "anonymous"]),
  forWhom: z.enum(["self", "other", "together"]),
  urgent: z.boolean(),
  role: text.optional(),
  sector: text.optional(),
  topic: text.optional(),
});
export type Contact = z.infer<typeof Contact>;
export type Report = z.infer<typeof Report>;
export type Label = z.infer<typeof Label>;

/** The body in this form, or nothing when it is not: a screen then says that it could not be read. */
export function readBody<T>(piece: OpenedPiece, shape: z.ZodType<T>): T | undefined {
  try {
    const parsed = shape.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(piece.body)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the server sealed it in memory for somebody without script: screens say so. */
export function isSealedOnArrival(piece: OpenedPiece): boolean {
  return readBody(piece, z.object({ sealedOnArrival: z.literal(true) })) !== undefined;
}

/** Own words only: a label may say `__proto__`, and what that names would take the whole screen down. */
export function word(names: Readonly<Record<string, string>>, key: string | undefined): string | undefined {
  return key !== undefined && Object.hasOwn(names, key) ? names[key] : undefined;
}

export const NextStep = z.object({ text, day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) });
export const CheckIn = z.object({ ...arrival, better: z.enum(["yes", "no", "unsure"]), retaliation: z.enum(["yes", "no", "unsure"]), text: text.optional() });
export const WayBack = z.object({ ...arrival, salt: z.string().max(60), hash: z.string().max(60), readsBack: z.boolean() });
/** Who signs as the person from an epoch on, when it says so. */
export const EpochNames = z.object({ reporters: z.array(z.string()).optional() });
