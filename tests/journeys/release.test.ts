/** Figures published in the desk: counted from the installation's own facts, looked at, agreed by a second coordinator, and then for ever on the site. */
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { createOrganisation } from "../../src/accounts/index.ts";
import { dayOf } from "../../src/base/index.ts";
import { exportFacts } from "../../src/ops/registration/export-facts.ts";
import { addFigures, exportFigures } from "../../src/ops/registration/figures.ts";
import type { OperatorContext } from "../../src/ops/index.ts";
import { publishRelease, writeUsual } from "../../src/ops/registration/publish.ts";
import { insertDraft, noteProgress } from "../../src/registration/desk-release/records.ts";
import { preparationsEnd, resumePreparing, stepCode } from "../../src/registration/desk-release/preparing.ts";
import { simulate, simulatedOrganisations, type Fact } from "../../src/registration/index.ts";
import { publishedFigures } from "../../src/registration/published/index.ts";
import { rewriteFacts, sealRow } from "../../src/registration/records/index.ts";
import { FactFields } from "../../src/registration/rules/codes.ts";
import { ReleaseStates, ReleaseTransitions } from "../../src/registration/rules/release.ts";
import type { ReleaseView } from "../../src/registration/shape/releases.ts";
import { contentsOf } from "../registration/publishing/press.ts";
import { newFolder } from "../support/installations.ts";
import { casesWorld, passphrase, totpSecret } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";

let world: World;
let ada: string;
let bea: string;
/** Four quarters of a network that does not exist; of the second only one organisation counted. */
const { facts } = simulate({ seed: 11, years: 1, perYear: 2_600, from: 2026 });
const counted = facts.filter((one) => one.week <= "2026-W13" || (one.week <= "2026-W26" && one.organisation === "balans") || (one.week >= "2026-W28" && one.week <= "2026-W39"));

async function putFacts(all: readonly Fact[]): Promise<void> {
  const { context } = world;
  await context.db.transaction({ role: "system" }, async (tx) => {
    for (const organisation of Object.keys(simulatedOrganisations)) {
      await sql`insert into organisations (id, name, since) values (${organisation}, ${organisation}, now()) on conflict do nothing`.execute(tx.sql);
      const own = all.filter((one) => one.organisation === organisation);
      const seal = (one: Fact): Uint8Array => sealRow(context, { table: "fact", organisation, at: one.week }, { token: context.random.uuid(), version: 1, codes: FactFields.map((field) => one[field]) });
      await rewriteFacts(tx, organisation, own.map((one) => ({ id: context.random.uuid(), week: one.week, sealed: seal(one) })));
    }
  });
}

beforeAll(async () => {
  world = await casesWorld();
  const coordinator = (name: string) => ({ name, shownName: name, roles: ["coordinator"] as const, teams: [], passphrase, totpSecret });
  await createOrganisation(world.context, { organisation: "netwerk", name: "Gehoord", teams: [], members: [coordinator("ada"), coordinator("bea")] });
  await putFacts(counted);
  [ada, bea] = [await world.signIn("ada"), await world.signIn("bea")];
}, 240_000);
afterAll(() => world.close());

type List = { readonly periods: readonly string[]; readonly releases: readonly { readonly id: string; readonly period: string; readonly state: string }[] };
const list = async (cookie = ada): Promise<List> => (await world.api("GET", "/api/v1/releases", undefined, cookie)).json as unknown as List;
const act = (id: string, path: string, cookie: string, body?: unknown): Promise<Answered> => world.api("POST", `/api/v1/releases/${id}/${path}`, body, cookie);
const look = async (id: string, cookie = bea): Promise<ReleaseView> => (await world.api("GET", `/api/v1/releases/${id}`, undefined, cookie)).json as unknown as ReleaseView;

/** Asked by ada; the id of what came of it. */
async function prepared(period: string): Promise<string> {
  expect((await world.api("POST", "/api/v1/releases", { period }, ada)).status).toBe(204);
  await preparationsEnd(world.context);
  return (await list()).releases.find((one) => one.period === period && one.state !== "withdrawn")?.id ?? "";
}

const operator = (): OperatorContext => ({ ...world.context, db: world.store });
const printedNow = async (): Promise<readonly string[]> => (await publishedFigures(world.context)).releases.map(({ id }) => id);

