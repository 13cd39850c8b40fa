/**
 * Two holders of a member's key (`security.md` 1.9): chosen by the member, who seals a share to each. Nobody but the person asks for
 * a share to be passed on, and nobody gets one before the wait is over. All of it here is done by members who are signed in.
 */
import { ok, refused, wholeHour } from "../../base/index.ts";
import type { RequestContext, Result, Transaction } from "../../base/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { membersOf, type MemberRow, teamMembersOf } from "../records/members.ts";
import { giveShare, givers, heldShare, insertRecovery, lossesAround, recoveriesAround, recoveryById, replaceShares, sharesAround, stopRunning } from "../records/recovery.ts";
import { maySecond } from "../rules/four-eyes.ts";
import { recoveryDays, recoveryStep } from "../rules/recovery.ts";
import type { ChosenHolders, Colleagues, HeldShare, HolderView, RecoveryLine, RecoveryList } from "../shape.ts";
import { acting, noteAct, type Member } from "./acting.ts";
import { tokenHash } from "./authenticate.ts";
import { bytesOf } from "./sign-in.ts";

const whoIs = ({ id, organisation, roles }: Pick<MemberRow, "id" | "organisation" | "roles">) => ({ member: id, organisation, teams: [], roles });

/** Whether these two may hold somebody's shares together. */
function areTwoHolders(one: MemberRow, other: MemberRow): boolean {
  return maySecond("member.recover", whoIs(one), whoIs(other));
}

/** My holders, anew; what was running for me stops: who can choose has his keys. Refuses second-person-required where roles are the same. */
export async function chooseHolders(context: RequestContext, { shares }: ChosenHolders): Promise<Result<undefined>> {
  return acting(context, "recovery.hold", async (tx, me) => {
    const colleagues = await membersOf(tx, me.organisation);
    const [first, second] = shares.map(({ holder }) => colleagues.find((one) => one.id === holder && one.id !== me.member && one.status === "active"));
    if (first === undefined || second === undefined) return refused("not-found");
    if (!areTwoHolders(first as MemberRow, second as MemberRow)) return refused("second-person-required");
    if (!first.certified || !second.certified) return refused("key-not-certified");
    await stopRunning(tx, me.member);
    await replaceShares(tx, me.member, shares.map(({ holder, sealed }, at) => ({ member: me.member, organisation: me.organisation, part: at + 1, holder, sealed: bytesOf(sealed) })));
    await noteAct(tx, me, "member.holders-chosen", me.member);
    return ok(undefined);
  });
}

export async function readHolders(context: RequestContext): Promise<Result<HolderView>> {
  return acting(context, "recovery.hold", async (tx, me) => {
    const shares = await sharesAround(tx);
    return ok({
      holders: shares.filter((one) => one.member === me.member).map((one) => one.holder),
      holding: shares.filter((one) => one.holder === me.member).map((one) => one.member),
      lost: await lossesAround(tx),
    });
  });
}

/** Whom one can choose, and who is named where a key is brought back: active colleagues, with the keys that the log certifies. */
export async function readColleagues(context: RequestContext): Promise<Result<Colleagues>> {
  return acting(context, "recovery.hold", async (tx, me) => {
    const rows = (await membersOf(tx, me.organisation)).filter((one) => one.status === "active");
    return ok({ colleagues: rows.map(({ id, shown_name: shownName, roles, recipient, sign_public, certified }) => ({ id, shownName, roles: [...roles], recipient, signPublic: toBase64Url(sign_public), certified })) });
  });
}

/** Tells the teams around, whose colleague it is about; the desk shows it to them and to the person. */
async function tellTeams(tx: Transaction, organisation: string, member: string): Promise<void> {
  const teams = (await teamMembersOf(tx, organisation)).filter((one) => one.member === member);
  for (const { team } of teams) await tx.emit({ event: "member.recovering", payload: { team } });
}

