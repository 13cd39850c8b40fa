/**
 * Somebody leaves a team, or altogether (`security.md` 1.8): in one act of an administrator. His wraps and sessions are gone,
 * the log says so, the team's next key is offered at once, his cases wait for somebody else, and no case of the team gets another
 * word under an identity that he could open.
 */
import { ok, refused } from "../../base/index.ts";
import type { RequestContext, Result, Transaction } from "../../base/index.ts";
import { deleteRootWrap, holdersOf } from "../records/keys.ts";
import { endSessionsOf, heldAlone, leavesTeams } from "../records/leaving.ts";
import { changeRoles, memberById, putInTeams, takeFromTeams, teamMembersOf, updateMember } from "../records/members.ts";
import { teamsOf } from "../records/organisations.ts";
import type { Role } from "../rules/permissions.ts";
import { ownRoles } from "../rules.ts";
import type { Ending, Left, RenewedTeamKey } from "../shape.ts";
import { acting, noteAct } from "./acting.ts";
import type { Member } from "./acting.ts";
import { enter, keepTeamKey, mayHold } from "./keys.ts";

type Leaver = { readonly id: string; readonly teams: readonly string[]; readonly keys: readonly RenewedTeamKey[] };

/** The teams whose key he has and that others can still open: each needs its next key in the same act. */
async function teamsToRenew(tx: Transaction, organisation: string, { id, teams }: Pick<Leaver, "id" | "teams">): Promise<string[]> {
  const held = new Set((await holdersOf(tx, organisation)).filter((one) => one.member === id).map((one) => one.team));
  const wanted: string[] = [];
  for (const team of teams.filter((one) => held.has(one))) {
    if ([...(await mayHold(tx, organisation, team))].some((member) => member !== id)) wanted.push(team);
  }
  return wanted;
}

async function leave(context: RequestContext, tx: Transaction, me: Member, leaver: Leaver): Promise<Result<Left>> {
  const wanted = await teamsToRenew(tx, me.organisation, leaver);
  if (!wanted.every((team) => leaver.keys.some((key) => key.team === team)) || !leaver.keys.every((key) => wanted.includes(key.team))) return refused("team-key-required");
  // Nothing is lost: what only he can open is handed to a colleague by himself first.
  if ((await heldAlone(tx, leaver.id, leaver.teams)) > 0) return refused("case-held-alone");
  await takeFromTeams(tx, leaver.id, leaver.teams);
  for (const key of leaver.keys) {
    const kept = await keepTeamKey(context, tx, me, key);
    if (!kept.ok) return kept;
  }
  const handedOver = await leavesTeams(tx, leaver.id, leaver.teams);
  for (const one of handedOver.filter((each) => each.cases > 0)) await tx.emit({ event: "case.handed-over", payload: { team: one.team } });
  return ok({ handedOver });
}

const teamsOfMember = async (tx: Transaction, organisation: string, member: string): Promise<string[]> =>
  (await teamMembersOf(tx, organisation)).filter((one) => one.member === member).map((one) => one.team);

/** Ends a membership. Refuses team-key-required when a team's next key is not in the same act. */
export async function endMember(context: RequestContext, member: string, { entry, keys = [] }: Ending): Promise<Result<Left>> {
  return acting(context, "member.end", async (tx, me) => {
    const { organisation } = me;
    const person = await memberById(tx, organisation, member);
    if (person === undefined || person.status !== "active") return refused("not-found");
    // Nobody ends himself: an organisation must never be left without an administrator by one click.
    if (member === me.member) return refused("not-allowed");
    if (person.certified) {
      const entered = await enter(tx, organisation, entry);
      if (!entered.ok) return entered;
      if (entered.value.kind !== "revocation" || entered.value.member !== member) return refused("signature-invalid");
    }
    await updateMember(tx, { id: member, organisation }, { status: "ended", certified: false });
    const left = await leave(context, tx, me, { id: member, teams: await teamsOfMember(tx, organisation, member), keys });
    if (!left.ok) return left;
    await deleteRootWrap(tx, member);
    await endSessionsOf(tx, member);
    await noteAct(tx, me, "member.ended", member);
    return left;
  });
}

/** Puts a member in exactly these teams. Who leaves a team loses the wraps of its keys, as above. */
export async function setMemberTeams(context: RequestContext, member: string, { teams, keys = [] }: { readonly teams: readonly string[]; readonly keys?: readonly RenewedTeamKey[] | undefined }): Promise<Result<undefined>> {
  return acting(context, "member.invite", async (tx, me) => {
    const { organisation } = me;
    const own = new Set((await teamsOf(tx, organisation)).map((team) => team.id));
    const person = await memberById(tx, organisation, member);
    if (person === undefined || !teams.every((team) => own.has(team))) return refused("not-found");
    const before = await teamsOfMember(tx, organisation, member);
    const left = await leave(context, tx, me, { id: member, teams: before.filter((team) => !teams.includes(team)), keys });
    if (!left.ok) return left;
    await putInTeams(tx, { id: member, organisation }, teams.filter((team) => !before.includes(team)));
    await noteAct(tx, me, "member.teams-set", member);
    return ok(undefined);
  });
}

/** Other roles of one's own organisation; whoever works on has to sign in again, with what he may do now. */
export async function setMemberRoles(context: RequestContext, member: string, roles: readonly Role[]): Promise<Result<undefined>> {
  return acting(context, "member.invite", async (tx, me) => {
    const person = await memberById(tx, me.organisation, member);
    if (person === undefined || person.status !== "active") return refused("not-found");
    if (member === me.member || ![...roles, ...person.roles].every((role) => ownRoles.includes(role))) return refused("not-allowed");
    await changeRoles(tx, { id: member, organisation: me.organisation }, roles);
    await endSessionsOf(tx, member);
    await noteAct(tx, me, "member.roles-set", member);
    return ok(undefined);
  });
}
