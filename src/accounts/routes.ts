/** API routes of accounts. Everything but signing in and accepting an invitation is for members. */
import { z } from "zod";
import { anyone, route } from "../base/index.ts";
import type { Route } from "../base/index.ts";
import { acceptInvitation, inviteMember, listOrganisations, openInvitation, takeInOrganisation, withdrawInvitation } from "./actions/invitations.ts";
import { addTeamKey, certifyMember, endMember, readKeyLog, setRoot, shareTeamKey } from "./actions/keys.ts";
import { addPasskey, listPasskeys, removePasskey, signInWithPasskey, startNewPasskey, startPasskeySignIn } from "./actions/passkeys.ts";
import { cookieHeader, endSession, listSessions, readMe, signIn, signOut, startSignIn } from "./actions/sign-in.ts";
import { createTeam, readOrganisation, setIntake, setMemberTeams, setTeam } from "./actions/teams.ts";
import { can } from "./rules.ts";
import * as shape from "./shape.ts";

const signingIn = anyone("who signs in is not known yet");
const invited = anyone("who holds an invitation is not a member yet; the one-time token is the proof");
const member = { kind: "member" } as const;
const none = { params: undefined, query: undefined, body: undefined };
type None = typeof none;
type Body<T> = { params: undefined; query: undefined; body: T };
type At<P, T = undefined> = { params: P; query: undefined; body: T };

const TeamAt = z.strictObject({ team: shape.Slug });
const MemberAt = z.strictObject({ member: shape.Uuid });
const IdAt = z.strictObject({ id: z.string().min(1).max(1400) });

const signInRoutes: readonly Route[] = [
  route<Body<{ name: string }>, { salt: string }>({
    method: "POST",
    path: "/api/v1/sign-in/starts",
    who: signingIn,
    summary: "The salt with which the browser derives keys from the passphrase",
    body: shape.SignInStart,
    out: shape.SignInStarted,
    refusals: [],
    handle: (context, { body }) => startSignIn(context, body.name),
  }),
  route<Body<shape.SignIn>, shape.Me>({
    method: "POST",
    path: "/api/v1/sign-in/sessions",
    who: signingIn,
    summary: "Sign in with passphrase and authenticator",
    body: shape.SignIn,
    out: shape.Me,
    status: 201,
    refusals: ["sign-in-failed", "too-many-requests"],
    headers: cookieHeader,
    handle: (context, { body }) => signIn(context, body),
  }),
  route<None, z.infer<typeof shape.PasskeyOptions>>({
    method: "POST",
    path: "/api/v1/sign-in/passkeys/options",
    who: signingIn,
    summary: "A challenge for a passkey",
    out: shape.PasskeyOptions,
    refusals: [],
    handle: (context) => startPasskeySignIn(context),
  }),
  route<Body<z.infer<typeof shape.PasskeySignIn>>, shape.Me>({
    method: "POST",
    path: "/api/v1/sign-in/passkeys/sessions",
    who: signingIn,
    summary: "Sign in with a passkey",
    body: shape.PasskeySignIn,
    out: shape.Me,
    status: 201,
    refusals: ["sign-in-failed", "challenge-expired"],
    headers: cookieHeader,
    handle: (context, { body }) => signInWithPasskey(context, body),
  }),
  route<Body<{ token: string }>, shape.InvitationOpened>({
    method: "POST",
    path: "/api/v1/invitations/openings",
    who: invited,
    summary: "What an invitation is for",
    body: shape.InvitationOpening,
    out: shape.InvitationOpened,
    refusals: ["invitation-not-valid"],
    handle: (context, { body }) => openInvitation(context, body.token),
  }),
  route<Body<shape.Acceptance>, { member: string }>({
    method: "POST",
    path: "/api/v1/invitations/acceptances",
    who: invited,
    summary: "Become a member, with keys made in the browser",
    body: shape.Acceptance,
    out: shape.Accepted,
    status: 201,
    refusals: ["invitation-not-valid", "second-factor-wrong", "name-taken"],
    handle: (context, { body }) => acceptInvitation(context, body),
  }),
  route<None, shape.KeyLogView>({
    method: "GET",
    path: "/api/v1/key-log",
    who: anyone("everybody may check which keys are whose"),
    summary: "The public key log, oldest first",
    out: shape.KeyLogView,
    refusals: [],
    handle: (context) => readKeyLog(context),
  }),
];

