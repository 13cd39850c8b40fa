/**
 * A member who lost passphrase and device gets his key back by two holders, after three days in which everybody around saw it. One
 * holder alone, a stranger, a thief of the database and the server get nothing.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cookieHeader, openSession } from "../../src/accounts/actions/sign-in.ts";
import { createOrganisation, totpAt } from "../../src/accounts/index.ts";
import type { CreatedOrganisation } from "../../src/accounts/index.ts";
import { clearEnded, eraseMember } from "../../src/accounts/jobs.ts";
import type { Colleagues, HeldShare, OrganisationView, RecoveryLine, RecoveryOpened } from "../../src/accounts/shape.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { askRecovery, finishRecovery, passOn, recoveryDigits, sharesFor } from "../../src/desk/keyring/holders.ts";
import type { Keyring } from "../../src/desk/keyring/keyring.ts";
import { openKeyring } from "../../src/desk/keyring/keyring.ts";
import { leavingFor } from "../../src/desk/keyring/making.ts";
import { fromBase64Url, fromUtf8, openPassphrase, signerFrom, toBase64Url, unwrap, wrap } from "../../src/envelope/index.ts";
import type { KeyLogEntry } from "../../src/envelope/index.ts";
import { keyringOf } from "./desks.ts";
import { casesWorld, passphrase, reported, totpSecret } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";

type Person = { readonly id: string; readonly name: string; cookie: string; readonly keyring: Keyring };
const hour = 3_600_000;
const days = 24 * hour;
const newPassphrase = "een heel ander viertal woorden";
const newTotp = Uint8Array.from({ length: 20 }, (_, at) => 200 - at);
let world: World;
let house: CreatedOrganisation;
let desk: string;
let [dirk, els, femke, gijs, anna] = [] as unknown as [Person, Person, Person, Person, Person];

/** Signs in as the desk does, with what this passphrase opens. */
async function person(name: string, words: string, digits = totpSecret): Promise<Person> {
  world.clock.advance(60_000);
  const { json } = await world.api("POST", "/api/v1/sign-in/starts", { name });
  const keys = await openPassphrase(words, fromBase64Url(String(json["salt"])) ?? new Uint8Array(), nodeArgon2);
  const answer = await world.api("POST", "/api/v1/sign-in/sessions", { name, auth: toBase64Url(keys.auth), totp: totpAt(digits, world.clock.now()) });
  if (answer.status >= 400) throw new Error(String(answer.json["reference"]));
  const keyring = await openKeyring(answer.json as never, keys.wrapping);
  return { id: keyring.member, name, cookie: await cookieOf(keyring), keyring };
}
/** A session as sign-in opens it, without the slow part. */
async function cookieOf({ member, organisation }: Pick<Keyring, "member" | "organisation">): Promise<string> {
  const me = await world.context.db.transaction({ role: "system" }, (tx) => openSession(world.context, tx, { member, organisation }));
  return cookieHeader(me.ok ? me.value : undefined)["set-cookie"]?.split(";")[0] ?? "";
}
async function colleague(made: CreatedOrganisation, at: number): Promise<Person> {
  const keyring = keyringOf(made, at);
  return { id: keyring.member, name: made.members[at]?.name ?? "", cookie: await cookieOf(keyring), keyring };
}
const get = (cookie: string, path: string): Promise<Answered> => world.api("GET", `/api/v1${path}`, undefined, cookie);
const post = (one: Pick<Person, "cookie">, path: string, body?: unknown): Promise<Answered> => world.api("POST", `/api/v1${path}`, body, one.cookie);
const lineOf = async (one: Person): Promise<RecoveryLine | undefined> => ((await get(one.cookie, "/recoveries")).json["recoveries"] as RecoveryLine[])[0];
const audit = async (act: string): Promise<number> => (await world.store.asOwner(({ run }) => run(`select 1 from audit_contents where content::jsonb ->> 'act' = '${act}' and content::jsonb ->> 'organisation' = '${house.organisation}'`))).length;
/** What the database holds of this test's own house. */
const kept = (what: string, table: string, more = ""): Promise<readonly Record<string, unknown>[]> => world.store.asOwner(({ run }) => run(`select ${what} from ${table} where organisation = '${house.organisation}' ${more}`)) as Promise<readonly Record<string, unknown>[]>;
const keysOf = async (id: string) => {
  const view = (await get(dirk.cookie, "/my-organisation")).json as unknown as OrganisationView;
  const found = view.members.find((one) => one.id === id);
  if (found === undefined) throw new Error("nobody");
  return found;
};
const choose = async (one: Person, first: Person, second: Person): Promise<Answered> =>
  world.api("PUT", "/api/v1/me/holders", await sharesFor(one.keyring, { shownName: one.name }, [{ id: first.id, recipient: first.keyring.own.recipient }, { id: second.id, recipient: second.keyring.own.recipient }]), one.cookie);

