/** Keys of organisation and team: made and signed in the administrator's browser, checked and kept here. */
import { ok, refused, wholeHour } from "../../base/index.ts";
import type { RequestContext, Result, Transaction } from "../../base/index.ts";
import { entryHash, isKeyLogEntry, toBase64Url, verifyKeyLog, type KeyLogEntry } from "../../envelope/index.ts";
import { appendKeyLog, holdersOf, insertRoot, insertRootWrap, insertTeamKey, insertWraps, lockKeyLog, rootHoldersOf, rootOf, teamKeysOf } from "../records/keys.ts";
import { memberById, membersOf, teamMembersOf, updateMember } from "../records/members.ts";
import { leavesTeams } from "../records/leaving.ts";
import { installationId, installationOf, teamsOf } from "../records/organisations.ts";
import { keyLog } from "../records/support-points.ts";
import type { InstallationView, KeyLogView, NewRoot, NewTeamKey, RenewedTeamKey, SharedRoot, SharedTeamKey } from "../shape.ts";
import { acting, noteAct, type Member } from "./acting.ts";
import { bytesOf } from "./sign-in.ts";

/** The public log, for every browser that wants to check a key by itself. */
export async function readKeyLog(context: RequestContext): Promise<Result<KeyLogView>> {
  const log = await context.db.transaction({ role: "visitor" }, async (tx) => ({ ...(await keyLog(tx)), installation: await installationId(tx) }));
  return ok(log);
}

/** Which installation this is, and whether it is an example whose reports reach nobody. */
export async function readInstallation(context: RequestContext): Promise<Result<InstallationView>> {
  const { installation, salt } = await context.db.transaction({ role: "visitor" }, (tx) => installationOf(tx));
  return ok({ installation, demo: context.config.mode === "demo", codeSalt: toBase64Url(salt) });
}

/**
 * Appends one entry when the whole log still verifies with it and it speaks for this organisation. `key-log-moved` when
 * somebody else was first: the browser fetches the log and signs again. Holds the log until the transaction ends.
 */
export async function enter(tx: Transaction, organisation: string, entry: unknown): Promise<Result<KeyLogEntry>> {
  const entered = await enterAll(tx, organisation, [entry]);
  if (!entered.ok) return entered;
  const [only] = entered.value;
  return only === undefined ? refused("signature-invalid") : ok(only);
}

/** Appends several at once, all or none: the log is verified once, with all of them at its end. */
export async function enterAll(tx: Transaction, organisation: string, given: readonly unknown[]): Promise<Result<readonly KeyLogEntry[]>> {
  const entries = given.filter(isKeyLogEntry);
  if (entries.length !== given.length || entries.some((entry) => entry.organisation !== organisation)) return refused("signature-invalid");
  await lockKeyLog(tx);
  const before = (await keyLog(tx)).entries.filter(isKeyLogEntry);
  const verdict = verifyKeyLog([...before, ...entries]);
  if (!verdict.ok) return refused(verdict.reason === "wrong-sequence" || verdict.reason === "chain-broken" ? "key-log-moved" : "signature-invalid");
  for (const entry of entries) await appendKeyLog(tx, { sequence: entry.sequence, organisation, entry: JSON.stringify(entry), hash: entryHash(entry) });
  return ok(entries);
}

/** The organisation's root key: once, by its administrator, wrapped to himself. */
export async function setRoot(context: RequestContext, given: NewRoot): Promise<Result<undefined>> {
  return acting(context, "member.certify", async (tx, me) => {
    if ((await rootOf(tx, me.organisation)) !== undefined) return refused("already-there");
    const [first, own] = given.entries;
    const entered = await enter(tx, me.organisation, first);
    if (!entered.ok) return entered;
    if (entered.value.kind !== "root" || entered.value.root !== given.public) return refused("signature-invalid");
    await insertRoot(tx, { organisation: me.organisation, public: bytesOf(given.public) });
    await insertRootWrap(tx, { organisation: me.organisation, member: me.member, wrapped: bytesOf(given.wrapped) });
    if (own !== undefined) {
      const certified = await certify(tx, me, me.member, own);
      if (!certified.ok) return certified;
    }
    await noteAct(tx, me, "organisation.root-made");
    return ok(undefined);
  });
}

/** A holder of the root key hands it to another certified administrator, so that one departure does not end the organisation. */
export async function shareRoot(context: RequestContext, given: SharedRoot): Promise<Result<undefined>> {
  return acting(context, "member.certify", async (tx, me) => {
    const { organisation } = me;
    const person = await memberById(tx, organisation, given.member);
    if (person === undefined || !(await rootHoldersOf(tx, organisation)).includes(me.member)) return refused("not-found");
    if (person.status !== "active" || !person.certified || !person.roles.includes("organisation-admin")) return refused("key-not-certified");
    await insertRootWrap(tx, { organisation, member: given.member, wrapped: bytesOf(given.wrapped) });
    await noteAct(tx, me, "organisation.root-shared", given.member);
    return ok(undefined);
  });
}

