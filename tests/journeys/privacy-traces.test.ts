/**
 * Promise 4: no cookie for visitors, no network address stored or logged. Visitors with an address, a browser and a language
 * that nobody else has use a real process; then everything it wrote is searched.
 */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pages, routes } from "../../src/house.ts";
import { newIdentity, sealReport } from "../../src/site/browser/sealing/report.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import { lineOver } from "../../src/site/browser/sealing/api.ts";
import { hasPostgres, type Engine } from "../support/installations.ts";
import { told } from "../support/people.ts";
import { searcherFor, type Planted } from "./searching.ts";
import { startWatchedHouse, type WatchedHouse } from "./watched-house.ts";

const six = "2001:db8:5ca1:ab1e:77:beef:1cee:d00d";
const four = "203.0.113.177";
const browser = "Zwerfbrowser/77.31 (Kwikstaartje; Schooltablet-4711)";
const marks = {
  "x-forwarded-for": six,
  "x-real-ip": six,
  forwarded: `for="[${six}]";by=${four}`,
  "user-agent": browser,
  "accept-language": "frr-wiedingharde;q=0.9, stq-Zwerftaal;q=0.8",
  referer: "https://leerlingvolgsysteem-waterlelie.example/dossier/4711",
  cookie: "volgkoekje=Zwerfkoekje-onuitwisbaar-4711",
  "if-none-match": '"vorigbezoek-onuitwisbaar-4711"',
};

const sixBytes = Uint8Array.from(six.split(":").map((one) => one.padStart(4, "0")).join("").match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const hashed = [six, four, sixBytes].flatMap((one) => ["sha256", "sha1", "md5"].map((way) => ({ way, bytes: new Uint8Array(createHash(way).update(one).digest()) })));

/** The address as text, short and long, as bytes, and as hashes that anybody could make. */
const traces: readonly Planted[] = [
  { name: "address", text: six, exact: true },
  { name: "address written out", text: six.split(":").map((one) => one.padStart(4, "0")).join(":"), exact: true },
  { name: "network of the address", text: "2001:db8:5ca1:ab1e", exact: true },
  { name: "address in bytes", text: sixBytes, exact: true },
  { name: "old address", text: four, exact: true },
  ...hashed.map(({ way, bytes }): Planted => ({ name: `${way} of the address`, text: bytes, exact: true })),
  { name: "browser", text: "Zwerfbrowser/77.31", exact: true },
  { name: "device", text: "Schooltablet-4711", exact: true },
  { name: "language", text: "stq-Zwerftaal", exact: true },
  { name: "page before", text: "leerlingvolgsysteem-waterlelie", exact: true },
  { name: "cookie", text: "Zwerfkoekje-onuitwisbaar", exact: true },
  { name: "earlier visit", text: "vorigbezoek-onuitwisbaar", exact: true },
];

type Seen = { readonly path: string; readonly cookie: string | null };

/** Every public page in both languages, asked and posted to; every public route of the API, with nothing useful. */
async function visitEverything(address: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(`${address}${path}`, { ...init, redirect: "manual", headers: { ...marks, ...(init.headers as Record<string, string>) } });
    seen.push({ path: `${init.method ?? "GET"} ${path}`, cookie: response.headers.get("set-cookie") });
    await response.arrayBuffer();
    return response;
  };
  for (const { path, methods } of pages) {
    for (const prefix of ["", "/en"]) {
      const filled = `${prefix}${path.replaceAll(/:\w+|\{\w+\}/g, "kindertelefoon")}`;
      for (const method of methods) await ask(filled, method === "GET" ? {} : { method, body: new URLSearchParams({ team: "kindertelefoon", role: "pupil", code: "ABCD-EFGH-JKMN-PQRS", what: "iets" }) });
    }
  }
  for (const path of ["/", "/en", "/bestaat-niet", "/desk", "/over", "/privacy", "/toegankelijkheid", "/robots.txt", "/.well-known/security.txt", "/favicon.ico"]) await ask(path);
  for (const { method, path, who } of routes) {
    if (who.kind !== "anyone") continue;
    const filled = path.replaceAll(/\{\w+\}/g, "4a6f2df2-e6f1-4a5a-9dc5-7566563fd065");
    await ask(filled, method === "GET" ? {} : { method, body: JSON.stringify({ lookup: "x" }), headers: { "content-type": "application/json" } });
  }
  return seen;
}

