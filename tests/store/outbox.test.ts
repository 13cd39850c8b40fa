import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixedClock, silentLog, systemRandom } from "../../src/base/index.ts";
import type { Context } from "../../src/base/index.ts";
import { retryAfter } from "../../src/store/outbox.ts";
import { runJobs, runOutbox, unsentSince, type Delivery, type Job, type OutboxHandler, type Store } from "../../src/store/index.ts";
import { testDatabase } from "../support/database.ts";

const minute = 60_000;

describe("the outbox", () => {
  let db: Store;
  let clock: ReturnType<typeof fixedClock>;
  let context: Context;
  beforeEach(async () => {
    clock = fixedClock("2026-11-21T10:00:00Z");
    db = await testDatabase({ clock });
    context = { db, clock, random: systemRandom, log: silentLog } as unknown as Context;
  });
  afterEach(() => db.close());

  const emit = (number: number, notBefore?: Date): Promise<void> =>
    db.transaction({ role: "visitor" }, (tx) => tx.emit({ event: "mail.asked", payload: { number }, ...(notBefore === undefined ? {} : { notBefore }) }));
  const news = (): Promise<void> => db.transaction({ role: "visitor" }, (tx) => tx.emit({ event: "mail.asked", payload: { number: 7 }, unlessWaiting: true }));
  const collecting = (into: Delivery[]): OutboxHandler => async (_, delivery) => {
    into.push(delivery);
  };
  const numbers = (of: readonly Delivery[]): unknown[] => of.map(({ payload }) => payload["number"]);

  it("delivers in the order of the times that were asked, and nothing before its time", async () => {
    await emit(3, new Date("2026-11-21T12:00:00Z"));
    await emit(2, new Date("2026-11-21T09:59:00Z"));
    await emit(1, new Date("2026-11-21T09:58:00Z"));
    const got: Delivery[] = [];
    expect(await runOutbox(context, { "mail.asked": collecting(got) })).toBe(2);
    expect(numbers(got)).toEqual([1, 2]);
    expect(await runOutbox(context, { "mail.asked": collecting(got) })).toBe(0);
    clock.set("2026-11-21T12:00:00Z");
    expect(await runOutbox(context, { "mail.asked": collecting(got) })).toBe(1);
    expect(numbers(got)).toEqual([1, 2, 3]);
  });

  it("tries again after a failure, later each time, under the same key, and lets others through", async () => {
    await emit(1, new Date("2026-11-21T09:00:00Z"));
    await emit(2, new Date("2026-11-21T09:01:00Z"));
    const got: Delivery[] = [];
    const failsForOne: OutboxHandler = async (_, delivery) => {
      got.push(delivery);
      if (delivery.payload["number"] === 1 && delivery.attempt < 3) throw new TypeError("mail server away");
    };
    expect(await runOutbox(context, { "mail.asked": failsForOne })).toBe(1);
    clock.advance(minute);
    expect(await runOutbox(context, { "mail.asked": failsForOne })).toBe(0);
    clock.advance(minute);
    expect(await runOutbox(context, { "mail.asked": failsForOne })).toBe(0);
    clock.advance(minute);
    expect(await runOutbox(context, { "mail.asked": failsForOne })).toBe(1);
    const ofOne = got.filter(({ payload }) => payload["number"] === 1);
    expect(ofOne.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(ofOne.map(({ id }) => id)).size).toBe(1);
    expect([1, 2, 3, 4, 7, 20].map(retryAfter)).toEqual([1, 2, 4, 8, 60, 60].map((one) => one * minute));
  });

  it("delivers again what was taken by a process that died, under the same key, once its lease is over", async () => {
    await emit(1);
    const got: Delivery[] = [];
    let died = (): void => undefined;
    const dying: OutboxHandler = (_, delivery) => {
      got.push(delivery);
      died();
      return new Promise(() => undefined);
    };
    await new Promise<void>((resolve) => {
      died = resolve;
      void runOutbox(context, { "mail.asked": dying });
    });
    expect(await runOutbox(context, { "mail.asked": collecting(got) })).toBe(0);
    clock.advance(2 * minute);
    expect(await runOutbox(context, { "mail.asked": collecting(got) })).toBe(1);
    expect(got.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(got[0]?.id).toBe(got[1]?.id);
  });

  it("is emptied by two processes at once without anything going twice", async () => {
    for (let one = 0; one < 30; one++) await emit(one);
    const got: Delivery[] = [];
    const slow: OutboxHandler = async (_, delivery) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      got.push(delivery);
    };
    const both = await Promise.all([runOutbox(context, { "mail.asked": slow }), runOutbox(context, { "mail.asked": slow })]);
    expect(both[0] + both[1]).toBe(30);
    expect(new Set(numbers(got)).size).toBe(30);
  });

  it("says once what waits already, and again when it was begun or has waited a minute", async () => {
    const got: Delivery[] = [];
    await news();
    await news();
    await emit(8);
    expect(await runOutbox(context, { "mail.asked": collecting(got) })).toBe(2);
    await news();
    clock.advance(2 * minute);
    await news();
    expect(await runOutbox(context, { "mail.asked": collecting(got) })).toBe(2);
    expect(numbers(got).toSorted()).toEqual([7, 7, 7, 8]);
  });

  it("hands out nothing before what it tells of can be read", async () => {
    if (db.engine === "embedded") return; // Has one transaction at a time.
    const got: Delivery[] = [];
    await news();
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    let begun = (): void => undefined;
    const said = new Promise<void>((resolve) => (begun = resolve));
    const telling = db.transaction({ role: "visitor" }, async (tx) => {
      await tx.emit({ event: "mail.asked", payload: { number: 7 }, unlessWaiting: true });
      // What is asked next takes it along; otherwise it goes with the commit.
      await sql`select 1`.execute(tx.sql);
      begun();
      await ended;
    });
    await said;
    expect(await runOutbox(context, { "mail.asked": collecting(got) })).toBe(0);
    end();
    await telling;
    expect(await runOutbox(context, { "mail.asked": collecting(got) })).toBe(1);
  });

  it("keeps what nobody handles, and shows it as unsent", async () => {
    await emit(1);
    expect(await runOutbox(context, {})).toBe(0);
    expect(await unsentSince(context, 1)).toBe(0);
    clock.advance(61 * minute);
    expect(await unsentSince(context, 1)).toBe(1);
  });
});