/** A holder makes the one-time link with which his colleague chooses a new passphrase. It opens nothing. */
export async function beginRecovery(context: RequestContext, member: string): Promise<Result<{ token: string; endsAt: string }>> {
  return acting(context, "recovery.hold", async (tx, me) => {
    const mine = (await sharesAround(tx)).some((one) => one.member === member && one.holder === me.member);
    if (!mine) return refused("not-found");
    const token = toBase64Url(context.random.bytes(32));
    const since = wholeHour(context.clock.now());
    const endsAt = new Date(since.getTime() + recoveryDays * 86_400_000);
    const id = context.random.uuid();
    if (!(await insertRecovery(tx, { id, member, organisation: me.organisation, begun_by: me.member, since, ends_at: endsAt, token_hash: tokenHash(token) }))) return refused("already-there");
    await tellTeams(tx, me.organisation, member);
    await noteAct(tx, me, "member.recovery-begun", member);
    return ok({ token, endsAt: endsAt.toISOString() });
  });
}

/** What runs or ran in the last weeks for me, for whom I hold a share, and for the people of my teams. */
export async function readRecoveries(context: RequestContext): Promise<Result<RecoveryList>> {
  return acting(context, "recovery.hold", async (tx) => {
    const rows = await recoveriesAround(tx, context.clock.now());
    const given = await givers(tx, rows.map((row) => row.id));
    return ok({ recoveries: rows.map((row): RecoveryLine => ({
      id: row.id, member: row.member, begunBy: row.begun_by, state: row.state, recipient: row.recipient,
      opensAt: row.opens_at?.toISOString() ?? null, endsAt: row.ends_at.toISOString(),
      givenBy: given.filter((one) => one.recovery === row.id).map((one) => one.holder),
    })) });
  });
}

type Running = NonNullable<Awaited<ReturnType<typeof recoveryById>>>;

/** A recovery in which this member has a hand; for everybody else there is none. */
async function withAHand(context: RequestContext, tx: Transaction, me: Member, id: string): Promise<{ readonly row: Running; readonly hand: "person" | "holder" } | undefined> {
  const row = await recoveryById(tx, id, context.clock.now());
  if (row === undefined) return undefined;
  if (row.member === me.member) return { row, hand: "person" };
  const holds = (await sharesAround(tx)).some((one) => one.member === row.member && one.holder === me.member);
  return holds ? { row, hand: "holder" } : undefined;
}

/** Says "stop": the person himself, or one of the two. What was passed on is gone with it. */
export async function stopRecovery(context: RequestContext, id: string): Promise<Result<undefined>> {
  return acting(context, "recovery.hold", async (tx, me) => {
    const found = await withAHand(context, tx, me, id);
    if (found === undefined) return refused("not-found");
    if (recoveryStep("stop", found.hand, found.row.state) === undefined) return refused("transition-not-allowed");
    await stopRunning(tx, found.row.member);
    await noteAct(tx, me, "member.recovery-stopped", found.row.member);
    return ok(undefined);
  });
}

/** The holder's share, for his own browser. Refuses not-found before the wait is over, as for everybody else. */
export async function readHeldShare(context: RequestContext, id: string): Promise<Result<HeldShare>> {
  return acting(context, "recovery.hold", async (tx, me) => {
    const found = await withAHand(context, tx, me, id);
    const share = found?.hand === "holder" ? await heldShare(tx, id, context.clock.now()) : undefined;
    if (found === undefined || share === undefined) return refused("not-found");
    await noteAct(tx, me, "member.share-read", found.row.member);
    return ok({ part: share.part, sealed: toBase64Url(share.sealed) });
  });
}

/** Passes the share on, sealed to the person's new key. Once. Refuses second-person-required when the two have become alike. */
export async function passShareOn(context: RequestContext, id: string, sealed: string): Promise<Result<undefined>> {
  return acting(context, "recovery.hold", async (tx, me) => {
    const found = await withAHand(context, tx, me, id);
    if (found?.hand !== "holder") return refused("not-found");
    const given = (await givers(tx, [id])).map((one) => one.holder);
    if (given.includes(me.member)) return refused("already-there");
    const colleagues = await membersOf(tx, me.organisation);
    const [own, others] = [colleagues.find((one) => one.id === me.member), colleagues.filter((one) => given.includes(one.id))];
    if (own === undefined || !others.every((one) => areTwoHolders(own as MemberRow, one as MemberRow))) return refused("second-person-required");
    if (!(await giveShare(tx, id, bytesOf(sealed), context.clock.now()))) return refused("not-found");
    await noteAct(tx, me, "member.share-given", found.row.member);
    return ok(undefined);
  });
}
