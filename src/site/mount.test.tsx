import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { bareContext } from "../../tests/support/bare-context.ts";
import { Languages, anyone } from "../base/index.ts";
import type { Config } from "../base/index.ts";
import { Form, TextArea } from "../ui/index.ts";
import type { Page } from "../ui/index.ts";
import type { Asset, Assets } from "./assets.ts";
import { dangerNumbers } from "./danger.ts";
import { buildSite } from "./mount.ts";
import type { SiteParts } from "./mount.ts";

const file: Asset = { type: "text/css; charset=utf-8", plain: new Uint8Array([1]), br: new Uint8Array([2]), gzip: undefined };
const assets: Assets = {
  style: "/s/site.abc.css",
  script: (name) => `/s/${name}.abc.js`,
  file: (name) => (name === "site.abc.css" ? file : undefined),
  desk: new Map([["index.html", { ...file, type: "text/html" }], ["assets/a.js", file]]),
};

/** Shows what was posted; seals; breaks. */
const pages: readonly Page[] = [
  {
    methods: ["GET", "POST"],
    path: "/echo",
    who: anyone("a test"),
    maxBytes: 2000,
    answer: (_, { form, method }) => ({
      title: "Gehoord",
      body: (
        <Form action="/echo">
          <TextArea name="what" label="What" heading={1} value={`${method} ${form.text("what")} ${form.all("choice").join("+")} ${form.files("file").map(({ name }) => name).join()}`} />
        </Form>
      ),
      seals: method === "POST",
      languageForm: { what: form.text("what") },
    }),
  },
  { methods: ["GET"], path: "/breaks/{id}", who: anyone("a test"), answer: () => Promise.reject(new RangeError("a sentence somebody typed")) },
  { methods: ["POST"], path: "/elsewhere", who: anyone("a test"), answer: () => ({ status: 303, location: "/echo", title: "Gehoord", body: null }) },
];

const open: SiteParts["limits"] = { takeStart: () => "ok", takeGuess: () => ({ allowed: true, wait: 0 }), giveBackGuess: () => undefined };

function start(changes: Partial<SiteParts> = {}, config: Partial<Config> = {}) {
  const context = bareContext(config);
  const app = buildSite({ context, assets, pages, limits: open, addressOf: () => "nobody", ...changes });
  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) => app.request(path, { method: "POST", body, headers });
  return { app, context, post };
}

const typed = { "content-type": "application/x-www-form-urlencoded" };

