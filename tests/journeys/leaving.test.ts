/**
 * A member leaves: visitors are offered a new key in the same act, nothing that the team could read is lost, and what the leaver
 * kept opens nothing that comes after.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Left, OrganisationView } from "../../src/accounts/shape.ts";
import { caseEvents, forgetReadings } from "../../src/cases/jobs.ts";
import { bulkReading } from "../../src/cases/rules/readings.ts";
import type { DeskCase, RewrapPage } from "../../src/cases/shape.ts";
import { openCase, openSummaries, piecesOfKind } from "../../src/desk/cases/opening.ts";
import type { OpenedCase } from "../../src/desk/cases/opening.ts";
import { makeDeskKey, sealNext, sealNextEpoch } from "../../src/desk/cases/writing.ts";
import type { Keyring } from "../../src/desk/keyring/keyring.ts";
import { renewKeyring } from "../../src/desk/keyring/keyring.ts";
import { leavingFor } from "../../src/desk/keyring/making.ts";
import { runRewrapJob } from "../../src/desk/keyring/rewrap-job.ts";
import { fromUtf8, signerFrom, toBase64Url, unwrap, unwrapText, fromBase64Url } from "../../src/envelope/index.ts";
import type { KeyLogEntry } from "../../src/envelope/index.ts";
import { draftOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import { casesWorld, pointOf, reported, sealedReport, team } from "./cases-world.ts";
import type { Reported, World } from "./cases-world.ts";

type Worker = { readonly name: string; readonly id: string; cookie: string; keyring: Keyring };
let world: World;
let anna: Worker;
let bram: Worker;

async function worker(name: string): Promise<Worker> {
  const member = world.desk.members.find((one) => one.name === `balans-${name}`);
  const [key] = world.desk.teams;
  if (member === undefined || key === undefined) throw new Error("nobody");
  const cookie = await world.signIn(`balans-${name}`);
  const me = (await world.api("GET", "/api/v1/me", undefined, cookie)).json;
  const seed: Keyring = { member: member.member, organisation: "balans", own: member.keys, signer: member.signer, signSecret: "", teams: [], root: undefined };
  return { name, id: member.member, cookie, keyring: await renewKeyring(me as never, seed) };
}
const renewed = async (one: Worker): Promise<Worker> => ({ ...one, keyring: await renewKeyring((await world.api("GET", "/api/v1/me", undefined, one.cookie)).json as never, one.keyring) });
const get = async <T>(one: Worker, path: string): Promise<T> => (await world.api("GET", `/api/v1${path}`, undefined, one.cookie)).json as T;
const log = async (): Promise<readonly KeyLogEntry[]> => (await world.api("GET", "/api/v1/key-log")).json["entries"] as readonly KeyLogEntry[];
const atDesk = async (one: Worker, id: string): Promise<OpenedCase> => openCase(await get<DeskCase>(one, `/cases/${id}`), { keyring: one.keyring, log: await log(), known: new Map() });
const words = ({ shared, desk }: OpenedCase): string[] => [...shared.pieces, ...(desk?.pieces ?? [])].map(({ examined }) => (examined.ok ? fromUtf8(examined.piece.body) : examined.reason));

async function write(one: Worker, id: string, kind: "answer" | "note", text: string): Promise<number> {
  const chain = kind === "note" ? "desk" : "shared";
  let opened = await atDesk(one, id);
  if (kind === "note" && opened.desk === undefined) await world.api("POST", `/api/v1/cases/${id}/desk-key`, await makeDeskKey(team, one.keyring), one.cookie);
  opened = await atDesk(one, id);
  if (opened.raw.due.includes(chain)) {
    await world.api("POST", `/api/v1/cases/${id}/epochs`, await sealNextEpoch(opened, chain, { keyring: one.keyring, log: await log() }), one.cookie);
    opened = await atDesk(one, id);
  }
  const piece = await sealNext(opened, kind === "note" ? { kind, body: { text } } : { kind, body: { text } }, { keyring: one.keyring, log: await log() });
  return (await world.api("POST", `/api/v1/cases/${id}/pieces`, { piece }, one.cookie)).status;
}

/** The whole act of the administrator, as his browser makes it. */
async function leave(by: Worker, who: Worker): Promise<{ readonly status: number; readonly left: Left }> {
  const me = await get<{ root: { wrapped: string } }>(by, "/me");
  const root = signerFrom(await unwrap(fromBase64Url(me.root.wrapped) ?? new Uint8Array(), by.keyring.own.identity));
  const body = await leavingFor(await log(), { organisation: "balans", root }, who.id, await get<OrganisationView>(by, "/my-organisation"));
  const answer = await world.api("POST", `/api/v1/members/${who.id}/endings`, body, by.cookie);
  return { status: answer.status, left: answer.json as unknown as Left };
}