const ownRoutes: readonly Route[] = [
  route<None, shape.Me>({
    method: "GET",
    path: "/api/v1/me",
    who: member,
    summary: "Who I am, with my own wrapped keys",
    out: shape.Me,
    refusals: ["session-ended"],
    handle: (context) => readMe(context),
  }),
  route<None, { signedOut: true }>({
    method: "DELETE",
    path: "/api/v1/sign-in/sessions",
    who: member,
    summary: "Sign out",
    out: shape.SignedOut,
    refusals: [],
    headers: cookieHeader,
    handle: (context) => signOut(context),
  }),
  route<None, shape.SessionList>({
    method: "GET",
    path: "/api/v1/me/sessions",
    who: member,
    summary: "Where I am signed in",
    out: shape.SessionList,
    refusals: [],
    handle: (context) => listSessions(context),
  }),
  route<At<{ id: string }>, undefined>({
    method: "DELETE",
    path: "/api/v1/me/sessions/{id}",
    who: member,
    summary: "End one of my sessions",
    params: z.strictObject({ id: shape.Uuid }),
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params }) => endSession(context, params.id),
  }),
  route<None, z.infer<typeof shape.PasskeyList>>({
    method: "GET",
    path: "/api/v1/me/passkeys",
    who: member,
    summary: "My passkeys",
    out: shape.PasskeyList,
    refusals: [],
    handle: (context) => listPasskeys(context),
  }),
  route<None, z.infer<typeof shape.PasskeyOptions>>({
    method: "POST",
    path: "/api/v1/me/passkeys/options",
    who: member,
    summary: "A challenge for a new passkey",
    out: shape.PasskeyOptions,
    refusals: [],
    handle: (context) => startNewPasskey(context),
  }),
  route<Body<shape.PasskeyNew>, undefined>({
    method: "POST",
    path: "/api/v1/me/passkeys",
    who: member,
    summary: "Add a passkey, with my keys wrapped to it",
    body: shape.PasskeyNew,
    out: "nothing",
    refusals: ["challenge-expired", "passkey-not-usable"],
    handle: (context, { body }) => addPasskey(context, body),
  }),
  route<At<{ id: string }>, undefined>({
    method: "DELETE",
    path: "/api/v1/me/passkeys/{id}",
    who: member,
    summary: "Remove one of my passkeys",
    params: IdAt,
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params }) => removePasskey(context, params.id),
  }),
];

const organisationRoutes: readonly Route[] = [
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
    refusals: ["not-found"],
    handle: (context, { params, body }) => setMemberTeams(context, params.member, body.teams),
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
  route<At<{ member: string }, z.infer<typeof shape.Ending>>, undefined>({
    method: "POST",
    path: "/api/v1/members/{member}/endings",
    who: can("member.end"),
    summary: "End a membership",
    params: MemberAt,
    body: shape.Ending,
    out: "nothing",
    refusals: ["not-found", "not-allowed", "signature-invalid", "key-log-moved"],
    handle: (context, { params, body }) => endMember(context, params.member, body.entry),
  }),
];

const teamRoutes: readonly Route[] = [
  route<Body<shape.NewTeam>, undefined>({
    method: "POST",
    path: "/api/v1/teams",
    who: can("team.manage"),
    summary: "Make a team",
    body: shape.NewTeam,
    out: "nothing",
    refusals: ["name-taken"],
    handle: (context, { body }) => createTeam(context, body),
  }),
  route<At<{ team: string }, z.infer<typeof shape.TeamSettings>>, undefined>({
    method: "PUT",
    path: "/api/v1/teams/{team}",
    who: can("team.manage"),
    summary: "Name of a team and its days to answer",
    params: TeamAt,
    body: shape.TeamSettings,
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params, body }) => setTeam(context, params.team, body),
  }),
  route<At<{ team: string }, z.infer<typeof shape.Intake>>, undefined>({
    method: "POST",
    path: "/api/v1/teams/{team}/intake",
    who: can("team.intake"),
    summary: "Open or close a team's intake",
    params: TeamAt,
    body: shape.Intake,
    out: "nothing",
    refusals: ["not-found", "key-not-certified"],
    handle: (context, { params, body }) => setIntake(context, params.team, body.open),
  }),
  route<At<{ team: string }, shape.NewTeamKey>, undefined>({
    method: "POST",
    path: "/api/v1/teams/{team}/keys",
    who: can("team.manage"),
    summary: "A team's key, signed by the organisation's root",
    params: TeamAt,
    body: shape.NewTeamKey,
    maxBytes: 1_000_000,
    out: "nothing",
    refusals: ["not-found", "key-not-certified", "signature-invalid", "key-log-moved"],
    handle: (context, { params, body }) => addTeamKey(context, params.team, body),
  }),
  route<At<{ team: string }, shape.SharedTeamKey>, undefined>({
    method: "POST",
    path: "/api/v1/teams/{team}/wraps",
    who: can("team.share-key"),
    summary: "Hand the team's key to a certified member",
    params: TeamAt,
    body: shape.SharedTeamKey,
    out: "nothing",
    refusals: ["not-found", "key-not-certified"],
    handle: (context, { params, body }) => shareTeamKey(context, params.team, body),
  }),
];

export const routes: readonly Route[] = [...signInRoutes, ...ownRoutes, ...organisationRoutes, ...teamRoutes];
