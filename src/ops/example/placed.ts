/** What a worker of the example does to bring a case to another organisation: the person's yes by phone, and a case of its own there. */
import { randomUUID } from "node:crypto";
import type { Purpose } from "../../cases/rules/consent.ts";
import { paddingOf, teamWrapText } from "../../cases/shape.ts";
import type { LabelBody, PieceKind } from "../../cases/shape.ts";
import type { Placed } from "../../cases/shape/placing.ts";
import { newCaseIdentity, sealPiece, toBase64Url, wrap, wrapForReporter, type KeyPair } from "../../envelope/index.ts";
import { ask, deskIdentity, identityOf, keyLogLength, read, sealNext, type Worker } from "./worker.ts";

/** A team as it stands in the key log. */
export type Receiver = { readonly team: string; readonly epoch: number; readonly recipient: string };

export const inDays = (now: Date, days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

export async function addNext(worker: Worker, id: string, { kind, body }: { readonly kind: PieceKind; readonly body: unknown }): Promise<Awaited<ReturnType<typeof sealNext>>> {
  const one = await read(worker, id);
  const isDesk = kind.startsWith("dossier");
  const identity = isDesk ? await deskIdentity(worker, one) : await identityOf(worker, one, "shared");
  return sealNext(worker, one, identity ?? "", { kind, body });
}

type Agreed = { readonly purpose: Purpose; readonly team: string; readonly question: string; readonly until: string; readonly kinds: readonly PieceKind[] };

/** Said by phone and read back, signed by the worker. `kinds`: of the parts that may go. */
export async function spoken(worker: Worker, id: string, { purpose, team, question, until, kinds }: Agreed): Promise<string> {
  const parts = (await read(worker, id)).pieces.filter(({ kind }) => kinds.includes(kind)).map((piece) => piece.id);
  const piece = await addNext(worker, id, { kind: "consent-spoken", body: { purpose, team, parts, later: false, until, text: question } });
  await ask(worker, "POST", `/cases/${id}/consents`, { piece, purpose, team, until });
  return piece.id;
}

type Placing = {
  readonly installation: string;
  readonly to: Receiver;
  readonly label: LabelBody;
  readonly entries: readonly { readonly kind: "label" | "dossier" | "referral"; readonly body: unknown }[];
  /** Codes of the person that open it there, each through the recipient of the case it comes from. */
  readonly reporters?: readonly { readonly holder: string; readonly recipient: string; readonly through: string }[];
};

/** A case with a key of its own at another organisation, ready to be sent along. */
export async function placed(worker: Worker, { installation, to, label, entries, reporters = [] }: Placing): Promise<{ readonly post: Placed; readonly keys: KeyPair }> {
  const keys = await newCaseIdentity();
  const id = randomUUID();
  const keyLog = await keyLogLength(worker);
  const pieces: Placed["pieces"] = [];
  let previous = "";
  for (const [at, { kind, body }] of entries.entries()) {
    const piece = randomUUID();
    const header = { version: 1, installation, case: id, piece, chain: "shared", kind, sender: `member:${worker.member.member}`, sequence: at + 1, previous, keyLog } as const;
    const sealed = await sealPiece(header, new TextEncoder().encode(JSON.stringify(body)), { signer: worker.member.signer, caseRecipient: keys.recipient, pad: paddingOf(kind) });
    pieces.push({ id: piece, kind, sequence: at + 1, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key) });
    previous = sealed.hash;
  }
  const team = toBase64Url(await wrap(teamWrapText(keys.identity, label), [to.recipient]));
  const wrapped = await Promise.all(reporters.map(async ({ holder, recipient, through }) => ({ holder, wrapped: toBase64Url(await wrapForReporter(keys.identity, recipient, through)) })));
  return { post: { case: id, team: to.team, epoch: to.epoch, urgent: label.urgent, wraps: { team, reporters: wrapped }, pieces }, keys };
}
