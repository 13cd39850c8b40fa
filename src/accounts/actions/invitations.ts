/** From an invitation link to a member with keys that were made in his own browser. */
import { ok, refused } from "../../base/index.ts";
import type { Context, RequestContext, Result, Transaction } from "../../base/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { deleteInvitation, deleteInvitationsOf, insertInvitation, invitationByToken, type InvitationRow } from "../records/invitations.ts";
import { insertMember, membersOf } from "../records/members.ts";
import { ensureOrganisation, installationId, organisationCounts, teamsOf } from "../records/organisations.ts";
import type { Role } from "../rules/permissions.ts";
import { invitationDays, ownRoles } from "../rules.ts";
import type { Acceptance, InvitationOpened, NewInvitation, NewOrganisation, OrganisationList } from "../shape.ts";
import { acceptTotp } from "../totp.ts";
import { acting, noteAct } from "./acting.ts";
import { tokenHash } from "./authenticate.ts";
import { authHash, sealTotp } from "./secrets.ts";
import { bytesOf } from "./sign-in.ts";

type Invited = { readonly token: string; readonly endsAt: string };
type Invitee = { readonly organisation: string; readonly shownName: string; readonly roles: readonly Role[]; readonly teams: readonly string[] };

async function invite(context: Context, tx: Transaction, who: Invitee): Promise<Invited> {
  const token = toBase64Url(context.random.bytes(32));
  const endsAt = new Date(context.clock.now().getTime() + invitationDays * 86_400_000);
  await insertInvitation(tx, {
    id: context.random.uuid(),
    token_hash: tokenHash(token),
    organisation: who.organisation,
    shown_name: who.shownName,
    roles: who.roles,
    teams: who.teams,
    ends_at: endsAt,
  });
  return { token, endsAt: endsAt.toISOString() };
}

/** The coordinator lets an organisation take part; its first administrator gets the link. Again for the same organisation: a fresh link while it has nobody. */
export async function takeInOrganisation(context: RequestContext, given: NewOrganisation): Promise<Result<Invited>> {
  return acting(context, "organisation.create", async (tx, me) => {
    const isNew = await ensureOrganisation(tx, { id: given.organisation, name: given.name }, context.clock.now());
    const members = (await organisationCounts(tx)).find((one) => one.id === given.organisation)?.members ?? 0;
    if (!isNew && members > 0) return refused("already-there");
    const invited = await invite(context, tx, { organisation: given.organisation, shownName: given.adminName, roles: ["organisation-admin"], teams: [] });
    await noteAct(tx, me, "organisation.taken-in", given.organisation);
    return ok(invited);
  });
}

export async function listOrganisations(context: RequestContext): Promise<Result<OrganisationList>> {
  return acting(context, "organisation.list", async (tx) => {
    const rows = await organisationCounts(tx);
    return ok({ organisations: rows.map(({ open_teams, ...row }) => ({ ...row, openTeams: open_teams })) });
  });
}

/** An administrator invites into his own organisation; a role of the network cannot be given away this way. */
export async function inviteMember(context: RequestContext, given: NewInvitation): Promise<Result<Invited>> {
  return acting(context, "member.invite", async (tx, me) => {
    if (!given.roles.every((role) => ownRoles.includes(role))) return refused("not-allowed");
    const own = new Set((await teamsOf(tx, me.organisation)).map((team) => team.id));
    if (!given.teams.every((team) => own.has(team))) return refused("not-found");
    const invited = await invite(context, tx, { organisation: me.organisation, ...given });
    await noteAct(tx, me, "member.invited");
    return ok(invited);
  });
}

export async function withdrawInvitation(context: RequestContext, id: string): Promise<Result<undefined>> {
  return acting(context, "member.invite", async (tx, me) => {
    if (!(await deleteInvitation(tx, me.organisation, id))) return refused("not-found");
    await noteAct(tx, me, "member.invitation-withdrawn");
    return ok(undefined);
  });
}

/** What stands in an invitation. Unknown, used, withdrawn and expired look the same. */
export async function openInvitation(context: RequestContext, token: string): Promise<Result<InvitationOpened>> {
  return context.db.transaction({ role: "system" }, async (tx) => {
    const found = await invitationByToken(tx, tokenHash(token), context.clock.now());
    if (found === undefined) return refused("invitation-not-valid");
    return ok({
      organisation: found.organisation,
      organisationName: found.name,
      shownName: found.shown_name,
      roles: [...found.roles],
      installation: await installationId(tx),
    });
  });
}

/**
 * Uses the invitation up and makes the member. The authenticator has to show that it works first, so that nobody locks
 * himself out. Refusals leave the invitation as it was.
 */
export async function acceptInvitation(context: RequestContext, given: Acceptance): Promise<Result<{ member: string }>> {
  const totpSecret = bytesOf(given.totpSecret);
  if (acceptTotp(totpSecret, given.totp, context.clock.now(), 0) === undefined) return refused("second-factor-wrong", { totp: "second-factor-wrong" });
  return context.db.transaction({ role: "system" }, async (tx) => {
    const found = await invitationByToken(tx, tokenHash(given.token), context.clock.now(), true);
    if (found === undefined) return refused("invitation-not-valid");
    const isFirst = (await membersOf(tx, found.organisation)).length === 0;
    const member = await becomeMember(context, tx, found, given);
    if (member === undefined) return refused("name-taken", { name: "name-taken" });
    await deleteInvitation(tx, found.organisation, found.id);
    if (isFirst) await deleteInvitationsOf(tx, found.organisation);
    await tx.audit({ act: "member.joined", by: "member", member, organisation: found.organisation });
    return ok({ member });
  });
}

async function becomeMember(context: Context, tx: Transaction, invited: InvitationRow, given: Acceptance): Promise<string | undefined> {
  const id = context.random.uuid();
  const { organisation } = invited;
  const made = await insertMember(tx, {
    member: { id, organisation, name: given.name, shown_name: given.shownName, roles: invited.roles, status: "active", certified: false },
    keys: { member: id, organisation, recipient: given.keys.recipient, sign_public: bytesOf(given.keys.signPublic), wrapped: bytesOf(given.keys.wrapped) },
    credential: credentialOf(context, id, { salt: bytesOf(given.salt), auth: bytesOf(given.auth), totpSecret: bytesOf(given.totpSecret) }),
    teams: invited.teams,
  });
  return made ? id : undefined;
}

/** What is kept to let a member in: no value of it lets anybody in by itself. */
export function credentialOf(context: Context, member: string, given: { readonly salt: Uint8Array; readonly auth: Uint8Array; readonly totpSecret: Uint8Array }) {
  const authSalt = context.random.bytes(16);
  return {
    member,
    salt: given.salt,
    auth_salt: authSalt,
    auth_hash: authHash(context, given.auth, authSalt),
    totp_sealed: sealTotp(context, member, given.totpSecret),
  };
}
