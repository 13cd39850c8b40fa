/**
 * `security.md` 1.4: nothing in a stolen database can act for a reporter. Somebody has everything that stands in it, and may
 * even write to it; he has not the folder `secrets`, nor anybody's code or passphrase.
 */
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { currentTeamKey, isKeyLogEntry, newHybridIdentity, nextEntry, openTicket, sealTicket, signAct, signerFrom, toBase64Url, unwrap, verifyKeyLog } from "../../src/envelope/index.ts";
import type { KeyLogEntry, KeyPair } from "../../src/envelope/index.ts";
import { exampleSecrets } from "../../src/ops/index.ts";
import { answer, take } from "../../src/ops/example/worker.ts";
import { checkedLog, KeyLogRefusal, wronglyOffered } from "../../src/desk/keyring/key-log.ts";
import { openCase, type KnownChains, type OpenedCase } from "../../src/desk/cases/opening.ts";
import type { DeskCase, SupportPoint } from "../../src/cases/shape.ts";
import { openWith, reopen, type Talk } from "../../src/site/browser/sealing/talk.ts";
import { lineTo } from "../support/line.ts";
import { asWorker, openedAtDesk, openForm, reportWithFile, signedIn, talkOf, writeWithFile, type Receipted, type SignedIn } from "../support/people.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { recordBefore } from "./planted-people.ts";
import { searcherFor } from "./searching.ts";
import { bytesIn, dumpOf, valuesOf, type WholeDump } from "./whole-dump.ts";

type Person = { readonly receipt: Receipted; readonly salt: string; readonly installation: string };

let server: TestServer;
let worker: SignedIn;
let dump: WholeDump;
let mira: Person;
let otto: Person;

async function reports(what: string): Promise<Person> {
  const form = await openForm(server.address);
  const receipt = await reportWithFile(lineTo(server.address), form, what, crypto.getRandomValues(new Uint8Array(2_000)));
  if (receipt === undefined) throw new Error("No receipt was shown");
  return { receipt, salt: form.salt, installation: form.destination.installation };
}

const conversationOf = ({ receipt, installation }: Person): Promise<Talk | undefined> => talkOf(lineTo(server.address), installation, receipt);

beforeAll(async () => {
  server = await startServer({ filled: true, trustedProxies: ["127.0.0.1"] });
  worker = await signedIn(server.address, "noor");
  [mira, otto] = [await reports("Mira vertelt."), await reports("Otto vertelt.")];
  for (const { receipt } of [mira, otto]) {
    await take(asWorker(worker), receipt.case);
    await answer(asWorker(worker), receipt.case, "Wat goed dat je het vertelt.");
  }
  const talk = await conversationOf(mira);
  if (talk !== undefined) await writeWithFile(lineTo(server.address), talk, "Nog iets.", crypto.getRandomValues(new Uint8Array(900)));
  dump = await dumpOf(server.db, server.context);
}, 120_000);
afterAll(() => server.close());

type Sent = { readonly status: number; readonly reference: unknown };

