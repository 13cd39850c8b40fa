/**
 * Sealing for the way back, for a visitor's browser, a worker's browser, and the server in memory for a visitor without
 * script: a new or ended code, the sentence that is kept as a hash inside the case, a claim, and its comparison.
 */
import { codeCost } from "../../envelope/visitor.ts";
import { derive, fromBase64Url, fromUtf8, sameBytes, toBase64Url, utf8, wrap } from "../../envelope/visitor.ts";
import type { Argon2, ReporterKeys } from "../../envelope/visitor.ts";
import type { Card } from "../rules/way-back.ts";
import { plain } from "../rules/way-back.ts";
import type { CardOut, CardPost, Opening, WayBackBody } from "../shape.ts";
import type { ThreadCards } from "./person.ts";
import { sealEpoch } from "./epoch.ts";
import type { EpochMaking } from "./epoch.ts";

/* -------------------------------------------------------------------- cards */

/** The case as its opener has it; `sequence` and `previous`: where the next piece goes. */
export type CaseInHand = {
  readonly opening: Pick<Opening, "installation" | "case" | "holders">;
  readonly identities: ReadonlyMap<number, string>;
  readonly epoch: number;
  readonly sequence: number;
  readonly previous: string;
  readonly keys: ReporterKeys;
  readonly label?: EpochMaking["label"];
  /** Keys that the newest epoch which names any names as the person's; none: the first code's alone. Never the server's word. */
  readonly reporters: readonly string[] | undefined;
};

export type CardChange = { readonly end?: CardOut | undefined; readonly add?: { readonly card: Card; readonly holder: string; readonly keys: ReporterKeys } | undefined };

async function backFor(recipient: string, identities: ReadonlyMap<number, string>): Promise<{ epoch: number; wrapped: string }[]> {
  return Promise.all([...identities].map(async ([epoch, identity]) => ({ epoch, wrapped: toBase64Url(await wrap(identity, [recipient])) })));
}

/** Who signs as the person from here on: who did, without the ended one, with the added one. */
function reportersAfter({ reporters, keys }: CaseInHand, { end, add }: CardChange): string[] {
  const before = reporters ?? [toBase64Url(keys.signer.publicKey)];
  return [...before.filter((one) => one !== end?.signKey), ...(add === undefined ? [] : [toBase64Url(add.keys.signer.publicKey)])];
}

/** The body to post, unsigned. A new epoch begins with it, so that an ended code reads nothing that comes after. */
export async function sealCardChange(inHand: CaseInHand, change: CardChange): Promise<Omit<CardPost, "lookup" | "nonce" | "signature">> {
  const { opening, identities, keys, epoch, sequence, previous, label } = inHand;
  const { end, add } = change;
  const holders = opening.holders.filter((one) => one.kind !== "reporter" || one.holder !== end?.holder);
  const added = add === undefined ? [] : [{ kind: "reporter" as const, holder: add.holder, recipient: add.keys.recipient, teamEpoch: null }];
  const post = await sealEpoch({
    place: { installation: opening.installation, case: opening.case, chain: "shared", sequence, previous },
    epoch: epoch + 1,
    sender: "reporter",
    signer: keys.signer,
    before: identities.get(epoch),
    holders: [...holders, ...added],
    label,
    reporters: reportersAfter(inHand, change),
  });
  const codeOf = async ({ card, holder, keys: fresh }: NonNullable<CardChange["add"]>): Promise<CardPost["add"]> => ({
    card,
    holder,
    lookup: toBase64Url(fresh.lookup),
    recipient: fresh.recipient,
    signKey: toBase64Url(fresh.signer.publicKey),
    back: await backFor(fresh.recipient, identities),
  });
  return { ...(end === undefined ? {} : { end: end.holder }), ...(add === undefined ? {} : { add: await codeOf(add) }), epoch: post };
}

/** What a thread is changed with: the same keys, its own identities. `undefined`: this code does not open it. */
export async function sealThreadChange(id: string, inHand: CaseInHand | undefined, change: CardChange): Promise<ThreadCards> {
  if (inHand === undefined) return { case: id, back: [] };
  const { add, epoch } = await sealCardChange(inHand, change);
  return { case: id, back: add?.back ?? [], epoch };
}

/* ----------------------------------------------------------------- way back */

/** What finds the case by its invented name: worthless to whoever has the database without the pepper. base64url of 32 bytes. */
export async function nameKey(name: string, salt: Uint8Array, argon2: Argon2): Promise<string> {
  return toBase64Url(derive(await argon2(utf8(plain(name)), salt, codeCost), "gehoord name v1"));
}

async function sentenceHash(sentence: string, salt: Uint8Array, argon2: Argon2): Promise<Uint8Array> {
  return argon2(utf8(plain(sentence)), salt, codeCost);
}

/** Kept inside the case only. `salt`: 16 fresh bytes. */
export async function wayBackBody(sentence: string, readsBack: boolean, salt: Uint8Array, argon2: Argon2): Promise<WayBackBody> {
  return { salt: toBase64Url(salt), hash: toBase64Url(await sentenceHash(sentence, salt, argon2)), readsBack };
}

export type ClaimSecret = { readonly sentence: string; readonly recipient: string; readonly signKey: string };

/** Sealed to the team: the sentence, and the public keys that the code of this claim has. Always the same length. */
export function claimText(sentence: string, keys: ReporterKeys): string {
  const secret: ClaimSecret = { sentence: plain(sentence), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey) };
  return JSON.stringify(secret).padEnd(3_000, " ");
}

const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();

export function readClaim(text: Uint8Array): ClaimSecret | undefined {
  try {
    const { sentence, recipient, signKey } = JSON.parse(fromUtf8(text)) as Partial<Record<keyof ClaimSecret, unknown>>;
    return typeof sentence === "string" && typeof recipient === "string" && typeof signKey === "string" ? { sentence, recipient, signKey } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the sentence is the one, and the keys are those that the server keeps for the claim: it can swap nothing in between. */
export async function claimHolds(secret: ClaimSecret, body: WayBackBody, kept: { readonly recipient: string; readonly signKey: string }, argon2: Argon2): Promise<boolean> {
  const hash = await sentenceHash(secret.sentence, bytesOf(body.salt), argon2);
  return sameBytes(hash, bytesOf(body.hash)) && secret.recipient === kept.recipient && secret.signKey === kept.signKey;
}
