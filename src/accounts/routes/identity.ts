/** Routes of sign-in by an organisation's identity provider. */
import { anyone, route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { linkMyIdentity, readIdentity, setProvider, signInByIdentity, startIdentity, unlinkMyIdentity } from "../actions/identity.ts";
import { cookieHeader } from "../actions/sign-in.ts";
import { can } from "../rules.ts";
import * as shape from "../shape.ts";
import type { Body, None } from "./reads.ts";

const signingIn = anyone("who signs in is not known yet");

export const identityRoutes: readonly Route[] = [
  route<Body<{ organisation: string }>, shape.IdentityStarted>({
    method: "POST",
    path: "/api/v1/sign-in/identity/starts",
    who: signingIn,
    summary: "Where to go to say who one is, and what to bring back",
    body: shape.IdentityStart,
    out: shape.IdentityStarted,
    refusals: ["sign-in-failed", "identity-provider-away"],
    handle: (context, { body }) => startIdentity(context, body.organisation),
  }),
  route<Body<shape.IdentityAnswer>, shape.Me>({
    method: "POST",
    path: "/api/v1/sign-in/identity/sessions",
    who: signingIn,
    summary: "Sign in with what the provider answered; opens no key",
    body: shape.IdentityAnswer,
    out: shape.Me,
    status: 201,
    refusals: ["sign-in-failed"],
    headers: cookieHeader,
    handle: (context, { body }) => signInByIdentity(context, body),
  }),
  route<None, shape.IdentityView>({
    method: "GET",
    path: "/api/v1/me/identity",
    who: can("identity.own"),
    summary: "The organisation's provider, and whether I am linked to somebody there",
    out: shape.IdentityView,
    refusals: [],
    handle: (context) => readIdentity(context),
  }),
  route<Body<shape.IdentityAnswer>, undefined>({
    method: "PUT",
    path: "/api/v1/me/identity",
    who: can("identity.own"),
    summary: "Link me to who the provider says I am",
    body: shape.IdentityAnswer,
    out: "nothing",
    refusals: ["sign-in-failed", "already-there"],
    handle: (context, { body }) => linkMyIdentity(context, body),
  }),
  route<None, undefined>({
    method: "DELETE",
    path: "/api/v1/me/identity",
    who: can("identity.own"),
    summary: "End that link",
    out: "nothing",
    refusals: [],
    handle: (context) => unlinkMyIdentity(context),
  }),
  route<Body<{ provider: shape.IdentityProvider | null }>, undefined>({
    method: "PUT",
    path: "/api/v1/my-organisation/identity-provider",
    who: can("identity.manage"),
    summary: "Set the organisation's identity provider, or take it away",
    body: shape.IdentityProviderChange,
    out: "nothing",
    refusals: ["input-invalid"],
    handle: (context, { body }) => setProvider(context, body.provider),
  }),
];
