/** Routes of recovering a member's key by two holders. */
import { z } from "zod";
import { anyone, route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { beginRecovery, chooseHolders, passShareOn, readColleagues, readHeldShare, readHolders, readRecoveries, stopRecovery } from "../actions/holders.ts";
import { endRecovery, openRecovery, requestRecovery } from "../actions/recovering.ts";
import { can } from "../rules.ts";
import * as shape from "../shape.ts";
import type { At, Body, None } from "./reads.ts";

const holding = can("recovery.hold");
const linked = anyone("who lost his keys cannot sign in; the one-time link finds, both holders and his own key decide");
const RecoveryAt = z.strictObject({ recovery: shape.Uuid });

export const recoveryRoutes: readonly Route[] = [
  route<None, shape.HolderView>({
    method: "GET",
    path: "/api/v1/me/holders",
    who: holding,
    summary: "Who holds the shares of my key, and whose shares I hold",
    out: shape.HolderView,
    refusals: [],
    handle: (context) => readHolders(context),
  }),
  route<None, shape.Colleagues>({
    method: "GET",
    path: "/api/v1/me/colleagues",
    who: holding,
    summary: "Active members of the own organisation, of whom two can hold the shares of my key",
    out: shape.Colleagues,
    refusals: [],
    handle: (context) => readColleagues(context),
  }),
  route<Body<shape.ChosenHolders>, undefined>({
    method: "PUT",
    path: "/api/v1/me/holders",
    who: holding,
    summary: "Choose two holders, with a share of my key sealed to each",
    body: shape.ChosenHolders,
    out: "nothing",
    refusals: ["not-found", "second-person-required", "key-not-certified"],
    handle: (context, { body }) => chooseHolders(context, body),
  }),
  route<None, shape.RecoveryList>({
    method: "GET",
    path: "/api/v1/recoveries",
    who: holding,
    summary: "Recoveries of keys around me",
    out: shape.RecoveryList,
    refusals: [],
    handle: (context) => readRecoveries(context),
  }),
  route<Body<{ member: string }>, z.infer<typeof shape.Invited>>({
    method: "POST",
    path: "/api/v1/recoveries",
    who: holding,
    summary: "Begin the recovery of a colleague's key whose share I hold",
    body: shape.RecoveryBeginning,
    out: shape.Invited,
    status: 201,
    refusals: ["not-found", "already-there"],
    handle: (context, { body }) => beginRecovery(context, body.member),
  }),
  route<At<{ recovery: string }>, undefined>({
    method: "POST",
    path: "/api/v1/recoveries/{recovery}/stops",
    who: holding,
    summary: "Stop a recovery: the person, or a holder",
    params: RecoveryAt,
    out: "nothing",
    refusals: ["not-found", "transition-not-allowed"],
    handle: (context, { params }) => stopRecovery(context, params.recovery),
  }),
  route<At<{ recovery: string }>, shape.HeldShare>({
    method: "GET",
    path: "/api/v1/recoveries/{recovery}/share",
    who: holding,
    summary: "My share, once the wait is over; leaves a line",
    params: RecoveryAt,
    out: shape.HeldShare,
    refusals: ["not-found"],
    handle: (context, { params }) => readHeldShare(context, params.recovery),
  }),
  route<At<{ recovery: string }, { sealed: string }>, undefined>({
    method: "POST",
    path: "/api/v1/recoveries/{recovery}/shares",
    who: holding,
    summary: "Pass my share on, sealed to the person's new key",
    params: RecoveryAt,
    body: shape.GivenShare,
    out: "nothing",
    refusals: ["not-found", "already-there", "second-person-required"],
    handle: (context, { params, body }) => passShareOn(context, params.recovery, body.sealed),
  }),
  route<Body<{ token: string }>, shape.RecoveryOpened>({
    method: "POST",
    path: "/api/v1/recovery-links/openings",
    who: linked,
    summary: "What a recovery link is for, and how far it is",
    body: shape.RecoveryOpening,
    out: shape.RecoveryOpened,
    refusals: ["invitation-not-valid"],
    handle: (context, { body }) => openRecovery(context, body.token),
  }),
  route<Body<shape.RecoveryAsk>, undefined>({
    method: "POST",
    path: "/api/v1/recovery-links/requests",
    who: linked,
    summary: "Lay a new passphrase and authenticator ready; the wait begins",
    body: shape.RecoveryAsk,
    out: "nothing",
    refusals: ["invitation-not-valid", "second-factor-wrong", "already-there"],
    handle: (context, { body }) => requestRecovery(context, body),
  }),
  route<Body<shape.RecoveryFinish>, undefined>({
    method: "POST",
    path: "/api/v1/recovery-links/endings",
    who: linked,
    summary: "Put the recovered key under the new passphrase, signed by that key",
    body: shape.RecoveryFinish,
    out: "nothing",
    refusals: ["invitation-not-valid", "transition-not-allowed", "signature-invalid"],
    handle: (context, { body }) => endRecovery(context, body),
  }),
];
