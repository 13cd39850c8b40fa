/** What release 1 kept must open for ever: the whole installation with codes and keys, and every row of it by hand. */
import { createHmac } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpAt } from "../../src/accounts/index.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { fixedClock, silentLog, systemRandom, type Config } from "../../src/base/index.ts";
import { eraseCase } from "../../src/cases/jobs.ts";
import { readWrapText, unpackAge } from "../../src/cases/shape.ts";
import type { CaseListAnswer } from "../../src/cases/shape.ts";
import { openKeyring } from "../../src/desk/keyring/keyring.ts";
import { examineChain, fromBase64Url, fromUtf8, openChain, openCode, openPassphrase, readFile, readManifest, recipientOf, signerFrom, signersOf, toBase64Url, unwrapText, verifyKeyLog } from "../../src/envelope/index.ts";
import type { KeyLogEntry, OpenedPiece } from "../../src/envelope/index.ts";
import { openDoors, type Doors } from "../../src/house.ts";
import { loadSecrets, readBackup, restoreBackup } from "../../src/ops/index.ts";
import { fileOf, keysOf, openWith } from "../../src/site/browser/sealing/talk.ts";
import { loadAssets } from "../../src/site/index.ts";
import { openDatabase, type Store } from "../../src/store/index.ts";
import { migrationsFolder } from "../support/database.ts";
import { engines, hasPostgres, newConfig, newFolder, type Engine } from "../support/installations.ts";
import { lineTo } from "../support/line.ts";
import { digestOf, filesAtDesk, openedAtDesk, type SignedIn } from "../support/people.ts";
import { root } from "../support/server.ts";
import type { Row } from "../journeys/whole-dump.ts";
import type { Leaf, ReleaseKeys } from "./release-dump.ts";

const folder = join(import.meta.dirname, "release-1", "dump");
const keys = JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")) as ReleaseKeys;
const tables = JSON.parse(readFileSync(join(folder, "tables.json"), "utf8")) as Readonly<Record<string, readonly Row[]>>;
const backup = join(folder, "installation.backup");

const rows = (table: string, where: Row = {}): readonly Row[] => (tables[table] ?? []).filter((row) => Object.entries(where).every(([column, value]) => row[column] === value));
const bytes = (value: string | null | undefined): Uint8Array<ArrayBuffer> => {
  if (value?.startsWith("base64:") !== true) throw new Error("this column holds no bytes");
  return new Uint8Array(Buffer.from(value.slice(7), "base64"));
};
const one = (table: string, where: Row): Row => {
  const [found, more] = rows(table, where);
  if (found === undefined || more !== undefined) throw new Error(`${table} should hold one such row`);
  return found;
};