async function begin(holder: Person, who: Person): Promise<string> {
  const answer = await post(holder, "/recoveries", { member: who.id });
  if (answer.status !== 201) throw new Error(String(answer.json["reference"]));
  return String(answer.json["token"]);
}
const opened = async (token: string): Promise<RecoveryOpened> => (await world.api("POST", "/api/v1/recovery-links/openings", { token })).json as unknown as RecoveryOpened;
async function request(token: string, words = newPassphrase): Promise<Answered> {
  const asked = await askRecovery(words, nodeArgon2);
  return world.api("POST", "/api/v1/recovery-links/requests", { token, ...asked, totpSecret: toBase64Url(newTotp), totp: totpAt(newTotp, world.clock.now()) });
}
async function give(holder: Person, change: { readonly to?: string } = {}): Promise<Answered> {
  const line = await lineOf(holder);
  if (line === undefined) throw new Error("nothing to see");
  const held = await get(holder.cookie, `/recoveries/${line.id}/share`);
  if (held.status !== 200) return held;
  const { sealed } = await passOn(holder.keyring, held.json as HeldShare, { ...line, recipient: change.to ?? line.recipient });
  return post(holder, `/recoveries/${line.id}/shares`, { sealed });
}
const end = async (token: string, words = newPassphrase): Promise<Answered> => world.api("POST", "/api/v1/recovery-links/endings", { token, ...(await finishRecovery(await opened(token), words, nodeArgon2)) });
/** After days: sessions have ended. */
async function later(milliseconds: number): Promise<void> {
  world.clock.advance(milliseconds);
  for (const one of [dirk, els, femke, gijs]) one.cookie = await cookieOf(one.keyring);
}

const lostFor = async (one: Person): Promise<unknown> => (await get(one.cookie, "/me/holders")).json["lost"];

let count = 0;
beforeAll(async () => {
  world = await casesWorld();
}, 120_000);
afterAll(() => world.close());
beforeEach(async () => {
  count += 1;
  world.clock.set("2026-11-23T09:00:00Z");
  desk = `huis-${count}-desk`;
  const member = (name: string, roles: readonly ("worker" | "team-lead" | "organisation-admin")[], teams = [desk]) => ({ name: `${name}-${count}`, shownName: name, roles, teams, passphrase, totpSecret });
  house = await createOrganisation(world.context, {
    organisation: `huis-${count}`, name: "Huis", teams: [{ team: desk, service: "balans", name: "Desk", answerDays: 3 }],
    members: [member("dirk", ["worker"]), member("els", ["worker", "team-lead"]), member("femke", ["organisation-admin"], []), member("gijs", ["worker"])],
  });
  [dirk, els, femke, gijs] = [await person(`dirk-${count}`, passphrase), await colleague(house, 1), await colleague(house, 2), await colleague(house, 3)];
}, 120_000);

