/**
 * Every route that is not public, every kind of person, every organisation: generated from the routes and the permission
 * table. Nobody reads or changes another organisation's or another team's, and "not yours" is the very answer of "not there".
 */
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieHeader, openSession } from "../../src/accounts/actions/sign-in.ts";
import { isPermission } from "../../src/accounts/index.ts";
import { insertMember } from "../../src/accounts/records/members.ts";
import { ensureOrganisation, insertTeam } from "../../src/accounts/records/organisations.ts";
import { rolesMay } from "../../src/accounts/rules/permissions.ts";
import type { Role } from "../../src/accounts/rules/permissions.ts";
import { systemRandom } from "../../src/base/index.ts";
import type { Route } from "../../src/base/index.ts";
import { CaseStates } from "../../src/cases/rules.ts";
import type { CaseState } from "../../src/cases/rules.ts";
import { toBase64Url } from "../../src/envelope/index.ts";
import { routes } from "../../src/house.ts";
import { figure } from "../signpost/figures.ts";
import { casesWorld, reported } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";
import { apart, pairsTellApart, tellsApart, timed, together } from "./timed.ts";
import type { Timed } from "./timed.ts";

type Persona = { readonly name: string; readonly organisation: string; readonly team?: string; readonly roles: readonly Role[]; readonly cookie: string; readonly member: string };
type Ids = { readonly case: string; readonly piece: string; readonly claim: string; readonly consent: string; readonly member: string; readonly team: string; readonly session: string; readonly invitation: string; readonly duty: string; readonly escalation: string; readonly lesson: string; readonly recovery: string; readonly release: string };

const guarded = routes.filter((route) => route.who.kind !== "anyone");
const nameOf = (route: Route): string => `${route.method} ${route.path}`;
const b64 = (bytes: number): string => toBase64Url(systemRandom.bytes(bytes));
const recipient = `age1pq1${"q".repeat(100)}`;
const anyEntry = { kind: "member" };

/**
 * A body that the route's shape takes, so that a refusal comes from who asks and not from what was sent. A route with a body
 * and without a line here fails the test: it cannot be forgotten.
 */
