/** Whatever arrives that should not: a clear sentence in the person's language, and nothing that was confirmed is lost. */
import { randomBytes } from "node:crypto";
import { createServer, connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusalText } from "../../src/base/index.ts";
import { fieldLengths, Limits } from "../../src/cases/shape.ts";
import type { ReportPost } from "../../src/cases/shape.ts";
import { formTexts, talkTexts } from "../../src/cases/texts/index.ts";
import { siteTexts } from "../../src/site/texts/index.ts";
import { newIdentity, sealReport, type Identity } from "../../src/site/browser/sealing/report.ts";
import { lineOver } from "../../src/site/browser/sealing/api.ts";
import { sealCleanFile } from "../../src/site/browser/sealing/pieces.ts";
import { draftOf, openWith, say, type Talk } from "../../src/site/browser/sealing/talk.ts";
import { uploadSealed, type Watcher } from "../../src/site/browser/sealing/upload.ts";
import { newConfig, type Engine } from "../support/installations.ts";
import { lineTo } from "../support/line.ts";
import { openForm, told } from "../support/people.ts";
import { codeOn, fieldsOf, hasDangerStrip, hidden, newAddress, openHouse, problemOf, story, team, visitorOf, type House, type Page, type Visitor } from "./one-desk.ts";

const engine: Engine = process.env["GEHOORD_TEST_ENGINE"] === "postgresql" ? "postgresql" : "embedded";
const languages = ["nl", "en"] as const;

let house: House;
beforeAll(async () => {
  house = await openHouse(await newConfig(engine));
}, 60_000);
afterAll(() => house.close());

const countCases = async (): Promise<number> => Number((await house.db.asOwner(({ run }) => run("select count(*)::int as n from cases")))[0]?.["n"]);

type Sealed = { readonly identity: Identity; readonly post: ReportPost; readonly installation: string };
async function sealed(what: string): Promise<Sealed> {
  const form = await openForm(house.address, team, newAddress());
  const identity = await newIdentity(form.salt);
  return { identity, post: await sealReport(form.destination, told({ what }), identity, []), installation: form.destination.installation };
}

const post = (path: string, body: unknown, language = "nl"): Promise<Response> =>
  fetch(`${house.address}/api/v1${path}`, { method: "POST", headers: { "content-type": "application/json", "accept-language": language, "x-forwarded-for": newAddress() }, body: JSON.stringify(body) });
const refusal = (language: "nl" | "en", path: string, body: unknown): ReturnType<typeof problemOf> => problemOf(house.address, language, { method: "POST", path, body: JSON.stringify(body) });

async function confirmed(what: string): Promise<Sealed> {
  const one = await sealed(what);
  expect((await post("/reports", one.post)).status).toBe(201);
  return one;
}

async function talkOf({ identity, installation }: Sealed): Promise<Talk> {
  const talk = await openWith(lineTo(house.address), identity.keys, { installation });
  if (!talk.ok) throw new Error(talk.because);
  return talk.value;
}

const receiptOf = async (visitor: Visitor, fields: Record<string, string> = {}): Promise<Page> => visitor.post("/melden/versturen", { ...story, ticket: await visitor.form(), ...fields });

