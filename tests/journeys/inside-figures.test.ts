/** Figures inside: a leader sees the own organisation, the coordinator all together; each look leaves a line, nobody else sees anything. */
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrganisation } from "../../src/accounts/index.ts";
import { systemRandom } from "../../src/base/index.ts";
import { enterFacts, writeFacts } from "../../src/registration/jobs.ts";
import type { Codes } from "../../src/registration/rules/codes.ts";
import type { FiguresAnswer } from "../../src/registration/shape/figures.ts";
import { casesWorld, passphrase, totpSecret } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";

let world: World;
const codes: Codes = { channel: "phone", role: "parent", sector: "po", province: "utrecht", topic: "bullying", by: "pupil", done: "advice", outcome: "not-known" };
type Given = Partial<Codes> & { readonly week: string; readonly count?: number };

/** Counted in weeks that are over, as the weekly batch leaves it. */
async function counted(organisation: string, all: readonly Given[]): Promise<void> {
  const entries = all.flatMap(({ week, count = 1, ...more }) => Array.from({ length: count }, () => ({ week, version: 1, token: randomBytes(32).toString("base64url"), codes: Object.values({ ...codes, ...more }) })));
  await world.store.transaction({ role: "system" }, (tx) => writeFacts(world.context, tx, organisation, entries));
}

const ask = (cookie: string, query = ""): Promise<Answered> => world.api("GET", `/api/v1/figures${query}`, undefined, cookie);
const network = (cookie: string, query = ""): Promise<Answered> => world.api("GET", `/api/v1/network-figures${query}`, undefined, cookie);
const figures = ({ json }: Answered): FiguresAnswer => json as unknown as FiguresAnswer;
const countOf = (answer: Answered, field: keyof Codes, code: string): number | null | undefined => figures(answer).fields[field].find((one) => one.code === code)?.count;

beforeAll(async () => {
  // A Monday of week 48: week 47 is the last one that is over.
  world = await casesWorld("2026-11-23T09:00:00Z");
  for (const organisation of ["halt", "coc"]) await createOrganisation(world.context, { organisation, name: organisation, teams: [{ team: `${organisation}-desk`, service: organisation, name: organisation, answerDays: 3 }], members: [{ name: `${organisation}-els`, shownName: "els", roles: ["team-lead"], teams: [`${organisation}-desk`], passphrase, totpSecret }] });
  await counted("balans", [{ week: "2026-W30", count: 12 }, { week: "2026-W30", topic: "suicidal", role: "pupil" }, { week: "2026-W41", count: 3 }, { week: "2026-W47", topic: "threat", outcome: "helped", count: 2 }]);
  await counted("kindertelefoon", [{ week: "2026-W30", count: 30 }, { week: "2026-W31", topic: "home", count: 9 }]);
  await counted("halt", [{ week: "2026-W31", count: 8, topic: "threat" }, { week: "2026-W30", count: 7 }]);
}, 120_000);
afterAll(() => world.close());