describe("a member who lost passphrase and device", () => {
  it("gets back into everything that was his, by two holders in different roles, after three days", async () => {
    expect((await choose(dirk, els, femke)).status).toBe(204);
    expect((await get(dirk.cookie, "/me/holders")).json).toEqual({ holders: [els.id, femke.id], holding: [], lost: [] });
    expect((await get(els.cookie, "/me/holders")).json).toEqual({ holders: [], holding: [dirk.id], lost: [] });
    await reported(world, { what: "Verteld voor het verlies" }, [], desk);
    const token = await begin(els, dirk);
    expect(await opened(token)).toMatchObject({ state: "begun", name: dirk.name, opensAt: null, given: 0, shares: [] });
    expect((await request(token)).status).toBe(204);
    const before = await opened(token);
    expect(before.state).toBe("waiting");
    // Read aloud to both holders: what they see is what his screen shows.
    expect(recoveryDigits(before.recipient ?? "")).toBe(recoveryDigits((await lineOf(femke))?.recipient ?? ""));
    await later(3 * days + hour);
    expect((await give(els)).status).toBe(204);
    expect((await opened(token)).shares).toEqual([]);
    expect((await give(femke)).status).toBe(204);
    expect((await end(token)).status).toBe(204);

    const again = await person(dirk.name, newPassphrase, newTotp);
    expect(again.keyring.own).toEqual(dirk.keyring.own);
    expect(toBase64Url(again.keyring.signer.publicKey)).toBe(toBase64Url(dirk.keyring.signer.publicKey));
    expect(again.keyring.teams.map((one) => one.identity)).toEqual(dirk.keyring.teams.map((one) => one.identity));
    for (const act of ["member.holders-chosen", "member.recovery-begun", "member.recovery-asked", "member.recovered"]) expect(await audit(act), act).toBe(1);
    expect(await audit("member.share-given")).toBe(2);
    // The old ways in are gone, and so are the shares: he is asked to choose anew.
    expect((await get(dirk.cookie, "/me")).status).toBe(401);
    await expect(person(dirk.name, passphrase)).rejects.toThrow("sign-in-failed");
    for (const table of ["recovery_shares", "recovery_gifts"]) expect(await kept("1", table), table).toEqual([]);
    expect([await lostFor(again), await lostFor(gijs)]).toEqual([[dirk.id], []]);
    expect(await opened(token)).toMatchObject({ reference: "invitation-not-valid" });
    expect((await lineOf(els))?.state).toBe("done");
  }, 120_000);

  it("is told, as his team is, while it runs; a colleague elsewhere sees nothing", async () => {
    await choose(dirk, els, femke);
    const token = await begin(femke, dirk);
    await request(token);
    for (const one of [dirk, els, femke, gijs]) expect(await lineOf(one), one.name).toMatchObject({ member: dirk.id, begunBy: femke.id, state: "waiting", givenBy: [] });
    anna = await colleague(world.desk, 0);
    expect(await lineOf(anna)).toBeUndefined();
    const told = (await world.store.asOwner(({ run }) => run(`select payload from outbox where event = 'member.recovering' and payload::text like '%${desk}%'`))).map((row) => row["payload"]);
    expect(told).toEqual([{ team: desk }]);
    expect(JSON.stringify(told)).not.toContain(dirk.id);
  }, 120_000);

  it("waits three whole days, to the hour, whoever asks", async () => {
    await choose(dirk, els, femke);
    world.clock.set("2026-11-23T10:59:00Z");
    const token = await begin(els, dirk);
    await request(token);
    expect((await opened(token)).opensAt).toBe("2026-11-26T11:00:00.000Z");
    world.clock.set("2026-11-26T10:56:00Z");
    els.cookie = await cookieOf(els.keyring);
    expect(await give(els)).toMatchObject({ status: 404 });
    const id = (await lineOf(els))?.id;
    expect(await post(els, `/recoveries/${id}/shares`, { sealed: toBase64Url(new Uint8Array(200)) })).toMatchObject({ status: 404 });
    world.clock.set("2026-11-26T11:00:00Z");
    expect((await give(els)).status).toBe(204);
  }, 120_000);

  it("stops it when it is not him, and what was passed on is gone", async () => {
    await choose(dirk, els, femke);
    const token = await begin(els, dirk);
    await request(token);
    await later(3 * days + hour);
    await give(els);
    const line = await lineOf(dirk);
    expect((await post(gijs, `/recoveries/${line?.id}/stops`)).json["reference"]).toBe("not-found");
    expect((await post(dirk, `/recoveries/${line?.id}/stops`)).status).toBe(204);
    expect(await opened(token)).toMatchObject({ reference: "invitation-not-valid" });
    expect(await give(femke)).toMatchObject({ status: 404 });
    expect((await post(els, `/recoveries/${line?.id}/stops`)).json["reference"]).toBe("transition-not-allowed");
    expect(await kept("token_hash, recipient, salt, auth_hash, totp_sealed", "recoveries")).toEqual([{ token_hash: null, recipient: null, salt: null, auth_hash: null, totp_sealed: null }]);
    expect(await kept("1", "recovery_gifts")).toEqual([]);
    expect((await lineOf(gijs))?.state).toBe("stopped");
    // It can be begun anew, and the old link stays dead.
    await request(await begin(femke, dirk));
    expect(await opened(token)).toMatchObject({ reference: "invitation-not-valid" });
    // Choosing again is saying stop: who can do that has his keys.
    expect((await choose(dirk, femke, gijs)).status).toBe(204);
    expect((await lineOf(dirk))?.state).not.toBe("waiting");
    world.clock.advance(15 * days);
    await clearEnded(world.context);
    expect(await kept("1", "recoveries")).toEqual([]);
  }, 120_000);
});

