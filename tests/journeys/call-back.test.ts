import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fromBase64Url, fromUtf8, openChain, recipientOf, sealPiece, signersOf, toBase64Url, unwrapText, utf8, wrap } from "../../src/envelope/index.ts";
import { newCaseIdentity } from "../../src/envelope/index.ts";
import { readWrapText } from "../../src/cases/shape.ts";
import type { DeskCase } from "../../src/cases/shape.ts";
import { callBackJobs } from "../../src/cases/jobs/call-backs.ts";
import { eraseCase } from "../../src/cases/jobs.ts";
import { freeSlots, holdPlace } from "../../src/cases/records/call-backs.ts";
import { casesWorld, team } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";
import { agreed, callBackOf, changeMoment, moments, newTicket, noor, sealedCall, sendCall, staffed, talkOf } from "./call-back-people.ts";
import type { Asked } from "./call-back-people.ts";

/** Monday 23 November 2026, ten in the morning: Balans answers until one. */
const monday = { first: "2026-11-23T09:30:00.000Z", next: "2026-11-23T10:00:00.000Z", later: "2026-11-23T10:30:00.000Z", last: "2026-11-23T11:30:00.000Z" };
const bytes = (text: string): Uint8Array<ArrayBuffer> => fromBase64Url(text) ?? new Uint8Array();

let world: World;
let anna: string;
let bram: string;

let stranger: string;
beforeAll(async () => {
  world = await casesWorld();
  anna = await world.signIn("balans-anna");
  bram = await world.signIn("balans-bram");
  stranger = await world.signIn("kindertelefoon-bram");
}, 120_000);
afterAll(() => world.close());

/** Every story begins on that Monday at ten, with an empty roster and a closed line. */
beforeEach(async () => {
  world.clock.set("2026-11-23T09:00:00Z");
  for (const table of ["call_back_places", "call_backs", "duties", "call_back_lines", "outbox"]) await world.store.asOwner(({ run }) => run(`delete from ${table}`));
});

const reference = ({ json }: Answered): unknown => json["reference"];
const ask = (path: string, cookie: string): Promise<Answered> => world.api("GET", path, undefined, cookie);
const row = async (asked: Asked): Promise<Record<string, unknown>> => (await world.store.asOwner(({ run }) => run("select state, attempts from call_backs where case_id = $1", [asked.post.case])))[0] ?? {};

async function caseOf({ post }: Asked): Promise<DeskCase> {
  return (await ask(`/api/v1/cases/${post.case}`, anna)).json as unknown as DeskCase;
}

/** The next `attempt` on the desk's chain, sealed by Anna; the desk's key is made where there is none. */
async function attempt(asked: Asked, post: { readonly act: string; readonly expected: string; readonly slot?: string }, cookie = anna): Promise<Answered> {
  const [member] = world.desk.members;
  const key = world.desk.teams[0]?.keys;
  if (member === undefined || key === undefined) throw new Error("nobody works here");
  const known = (await caseOf(asked)).wraps.find((one) => one.chain === "desk");
  if (known === undefined) {
    const { identity } = await newCaseIdentity();
    await world.api("POST", `/api/v1/cases/${asked.post.case}/desk-key`, { wrap: toBase64Url(await wrap(identity, [key.recipient])), teamEpoch: 1 }, anna);
  }
  const found = await caseOf(asked);
  const desk = found.wraps.find((one) => one.chain === "desk");
  const { identity } = readWrapText(await unwrapText(bytes(desk?.wrapped ?? ""), key.identity));
  const before = found.pieces.filter((piece) => piece.chain === "desk");
  const log = (await world.api("GET", "/api/v1/key-log")).json["entries"] as unknown[];
  const id = world.context.random.uuid();
  const header = { version: 1, installation: found.installation, case: found.id, piece: id, chain: "desk", kind: "attempt", sender: `member:${member.member}`, sequence: before.length + 1, previous: before.at(-1)?.hash ?? "", keyLog: log.length } as const;
  const sealed = await sealPiece(header, utf8(JSON.stringify({ act: post.act, about: asked.post.pieces[1]?.id })), { signer: member.signer, caseRecipient: await recipientOf(identity), pad: "text" });
  const piece = { id, kind: "attempt", sequence: before.length + 1, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key) };
  return world.api("POST", `/api/v1/cases/${asked.post.case}/attempts`, { ...post, piece }, cookie);
}

