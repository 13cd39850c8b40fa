/** What release 2 kept must open for ever: call-backs, consents, referrals, escalations, procedures, codes, proofs. Restored on both engines. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpAt } from "../../src/accounts/index.ts";
import { deskToken } from "../../src/accounts/shape.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { dayOf, fixedClock, silentLog, systemRandom } from "../../src/base/index.ts";
import type { Config } from "../../src/base/index.ts";
import { eraseCase, eraseConsent } from "../../src/cases/jobs.ts";
import type { DueClaim } from "../../src/cases/shape.ts";
import type { CaseConsents, GivenAnswer } from "../../src/cases/shape/consent.ts";
import { compareClaim } from "../../src/desk/cases/claims.ts";
import { openGiven, originOf } from "../../src/desk/cases/consent.ts";
import { dossierIn, openExchange } from "../../src/desk/cases/escalation.ts";
import { openKeyring } from "../../src/desk/keyring/keyring.ts";
import { fromBase64Url, fromUtf8, openPassphrase, toBase64Url, verifyProof } from "../../src/envelope/index.ts";
import type { ProofKey } from "../../src/envelope/index.ts";
import { openDoors, type Doors } from "../../src/house.ts";
import { loadSecrets, restoreBackup } from "../../src/ops/index.ts";
import { callBackOf } from "../../src/site/browser/sealing/call-back-change.ts";
import { followUpOf } from "../../src/site/browser/sealing/person.ts";
import { keysOf, openWith } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { openThreads, talkIn } from "../../src/site/browser/sealing/threads.ts";
import { loadAssets } from "../../src/site/index.ts";
import { openDatabase, type Store } from "../../src/store/index.ts";
import type { Answered } from "../journeys/cases-world.ts";
import { asked, logOf, openedAt } from "../journeys/desks.ts";
import type { Desk } from "../journeys/desks.ts";
import { lineAt } from "../journeys/escalation-world.ts";
import { asBoard, asComplainant, onDesk, opened as procedureOf } from "../journeys/procedure-world.ts";
import type { Committee } from "../journeys/procedure-world.ts";
import { migrationsFolder } from "../support/database.ts";
import { engines, hasPostgres, newConfig, newFolder, type Engine } from "../support/installations.ts";
import { lineTo } from "../support/line.ts";
import { root } from "../support/server.ts";
import { makeRelease2 } from "./release-2-stories.ts";
import type { Release2 } from "./release-2-stories.ts";

const folder = join(import.meta.dirname, "release-2");
// Once, by hand, before the release: `GEHOORD_MAKE_RELEASE=release-2`. What is there is never made again.
if (process.env["GEHOORD_MAKE_RELEASE"] === "release-2" && !existsSync(folder)) await makeRelease2(folder);
const keys = JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")) as Release2;

/** Some months after the release, whatever this machine's clock says. */
const clock = fixedClock("2027-03-01T09:00:00Z");
const today = dayOf(clock.now());

type Restored = { readonly db: Store; readonly doors: Doors; readonly address: string; readonly replayed: number };

async function restored(engine: Engine): Promise<Restored> {
  const given = await newConfig(engine, "demo");
  const config: Config = { ...given, data: join(newFolder(), "data"), root, origin: "http://localhost:0", trustedProxies: ["127.0.0.1"] };
  mkdirSync(config.data, { recursive: true });
  for (const name of ["secrets", "ledger"]) cpSync(join(folder, name), join(config.data, name), { recursive: true });
  const secrets = await loadSecrets(config.data);
  const db = await openDatabase({ data: config.data, databaseUrl: config.databaseUrl });
  const order = { file: join(folder, "installation.backup"), identity: keys.recovery.identity, data: config.data, migrations: migrationsFolder, secrets, clock, erasers: { case: eraseCase, consent: eraseConsent }, acceptExpired: true };
  const { replayed } = await restoreBackup(db, order);
  const doors = await openDoors({ db, secrets, config, clock, random: systemRandom, log: silentLog }, loadAssets(root));
  return { db, doors, replayed, address: doors.address.replace("localhost", "127.0.0.1") };
}

it("is small enough to keep for ever", () => {
  const size = (at: string): number => readdirSync(at, { withFileTypes: true }).reduce((sum, entry) => sum + (entry.isDirectory() ? size(join(at, entry.name)) : statSync(join(at, entry.name)).size), 0);
  expect(size(folder)).toBeLessThan(600_000);
});

