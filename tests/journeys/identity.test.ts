/** Sign-in by an organisation's own identity provider: says who somebody is, opens no key, and lets in nobody else. */
import { createServer } from "node:http";
import type { Server } from "node:http";
import { Provider } from "oidc-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openKeyring } from "../../src/desk/keyring/keyring.ts";
import { newHybridIdentity } from "../../src/envelope/index.ts";
import { casesWorld, origin } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";

type Issuer = { readonly address: string; readonly server: Server };
type Answer = { readonly code: string; readonly state: string; readonly iss?: string };
type Begun = { readonly address: string; readonly ticket: string };
const returnTo = `${origin}/desk/identiteit`;
let world: World;
let ours: Issuer;
let theirs: Issuer;
let bram: string;

/** A local issuer that lets anybody in under the name he types. */
async function issuer(): Promise<Issuer> {
  const server = createServer();
  await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const client = (id: string) => ({ client_id: id, client_secret: "geheim van de balie", redirect_uris: [returnTo], response_types: ["code" as const], grant_types: ["authorization_code" as const] });
  const provider = new Provider(address, { clients: [client("gehoord"), client("een-ander")], cookies: { keys: ["test"] }, pkce: { required: () => true } });
  provider.on("server_error", () => undefined);
  server.on("request", provider.callback());
  return { address, server };
}

/** Goes where the desk says, types a name, says yes, and comes back with the answer. */
async function visit(address: string, name: string): Promise<Answer> {
  const jar = new Map<string, string>();
  let url = address;
  let form: Record<string, string> | undefined;
  for (let step = 0; step < 12; step += 1) {
    const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie }, ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }) });
    form = undefined;
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const next = response.headers.get("location");
    if (next?.startsWith(returnTo) === true) {
      const query = new URL(next).searchParams;
      return { code: query.get("code") ?? "", state: query.get("state") ?? "", ...(query.has("iss") ? { iss: query.get("iss") ?? "" } : {}) };
    }
    if (next !== null) url = new URL(next, url).href;
    else form = (await response.text()).includes('name="login"') ? { prompt: "login", login: name, password: "x" } : { prompt: "consent" };
  }
  throw new Error("the issuer did not send back");
}

const start = async (organisation: string): Promise<Begun> => (await world.api("POST", "/api/v1/sign-in/identity/starts", { organisation })).json as unknown as Begun;
const enter = (ticket: string, answer: Answer): Promise<Answered> => world.api("POST", "/api/v1/sign-in/identity/sessions", { ticket, answer });
const configure = (one: Issuer, cookie: string, clientId = "gehoord"): Promise<Answered> =>
  world.api("PUT", "/api/v1/my-organisation/identity-provider", { provider: { issuer: one.address, clientId, clientSecret: "geheim van de balie" } }, cookie);

/** The issuer warns that it is for trying only; that is what it is for here. */
for (const kind of ["info", "warn"] as const) console[kind] = () => undefined;

beforeAll(async () => {
  world = await casesWorld();
  [ours, theirs] = [await issuer(), await issuer()];
  expect((await configure(ours, await world.signIn("balans-anna"))).status).toBe(204);
  expect((await configure(theirs, await world.signIn("kindertelefoon-anna"))).status).toBe(204);
  bram = await world.signIn("balans-bram");
  const begun = await start("balans");
  expect((await world.api("PUT", "/api/v1/me/identity", { ticket: begun.ticket, answer: await visit(begun.address, "bram@school") }, bram)).status).toBe(204);
}, 120_000);
afterAll(async () => {
  ours.server.close();
  theirs.server.close();
  await world.close();
});

