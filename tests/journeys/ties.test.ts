/**
 * Kept out in every room: who is tied to a school finds nothing of a call that was asked, of a case that another desk referred, nor of
 * a dossier; no mail, no number and no function of the database tells it, and whoever may not see a case learns of nobody else who may.
 */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { watchMoments } from "../../src/cases/jobs/call-backs.ts";
import { endLapsed, watchReferrals } from "../../src/cases/jobs.ts";
import type { SupportPoint, Untied } from "../../src/cases/shape.ts";
import { namedSchool } from "../../src/desk/cases/consent.ts";
import { wrapsFor } from "../../src/desk/cases/kept-out.ts";
import { sealNextEpoch } from "../../src/desk/cases/writing.ts";
import { fromUtf8, unwrapText } from "../../src/envelope/index.ts";
import { newIdentity, sealCallBackRequest } from "../../src/site/browser/sealing/call-back.ts";
import { answerConsent, openThreads } from "../../src/site/browser/sealing/threads.ts";
import { newEpoch } from "../../src/site/browser/sealing/epoch.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import { agreed, filledCall, moments, noor, staffed } from "./call-back-people.ts";
import { tellEverybody, whoHears } from "../support/told-by-mail.ts";
import { casesWorld, pointOf, reported, team } from "./cases-world.ts";
import type { Answered, Reported, World } from "./cases-world.ts";
import { askConsent, asked, deskOf, logOf, offer, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";

const school = "01AB";
const [monday, tuesday] = ["2026-11-23", "2026-11-24"];
/** Half hours of the line, by the hour of the world's clock. */
const at = (time: string, day = monday): string => `${day}T${time}:00.000Z`;
const today = monday;
let world: World;
let anna: Desk;
let bram: Desk;
let farid: Desk;
let hanna: Desk;

const tie = (desk: Desk, code: string) => asked(desk, "PUT", "/me/ties", { ties: [{ kind: "school", code }] });
/** News for a whole team, or for the coordinator: it names no case. */
const news = (): Promise<readonly Record<string, unknown>[]> => world.store.asOwner(({ run }) => run("select event, payload ->> 'team' as team from outbox where event = 'case.answered' or not payload ? 'case' order by event"));
const events = async (): Promise<string[]> => (await news()).map((row) => String(row["event"]));
/** Whom a mail about what waits reaches, everybody having given an address. */
const hears = (): Promise<readonly string[]> => whoHears(world.context, world.store);
const untied = async (of: string, named: string | null) => ((await world.api("POST", "/api/v1/untied-members", { team: of, school: named })).json as unknown as Untied).members;
const ids = (answer: Answered, list: string): string[] => (answer.json[list] as { id: string }[]).map((one) => one.id);
const as = <T>(desk: Desk, work: (query: (text: ReturnType<typeof sql>) => Promise<readonly unknown[]>) => Promise<T>): Promise<T> =>
  world.context.db.transaction({ role: "member", member: desk.keyring.member, organisation: desk.keyring.organisation }, (tx) => work(async (text) => (await text.execute(tx.sql)).rows));

/** Of who may not see it: nothing that is kept opens, no list has it, and every answer is that of a case that is not there. */
async function findsNothing(desk: Desk, id: string): Promise<void> {
  const nowhere = randomUUID();
  for (const [method, path, body] of [["GET", "", undefined], ["GET", "/call-back", undefined], ["GET", "/consents", undefined], ["GET", "/given", undefined], ["GET", "/escalations", undefined], ["GET", "/events", undefined], ["POST", "/referral", { act: "accept" }]] as const) {
    const [there, absent] = [await asked(desk, method, `/cases/${id}${path}`, body), await asked(desk, method, `/cases/${nowhere}${path}`, body)];
    expect({ path, status: there.status, json: there.json }).toEqual({ path, status: absent.status, json: absent.json });
  }
  for (const path of ["/cases?filter=all", "/cases?filter=today", "/call-backs", "/referrals", "/escalations", "/procedures"]) {
    expect(new TextDecoder().decode((await asked(desk, "GET", path)).bytes)).not.toContain(id);
  }
  const wraps = await world.store.asOwner(({ run }) => run(`select wrapped from case_wraps where case_id = '${id}' and holder_kind <> 'reporter'`));
  expect(wraps.length).toBeGreaterThan(0);
  for (const row of wraps) {
    for (const identity of [desk.keyring.own.identity, ...desk.keyring.teams.map((one) => one.identity)]) await expect(unwrapText(row["wrapped"] as Uint8Array, identity)).rejects.toThrow("cannot-open");
  }
}

beforeAll(async () => {
  world = await casesWorld();
  [anna, bram, farid, hanna] = [await deskOf(world, world.desk), await deskOf(world, world.desk, 1), await deskOf(world, world.other), await deskOf(world, world.other, 1)];
  world.clock.set(`${monday}T09:00:00Z`);
  await tellEverybody(world.store, world.context.secrets.noticeIdentity, "iemand@voorbeeld.example");
  for (const day of [monday, tuesday]) await staffed(world, bram.cookie, { day, on: 2 });
}, 180_000);
afterEach(() => world.store.asOwner(async ({ run }) => {
  await run("delete from member_ties");
  await run("delete from outbox");
}));
afterAll(() => world.close());

/** As the page's script asks it. */
async function askedCall(untiedTo: string, slot: string, point?: SupportPoint): Promise<{ readonly id: string; readonly answer: Answered }> {
  const { recipient, epoch } = point ?? (await pointOf(world));
  const { ticket, case: id } = (await world.api("POST", "/api/v1/report-tickets")).json as { ticket: string; case: string };
  const identity = await newIdentity(world.installation.salt);
  const to = { installation: world.installation.id, team, epoch, recipient, noticeRecipient: "", ticket, case: id, language: "nl" };
  const post = await sealCallBackRequest(to, filledCall({ ...noor, slot, untiedTo }), identity, await untied(team, untiedTo === "" ? null : untiedTo));
  return { id, answer: await world.api("POST", "/api/v1/call-back-requests", post) };
}

describe("a request to be called", () => {
  it("that names a school is held by who is not tied to it, and no box of the team hears of it", async () => {
    await tie(bram, school);
    const { id, answer } = await askedCall(school, at("09:30"));
    expect(answer.status).toBe(201);
    expect(ids(await asked(anna, "GET", "/call-backs"), "callBacks")).toContain(id);
    const opened = await openedAt(anna, id);
    expect(opened.shared.pieces.map(({ examined }) => (examined.ok ? fromUtf8(examined.piece.body) : examined.reason)).join()).toContain(noor.phone);
    expect(namedSchool(opened, [])).toBe(school);
    await findsNothing(bram, id);
    expect(await events()).toEqual([]);
    expect(await hears()).toEqual([anna.keyring.member]);
    const seen = await as(bram, (query) => query(sql`select case_id::text as id from call_back_places union all select owner::text from terms union all select case_id::text from call_backs`));
    expect(seen).not.toContainEqual({ id });
    expect((await asked(bram, "GET", "/call-backs")).json["overfull"]).toEqual([]);
  });

  it("goes to who has no tie at all when no school was named, and only their hands are offered", async () => {
    await tie(anna, school);
    const { id, answer } = await askedCall("", at("10:00"));
    expect(answer.status).toBe(201);
    await findsNothing(anna, id);
    expect(ids(await asked(bram, "GET", "/call-backs"), "callBacks")).toContain(id);
    // Two on duty, one of them free of ties: the moment is given once.
    const ticket = String((await world.api("POST", "/api/v1/report-tickets")).json["ticket"]);
    expect((await moments(world, ticket)).slots).not.toContain(at("10:00"));
    expect((await askedCall("", at("10:00"))).answer.json["reference"]).toBe("slot-taken");
  });

  it("is not promised for a moment at which nobody who may hold it is on duty", async () => {
    await tie(anna, school);
    await tie(bram, "02CD");
    expect((await askedCall(school, at("10:30"))).answer.status).toBe(201);
    const roster = await asked(bram, "GET", `/teams/${team}/duties`);
    const [duty] = (roster.json["duties"] as { id: string; member: string; day: string }[]).filter((one) => one.member === bram.keyring.member && one.day === monday);
    expect((await asked(bram, "DELETE", `/teams/${team}/duties/${duty?.id ?? ""}`)).status).toBe(204);
    expect((await askedCall(school, at("11:00"))).answer.json["reference"]).toBe("slot-taken");
    expect((await askedCall("02CD", at("11:00"))).answer.status).toBe(201);
  });

  it("waits with a term of its own, that no calendar moves", async () => {
    const { post } = await agreed(world, at("11:30"));
    const terms = await world.store.asOwner(({ run }) => run(`select kind, state, due_day::text as due, calendar from terms where owner = '${post.case}'`));
    expect(terms).toEqual([{ kind: "answer", state: "running", due: monday, calendar: "law" }]);
  });

  it("without script is held in the same way", async () => {
    await tie(bram, school);
    const slot = at("09:30", tuesday);
    const form = await world.page("/bel-mij/gegevens", { team, slot });
    const ticket = /name="ticket" value="([^"]*)"/.exec(form.html)?.[1] ?? "";
    expect(form.html).toContain('name="untiedTo"');
    const before = ids(await asked(anna, "GET", "/call-backs"), "callBacks");
    const sent = await world.page("/bel-mij/versturen", { team, ticket, slot, phone: noor.phone, phoneAgain: noor.phone, untiedTo: school });
    expect(sent.status).toBe(200);
    const [id] = ids(await asked(anna, "GET", "/call-backs"), "callBacks").filter((one) => !before.includes(one));
    expect(id).toBeDefined();
    await findsNothing(bram, id ?? "");
  });
});