describe("every page", () => {
  const paths = ["/", "/nu-hulp", "/privacy", "/toegankelijkheid", "/over", "/sporen-wissen", "/echo", "/is-er-niet", "/breaks/1"].flatMap((path) => (path === "/" ? ["/", "/en"] : [path, `/en${path}`]));

  it.each(paths)("%s leaves nothing behind, lets nothing in from elsewhere, and has the danger numbers", async (path) => {
    const answer = await start().app.request(path);
    const html = await answer.text();
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("strict-transport-security")).toContain("max-age=");
    for (const number of Object.values(dangerNumbers)) expect(html).toContain(`href="tel:${number.replace("-", "")}"`);
    expect(html).toContain(`<title>Gehoord</title>`);
    expect(html).toMatch(/rel="noreferrer"[^>]*>(Snel weg|Leave fast)</);
    expect(html).not.toMatch(/<style|<script(?![^>]* src=")|style="|\son[a-z]+="/);
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  it("asks for nothing from another site except where 'leave fast' goes", async () => {
    const html = await (await start().app.request("/")).text();
    expect([...html.matchAll(/(?:src|href)="(https?:[^"]+)"/g)].map(([, address]) => address)).toEqual(["https://nl.wikipedia.org/wiki/Hoofdpagina"]);
  });

  it("is Dutch by default and the same page in English behind its own address", async () => {
    const { app } = start();
    expect(await (await app.request("/privacy?van=over")).text()).toContain('href="/en/privacy?van=over"');
    expect(await (await app.request("/en/privacy")).text()).toMatch(/<html lang="en"[\s\S]*href="\/privacy"/);
  });

  it("says on a practice site that nothing arrives, and asks search engines to stay away", async () => {
    const answer = await start({}, { mode: "demo" }).app.request("/");
    expect(answer.headers.get("x-robots-tag")).toContain("noindex");
    expect(await answer.text()).toContain("Dit is een oefensite");
    expect(await (await start().app.request("/")).text()).not.toContain("oefensite");
  });

  it.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ] as const)("leaves small in %s where the browser takes it", async (encoding, open) => {
    const { app } = start();
    const plain = await (await app.request("/echo")).text();
    const answer = await app.request("/echo", { headers: { "accept-encoding": encoding } });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(open(bytes).toString()).toBe(plain);
    expect(bytes.length).toBeLessThan(plain.length / 2);
  });

  it("that is the same for everybody is made once a minute, and made anew after it", async () => {
    let made = 0;
    const counted: Page = { methods: ["GET"], path: "/counted", who: anyone("a test"), steady: true, answer: () => ({ title: "Gehoord", body: String((made += 1)) }) };
    const { app, context } = start({ pages: [counted] });
    for (let count = 0; count < 3; count += 1) await app.request("/counted");
    expect(made).toBe(1);
    context.clock.advance(61_000);
    await app.request("/counted");
    expect(made).toBe(2);
  });

  it("cannot exist for some people only: what needs an account belongs to the desk", () => {
    expect(() => start({ pages: [{ methods: ["GET"], path: "/x", who: { kind: "member" }, answer: () => ({ title: "", body: "" }) }] })).toThrow("for everybody");
  });
});

describe("what a visitor posts", () => {
  it("arrives as typed, with every choice", async () => {
    const answer = await start().post("/echo", "what=a+%26+%3Cb%3E&choice=1&choice=2", typed);
    expect(await answer.text()).toContain("POST a &amp; &lt;b&gt; 1+2");
  });

  it("arrives with files, in memory", async () => {
    const data = new FormData();
    data.set("what", "x");
    data.set("file", new File(["abc"], "foto.jpg"));
    data.append("empty", new File([], ""));
    expect(await (await start().post("/echo", data)).text()).toContain("foto.jpg");
  });

  it("may compile WebAssembly only on the page that seals", async () => {
    const { app, post } = start();
    expect((await post("/echo", "what=x", typed)).headers.get("content-security-policy")).toContain("'wasm-unsafe-eval'");
    expect((await app.request("/echo")).headers.get("content-security-policy")).not.toContain("wasm");
  });

  it("is answered in sizes that tell nothing of the answer", async () => {
    const { post } = start();
    const sizes = new Set<number>();
    for (let count = 0; count < 10; count += 1) sizes.add((await (await post("/echo", "what=x", typed)).text()).length);
    expect(sizes.size).toBeGreaterThan(3);
  });

  it("goes along when the language is changed, where the page allows it", async () => {
    expect(await (await start().post("/echo", "what=mine", typed)).text()).toMatch(/<form method="post" action="\/en\/echo"><input type="hidden" name="what" value="mine"/);
  });

  it.each([
    ["too large", 413, `what=${"x".repeat(3000)}`, typed],
    ["broken", 400, "--nothing", { "content-type": "multipart/form-data; boundary=abc" }],
    ["no form", 400, "{}", { "content-type": "application/json" }],
    ["from another site", 403, "what=x", { ...typed, "sec-fetch-site": "cross-site" }],
    ["from another site with an older browser", 403, "what=x", { ...typed, origin: "https://elsewhere.example" }],
  ] as const)("is refused when it is %s, with what to do and whom to phone", async (_, status, body, headers) => {
    for (const path of ["/echo", "/en/echo"]) {
      const answer = await start().post(path, body, headers);
      const html = await answer.text();
      expect(answer.status).toBe(status);
      expect(html).toContain(path === "/echo" ? "Er is niets verstuurd" : "Nothing was sent");
      expect(html).toContain("tel:112");
    }
  });

  it("is taken from an older browser that tells no origin because we send no referrer", async () => {
    expect((await start().post("/echo", "what=x", { ...typed, origin: "null" })).status).toBe(200);
  });

  it("leads on where the page says so", async () => {
    const answer = await start().post("/elsewhere", "what=x", typed);
    expect([answer.status, answer.headers.get("location"), answer.headers.get("cache-control")]).toEqual([303, "/echo", "no-store"]);
  });
});

describe("the front door in another language", () => {
  it("opens with and without a stroke at the end", async () => {
    const { app } = start();
    expect([(await app.request("/en")).status, (await app.request("/en/")).status]).toEqual([200, 200]);
  });
});

describe("when something does not work", () => {
  it("a wrong method names the right ones", async () => {
    const answer = await start().app.request("/nu-hulp", { method: "POST" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET"]);
  });

  it.each(Languages)("a mistake of ours shows none of its words (%s)", async (language) => {
    const { app, context } = start();
    const answer = await app.request(language === "nl" ? "/breaks/1" : "/en/breaks/1");
    const html = await answer.text();
    expect(answer.status).toBe(500);
    expect(html).not.toMatch(/RangeError|somebody typed|at .*\.ts/);
    expect(context.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ event: "request.failed", route: "/breaks/{id}", kind: "RangeError" }]);
    expect(context.lines.join("")).not.toContain("somebody typed");
  });

  it("says that nothing is lost when the storage is away", async () => {
    const { app, context } = start();
    context.setUp(false);
    const answer = await app.request("/breaks/1");
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("blijft bewaard");
    expect((await app.request("/health")).status).toBe(503);
  });

  it("too many starts lead to telephone numbers, and what was begun may still be sent", async () => {
    const { app, post } = start({ limits: { ...open, takeStart: () => "phone-numbers" }, startPaths: ["/echo"] });
    const answer = await app.request("/echo");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "300"]);
    expect(await answer.text()).toContain("0800-0432");
    expect((await post("/elsewhere", "what=x", typed)).status).toBe(303);
    expect((await app.request("/nu-hulp")).status).toBe(200);
  });

  it("too many wrong codes are not looked at any more, and a right one costs nothing", async () => {
    let given = 0;
    const { post } = start({ limits: { ...open, takeGuess: () => ({ allowed: false, wait: 0 }) }, guessPaths: ["/echo"] });
    expect((await post("/echo", "what=x", typed)).status).toBe(429);
    const right = start({ limits: { ...open, giveBackGuess: () => (given += 1) }, guessPaths: ["/echo"] });
    expect([(await right.post("/echo", "what=x", typed)).status, given]).toEqual([200, 1]);
  });
});

