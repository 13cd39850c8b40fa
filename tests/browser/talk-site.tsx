/**
 * The real page of the conversation and the real scripts, with one case in memory behind them: a worker whose keys the test
 * holds, and the rules of the wire in short. Signatures and nonces are checked as the server checks them.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { createAddressOf, createLimits } from "../../src/api/index.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { anyone, systemClock, systemRandom } from "../../src/base/index.ts";
import { CodePage } from "../../src/cases/pages/code.tsx";
import { reporterActs, transition, type CaseState } from "../../src/cases/rules.ts";
import { EndingPost, MessagePost, NoticePost } from "../../src/cases/shape/wire.ts";
import { type FollowUp, paddingOf, piecesOfForm, readForm, signedFields, type PieceOut } from "../../src/cases/shape.ts";
import type { JsonValue, KeyLogEntry, KeyPair, ReporterKeys } from "../../src/envelope/index.ts";
import { canonicalJson, fromBase64Url, hashOf, newCaseIdentity, newCode, newHybridIdentity, nextEntry, openCode, sealPiece, signerFrom, toBase64Url, utf8, verifyAct, wrap } from "../../src/envelope/index.ts";
import { buildSite, loadAssets } from "../../src/site/index.ts";
import type { Page } from "../../src/ui/index.ts";
import { bareContext } from "../support/bare-context.ts";
import { memoryDesk, type MemoryDesk } from "./desk-in-memory.ts";
import { root } from "./site-under-test.ts";

const installation = "proef";
const salt = new Uint8Array(16).fill(7);
const organisation = "steunpunt";

const noOtherCodes: FollowUp["codes"] = { card: "own", cards: [], next: "reporter-2", wayBack: false, claims: [] };

type Body = Readonly<Record<string, unknown>>;
export type TalkSite = {
  readonly origin: string;
  readonly code: string;
  readonly pieces: PieceOut[];
  readonly uploads: MemoryDesk;
  readonly notices: KeyPair;
  readonly kept: { state: CaseState; notice: string | undefined; filesReadable: boolean; removed: boolean; promisedDay: string; card: FollowUp["codes"]["card"] };
  readonly identity: KeyPair;
  readonly keys: ReporterKeys;
  readonly caseId: string;
  /** A worker writes; `asMember: false` with a key that nobody certified. */
  readonly write: (kind: "answer", body: Body, certified?: boolean) => Promise<void>;
  close(): Promise<void>;
};

const random32 = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));
const json = (value: unknown, status = 200): Response => Response.json(value, { status });
const refuse = (reference: string, status: number): Response => json({ status, reference }, status);
const bytes = (text: string): Uint8Array<ArrayBuffer> => fromBase64Url(text) ?? new Uint8Array();

function codePage(notices: KeyPair): Page {
  return {
    methods: ["GET"],
    path: "/gesprek",
    who: anyone("a test"),
    answer: ({ language }) => ({
      title: "Gehoord",
      seals: true,
      scripts: ["conversation"],
      body: <CodePage language={language} installation={installation} salt={toBase64Url(salt)} noticeRecipient={notices.recipient} backupDays={35} />,
    }),
  };
}

type Parts = { readonly log: readonly KeyLogEntry[]; readonly wrapped: string };

/** What the server does with signed acts, in short. */
function conversationOf(site: Omit<TalkSite, "origin" | "close" | "code">, { log, wrapped }: Parts): (request: Request, path: string) => Promise<Response> {
  const nonces = new Set<string>();
  const { kept, pieces, uploads, keys, caseId } = site;
  const genuine = (act: string, body: Record<string, unknown>, fields: unknown): boolean =>
    body["lookup"] === toBase64Url(keys.lookup) && nonces.delete(String(body["nonce"])) && verifyAct(keys.signer.publicKey, { act, nonce: String(body["nonce"]), fields: fields as JsonValue }, bytes(String(body["signature"])));
  const opening = (): unknown => ({ case: caseId, installation, organisation, team: organisation, service: organisation, state: kept.state, promisedDay: kept.promisedDay, wraps: [{ epoch: 1, wrapped }], due: false, holders: [], signers: [toBase64Url(keys.signer.publicKey)], pieces, serverKey: toBase64Url(new Uint8Array(32).fill(9)), keyLog: log, filesReadable: kept.filesReadable, notice: kept.notice !== undefined });
  const write = (post: MessagePost): Response => {
    if (post.pieces.every((piece) => pieces.some((one) => one.id === piece.id))) return json({ state: kept.state, promisedDay: kept.promisedDay });
    if (post.pieces[0]?.sequence !== pieces.length + 1) return refuse("sequence-taken", 409);
    const next = transition(kept.state, post.helped === undefined ? "write" : post.helped === "yes" ? "say-helped" : "say-not-helped");
    if (next === undefined) return refuse("transition-not-allowed", 409);
    for (const piece of post.pieces) pieces.push({ ...piece, epoch: 1, chain: "shared", sender: "reporter", hash: hashOf(bytes(piece.sealed)), day: "2027-03-02" });
    kept.state = next.to;
    return json({ state: kept.state, promisedDay: kept.promisedDay });
  };
  return async (request, path) => {
    const body = (await request.json()) as Record<string, unknown>;
    if (path === "challenges") {
      const nonce = randomUUID();
      nonces.add(nonce);
      return json({ nonce });
    }
    if (kept.removed) return refuse("code-not-recognised", 404);
    const file = /^files\/(.+)$/.exec(path)?.[1];
    if (file !== undefined) {
      const upload = pieces.find((piece) => piece.id === file)?.upload;
      if (!genuine("file", body, { piece: file }) || upload === undefined || !kept.filesReadable) return refuse("not-found", 404);
      return new Response(uploads.bytesOf(upload).slice());
    }
    const fields = signedFields(body as never);
    const act = { openings: "open", messages: "write", notice: "notice", ending: "end", threads: "threads", "follow-up": "follow-up" }[path] ?? "";
    if (!genuine(act, body, fields)) return refuse("code-not-recognised", 404);
    if (path === "messages") return write(MessagePost.parse(body));
    if (path === "openings") return json(opening());
    if (path === "threads") return json({ consents: [], threads: [] });
    if (path === "follow-up") return json({ looks: [], looksHidden: false, checkIns: [], access: null, codes: { ...noOtherCodes, card: kept.card }, escalations: [], keptUntil: null } satisfies FollowUp);
    if (path === "notice") {
      kept.notice = NoticePost.parse(body).notice?.sealed;
      return json({});
    }
    const { mode, piece } = EndingPost.parse(body);
    if (mode === "delete") kept.removed = true;
    else if (piece === undefined || !reporterActs(kept.state).some((one) => one.act === "stop")) return refuse("transition-not-allowed", 409);
    else kept.state = "closed";
    return json({ state: mode === "delete" ? "removed" : "closed", backupDays: 35 });
  };
}

