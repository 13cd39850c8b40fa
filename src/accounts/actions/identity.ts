/**
 * Sign-in by an organisation's identity provider (OpenID Connect, code flow with PKCE). It proves who somebody is; keys still
 * need the passphrase or passkey in the browser, so whoever runs the provider opens nothing (`security.md` 1.9).
 *
 * What was begun travels sealed to the browser and back, is good for ten minutes and once. Every failure is the same refusal.
 */
import { createHash } from "node:crypto";
import * as oidc from "openid-client";
import { ok, refused } from "../../base/index.ts";
import type { Context, RequestContext, Result } from "../../base/index.ts";
import { openTicket, sealTicket, toBase64Url } from "../../envelope/index.ts";
import { insertProvider, isLinked, linkIdentity, memberOfSubject, providerOf, providerShown, removeProvider, unlinkIdentity } from "../records/identity.ts";
import type { Provider } from "../records/identity.ts";
import { useOnce } from "../records/sessions.ts";
import type { IdentityAnswer, IdentityProvider, IdentityStarted, IdentityView, Me } from "../shape.ts";
import { acting, noteAct } from "./acting.ts";
import { identityTicketKey, openOwn, sealOwn, subjectHmac } from "./secrets.ts";
import { openSession } from "./sign-in.ts";

const minutes = 10;
const purpose = "identity";
/** Milliseconds are not asked: seconds until a provider that does not answer counts as away. */
const patience = 10;

type Begun = { readonly organisation: string; readonly state: string; readonly nonce: string; readonly verifier: string };

const isBegun = (value: unknown): value is Begun => typeof value === "object" && value !== null && ["organisation", "state", "nonce", "verifier"].every((name) => typeof Reflect.get(value, name) === "string");

/** An issuer is an address and nothing more: no name and password in it, no query. Without encryption only on this very machine, in a demonstration. */
export function mayAsk(context: Context, issuer: string): boolean {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url === undefined || `${url.username}${url.password}${url.search}${url.hash}` !== "") return false;
  if (url.protocol === "https:") return true;
  return context.config.mode === "demo" && url.protocol === "http:" && ["localhost", "127.0.0.1"].includes(url.hostname);
}

async function discovered(context: Context, provider: Provider): Promise<oidc.Configuration | undefined> {
  if (!mayAsk(context, provider.issuer)) return undefined;
  const secret = Buffer.from(openOwn(context, provider.organisation, provider.client_secret)).toString("utf8");
  const insecure = provider.issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(new URL(provider.issuer), provider.client_id, secret, undefined, { execute: insecure, timeout: patience }).catch(() => undefined);
}

const returnTo = (context: Context): string => `${context.config.origin}/desk/identiteit`;

/** Where the browser goes, and what it brings back. Refuses sign-in-failed (no such provider), identity-provider-away. */
export async function startIdentity(context: RequestContext, organisation: string): Promise<Result<IdentityStarted>> {
  const provider = await context.db.transaction({ role: "system" }, (tx) => providerOf(tx, organisation));
  if (provider === undefined) return refused("sign-in-failed");
  const config = await discovered(context, provider);
  if (config === undefined) return refused("identity-provider-away");
  const begun: Begun = { organisation, state: toBase64Url(context.random.bytes(32)), nonce: toBase64Url(context.random.bytes(32)), verifier: toBase64Url(context.random.bytes(32)) };
  const challenge = createHash("sha256").update(begun.verifier).digest("base64url");
  const address = oidc.buildAuthorizationUrl(config, { redirect_uri: returnTo(context), scope: "openid", state: begun.state, nonce: begun.nonce, code_challenge: challenge, code_challenge_method: "S256" });
  const expires = new Date(context.clock.now().getTime() + minutes * 60_000);
  return ok({ address: address.href, ticket: await sealTicket(identityTicketKey(context), begun, expires, purpose) });
}

type Proven = { readonly organisation: string; readonly subject: Uint8Array };

/** Who came back: once, within the time, from the very provider that was asked, for us. */
async function proven(context: Context, { ticket, answer }: IdentityAnswer): Promise<Proven | undefined> {
  const opened = await openTicket(identityTicketKey(context), ticket, context.clock.now(), purpose);
  if (!opened.ok || !isBegun(opened.payload)) return undefined;
  const { organisation, state, nonce, verifier } = opened.payload;
  const once = createHash("sha256").update(`identity ${state}`).digest();
  const provider = await context.db.transaction({ role: "system" }, async (tx) => ((await useOnce(tx, once, opened.expiresAt)) ? providerOf(tx, organisation) : undefined));
  const config = provider === undefined ? undefined : await discovered(context, provider);
  if (provider === undefined || config === undefined) return undefined;
  const back = new URL(returnTo(context));
  for (const [name, value] of Object.entries(answer)) if (value !== undefined) back.searchParams.set(name, value);
  const tokens = await oidc.authorizationCodeGrant(config, back, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }).catch(() => undefined);
  const claims = tokens?.claims();
  return claims === undefined ? undefined : { organisation, subject: subjectHmac(context, { organisation, issuer: provider.issuer, subject: claims.sub }) };
}

/** One answer for every failure: `sign-in-failed`. */
export async function signInByIdentity(context: RequestContext, given: IdentityAnswer): Promise<Result<Me>> {
  const who = await proven(context, given);
  if (who === undefined) return refused("sign-in-failed");
  return context.db.transaction({ role: "system" }, async (tx) => {
    const member = await memberOfSubject(tx, who.organisation, who.subject);
    return member === undefined ? refused("sign-in-failed") : openSession(context, tx, member);
  });
}

/** A member who is signed in already says which person at the provider he is. Refuses already-there when a colleague is that person. */
export async function linkMyIdentity(context: RequestContext, given: IdentityAnswer): Promise<Result<undefined>> {
  const who = await proven(context, given);
  return acting(context, "identity.own", async (tx, me) => {
    if (who?.organisation !== me.organisation) return refused("sign-in-failed");
    if (!(await linkIdentity(tx, { member: me.member, organisation: me.organisation, subject_hmac: who.subject }))) return refused("already-there");
    await noteAct(tx, me, "member.identity-linked");
    return ok(undefined);
  });
}

export async function unlinkMyIdentity(context: RequestContext): Promise<Result<undefined>> {
  return acting(context, "identity.own", async (tx, me) => {
    await unlinkIdentity(tx, me.member);
    await noteAct(tx, me, "member.identity-unlinked");
    return ok(undefined);
  });
}

export async function readIdentity(context: RequestContext): Promise<Result<IdentityView>> {
  return acting(context, "identity.own", async (tx, me) => {
    const provider = await providerShown(tx, me.organisation);
    return ok({ issuer: provider?.issuer ?? null, clientId: provider?.client_id ?? null, returnTo: returnTo(context), linked: await isLinked(tx, me.member) });
  });
}

/** Sets the organisation's provider, or takes it away. Who was somebody at the old one is nobody at the new one. */
export async function setProvider(context: RequestContext, given: IdentityProvider | null): Promise<Result<undefined>> {
  if (given !== null && !mayAsk(context, given.issuer)) return refused("input-invalid");
  return acting(context, "identity.manage", async (tx, me) => {
    const { organisation } = me;
    await removeProvider(tx, organisation);
    if (given !== null) {
      const secret = sealOwn(context, organisation, new TextEncoder().encode(given.clientSecret));
      await insertProvider(tx, { organisation, issuer: given.issuer, client_id: given.clientId, client_secret: secret });
    }
    await noteAct(tx, me, "organisation.identity-set");
    return ok(undefined);
  });
}
