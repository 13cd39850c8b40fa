/** A contact leaves one fact: registered by a worker, entered when its week is over, corrected in place, seen by nobody else. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { allFacts, quarterOf } from "../../src/registration/index.ts";
import { cubeOf } from "../../src/registration/publishing/cube.ts";
import { FactFields, newestList } from "../../src/registration/rules/codes.ts";
import type { Codes } from "../../src/registration/rules/codes.ts";
import { dayOf } from "../../src/base/index.ts";
import { weekOf } from "../../src/cases/index.ts";
import { registerFact } from "../../src/registration/actions.ts";
import { enterFacts, forgetMatters } from "../../src/registration/jobs.ts";
import { openBytes } from "../../src/registration/records/index.ts";
import { writtenMarks } from "../../src/registration/rules/measures.ts";
import { FactPost } from "../../src/registration/shape.ts";
import { readSums } from "../../src/registration/rules/sums.ts";
import type { Sums } from "../../src/registration/rules/sums.ts";
import { casesWorld } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";

let world: World;
let anna: string;
const week = 7 * 86_400_000;

beforeAll(async () => {
  world = await casesWorld();
  anna = await world.signIn("balans-anna");
}, 60_000);
beforeEach(() => world.store.asOwner(({ run }) => run("delete from fact_arrivals; delete from facts; delete from fact_sums")));
afterAll(() => world.close());

const codes: Codes = { channel: "phone", role: "parent", sector: "po", province: "utrecht", topic: "bullying", by: "pupil", done: "advice", outcome: "not-known" };
const token = (): string => randomBytes(32).toString("base64url");
const register = (more: Partial<Codes> = {}, of = token(), cookie = anna): Promise<Answered> => world.api("POST", "/api/v1/facts", { token: of, version: 1, codes: { ...codes, ...more } }, cookie);
type More = { readonly marks?: string; readonly matter?: { readonly quarter: string; readonly token: string } };
/** By whoever works where, without signing in first. */
async function registerAt(organisation: string, more: More, of = token()): Promise<void> {
  const member = [...world.desk.members, ...world.other.members].find((one) => one.name === `${organisation}-bram`)?.member ?? "";
  const actor = { kind: "member", member, organisation, teams: [], roles: ["worker"], session: "" } as const;
  expect(await registerFact({ ...world.context, language: "nl", actor }, { token: of, version: 1, codes, ...more })).toEqual({ ok: true, value: {} });
}
/** Next week: who works here signs in again. */
const nextWeek = async (): Promise<void> => {
  world.clock.advance(week);
  anna = await world.signIn("balans-anna");
};
const weekOver = async (): Promise<void> => {
  world.clock.advance(week);
  await enterFacts(world.context);
};
const rows = (of: string): Promise<readonly Record<string, unknown>[]> =>
  world.store.transaction({ role: "system" }, async (tx) => (await sql<Record<string, unknown>>`select * from ${sql.table(of)}`.execute(tx.sql)).rows);

const thisWeek = (): string => weekOf(dayOf(world.clock.now()));
const sumsOfBalans = async (week: string): Promise<Sums> => {
  const row = (await rows("fact_sums")).find((one) => one["organisation"] === "balans" && one["quarter"] === quarterOf(week));
  return readSums(openBytes(world.context, { table: "sums", organisation: "balans", at: quarterOf(week) }, row?.["sealed"] as Uint8Array));
};

