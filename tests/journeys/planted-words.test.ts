/**
 * Promise 3 and `security.md` 2.7, 3.7: what people tell is found nowhere outside what their desk's keys open. Real people's
 * journeys through a real process, then a search through everything that was written anywhere; the search itself is proved by
 * planting, in every place that is searched.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock, silentLog, systemRandom, type Config, type Context } from "../../src/base/index.ts";
import { caseEvents, caseJobs } from "../../src/cases/jobs.ts";
import { newCaseIdentity } from "../../src/envelope/index.ts";
import { openInstallation, productRoot, readBackup } from "../../src/ops/index.ts";
import { runJobs, runOutbox, type Store } from "../../src/store/index.ts";
import { hasPostgres, newFolder, type Engine } from "../support/installations.ts";
import { tellEverybody } from "../support/told-by-mail.ts";
import { askForCall, askForCallWithoutScript, makeMistakes, plantedCode, plantedLookup, plantedWords, recordBefore, tellWhileAway, tellWithoutScript, tellWithScript, workAtDesk, type Recorder, type Teller } from "./planted-people.ts";
import { asItIs, filesBelow, searcherFor, type Before, type Finding, type Planted, type Searcher } from "./searching.ts";
import { startWatchedHouse, type WatchedHouse } from "./watched-house.ts";

const wordsOf = (found: readonly Finding[]): string[] => [...new Set(found.map(({ word }) => word))];

/** As PostgreSQL's own compression writes text that does not repeat: one byte of marks before every eight. */
function squeezed(text: string, shift: number): Buffer {
  const bytes = Buffer.from("x".repeat(shift) + text);
  return Buffer.concat(Array.from({ length: Math.ceil(bytes.length / 8) }, (_, at) => Buffer.concat([Buffer.of(0), bytes.subarray(at * 8, at * 8 + 8)])));
}

describe("the search", () => {
  const [first] = plantedWords.filter(({ name }) => name === "sentence");
  const all: readonly Planted[] = plantedWords;
  const searcher = searcherFor(all);
  const inNoise = (bytes: Uint8Array): Buffer => Buffer.concat([randomBytes(1_001), bytes, randomBytes(999)]);
  const encodings: Readonly<Record<string, (word: Buffer) => Uint8Array>> = {
    "as it is": (word) => word,
    "in UTF-16, little end first": (word) => Buffer.from(word.toString(), "utf16le"),
    "in UTF-16, big end first": (word) => Buffer.from(word.toString(), "utf16le").swap16(),
    "in hex": (word) => Buffer.from(word.toString("hex")),
    "in capital hex": (word) => Buffer.from(word.toString("hex").toUpperCase()),
    "in base64": (word) => Buffer.from(word.toString("base64")),
    "in base64, one byte on": (word) => Buffer.from(Buffer.concat([Buffer.of(255), word]).toString("base64")),
    "in base64url, two bytes on": (word) => Buffer.from(Buffer.concat([Buffer.of(255, 254), word]).toString("base64url")),
    "in UTF-16 in base64": (word) => Buffer.from(Buffer.from(`?${word.toString()}`, "utf16le").toString("base64")),
    "in gzip": (word) => gzipSync(word),
    "in gzip that was cut off": (word) => gzipSync(Buffer.concat([word, randomBytes(600)])).subarray(0, 400),
    "in deflate": (word) => deflateSync(word),
    "in a zip": (word) => zipSync({ "a.txt": word }),
    "in gzip in hex": (word) => Buffer.from(gzipSync(word).toString("hex")),
    "in gzip in base64, behind other letters": (word) => Buffer.from(`ab${gzipSync(word).toString("base64")}`),
    "in base64 in gzip": (word) => gzipSync(word.toString("base64")),
  };

  it.each(Object.keys(encodings))("finds every word that was planted %s", (how) => {
    for (const { name, text } of all) {
      const planted = encodings[how]?.(Buffer.from(text)) ?? new Uint8Array();
      expect(wordsOf(searcher.bytes("noise", inNoise(planted))), name).toContain(name);
    }
  });

  it("finds a sentence that a database squeezed, wherever its marks fall", () => {
    for (let shift = 0; shift < 8; shift += 1) expect(wordsOf(searcher.bytes("noise", inNoise(squeezed(String(first?.text), shift))))).toContain("sentence");
  });

  it("finds a word in a file, and in the name of a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "gehoord-test-"));
    writeFileSync(join(folder, "one"), inNoise(Buffer.from("panseksueel")));
    writeFileSync(join(folder, "bewijsje-kleedhok-zwervelaar.jpg"), "");
    expect(wordsOf(searcher.folder(folder)).toSorted()).toEqual(["file", "orientation"]);
  });

  it("finds nothing in noise, and a code in every way of writing it", () => {
    expect(searcher.bytes("noise", randomBytes(8_000_000))).toEqual([]);
    const code = "7B2K-9QXM-4HTN-ZC5W";
    const codes = searcherFor(plantedCode(code));
    const written = [code, code.replaceAll("-", ""), code.toLowerCase(), Buffer.from(code).toString("base64"), Buffer.from(`x${code}`).toString("base64url")];
    for (const one of written) expect(codes.text("body", `{"x":"${one}"}`), one).not.toEqual([]);
  });
});

