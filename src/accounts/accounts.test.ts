import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nodeArgon2 } from "../base/argon2-node.ts";
import { fixedClock, silentLog, systemRandom } from "../base/index.ts";
import type { Actor, Context, RequestContext } from "../base/index.ts";
import { fromBase64Url, openPassphrase, toBase64Url, unwrapText, verifyKeyLog, type KeyLogEntry } from "../envelope/index.ts";
import type { Store } from "../store/index.ts";
import { testDatabase } from "../../tests/support/database.ts";
import { authenticate, authorise, can, createOrganisation, createSetupLink, keyLog, supportPoints, totpAt } from "./index.ts";
import { acceptInvitation, openInvitation } from "./actions/invitations.ts";
import { cookieHeader, endSession, listSessions, signIn, signOut, startSignIn } from "./actions/sign-in.ts";
import { endMember } from "./actions/leaving.ts";
import { readOrganisation, setIntake } from "./actions/teams.ts";
import { clearEnded } from "./jobs.ts";
import { accountTables } from "./records/tables.ts";
import { Me } from "./shape.ts";

const passphrase = "vier rustige woorden samen";
const totpSecret = Uint8Array.from({ length: 20 }, (_, at) => at + 1);
const clock = fixedClock("2027-03-01T09:00:00Z");
let store: Store;
let context: Context;

function asked(actor: Actor = { kind: "visitor" }): RequestContext {
  return { ...context, actor, language: "nl" };
}

function plan(organisation: string) {
  const team = `${organisation}-team`;
  const member = (name: string, roles: readonly ("worker" | "organisation-admin")[]) => ({ name: `${organisation}-${name}`, shownName: name, roles, teams: [team], passphrase, totpSecret });
  return {
    organisation,
    name: `Organisatie ${organisation}`,
    teams: [{ team, service: "advieslijn", name: "Advieslijn", answerDays: 3 }],
    members: [member("anna", ["worker", "organisation-admin"]), member("bram", ["worker"])],
  };
}

async function actorOf(name: string): Promise<Actor> {
  const answer = await entered(name);
  const cookie = cookieHeader(answer)["set-cookie"]?.split(";")[0] ?? "";
  return authenticate(context, new Headers({ cookie }));
}

/** Signs in as a browser does: salt, Argon2id, digits of this moment. Moves the clock, so that digits are fresh. */
async function entered(name: string): Promise<Me> {
  clock.advance(60_000);
  const started = await startSignIn(asked(), name);
  if (!started.ok) throw new Error("no salt");
  const keys = await openPassphrase(passphrase, fromBase64Url(started.value.salt) ?? new Uint8Array(), nodeArgon2);
  const answer = await signIn(asked(), { name, auth: toBase64Url(keys.auth), totp: totpAt(totpSecret, clock.now()) });
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
}

beforeAll(async () => {
  store = await testDatabase({ clock });
  const config = { root: "", data: "", databaseUrl: undefined, host: "127.0.0.1", port: 0, mode: "demo", origin: "https://gehoord.example", trustedProxies: [], smtpUrl: undefined, version: "0" } as const;
  const secrets = { pepper: systemRandom.bytes(32), tickets: systemRandom.bytes(32), noticeIdentity: "", serverSigning: systemRandom.bytes(32) };
  context = { db: store, clock, random: systemRandom, log: silentLog, config, secrets };
  await store.asOwner(({ run }) => run("insert into settings (installation, salt, mode) values (gen_random_uuid(), $1, 'demo') on conflict do nothing", [systemRandom.bytes(16)]));
  await createOrganisation(context, plan("balans"));
  await createOrganisation(context, plan("leergeld"));
});
afterAll(() => store.close());
beforeEach(() => clock.advance(3_600_000));

