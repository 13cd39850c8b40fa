/** Seals every identity of a case to members one by one: for those who stay when others are kept out, and for who is let in. */
import { areCertified } from "../../cases/shape/epoch.ts";
import { teamWrapText } from "../../cases/shape.ts";
import type { AdmissionPost, CaseReaders, LabelBody } from "../../cases/shape.ts";
import { toBase64Url, wrap } from "../../envelope/index.ts";
import type { KeyLogEntry } from "../../envelope/index.ts";
import { Label, readBody } from "./bodies.ts";
import { piecesOfKind } from "./opening.ts";
import type { OpenedCase } from "./opening.ts";
import { WritingRefusal } from "./writing.ts";

type Reader = CaseReaders["readers"][number];

/** Refuses (`no-key`) who is not certified in the verified log under exactly the key that the server names. */
export async function wrapsFor(opened: OpenedCase, readers: readonly Reader[], log: readonly KeyLogEntry[]): Promise<AdmissionPost["wraps"]> {
  const holders = readers.map((one) => ({ kind: "member" as const, holder: one.member, recipient: one.recipient, teamEpoch: null }));
  if (!areCertified(holders, log, opened.raw)) throw new WritingRefusal("no-key");
  const [found] = piecesOfKind(opened.shared, "label");
  const label = found === undefined ? undefined : (readBody(found, Label) as LabelBody | undefined);
  const wraps: AdmissionPost["wraps"] = [];
  for (const chain of ["shared", "desk"] as const) {
    for (const [epoch, identity] of opened[chain]?.identities ?? []) {
      const text = chain === "shared" && label !== undefined ? teamWrapText(identity, label) : identity;
      for (const one of readers) wraps.push({ chain, epoch, member: one.member, wrapped: toBase64Url(await wrap(text, [one.recipient])) });
    }
  }
  return wraps;
}
