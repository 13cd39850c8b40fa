/** Routes about organisations and their members. */
import { z } from "zod";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { inviteMember, listOrganisations, takeInOrganisation, withdrawInvitation } from "../actions/invitations.ts";
import { certifyMember, setRoot, shareRoot } from "../actions/keys.ts";
import { endMember, setMemberRoles, setMemberTeams } from "../actions/leaving.ts";
import { readRetention } from "../actions/retention.ts";
import { readOrganisation } from "../actions/teams.ts";
import { can } from "../rules.ts";
import * as shape from "../shape.ts";
import type { At, Body, None } from "./reads.ts";

const MemberAt = z.strictObject({ member: shape.Uuid });

export const organisationRoutes: readonly Route[] = [
  route<None, shape.OrganisationList>({
    method: "GET",
    path: "/api/v1/participants",
    who: can("organisation.list"),
    summary: "Organisations that take part",
    out: shape.OrganisationList,
    refusals: [],
    handle: (context) => listOrganisations(context),
  }),
  route<Body<shape.NewOrganisation>, z.infer<typeof shape.Invited>>({
    method: "POST",
    path: "/api/v1/participants",
    who: can("organisation.create"),
    summary: "Let an organisation take part",
    body: shape.NewOrganisation,
    out: shape.Invited,
    status: 201,
    refusals: ["already-there"],
    handle: (context, { body }) => takeInOrganisation(context, body),
  }),
  route<None, shape.RetentionView>({
    method: "GET",
    path: "/api/v1/retention",
    who: can("retention.read"),
    summary: "How long what is kept, and signed proofs of what was destroyed",
    out: shape.RetentionView,
    refusals: [],
    handle: (context) => readRetention(context),
  }),
  route<None, shape.OrganisationView>({
    method: "GET",
    path: "/api/v1/my-organisation",
    who: can("team.read"),
    summary: "Teams, members and keys of my organisation",
    out: shape.OrganisationView,
    refusals: [],
    handle: (context) => readOrganisation(context),
  }),
  route<Body<shape.NewRoot>, undefined>({
    method: "POST",
    path: "/api/v1/my-organisation/root",
    who: can("member.certify"),
    summary: "The organisation's root key, made in the browser",
    body: shape.NewRoot,
    out: "nothing",
    refusals: ["already-there", "signature-invalid", "key-log-moved"],
    handle: (context, { body }) => setRoot(context, body),
  }),
  route<Body<shape.SharedRoot>, undefined>({
    method: "POST",
    path: "/api/v1/my-organisation/root/wraps",
    who: can("member.certify"),
    summary: "Hand the root key to another administrator",
    body: shape.SharedRoot,
    out: "nothing",
    refusals: ["not-found", "key-not-certified"],
    handle: (context, { body }) => shareRoot(context, body),
  }),
  route<Body<shape.NewInvitation>, z.infer<typeof shape.Invited>>({
    method: "POST",
    path: "/api/v1/members/invitations",
    who: can("member.invite"),
    summary: "Invite a member",
    body: shape.NewInvitation,
    out: shape.Invited,
    status: 201,
    refusals: ["not-allowed", "not-found"],
    handle: (context, { body }) => inviteMember(context, body),
  }),
  route<At<{ id: string }>, undefined>({
    method: "DELETE",
    path: "/api/v1/members/invitations/{id}",
    who: can("member.invite"),
    summary: "Withdraw an invitation",
    params: z.strictObject({ id: shape.Uuid }),
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params }) => withdrawInvitation(context, params.id),
  }),
  route<At<{ member: string }, z.infer<typeof shape.TeamMembership>>, undefined>({
    method: "PUT",
    path: "/api/v1/members/{member}/teams",
    who: can("member.invite"),
    summary: "Put a member in teams",
    params: MemberAt,
    body: shape.TeamMembership,
    out: "nothing",
    maxBytes: 2_000_000,
    refusals: ["not-found", "signature-invalid", "key-log-moved", "key-not-certified", "team-key-required", "case-held-alone"],
    handle: (context, { params, body }) => setMemberTeams(context, params.member, body),
  }),
  route<At<{ member: string }, z.infer<typeof shape.Certificate>>, undefined>({
    method: "POST",
    path: "/api/v1/members/{member}/certificates",
    who: can("member.certify"),
    summary: "Certify a member's key",
    params: MemberAt,
    body: shape.Certificate,
    out: "nothing",
    refusals: ["not-found", "signature-invalid", "key-log-moved"],
    handle: (context, { params, body }) => certifyMember(context, params.member, body.entry),
  }),
  route<At<{ member: string }, shape.Ending>, shape.Left>({
    method: "POST",
    path: "/api/v1/members/{member}/endings",
    who: can("member.end"),
    summary: "End a membership",
    params: MemberAt,
    body: shape.Ending,
    maxBytes: 2_000_000,
    out: shape.Left,
    refusals: ["not-found", "not-allowed", "signature-invalid", "key-log-moved", "key-not-certified", "team-key-required", "case-held-alone"],
    handle: (context, { params, body }) => endMember(context, params.member, body),
  }),
  route<At<{ member: string }, z.infer<typeof shape.RoleChange>>, undefined>({
    method: "PUT",
    path: "/api/v1/members/{member}/roles",
    who: can("member.invite"),
    summary: "Give a member other roles; ends what he is signed in to",
    params: MemberAt,
    body: shape.RoleChange,
    out: "nothing",
    refusals: ["not-found", "not-allowed"],
    handle: (context, { params, body }) => setMemberRoles(context, params.member, body.roles),
  }),
];
