/** What happens when the house itself has trouble: nothing that was confirmed is lost, and people read what they can do. */
import { execFileSync, spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Worker as Thread } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpAt } from "../../src/accounts/index.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { fixedClock, refusalText } from "../../src/base/index.ts";
import type { Config } from "../../src/base/index.ts";
import { caseEvents, caseJobs } from "../../src/cases/jobs.ts";
import type { ReportPost } from "../../src/cases/shape.ts";
import { fromBase64Url, openPassphrase, toBase64Url } from "../../src/envelope/index.ts";
import { exampleSecrets, houseJobs } from "../../src/ops/index.ts";
import type { Line } from "../../src/site/browser/sealing/api.ts";
import { newIdentity, sealReport, type Identity } from "../../src/site/browser/sealing/report.ts";
import { sealCleanFile } from "../../src/site/browser/sealing/pieces.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import { uploadSealed, type UploadTask, type Watcher } from "../../src/site/browser/sealing/upload.ts";
import { auditVerify, runJobs, runOutbox } from "../../src/store/index.ts";
import { siteTexts } from "../../src/site/texts/index.ts";
import { hasPostgres, newConfig, newFolder, type Engine } from "../support/installations.ts";
import { whenProcessEnds } from "../support/leftovers.ts";
import { lineTo } from "../support/line.ts";
import { openForm, told } from "../support/people.ts";
import { emptyDatabase, startPostgres } from "../support/postgres.ts";
import { codeOn, fieldsOf, hasDangerStrip, hidden, openHouse, problemOf, story, team, visitorOf, type House } from "./one-desk.ts";

const languages = ["nl", "en"] as const;
const day = 86_400_000;

type Sealed = { readonly identity: Identity; readonly post: ReportPost };

async function sealed(address: string, what: string): Promise<Sealed> {
  const form = await openForm(address, team);
  const identity = await newIdentity(form.salt);
  return { identity, post: await sealReport(form.destination, told({ what }), identity, []) };
}

const json = { "content-type": "application/json" };
const send = async (address: string, { post }: Sealed): Promise<number> => (await fetch(`${address}/api/v1/reports`, { method: "POST", headers: json, body: JSON.stringify(post) })).status;
const installationOf = async (address: string): Promise<string> => (await openForm(address, team)).destination.installation;

/** What stands in the conversation of a code, or why it does not open. */
async function wordsOf(house: House, { identity }: Pick<Sealed, "identity">, line: Line = lineTo(house.address)): Promise<string> {
  const talk = await openWith(line, identity.keys, { installation: await installationOf(house.address) });
  return talk.ok ? talk.value.items.flatMap((item) => String(item.body["what"] ?? "") || []).join() : talk.because;
}

const countCases = async (house: House): Promise<number> => Number((await house.db.asOwner(({ run }) => run("select count(*)::int as n from cases")))[0]?.["n"]);

async function untilUp(address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(`${address}/health`)).status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("It does not come back");
}

