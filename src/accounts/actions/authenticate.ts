/** From a request's cookie to who asks. */
import { createHash } from "node:crypto";
import type { Actor, Config, Context } from "../../base/index.ts";
import { actorOfSession } from "../records/sessions.ts";

/** The `__Host-` name makes the browser itself refuse a cookie set from another host or without TLS. */
export function cookieName(config: Config): string {
  return config.origin.startsWith("https:") ? "__Host-gehoord-desk" : "gehoord-desk";
}

/** What stands in the database for a token: 32 random bytes need no slow hash. */
export function tokenHash(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

function tokenOf(config: Config, headers: Headers): string | undefined {
  const wanted = `${cookieName(config)}=`;
  const pair = (headers.get("cookie") ?? "").split("; ").find((each) => each.startsWith(wanted));
  return pair?.slice(wanted.length);
}

/** Who asks, by the session cookie; without a living session a visitor. Visitors have no cookie, so cost no query. */
export async function authenticate(context: Context, headers: Headers): Promise<Actor> {
  const token = tokenOf(context.config, headers);
  if (token === undefined || !/^[A-Za-z0-9_-]{43}$/.test(token)) return { kind: "visitor" };
  const hash = tokenHash(token);
  const now = context.clock.now();
  const found = await context.db.transaction({ role: "system" }, (tx) => actorOfSession(tx, hash, now));
  return found ?? { kind: "visitor" };
}

/**
 * Whether a request that changes something comes from the desk's own pages: the header that no form can send, and the
 * `Origin` that no script of another site can forge. Together with `SameSite=Strict` on the cookie. Call it for every
 * request whose method is not GET and whose route is not public; refuse with `not-allowed`.
 */
export function isFromOwnDesk(config: Config, method: string, headers: Headers): boolean {
  if (method === "GET" || method === "HEAD") return true;
  const origin = headers.get("origin");
  return headers.get("x-gehoord-desk") === "1" && origin === new URL(config.origin).origin;
}