/** Seals the next page again; answers what is left. */
async function rewrapPage(one: Worker, size: number): Promise<number> {
  const page = await get<RewrapPage>(one, `/teams/${team}/rewraps?size=${size}&epochs=1`);
  const newest = one.keyring.teams.find((each) => each.epoch === page.current);
  const identities = Object.fromEntries(one.keyring.teams.map((each) => [each.epoch, each.identity]));
  const sealed = await runRewrapJob({ identities, recipient: newest?.recipient ?? "", wraps: page.wraps });
  const wraps = page.wraps.map(({ case: id, chain, epoch }, at) => ({ case: id, chain, epoch, wrapped: sealed[at] }));
  const answer = await world.api("POST", `/api/v1/teams/${team}/rewraps`, { teamEpoch: page.current, wraps }, one.cookie);
  return Number(answer.json["left"]);
}

beforeEach(async () => {
  world = await casesWorld();
  anna = await worker("anna");
  bram = await worker("bram");
}, 60_000);
afterEach(() => world.close());

describe("when somebody leaves", () => {
  it("nothing that the team could read is lost, and what he kept opens nothing that comes after", async () => {
    const people: Reported[] = [];
    for (const what of ["Eerste verhaal", "Tweede verhaal", "Derde verhaal"]) people.push(await reported(world, { what }));
    const ids = people.map((one) => one.post.case);
    const [first = "", second = ""] = ids;
    expect(await write(bram, first, "answer", "Dank je")).toBe(201);
    expect(await write(bram, first, "note", "Alleen voor ons")).toBe(201);
    await world.api("POST", `/api/v1/cases/${second}/assignment`, { member: bram.id }, bram.cookie);
    const before = await Promise.all(ids.map(async (id) => words(await atDesk(anna, id))));
    const kept = bram.keyring;

    expect(await leave(anna, bram)).toEqual({ status: 200, left: { handedOver: [{ team, cases: 1 }] } });
    expect((await world.api("GET", "/api/v1/me", undefined, bram.cookie)).status).toBe(401);
    expect((await pointOf(world).catch(() => undefined))?.epoch).toBeUndefined(); // one key works: intake is closed
    anna = await renewed(anna);
    expect((await get<DeskCase>(anna, `/cases/${second}`)).assignee).toBeNull();
    expect(await Promise.all(ids.map(async (id) => words(await atDesk(anna, id))))).toEqual(before);

    // One page, then somebody closes the browser; it goes on where it stopped.
    expect(await rewrapPage(anna, 2)).toBe(2);
    expect((await get<RewrapPage>(anna, `/teams/${team}/rewraps`)).left).toBe(2);
    expect(await rewrapPage(anna, 200)).toBe(0);
    expect(await Promise.all(ids.map(async (id) => words(await atDesk(anna, id))))).toEqual(before);
    const summaries = await openSummaries((await get<{ cases: never[] }>(anna, "/cases?filter=all")).cases, anna.keyring);
    expect(summaries.map((one) => one.readable && one.teamEpoch)).toEqual([2, 2, 2]);

    // No wrap that is left opens with a key that he had.
    const wraps = await world.store.asOwner(({ run }) => run("select wrapped from case_wraps where holder_kind <> 'reporter'"));
    for (const row of wraps) for (const { identity } of kept.teams) await expect(unwrapText(row["wrapped"] as Uint8Array, identity)).rejects.toThrow("cannot-open");

    // The next word goes under an identity that he never had, from either side.
    const old = await Promise.all(ids.map(async (id) => (await atDesk(anna, id)).shared.identities.get(1) ?? ""));
    expect(await write(anna, first, "answer", "Ik ga verder")).toBe(201);
    const talk = await openWith(world.line, people[1]?.identity.keys ?? (undefined as never), { installation: world.installation.id });
    expect(talk.ok && (await say(world.line, talk.value, draftOf([{ kind: "message", body: { text: "Nog iets" } }])))).toMatchObject({ ok: true });
    expect(await write(anna, first, "note", "Zonder hem")).toBe(201);
    for (const [at, id] of [first, second].entries()) {
      const opened = await atDesk(anna, id);
      expect(opened.shared.epoch).toBe(2);
      expect(opened.raw.pieces.some((piece) => piece.epoch === 2)).toBe(true);
      for (const piece of opened.raw.pieces.filter((one) => one.epoch === 2)) await expect(unwrapText(fromBase64Url(piece.key) ?? new Uint8Array(), old[at] ?? "")).rejects.toThrow("cannot-open");
    }
    expect(words(await atDesk(anna, first)).filter((one) => !one.includes("epoch"))).toEqual([...(before[0] ?? []).slice(0, 3), JSON.stringify({ text: "Ik ga verder" }), JSON.stringify({ text: "Alleen voor ons" }), JSON.stringify({ text: "Zonder hem" })]);
  }, 120_000);

  it("the act needs the next key of every team that others can open, and takes no key of another team", async () => {
    const me = await get<{ root: { wrapped: string } }>(anna, "/me");
    const root = signerFrom(await unwrap(fromBase64Url(me.root.wrapped) ?? new Uint8Array(), anna.keyring.own.identity));
    const body = await leavingFor(await log(), { organisation: "balans", root }, bram.id, await get<OrganisationView>(anna, "/my-organisation"));
    const path = `/api/v1/members/${bram.id}/endings`;
    const refusal = async (given: unknown, cookie = anna.cookie) => (await world.api("POST", path, given, cookie)).json["reference"];
    expect(await refusal({ ...body, keys: [] })).toBe("team-key-required");
    expect(await refusal({ ...body, keys: body.keys.map((key) => ({ ...key, team: "kindertelefoon-desk" })) })).toBe("team-key-required");
    expect(await refusal({ ...body, entry: null })).toBe("signature-invalid");
    expect(await refusal({ ...body, keys: body.keys.map((key) => ({ ...key, wraps: [{ member: bram.id, wrapped: toBase64Url(new Uint8Array(200)) }] })) })).toBe("key-not-certified");
    expect(await refusal(body, bram.cookie)).toBe("not-allowed");
    expect((await world.api("GET", "/api/v1/me", undefined, bram.cookie)).status).toBe(200);
    expect((await world.api("POST", path, body, anna.cookie)).status).toBe(200);
  });

  it("what was sealed to the old key is taken for a day, and its case gets a new identity before the next word", async () => {
    const [late, tooLate] = [await sealedReport(world, { what: "De pagina stond open" }), await sealedReport(world, { what: "De pagina stond lang open" })];
    await leave(anna, bram);
    anna = await renewed(anna);
    // A second key works again, so that reports are taken.
    await world.store.asOwner(({ run }) => run(`update members set status = 'active', certified = true where id = '${bram.id}'`));
    await world.store.asOwner(({ run }) => run(`insert into team_members values ('${team}', '${bram.id}', 'balans')`));
    await world.store.asOwner(({ run }) => run(`insert into team_key_wraps select team, organisation, 2, '${bram.id}', wrapped from team_key_wraps where epoch = 2 and team = '${team}' limit 1`));
    expect(await world.api("POST", "/api/v1/reports", late.post)).toMatchObject({ status: 201, json: { team } });
    const opened = await atDesk(anna, late.post.case);
    expect(piecesOfKind(opened.shared, "report").map((one) => fromUtf8(one.body))).toEqual([expect.stringContaining("De pagina stond open")]);
    expect(opened.raw.due).toEqual(["shared"]);
    expect((await get<RewrapPage>(anna, `/teams/${team}/rewraps`)).left).toBe(1);
    world.clock.advance(24 * 3_600_000);
    const answer = await world.api("POST", "/api/v1/reports", tooLate.post);
    expect(answer.status).toBe(409);
  });

  it("nobody renews a wrap of another team, to another key, or back to the old one", async () => {
    const { post } = await reported(world, { what: "Blijf eraf" });
    await leave(anna, bram);
    const wraps = [{ case: post.case, chain: "shared", epoch: 1, wrapped: toBase64Url(new Uint8Array(200)) }];
    expect((await world.api("POST", `/api/v1/teams/${team}/rewraps`, { teamEpoch: 3, wraps }, anna.cookie)).json["reference"]).toBe("key-outdated");
    expect((await world.api("POST", "/api/v1/teams/kindertelefoon-desk/rewraps", { teamEpoch: 2, wraps }, anna.cookie)).json["reference"]).toBe("not-found");
    const back = (sql: string) => world.context.db.transaction({ role: "member", member: anna.id, organisation: "balans" }, (tx) => (tx.sql as { executeQuery?: unknown } & typeof tx.sql).updateTable("case_wraps" as never).set({ team_epoch: Number(sql) } as never).execute());
    await expect(back("1")).rejects.toThrow("only renewed to the current key");
    await expect(back("7")).rejects.toThrow("only renewed to the current key");
  });
});