async function post(path: string, body: unknown): Promise<Sent> {
  const response = await fetch(`${server.address}/api/v1${path}`, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", "x-forwarded-for": `2001:db8:${Math.floor(Math.random() * 65_000).toString(16)}::9` } });
  const json = (await response.json()) as { reference?: unknown; nonce?: unknown };
  return { status: response.status, reference: json.reference ?? json.nonce };
}

const challenge = async (lookup: Uint8Array): Promise<string> => String((await post("/conversation/challenges", { lookup: toBase64Url(lookup) })).reference);

/** Asks to open a conversation, signed with this secret over this number. */
function tryToOpen(lookup: Uint8Array, nonce: string, secret: Uint8Array): Promise<Sent> {
  return post("/conversation/openings", { lookup: toBase64Url(lookup), nonce, signature: toBase64Url(signAct(signerFrom(secret), { act: "open", nonce, fields: {} })) });
}

const rowsOfCase = (table: string, { receipt }: Person) => (dump[table] ?? []).filter((row) => row["case_id"] === receipt.case);

describe("whoever has the whole database", () => {
  it("has everything: reports, keys, wraps, files, sessions and the audit chain", () => {
    for (const table of ["cases", "pieces", "reporter_keys", "case_wraps", "upload_chunks", "team_keys", "team_key_wraps", "members", "credentials", "sessions", "key_log", "used_nonces", "audit_lines", "settings"]) {
      expect(dump[table]?.length ?? 0, table).toBeGreaterThan(0);
    }
    expect(rowsOfCase("pieces", mira).length).toBeGreaterThan(3);
    expect(valuesOf(dump, 32).length).toBeGreaterThan(100);
  });

  it("finds no key in it with which anybody signs", () => {
    const members = (dump["member_keys"] ?? []).map((row) => bytesIn(row["sign_public"]));
    const roots = (dump["organisation_roots"] ?? []).map((row) => bytesIn(row["public"]));
    const reporters = (dump["reporter_keys"] ?? []).map((row) => bytesIn(row["sign_public"]));
    const own = new Set([...members, ...roots, ...reporters, signerFrom(server.context.secrets.serverSigning).publicKey].map(toBase64Url));
    expect(own.size).toBeGreaterThan(15);
    for (const value of valuesOf(dump, 32)) expect(own.has(toBase64Url(signerFrom(value).publicKey))).toBe(false);
  });

  it("finds no identity in it that opens anything, and no secret of the house, written in any way", () => {
    const { pepper, tickets, serverSigning, noticeIdentity } = server.context.secrets;
    const looked = searcherFor([
      { name: "identity", text: "AGE-SECRET-KEY-1", exact: true },
      { name: "hybrid identity", text: "AGE-SECRET-KEY-PQ-1", exact: true },
      { name: "notice identity", text: noticeIdentity },
      { name: "passphrase", text: exampleSecrets("noor").passphrase, exact: true },
      { name: "secret of the six digits", text: exampleSecrets("noor").totpSecret, exact: true },
      { name: "session", text: worker.cookie.split("=")[1] ?? "", exact: true },
      { name: "code", text: mira.receipt.identity.code },
      ...[pepper, tickets, serverSigning, mira.receipt.identity.keys.lookup, otto.receipt.identity.keys.lookup].map((text) => ({ name: "secret", text, exact: true as const })),
    ]);
    expect(looked.text("dump", JSON.stringify(dump))).toEqual([]);
    expect(looked.text("what would be found", JSON.stringify({ a: `\\x${Buffer.from(pepper).toString("hex")}` }))).not.toEqual([]);
  });

  it("cannot ask with what is stored of a lookup, and learns nothing by trying", async () => {
    for (const person of [mira, otto]) {
      const [keys] = rowsOfCase("reporter_keys", person);
      const stored = bytesIn(keys?.["lookup_hmac"]);
      const known = await tryToOpen(stored, await challenge(stored), bytesIn(keys?.["sign_public"]));
      const unknown = crypto.getRandomValues(new Uint8Array(32));
      expect(known).toEqual({ status: known.status, reference: "code-not-recognised" });
      expect(known).toEqual(await tryToOpen(unknown, await challenge(unknown), unknown));
    }
  });

  it("cannot sign an act with anything in it, even when he overheard the lookup", async () => {
    const { lookup } = mira.receipt.identity.keys;
    const mine = rowsOfCase("reporter_keys", mira).concat(rowsOfCase("pieces", mira)).flatMap((row) => Object.values(row)).map(bytesIn).filter((bytes) => bytes.length === 32);
    expect(mine.length).toBeGreaterThan(5);
    for (const secret of mine.slice(0, 12)) expect((await tryToOpen(lookup, await challenge(lookup), secret)).reference).toBe("code-not-recognised");
  });

  it("cannot make a one-time number, nor use one again that was used", async () => {
    const { lookup } = mira.receipt.identity.keys;
    const body = new Uint8Array(24);
    new DataView(body.buffer).setBigUint64(16, BigInt(Date.now() + 200_000));
    for (const key of valuesOf(dump, 32).slice(0, 8)) {
      const proof = createHmac("sha256", key).update("gehoord nonce v1\n").update(lookup).update(body).digest().subarray(0, 16);
      expect((await tryToOpen(lookup, Buffer.concat([body, proof]).toString("base64url"), key)).reference).toBe("challenge-expired");
    }
    const recorder = await recordBefore(server.address);
    const talk = await openWith(lineTo(recorder.address), mira.receipt.identity.keys, { installation: mira.installation });
    expect(talk.ok).toBe(true);
    const overheard = recorder.recorded.map(String).findLast((one) => one.includes("/conversation/openings")) ?? "";
    await recorder.close();
    expect((await post("/conversation/openings", JSON.parse(overheard.slice(overheard.lastIndexOf("\n") + 1)))).reference).toBe("challenge-expired");
    for (const { nonce } of (dump["used_nonces"] ?? []).slice(0, 5)) {
      expect(["challenge-expired", "code-not-recognised"]).toContain((await tryToOpen(lookup, toBase64Url(bytesIn(nonce)), new Uint8Array(32).fill(7))).reference);
    }
  });

  it("cannot forge the ticket of a form or of a conversation", async () => {
    const { destination } = await openForm(server.address);
    const code = { code: mira.receipt.identity.code, mark: toBase64Url(new Uint8Array(16)) };
    for (const value of valuesOf(dump, 32)) expect((await openTicket(value, destination.ticket, new Date(), "report form")).ok).toBe(false);
    for (const value of valuesOf(dump, 32).slice(0, 3)) {
      const until = new Date(Date.now() + 600_000);
      const form = { team: "kindertelefoon", what: "Vals", ticket: await sealTicket(value, { case: crypto.randomUUID(), seed: toBase64Url(new Uint8Array(10)), until: until.getTime() }, until, "report form") };
      const sent = await fetch(`${server.address}/melden/versturen`, { method: "POST", body: new URLSearchParams(form) });
      expect(sent.status).toBe(409);
      const ticket = await sealTicket(value, code, until, "conversation");
      const written = await fetch(`${server.address}/gesprek/schrijven`, { method: "POST", body: new URLSearchParams({ ticket, text: "Vals" }) });
      expect([written.status, (await written.text()).includes("Mira vertelt")]).toEqual([409, false]);
    }
  });

  it("cannot go in as a worker with a session or a credential that is stored", async () => {
    for (const row of (dump["sessions"] ?? []).concat(dump["credentials"] ?? [])) {
      for (const value of Object.values(row).map(bytesIn).filter((bytes) => bytes.length >= 16).map(toBase64Url)) {
        const name = worker.cookie.split("=")[0];
        const asked = await fetch(`${server.address}/api/v1/cases/${mira.receipt.case}`, { headers: { cookie: `${name}=${value}` } });
        expect(asked.status).toBe(401);
      }
    }
    const hash = toBase64Url(bytesIn(dump["credentials"]?.[0]?.["auth_hash"]));
    expect((await post("/sign-in/sessions", { name: "noor", auth: hash, totp: "000000" })).status).toBeGreaterThanOrEqual(400);
  });

  it("opens no wrap and no piece with a key of his own", async () => {
    const thief = await newHybridIdentity();
    const wraps = [...(dump["case_wraps"] ?? []), ...(dump["team_key_wraps"] ?? []), ...(dump["member_keys"] ?? []), ...(dump["organisation_root_wraps"] ?? [])].map((row) => bytesIn(row["wrapped"]));
    expect(wraps.length).toBeGreaterThan(20);
    for (const wrapped of wraps) await expect(unwrap(wrapped, thief.identity)).rejects.toThrow("cannot-open");
  });
});

/* ------------------------------------------------------- with a pen in his hand */

/** Writes past every guard that the database has, as its owner can; puts everything back as it was afterwards. */
async function whileRewritten(tables: readonly string[], statements: string, work: () => Promise<void>): Promise<void> {
  const guards = (on: boolean): string => tables.map((one) => `alter table ${one} ${on ? "enable" : "disable"} trigger user; alter table ${one} ${on ? "" : "no "}force row level security;`).join(" ");
  const forced = await server.db.asOwner(({ run }) => run<{ name: string }>("select relname::text as name from pg_class where relforcerowsecurity and relkind = 'r'"));
  const names = new Set(forced.map(({ name }) => name));
  const settle = (sql: string): string => `${guards(false)} ${sql} ${guards(true)} ${tables.filter((one) => !names.has(one)).map((one) => `alter table ${one} no force row level security;`).join(" ")}`;
  const kept = tables.map((one) => `create table kept_${one} as table ${one};`).join(" ");
  // Wraps refer to the keys of teams, so those rows stay and get their old value.
  const restored = (one: string): string => (one === "team_keys" ? "update team_keys t set recipient = k.recipient from kept_team_keys k where k.team = t.team and k.epoch = t.epoch" : `delete from ${one}; insert into ${one} select * from kept_${one}`);
  const back = tables.map((one) => `${restored(one)}; drop table kept_${one};`).join(" ");
  await server.db.asOwner(({ run }) => run(settle(`${kept} ${statements};`)));
  try {
    await work();
  } finally {
    await server.db.asOwner(({ run }) => run(settle(back)));
  }
}

const known: KnownChains = new Map();

/** As the worker's browser opens it that saw the case before. */
async function seenAtDesk({ receipt }: Person): Promise<OpenedCase> {
  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${server.address}/api/v1${path}`, { headers: { cookie: worker.cookie } })).json()) as T;
  const { entries } = await get<{ entries: KeyLogEntry[] }>("/key-log");
  return openCase(await get<DeskCase>(`/cases/${receipt.case}`), { keyring: worker.keyring, log: entries, known });
}

const troubles = ({ shared }: OpenedCase): string[] => shared.pieces.flatMap(({ examined }) => (examined.ok ? [] : [examined.reason]));
const swap = (table: string, column: string, more = ""): string =>
  `update ${table} t set ${column} = o.${column} from kept_${table} o where ${more === "" ? "" : `${more} and `}
   ((t.case_id = '${mira.receipt.case}' and o.case_id = '${otto.receipt.case}') or (t.case_id = '${otto.receipt.case}' and o.case_id = '${mira.receipt.case}'))`;

describe("whoever can also write in the database", () => {
  it("finds that all is well before he begins", async () => {
    for (const person of [mira, otto]) {
      const opened = await seenAtDesk(person);
      expect([troubles(opened), opened.shared.rolledBack, opened.shared.head === undefined]).toEqual([[], false, false]);
      expect((await conversationOf(person))?.items.filter((item) => item.trouble !== undefined)).toEqual([]);
    }
  });

  it("swaps the keys of two reporters: the worker's browser believes nothing, and neither code is taken for the other", async () => {
    await whileRewritten(["reporter_keys"], swap("reporter_keys", "sign_public"), async () => {
      const opened = await seenAtDesk(mira);
      expect(troubles(opened)).toContain("wrong-signature");
      expect(opened.shared.head).toBeUndefined();
      expect(await conversationOf(mira)).toBeUndefined();
      expect(await conversationOf(otto)).toBeUndefined();
    });
  });

  it("gives one person's case to the other's code: it opens for neither", async () => {
    const place = "update reporter_keys set lookup_hmac = decode(repeat('00', 32), 'hex') where case_id = ";
    const from = (person: Person, other: Person): string => `update reporter_keys t set lookup_hmac = o.lookup_hmac, sign_public = o.sign_public from kept_reporter_keys o where t.case_id = '${person.receipt.case}' and o.case_id = '${other.receipt.case}'`;
    await whileRewritten(["reporter_keys"], `${place}'${mira.receipt.case}'; ${from(otto, mira)}; ${from(mira, otto)}`, async () => {
      for (const { receipt, installation } of [mira, otto]) expect(await openWith(lineTo(server.address), receipt.identity.keys, { installation })).toMatchObject({ ok: false, because: "signature-invalid" });
      expect(troubles(await seenAtDesk(otto))).toContain("wrong-signature");
    });
  });

  it("puts in a key of his own: he cannot ask with it, and nothing that was told is believed to be from that key", async () => {
    const secret = new Uint8Array(32).fill(9);
    const own = Buffer.from(signerFrom(secret).publicKey).toString("hex");
    await whileRewritten(["reporter_keys"], `update reporter_keys set sign_public = '\\x${own}' where case_id = '${mira.receipt.case}'`, async () => {
      const stored = bytesIn(rowsOfCase("reporter_keys", mira)[0]?.["lookup_hmac"]);
      expect((await tryToOpen(stored, await challenge(stored), secret)).reference).toBe("code-not-recognised");
      expect(troubles(await seenAtDesk(mira))).toContain("wrong-signature");
    });
  });

  it("swaps pieces of two cases: both browsers say so, and nothing can be written after them", async () => {
    const both = ["sealed", "key", "hash"].map((column) => `${column} = o.${column}`).join(", ");
    const statement = swap("pieces", "sealed", "t.chain = 'shared' and o.chain = 'shared' and t.sequence = 2 and o.sequence = 2").replace("sealed = o.sealed", both);
    await whileRewritten(["pieces"], statement, async () => {
      const opened = await seenAtDesk(mira);
      expect(troubles(opened)).toContain("cannot-open");
      expect(opened.shared.head).toBeUndefined();
      const talk = await conversationOf(mira);
      expect([talk?.items.find((item) => item.kind === "report")?.trouble, talk?.head]).toEqual(["cannot-open", undefined]);
    });
  });

  it("swaps pieces together with the wraps that open them: they say themselves that they belong elsewhere", async () => {
    const all = ["sealed", "key", "hash"].map((column) => `${column} = o.${column}`).join(", ");
    const pieces = swap("pieces", "sealed", "t.chain = 'shared' and o.chain = 'shared' and t.sequence = o.sequence").replace("sealed = o.sealed", all);
    const wraps = swap("case_wraps", "wrapped", "t.chain = 'shared' and o.chain = 'shared' and t.holder_kind = o.holder_kind and t.holder = o.holder");
    await whileRewritten(["pieces", "case_wraps"], `${pieces}; ${wraps}; ${swap("reporter_keys", "sign_public").replace("kept_reporter_keys", "reporter_keys")}`, async () => {
      expect(troubles(await seenAtDesk(mira)).filter((reason) => reason === "moved").length).toBeGreaterThan(2);
    }).finally(() => server.db.asOwner(({ run }) => run(`alter table reporter_keys no force row level security; ${swap("reporter_keys", "sign_public").replace("kept_reporter_keys", "reporter_keys")}; alter table reporter_keys force row level security`)));
  });

  it("takes away the last words: whoever saw them before notices, at the desk and with the code", async () => {
    const before = await conversationOf(mira);
    if (before === undefined) throw new Error("The conversation did not open");
    const last = `delete from pieces where case_id = '${mira.receipt.case}' and chain = 'shared' and sequence = (select max(sequence) from kept_pieces where case_id = '${mira.receipt.case}' and chain = 'shared')`;
    await whileRewritten(["pieces"], last, async () => {
      const opened = await seenAtDesk(mira);
      expect([opened.shared.rolledBack, opened.shared.head]).toEqual([true, undefined]);
      const again = await reopen(lineTo(server.address), before);
      expect(again.ok && again.value.rolledBack).toBe(true);
    });
  });

  it("takes away a word in the middle: everybody notices, also who never saw it", async () => {
    await whileRewritten(["pieces"], `delete from pieces where case_id = '${mira.receipt.case}' and chain = 'shared' and sequence = 3`, async () => {
      const opened = await openedAtDesk(worker, mira.receipt.case);
      expect([troubles(opened).includes("dropped"), opened.shared.head]).toEqual([true, undefined]);
      expect((await conversationOf(mira))?.head).toBeUndefined();
    });
  });

  it("says himself that the person was helped: the worker's browser does not believe it", async () => {
    const copied = `insert into pieces (case_id, id, chain, kind, sender, sequence, sealed, key, hash, upload, day)
      select case_id, gen_random_uuid(), chain, 'helped', sender, (select max(sequence) + 1 from pieces where case_id = '${mira.receipt.case}' and chain = 'shared'), sealed, key, hash, null, day
      from kept_pieces where case_id = '${mira.receipt.case}' and chain = 'shared' and kind = 'message' limit 1`;
    await whileRewritten(["pieces"], copied, async () => {
      const opened = await seenAtDesk(mira);
      expect(opened.shared.pieces.at(-1)?.examined).toEqual({ ok: false, reason: "replayed" });
      expect(opened.shared.head).toBeUndefined();
    });
  });
});

describe("whoever puts another key in the place of a team's", () => {
  let thief: KeyPair;
  const team = "kindertelefoon";
  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${server.address}/api/v1${path}`)).json()) as T;
  const view = (): Promise<Parameters<typeof checkedLog>[0]> => get("/key-log");
  beforeAll(async () => {
    thief = await newHybridIdentity();
  });

  it("is noticed by the desk's check: the public page offers what the key log does not certify", async () => {
    const checked = checkedLog(await view());
    expect(wronglyOffered(checked.entries, await get<SupportPoint[]>("/support-points"), [team])).toEqual([]);
    await whileRewritten(["team_keys"], `update team_keys set recipient = '${thief.recipient}' where team = '${team}'`, async () => {
      expect(wronglyOffered(checkedLog(await view(), checked.known).entries, await get<SupportPoint[]>("/support-points"), [team])).toEqual([team]);
    });
  });

  it("and changes the key log with it: its chain and signatures do not hold", async () => {
    const changed = `update key_log set entry = jsonb_set(entry, '{recipient}', to_jsonb('${thief.recipient}'::text)) where entry ->> 'kind' = 'team' and entry ->> 'team' = '${team}'`;
    await whileRewritten(["team_keys", "key_log"], `update team_keys set recipient = '${thief.recipient}' where team = '${team}'; ${changed}`, async () => {
      const rewritten = await view();
      expect(verifyKeyLog(rewritten.entries.filter(isKeyLogEntry)).ok).toBe(false);
      expect(() => checkedLog(rewritten)).toThrow(KeyLogRefusal);
    });
  });

  it("and adds a line of his own: no organisation signed it", async () => {
    const { entries } = checkedLog(await view());
    const own = nextEntry(entries, { kind: "team", organisation: "kindertelefoon", team, recipient: thief.recipient, epoch: 2 }, signerFrom(new Uint8Array(32).fill(3)));
    expect(verifyKeyLog([...entries, own])).toMatchObject({ ok: false, reason: "wrong-signature" });
  });

  it("and makes the whole key log anew: a desk that saw the true one refuses it", async () => {
    const checked = checkedLog(await view());
    const root = signerFrom(new Uint8Array(32).fill(3));
    const forged: KeyLogEntry[] = [];
    for (const { sequence: _s, previous: _p, signature: _g, ...statement } of checked.entries) {
      const same = statement.kind === "root" ? { ...statement, root: toBase64Url(root.publicKey) } : statement.kind === "team" && statement.team === team ? { ...statement, recipient: thief.recipient } : statement;
      forged.push(nextEntry(forged, same, root));
    }
    expect(currentTeamKey(forged, team)?.recipient).toBe(thief.recipient);
    expect(() => checkedLog({ installation: mira.installation, head: "", entries: forged as never }, checked.known)).toThrow("rolled-back");
  });
});