describe("a member who signs in", () => {
  it("gets his own keys wrapped, and opens them with his passphrase", async () => {
    const me = Me.parse(await entered("balans-anna"));
    const { wrapping } = await openPassphrase(passphrase, fromBase64Url(me.salt) ?? new Uint8Array(), nodeArgon2);
    const own: unknown = JSON.parse(await unwrapText(fromBase64Url(me.keys.wrapped) ?? new Uint8Array(), wrapping.identity));
    const { identity } = own as { identity: string };
    const [teamKey] = me.teamKeys;
    expect(await unwrapText(fromBase64Url(teamKey?.wrapped ?? "") ?? new Uint8Array(), identity)).toMatch(/^AGE-SECRET-KEY-PQ-1/);
    expect(me).toMatchObject({ organisation: "balans", teams: ["balans-team"], certified: true });
  });

  it("gets a cookie that no script and no other site can use, and no token in the answer", async () => {
    const me = await entered("balans-anna");
    const cookie = cookieHeader(me)["set-cookie"] ?? "";
    expect(cookie).toMatch(/^__Host-gehoord-desk=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/);
    const token = cookie.split(/[=;]/)[1] ?? "";
    expect(JSON.stringify(me)).not.toContain(token);
    const kept = await store.asOwner(({ run }) => run("select encode(token_hash, 'base64') as hash from sessions"));
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it("is not told whether a name exists: same salt twice, same refusal", async () => {
    const first = await startSignIn(asked(), "niemand");
    expect(await startSignIn(asked(), "niemand")).toEqual(first);
    const auth = toBase64Url(new Uint8Array(32));
    const wrong = await signIn(asked(), { name: "balans-bram", auth, totp: "000000" });
    expect(await signIn(asked(), { name: "niemand", auth, totp: "000000" })).toEqual(wrong);
    expect(wrong).toEqual({ ok: false, because: "sign-in-failed" });
  });

  it("can use the digits of his authenticator once", async () => {
    await entered("balans-bram");
    const started = await startSignIn(asked(), "balans-bram");
    const salt = started.ok ? started.value.salt : "";
    const keys = await openPassphrase(passphrase, fromBase64Url(salt) ?? new Uint8Array(), nodeArgon2);
    const again = await signIn(asked(), { name: "balans-bram", auth: toBase64Url(keys.auth), totp: totpAt(totpSecret, clock.now()) });
    expect(again).toEqual({ ok: false, because: "sign-in-failed" });
  });

  it("is slowed down after three failures, for half a minute at most, and nobody learns whose name it is", async () => {
    const guess = async (name: string): Promise<string> => {
      const answer = await signIn(asked(), { name, auth: toBase64Url(new Uint8Array(32)), totp: "000000" });
      return answer.ok ? "ok" : answer.because;
    };
    for (const name of ["leergeld-bram", "ook-niemand"]) {
      const answers = [await guess(name), await guess(name), await guess(name), await guess(name), await guess(name)];
      expect(answers).toEqual(["sign-in-failed", "sign-in-failed", "sign-in-failed", "sign-in-failed", "too-many-requests"]);
    }
    clock.advance(30_000);
    expect((await entered("leergeld-bram")).name).toBe("leergeld-bram");
  });

  it("is signed out after twelve hours, and when he says so, also of another device", async () => {
    const actor = await actorOf("balans-anna");
    const other = await actorOf("balans-anna");
    if (actor.kind !== "member" || other.kind !== "member") throw new Error("not signed in");
    const list = await listSessions(asked(actor));
    expect(list.ok && list.value.sessions.some((one) => one.id === actor.session && one.current)).toBe(true);
    expect(await endSession(asked(actor), other.session)).toEqual({ ok: true, value: undefined });
    expect(await endSession(asked(await actorOf("balans-bram")), actor.session)).toEqual({ ok: false, because: "not-found" });
    const out = await signOut(asked(actor));
    expect(cookieHeader(out.ok ? out.value : undefined)["set-cookie"]).toContain("Max-Age=0");
    const me = await entered("balans-anna");
    const cookie = cookieHeader(me)["set-cookie"]?.split(";")[0] ?? "";
    clock.advance(12 * 3_600_000);
    expect(await authenticate(context, new Headers({ cookie }))).toEqual({ kind: "visitor" });
    expect(await clearEnded(context)).toBeGreaterThan(0);
  });
});

describe("a request", () => {
  it("that changes something needs the desk's header, and a role that carries the permission", async () => {
    const me = await entered("balans-bram");
    const cookie = cookieHeader(me)["set-cookie"]?.split(";")[0];
    const ask = async (permission: Parameters<typeof can>[0], method: string, csrf?: string) => {
      const answer = await authorise(context, can(permission), { method, cookie, csrf });
      return answer.ok ? answer.value.kind : answer.because;
    };
    expect(await ask("case.read", "GET")).toBe("member");
    expect(await ask("case.write", "POST")).toBe("not-allowed");
    expect(await ask("case.write", "POST", "gehoord-desk")).toBe("member");
    expect(await ask("member.invite", "POST", "gehoord-desk")).toBe("not-allowed");
    const nobody = await authorise(context, can("case.read"), { method: "GET", cookie: undefined, csrf: undefined });
    expect(nobody).toEqual({ ok: false, because: "not-signed-in" });
  });
});

describe("an organisation", () => {
  it("is seen by its own members and by nobody else, also not by a query that forgets to ask", async () => {
    const bram = await actorOf("leergeld-bram");
    const view = await readOrganisation(asked(bram));
    expect(view.ok && view.value.members.map((one) => one.shownName)).toEqual(["anna", "bram"]);
    expect(JSON.stringify(view)).not.toContain("balans");
    if (bram.kind !== "member") throw new Error("not signed in");
    const seen = await store.transaction({ role: "member", member: bram.member, organisation: "leergeld" }, async (tx) => {
      const sql = accountTables(tx);
      const tables = ["organisations", "teams", "members", "team_members", "member_keys", "team_keys", "team_key_wraps"] as const;
      return Promise.all(tables.map((table) => sql.selectFrom(table).selectAll().execute()));
    });
    expect(seen.every((rows) => rows.length > 0)).toBe(true);
    expect(JSON.stringify(seen)).not.toContain("balans");
  });

  it("does not show its people, credentials or sessions to a visitor", async () => {
    for (const table of ["members", "credentials", "sessions", "member_keys", "invitations"] as const) {
      const read = store.transaction({ role: "visitor" }, (tx) => accountTables(tx).selectFrom(table).selectAll().execute());
      await expect(read, table).rejects.toThrow();
    }
    const credentials = store.transaction({ role: "member", member: systemRandom.uuid(), organisation: "balans" }, (tx) => accountTables(tx).selectFrom("credentials").selectAll().execute());
    await expect(credentials).rejects.toThrow();
  });

  it("has a key log that verifies and cannot be rewritten, even by the owner of the database", async () => {
    const log = await store.transaction({ role: "visitor" }, (tx) => keyLog(tx));
    expect(verifyKeyLog(log.entries as unknown as KeyLogEntry[])).toMatchObject({ ok: true, head: log.head });
    await expect(store.asOwner(({ run }) => run("delete from key_log"))).rejects.toThrow(/append-only/);
    await expect(store.asOwner(({ run }) => run("update key_log set hash = 'x'"))).rejects.toThrow(/append-only/);
  });

  it("loses a working key at once when a membership ends, and intake can be opened only with two", async () => {
    const anna = await actorOf("leergeld-anna");
    const bram = await actorOf("leergeld-bram");
    if (bram.kind !== "member") throw new Error("not signed in");
    const points = async () => (await store.transaction({ role: "visitor" }, (tx) => supportPoints(tx))).find((one) => one.team === "leergeld-team");
    expect(await points()).toMatchObject({ workingKeys: 2, intakeOpen: true, epoch: 1, answerDays: 3 });
    expect(await endMember(asked(anna), bram.member, { entry: null })).toEqual({ ok: false, because: "signature-invalid" });
    expect(await endMember(asked(await actorOf("balans-anna")), bram.member, { entry: null })).toEqual({ ok: false, because: "not-found" });
    expect((await points())?.workingKeys).toBe(2);
    expect(await setIntake(asked(anna), "leergeld-team", false)).toMatchObject({ ok: true });
    expect(await setIntake(asked(await actorOf("balans-anna")), "leergeld-team", true)).toEqual({ ok: false, because: "key-not-certified" });
    expect(await setIntake(asked(anna), "leergeld-team", true)).toMatchObject({ ok: true });
  });
});

describe("an installation", () => {
  it("gets its first coordinator by a link that works once and for an hour", async () => {
    const token = (await createSetupLink(context)).split("#")[1] ?? "";
    const opened = await openInvitation(asked(), token);
    expect(opened.ok && opened.value.roles).toEqual(["coordinator"]);
    const acceptance = {
      token,
      name: "coordinator",
      shownName: "Coördinator",
      salt: toBase64Url(systemRandom.bytes(16)),
      auth: toBase64Url(systemRandom.bytes(32)),
      totpSecret: toBase64Url(totpSecret),
      keys: { recipient: "age1pq1coordinator", signPublic: toBase64Url(systemRandom.bytes(32)), wrapped: toBase64Url(systemRandom.bytes(200)) },
    };
    expect(await acceptInvitation(asked(), { ...acceptance, totp: "000000" })).toMatchObject({ ok: false, because: "second-factor-wrong" });
    expect(await acceptInvitation(asked(), { ...acceptance, name: "balans-anna", totp: totpAt(totpSecret, clock.now()) })).toMatchObject({ ok: false, because: "name-taken" });
    expect(await acceptInvitation(asked(), { ...acceptance, totp: totpAt(totpSecret, clock.now()) })).toMatchObject({ ok: true });
    expect(await openInvitation(asked(), token)).toEqual({ ok: false, because: "invitation-not-valid" });
    const late = (await createSetupLink(context)).split("#")[1] ?? "";
    clock.advance(61 * 60_000);
    expect(await openInvitation(asked(), late)).toEqual({ ok: false, because: "invitation-not-valid" });
  });
});
