/** What is not a page: built files, the desk, and the addresses that machines ask for. */
import type { Hono } from "hono";
import { Languages, pathIn } from "../base/index.ts";
import type { Asset } from "./assets.ts";
import { encodingOf } from "./compress.ts";
import type { SiteParts } from "./mount.ts";
import { baseHeaders, deskPolicy } from "./policy.ts";
import type { HeaderRecord } from "./policy.ts";

function fileResponse(request: Request, asset: Asset, headers: HeaderRecord): Response {
  const encoding = encodingOf(request.headers.get("accept-encoding"));
  const body = encoding === "br" ? asset.br : encoding === "gzip" ? asset.gzip : undefined;
  const coded: HeaderRecord = body === undefined ? {} : { "content-encoding": encoding };
  return new Response(body ?? asset.plain, { headers: { ...headers, ...coded, "content-type": asset.type, vary: "accept-encoding" } });
}

const immutable = "public, max-age=31536000, immutable";
const notThere = (headers: HeaderRecord): Response => new Response("Not found", { status: 404, headers: { ...headers, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });

function mountDesk(app: Hono, parts: SiteParts, base: HeaderRecord): void {
  const index = parts.assets.desk.get("index.html");
  if (index === undefined) return;
  const headers = { ...base, "content-security-policy": deskPolicy, "cross-origin-opener-policy": "same-origin", "cache-control": "no-store" };
  app.get("/desk", (c) => fileResponse(c.req.raw, index, headers));
  app.get("/desk/*", (c) => {
    const name = c.req.path.slice("/desk/".length);
    const asset = parts.assets.desk.get(name);
    if (asset !== undefined && name !== "index.html") return fileResponse(c.req.raw, asset, { ...base, "cache-control": immutable });
    // Addresses of screens belong to the desk's own router; a file that is not there is not a screen.
    return name.startsWith("assets/") ? notThere(base) : fileResponse(c.req.raw, index, headers);
  });
}

const day = 86_400_000;

/** RFC 9116. Never invents an address: without one set, it names the page that says who runs this installation. */
export function securityText(origin: string, contact: string | undefined, now: Date): string {
  const expires = new Date(Math.floor(now.getTime() / day) * day + 180 * day).toISOString();
  return `Contact: ${contact ?? `${origin}/over`}\nExpires: ${expires}\nPreferred-Languages: nl, en\nCanonical: ${origin}/.well-known/security.txt\n`;
}

/** Pages where something is typed or read back are nothing for a search engine; the demo is not either. */
export function robotsText(demo: boolean): string {
  const closed = ["/melden", "/gesprek", "/bel-mij", "/procedure", "/desk", "/api/"];
  const lines = demo ? ["Disallow: /"] : Languages.flatMap((language) => closed.map((path) => `Disallow: ${pathIn(language, path)}`));
  return `User-agent: *\n${[...new Set(lines)].join("\n")}\n`;
}

function mountTexts(app: Hono, parts: SiteParts, base: HeaderRecord): void {
  const { config, clock, db } = parts.context;
  const plain = (text: string, status = 200): Response => new Response(text, { status, headers: { ...base, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
  app.get("/.well-known/security.txt", () => plain(securityText(config.origin, parts.securityContact, clock.now())));
  app.get("/robots.txt", () => plain(robotsText(config.mode === "demo")));
  app.get("/health", async () => ((await db.isUp().catch(() => false)) ? plain("ok\n") : plain("storage away\n", 503)));
  // Browsers that ignore the icon inside the page ask for this one: nothing, and do not ask again.
  app.get("/favicon.ico", () => new Response(null, { status: 204, headers: { ...base, "cache-control": immutable } }));
}

export function mountFiles(app: Hono, parts: SiteParts): void {
  const { origin, mode } = parts.context.config;
  const base = baseHeaders({ origin, demo: mode === "demo" });
  app.get("/s/:name", (c) => {
    const asset = parts.assets.file(c.req.param("name"));
    return asset === undefined ? notThere(base) : fileResponse(c.req.raw, asset, { ...base, "cache-control": immutable });
  });
  mountDesk(app, parts, base);
  mountTexts(app, parts, base);
}
