/**
 * A desk that takes reports, its workers with real keys, and visitors with and without script: real database, real router,
 * real pages, real cryptography. The visitor with script runs the very modules that run in browsers.
 */
import { join } from "node:path";
import { authorise, createOrganisation, totpAt } from "../../src/accounts/index.ts";
import type { CreatedOrganisation } from "../../src/accounts/index.ts";
import { deskToken } from "../../src/accounts/shape.ts";
import { routes as accountRoutes } from "../../src/accounts/routes.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { fixedClock, lineLog, systemRandom } from "../../src/base/index.ts";
import type { Context } from "../../src/base/index.ts";
import { pages } from "../../src/cases/pages/index.ts";
import { routes } from "../../src/cases/routes/index.ts";
import { clockRoutes } from "../../src/clock/routes.ts";
import { registrationRoutes } from "../../src/registration/routes.ts";
import { readForm } from "../../src/cases/shape.ts";
import type { ReportForm, SupportPoint, TicketAnswer } from "../../src/cases/shape.ts";
import { buildApi, createAddressOf } from "../../src/api/index.ts";
import type { Limits } from "../../src/api/index.ts";
import { fromBase64Url, newCaseIdentity, openPassphrase, recipientOf, toBase64Url } from "../../src/envelope/index.ts";
import { buildSite } from "../../src/site/index.ts";
import { lineOver } from "../../src/site/browser/sealing/api.ts";
import type { Line } from "../../src/site/browser/sealing/api.ts";
import { newIdentity, sealReport } from "../../src/site/browser/sealing/report.ts";
import type { Identity, UploadedFile } from "../../src/site/browser/sealing/report.ts";
import { ensureInstallation, startLedger } from "../../src/store/index.ts";
import type { Store } from "../../src/store/index.ts";
import { testDatabase, testFolder } from "../support/database.ts";

export const root = join(import.meta.dirname, "../..");
export const origin = "http://gehoord.test";
export const team = "balans-desk";
export const passphrase = "vier rustige woorden samen";
export const totpSecret = Uint8Array.from({ length: 20 }, (_, at) => at + 1);

export type Answered = { readonly status: number; readonly json: Readonly<Record<string, unknown>>; readonly bytes: Uint8Array };
export type Fields = Readonly<Record<string, string | File | readonly File[]>>;
type Fixed = ReturnType<typeof fixedClock>;

export type World = {
  readonly context: Context;
  readonly clock: Fixed;
  readonly store: Store;
  readonly desk: CreatedOrganisation;
  readonly other: CreatedOrganisation;
  readonly logged: readonly string[];
  readonly installation: { readonly id: string; readonly salt: string };
  /** A line as the visitor's script has it. */
  readonly line: Line;
  api(method: string, path: string, body?: unknown, cookie?: string): Promise<Answered>;
  /** The API with exactly these headers. */
  raw(path: string, init: RequestInit): Promise<Response>;
  page(path: string, fields?: Fields): Promise<{ readonly status: number; readonly html: string }>;
  signIn(name: string): Promise<string>;
  close(): Promise<void>;
};

const teams = (organisation: string, service: string) => [{ team: `${organisation}-desk`, service, name: `Desk ${organisation}`, answerDays: 3 }];

function people(organisation: string) {
  const member = (name: string, roles: readonly ("worker" | "team-lead" | "coordinator" | "organisation-admin")[]) => ({
    name: `${organisation}-${name}`, shownName: name, roles, teams: [`${organisation}-desk`], passphrase, totpSecret,
  });
  return [member("anna", ["worker", "organisation-admin"]), member("bram", ["worker", "team-lead"]), { ...member("carla", ["coordinator"]), teams: [] }];
}

const makeOrganisation = (context: Context, organisation: string, service: string): Promise<CreatedOrganisation> =>
  createOrganisation(context, { organisation, name: `Organisatie ${organisation}`, teams: teams(organisation, service), members: people(organisation) });

async function signInWith(api: World["api"], fetchRaw: (request: Request) => Promise<Response>, clock: Fixed, name: string): Promise<string> {
  clock.advance(60_000);
  const started = await api("POST", "/api/v1/sign-in/starts", { name });
  const keys = await openPassphrase(passphrase, fromBase64Url(String(started.json["salt"])) ?? new Uint8Array(), nodeArgon2);
  const body = JSON.stringify({ name, auth: toBase64Url(keys.auth), totp: totpAt(totpSecret, clock.now()) });
  const answer = await fetchRaw(new Request(`${origin}/api/v1/sign-in/sessions`, { method: "POST", headers: { "content-type": "application/json", "x-csrf-token": deskToken }, body }));
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (cookie === undefined) throw new Error(`${name} could not sign in: ${await answer.text()}`);
  return cookie;
}

function formData(fields: Fields): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of Array.isArray(value) ? value : [value]) data.append(name, one as string | File);
  return data;
}

/** Where a world stands: a clock, a database, what lies outside it. */
export type Ground = { readonly clock: Fixed; readonly store: Store; readonly secrets: Context["secrets"]; readonly data: string };

