import { Hono } from "hono";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { bareContext } from "../../tests/support/bare-context.ts";
import { anyone, ok, refused, route } from "../base/index.ts";
import type { Route } from "../base/index.ts";
import { createAddressOf } from "./address.ts";
import { createLimits } from "./limits.ts";
import { buildApi } from "./mount.ts";
import type { Authorise } from "./mount.ts";

const Greeting = z.strictObject({ name: z.string().max(10) });
const Answer = z.strictObject({ words: z.string() });

const routes: readonly Route[] = [
  route<{ params: undefined; query: undefined; body: z.infer<typeof Greeting> }, z.infer<typeof Answer>>({
    method: "POST",
    path: "/api/v1/greetings",
    who: anyone("a test"),
    summary: "Greets",
    body: Greeting,
    out: Answer,
    status: 201,
    refusals: ["name-taken"],
    maxBytes: 200,
    handle: (_, { body }) => Promise.resolve(body.name === "taken" ? refused("name-taken") : ok({ words: `dag ${body.name}` })),
  }),
  route<{ params: { id: string }; query: { page?: number | undefined }; body: undefined }, z.infer<typeof Answer>>({
    method: "GET",
    path: "/api/v1/greetings/{id}",
    who: { kind: "can", permission: "case.read" },
    summary: "Reads",
    params: z.strictObject({ id: z.string().length(3) }),
    query: z.strictObject({ page: z.coerce.number().int().optional() }),
    out: Answer,
    refusals: ["not-found"],
    handle: (_, { params }) => Promise.resolve(ok({ words: params.id, secret: "should never leave" } as { words: string })),
  }),
  route({ method: "GET", path: "/api/v1/nothing", who: anyone("a test"), summary: "Is not there", out: Answer, refusals: ["not-found"], handle: () => Promise.resolve(refused("not-found")) }),
  route({ method: "PUT", path: "/api/v1/parts", who: anyone("a test"), summary: "Takes bytes", body: "bytes", maxBytes: 8, out: "nothing", refusals: [], handle: () => Promise.resolve(ok(undefined)) }),
  route({ method: "GET", path: "/api/v1/broken", who: anyone("a test"), summary: "Breaks", out: Answer, refusals: [], handle: () => Promise.reject(new TypeError("a sentence somebody typed")) }),
];

/** Signed in is who has a cookie. */
const authorise: Authorise = (_, who, { cookie }) => {
  if (who.kind === "anyone") return Promise.resolve(ok({ kind: "visitor" }));
  return Promise.resolve(cookie === "desk=1" ? ok({ kind: "member", member: "m", organisation: "o", teams: [], roles: [], session: "s" }) : refused("not-signed-in"));
};

function start(choice: Partial<ReturnType<typeof bareContext>> = {}) {
  const context = { ...bareContext(), ...choice };
  const app = new Hono().route("/", buildApi({ context, routes, authorise, limits: createLimits(context), addressOf: createAddressOf([]) }));
  const post = (body: string, headers: Record<string, string> = {}) =>
    app.request("/api/v1/greetings", { method: "POST", body, headers: { "content-type": "application/json", "content-length": String(body.length), ...headers } });
  return { app, context, post };
}

