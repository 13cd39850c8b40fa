/** What was kept long enough goes, whole, with a proof that says nothing of whom it was about; and nothing goes too early. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accountRetention, clearEnded, eraseMember } from "../../src/accounts/jobs.ts";
import { dayOf } from "../../src/base/index.ts";
import { plusDays } from "../../src/clock/index.ts";
import { agedErasers, caseRetention, eraseCase } from "../../src/cases/jobs.ts";
import { endsJob } from "../../src/cases/jobs/retention.ts";
import { isDestructionSigned, type DestructionProof } from "../../src/envelope/index.ts";
import { retentionOperation } from "../../src/ops/index.ts";
import { followUpOf } from "../../src/site/browser/sealing/person.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import { auditRetention, auditVerify, dueNow, publishHead, readLedger, retain, type DueLine } from "../../src/store/index.ts";
import { quickCase } from "../support/quick-cases.ts";
import { casesWorld, reported, team, type World } from "./cases-world.ts";

const classes = [...caseRetention, ...accountRetention, auditRetention];
const day = 86_400_000;
let world: World;
beforeAll(async () => {
  world = await casesWorld();
}, 180_000);
afterAll(() => world.close());

const run = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => world.store.asOwner(({ run: one }) => one<Row>(text, values));
const oneOf = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row> => {
  const [row] = await run<Row>(text, values);
  if (row === undefined) throw new Error("no such row");
  return row;
};
const weeks = (count: number): void => world.clock.advance(count * 7 * day);
const noteEnds = (): Promise<number> => endsJob.run(world.context);
const state = (id: string, to: string): Promise<unknown> => run("update cases set state = $2, outcome = case when $2 = 'closed' then 'not-known' end where id = $1", [id, to]);
const lineOf = (lines: readonly DueLine[], name: string): DueLine | undefined => lines.find((one) => one.class === name);
const dueOf = async (name: string): Promise<number | undefined> => lineOf(await dueNow(world.context, classes), name)?.count;
const proofs = async (): Promise<DestructionProof[]> => (await run<{ signed: string }>("select signed from destructions order by seq")).map(({ signed }) => JSON.parse(signed) as DestructionProof);

/** A report that was closed, and whose end was noted. */
async function ended(): Promise<string> {
  const id = await quickCase(world.store, { organisation: "balans", team, day: "2026-11-23" });
  await state(id, "closed");
  await noteEnds();
  return id;
}

/** Every table that has a row about this case, by any column of ids. */
async function leftOf(id: string): Promise<string[]> {
  const columns = await run<{ table: string; column: string }>(`select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name) where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('uuid', 'text')`);
  const looks = columns.map(({ table, column }) => `select '${table}' as name where exists (select from ${table} where ${column}::text = $1)`);
  const found = await run<{ name: string }>(looks.join(" union "), [id]);
  return found.map(({ name }) => name).toSorted();
}

beforeEach(async () => {
  // Each test has its own conversations: what another left behind is closed to it.
  await run("update cases set state = 'open', outcome = null where state not in ('removed')");
  await run("delete from case_ends");
});

describe("a conversation that ended", () => {
  it("is kept to the last day of its time, and then goes whole, with a proof and an entry in the ledger", async () => {
    const { post } = await reported(world, { what: "Ik word gepest.", mode: "confidential", reach: "mail", mail: "noor@voorbeeld.example" });
    const id = post.case;
    await state(id, "closed");
    await noteEnds();
    world.clock.advance((52 * 7 - 1) * day);
    await retain(world.context, classes);
    expect(await leftOf(id)).toEqual(["audit_contents", "case_ends", "case_wraps", "cases", "pieces", "reporter_keys", "terms"]);
    world.clock.advance(day);
    const before = (await proofs()).length;
    await retain(world.context, classes);
    expect(await leftOf(id)).toEqual(["cases"]);
    expect(await oneOf("select state from cases where id = $1", [id])).toMatchObject({ state: "removed" });
    expect(readLedger(world.context.config.data)?.entries.at(-1)).toMatchObject({ kind: "case", id });
    const made = (await proofs()).slice(before);
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ class: "case", count: 1 });
    expect(made.every(isDestructionSigned)).toBe(true);
    expect(JSON.stringify(made)).not.toContain(id);
    expect((await auditVerify(world.store)).faults).toEqual([]);
  });

  it("counts anew when it was opened again, also when that was between two looks", async () => {
    const id = await ended();
    weeks(51);
    await state(id, "unread");
    await state(id, "closed");
    await noteEnds();
    weeks(51);
    expect(await dueOf("case")).toBe(0);
    weeks(1);
    expect(await dueOf("case")).toBe(1);
  });

  it("is not counted before its end was noted, however long ago it was closed", async () => {
    const id = await quickCase(world.store, { organisation: "balans", team, day: "2026-11-23" });
    await state(id, "closed");
    weeks(200);
    expect(await dueOf("case")).toBe(0);
    await noteEnds();
    expect(await dueOf("case")).toBe(0);
  });

  it("stays while it is open again at the very moment of destroying", async () => {
    const id = await ended();
    weeks(52);
    // Whoever came second found it done: opening what is gone is refused by the database.
    const [, destroyed] = await Promise.all([state(id, "unread").catch(() => undefined), retain(world.context, classes)]);
    const { state: after } = await oneOf<{ state: string }>("select state from cases where id = $1", [id]);
    const counted = destroyed.find((one) => one.class === "case")?.count;
    expect([["unread", 0], ["removed", 1]]).toContainEqual([after, counted]);
  });
});

