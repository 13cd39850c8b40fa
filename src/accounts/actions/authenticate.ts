/** From a request's cookie to who asks, and whether he may. */
import { createHash } from "node:crypto";
import { ok, refused } from "../../base/index.ts";
import type { Actor, Config, Context, Result, Who } from "../../base/index.ts";
import { isPermission } from "../rules/permissions.ts";
import { actorOfSession } from "../records/sessions.ts";
import { idleHours, mayI } from "../rules.ts";
import { deskToken } from "../shape.ts";

/** The `__Host-` name makes the browser itself refuse a cookie set from another host or without TLS. */
export function cookieName(config: Config): string {
  return config.origin.startsWith("https:") ? "__Host-gehoord-desk" : "gehoord-desk";
}

/** What stands in the database for a token: 32 random bytes need no slow hash. */
export function tokenHash(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

function tokenOf(config: Config, cookies: string | null): string | undefined {
  const wanted = `${cookieName(config)}=`;
  const pair = (cookies ?? "").split("; ").find((each) => each.startsWith(wanted));
  return pair?.slice(wanted.length);
}

async function actorOf(context: Context, cookies: string | null): Promise<Actor> {
  const token = tokenOf(context.config, cookies);
  if (token === undefined || !/^[A-Za-z0-9_-]{43}$/.test(token)) return { kind: "visitor" };
  const hash = tokenHash(token);
  const now = context.clock.now();
  const found = await context.db.transaction({ role: "system" }, (tx) => actorOfSession(tx, hash, now, idleHours));
  return found ?? { kind: "visitor" };
}

/** Who asks, by the session cookie; without a living session a visitor. Visitors have no cookie, so cost no query. */
export async function authenticate(context: Context, headers: Headers): Promise<Actor> {
  return actorOf(context, headers.get("cookie"));
}

/**
 * Whether this request may have this route. Public routes get a visitor, also from somebody who is signed in: what is
 * public never depends on who asks. A change needs the header that no form of another site can send (`not-allowed`), on
 * top of `SameSite=Strict` and the origin check of the API.
 */
export async function authorise(
  context: Context,
  who: Who,
  request: { readonly method: string; readonly cookie: string | undefined; readonly csrf: string | undefined },
): Promise<Result<Actor>> {
  if (who.kind === "anyone") return ok({ kind: "visitor" });
  const actor = await actorOf(context, request.cookie ?? null);
  if (actor.kind !== "member") return refused("not-signed-in");
  if (request.method !== "GET" && request.csrf !== deskToken) return refused("not-allowed");
  if (who.kind === "can" && !(isPermission(who.permission) && mayI(actor, who.permission))) return refused("not-allowed");
  return ok(actor);
}