/** What people read while the storage is away, in both languages, with and without script; then the storage comes back. */
async function whileAway(house: House, trouble: { begin(): Promise<void>; end(): Promise<void> }): Promise<void> {
  const { address } = house;
  const kept = await sealed(address, "met script, bevestigd");
  expect(await send(address, kept)).toBe(201);
  const waiting = await sealed(address, "met script, onderweg");
  const people = await Promise.all(languages.map(async (language) => {
    const visitor = visitorOf(address, language);
    const code = codeOn((await visitor.post("/melden/versturen", { ...story, ticket: await visitor.form() })).html);
    const inside = fieldsOf((await visitor.post("/gesprek/openen", { code })).html, "write-form");
    return { language, visitor, code, inside, ticket: await visitor.form() };
  }));
  await trouble.begin();
  const slowest: number[] = [];
  const pages = await Promise.all(people.map(async ({ language, visitor, code, inside, ticket }) => {
    const { title, what } = siteTexts[language].errors["storage-away"];
    const began = performance.now();
    const sent = await visitor.post("/melden/versturen", { ...story, ticket, what: 'Nog "niet" <weg> & wel\nop twee regels', files: new File(["x"], "a.txt") });
    slowest.push(performance.now() - began);
    const form = await visitor.post("/melden/formulier", { team, what: "eerder verteld", topic: "bullying" });
    const opened = await visitor.post("/gesprek/openen", { code });
    const written = await visitor.post("/gesprek/schrijven", { ...inside, text: "Nog een bericht" });
    for (const page of [sent, form, opened, written]) {
      expect([page.status, page.seen.includes(title) && page.seen.includes(what), hasDangerStrip(page.html), page.html.includes(code)]).toEqual([503, true, true, false]);
    }
    for (const page of [sent, form, written]) expect(page.seen).toContain(siteTexts[language].retry.kept);
    expect([sent.seen.includes(siteTexts[language].retry.files), written.seen.includes(siteTexts[language].retry.files)]).toEqual([true, false]);
    expect(fieldsOf(form.html, "again")).toMatchObject({ what: "eerder verteld", topic: "bullying" });
    expect((await visitor.get("/nu-hulp")).status).toBe(200);
    expect((await visitor.get("/organisaties")).status).toBe(200);
    const refused = await problemOf(address, language, { method: "POST", path: "/reports", body: JSON.stringify(waiting.post) });
    expect(refused).toEqual({ status: 503, reference: "storage-away", detail: refusalText(language, "storage-away") });
    return { sent, written };
  }));
  expect((await fetch(`${address}/health`)).status).toBe(503);
  expect(Math.max(...slowest)).toBeLessThan(20_000);
  await trouble.end();
  await untilUp(address);
  for (const [at, { language, visitor, code }] of people.entries()) {
    const again = fieldsOf(pages[at]?.sent.html ?? "", "again");
    const receipt = await visitor.post("/melden/versturen", again);
    expect([receipt.status, codeOn(receipt.html)]).toEqual([200, expect.stringMatching(/^.{19}$/)]);
    expect(codeOn((await visitor.post("/melden/versturen", again)).html)).toBe(codeOn(receipt.html));
    const opened = await visitor.post("/gesprek/openen", { code: codeOn(receipt.html) });
    expect(opened.seen).toContain('Nog "niet" <weg> & wel\nop twee regels');
    expect((await visitor.post("/gesprek/schrijven", fieldsOf(pages[at]?.written.html ?? "", "again"))).status).toBe(200);
    const earlier = await visitor.post("/gesprek/openen", { code });
    expect([language, earlier.seen.includes(story.what), earlier.seen.includes("Nog een bericht")]).toEqual([language, true, true]);
  }
  expect([await send(address, waiting), await send(address, waiting)]).toEqual([201, 201]);
  expect([await wordsOf(house, kept), await wordsOf(house, waiting)]).toEqual(["met script, bevestigd", "met script, onderweg"]);
  expect(await countCases(house)).toBe(6);
  expect((await auditVerify(house.db)).faults).toEqual([]);
}

describe.skipIf(!hasPostgres)("a database that goes away under a running server", () => {
  it("is told in the person's language with everything kept, and used again by itself when it is back", { timeout: 120_000 }, async () => {
    const server = await startPostgres({ durable: true });
    const config: Config = { ...(await newConfig("embedded")), databaseUrl: (await emptyDatabase(server.url)).url };
    const house = await openHouse(config);
    try {
      await whileAway(house, { begin: () => server.stop(), end: () => server.start() });
    } finally {
      await house.close();
      await server.remove();
    }
  });

  it("loses nothing confirmed when it is killed in the middle of a crowd", { timeout: 120_000 }, async () => {
    const server = await startPostgres({ durable: true });
    const config: Config = { ...(await newConfig("embedded")), databaseUrl: (await emptyDatabase(server.url)).url };
    const house = await openHouse(config);
    try {
      await inTheMiddle(house, async () => {
        await server.kill();
        await server.start();
      });
    } finally {
      await house.close();
      await server.remove();
    }
  });
});

/** Twelve people send at once while the database is ended: each is told yes or try again, and nobody is there twice. */
async function inTheMiddle(house: House, end: () => Promise<void>): Promise<void> {
  const crowd = await Promise.all(Array.from({ length: 12 }, (_, at) => sealed(house.address, `verhaal ${at}`)));
  const rows = await house.db.asOwner(({ run }) => run("select 1"));
  expect(rows).toHaveLength(1);
  const sending = crowd.map((one) => send(house.address, one).then((status) => ({ status })));
  await Promise.race(sending);
  await end();
  const first = await Promise.all(sending);
  expect(first.filter(({ status }) => status !== 201 && status !== 503)).toEqual([]);
  await untilUp(house.address);
  for (const [at, one] of crowd.entries()) if (first[at]?.status === 201) expect(await wordsOf(house, one)).toBe(`verhaal ${at}`);
  for (const one of crowd) expect(await send(house.address, one)).toBe(201);
  for (const [at, one] of crowd.entries()) expect(await wordsOf(house, one)).toBe(`verhaal ${at}`);
  expect(await countCases(house)).toBe(crowd.length);
}

