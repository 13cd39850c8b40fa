/** Mounts pages: each once per language, rendered in the frame, under the content policy, out of reach of caches. */
import { Hono } from "hono";
import { Languages, defaultLanguage, pathIn, refusalIn } from "../base/index.ts";
import type { Context, Language, RequestContext } from "../base/index.ts";
import type { Page, PageAnswer, PageFile, PageRequest } from "../ui/index.ts";
import type { Assets } from "./assets.ts";
import { compress, encodingOf } from "./compress.ts";
import type { Encoding } from "./compress.ts";
import { errorBody } from "./errors.tsx";
import type { Retry } from "./errors.tsx";
import { defaultMaxBytes, emptyForm, isForeign, newRoom, readForm } from "./form.ts";
import type { Room } from "./form.ts";
import type { Typed } from "./form.ts";
import { renderFramed, renderPage } from "./layout.tsx";
import { ownPages } from "./pages/index.tsx";
import type { OwnPagesParts } from "./pages/index.tsx";
import { pageHeaders } from "./policy.ts";
import { mountFiles } from "./files.ts";
import type { ErrorReference } from "./texts/index.ts";

/** Takes one start of a form, or one guess of a code, for an address; `api`'s limits fit. */
export interface StartBudget {
  takeStart(address: string): "ok" | "slow" | "phone-numbers";
  takeGuess(address: string): { readonly allowed: boolean; readonly wait: number };
  giveBackGuess(address: string): void;
}

export interface SiteParts extends OwnPagesParts {
  readonly context: Context;
  readonly assets: Assets;
  /** The rooms' pages. The site adds its own, except where a room has one for the same path. */
  readonly pages: readonly Page[];
  readonly limits: StartBudget;
  readonly addressOf: (headers: Headers, env: unknown) => string;
  /** Pages that hand out a ticket: opening one takes a start. */
  readonly startPaths?: readonly string[];
  /** Pages to which a code is posted: each takes a guess, given back when the code was right (status 200). */
  readonly guessPaths?: readonly string[];
}

interface Asked {
  readonly request: Request;
  readonly env: unknown;
  readonly language: Language;
  readonly params: Readonly<Record<string, string>>;
  /** What was posted, once it was read. */
  readonly typed?: Typed;
}

const statusOf: Readonly<Record<ErrorReference, number>> = {
  "not-found": 404,
  "method-not-allowed": 405,
  "input-invalid": 400,
  "not-allowed": 403,
  "body-too-large": 413,
  "too-many-requests": 429,
  unexpected: 500,
  "storage-away": 503,
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const slowness = 1500;

/** Path and query as the page knows them: without the language before it. */
function ownPath(request: Request, language: Language): string {
  const { pathname, search } = new URL(request.url);
  const plain = language === defaultLanguage ? pathname : pathname.slice(language.length + 1);
  // Two slashes at the beginning would make the link to the other language lead to another site.
  return `${plain.replace(/^\/*/, "/")}${search}`;
}

/** A page as text. The answer to a POST gets padding of random length, so that what was answered cannot be told from its size. */
async function asHtml(parts: SiteParts, asked: Asked, answer: PageAnswer): Promise<string> {
  const { assets, context } = parts;
  if (answer.frameable === true) return renderFramed({ language: asked.language, title: answer.title, style: assets.style, demo: context.config.mode === "demo" }, answer.body);
  const asks = answer.scripts ?? [];
  // A page's script has the base script in front. Large ones do not hold up the page: there the base script comes by itself.
  const wanted = asks.length === 0 || answer.seals === true ? ["base", ...asks] : asks;
  const path = ownPath(asked.request, asked.language);
  const html = await renderPage(
    {
      language: asked.language,
      // An error to a POST has no page to come back to by GET other than its own form.
      path: asked.request.method === "POST" ? path.split("?")[0] ?? "/" : path,
      title: answer.title,
      style: assets.style,
      scripts: wanted.flatMap((name) => assets.script(name) ?? []),
      demo: context.config.mode === "demo",
      ...(answer.focus === undefined ? {} : { focus: answer.focus }),
      ...(answer.languageForm === undefined ? {} : { languageForm: answer.languageForm }),
    },
    answer.body,
  );
  if (asked.request.method !== "POST") return html;
  const [length = 0, ...noise] = context.random.bytes(256);
  return `${html}<!--${Buffer.from(noise.slice(0, length)).toString("base64url")}-->`;
}

function headersFor(parts: SiteParts, { seals, frameable }: Pick<PageAnswer, "seals" | "frameable">, encoding: Encoding): Record<string, string> {
  const { origin, mode } = parts.context.config;
  const headers = pageHeaders({ seals: seals === true, frameable: frameable === true, origin, demo: mode === "demo" });
  if (encoding !== "identity") headers["content-encoding"] = encoding;
  return headers;
}

/** Kept, never shown here: what runs in it must not run in our name. */
function asFile(parts: SiteParts, { name, type, content }: PageFile, status: number): Response {
  const own = { "content-type": type, "content-disposition": `attachment; filename="${name}"`, "content-security-policy": "sandbox; default-src 'none'" };
  return new Response(content, { status, headers: { ...headersFor(parts, {}, "identity"), ...own } });
}

async function send(parts: SiteParts, asked: Asked, answer: PageAnswer, status: number, extra: Readonly<Record<string, string>> = {}): Promise<Response> {
  if (answer.status === 303) {
    const headers = { ...headersFor(parts, {}, "identity"), location: answer.location ?? pathIn(asked.language, "/") };
    return new Response(null, { status: 303, headers });
  }
  if (answer.file !== undefined) return asFile(parts, answer.file, status);
  const encoding = encodingOf(asked.request.headers.get("accept-encoding"));
  const body = await compress(await asHtml(parts, asked, answer), encoding, false);
  return new Response(body, { status, headers: { ...headersFor(parts, answer, encoding), ...extra } });
}

/** A code is typed again: it never stands in a page, not even unseen. */
function retryOf(asked: Asked): Retry | undefined {
  const { typed } = asked;
  if (typed === undefined || typed.texts["code"] !== undefined) return undefined;
  return { path: ownPath(asked.request, asked.language), typed };
}

function sendError(parts: SiteParts, asked: Asked, reference: ErrorReference, extra: Readonly<Record<string, string>> = {}): Promise<Response> {
  const again = reference === "too-many-requests" || reference === "storage-away" ? ownPath(asked.request, asked.language).split("?")[0] : undefined;
  const answer: PageAnswer = { title: "Gehoord", body: errorBody(asked.language, reference, { again, retry: retryOf(asked) }) };
  return send(parts, asked, answer, statusOf[reference], extra);
}

/** Same name twice: the first counts. */
function queryOf(url: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(url).searchParams) query[name] ??= value;
  return query;
}

