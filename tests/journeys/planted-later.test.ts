/**
 * Promise 3 for everything that came after the report: call-backs, consent, referral, ministry, committee, the way back, workers'
 * own keys. What people and workers wrote is found in no request of their browsers, no log, no mail, no backup, not in the
 * database, its write-ahead log or its own log; on the engine under test. The search itself is proved in `planted-words.test.ts`.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/index.ts";
import { caseEvents, caseJobs } from "../../src/cases/jobs.ts";
import { fromBase64Url, signerFrom, toBase64Url } from "../../src/envelope/index.ts";
import { lineOver } from "../../src/site/browser/sealing/api.ts";
import { runJobs, runOutbox } from "../../src/store/index.ts";
import { engineUnderTest } from "../support/database.ts";
import { newConfig, openFor } from "../support/installations.ts";
import { emptyDatabase, type PrivatePostgres } from "../support/postgres.ts";
import { docxSample } from "../support/sample-files.ts";
import { casesWorld, root, totpSecret, type World } from "./cases-world.ts";
import { lifeAfterTelling, mailbox, plantedLater, stageIn, word } from "./planted-later-people.ts";
import { mistakesAtEveryDoor, mistakesOnEveryPage } from "./planted-mistakes.ts";
import { plantedCode, plantedLookup } from "./planted-people.ts";
import { asItIs, filesBelow, searcherFor, type Before, type Finding, type Searcher } from "./searching.ts";
import { clusterOf, startTalkingPostgres, wholeDump } from "./watched-house.ts";
import { bytesIn, dumpOf, valuesOf, type WholeDump } from "./whole-dump.ts";

const utf8 = new TextEncoder();
const control = { name: "control", text: "kwebbelwals tuitelbrug zompgras" };
const wordsOf = (found: readonly Finding[]): string[] => [...new Set(found.map(({ word: one }) => one))].toSorted();

/** The same world, in which everything is kept that a browser with script sends. */
function overheard(world: World): { readonly world: World; readonly sent: Buffer[] } {
  const sent: Buffer[] = [];
  const keep = (what: string, body: unknown): void => void sent.push(Buffer.concat([Buffer.from(`${what}\n`), body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body ?? null))]));
  const line = lineOver((path, init) => {
    keep(String(path), init?.body);
    return world.raw(String(path), init ?? {});
  }, "nl");
  const api: World["api"] = (method, path, body, cookie) => {
    // What an administrator types of a provider goes to the server as it is: the server speaks to that provider.
    if (!path.endsWith("/identity-provider") && !path.endsWith("/readers") && !path.endsWith("/untied-members")) keep(`${method} ${path}`, body);
    return world.api(method, path, body, cookie);
  };
  return { world: { ...world, line, api }, sent };
}

type Lived = { readonly world: World; readonly sent: readonly Buffer[]; readonly searcher: Searcher; /** For what the house itself keeps in its folder of secrets, outside the database. */ readonly secrets: Searcher; readonly before: Before; readonly folders: readonly string[]; readonly server: PrivatePostgres | undefined; readonly databaseUrl: string | undefined; readonly statuses: readonly number[]; readonly away: readonly number[] };

async function lived(): Promise<Lived> {
  const server = engineUnderTest === "postgresql" ? await startTalkingPostgres() : undefined;
  const databaseUrl = server === undefined ? undefined : (await emptyDatabase(server.url)).url;
  const config = { ...(await newConfig("embedded", "demo")), root, databaseUrl };
  const clock = fixedClock("2026-11-23T09:00:00Z");
  const { db, secrets } = await openFor(config, clock);
  const made = await casesWorld("", root, { clock, store: db, secrets, data: config.data });
  const { world, sent } = overheard(made);
  const folders = server === undefined ? [config.data] : [config.data, await clusterOf(server)];
  const stage = await stageIn(world);
  const before = asItIs(folders);
  const paper = docxSample({ "word/document.xml": utf8.encode(`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${word("paper")}</w:t></w:r></w:p></w:body></w:document>`) });
  const { codes, token } = await lifeAfterTelling(stage, paper);
  const [cookie, mistake] = [await made.signIn("balans-bram"), word("mistake")];
  const statuses = [...(await mistakesAtEveryDoor(made, { words: mistake, cookie })), ...(await mistakesOnEveryPage(made, mistake))];
  const away = server === undefined ? [] : await whileAway(server, () => mistakesOnEveryPage(made, mistake));
  const lookups = await Promise.all(codes.map((code) => plantedLookup(code, made.installation.salt)));
  const searcher = searcherFor([...plantedLater, control, ...codes.flatMap(plantedCode), ...lookups]);
  return { world: made, sent, searcher, secrets: secretsOf(made, token), before, folders, server, databaseUrl, statuses, away };
}

