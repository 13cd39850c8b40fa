/**
 * `security.md` 2.3: who holds the database, its log in the order of writing, the audit and the backups before and after joins
 * facts to cases no better than by guessing within organisation and week. He even knows what every counted row says.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { dayOf, seededRandom } from "../../src/base/index.ts";
import type { Context, Random, RequestContext } from "../../src/base/index.ts";
import { registerFact } from "../../src/registration/actions.ts";
import { enterFacts } from "../../src/registration/jobs.ts";
import { openRow } from "../../src/registration/records/index.ts";
import type { Kept } from "../../src/registration/actions.ts";
import { newestList } from "../../src/registration/rules/codes.ts";
import type { Codes } from "../../src/registration/rules/codes.ts";
import { quarterOfDay } from "../../src/registration/rules/matters.ts";
import { writtenMarks } from "../../src/registration/rules/measures.ts";
import { casesWorld } from "./cases-world.ts";
import type { World } from "./cases-world.ts";

const contacts = 60;
/** Right guesses of who guesses: one on average, whatever the number. More than this happens once in a million tries. */
const atMost = 9;
const organisation = "balans";

type Stored = { readonly place: string; readonly by: string; readonly id: string; readonly week?: string; readonly sealed: Uint8Array };
/** What the thief has: every table with where its rows lie and which transaction wrote them, and the audit in its order. */
type Loot = { readonly arrivals: readonly Stored[]; readonly facts: readonly Stored[]; readonly readings: readonly string[] };

let world: World;
let me: string;
beforeAll(async () => {
  world = await casesWorld();
  me = world.desk.members.find((one) => one.name === "balans-anna")?.member ?? "";
}, 60_000);
afterAll(() => world.close());

/** No two alike: what a row says tells the judge, and nobody else, whose it is. */
const codesOf = (contact: number): Codes => ({
  channel: "phone", role: "parent", by: "pupil", done: "advice", outcome: "not-known", sector: "po",
  province: newestList.codes.province[contact % 12] ?? "", topic: newestList.codes.topic[Math.floor(contact / 12)] ?? "",
});
const said = (codes: readonly string[]): string => codes.join(" ");
const truthOf = (contact: number): string => said(Object.values(Object.fromEntries(["channel", "role", "sector", "province", "topic", "by", "done", "outcome"].map((field) => [field, codesOf(contact)[field as keyof Codes]]))));

const contextWith = (random: Random): Context => ({ ...world.context, random });
const token = (contact: number): string => Buffer.alloc(32, contact + 1).toString("base64url");

/** A worker opens a case and counts it a moment later; the audit holds both, in this order. */
async function work(context: Context, cases: readonly string[]): Promise<void> {
  const asMe: RequestContext = { ...context, language: "nl", actor: { kind: "member", member: me, organisation, teams: [], roles: ["worker"], session: "" } };
  for (const [contact, id] of cases.entries()) {
    await world.store.transaction({ role: "member", member: me, organisation }, (tx) => tx.audit({ act: "case.read", by: "member", member: me, organisation, record: id }));
    world.clock.advance(90_000);
    expect(await registerFact(asMe, { token: token(contact), version: 1, codes: codesOf(contact) })).toEqual({ ok: true, value: {} });
  }
}

async function steal(): Promise<Loot> {
  return world.store.transaction({ role: "system" }, async (tx) => {
    const rows = async (table: string): Promise<readonly Stored[]> => (await sql<Stored>`select ctid::text as place, xmin::text as by, * from ${sql.table(table)}`.execute(tx.sql)).rows;
    const lines = (await sql<{ content: string; record: string | null }>`select content, record from audit_contents where content like '%case.read%' or content like '%fact.registered%' order by seq`.execute(tx.sql)).rows;
    const readings = lines.flatMap(({ content }, at) => (content.includes("fact.registered") ? [lines[at - 1]?.record ?? ""] : []));
    return { arrivals: await rows("fact_arrivals"), facts: await rows("facts"), readings };
  });
}

const inOrder = (rows: readonly Stored[], key: (row: Stored) => string | number): readonly Stored[] => rows.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
/** `(3,12)`: the page and the place on it. */
const placeNumber = ({ place }: Stored): number => {
  const [page = 0, line = 0] = place.slice(1, -1).split(",").map(Number);
  return page * 1_000 + line;
};
const bytesInCommon = (one: Uint8Array, other: Uint8Array): number => one.reduce((count, byte, at) => count + (byte === other[at] ? 1 : 0), 0);

