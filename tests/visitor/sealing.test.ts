/** What a visitor's script seals and sends, without a browser: the same code, a line that can be lost. */
import { describe, expect, it } from "vitest";
import { ReportPost } from "../../src/cases/shape/wire.ts";
import { Limits, readForm, readWrapText, type ReportForm } from "../../src/cases/shape.ts";
import { fromBase64Url, fromUtf8, newHybridIdentity, openChain, openCode, openFile, readFile, readManifest, signersOf, toBase64Url, unwrapText, type KeyPair } from "../../src/envelope/index.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { lineOver } from "../../src/site/browser/sealing/api.ts";
import { newIdentity, sealCleanFile, sealReport, type Destination } from "../../src/site/browser/sealing/report.ts";
import { uploadSealed, type UploadTask, type Watcher } from "../../src/site/browser/sealing/upload.ts";
import { memoryDesk } from "../browser/desk-in-memory.ts";

const salt = toBase64Url(new Uint8Array(16).fill(3));
const bytes = (text: string): Uint8Array<ArrayBuffer> => fromBase64Url(text) ?? new Uint8Array();
const form = (fields: Partial<Record<keyof ReportForm, string>>): ReportForm => readForm((name) => fields[name] ?? "");

async function desk(): Promise<{ readonly team: KeyPair; readonly to: Destination }> {
  const [team, notices] = await Promise.all([newHybridIdentity(), newHybridIdentity()]);
  return { team, to: { installation: "proef", team: "steunpunt", epoch: 1, recipient: team.recipient, noticeRecipient: notices.recipient, ticket: "ticket", case: crypto.randomUUID(), language: "nl" } };
}

describe("a report that is sealed at a visitor's", () => {
  it("is what the server expects, opens for the team and for the code, and holds the code nowhere", async () => {
    const { team, to } = await desk();
    const identity = await newIdentity(salt);
    const post = await sealReport(to, form({ what: "Er is iets.", topic: "bullying", danger: "now", noticeMail: "a@b.nl" }), identity, []);
    expect(ReportPost.parse(JSON.parse(JSON.stringify(post)))).toEqual(post);
    expect(post.urgent).toBe(true);
    for (const part of [identity.code, identity.code.replaceAll("-", ""), "Er is iets", "bullying", "a@b.nl"]) expect(JSON.stringify(post)).not.toContain(part);
    const forTeam = readWrapText(await unwrapText(bytes(post.shared.wraps.team ?? ""), team.identity));
    expect(forTeam.label).toMatchObject({ topic: "bullying", urgent: true });
    const keys = await openCode(identity.code, bytes(salt), nodeArgon2);
    expect(toBase64Url(keys.lookup)).toBe(post.reporter.lookup);
    const caseIdentity = await unwrapText(bytes(post.shared.wraps.reporter), keys.identity);
    expect(caseIdentity).toBe(forTeam.identity);
    const pieces = post.pieces.map((piece) => ({ sealed: bytes(piece.sealed), key: bytes(piece.key) }));
    const chain = await openChain(pieces, { caseIdentity, expected: { installation: "proef", case: to.case, chain: "shared" }, signers: signersOf({ reporter: keys.signer.publicKey }) });
    expect(chain.opened.map((piece) => piece.header.kind)).toEqual(["label", "report"]);
    expect(JSON.parse(fromUtf8(chain.opened[1]?.body ?? new Uint8Array()))).toMatchObject({ what: "Er is iets." });
  });

  it("carries no name, number or address when it is anonymous, whatever stood in the fields", async () => {
    const { team, to } = await desk();
    const post = await sealReport(to, form({ what: "Er is iets.", mode: "anonymous", reach: "mail", name: "Sam", mail: "sam@voorbeeld.nl", phone: "0612345678" }), await newIdentity(salt), []);
    const { identity } = readWrapText(await unwrapText(bytes(post.shared.wraps.team ?? ""), team.identity));
    const pieces = post.pieces.map((piece) => ({ sealed: bytes(piece.sealed), key: bytes(piece.key) }));
    const chain = await openChain(pieces, { caseIdentity: identity, expected: { installation: "proef", case: to.case, chain: "shared" }, signers: signersOf({ reporter: bytes(post.reporter.signKey) }) });
    const said = chain.opened.map((piece) => fromUtf8(piece.body)).join("\n");
    for (const word of ["Sam", "sam@", "0612345678"]) expect(said).not.toContain(word);
  });

  it("has another code every time", async () => {
    const codes = await Promise.all(Array.from({ length: 4 }, async () => (await newIdentity(salt)).code));
    expect(new Set(codes).size).toBe(4);
  });
});

/** The memory desk behind a line on which `lose` decides, per request, whether it goes, and whether its answer comes back. */
function lossy(lose: (count: number) => "nothing" | "request" | "answer"): { readonly desk: ReturnType<typeof memoryDesk>; readonly line: ReturnType<typeof lineOver>; readonly puts: string[] } {
  const own = memoryDesk("2027-03-04");
  const puts: string[] = [];
  let count = 0;
  const fetcher = async (path: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const lost = lose(count++);
    if (lost === "request") throw new TypeError("no line");
    if (init?.method === "PUT") puts.push(String(path));
    const answer = await own.answer(new Request(`http://desk${String(path)}`, init));
    if (lost === "answer") throw new TypeError("no line");
    return answer;
  };
  return { desk: own, puts, line: lineOver(fetcher as typeof fetch, "nl") };
}

