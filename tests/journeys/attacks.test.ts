/**
 * Attacks, each as the promise that it would break: a guesser, a hostile page, a worker of another organisation, a stolen
 * cookie, a visitor who sends hostile things to workers, a flooder. Everything over the wire of a whole, filled house.
 */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zipSync } from "fflate";
import { deskToken } from "../../src/accounts/shape.ts";
import { mostCleaningMilliseconds } from "../../src/cases/actions/clean-apart.ts";
import { Limits, teamWrapText } from "../../src/cases/shape.ts";
import type { LabelBody, PieceIn, ReportPost } from "../../src/cases/shape.ts";
import { word } from "../../src/desk/cases/bodies.ts";
import { openSummaries } from "../../src/desk/cases/opening.ts";
import { safeName } from "../../src/desk/cases/preview.ts";
import { newCaseIdentity, sealPiece, signAct, signerFrom, toBase64Url, wrap } from "../../src/envelope/index.ts";
import type { JsonValue, PieceHeader } from "../../src/envelope/index.ts";
import { answer, take } from "../../src/ops/example/worker.ts";
import { newIdentity, sealReport } from "../../src/site/browser/sealing/report.ts";
import type { Identity } from "../../src/site/browser/sealing/report.ts";
import { roomForForms } from "../../src/site/form.ts";
import { lineTo } from "../support/line.ts";
import { asWorker, openedAtDesk, openForm, signedIn, talkOf, told, type Form, type SignedIn } from "../support/people.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let noor: SignedIn;
let other: SignedIn;
let colleague: SignedIn;

const anywhere = (): string => `2001:db8:${Math.floor(Math.random() * 65_000).toString(16)}:${Math.floor(Math.random() * 65_000).toString(16)}::1`;
type Reply = { readonly status: number; readonly reference: unknown; readonly json: Record<string, unknown>; readonly headers: Headers; readonly text: string };

async function call(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const sent = body === undefined ? {} : { body: body instanceof Uint8Array ? new Uint8Array(body) : typeof body === "string" ? body : JSON.stringify(body) };
  const type = body === undefined ? {} : { "content-type": body instanceof Uint8Array ? "application/octet-stream" : "application/json" };
  const response = await fetch(`${server.address}${path}`, { method, redirect: "manual", ...sent, headers: { ...type, "x-forwarded-for": anywhere(), ...headers } });
  const text = await response.text();
  const json = (response.headers.get("content-type") ?? "").includes("json") ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, reference: json["reference"], json, headers: response.headers, text };
}
const desk = (who: SignedIn, method: string, path: string, body?: unknown): Promise<Reply> => call(method, `/api/v1${path}`, body, { cookie: who.cookie, "x-csrf-token": deskToken });
const typed = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> =>
  call("POST", path, new URLSearchParams(fields).toString(), { "content-type": "application/x-www-form-urlencoded", ...headers });

type Sealed = { readonly form: Form; readonly identity: Identity; readonly post: ReportPost };

async function sealed(fields: Parameters<typeof told>[0] = { what: "Ze wachten me op." }, team = "kindertelefoon"): Promise<Sealed> {
  const form = await openForm(server.address, team, anywhere());
  const identity = await newIdentity(form.salt);
  return { form, identity, post: await sealReport(form.destination, told(fields), identity, []) };
}
const send = (post: unknown): Promise<Reply> => call("POST", "/api/v1/reports", post);
async function reported(fields?: Parameters<typeof told>[0]): Promise<Sealed> {
  const made = await sealed(fields);
  expect((await send(made.post)).status).toBe(201);
  return made;
}

/** Signs an act with the code's key over a fresh number, and sends it. */
async function act({ identity }: Pick<Sealed, "identity">, name: "open" | "write" | "file" | "notice" | "end", path: string, fields: Record<string, unknown> = {}, signed: Record<string, unknown> = fields): Promise<Reply> {
  const lookup = toBase64Url(identity.keys.lookup);
  const { json } = await call("POST", "/api/v1/conversation/challenges", { lookup });
  const nonce = String(json["nonce"]);
  const signature = toBase64Url(signAct(identity.keys.signer, { act: name, nonce, fields: signed as JsonValue }));
  return call("POST", `/api/v1/conversation/${path}`, { ...fields, lookup, nonce, signature });
}

/** The next piece of a conversation, made by hand. */
async function piece(made: Sealed, kind: PieceIn["kind"], sequence: number, body: unknown, more: Partial<PieceIn> = {}): Promise<PieceIn> {
  const own = await newCaseIdentity();
  const id = crypto.randomUUID();
  const header = { version: 1, installation: made.form.destination.installation, case: made.post.case, piece: id, chain: "shared", kind, sender: "reporter", sequence, previous: "A".repeat(43) } as PieceHeader;
  const one = await sealPiece(header, new TextEncoder().encode(JSON.stringify(body)), { signer: made.identity.keys.signer, caseRecipient: own.recipient, pad: "text" });
  return { id, kind, sequence, sealed: toBase64Url(one.sealed), key: toBase64Url(one.key), ...more };
}