/** For every case in the order in which they were read, the row that the thief takes to be its fact. */
const joiners: Readonly<Record<string, (before: Loot, after: Loot) => readonly (Stored | undefined)[]>> = {
  "by the order in which rows come": (_, after) => after.facts,
  "by that order from behind": (_, after) => after.facts.toReversed(),
  "by their place in the file": (_, after) => inOrder(after.facts, placeNumber),
  "by the transaction and the place": (_, after) => inOrder(after.facts, (row) => Number(row.by) * 1_000_000 + placeNumber(row)),
  "by their ids": (_, after) => inOrder(after.facts, (row) => row.id),
  "by the ids under which they arrived": (before, after) => {
    const rank = new Map(inOrder(before.arrivals, (row) => row.id).map((row, at) => [row.id, at]));
    const facts = inOrder(after.facts, (row) => row.id);
    return inOrder(before.arrivals, placeNumber).map((row) => facts[rank.get(row.id) ?? 0]);
  },
  "by their sizes": (before, after) => inOrder(before.arrivals, placeNumber).map((row) => after.facts.find((fact) => fact.sealed.length === row.sealed.length)),
  "by the bytes they share with what arrived": (before, after) =>
    inOrder(before.arrivals, placeNumber).map((row) => after.facts.reduce((best, fact) => (bytesInCommon(fact.sealed, row.sealed) > bytesInCommon(best.sealed, row.sealed) ? fact : best), after.facts[0] as Stored)),
};

function hits(context: Context, { facts }: Loot, guessed: readonly (Stored | undefined)[]): number {
  const says = new Map(facts.map((row) => [row.id, said((openRow(context, { table: "fact", organisation, at: row.week ?? "" }, row.sealed) as { codes: string[] }).codes)]));
  return guessed.filter((row, contact) => row !== undefined && says.get(row.id) === truthOf(contact)).length;
}

const week = 7 * 86_400_000;
const clear = (): Promise<unknown> => world.store.asOwner(({ run }) => run("truncate fact_arrivals, facts, fact_sums"));
const newCases = (): readonly string[] => Array.from({ length: contacts }, () => crypto.randomUUID());

async function aWeek(random: Random): Promise<{ readonly cases: readonly string[]; readonly before: Loot; readonly after: Loot; readonly context: Context }> {
  await clear();
  const cases = newCases();
  const context = contextWith(random);
  await work(context, cases);
  const before = await steal();
  world.clock.advance(week);
  expect(await enterFacts(context)).toBe(contacts);
  return { cases, before, after: await steal(), context };
}

/** As if the batch did not shuffle: every draw leaves a row where it is. */
const unshuffled = (random: Random): Random => ({ uuid: () => random.uuid(), bytes: (length) => (length === 4 ? new Uint8Array(4).fill(255) : random.bytes(length)) });

const elsewhere = "kindertelefoon";
const markOf = (contact: number): string => writtenMarks({ "term met": contact % 2, "referral declined": contact % 3 });
const linkOf = (contact: number) => ({ quarter: quarterOfDay(dayOf(world.clock.now())), token: Buffer.alloc(32, contact + 101).toString("base64url") });

/** Every matter comes to two desks, one after the other, and the person linked them. */
async function workAtTwo(context: Context): Promise<void> {
  const other = world.other.members.find((one) => one.name === `${elsewhere}-bram`)?.member ?? "";
  for (let contact = 0; contact < contacts; contact += 1) {
    world.clock.advance(1_000);
    for (const [at, member] of [[organisation, me], [elsewhere, other]] as const) {
      const actor = { kind: "member", member, organisation: at, teams: [], roles: ["worker"], session: "" } as const;
      const post = { token: Buffer.alloc(32, `${at} ${String(contact)}`).toString("base64url"), version: 1, codes: codesOf(contact), marks: markOf(contact), matter: linkOf(contact) };
      expect(await registerFact({ ...context, language: "nl", actor }, post)).toEqual({ ok: true, value: {} });
    }
  }
}

type AtDesk = Stored & { readonly organisation: string };
const atDesk = (facts: readonly Stored[], desk: string): readonly Stored[] => (facts as readonly AtDesk[]).filter((row) => row.organisation === desk);

/** For every fact of the one desk, the fact of the other that the thief takes to be of the same matter. */
const pairings: Readonly<Record<string, (here: readonly Stored[], there: readonly Stored[]) => readonly (readonly [Stored, Stored | undefined])[]>> = {
  "by their places": (here, there) => inOrder(here, placeNumber).map((row, at) => [row, inOrder(there, placeNumber)[at]]),
  "by their ids": (here, there) => inOrder(here, (row) => row.id).map((row, at) => [row, inOrder(there, (one) => one.id)[at]]),
  "by the bytes they share": (here, there) => here.map((row) => [row, there.reduce((best, one) => (bytesInCommon(one.sealed, row.sealed) > bytesInCommon(best.sealed, row.sealed) ? one : best), there[0] as Stored)]),
};

