/** A clock that is moved two days forward or back under a running server: nobody is locked out, nothing is lost. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpAt } from "../../src/accounts/index.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { fixedClock, refusalText } from "../../src/base/index.ts";
import { caseEvents, caseJobs } from "../../src/cases/jobs.ts";
import { fromBase64Url, openPassphrase, toBase64Url } from "../../src/envelope/index.ts";
import { exampleSecrets, houseJobs } from "../../src/ops/index.ts";
import type { Line } from "../../src/site/browser/sealing/api.ts";
import { auditVerify, runJobs, runOutbox } from "../../src/store/index.ts";
import { newConfig, type Engine } from "../support/installations.ts";
import { lineTo } from "../support/line.ts";
import { tellEverybody } from "../support/told-by-mail.ts";
import { codeOn, fieldsOf, hidden, openHouse, problemOf, sealed, send, story, visitorOf, wordsOf, type House } from "./one-desk.ts";

const languages = ["nl", "en"] as const;
const day = 86_400_000;
const json = { "content-type": "application/json" };
const engine: Engine = process.env["GEHOORD_TEST_ENGINE"] === "postgresql" ? "postgresql" : "embedded";

describe("a clock that is moved", () => {
  const clock = fixedClock("2026-11-23T09:00:00Z");
  const start = clock.now().getTime();
  const put = (days: number): void => clock.set(new Date(start + days * day + (minutes += 1) * 60_000).toISOString());
  let minutes = 0;
  let house: House;
  beforeAll(async () => {
    house = await openHouse(await newConfig(engine), clock);
  }, 60_000);
  afterAll(() => house.close());

  it("forward while a form was open: with script a fresh ticket is fetched, without it everything typed comes back", async () => {
    for (const language of languages) {
      put(0);
      const before = await sealed(house.address, "voor de sprong");
      const visitor = visitorOf(house.address, language);
      const ticket = await visitor.form();
      put(2);
      expect(await problemOf(house.address, language, { method: "POST", path: "/reports", body: JSON.stringify(before.post) })).toEqual({ status: 409, reference: "form-expired", detail: refusalText(language, "form-expired") });
      const fresh = await sealed(house.address, "na de sprong");
      expect([await send(house.address, fresh), await wordsOf(house, fresh)]).toEqual([201, "na de sprong"]);
      const late = await visitor.post("/melden/versturen", { ...story, ticket, who: "een jongen uit mijn klas" });
      expect([late.status, late.seen.includes(story.what), late.seen.includes("een jongen uit mijn klas")]).toEqual([409, true, true]);
      expect(late.seen).toContain(language === "nl" ? "Alles wat je schreef staat er nog" : "Everything you wrote is still here");
      expect((await visitor.post("/melden/versturen", { ...story, ticket: hidden(late.html, "ticket") })).status).toBe(200);
    }
  });

  it("back while a form was open: it is sent as if nothing happened, with a promise from the day it is now", async () => {
    put(2);
    const ahead = await sealed(house.address, "uit de toekomst");
    const visitor = visitorOf(house.address);
    const ticket = await visitor.form();
    put(0);
    const answer = await fetch(`${house.address}/api/v1/reports`, { method: "POST", headers: json, body: JSON.stringify(ahead.post) });
    expect([answer.status, ((await answer.json()) as { promisedDay: string }).promisedDay]).toEqual([201, "2026-11-26"]);
    const receipt = await visitor.post("/melden/versturen", { ...story, ticket });
    expect([receipt.status, receipt.seen.includes("donderdag 26 november 2026")]).toEqual([200, true]);
  });

  it("between asking for a one-time number and using it: the script asks anew by itself", async () => {
    put(0);
    const noor = await sealed(house.address, "tussen twee klokken");
    await send(house.address, noor);
    for (const [from, to] of [[0, 2], [2, 0]] as const) {
      put(from);
      const line = lineTo(house.address);
      let jumped = false;
      const jumping: Line = {
        ...line,
        ask: async (call, reads) => {
          const answer = await line.ask(call, reads);
          if (!jumped && call.path.endsWith("/challenges")) put(to);
          jumped ||= call.path.endsWith("/challenges");
          return answer;
        },
      };
      expect([jumped, await wordsOf(house, noor, jumping), jumped]).toEqual([false, "tussen twee klokken", true]);
    }
  });

  it("inside a conversation without script: the code is asked again, and the words wait", async () => {
    for (const language of languages) {
      put(0);
      const visitor = visitorOf(house.address, language);
      const code = codeOn((await visitor.post("/melden/versturen", { ...story, ticket: await visitor.form() })).html);
      const inside = fieldsOf((await visitor.post("/gesprek/openen", { code })).html, "write-form");
      put(2);
      const ended = await visitor.post("/gesprek/schrijven", { ...inside, text: "Een lang verhaal" });
      expect([ended.status, ended.seen.includes(language === "nl" ? "Typ je code nog een keer." : "Type your code again.")]).toEqual([409, true]);
      const opened = await visitor.post("/gesprek/openen", { code, ...fieldsOf(ended.html, "code-form") });
      expect(opened.seen).toMatch(/<textarea[^>]*name="text"[^>]*>Een lang verhaal<\/textarea>/);
      put(0);
      const written = await visitor.post("/gesprek/schrijven", { ...fieldsOf(opened.html, "write-form"), text: "Een lang verhaal" });
      expect([written.status, written.seen.includes("Een lang verhaal")]).toEqual([200, true]);
    }
  });

  const typed = async (name: string, digits: string): Promise<Response> => {
    const post = (path: string, body: unknown): Promise<Response> => fetch(`${house.address}/api/v1${path}`, { method: "POST", body: JSON.stringify(body), headers: json });
    const { salt } = (await (await post("/sign-in/starts", { name })).json()) as { salt: string };
    const keys = await openPassphrase(exampleSecrets(name).passphrase, fromBase64Url(salt) ?? new Uint8Array(), nodeArgon2);
    return post("/sign-in/sessions", { name, auth: toBase64Url(keys.auth), totp: digits });
  };
  const digitsNow = (name: string): string => totpAt(exampleSecrets(name).totpSecret, clock.now());
  const meStatus = async (cookie: string): Promise<number> => (await fetch(`${house.address}/api/v1/me`, { headers: { cookie } })).status;
  const cookieOf = (response: Response): string => (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

  it("ends sessions when it goes forward, and locks no member out when it is put back", async () => {
    put(0);
    const today = await typed("noor", digitsNow("noor"));
    expect([today.status, await meStatus(cookieOf(today))]).toEqual([201, 200]);
    put(2);
    expect(await meStatus(cookieOf(today))).toBe(401);
    const ahead = await typed("noor", digitsNow("noor"));
    expect(ahead.status).toBe(201);
    expect((await typed("sem", "000000")).status).toBe(401);
    put(0);
    const used = digitsNow("noor");
    expect((await typed("noor", used)).status).toBe(201);
    expect((await typed("noor", used)).status).toBe(401);
    expect((await typed("sem", digitsNow("sem"))).status).toBe(201);
  });

  it("keeps the work of the house going: terms are watched, news goes out once, the audit chain holds", async () => {
    const jobs = [...houseJobs, ...caseJobs];
    const mails: string[] = [];
    const mail = { sendMail: (message: { messageId: string }) => Promise.resolve(mails.push(message.messageId)) };
    await tellEverybody(house.db, house.context.secrets.noticeIdentity, "desk@gehoord.test");
    const handlers = { ...caseEvents({ mail, from: "gehoord@gehoord.test" }), "audit.head": () => Promise.resolve() };
    put(2);
    expect(await runJobs(house.context, jobs)).toBe(jobs.length);
    const ahead = await sealed(house.address, "vooruit");
    expect(await send(house.address, ahead)).toBe(201);
    put(0);
    expect(await runJobs(house.context, jobs)).toBe(jobs.length);
    expect(await runJobs(house.context, jobs)).toBe(0);
    await runOutbox(house.context, handlers);
    put(2);
    await runOutbox(house.context, handlers);
    expect([mails.length > 0, new Set(mails).size]).toEqual([true, mails.length]);
    const left = await house.db.asOwner(({ run }) => run("select count(*)::int as n from outbox where event = 'report.received'"));
    expect(left[0]?.["n"]).toBe(0);
    expect(await wordsOf(house, ahead)).toBe("vooruit");
    expect((await auditVerify(house.db)).faults).toEqual([]);
  });
});
