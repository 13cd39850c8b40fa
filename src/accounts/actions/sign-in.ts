/** Signing in with passphrase and authenticator, staying signed in, signing out. */
import { refused, ok } from "../../base/index.ts";
import type { Context, RequestContext, Result, Transaction } from "../../base/index.ts";
import { fromBase64Url, toBase64Url } from "../../envelope/index.ts";
import { credentialByName, markTotpStep } from "../records/members.ts";
import { deleteSession, insertSession, sessionsOf } from "../records/sessions.ts";
import { sessionHours } from "../rules.ts";
import type { Me, SessionList, SignIn } from "../shape.ts";
import { acceptTotp } from "../totp.ts";
import { cookieName, tokenHash } from "./authenticate.ts";
import { countGuess, forgetGuesses, mayGuess } from "./guessing.ts";
import { meOf } from "./me.ts";
import { authHash, isSame, openTotp, saltOfNobody } from "./secrets.ts";

export function bytesOf(text: string): Uint8Array {
  return fromBase64Url(text) ?? new Uint8Array();
}

/** The salt for this name; one that looks the same for a name that nobody has. */
export async function startSignIn(context: RequestContext, name: string): Promise<Result<{ salt: string }>> {
  const found = await context.db.transaction({ role: "system" }, (tx) => credentialByName(tx, name));
  return ok({ salt: toBase64Url(found?.salt ?? saltOfNobody(context, name)) });
}

/** The cookie of an answer that signs in or out; the token is not part of the body, so no script ever holds it. */
const cookies = new WeakMap<object, string>();

export function cookieHeader(answer: unknown): Readonly<Record<string, string>> {
  const cookie = typeof answer === "object" && answer !== null ? cookies.get(answer) : undefined;
  return cookie === undefined ? {} : { "set-cookie": cookie };
}

function withCookie<T extends object>(context: Context, answer: T, token: string, seconds: number): T {
  const secure = context.config.origin.startsWith("https:") ? "; Secure" : "";
  cookies.set(answer, `${cookieName(context.config)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`);
  return answer;
}

/** Opens a session for a member whose proofs were accepted, in the transaction that used them up. */
export async function openSession(context: Context, tx: Transaction, who: { readonly member: string; readonly organisation: string }): Promise<Result<Me>> {
  const now = context.clock.now();
  const endsAt = new Date(now.getTime() + sessionHours * 3_600_000);
  const token = toBase64Url(context.random.bytes(32));
  await insertSession(tx, { id: context.random.uuid(), token_hash: tokenHash(token), member: who.member, since: now, ends_at: endsAt });
  const me = await meOf(tx, { ...who, endsAt });
  if (me === undefined) return refused("sign-in-failed");
  await tx.audit({ act: "session.opened", by: "member", member: who.member, organisation: who.organisation });
  return ok(withCookie(context, me, token, sessionHours * 3600));
}

/**
 * One answer for every failure (`sign-in-failed`): unknown name, wrong passphrase, wrong or used digits, ended member.
 * Before that, `too-many-requests` when this name was tried too often, known or not.
 */
export async function signIn(context: RequestContext, given: SignIn): Promise<Result<Me>> {
  const now = context.clock.now();
  if (!mayGuess(context.db, given.name, now)) return refused("too-many-requests");
  countGuess(context.db, given.name, now);
  const answer = await context.db.transaction({ role: "system" }, (tx) => checkAndOpen(context, tx, given));
  if (answer.ok) forgetGuesses(context.db, given.name);
  return answer;
}

async function checkAndOpen(context: Context, tx: Transaction, given: SignIn): Promise<Result<Me>> {
  const kept = await credentialByName(tx, given.name, true);
  const nobody = { auth_salt: saltOfNobody(context, given.name), auth_hash: new Uint8Array(32) };
  const hash = authHash(context, bytesOf(given.auth), (kept ?? nobody).auth_salt);
  const known = isSame(hash, (kept ?? nobody).auth_hash);
  if (kept === undefined || !known) return refused("sign-in-failed");
  const secret = openTotp(context, kept.member, kept.totp_sealed);
  const step = acceptTotp(secret, given.totp, context.clock.now(), kept.totp_last_step);
  if (step === undefined) return refused("sign-in-failed");
  await markTotpStep(tx, kept.member, step);
  return openSession(context, tx, kept);
}

/** After a reload: the session lives, the keys are gone from memory; the passphrase or passkey opens them again. */
export async function readMe(context: RequestContext): Promise<Result<Me>> {
  const { actor } = context;
  if (actor.kind !== "member") return refused("not-signed-in");
  const me = await context.db.transaction({ role: "system" }, async (tx) => {
    const sessions = await sessionsOf(tx, actor.member, context.clock.now());
    const endsAt = sessions.find((one) => one.id === actor.session)?.ends_at;
    return endsAt === undefined ? undefined : meOf(tx, { member: actor.member, organisation: actor.organisation, endsAt });
  });
  return me === undefined ? refused("session-ended") : ok(me);
}

export async function signOut(context: RequestContext): Promise<Result<{ signedOut: true }>> {
  const { actor } = context;
  if (actor.kind !== "member") return refused("not-signed-in");
  await context.db.transaction({ role: "member", member: actor.member, organisation: actor.organisation }, (tx) => deleteSession(tx, actor.member, actor.session));
  return ok(withCookie(context, { signedOut: true as const }, "", 0));
}

export async function listSessions(context: RequestContext): Promise<Result<SessionList>> {
  const { actor } = context;
  if (actor.kind !== "member") return refused("not-signed-in");
  const rows = await context.db.transaction({ role: "member", member: actor.member, organisation: actor.organisation }, (tx) => sessionsOf(tx, actor.member, context.clock.now()));
  return ok({
    sessions: rows.map((row) => ({ id: row.id, since: row.since.toISOString(), endsAt: row.ends_at.toISOString(), current: row.id === actor.session })),
  });
}

/** Ends a session of one's own, for example that of a lost telephone. */
export async function endSession(context: RequestContext, id: string): Promise<Result<undefined>> {
  const { actor } = context;
  if (actor.kind !== "member") return refused("not-signed-in");
  const gone = await context.db.transaction({ role: "member", member: actor.member, organisation: actor.organisation }, (tx) => deleteSession(tx, actor.member, id));
  return gone ? ok(undefined) : refused("not-found");
}