describe("jobs", () => {
  let db: Store;
  let clock: ReturnType<typeof fixedClock>;
  let context: Context;
  beforeEach(async () => {
    clock = fixedClock("2026-11-21T10:00:00Z");
    db = await testDatabase({ clock });
    context = { db, clock, random: systemRandom, log: silentLog } as unknown as Context;
  });
  afterEach(() => db.close());

  it("run every so many minutes, and a failing one soon again without hindering others", async () => {
    const ran: string[] = [];
    const job = (name: string, everyMinutes: number, fails = false): Job => ({
      name,
      everyMinutes,
      run: async () => {
        ran.push(name);
        if (fails) throw new Error("no");
        return 1;
      },
    });
    const all = [job("bad", 60, true), job("hourly", 60), job("often", 2)];
    expect(await runJobs(context, all)).toBe(3);
    expect(await runJobs(context, all)).toBe(0);
    clock.advance(2 * minute);
    await runJobs(context, all);
    clock.advance(3 * minute);
    await runJobs(context, all);
    clock.advance(55 * minute);
    await runJobs(context, all);
    expect(ran).toEqual(["bad", "hourly", "often", "often", "bad", "often", "bad", "hourly", "often"]);
    const [bad] = await db.asOwner(({ run }) => run<{ failures: number }>("select failures from jobs where name = 'bad'"));
    expect(bad?.failures).toBe(3);
  });

  it("are done by one of two processes", async () => {
    let ran = 0;
    const job: Job = {
      name: "once",
      everyMinutes: 60,
      run: async () => {
        ran += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return 0;
      },
    };
    await Promise.all([runJobs(context, [job]), runJobs(context, [job])]);
    expect(ran).toBe(1);
  });
});
