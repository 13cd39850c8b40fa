/** Seals a request to be called back in the visitor's browser. */
import { type LabelBody, noticeText, teamWrapText, type Untied } from "../../../cases/shape.ts";
import { type CallBackForm, type CallBackPost, piecesOfCallBack } from "../../../cases/shape/call-back.ts";
import { newCaseIdentity, toBase64Url, wrap } from "../../../envelope/visitor.ts";
import { sealPieces } from "./pieces.ts";
import { type Destination, type Identity, wrapsOf } from "./report.ts";

export { newIdentity } from "./report.ts";

/** The body of `POST /api/v1/call-back-requests`. Sealing the same twice gives other bytes: keep it to send it again. */
export async function sealCallBackRequest(to: Destination, form: CallBackForm, { keys }: Identity, untied: Untied["members"] = []): Promise<CallBackPost> {
  const shared = await newCaseIdentity();
  const place = { installation: to.installation, case: to.case, sequence: 1, previous: "", signer: keys.signer, caseRecipient: shared.recipient };
  const written = piecesOfCallBack(form, false, to.team);
  const { pieces } = await sealPieces(place, written);
  const forTeam = teamWrapText(shared.identity, written[0].body satisfies LabelBody);
  const wraps = await wrapsOf(shared.identity, forTeam, { to, reporter: keys.recipient, untied });
  const wanted = form.noticeMail !== "" && to.noticeRecipient !== "";
  const notice = wanted ? { notice: { sealed: toBase64Url(await wrap(noticeText(form.noticeMail, to.language), [to.noticeRecipient])), hours: form.noticeHours } } : {};
  return {
    ticket: to.ticket,
    team: to.team,
    epoch: to.epoch,
    case: to.case,
    slot: new Date(form.slot).toISOString(),
    reporter: { lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey) },
    shared: { wraps },
    pieces: pieces as CallBackPost["pieces"],
    ...(form.untiedTo === "" ? {} : { untiedTo: form.untiedTo }),
    ...notice,
  };
}