describe("nobody else gets it", () => {
  it("one holder alone, also when he gives twice, begins it himself and has the link", async () => {
    await choose(dirk, els, femke);
    const token = await begin(els, dirk);
    await request(token, "de wachtzin van els alleen");
    await later(3 * days + hour);
    expect((await give(els)).status).toBe(204);
    expect((await give(els)).json["reference"]).toBe("already-there");
    expect(await opened(token)).toMatchObject({ given: 1, shares: [] });
    const forged = { wrapped: toBase64Url(await wrap("{}", [els.keyring.own.recipient])), signature: toBase64Url(new Uint8Array(64)) };
    expect((await world.api("POST", "/api/v1/recovery-links/endings", { token, ...forged })).json["reference"]).toBe("transition-not-allowed");
    const twice = () => world.store.asOwner(({ run }) => run(`insert into recovery_gifts select recovery, organisation, '${gijs.id}', part, sealed from recovery_gifts where organisation = '${house.organisation}'`));
    await expect(twice()).rejects.toThrow("recovery_gifts_recovery_part_key");
    await expect(world.store.asOwner(({ run }) => run(`update recoveries set state = 'done' where organisation = '${house.organisation}'`))).rejects.toThrow("both holders are needed");
  }, 120_000);

  it("who is no holder: he begins nothing, reads no share and gives none", async () => {
    await choose(dirk, els, femke);
    expect((await post(gijs, "/recoveries", { member: dirk.id })).json["reference"]).toBe("not-found");
    expect((await post(dirk, "/recoveries", { member: dirk.id })).json["reference"]).toBe("not-found");
    const token = await begin(els, dirk);
    await request(token);
    await later(3 * days + hour);
    const line = await lineOf(gijs);
    anna = await colleague(world.desk, 0);
    for (const one of [gijs, dirk, anna]) {
      expect(await get(one.cookie, `/recoveries/${line?.id}/share`), one.name).toMatchObject({ status: 404, json: { reference: "not-found" } });
      expect(await post(one, `/recoveries/${line?.id}/shares`, { sealed: toBase64Url(new Uint8Array(200)) }), one.name).toMatchObject({ status: 404 });
    }
    const asMember = { role: "member", member: gijs.id, organisation: house.organisation } as const;
    await expect(world.context.db.transaction(asMember, (tx) => (tx.sql as never as { selectFrom(name: string): { selectAll(): { execute(): Promise<unknown> } } }).selectFrom("recovery_shares").selectAll().execute())).rejects.toThrow("permission denied");
  }, 120_000);

  it("the same person twice, two of one role, a colleague who is not certified, or somebody of another organisation", async () => {
    anna = await colleague(world.desk, 0);
    expect((await choose(dirk, els, els)).json["reference"]).toBe("second-person-required");
    expect((await choose(femke, dirk, gijs)).json["reference"]).toBe("second-person-required");
    expect((await choose(dirk, els, anna)).json["reference"]).toBe("not-found");
    expect((await choose(dirk, dirk, els)).json["reference"]).toBe("not-found");
    await world.store.asOwner(({ run }) => run(`update members set certified = false where id = '${gijs.id}'`));
    expect((await choose(dirk, gijs, femke)).json["reference"]).toBe("key-not-certified");
    // The database itself, past the server.
    const insert = (first: string, second: string, organisation = house.organisation) => world.store.asOwner(({ run }) =>
      run(`insert into recovery_shares select '${dirk.id}', '${organisation}', n, case n when 1 then '${first}'::uuid else '${second}'::uuid end, decode(repeat('00', 200), 'hex') from generate_series(1, 2) n`));
    await expect(insert(els.id, els.id)).rejects.toThrow("recovery_shares_member_holder_key");
    await expect(insert(dirk.id, els.id)).rejects.toThrow("recovery_shares_check");
    await expect(insert(els.id, anna.id)).rejects.toThrow("foreign key");
    await expect(insert(gijs.id, els.id)).rejects.toThrow("two holders in different roles");
    expect((await get(dirk.cookie, "/me/holders")).json).toEqual({ holders: [], holding: [], lost: [] });
  }, 120_000);

  it("holders whose roles became the same since", async () => {
    await choose(dirk, gijs, femke);
    await request(await begin(femke, dirk));
    await later(3 * days + hour);
    await give(femke);
    await world.store.asOwner(({ run }) => run(`update members set roles = array['organisation-admin'] where id = '${gijs.id}'`));
    expect((await give(gijs)).json["reference"]).toBe("second-person-required");
  }, 120_000);

  it("who replays: a link that was used, shares of an earlier recovery, the end of another", async () => {
    await choose(dirk, els, femke);
    const first = await begin(els, dirk);
    await request(first);
    await later(3 * days + hour);
    await give(els);
    await give(femke);
    const old = await opened(first);
    const signed = await finishRecovery(old, newPassphrase, nodeArgon2);
    await post(els, `/recoveries/${old.id}/stops`);
    expect((await world.api("POST", "/api/v1/recovery-links/endings", { token: first, ...signed })).json["reference"]).toBe("invitation-not-valid");
    const second = await begin(els, dirk);
    await request(second);
    expect((await request(second, "iemand anders was later")).json["reference"]).toBe("already-there");
    await later(3 * days + hour);
    await give(els);
    await give(femke);
    expect((await world.api("POST", "/api/v1/recovery-links/endings", { token: second, ...signed })).json["reference"]).toBe("signature-invalid");
    await expect(finishRecovery({ ...(await opened(second)), shares: old.shares }, newPassphrase, nodeArgon2)).rejects.toThrow("swapped");
    expect((await end(second)).status).toBe(204);
    expect((await world.api("POST", "/api/v1/recovery-links/endings", { token: second, ...signed })).json["reference"]).toBe("invitation-not-valid");
  }, 120_000);

  it("a server that hands over another one's share, another key to seal to, or noise", async () => {
    await choose(dirk, els, femke);
    await choose(gijs, els, femke);
    const token = await begin(els, dirk);
    await request(token);
    await later(3 * days + hour);
    const [own] = await world.store.asOwner(({ run }) => run(`select encode(sealed, 'base64') as sealed, part from recovery_shares where member = '${gijs.id}' and holder = '${els.id}'`));
    const swapped: HeldShare = { part: Number(own?.["part"]), sealed: toBase64Url(Buffer.from(String(own?.["sealed"]), "base64")) };
    const line = await lineOf(els);
    if (line === undefined) throw new Error("nothing");
    await expect(passOn(els.keyring, swapped, line)).rejects.toThrow("swapped");
    // Another recipient shows other digits: the person on the telephone reads other ones.
    expect(recoveryDigits(gijs.keyring.own.recipient)).not.toBe(recoveryDigits(line.recipient ?? ""));
    await give(els, { to: gijs.keyring.own.recipient });
    await give(femke);
    await expect(end(token)).rejects.toThrow("swapped");
    await expect(end(token, "niet de nieuwe wachtzin maar een")).rejects.toThrow("wrong-secret");
  }, 120_000);

  it("a thief of the database: no share opens without its holder, and one opened share is noise", async () => {
    await choose(dirk, els, femke);
    const rows = await kept("encode(sealed, 'base64') as sealed", "recovery_shares", "order by part");
    const files = rows.map((row) => Buffer.from(String(row["sealed"]), "base64"));
    for (const file of files) for (const keyring of [dirk.keyring, gijs.keyring]) await expect(unwrap(file, keyring.own.identity)).rejects.toThrow("cannot-open");
    const text = fromUtf8(await unwrap(files[0] ?? new Uint8Array(), els.keyring.own.identity));
    const share = Buffer.from((JSON.parse(text) as { share: string }).share, "base64url").toString("latin1");
    expect(text).not.toContain(dirk.keyring.own.identity);
    expect(share).not.toContain("AGE-SECRET");
    expect(share).not.toContain(dirk.keyring.signSecret);
  }, 120_000);

  it("who leaves: his share is gone, what ran for others stops, and they choose anew", async () => {
    await choose(dirk, els, femke);
    const token = await begin(els, dirk);
    await request(token);
    const view = (await get(femke.cookie, "/my-organisation")).json as unknown as OrganisationView;
    const log = (await world.api("GET", "/api/v1/key-log")).json["entries"] as KeyLogEntry[];
    const root = signerFrom(await unwrap(fromBase64Url(String(((await get(femke.cookie, "/me")).json["root"] as { wrapped: string }).wrapped)) ?? new Uint8Array(), femke.keyring.own.identity));
    const ending = await leavingFor(log, { organisation: house.organisation, root }, els.id, view);
    expect((await post(femke, `/members/${els.id}/endings`, ending)).status).toBe(200);
    expect((await get(dirk.cookie, "/me/holders")).json).toEqual({ holders: [], holding: [], lost: [dirk.id] });
    expect(await lostFor(femke)).toEqual([dirk.id]);
    expect(await lostFor(gijs)).toEqual([]);
    expect(await opened(token)).toMatchObject({ reference: "invitation-not-valid" });
    expect((await keysOf(els.id)).status).toBe("ended");
    // Remembered until he chooses anew.
    expect((await choose(dirk, gijs, femke)).status).toBe(204);
    expect([await lostFor(dirk), await lostFor(femke)]).toEqual([[], []]);
  }, 120_000);
});