describe("a route of the API", () => {
  it("answers in its own shape, with the version", async () => {
    const answer = await start().post('{"name":"Noor"}');
    expect([answer.status, await answer.json(), answer.headers.get("api-version"), answer.headers.get("cache-control")]).toEqual([201, { words: "dag Noor" }, "1.0.0", "no-store"]);
  });

  it("says which field is wrong, in the asked language, and never what was typed", async () => {
    const { post } = start();
    const answer = await post('{"name":"a far too long name","phone":"0612345678"}', { "accept-language": "en-GB,en;q=0.8" });
    const text = await answer.text();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([422, "application/problem+json"]);
    expect(JSON.parse(text)).toMatchObject({ reference: "input-invalid", detail: "Something is not right. Check what you filled in.", fields: { name: "field-too-long", phone: "field-wrong-form" } });
    expect(text).not.toContain("0612345678");
    expect(await (await post('{"name":"a far too long name"}')).json()).toMatchObject({ detail: "Er klopt iets niet. Kijk na wat je hebt ingevuld." });
  });

  it("names a field that is missing as one to fill in", async () => {
    expect(await (await start().post("{}")).json()).toMatchObject({ fields: { name: "field-required" } });
  });

  it("refuses what is too large, is no JSON, or is JSON under another name", async () => {
    const { post } = start();
    expect((await post(`{"name":"${"x".repeat(300)}"}`)).status).toBe(413);
    expect((await post("{")).status).toBe(400);
    expect((await post("{}", { "content-type": "text/plain" })).status).toBe(415);
  });

  it("refuses more bytes than announced for a part, also when their number is not announced", async () => {
    const { app } = start();
    const many = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new Uint8Array(9));
        controller.close();
      },
    });
    const init = { method: "PUT", headers: { "content-type": "application/octet-stream" }, body: many, duplex: "half" } as RequestInit;
    expect((await app.request("/api/v1/parts", init)).status).toBe(413);
    expect((await app.request("/api/v1/parts", { method: "PUT", headers: { "content-type": "application/octet-stream" }, body: new Uint8Array(8) })).status).toBe(204);
  });

  it("gives an expected refusal its own status and sentence", async () => {
    const answer = await start().post('{"name":"taken"}');
    expect([answer.status, ((await answer.json()) as { reference: string }).reference]).toEqual([409, "name-taken"]);
  });

  it("says that something is not there after a drawn while, so that the clock tells nothing", async () => {
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 0.125));
    const waited: number[] = [];
    for (const high of [0, 64, 255]) {
      const { app } = start({ random: { ...bareContext().random, bytes: () => Uint8Array.of(high, 255) } });
      const before = now;
      expect((await app.request("/api/v1/nothing")).status).toBe(404);
      waited.push(now - before);
    }
    clock.mockRestore();
    expect(waited).toEqual([0.25, 0.5, 1.125]);
  });

  it("is closed to who is not signed in", async () => {
    expect((await start().app.request("/api/v1/greetings/abc")).status).toBe(401);
  });

  it("never lets out a field that its shape does not know: a bug of ours is our mistake, and tells nothing", async () => {
    const { app, context } = start();
    const answer = await app.request("/api/v1/greetings/abc", { headers: { cookie: "desk=1" } });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("should never leave");
    expect(context.lines.join("")).not.toContain("should never leave");
  });

  it("does not tell a wrong form of an id from one that is not there", async () => {
    expect((await start().app.request("/api/v1/greetings/toolong", { headers: { cookie: "desk=1" } })).status).toBe(404);
  });

  it("refuses an unknown or a doubled word in the address", async () => {
    const { app } = start();
    for (const query of ["?page=1&page=2", "?other=1", "?page=x"]) {
      expect((await app.request(`/api/v1/greetings/abc${query}`, { headers: { cookie: "desk=1" } })).status).toBe(400);
    }
  });

  it("answers a bug without its words, and logs only its kind", async () => {
    const { app, context } = start();
    const answer = await app.request("/api/v1/broken");
    expect([answer.status, await answer.text()].join()).not.toContain("somebody typed");
    expect(context.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ event: "request.failed", route: "/api/v1/broken", kind: "TypeError" }]);
    expect(context.lines.join("")).not.toContain("somebody typed");
  });

  it("says that the storage is away when it is", async () => {
    const { app, context } = start();
    context.setUp(false);
    expect((await app.request("/api/v1/broken")).status).toBe(503);
  });

  it("names the methods that it does have", async () => {
    const answer = await start().app.request("/api/v1/greetings", { method: "DELETE" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("that does not exist is a problem too, not a page", async () => {
    const answer = await start().app.request("/api/v1/nothing");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  });

  it("cannot be used from another site in somebody's name", async () => {
    const { post } = start();
    expect((await post('{"name":"Noor"}', { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post('{"name":"Noor"}', { origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await post('{"name":"Noor"}', { "sec-fetch-site": "same-origin", origin: "https://gehoord.example" })).status).toBe(201);
  });
});

describe("guessing a code over the API", () => {
  it("gets slower and ends in the same answer for right and wrong codes", async () => {
    const context = bareContext();
    const limits = { ...createLimits(context), takeGuess: () => ({ allowed: false, wait: 5 }) };
    const app = buildApi({ context, routes, authorise, limits, addressOf: createAddressOf([]), guessPaths: ["/api/v1/greetings"] });
    const answer = await app.request("/api/v1/greetings", { method: "POST", body: '{"name":"Noor"}', headers: { "content-type": "application/json" } });
    expect([answer.status, ((await answer.json()) as { reference: string }).reference]).toEqual([429, "too-many-requests"]);
  });
});