/** Told at the first desk, agreed to be shared with the other one. */
async function shared(fields: Parameters<typeof reported>[1]): Promise<{ readonly told: Reported; readonly id: string; readonly consent: string }> {
  const told = await reported(world, fields);
  const { case: id } = told.post;
  const consent = await askConsent(anna, id, { team: farid.team, kinds: ["label", "report"], until: "2026-12-20" });
  const talk = await openWith(world.line, told.identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  const whole = await openThreads(world.line, talk.value);
  const asking = whole.ok ? whole.value.consents.find((one) => one.id === consent) : undefined;
  if (!whole.ok || asking === undefined) throw new Error("not asked");
  const said = await answerConsent(world.line, whole.value, asking, "yes");
  if (!said.ok) throw new Error(said.because);
  return { told, id, consent };
}

const outbox = (): Promise<unknown> => world.store.asOwner(({ run }) => run("delete from outbox"));

describe("a case that another desk refers", () => {
  it("does not reach who is tied to a school there: no offer, no key, no mail; until a colleague lets him in", async () => {
    const { id, consent } = await shared({ what: "Het gaat over een school" });
    await tie(hanna, school);
    await outbox();
    const held = { members: await untied(farid.team, null) };
    expect(held.members.map((one) => one.member).toSorted()).toEqual([farid.keyring.member, hanna.keyring.member].toSorted());
    const placed = await offer(anna, id, { team: farid.team, consent, today, held });
    expect(await events()).toEqual(["case.answered"]);
    expect(await hears()).toEqual([farid.keyring.member]);
    expect(ids(await asked(farid, "GET", "/referrals"), "offers")).toEqual([placed]);
    await findsNothing(hanna, placed);
    expect((await asked(farid, "POST", `/cases/${placed}/referral`, { act: "accept" })).status).toBe(204);
    await findsNothing(hanna, placed);
    const opened = await openedAt(farid, placed);
    const readers = (await asked(farid, "POST", `/cases/${placed}/readers`, { code: null })).json["readers"] as { member: string; recipient: string; tied: boolean; place: "in" | "out" | "not-yet" }[];
    const waiting = readers.filter((one) => one.place === "not-yet");
    expect(waiting.map((one) => one.member)).toEqual([hanna.keyring.member]);
    const wraps = await wrapsFor(opened, waiting, await logOf(farid));
    expect((await asked(farid, "POST", `/cases/${placed}/admissions`, { members: [hanna.keyring.member], wraps })).status).toBe(204);
    expect((await openedAt(hanna, placed)).shared.pieces.length).toBeGreaterThan(0);
  });

  it("takes along that nobody tied to this school may read it, and stays closed for who is", async () => {
    const { id, consent } = await shared({ what: "Niemand van die school", untiedTo: "" });
    await tie(hanna, school);
    const placed = await offer(anna, id, { team: farid.team, consent, today, held: { members: await untied(farid.team, school), untiedTo: school } });
    await findsNothing(hanna, placed);
    const readers = (await asked(farid, "POST", `/cases/${placed}/readers`, { code: null })).json["readers"] as { member: string; place: string }[];
    expect(readers.find((one) => one.member === hanna.keyring.member)?.place).toBe("out");
    await expect(offer(anna, id, { team: farid.team, consent, today, held: { members: await untied(farid.team, null), untiedTo: "geen school" } })).rejects.toThrow("school-not-found");
  });

  it("is refused when it was sealed for the whole team there, or with a member's key missing", async () => {
    const { id, consent } = await shared({ what: "Voor het hele team" });
    await tie(hanna, school);
    await expect(offer(anna, id, { team: farid.team, consent, today })).rejects.toThrow("key-outdated");
    const members = (await untied(farid.team, null)).filter((one) => one.member === hanna.keyring.member);
    await expect(offer(anna, id, { team: farid.team, consent, today, held: { members } })).rejects.toThrow("key-outdated");
    await expect(offer(anna, id, { team: farid.team, consent, today, held: { members: [{ member: farid.keyring.member, recipient: hanna.keyring.own.recipient }] } })).rejects.toThrow("no-key");
    await tie(farid, school);
    const all = await untied(farid.team, school);
    await expect(offer(anna, id, { team: farid.team, consent, today, held: { members: all, untiedTo: school } })).rejects.toThrow("nobody-untied");
  });
});

describe("nobody who may not see a case", () => {
  it("learns from a function of the database that there is one, who holds it, where it went, or how many there are", async () => {
    const { post } = await reported(world, { what: "Van anderen" });
    const id = post.case;
    const opened = await openedAt(anna, id);
    const rest = ((await asked(anna, "POST", `/cases/${id}/readers`, { code: null })).json["readers"] as { member: string; recipient: string; tied: boolean; place: "in" | "out" | "not-yet" }[]).filter((one) => one.member === anna.keyring.member);
    expect((await asked(anna, "POST", `/cases/${id}/exclusions`, { members: [bram.keyring.member], wraps: await wrapsFor(opened, rest, await logOf(anna)) })).status).toBe(204);
    const annas = anna.keyring.member;
    const learned = (desk: Desk, about: string): Promise<readonly unknown[]> =>
      as(desk, async (query) => [
        await query(sql`select gehoord_may_see(${about}, ${annas}::uuid) as it`),
        await query(sql`select kind, holder from gehoord_epoch_holders(${about}, 'shared')`),
        await query(sql`select gehoord_other_desks(${about}) as it`),
        await query(sql`select * from gehoord_case_readers(${about}, null, null)`),
        await query(sql`select gehoord_held_alone(${annas}::uuid, array['balans-desk']) as it`),
        await query(sql`select * from gehoord_teams_under(${about})`),
        await query(sql`select * from gehoord_escalation_teams(${about})`),
        await query(sql`select * from gehoord_referral_teams(${about})`),
        await query(sql`select owner from terms`),
        await query(sql`select id from cases`),
      ]);
    for (const desk of [bram, farid]) expect(await learned(desk, id)).toEqual(await learned(desk, randomUUID()));
    // Who holds it is told all of it.
    const [[sees], holders] = (await learned(anna, id)) as unknown as [[{ it: boolean }], { holder: string }[]];
    expect(sees.it).toBe(true);
    expect(holders.map((one) => one.holder)).toContain(annas);
    await expect(as(bram, (query) => query(sql`select gehoord_closed_for_me()`))).rejects.toThrow(/does not exist/);
  });

  it("gets a key by the way of an epoch or an admission: the database itself refuses one for who is kept out", async () => {
    const { post } = await reported(world, { what: "Geen sleutel" });
    const owner = (text: string): Promise<unknown> => world.store.asOwner(({ run }) => run(text));
    await owner(`update cases set by_member = true where id = '${post.case}'`);
    await owner(`insert into case_exclusions (case_id, member, organisation) values ('${post.case}', '${bram.keyring.member}', 'balans')`);
    await expect(owner(`insert into case_wraps (case_id, chain, epoch, holder_kind, holder, wrapped) values ('${post.case}', 'shared', 1, 'member', '${bram.keyring.member}', 'x')`)).rejects.toThrow("kept out");
    const other = await reported(world, { what: "Voor het team" });
    await expect(owner(`insert into case_exclusions (case_id, member, organisation) values ('${other.post.case}', '${bram.keyring.member}', 'balans')`)).rejects.toThrow("member by member");
  });
});

describe("a server that says that another organisation holds a conversation", () => {
  it("is not believed: the team that it was sealed for is signed, and no desk begins an epoch for another organisation", async () => {
    const { identity, post } = await reported(world, { what: "Alleen voor dit punt" });
    const lying: typeof world.line = {
      ...world.line,
      ask: async (call, fits) => {
        const answer = await world.line.ask(call, fits);
        return answer.ok && call.path.endsWith("/openings") ? { ok: true, value: { ...answer.value, team: farid.team, organisation: "kindertelefoon" } } : answer;
      },
    };
    const place = { installation: world.installation.id };
    const [told, truly] = [await openWith(lying, identity.keys, place), await openWith(world.line, identity.keys, place)];
    if (!told.ok || !truly.ok) throw new Error("not opened");
    const theirs = { ...told.value, opening: { ...told.value.opening, holders: told.value.opening.holders.filter((one) => one.kind === "reporter") } };
    expect(await newEpoch(theirs)).toEqual({ ok: false, because: "key-not-certified" });
    expect(await newEpoch(truly.value)).toMatchObject({ ok: true });
    const opened = await openedAt(anna, post.case);
    const moved = { ...opened, raw: { ...opened.raw, organisation: "kindertelefoon", team: farid.team, holders: { shared: [], desk: [] } } };
    await expect(sealNextEpoch(moved, "shared", { keyring: anna.keyring, log: await logOf(anna) })).rejects.toThrow("no-key");
  });
});

/** These move the clock: whoever was signed in is not any more. */
describe("as hours and days go by", () => {
  it("no box of a desk where a case is held one by one hears that it waits, is late, or is over; the coordinator does", async () => {
    const { id, consent } = await shared({ what: "Geen post" });
    await tie(hanna, school);
    await offer(anna, id, { team: farid.team, consent, today, held: { members: await untied(farid.team, null) } });
    const old = await pointOf(world);
    const newer = old.recipient.replace(/.$/, (last) => (last === "q" ? "p" : "q"));
    await world.store.asOwner(async ({ run }) => {
      await run("delete from outbox");
      await run(`insert into team_keys (team, organisation, epoch, recipient, since) values ('${team}', 'balans', 2, '${newer}', '${today}T09:00:00Z')`);
      await run(`insert into team_key_wraps (team, organisation, epoch, member, wrapped) select team, organisation, 2, member, wrapped from team_key_wraps where team = '${team}' and epoch = 1`);
    });
    // A key that was just replaced is taken for a day, for a call as for a report.
    expect((await askedCall("", at("10:00", tuesday), old)).answer.status).toBe(201);
    world.clock.set("2026-11-23T16:00:00Z");
    await world.store.asOwner(({ run }) => run("delete from outbox"));
    await watchMoments(world.context);
    expect(await events()).toEqual(["call-back.missed", "case.held-waits"]);
    world.clock.set("2026-11-24T10:05:00Z");
    expect((await askedCall("", at("11:00", tuesday), old)).answer.json["reference"]).toBe("key-outdated");
    await world.store.asOwner(({ run }) => run("delete from outbox"));
    world.clock.set("2026-12-10T10:00:00Z");
    await watchReferrals(world.context);
    expect((await news()).map((row) => `${String(row["event"])} ${String(row["team"])}`)).toEqual([`referral.late ${team}`]);
    const late = await hears();
    expect(late).toContain(farid.keyring.member);
    expect(late).not.toContain(hanna.keyring.member);
    await world.store.asOwner(({ run }) => run("delete from outbox"));
    world.clock.set("2026-12-22T10:00:00Z");
    await endLapsed(world.context);
    expect((await events()).filter((one) => one === "consent.ended")).toEqual([]);
  }, 60_000);
});