describe("a contact", () => {
  it("is one fact of the week in which it was registered, once that week is over", async () => {
    const now = thisWeek();
    expect((await register()).status).toBe(204);
    expect(await enterFacts(world.context)).toBe(0);
    expect(await allFacts(world.context)).toEqual([]);
    await nextWeek();
    expect(await enterFacts(world.context)).toBe(1);
    expect(await allFacts(world.context)).toEqual([{ week: now, organisation: "balans", ...codes, matter: "" }]);
    expect(await rows("fact_arrivals")).toEqual([]);
    expect(await enterFacts(world.context)).toBe(0);
  });

  it("stays one fact however often it is registered, in the week itself and later, and keeps its week", async () => {
    const same = token();
    const now = thisWeek();
    await register({ topic: "unsure" }, same);
    world.clock.advance(60_000);
    await register({ topic: "threat" }, same);
    await register();
    await nextWeek();
    await enterFacts(world.context);
    expect((await allFacts(world.context)).map((one) => one.topic)).toEqual(["bullying", "threat"]);
    await register({ topic: "threat", outcome: "helped" }, same);
    await nextWeek();
    await enterFacts(world.context);
    const facts = await allFacts(world.context);
    expect(facts).toHaveLength(2);
    expect(facts.find((one) => one.topic === "threat")).toEqual({ week: now, organisation: "balans", ...codes, topic: "threat", outcome: "helped", matter: "" });
  });

  it("says only what the list of codes knows, and nothing beside it", async () => {
    for (const body of [
      { token: token(), version: 1, codes: { ...codes, topic: "Jan de Vries" } },
      { token: token(), version: 1, codes: { ...codes, topic: "aliens" } },
      { token: token(), version: 2, codes },
      { token: token(), version: 1, codes: { ...codes, school: "01AB" } },
      { token: token(), version: 1, codes, case: crypto.randomUUID() },
      { token: "kort", version: 1, codes },
    ]) {
      expect((await world.api("POST", "/api/v1/facts", body, anna)).json["reference"]).toBe("input-invalid");
    }
    expect(await rows("fact_arrivals")).toEqual([]);
  });

  it("is registered by who works with people, not by a coordinator and not by a visitor", async () => {
    expect((await register({}, token(), await world.signIn("balans-carla"))).status).toBe(403);
    expect((await world.api("POST", "/api/v1/facts", { token: token(), version: 1, codes })).status).toBe(401);
  });
});

describe("what is counted beside the codes", () => {
  it("has one form: as many digits as there are numbers", () => {
    const isTaken = (marks: string): boolean => FactPost.safeParse({ token: token(), version: 1, codes, marks }).success;
    expect(["1", "x".repeat(22), writtenMarks({}).replace("0", "-"), `${writtenMarks({})}0`, writtenMarks({ "term met": 1 })].map(isTaken)).toEqual([false, false, false, false, true]);
  });

  it("is in the sums of the week in which the contact was registered, and is replaced like its codes", async () => {
    const same = token();
    const now = thisWeek();
    await registerAt("balans", { marks: writtenMarks({ "term met": 1, "referral offered": 2, "referral declined": 1 }) }, same);
    await registerAt("balans", { marks: writtenMarks({ "term missed": 1 }) });
    await registerAt("balans", {});
    await weekOver();
    expect((await sumsOfBalans(now)).measures).toMatchObject({ [now]: { term: { met: 1, missed: 1 }, referral: { offered: 2, accepted: 0, declined: 1 } } });
    await registerAt("balans", { marks: writtenMarks({ "term met": 1, "referral offered": 2, "referral accepted": 1, "referral declined": 1, "helped6 yes": 1 }) }, same);
    await weekOver();
    const { measures, counts } = await sumsOfBalans(now);
    expect([counts.reduce((sum, one) => sum + one, 0), Object.keys(measures)]).toEqual([3, [now]]);
    expect(measures[now]).toMatchObject({ term: { met: 1, missed: 1 }, helped6: { yes: 1 }, referral: { offered: 2, accepted: 1, declined: 1 } });
  });
});

describe("a matter at two desks", () => {
  const quarter = (): string => quarterOf(thisWeek());
  afterAll(async () => {
    anna = await world.signIn("balans-anna");
  });
  const counted = async (): Promise<readonly [contacts: number, matters: number][]> => [...cubeOf(await allFacts(world.context)).values()].map((rows) => [rows.reduce((sum, row) => sum + row.contacts, 0), rows.reduce((sum, row) => sum + row.matters, 0)]);

  it("counts once where it was linked, with its contacts beside it, and under a token that nobody sent", async () => {
    const matter = { quarter: quarter(), token: token() };
    await registerAt("balans", { matter });
    await registerAt("kindertelefoon", { matter });
    await registerAt("balans", {});
    await weekOver();
    const facts = await allFacts(world.context);
    const linked = facts.filter((one) => one.matter !== "");
    expect([linked.map((one) => one.organisation).toSorted(), new Set(linked.map((one) => one.matter)).size]).toEqual([["balans", "kindertelefoon"], 1]);
    expect(linked[0]?.matter).not.toBe(matter.token);
    expect(await counted()).toEqual([[3, 2]]);
  });

  it("is no longer linked where the link was taken back, and never by the token of another quarter", async () => {
    const [here, there] = [token(), token()];
    const matter = { quarter: quarter(), token: token() };
    await registerAt("balans", { matter }, here);
    await registerAt("kindertelefoon", { matter }, there);
    await registerAt("balans", { matter: { ...matter, quarter: "2025-q1" } });
    world.clock.advance(1_000);
    await registerAt("balans", {}, here);
    await weekOver();
    expect((await allFacts(world.context)).map((one) => [one.organisation, one.matter !== ""])).toEqual([["balans", false], ["balans", false], ["kindertelefoon", true]]);
  });

  it("is forgotten when nothing is counted by matter any more; what was counted stays", async () => {
    const matter = { quarter: quarter(), token: token() };
    await registerAt("balans", { matter });
    await registerAt("kindertelefoon", { matter });
    await weekOver();
    const at = (day: string) => ({ ...world.context, clock: { now: () => new Date(`${day}T12:00:00Z`) } });
    const year = Number(quarter().slice(0, 4)) + 1;
    expect(await forgetMatters(at(`${year}-06-28`))).toBe(0);
    expect((await allFacts(world.context)).every((one) => one.matter !== "")).toBe(true);
    expect(await forgetMatters(at(`${year}-07-08`))).toBe(2);
    expect((await allFacts(world.context)).map((one) => one.matter)).toEqual(["", ""]);
    expect(await forgetMatters(at(`${year}-07-15`))).toBe(0);
  });
});