describe("who leads", () => {
  it("sees the own organisation, small numbers too, and none of another", async () => {
    const answer = await ask(await world.signIn("balans-bram"));
    expect(answer.status).toBe(200);
    expect(figures(answer)).toMatchObject({ span: { from: "2026-q3", until: "2026-q4" }, offered: { first: "2026-q3", last: "2026-q4" }, through: "2026-W47", renewing: false, total: { count: 18, before: null }, beside: null });
    expect(figures(answer).series.map(({ period, count }) => [period, count])).toEqual([["2026-07", 13], ["2026-08", 0], ["2026-09", 0], ["2026-10", 3], ["2026-11", 2]]);
    expect([countOf(answer, "topic", "suicidal"), countOf(answer, "topic", "threat"), countOf(answer, "topic", "home"), countOf(answer, "outcome", "helped")]).toEqual([1, 2, 0, 2]);
    expect(JSON.stringify(answer.json)).not.toMatch(/kindertelefoon|halt/);
  });

  it("chooses by every code, and compares with as many weeks of an earlier period", async () => {
    const bram = await world.signIn("balans-bram");
    const threats = await ask(bram, "?topic=threat,home&role=parent");
    expect([figures(threats).total.count, countOf(threats, "outcome", "helped")]).toEqual([2, 2]);
    const running = await ask(bram, "?from=2026-q4&until=2026-q4&per=quarter");
    // Eight weeks of this quarter are over; of the one before, the first eight stand beside: W27 to W34.
    expect(figures(running)).toMatchObject({ total: { count: 5, before: 13 }, beside: { from: "2026-W27", until: "2026-W34" }, series: [{ period: "2026-q4", count: 5, before: 13 }] });
    for (const wrong of ["?topic=Jan", "?topic=aliens", "?from=2026-q4&until=2026-q1", "?from=2000-q1&until=2026-q1", "?school=01AB", "?per=day"]) expect((await ask(bram, wrong)).json["reference"]).toBe("input-invalid");
  });

  it("sees what was counted since: a week that is over at once, the running week not yet", async () => {
    const anna = await world.signIn("balans-anna");
    const before = figures(await ask(anna)).total.count ?? 0;
    await world.api("POST", "/api/v1/facts", { token: randomBytes(32).toString("base64url"), version: 1, codes: { ...codes, topic: "calamity" } }, anna);
    await enterFacts(world.context);
    expect(figures(await ask(anna)).total.count).toBe(before);
    world.clock.advance(7 * 86_400_000);
    await enterFacts(world.context);
    const after = await ask(await world.signIn("balans-anna"));
    expect(figures(after)).toMatchObject({ through: "2026-W48", total: { count: before + 1 } });
    expect(countOf(after, "topic", "calamity")).toBe(1);
  });

  it("is the only one: no worker, no coordinator, nobody of elsewhere", async () => {
    const carla = await world.signIn("balans-carla");
    expect((await ask(carla)).status).toBe(403);
    expect((await ask("")).status).toBe(401);
    const elsewhere = await ask(await world.signIn("coc-els"));
    expect(figures(elsewhere)).toMatchObject({ total: { count: 0 }, beside: null });
    expect((await network(await world.signIn("balans-bram"))).status).toBe(403);
  });

  it("and the database itself shows a worker none, a leader the own, the coordinator all", async () => {
    const seen = async (name: string, organisation: string): Promise<readonly string[]> => {
      const member = [...world.desk.members, ...world.other.members].find((one) => one.name === name)?.member ?? "";
      return world.store.transaction({ role: "member", member, organisation }, async (tx) => (await sql<{ organisation: string }>`select distinct organisation from fact_sums order by 1`.execute(tx.sql)).rows.map((row) => row.organisation));
    };
    await world.store.asOwner(({ run }) => run("update members set roles = array['worker'] where name = 'kindertelefoon-anna'"));
    expect(await seen("kindertelefoon-anna", "kindertelefoon")).toEqual([]);
    expect(await seen("kindertelefoon-bram", "kindertelefoon")).toEqual(["kindertelefoon"]);
    expect(await seen("balans-carla", "balans")).toEqual(["balans", "halt", "kindertelefoon"]);
  });
});

describe("the coordinator", () => {
  it("sees all organisations together, of quarters that are over, and names none", async () => {
    const answer = await network(await world.signIn("balans-carla"));
    expect(figures(answer)).toMatchObject({ span: { from: "2026-q3", until: "2026-q3" }, through: "2026-W39", tooFine: false, total: { count: 67 } });
    expect(JSON.stringify(answer.json)).not.toMatch(/balans|kindertelefoon|halt/);
  });

  it("is shown no rare subject, nor what only one or two organisations have, nor a choice so fine", async () => {
    const carla = await world.signIn("balans-carla");
    const answer = await network(carla);
    expect(["suicidal", "home", "threat", "bullying", "policy"].map((code) => countOf(answer, "topic", code))).toEqual([null, null, null, 49, 0]);
    for (const fine of ["?topic=suicidal", "?topic=home,threat", "?role=pupil"]) expect(figures(await network(carla, fine))).toMatchObject({ tooFine: true, total: { count: null }, series: [] });
  });
});

describe("every look", () => {
  it("leaves a line without a code, and another for a file", async () => {
    const bram = await world.signIn("balans-bram");
    await ask(bram, "?topic=suicidal");
    await ask(bram, "?topic=suicidal&purpose=export");
    await network(await world.signIn("balans-carla"));
    const lines = await world.store.transaction({ role: "system" }, async (tx) => (await sql<{ content: string }>`select content from audit_contents where content like '%figures.%' order by seq desc limit 3`.execute(tx.sql)).rows.map(({ content }) => content));
    expect(lines.map((line) => /[a-z-]*figures\.\w+/.exec(line)?.[0])).toEqual(["network-figures.seen", "figures.exported", "figures.seen"]);
    expect(lines.join()).not.toContain("suicidal");
  });
});

describe("sums of another release", () => {
  it("are not shown, which is said, and are counted anew by the next batch", async () => {
    const bram = await world.signIn("kindertelefoon-bram");
    const before = figures(await ask(bram)).total.count;
    await world.store.asOwner(({ run }) => run("update fact_sums set form = 'pairs', version = $1 where organisation = 'kindertelefoon'", [systemRandom.uuid()]));
    expect(figures(await ask(bram))).toMatchObject({ renewing: true, total: { count: 0 } });
    await enterFacts(world.context);
    expect(figures(await ask(bram))).toMatchObject({ renewing: false, total: { count: before } });
  });
});