describe("what machines ask for", () => {
  it("a built file may be kept for ever, compressed", async () => {
    const { app } = start();
    const answer = await app.request("/s/site.abc.css", { headers: { "accept-encoding": "gzip, br" } });
    expect([answer.headers.get("cache-control"), answer.headers.get("content-encoding")]).toEqual(["public, max-age=31536000, immutable", "br"]);
    expect((await app.request("/s/other.css")).status).toBe(404);
    expect((await app.request("/s/..%2f..%2fpackage.json")).status).toBe(404);
  });

  it("security.txt names who to tell, and invents nobody", async () => {
    const text = await (await start().app.request("/.well-known/security.txt")).text();
    expect(text).toContain("Contact: https://gehoord.example/over\n");
    expect(text).toContain("Expires: 2027-08-28T00:00:00.000Z\n");
    expect(await (await start({ securityContact: "mailto:veilig@gehoord.example" }).app.request("/.well-known/security.txt")).text()).toContain("Contact: mailto:veilig@gehoord.example");
  });

  it("the page about this installation says it when nobody was named", async () => {
    expect(await (await start().app.request("/over")).text()).toContain("Dat is hier nog niet ingevuld.");
    expect(await (await start({ securityContact: "mailto:veilig@gehoord.example" }).app.request("/over")).text()).toContain(">veilig@gehoord.example</a>");
  });

  it("search engines are kept from where people write, and from a practice site wholly", async () => {
    expect(await (await start().app.request("/robots.txt")).text()).toContain("Disallow: /en/gesprek");
    expect(await (await start({}, { mode: "demo" }).app.request("/robots.txt")).text()).toBe("User-agent: *\nDisallow: /\n");
  });

  it("the desk gets its own policy, and its screens the one page", async () => {
    const { app } = start();
    for (const path of ["/desk", "/desk/zaken/1"]) {
      const answer = await app.request(path);
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
      expect(answer.headers.get("content-security-policy")).toContain("trusted-types gehoord");
    }
    expect((await app.request("/desk/assets/a.js")).headers.get("cache-control")).toContain("immutable");
    expect((await app.request("/desk/assets/b.js")).status).toBe(404);
  });

  it("an icon costs no page", async () => {
    expect((await start().app.request("/favicon.ico")).status).toBe(204);
  });
});