describe("who asks to be called", () => {
  it("gets the moment that was chosen, and only the team reads the number and what to watch out for", async () => {
    await staffed(world, bram);
    const asked = await sealedCall(world, monday.first);
    const answer = await sendCall(world, asked);
    expect([answer.status, answer.json["slot"], answer.json["promisedDay"]]).toEqual([201, monday.first, "2026-11-23"]);
    expect((await sendCall(world, asked)).json).toEqual(answer.json);
    const found = await caseOf(asked);
    const { identity } = readWrapText(await unwrapText(bytes(found.wraps[0]?.wrapped ?? ""), world.desk.teams[0]?.keys.identity ?? ""));
    const pieces = found.pieces.map((piece) => ({ sealed: bytes(piece.sealed), key: bytes(piece.key), epoch: piece.epoch }));
    const chain = await openChain(pieces, { caseIdentity: identity, expected: { installation: found.installation, case: found.id, chain: "shared" }, signers: signersOf({ reporter: bytes(found.signPublic) }) });
    expect(chain.opened.map((piece) => JSON.parse(fromUtf8(piece.body)) as unknown)).toEqual([
      { mode: "confidential", forWhom: "self", urgent: false, topic: "bullying", sector: "po", to: team },
      { slot: monday.first, phone: noor.phone, name: noor.name, rules: ["no-voicemail"], askFor: noor.askFor, interpreter: noor.interpreter, note: noor.note },
    ]);
  });

  it("is offered only moments within the line's hours, with hands on duty, from half an hour on", async () => {
    const ticket = await newTicket(world);
    expect(await moments(world, ticket)).toMatchObject({ reference: "intake-closed" });
    await staffed(world, bram, { from: 540, to: 720 });
    expect((await moments(world, ticket)).slots).toEqual([monday.first, monday.next, monday.later]);
    for (const slot of ["2026-11-23T09:00:00.000Z", "2026-11-23T12:00:00.000Z", "2026-11-24T10:00:00.000Z", "2026-11-28T10:00:00.000Z"]) {
      expect(reference(await sendCall(world, await sealedCall(world, slot))), slot).toBe("slot-taken");
    }
  });

  it("keeps the moment while typing: another sees it no more and cannot take it, until the time is over", async () => {
    await staffed(world, bram);
    const [mine, theirs] = [await newTicket(world), await newTicket(world)];
    expect((await moments(world, mine, monday.first)).held).toBe(monday.first);
    const other = await moments(world, theirs, monday.first);
    expect(other.held).toBeNull();
    expect(other.slots).not.toContain(monday.first);
    expect((await moments(world, mine)).slots).toContain(monday.first);
    expect(reference(await sendCall(world, await sealedCall(world, monday.first)))).toBe("slot-taken");
    world.clock.advance(14 * 60_000);
    expect((await moments(world, theirs)).slots).not.toContain(monday.first);
    world.clock.set("2026-11-23T08:00:00Z");
    const later = await newTicket(world);
    expect((await moments(world, later, monday.last)).held).toBe(monday.last);
    world.clock.advance(16 * 60_000);
    expect((await sendCall(world, await sealedCall(world, monday.last))).status).toBe(201);
  });

  it("never shares a moment: of twelve at once for the last place one is agreed, and nothing of the others is kept", async () => {
    await staffed(world, bram);
    const all = await Promise.all(Array.from({ length: 12 }, () => sealedCall(world, monday.next)));
    const answers = await Promise.all(all.map((one) => sendCall(world, one)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 11 }, () => 409)]);
    expect(new Set(answers.filter(({ status }) => status === 409).map(reference))).toEqual(new Set(["slot-taken"]));
    const left = await world.store.asOwner(({ run }) => run("select (select count(*)::int from cases where id = any ($1::uuid[])) as cases, (select count(*)::int from call_back_places) as places, (select count(*)::int from pieces where case_id = any ($1::uuid[])) as pieces", [all.map((one) => one.post.case)]));
    expect(left[0]).toEqual({ cases: 1, places: 1, pieces: 2 });
  });

  it("finds as many places as hands and minutes allow, and no more", async () => {
    await staffed(world, bram, { on: 2, callMinutes: 15 });
    const all = await Promise.all(Array.from({ length: 6 }, () => sealedCall(world, monday.next)));
    const answers = await Promise.all(all.map((one) => sendCall(world, one)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    expect((await moments(world, await newTicket(world))).slots).not.toContain(monday.next);
  });
});