describe("the person", () => {
  it("reads with the code until when a conversation that ended is kept, and nothing while something is open", async () => {
    const noor = await reported(world, { what: "Ik word gepest." });
    const { line, installation } = world;
    const kept = async (): Promise<string | null | undefined> => {
      const talk = await openWith(line, noor.identity.keys, { installation: installation.id });
      const answer = talk.ok ? await followUpOf(line, talk.value) : undefined;
      return answer?.ok === true ? answer.value.keptUntil : undefined;
    };
    expect(await kept()).toBeNull();
    await state(noor.post.case, "closed");
    await noteEnds();
    expect(await kept()).toBe(plusDays(dayOf(world.clock.now()), 52 * 7));
    await run("insert into check_ins (id, case_id, day, chosen_by) values (gen_random_uuid(), $1, '2099-01-01', 'person')", [noor.post.case]);
    expect(await kept()).toBeNull();
  });
});

const someone = async (): Promise<string> => (await oneOf<{ id: string }>("select id from members where 'worker' = any (roles) limit 1")).id;

/** Something that still has to happen, and how it comes to its end. */
const holds: Readonly<Record<string, { readonly begin: (id: string) => Promise<unknown>; readonly end: (id: string) => Promise<unknown> }>> = {
  "a running term": {
    begin: (id) => run("insert into terms (id, organisation, team, owner, kind, start_day, count, unit, on_closed_day, calendar, due_day) select gen_random_uuid(), organisation, team, id, 'reply', '2026-11-23', 1, 'weeks', 'next-open-day', 'desk', '2026-12-01' from cases where id = $1", [id]),
    end: (id) => run("update terms set state = 'ended' where owner = $1", [id]),
  },
  "a procedure": {
    begin: (id) => run("insert into procedures (id, case_id, organisation, team, state, opened_hour) select gen_random_uuid(), id, organisation, team, 'handling', opened_hour from cases where id = $1", [id]),
    end: (id) => run("delete from procedures where case_id = $1", [id]),
  },
  "an obligation that nobody settled": {
    begin: async (id) => {
      await run("insert into procedures (id, case_id, organisation, team, state, outcome, opened_hour) select gen_random_uuid(), id, organisation, team, 'ended', 'decided', opened_hour from cases where id = $1", [id]);
      await run("insert into procedure_obligations (id, procedure_id, addressee, due_day) select gen_random_uuid(), p.id, 'board', '2027-01-01' from procedures p where p.case_id = $1", [id]);
    },
    end: (id) => run("update procedure_obligations set settled = 'not-followed' where procedure_id = (select p.id from procedures p where p.case_id = $1)", [id]),
  },
  "an escalation": {
    begin: async (id) => run("insert into escalations (id, case_id, reason, form, state, prepared_by) values (gen_random_uuid(), $1, 'urgent', 'anonymised', 'prepared', $2)", [id, await someone()]),
    end: (id) => run("update escalations set state = 'withdrawn' where case_id = $1", [id]),
  },
  "a request for the notes": {
    begin: (id) => run("insert into access_requests (case_id, asked_day, due_day, state) values ($1, '2026-12-01', '2026-12-29', 'asked')", [id]),
    end: (id) => run("update access_requests set state = 'given' where case_id = $1", [id]),
  },
  "a check-in to come": {
    begin: (id) => run("insert into check_ins (id, case_id, day, chosen_by) values (gen_random_uuid(), $1, '2027-12-01', 'person')", [id]),
    end: (id) => run("update check_ins set state = 'answered' where case_id = $1", [id]),
  },
  "a claim that waits": {
    begin: (id) => run("insert into claims (id, case_id, sealed, lookup_hmac, recipient, sign_public, day, due_day) values (gen_random_uuid(), $1, '\\x01', sha256('a'), 'age1pq1q', sha256('b'), '2026-12-01', '2026-12-08')", [id]),
    end: (id) => run("update claims set state = 'stopped' where case_id = $1", [id]),
  },
};