describe("too long", () => {
  it.each(languages)("is said at each field with the room there is, and nothing that was typed is lost (%s)", async (language) => {
    const before = await countCases();
    const visitor = visitorOf(house.address, language);
    const ticket = await visitor.form();
    const fields = Object.entries(fieldLengths).filter(([name]) => name in told({}));
    expect(fields.length).toBeGreaterThan(8);
    for (const [name, most] of fields) {
      const long = "é".repeat((most ?? 0) + 1);
      const page = await visitor.post("/melden/versturen", { ...story, need: "praten met iemand", ticket, [name]: long });
      const rest = name === "need" ? story.what : "praten met iemand";
      const { problem } = formTexts[language].form;
      const said = [problem.tooLong(most ?? 0), ...(name === "noticeMail" ? [problem.noticeMail] : [])].some((sentence) => page.seen.includes(sentence));
      expect([name, page.status, hasDangerStrip(page.html), said, page.seen.includes(long), page.seen.includes(rest), hidden(page.html, "ticket")]).toEqual([name, 422, true, true, true, true, ticket]);
    }
    expect(await countCases()).toBe(before);
    expect((await visitor.post("/melden/versturen", { ...story, ticket, what: "é".repeat(Limits.longText) })).status).toBe(200);
  });

  it.each(languages)("is said in a conversation too, with the words kept, and with script by the API (%s)", async (language) => {
    const visitor = visitorOf(house.address, language);
    const opened = await visitor.post("/gesprek/openen", { code: codeOn((await receiptOf(visitor)).html) });
    const long = "b".repeat(Limits.longText + 1);
    const page = await visitor.post("/gesprek/schrijven", { ...fieldsOf(opened.html, "write-form"), text: long });
    expect([page.status, page.seen.includes(formTexts[language].form.problem.tooLong(Limits.longText)), page.seen.includes(long)]).toEqual([422, true, true]);
    const { post: own } = await sealed("kort");
    const large = { ...own, pieces: own.pieces.map((piece) => ({ ...piece, sealed: "A".repeat(400_000) })) };
    expect(await refusal(language, "/reports", large)).toEqual({ status: 422, reference: "input-invalid", detail: refusalText(language, "input-invalid") });
    expect(await refusal(language, "/reports", { ...own, ticket: "A".repeat(2_000_000) })).toEqual({ status: 413, reference: "body-too-large", detail: refusalText(language, "body-too-large") });
    expect(await refusal(language, "/uploads", { size: 30_000_000 })).toMatchObject({ status: 422, reference: "input-invalid", detail: refusalText(language, "input-invalid") });
  });

  it.each(languages)("a form that is larger than all it may hold is read to its end and answered (%s)", async (language) => {
    const page = await visitorOf(house.address, language).post("/gesprek/openen", { code: "A".repeat(300_000) });
    const { title, what } = siteTexts[language].errors["body-too-large"];
    expect([page.status, page.seen.includes(title), page.seen.includes(what), hasDangerStrip(page.html)]).toEqual([413, true, true, true]);
  });
});

describe("files that are too large altogether, without script", () => {
  it.each(languages)("do not cost the words: they come back, and go without the file (%s)", { timeout: 60_000 }, async (language) => {
    const visitor = visitorOf(house.address, language);
    const before = await countCases();
    const { errors, retry } = siteTexts[language];
    const files = new File([Buffer.alloc(103_000_000)], "film.jpg");
    const [what, ticket] = ['Een "lang" <verhaal> & meer\nop twee regels', await visitor.form()];
    const page = await visitor.post("/melden/versturen", { ...story, ticket, what, files, noticeMail: "sam@voorbeeld.nl" });
    expect([page.status, hasDangerStrip(page.html), page.seen.includes(errors["body-too-large"].what), page.seen.includes(retry.withoutFiles), await countCases()]).toEqual([413, true, true, true, before]);
    const again = fieldsOf(page.html, "again");
    expect(again).toMatchObject({ ticket, what, noticeMail: "sam@voorbeeld.nl", team, mode: "confidential" });
    const receipt = await visitor.post("/melden/versturen", again);
    expect([receipt.status, await countCases()]).toEqual([200, before + 1]);
    const opened = await visitor.post("/gesprek/openen", { code: codeOn(receipt.html) });
    expect(opened.seen).toContain(what);
    const late = await visitor.post("/gesprek/schrijven", { ...fieldsOf(opened.html, "write-form"), text: "met film", files });
    expect([late.status, fieldsOf(late.html, "again")["text"]]).toEqual([413, "met film"]);
    const long = await visitor.post("/gesprek/bericht", { ...fieldsOf(opened.html, "notice-form"), noticeMail: "a".repeat(30_000) });
    expect([long.status, Object.keys(fieldsOf(long.html, "again"))]).toEqual([413, []]);
  });
});

