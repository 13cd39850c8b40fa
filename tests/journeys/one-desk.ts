/** One desk that takes reports, on a real server over HTTP, and people who come without script from addresses of their own. */
import { loadAssets } from "../../src/site/index.ts";
import { createOrganisation } from "../../src/accounts/index.ts";
import type { Clock, Config } from "../../src/base/index.ts";
import type { ReportPost } from "../../src/cases/shape.ts";
import { openDoors, type Doors } from "../../src/house.ts";
import { exampleSecrets, type OperatorContext } from "../../src/ops/index.ts";
import type { Line } from "../../src/site/browser/sealing/api.ts";
import { newIdentity, sealReport, type Identity } from "../../src/site/browser/sealing/report.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import type { Store } from "../../src/store/index.ts";
import { openFor } from "../support/installations.ts";
import { lineTo } from "../support/line.ts";
import { openForm, told } from "../support/people.ts";
import { root } from "../support/server.ts";

export const team = "kindertelefoon";

/** Noor and Sem of the Kindertelefoon, with the passphrases of the example. */
export async function makeDesk(context: OperatorContext): Promise<void> {
  const member = (name: string) => ({ name, shownName: name, roles: ["worker", "team-lead"] as const, teams: [team], ...exampleSecrets(name) });
  const teams = [{ team, service: "kindertelefoon", name: "De Kindertelefoon", answerDays: 3 }];
  await createOrganisation(context, { organisation: "kindertelefoon", name: "De Kindertelefoon", teams, members: [member("noor"), member("sem")] });
}

export type House = { readonly address: string; readonly context: OperatorContext; readonly db: Store; readonly doors: Doors; close(): Promise<void> };

/** A demonstration with this one desk, on the database of `config`. */
export async function openHouse(config: Config, clock?: Clock): Promise<House> {
  const { context, db } = await openFor({ ...config, mode: "demo", origin: "http://localhost:0", trustedProxies: ["127.0.0.1"] }, clock);
  const doors = await openDoors(context, loadAssets(root));
  await makeDesk(context);
  const close = async (): Promise<void> => {
    await doors.close(1_000);
    await db.close();
  };
  return { address: doors.address.replace("localhost", "127.0.0.1"), context, db, doors, close };
}

export type Fields = Readonly<Record<string, string | readonly string[] | File>>;
export type Page = { readonly status: number; readonly html: string; readonly seen: string };
export type Visitor = {
  get(path: string): Promise<Page>;
  post(path: string, fields: Fields): Promise<Page>;
  /** Opens the form of the desk and answers its ticket. */
  form(): Promise<string>;
};

const unescaped = (html: string): string => html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
/** Templates for scripts are no part of what a person without script sees. */
const withoutTemplates = (html: string): string => html.replaceAll(/<template[\s\S]*?<\/template>/g, "");
export const hidden = (html: string, name: string): string => unescaped(new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "");
export const codeOn = (html: string): string => /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/.exec(withoutTemplates(html))?.[0] ?? "";
/** All hidden fields of the form with this id, as a browser sends them. */
export function fieldsOf(html: string, id: string): Record<string, string> {
  const form = new RegExp(`<form[^>]*id="${id}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? "";
  return Object.fromEntries([...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, unescaped(value)]));
}
/** The danger strip, which stands on every page whatever happens. */
export const hasDangerStrip = (html: string): boolean => ["tel:112", "tel:113"].every((number) => html.includes(number));

async function pageOf(response: Response): Promise<Page> {
  const html = await response.text();
  return { status: response.status, html, seen: unescaped(withoutTemplates(html)) };
}

function formData(fields: Fields): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of Array.isArray(value) ? (value as readonly string[]) : [value as string | File]) data.append(name, one);
  return data;
}

let next = 0;
/** Everybody has another address: people do not share a budget. */
export const newAddress = (): string => `2001:db8:${((next += 1) >> 8).toString(16)}:${(next & 255).toString(16)}::2`;

export function visitorOf(address: string, language: "nl" | "en" = "nl", from = newAddress()): Visitor {
  const url = (path: string): string => `${address}${language === "en" ? "/en" : ""}${path}`;
  const headers = { "x-forwarded-for": from };
  const post: Visitor["post"] = async (path, fields) => pageOf(await fetch(url(path), { method: "POST", headers, body: formData(fields), redirect: "manual" }));
  return { post, get: async (path) => pageOf(await fetch(url(path), { headers, redirect: "manual" })), form: async () => hidden((await post("/melden/formulier", { team })).html, "ticket") };
}

export const story = { team, mode: "confidential", forWhom: "self", danger: "no", what: "Ze sluiten me buiten bij de fietsen", reach: "none" };

export type Problem = { readonly status: number; readonly reference: string; readonly detail: string };

/** Asks the API as a script does, in a language. */
export async function problemOf(address: string, language: "nl" | "en", request: { readonly method: string; readonly path: string; readonly body?: BodyInit; readonly type?: string }): Promise<Problem> {
  const headers = { "accept-language": language, "content-type": request.type ?? "application/json", "x-forwarded-for": newAddress() };
  const response = await fetch(`${address}/api/v1${request.path}`, { method: request.method, headers, ...(request.body === undefined ? {} : { body: request.body }) });
  const problem = (await response.json()) as { reference?: string; detail?: string };
  return { status: response.status, reference: problem.reference ?? "", detail: problem.detail ?? "" };
}

export type Sealed = { readonly identity: Identity; readonly post: ReportPost };

/** A report, sealed as a script does, on its way to the desk; not sent yet. */
export async function sealed(address: string, what: string): Promise<Sealed> {
  const form = await openForm(address, team);
  const identity = await newIdentity(form.salt);
  return { identity, post: await sealReport(form.destination, told({ what }), identity, []) };
}

const json = { "content-type": "application/json" };
export const send = async (address: string, { post }: Sealed): Promise<number> => (await fetch(`${address}/api/v1/reports`, { method: "POST", headers: json, body: JSON.stringify(post) })).status;
const installationOf = async (address: string): Promise<string> => (await openForm(address, team)).destination.installation;

/** What stands in the conversation of a code, or why it does not open. */
export async function wordsOf(house: House, { identity }: Pick<Sealed, "identity">, line: Line = lineTo(house.address)): Promise<string> {
  const talk = await openWith(line, identity.keys, { installation: await installationOf(house.address) });
  return talk.ok ? talk.value.items.flatMap((item) => String(item.body["what"] ?? "") || []).join() : talk.because;
}

export const countCases = async (house: House): Promise<number> => Number((await house.db.asOwner(({ run }) => run("select count(*)::int as n from cases")))[0]?.["n"]);
