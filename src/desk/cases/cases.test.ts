import { beforeAll, describe, expect, it } from "vitest";
import { packAge, teamWrapText } from "../../cases/shape.ts";
import type { CaseSummary, DeskCase, LabelBody, PieceOut } from "../../cases/shape.ts";
import { newCaseIdentity, newHybridIdentity, nextEntry, sealPiece, signerFrom, toBase64Url, wrap } from "../../envelope/index.ts";
import type { KeyLogEntry, KeyPair, PieceHeader, Signer } from "../../envelope/index.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { isSealedOnArrival } from "./bodies.ts";
import { CaseRefusal, openCase, openSummaries, piecesOfKind, saidHelped } from "./opening.ts";
import { previewDocument, previewKind, safeName } from "./preview.ts";
import { makeDeskKey, sealNext } from "./writing.ts";

const fresh = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const caseId = crypto.randomUUID();
const member = crypto.randomUUID();
const installation = crypto.randomUUID();
const label: LabelBody = { mode: "anonymous", forWhom: "self", urgent: false, topic: "bullying", role: "pupil" };
let team: KeyPair;
let shared: KeyPair;
let reporter: Signer;
let worker: Signer;
let server: Signer;
let keyring: Keyring;
let log: KeyLogEntry[];
let raw: DeskCase;

type Written = { readonly chain: "shared" | "desk"; readonly kind: PieceOut["kind"]; readonly sender: PieceHeader["sender"]; readonly body: unknown; readonly signer: Signer; readonly to: KeyPair };

async function continued(pieces: readonly PieceOut[], written: Written): Promise<PieceOut> {
  const before = pieces.filter((one) => one.chain === written.chain);
  const id = crypto.randomUUID();
  const keyLog = written.sender.startsWith("member:") ? { keyLog: log.length } : {};
  const header: PieceHeader = { version: 1, installation, case: caseId, piece: id, chain: written.chain, kind: written.kind, sender: written.sender, sequence: before.length + 1, previous: before.at(-1)?.hash ?? "", ...keyLog };
  const sealed = await sealPiece(header, new TextEncoder().encode(JSON.stringify(written.body)), { signer: written.signer, caseRecipient: written.to.recipient, pad: "text" });
  return { id, chain: written.chain, kind: written.kind, sender: written.sender, sequence: header.sequence, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key), hash: sealed.hash, day: "2027-03-01", epoch: 1 };
}

async function told(...all: readonly Pick<Written, "kind" | "sender" | "body" | "signer">[]): Promise<PieceOut[]> {
  const pieces: PieceOut[] = [];
  for (const one of all) pieces.push(await continued(pieces, { ...one, chain: "shared", to: shared }));
  return pieces;
}

beforeAll(async () => {
  [team, shared] = [await newHybridIdentity(), await newCaseIdentity()];
  [reporter, worker, server] = [signerFrom(fresh(32)), signerFrom(fresh(32)), signerFrom(fresh(32))];
  const own = await newHybridIdentity();
  keyring = { member, organisation: "balans", own, signer: worker, signSecret: "", teams: [{ team: "advies", epoch: 1, ...team }], root: undefined };
  const root = signerFrom(fresh(32));
  log = [];
  log.push(nextEntry(log, { kind: "root", organisation: "balans", root: toBase64Url(root.publicKey) }, root));
  log.push(nextEntry(log, { kind: "member", organisation: "balans", member, team: "advies", signKey: toBase64Url(worker.publicKey), recipient: own.recipient }, root));
  const pieces = await told({ kind: "label", sender: "reporter", body: label, signer: reporter }, { kind: "report", sender: "reporter", body: { what: "Ze wachten me op" }, signer: reporter });
  const wrapped = await wrap(teamWrapText(shared.identity, label), [team.recipient]);
  raw = {
    id: caseId,
    installation,
    organisation: "balans",
    team: "advies",
    state: "new",
    assignee: null,
    dueDay: "2027-03-03",
    urgent: false,
    signPublic: toBase64Url(reporter.publicKey),
    signers: [toBase64Url(reporter.publicKey)],
    due: [],
    holders: { shared: [], desk: [] },
    serverKey: toBase64Url(server.publicKey),
    keyLogHead: "",
    wraps: [{ chain: "shared", epoch: 1, holderKind: "team", holder: "advies", wrapped: toBase64Url(wrapped), teamEpoch: 1 }],
    pieces,
  };
});

