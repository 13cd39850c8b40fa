/** One stuck case of the example that lies at the ministry: agreed by phone, prepared by one worker, seconded by another. */
import { randomUUID } from "node:crypto";
import type { CreatedOrganisation } from "../../accounts/index.ts";
import { wordsToSecond } from "../../cases/rules/escalation.ts";
import { paddingOf, teamWrapText } from "../../cases/shape.ts";
import type { LabelBody, PieceKind } from "../../cases/shape.ts";
import type { JsonValue } from "../../envelope/index.ts";
import { newCaseIdentity, sealPiece, signAct, toBase64Url, wrap } from "../../envelope/index.ts";
import { ask, deskIdentity, identityOf, keyLogLength, read, sealNext, type Worker } from "./worker.ts";

export type Laid = { readonly text: string; readonly question: string; readonly step: string };
type Ministry = CreatedOrganisation["teams"][number];

const inDays = (now: Date, days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

async function addNext(worker: Worker, id: string, { kind, body }: { readonly kind: PieceKind; readonly body: unknown }): Promise<Awaited<ReturnType<typeof sealNext>>> {
  const one = await read(worker, id);
  const isDesk = kind.startsWith("dossier");
  const identity = isDesk ? await deskIdentity(worker, one) : await identityOf(worker, one, "shared");
  return sealNext(worker, one, identity ?? "", { kind, body });
}

/** Said by phone and read back, signed by the worker. */
async function spoken(worker: Worker, id: string, { team, question, until }: { readonly team: string; readonly question: string; readonly until: string }): Promise<string> {
  const parts = (await read(worker, id)).pieces.filter(({ kind }) => kind === "report").map((piece) => piece.id);
  const terms = { purpose: "escalation", team, parts, later: false, until };
  const piece = await addNext(worker, id, { kind: "consent-spoken", body: { ...terms, text: question } });
  await ask(worker, "POST", `/cases/${id}/consents`, { piece, purpose: "escalation", team, until });
  return piece.id;
}

type Placing = { readonly worker: Worker; readonly installation: string; readonly ministry: Ministry; readonly entries: readonly { readonly kind: "label" | "dossier"; readonly body: unknown }[]; readonly label: LabelBody };

/** The case at the ministry, with a key of its own. */
async function placed({ worker, installation, ministry, entries, label }: Placing): Promise<unknown> {
  const { identity, recipient } = await newCaseIdentity();
  const id = randomUUID();
  const keyLog = await keyLogLength(worker);
  const pieces: unknown[] = [];
  let previous = "";
  for (const [at, { kind, body }] of entries.entries()) {
    const piece = randomUUID();
    const header = { version: 1, installation, case: id, piece, chain: "shared", kind, sender: `member:${worker.member.member}`, sequence: at + 1, previous, keyLog } as const;
    const sealed = await sealPiece(header, new TextEncoder().encode(JSON.stringify(body)), { signer: worker.member.signer, caseRecipient: recipient, pad: paddingOf(kind) });
    pieces.push({ id: piece, kind, sequence: at + 1, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key) });
    previous = sealed.hash;
  }
  const team = toBase64Url(await wrap(teamWrapText(identity, label), [ministry.keys.recipient]));
  return { case: id, team: ministry.team, epoch: ministry.epoch, urgent: label.urgent, wraps: { team, reporters: [] }, pieces };
}

/** From an urgent open case of `worker` to the ministry, with `colleague` as the second pair of eyes. */
export async function layBefore(id: string, laid: Laid, stage: { readonly worker: Worker; readonly colleague: Worker; readonly ministry: Ministry; readonly now: Date }): Promise<void> {
  const { worker, colleague, ministry } = stage;
  const consent = await spoken(worker, id, { team: ministry.team, question: laid.question, until: inDays(stage.now, 90) });
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
  const post = await placed({ worker, installation: (await read(worker, id)).installation, ministry, label, entries: [{ kind: "label", body: label }, { kind: "dossier", body: dossier }] });
  const step = await addNext(worker, id, { kind: "step", body: { text: laid.step } });
  await ask(worker, "POST", `/cases/${id}/escalations/${escalation}/sending`, { placed: post, step, given: [] });
}