const matterIn = (context: Context, at: string, row: Stored): string | undefined => (openRow(context, { table: "fact", organisation: at, at: row.week ?? "" }, row.sealed) as Kept).matter?.[1];

function pairsHit(context: Context, pairs: readonly (readonly [Stored, Stored | undefined])[]): number {
  return pairs.filter(([here, there]) => there !== undefined && matterIn(context, organisation, here) === matterIn(context, elsewhere, there)).length;
}

async function aWeekAtTwo(random: Random): Promise<{ readonly before: Loot; readonly after: Loot; readonly context: Context }> {
  await clear();
  const context = contextWith(random);
  await workAtTwo(context);
  const before = await steal();
  world.clock.advance(week);
  expect(await enterFacts(context)).toBe(2 * contacts);
  return { before, after: await steal(), context };
}

describe("a thief who looks for one matter at two desks", () => {
  it("pairs no better than by guessing, whatever links them and whatever is counted beside them", async () => {
    const { before, after, context } = await aWeekAtTwo(seededRandom(45));
    const [here, there] = [atDesk(after.facts, organisation), atDesk(after.facts, elsewhere)];
    expect([here.length, there.length]).toEqual([contacts, contacts]);
    for (const [name, pair] of Object.entries(pairings)) expect([name, pairsHit(context, pair(here, there)) <= atMost]).toEqual([name, true]);
    // The links are there, for who may count: every matter once at each desk.
    const linked = new Set(here.map((row) => matterIn(context, organisation, row)));
    expect([linked.size, linked.has(undefined), there.every((row) => linked.has(matterIn(context, elsewhere, row)))]).toEqual([contacts, false, true]);
    const kept = [...before.arrivals, ...after.facts].map((row) => Buffer.from(row.sealed).toString("latin1")).join("\n");
    for (const word of [linkOf(0).token, markOf(1), "referral"]) expect(kept).not.toContain(word);
    expect(new Set([...before.arrivals, ...after.facts].map((row) => row.sealed.length)).size).toBe(1);
  }, 60_000);

  it("would pair all of them if the batch did not shuffle", async () => {
    const { after, context } = await aWeekAtTwo(unshuffled(seededRandom(46)));
    expect(pairsHit(context, pairings["by their places"]?.(atDesk(after.facts, organisation), atDesk(after.facts, elsewhere)) ?? [])).toBe(contacts);
  }, 60_000);
});

describe("a thief of everything that is kept", () => {
  it("knows which case stood behind which arrival, and still joins no counted row to a case better than by guessing", async () => {
    const { cases, before, after, context } = await aWeek(seededRandom(41));
    expect(before.readings.slice(-contacts)).toEqual(cases);
    expect(after.facts).toHaveLength(contacts);
    for (const [name, join] of Object.entries(joiners)) expect([name, hits(context, after, join(before, after)) <= atMost]).toEqual([name, true]);
  }, 60_000);

  it("would join all of them if the batch did not shuffle: the thief of this test knows his trade", async () => {
    const { before, after, context } = await aWeek(unshuffled(seededRandom(42)));
    expect(hits(context, after, joiners["by their place in the file"]?.(before, after) ?? [])).toBe(contacts);
  }, 60_000);

  it("does not see which fact was corrected: the next batch leaves no row as it was", async () => {
    const { cases, after, context } = await aWeek(seededRandom(43));
    await work(context, cases.slice(0, 1));
    world.clock.advance(week);
    await enterFacts(context);
    const later = await steal();
    expect(later.facts).toHaveLength(contacts);
    const known = new Set(after.facts.flatMap((row) => [row.id, Buffer.from(row.sealed).toString("hex")]));
    expect(later.facts.filter((row) => known.has(row.id) || known.has(Buffer.from(row.sealed).toString("hex")))).toEqual([]);
    expect(new Set(later.facts.map((row) => row.by)).size).toBe(1);
    expect(hits(context, later, inOrder(later.facts, placeNumber))).toBeLessThanOrEqual(atMost);
  }, 60_000);

  it("finds no code, token or case in what is kept, wherever he looks", async () => {
    const { cases, before, after } = await aWeek(seededRandom(44));
    const kept = [...before.arrivals, ...after.facts].map((row) => Buffer.from(row.sealed).toString("latin1")).join("\n");
    for (const word of [...cases, ...cases.map((_, contact) => token(contact)), "phone", "parent", "bullying", "not-known"]) expect(kept).not.toContain(word);
    expect(new Set([...before.arrivals, ...after.facts].map((row) => row.sealed.length)).size).toBe(1);
  }, 60_000);
});
