/** From an opened case to the one fact it leaves. Everything here happens in the worker's browser; only codes and a token go out. */
import { factToken, toBase64Url } from "../../envelope/index.ts";
import { newestList } from "../../registration/rules/codes.ts";
import type { Codes } from "../../registration/rules/codes.ts";
import { proposed } from "../../registration/rules/proposal.ts";
import { RegisteredBody } from "../../registration/shape.ts";
import { tell } from "../api.ts";
import { Label, readBody } from "../cases/bodies.ts";
import { piecesOfKind, saidHelped } from "../cases/opening.ts";
import type { OpenedCase } from "../cases/opening.ts";
import { z } from "zod";

/** Undefined: this member does not hold the first identity, so that his token would be another one and count a second time. */
export function tokenOf({ shared }: OpenedCase): string | undefined {
  const first = shared.identities.get(1);
  return first === undefined ? undefined : factToken(first);
}

/** For a question of which no case is made: a token that nobody keeps. */
export const newToken = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

const Counting = z.object({ fact: RegisteredBody });

/** What was registered of this case last, as the team's own notes say; only a colleague's word counts. */
export function registeredIn({ desk }: OpenedCase): Codes | undefined {
  if (desk === undefined) return undefined;
  const found = piecesOfKind(desk, "note").filter((piece) => piece.signedBy.startsWith("member:")).map((piece) => readBody(piece, Counting)?.fact);
  return found.findLast((one) => one !== undefined)?.codes;
}

export function proposedFor(opened: OpenedCase): Codes {
  const { raw, shared } = opened;
  const [piece] = piecesOfKind(shared, "label");
  const label = piece === undefined ? undefined : readBody(piece, Label);
  const isReferred = piecesOfKind(shared, "referral").length > 0;
  // A server could write "helped" beside a case; only the person's own signed yes counts.
  const outcome = raw.outcome === "helped" && saidHelped(shared) !== "yes" ? undefined : raw.outcome;
  return proposed({
    role: label?.role,
    sector: label?.sector,
    topic: label?.topic,
    byPhone: !isReferred && piece?.signedBy.startsWith("member:") === true,
    outcome,
    escalated: opened.desk !== undefined && piecesOfKind(opened.desk, "dossier-draft").length > 0,
    procedure: piecesOfKind(shared, "procedure").length > 0,
    advised: piecesOfKind(shared, "answer").length > 0,
  });
}

/** Closed and not counted yet, or counted before the end was known: then something waits here. */
export function countingOf(opened: OpenedCase): { readonly codes: Codes; readonly registered: boolean; readonly due: boolean } {
  const before = registeredIn(opened);
  const proposal = proposedFor(opened);
  if (before === undefined) return { codes: proposal, registered: false, due: opened.raw.state === "closed" };
  const isNews = opened.raw.state === "closed" && proposal.outcome !== "not-known" && proposal.outcome !== before.outcome;
  return { codes: isNews ? { ...before, outcome: proposal.outcome } : before, registered: true, due: isNews };
}

/** Through the counting door. The same token again replaces what was sent before. */
export async function sendFact(token: string, codes: Codes): Promise<void> {
  await tell("/facts", { method: "POST", body: { token, version: newestList.version, codes } });
}