describe("a member who was forgotten", () => {
  const forget = (id: string) => world.store.transaction({ role: "system" }, (tx) => eraseMember(tx, id));
  /** Left before the database took shares down with him. */
  const leftLongAgo = (id: string) => world.store.asOwner(async ({ run }) => {
    await run("alter table members disable trigger holder_leaves");
    await run(`update members set status = 'ended', certified = false where id = '${id}'`);
    await run("alter table members enable trigger holder_leaves");
  });

  it("holds no share of anybody and nobody holds his; whose set it was is asked to choose anew", async () => {
    await choose(dirk, els, femke);
    await choose(gijs, dirk, femke);
    await choose(els, dirk, femke);
    const token = await begin(femke, els);
    await leftLongAgo(els.id);
    expect(await kept("1", "recovery_shares", `and '${els.id}' in (member, holder)`)).toHaveLength(3);
    await forget(els.id);
    expect(await kept("1", "recovery_shares", `and '${els.id}' in (member, holder)`)).toEqual([]);
    expect(await kept("1", "recovery_shares", `and member = '${dirk.id}'`)).toEqual([]);
    expect(await kept("1", "recovery_shares", `and member = '${gijs.id}'`)).toHaveLength(2);
    expect(await kept("1", "recoveries", `and member = '${els.id}'`)).toEqual([]);
    expect(await opened(token)).toMatchObject({ reference: "invitation-not-valid" });
    expect([await lostFor(dirk), await lostFor(femke), await lostFor(gijs)]).toEqual([[dirk.id], [dirk.id], []]);
    expect(await kept("1", "holder_losses", `and member = '${els.id}'`)).toEqual([]);
  }, 120_000);
});

