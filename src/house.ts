/** Everything behind one address: gathers the rooms' routes and pages, and opens and closes the doors. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createServer, type Server } from "node:http";
import type { Context, Route } from "./base/index.ts";
import { authorise } from "./accounts/index.ts";
import { routes as accountsRoutes } from "./accounts/routes.ts";
import { buildApi, createAddressOf, createLimits, uploadBudget } from "./api/index.ts";
import { pages as casePages } from "./cases/pages/index.ts";
import { routes as caseRoutes } from "./cases/routes/index.ts";
import { clockRoutes } from "./clock/routes.ts";
import { directoryPages } from "./directory/pages.tsx";
import { directoryRoutes } from "./directory/routes.ts";
import { routes as operationRoutes } from "./ops/routes.ts";
import { registrationRoutes } from "./registration/routes.ts";
import { schoolRoutes } from "./schools/routes.ts";
import { figurePages } from "./registration/pages/index.tsx";
import { FirstQuestion, pages as signpostPages } from "./signpost/pages.tsx";
import { routes as signpostRoutes } from "./signpost/routes.ts";
import { buildSite, type Assets } from "./site/index.ts";
import type { Page } from "./ui/index.ts";

/** Every API route of the product: the matrix test and the API's description walk over this list. */
export const routes: readonly Route[] = [...signpostRoutes, ...directoryRoutes, ...schoolRoutes, ...clockRoutes, ...caseRoutes, ...registrationRoutes, ...accountsRoutes, ...operationRoutes];
export const pages: readonly Page[] = [...signpostPages, ...directoryPages, ...casePages, ...figurePages];

/** Whatever hands out the ticket of a form takes from an address's budget; so does trying a code (`security.md` 3.4). */
const startPaths = ["/melden/formulier", "/bel-mij/gegevens", "/api/v1/report-tickets"];
const guessPaths = ["/api/v1/conversation/challenges", "/gesprek/openen", "/procedure/openen", "/api/v1/claims", "/gesprek/kwijt"];
const uploadPaths = ["/api/v1/uploads"];
const provenPaths = ["/api/v1/conversation/"];

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Doors {
  readonly address: string;
  /** The same answers inside this process, without a connection. */
  readonly ask: (request: Request) => Promise<Response>;
  /** Takes no new requests, finishes those under way (at most `patience` milliseconds), then closes. */
  close(patience?: number): Promise<void>;
}

type Answering = (request: Request, env?: unknown) => Promise<Response>;

/** `securityContact`: `mailto:` or `https:` address for security.txt; never invented. */
export type HouseChoice = { readonly securityContact?: string };

function answering(context: Context, assets: Assets, choice: HouseChoice): Answering {
  const limits = createLimits(context);
  const addressOf = createAddressOf(context.config.trustedProxies);
  const uploadLimits = createLimits({ clock: context.clock, random: context.random, budget: uploadBudget });
  const api = buildApi({ context, routes, authorise, limits, addressOf, startPaths, guessPaths, provenPaths, uploadPaths, uploadLimits });
  const site = buildSite({ context, assets, pages, limits, addressOf, startPaths, guessPaths, firstQuestion: FirstQuestion, homeScripts: ["signpost"], ...choice });
  return async (request, env) => (new URL(request.url).pathname.startsWith("/api/") ? api : site).fetch(request, env as never);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closed(server: Server, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), patience);
    // A connection whose last request was finished meanwhile would be kept alive for the next one that never comes.
    const sweeping = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(impatient);
      clearInterval(sweeping);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/**
 * Listens first and answers as soon as everything is built, so that the true port is known to whatever names the origin.
 * `origin` ending in `:0` takes the port that was given.
 */
export async function openDoors(context: Context, assets: Assets, choice: HouseChoice = {}): Promise<Doors> {
  let answer: Listener | undefined;
  const server = createServer((request, response) => answer?.(request, response));
  // A slow phone needs minutes for an attachment; nobody needs long for headers.
  server.headersTimeout = 20_000;
  server.requestTimeout = 600_000;
  // Longer than a proxy in front keeps its side (a minute, mostly): otherwise a request now and then meets a line that was just closed.
  server.keepAliveTimeout = 65_000;
  const { host, port, origin } = context.config;
  const given = await listen(server, port, host);
  const own = origin.endsWith(":0") ? origin.replace(/:0$/, `:${given}`) : origin;
  const ask = answering({ ...context, config: { ...context.config, port: given, origin: own } }, assets, choice);
  answer = getRequestListener(ask);
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return { address: `http://${shown}:${given}`, ask, close: (patience = 8_000) => closed(server, patience) };
}