describe("the rows that release 1 left, opened by hand", () => {
  const settings = one("settings", {});
  const log = rows("key_log").toSorted((a, b) => Number(a["sequence"]) - Number(b["sequence"])).map((row) => JSON.parse(row["entry"] ?? "") as KeyLogEntry);
  const secret = (name: string): string => readFileSync(join(folder, "secrets", name), "utf8").trim();

  async function opened({ case: id }: Leaf, identity: string, chain: "shared" | "desk"): Promise<OpenedPiece[]> {
    const pieces = rows("pieces", { case_id: id, chain }).toSorted((a, b) => Number(a["sequence"]) - Number(b["sequence"]));
    const signers = signersOf({ reporter: bytes(one("reporter_keys", { case_id: id })["sign_public"]), server: signerFrom(fromBase64Url(secret("server-signing")) ?? new Uint8Array()).publicKey, keyLog: log });
    const whole = await openChain(pieces.map((row) => ({ sealed: bytes(row["sealed"]), key: bytes(row["key"]) })), { caseIdentity: identity, expected: { installation: settings["installation"] ?? "", case: id, chain }, signers });
    return whole.opened;
  }
  const texts = (pieces: readonly OpenedPiece[]): string[] => pieces.map((piece) => JSON.parse(fromUtf8(piece.body)) as { what?: string; text?: string }).flatMap(({ what, text }) => what ?? text ?? []);

  it("are few enough to keep for ever", () => {
    const size = (at: string): number => readdirSync(at, { withFileTypes: true }).reduce((sum, entry) => sum + (entry.isDirectory() ? size(join(at, entry.name)) : statSync(join(at, entry.name)).size), 0);
    expect(size(folder)).toBeLessThan(400_000);
  });

  it("have a key log that holds", () => {
    expect(verifyKeyLog(log)).toMatchObject({ ok: true, sequence: log.length });
  });

  it("open with every worker's passphrase, down to the team's key", async () => {
    for (const { name, passphrase, identity } of keys.members) {
      const member = one("members", { name })["id"] ?? "";
      const { wrapping } = await openPassphrase(passphrase, bytes(one("credentials", { member })["salt"]), nodeArgon2);
      const own = JSON.parse(await unwrapText(bytes(one("member_keys", { member })["wrapped"]), wrapping.identity)) as { identity: string; sign: string };
      expect(own.identity).toBe(identity);
      expect(toBase64Url(signerFrom(fromBase64Url(own.sign) ?? new Uint8Array()).publicKey)).toBe(toBase64Url(bytes(one("member_keys", { member })["sign_public"])));
      expect(await unwrapText(bytes(one("team_key_wraps", { member, team: keys.team.team })["wrapped"]), own.identity)).toBe(keys.team.identity);
    }
    expect(await recipientOf(keys.team.identity)).toBe(one("team_keys", { team: keys.team.team })["recipient"]);
  });

  it.each(keys.cases)("open as case $case for the team and with its code, with every word and file", async (leaf) => {
    const team = readWrapText(await unwrapText(bytes(one("case_wraps", { case_id: leaf.case, chain: "shared", holder_kind: "team" })["wrapped"]), keys.team.identity));
    const code = await openCode(leaf.code, bytes(settings["salt"]), nodeArgon2);
    expect(await unwrapText(bytes(one("case_wraps", { case_id: leaf.case, chain: "shared", holder_kind: "reporter" })["wrapped"]), code.identity)).toBe(team.identity);
    expect(team.label?.mode).toBeDefined();
    const pieces = await opened(leaf, team.identity, "shared");
    expect(texts(pieces)).toEqual(leaf.said);
    expect(pieces.some(({ body }) => fromUtf8(body).includes('"sealedOnArrival":true'))).toBe(leaf.onArrival);
    const digests: string[] = [];
    for (const piece of pieces.filter(({ header }) => header.kind === "file")) {
      const chunks = rows("upload_chunks", { upload: one("pieces", { id: piece.header.piece })["upload"] ?? "" }).toSorted((a, b) => Number(a["number"]) - Number(b["number"]));
      digests.push(digestOf(await readFile(new Blob(chunks.map((row) => bytes(row["bytes"]))).stream(), readManifest(piece.body))));
    }
    expect(digests).toEqual(expect.arrayContaining([...leaf.files]));
    expect(digests.length > 0).toBe(leaf.onArrival || leaf.files.length > 0);
    expect(one("reporter_keys", { case_id: leaf.case })).toMatchObject({ recipient: code.recipient, sign_public: `base64:${Buffer.from(code.signer.publicKey).toString("base64")}` });
    const pepper = fromBase64Url(secret("pepper")) ?? new Uint8Array();
    expect(createHmac("sha256", pepper).update("gehoord lookup v1\n").update(code.lookup).digest("base64")).toBe(Buffer.from(bytes(one("reporter_keys", { case_id: leaf.case })["lookup_hmac"])).toString("base64"));
  });

  it("open the notes for the team, and the notice address for the sending job", async () => {
    for (const leaf of keys.cases) {
      const [wrapped] = rows("case_wraps", { case_id: leaf.case, chain: "desk" });
      const notes = wrapped === undefined ? [] : texts(await opened(leaf, readWrapText(await unwrapText(bytes(wrapped["wrapped"]), keys.team.identity)).identity, "desk"));
      expect(notes).toEqual(leaf.notes);
      const [notice] = rows("notices", { case_id: leaf.case });
      const mail = notice === undefined ? undefined : (JSON.parse(await unwrapText(bytes(notice["sealed"]), secret("notice-identity"))) as { mail: string }).mail;
      expect(mail).toBe(leaf.mail);
    }
  });

  it("refuse a piece that was changed since", async () => {
    const [leaf] = keys.cases;
    if (leaf === undefined) throw new Error("there are cases");
    const { identity } = readWrapText(await unwrapText(bytes(one("case_wraps", { case_id: leaf.case, chain: "shared", holder_kind: "team" })["wrapped"]), keys.team.identity));
    const sealed = bytes(rows("pieces", { case_id: leaf.case, sequence: "1" })[0]?.["sealed"]);
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    const signers = signersOf({ reporter: bytes(one("reporter_keys", { case_id: leaf.case })["sign_public"]), server: new Uint8Array(32), keyLog: log });
    const examined = await examineChain([{ sealed, key: bytes(rows("pieces", { case_id: leaf.case, sequence: "1" })[0]?.["key"]) }], { caseIdentity: identity, expected: { installation: settings["installation"] ?? "", case: leaf.case, chain: "shared" }, signers });
    expect(examined.pieces[0]).toEqual({ ok: false, reason: "damaged" });
  });
});

