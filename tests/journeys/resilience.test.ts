/** What happens when the house itself has trouble: nothing that was confirmed is lost, and people read what they can do. */
import { execFileSync, spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Worker as Thread } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { refusalText } from "../../src/base/index.ts";
import type { Config } from "../../src/base/index.ts";
import { sealCleanFile } from "../../src/site/browser/sealing/pieces.ts";
import { uploadSealed, type UploadTask, type Watcher } from "../../src/site/browser/sealing/upload.ts";
import { siteTexts } from "../../src/site/texts/index.ts";
import { auditVerify } from "../../src/store/index.ts";
import { hasPostgres, newConfig, newFolder } from "../support/installations.ts";
import { whenProcessEnds } from "../support/leftovers.ts";
import { lineTo } from "../support/line.ts";
import { emptyDatabase, startPostgres } from "../support/postgres.ts";
import { codeOn, countCases, fieldsOf, hasDangerStrip, hidden, openHouse, problemOf, sealed, send, story, team, visitorOf, wordsOf, type House } from "./one-desk.ts";

const languages = ["nl", "en"] as const;

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