async function upload(bytes: Uint8Array): Promise<string> {
  const { json } = await call("POST", "/api/v1/uploads", { size: bytes.length });
  const id = String(json["upload"]);
  expect((await call("PUT", `/api/v1/uploads/${id}/parts/0`, bytes)).status).toBe(200);
  return id;
}

beforeAll(async () => {
  server = await startServer({ filled: true, trustedProxies: ["127.0.0.1"] });
  noor = await signedIn(server.address, "noor");
  other = await signedIn(server.address, "marieke");
  colleague = await signedIn(server.address, "youssef");
}, 120_000);
afterAll(() => server.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const random = (count: number): string => toBase64Url(crypto.getRandomValues(new Uint8Array(count)));

describe("a visitor who sends hostile things to a desk", () => {
  it("cannot hide the other cases: a wrap that is nothing is one unreadable line", async () => {
    const made = await sealed();
    const post = { ...made.post, shared: { wraps: { ...made.post.shared.wraps, team: random(400) } } };
    expect((await send(post)).status).toBe(201);
    for (const filter of ["today", "all"]) {
      const list = await desk(noor, "GET", `/cases?filter=${filter}`);
      expect([list.status, list.text.includes(made.post.case)]).toEqual([200, true]);
      const opened = await openSummaries(list.json["cases"] as never, noor.keyring);
      expect(opened.find((one) => one.id === made.post.case)).toMatchObject({ readable: false });
      expect(opened.some((one) => one.readable)).toBe(true);
    }
  });

  it("cannot take the screen down with words that JavaScript knows itself", async () => {
    const label = { mode: "anonymous", forWhom: "self", urgent: false, topic: "__proto__", role: "constructor", sector: "toString" } as LabelBody;
    const made = await sealed();
    const shared = await newCaseIdentity();
    const team = toBase64Url(await wrap(teamWrapText(shared.identity, label), [made.form.destination.recipient]));
    expect((await send({ ...made.post, shared: { wraps: { ...made.post.shared.wraps, team } } })).status).toBe(201);
    const list = await desk(noor, "GET", "/cases?filter=all");
    const mine = (await openSummaries(list.json["cases"] as never, noor.keyring)).find((one) => one.id === made.post.case);
    expect(mine).toMatchObject({ readable: true, label: { topic: "__proto__" } });
    for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty", ""]) expect(word({ bullying: "Pesten" }, key)).toBeUndefined();
    expect(word({ bullying: "Pesten" }, "bullying")).toBe("Pesten");
  });

  it("has no label believed that is a list, a number or half a book", async () => {
    for (const label of [["a"], 7, "x", null, { mode: {}, forWhom: "self", urgent: false }, { mode: "anonymous", forWhom: "self", urgent: "yes" }]) {
      const made = await sealed();
      const shared = await newCaseIdentity();
      const team = toBase64Url(await wrap(`${shared.identity}\n${JSON.stringify(label)}`, [made.form.destination.recipient]));
      expect((await send({ ...made.post, shared: { wraps: { ...made.post.shared.wraps, team } } })).status).toBe(201);
      const list = await desk(noor, "GET", "/cases?filter=all");
      expect((await openSummaries(list.json["cases"] as never, noor.keyring)).find((one) => one.id === made.post.case)?.label).toBeUndefined();
    }
  });

  it("shows a piece that is nothing as a gap, and the rest of the case as it is", async () => {
    const made = await sealed();
    const pieces = made.post.pieces.map((one, at) => (at === 1 ? { ...one, sealed: random(3_000), key: random(300) } : one));
    expect((await send({ ...made.post, pieces })).status).toBe(201);
    const opened = await openedAtDesk(noor, made.post.case);
    expect(opened.shared.pieces.map(({ examined }) => examined.ok)).toEqual([true, false]);
    expect(opened.shared.head).toBeUndefined();
  });

  it("cannot give a file a name that reads backwards, hides, or leaves its folder", () => {
    for (const name of ["foto\u202egnp.exe", "../../etc/passwd", "..\\..\\x", ".bashrc", "a\u0000b.jpg", "\u2066x\u2069", "a/b:c*?\"<>|", "x".repeat(60_000)]) {
      const safe = safeName(name);
      expect(safe.length).toBeLessThanOrEqual(120);
      // oxlint-disable-next-line no-control-regex -- exactly what must not be in it
      expect(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]|^\./.test(safe), name.slice(0, 20)).toBe(false);
    }
  });

  it("cannot stop the door with a document that keeps whoever reads it busy for days", async () => {
    const document = zipSync({ "[Content_Types].xml": bytes("<Types></Types>"), "word/document.xml": bytes("<w:document></w:document>"), "_rels/.rels": bytes(" ".repeat(3_000_000)) });
    const pdf = bytes(`%PDF-1.4\n2 0 obj <</A ${"1".repeat(1_000_000)}>> endobj\ntrailer\n<</Root 1 0 R /Info 2 0 R>>\nstartxref\n0\n%%EOF\n`);
    const sending = [document, pdf].map(async (file) => {
      const form = await openForm(server.address, "kindertelefoon", anywhere());
      const data = new FormData();
      for (const [field, value] of Object.entries({ team: "kindertelefoon", ticket: form.destination.ticket, what: "Ik stuur iets mee." })) data.append(field, value);
      data.append("files", new File([new Uint8Array(file)], "a.pdf"));
      return fetch(`${server.address}/melden/versturen`, { method: "POST", body: data });
    });
    await new Promise((go) => setTimeout(go, 1_000));
    const asked = performance.now();
    expect((await call("GET", "/health")).status).toBe(200);
    expect(performance.now() - asked).toBeLessThan(2_000);
    for (const sent of await Promise.all(sending)) expect([sent.status, (await sent.text()).includes("Ik stuur iets mee.")]).toEqual([422, true]);
    expect(performance.now() - asked).toBeLessThan(mostCleaningMilliseconds + 10_000);
  }, 60_000);

  it("cannot put HTML, SVG or a script under the name of a picture", async () => {
    for (const content of ["<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<!doctype html><script>alert(1)</script>", "GIF89a<script>", "MZ\x90\x00"]) {
      const form = await openForm(server.address, "kindertelefoon", anywhere());
      const data = new FormData();
      for (const [field, value] of Object.entries({ team: "kindertelefoon", ticket: form.destination.ticket, what: "Kijk." })) data.append(field, value);
      data.append("files", new File([content], "foto.jpg", { type: "image/jpeg" }));
      const sent = await fetch(`${server.address}/melden/versturen`, { method: "POST", body: data });
      expect([sent.status, (await sent.text()).includes("<script>alert")]).toEqual([422, false]);
    }
  });

  it("gets his own markup back as text, in every field of the form", async () => {
    const form = await openForm(server.address, "kindertelefoon", anywhere());
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const fields = Object.fromEntries(["who", "where", "when", "school", "need", "name", "phone", "mail", "safeMoments", "mustNot", "noticeMail", "role", "sector", "topic"].map((name) => [name, evil]));
    const back = await typed("/melden/versturen", { ...fields, what: evil, noticeMail: evil, team: "kindertelefoon", ticket: form.destination.ticket });
    expect(back.status).toBe(422);
    expect(back.text).not.toMatch(/<script>alert|<img src=x/);
    expect(back.text).toContain("&lt;script&gt;");
  });
});

