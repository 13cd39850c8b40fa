/** The way of a real installation's keys, with the desk's own functions on a real database: from the first link to an open intake. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptInvitation, inviteMember, takeInOrganisation } from "../../accounts/actions/invitations.ts";
import { addTeamKey, certifyMember, readKeyLog, setRoot, shareRoot as shareRootKey, shareTeamKey } from "../../accounts/actions/keys.ts";
import { cookieHeader, readMe, signIn, startSignIn } from "../../accounts/actions/sign-in.ts";
import { endMember, setMemberTeams } from "../../accounts/actions/leaving.ts";
import { createTeam, readOrganisation, setIntake } from "../../accounts/actions/teams.ts";
import { authenticate, createSetupLink, supportPoints, totpAt } from "../../accounts/index.ts";
import type { Me, OrganisationView } from "../../accounts/shape.ts";
import { nodeArgon2 } from "../../base/argon2-node.ts";
import { fixedClock, silentLog, systemRandom } from "../../base/index.ts";
import type { Actor, Context, RequestContext, Result } from "../../base/index.ts";
import { newHybridIdentity, openPassphrase, toBase64Url, wrap } from "../../envelope/index.ts";
import type { Store } from "../../store/index.ts";
import { testDatabase } from "../../../tests/support/database.ts";
import { checkedLog, KeyLogRefusal, wronglyOffered } from "./key-log.ts";
import { bytesOf, newestTeamIdentity, openKeyring, renewKeyring } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";
import { certificateFor, isCertified, makePerson, makeRoot, leavingFor, makeTeamKey, revocationFor, shareRoot, shareTeam, wrappingFromPasskey } from "./making.ts";
import { authenticatorAddress, base32, isLongEnough } from "./passphrase.ts";

const passphrase = "ver weg staat een huis";
const totpSecret = Uint8Array.from({ length: 20 }, (_, at) => 200 - at);
const clock = fixedClock("2027-03-01T09:00:00Z");
let store: Store;
let context: Context;

const asked = (actor: Actor = { kind: "visitor" }): RequestContext => ({ ...context, actor, language: "nl" });

function value<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
}

async function join(token: string, name: string): Promise<void> {
  const person = await makePerson(passphrase, nodeArgon2);
  value(await acceptInvitation(asked(), { token, name, shownName: name, ...person, totpSecret: toBase64Url(totpSecret), totp: totpAt(totpSecret, clock.now()) }));
}

type Desk = { readonly me: Me; readonly keyring: Keyring; readonly actor: Actor; readonly cookie: string };

async function enter(name: string): Promise<Desk> {
  clock.advance(60_000);
  const { salt } = value(await startSignIn(asked(), name));
  const keys = await openPassphrase(passphrase, bytesOf(salt), nodeArgon2);
  const me = value(await signIn(asked(), { name, auth: toBase64Url(keys.auth), totp: totpAt(totpSecret, clock.now()) }));
  const cookie = cookieHeader(me)["set-cookie"]?.split(";")[0] ?? "";
  return { me, keyring: await openKeyring(me, keys.wrapping), actor: await authenticate(context, new Headers({ cookie })), cookie };
}

async function renewed(desk: Desk): Promise<Desk> {
  const me = value(await readMe(asked(desk.actor)));
  return { ...desk, me, keyring: await renewKeyring(me, desk.keyring) };
}

const log = async () => checkedLog(value(await readKeyLog(asked()))).entries;
const view = async (desk: Desk): Promise<OrganisationView> => value(await readOrganisation(asked(desk.actor)));

function authority(desk: Desk) {
  const { root, organisation } = desk.keyring;
  if (root === undefined) throw new Error("no root");
  return { root, organisation };
}

async function certify(admin: Desk, name: string): Promise<string> {
  const person = (await view(admin)).members.find((one) => one.shownName === name);
  if (person === undefined) throw new Error("nobody");
  value(await certifyMember(asked(admin.actor), person.id, certificateFor(await log(), authority(admin), person)));
  return person.id;
}

beforeAll(async () => {
  store = await testDatabase({ clock });
  const config = { root: "", data: "", databaseUrl: undefined, host: "127.0.0.1", port: 0, mode: "real", origin: "https://gehoord.example", trustedProxies: [], smtpUrl: undefined, version: "0" } as const;
  const secrets = { pepper: systemRandom.bytes(32), tickets: systemRandom.bytes(32), noticeIdentity: "", serverSigning: systemRandom.bytes(32) };
  context = { db: store, clock, random: systemRandom, log: silentLog, config, secrets };
  await store.asOwner(({ run }) => run("insert into settings (installation, salt, mode) values (gen_random_uuid(), $1, 'real')", [systemRandom.bytes(16)]));
});
afterAll(() => store.close());

describe("a real installation", () => {
  let admin: Desk;

  it("comes from a setup link to an open intake with two working keys, all made in browsers", async () => {
    await join((await createSetupLink(context)).split("#")[1] ?? "", "coordinator");
    const coordinator = await enter("coordinator");
    const invited = value(await takeInOrganisation(asked(coordinator.actor), { organisation: "balans", name: "Balans", adminName: "Ada" }));
    await join(invited.token, "ada");
    admin = await enter("ada");
    value(await createTeam(asked(admin.actor), { team: "advies", service: "balans-advies", name: "Advies", answerDays: 2 }));
    value(await setRoot(asked(admin.actor), await makeRoot(await log(), admin.keyring, "advies")));
    for (const name of ["wim", "wies"]) {
      const one = value(await inviteMember(asked(admin.actor), { shownName: name, roles: ["worker"], teams: ["advies"] }));
      await join(one.token, name);
    }
    admin = await renewed(admin);
    await certify(admin, "wim");
    const members = (await view(admin)).members.filter((one) => one.teams.includes("advies"));
    const made = await makeTeamKey(await log(), authority(admin), { team: "advies", epoch: 1 }, members);
    expect(made.wraps).toHaveLength(1);
    value(await addTeamKey(asked(admin.actor), "advies", made));
    expect(await setIntake(asked(admin.actor), "advies", true)).toMatchObject({ ok: false });

    const wiesId = await certify(admin, "wies");
    const wim = await enter("wim");
    const wies = (await view(wim)).members.find((one) => one.id === wiesId);
    if (wies === undefined) throw new Error("nobody");
    expect(isCertified(await log(), wies)).toBe(true);
    value(await shareTeamKey(asked(wim.actor), "advies", await shareTeam(wim.keyring, "advies", wies)));
    value(await setIntake(asked(wim.actor), "advies", true));
    const points = await store.transaction({ role: "visitor" }, (tx) => supportPoints(tx));
    expect(points).toEqual([expect.objectContaining({ team: "advies", workingKeys: 2, intakeOpen: true, recipient: made.recipient })]);
    expect(newestTeamIdentity((await enter("wies")).keyring, "advies")?.recipient).toBe(made.recipient);
  }, 60_000);

  it("keeps its administrator, who is in no team, from opening what is sealed for the team", async () => {
    const renewedAdmin = await renewed(admin);
    expect(renewedAdmin.keyring.teams).toEqual([]);
    expect(renewedAdmin.keyring.root).toBeDefined();
  });

  it("does not let the server slip a key of its own into the team", async () => {
    const stranger = await newHybridIdentity();
    const swapped = (await view(admin)).members.map((one) => ({ ...one, recipient: stranger.recipient }));
    expect((await makeTeamKey(await log(), authority(await renewed(admin)), { team: "advies", epoch: 2 }, swapped)).wraps).toEqual([]);
  });

  it("makes the next key without the member who left, and his old session and key count no more", async () => {
    const wies = await enter("wies");
    admin = await renewed(admin);
    const entry = revocationFor(await log(), authority(admin), wies.me.member);
    expect(await endMember(asked(admin.actor), wies.me.member, { entry })).toEqual({ ok: false, because: "team-key-required" });
    const left = await leavingFor(await log(), authority(admin), wies.me.member, await view(admin));
    expect(value(await endMember(asked(admin.actor), wies.me.member, left))).toEqual({ handedOver: [{ team: "advies", cases: 0 }] });
    const wim = await enter("wim");
    expect(wim.keyring.teams.map((one) => one.epoch)).toEqual([1, 2]);
    expect(newestTeamIdentity(wim.keyring, "advies")?.epoch).toBe(2);
    expect(await authenticate(context, new Headers({ cookie: wies.cookie }))).toEqual({ kind: "visitor" });
    await expect(enter("wies")).rejects.toThrow("sign-in-failed");
    const points = await store.transaction({ role: "visitor" }, (tx) => supportPoints(tx));
    expect(points[0]).toMatchObject({ epoch: 2, workingKeys: 1 });
  });

  it("survives its administrator: a second one is given the root key, and nobody without that role", async () => {
    const one = value(await inviteMember(asked(admin.actor), { shownName: "ada-twee", roles: ["organisation-admin"], teams: [] }));
    await join(one.token, "ada-twee");
    const id = await certify(admin, "ada-twee");
    const lines = (await view(admin)).members;
    const [second, wim] = [lines.find((each) => each.id === id), lines.find((each) => each.shownName === "wim")];
    if (second === undefined || wim === undefined) throw new Error("nobody");
    expect(await shareRootKey(asked(admin.actor), await shareRoot(admin.me, admin.keyring, wim))).toMatchObject({ ok: false, because: "key-not-certified" });
    value(await shareRootKey(asked(admin.actor), await shareRoot(admin.me, admin.keyring, second)));
    const other = await enter("ada-twee");
    expect(other.keyring.root?.publicKey).toEqual(admin.keyring.root?.publicKey);
    expect((await view(other)).rootHolders).toHaveLength(2);
  });

  it("lets nobody certify, make keys or change teams in another organisation", async () => {
    const coordinator = await enter("coordinator");
    const invited = value(await takeInOrganisation(asked(coordinator.actor), { organisation: "leergeld", name: "Leergeld", adminName: "Bea" }));
    await join(invited.token, "bea");
    const bea = await enter("bea");
    const wim = (await view(admin)).members.find((one) => one.shownName === "wim");
    if (wim === undefined) throw new Error("nobody");
    value(await setRoot(asked(bea.actor), await makeRoot(await log(), bea.keyring, "leergeld")));
    const beaWithRoot = await renewed(bea);
    expect(await certifyMember(asked(bea.actor), wim.id, certificateFor(await log(), authority(beaWithRoot), wim))).toMatchObject({ ok: false, because: "not-found" });
    expect(await setMemberTeams(asked(bea.actor), wim.id, { teams: [] })).toMatchObject({ ok: false, because: "not-found" });
    const key = await makeTeamKey(await log(), authority(beaWithRoot), { team: "advies", epoch: 3 }, [wim]);
    expect(await addTeamKey(asked(bea.actor), "advies", { ...key, wraps: [{ member: wim.id, wrapped: toBase64Url(new Uint8Array(200)) }] })).toMatchObject({ ok: false, because: "not-found" });
    expect(await setIntake(asked(bea.actor), "advies", false)).toMatchObject({ ok: false, because: "not-found" });
  });

  it("is watched by its own desks: another key on the public page is seen, and so is a log that was cut", async () => {
    const checked = checkedLog(value(await readKeyLog(asked())));
    const [point] = await store.transaction({ role: "visitor" }, (tx) => supportPoints(tx));
    if (point === undefined) throw new Error("no team");
    const other = await newHybridIdentity();
    expect(wronglyOffered(checked.entries, [point], ["advies"])).toEqual([]);
    expect(wronglyOffered(checked.entries, [{ ...point, recipient: other.recipient }], ["advies"])).toEqual(["advies"]);
    expect(wronglyOffered(checked.entries, [{ ...point, epoch: 1 }], ["advies"])).toEqual(["advies"]);
    expect(wronglyOffered(checked.entries, [{ ...point, recipient: other.recipient }], ["another"])).toEqual([]);
    const cut = { installation: "", head: "", entries: checked.entries.slice(0, -1) };
    expect(() => checkedLog(cut, checked.known)).toThrow(KeyLogRefusal);
    expect(() => checkedLog({ ...cut, entries: [{ kind: "team" }] })).toThrow(KeyLogRefusal);
  });
});

describe("a keyring", () => {
  it("does not open with another passphrase, and refuses keys that the server swapped", async () => {
    const wim = await enter("wim");
    const wrong = await openPassphrase("een heel andere zin hier", bytesOf(wim.me.salt), nodeArgon2);
    await expect(openKeyring(wim.me, wrong.wrapping)).rejects.toThrow("wrong-secret");
    const right = await openPassphrase(passphrase, bytesOf(wim.me.salt), nodeArgon2);
    const other = await newHybridIdentity();
    await expect(openKeyring({ ...wim.me, keys: { ...wim.me.keys, recipient: other.recipient } }, right.wrapping)).rejects.toThrow("swapped");
    const lied = { ...wim.me, teamKeys: wim.me.teamKeys.map((one) => ({ ...one, recipient: other.recipient })) };
    expect((await openKeyring(lied, right.wrapping)).teams).toEqual([]);
  });

  it("opens with what a passkey derives just as with the passphrase", async () => {
    const wim = await enter("wim");
    const prf = systemRandom.bytes(32);
    const wrapping = await wrappingFromPasskey(prf);
    const wrapped = toBase64Url(await wrap(JSON.stringify({ identity: wim.keyring.own.identity, sign: wim.keyring.signSecret }), [wrapping.recipient]));
    expect((await openKeyring(wim.me, await wrappingFromPasskey(prf), wrapped)).own).toEqual(wim.keyring.own);
    await expect(openKeyring(wim.me, await wrappingFromPasskey(systemRandom.bytes(32)), wrapped)).rejects.toThrow("wrong-secret");
  });
});

describe("a new passphrase", () => {
  it("has four words and sixteen characters, or is long", () => {
    for (const good of ["vier rustige woorden samen", "8fj3kdlw93jdkeo2lsp1zz"]) expect(isLongEnough(good), good).toBe(true);
    for (const bad of ["", "kort", "aap noot mies a", "aaaaaaaaaaaaaaaaaaaaaaaaa", "een een een een een een"]) expect(isLongEnough(bad), bad).toBe(false);
  });

  it("goes with an authenticator whose secret is written as every app reads it", () => {
    expect(base32(new TextEncoder().encode("foobar"))).toBe("MZXW6YTBOI");
    expect(authenticatorAddress(new Uint8Array(20), "s.devries")).toContain(`otpauth://totp/Gehoord%3As.devries?secret=${"A".repeat(32)}&`);
  });
});