describe("who has the code", () => {
  it("reads when they call, asks another moment, calls it off, asks again; the places follow", async () => {
    await staffed(world, bram);
    const asked = await agreed(world, monday.first);
    const talk = await talkOf(world, asked);
    expect(talk.items.map((item) => [item.kind, item.trouble])).toEqual([["label", undefined], ["call-back", undefined]]);
    const standing = await callBackOf(world.line, talk);
    expect(standing).toMatchObject({ ok: true, value: { callBack: { state: "asked", slot: monday.first, attempts: 0 } } });
    expect(await changeMoment(world.line, talk, monday.later)).toMatchObject({ ok: true, value: { callBack: { state: "asked", slot: monday.later } } });
    expect((await moments(world, await newTicket(world))).slots).toContain(monday.first);
    expect((await moments(world, await newTicket(world))).slots).not.toContain(monday.later);
    expect(await changeMoment(world.line, await talkOf(world, asked), null)).toMatchObject({ ok: true, value: { callBack: { state: "cancelled" } } });
    expect((await moments(world, await newTicket(world))).slots).toContain(monday.later);
    expect(await changeMoment(world.line, await talkOf(world, asked), monday.next)).toMatchObject({ ok: true, value: { callBack: { state: "asked" } } });
    const items = (await talkOf(world, asked)).items.slice(2);
    expect(items.map((item) => [item.kind, item.body["slot"], item.sender])).toEqual([["call-time", monday.later, "reporter"], ["call-time", null, "reporter"], ["call-time", monday.next, "reporter"]]);
  });

  it("keeps the old moment when the new one is taken", async () => {
    await staffed(world, bram);
    const asked = await agreed(world, monday.first);
    await agreed(world, monday.next);
    expect(await changeMoment(world.line, await talkOf(world, asked), monday.next)).toMatchObject({ ok: false, because: "slot-taken" });
    expect(await callBackOf(world.line, await talkOf(world, asked))).toMatchObject({ value: { callBack: { state: "asked", slot: monday.first } } });
    expect((await talkOf(world, asked)).items).toHaveLength(2);
  });

  it("takes everything away: nothing of the call stays, and its place is free", async () => {
    await staffed(world, bram);
    const asked = await agreed(world, monday.first);
    await world.context.db.transaction({ role: "system" }, (tx) => eraseCase(tx, asked.post.case));
    expect(await row(asked)).toEqual({});
    expect((await moments(world, await newTicket(world))).slots).toContain(monday.first);
  });
});

