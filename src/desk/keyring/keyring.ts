/**
 * What a signed-in member can open, in memory only: nothing of it is ever stored, sent, logged or put into an address.
 * Locking is forgetting this object.
 */
import { fromBase64Url, recipientOf, signerFrom, toBase64Url, unwrap, unwrapText } from "../../envelope/index.ts";
import type { KeyPair, Signer } from "../../envelope/index.ts";
import type { Me } from "../../accounts/shape.ts";

export type TeamIdentity = { readonly team: string; readonly epoch: number; readonly identity: string; readonly recipient: string };

export type Keyring = {
  readonly member: string;
  readonly organisation: string;
  /** The person's own hybrid identity. */
  readonly own: KeyPair;
  readonly signer: Signer;
  /** The signer's secret as text, for wrapping to another way in (a passkey). */
  readonly signSecret: string;
  /** Every epoch of every team that this member can open. */
  readonly teams: readonly TeamIdentity[];
  /** The organisation's root key, at its administrator only. */
  readonly root: Signer | undefined;
};

/** `wrong-secret`: the passphrase or passkey opens nothing here. `swapped`: the server handed keys that are not this person's. */
export class KeyringRefusal extends Error {
  readonly reason: "wrong-secret" | "swapped";
  constructor(reason: "wrong-secret" | "swapped") {
    super(reason);
    this.name = "KeyringRefusal";
    this.reason = reason;
  }
}

type PersonSecret = { readonly identity: string; readonly sign: string };

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return fromBase64Url(text) ?? new Uint8Array();
}

/** What a person's wrap holds. Refuses `swapped` for anything else. */
export function readSecret(text: string): PersonSecret {
  const value: unknown = JSON.parse(text);
  if (typeof value === "object" && value !== null && "identity" in value && "sign" in value) {
    return { identity: String(value.identity), sign: String(value.sign) };
  }
  throw new KeyringRefusal("swapped");
}

async function ownSecret(wrapped: string, wrapping: KeyPair): Promise<PersonSecret> {
  let text: string;
  try {
    text = await unwrapText(bytesOf(wrapped), wrapping.identity);
  } catch {
    throw new KeyringRefusal("wrong-secret");
  }
  return readSecret(text);
}

/**
 * Opens a member's keys with what his passphrase (or passkey) derived. `wrapped`: his secret as it stands for that way in.
 * A team key that does not fit its own recipient is left out: it would open nothing, and must never be handed on.
 */
export async function openKeyring(me: Me, wrapping: KeyPair, wrapped: string = me.keys.wrapped): Promise<Keyring> {
  const secret = await ownSecret(wrapped, wrapping);
  const signer = signerFrom(bytesOf(secret.sign));
  const recipient = await recipientOf(secret.identity);
  if (recipient !== me.keys.recipient || toBase64Url(signer.publicKey) !== me.keys.signPublic) throw new KeyringRefusal("swapped");
  return keyringOf(me, { own: { identity: secret.identity, recipient }, signer, signSecret: secret.sign });
}

async function keyringOf(me: Me, person: Pick<Keyring, "own" | "signer" | "signSecret">): Promise<Keyring> {
  const { own } = person;
  const opened = await Promise.all(me.teamKeys.map((one) => openTeam(one, own)));
  return { member: me.member, organisation: me.organisation, ...person, teams: opened.filter((one) => one !== undefined), root: await openRoot(me, own) };
}

/** The same keyring after something was shared with this member, without asking for his passphrase again. */
export function renewKeyring(me: Me, keyring: Keyring): Promise<Keyring> {
  return keyringOf(me, { own: keyring.own, signer: keyring.signer, signSecret: keyring.signSecret });
}

async function openTeam(one: Me["teamKeys"][number], own: KeyPair): Promise<TeamIdentity | undefined> {
  try {
    const identity = await unwrapText(bytesOf(one.wrapped), own.identity);
    return (await recipientOf(identity)) === one.recipient ? { team: one.team, epoch: one.epoch, identity, recipient: one.recipient } : undefined;
  } catch {
    return undefined;
  }
}

async function openRoot(me: Me, own: KeyPair): Promise<Signer | undefined> {
  if (me.root === null) return undefined;
  try {
    const signer = signerFrom(await unwrap(bytesOf(me.root.wrapped), own.identity));
    return toBase64Url(signer.publicKey) === me.root.public ? signer : undefined;
  } catch {
    return undefined;
  }
}

export function teamIdentity(keyring: Keyring, team: string, epoch: number): TeamIdentity | undefined {
  return keyring.teams.find((one) => one.team === team && one.epoch === epoch);
}

/** The newest key of a team that this member can open: what new things are wrapped to. */
export function newestTeamIdentity(keyring: Keyring, team: string): TeamIdentity | undefined {
  return keyring.teams.filter((one) => one.team === team).toSorted((one, other) => other.epoch - one.epoch)[0];
}
