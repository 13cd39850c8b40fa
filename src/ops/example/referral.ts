/** Cases of the example that go to another support point: one waits for an answer there, one was taken over. */
import { piecesOfForm, readForm } from "../../cases/shape.ts";
import type { LabelBody, PieceKind } from "../../cases/shape.ts";
import { fromBase64Url, recipientOf, rewrap, toBase64Url } from "../../envelope/index.ts";
import { addNext, inDays, placed, spoken, type Receiver } from "./placed.ts";
import type { Told } from "./reporter.ts";
import { ask, identityOf, read, type Worker } from "./worker.ts";

/** `question`: what was asked by phone. `text`: to the colleagues there. `step`: to the person. */
export type Referred = { readonly to: string; readonly accepted: boolean; readonly question: string; readonly text: string; readonly step: string };

const bytes = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();
const parts: readonly PieceKind[] = ["label", "report", "contact"];

/** From an open case of `worker` to the team of `receiver`, with everything that was told and how the person is reached. */
export async function refer(id: string, referred: Referred & { readonly form: Told }, stage: { readonly worker: Worker; readonly receiver: Worker; readonly to: Receiver; readonly now: Date }): Promise<void> {
  const { worker, receiver, to, now } = stage;
  const consent = await spoken(worker, id, { purpose: "referral", team: to.team, question: referred.question, until: inDays(now, 60), kinds: parts });
  const one = await read(worker, id);
  const identity = (await identityOf(worker, one, "shared")) ?? "";
  const through = await recipientOf(identity);
  const reporters = one.holders.shared.filter(({ kind }) => kind === "reporter").map(({ holder, recipient }) => ({ holder, recipient, through }));
  const label = piecesOfForm(readForm((name) => referred.form[name] ?? ""), false, to.team)[0]?.body as LabelBody;
  const origin = { from: id, consent, reporterKeys: one.signers, text: referred.text };
  const { post, keys } = await placed(worker, { installation: one.installation, to, label, reporters, entries: [{ kind: "label", body: label }, { kind: "referral", body: origin }] });
  const step = await addNext(worker, id, { kind: "step", body: { text: referred.step, to: { case: post.case, recipient: keys.recipient } } });
  const goes = one.pieces.filter((piece) => piece.id === consent || parts.includes(piece.kind));
  const given = await Promise.all(goes.map(async (piece) => ({ piece: piece.id, key: toBase64Url(await rewrap(bytes(piece.key), identity, [keys.recipient])) })));
  await ask(worker, "POST", `/cases/${id}/referrals`, { consent, placed: post, step, given });
  if (referred.accepted) await ask(receiver, "POST", `/cases/${post.case}/referral`, { act: "accept" });
}