export async function talkSite(): Promise<TalkSite> {
  const { build } = (await import(join(root, "tools/build.mjs"))) as { build: (choice: { only: readonly string[] }) => Promise<unknown> };
  await build({ only: ["site"] });
  const [notices, team, shared] = await Promise.all([newHybridIdentity(), newHybridIdentity(), newCaseIdentity()]);
  const code = newCode(crypto.getRandomValues(new Uint8Array(10)));
  const keys = await openCode(code, salt, nodeArgon2);
  const caseId = randomUUID();
  const [rootSigner, worker] = [signerFrom(random32()), signerFrom(random32())];
  const log: KeyLogEntry[] = [];
  log.push(nextEntry(log, { kind: "root", organisation, root: toBase64Url(rootSigner.publicKey) }, rootSigner));
  log.push(nextEntry(log, { kind: "team", organisation, team: organisation, recipient: team.recipient, epoch: 1 }, rootSigner));
  log.push(nextEntry(log, { kind: "member", organisation, team: organisation, member: "w1", signKey: toBase64Url(worker.publicKey), recipient: team.recipient }, rootSigner));
  const pieces: PieceOut[] = [];
  const add = async (kind: PieceOut["kind"], sender: "reporter" | "member:w1", body: unknown, signer = keys.signer): Promise<void> => {
    const id = randomUUID();
    const header = { version: 1, installation, case: caseId, piece: id, chain: "shared", kind, sender, sequence: pieces.length + 1, previous: pieces.at(-1)?.hash ?? "", ...(sender === "reporter" ? {} : { keyLog: log.length }) } as const;
    const sealed = await sealPiece(header, utf8(canonicalJson(body as JsonValue)), { signer, caseRecipient: shared.recipient, pad: paddingOf(kind) });
    pieces.push({ id, chain: "shared", kind, sender, sequence: header.sequence, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key), hash: sealed.hash, day: "2027-03-01", epoch: 1 });
  };
  const form = readForm((name) => ({ what: "Ze sluiten me buiten.\nElke dag.", reach: "mail", mail: "sam@voorbeeld.nl", danger: "recent" })[name as string] ?? "");
  for (const { kind, body } of piecesOfForm(form, false, organisation)) await add(kind, "reporter", body);
  const uploads = memoryDesk("2027-03-04");
  const kept: TalkSite["kept"] = { state: "new", notice: undefined, filesReadable: false, removed: false, card: "own", promisedDay: "2027-03-04" };
  const write: TalkSite["write"] = (kind, body, certified = true) => add(kind, "member:w1", body, certified ? worker : signerFrom(random32()));
  const state = { pieces, uploads, notices, kept, write, identity: shared, keys, caseId };
  const answer = conversationOf(state, { log, wrapped: toBase64Url(await wrap(shared.identity, [keys.recipient])) });
  const context = { ...bareContext({ origin: "http://127.0.0.1", root }), clock: systemClock, random: systemRandom };
  const site = buildSite({ context, assets: loadAssets(root), pages: [codePage(notices)], limits: createLimits(context), addressOf: createAddressOf([]) });
  const points = [{ team: organisation, service: organisation, organisation, name: { nl: "Steunpunt Zuid", en: "Support Point South" }, recipient: team.recipient, epoch: 1, promisedDay: "2027-03-04", hoursKnown: true, keyLogHead: "" }];
  const fetch = (request: Request, env: object): Promise<Response> | Response => {
    const { pathname } = new URL(request.url);
    const path = /^\/api\/v1\/conversation\/(.+)$/.exec(pathname)?.[1];
    if (path !== undefined) return answer(request, path);
    if (pathname === "/api/v1/support-points") return json(points);
    return pathname.startsWith("/api/") ? uploads.answer(request) : site.fetch(request, env);
  };
  return new Promise((resolve) => {
    const server = serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
      resolve({ ...state, code, origin: `http://127.0.0.1:${port}`, close: () => new Promise((closed) => void server.close(() => closed())) });
    });
  });
}