describe("a closed conversation with something open", () => {
  it.each(Object.keys(holds))("stays with %s, and goes after it", async (name) => {
    const id = await ended();
    await holds[name]?.begin(id);
    weeks(160);
    expect(await dueOf("case"), name).toBe(0);
    expect(await dueOf("procedure"), name).toBe(0);
    await holds[name]?.end(id);
    const now = await dueNow(world.context, classes);
    expect((lineOf(now, "case")?.count ?? 0) + (lineOf(now, "procedure")?.count ?? 0), name).toBe(1);
    await retain(world.context, classes);
    expect(await oneOf("select state from cases where id = $1", [id])).toMatchObject({ state: "removed" });
  });

  it("goes with all its threads, or not at all", async () => {
    const [first, second] = [await ended(), await ended()];
    await run("insert into case_links (to_case, from_case, kind) values ($1, $2, 'referral')", [second, first]);
    await run("insert into referrals (to_case, from_case, state, due_day) values ($1, $2, 'accepted', '2026-12-01')", [second, first]);
    await state(second, "open");
    weeks(60);
    expect(await dueOf("case")).toBe(0);
    await state(second, "closed");
    await noteEnds();
    weeks(51);
    expect(await dueOf("case")).toBe(0);
    weeks(1);
    expect(await dueOf("case")).toBe(2);
    await retain(world.context, classes);
    const rows = await run<{ state: string }>("select state from cases where id = any ($1)", [[first, second]]);
    expect(rows.map((row) => row.state)).toEqual(["removed", "removed"]);
  });

  it("keeps the time of a procedure when it had one", async () => {
    const id = await ended();
    await run("insert into procedures (id, case_id, organisation, team, state, outcome, opened_hour) select gen_random_uuid(), id, organisation, team, 'ended', 'decided', opened_hour from cases where id = $1", [id]);
    weeks(103);
    expect([await dueOf("case"), await dueOf("procedure")]).toEqual([0, 0]);
    weeks(1);
    expect([await dueOf("case"), await dueOf("procedure")]).toEqual([0, 1]);
  });
});

describe("what is left after that", () => {
  it("is an empty line, which goes when no backup can hold the conversation any more", async () => {
    const id = await ended();
    weeks(52);
    await retain(world.context, classes);
    await noteEnds();
    weeks(12);
    await retain(world.context, classes);
    expect(await leftOf(id)).toContain("cases");
    weeks(1);
    await retain(world.context, classes);
    expect(await leftOf(id)).toEqual([]);
    expect((await proofs()).at(-1)).toMatchObject({ class: "line" });
  });

  it("is no name of a member who left a year ago, and what he signed is still his number's", async () => {
    const member = await oneOf<{ id: string; name: string }>("select id, name from members where name = 'kindertelefoon-bram'");
    await run("update members set status = 'ended', certified = false where id = $1", [member.id]);
    await clearEnded(world.context);
    weeks(51);
    expect(await dueOf("member")).toBe(0);
    weeks(1);
    await retain(world.context, classes);
    const after = await oneOf<{ name: string; shown_name: string; wrapped: Uint8Array; sign_public: Uint8Array }>("select m.name, m.shown_name, k.wrapped, k.sign_public from members m join member_keys k on k.member = m.id where m.id = $1", [member.id]);
    expect({ ...after, wrapped: after.wrapped.length, sign_public: after.sign_public.length }).toEqual({ name: `ended-${member.id}`, shown_name: "-", wrapped: 0, sign_public: 32 });
    expect(await run("select from credentials where member = $1", [member.id])).toEqual([]);
    expect(readLedger(world.context.config.data)?.entries.some(({ kind, id }) => kind === "member" && id === member.id)).toBe(true);
    expect(await dueOf("member")).toBe(0);
  });

  it("is an audit chain that holds, without what old lines were about", async () => {
    const living = await ended();
    await publishHead(world.context);
    const { seq } = await oneOf<{ seq: number }>("select max(seq) as seq from audit_heads");
    weeks(104);
    await state(living, "open");
    await retain(world.context, classes);
    const kept = await run<{ record: string | null }>("select record from audit_contents where seq <= $1", [seq]);
    expect(kept.length).toBeGreaterThan(0);
    const alive = new Set((await run<{ id: string }>("select id::text from cases where state <> 'removed'")).map(({ id }) => id));
    expect(kept.every(({ record }) => record !== null && alive.has(record))).toBe(true);
    expect((await auditVerify(world.store)).faults).toEqual([]);
  });

  it("is no roster, absence or alert of long ago", async () => {
    const member = await oneOf<{ id: string }>("select m.id from members m where m.name = 'balans-anna'");
    const today = "2026-11-23";
    await run("insert into duties (id, team, organisation, member, starts, ends) values ($1, $2, 'balans', $3, '2026-11-23T09:00Z', '2026-11-23T12:00Z')", [randomUUID(), team, member.id]);
    await run("insert into absences (member, organisation, from_day, until_day) values ($1, 'balans', $2, $3)", [member.id, today, plusDays(today, 3)]);
    await run("insert into reading_alerts (team, organisation, member, day) values ($1, 'balans', $2, $3)", [team, member.id, today]);
    const due = await dueNow(world.context, classes);
    expect(["duty", "absence", "reading-alert"].map((name) => lineOf(due, name)?.count)).toEqual([1, 1, 1]);
    await retain(world.context, classes);
    for (const table of ["duties", "absences", "reading_alerts"]) expect(await run(`select from ${table}`), table).toEqual([]);
  });
});