describe("what is kept of it", () => {
  it("holds no code, no token and no moment in the clear, and every row has one length", async () => {
    const same = token();
    const longest = Object.fromEntries(FactFields.map((field) => [field, newestList.codes[field].toSorted((one, other) => other.length - one.length)[0]]));
    const linked = { marks: writtenMarks({ "term met": 1 }), matter: { quarter: quarterOf(thisWeek()), token: same } };
    expect((await world.api("POST", "/api/v1/facts", { token: token(), version: 1, codes: longest, ...linked }, anna)).status).toBe(204);
    await register({ topic: "sexual-behaviour", done: "escalated" }, same);
    await register({ topic: "home" }, token(), await world.signIn("kindertelefoon-bram"));
    const arrived = await rows("fact_arrivals");
    await nextWeek();
    await enterFacts(world.context);
    const kept = [...arrived, ...(await rows("facts"))];
    expect(new Set(kept.map((row) => (row["sealed"] as Uint8Array).length))).toEqual(new Set([412]));
    expect(Object.keys(arrived[0] ?? {}).toSorted()).toEqual(["id", "organisation", "sealed"]);
    const dump = kept.map((row) => Buffer.from(row["sealed"] as Uint8Array).toString("latin1")).join("\n");
    for (const word of ["sexual", "escalated", "2026", same]) expect(dump).not.toContain(word);
    const lines = await world.store.transaction({ role: "system" }, async (tx) => (await sql<{ content: string; record: string | null }>`select content, record from audit_contents where content like '%fact.%'`.execute(tx.sql)).rows);
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(lines.every((line) => line.record === null && !/sexual|escalated|case/.test(line.content))).toBe(true);
  });

  it("is read by no member: neither what arrived nor what was counted, and of sums only the own organisation's", async () => {
    await register();
    await register({}, token(), await world.signIn("kindertelefoon-bram"));
    await nextWeek();
    await enterFacts(world.context);
    const me = world.desk.members.find((one) => one.name === "balans-anna")?.member ?? "";
    const asMe = <T>(work: string): Promise<readonly T[]> =>
      world.store.transaction({ role: "member", member: me, organisation: "balans" }, async (tx) => (await sql<T>`${sql.raw(work)}`.execute(tx.sql)).rows);
    await expect(asMe("select * from facts")).rejects.toThrow(/permission denied/);
    await expect(asMe("select * from fact_arrivals")).rejects.toThrow(/permission denied/);
    await expect(asMe(`insert into fact_arrivals (id, organisation, sealed) values (gen_random_uuid(), 'kindertelefoon', '\\x${"00".repeat(412)}')`)).rejects.toThrow(/row-level security/);
    const [sums, ...others] = await asMe<{ organisation: string; quarter: string; sealed: Uint8Array }>("select * from fact_sums");
    expect([sums?.organisation, ...others]).toEqual(["balans"]);
    const place = { table: "sums", organisation: "balans", at: sums?.quarter ?? "" } as const;
    const counted = readSums(openBytes(world.context, place, sums?.sealed ?? new Uint8Array()));
    expect([[...counted.counts], counted.codes.topic, counted.codes.role]).toEqual([[1], ["bullying"], ["parent"]]);
    expect(() => openBytes(world.context, { ...place, organisation: "kindertelefoon" }, sums?.sealed ?? new Uint8Array())).toThrow();
    expect(() => openBytes({ ...world.context, secrets: { ...world.context.secrets, pepper: randomBytes(32) } }, place, sums?.sealed ?? new Uint8Array())).toThrow();
  });
});
