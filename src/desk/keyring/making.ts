/** Keys that are made in this browser: of a person, of an organisation, of a team; and what is signed about them. */
import { derive, hybridFromSeed, memberKey, newHybridIdentity, nextEntry, openPassphrase, signerFrom, toBase64Url, unwrap, wrap } from "../../envelope/index.ts";
import type { Argon2, KeyLogEntry, KeyPair, Signer } from "../../envelope/index.ts";
import type { Me, MemberLine, OrganisationView, RenewedTeamKey } from "../../accounts/shape.ts";
import { bytesOf } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";

export type Bytes = (length: number) => Uint8Array;
export const freshBytes: Bytes = (length) => crypto.getRandomValues(new Uint8Array(length));

export type MadePerson = {
  readonly salt: string;
  readonly auth: string;
  readonly keys: { readonly recipient: string; readonly signPublic: string; readonly wrapped: string };
};

/** A person's keys, wrapped so that the passphrase opens them. Only what may leave the browser is in the answer. */
export async function makePerson(passphrase: string, argon2: Argon2, bytes: Bytes = freshBytes): Promise<MadePerson> {
  const salt = bytes(16);
  const opened = await openPassphrase(passphrase, salt, argon2);
  const own = await newHybridIdentity();
  const sign = bytes(32);
  const wrapped = await wrapSecret(own.identity, sign, opened.wrapping);
  return {
    salt: toBase64Url(salt),
    auth: toBase64Url(opened.auth),
    keys: { recipient: own.recipient, signPublic: toBase64Url(signerFrom(sign).publicKey), wrapped },
  };
}

/** A person's secret as it stands for one way in. */
export async function wrapSecret(identity: string, sign: Uint8Array, wrapping: KeyPair): Promise<string> {
  return toBase64Url(await wrap(JSON.stringify({ identity, sign: toBase64Url(sign) }), [wrapping.recipient]));
}

/** What a passkey's PRF output (32 bytes) wraps with. The output itself never leaves the browser. */
export function wrappingFromPasskey(prf: Uint8Array): Promise<KeyPair> {
  return hybridFromSeed(derive(prf, "gehoord passkey v1 wrapping"));
}

/** The organisation's root key, wrapped to its maker, with the two entries that begin its log: itself and its maker. */
export async function makeRoot(log: readonly KeyLogEntry[], keyring: Keyring, team: string, bytes: Bytes = freshBytes) {
  const secret = bytes(32);
  const root = signerFrom(secret);
  const { organisation, member } = keyring;
  const first = nextEntry(log, { kind: "root", organisation, root: toBase64Url(root.publicKey) }, root);
  const own = { id: member, recipient: keyring.own.recipient, signPublic: toBase64Url(keyring.signer.publicKey), teams: [team] };
  const second = certificateFor([...log, first], { organisation, root }, own);
  return { public: toBase64Url(root.publicKey), wrapped: toBase64Url(await wrap(secret, [keyring.own.recipient])), entries: [first, second] };
}

/** The root key, wrapped to another administrator whose certificate was checked. */
export async function shareRoot(me: Pick<Me, "root">, keyring: Keyring, to: Pick<MemberLine, "id" | "recipient">) {
  const secret = await unwrap(bytesOf(me.root?.wrapped ?? ""), keyring.own.identity);
  return { member: to.id, wrapped: toBase64Url(await wrap(secret, [to.recipient])) };
}

type Certified = Pick<MemberLine, "id" | "recipient" | "signPublic" | "teams">;
type Authority = { readonly organisation: string; readonly root: Signer };

/** Sign this only after the fingerprint was compared with the person by another way. */
export function certificateFor(log: readonly KeyLogEntry[], { organisation, root }: Authority, person: Certified): KeyLogEntry {
  const [team = organisation] = person.teams;
  return nextEntry(log, { kind: "member", organisation, member: person.id, team, signKey: person.signPublic, recipient: person.recipient }, root);
}

export function revocationFor(log: readonly KeyLogEntry[], { organisation, root }: Authority, member: string): KeyLogEntry {
  return nextEntry(log, { kind: "revocation", organisation, member }, root);
}

/**
 * A new key of a team, wrapped to these members. Who has no certificate in the (verified) log for exactly this recipient
 * gets none: the server cannot slip in a key of its own.
 */
export async function makeTeamKey(log: readonly KeyLogEntry[], { organisation, root }: Authority, at: { readonly team: string; readonly epoch: number }, members: readonly MemberLine[]) {
  const { identity, recipient } = await newHybridIdentity();
  const holders = members.filter((one) => isCertified(log, one));
  const entry = nextEntry(log, { kind: "team", organisation, team: at.team, recipient, epoch: at.epoch }, root);
  const wraps = await Promise.all(holders.map(async (one) => ({ member: one.id, wrapped: toBase64Url(await wrap(identity, [one.recipient])) })));
  return { epoch: at.epoch, recipient, entry, wraps };
}

/** Whether the verified log certifies exactly the keys that the server shows for this member. */
export function isCertified(log: readonly KeyLogEntry[], member: Pick<MemberLine, "id" | "recipient" | "signPublic">): boolean {
  const certificate = memberKey(log, member.id, log.length);
  return certificate?.recipient === member.recipient && certificate.signKey === member.signPublic;
}

/** Every epoch of a team's key that this member has, wrapped to a colleague whose certificate was checked. */
export async function shareTeam(keyring: Keyring, team: string, to: Pick<MemberLine, "id" | "recipient">) {
  const mine = keyring.teams.filter((one) => one.team === team);
  const wraps = await Promise.all(mine.map(async (one) => ({ epoch: one.epoch, wrapped: toBase64Url(await wrap(one.identity, [to.recipient])) })));
  return { member: to.id, wraps };
}

/**
 * Everything with which a member leaves: the word of the log that his key counts no more, and the next key of every team whose
 * key he had, wrapped to who remains. `only`: he leaves these teams and stays a member.
 */
export async function leavingFor(log: readonly KeyLogEntry[], authority: Authority, member: string, view: Pick<OrganisationView, "members" | "teams">, only?: readonly string[]) {
  const person = view.members.find((one) => one.id === member);
  const entry = only === undefined && person?.certified === true ? revocationFor(log, authority, member) : null;
  const grown = entry === null ? [...log] : [...log, entry];
  const keys: RenewedTeamKey[] = [];
  for (const team of view.teams.filter((one) => (only ?? person?.teams ?? []).includes(one.id) && one.epoch !== null && one.holders.some((each) => each.member === member))) {
    const rest = view.members.filter((one) => one.id !== member && one.status === "active" && one.teams.includes(team.id) && isCertified(grown, one));
    if (rest.length === 0) continue;
    const key = await makeTeamKey(grown, authority, { team: team.id, epoch: (team.epoch ?? 0) + 1 }, rest);
    grown.push(key.entry);
    keys.push({ team: team.id, ...key });
  }
  return { entry, keys };
}