describe("the team", () => {
  it("sees who waits, soonest first; another team and another organisation see nothing", async () => {
    await staffed(world, bram);
    const [late, soon] = [await agreed(world, monday.later), await agreed(world, monday.first)];
    const { callBacks } = (await ask("/api/v1/call-backs", anna)).json as unknown as { callBacks: { id: string; callBack: { slot: string } }[] };
    expect(callBacks.map((one) => [one.id, one.callBack.slot])).toEqual([[soon.post.case, monday.first], [late.post.case, monday.later]]);
    expect((await ask("/api/v1/call-backs", stranger)).json).toEqual({ callBacks: [], overfull: [] });
    expect((await ask(`/api/v1/cases/${soon.post.case}/call-back`, stranger)).status).toBe(404);
    expect((await ask(`/api/v1/teams/${team}/duties`, stranger)).status).toBe(404);
    expect((await world.api("PUT", `/api/v1/teams/${team}/call-back-line`, { open: false, callMinutes: 30 }, stranger)).status).toBe(404);
    expect((await world.api("PUT", `/api/v1/teams/${team}/call-back-line`, { open: false, callMinutes: 30 }, anna)).status).toBe(403);
  });

  it("says what came of it: rules read, no answer, the next moment, spoken; who calls has the case", async () => {
    await staffed(world, bram);
    const asked = await agreed(world, monday.first);
    expect((await attempt(asked, { act: "acknowledge", expected: "asked" })).json).toMatchObject({ state: "asked", attempts: 0 });
    expect(await caseOf(asked)).toMatchObject({ state: "open", assignee: world.desk.members[0]?.member });
    expect((await attempt(asked, { act: "no-answer", expected: "asked" })).json).toMatchObject({ state: "tried", attempts: 1 });
    expect(reference(await attempt(asked, { act: "no-answer", expected: "asked" }))).toBe("state-changed");
    expect(reference(await attempt(asked, { act: "plan", expected: "tried" }))).toBe("input-invalid");
    expect(reference(await attempt(asked, { act: "plan", expected: "tried", slot: "2026-11-23T20:00:00.000Z" }))).toBe("slot-taken");
    expect((await attempt(asked, { act: "plan", expected: "tried", slot: monday.later })).json).toMatchObject({ state: "asked", slot: monday.later });
    expect((await moments(world, await newTicket(world))).slots).not.toContain(monday.later);
    expect((await attempt(asked, { act: "spoken", expected: "asked" })).json).toMatchObject({ state: "spoken", attempts: 2 });
    expect((await moments(world, await newTicket(world))).slots).toContain(monday.later);
    const lines = await world.store.asOwner(({ run }) => run("select content from audit_contents where record = $1 order by seq", [asked.post.case]));
    expect(JSON.stringify(lines)).toMatch(/call-back.acknowledge.*call-back.no-answer.*call-back.plan.*call-back.spoken/);
  });

  it("never calls a wrong number again: no retry, no other moment, not even by hand in the database", async () => {
    await staffed(world, bram);
    const asked = await agreed(world, monday.first);
    expect((await attempt(asked, { act: "wrong-person", expected: "asked" })).json).toMatchObject({ state: "wrong-person" });
    expect(reference(await attempt(asked, { act: "plan", expected: "wrong-person", slot: monday.later }))).toBe("transition-not-allowed");
    expect(await changeMoment(world.line, await talkOf(world, asked), monday.later)).toMatchObject({ ok: false, because: "transition-not-allowed" });
    await expect(world.store.asOwner(({ run }) => run("update call_backs set state = 'asked' where case_id = $1", [asked.post.case]))).rejects.toThrow("this number was wrong");
    expect((await ask("/api/v1/call-backs", anna)).json["callBacks"]).toEqual([]);
  });

  it("counts the same hands once: who is on duty cannot be put on duty twice", async () => {
    await staffed(world, bram);
    const [member] = world.desk.members;
    const again = { member: member?.member, day: "2026-11-23", from: 600, to: 660, weeks: 1 };
    expect(reference(await world.api("POST", `/api/v1/teams/${team}/duties`, again, bram))).toBe("already-there");
    const foreign = { ...again, member: world.other.members[0]?.member, from: 1080, to: 1140 };
    expect((await world.api("POST", `/api/v1/teams/${team}/duties`, foreign, bram)).status).toBe(404);
  });

  it("can be put on duty while he opens a case: neither is refused because of the other", async () => {
    await staffed(world, bram);
    const asked = await agreed(world, monday.first);
    const [member] = world.desk.members;
    const days = Array.from({ length: 12 }, (_, at) => `2026-12-${String(at + 1).padStart(2, "0")}`);
    const planned = days.map((day) => world.api("POST", `/api/v1/teams/${team}/duties`, { member: member?.member, day, from: 540, to: 600, weeks: 1 }, bram));
    const read = days.map(() => ask(`/api/v1/cases/${asked.post.case}`, anna));
    const statuses = (await Promise.all([...planned, ...read])).map(({ status }) => status);
    expect(statuses).toEqual([...days.map(() => 204), ...days.map(() => 200)]);
  });

  it("hears where hands are missing when somebody falls ill; nothing new is agreed then, and what was agreed stays", async () => {
    await staffed(world, bram);
    await agreed(world, monday.first);
    const view = (await ask(`/api/v1/teams/${team}/duties?from=2026-11-23`, bram)).json as unknown as { duties: { id: string; from: number; to: number; day: string }[] };
    expect(view.duties).toMatchObject([{ day: "2026-11-23", from: 540, to: 1020 }]);
    expect((await world.api("DELETE", `/api/v1/teams/${team}/duties/${view.duties[0]?.id ?? ""}`, undefined, anna)).status).toBe(403);
    expect((await world.api("DELETE", `/api/v1/teams/${team}/duties/${view.duties[0]?.id ?? ""}`, undefined, bram)).status).toBe(204);
    expect((await moments(world, await newTicket(world))).slots).toEqual([]);
    expect((await ask("/api/v1/call-backs", anna)).json["overfull"]).toEqual([{ team, slot: monday.first, calls: 1, hands: 0 }]);
  });
});

