/** The person's own side in the visitor's browser: every act signed with the key from the code, every answer sealed here. */
import { asksAttention, type CheckInAnswer, type ProofKind } from "../../../cases/rules/follow-up.ts";
import type { FollowUp, MessageAnswer, ProofAnswer, Wish } from "../../../cases/shape.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { sealPieces } from "./pieces.ts";
import { act, current, placeOf, reopen, type Talk } from "./talk.ts";

const isFollowUp = hasFields<FollowUp>({ looks: "array", looksHidden: "boolean", checkIns: "array" });
const isMessage = hasFields<MessageAnswer>({ state: "string", promisedDay: "string" });
const isProof = hasFields<ProofAnswer>({ proof: "string" });

export function followUpOf(line: Line, talk: Talk): Promise<Answer<FollowUp>> {
  return act(talk.keys, "follow-up", {}, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/follow-up", body }, isFollowUp) });
}

export function wishFor(line: Line, talk: Talk, wish: Wish): Promise<Answer<FollowUp>> {
  return act(talk.keys, "wish", { wish }, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/wishes", body }, isFollowUp) });
}

export function proofOf(line: Line, talk: Talk, kind: ProofKind): Promise<Answer<ProofAnswer>> {
  return act(talk.keys, "proof", { kind }, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/proofs", body }, isProof) });
}

export type HowItIs = { readonly better: CheckInAnswer; readonly retaliation: CheckInAnswer; readonly text?: string };

/** Seals the answer behind the last piece; when somebody wrote at the same moment, once more behind that. Answers the conversation as it is then. */
export async function sayHowItIs(line: Line, talk: Talk, checkIn: string, body: HowItIs): Promise<Answer<Talk>> {
  let now = talk;
  for (let last = false; ; last = true) {
    const ready = await current(line, now);
    if (!ready.ok) return ready;
    now = ready.value;
    if (now.head === undefined) return { ok: false, because: "signature-invalid" };
    const [piece] = (await sealPieces(placeOf(now, now.head), [{ kind: "check-in", body }])).pieces;
    const fields = { checkIn, attention: asksAttention(body), piece };
    const sent = await act(now.keys, "check-in", fields, { line, send: (post) => line.ask({ method: "POST", path: "/api/v1/conversation/check-ins", body: post }, isMessage) });
    if (!sent.ok && (last || (sent.because !== "sequence-taken" && sent.because !== "epoch-outdated"))) return sent;
    const after = await reopen(line, now);
    if (!after.ok || sent.ok) return after;
    now = after.value;
  }
}
