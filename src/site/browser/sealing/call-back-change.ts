/** How the call behind a code stands, and the signed word that moves or ends it. */
import type { CallBackAnswer } from "../../../cases/shape/call-back.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { sealPieces } from "./pieces.ts";
import { act, current, type Talk } from "./talk.ts";

const isAnswer = hasFields<CallBackAnswer>({ slots: "array" });

/** How it stands, and which moments are free. */
export function callBackOf(line: Line, { keys }: Pick<Talk, "keys">): Promise<Answer<CallBackAnswer>> {
  return act(keys, "call-back", {}, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/call-back", body }, isAnswer) });
}

/** Another moment, or (null) none any more. `sequence-taken`: open the conversation again and repeat. */
export async function changeMoment(line: Line, before: Talk, slot: string | null): Promise<Answer<CallBackAnswer>> {
  const ready = await current(line, before);
  if (!ready.ok) return ready;
  const { opening, head, keys, caseRecipient, epoch, items } = ready.value;
  if (head === undefined) return { ok: false, because: "signature-invalid" };
  const place = { installation: opening.installation, case: opening.case, sequence: items.length + 1, previous: head, signer: keys.signer, caseRecipient, epoch };
  const { pieces } = await sealPieces(place, [{ kind: "call-time", body: { slot } }]);
  return act(keys, "call-back-change", { slot, piece: pieces[0] }, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/call-back-changes", body }, isAnswer) });
}