/** What lets somebody in, opens or signs, and must stand in no row. */
function secretsOf({ context: { secrets } }: World, token: string): Searcher {
  const keys = { pepper: secrets.pepper, tickets: secrets.tickets, signing: secrets.serverSigning, digits: totpSecret, link: fromBase64Url(token) ?? new Uint8Array() };
  return searcherFor([
    { name: "identity", text: "AGE-SECRET-KEY-", exact: true },
    { name: "identity for notices", text: secrets.noticeIdentity, exact: true },
    ...Object.entries(keys).map(([name, text]) => ({ name, text, exact: true as const })),
  ]);
}

async function whileAway<T>(server: PrivatePostgres, work: () => Promise<T>): Promise<T> {
  await server.stop();
  try {
    return await work();
  } finally {
    await server.start();
  }
}

const rowsOf = ({ world }: Lived): Promise<WholeDump> => dumpOf(world.store, world.context);

describe(`what was written after the report, on the ${engineUnderTest} engine`, () => {
  let all: Lived;
  beforeAll(async () => {
    all = await lived();
  }, 300_000);
  afterAll(async () => {
    await all?.server?.remove();
  });

  it("was in no request of a browser with script, and no code either; every mistake was refused", () => {
    const found = all.sent.flatMap((request) => all.searcher.bytes(request.subarray(0, 60).toString("latin1"), request));
    expect(found.filter(({ word: one }) => one !== "lookup")).toEqual([]);
    expect(all.sent.length).toBeGreaterThan(150);
    expect(all.statuses.filter((status) => status >= 500 || status === 429)).toEqual([]);
    expect(all.statuses.length).toBeGreaterThan(500);
    expect(all.away.filter((status) => status === 500)).toEqual([]);
  });

  it("stands in no line of the log and in no mail, also not when something failed", async () => {
    const mails: unknown[] = [];
    const handlers = caseEvents({ mail: { sendMail: (message) => Promise.resolve(mails.push(message)) }, from: "Gehoord <noreply@gehoord.test>" });
    await runJobs(all.world.context, caseJobs);
    for (let passes = 0; passes < 4; passes += 1) await runOutbox(all.world.context, handlers);
    expect(all.searcher.text("log", all.world.logged.join("\n"))).toEqual([]);
    expect(mails.length).toBeGreaterThan(3);
    expect(wordsOf(all.searcher.text("mails", JSON.stringify(mails)))).toEqual(["mailbox of a worker"]);
    for (const mail of mails as { subject: string; text: string }[]) expect(`${mail.subject} ${mail.text}`).not.toContain(mailbox);
  }, 60_000);

  it("leaves nobody's signing key in a row: nothing that has the length of one makes a key that counts", async () => {
    const dump = await rowsOf(all);
    const tables = { member_keys: "sign_public", organisation_roots: "public", reporter_keys: "sign_public", procedure_boards: "sign_public", claims: "sign_public", proof_keys: "public" };
    const known = Object.entries(tables).map(([table, column]) => (dump[table] ?? []).map((row) => toBase64Url(bytesIn(row[column]))));
    expect(known.map((keys) => keys.length > 0)).toEqual(known.map(() => true));
    const counting = new Set(known.flat());
    expect(valuesOf(dump, 32).filter((value) => counting.has(toBase64Url(signerFrom(value).publicKey)))).toEqual([]);
  });

  it("is in no row, no dump, no file and no write-ahead log; what is put there to be found is found", async () => {
    const rows = JSON.stringify(await rowsOf(all));
    expect([...all.searcher.text("rows", rows), ...all.secrets.text("rows", rows)]).toEqual([]);
    expect(all.searcher.text("dump", await wholeDump(all.server, all.databaseUrl))).toEqual([]);
    await all.world.store.transaction({ role: "system" }, (tx) => tx.emit({ event: "test.planted", payload: { text: control.text } }));
    expect(wordsOf(all.searcher.text("rows", JSON.stringify(await rowsOf(all))))).toEqual(["control"]);
    await all.world.close();
    expect(wordsOf(all.folders.flatMap((folder) => all.searcher.folder(folder, all.before)))).toEqual(["control"]);
    if (all.server === undefined) return;
    const logs = all.folders.flatMap(filesBelow).filter((file) => /\/log\/postgresql-.*\.log$/.test(file));
    expect(logs.map((file) => readFileSync(file, "utf8")).join("")).toContain("ERROR:");
  }, 120_000);
});