/** Some months after the release, whatever this machine's clock says: digits of a moment count once. */
const clock = fixedClock("2027-03-01T09:00:00Z");

type Restored = { readonly db: Store; readonly doors: Doors; readonly address: string; readonly replayed: number };

/** As an operator does: the folders `secrets` and `ledger` first, then the backup, then the doors. */
async function restored(engine: Engine): Promise<Restored> {
  const given = await newConfig(engine, "demo");
  const config: Config = { ...given, data: join(newFolder(), "data"), root, origin: "http://localhost:0", trustedProxies: ["127.0.0.1"] };
  mkdirSync(config.data, { recursive: true });
  for (const name of ["secrets", "ledger"]) cpSync(join(folder, name), join(config.data, name), { recursive: true });
  const secrets = await loadSecrets(config.data);
  const db = await openDatabase({ data: config.data, databaseUrl: config.databaseUrl });
  const { replayed } = await restoreBackup(db, { file: backup, identity: keys.recovery.identity, data: config.data, migrations: migrationsFolder, secrets, clock, erasers: { case: eraseCase }, acceptExpired: true });
  const doors = await openDoors({ db, secrets, config, clock, random: systemRandom, log: silentLog }, loadAssets(root));
  return { db, doors, replayed, address: doors.address.replace("localhost", "127.0.0.1") };
}

