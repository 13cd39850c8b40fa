/**
 * Kept out: who is tied to a school, or marked by a colleague, finds nothing of a case, in no list, no search, no count, no answer, and
 * holds nothing that opens it; the answers are those of a case that is not there.
 */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchTerms } from "../../src/cases/jobs.ts";
import type { CaseReaders, DeskCase, Untied } from "../../src/cases/shape.ts";
import { wrapsFor } from "../../src/desk/cases/kept-out.ts";
import { openCase, openSummaries } from "../../src/desk/cases/opening.ts";
import type { OpenedCase } from "../../src/desk/cases/opening.ts";
import { sealNext, sealNextEpoch } from "../../src/desk/cases/writing.ts";
import { renewKeyring } from "../../src/desk/keyring/keyring.ts";
import type { Keyring } from "../../src/desk/keyring/keyring.ts";
import { fromUtf8, unwrapText } from "../../src/envelope/index.ts";
import type { KeyLogEntry } from "../../src/envelope/index.ts";
import { newIdentity, sealReport } from "../../src/site/browser/sealing/report.ts";
import { draftOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import { tellEverybody, whoHears } from "../support/told-by-mail.ts";
import { casesWorld, filledForm, pointOf, reported, team } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";

type Worker = { readonly id: string; readonly cookie: string; readonly keyring: Keyring };
const school = "01AB";
let world: World;
let anna: Worker;
let bram: Worker;

async function worker(name: string): Promise<Worker> {
  const member = world.desk.members.find((one) => one.name === `balans-${name}`);
  if (member === undefined) throw new Error("nobody");
  const cookie = await world.signIn(member.name);
  const seed: Keyring = { member: member.member, organisation: "balans", own: member.keys, signer: member.signer, signSecret: "", teams: [], root: undefined };
  return { id: member.member, cookie, keyring: await renewKeyring((await world.api("GET", "/api/v1/me", undefined, cookie)).json as never, seed) };
}
const log = async (): Promise<readonly KeyLogEntry[]> => (await world.api("GET", "/api/v1/key-log")).json["entries"] as readonly KeyLogEntry[];
const read = (one: Worker, id: string): Promise<Answered> => world.api("GET", `/api/v1/cases/${id}`, undefined, one.cookie);
const atDesk = async (one: Worker, id: string): Promise<OpenedCase> => openCase((await read(one, id)).json as unknown as DeskCase, { keyring: one.keyring, log: await log(), known: new Map() });
const list = async (one: Worker) => (await world.api("GET", "/api/v1/cases?filter=all", undefined, one.cookie)).json["cases"] as { id: string }[];
const readers = async (one: Worker, id: string, code: string | null = null) => ((await world.api("POST", `/api/v1/cases/${id}/readers`, { code }, one.cookie)).json as unknown as CaseReaders).readers;
const tie = (one: Worker, kind: "school" | "board", code: string) => world.api("PUT", "/api/v1/me/ties", { ties: [{ kind, code }] }, one.cookie);
const said = ({ status, json }: Answered) => ({ status, json });
const words = ({ shared, desk }: OpenedCase): string[] => [...shared.pieces, ...(desk?.pieces ?? [])].map(({ examined }) => (examined.ok ? fromUtf8(examined.piece.body) : examined.reason));

async function keepOut(by: Worker, id: string, out: readonly string[]): Promise<Answered> {
  const opened = await atDesk(by, id);
  const rest = (await readers(by, id)).filter((one) => one.place === "in" && !out.includes(one.member));
  return world.api("POST", `/api/v1/cases/${id}/exclusions`, { members: out, wraps: await wrapsFor(opened, rest, await log()) }, by.cookie);
}

/** A report as the page's script makes it: asks for whom, seals, sends. */
async function told(what: string, untiedTo = ""): Promise<{ readonly id: string; readonly answer: Answered; readonly keys: Awaited<ReturnType<typeof newIdentity>>["keys"] }> {
  const point = await pointOf(world);
  const untied = (await world.api("POST", "/api/v1/untied-members", { team, school: untiedTo === "" ? null : untiedTo })).json as unknown as Untied;
  const opened = (await world.api("POST", "/api/v1/report-tickets")).json as { ticket: string; case: string };
  const identity = await newIdentity(world.installation.salt);
  const to = { installation: world.installation.id, team, epoch: point.epoch, recipient: point.recipient, noticeRecipient: "", ticket: opened.ticket, case: opened.case, language: "nl" };
  const post = await sealReport(to, filledForm({ what, untiedTo }), identity, [], untied.members);
  return { id: opened.case, answer: await world.api("POST", "/api/v1/reports", post), keys: identity.keys };
}

/** Everything that a member can ask about a case, with the same answer as for one that is not there. */
async function seesNothing(one: Worker, id: string): Promise<void> {
  const nowhere = randomUUID();
  const piece = { id: randomUUID(), kind: "answer", sequence: 4, sealed: "AAAA", key: "AAAA" };
  const asks: ((at: string) => Promise<Answered>)[] = [
    (at) => read(one, at),
    (at) => world.api("POST", `/api/v1/cases/${at}/readers`, { code: null }, one.cookie),
    (at) => world.api("POST", `/api/v1/cases/${at}/assignment`, { member: one.id }, one.cookie),
    (at) => world.api("POST", `/api/v1/cases/${at}/state`, { act: "take", expected: "new" }, one.cookie),
    (at) => world.api("POST", `/api/v1/cases/${at}/pieces`, { piece }, one.cookie),
    (at) => world.api("POST", `/api/v1/cases/${at}/desk-key`, { wrap: "AAAA", teamEpoch: 1 }, one.cookie),
    (at) => world.api("POST", `/api/v1/cases/${at}/exclusions`, { members: [one.id], wraps: [] }, one.cookie),
    (at) => world.api("POST", `/api/v1/cases/${at}/admissions`, { members: [one.id], wraps: [{ chain: "shared", epoch: 1, member: one.id, wrapped: "AAAA" }] }, one.cookie),
  ];
  for (const ask of asks) expect(said(await ask(id))).toEqual(said(await ask(nowhere)));
  expect((await list(one)).map((each) => each.id)).not.toContain(id);
  for (const filter of ["today", "mine", "all"]) {
    const { bytes } = await world.api("GET", `/api/v1/cases?filter=${filter}`, undefined, one.cookie);
    expect(new TextDecoder().decode(bytes)).not.toContain(id);
  }
  // The second wall: not by any query of his either.
  const rows = await world.context.db.transaction({ role: "member", member: one.id, organisation: "balans" }, async (tx) => {
    const counts: number[] = [];
    for (const table of ["cases", "case_wraps", "pieces", "reporter_keys", "case_exclusions"]) {
      const column = table === "cases" ? "id" : "case_id";
      counts.push((await tx.sql.selectFrom(table as never).select(column as never).where(column as never, "=", id as never).execute()).length);
    }
    // Functions with their owner's rights pass the policies by; they ask for themselves.
    const events = await sql<{ act: string }>`select act from gehoord_case_events(${id})`.execute(tx.sql);
    const given = await sql<{ id: string }>`select id from gehoord_given(${id}, '2026-01-01')`.execute(tx.sql);
    const planned = await sql<{ done: boolean }>`select gehoord_plan_place(${id}, now(), 30, now()) as done`.execute(tx.sql);
    return [...counts, events.rows.length, given.rows.length, planned.rows[0]?.done];
  });
  expect(rows).toEqual([0, 0, 0, 0, 0, 0, 0, false]);
  // And nothing that is kept opens with what he holds.
  const wraps = await world.store.asOwner(({ run }) => run(`select wrapped from case_wraps where case_id = '${id}'`));
  for (const row of wraps) {
    for (const identity of [one.keyring.own.identity, ...one.keyring.teams.map((each) => each.identity)]) await expect(unwrapText(row["wrapped"] as Uint8Array, identity)).rejects.toThrow("cannot-open");
  }
}

beforeEach(async () => {
  world = await casesWorld();
  anna = await worker("anna");
  bram = await worker("bram");
}, 180_000);
afterEach(() => world.close());

describe("a colleague", () => {
  it("who is kept out finds nothing of the case, also as team lead, and the others go on", async () => {
    const { post } = await reported(world, { what: "Het gaat over iemand die jullie kennen", topic: "bullying" });
    const id = post.case;
    await world.api("POST", `/api/v1/cases/${id}/assignment`, { member: bram.id }, anna.cookie);
    expect((await keepOut(anna, id, [bram.id])).status).toBe(204);
    expect(JSON.stringify((await world.api("GET", `/api/v1/cases/${id}/events`, undefined, anna.cookie)).json)).toContain('"assign"');
    await seesNothing(bram, id);
    const opened = await atDesk(anna, id);
    expect(words(opened).join()).toContain("iemand die jullie kennen");
    expect(opened.raw.assignee).toBeNull();
    expect(opened.raw.due).toEqual(["shared"]);
    const [summary] = await openSummaries((await world.api("GET", "/api/v1/cases?filter=all", undefined, anna.cookie)).json["cases"] as never[], anna.keyring);
    expect(summary).toMatchObject({ readable: true, teamEpoch: 0, label: { topic: "bullying" } });
    expect((await world.api("POST", `/api/v1/cases/${id}/assignment`, { member: bram.id }, anna.cookie)).json["reference"]).toBe("not-found");
    expect((await world.api("POST", `/api/v1/cases/${id}/assignment`, { member: anna.id }, anna.cookie)).status).toBe(200);
    // The next word, and the first note, go under identities that only she holds.
    await world.api("POST", `/api/v1/cases/${id}/epochs`, await sealNextEpoch(opened, "shared", { keyring: anna.keyring, log: await log() }), anna.cookie);
    const answer = await sealNext(await atDesk(anna, id), { kind: "answer", body: { text: "Alleen ik lees dit" } }, { keyring: anna.keyring, log: await log() });
    expect((await world.api("POST", `/api/v1/cases/${id}/pieces`, { piece: answer }, anna.cookie)).status).toBe(201);
    expect((await world.api("POST", `/api/v1/cases/${id}/epochs`, await sealNextEpoch(await atDesk(anna, id), "desk", { keyring: anna.keyring, log: await log() }), anna.cookie)).status).toBe(204);
    const note = await sealNext(await atDesk(anna, id), { kind: "note", body: { text: "Ook de notitie" } }, { keyring: anna.keyring, log: await log() });
    expect((await world.api("POST", `/api/v1/cases/${id}/pieces`, { piece: note }, anna.cookie)).status).toBe(201);
    expect(words(await atDesk(anna, id)).join()).toContain("Ook de notitie");
    await seesNothing(bram, id);
    expect((await keepOut(anna, id, [anna.id])).json["reference"]).toBe("nobody-left");
  }, 120_000);

  it("is found by the school that he is tied to, which is kept nowhere", async () => {
    const { post } = await reported(world, { what: "Het gaat over die school" });
    expect((await tie(bram, "school", school)).status).toBe(204);
    expect((await readers(anna, post.case, school)).map((one) => [one.member === bram.id, one.tied])).toEqual(expect.arrayContaining([[true, true], [false, false]]));
    expect((await readers(anna, post.case, "02CD")).some((one) => one.tied)).toBe(false);
    expect((await world.api("GET", "/api/v1/me/ties", undefined, anna.cookie)).json).toEqual({ ties: [] });
    expect((await keepOut(anna, post.case, [bram.id])).status).toBe(204);
    const kept = await world.store.asOwner(({ run }) => run("select case_id, member from case_exclusions"));
    expect(kept).toEqual([{ case_id: post.case, member: bram.id }]);
  });

  it("cannot be kept out with wraps missing for who stays, nor somebody of another team", async () => {
    const { post } = await reported(world, { what: "Half" });
    const path = `/api/v1/cases/${post.case}/exclusions`;
    expect((await world.api("POST", path, { members: [bram.id], wraps: [] }, anna.cookie)).json["reference"]).toBe("epoch-outdated");
    expect((await world.api("POST", path, { members: [world.other.members[0]?.member], wraps: [] }, anna.cookie)).json["reference"]).toBe("not-found");
    expect((await list(bram)).map((one) => one.id)).toContain(post.case);
  });
});

describe("a report", () => {
  it("of somebody who wants nobody tied to a school is held by the others one by one", async () => {
    await tie(bram, "school", school);
    const { id, answer, keys } = await told("Mijn leraar is zijn broer", school);
    expect(answer.status).toBe(201);
    await seesNothing(bram, id);
    expect(words(await atDesk(anna, id)).join()).toContain("zijn broer");
    expect((await readers(anna, id)).map((one) => one.place).toSorted()).toEqual(["in", "out"]);
    const talk = await openWith(world.line, keys, { installation: world.installation.id });
    expect(talk.ok && (await say(world.line, talk.value, draftOf([{ kind: "message", body: { text: "Dank je" } }])))).toMatchObject({ ok: true });
    expect((await world.api("POST", `/api/v1/cases/${id}/admissions`, { members: [bram.id], wraps: await wrapsFor(await atDesk(anna, id), (await readers(anna, id)).filter((one) => one.member === bram.id), await log()) }, anna.cookie)).json["reference"]).toBe("not-found");
    const rows = await world.store.asOwner(({ run }) => run("select * from cases"));
    expect(JSON.stringify(rows)).not.toContain(school);
    // No news of it goes to the whole team; a mail reaches who holds it, and nobody else.
    const forTheTeam = () => world.store.asOwner(({ run }) => run("select event from outbox where not payload ? 'case'"));
    await tellEverybody(world.store, world.context.secrets.noticeIdentity, "iemand@voorbeeld.example");
    expect(await forTheTeam()).toEqual([]);
    expect(await whoHears(world.context, world.store)).toEqual([anna.id]);
    world.clock.advance(2 * 86_400_000);
    await watchTerms(world.context);
    expect(await forTheTeam()).toEqual([]);
    expect(await whoHears(world.context, world.store)).toEqual([anna.id]);
  }, 60_000);

  it("goes to untied members first when somebody of the team has a tie, until one of them lets the others in", async () => {
    await tie(bram, "board", "41234");
    const { id, answer } = await told("Zonder school te noemen");
    expect(answer.status).toBe(201);
    await seesNothing(bram, id);
    const waiting = (await readers(anna, id)).filter((one) => one.place === "not-yet");
    expect(waiting.map((one) => one.member)).toEqual([bram.id]);
    expect((await world.api("POST", `/api/v1/cases/${id}/admissions`, { members: [bram.id], wraps: await wrapsFor(await atDesk(anna, id), waiting, await log()) }, anna.cookie)).status).toBe(204);
    expect(words(await atDesk(bram, id)).join()).toContain("Zonder school te noemen");
    expect((await list(bram)).map((one) => one.id)).toContain(id);
  });

  it("is refused when it was sealed for fewer than may read it, and where nobody is free of ties; what was sealed for who is tied is dropped", async () => {
    await tie(bram, "school", school);
    const point = await pointOf(world);
    const { ticket, case: id } = (await world.api("POST", "/api/v1/report-tickets")).json as { ticket: string; case: string };
    const identity = await newIdentity(world.installation.salt);
    const to = { installation: world.installation.id, team, epoch: point.epoch, recipient: point.recipient, noticeRecipient: "", ticket, case: id, language: "nl" };
    const holder = (one: Worker) => ({ member: one.id, recipient: one.keyring.own.recipient });
    for (const members of [[], [holder(bram)]]) {
      const post = await sealReport(to, filledForm({ what: "x", untiedTo: school }), identity, [], members);
      expect((await world.api("POST", "/api/v1/reports", post)).json["reference"]).toBe("key-outdated");
    }
    const post = await sealReport(to, filledForm({ what: "x", untiedTo: school }), identity, [], [holder(anna), holder(bram)]);
    expect((await world.api("POST", "/api/v1/reports", post)).status).toBe(201);
    await seesNothing(bram, id);
    await tie(anna, "school", school);
    const { answer } = await told("Niemand is vrij", school);
    expect(answer.json["reference"]).toBe("nobody-untied");
    expect((await world.api("POST", "/api/v1/untied-members", { team, school: "geen school" })).json["reference"]).toBe("school-not-found");
    expect((await world.api("POST", "/api/v1/untied-members", { team: "nergens", school: null })).json["reference"]).toBe("intake-closed");
    // Nobody is free of ties and nobody asked for it: the team reads it.
    expect((await world.api("POST", "/api/v1/untied-members", { team, school: null })).json).toEqual({ members: [] });
  });

  it("tells nobody who is tied to what: whoever asks for school after school gets one answer, and learns of no member", async () => {
    const asking = (named: string | null) => world.api("POST", "/api/v1/untied-members", { team, school: named });
    const before = said(await asking(school));
    await tie(bram, "school", school);
    await tie(anna, "board", "41234");
    for (const named of [school, "02CD", "41234"]) expect(said(await asking(named))).toEqual(before);
    expect((before.json["members"] as { member: string }[]).map((one) => one.member).toSorted()).toEqual([anna.id, bram.id].toSorted());
  });

  it("of a person without script is held in the same way", async () => {
    await tie(bram, "school", school);
    const form = await world.page("/melden/formulier", { team });
    const ticket = /name="ticket" value="([^"]*)"/.exec(form.html)?.[1] ?? "";
    expect(form.html).toContain('name="untiedTo"');
    const sent = await world.page("/melden/versturen", { team, ticket, what: "Zonder script, zonder hem", mode: "anonymous", forWhom: "self", danger: "no", reach: "none", untiedTo: school });
    expect(sent.status).toBe(200);
    const [mine] = await list(anna);
    expect(words(await atDesk(anna, mine?.id ?? "")).join()).toContain("zonder hem");
    await seesNothing(bram, mine?.id ?? "");
  });
});

it("nobody leaves while a case hangs on him alone", async () => {
  const { post } = await reported(world, { what: "Alleen Bram leest dit" });
  expect((await keepOut(bram, post.case, [anna.id])).status).toBe(204);
  await world.store.asOwner(({ run }) => run(`update members set certified = false where id = '${bram.id}'`));
  await world.store.asOwner(({ run }) => run("delete from team_key_wraps"));
  const ended = await world.api("POST", `/api/v1/members/${bram.id}/endings`, { entry: null, keys: [] }, anna.cookie);
  expect(ended.json["reference"]).toBe("case-held-alone");
});
