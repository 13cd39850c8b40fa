/** Workers hear by mail that something waits: neutral, when they chose, once, and never about what they are kept out of. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createOrganisation } from "../../src/accounts/index.ts";
import { fixedClock, type Config } from "../../src/base/index.ts";
import { caseEvents } from "../../src/cases/jobs.ts";
import { nextStroke } from "../../src/cases/jobs/desk-notices.ts";
import { noticeText } from "../../src/cases/shape.ts";
import { recipientOf, toBase64Url, wrap } from "../../src/envelope/index.ts";
import { runOutbox } from "../../src/store/index.ts";
import { engineUnderTest } from "../support/database.ts";
import { newConfig, openFor } from "../support/installations.ts";
import { emptyDatabase, startPostgres } from "../support/postgres.ts";
import { quickCase } from "../support/quick-cases.ts";
import { casesWorld, reported, team, type World } from "./cases-world.ts";

type Mail = { readonly to: string; readonly subject: string; readonly text: string; readonly messageId: string };
type Name = "anna" | "bram" | "carla";

let world: World;
const cookies = new Map<Name, string>();
const mails: Mail[] = [];
const handlers = caseEvents({ mail: { sendMail: (message) => Promise.resolve(mails.push(message)) }, from: "Gehoord <noreply@gehoord.test>" });
const addressOf = (name: Name): string => `${name}@balans.example`;

beforeAll(async () => {
  world = await casesWorld();
  for (const name of ["anna", "bram", "carla"] as const) cookies.set(name, await world.signIn(`balans-${name}`));
}, 180_000);
afterAll(() => world.close());
const run = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => world.store.asOwner(({ run: one }) => one<Row>(text, values));
beforeEach(async () => {
  await run("delete from outbox");
  await run("delete from member_notices");
  mails.length = 0;
});

const me = (name: Name, method: string, body?: unknown) => world.api(method, "/api/v1/me/notices", body, cookies.get(name));
async function wants(name: Name, digest: "at-once" | "daily", hour: number | null = null, language = "nl"): Promise<void> {
  const recipient = String((await me(name, "GET")).json["recipient"]);
  const sealed = toBase64Url(await wrap(noticeText(addressOf(name), language), [recipient]));
  expect((await me(name, "PUT", { digest, hour, sealed })).status).toBe(204);
}
const happens = (event: string, payload: Readonly<Record<string, string>> = { team }): Promise<void> => world.store.transaction({ role: "system" }, (tx) => tx.emit({ event, payload }));
const deliver = async (): Promise<readonly string[]> => {
  mails.length = 0;
  await runOutbox(world.context, handlers);
  return mails.map(({ to }) => to).toSorted();
};
const idOf = async (name: string): Promise<string> => (await run<{ id: string }>("select id::text from members where name = $1", [name]))[0]?.id ?? "";

describe("a worker who gave an address", () => {
  it("hears at once that something came in, and nothing of what or whose it is", async () => {
    await wants("anna", "at-once");
    const { post } = await reported(world, { what: "Joris slaat mij", name: "Noor", mode: "confidential", reach: "mail", mail: "noor@voorbeeld.example" });
    expect(await deliver()).toEqual(["anna@balans.example"]);
    expect(mails[0]).toMatchObject({ subject: "Gehoord" });
    expect(mails[0]?.text).toBe("Er is iets nieuws binnen op de werkplek.\n\nGa naar http://gehoord.test/desk\n\nWil je deze mails op een ander moment, of niet meer? Dat stel je daar in onder Account.\n");
    for (const word of [post.case, "Noor", "Joris", team]) expect(JSON.stringify(mails), word).not.toContain(word);
  });

  it("reads it in the language of his desk", async () => {
    await wants("anna", "at-once", null, "en");
    await happens("case.written");
    await deliver();
    expect(mails[0]?.text).toContain("Something new came in at the desk.");
  });

  it("gets one mail a day at his hour, also through the night that the clocks go forward", async () => {
    await wants("bram", "daily", 8);
    const before = world.clock.now();
    world.clock.set("2027-03-27T20:00:00Z");
    for (let count = 0; count < 3; count += 1) await happens("case.written");
    expect(await deliver()).toEqual([]);
    world.clock.set("2027-03-28T05:59:59Z");
    expect(await deliver()).toEqual([]);
    world.clock.set("2027-03-28T06:00:00Z");
    expect(await deliver()).toEqual(["bram@balans.example"]);
    expect(mails[0]?.text).toContain("Er wacht iets op je op de werkplek.");
    expect(await deliver()).toEqual([]);
    expect(nextStroke(2, new Date("2027-03-28T00:30:00Z")).getTime()).toBeGreaterThan(Date.parse("2027-03-28T00:30:00Z"));
    world.clock.set(before.toISOString());
  });

  it("hears at once what must be read today, whatever hour he chose", async () => {
    await wants("bram", "daily", 8);
    await happens("case.not-safe");
    expect(await deliver()).toEqual(["bram@balans.example"]);
  });

  it("hears once while a mail waits, and again after it was sent", async () => {
    await wants("anna", "at-once");
    const { "case.written": handedOut } = handlers;
    if (handedOut === undefined) throw new Error("nobody hands it out");
    for (let count = 0; count < 2; count += 1) {
      await happens("case.written");
      await runOutbox(world.context, { "case.written": handedOut });
    }
    expect(await deliver()).toEqual(["anna@balans.example"]);
    await happens("case.written");
    expect(await deliver()).toEqual(["anna@balans.example"]);
  });

  it("hears nothing any more when he ends it, or leaves", async () => {
    await wants("anna", "at-once");
    await wants("bram", "at-once");
    await happens("case.written");
    expect((await me("anna", "DELETE")).status).toBe(204);
    await run("update members set status = 'ended' where name = 'balans-bram'");
    expect(await deliver()).toEqual([]);
    expect(await run("select from member_notices")).toEqual([]);
    await run("update members set status = 'active' where name = 'balans-bram'");
  });

  it("changes the time without telling the address again, and cannot begin without one", async () => {
    expect((await me("anna", "PUT", { digest: "at-once", hour: null })).status).toBe(422);
    await wants("anna", "at-once");
    expect((await me("anna", "PUT", { digest: "daily", hour: 7 })).status).toBe(204);
    expect((await me("anna", "PUT", { digest: "daily", hour: null })).status).toBe(422);
    expect((await me("anna", "GET")).json["notice"]).toEqual({ digest: "daily", hour: 7 });
  });

  it("is the only one who sees that he wants mail, and nobody reads the address", async () => {
    await wants("anna", "at-once");
    const bram = await idOf("balans-bram");
    const seen = await world.store.transaction({ role: "member", member: bram, organisation: "balans" }, (tx) => tx.sql.selectFrom("member_notices" as never).selectAll().execute());
    expect(seen).toEqual([]);
    const [row] = await run<{ sealed: Uint8Array }>("select sealed from member_notices");
    expect(Buffer.from(row?.sealed ?? []).toString("latin1")).not.toContain("anna@");
    expect((await world.api("GET", "/api/v1/me/notices")).status).toBe(401);
  });
});

describe("who hears it", () => {
  it("is the team, its lead or the coordinator, as the news asks, and never another organisation", async () => {
    for (const name of ["anna", "bram", "carla"] as const) await wants(name, "at-once");
    const heard: Record<string, readonly string[]> = {};
    for (const event of ["case.written", "case.half-term", "case.overdue"]) {
      await happens(event);
      heard[event] = (await deliver()).map((to) => to.split("@")[0] ?? "");
    }
    expect(heard).toEqual({ "case.written": ["anna", "bram"], "case.half-term": ["bram"], "case.overdue": ["carla"] });
    await happens("case.written", { team: "kindertelefoon-desk" });
    expect(await deliver()).toEqual([]);
  });

  it("is nobody who may not know that there is such a case", async () => {
    await wants("anna", "at-once");
    await wants("bram", "at-once");
    const id = await quickCase(world.store, { organisation: "balans", team, day: "2026-11-23" });
    await run("delete from case_wraps where case_id = $1 and holder_kind = 'team'", [id]);
    await run("update cases set by_member = true where id = $1", [id]);
    await run("insert into case_wraps (case_id, chain, epoch, holder_kind, holder, wrapped) values ($1, 'shared', 1, 'member', $2, $3)", [id, await idOf("balans-anna"), randomBytes(200)]);
    await happens("case.written", { team, case: id });
    expect(await deliver()).toEqual(["anna@balans.example"]);
  });

  it("is not the one whom an alert is about", async () => {
    await wants("bram", "at-once");
    await happens("reading.bulk", { team, except: await idOf("balans-bram") });
    expect(await deliver()).toEqual([]);
    await happens("reading.bulk");
    expect(await deliver()).toEqual(["bram@balans.example"]);
  });
});

describe("a mail that was handed over when the house fell", () => {
  it("comes with the same id, so that nobody gets two; and what was handed out is not handed out again", async () => {
    await wants("anna", "at-once");
    await happens("case.written");
    const [row] = await run<{ id: string; payload: Record<string, string> }>("select id::text, payload from outbox");
    const delivery = { id: row?.id ?? "", payload: row?.payload ?? {}, attempt: 1 };
    await handlers["case.written"]?.(world.context, delivery);
    await handlers["case.written"]?.(world.context, delivery);
    expect(await run("select from outbox where event = 'member.notice'")).toHaveLength(1);
    expect(await deliver()).toHaveLength(1);
  });
});

const rounds = Number(process.env["KILLS"] ?? "3");
type Post = { readonly port: number; readonly got: string[]; onMail: () => void; close(): Promise<void> };

/** A mail server that says what it got before it says that it has it. */
async function postOffice(): Promise<Post> {
  const got: string[] = [];
  const post: { onMail: () => void } = { onMail: () => undefined };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
      stream.on("end", () => {
        got.push(/^Message-ID: (\S+)/im.exec(text)?.[1] ?? "");
        post.onMail();
        done();
      });
    },
  });
  server.on("error", () => undefined); // The other side was killed.
  const port = await new Promise<number>((go) => {
    const listening = server.listen(0, "127.0.0.1", () => go((listening.address() as { port: number }).port));
  });
  return Object.assign(post, { port, got, close: () => new Promise<void>((go) => server.close(() => go())) });
}

