/**
 * Mounts routes: who may, then the shapes of what comes in, then the room's own action, then the shape of what goes out
 * (house rules 2 and 5). An answer that does not fit its own shape is a bug of ours and leaves as "unexpected", never as it is.
 */
import { setImmediate as turn } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Hono } from "hono";
import { ok, refusalIn, refused, takesCoding } from "../base/index.ts";
import type { Actor, Context, Language, RefusalReference, RequestContext, Result, Route, RouteInput, Who } from "../base/index.ts";
import type { AddressOf } from "./address.ts";
import { defaultMaxBytes, readBody } from "./body.ts";
import type { Limits } from "./limits.ts";
import { openApiDocument } from "./openapi.ts";
import { apiVersion } from "./version.ts";
import { askedLanguage, problemOf, problemResponse } from "./problem.ts";

/** Who asks, or why he may not: from the session cookie and the token against forged requests. Given by `accounts`. */
export type Authorise = (
  context: Context,
  who: Who,
  request: { readonly method: string; readonly cookie: string | undefined; readonly csrf: string | undefined },
) => Promise<Result<Actor>>;

export interface ApiParts {
  readonly context: Context;
  readonly routes: readonly Route[];
  readonly authorise: Authorise;
  readonly limits: Limits;
  readonly addressOf: AddressOf;
  /** Paths that hand out the ticket of a form: each takes a start from the address's budget. */
  readonly startPaths?: readonly string[];
  /** Paths that begin a file, with a budget of their own. */
  readonly uploadPaths?: readonly string[];
  readonly uploadLimits?: Limits;
  /** Paths whose use counts as guessing a code (`/api/v1/conversation/challenges`); a prefix is enough. */
  readonly guessPaths?: readonly string[];
  /** Paths that answer well only to a right code: a good answer gives back what the guess took. */
  readonly provenPaths?: readonly string[];
}

const prefix = "/api/v1";

/** For every answer of the API, also the refused ones. */
const always: Readonly<Record<string, string>> = {
  "api-version": apiVersion,
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

interface Asked {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  readonly env: unknown;
}

const answerRefused = (because: RefusalReference, language: Language, fields?: Readonly<Record<string, RefusalReference>>, status?: number): Response =>
  problemResponse(problemOf(refused(because, fields), language, status), always);

type Issue = { readonly code?: string | undefined; readonly path: readonly PropertyKey[]; readonly message: string; readonly keys?: readonly string[] };

function reasonOf(issue: Issue): RefusalReference {
  if (issue.code === "too_big") return "field-too-long";
  return issue.message.endsWith("received undefined") ? "field-required" : "field-wrong-form";
}

/** A field that nobody knows is named itself, not what it stands in. */
const pathsOf = ({ path, keys }: Issue): readonly (readonly PropertyKey[])[] => (keys === undefined ? [path] : keys.map((key) => [...path, key]));

/** Which field, and in what way; never the value that was sent. */
function fieldsOf(issues: readonly Issue[]): Readonly<Record<string, RefusalReference>> {
  return Object.fromEntries(issues.slice(0, 20).flatMap((issue) => pathsOf(issue).map((path) => [path.map(String).join(".").slice(0, 100), reasonOf(issue)] as const)));
}

type Parsed = Result<RouteInput> & { readonly status?: number };

/** Same name twice in an address is not understood, so refused: it must not depend on who reads which. */
function queryOf(url: string): Record<string, string> | undefined {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(url).searchParams) {
    if (Object.hasOwn(query, name)) return undefined;
    query[name] = value;
  }
  return query;
}

async function parseInput(route: Route, { request, params }: Asked): Promise<Parsed> {
  const query = queryOf(request.url);
  if (query === undefined) return { ...refused("input-invalid"), status: 400 };
  if (Object.values(params).some((value) => value.includes("\u0000"))) return refused("not-found");
  const readParams = route.params?.safeParse(params);
  if (readParams?.success === false) return refused("not-found");
  const readQuery = route.query?.safeParse(query);
  if (readQuery?.success === false) return { ...refused("input-invalid", fieldsOf(readQuery.error.issues)), status: 400 };
  if (route.query === undefined && Object.keys(query).length > 0) return { ...refused("input-invalid"), status: 400 };
  const kind = route.body === undefined ? "none" : route.body === "bytes" ? "bytes" : "json";
  const body = await readBody(request, kind, route.maxBytes ?? defaultMaxBytes);
  if (!body.ok) return { ...refused(body.because), ...(body.status === undefined ? {} : { status: body.status }) };
  if (route.body === undefined || route.body === "bytes") return ok({ params: readParams?.data, query: readQuery?.data, body: body.value });
  const readShape = route.body.safeParse(body.value);
  return readShape.success ? ok({ params: readParams?.data, query: readQuery?.data, body: readShape.data }) : refused("input-invalid", fieldsOf(readShape.error.issues));
}

const zip = promisify(gzip);
/** Bytes of an answer from which making it smaller is worth the time. */
const worthPacking = 8 * 1024;

/** Lists of sealed keys are text in base64: a quarter smaller for who takes it packed. Nothing of what was asked stands in them. */
async function packed(text: string, takes: string | null): Promise<{ readonly body: string | Uint8Array<ArrayBuffer>; readonly headers: Readonly<Record<string, string>> }> {
  if (text.length < worthPacking || !takesCoding(takes, "gzip")) return { body: text, headers: {} };
  return { body: new Uint8Array(await zip(text, { level: 1 })), headers: { "content-encoding": "gzip", vary: "accept-encoding" } };
}

