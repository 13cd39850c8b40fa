/**
 * `security.md` 2.1, 2.2: what stands open about a case is a closed list, and no length tells what was told. Two people tell
 * as different things as they can; in the database they look the same.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReportForm } from "../../src/cases/shape.ts";
import { newIdentity, sealReport } from "../../src/site/browser/sealing/report.ts";
import { lineTo } from "../support/line.ts";
import { openForm, told } from "../support/people.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { bytesIn, dumpOf, type Row, type WholeDump } from "./whole-dump.ts";

type Told = Partial<Record<keyof ReportForm, string>>;

const little: Told = { mode: "anonymous", what: "Pest.", mustNot: "Nee", noticeMail: "a@b.nl" };
const much: Told = {
  mode: "named", forWhom: "together", role: "external-adviser", sector: "mbo", topic: "sexual-behaviour", danger: "recent",
  what: "Het is al jaren zo. ".repeat(90), who: "De leraar van gym", where: "In de kleedkamer en in de app", when: "Elke week", school: "Een heel lange naam van een school in een heel lange plaats",
  need: "Iemand die luistert", name: "Een Heel Lange Naam Van Iemand", reach: "mail", mail: "een.heel.lange.naam.van.iemand@een-heel-lange-naam.example", safeMoments: "Na acht uur", mustNot: "Niet naar huis bellen",
  noticeMail: "een.heel.lange.naam.van.iemand.voor.het.bericht@een-heel-lange-naam.example",
};

let server: TestServer;
let dump: WholeDump;
const cases: Record<"little" | "much" | "littlePlain" | "muchPlain", string> = { little: "", much: "", littlePlain: "", muchPlain: "" };

async function withScript(fields: Told): Promise<string> {
  const { salt, destination } = await openForm(server.address);
  const body = await sealReport(destination, told(fields), await newIdentity(salt), []);
  const answer = await lineTo(server.address).ask({ method: "POST", path: "/api/v1/reports", body }, (value): value is object => typeof value === "object");
  expect(answer.ok).toBe(true);
  return destination.case;
}

async function withoutScript(fields: Told): Promise<string> {
  const { destination } = await openForm(server.address);
  const form = new URLSearchParams({ ...fields, team: destination.team, ticket: destination.ticket });
  expect((await fetch(`${server.address}/melden/versturen`, { method: "POST", body: form })).status).toBe(200);
  return destination.case;
}

beforeAll(async () => {
  server = await startServer({ filled: true, trustedProxies: ["127.0.0.1"] });
  cases.little = await withScript(little);
  cases.much = await withScript(much);
  cases.littlePlain = await withoutScript(little);
  cases.muchPlain = await withoutScript(much);
  dump = await dumpOf(server.db, server.context);
}, 120_000);
afterAll(() => server.close());

/** Everything of a case, with every sealed value replaced by its length and every random one by its name. */
function looksOf(id: string): unknown {
  const same = (row: Row): unknown => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value?.startsWith("\\x") === true ? bytesIn(value).length : /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value ?? "") ? "an id" : value?.startsWith("age1") === true ? "a recipient" : value]));
  const of = (table: string, column: string): unknown => (dump[table] ?? []).filter((row) => row[column] === id).map(same);
  return { cases: of("cases", "id"), pieces: of("pieces", "case_id"), wraps: of("case_wraps", "case_id"), keys: of("reporter_keys", "case_id"), notices: of("notices", "case_id") };
}

describe("two reports that say as different things as can be", () => {
  it("look exactly the same in the database", () => {
    expect(JSON.stringify(looksOf(cases.little))).toContain('"sealed":');
    expect(looksOf(cases.much)).toEqual(looksOf(cases.little));
  });

  it("look the same when the server sealed them on arrival, and the same as with script", () => {
    expect(looksOf(cases.muchPlain)).toEqual(looksOf(cases.little));
    expect(looksOf(cases.littlePlain)).toEqual(looksOf(cases.little));
  });

  it("show the closed list of a case in the open, and nothing more", () => {
    const [row] = (dump["cases"] ?? []).filter((one) => one["id"] === cases.much);
    expect(Object.keys(row ?? {}).toSorted()).toEqual(["alert", "assignee", "by_member", "due_day", "epoch_due", "half_day", "id", "opened_hour", "organisation", "outcome", "post_hash", "size_class", "state", "team", "urgent"]);
    expect(row?.["opened_hour"]).toMatch(/:00:00\+00$/);
  });

  it("leave in outbox and audit no more than a kind of event, a team and an id", () => {
    for (const { payload } of dump["outbox"] ?? []) {
      for (const [name, value] of Object.entries(JSON.parse(payload ?? "{}") as Record<string, unknown>)) expect(String(value).length, name).toBeLessThan(120);
    }
    const lines = (dump["audit_contents"] ?? []).map(({ content }) => JSON.parse(content ?? "{}") as Record<string, unknown>);
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      expect(Object.keys(line).filter((name) => !["act", "at", "by", "member", "organisation", "record"].includes(name))).toEqual([]);
      expect(line["at"], "whole hours only").toMatch(/:00:00\.000Z$/);
    }
  });
});