const bodies: Readonly<Record<string, (ids: Ids) => unknown>> = {
  "POST /api/v1/cases": () => ({ case: systemRandom.uuid(), team: "nergens", epoch: 1, urgent: false, wraps: { team: b64(200), reporters: [] }, pieces: [{ id: systemRandom.uuid(), kind: "label", sequence: 1, sealed: b64(300), key: b64(200) }] }),
  "POST /api/v1/cases/{case}/consents": () => ({ piece: { id: systemRandom.uuid(), kind: "consent-asked", sequence: 4, sealed: b64(300), key: b64(200) }, purpose: "referral", team: "kindertelefoon-desk", until: "2026-12-01" }),
  "POST /api/v1/cases/{case}/consents/{consent}/withdrawal": () => ({ piece: { id: systemRandom.uuid(), kind: "withdrawal", sequence: 4, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/cases/{case}/consents/{consent}/parts": () => ({ case: systemRandom.uuid(), given: [{ piece: systemRandom.uuid(), key: b64(200) }] }),
  "POST /api/v1/cases/{case}/referrals": () => ({
    consent: systemRandom.uuid(),
    placed: { case: systemRandom.uuid(), team: "nergens", epoch: 1, urgent: false, wraps: { team: b64(200), reporters: [] }, pieces: [{ id: systemRandom.uuid(), kind: "label", sequence: 1, sealed: b64(300), key: b64(200) }] },
    step: { id: systemRandom.uuid(), kind: "step", sequence: 4, sealed: b64(300), key: b64(200) },
    given: [{ piece: systemRandom.uuid(), key: b64(200) }],
  }),
  "POST /api/v1/cases/{case}/referral": () => ({ act: "accept" }),
  "POST /api/v1/cases/{case}/desk-key": () => ({ wrap: b64(200), teamEpoch: 1 }),
  "POST /api/v1/cases/{case}/pieces": () => ({ piece: { id: systemRandom.uuid(), kind: "answer", sequence: 4, sealed: b64(300), key: b64(200) } }),
  "PUT /api/v1/me/identity": () => ({ ticket: "x", answer: { code: "x", state: "x" } }),
  "PUT /api/v1/my-organisation/identity-provider": () => ({ provider: null }),
  "PUT /api/v1/me/holders": (ids) => ({ shares: [{ holder: ids.member, sealed: b64(200) }, { holder: systemRandom.uuid(), sealed: b64(200) }] }),
  "POST /api/v1/recoveries": (ids) => ({ member: ids.member }),
  "POST /api/v1/recoveries/{recovery}/shares": () => ({ sealed: b64(200) }),
  "PUT /api/v1/me/ties": () => ({ ties: [] }),
  "PUT /api/v1/me/notices": () => ({ digest: "at-once", hour: null, sealed: "A".repeat(200) }),
  "POST /api/v1/cases/{case}/readers": () => ({ code: null }),
  "POST /api/v1/cases/{case}/exclusions": (ids) => ({ members: [ids.member], wraps: [] }),
  "POST /api/v1/cases/{case}/admissions": (ids) => ({ members: [ids.member], wraps: [{ chain: "shared", epoch: 1, member: ids.member, wrapped: b64(200) }] }),
  "PUT /api/v1/members/{member}/roles": () => ({ roles: ["worker"] }),
  "POST /api/v1/teams/{team}/rewraps": (ids) => ({ teamEpoch: 2, wraps: [{ case: ids.case, chain: "shared", epoch: 1, wrapped: b64(200) }] }),
  "POST /api/v1/cases/{case}/epochs": () => ({ epoch: 2, wraps: [{ kind: "team", holder: "balans-desk", wrapped: b64(200) }], piece: { id: systemRandom.uuid(), kind: "epoch", epoch: 2, sequence: 4, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/cases/{case}/assignment": () => ({ member: null }),
  "POST /api/v1/cases/{case}/state": () => ({ act: "take", expected: "new" }),
  "POST /api/v1/facts": () => ({ token: b64(32), version: 1, codes: { channel: "phone", role: "parent", sector: "po", province: "unknown", topic: "bullying", by: "pupil", done: "advice", outcome: "not-known" } }),
  "POST /api/v1/releases": () => ({ period: "2026-q1" }),
  "POST /api/v1/releases/{release}/agreement": () => ({ hash: "0".repeat(64) }),
  "POST /api/v1/saved-filters": () => ({ states: ["unread"], holder: "me", urgent: false, due: null }),
  "POST /api/v1/handovers": (ids) => ({ team: ids.team, from: ids.member, to: null }),
  "PUT /api/v1/absences/{member}": () => ({ from: "2027-01-04", until: "2027-01-08" }),
  "POST /api/v1/text-blocks": (ids) => ({ language: "nl", title: "Klachtrecht", body: "Zo werkt het.", owner: ids.member, reviewDay: "2027-01-04" }),
  "PUT /api/v1/text-blocks/{id}": (ids) => ({ language: "nl", title: "Klachtrecht", body: "Zo werkt het nu.", owner: ids.member, reviewDay: "2027-01-04" }),
  "POST /api/v1/cases/{case}/exports": () => ({ form: "archive" }),
  "POST /api/v1/cases/{case}/claims/{claim}/decisions": () => ({ matches: false, back: [] }),
  "POST /api/v1/cases/{case}/check-ins": () => ({ id: systemRandom.uuid(), day: "2026-12-24" }),
  "POST /api/v1/cases/{case}/attempts": () => ({ act: "acknowledge", expected: "asked", piece: { id: systemRandom.uuid(), kind: "attempt", sequence: 1, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/teams/{team}/duties": (ids) => ({ member: ids.member, day: "2030-01-07", from: 600, to: 720, weeks: 1 }),
  "PUT /api/v1/teams/{team}/call-back-line": () => ({ open: true, callMinutes: 30 }),
  "POST /api/v1/procedures": (ids) => ({ case: ids.case, procedure: systemRandom.uuid(), piece: { id: systemRandom.uuid(), kind: "step", sequence: 1, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/procedures/{case}/steps": () => ({ act: "affiliated", expected: "received", pieces: [{ id: systemRandom.uuid(), kind: "step", sequence: 2, sealed: b64(300), key: b64(200) }] }),
  "POST /api/v1/procedures/{case}/invitations": () => ({ epoch: 1, lookup: b64(32), recipient, signKey: b64(32), wrap: b64(200), piece: { id: systemRandom.uuid(), kind: "step", sequence: 2, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/procedures/{case}/epochs": () => ({ epoch: 2, key: { id: systemRandom.uuid(), kind: "procedure", sequence: 4, sealed: b64(300), key: b64(200) }, piece: { id: systemRandom.uuid(), kind: "epoch", epoch: 2, sequence: 2, sealed: b64(300), key: b64(200) }, wrap: null }),
  "POST /api/v1/procedures/{case}/published-summary": () => ({ text: "Iets zonder namen" }),
  "POST /api/v1/cases/{case}/escalations": (ids) => ({ id: systemRandom.uuid(), consent: ids.consent, reason: "urgent", form: "anonymised", piece: { id: systemRandom.uuid(), kind: "dossier-draft", sequence: 1, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/cases/{case}/escalations/{escalation}/second": () => ({ piece: { id: systemRandom.uuid(), kind: "dossier-second", sequence: 1, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/cases/{case}/escalations/{escalation}/sending": () => ({ placed: { case: systemRandom.uuid(), team: "ocw-team", epoch: 1, urgent: false, wraps: { team: b64(300), reporters: [] }, pieces: [{ id: systemRandom.uuid(), kind: "dossier", sequence: 1, sealed: b64(300), key: b64(200) }] }, step: { id: systemRandom.uuid(), kind: "step", sequence: 4, sealed: b64(300), key: b64(200) }, given: [] }),
  "POST /api/v1/cases/{case}/escalations/{escalation}/replies": () => ({ word: { id: systemRandom.uuid(), sequence: 1, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/cases/{case}/escalations/{escalation}/settlement": () => ({ step: { id: systemRandom.uuid(), kind: "step", sequence: 4, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/cases/{case}/escalations/{escalation}/answers": () => ({ act: "answer", word: { id: systemRandom.uuid(), sequence: 1, sealed: b64(300), key: b64(200) } }),
  "POST /api/v1/lessons": () => ({ text: "Iets zonder zaak" }),
  "POST /api/v1/me/passkeys": () => ({ ticket: "x", response: {}, label: "telefoon", prfSalt: b64(32), wrapped: b64(200) }),
  "POST /api/v1/participants": () => ({ organisation: `vreemd-${systemRandom.uuid().slice(0, 8)}`, name: "Vreemd", adminName: "Ada" }),
  "POST /api/v1/my-organisation/root": () => ({ public: b64(32), wrapped: b64(200), entries: [anyEntry] }),
  "POST /api/v1/my-organisation/root/wraps": (ids) => ({ member: ids.member, wrapped: b64(200) }),
  "POST /api/v1/members/invitations": (ids) => ({ shownName: "Nieuw", roles: ["worker"], teams: [ids.team] }),
  "PUT /api/v1/members/{member}/teams": () => ({ teams: [] }),
  "POST /api/v1/members/{member}/certificates": () => ({ entry: anyEntry }),
  "POST /api/v1/members/{member}/endings": () => ({ entry: null }),
  "POST /api/v1/cases/{case}/term": () => ({ piece: { id: systemRandom.uuid(), kind: "term", sequence: 4, sealed: b64(300), key: b64(200) }, change: { kind: "extension", days: 2 }, reason: "more-work" }),
  "POST /api/v1/calendar/changes": () => ({ kind: "close", from: "2031-01-06", to: "2031-01-06" }),
  "POST /api/v1/calendar/previews": () => ({ kind: "close", from: "2031-01-06", to: "2031-01-07" }),
  "POST /api/v1/teams": () => ({ team: `team-${systemRandom.uuid().slice(0, 8)}`, service: "balans", name: "Nieuw", answerDays: 3 }),
  "PUT /api/v1/teams/{team}": () => ({ name: "Anders", answerDays: 4 }),
  "POST /api/v1/teams/{team}/intake": () => ({ open: false }),
  "POST /api/v1/teams/{team}/keys": (ids) => ({ epoch: 2, recipient, entry: anyEntry, wraps: [{ member: ids.member, wrapped: b64(200) }] }),
  "POST /api/v1/teams/{team}/wraps": (ids) => ({ member: ids.member, wraps: [{ epoch: 1, wrapped: b64(200) }] }),
};

let world: World;
let people: readonly Persona[];
let theirs: Ids;
let nowhere: Ids;

async function persona(name: string, organisation: string, roles: readonly Role[], team?: string): Promise<Persona> {
  const member = systemRandom.uuid();
  const { context } = world;
  const cookie = await context.db.transaction({ role: "system" }, async (tx) => {
    await ensureOrganisation(tx, { id: organisation, name: organisation }, context.clock.now());
    if (team !== undefined) await insertTeam(tx, { id: team, organisation, service: "balans", name: team, answer_days: 3, intake_open: true });
    const made = await insertMember(tx, {
      member: { id: member, organisation, name: name.replaceAll(" ", "-"), shown_name: name, roles, status: "active", certified: true },
      keys: { member, organisation, recipient: `age1pq1${member.replaceAll("-", "")}`, sign_public: systemRandom.bytes(32), wrapped: systemRandom.bytes(200) },
      credential: { member, salt: systemRandom.bytes(16), auth_salt: systemRandom.bytes(16), auth_hash: systemRandom.bytes(32), totp_sealed: systemRandom.bytes(48) },
      teams: team === undefined ? [] : [team],
    });
    if (!made) throw new Error(`${name} is taken`);
    const session = await openSession(context, tx, { member, organisation });
    return cookieHeader(session.ok ? session.value : undefined)["set-cookie"]?.split(";")[0] ?? "";
  });
  return { name, organisation, ...(team === undefined ? {} : { team }), roles, cookie, member };
}

beforeAll(async () => {
  world = await casesWorld();
  const { post } = await reported(world, { what: "Ze wachten me op na school", mode: "anonymous", role: "pupil", topic: "bullying" });
  people = [
    await persona("worker of the team", "balans", ["worker"], "balans-desk"),
    await persona("team lead", "balans", ["worker", "team-lead"], "balans-desk"),
    await persona("administrator", "balans", ["organisation-admin"]),
    await persona("worker of another team", "balans", ["worker"], "balans-ouders"),
    await persona("worker of another organisation", "kindertelefoon", ["worker"], "kindertelefoon-desk"),
    await persona("lead of another organisation", "kindertelefoon", ["worker", "team-lead"], "kindertelefoon-desk"),
    await persona("administrator of another organisation", "kindertelefoon", ["organisation-admin"]),
    await persona("coordinator", "netwerk", ["coordinator"]),
    await persona("ministry", "ocw", ["ministry"]),
    await persona("secretary", "commissie", ["secretary"]),
    await persona("editor", "netwerk", ["editor"]),
  ];
  const [worker] = people;
  const piece = post.pieces[0]?.id ?? "";
  theirs = { case: post.case, piece, claim: systemRandom.uuid(), consent: piece, member: worker?.member ?? "", team: "balans-desk", duty: await onDuty(worker), escalation: systemRandom.uuid(), lesson: systemRandom.uuid(), recovery: systemRandom.uuid(), release: systemRandom.uuid(), ...(await madeByMembers()) };
  nowhere = { case: systemRandom.uuid(), piece: systemRandom.uuid(), claim: systemRandom.uuid(), consent: systemRandom.uuid(), member: systemRandom.uuid(), team: "nergens", session: systemRandom.uuid(), invitation: systemRandom.uuid(), duty: systemRandom.uuid(), escalation: systemRandom.uuid(), lesson: systemRandom.uuid(), recovery: systemRandom.uuid(), release: systemRandom.uuid() };
}, 120_000);
afterAll(() => world.close());

function person(name: string): Persona {
  const found = people.find((one) => one.name === name);
  if (found === undefined) throw new Error(`nobody is ${name}`);
  return found;
}

/** A living session of the team's worker and an open invitation of his organisation. */
async function madeByMembers(): Promise<Pick<Ids, "session" | "invitation">> {
  const { json } = await world.api("GET", "/api/v1/me/sessions", undefined, person("worker of the team").cookie);
  const admin = person("administrator").cookie;
  await world.api("POST", "/api/v1/members/invitations", { shownName: "Nieuw", roles: ["worker"], teams: [] }, admin);
  const view = await world.api("GET", "/api/v1/my-organisation", undefined, admin);
  const [session] = json["sessions"] as { id: string }[];
  const [invitation] = view.json["invitations"] as { id: string }[];
  if (session === undefined || invitation === undefined) throw new Error("nothing was made");
  return { session: session.id, invitation: invitation.id };
}

/** Puts somebody on duty, as the lead does. */
async function onDuty(one: Persona | undefined): Promise<string> {
  const lead = person("team lead").cookie;
  await world.api("POST", "/api/v1/teams/balans-desk/duties", { member: one?.member, day: "2026-12-07", from: 600, to: 720, weeks: 1 }, lead);
  const { json } = await world.api("GET", "/api/v1/teams/balans-desk/duties?from=2026-12-07", undefined, lead);
  const [duty] = json["duties"] as { id: string }[];
  if (duty === undefined) throw new Error("nobody is on duty");
  return duty.id;
}

function pathFor(route: Route, ids: Ids): string {
  const id = route.path.includes("invitations") ? ids.invitation : ids.session;
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === "id" ? id : ids[name as keyof Ids]));
}

function call(route: Route, ids: Ids, cookie?: string): Promise<Answered> {
  const body = route.body === undefined ? undefined : bodies[nameOf(route)]?.(ids);
  return world.api(route.method, pathFor(route, ids), body, cookie);
}

function may(one: Persona, route: Route): boolean {
  if (route.who.kind === "member") return true;
  return route.who.kind === "can" && isPermission(route.who.permission) && rolesMay(one.roles, route.who.permission);
}

const said = ({ status, json }: Answered) => ({ status, reference: json["reference"], json: status >= 400 ? json : undefined });

describe("every route", () => {
  it("is public with a reason, or asks who is there", () => {
    for (const { who, path } of routes) {
      if (who.kind === "anyone") expect(who.because.length, path).toBeGreaterThan(10);
      if (who.kind === "can") expect(isPermission(who.permission), path).toBe(true);
    }
    expect(guarded.length).toBeGreaterThan(25);
  });

  it("that takes a body has one in this test", () => {
    const missing = guarded.filter((route) => route.body !== undefined && bodies[nameOf(route)] === undefined).map(nameOf);
    expect(missing).toEqual([]);
    for (const route of guarded) {
      if (typeof route.body !== "object") continue;
      expect(route.body.safeParse(bodies[nameOf(route)]?.(theirs)).success, nameOf(route)).toBe(true);
    }
  });
});

describe.each(guarded.map((route) => ({ name: nameOf(route), route })))("$name", ({ route }) => {
  it("says nothing to a visitor, nor to somebody with a made-up cookie", async () => {
    for (const cookie of [undefined, `gehoord-desk=${b64(32)}`, "gehoord-desk=x"]) {
      expect(said(await call(route, theirs, cookie))).toMatchObject({ status: 401, reference: "not-signed-in" });
    }
  });

  it("refuses everybody whose role does not carry it, whatever they ask for", async () => {
    for (const one of people.filter((each) => !may(each, route))) {
      expect(said(await call(route, theirs, one.cookie)), one.name).toMatchObject({ status: 403, reference: "not-allowed" });
      expect(said(await call(route, nowhere, one.cookie)), one.name).toMatchObject({ status: 403, reference: "not-allowed" });
    }
  });

  it("answers about what is another's as about what is not there", async () => {
    if (!route.path.includes("{")) return;
    const strangers = people.filter((one) => may(one, route) && (one.organisation !== "balans" || (route.path.includes("{case}") && one.team !== "balans-desk")));
    for (const one of strangers) {
      const answer = said(await call(route, theirs, one.cookie));
      expect(answer, one.name).toEqual(said(await call(route, nowhere, one.cookie)));
      expect(answer.status, one.name).toBe(404);
    }
  });
});

describe("what is read", () => {
  const reads = guarded.filter((route) => route.method === "GET");

  it("holds nothing of another organisation's cases, people or teams, for anybody", async () => {
    const strangers = people.filter((one) => one.organisation !== "balans");
    for (const one of strangers) {
      for (const route of reads) {
        const { json, bytes } = await call(route, theirs, one.cookie);
        const text = JSON.stringify(json) + new TextDecoder().decode(bytes);
        expect(text.includes(theirs.case), `${nameOf(route)} for ${one.name}`).toBe(false);
        expect(text.includes(theirs.member), `${nameOf(route)} for ${one.name}`).toBe(false);
      }
    }
  });

  it("shows another team's case in no list of the same organisation", async () => {
    const other = person("worker of another team");
    for (const filter of ["today", "mine", "all"]) {
      const { json, status } = await world.api("GET", `/api/v1/cases?filter=${filter}`, undefined, other.cookie);
      expect(status).toBe(200);
      expect(json).toEqual({ cases: [], next: null });
    }
  });

  it("is there for who works in the team: without this, the rest of the matrix would prove nothing", async () => {
    for (const name of ["worker of the team", "team lead"]) {
      const one = person(name);
      const list = await world.api("GET", "/api/v1/cases?filter=all", undefined, one.cookie);
      expect(JSON.stringify(list.json)).toContain(theirs.case);
      const read = await world.api("GET", `/api/v1/cases/${theirs.case}`, undefined, one.cookie);
      expect(read).toMatchObject({ status: 200, json: { id: theirs.case, state: "new" } });
    }
  });
});

describe("in every state of a case", { timeout: 120_000 }, () => {
  const aboutCases = guarded.filter((route) => route.path.includes("{case}"));
  const lists = guarded.filter((route) => route.method === "GET" && !route.path.includes("{case}"));
  const absent = new Map<string, unknown>();
  let answers = 0;

  async function absentFor(route: Route, one: Persona): Promise<unknown> {
    const key = `${nameOf(route)} ${one.member}`;
    if (!absent.has(key)) absent.set(key, said(await call(route, nowhere, one.cookie)));
    return absent.get(key);
  }

  async function bring(id: string, state: CaseState): Promise<void> {
    if (state === "removed") await world.store.asOwner(({ run }) => run("select gehoord_remove_case($1)", [id]));
    else await world.store.asOwner(({ run }) => run("update cases set state = $2, outcome = $3 where id = $1", [id, state, state === "closed" ? "no-longer-wanted" : null]));
  }

  it.each(CaseStates)("%s, nobody else learns that it is there, by any route", async (state) => {
    const { post } = await reported(world, { what: "Dit weet niemand anders", mode: "anonymous" });
    await bring(post.case, state);
    const there = { ...theirs, case: post.case, piece: post.pieces[0]?.id ?? "", consent: post.pieces[0]?.id ?? "" };
    const leaks: string[] = [];
    for (const one of people.filter((each) => each.team !== "balans-desk" || state === "removed")) {
      for (const route of aboutCases) {
        answers += 1;
        const answer = said(await call(route, there, one.cookie));
        if (!isDeepStrictEqual(answer, await absentFor(route, one))) leaks.push(`${nameOf(route)} for ${one.name}: ${answer.status} ${String(answer.reference)}`);
      }
      for (const route of lists) {
        answers += 1;
        const { bytes } = await call(route, there, one.cookie);
        if (new TextDecoder().decode(bytes).includes(post.case)) leaks.push(`${nameOf(route)} for ${one.name}: names it`);
      }
    }
    expect(leaks).toEqual([]);
  });

  it("was asked of every route, by everybody", () => {
    figure(`matrix with states: ${aboutCases.length} routes about a case and ${lists.length} lists, ${people.length} kinds of people, ${CaseStates.length} states: ${answers} answers, 0 leaks`);
    expect(answers).toBeGreaterThan((aboutCases.length + lists.length) * (people.length - 2) * (CaseStates.length - 1));
  });
});

describe("what is changed", () => {
  it("needs more than the cookie: a form of another site cannot send the header", async () => {
    const one = person("worker of the team");
    const { authorise } = await import("../../src/accounts/index.ts");
    for (const route of guarded.filter((each) => each.method !== "GET" && may(one, each))) {
      const answer = await authorise(world.context, route.who, { method: route.method, cookie: one.cookie, csrf: undefined });
      expect(answer, nameOf(route)).toEqual({ ok: false, because: "not-allowed" });
    }
  });

  it("was changed by nobody in this matrix: the case stands as it was told", async () => {
    const { json } = await world.api("GET", `/api/v1/cases/${theirs.case}`, undefined, person("team lead").cookie);
    expect(json).toMatchObject({ state: "new", assignee: null });
    expect((json["pieces"] as unknown[]).length).toBe(2);
    const view = await world.api("GET", "/api/v1/my-organisation", undefined, person("administrator").cookie);
    expect(JSON.stringify(view.json)).toContain(theirs.invitation);
    expect(view.json["teams"]).toContainEqual(expect.objectContaining({ id: "balans-desk", intakeOpen: true, answerDays: 3 }));
  });

  it("can be changed by who works in the team", async () => {
    const one = person("worker of the team");
    const taken = await world.api("POST", `/api/v1/cases/${theirs.case}/state`, { act: "take", expected: "new" }, one.cookie);
    expect(taken).toMatchObject({ status: 200, json: { state: "open", assignee: one.member } });
    const ended = await world.api("DELETE", "/api/v1/sign-in/sessions", undefined, one.cookie);
    expect(ended.status).toBe(200);
    expect((await world.api("GET", "/api/v1/me", undefined, one.cookie)).status).toBe(401);
  });
});

/**
 * Promise 9: not even the clock tells who is kept out that there is something. `npm run prove` asks 2,000 pairs of every route; here so few
 * that all routes together are one measurement, with a bar that a busy machine does not reach by accident.
 */
describe("what the time tells about a case", () => {
  const proving = process.env["GEHOORD_TIMED_PAIRS"] !== undefined;
  const pairs = Number(process.env["GEHOORD_TIMED_PAIRS"] ?? 4);
  /** Fewer pairs of one route say nothing about it alone: chance by itself comes over the bar. */
  const enough = 1_000;
  const aboutCases = guarded.filter((route) => route.path.includes("{case}"));
  const strangers: Persona[] = [];
  let closed: Ids;

  beforeAll(async () => {
    const { post } = await reported(world, { what: "Het gaat over iemand van het steunpunt", mode: "anonymous" });
    closed = { ...theirs, case: post.case, piece: post.pieces[0]?.id ?? "" };
    const out = await persona("kept out", "balans", ["worker", "team-lead", "secretary", "ministry"], "balans-desk");
    const lead = person("team lead");
    await world.store.asOwner(async ({ run }) => {
      await run("delete from case_wraps where case_id = $1 and holder_kind = 'team'", [post.case]);
      await run("update cases set by_member = true where id = $1", [post.case]);
      await run("insert into case_wraps (case_id, chain, epoch, holder_kind, holder, wrapped) values ($1, 'shared', 1, 'member', $2, $3)", [post.case, lead.member, systemRandom.bytes(300)]);
      await run("insert into case_exclusions (case_id, member, organisation) values ($1, $2, 'balans')", [post.case, out.member]);
    });
    expect((await world.api("GET", `/api/v1/cases/${post.case}`, undefined, lead.cookie)).status).toBe(200);
    strangers.push(out, person("worker of another organisation"), person("worker of another team"));
  });

  async function ask(route: Route, one: Persona): Promise<Timed> {
    for (let warm = 0; warm < 3; warm++) expect(said(await call(route, closed, one.cookie)), nameOf(route)).toEqual(said(await call(route, nowhere, one.cookie)));
    return timed(pairs, () => call(route, closed, one.cookie), () => call(route, nowhere, one.cookie));
  }

  it.each([0, 1, 2])("nothing, to whom it is closed (%i: kept out, another organisation, another team)", async (at) => {
    const one = strangers[at];
    if (one === undefined) throw new Error("nobody asks");
    const all: Timed[] = [];
    for (const route of aboutCases.filter((each) => may(one, each))) {
      const times = await ask(route, one);
      all.push(times);
      if (pairs < enough) continue;
      figure(`${one.name}: ${nameOf(route)}: medians ${(apart(times) * 100).toFixed(1)} % apart, told apart ${tellsApart(times).toFixed(3)} (bars 5 %, 0.55)`);
      expect.soft(apart(times), nameOf(route)).toBeLessThan(0.05);
      expect.soft(tellsApart(times), nameOf(route)).toBeLessThan(0.55);
    }
    expect(all.length).toBeGreaterThan(20);
    const every = together(all);
    figure(`${one.name}: ${all.length} routes, ${every.one.length} pairs together: medians ${(apart(every) * 100).toFixed(1)} % apart, told apart ${tellsApart(every).toFixed(3)}, pair by pair ${pairsTellApart(all).toFixed(3)} (bars 5 %, 0.55)`);
    expect(pairsTellApart(all)).toBeLessThan(0.75);
    if (!proving) return;
    expect(apart(every)).toBeLessThan(0.05);
    expect(tellsApart(every)).toBeLessThan(0.55);
  }, 7_200_000);
});
