/** Seals a request to be called back in the visitor's browser, and the word that moves or ends an appointment. */
import { type LabelBody, noticeText, teamWrapText } from "../../../cases/shape.ts";
import { type CallBackAnswer, type CallBackForm, type CallBackPost, piecesOfCallBack } from "../../../cases/shape/call-back.ts";
import { newCaseIdentity, toBase64Url, wrap } from "../../../envelope/visitor.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { sealPieces } from "./pieces.ts";
import type { Destination, Identity } from "./report.ts";
import { act, current, type Talk } from "./talk.ts";

export { newIdentity } from "./report.ts";

/** The body of `POST /api/v1/call-back-requests`. Sealing the same twice gives other bytes: keep it to send it again. */
export async function sealCallBackRequest(to: Destination, form: CallBackForm, { keys }: Identity): Promise<CallBackPost> {
  const shared = await newCaseIdentity();
  const place = { installation: to.installation, case: to.case, sequence: 1, previous: "", signer: keys.signer, caseRecipient: shared.recipient };
  const written = piecesOfCallBack(form, false);
  const { pieces } = await sealPieces(place, written);
  const forTeam = teamWrapText(shared.identity, written[0].body satisfies LabelBody);
  const [team, reporter] = await Promise.all([wrap(forTeam, [to.recipient]), wrap(shared.identity, [keys.recipient])]);
  const wanted = form.noticeMail !== "" && to.noticeRecipient !== "";
  const notice = wanted ? { notice: { sealed: toBase64Url(await wrap(noticeText(form.noticeMail, to.language), [to.noticeRecipient])), hours: form.noticeHours } } : {};
  return {
    ticket: to.ticket,
    team: to.team,
    epoch: to.epoch,
    case: to.case,
    slot: new Date(form.slot).toISOString(),
    reporter: { lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey) },
    shared: { wraps: { team: toBase64Url(team), reporter: toBase64Url(reporter) } },
    pieces: pieces as CallBackPost["pieces"],
    ...notice,
  };
}

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
