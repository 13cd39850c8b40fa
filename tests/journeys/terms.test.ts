/** A desk does not make the promised day: it says so in time, with a reason, and the person reads why and until when. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseEvents, eraseCase } from "../../src/cases/jobs.ts";
import { sealNext } from "../../src/desk/cases/writing.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import type { KeyLogEntry } from "../../src/envelope/index.ts";
import { runOutbox } from "../../src/store/index.ts";
import { casesWorld, reported } from "./cases-world.ts";
import type { Answered, Reported, World } from "./cases-world.ts";
import { deskOf } from "./sealed-desk.ts";
import type { SealedDesk } from "./sealed-desk.ts";

let world: World;
let desk: SealedDesk;
beforeAll(async () => {
  world = await casesWorld();
  desk = await deskOf(world, "anna");
}, 60_000);
afterAll(() => world.close());

const dayAfter = 24 * 3_600_000;
const words = "Het kost meer tijd dan we dachten. We zijn ermee bezig.";

async function sealed(one: Reported, text = words): Promise<unknown> {
  const log = (await world.api("GET", "/api/v1/key-log")).json["entries"] as KeyLogEntry[];
  return sealNext(await desk.open(one.post.case), { kind: "term", body: { text } }, { keyring: desk.keyring, log });
}
async function move(one: Reported, change: unknown, reason = "more-work"): Promise<Answered> {
  return world.api("POST", `/api/v1/cases/${one.post.case}/term`, { piece: await sealed(one), change, reason }, desk.cookie);
}
async function opened({ identity }: Reported): Promise<Talk> {
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  return talk.value;
}
const rows = <T>(text: string): Promise<readonly T[]> => world.store.asOwner(({ run }) => run(text)) as unknown as Promise<readonly T[]>;
const running = async (one: Reported): Promise<readonly { state: string; due: string }[]> => rows(`select state, due_day::text as due from terms where owner = '${one.post.case}' order by start_day, state`);

describe("a promised day that is not made", () => {
  it("moves by the days that are asked, and the person reads why and sees the new day", async () => {
    const one = await reported(world, { what: "Ze sluiten me buiten." });
    const before = (await opened(one)).opening.promisedDay;
    const answer = await move(one, { kind: "extension", days: 2 });
    expect(answer.status).toBe(200);
    expect(String(answer.json["dueDay"]) > before).toBe(true);
    const talk = await opened(one);
    expect(talk.opening.promisedDay).toBe(answer.json["dueDay"]);
    expect(talk.items.at(-1)).toMatchObject({ kind: "term", body: { text: words } });
    expect(talk.items.at(-1)?.trouble).toBeUndefined();
    expect(talk.opening.state, "it is not an answer: somebody still waits").toBe("new");
    expect((await rows<{ reason: string }>(`select c.reason from term_changes c join terms t on t.id = c.term where t.owner = '${one.post.case}'`))[0]?.reason).toBe("more-work");
  });

  it("stands still until a day, and no longer than that when the reason has gone", async () => {
    const one = await reported(world, { what: "Ik moet er even over denken." });
    const before = (await opened(one)).opening.promisedDay;
    const paused = await move(one, { kind: "pause", until: "2026-12-04" }, "asked-by-person");
    expect(String(paused.json["dueDay"]) > "2026-12-04").toBe(true);
    const resumed = await move(one, { kind: "resume" }, "reason-gone");
    expect(resumed.json["dueDay"], "the pause began today and ends today").toBe(before);
  });

  it("never stands still without an end, in the past or for months", async () => {
    const one = await reported(world, { what: "Hoe lang nog?" });
    for (const until of ["2026-11-22", "2027-03-01"]) expect((await move(one, { kind: "pause", until })).json["reference"]).toBe("input-invalid");
    for (const change of [{ kind: "pause" }, { kind: "extension", days: 21 }, { kind: "extension", days: 0 }]) expect((await move(one, change)).status).toBe(422);
    expect((await move(one, { kind: "extension", days: 1 }, "no reason of the list")).status).toBe(422);
    expect((await opened(one)).items.filter(({ kind }) => kind === "term"), "what is refused leaves no message").toEqual([]);
  });

  it("moves once when the message was sent twice", async () => {
    const one = await reported(world, { what: "Twee keer." });
    const piece = await sealed(one);
    const post = (): Promise<Answered> => world.api("POST", `/api/v1/cases/${one.post.case}/term`, { piece, change: { kind: "extension", days: 3 }, reason: "more-work" }, desk.cookie);
    const [first, second] = [await post(), await post()];
    expect(second.json).toEqual(first.json);
    expect((await opened(one)).items.filter(({ kind }) => kind === "term")).toHaveLength(1);
  });

  it("cannot be moved once it was answered, and begins anew when the person writes", async () => {
    const one = await reported(world, { what: "Help." });
    await desk.answer(one.post.case, "We bellen je morgen.", "answer");
    expect((await running(one)).map(({ state }) => state)).toEqual(["met"]);
    expect((await move(one, { kind: "extension", days: 2 })).json["reference"]).toBe("transition-not-allowed");
  });

  it("is not moved by a message alone, nor by another desk", async () => {
    const one = await reported(world, { what: "Alleen woorden." });
    expect((await desk.post(`/api/v1/cases/${one.post.case}/pieces`, { piece: await sealed(one) })).status).toBe(422);
    const stranger = await world.signIn("kindertelefoon-anna");
    const answer = await world.api("POST", `/api/v1/cases/${one.post.case}/term`, { piece: await sealed(one), change: { kind: "extension", days: 2 }, reason: "more-work" }, stranger);
    expect(answer.json["reference"]).toBe("not-found");
  });

  it("goes with everything else when the case is removed", async () => {
    const one = await reported(world, { what: "Haal het weg." });
    await move(one, { kind: "extension", days: 2 });
    await world.context.db.transaction({ role: "system" }, (tx) => eraseCase(tx, one.post.case));
    expect(await running(one)).toEqual([]);
  });

  it("keeps its pause when the organisation closes days after it", async () => {
    const one = await reported(world, { what: "Eerst pauze, dan dicht." });
    const paused = await move(one, { kind: "pause", until: "2026-12-11" }, "mediation");
    const due = String(paused.json["dueDay"]);
    await world.api("POST", "/api/v1/calendar/changes", { kind: "close", from: due, to: due }, desk.cookie);
    await runOutbox(world.context, caseEvents({ mail: undefined, from: "gehoord@gehoord.test" }));
    const after = (await opened(one)).opening.promisedDay;
    expect(after > due).toBe(true);
    expect((await running(one))[0]?.due).toBe(after);
    await expect(rows(`update terms set start_day = '2026-01-01' where owner = '${one.post.case}'`)).rejects.toThrow("keeps its start");
    await expect(rows("update term_changes set reason = 'mediation'")).rejects.toThrow("only grows");
  });

  it("that has passed is not moved into the past", async () => {
    const one = await reported(world, { what: "Te laat." });
    world.clock.advance(30 * dayAfter);
    desk = await deskOf(world, "anna");
    expect((await move(one, { kind: "extension", days: 1 })).json["reference"]).toBe("day-passed");
    expect((await move(one, { kind: "extension", days: 20 })).status).toBe(200);
  });
});