describe("a member of an organisation with its own provider", () => {
  it("signs in by it, and his keys stay closed without his passphrase", async () => {
    const begun = await start("balans");
    const answer = await enter(begun.ticket, await visit(begun.address, "bram@school"));
    expect(answer.status).toBe(201);
    expect(answer.json["name"]).toBe("balans-bram");
    await expect(openKeyring(answer.json as never, await newHybridIdentity())).rejects.toThrow("wrong-secret");
    const kept = JSON.stringify(await world.store.asOwner(({ run }) => run("select * from identities, identity_providers")));
    expect(kept).not.toContain("bram@school");
    expect(kept).not.toContain("geheim van de balie");
  });

  it("is let in once by one answer, only within ten minutes, and only by the ticket with which he began", async () => {
    const begun = await start("balans");
    const answer = await visit(begun.address, "bram@school");
    const other = await start("balans");
    expect((await enter(other.ticket, answer)).json["reference"]).toBe("sign-in-failed");
    expect((await enter(begun.ticket, answer)).status).toBe(201);
    expect((await enter(begun.ticket, answer)).json["reference"]).toBe("sign-in-failed");
    const late = await start("balans");
    const lateAnswer = await visit(late.address, "bram@school");
    world.clock.advance(11 * 60_000);
    expect((await enter(late.ticket, lateAnswer)).json["reference"]).toBe("sign-in-failed");
  });

  it("is not let in with another state, another issuer's name, or a code of somebody else's sign-in", async () => {
    for (const change of [{ state: "verzonnen" }, { iss: theirs.address }, { code: "verzonnen" }] as const) {
      const begun = await start("balans");
      const answer = { ...(await visit(begun.address, "bram@school")), ...change };
      expect((await enter(begun.ticket, answer)).json["reference"], JSON.stringify(change)).toBe("sign-in-failed");
    }
    const [one, two] = [await start("balans"), await start("balans")];
    const [first, second] = [await visit(one.address, "bram@school"), await visit(two.address, "bram@school")];
    expect((await enter(one.ticket, { ...first, code: second.code })).json["reference"]).toBe("sign-in-failed");
  });
});

describe("nobody else comes in", () => {
  it("who is not linked, or whose provider is another organisation's", async () => {
    const stranger = await start("balans");
    expect((await enter(stranger.ticket, await visit(stranger.address, "iemand@anders"))).json["reference"]).toBe("sign-in-failed");
    // The same name at the other organisation's provider is somebody else.
    const elsewhere = await start("kindertelefoon");
    const answer = await visit(elsewhere.address, "bram@school");
    expect((await enter(elsewhere.ticket, answer)).json["reference"]).toBe("sign-in-failed");
    const mixed = await start("balans");
    const foreign = await start("kindertelefoon");
    expect((await enter(mixed.ticket, await visit(foreign.address, "bram@school"))).json["reference"]).toBe("sign-in-failed");
    expect((await world.api("POST", "/api/v1/sign-in/identity/starts", { organisation: "netwerk" })).json["reference"]).toBe("sign-in-failed");
  });

  it("with a token that was made for another client", async () => {
    const begun = await start("balans");
    const other = new URL(begun.address);
    other.searchParams.set("client_id", "een-ander");
    expect((await enter(begun.ticket, await visit(other.href, "bram@school"))).json["reference"]).toBe("sign-in-failed");
  });

  it("as a colleague who is that person already, or for another organisation", async () => {
    const link = async (name: string, organisation: string) => {
      const begun = await start(organisation);
      const answer = await visit(begun.address, "bram@school");
      return (await world.api("PUT", "/api/v1/me/identity", { ticket: begun.ticket, answer }, await world.signIn(name))).json["reference"];
    };
    expect(await link("balans-anna", "balans")).toBe("already-there");
    expect(await link("balans-anna", "kindertelefoon")).toBe("sign-in-failed");
  });

  it("after the membership or the link ended", async () => {
    await world.store.asOwner(({ run }) => run("update members set status = 'ended' where name = 'balans-bram'"));
    const begun = await start("balans");
    expect((await enter(begun.ticket, await visit(begun.address, "bram@school"))).json["reference"]).toBe("sign-in-failed");
    await world.store.asOwner(({ run }) => run("update members set status = 'active' where name = 'balans-bram'"));
    expect((await world.api("DELETE", "/api/v1/me/identity", undefined, await world.signIn("balans-bram"))).status).toBe(204);
    const again = await start("balans");
    expect((await enter(again.ticket, await visit(again.address, "bram@school"))).json["reference"]).toBe("sign-in-failed");
  });

  it("by a provider without encryption, outside this machine", async () => {
    const cookie = await world.signIn("balans-anna");
    for (const address of ["http://inloggen.example", "ftp://127.0.0.1/"]) {
      const answer = await world.api("PUT", "/api/v1/my-organisation/identity-provider", { provider: { issuer: address, clientId: "x", clientSecret: "y" } }, cookie);
      expect(answer.json["reference"]).toBe("input-invalid");
    }
  });

  it("while the provider is away: he is told to use his passphrase", async () => {
    const cookie = await world.signIn("balans-anna");
    await world.api("PUT", "/api/v1/my-organisation/identity-provider", { provider: { issuer: "http://127.0.0.1:9", clientId: "x", clientSecret: "y" } }, cookie);
    expect((await world.api("POST", "/api/v1/sign-in/identity/starts", { organisation: "balans" })).json["reference"]).toBe("identity-provider-away");
  });
});
