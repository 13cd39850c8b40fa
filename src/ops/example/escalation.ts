/** One stuck case of the example that lies at the ministry: agreed by phone, prepared by one worker, seconded by another. */
import { randomUUID } from "node:crypto";
import type { CreatedOrganisation } from "../../accounts/index.ts";
import { wordsToSecond } from "../../cases/rules/escalation.ts";
import type { LabelBody } from "../../cases/shape.ts";
import type { JsonValue } from "../../envelope/index.ts";
import { newCaseIdentity, signAct, toBase64Url } from "../../envelope/index.ts";
import { addNext, inDays, placed, spoken } from "./placed.ts";
import { ask, read, type Worker } from "./worker.ts";

export type Laid = { readonly text: string; readonly question: string; readonly step: string };
type Ministry = CreatedOrganisation["teams"][number];

/** From an urgent open case of `worker` to the ministry, with `colleague` as the second pair of eyes. */
export async function layBefore(id: string, laid: Laid, stage: { readonly worker: Worker; readonly colleague: Worker; readonly ministry: Ministry; readonly now: Date }): Promise<void> {
  const { worker, colleague, ministry } = stage;
  const consent = await spoken(worker, id, { purpose: "escalation", team: ministry.team, question: laid.question, until: inDays(stage.now, 90), kinds: ["report"] });
  const escalation = randomUUID();
  const words = wordsToSecond({ escalation, consent, form: "anonymised", reason: "urgent", text: laid.text, parts: [] });
  const { identity: exchange } = await newCaseIdentity();
  const draft = await addNext(worker, id, { kind: "dossier-draft", body: { ...words, exchange } });
  await ask(worker, "POST", `/cases/${id}/escalations`, { id: escalation, consent, reason: "urgent", form: "anonymised", piece: draft });
  const signature = toBase64Url(signAct(colleague.member.signer, { act: "escalation-second", nonce: escalation, fields: words as unknown as JsonValue }));
  const second = await addNext(colleague, id, { kind: "dossier-second", body: { escalation, draft: draft.id, signature } });
  await ask(colleague, "POST", `/cases/${id}/escalations/${escalation}/second`, { piece: second });
  const dossier = { ...words, exchange, from: id, reporterKeys: [], preparedBy: worker.member.member, second: { member: colleague.member.member, signature } };
  const label: LabelBody = { mode: "confidential", forWhom: "self", urgent: true };
  const to = { team: ministry.team, epoch: ministry.epoch, recipient: ministry.keys.recipient };
  const { post } = await placed(worker, { installation: (await read(worker, id)).installation, to, label, entries: [{ kind: "label", body: label }, { kind: "dossier", body: dossier }] });
  const step = await addNext(worker, id, { kind: "step", body: { text: laid.step } });
  await ask(worker, "POST", `/cases/${id}/escalations/${escalation}/sending`, { placed: post, step, given: [] });
}