type Searched = { readonly house: WatchedHouse; readonly recorder: Recorder; readonly requestsWithScript: readonly Buffer[]; readonly tellers: readonly Teller[]; readonly searcher: Searcher; readonly before: Before };

/** Everything people do, once, with and without script. */
async function lived(engine: Engine): Promise<Searched> {
  const house = await startWatchedHouse(engine);
  const before = asItIs(house.folders);
  const recorder = await recordBefore(house.address);
  const scripted = await tellWithScript(recorder.address);
  const called = await askForCall(recorder.address);
  const requestsWithScript = [...recorder.recorded];
  const plain = await tellWithoutScript(recorder.address);
  const calledPlain = await askForCallWithoutScript(recorder.address);
  const mistakes = await makeMistakes(house.address, plain.code);
  expect(mistakes.filter((status) => status >= 500 || status === 429), `every mistake was looked at and refused: ${mistakes.join(" ")}`).toEqual([]);
  const away = await tellWhileAway(house.address, plain.code, house.withoutDatabase);
  expect(away.filter((status) => status < 400 || status === 500), `without its database the house is sorry, and no more: ${away.join(" ")}`).toEqual([]);
  const tellers: readonly Teller[] = [scripted, plain];
  await workAtDesk(house.address, tellers);
  const all: readonly Teller[] = [...tellers, called, calledPlain];
  const lookups = await Promise.all(all.map(({ code, salt }) => plantedLookup(code, salt)));
  const searcher = searcherFor([...plantedWords, ...all.flatMap(({ code }) => plantedCode(code)), ...lookups]);
  return { house, recorder, requestsWithScript, tellers, searcher, before };
}

async function backupOf(house: WatchedHouse): Promise<{ readonly file: string; readonly rows: string }> {
  const recovery = await newCaseIdentity();
  const file = join(newFolder(), "house.backup");
  await house.command("backup", file, "--recipient", recovery.recipient);
  const rows: string[] = [];
  await readBackup(file, recovery.identity, { rows: async (table, some) => void rows.push(table.table, ...some.map((row) => JSON.stringify(row))) });
  return { file, rows: rows.join("\n") };
}

/** What still holds what it held before anybody told anything is left out. */
const inFolders = ({ house, searcher, before }: Searched): Finding[] => house.folders.flatMap((folder) => searcher.folder(folder, before));