describe("hands", () => {
  it("are not counted while somebody is away, nor on days on which the organisation is closed", async () => {
    await staffed(world, bram);
    await staffed(world, bram, { day: "2026-11-24" });
    const absent = world.desk.members[0]?.member ?? "";
    await world.store.asOwner(({ run }) => run("insert into absences (member, organisation, from_day, until_day) values ($1, 'balans', '2026-11-23', '2026-11-23')", [absent]));
    const { slots } = await moments(world, await newTicket(world));
    expect(slots[0]).toBe("2026-11-24T09:00:00.000Z");
    await world.store.asOwner(({ run }) => run("delete from absences"));
    await world.store.asOwner(({ run }) => run("insert into calendar_closings (organisation, from_day, to_day) values ('balans', '2026-11-24', '2026-11-24')"));
    const open = await moments(world, await newTicket(world));
    expect(open.slots.every((slot) => slot.startsWith("2026-11-23"))).toBe(true);
    await world.store.asOwner(({ run }) => run("delete from calendar_closings"));
  });
});

describe("places", () => {
  const slots = ["2026-11-23T09:30:00.000Z", "2026-11-23T10:00:00.000Z", "2026-11-23T10:30:00.000Z"].map((at) => new Date(at));
  const half = 1_800_000;
  const duty = fc.option(fc.record({ from: fc.integer({ min: -1, max: 2 }), long: fc.integer({ min: 1, max: 4 }) }), { nil: undefined });
  const step = fc.record({ holder: fc.integer({ min: 0, max: 4 }), slot: fc.integer({ min: 0, max: 2 }) });

  it("are given as somebody with a pencil would: hands on duty times calls that fit, one place a holder, and never one more", async () => {
    const people = world.desk.members.slice(0, 2).map(({ member }) => member);
    const property = fc.asyncProperty(fc.tuple(duty, duty), fc.constantFrom(10, 15, 30), fc.array(step, { minLength: 1, maxLength: 14 }), async (duties, minutes, steps) => {
      for (const table of ["call_back_places", "duties", "call_back_lines"]) await world.store.asOwner(({ run }) => run(`delete from ${table}`));
      await world.store.asOwner(({ run }) => run("insert into call_back_lines (team, organisation, open, call_minutes) values ($1, 'balans', true, $2)", [team, minutes]));
      const spans = duties.flatMap((one, at) => (one === undefined ? [] : [{ member: people[at], begin: Number(slots[0]) + one.from * half, end: Number(slots[0]) + (one.from + one.long) * half }]));
      for (const { member, begin, end } of spans) {
        await world.store.asOwner(({ run }) => run("insert into duties (id, team, organisation, member, starts, ends) values ($1, $2, 'balans', $3, $4, $5)", [world.context.random.uuid(), team, member, new Date(begin), new Date(end)]));
      }
      const hands = (at: Date): number => spans.filter(({ begin, end }) => begin <= Number(at) && end >= Number(at) + half).length * Math.floor(30 / minutes);
      const holders = Array.from({ length: 5 }, () => world.context.random.uuid());
      const pencil = new Map<number, number>();
      for (const { holder, slot } of steps) {
        const at = slots[slot] ?? new Date(0);
        const others = [...pencil].filter(([who, where]) => who !== holder && where === slot).length;
        const wanted = others < hands(at);
        const now = world.clock.now();
        const given = await world.context.db.transaction({ role: "visitor" }, (tx) => holdPlace(tx, { team, slot: at, minutes: 30, holder: holders[holder] ?? "", until: new Date(Number(now) + 900_000), now }));
        if (wanted) pencil.set(holder, slot);
        expect(given).toBe(wanted);
      }
      const free = await world.context.db.transaction({ role: "visitor" }, (tx) => freeSlots(tx, { team, slots, minutes: 30, now: world.clock.now() }));
      expect(free).toEqual(slots.filter((at, slot) => hands(at) > [...pencil.values()].filter((where) => where === slot).length));
    });
    await fc.assert(property, { numRuns: 25 });
  }, 120_000);
});

