/**
 * Comparing a claim in the worker's browser (`security.md` 1.10), without showing what was typed: the sentence against its hash
 * inside the case, and the keys against those that the claim was made with. When both hold, the new code begins an epoch.
 */
import { claimHolds, readClaim } from "../../cases/shape/way-back.ts";
import type { ClaimSecret } from "../../cases/shape/way-back.ts";
import { sealEpoch } from "../../cases/shape/epoch.ts";
import type { DueClaim, EpochHolder, WayBackBody } from "../../cases/shape.ts";
import type { ClaimDecision } from "../../cases/shape/person.ts";
import { toBase64Url, unwrap, wrap } from "../../envelope/index.ts";
import type { Argon2, KeyLogEntry } from "../../envelope/index.ts";
import { bytesOf } from "../keyring/keyring.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { EpochNames, Label, readBody, WayBack } from "./bodies.ts";
import { piecesOfKind } from "./opening.ts";
import type { OpenedCase } from "./opening.ts";
import { WritingRefusal } from "./writing.ts";

export type ComparingParts = { readonly keyring: Keyring; readonly log: readonly KeyLogEntry[]; readonly argon2: Argon2 };

/** The claim does not say which of the team's keys it was sealed to. */
async function secretOf({ sealed }: DueClaim, team: string, { teams }: Keyring): Promise<ClaimSecret | undefined> {
  for (const key of teams.filter((one) => one.team === team).toSorted((one, other) => other.epoch - one.epoch)) {
    const text = await unwrap(bytesOf(sealed), key.identity).catch(() => undefined);
    if (text !== undefined) return readClaim(text);
  }
  return undefined;
}

function wayBackOf({ shared }: OpenedCase): WayBackBody | undefined {
  const last = piecesOfKind(shared, "way-back").findLast((piece) => piece.signedBy === "reporter");
  return last === undefined ? undefined : readBody(last, WayBack);
}

/** Codes given to others sign on, when an epoch of the person's or the team's named them before. */
function staying({ shared }: OpenedCase, { stays }: DueClaim): string[] {
  const named = piecesOfKind(shared, "epoch").flatMap((piece) => readBody(piece, EpochNames)?.reporters ?? []);
  return stays.map(({ signKey }) => signKey).filter((key) => named.includes(key));
}

function holdersAfter({ raw }: OpenedCase, due: DueClaim, recipient: string): EpochHolder[] {
  const kept = raw.holders.shared.filter((one) => one.kind !== "reporter" || due.stays.some(({ holder }) => holder === one.holder));
  return [...kept, { kind: "reporter", holder: due.next, recipient, teamEpoch: null }];
}

async function accepting(opened: OpenedCase, due: DueClaim, secret: ClaimSecret, readsBack: boolean, { keyring, log }: ComparingParts): Promise<ClaimDecision> {
  const { shared, raw } = opened;
  if (shared.head === undefined) throw new WritingRefusal("not-whole");
  const [label] = piecesOfKind(shared, "label");
  const epoch = await sealEpoch({
    place: { installation: raw.installation, case: raw.id, chain: "shared", sequence: shared.pieces.length + 1, previous: shared.head },
    epoch: shared.epoch + 1,
    sender: `member:${keyring.member}`,
    signer: keyring.signer,
    keyLog: log.length,
    before: shared.identities.get(shared.epoch),
    holders: holdersAfter(opened, due, secret.recipient),
    label: label === undefined ? undefined : (readBody(label, Label) as never),
    reporters: [secret.signKey, ...staying(opened, due)],
    direct: due.next,
  });
  const back = readsBack ? await Promise.all([...shared.identities].map(async ([from, identity]) => ({ epoch: from, wrapped: toBase64Url(await wrap(identity, [secret.recipient])) }))) : [];
  return { matches: true, holder: due.next, epoch, back };
}

/** What to send: nothing of the sentence is in it, and nobody sees it. */
export async function compareClaim(opened: OpenedCase, due: DueClaim, parts: ComparingParts): Promise<ClaimDecision> {
  const secret = await secretOf(due, opened.raw.team, parts.keyring);
  const kept = wayBackOf(opened);
  const holds = secret !== undefined && kept !== undefined && (await claimHolds(secret, kept, due, parts.argon2));
  return holds ? accepting(opened, due, secret, kept.readsBack, parts) : { matches: false, back: [] };
}