describe("who runs the network or writes for it", () => {
  it("chooses two holders like everybody else, knows no team for it, and sees whose key nobody could give back", async () => {
    const member = (name: string, role: "coordinator" | "editor" | "organisation-admin") => ({ name: `${name}-${count}`, shownName: name, roles: [role], teams: [], passphrase, totpSecret });
    const bureau = await createOrganisation(world.context, { organisation: `bureau-${count}`, name: "Bureau", teams: [], members: [member("hugo", "coordinator"), member("ida", "editor"), member("jan", "organisation-admin")] });
    const [hugo, ida, jan] = [await colleague(bureau, 0), await colleague(bureau, 1), await colleague(bureau, 2)];
    for (const one of [hugo, ida]) {
      expect((await get(one.cookie, "/my-organisation")).status).toBe(403);
      const { colleagues } = (await get(one.cookie, "/me/colleagues")).json as unknown as Colleagues;
      expect(colleagues.map((each) => [each.id, each.certified, each.recipient]).toSorted()).toEqual([hugo, ida, jan].map((each) => [each.id, true, each.keyring.own.recipient]).toSorted());
    }
    expect((await choose(hugo, ida, jan)).status).toBe(204);
    expect((await choose(ida, hugo, jan)).status).toBe(204);
    await world.store.asOwner(({ run }) => run(`update members set status = 'ended', certified = false where id = '${ida.id}'`));
    expect([await lostFor(hugo), await lostFor(jan)]).toEqual([[hugo.id], [hugo.id]]);
    expect(((await get(jan.cookie, "/me/colleagues")).json as unknown as Colleagues).colleagues.map((each) => each.id)).not.toContain(ida.id);
    expect(await lostFor(femke)).toEqual([]);
  }, 120_000);
});
