/** What was asked of who calls, and what was done: read from opened pieces, so that nothing is believed that nobody signed. */
import { z } from "zod";
import type { CallRule } from "../../cases/shape/call-back.ts";
import { CallRules } from "../../cases/shape/call-back.ts";
import type { OpenedPiece } from "../../envelope/index.ts";
import { readBody } from "./bodies.ts";
import { piecesOfKind } from "./opening.ts";
import type { OpenedCase } from "./opening.ts";

const text = z.string().max(20_000);
export const CallBack = z.object({ slot: text, phone: text, name: text.optional(), rules: z.array(z.string()), askFor: text.optional(), interpreter: text.optional(), untiedTo: text.optional(), note: text.optional() });
export type CallBack = z.infer<typeof CallBack>;
export const CallTime = z.object({ slot: text.nullable() });
const acts = ["acknowledge", "no-answer", "voicemail", "wrong-person", "spoken", "plan", "other-way"] as const;
export const Attempt = z.object({ act: z.enum(acts), about: text, next: text.optional(), note: text.optional() });
export type Attempt = z.infer<typeof Attempt>;

export type Asked = { readonly piece: OpenedPiece; readonly body: CallBack };

/** The newest request of the person; a request that cannot be read counts as none. */
export function askedIn(opened: OpenedCase): Asked | undefined {
  return piecesOfKind(opened.shared, "call-back").flatMap((piece) => {
    const body = readBody(piece, CallBack);
    return body === undefined ? [] : [{ piece, body }];
  }).at(-1);
}

export const rulesOf = (body: CallBack): readonly CallRule[] => CallRules.filter((rule) => body.rules.includes(rule));

export type Done = { readonly member: string; readonly day: string; readonly body: Attempt };

export function attemptsIn(opened: OpenedCase): readonly Done[] {
  return (opened.desk?.pieces ?? []).flatMap(({ raw, examined }) => {
    if (!examined.ok || examined.piece.header.kind !== "attempt") return [];
    const body = readBody(examined.piece, Attempt);
    return body === undefined ? [] : [{ member: examined.piece.signedBy.slice("member:".length), day: raw.day, body }];
  });
}

/** Every moment that somebody signed: the person, or a colleague who agreed it. Another one was moved by nobody who may. */
export function isSignedMoment(opened: OpenedCase, slot: string): boolean {
  const asked = piecesOfKind(opened.shared, "call-back").map((piece) => readBody(piece, CallBack)?.slot);
  const moved = piecesOfKind(opened.shared, "call-time").map((piece) => readBody(piece, CallTime)?.slot);
  const agreed = attemptsIn(opened).map((one) => one.body.next);
  return [...asked, ...moved, ...agreed].includes(slot);
}
