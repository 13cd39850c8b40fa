/** A contact leaves one fact: registered by a worker, entered when its week is over, corrected in place, seen by nobody else. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { allFacts } from "../../src/registration/index.ts";
import type { Codes } from "../../src/registration/rules/codes.ts";
import { dayOf } from "../../src/base/index.ts";
import { weekOf } from "../../src/cases/index.ts";
import { enterFacts } from "../../src/registration/jobs.ts";
import { openRow } from "../../src/registration/records/index.ts";
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
/** Next week: who works here signs in again. */
const nextWeek = async (): Promise<void> => {
  world.clock.advance(week);
  anna = await world.signIn("balans-anna");
};
const rows = (of: string): Promise<readonly Record<string, unknown>[]> =>
  world.store.transaction({ role: "system" }, async (tx) => (await sql<Record<string, unknown>>`select * from ${sql.table(of)}`.execute(tx.sql)).rows);

const thisWeek = (): string => weekOf(dayOf(world.clock.now()));

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

describe("what is kept of it", () => {
  it("holds no code, no token and no moment in the clear, and every row has one length", async () => {
    const same = token();
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
    expect(others).toEqual([]);
    const place = { table: "sums", organisation: "balans", at: sums?.quarter ?? "" } as const;
    const counted = openRow(world.context, place, sums?.sealed ?? new Uint8Array()) as Sums;
    expect([counted.total, counted.fields.topic, counted.pairs["role topic"]]).toEqual([1, { bullying: 1 }, { "parent bullying": 1 }]);
    expect(() => openRow(world.context, { ...place, organisation: "kindertelefoon" }, sums?.sealed ?? new Uint8Array())).toThrow();
    expect(() => openRow({ ...world.context, secrets: { ...world.context.secrets, pepper: randomBytes(32) } }, place, sums?.sealed ?? new Uint8Array())).toThrow();
  });
});