function watcher(stop = new AbortController()): Watcher & { readonly told: string[] } {
  const told: string[] = [];
  return { told, progress: (part) => told.push(part.toFixed(2)), waiting: (lost) => told.push(lost ? "lost" : "back"), pause: () => Promise.resolve(), signal: stop.signal };
}

async function sealed(size: number): Promise<{ readonly task: UploadTask; readonly manifest: Parameters<typeof openFile>[1] }> {
  const file = await sealCleanFile({ name: "foto.jpg", type: "image/jpeg", bytes: new Uint8Array(size).map((_, at) => at * 7) });
  return { task: { sealed: file.sealed, begun: undefined }, manifest: file.manifest };
}

describe("a file that is uploaded", () => {
  const size = 3 * Limits.partBytes + 1000;

  it.each(["request", "answer"] as const)("arrives whole when every third %s is lost, and no part is stored twice", async (what) => {
    const { desk: own, line, puts } = lossy((count) => (count % 3 === 2 ? what : "nothing"));
    const { task, manifest } = await sealed(size);
    const watch = watcher();
    const sent = await uploadSealed(line, task, watch);
    expect(sent.ok).toBe(true);
    const file = await readFile(new Blob([own.bytesOf(sent.ok ? sent.value : "").slice()]).stream(), manifest);
    expect(file).toEqual(new Uint8Array(size).map((_, at) => at * 7));
    expect(new Set(puts).size).toBe(puts.length);
    expect(watch.told).toContain("lost");
    expect(watch.told).toContain("back");
    expect(watch.told).toContain("1.00");
  });

  it("is given up after a while without a line, and goes on later where it was", async () => {
    let away = false;
    const { line, puts } = lossy((count) => (away && count > 2 ? "request" : "nothing"));
    const { task } = await sealed(size);
    away = true;
    expect(await uploadSealed(line, task, watcher())).toEqual({ ok: false, because: "away" });
    const before = puts.length;
    away = false;
    expect((await uploadSealed(line, task, watcher())).ok).toBe(true);
    expect(before).toBeGreaterThan(0);
    expect(new Set(puts).size).toBe(puts.length);
  });

  it("begins again when the server threw the half of it away", async () => {
    const { desk: own, line } = lossy(() => "nothing");
    const { task } = await sealed(1000);
    await uploadSealed(line, task, watcher());
    own.uploads.clear();
    const sent = await uploadSealed(line, task, watcher());
    expect(sent.ok && own.uploads.has(sent.value)).toBe(true);
  });

  it("stops at once when the person takes it away", async () => {
    const stop = new AbortController();
    const { line, puts } = lossy(() => "nothing");
    const { task } = await sealed(size);
    const watch = { ...watcher(stop), progress: () => stop.abort() };
    expect(await uploadSealed(line, task, watch)).toEqual({ ok: false, because: "stopped" });
    expect(puts.length).toBe(1);
  });

  it("says what the server refuses", async () => {
    const line = lineOver((() => Promise.resolve(Response.json({ reference: "storage-full" }, { status: 507 }))) as unknown as typeof fetch, "nl");
    const { task } = await sealed(10);
    expect(await uploadSealed(line, task, watcher())).toMatchObject({ ok: false, because: "storage-full" });
  });

  it("tells its name and type only inside the signed piece", async () => {
    const { manifest } = await sealed(10);
    expect(readManifest(new TextEncoder().encode(JSON.stringify(manifest)))).toMatchObject({ name: "foto.jpg", type: "image/jpeg", size: 10 });
  });
});

describe("the line to the server", () => {
  it("carries no cookie, no address of the page and follows nobody elsewhere", async () => {
    let seen: RequestInit | undefined;
    const line = lineOver(((_: string, init: RequestInit) => {
      seen = init;
      return Promise.resolve(Response.json({}));
    }) as unknown as typeof fetch, "nl");
    await line.ask({ method: "POST", path: "/api/v1/reports", body: {} }, (value): value is object => typeof value === "object");
    expect(seen).toMatchObject({ headers: { "accept-language": "nl" }, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error" });
  });

  it.each([
    ["a page of a proxy", () => new Response("<html>", { status: 502 })],
    ["an answer of another form", () => Response.json({ other: 1 })],
    ["no answer", () => Promise.reject(new TypeError("x"))],
  ])("counts as away with %s", async (_, answer) => {
    const line = lineOver((async () => answer()) as unknown as typeof fetch, "nl");
    const got = await line.ask({ method: "GET", path: "/api/v1/x" }, (value): value is { a: 1 } => typeof value === "object" && value !== null && "a" in value);
    expect(got).toEqual({ ok: false, because: "away" });
  });
});