describe.each(["embedded", "postgresql"] as const)("what people told a house on the %s engine", (engine) => {
  if (engine === "postgresql" && !hasPostgres) {
    it.skip("is found nowhere (PostgreSQL is missing)", () => undefined);
    return;
  }
  let all: Searched;
  beforeAll(async () => {
    all = await lived(engine);
  }, 300_000);
  afterAll(async () => {
    await all?.recorder.close();
    await all?.house.remove();
  });

  it("was in no request of a browser with script, and its code neither", () => {
    const found = all.requestsWithScript.flatMap((request) => all.searcher.bytes(request.subarray(0, 60).toString("latin1"), request));
    // The lookup goes along, to find the conversation; nobody can go back from it to the code.
    expect(found.filter(({ word }) => word !== "lookup")).toEqual([]);
    expect(all.requestsWithScript.length).toBeGreaterThan(15);
    const withoutScript = all.recorder.recorded.slice(all.requestsWithScript.length);
    const seen = new Set(withoutScript.flatMap((request) => wordsOf(all.searcher.bytes("request", request))));
    for (const word of ["name", "phone", "sentence", "file", "orientation", "topic", "inFile", "code"]) expect(seen, "the recorder sees what goes by").toContain(word);
  });

  it("is not in the data and the write-ahead log while the house lives", () => {
    expect(inFolders(all)).toEqual([]);
  }, 120_000);

  it("is not in what the process says, nor in a dump of the database", async () => {
    expect(all.searcher.text("said", all.house.said())).toEqual([]);
    const dump = await all.house.dump();
    expect(all.searcher.text("dump", dump)).toEqual([]);
    if (engine !== "postgresql") return;
    expect(dump).toContain("COPY public.pieces");
    // What PostgreSQL itself writes down of what goes wrong, statements too, lies in its folder and was searched with it.
    const logs = all.house.folders.flatMap(filesBelow).filter((file) => /\/log\/postgresql-.*\.log$/.test(file));
    expect(logs.map((file) => readFileSync(file, "utf8")).join("")).toContain("ERROR:");
  }, 120_000);

  it("is not in a backup, also when it is decrypted: that holds ciphertext only", async () => {
    const { file, rows } = await backupOf(all.house);
    expect(all.searcher.bytes("backup", readFileSync(file))).toEqual([]);
    expect(all.searcher.text("decrypted backup", rows)).toEqual([]);
    for (const { case: id } of all.tellers) expect(rows, "the backup holds what was told").toContain(id);
  }, 120_000);

  it("is in no mail, and the notice says nothing; nothing was ever written to a temporary file", async () => {
    expect(await all.house.stop()).toBe(0);
    expect(all.searcher.text("said", all.house.said())).toEqual([]);
    expect(all.house.madeElsewhere()).toEqual([]);
    const { mails, recipients } = await mailsOf(all.house);
    expect(recipients).toContain("wortelpoot@flapoorpost.invalid");
    expect(recipients).toContain("desk@voorbeeld.example");
    for (const mail of mails) {
      expect(all.searcher.text("mail", mail).filter(({ word }) => word !== "mail")).toEqual([]);
      const [head = "", body = ""] = mail.split("\r\n\r\n");
      expect(all.searcher.text("body of mail", body)).toEqual([]);
      expect(all.searcher.text("subject", head.split("\r\n").filter((line) => !line.startsWith("To: ")).join("\n"))).toEqual([]);
      expect(body).not.toMatch(/kindertelefoon|Noor|antwoord/i);
    }
  }, 120_000);

  it("is not in the data after the house came to rest, and would have been found there", async () => {
    expect(inFolders(all)).toEqual([]);
    await inside(all.house, async (db) => {
      await db.transaction({ role: "system" }, async (tx) => {
        await tx.emit({ event: "test.planted", payload: { filling: `${"heel gewone woorden ".repeat(150)}zwalpgrijze kwibbelmutsen fnuikelden vossenbrijig gymhokgeheim` } });
        await tx.audit({ act: "test.planted", by: "system", organisation: Buffer.from("Quirijntje Zwaluwvoort-Badoux").toString("base64") });
      });
    });
    expect(wordsOf(inFolders(all)).toSorted()).toEqual(["name", "sentence"]);
    const dump = await all.house.dump();
    if (engine === "postgresql") expect(wordsOf(all.searcher.text("dump", dump)).toSorted()).toEqual(["name", "sentence"]);
    expect(wordsOf(all.searcher.text("decrypted backup", (await backupOf(all.house)).rows)).toSorted()).toEqual(["name", "sentence"]);
  }, 180_000);
});

/** Opens what the process left behind, as the next start does. */
async function inside(house: WatchedHouse, work: (db: Store, context: Context) => Promise<void>): Promise<void> {
  const config: Config = { root: productRoot(), data: house.data, databaseUrl: house.databaseUrl, host: "127.0.0.1", port: 0, mode: "demo", origin: "https://gehoord.example", trustedProxies: [], smtpUrl: undefined, version: "test" };
  // Two days later: every notice of the hours that were chosen is due.
  const tools = { clock: fixedClock(new Date(Date.now() + 2 * 86_400_000).toISOString()), random: systemRandom, log: silentLog };
  const { db, secrets } = await openInstallation(config, tools);
  try {
    await work(db, { ...tools, config, db, secrets });
  } finally {
    await db.close();
  }
}

/** Sends everything that waits, to a mail server of our own; also the news for workers. */
async function mailsOf(house: WatchedHouse): Promise<{ readonly mails: readonly string[]; readonly recipients: readonly string[] }> {
  const mails: string[] = [];
  const recipients: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) => done(void recipients.push(address) as unknown as undefined),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => done(void mails.push(Buffer.concat(chunks).toString("latin1")) as unknown as undefined));
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => resolve((listening.address() as { port: number }).port));
  });
  const mail = createTransport(`smtp://127.0.0.1:${port}`);
  const handlers = caseEvents({ mail, from: "Gehoord <noreply@gehoord.example>" });
  await inside(house, async (db, context) => {
    await tellEverybody(db, context.secrets.noticeIdentity, "desk@voorbeeld.example");
    await runJobs(context, caseJobs);
    for (let passes = 0; passes < 4; passes += 1) await runOutbox(context, handlers);
  });
  mail.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return { mails, recipients };
}