describe("a release in the desk", { timeout: 120_000 }, () => {
  let first: string;

  it("may be asked for what is over and was counted, one at a time, and stops when somebody stops it", async () => {
    expect((await list()).periods).toEqual(["2026-q3", "2026-q2", "2026-q1"]);
    for (const period of ["2026-q4", "2026", "2025-q1"]) expect((await world.api("POST", "/api/v1/releases", { period }, ada)).json["reference"], period).toBe("input-invalid");
    expect((await world.api("POST", "/api/v1/releases", { period: "2026-q1" }, ada)).status).toBe(204);
    expect((await world.api("POST", "/api/v1/releases", { period: "2026-q3" }, bea)).json["reference"]).toBe("state-changed");
    const id = (await list()).releases.find(({ state }) => state !== "withdrawn")?.id ?? "";
    expect((await act(id, "withdrawal", bea)).status).toBe(204);
    await preparationsEnd(world.context);
    expect(await look(id)).toMatchObject({ state: "withdrawn", prepared: null, refused: null });
    expect(await printedNow()).toEqual([]);
  });

  it("says which table cannot be, and why, and then there is nothing to agree to", async () => {
    const id = await prepared("2026-q2");
    expect(await look(id)).toMatchObject({ state: "refused", prepared: null, refused: { because: "one-contributor", where: "organisation" } });
    expect((await act(id, "agreement", bea, { hash: "0".repeat(64) })).json["reference"]).toBe("state-changed");
  });

  it("shows every table with the reason of every gap, and no hidden number; who looks leaves a line", async () => {
    first = await prepared("2026-q1");
    const lines = async (): Promise<number> => (await world.store.asOwner(({ run }) => run("select 1 from audit_contents where content like '%release.looked-at%'"))).length;
    const before = await lines();
    const { prepared: shown, state, mine } = await look(first);
    expect(await lines()).toBe(before + 1);
    expect({ state, mine, refused: (await look(first)).refused }).toEqual({ state: "prepared", mine: false, refused: null });
    expect(shown?.tables.map((table) => table.id).toSorted()).toEqual(["linked", "matters", "organisation", "role", "topic-sector"]);
    const rows = shown?.tables.flatMap((table) => table.rows) ?? [];
    expect(rows.every(({ value, why }) => (value === null) !== (why === null))).toBe(true);
    expect(new Set(rows.map(({ why }) => why))).toContain("primary");
    const valueIn = (table: string, codes: Readonly<Record<string, string>>): number | null | undefined => shown?.tables.find(({ id }) => id === table)?.rows.find((row) => isDeepStrictEqual(row.codes, codes))?.value;
    expect(valueIn("role", {})).toBe(facts.filter((one) => one.week <= "2026-W13").length);
    const small = Object.keys(simulatedOrganisations).filter((organisation) => [1, 2, 3, 4].includes(facts.filter((one) => one.week <= "2026-W13" && one.organisation === organisation).length));
    expect(small.length).toBeGreaterThan(0);
    for (const organisation of small) expect(valueIn("organisation", { organisation }), organisation).toBeNull();
    expect(await printedNow()).toEqual([]);
  });

  it("is not agreed to by who asked for it, nor to another one than was looked at, nor published before that", async () => {
    const { hash } = await look(first);
    expect((await act(first, "agreement", ada, { hash })).json["reference"]).toBe("second-person-required");
    expect((await act(first, "agreement", bea, { hash: "f".repeat(64) })).json["reference"]).toBe("state-changed");
    for (const cookie of [ada, bea]) expect((await act(first, "publication", cookie)).json["reference"]).toBe("state-changed");
    // Nor in the database, whatever the server would say.
    const [asker] = await world.store.asOwner(({ run }) => run<{ member: string }>("select asked_by::text as member from release_drafts where id = $1", [first]));
    const member = asker?.member ?? "";
    await expect(world.store.transaction({ role: "member", member, organisation: "netwerk" }, (tx) => sql`update release_drafts set state = 'agreed', agreed_by = ${member}, agreed_hash = hash where id = ${first}`.execute(tx.sql))).rejects.toThrow();
    for (const change of ["state = 'agreed', agreed_by = asked_by, agreed_hash = hash", "state = 'agreed', agreed_by = id, agreed_hash = repeat('f', 64)", "sealed = 'x'", "hash = repeat('f', 64)", "period = '2026-q3'"]) {
      await expect(world.store.asOwner(({ run }) => run(`update release_drafts set ${change} where id = $1`, [first])), change).rejects.toThrow();
    }
    expect((await look(first)).state).toBe("prepared");
  });

  it("is published whole or not at all: after a fall before the line of the register it is still to be published, once", async () => {
    expect((await act(first, "agreement", bea, { hash: (await look(first)).hash })).status).toBe(204);
    await world.store.asOwner(({ run }) => run("create function falls() returns trigger language plpgsql as $$ begin raise exception 'the plug was pulled'; end $$; create trigger falls before insert on published_files for each row execute function falls()"));
    expect((await act(first, "publication", ada)).status).toBe(500);
    await world.store.asOwner(({ run }) => run("drop trigger falls on published_files; drop function falls()"));
    expect(await printedNow()).toEqual([]);
    expect((await look(first)).state).toBe("agreed");
    expect((await act(first, "publication", ada)).status).toBe(204);
    expect((await act(first, "publication", ada)).json["reference"]).toBe("state-changed");
    expect(await printedNow()).toEqual(["2026-q1"]);
    expect((await look(first)).prepared).toBeNull();
    expect((await list()).periods).toEqual(["2026-q3", "2026-q2"]);
  });

  it("has the bytes that the command line makes of the same facts, register included", async () => {
    const [folder, data] = [newFolder(), newFolder()];
    // The same key of the register, in the state before this release.
    mkdirSync(join(data, "registration"), { recursive: true });
    cpSync(join(world.context.config.data, "registration", "register-secret"), join(data, "registration", "register-secret"));
    const config = { ...world.context.config, data };
    const [facts = "", spec = "", out = "", here = ""] = ["facts.csv", "spec.json", "out", "here"].map((name) => join(folder, name));
    expect(await exportFacts(operator(), { file: facts })).toMatchObject({ code: 0 });
    expect(writeUsual({ period: "2026-q1", facts, out: spec }, config)).toMatchObject({ code: 0 });
    expect(await publishRelease({ facts, spec, out, looked: "2" }, config, () => undefined, world.clock)).toMatchObject({ code: 0 });
    expect(await exportFigures(operator(), { file: here })).toMatchObject({ code: 0 });
    expect(contentsOf(here)).toEqual(contentsOf(out));
    expect(Object.keys(contentsOf(here)).length).toBeGreaterThan(8);
  });

  it("is begun again after the process that made it was killed, not twice while one has it, and is outdated when something else was published since", async () => {
    const id = world.context.random.uuid();
    const [found] = await world.store.asOwner(({ run }) => run<{ member: string }>("select id::text as member from members where name = 'ada'"));
    const member = found?.member ?? "";
    await world.store.transaction({ role: "member", member, organisation: "netwerk" }, (tx) => insertDraft(tx, { id, organisation: "netwerk", period: "2026-q3", member, day: dayOf(world.clock.now()) }));
    await world.store.asOwner(({ run }) => run("update release_drafts set held_until = $2 where id = $1", [id, new Date(world.clock.now().getTime() + 60_000)]));
    expect(await resumePreparing(world.context)).toBe(0);
    world.clock.advance(120_000);
    expect(await resumePreparing(world.context)).toBe(1);
    expect(await resumePreparing(world.context)).toBe(0);
    await preparationsEnd(world.context);
    const { hash, outdated, prepared: shown } = await look(id);
    expect({ outdated, against: shown?.against }).toEqual({ outdated: false, against: 1 });
    expect((await act(id, "agreement", bea, { hash })).status).toBe(204);
    // An operator publishes the same quarter from a folder meanwhile.
    const [folder, out] = [newFolder(), newFolder()];
    const [facts = "", spec = ""] = ["facts.csv", "spec.json"].map((name) => join(folder, name));
    await exportFigures(operator(), { file: out });
    await exportFacts(operator(), { file: facts });
    const { config, clock } = world.context;
    writeUsual({ period: "2026-q3", facts, previous: out, out: spec }, config);
    expect(await publishRelease({ facts, spec, out, looked: "2" }, config, () => undefined, clock)).toMatchObject({ code: 0 });
    expect(await addFigures(operator(), { file: out })).toMatchObject({ code: 0, json: { added: ["2026-q3"] } });
    expect((await look(id)).outdated).toBe(true);
    expect((await act(id, "publication", bea)).json["reference"]).toBe("state-changed");
    expect(await printedNow()).toEqual(["2026-q1", "2026-q3"]);
    expect((await act(id, "withdrawal", bea)).status).toBe(204);
  });
});

