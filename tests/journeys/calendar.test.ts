/** An organisation closes days, and what was promised moves with it: told beforehand, listed afterwards, never backwards. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { caseEvents } from "../../src/cases/jobs.ts";
import { noteMissingTerms } from "../../src/cases/actions/terms.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import type { CalendarView, MoveLine } from "../../src/clock/index.ts";
import { runOutbox } from "../../src/store/index.ts";
import { casesWorld, reported, team, type Answered, type Reported, type World } from "./cases-world.ts";

let world: World;
let admin = "";
let worker = "";

const mail = { mail: undefined, from: "gehoord@gehoord.test" };
const change = (body: unknown, cookie = admin): Promise<Answered> => world.api("POST", "/api/v1/calendar/changes", body, cookie);
const preview = (body: unknown, cookie = admin): Promise<Answered> => world.api("POST", "/api/v1/calendar/previews", body, cookie);
const calendar = async (): Promise<CalendarView> => (await world.api("GET", "/api/v1/calendar", undefined, admin)).json as unknown as CalendarView;
const jobs = (): Promise<number> => runOutbox(world.context, caseEvents(mail));
const asSystem = <T>(sql: string): Promise<readonly T[]> => world.store.asOwner(({ run }) => run(sql)) as unknown as Promise<readonly T[]>;
const days = async (one: Reported): Promise<{ due: string; half: string } | undefined> =>
  (await asSystem<{ due: string; half: string }>(`select due_day::text as due, half_day::text as half from cases where id = '${one.post.case}'`))[0];

describe("an organisation closes days", () => {
  beforeAll(async () => {
    world = await casesWorld();
    admin = await world.signIn("balans-anna");
    worker = await world.signIn("balans-bram");
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.store.asOwner(({ run }) => run("delete from calendar_closings"));
    await jobs();
  });

  it("and a report that comes in after it is promised a day on which somebody is there", async () => {
    const before = await reported(world, { what: "Ze wachten me op." });
    const first = (await days(before))?.due ?? "";
    expect((await change({ kind: "close", from: first, to: first })).status).toBe(204);
    const after = await reported(world, { what: "Ze wachten me weer op." });
    expect((await days(after))?.due ?? "").not.toBe(first);
    expect(((await days(after))?.due ?? "") > first).toBe(true);
  });

  it("and what was promised on such a day moves: shown before, listed after, with half of it", async () => {
    const one = await reported(world, { what: "Het gaat niet goed." });
    const before = await days(one);
    const asked = await preview({ kind: "close", from: before?.due, to: before?.due });
    const moves = asked.json["moves"] as readonly MoveLine[];
    expect(moves).toHaveLength(1);
    expect(moves[0]).toMatchObject({ team, kind: "answer", from: before?.due });
    expect((await days(one))?.due, "a preview moves nothing").toBe(before?.due);
    expect((await calendar()).closings).toEqual([]);

    await change({ kind: "close", from: before?.due, to: before?.due });
    await jobs();
    const after = await days(one);
    expect(after?.due).toBe(moves[0]?.to);
    expect((after?.half ?? "") <= (after?.due ?? "")).toBe(true);
    const { moved, closings } = await calendar();
    expect(closings).toEqual([{ from: before?.due, to: before?.due }]);
    expect(moved[0]).toEqual({ day: "2026-11-23", team, kind: "answer", from: before?.due, to: after?.due, count: moves[0]?.count });

    const again = await asSystem<{ count: number }>("select count(*)::integer as count from term_moves");
    await world.context.db.transaction({ role: "system" }, (tx) => tx.emit({ event: "calendar.changed", payload: { organisation: "balans" } }));
    await jobs();
    expect(await asSystem("select count(*)::integer as count from term_moves"), "a second time moves nothing").toEqual(again);

    const opened = await change({ kind: "open", from: before?.due });
    expect(opened.status).toBe(204);
    await jobs();
    expect((await days(one))?.due).toBe(before?.due);
  });

  it("and the person reads which day it was, which day it is now, and why", async () => {
    const one = await reported(world, { what: "Wanneer hoor ik iets?" });
    const before = await days(one);
    await change({ kind: "close", from: before?.due, to: before?.due });
    await jobs();
    const talk = await openWith(world.line, one.identity.keys, { installation: world.installation.id });
    expect(talk.ok && talk.value.opening).toMatchObject({ movedFrom: before?.due, promisedDay: (await days(one))?.due });
    const asked = await world.page("/gesprek/openen", { code: one.identity.code });
    expect(asked.html).toContain("Maar dan is het steunpunt dicht");
  });

  it("and a case of which no term was noted moves as well, unless another day was agreed", async () => {
    const [one, other] = [await reported(world, { what: "Van vroeger." }), await reported(world, { what: "Op een afgesproken dag." })];
    await world.store.asOwner(({ run }) => run(`delete from terms where owner in ('${one.post.case}', '${other.post.case}')`));
    await world.store.asOwner(({ run }) => run(`update cases set due_day = due_day + 30 where id = '${other.post.case}'`));
    expect(await noteMissingTerms(world.context)).toBe(1);
    expect(await noteMissingTerms(world.context)).toBe(0);
    const [before, agreed] = [await days(one), await days(other)];
    await change({ kind: "close", from: before?.due, to: before?.due });
    await change({ kind: "close", from: agreed?.due, to: agreed?.due });
    await jobs();
    expect(((await days(one))?.due ?? "") > (before?.due ?? "")).toBe(true);
    expect(await days(other)).toEqual(agreed);
  });

  it("and nothing tells the administrator which case it was", async () => {
    const one = await reported(world, { what: "Niemand mag dit weten." });
    const due = (await days(one))?.due;
    const asked = await preview({ kind: "close", from: due, to: due });
    await change({ kind: "close", from: due, to: due });
    await jobs();
    for (const seen of [JSON.stringify(asked.json), JSON.stringify(await calendar())]) expect(seen).not.toContain(one.post.case);
  });

  it("but not days that have passed, days that are closed already, or a closing that is not there", async () => {
    expect((await change({ kind: "close", from: "2026-11-22", to: "2026-11-30" })).json["reference"]).toBe("day-passed");
    expect((await change({ kind: "close", from: "2026-12-10", to: "2026-12-09" })).json["reference"]).toBe("input-invalid");
    expect((await change({ kind: "close", from: "2026-12-10", to: "2027-12-11" })).json["reference"]).toBe("input-invalid");
    expect((await change({ kind: "close", from: "2026-12-10", to: "2026-12-20" })).status).toBe(204);
    for (const [from, to] of [["2026-12-20", "2026-12-21"], ["2026-12-01", "2026-12-10"], ["2026-12-12", "2026-12-12"]])
      expect((await change({ kind: "close", from, to })).json["reference"]).toBe("already-there");
    expect((await change({ kind: "open", from: "2026-12-11" })).json["reference"]).toBe("not-found");
    expect((await preview({ kind: "open", from: "2026-12-11" })).json["reference"]).toBe("not-found");
  });

  it("and two administrators at the same time do not close a day twice", async () => {
    const answers = await Promise.all([change({ kind: "close", from: "2026-12-24", to: "2026-12-31" }), change({ kind: "close", from: "2026-12-28", to: "2027-01-02" })]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    await expect(world.store.asOwner(({ run }) => run("insert into calendar_closings values ('balans', '2026-12-30', '2026-12-30')"))).rejects.toThrow("closed already");
  });

  it("and a worker who is no administrator sees the days and cannot change them", async () => {
    expect((await world.api("GET", "/api/v1/calendar", undefined, worker)).status).toBe(200);
    expect((await change({ kind: "close", from: "2027-02-01", to: "2027-02-01" }, worker)).status).toBe(403);
    expect((await preview({ kind: "close", from: "2027-02-01", to: "2027-02-01" }, worker)).status).toBe(403);
  });

  it("and another organisation's promises stay where they are", async () => {
    const other = await world.signIn("kindertelefoon-anna");
    const one = await reported(world, { what: "Bij balans." });
    const due = (await days(one))?.due;
    await change({ kind: "close", from: due, to: due }, other);
    await jobs();
    expect((await days(one))?.due).toBe(due);
    await world.store.asOwner(({ run }) => run("delete from calendar_closings"));
  });

  it("and a school's holidays that nobody noted are shown as not known", async () => {
    expect((await calendar()).schoolHolidays).toEqual(["north", "middle", "south"].map((region) => ({ region, knownUntil: null, source: null, readOn: null })));
  });
});
