/** Routes of any member, about himself only. */
import { z } from "zod";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { addPasskey, listPasskeys, removePasskey, startNewPasskey } from "../actions/passkeys.ts";
import { declareTies, readTies } from "../actions/ties.ts";
import { readNotices, setNotices, stopNotices } from "../actions/notices.ts";
import { can } from "../rules.ts";
import { cookieHeader, endSession, listSessions, readMe, signOut } from "../actions/sign-in.ts";
import * as shape from "../shape.ts";
import type { At, Body, None } from "./reads.ts";

const member = { kind: "member" } as const;
const IdAt = z.strictObject({ id: z.string().min(1).max(1400) });

export const ownRoutes: readonly Route[] = [
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
  route<None, shape.Ties>({
    method: "GET",
    path: "/api/v1/me/ties",
    who: can("case.list"),
    summary: "Schools and boards that I have to do with",
    out: shape.Ties,
    refusals: [],
    handle: (context) => readTies(context),
  }),
  route<Body<shape.Ties>, undefined>({
    method: "PUT",
    path: "/api/v1/me/ties",
    who: can("case.list"),
    summary: "Say which schools and boards I have to do with",
    body: shape.Ties,
    out: "nothing",
    refusals: [],
    handle: (context, { body }) => declareTies(context, body),
  }),
  route<None, shape.NoticeView>({
    method: "GET",
    path: "/api/v1/me/notices",
    who: can("notice.own"),
    summary: "When I am told by mail that something waits",
    out: shape.NoticeView,
    refusals: [],
    handle: (context) => readNotices(context),
  }),
  route<Body<shape.NoticeChange>, undefined>({
    method: "PUT",
    path: "/api/v1/me/notices",
    who: can("notice.own"),
    summary: "Say where (sealed) and when I am told by mail that something waits",
    body: shape.NoticeChange,
    out: "nothing",
    refusals: ["input-invalid"],
    handle: (context, { body }) => setNotices(context, body),
  }),
  route<None, undefined>({
    method: "DELETE",
    path: "/api/v1/me/notices",
    who: can("notice.own"),
    summary: "Be told nothing by mail any more; the address is erased",
    out: "nothing",
    refusals: [],
    handle: (context) => stopNotices(context),
  }),
];