/** A built script as text. */
function scriptIn({ assets }: SiteParts): PageRequest["script"] {
  return (name) => {
    const asset = assets.file(assets.script(name)?.split("/").at(-1) ?? "");
    return asset === undefined ? undefined : new TextDecoder().decode(asset.plain);
  };
}

async function readRequest(page: Page, asked: Asked, parts: SiteParts, room: Room): Promise<{ readonly asks: PageRequest; readonly typed?: Typed } | { readonly refused: ErrorReference; readonly typed?: Typed }> {
  const { request, params } = asked;
  const common = { params, query: queryOf(request.url), script: scriptIn(parts) };
  if (request.method !== "POST") return { asks: { ...common, method: "GET", form: emptyForm } };
  if (isForeign(request, parts.context.config.origin)) return { refused: "not-allowed" };
  const read = await readForm(request, page.maxBytes ?? defaultMaxBytes, room);
  if (!read.ok && read.status === 429) return { refused: "too-many-requests" };
  if (!read.ok) return { refused: read.status === 413 ? "body-too-large" : "input-invalid", ...(read.typed === undefined ? {} : { typed: read.typed }) };
  return { asks: { ...common, method: "POST", form: read.form }, typed: read.typed };
}

const addressOf = ({ addressOf: of }: SiteParts, { request, env }: Asked): string => of(request.headers, env);

/** Over budget nobody is refused at the end: slower at the start, then telephone numbers. */
async function mayStart(parts: SiteParts, page: Page, asked: Asked): Promise<boolean> {
  if (parts.startPaths?.includes(page.path) !== true) return true;
  const verdict = parts.limits.takeStart(addressOf(parts, asked));
  if (verdict === "slow") await pause(slowness);
  return verdict !== "phone-numbers";
}

const isGuess = (parts: SiteParts, page: Page, { request }: Asked): boolean => request.method === "POST" && parts.guessPaths?.includes(page.path) === true;

/** Wrong codes get slower, right or wrong alike: the wait comes before anything is looked at. */
async function mayGuess(parts: SiteParts, page: Page, asked: Asked): Promise<boolean> {
  if (!isGuess(parts, page, asked)) return true;
  const { allowed, wait } = parts.limits.takeGuess(addressOf(parts, asked));
  if (wait > 0) await pause(wait);
  return allowed;
}

async function serve(parts: SiteParts, page: Page, asked: Asked): Promise<Response> {
  const welcome = (await mayStart(parts, page, asked)) && (await mayGuess(parts, page, asked));
  if (!welcome) return sendError(parts, asked, "too-many-requests", { "retry-after": "300" });
  const room = newRoom();
  try {
    return await answered(parts, page, asked, room);
  } finally {
    room.giveBack();
  }
}

