/** Teams of one's own organisation: making, setting, opening and closing them, and the view of who can open what. */
import { ok, refused } from "../../base/index.ts";
import type { RequestContext, Result, Transaction } from "../../base/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { invitationsOf } from "../records/invitations.ts";
import { holdersOf, rootHoldersOf, rootOf, teamKeysOf } from "../records/keys.ts";
import { membersOf, teamMembersOf } from "../records/members.ts";
import { insertTeam, organisationName, teamsOf, updateTeam, type TeamRow } from "../records/organisations.ts";
import { supportPoints } from "../records/support-points.ts";
import type { MemberLine, NewTeam, OrganisationView, TeamLine } from "../shape.ts";
import { acting, noteAct } from "./acting.ts";

export async function createTeam(context: RequestContext, given: NewTeam): Promise<Result<undefined>> {
  return acting(context, "team.manage", async (tx, me) => {
    const made = await insertTeam(tx, {
      id: given.team,
      organisation: me.organisation,
      service: given.service,
      name: given.name,
      answer_days: given.answerDays,
      intake_open: false,
    });
    if (!made) return refused("name-taken", { team: "name-taken" });
    await noteAct(tx, me, "team.made", given.team);
    return ok(undefined);
  });
}

export async function setTeam(context: RequestContext, team: string, given: { readonly name: string; readonly answerDays: number }): Promise<Result<undefined>> {
  return acting(context, "team.manage", async (tx, me) => {
    const done = await updateTeam(tx, { team, organisation: me.organisation }, { name: given.name, answer_days: given.answerDays });
    if (!done) return refused("not-found");
    await noteAct(tx, me, "team.set", team);
    return ok(undefined);
  });
}

/**
 * Opens or closes a team's intake. Closing is allowed to everybody who can see the team, because the desk of any of them
 * may find that the public page offers a wrong key. Opening needs two working keys (`security.md` 3.2).
 */
export async function setIntake(context: RequestContext, team: string, open: boolean): Promise<Result<undefined>> {
  return acting(context, "team.intake", async (tx, me) => {
    const point = (await supportPoints(tx)).find((one) => one.team === team && one.organisation === me.organisation);
    if (open && (point === undefined || point.workingKeys < 2)) return refused("key-not-certified");
    if (!(await updateTeam(tx, { team, organisation: me.organisation }, { intake_open: open }))) return refused("not-found");
    await noteAct(tx, me, open ? "team.intake-opened" : "team.intake-closed", team);
    return ok(undefined);
  });
}

/** Everything of one's own organisation that the screens of team, keys and members show. No wraps, no sign-in names. */
export async function readOrganisation(context: RequestContext): Promise<Result<OrganisationView>> {
  return acting(context, "team.read", async (tx, me) => {
    const { organisation } = me;
    const root = await rootOf(tx, organisation);
    const invited = await invitationsOf(tx, organisation, context.clock.now());
    return ok({
      organisation,
      name: (await organisationName(tx, organisation)) ?? organisation,
      rootPublic: root === undefined ? null : toBase64Url(root),
      rootHolders: await rootHoldersOf(tx, organisation),
      members: await memberLines(tx, organisation),
      teams: await teamLines(tx, organisation),
      invitations: invited.map((one) => ({ id: one.id, shownName: one.shown_name, roles: [...one.roles], teams: [...one.teams], endsAt: one.ends_at.toISOString() })),
    });
  });
}

async function memberLines(tx: Transaction, organisation: string): Promise<MemberLine[]> {
  const inTeams = await teamMembersOf(tx, organisation);
  const rows = await membersOf(tx, organisation);
  return rows.map((row) => ({
    id: row.id,
    shownName: row.shown_name,
    roles: [...row.roles],
    teams: inTeams.filter((one) => one.member === row.id).map((one) => one.team),
    status: row.status,
    recipient: row.recipient,
    signPublic: toBase64Url(row.sign_public),
    certified: row.certified,
  }));
}

async function teamLines(tx: Transaction, organisation: string): Promise<TeamLine[]> {
  const keys = await teamKeysOf(tx, organisation);
  const holders = await holdersOf(tx, organisation);
  const points = await supportPoints(tx);
  return (await teamsOf(tx, organisation)).map((team) => {
    const key = keys.filter((one) => one.team === team.id).at(-1);
    const wraps = holders.filter((one) => one.team === team.id);
    return {
      ...teamFacts(team),
      epoch: key?.epoch ?? null,
      recipient: key?.recipient ?? null,
      holders: [...new Set(wraps.map((one) => one.member))].map((member) => ({ member, epochs: wraps.filter((one) => one.member === member).map((one) => one.epoch) })),
      workingKeys: points.find((one) => one.team === team.id)?.workingKeys ?? 0,
    };
  });
}

function teamFacts(team: TeamRow): Pick<TeamLine, "id" | "service" | "name" | "answerDays" | "intakeOpen"> {
  return { id: team.id, service: team.service, name: team.name, answerDays: team.answer_days, intakeOpen: team.intake_open };
}