describe("an operator", () => {
  it("reads what would go, in classes, numbers and weeks, and nothing changes", async () => {
    const id = await ended();
    weeks(52);
    const before = await leftOf(id);
    const { text, json, code } = await retentionOperation(classes)(world.context as never, { "dry-run": true });
    expect(code).toBe(0);
    expect(text).toMatch(/^case {11}kept {3}52 weeks: 1 due, oldest from the week of \d{4}-\d{2}-\d{2}$/m);
    expect(JSON.stringify(json)).not.toContain(id);
    expect(await leftOf(id)).toEqual(before);
  });

  it("keeps another time where the installation says so", async () => {
    await ended();
    weeks(60);
    const longer = { ...world.context, config: { ...world.context.config, retention: { case: 78 } } };
    expect(lineOf(await dueNow(longer, classes), "case")).toMatchObject({ weeks: 78, count: 0 });
    expect(await dueOf("case")).toBe(1);
  });

  it("sees it when a proof was changed or taken out of its place", async () => {
    const operation = retentionOperation(classes);
    expect((await operation(world.context as never, { proofs: true })).code).toBe(0);
    await expect(run("update destructions set count = count + 1")).rejects.toThrow("only grows");
    await expect(run("delete from destructions")).rejects.toThrow("only grows");
    const [one] = await proofs();
    const forged = JSON.stringify({ ...one, id: randomUUID(), count: 999 });
    await run("insert into destructions (id, class, week, count, seq, signed) values ($1, 'case', '2026-11-23', 999, 1, $2)", [randomUUID(), forged]);
    const { code, text } = await operation(world.context as never, { proofs: true });
    expect(code).toBe(1);
    expect(text).toContain("1 proofs are NOT");
  });

  it("finds again after a restore what the ledger names, and nothing of it twice", async () => {
    const id = await ended();
    await world.store.transaction({ role: "system" }, (tx) => eraseCase(tx, id));
    await world.store.transaction({ role: "system" }, (tx) => eraseCase(tx, id));
    for (const [kind, erase] of Object.entries(agedErasers)) await world.store.transaction({ role: "system" }, (tx) => erase(tx, "2026-01-01")).catch((error: unknown) => expect.fail(`${kind}: ${String(error)}`));
    await world.store.transaction({ role: "system" }, (tx) => eraseMember(tx, randomUUID()));
    expect(await oneOf("select state from cases where id = $1", [id])).toMatchObject({ state: "removed" });
  });
});

describe("the proofs", () => {
  it("are for the coordinator alone, with the time of every class", async () => {
    const carla = await world.signIn("balans-carla");
    const anna = await world.signIn("balans-anna");
    const seen = await world.api("GET", "/api/v1/retention", undefined, carla);
    expect(seen.status).toBe(200);
    expect(seen.json["classes"]).toContainEqual({ class: "case", weeks: 52 });
    expect((seen.json["proofs"] as DestructionProof[]).length).toBeGreaterThan(0);
    expect((await world.api("GET", "/api/v1/retention", undefined, anna)).status).toBe(403);
    expect((await world.api("GET", "/api/v1/retention")).status).toBe(401);
  });
});