describe("of the wrong type", () => {
  it.each(languages)("is refused in words: what is no form, no JSON, no number, no known field, no known method (%s)", async (language) => {
    const before = await countCases();
    const prefix = language === "en" ? "/en" : "";
    const response = await fetch(`${house.address}${prefix}/melden/versturen`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    const html = await response.text();
    expect([response.status, html.includes(siteTexts[language].errors["input-invalid"].what), hasDangerStrip(html)]).toEqual([400, true, true]);
    const put = await fetch(`${house.address}${prefix}/melden/versturen`, { method: "PUT" });
    expect([put.status, (await put.text()).includes(siteTexts[language].errors["method-not-allowed"].title)]).toEqual([405, true]);
    const { post: own } = await sealed("verkeerd soort");
    const said = async (body: string, type = "application/json") => problemOf(house.address, language, { method: "POST", path: "/reports", body, type });
    expect(await said(JSON.stringify(own), "text/plain")).toEqual({ status: 415, reference: "wrong-content-type", detail: refusalText(language, "wrong-content-type") });
    for (const body of ["{", "[]", "null", '"x"', JSON.stringify({ ...own, epoch: "1" }), JSON.stringify({ ...own, extra: 1 }), JSON.stringify({ ...own, pieces: {} }), JSON.stringify({ ...own, case: "een" })]) {
      const problem = await said(body);
      expect([body.slice(0, 20), [400, 422].includes(problem.status), problem.reference, problem.detail]).toEqual([body.slice(0, 20), true, "input-invalid", refusalText(language, "input-invalid")]);
    }
    expect(await countCases()).toBe(before);
  });

  it.each(languages)("choices that nobody offers count as not made, and the story arrives (%s)", async (language) => {
    const page = await receiptOf(visitorOf(house.address, language), { mode: "spion", danger: "misschien", forWhom: "iedereen", role: "koning", topic: "\u0000x", noticeHours: "nooit" });
    expect([page.status, codeOn(page.html).length]).toEqual([200, 19]);
  });

  it.each(languages)("a file of no accepted kind, or a broken one, is named with what is wrong, and the words stay (%s)", async (language) => {
    const visitor = visitorOf(house.address, language);
    const { sending, form } = formTexts[language];
    const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
    for (const [file, sentence] of [[new File(["<svg/>"], "plaatje.jpg"), sending.kindRefused], [new File([jpeg], "half.jpg"), sending.damaged]] as const) {
      const ticket = await visitor.form();
      const page = await visitor.post("/melden/versturen", { ...story, ticket, files: file });
      expect([page.status, page.seen.includes(sentence), page.seen.includes(file.name), page.seen.includes(form.filesAgain), page.seen.includes(story.what), hidden(page.html, "ticket")]).toEqual([422, true, true, true, true, ticket]);
    }
  });
});

/** Sends bytes as they are and tells what came back, or nothing. */
function raw(bytes: string, end: boolean): Promise<string> {
  const { hostname, port } = new URL(house.address);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes, "latin1");
      if (!end) setTimeout(() => socket.destroy(), 200);
    });
    socket.on("data", (part) => {
      answer += part.toString("utf8");
      if (answer.includes("</html>") || answer.includes("0\r\n\r\n")) socket.end();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });
}

describe("a broken upload", () => {
  it.each(languages)("of a form without script is answered in words, or not kept at all when the line is gone (%s)", async (language) => {
    const before = await countCases();
    const path = `${language === "en" ? "/en" : ""}/melden/versturen`;
    const body = `--grens\r\ncontent-disposition: form-data; name="what"\r\n\r\nhalf verha`;
    const head = (length: number): string => `POST ${path} HTTP/1.1\r\nhost: x\r\nx-forwarded-for: ${newAddress()}\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary=grens\r\ncontent-length: ${length}\r\n\r\n`;
    const answer = await raw(head(body.length) + body, true);
    expect([answer.startsWith("HTTP/1.1 400"), answer.includes(siteTexts[language].errors["input-invalid"].what), hasDangerStrip(answer)]).toEqual([true, true, true]);
    expect(await raw(head(body.length + 5_000) + body, false)).toBe("");
    expect([await countCases(), (await fetch(`${house.address}/health`)).status]).toEqual([before, 200]);
  });

  it.each(languages)("with script is begun again or refused with what to do, and nothing half is attached (%s)", async (language) => {
    const unknown = "00000000-0000-4000-8000-000000000000";
    const part = (upload: string, number: number, size: number) => problemOf(house.address, language, { method: "PUT", path: `/uploads/${upload}/parts/${number}`, body: new Uint8Array(size), type: "application/octet-stream" });
    expect(await part(unknown, 0, 10)).toEqual({ status: 404, reference: "upload-not-found", detail: refusalText(language, "upload-not-found") });
    const { upload } = (await (await post("/uploads", { size: 300_000 })).json()) as { upload: string };
    expect(await part(upload, 0, 10)).toMatchObject({ status: 422, detail: refusalText(language, "input-invalid") });
    expect((await part(upload, 0, Limits.partBytes)).reference).toBe("");
    const form = await openForm(house.address, team, newAddress());
    const { manifest } = await sealCleanFile({ name: "foto.jpg", type: "image/jpeg", bytes: new Uint8Array(250_000) });
    const half = await sealReport(form.destination, told({ what: "half" }), await newIdentity(form.salt), [{ manifest, upload }]);
    const before = await countCases();
    expect(await refusal(language, "/reports", half)).toEqual({ status: 409, reference: "file-incomplete", detail: refusalText(language, "file-incomplete") });
    expect(await countCases()).toBe(before);
  });
});

