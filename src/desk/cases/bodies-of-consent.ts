/** What is inside pieces about consent and referral: signed, but not to be trusted to have the right form. */
import { z } from "zod";
import type { OpenedPiece } from "../../envelope/index.ts";
import { readBody } from "./bodies.ts";

const text = z.string().max(20_000);

export const Step = z.object({ text, to: z.object({ case: z.string(), recipient: z.string() }).optional() });
export const Referral = z.object({ from: z.string(), consent: z.string(), reporterKeys: z.array(z.string()), text, matter: z.string().regex(/^[A-Za-z0-9_-]{43}$/).optional() });

/** The body of a piece of this kind, signed by a member; nothing otherwise. */
export function wordOfKind<T>(piece: OpenedPiece, kind: string, shape: z.ZodType<T>): T | undefined {
  return piece.header.kind === kind && piece.signedBy.startsWith("member:") ? readBody(piece, shape) : undefined;
}
