/**
 * Passkeys: they prove who somebody is, and through PRF derive what his keys are wrapped to. A passkey without PRF could
 * sign in but open nothing, so it is refused when it is added.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { ok, refused } from "../../base/index.ts";
import type { Context, RequestContext, Result } from "../../base/index.ts";
import { fromBase64Url, openTicket, sealTicket, toBase64Url } from "../../envelope/index.ts";
import { deletePasskey, insertPasskey, markCounter, passkeyById, passkeysOf } from "../records/passkeys.ts";
import { useOnce } from "../records/sessions.ts";
import type { Me, PasskeyNew } from "../shape.ts";
import type { Member } from "./acting.ts";
import { passkeyTicketKey, prfSalt } from "./secrets.ts";
import { openSession } from "./sign-in.ts";

/** Loaded when the first passkey is used: a fifth of what a start would otherwise load. */
const webauthn = (): Promise<typeof import("@simplewebauthn/server")> => import("@simplewebauthn/server");

type Options = { readonly options: Record<string, unknown>; readonly ticket: string };
const challengeMinutes = 5;

function party(context: Context): { readonly id: string; readonly origin: string } {
  const url = new URL(context.config.origin);
  return { id: url.hostname, origin: url.origin };
}

/** The challenge travels sealed to the browser and back: nothing is kept for somebody who only asks. */
async function withTicket(context: Context, options: { challenge: string }, purpose: string): Promise<Options> {
  const expires = new Date(context.clock.now().getTime() + challengeMinutes * 60_000);
  const ticket = await sealTicket(passkeyTicketKey(context), options.challenge, expires, purpose);
  const eval_ = { first: toBase64Url(prfSalt(context)) };
  return { options: { ...options, extensions: { prf: { eval: eval_ } } }, ticket };
}

async function challengeOf(context: Context, ticket: string, purpose: string): Promise<{ readonly challenge: string; readonly expires: Date } | undefined> {
  const opened = await openTicket(passkeyTicketKey(context), ticket, context.clock.now(), purpose);
  return opened.ok && typeof opened.payload === "string" ? { challenge: opened.payload, expires: opened.expiresAt } : undefined;
}

/** Nobody has to say who he is: the passkey itself knows. */
export async function startPasskeySignIn(context: RequestContext): Promise<Result<Options>> {
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: party(context).id,
    challenge: Buffer.from(context.random.bytes(32)),
    userVerification: "required",
  });
  return ok(await withTicket(context, options, "passkey sign-in"));
}

export async function signInWithPasskey(context: RequestContext, given: { readonly ticket: string; readonly response: Record<string, unknown> }): Promise<Result<Me>> {
  const asked = await challengeOf(context, given.ticket, "passkey sign-in");
  if (asked === undefined) return refused("challenge-expired");
  const response = given.response as unknown as AuthenticationResponseJSON;
  return context.db.transaction({ role: "system" }, async (tx) => {
    const kept = await passkeyById(tx, String(response.id));
    if (kept === undefined || !(await useOnce(tx, fromBase64Url(asked.challenge) ?? new Uint8Array(), asked.expires))) return refused("sign-in-failed");
    const counter = await provenCounter(context, asked.challenge, response, kept);
    if (counter === undefined) return refused("sign-in-failed");
    await markCounter(tx, kept.id, counter);
    return openSession(context, tx, kept);
  });
}

type Kept = { readonly id: string; readonly public_key: Uint8Array; readonly counter: number };

/** The authenticator's new counter when the answer is its own over our challenge; whatever is malformed proves nothing. */
async function provenCounter(context: Context, challenge: string, response: AuthenticationResponseJSON, kept: Kept): Promise<number | undefined> {
  const { id, origin } = party(context);
  try {
    const proof = await (await webauthn()).verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      credential: { id: kept.id, publicKey: Uint8Array.from(kept.public_key), counter: kept.counter },
      requireUserVerification: true,
    });
    return proof.verified ? proof.authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

function memberOf(context: RequestContext): Member | undefined {
  return context.actor.kind === "member" ? context.actor : undefined;
}

export async function startNewPasskey(context: RequestContext): Promise<Result<Options>> {
  const me = memberOf(context);
  if (me === undefined) return refused("not-signed-in");
  const known = await context.db.transaction({ role: "member", member: me.member, organisation: me.organisation }, (tx) => passkeysOf(tx, me.member));
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: "Gehoord",
    rpID: party(context).id,
    userName: `Gehoord ${me.organisation}`,
    userID: Buffer.from(me.member),
    challenge: Buffer.from(context.random.bytes(32)),
    attestationType: "none",
    excludeCredentials: known.map((one) => ({ id: one.id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return ok(await withTicket(context, options, `passkey new ${me.member}`));
}

/** Adds a passkey whose PRF already wrapped the member's keys, in his browser. */
export async function addPasskey(context: RequestContext, given: PasskeyNew): Promise<Result<undefined>> {
  const me = memberOf(context);
  if (me === undefined) return refused("not-signed-in");
  const asked = await challengeOf(context, given.ticket, `passkey new ${me.member}`);
  if (asked === undefined) return refused("challenge-expired");
  const credential = await provenCredential(context, asked.challenge, given.response as unknown as RegistrationResponseJSON);
  if (credential === undefined) return refused("passkey-not-usable");
  await context.db.transaction({ role: "member", member: me.member, organisation: me.organisation }, async (tx) => {
    await insertPasskey(tx, {
      id: credential.id,
      member: me.member,
      public_key: credential.publicKey,
      counter: credential.counter,
      transports: credential.transports ?? [],
      label: given.label,
      prf_salt: fromBase64Url(given.prfSalt) ?? new Uint8Array(),
      wrapped: fromBase64Url(given.wrapped) ?? new Uint8Array(),
      since: context.clock.now(),
    });
    await tx.audit({ act: "passkey.added", by: "member", member: me.member, organisation: me.organisation });
  });
  return ok(undefined);
}

async function provenCredential(context: Context, challenge: string, response: RegistrationResponseJSON) {
  const { id, origin } = party(context);
  try {
    const proof = await (await webauthn()).verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true });
    return proof.verified ? proof.registrationInfo.credential : undefined;
  } catch {
    return undefined;
  }
}

export async function listPasskeys(context: RequestContext): Promise<Result<{ passkeys: { id: string; label: string; since: string }[] }>> {
  const me = memberOf(context);
  if (me === undefined) return refused("not-signed-in");
  const rows = await context.db.transaction({ role: "member", member: me.member, organisation: me.organisation }, (tx) => passkeysOf(tx, me.member));
  return ok({ passkeys: rows.map((row) => ({ id: row.id, label: row.label, since: row.since.toISOString() })) });
}

export async function removePasskey(context: RequestContext, id: string): Promise<Result<undefined>> {
  const me = memberOf(context);
  if (me === undefined) return refused("not-signed-in");
  const gone = await context.db.transaction({ role: "member", member: me.member, organisation: me.organisation }, (tx) => deletePasskey(tx, me.member, id));
  return gone ? ok(undefined) : refused("not-found");
}