describe("what may wait", () => {
  const runAll = async (): Promise<void> => {
    for (const job of callBackJobs) await job.run(world.context);
  };
  const waiting = (): Promise<readonly Record<string, unknown>[]> => world.store.asOwner(({ run }) => run("select event, payload, not_before from outbox order by event"));

  it("tells the lead once that a moment went by, and the person reads it", async () => {
    await staffed(world, bram);
    const asked = await agreed(world, monday.first);
    world.clock.set("2026-11-23T10:05:00Z");
    await runAll();
    await runAll();
    expect(await row(asked)).toEqual({ state: "missed", attempts: 0 });
    expect((await waiting()).map((one) => one["event"])).toEqual(["call-back.asked", "call-back.missed"]);
    expect(await callBackOf(world.line, await talkOf(world, asked))).toMatchObject({ value: { callBack: { state: "missed" } } });
  });

  it("reminds once, within the hours that were chosen, at least an hour before, without a word of what it is", async () => {
    await staffed(world, bram, { day: "2026-11-24" });
    const asked = await agreed(world, "2026-11-24T10:00:00.000Z", { ...noor, noticeMail: "noor@voorbeeld.nl", noticeHours: "any" });
    await runAll();
    expect((await waiting()).map((one) => one["event"])).toEqual(["call-back.asked"]);
    world.clock.set("2026-11-23T11:00:00Z");
    await runAll();
    await runAll();
    const [notice, ...more] = (await waiting()).filter((one) => one["event"] === "notice.due");
    expect(more).toEqual([]);
    expect(notice?.["payload"]).toEqual({ case: asked.post.case });
    expect(new Date(String(notice?.["not_before"])).getTime()).toBeLessThanOrEqual(Date.parse("2026-11-24T09:00:00Z"));
  });
});
