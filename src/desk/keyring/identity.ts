/** Signing in by the organisation's identity provider: away to it, and back. What was begun waits in this tab only, sealed. */
import { IdentityStarted, Me } from "../../accounts/shape.ts";
import { ask, Refusal, tell } from "../api.ts";
import { keepSession } from "../preferences.ts";

const place = "gehoord-desk-identity";
type Waiting = { readonly ticket: string; readonly links: boolean };

/** `links`: somebody who is signed in says who he is there. */
export async function goToProvider(organisation: string, links: boolean): Promise<void> {
  const { address, ticket } = await ask("/sign-in/identity/starts", { method: "POST", body: { organisation }, out: IdentityStarted });
  sessionStorage.setItem(place, JSON.stringify({ ticket, links } satisfies Waiting));
  location.assign(address);
}

function waiting(): Waiting | undefined {
  const kept = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  try {
    const value = JSON.parse(kept ?? "null") as Waiting | null;
    return typeof value?.ticket === "string" ? { ticket: value.ticket, links: value.links } : undefined;
  } catch {
    return undefined;
  }
}

/** Back from the provider: its answer leaves the address at once. Refuses sign-in-failed when nothing was begun here. */
export async function comeBack(search: string): Promise<void> {
  const query = new URLSearchParams(search);
  history.replaceState(null, "", location.pathname);
  const begun = waiting();
  const [code, state, iss] = [query.get("code"), query.get("state"), query.get("iss")];
  if (begun === undefined || code === null || state === null) throw new Refusal("sign-in-failed");
  const body = { ticket: begun.ticket, answer: { code, state, ...(iss === null ? {} : { iss }) } };
  if (begun.links) await tell("/me/identity", { method: "PUT", body });
  else await ask("/sign-in/identity/sessions", { method: "POST", body, out: Me });
  keepSession(true);
}