describe("somebody who wants the door shut", () => {
  it("cannot make the house count a million fields", async () => {
    const began = performance.now();
    for (const path of ["/melden/versturen", "/gesprek/openen", "/wegwijzer", "/gesprek/schrijven"]) {
      const sent = await call("POST", path, "a&".repeat(100_000 - 1), { "content-type": "application/x-www-form-urlencoded" });
      expect(sent.status, path).toBeGreaterThanOrEqual(400);
      expect(sent.status, path).toBeLessThan(500);
    }
    const parts = `--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n`.repeat(40_000);
    expect((await call("POST", "/melden/versturen", `${parts}--x--\r\n`, { "content-type": "multipart/form-data; boundary=x" })).status).toBe(400);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it("cannot send text without end: a form without files is 400 kB at most", async () => {
    expect((await call("POST", "/melden/versturen", `what=${"a".repeat(500_000)}`, { "content-type": "application/x-www-form-urlencoded" })).status).toBe(413);
  });

  it("cannot fill the memory with forms that are sent all at once, and text comes in meanwhile", async () => {
    const [host, port] = server.address.replace("http://", "").split(":");
    const size = 95_000_000;
    const sockets = Array.from({ length: 5 }, () => {
      const socket = connect(Number(port), host);
      let said = "";
      socket.on("data", (data) => (said += data.toString("latin1")));
      socket.on("error", () => undefined);
      socket.write(`POST /melden/versturen HTTP/1.1\r\nhost: ${host}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${size}\r\n\r\n--x\r\n`);
      const chunk = Buffer.alloc(1_000_000);
      // All but the last bytes: whoever waits for the end holds what came.
      for (let sent = 0; sent < size - 2_000_000; sent += chunk.length) socket.write(chunk);
      return { socket, said: () => said };
    });
    try {
      for (let wait = 0; wait < 150 && !sockets.some((one) => one.said() !== ""); wait += 1) await new Promise((go) => setTimeout(go, 100));
      expect(sockets.filter((one) => one.said().startsWith("HTTP/1.1 429")).length).toBeGreaterThanOrEqual(1);
      expect(sockets.filter((one) => one.said() === "").length * size).toBeLessThanOrEqual(roomForForms + size);
      const form = await openForm(server.address, "kindertelefoon", anywhere());
      expect((await typed("/melden/versturen", { team: "kindertelefoon", ticket: form.destination.ticket, what: "Tekst komt altijd binnen." })).status).toBe(200);
    } finally {
      for (const { socket } of sockets) socket.destroy();
    }
  });

  it("cannot take files away from others by announcing his own: only what lies here counts", async () => {
    for (let begun = 0; begun < 80; begun += 1) expect((await call("POST", "/api/v1/uploads", { size: 28_000_000 })).status).toBe(201);
  });

  it("cannot begin files without end from one address", async () => {
    const from = { "x-forwarded-for": "2001:db8:77::1" };
    const answers = await Promise.all(Array.from({ length: 620 }, () => call("POST", "/api/v1/uploads", { size: 1 }, from)));
    expect(answers.filter((one) => one.status === 429).length).toBe(20);
  }, 60_000);

  it("cannot name another address to get a budget of his own: the proxy's word counts, the last one", async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, (_, at) => typed("/gesprek/openen", { code: "fout" }, { "x-forwarded-for": `198.51.100.${at}, 203.0.113.9` })));
    expect(answers.some((one) => one.status === 429)).toBe(true);
  }, 120_000);

  it("waits once in the line however often he sends the same ticket, and others are served", async () => {
    const form = await openForm(server.address, "kindertelefoon", anywhere());
    const again = Array.from({ length: 40 }, (_, at) => typed("/melden/versturen", { team: "kindertelefoon", ticket: form.destination.ticket, what: `Nummer ${at}` }));
    const began = performance.now();
    const fair = await openForm(server.address, "kindertelefoon", anywhere());
    expect((await typed("/melden/versturen", { team: "kindertelefoon", ticket: fair.destination.ticket, what: "Een ander" })).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(8_000);
    const answers = await Promise.all(again);
    expect(answers.filter((one) => one.status >= 500).length).toBe(0);
    const { rows } = await counted(`select count(*)::int as n from cases where id = '${form.destination.case}'`);
    expect(rows).toBe(1);
  }, 60_000);

  it("cannot nest, lengthen or twist JSON until something falls over", async () => {
    const bodies = ["[".repeat(90_000), `{"a":`.repeat(30_000), `${"[".repeat(50_000)}${"]".repeat(50_000)}`, `{"__proto__":{"x":1}}`, `{"lookup":{"$gt":""}}`, `{"lookup":["a"]}`, "null", "1e999", `"\\ud800"`, "{}".padEnd(190_000), "\u0000", `{"lookup":"${"A".repeat(60_000)}"}`, ""];
    for (const path of ["/reports", "/conversation/challenges", "/conversation/openings", "/conversation/messages", "/sign-in/starts", "/sign-in/sessions", "/sign-in/passkeys/sessions", "/invitations/openings", "/invitations/acceptances", "/uploads", "/signpost"]) {
      for (const body of bodies) {
        const { status, text } = await call("POST", `/api/v1${path}`, body, { "content-type": "application/json" });
        expect([400, 413, 422, 429], `${path} ${body.slice(0, 12)}`).toContain(status);
        expect(text).not.toMatch(/node_modules|\.ts:|at .*\(|SyntaxError|zod/i);
      }
    }
  });

  it("cannot fill a conversation until it no longer fits in anybody's memory", async () => {
    const made = await reported();
    const far = await piece(made, "message", Limits.places + 1, { text: "veel" });
    const fields = { pieces: [far] };
    expect((await act(made, "write", "messages", fields)).reference).toBe("conversation-full");
    const safe = { pieces: [await piece(made, "safety", Limits.places + 1, { safe: false })], safety: "not-safe" };
    expect((await act(made, "write", "messages", safe)).reference).toBe("sequence-taken");
  });
});

describe("values that no column holds", () => {
  it("are refused and never an unexpected error", async () => {
    const made = await sealed();
    const bad: ((post: ReportPost) => unknown)[] = [
      (post) => ({ ...post, reporter: { ...post.reporter, recipient: `age1${"q".repeat(58)}` } }),
      (post) => ({ ...post, reporter: { ...post.reporter, signKey: `${"A".repeat(42)}_` } }),
      (post) => ({ ...post, shared: { wraps: { ...post.shared.wraps, team: "AAAAA" } } }),
      (post) => ({ ...post, epoch: 2 ** 52 }),
      (post) => ({ ...post, pieces: post.pieces.map((one) => ({ ...one, id: made.post.case.toUpperCase() })) }),
      (post) => ({ ...post, pieces: [...post.pieces].reverse() }),
      (post) => ({ ...post, pieces: post.pieces.map((one) => ({ ...one, sequence: one.sequence + 5 })) }),
      (post) => ({ ...post, pieces: [post.pieces[0], post.pieces[0]] }),
      (post) => ({ ...post, pieces: post.pieces.map((one) => ({ ...one, kind: "answer" })) }),
      (post) => ({ ...post, pieces: post.pieces.map((one) => ({ ...one, id: post.pieces[0]?.id })) }),
      (post) => ({ ...post, team: "__proto__" }),
      (post) => ({ ...post, team: "ouders\u0000" }),
      (post) => ({ ...post, notice: { sealed: random(100), hours: "constructor" } }),
      (post) => ({ ...post, state: "closed" }),
    ];
    for (const [at, change] of bad.entries()) expect([400, 409, 422], `change ${at}`).toContain((await send(change(made.post))).status);
    const name = "Ada\u0000";
    expect((await call("POST", "/api/v1/invitations/acceptances", { token: random(32), shownName: name })).status).toBe(400);
    const { ticket } = (await call("POST", "/api/v1/sign-in/passkeys/options")).json;
    expect((await call("POST", "/api/v1/sign-in/passkeys/sessions", { ticket, response: { id: "a\u0000b" } })).status).toBe(400);
    expect((await desk(noor, "DELETE", "/me/passkeys/a%00b")).status).toBe(404);
    expect((await desk(noor, "POST", `/cases/${made.post.case}/desk-key`, { wrap: random(200), teamEpoch: 2 ** 40 })).status).toBe(404);
    const real = await reported();
    expect((await desk(noor, "POST", `/cases/${real.post.case}/desk-key`, { wrap: random(200), teamEpoch: 2 ** 40 })).status).toBe(422);
    expect(server.log.filter((line) => line.includes("request.failed"))).toEqual([]);
  });
});

describe("swapped parameters", () => {
  it("give nobody the file of another case, not with a right code and not with a right session", async () => {
    const [mine, theirs] = [await reported(), await reported()];
    const file = await piece(theirs, "file", 3, { any: 1 }, { upload: await upload(crypto.getRandomValues(new Uint8Array(500))) });
    expect((await act(theirs, "write", "messages", { pieces: [file] })).status).toBe(201);
    await take(asWorker(noor), theirs.post.case);
    await take(asWorker(noor), mine.post.case);
    expect((await act(mine, "file", `files/${file.id}`, {}, { piece: file.id })).reference).toBe("not-found");
    expect((await act(theirs, "file", `files/${file.id}`, {}, { piece: mine.post.pieces[0]?.id })).reference).toBe("code-not-recognised");
    expect((await act(theirs, "file", `files/${file.id}`, {}, { piece: file.id })).status).toBe(200);
    expect((await desk(noor, "GET", `/cases/${mine.post.case}/files/${file.id}`)).status).toBe(404);
    expect((await desk(other, "GET", `/cases/${theirs.post.case}/files/${file.id}`)).status).toBe(404);
  });

  it("attach an upload once, to one case, also when two ask in the same moment", async () => {
    const [one, two] = [await reported(), await reported()];
    const id = await upload(crypto.getRandomValues(new Uint8Array(500)));
    const tries = await Promise.all([one, two, one, two].map(async (who) => act(who, "write", "messages", { pieces: [await piece(who, "file", 3, {}, { upload: id })] })));
    expect(tries.filter((reply) => reply.status === 201).length).toBe(1);
    expect(tries.filter((reply) => reply.status >= 500)).toEqual([]);
    const twice = await upload(crypto.getRandomValues(new Uint8Array(500)));
    const pieces = [await piece(one, "file", 4, {}, { upload: twice }), await piece(one, "file", 5, {}, { upload: twice })];
    expect((await act(one, "write", "messages", { pieces })).status).toBeGreaterThanOrEqual(400);
    expect((await call("GET", `/api/v1/uploads/${id}`)).reference).toBe("upload-not-found");
  });

  it("put no piece of one case into another, and no place ahead of the others", async () => {
    const [one, two] = [await reported(), await reported()];
    const again = one.post.pieces[1] as PieceIn;
    expect((await act(two, "write", "messages", { pieces: [{ ...again, kind: "message", sequence: 3 }] })).reference).toBe("input-invalid");
    for (const sequence of [0, -1, 1, 2, 4, 9_999, 1.5, 2 ** 53]) expect((await act(one, "write", "messages", { pieces: [await piece(one, "message", 3, { text: "x" }, { sequence })] })).status, String(sequence)).toBeGreaterThanOrEqual(400);
  });

  it("let a worker write only answers and notes, in nobody else's name, and give nothing to a stranger", async () => {
    const made = await reported();
    const at = `/cases/${made.post.case}`;
    for (const kind of ["message", "helped", "safety", "label", "report", "contact", "file", "ending"] as const) {
      expect((await desk(noor, "POST", `${at}/pieces`, { piece: await piece(made, kind, 3, { answer: "yes" }) })).reference, kind).toBe("input-invalid");
    }
    expect((await desk(noor, "POST", `${at}/pieces`, { piece: await piece(made, "answer", 3, {}), sender: "reporter" })).status).toBe(422);
    expect((await desk(noor, "POST", `${at}/assignment`, { member: other.keyring.member })).reference).toBe("not-found");
    expect((await desk(noor, "POST", `${at}/assignment`, { member: crypto.randomUUID() })).reference).toBe("not-found");
    for (const [act, expected] of [["ask-helped", "new"], ["close", "new"], ["reopen", "new"], ["take", "open"]]) expect((await desk(noor, "POST", `${at}/state`, { act, expected })).status, act).toBe(409);
    expect((await desk(noor, "POST", `${at}/state`, { act: "close", expected: "new", outcome: "helped" })).reference).toBe("yes-of-person-required");
  });

  it("leave what the person closed with a yes alone", async () => {
    const made = await reported();
    const line = lineTo(server.address);
    await take(asWorker(noor), made.post.case);
    await answer(asWorker(noor), made.post.case, "Ben je geholpen?", true);
    const talk = await talkOf(line, made.form.destination.installation, made);
    expect(talk?.opening.state).toBe("asked-helped");
    const last = talk?.opening.pieces.at(-1)?.sequence ?? 0;
    expect((await act(made, "write", "messages", { pieces: [await piece(made, "helped", last + 1, { answer: "yes" })], helped: "yes" })).status).toBe(201);
    expect((await desk(noor, "POST", `/cases/${made.post.case}/assignment`, { member: null })).reference).toBe("transition-not-allowed");
    expect((await desk(noor, "GET", `/cases/${made.post.case}`)).json["outcome"]).toBe("helped");
  });

  it("sign one thing and send another: nothing is done", async () => {
    const made = await reported();
    const fields = { pieces: [await piece(made, "message", 3, { text: "x" })] };
    expect((await act(made, "write", "messages", fields, { pieces: [] })).reference).toBe("code-not-recognised");
    expect((await act(made, "open", "ending", { mode: "delete" })).reference).toBe("code-not-recognised");
    const lookup = toBase64Url(made.identity.keys.lookup);
    const nonce = String((await call("POST", "/api/v1/conversation/challenges", { lookup: random(32) })).json["nonce"]);
    const signature = toBase64Url(signAct(made.identity.keys.signer, { act: "open", nonce, fields: {} }));
    expect((await call("POST", "/api/v1/conversation/openings", { lookup, nonce, signature })).reference).toBe("challenge-expired");
    const own = String((await call("POST", "/api/v1/conversation/challenges", { lookup })).json["nonce"]);
    const forged = toBase64Url(signAct(signerFrom(new Uint8Array(32).fill(4)), { act: "open", nonce: own, fields: {} }));
    expect((await call("POST", "/api/v1/conversation/openings", { lookup, nonce: own, signature: forged })).reference).toBe("code-not-recognised");
  });

  it("open the door for one case with one ticket", async () => {
    const [one, two] = [await sealed(), await sealed()];
    expect((await send({ ...one.post, ticket: two.post.ticket })).reference).toBe("input-invalid");
    expect((await send({ ...one.post, ticket: random(200) })).reference).toBe("form-expired");
    expect((await send(one.post)).status).toBe(201);
    expect((await send({ ...two.post, case: one.post.case, ticket: one.post.ticket })).reference).toBe("input-invalid");
    expect((await typed("/gesprek/schrijven", { ticket: one.post.ticket, text: "x" })).status).toBe(409);
  });
});

describe("two at the same moment", () => {
  it("an answer and a deletion: what is deleted is gone whole, whoever came first", async () => {
    const made = await reported();
    await take(asWorker(noor), made.post.case);
    const written = await piece(made, "answer", 3, { text: "hoi" });
    const [answered, deleted] = await Promise.all([desk(noor, "POST", `/cases/${made.post.case}/pieces`, { piece: written }), act(made, "end", "ending", { mode: "delete" })]);
    expect([201, 404]).toContain(answered.status);
    expect(deleted.status).toBe(200);
    for (const table of ["pieces", "case_wraps", "reporter_keys"]) expect((await counted(`select count(*)::int as n from ${table} where case_id = '${made.post.case}'`)).rows, table).toBe(0);
    expect((await desk(noor, "GET", `/cases/${made.post.case}`)).status).toBe(404);
    expect((await send(made.post)).status).toBeGreaterThanOrEqual(400);
  });

  it("two workers: one takes, one place in the conversation is given once", async () => {
    const made = await reported();
    const at = `/cases/${made.post.case}`;
    const taken = await Promise.all([noor, colleague].map((who) => desk(who, "POST", `${at}/state`, { act: "take", expected: "new" })));
    expect(taken.map((reply) => reply.status).toSorted()).toEqual([200, 409]);
    const pieces = [await piece(made, "answer", 3, { text: "a" }), await piece(made, "answer", 3, { text: "b" })];
    const wrote = await Promise.all([desk(noor, "POST", `${at}/pieces`, { piece: pieces[0] }), desk(colleague, "POST", `${at}/pieces`, { piece: pieces[1] })]);
    expect(wrote.map((reply) => reply.reference).toSorted()).toEqual(["sequence-taken", undefined]);
  });

  it("the same report five times: one case, one receipt", async () => {
    const made = await sealed();
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(made.post)));
    expect(new Set(answers.map((one) => one.text)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
  });
});

describe("a hostile page in a worker's browser", () => {
  it("changes nothing: no answer to a foreign origin, for any address that takes a POST", async () => {
    const made = await reported();
    for (const [name, value] of [["origin", "https://evil.example"], ["sec-fetch-site", "cross-site"], ["sec-fetch-site", "same-site"]] as const) {
      const foreign = await call("POST", `/api/v1/cases/${made.post.case}/state`, { act: "take", expected: "new" }, { cookie: noor.cookie, "x-csrf-token": deskToken, [name]: value });
      expect([foreign.status, foreign.headers.get("access-control-allow-origin")]).toEqual([403, null]);
      for (const path of ["/melden", "/melden/formulier", "/melden/versturen", "/gesprek/openen", "/gesprek/schrijven", "/gesprek/bericht", "/gesprek/einde"]) {
        expect((await typed(path, { team: "kindertelefoon", mode: "delete", sure: "yes" }, { [name]: value })).status, path).toBe(403);
        expect((await typed(`/en${path}`, { team: "kindertelefoon" }, { [name]: value })).status, path).toBe(403);
      }
    }
    expect((await call("POST", `/api/v1/cases/${made.post.case}/state`, { act: "take", expected: "new" }, { cookie: noor.cookie })).status).toBe(403);
    expect((await desk(noor, "GET", `/cases/${made.post.case}`)).json["state"]).toBe("new");
  });

  it("cannot frame, keep or sniff anything private", async () => {
    const made = await reported();
    const answers = [
      await call("GET", "/desk"), await call("GET", "/desk/zaken/x"), await call("GET", "/gesprek"), await call("GET", "/melden"), await call("GET", "/nergens"),
      await typed("/gesprek/openen", { code: made.identity.code }), await typed("/gesprek/openen", { code: "fout" }), await call("GET", "/api/v1/me"), await desk(noor, "GET", "/me"),
      await desk(noor, "GET", `/cases/${made.post.case}`), await desk(noor, "GET", "/cases"), await act(made, "open", "openings"), await call("GET", "/api/v1/nergens"), await call("PATCH", "/api/v1/me"),
    ];
    for (const { headers, status } of answers) {
      expect(headers.get("cache-control"), String(status)).toBe("no-store");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect([headers.get("server"), headers.get("x-powered-by"), headers.get("set-cookie")]).toEqual([null, null, null]);
    }
  });
});

describe("a session", () => {
  it("is made by the server alone, cannot be fixed beforehand, and ends at once", async () => {
    const fixed = "A".repeat(43);
    const name = noor.cookie.split("=")[0] ?? "";
    const fresh = await signedIn(server.address, "anne");
    expect(fresh.cookie).not.toContain(fixed);
    for (const cookie of [`${name}=${fixed}`, `${name}=`, `${name}=${fixed}; ${fresh.cookie}`, `${name}='or'1'='1`, `x${fresh.cookie}`]) expect((await call("GET", "/api/v1/me", undefined, { cookie })).status, cookie.slice(0, 30)).toBe(401);
    const out = await desk(fresh, "DELETE", "/sign-in/sessions");
    expect(out.headers.get("set-cookie")).toMatch(/^gehoord-desk=; Path=\/; HttpOnly; SameSite=Strict; Max-Age=0/);
    expect((await desk(fresh, "GET", "/me")).status).toBe(401);
  });

  it("ends only by its owner, and nobody's passkey is another's", async () => {
    const [mine] = (await desk(noor, "GET", "/me/sessions")).json["sessions"] as { id: string }[];
    expect((await desk(other, "DELETE", `/me/sessions/${mine?.id}`)).status).toBe(404);
    expect((await desk(noor, "GET", "/me")).status).toBe(200);
  });
});

describe("odd addresses and headers", () => {
  /** As bytes on the wire: what no browser sends. */
  function raw(lines: string): Promise<string> {
    const [host, port] = server.address.replace("http://", "").split(":");
    return new Promise((resolve) => {
      const socket = connect(Number(port), host);
      let said = "";
      socket.on("data", (data) => (said += data.toString("latin1")));
      socket.on("close", () => resolve(said));
      socket.on("error", () => resolve(said));
      socket.setTimeout(3_000, () => socket.destroy());
      socket.write(lines, "latin1");
    });
  }

  it("lead nowhere: no page links to another site because of its own address or its Host", async () => {
    for (const path of ["//evil.example/x", "/en//evil.example/x", "/en///evil.example", "/en/%2f%2fevil.example", "/en/\\evil.example", "/\\\\evil.example"]) {
      const said = await raw(`GET ${path} HTTP/1.1\r\nhost: gehoord.test\r\nconnection: close\r\n\r\n`);
      expect(said, path).not.toMatch(/(href|action)="(\/\/|\/\\|https?:\/\/[^"]*evil)/);
    }
    const hosted = await raw("GET /melden HTTP/1.1\r\nhost: evil.example\r\nx-forwarded-host: evil.example\r\nconnection: close\r\n\r\n");
    expect(hosted).toMatch(/^HTTP\/1.1 200/);
    expect(hosted).not.toContain("evil.example");
  });

  it("break nothing: bytes, dots, length, methods and half requests get a plain refusal", async () => {
    for (const path of ["/%00", "/%", "/%ff%fe", "/..%2f..%2fetc/passwd", "/s/..%2f..%2fpackage.json", "/s/%2e%2e/%2e%2e/main.js", "/desk/assets/..%2f..%2findex.html", "/organisaties/%00", "/organisaties/__proto__", "/organisaties/constructor", "/api/v1/organisations/__proto__", "/api/v1/cases/%2e%2e", `/${"a".repeat(12_000)}`, "/api/v1/cases?filter=all&filter=mine", "/api/v1/schools?query=%00", `/wegwijzer?${"a=b&".repeat(2_000)}`]) {
      const said = await raw(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect(said, path.slice(0, 40)).toMatch(/^HTTP\/1.1 [234]\d\d/);
      expect(said, path.slice(0, 40)).not.toMatch(/root:|"scripts"|node_modules|\.ts:\d/);
    }
    for (const method of ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "PROPFIND", "CONNECT"]) {
      const said = await raw(`${method} /melden HTTP/1.1\r\nhost: x\r\nx-http-method-override: POST\r\ncookie: geheim=1\r\nconnection: close\r\n\r\n`);
      expect(said, method).not.toMatch(/^HTTP\/1.1 [25]/);
      expect(said, method).not.toContain("geheim");
    }
  });

  it("cannot smuggle a second request behind the first", async () => {
    const inside = "GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n";
    for (const head of ["content-length: 4\r\ntransfer-encoding: chunked", "content-length: 4\r\ncontent-length: 60", "transfer-encoding: xchunked", "transfer-encoding : chunked", "content-length: +4", "content-length: 0x4"]) {
      const said = await raw(`POST /gesprek/openen HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n${head}\r\n\r\n0\r\n\r\n${inside}`);
      expect(said, head).toMatch(/^HTTP\/1.1 400/);
      expect(said.match(/HTTP\/1.1 /g)?.length, head).toBe(1);
    }
  });
});