const parts = () => ({ keyring, log, known: new Map() });

describe("the list of cases", () => {
  it("shows what each is about, opened here, and says so when one does not open", async () => {
    const summary = (wrapped: Uint8Array, teamEpoch: number): CaseSummary => ({ id: caseId, organisation: "balans", team: "advies", state: "new", assignee: null, dueDay: "2027-03-03", urgent: false, alert: 0, sizeClass: 0, wrap: packAge(wrapped), teamEpoch });
    const mine = await wrap(teamWrapText(shared.identity, label), [team.recipient]);
    const others = await wrap(teamWrapText(shared.identity, label), [(await newHybridIdentity()).recipient]);
    const opened = await openSummaries([summary(mine, 1), summary(others, 1), summary(mine, 2)], keyring);
    expect(opened.map((one) => [one.readable, one.label?.topic])).toEqual([[true, "bullying"], [false, undefined], [false, undefined]]);
  });

  it("opens a full page of fifty well within half a second", async () => {
    const mine = packAge(await wrap(teamWrapText(shared.identity, label), [team.recipient]));
    const page = Array.from({ length: 50 }, (): CaseSummary => ({ id: caseId, organisation: "balans", team: "advies", state: "new", assignee: null, dueDay: "2027-03-03", urgent: false, alert: 0, sizeClass: 0, wrap: mine, teamEpoch: 1 }));
    const began = performance.now();
    expect((await openSummaries(page, keyring)).every((one) => one.readable)).toBe(true);
    // Generous for a loaded machine; the bench holds the real bar.
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("is opened once for as long as the keys are there, under the key that the list names, and not after the lock", async () => {
    const mine: CaseSummary = { id: caseId, organisation: "balans", team: "advies", state: "new", assignee: null, dueDay: "2027-03-03", urgent: false, alert: 0, sizeClass: 0, wrap: packAge(await wrap(teamWrapText(shared.identity, label), [team.recipient])), teamEpoch: 1 };
    const held = { ...keyring };
    const topics = async (one: CaseSummary, keys: typeof keyring) => (await openSummaries([one], keys)).map((each) => [each.readable, each.state, each.label?.topic]);
    expect(await topics(mine, held)).toEqual([[true, "new", "bullying"]]);
    Object.assign(held, { teams: [] });
    expect(await topics({ ...mine, state: "open" }, held)).toEqual([[true, "open", "bullying"]]);
    expect(await topics({ ...mine, teamEpoch: 2 }, held)).toEqual([[false, "new", undefined]]);
    expect(await topics(mine, { ...held })).toEqual([[false, "new", undefined]]);
  });
});

describe("an opened case", () => {
  it("shows what the person told, signed with the code", async () => {
    const opened = await openCase(raw, parts());
    expect(opened.shared.pieces.map(({ examined }) => examined.ok && [examined.piece.header.kind, examined.piece.signedBy])).toEqual([["label", "reporter"], ["report", "reporter"]]);
    expect(opened.desk).toBeUndefined();
  });

  it("shows a gap with its reason for whatever the server moved, left out, or wrote itself", async () => {
    const [first, second] = raw.pieces;
    if (first === undefined || second === undefined) throw new Error("no pieces");
    const reasons = async (pieces: PieceOut[]) => {
      const opened = await openCase({ ...raw, pieces }, parts());
      return { reasons: opened.shared.pieces.map(({ examined }) => (examined.ok ? "ok" : examined.reason)), head: opened.shared.head };
    };
    expect(await reasons([second])).toEqual({ reasons: ["dropped"], head: undefined });
    const invented = await continued([first, second], { chain: "shared", kind: "message", sender: "reporter", body: { text: "ik trek het in" }, signer: server, to: shared });
    expect(await reasons([first, second, invented])).toEqual({ reasons: ["ok", "ok", "wrong-signature"], head: undefined });
    const stranger = await continued([first, second], { chain: "shared", kind: "answer", sender: `member:${crypto.randomUUID()}`, body: { text: "nep" }, signer: worker, to: shared });
    expect((await reasons([first, second, stranger])).reasons).toEqual(["ok", "ok", "wrong-signature"]);
  });

  it("notices that something is gone which this browser saw before", async () => {
    const known = new Map();
    await openCase(raw, { keyring, log, known });
    const shorter = await openCase({ ...raw, pieces: raw.pieces.slice(0, 1) }, { keyring, log, known });
    expect(shorter.shared).toMatchObject({ rolledBack: true, head: undefined });
  });

  it("counts as helped only on the person's own signed yes", async () => {
    const said = async (sender: "reporter" | "server", answer: string, signer: Signer) => {
      const yes = await continued(raw.pieces, { chain: "shared", kind: "helped", sender, body: { answer }, signer, to: shared });
      return saidHelped((await openCase({ ...raw, pieces: [...raw.pieces, yes] }, parts())).shared);
    };
    expect(await said("reporter", "yes", reporter)).toBe("yes");
    expect(await said("reporter", "no", reporter)).toBe("no");
    expect(await said("server", "yes", server)).toBeUndefined();
    expect(await said("reporter", "yes", server)).toBeUndefined();
    expect(await said("reporter", "misschien", reporter)).toBeUndefined();
  });

  it("marks what the server sealed for somebody without script", async () => {
    const pieces = await told({ kind: "label", sender: "reporter", body: label, signer: reporter }, { kind: "report", sender: "reporter", body: { what: "x", sealedOnArrival: true }, signer: reporter });
    const opened = await openCase({ ...raw, pieces }, parts());
    expect(piecesOfKind(opened.shared, "report").map(isSealedOnArrival)).toEqual([true]);
    expect(piecesOfKind(opened.shared, "label").map(isSealedOnArrival)).toEqual([false]);
  });

  it("does not open for somebody without the team's key", async () => {
    await expect(openCase(raw, { ...parts(), keyring: { ...keyring, teams: [] } })).rejects.toThrow(CaseRefusal);
    const stranger = await newHybridIdentity();
    await expect(openCase(raw, { ...parts(), keyring: { ...keyring, teams: [{ team: "advies", epoch: 1, ...stranger }] } })).rejects.toThrow("cannot-open");
  });
});

describe("what a worker writes", () => {
  it("continues the chain, and the next opening believes it", async () => {
    const opened = await openCase(raw, parts());
    const piece = await sealNext(opened, { kind: "answer", body: { text: "Dank je. Ik lees mee." } }, { keyring, log });
    const { hashOf } = await import("../../envelope/derive.ts");
    const { fromBase64Url } = await import("../../envelope/index.ts");
    const out: PieceOut = { ...piece, chain: "shared", sender: `member:${member}`, hash: hashOf(fromBase64Url(piece.sealed) ?? new Uint8Array()), day: "2027-03-01", epoch: 1 };
    const again = await openCase({ ...raw, pieces: [...raw.pieces, out] }, parts());
    expect(again.shared.head).toBeDefined();
    expect(piecesOfKind(again.shared, "answer")).toHaveLength(1);
  });

  it("never continues a conversation that is not whole, and writes no note without the desk's own key", async () => {
    const broken = await openCase({ ...raw, pieces: raw.pieces.slice(1) }, parts());
    await expect(sealNext(broken, { kind: "answer", body: { text: "x" } }, { keyring, log })).rejects.toThrow("not-whole");
    const opened = await openCase(raw, parts());
    await expect(sealNext(opened, { kind: "note", body: { text: "x" } }, { keyring, log })).rejects.toThrow("not-whole");
    const desk = await makeDeskKey("advies", keyring);
    const wraps = [...raw.wraps, { chain: "desk" as const, epoch: 1, holderKind: "team" as const, holder: "advies", wrapped: desk.wrap, teamEpoch: desk.teamEpoch }];
    const withDesk = await openCase({ ...raw, wraps }, parts());
    expect(await sealNext(withDesk, { kind: "note", body: { text: "x" } }, { keyring, log })).toMatchObject({ kind: "note", sequence: 1 });
    expect(withDesk.desk?.recipient).not.toBe(withDesk.shared.recipient);
  });
});

describe("an attachment", () => {
  it("is previewed in a document that can do nothing, and saved under a name that is no path", async () => {
    expect(["image/png", "audio/ogg", "application/pdf", "image/svg+xml", "text/html"].map(previewKind)).toEqual(["image", "audio", "none", "none", "none"]);
    const page = await previewDocument(new TextEncoder().encode("<script>alert(1)</script>"), "text/html").text();
    expect(page).not.toContain("<script");
    expect(page).toContain("default-src 'none'");
    expect(page).toContain("data:image/png;base64,");
    expect(safeName("../../etc/pass\u202Egpj.exe")).toBe("_/../etc/pass_gpj.exe".replaceAll("/", "_"));
    expect(safeName("")).toBe("bestand");
  });
});