async function answer(route: Route, value: unknown, takes: string | null): Promise<Response> {
  const headers = { ...always, ...route.headers?.(value) };
  if (route.out === "nothing") return new Response(null, { status: 204, headers });
  const status = route.status ?? 200;
  if (route.out === "bytes") return new Response(value as Uint8Array<ArrayBuffer>, { status, headers: { ...headers, "content-type": "application/octet-stream" } });
  const { body, headers: how } = await packed(JSON.stringify(route.out.parse(value)), takes);
  return new Response(body, { status, headers: { ...headers, ...how, "content-type": "application/json" } });
}

/** Milliseconds that a start over budget waits. */
const slowness = 1500;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds below which "not there" waits, drawn evenly each time. */
const blurred = 1;

/**
 * The same work leaves some hundredths of a millisecond between "not yours" and "not there" (decision 0028): they are lost in this. Timers
 * know whole milliseconds only; others have their turn meanwhile.
 */
async function blur({ context }: ApiParts): Promise<void> {
  const [high = 0, low = 0] = context.random.bytes(2);
  const until = performance.now() + (blurred * (high * 256 + low)) / 65_536;
  while (performance.now() < until) await turn();
}

/** Another site may not post here in a person's name: browsers say where a request comes from. */
function isForeign(request: Request, origin: string): boolean {
  if (request.method === "GET" || request.method === "HEAD") return false;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const from = request.headers.get("origin");
  return from !== null && from !== origin && from.replace(/^https?:\/\//, "") !== request.headers.get("host");
}

const isGuess = (parts: ApiParts, route: Route): boolean => parts.guessPaths?.some((path) => route.path.startsWith(path)) === true;

async function serve(parts: ApiParts, route: Route, asked: Asked): Promise<Response> {
  const { request } = asked;
  const language = askedLanguage(request.headers.get("accept-language"));
  if (isForeign(request, parts.context.config.origin)) return answerRefused("not-allowed", language);
  const budget = parts.startPaths?.includes(route.path) === true ? parts.limits : route.method === "POST" && parts.uploadPaths?.includes(route.path) === true ? parts.uploadLimits : undefined;
  if (budget !== undefined) {
    const verdict = budget.takeStart(parts.addressOf(request.headers, asked.env));
    if (verdict === "slow") await pause(slowness);
    if (verdict === "phone-numbers") return answerRefused("too-many-requests", language);
  }
  if (isGuess(parts, route)) {
    const { allowed, wait } = parts.limits.takeGuess(parts.addressOf(request.headers, asked.env));
    if (wait > 0) await pause(wait);
    if (!allowed) return answerRefused("too-many-requests", language);
  }
  const cookie = request.headers.get("cookie") ?? undefined;
  const csrf = request.headers.get("x-csrf-token") ?? undefined;
  const actor = await parts.authorise(parts.context, route.who, { method: request.method, cookie, csrf });
  if (!actor.ok) return answerRefused(actor.because, language);
  const input = await parseInput(route, asked);
  if (!input.ok) return answerRefused(input.because, language, input.fields, input.status);
  const context: RequestContext = { ...parts.context, actor: actor.value, language };
  const result = await route.handle(context, input.value);
  if (!result.ok && result.because === "not-found") await blur(parts);
  const proven = result.ok && parts.provenPaths?.some((path) => route.path.startsWith(path)) === true && !isGuess(parts, route);
  if (proven) parts.limits.giveBackGuess(parts.addressOf(request.headers, asked.env));
  return result.ok ? answer(route, result.value, request.headers.get("accept-encoding")) : answerRefused(result.because, language, result.fields);
}

/** Bugs end here: their kind is logged, nothing of what was sent, and nothing of it goes out. */
async function failed(parts: ApiParts, route: string, error: unknown, language: Language): Promise<Response> {
  parts.context.log("request.failed", { route, kind: error instanceof Error ? error.name : "unknown" });
  const known = refusalIn(error);
  if (known !== undefined) return answerRefused(known, language);
  const up = await parts.context.db.isUp().catch(() => false);
  return answerRefused(up ? "unexpected" : "storage-away", language);
}

/** Hono's form of a path: `{id}` becomes `:id`. */
const pattern = (path: string): string => path.replaceAll(/\{([^}]+)\}/g, ":$1");

export function buildApi(parts: ApiParts): Hono {
  const app = new Hono();
  const methods = new Map<string, string[]>();
  for (const route of parts.routes) {
    if (!route.path.startsWith(`${prefix}/`)) throw new Error(`${route.path} does not stand under ${prefix}`);
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method]);
    app.on(route.method, pattern(route.path), async (c) => {
      try {
        return await serve(parts, route, { request: c.req.raw, params: c.req.param(), env: c.env });
      } catch (error) {
        return failed(parts, route.path, error, askedLanguage(c.req.header("accept-language")));
      }
    });
  }
  const document = JSON.stringify(openApiDocument(parts.routes, { origin: parts.context.config.origin }));
  // Published for everybody, also other sites' tools (API Design Rules, /core/publish-openapi).
  app.get(`${prefix}/openapi.json`, () => new Response(document, { headers: { ...always, "content-type": "application/json", "access-control-allow-origin": "*", "cache-control": "max-age=300" } }));
  for (const [path, allowed] of methods) {
    app.all(pattern(path), (c) => {
      const response = answerRefused("method-not-allowed", askedLanguage(c.req.header("accept-language")));
      response.headers.set("allow", allowed.join(", "));
      return response;
    });
  }
  app.all("/api/*", (c) => answerRefused("not-found", askedLanguage(c.req.header("accept-language"))));
  app.onError((error, c) => failed(parts, "unknown", error, askedLanguage(c.req.header("accept-language"))));
  return app;
}