describe("how far it is", () => {
  it("is kept whatever disclosure control calls its steps", async () => {
    const id = world.context.random.uuid();
    await world.store.asOwner(({ run }) => run("insert into release_drafts (id, organisation, period, state, asked_by, day) values ($1, 'netwerk', '2020', 'asked', $1, '2026-11-27')", [id]));
    for (const step of ["giving back", "Step 2: a name that is much longer than any other", ""]) {
      expect(await world.store.transaction({ role: "system" }, (tx) => noteProgress(tx, id, stepCode(step), 3, world.clock.now())), step).toBe(true);
    }
    await world.store.asOwner(({ run }) => run("delete from release_drafts where id = $1", [id]));
  });
});

describe("the states of a release", () => {
  it("are moved in the database exactly as the table says", async () => {
    const allowed = new Set(ReleaseTransitions.flatMap(({ from, to }) => from.map((state) => `${state} ${to}`)));
    const hash = "a".repeat(64);
    const [id, one, other] = [world.context.random.uuid(), world.context.random.uuid(), world.context.random.uuid()];
    for (const from of ReleaseStates) {
      for (const to of ReleaseStates.filter((state) => state !== from)) {
        await world.store.asOwner(async ({ run }) => {
          await run("delete from release_drafts where id = $1", [id]);
          await run("insert into release_drafts (id, organisation, period, state, asked_by, agreed_by, day, hash, agreed_hash, sealed) values ($1, 'netwerk', '2020', $2, $3, $4, '2026-11-27', $5, $5, 'x')", [id, from, one, other, hash]);
        });
        const moved = await world.store.asOwner(({ run }) => run("update release_drafts set state = $2 where id = $1", [id, to])).then(() => true, () => false);
        expect(moved, `${from} ${to}`).toBe(allowed.has(`${from} ${to}`));
      }
    }
    await world.store.asOwner(({ run }) => run("delete from release_drafts where id = $1", [id]));
  });
});