describe("an administrator", () => {
  it("gives away no role of the network, now or later", async () => {
    const { rows } = await counted("select count(*)::int as n from members where 'organisation-admin' = any (roles)");
    expect(rows).toBeGreaterThan(0);
    const admin = await signedIn(server.address, (await adminName()) ?? "noor", new Date(Date.now() + 30_000));
    for (const role of ["coordinator", "secretary", "ministry", "editor"]) expect((await desk(admin, "POST", "/members/invitations", { shownName: "Ada", roles: ["worker", role], teams: [] })).reference, role).toBe("not-allowed");
    expect((await desk(admin, "POST", "/members/invitations", { shownName: "Ada", roles: ["worker"], teams: [] })).status).toBe(201);
  });
});

describe("after all this", () => {
  it("nothing failed inside, nothing that was sent stands in the log, and the desk still works", async () => {
    expect(server.log.filter((line) => line.includes("request.failed"))).toEqual([]);
    expect(server.log.join("")).not.toMatch(/script|evil|__proto__|Ze wachten|203\.0\.113|2001:db8/);
    expect((await desk(noor, "GET", "/cases?filter=today")).status).toBe(200);
  });
});

async function counted(query: string): Promise<{ readonly rows: number }> {
  const [row] = await server.db.asOwner(async ({ run }) => {
    await run("set local row_security = off");
    return run<{ n: number }>(query);
  });
  return { rows: row?.n ?? 0 };
}

async function adminName(): Promise<string | undefined> {
  const [row] = await server.db.asOwner(({ run }) => run<{ name: string }>("select name from members where 'organisation-admin' = any (roles) and name not in ('noor', 'marieke', 'youssef', 'anne') limit 1"));
  return row?.name;
}