/** A line of wire between visitor and server that breaks after so many bytes, each time it is used, `breaks` times. */
async function breakingWire(after: number, breaks: number): Promise<{ readonly address: string; broken(): number; close(): Promise<void> }> {
  const { hostname, port } = new URL(house.address);
  const open = new Set<Socket>();
  let broken = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    let passed = 0;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on("data", (bytes) => {
      passed += bytes.length;
      const cut = broken < breaks && passed > after;
      far.write(cut ? bytes.subarray(0, Math.max(0, bytes.length - (passed - after))) : bytes);
      if (!cut) return;
      broken += 1;
      near.destroy();
      setTimeout(() => far.destroy(), 20);
    });
    far.on("data", (bytes) => near.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const given = server.address();
  return {
    address: `http://127.0.0.1:${typeof given === "object" && given !== null ? given.port : 0}`,
    broken: () => broken,
    close: () => new Promise((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    }),
  };
}

describe("a line that is lost in the middle of an upload", () => {
  it("goes on where it was, and the file stands whole in the case", async () => {
    const wire = await breakingWire(400_000, 4);
    const bytes = new Uint8Array(randomBytes(1_500_000));
    const { sealed: blob, manifest } = await sealCleanFile({ name: "foto.jpg", type: "image/jpeg", bytes });
    const waits: boolean[] = [];
    const sizes: number[] = [];
    const from = newAddress();
    const line = lineOver((path, init) => {
      if (init?.method === "PUT") sizes.push((init.body as Uint8Array).length);
      return fetch(new URL(path as string, wire.address), { ...init, headers: { ...(init?.headers as Record<string, string>), "x-forwarded-for": from } });
    }, "nl");
    const watch: Watcher = { progress: () => undefined, waiting: (lost) => waits.push(lost), pause: () => new Promise((resolve) => setTimeout(resolve, 30)), signal: new AbortController().signal };
    try {
      const sent = await uploadSealed(line, { sealed: blob, begun: undefined }, watch);
      expect(sent.ok).toBe(true);
      expect([wire.broken(), waits.includes(true), waits.at(-1)]).toEqual([4, true, false]);
      // A lost part goes again, not the whole file.
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(blob.length + 5 * Limits.partBytes);
      const form = await openForm(house.address, team, newAddress());
      const identity = await newIdentity(form.salt);
      const report = await sealReport(form.destination, told({ what: "met foto" }), identity, [{ manifest, upload: sent.ok ? sent.value : "" }]);
      expect((await post("/reports", report)).status).toBe(201);
      const rows = await house.db.asOwner(({ run }) => run("select c.number, c.bytes from upload_chunks c join uploads u on u.id = c.upload where u.case_id = $1 order by c.number", [report.case]));
      expect(Buffer.compare(Buffer.concat(rows.map((row) => row["bytes"] as Uint8Array)), blob)).toBe(0);
    } finally {
      await wire.close();
    }
  });

  it("can break at any byte of a report, and the report is there wholly or not at all", async () => {
    const before = await countCases();
    const one = await sealed("op een slechte lijn");
    const body = JSON.stringify(one.post);
    for (const share of [0.01, 0.3, 0.7, 0.99]) {
      const wire = await breakingWire(Math.floor(body.length * share), 1);
      await expect(fetch(`${wire.address}/api/v1/reports`, { method: "POST", headers: { "content-type": "application/json" }, body })).rejects.toThrow();
      await wire.close();
      expect(await countCases()).toBe(before);
    }
    expect([(await post("/reports", one.post)).status, await countCases()]).toEqual([201, before + 1]);
    expect((await talkOf(one)).items.map((item) => item.kind)).toEqual(["label", "report"]);
  });
});

describe("an expired or foreign form", () => {
  it.each(languages)("brings everything back with a sentence and a fresh ticket (%s)", async (language) => {
    const visitor = visitorOf(house.address, language);
    const page = await visitor.post("/melden/versturen", { ...story, ticket: "niet van hier", need: "rust" });
    expect([page.status, page.seen.includes(formTexts[language].form.expired), page.seen.includes(story.what), page.seen.includes("rust")]).toEqual([409, true, true, true]);
    expect((await visitor.post("/melden/versturen", { ...story, ticket: hidden(page.html, "ticket") })).status).toBe(200);
    const { post: own } = await sealed("oud");
    expect(await refusal(language, "/reports", { ...own, ticket: "oud" })).toEqual({ status: 409, reference: "form-expired", detail: refusalText(language, "form-expired") });
  });
});

describe("sent twice", () => {
  it("eight times the same at once is one case with one receipt, with script", async () => {
    const before = await countCases();
    const one = await sealed("acht keer");
    const answers = await Promise.all(Array.from({ length: 8 }, () => post("/reports", one.post)));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect([answers.map(({ status }) => status), new Set(bodies).size, await countCases()]).toEqual([Array.from({ length: 8 }, () => 201), 1, before + 1]);
    const mails = await house.db.asOwner(({ run }) => run("select count(*)::int as n from audit_contents where record = $1 and content like '%report.received%'", [one.post.case]));
    expect(mails[0]?.["n"]).toBe(1);
  });

  it.each(languages)("eight times the same at once is one case with one code, without script, and one message when writing (%s)", async (language) => {
    const before = await countCases();
    const visitor = visitorOf(house.address, language);
    const ticket = await visitor.form();
    const pages = await Promise.all(Array.from({ length: 8 }, () => visitor.post("/melden/versturen", { ...story, ticket })));
    expect([pages.map(({ status }) => status), new Set(pages.map(({ html }) => codeOn(html))).size, await countCases()]).toEqual([Array.from({ length: 8 }, () => 200), 1, before + 1]);
    expect(pages.filter(({ seen }) => seen.includes(language === "nl" ? "Dit bericht was er al" : "was already"))).toEqual([]);
    const code = codeOn(pages[0]?.html ?? "");
    const inside = fieldsOf((await visitor.post("/gesprek/openen", { code })).html, "write-form");
    const written = await Promise.all(Array.from({ length: 8 }, () => visitor.post("/gesprek/schrijven", { ...inside, text: "Precies een keer" })));
    expect(written.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    const shown = (await visitor.post("/gesprek/openen", { code })).seen;
    expect(shown.split("Precies een keer")).toHaveLength(2);
  });
});

describe("two tabs", () => {
  it("with two tickets are two stories with two codes, with and without script, each with its own words", async () => {
    const before = await countCases();
    const visitor = visitorOf(house.address);
    const [left, right] = [await visitor.form(), await visitor.form()];
    const [one, two] = await Promise.all([visitor.post("/melden/versturen", { ...story, ticket: left, what: "linker tab" }), visitor.post("/melden/versturen", { ...story, ticket: right, what: "rechter tab" })]);
    const [first, second] = await Promise.all([confirmed("eerste tab"), confirmed("tweede tab")]);
    expect(await countCases()).toBe(before + 4);
    const opened = await Promise.all([one, two].map(({ html }) => visitor.post("/gesprek/openen", { code: codeOn(html) })));
    expect(opened.map(({ seen }) => [seen.includes("linker tab"), seen.includes("rechter tab")])).toEqual([[true, false], [false, true]]);
    expect([(await talkOf(first)).items[1]?.body["what"], (await talkOf(second)).items[1]?.body["what"]]).toEqual(["eerste tab", "tweede tab"]);
  });

  it("of one conversation both write, with and without script: both stand there once", async () => {
    const one = await confirmed("in twee tabs");
    const [left, right] = [await talkOf(one), await talkOf(one)];
    const line = lineTo(house.address);
    const said = await Promise.all([say(line, left, draftOf([{ kind: "message", body: { text: "links" } }])), say(line, right, draftOf([{ kind: "message", body: { text: "rechts" } }]))]);
    expect(said.map(({ ok }) => ok)).toEqual([true, true]);
    const visitor = visitorOf(house.address);
    const tabs = [fieldsOf((await visitor.post("/gesprek/openen", { code: one.identity.code })).html, "write-form"), fieldsOf((await visitor.post("/gesprek/openen", { code: one.identity.code })).html, "write-form")];
    const written = await Promise.all(tabs.map((fields, at) => visitor.post("/gesprek/schrijven", { ...fields, text: `zonder script ${at}` })));
    expect(written.map(({ status }) => status)).toEqual([200, 200]);
    const texts = (await talkOf(one)).items.flatMap((item) => item.body["text"] ?? []);
    expect(texts.toSorted()).toEqual(["links", "rechts", "zonder script 0", "zonder script 1"]);
  });

  it("one that deleted the case leaves the other with the same answer as a wrong code", async () => {
    const visitor = visitorOf(house.address, "en");
    const code = codeOn((await receiptOf(visitor)).html);
    const [left, right] = [await visitor.post("/gesprek/openen", { code }), await visitor.post("/gesprek/openen", { code })];
    expect((await visitor.post("/gesprek/einde", { ...fieldsOf(left.html, "end-form"), mode: "delete", sure: "yes" })).status).toBe(200);
    const late = await visitor.post("/gesprek/schrijven", { ...fieldsOf(right.html, "write-form"), text: "te laat" });
    expect([late.status, late.seen.includes(talkTexts.en.open.unknown)]).toEqual([404, true]);
  });
});