describe("a session", () => {
  it("ends by itself after an afternoon without any request, and at once when somebody gets other roles", async () => {
    world.clock.advance(3 * 3_600_000);
    expect((await world.api("GET", "/api/v1/me", undefined, bram.cookie)).status).toBe(200);
    world.clock.advance(3 * 3_600_000);
    expect((await world.api("GET", "/api/v1/me", undefined, bram.cookie)).status).toBe(200);
    expect((await world.api("GET", "/api/v1/me", undefined, anna.cookie)).status).toBe(401);
    anna = await worker("anna");
    expect((await world.api("PUT", `/api/v1/members/${bram.id}/roles`, { roles: ["worker", "coordinator"] }, anna.cookie)).json["reference"]).toBe("not-allowed");
    expect((await world.api("PUT", `/api/v1/members/${anna.id}/roles`, { roles: ["worker"] }, anna.cookie)).json["reference"]).toBe("not-allowed");
    expect((await world.api("PUT", `/api/v1/members/${bram.id}/roles`, { roles: ["worker"] }, anna.cookie)).status).toBe(204);
    expect((await world.api("GET", "/api/v1/me", undefined, bram.cookie)).status).toBe(401);
    expect((await get<{ roles: string[] }>(await worker("bram"), "/me")).roles).toEqual(["worker"]);
  });
});