describe(`a house that is killed between sending and noting it (${engineUnderTest})`, () => {
  it(`sends every mail, each under one id, SIGKILL ${rounds} times`, { timeout: 120_000 + rounds * 30_000 }, async () => {
    const server = engineUnderTest === "embedded" ? undefined : await startPostgres({ durable: true });
    const made = await newConfig("embedded", "demo");
    const config: Config = server === undefined ? made : { ...made, databaseUrl: (await emptyDatabase(server.url)).url };
    const began = Date.parse("2026-11-23T09:00:00Z");
    const { db, context, secrets } = await openFor(config, fixedClock(new Date(began).toISOString()));
    const member = (name: string) => ({ name: `balans-${name}`, shownName: name, roles: ["worker"] as const, teams: [team], passphrase: "vier rustige woorden samen", totpSecret: new Uint8Array(20).fill(7) });
    await createOrganisation(context, { organisation: "balans", name: "Balans", teams: [{ team, service: "balans", name: "Desk", answerDays: 3 }], members: [member("anna"), member("bram")] });
    const sealed = await wrap(noticeText("anna@balans.example", "nl"), [await recipientOf(secrets.noticeIdentity)]);
    await db.asOwner((session) => session.run("insert into member_notices (member, organisation, sealed, digest) select id, organisation, $1, 'at-once' from members", [sealed]));
    await db.transaction({ role: "system" }, (tx) => tx.emit({ event: "report.received", payload: { team } }));
    await db.close();
    const post = await postOffice();
    for (let count = 0; count <= rounds; count += 1) {
      // An hour later: what a killed process had taken on is free again.
      const now = new Date(began + (count + 1) * 3_600_000).toISOString();
      const child = spawn(process.execPath, [join(config.root, "tests/support/marked-outbox.mjs"), config.data, config.databaseUrl ?? "", now, `smtp://127.0.0.1:${post.port}`], { stdio: ["ignore", "ignore", "inherit"] });
      post.onMail = () => void (count < rounds && child.kill("SIGKILL"));
      await new Promise((go) => child.once("close", go));
    }
    const after = await openFor(config, fixedClock("2026-12-23T09:00:00Z"));
    expect(await after.db.asOwner((session) => session.run("select event from outbox"))).toEqual([]);
    await after.db.close();
    await post.close();
    await server?.remove();
    expect(new Set(post.got).size).toBe(2);
    expect(post.got.length).toBeGreaterThan(2);
  });
});