describe("the embedded engine", () => {
  it("comes back by itself when its thread is killed, and nothing confirmed is lost", { timeout: 120_000 }, async () => {
    const threads: Thread[] = [];
    const seen = (thread: Thread): void => void threads.push(thread);
    process.on("worker", seen);
    const house = await openHouse(await newConfig("embedded"));
    process.off("worker", seen);
    try {
      expect(threads.length).toBeGreaterThan(0);
      await inTheMiddle(house, async () => {
        await Promise.all(threads.map((thread) => thread.terminate()));
      });
      expect((await auditVerify(house.db)).faults).toEqual([]);
    } finally {
      await house.close();
    }
  });
});

const mayMount = process.getuid?.() === 0;

async function onDisk(megabytes: number, work: (disk: { readonly data: string; fill(megabytes: number): Promise<void>; free(): Promise<void> }) => Promise<void>): Promise<void> {
  const disk = newFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", disk]);
  whenProcessEnds(`umount -l '${disk}' 2>/dev/null`);
  const ballast = join(disk, "ballast");
  // The guard of the disk looks once a second.
  const noticed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_200));
  try {
    await work({
      data: join(disk, "data"),
      fill: async (leave) => {
        rmSync(ballast, { force: true });
        const free = Number(execFileSync("df", ["--output=avail", "-B1", disk], { encoding: "utf8" }).split("\n")[1]);
        writeFileSync(ballast, Buffer.alloc(Math.max(0, free - leave * 1024 * 1024)));
        await noticed();
      },
      free: async () => {
        rmSync(ballast, { force: true });
        await noticed();
      },
    });
  } finally {
    spawnSync("umount", ["-l", disk]);
  }
}

/** Does not wait for a disk to be emptied. */
const watcher: Watcher = { progress: () => undefined, waiting: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };

async function fileOnTheWay(): Promise<UploadTask> {
  const { sealed: bytes } = await sealCleanFile({ name: "foto.jpg", type: "image/jpeg", bytes: crypto.getRandomValues(new Uint8Array(60_000)) });
  return { sealed: bytes, begun: undefined };
}

describe.skipIf(!mayMount)("a full disk under the embedded engine", () => {
  it("takes text when it takes no files any more, then refuses clearly, and loses nothing confirmed", { timeout: 180_000 }, () =>
    onDisk(800, async (disk) => {
      const house = await openHouse({ ...(await newConfig("embedded")), data: disk.data });
      const { address } = house;
      const line = lineTo(address);
      try {
        const first = await sealed(address, "bevestigd voor de schijf vol was");
        expect([await send(address, first), (await uploadSealed(line, await fileOnTheWay(), watcher)).ok]).toEqual([201, true]);

        await disk.fill(400);
        expect(await uploadSealed(line, await fileOnTheWay(), watcher)).toMatchObject({ ok: false, because: "storage-full", sentence: refusalText("nl", "storage-full") });
        const second = await sealed(address, "tekst gaat nog");
        expect(await send(address, second)).toBe(201);
        const visitor = visitorOf(address);
        const code = codeOn((await visitor.post("/melden/versturen", { ...story, ticket: await visitor.form() })).html);
        expect(code).toHaveLength(19);

        const third = await sealed(address, "past niet meer");
        const tickets = await Promise.all(languages.map((language) => visitorOf(address, language).form()));
        await disk.fill(30);
        for (const [at, language] of languages.entries()) {
          const refused = await problemOf(address, language, { method: "POST", path: "/reports", body: JSON.stringify(third.post) });
          expect(refused).toEqual({ status: 507, reference: "storage-full", detail: refusalText(language, "storage-full") });
          const page = await visitorOf(address, language).post("/melden/versturen", { ...story, ticket: tickets[at] ?? "" });
          expect([page.status, hasDangerStrip(page.html), page.seen.includes(refusalText(language, "storage-full")), page.seen.includes(story.what)]).toEqual([503, true, true, true]);
          expect(hidden(page.html, "ticket")).toBe(tickets[at]);
        }
        await disk.free();
        expect(await send(address, third)).toBe(201);
        for (const [at, language] of languages.entries()) {
          const receipt = await visitorOf(address, language).post("/melden/versturen", { ...story, ticket: tickets[at] ?? "" });
          expect([receipt.status, codeOn(receipt.html).length]).toEqual([200, 19]);
        }
        expect([await wordsOf(house, first), await wordsOf(house, second), await wordsOf(house, third)]).toEqual(["bevestigd voor de schijf vol was", "tekst gaat nog", "past niet meer"]);
        expect((await visitor.post("/gesprek/openen", { code })).seen).toContain(story.what);
        expect(await countCases(house)).toBe(6);
      } finally {
        await house.close();
      }
    }),
  );
});

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
    const handlers = { ...caseEvents({ mail, from: "gehoord@gehoord.test", addressOf: () => Promise.resolve("desk@gehoord.test") }), "audit.head": () => Promise.resolve() };
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