describe.each(["embedded", "postgresql"] as const)("the installation that release 2 left, restored on the %s engine", { timeout: 120_000 }, (engine) => {
  if (!engines.includes(engine)) {
    it.skip("opens whole (PostgreSQL is missing)", () => expect(hasPostgres).toBe(true));
    return;
  }
  let house: Restored;
  let installation: { readonly id: string; readonly salt: string };
  const desks = new Map<string, Desk>();

  const api = async (method: string, path: string, body?: unknown, cookie?: string): Promise<Answered> => {
    const headers = { "content-type": "application/json", "x-csrf-token": deskToken, ...(cookie === undefined ? {} : { cookie }) };
    const response = await fetch(`${house.address}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return { status: response.status, bytes, json: isJson ? (JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>) : {} };
  };

  /** Signs in with passphrase and digits, once: digits of a moment count once. */
  async function at(name: string): Promise<Desk> {
    const known = desks.get(name);
    if (known !== undefined) return known;
    const started = await api("POST", "/api/v1/sign-in/starts", { name });
    const own = await openPassphrase(keys.passphrase, fromBase64Url(String(started.json["salt"])) ?? new Uint8Array(), nodeArgon2);
    const body = { name, auth: toBase64Url(own.auth), totp: totpAt(fromBase64Url(keys.totpSecret) ?? new Uint8Array(), clock.now()) };
    const response = await fetch(`${house.address}/api/v1/sign-in/sessions`, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
    expect(response.status).toBe(201);
    const keyring = await openKeyring((await response.json()) as never, own.wrapping);
    const desk = { world: { api }, cookie: (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "", keyring, team: keyring.teams[0]?.team ?? "" };
    desks.set(name, desk);
    return desk;
  }

  async function talkBy(code: string): Promise<Talk> {
    const own = await keysOf(code, installation.salt);
    if (own === undefined) throw new Error("the code is no code");
    const talk = await openWith(lineTo(house.address), own, { installation: installation.id });
    if (!talk.ok) throw new Error(talk.because);
    expect(talk.value.items.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
    return talk.value;
  }
  const texts = ({ items }: Pick<Talk, "items">): unknown[] => items.flatMap(({ body }) => body["what"] ?? body["text"] ?? []);

  async function givenAt(desk: Desk, id: string): Promise<string[]> {
    const opened = await openedAt(desk, id);
    const { pieces } = (await asked(desk, "GET", `/cases/${id}/given`)).json as unknown as GivenAnswer;
    const parts = await openGiven(pieces, { opened, log: await logOf(desk), today, origin: originOf(opened), purpose: "referral" });
    return parts.map((one) => (one.ok ? one.raw.kind : one.because)).toSorted();
  }

  beforeAll(async () => {
    house = await restored(engine);
    const page = await (await fetch(`${house.address}/gesprek`)).text();
    const attribute = (name: string): string => new RegExp(`data-${name}="([^"]*)"`).exec(page)?.[1] ?? "";
    installation = { id: attribute("installation"), salt: attribute("salt") };
  }, 180_000);
  afterAll(async () => {
    await house?.doors.close(2_000);
    await house?.db.close();
  });

  it("opens the call-back with its code, and the number for the desk", async () => {
    const talk = await talkBy(keys.called.code);
    expect(talk.items.map(({ kind }) => kind)).toEqual(["label", "call-back", "call-time"]);
    expect(await callBackOf(lineTo(house.address), talk)).toMatchObject({ ok: true, value: { callBack: { slot: keys.called.slot } } });
    const { shared } = await openedAt(await at("balans-anna"), keys.called.case);
    expect(shared.pieces.map(({ examined }) => (examined.ok ? fromUtf8(examined.piece.body) : examined.reason)).join("\n")).toContain(keys.called.phone);
  });

  it("opens what was shared for the other desk, and one conversation with both for the person", async () => {
    const { shared } = keys;
    expect(await givenAt(await at("kindertelefoon-anna"), shared.to)).toEqual(["consent", "consent-asked", "label", "report"]);
    const whole = await openThreads(lineTo(house.address), await talkBy(shared.code));
    if (!whole.ok) throw new Error(whole.because);
    expect(whole.value.consents.map(({ state }) => state)).toEqual(["given"]);
    expect(texts(whole.value.talk)[0]).toBe(shared.what);
    expect(texts(talkIn(whole.value, shared.to) ?? { items: [] })).toContain(shared.later);
    expect((await asked(await at("kindertelefoon-anna"), "GET", `/cases/${shared.case}`)).status).toBe(404);
  });

  it("brings back neither the yes that was taken back after the backup, nor the case that was deleted", async () => {
    expect(house.replayed).toBe(2);
    expect(await givenAt(await at("kindertelefoon-anna"), keys.takenBack.to)).toEqual([]);
    const { consents } = (await asked(await at("balans-anna"), "GET", `/cases/${keys.takenBack.case}/consents`)).json as unknown as CaseConsents;
    expect(consents.map(({ state }) => state)).toEqual(["withdrawn"]);
    await expect(talkBy(keys.deleted.code)).rejects.toThrow("code-not-recognised");
  });

  it("opens the dossier and the exchange at the ministry, and the answer for the person", async () => {
    const { laid } = keys;
    const olga = await at("ocw-olga");
    const log = await logOf(olga);
    const found = dossierIn(await openedAt(olga, laid.to), log);
    expect(found).toMatchObject({ proven: true, dossier: { text: laid.text } });
    const line = await lineAt(olga, laid.to, laid.escalation);
    const { words } = await openExchange(line, { installation: installation.id, exchange: found?.dossier.exchange ?? "", ministry: "ocw-team", log });
    expect([line.state, words.map(({ text }) => text)]).toEqual(["settled", laid.words]);
    expect(texts(await talkBy(laid.code))).toContain(laid.step);
  });

  it("opens the complaint for committee, complainant and board", async () => {
    const { complaint } = keys;
    const sara = await at("sara");
    const committee = { world: { api, line: lineTo(house.address), installation } } as unknown as Committee;
    const secretary = { name: "sara", keyring: sara.keyring, cookie: sara.cookie };
    const sides = [await procedureOf(await asBoard(committee, complaint.board)), await procedureOf(await asComplainant(committee, { identity: { keys: (await talkBy(complaint.code)).keys } } as never)), await onDesk(committee, secretary, complaint.case)];
    for (const { opened } of sides) {
      expect(opened.items.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
      for (const word of complaint.words) expect(opened.items.map(({ body }) => body.text)).toContain(word);
    }
  });

  it("opens with every card, and decides on the claim that waited", async () => {
    const { cards } = keys;
    for (const code of [cards.code, cards.second, cards.helper]) expect(texts(await talkBy(code))[0]).toBe(cards.what);
    const anna = await at("balans-anna");
    const due = (await asked(anna, "GET", "/follow-ups")).json["claims"] as { case: string; claim: string }[];
    const mine = due.find((one) => one.case === cards.case);
    const found = (await asked(anna, "GET", `/cases/${cards.case}/claims/${mine?.claim ?? ""}`)).json as unknown as DueClaim;
    const decision = await compareClaim(await openedAt(anna, cards.case), found, { keyring: anna.keyring, log: await logOf(anna), argon2: nodeArgon2 });
    expect([decision.matches, (await asked(anna, "POST", `/cases/${cards.case}/claims/${mine?.claim ?? ""}/decisions`, decision)).status]).toEqual([true, 204]);
    expect(texts(await talkBy(cards.claimed))[0]).toBe(cards.what);
    await expect(talkBy(cards.code)).rejects.toThrow("code-not-recognised");
    const helper = await followUpOf(lineTo(house.address), await talkBy(cards.helper));
    expect(helper).toMatchObject({ ok: true, value: { codes: { card: "helper" } } });
  });

  it("holds the person's yes and the check-ins after it, and every proof that was given", async () => {
    const talk = await talkBy(keys.helped.code);
    expect(talk.opening.state).toBe("closed");
    const after = await followUpOf(lineTo(house.address), talk);
    expect(after.ok && after.value.checkIns.length).toBe(3);
    const { keys: published } = (await api("GET", "/api/v1/proof-keys")).json as unknown as { keys: ProofKey[] };
    for (const proof of keys.helped.proofs) expect(verifyProof(proof, published).ok).toBe(true);
  });

  it("shows nothing to the colleague who is kept out, and everything to the other", async () => {
    const [anna, bram] = [await at("balans-anna"), await at("balans-bram")];
    expect((await asked(bram, "GET", `/cases/${keys.keptOut.case}`)).status).toBe(404);
    const { shared } = await openedAt(anna, keys.keptOut.case);
    expect(shared.pieces.map(({ examined }) => (examined.ok ? fromUtf8(examined.piece.body) : examined.reason)).join("\n")).toContain(keys.keptOut.what);
  });
});