async function certify(tx: Transaction, me: Member, member: string, entry: unknown): Promise<Result<undefined>> {
  const person = await memberById(tx, me.organisation, member);
  if (person === undefined || person.status !== "active") return refused("not-found");
  const entered = await enter(tx, me.organisation, entry);
  if (!entered.ok) return entered;
  const { value } = entered;
  const fits = value.kind === "member" && value.member === member && value.recipient === person.recipient && isSameKey(value.signKey, person.sign_public);
  if (!fits) return refused("signature-invalid");
  await updateMember(tx, { id: member, organisation: me.organisation }, { certified: true });
  return ok(undefined);
}

function isSameKey(text: string, bytes: Uint8Array): boolean {
  return Buffer.from(bytesOf(text)).equals(bytes);
}

/** Certifies a member's keys, after the administrator compared the fingerprint with him by another way. */
export async function certifyMember(context: RequestContext, member: string, entry: unknown): Promise<Result<undefined>> {
  return acting(context, "member.certify", async (tx, me) => {
    const done = await certify(tx, me, member, entry);
    if (!done.ok) return done;
    await noteAct(tx, me, "member.certified", member);
    return ok(undefined);
  });
}

/** The people of this organisation who may hold a key of this team: in the team, active, certified. */
export async function mayHold(tx: Transaction, organisation: string, team: string): Promise<Set<string>> {
  const inTeam = (await teamMembersOf(tx, organisation)).filter((one) => one.team === team).map((one) => one.member);
  const able = (await membersOf(tx, organisation)).filter((one) => one.status === "active" && one.certified).map((one) => one.id);
  return new Set(able.filter((one) => inTeam.includes(one)));
}

/** Checks and keeps one key of a team: its entry in the log, its wraps for certified members of the team only. */
export async function keepTeamKey(context: RequestContext, tx: Transaction, me: Member, { team, ...given }: RenewedTeamKey): Promise<Result<undefined>> {
  const { organisation } = me;
  if (!(await teamsOf(tx, organisation)).some((one) => one.id === team)) return refused("not-found");
  const holders = await mayHold(tx, organisation, team);
  if (!given.wraps.every((wrap) => holders.has(wrap.member))) return refused("key-not-certified");
  const entered = await enter(tx, organisation, given.entry);
  if (!entered.ok) return entered;
  const { value } = entered;
  if (value.kind !== "team" || value.team !== team || value.recipient !== given.recipient || value.epoch !== given.epoch) return refused("signature-invalid");
  await insertTeamKey(tx, { team, organisation, epoch: given.epoch, recipient: given.recipient, since: wholeHour(context.clock.now()) });
  await insertWraps(tx, given.wraps.map((wrap) => ({ team, organisation, epoch: given.epoch, member: wrap.member, wrapped: bytesOf(wrap.wrapped) })));
  await noteAct(tx, me, "team.key-made", team);
  return ok(undefined);
}

/** A team's first key, or the next epoch. */
export async function addTeamKey(context: RequestContext, team: string, given: NewTeamKey): Promise<Result<undefined>> {
  return acting(context, "team.manage", async (tx, me) => {
    const kept = await keepTeamKey(context, tx, me, { team, ...given });
    if (kept.ok && given.epoch > 1) await leavesTeams(tx, null, [team]);
    return kept;
  });
}

/** A member of the team hands its keys, wrapped in his browser, to a new one who was certified. Only what he holds himself. */
export async function shareTeamKey(context: RequestContext, team: string, given: SharedTeamKey): Promise<Result<undefined>> {
  return acting(context, "team.share-key", async (tx, me) => {
    const { organisation } = me;
    if (!me.teams.includes(team)) return refused("not-found");
    if (!(await mayHold(tx, organisation, team)).has(given.member)) return refused("key-not-certified");
    const mine = new Set((await holdersOf(tx, organisation)).filter((one) => one.team === team && one.member === me.member).map((one) => one.epoch));
    const known = new Set((await teamKeysOf(tx, organisation)).filter((one) => one.team === team).map((one) => one.epoch));
    if (!given.wraps.every((wrap) => mine.has(wrap.epoch) && known.has(wrap.epoch))) return refused("not-found");
    await insertWraps(tx, given.wraps.map((wrap) => ({ team, organisation, epoch: wrap.epoch, member: given.member, wrapped: bytesOf(wrap.wrapped) })));
    await noteAct(tx, me, "team.key-shared", given.member);
    return ok(undefined);
  });
}
