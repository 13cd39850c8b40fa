/** Routes for who is no member yet, or not known to be one: all public, each with its reason. */
import type { z } from "zod";
import { anyone, route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { acceptInvitation, openInvitation } from "../actions/invitations.ts";
import { readInstallation, readKeyLog } from "../actions/keys.ts";
import { signInWithPasskey, startPasskeySignIn } from "../actions/passkeys.ts";
import { cookieHeader, signIn, startSignIn } from "../actions/sign-in.ts";
import * as shape from "../shape.ts";
import type { Body, None } from "./reads.ts";

const signingIn = anyone("who signs in is not known yet");
const invited = anyone("who holds an invitation is not a member yet; the one-time token is the proof");

export const signInRoutes: readonly Route[] = [
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
  route<None, shape.InstallationView>({
    method: "GET",
    path: "/api/v1/installation",
    who: anyone("everybody may know which installation this is and whether it is an example"),
    summary: "Which installation this is",
    out: shape.InstallationView,
    refusals: [],
    handle: (context) => readInstallation(context),
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
