/** Begins a new epoch of the conversation; fetched only when the server says that one is due. */
import { areCertified, isAddressed, sealEpoch } from "../../../cases/shape/epoch.ts";
import type { EpochPost, LabelBody } from "../../../cases/shape.ts";
import { type KeyLogEntry, verifyKeyLog } from "../../../envelope/visitor.ts";
import type { Answer, Line } from "./api.ts";
import { act, isAnything, type Talk } from "./talk.ts";

const isLabel = (body: Readonly<Record<string, unknown>> | undefined): body is LabelBody => typeof body?.["mode"] === "string";

/** Refuses `key-not-certified` when the key log does not know those for whom it would be wrapped. */
export async function newEpoch({ opening, identities, epoch, head, items, keys }: Talk): Promise<Answer<EpochPost>> {
  const log = opening.keyLog as readonly KeyLogEntry[];
  if (head === undefined) return { ok: false, because: "signature-invalid" };
  const label = items.find((item) => item.kind === "label")?.body;
  if (!isAddressed(label, opening.team) || !verifyKeyLog(log).ok || !areCertified(opening.holders, log, opening)) return { ok: false, because: "key-not-certified" };
  const place = { installation: opening.installation, case: opening.case, chain: "shared", sequence: Math.max(0, ...opening.pieces.map((piece) => piece.sequence)) + 1, previous: head } as const;
  const value = await sealEpoch({
    place,
    epoch: epoch + 1,
    sender: "reporter",
    signer: keys.signer,
    before: identities.get(epoch),
    holders: opening.holders,
    label: isLabel(label) ? label : undefined,
  });
  return { ok: true, value };
}

export async function beginEpoch(line: Line, talk: Talk): Promise<Answer<unknown>> {
  const post = await newEpoch(talk);
  if (!post.ok) return post;
  return act(talk.keys, "epoch", post.value, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/epochs", body }, isAnything) });
}
