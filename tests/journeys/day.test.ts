/** A worker's day on the server: what stands under today, own filters, absence, hand-over, text blocks, what happened to a case. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseListAnswer } from "../../src/cases/shape.ts";
import { handoverAtOnce } from "../../src/cases/shape/day.ts";
import { casesWorld, reported, team } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";

let world: World;
let anna: string;
let bram: string;
let stranger: string;
const idOf = (name: string): string => world.desk.members.find((one) => one.name === `balans-${name}`)?.member ?? "";

beforeAll(async () => {
  world = await casesWorld();
  anna = await world.signIn("balans-anna");
  bram = await world.signIn("balans-bram");
  stranger = await world.signIn("kindertelefoon-bram");
}, 60_000);
afterAll(() => world.close());

const told = async (more: Record<string, string> = {}): Promise<string> => (await reported(world, { what: "Ze sluiten me buiten", mode: "anonymous", ...more })).post.case;
const list = async (query: string, cookie = anna): Promise<CaseListAnswer["cases"]> => ((await world.api("GET", `/api/v1/cases?${query}`, undefined, cookie)).json as unknown as CaseListAnswer).cases;
const ids = async (query: string, cookie = anna): Promise<string[]> => (await list(query, cookie)).map((one) => one.id);
const give = (id: string, member: string | null, cookie = anna): Promise<Answered> => world.api("POST", `/api/v1/cases/${id}/assignment`, { member }, cookie);

describe("under today", () => {
  it("stands what waits for me or for nobody, with what the person last said and since when", async () => {
    const id = await told();
    const [found] = (await list("filter=today")).filter((one) => one.id === id);
    expect(found?.said).toEqual({ kind: "report", day: "2026-11-23" });
    await give(id, idOf("bram"));
    expect(await ids("filter=today")).not.toContain(id);
    expect(await ids("filter=today", bram)).toContain(id);
    expect(await ids("filter=all")).toContain(id);
  });

  it("stands what a colleague who is away has, from the first day to the last", async () => {
    const id = await told();
    await give(id, idOf("bram"));
    expect((await world.api("PUT", `/api/v1/absences/${idOf("bram")}`, { from: "2026-11-23", until: "2026-11-24" }, bram)).status).toBe(204);
    expect(await ids("filter=today")).toContain(id);
    expect(await ids("filter=all&holder=absent")).toContain(id);
    expect((await world.api("GET", "/api/v1/absences", undefined, anna)).json["absences"]).toEqual([{ member: idOf("bram"), from: "2026-11-23", until: "2026-11-24" }]);
    expect((await world.api("DELETE", `/api/v1/absences/${idOf("bram")}`, undefined, bram)).status).toBe(204);
    expect(await ids("filter=today")).not.toContain(id);
  });
});

describe("absence", () => {
  it("is said by oneself and by who leads the team, not by a colleague and not by a stranger", async () => {
    const days = { from: "2026-11-30", until: "2026-12-04" };
    expect((await world.api("PUT", `/api/v1/absences/${idOf("bram")}`, days, anna)).json["reference"]).toBe("not-found");
    expect((await world.api("PUT", `/api/v1/absences/${idOf("anna")}`, days, stranger)).json["reference"]).toBe("not-found");
    expect((await world.api("PUT", `/api/v1/absences/${idOf("anna")}`, days, bram)).status).toBe(204);
    expect((await world.api("GET", "/api/v1/absences", undefined, stranger)).json["absences"]).toEqual([]);
    expect((await world.api("DELETE", `/api/v1/absences/${idOf("anna")}`, undefined, anna)).status).toBe(204);
  });

  it("does not end before it begins, nor lie in the past", async () => {
    for (const days of [{ from: "2026-12-04", until: "2026-12-03" }, { from: "2026-11-01", until: "2026-11-05" }, { from: "2026-12-01", until: "2029-12-01" }]) {
      expect((await world.api("PUT", `/api/v1/absences/${idOf("anna")}`, days, anna)).json["reference"]).toBe("input-invalid");
    }
  });
});

describe("a filter", () => {
  it("chooses by what stands open, also several things at once", async () => {
    const urgent = await told({ danger: "now" });
    const calm = await told();
    await give(calm, idOf("anna"));
    expect(await ids("filter=all&urgent=yes&holder=nobody&states=new,unread")).toContain(urgent);
    expect(await ids("filter=all&urgent=yes")).not.toContain(calm);
    expect(await ids("filter=all&holder=me")).toContain(calm);
    expect(await ids(`filter=all&member=${idOf("anna")}`, bram)).toContain(calm);
    expect(await ids("filter=all&due=late")).toEqual([]);
    expect(await ids("filter=all&due=week")).toContain(calm);
    expect((await world.api("GET", "/api/v1/cases?filter=all&states=lost", undefined, anna)).status).toBe(422);
  });

  it("is kept for the one who made it, once, and is nobody else's", async () => {
    const choice = { states: ["unread", "new"], holder: "nobody", urgent: false, due: null };
    const made = await world.api("POST", "/api/v1/saved-filters", choice, anna);
    expect(made.status).toBe(201);
    expect((await world.api("POST", "/api/v1/saved-filters", { ...choice, states: ["new", "unread"] }, anna)).json["reference"]).toBe("already-there");
    expect((await world.api("POST", "/api/v1/saved-filters", { ...choice, name: "Noor" }, anna)).status).toBe(422);
    expect((await world.api("GET", "/api/v1/saved-filters", undefined, bram)).json["filters"]).toEqual([]);
    expect((await world.api("DELETE", `/api/v1/saved-filters/${String(made.json["id"])}`, undefined, bram)).status).toBe(404);
    expect((await world.api("DELETE", `/api/v1/saved-filters/${String(made.json["id"])}`, undefined, anna)).status).toBe(204);
  });
});

describe("hand-over", () => {
  it("of everything goes from oneself, or by who leads, and leaves a line for every case", async () => {
    const mine = await Promise.all([told(), told()]);
    for (const id of mine) await give(id, idOf("anna"));
    const before = (await world.api("GET", "/api/v1/workload", undefined, anna)).json["lines"] as { member: string | null; open: number }[];
    const held = before.find((one) => one.member === idOf("anna"))?.open ?? 0;
    expect(held).toBeGreaterThanOrEqual(2);
    const post = { team, from: idOf("anna"), to: idOf("bram") };
    expect((await world.api("POST", "/api/v1/handovers", { ...post, team: "kindertelefoon-desk" }, anna)).json["reference"]).toBe("not-found");
    expect((await world.api("POST", "/api/v1/handovers", { ...post, to: world.other.members[0]?.member }, anna)).json["reference"]).toBe("not-found");
    expect((await world.api("POST", "/api/v1/handovers", post, stranger)).json["reference"]).toBe("not-found");
    expect((await world.api("POST", "/api/v1/handovers", post, bram)).json).toEqual({ moved: Math.min(held, handoverAtOnce), left: 0 });
    expect((await world.api("POST", "/api/v1/handovers", { ...post, from: idOf("bram"), to: null }, anna)).json["reference"]).toBe("not-allowed");
    const [one] = mine;
    const { events } = (await world.api("GET", `/api/v1/cases/${one}/events`, undefined, anna)).json as { events: { act: string; member: string; day: string }[] };
    expect(events).toEqual([{ act: "assign", member: idOf("anna"), day: "2026-11-23" }, { act: "handed-over", member: idOf("bram"), day: "2026-11-23" }]);
  });
});

describe("a text block", () => {
  it("is written by who leads, read by the organisation, and marked when nobody looked in time", async () => {
    const block = { language: "nl", title: "Klachtrecht in het kort", body: "Eerst praat je met school. Daarna kun je een klacht sturen.", owner: idOf("bram"), reviewDay: "2026-11-25" };
    expect((await world.api("POST", "/api/v1/text-blocks", { ...block, owner: world.other.members[0]?.member }, bram)).json["reference"]).toBe("not-found");
    const made = await world.api("POST", "/api/v1/text-blocks", block, bram);
    expect(made.status).toBe(201);
    const read = async (cookie: string) => (await world.api("GET", "/api/v1/text-blocks", undefined, cookie)).json["blocks"];
    expect(await read(anna)).toEqual([{ ...block, id: made.json["id"], changedDay: "2026-11-23", stale: false }]);
    expect(await read(stranger)).toEqual([]);
    expect((await world.api("PUT", `/api/v1/text-blocks/${String(made.json["id"])}`, block, stranger)).status).toBe(404);
    world.clock.advance(3 * 24 * 3_600_000);
    anna = await world.signIn("balans-anna");
    bram = await world.signIn("balans-bram");
    expect(await read(anna)).toMatchObject([{ stale: true }]);
    expect((await world.api("PUT", `/api/v1/text-blocks/${String(made.json["id"])}`, { ...block, reviewDay: "2027-06-01" }, bram)).status).toBe(200);
    expect(await read(anna)).toMatchObject([{ stale: false, changedDay: "2026-11-26" }]);
    expect((await world.api("DELETE", `/api/v1/text-blocks/${String(made.json["id"])}`, undefined, bram)).status).toBe(204);
  });
});

describe("a dossier that leaves the desk", () => {
  it("leaves a line first, that colleagues see in the timeline", async () => {
    const id = await told();
    expect((await world.api("POST", `/api/v1/cases/${id}/exports`, { form: "archive" }, anna)).status).toBe(204);
    expect((await world.api("POST", `/api/v1/cases/${id}/exports`, { form: "print" }, anna)).status).toBe(204);
    const { events } = (await world.api("GET", `/api/v1/cases/${id}/events`, undefined, bram)).json as { events: { act: string }[] };
    expect(events.map((one) => one.act)).toEqual(["export", "print"]);
    stranger = await world.signIn("kindertelefoon-bram");
    expect((await world.api("GET", `/api/v1/cases/${id}/events`, undefined, stranger)).status).toBe(404);
  });
});
