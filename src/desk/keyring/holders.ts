/**
 * A person's key in two shares (`security.md` 1.9), made, passed on and joined in browsers only. A share says whose it is inside what
 * is sealed, so that a server cannot hand a holder another one than the screen names.
 */
import { fingerprint, fromUtf8, joinShares, openPassphrase, recipientOf, signAct, signerFrom, splitInTwo, toBase64Url, unwrap, utf8, wrap } from "../../envelope/index.ts";
import type { Argon2, KeyPair } from "../../envelope/index.ts";
import type { ChosenHolders, HeldShare, Me, MemberLine, RecoveryLine, RecoveryOpened } from "../../accounts/shape.ts";
import { recoveryAct } from "../../accounts/rules/recovery.ts";
import { bytesOf, KeyringRefusal, readSecret } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";
import { freshBytes, wrapSecret } from "./making.ts";
import type { Bytes } from "./making.ts";

/** `about`: whose key it is, or which recovery it was passed on for. */
type Share = { readonly version: 1; readonly about: string; readonly name: string; readonly part: number; readonly share: string };

async function sealShare(share: Share, recipient: string): Promise<string> {
  return toBase64Url(await wrap(JSON.stringify(share), [recipient]));
}

async function openShare(sealed: string, { identity }: Pick<KeyPair, "identity">): Promise<Share> {
  const value: unknown = JSON.parse(fromUtf8(await unwrap(bytesOf(sealed), identity)));
  const share = value as Share;
  const fits = typeof value === "object" && value !== null && share.version === 1 && [share.about, share.name, share.share].every((one) => typeof one === "string");
  if (!fits) throw new KeyringRefusal("swapped");
  return share;
}

/** What a member sends to choose these two. Their certificates were checked in the verified log before. */
export async function sharesFor(keyring: Keyring, me: Pick<Me, "shownName">, holders: readonly [Pick<MemberLine, "id" | "recipient">, Pick<MemberLine, "id" | "recipient">], bytes: Bytes = freshBytes): Promise<ChosenHolders> {
  const secret = utf8(JSON.stringify({ identity: keyring.own.identity, sign: keyring.signSecret }));
  const [first, second] = splitInTwo(secret, bytes);
  const sealed = (part: number, share: Uint8Array, to: string): Promise<string> => sealShare({ version: 1, about: keyring.member, name: me.shownName, part, share: toBase64Url(share) }, to);
  return {
    shares: [
      { holder: holders[0].id, sealed: await sealed(1, first, holders[0].recipient) },
      { holder: holders[1].id, sealed: await sealed(2, second, holders[1].recipient) },
    ],
  };
}

/** The digits that the person reads from his screen and a holder compares, by another way than this one. */
export const recoveryDigits = (recipient: string): string => fingerprint(recipient);

/**
 * A holder's share, sealed to the person's new key. Only after the digits were compared with the person himself. Refuses `swapped`
 * when the share is not of who the screen says; answers the name that stands inside.
 */
export async function passOn(keyring: Keyring, held: HeldShare, recovery: Pick<RecoveryLine, "id" | "member" | "recipient">): Promise<{ readonly sealed: string; readonly name: string }> {
  const share = await openShare(held.sealed, keyring.own);
  if (share.about !== recovery.member || share.part !== held.part || recovery.recipient === null) throw new KeyringRefusal("swapped");
  return { sealed: await sealShare({ ...share, about: recovery.id }, recovery.recipient), name: share.name };
}

export type AskedRecovery = { readonly salt: string; readonly auth: string; readonly recipient: string };

/** From a new passphrase: what lets him in later, and the key to which both shares come. */
export async function askRecovery(passphrase: string, argon2: Argon2, bytes: Bytes = freshBytes): Promise<AskedRecovery> {
  const salt = bytes(16);
  const opened = await openPassphrase(passphrase, salt, argon2);
  return { salt: toBase64Url(salt), auth: toBase64Url(opened.auth), recipient: opened.wrapping.recipient };
}

/** Joins what both holders passed on. Refuses `wrong-secret` (the passphrase) and `swapped` (the shares do not make his key). */
export async function finishRecovery(opened: RecoveryOpened, passphrase: string, argon2: Argon2): Promise<{ readonly wrapped: string; readonly signature: string }> {
  const { wrapping } = await openPassphrase(passphrase, bytesOf(opened.salt ?? ""), argon2);
  if (wrapping.recipient !== opened.recipient) throw new KeyringRefusal("wrong-secret");
  const secret = await joined(opened, wrapping);
  const signer = signerFrom(bytesOf(secret.sign));
  const isHis = (await recipientOf(secret.identity)) === opened.keys.recipient && toBase64Url(signer.publicKey) === opened.keys.signPublic;
  if (!isHis) throw new KeyringRefusal("swapped");
  const wrapped = await wrapSecret(secret.identity, bytesOf(secret.sign), wrapping);
  return { wrapped, signature: toBase64Url(signAct(signer, recoveryAct(opened.id, wrapped))) };
}

async function joined(opened: RecoveryOpened, wrapping: KeyPair) {
  try {
    const [one, two] = await Promise.all(opened.shares.map((sealed) => openShare(sealed, wrapping)));
    if (one?.about !== opened.id || two?.about !== opened.id || one.part === two.part) throw new KeyringRefusal("swapped");
    return readSecret(fromUtf8(joinShares(bytesOf(one.share), bytesOf(two.share))));
  } catch {
    // What two holders passed on is no key: whichever of the two it was, nothing of it can be used.
    throw new KeyringRefusal("swapped");
  }
}