/** A whole report and its conversation, with every request marked. */
async function report(address: string): Promise<void> {
  const line = lineOver((path, init) => fetch(new URL(String(path), address), { ...init, headers: { ...(init?.headers as Record<string, string>), ...marks } }), "nl");
  const html = await (await fetch(`${address}/melden/formulier`, { method: "POST", body: new URLSearchParams({ team: "kindertelefoon" }), headers: marks })).text();
  const data = (name: string): string => new RegExp(`data-${name}="([^"]*)"`).exec(html)?.[1] ?? "";
  const identity = await newIdentity(data("salt"));
  const to = { installation: data("installation"), team: data("team"), epoch: Number(data("epoch")), recipient: data("recipient"), noticeRecipient: data("notice-recipient"), ticket: data("ticket"), case: data("case"), language: "nl" };
  const body = await sealReport(to, told({ what: "Iets." }), identity, []);
  const sent = await line.ask({ method: "POST", path: "/api/v1/reports", body }, (value): value is object => typeof value === "object");
  const talk = await openWith(line, identity.keys, { installation: to.installation });
  if (!sent.ok || !talk.ok) throw new Error("The report was refused");
}

describe.each(["embedded", "postgresql"] as const)("a visitor of a house on the %s engine", (engine: Engine) => {
  if (engine === "postgresql" && !hasPostgres) {
    it.skip("leaves nothing (PostgreSQL is missing)", () => undefined);
    return;
  }
  let house: WatchedHouse;
  let seen: readonly Seen[];
  beforeAll(async () => {
    house = await startWatchedHouse(engine);
    await report(house.address);
    seen = await visitEverything(house.address);
  }, 180_000);
  afterAll(() => house?.remove());

  it("gets no cookie from any page or public route", () => {
    expect(seen.length).toBeGreaterThan(60);
    expect(seen.filter(({ cookie }) => cookie !== null)).toEqual([]);
  });

  it("leaves neither address nor browser, language, cookie or earlier page in logs, database, temporary files or dump", async () => {
    const searcher = searcherFor(traces);
    const wanted = traces.map(({ name }) => name).filter((name) => !name.includes(" of the address"));
    expect(new Set(searcher.text("marks", `${JSON.stringify(marks)} ${traces[1]?.text as string} ${Buffer.from(sixBytes).toString("base64")}`).map(({ word }) => word)), "the search knows every mark").toEqual(new Set([...wanted, "network of the address"]));
    expect(searcher.text("said", house.said())).toEqual([]);
    expect(house.folders.flatMap((folder) => searcher.folder(folder))).toEqual([]);
    expect(searcher.text("dump", await house.dump())).toEqual([]);
    expect(await house.stop()).toBe(0);
    expect(house.madeElsewhere()).toEqual([]);
    expect(searcher.text("said", house.said())).toEqual([]);
    expect(house.folders.flatMap((folder) => searcher.folder(folder))).toEqual([]);
  }, 120_000);

  it("finds logs of the closed list only, with nothing in them but event names and figures", () => {
    const lines = house.said().split("\n").filter((line) => line.startsWith("{"));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      for (const [name, value] of Object.entries(JSON.parse(line) as Record<string, unknown>)) {
        expect(["at", "event", "port", "engine", "milliseconds", "reason", "route", "kind", "fsyncs", "version", "job", "count", "percent", "bytes", "rows", "cases"]).toContain(name);
        expect(String(value)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4|\?|@|[A-Z0-9]{4}-[A-Z0-9]{4}-/);
      }
    }
  });
});