async function answered(parts: SiteParts, page: Page, asked: Asked, room: Room): Promise<Response> {
  const read = await readRequest(page, asked, parts, room);
  const withTyped = read.typed === undefined ? asked : { ...asked, typed: read.typed };
  if ("refused" in read) return sendError(parts, withTyped, read.refused);
  const context: RequestContext = { ...parts.context, actor: { kind: "visitor" }, language: asked.language };
  try {
    const answer = await page.answer(context, read.asks);
    const status = answer.status ?? 200;
    if (status === 200 && isGuess(parts, page, asked)) parts.limits.giveBackGuess(addressOf(parts, asked));
    return await send(parts, asked, answer, status);
  } catch (error) {
    return failed(parts, page.path, withTyped, error);
  }
}

async function failed(parts: SiteParts, route: string, asked: Asked, error: unknown): Promise<Response> {
  parts.context.log("request.failed", { route, kind: error instanceof Error ? error.name : "unknown" });
  if (refusalIn(error) === "too-many-requests") return sendError(parts, asked, "too-many-requests");
  const isStorage = ["storage-away", "storage-full"].includes(refusalIn(error) ?? "");
  const up = !isStorage && (await parts.context.db.isUp().catch(() => false));
  return sendError(parts, asked, up ? "unexpected" : "storage-away");
}

type Kept = { readonly until: number; readonly body: Uint8Array<ArrayBuffer>; readonly headers: Record<string, string> };
const keepFor = 60_000;

/** Steady pages are rendered once a minute and language; the rest of the minute they are a piece of memory. */
function steadyServer(parts: SiteParts, page: Page): (asked: Asked) => Promise<Response> {
  const kept = new Map<string, Kept>();
  return async (asked) => {
    const encoding = encodingOf(asked.request.headers.get("accept-encoding"));
    const name = `${asked.language} ${encoding}`;
    const known = kept.get(name);
    const left = (known?.until ?? 0) - parts.context.clock.now().getTime();
    // More left than it was kept for: the clock was put back.
    if (known !== undefined && left > 0 && left <= keepFor) return new Response(known.body, { headers: known.headers });
    const context: RequestContext = { ...parts.context, actor: { kind: "visitor" }, language: asked.language };
    const answer = await page.answer(context, { method: "GET", params: {}, query: {}, form: emptyForm });
    const plain = { ...asked, request: new Request(new URL(pathIn(asked.language, page.path), asked.request.url)) };
    const body = await compress(await asHtml(parts, plain, answer), encoding, true);
    const headers = headersFor(parts, answer, encoding);
    kept.set(name, { until: parts.context.clock.now().getTime() + keepFor, body, headers });
    return new Response(body, { headers });
  };
}

const pattern = (path: string): string => path.replaceAll(/\{([^}]+)\}/g, ":$1");
const languageOf = (path: string): Language => Languages.find((language) => path === `/${language}` || path.startsWith(`/${language}/`)) ?? defaultLanguage;

function mountPage(app: Hono, parts: SiteParts, page: Page, language: Language): void {
  if (page.who.kind !== "anyone") throw new Error(`${page.path}: pages are for everybody; what needs an account belongs to the desk`);
  const steady = page.steady === true ? steadyServer(parts, page) : undefined;
  const path = pattern(pathIn(language, page.path));
  // People type "/en/" as well as "/en".
  const paths = page.path === "/" && path !== "/" ? [path, `${path}/`] : [path];
  app.on([...page.methods], paths, async (c) => {
    const asked: Asked = { request: c.req.raw, env: c.env, language, params: c.req.param() };
    try {
      const bare = steady !== undefined && c.req.method === "GET" && !c.req.url.includes("?");
      return await (bare ? steady(asked) : serve(parts, page, asked));
    } catch (error) {
      return failed(parts, page.path, asked, error);
    }
  });
  app.all(path, (c) => sendError(parts, { request: c.req.raw, env: c.env, language, params: {} }, "method-not-allowed", { allow: page.methods.join(", ") }));
}

/** Two pages may share a path when each takes another method. */
function byPath(pages: readonly Page[]): readonly Page[] {
  const taken = new Map<string, Page>();
  for (const page of pages) {
    const name = `${page.path} ${page.methods.join()}`;
    if (taken.has(name)) throw new Error(`Two pages stand at ${name}`);
    taken.set(name, page);
  }
  return pages;
}

export function buildSite(parts: SiteParts): Hono {
  const app = new Hono();
  mountFiles(app, parts);
  const given = new Set(parts.pages.map(({ path }) => path));
  for (const page of byPath([...parts.pages, ...ownPages(parts).filter(({ path }) => !given.has(path))])) {
    for (const language of Languages) mountPage(app, parts, page, language);
  }
  app.notFound((c) => sendError(parts, { request: c.req.raw, env: c.env, language: languageOf(c.req.path), params: {} }, "not-found"));
  app.onError((error, c) => failed(parts, "unknown", { request: c.req.raw, env: c.env, language: languageOf(c.req.path), params: {} }, error));
  return app;
}