async function newGround(at: string): Promise<Ground> {
  const clock = fixedClock(at);
  const store = await testDatabase({ clock });
  const notices = await newCaseIdentity();
  const secrets = { pepper: systemRandom.bytes(32), tickets: systemRandom.bytes(32), noticeIdentity: notices.identity, serverSigning: systemRandom.bytes(32) };
  const data = testFolder();
  const { id } = await ensureInstallation(store, { mode: "demo", random: systemRandom, secrets });
  startLedger(data, id);
  return { clock, store, secrets, data };
}

/** A Monday in November, ten in the morning in the Netherlands. `ground`: an installation that was opened already. */
export async function casesWorld(at = "2026-11-23T09:00:00Z", house = root, ground?: Ground): Promise<World> {
  const { clock, store, secrets, data } = ground ?? (await newGround(at));
  const { id, salt } = await ensureInstallation(store, { mode: "demo", random: systemRandom, secrets });
  const logged: string[] = [];
  const log = lineLog((line) => logged.push(line), clock.now);
  const config = { root: house, data, databaseUrl: undefined, host: "127.0.0.1", port: 0, mode: "demo", origin, trustedProxies: [], smtpUrl: undefined, version: "test" } as const;
  const context: Context = { db: store, clock, random: systemRandom, log, config, secrets };
  const desk = await makeOrganisation(context, "balans", "balans");
  const other = await makeOrganisation(context, "kindertelefoon", "kindertelefoon");
  const free: Limits = { takeStart: () => "ok", takeGuess: () => ({ allowed: true, wait: 0 }), giveBackGuess: () => undefined, size: () => 0 };
  const addressOf = createAddressOf([]);
  const server = buildApi({ context, routes: [...accountRoutes, ...clockRoutes, ...routes, ...registrationRoutes], authorise, limits: free, addressOf });
  const assets = { style: "/s/none.css", script: () => undefined, file: () => undefined, desk: new Map() };
  const site = buildSite({ context, assets, pages, limits: free, addressOf });
  const fetchRaw = async (request: Request): Promise<Response> => server.fetch(request);
  const api: World["api"] = async (method, path, body, cookie) => {
    const headers: Record<string, string> = { "x-csrf-token": deskToken, ...(cookie === undefined ? {} : { cookie }) };
    const isBytes = body instanceof Uint8Array;
    if (body !== undefined) headers["content-type"] = isBytes ? "application/octet-stream" : "application/json";
    const sent = body === undefined ? undefined : isBytes ? new Uint8Array(body) : JSON.stringify(body);
    const answer = await fetchRaw(new Request(`${origin}${path}`, { method, headers, ...(sent === undefined ? {} : { body: sent }) }));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const isJson = answer.headers.get("content-type")?.includes("json") === true;
    return { status: answer.status, bytes, json: isJson ? (JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>) : {} };
  };
  return {
    context, clock, store, desk, other, logged, api,
    raw: (path, init) => fetchRaw(new Request(`${origin}${path}`, init)),
    installation: { id, salt: toBase64Url(salt) },
    line: lineOver((path, init) => fetchRaw(new Request(`${origin}${String(path)}`, { method: init?.method ?? "GET", ...(init?.headers === undefined ? {} : { headers: init.headers }), ...(init?.body === undefined || init.body === null ? {} : { body: init.body }) })), "nl"),
    page: async (path, fields) => {
      const answer = await site.fetch(new Request(`${origin}${path}`, fields === undefined ? {} : { method: "POST", body: formData(fields) }));
      return { status: answer.status, html: await answer.text() };
    },
    signIn: (name) => signInWith(api, fetchRaw, clock, name),
    close: () => store.close(),
  };
}

/** A form with these fields filled in. */
export function filledForm(fields: Partial<Record<keyof ReportForm, string>>): ReportForm {
  return readForm((name) => fields[name] ?? "");
}

export type Reported = { readonly identity: Identity; readonly post: Awaited<ReturnType<typeof sealReport>> };

export async function pointOf(world: World, wanted = team): Promise<SupportPoint> {
  const points = (await world.api("GET", "/api/v1/support-points")).json as unknown as readonly SupportPoint[];
  const point = points.find((one) => one.team === wanted);
  if (point === undefined) throw new Error("the desk takes no reports");
  return point;
}

/** Seals a report as the script does, for a fresh ticket; not sent yet. */
export async function sealedReport(world: World, fields: Partial<Record<keyof ReportForm, string>>, files: readonly UploadedFile[] = [], to = team): Promise<Reported> {
  const point = await pointOf(world, to);
  const { ticket, case: id } = (await world.api("POST", "/api/v1/report-tickets")).json as unknown as TicketAnswer;
  const noticeRecipient = await recipientOf(world.context.secrets.noticeIdentity);
  const identity = await newIdentity(world.installation.salt);
  const place = { installation: world.installation.id, team: point.team, epoch: point.epoch, recipient: point.recipient, noticeRecipient, ticket, case: id, language: "nl" };
  return { identity, post: await sealReport(place, filledForm(fields), identity, files) };
}

/** Seals and sends. */
export async function reported(world: World, fields: Partial<Record<keyof ReportForm, string>>, files: readonly UploadedFile[] = [], to = team): Promise<Reported> {
  const sealed = await sealedReport(world, fields, files, to);
  const answer = await world.api("POST", "/api/v1/reports", sealed.post);
  if (answer.status !== 201) throw new Error(`the report was refused: ${JSON.stringify(answer.json)}`);
  return sealed;
}