async function atDesk(address: string, { name, passphrase, totpSecret }: ReleaseKeys["members"][number]): Promise<SignedIn> {
  const post = (path: string, body: unknown): Promise<Response> => fetch(`${address}/api/v1${path}`, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const { salt } = (await (await post("/sign-in/starts", { name })).json()) as { salt: string };
  const own = await openPassphrase(passphrase, fromBase64Url(salt) ?? new Uint8Array(), nodeArgon2);
  const response = await post("/sign-in/sessions", { name, auth: toBase64Url(own.auth), totp: totpAt(fromBase64Url(totpSecret) ?? new Uint8Array(), clock.now()) });
  expect(response.status).toBe(201);
  return { address, cookie: (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "", keyring: await openKeyring((await response.json()) as never, own.wrapping) };
}

describe.each(["embedded", "postgresql"] as const)("the installation that release 1 left, restored on the %s engine", (engine) => {
  if (!engines.includes(engine)) {
    it.skip("opens whole (PostgreSQL is missing)", () => expect(hasPostgres).toBe(true));
    return;
  }
  let house: Restored;
  let installation: string;
  let salt: string;
  beforeAll(async () => {
    house = await restored(engine);
    const page = await (await fetch(`${house.address}/gesprek`)).text();
    const attribute = (name: string): string => new RegExp(`data-${name}="([^"]*)"`).exec(page)?.[1] ?? "";
    [installation, salt] = [attribute("installation"), attribute("salt")];
  }, 120_000);
  afterAll(async () => {
    await house?.doors.close(2_000);
    await house?.db.close();
  });

  it("is the same installation, with a backup that is whole", async () => {
    expect(installation).toBe(one("settings", {})["installation"]);
    expect((await readBackup(backup, keys.recovery.identity)).head.seq).toBeGreaterThan(10);
    expect(existsSync(backup)).toBe(true);
  });

  it("opens every conversation with its code, with and without script, and every file that may be read", async () => {
    for (const leaf of keys.cases) {
      const reporter = await keysOf(leaf.code, salt);
      if (reporter === undefined) throw new Error("the code is no code");
      const talk = await openWith(lineTo(house.address), reporter, { installation });
      if (!talk.ok) throw new Error(`${leaf.code}: ${talk.because}`);
      expect(talk.value.opening.state).toBe(leaf.state);
      expect(talk.value.items.filter((item) => item.trouble !== undefined)).toEqual([]);
      expect(talk.value.items.flatMap(({ body }) => body["what"] ?? body["text"] ?? [])).toEqual(leaf.said);
      const files = await Promise.all(talk.value.items.filter(({ kind }) => kind === "file").map((item) => fileOf(lineTo(house.address), talk.value, item)));
      if (talk.value.opening.filesReadable) expect(files.map((file) => (file.ok ? digestOf(file.value) : file.because))).toEqual(leaf.files);
      const shown = await (await fetch(`${house.address}/gesprek/openen`, { method: "POST", body: new URLSearchParams({ code: leaf.code }), headers: { "x-forwarded-for": "2001:db8:aa::1" } })).text();
      for (const text of leaf.said) expect(shown).toContain(text.split("'")[0]);
    }
  }, 60_000);

  it("lets every worker in with passphrase and digits, and opens every case at the desk", async () => {
    for (const member of keys.members) {
      const worker = await atDesk(house.address, member);
      const list = (await (await fetch(`${house.address}/api/v1/cases?filter=all`, { headers: { cookie: worker.cookie } })).json()) as CaseListAnswer;
      expect(list.cases.map(({ id }) => id).toSorted()).toEqual(keys.cases.map((leaf) => leaf.case).toSorted());
      for (const { wrap } of list.cases) expect(readWrapText(await unwrapText(unpackAge(wrap), keys.team.identity)).label?.mode).toBeDefined();
      for (const leaf of keys.cases) {
        const opened = await openedAtDesk(worker, leaf.case);
        expect(opened.shared.head).toBeDefined();
        expect(await filesAtDesk(worker, opened)).toEqual(expect.arrayContaining([...leaf.files]));
      }
    }
  }, 60_000);

  it("keeps deleted what was deleted after the backup", async () => {
    expect(house.replayed).toBe(1);
    const reporter = await keysOf(keys.deleted.code, salt);
    if (reporter === undefined) throw new Error("the code is no code");
    expect(await openWith(lineTo(house.address), reporter, { installation })).toMatchObject({ ok: false, because: "code-not-recognised" });
    const left = await house.db.asOwner(async ({ run }) => {
      await run("set local role gehoord_backup");
      return run<{ case_id: string }>("select case_id::text from pieces union all select case_id::text from case_wraps union all select case_id::text from reporter_keys");
    });
    expect(rows("pieces", { case_id: keys.deleted.case }).length, "the backup still held it").toBeGreaterThan(0);
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter((row) => row.case_id === keys.deleted.case)).toEqual([]);
  });
});
