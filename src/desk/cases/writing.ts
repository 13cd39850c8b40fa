/** Sealing what a worker writes, as the next piece of a chain. */
import { newCaseIdentity, sealPiece, toBase64Url, wrap } from "../../envelope/index.ts";
import type { KeyLogEntry } from "../../envelope/index.ts";
import { areCertified, sealEpoch } from "../../cases/shape/epoch.ts";
import { chainOf, paddingOf } from "../../cases/shape.ts";
import type { AccessBody, AnswerBody, ConsentAskedBody, EpochPost, GuideBody, LabelBody, NextStepBody, PieceIn, StepBody, TextBody, WithdrawalBody } from "../../cases/shape.ts";
import type { DossierDraftBody, DossierSecondBody } from "../../cases/shape/escalation.ts";
import type { ProcedureKeyBody } from "../../cases/shape/procedure.ts";
import type { AttemptBody } from "../../cases/shape/call-back.ts";
import { newestTeamIdentity } from "../keyring/keyring.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { Label, readBody } from "./bodies.ts";
import { piecesOfKind } from "./opening.ts";
import type { OpenedCase, OpenedChain } from "./opening.ts";

/** `not-whole`: a chain that cannot be trusted must not be continued. */
export class WritingRefusal extends Error {
  readonly reason: "not-whole" | "no-key";
  constructor(reason: "not-whole" | "no-key") {
    super(reason);
    this.name = "WritingRefusal";
    this.reason = reason;
  }
}

export type Writing =
  | { readonly kind: "answer"; readonly body: AnswerBody }
  | { readonly kind: "procedure"; readonly body: ProcedureKeyBody }
  | { readonly kind: "note" | "term"; readonly body: TextBody }
  | { readonly kind: "dossier-draft"; readonly body: DossierDraftBody }
  | { readonly kind: "dossier-second"; readonly body: DossierSecondBody }
  | { readonly kind: "guide"; readonly body: GuideBody }
  | { readonly kind: "attempt"; readonly body: AttemptBody }
  | { readonly kind: "next-step"; readonly body: NextStepBody }
  | { readonly kind: "access"; readonly body: AccessBody }
  | { readonly kind: "consent-asked" | "consent-spoken"; readonly body: ConsentAskedBody }
  | { readonly kind: "withdrawal"; readonly body: WithdrawalBody }
  | { readonly kind: "step"; readonly body: StepBody };

type Parts = { readonly keyring: Keyring; readonly log: readonly KeyLogEntry[] };

/** The next piece, on the chain of its kind: what only the team reads, or what the person reads too. */
export async function sealNext<W extends Writing>(opened: OpenedCase, writing: W, parts: Parts): Promise<PieceIn & { readonly kind: W["kind"] }> {
  const chain: OpenedChain | undefined = opened[chainOf(writing.kind)];
  if (chain?.head === undefined) throw new WritingRefusal("not-whole");
  const id = crypto.randomUUID();
  const sequence = chain.pieces.length + 1;
  const header = {
    version: 1,
    installation: opened.raw.installation,
    case: opened.raw.id,
    piece: id,
    chain: chainOf(writing.kind),
    kind: writing.kind,
    sender: `member:${parts.keyring.member}`,
    sequence,
    previous: chain.head,
    keyLog: parts.log.length,
  } as const;
  const body = new TextEncoder().encode(JSON.stringify(writing.body));
  const piece = await sealPiece(header, body, { signer: parts.keyring.signer, caseRecipient: chain.recipient, pad: paddingOf(writing.kind) });
  return { id, kind: writing.kind, sequence, epoch: chain.epoch, sealed: toBase64Url(piece.sealed), key: toBase64Url(piece.key) };
}

/** Begins a new epoch of a chain before the next write, for exactly who may read on. Refuses what the key log does not certify. */
export async function sealNextEpoch(opened: OpenedCase, chain: "shared" | "desk", parts: Parts): Promise<EpochPost> {
  const { raw } = opened;
  // Where members hold a case one by one, the notes' first identity begins in the same way.
  const now = opened[chain] ?? { head: "", pieces: [], epoch: 0, identities: new Map<number, string>() };
  if (now.head === undefined) throw new WritingRefusal("not-whole");
  // Never for another organisation than one's own, whatever the server says the case belongs to.
  if (raw.organisation !== parts.keyring.organisation || !areCertified(raw.holders[chain], parts.log, raw)) throw new WritingRefusal("no-key");
  const [label] = piecesOfKind(opened.shared, "label");
  return sealEpoch({
    place: { installation: raw.installation, case: raw.id, chain, sequence: now.pieces.length + 1, previous: now.head },
    epoch: now.epoch + 1,
    sender: `member:${parts.keyring.member}`,
    signer: parts.keyring.signer,
    keyLog: parts.log.length,
    before: now.identities.get(now.epoch),
    holders: raw.holders[chain],
    label: chain === "desk" || label === undefined ? undefined : (readBody(label, Label) as LabelBody | undefined),
  });
}

/** The desk's own identity of a case, made at the first opening and wrapped to the team. The person's code opens none of it. */
export async function makeDeskKey(team: string, keyring: Keyring): Promise<{ readonly wrap: string; readonly teamEpoch: number }> {
  const key = newestTeamIdentity(keyring, team);
  if (key === undefined) throw new WritingRefusal("no-key");
  const { identity } = await newCaseIdentity();
  return { wrap: toBase64Url(await wrap(identity, [key.recipient])), teamEpoch: key.epoch };
}