describe("who reads very much in a short time", () => {
  it("is noticed once, by the team lead alone, without what was read", async () => {
    const { post } = await reported(world, { what: "Een van veel" });
    await world.store.asOwner(({ run }) =>
      run(`insert into cases (id, organisation, team, state, due_day, half_day, urgent, size_class, opened_hour)
           select gen_random_uuid(), organisation, team, 'new', due_day, half_day, false, 0, opened_hour from cases, generate_series(1, ${bulkReading.cases}) where id = '${post.case}'`),
    );
    const ids = (await world.store.asOwner(({ run }) => run("select id from cases"))).map((row) => String(row["id"]));
    const alerts = async (one: Worker) => (await world.api("GET", `/api/v1/teams/${team}/reading-alerts`, undefined, one.cookie)).json;
    const told = async () => (await world.store.asOwner(({ run }) => run("select payload from outbox where event = 'reading.bulk'"))).map((row) => row["payload"]);
    for (const id of ids.slice(0, bulkReading.cases)) await world.api("GET", `/api/v1/cases/${id}`, undefined, anna.cookie);
    for (const id of ids.slice(0, 5)) await world.api("GET", `/api/v1/cases/${id}`, undefined, anna.cookie);
    expect(await told()).toEqual([]);
    await world.api("GET", `/api/v1/cases/${ids.at(-1)}`, undefined, anna.cookie);
    await world.api("GET", `/api/v1/cases/${ids.at(-1)}`, undefined, anna.cookie);
    expect(await told()).toEqual([{ team, except: anna.id }]);
    expect(await alerts(bram)).toEqual({ alerts: [{ member: anna.id, day: "2026-11-23" }] });
    expect(await alerts(anna)).toMatchObject({ reference: "not-allowed" });
    expect(Object.keys(caseEvents({ mail: undefined, from: "" }))).toContain("reading.bulk");
    world.clock.advance(5 * 3_600_000);
    expect(await forgetReadings(world.context)).toBe(ids.length);
  }, 60_000);
});
