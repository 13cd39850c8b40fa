/** What the person's script calls about following and proving, and what the desk calls about the same. */
import { anyone, ok, route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { can } from "../../accounts/index.ts";
import { caseFollowUp, openFollowUps, planCheckInFor } from "../actions/follow-desk.ts";
import { readFollowUp, sayHowItIs, wishFor } from "../actions/person.ts";
import { giveProof, publishedProofKeys } from "../actions/proofs.ts";
import { changeCardsWith, decideOnClaim, makeClaim, readDueClaim, setWayBackWith } from "../actions/way-back.ts";
import * as shape from "../shape/person.ts";
import { CaseParams } from "../shape/wire.ts";
import type { MessageAnswer } from "../shape/wire.ts";
import { kilobyte } from "./reads.ts";
import type { At, Body, None, Nothing } from "./reads.ts";

const byCode = anyone("whoever has the code; every act is signed with its key");
type Case = { readonly case: string };

export const personRoutes: readonly Route[] = [
  route<Body<shape.FollowUpPost>, shape.FollowUp>({
    method: "POST",
    path: "/api/v1/conversation/follow-up",
    who: byCode,
    summary: "Who looked, check-ins, and what was asked, for the code",
    body: shape.FollowUpPost,
    maxBytes: 2 * kilobyte,
    out: shape.FollowUp,
    refusals: ["code-not-recognised", "challenge-expired"],
    handle: (context, { body }) => readFollowUp(context, body),
  }),
  route<Body<shape.WishPost>, shape.FollowUp>({
    method: "POST",
    path: "/api/v1/conversation/wishes",
    who: byCode,
    summary: "Hides who looked, plans or drops a check-in, asks for the team's notes",
    body: shape.WishPost,
    maxBytes: 2 * kilobyte,
    out: shape.FollowUp,
    refusals: ["code-not-recognised", "challenge-expired", "transition-not-allowed", "input-invalid"],
    handle: (context, { body }) => wishFor(context, body),
  }),
  route<Body<shape.CheckInPost>, MessageAnswer>({
    method: "POST",
    path: "/api/v1/conversation/check-ins",
    who: byCode,
    summary: "The sealed answer to a check-in",
    body: shape.CheckInPost,
    maxBytes: 128 * kilobyte,
    out: shape.CheckInAnswer,
    status: 201,
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "sequence-taken", "epoch-outdated", "conversation-full", "transition-not-allowed", "input-invalid"],
    handle: (context, { body }) => sayHowItIs(context, body),
  }),
  route<Body<shape.ProofPost>, shape.ProofAnswer>({
    method: "POST",
    path: "/api/v1/conversation/proofs",
    who: byCode,
    summary: "A signed proof of one step, without case, organisation or text",
    body: shape.ProofPost,
    maxBytes: 2 * kilobyte,
    out: shape.ProofAnswer,
    status: 201,
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "transition-not-allowed", "storage-away"],
    handle: (context, { body }) => giveProof(context, body),
  }),
  route<None, shape.ProofKeys>({
    method: "GET",
    path: "/api/v1/proof-keys",
    who: anyone("everybody may check a proof"),
    summary: "Public keys of all weeks, to check proofs with",
    out: shape.ProofKeys,
    refusals: [],
    handle: async (context) => ok({ keys: [...(await publishedProofKeys(context))] }),
  }),
  route<At<Case>, shape.CaseFollowUp>({
    method: "GET",
    path: "/api/v1/cases/{case}/follow-up",
    who: can("case.read"),
    summary: "Check-ins of one case, and whether its notes were asked for",
    params: CaseParams,
    out: shape.CaseFollowUp,
    refusals: ["not-found"],
    handle: (context, { params }) => caseFollowUp(context, params.case),
  }),
  route<At<Case, shape.CheckInPlan>, shape.CaseFollowUp>({
    method: "POST",
    path: "/api/v1/cases/{case}/check-ins",
    who: can("case.write"),
    summary: "Plans a day on which the person is asked how it is",
    params: CaseParams,
    body: shape.CheckInPlan,
    maxBytes: kilobyte,
    out: shape.CaseFollowUp,
    status: 201,
    refusals: ["not-found", "input-invalid"],
    handle: (context, { params, body }) => planCheckInFor(context, params.case, body),
  }),
  route<None, shape.OpenFollowUps>({
    method: "GET",
    path: "/api/v1/follow-ups",
    who: can("case.list"),
    summary: "Of the own teams: check-ins that nobody answered, notes that were asked for, lost codes, dossiers that wait for this member",
    out: shape.OpenFollowUps,
    refusals: [],
    handle: (context) => openFollowUps(context),
  }),
];

export const wayBackRoutes: readonly Route[] = [
  route<Body<shape.CardPost>, shape.FollowUp>({
    method: "POST",
    path: "/api/v1/conversation/cards",
    who: byCode,
    summary: "Adds, ends or replaces a code; a new epoch begins with it",
    body: shape.CardPost,
    maxBytes: 2048 * kilobyte,
    out: shape.FollowUp,
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "transition-not-allowed", "epoch-outdated", "sequence-taken", "input-invalid"],
    handle: (context, { body }) => changeCardsWith(context, body),
  }),
  route<Body<shape.WayBackPost>, MessageAnswer>({
    method: "POST",
    path: "/api/v1/conversation/way-back",
    who: byCode,
    summary: "Keeps an invented name and the hash of a secret sentence, for who loses the code",
    body: shape.WayBackPost,
    maxBytes: 128 * kilobyte,
    out: shape.CheckInAnswer,
    status: 201,
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "epoch-outdated", "sequence-taken", "conversation-full", "input-invalid"],
    handle: (context, { body }) => setWayBackWith(context, body),
  }),
  route<Body<shape.ClaimPost>, shape.ClaimAnswer>({
    method: "POST",
    path: "/api/v1/claims",
    who: anyone("who lost the code claims the conversation by name and sentence"),
    summary: "A claim, sealed to the team; the same answer for every name",
    body: shape.ClaimPost,
    maxBytes: 16 * kilobyte,
    out: shape.ClaimAnswer,
    status: 201,
    refusals: ["input-invalid"],
    handle: (context, { body }) => makeClaim(context, body),
  }),
  route<At<{ case: string; claim: string }>, shape.DueClaim>({
    method: "GET",
    path: "/api/v1/cases/{case}/claims/{claim}",
    who: can("case.read"),
    summary: "A claim on its day, sealed; leaves a line",
    params: shape.ClaimParams,
    out: shape.DueClaim,
    refusals: ["not-found"],
    handle: (context, { params }) => readDueClaim(context, params),
  }),
  route<At<{ case: string; claim: string }, shape.ClaimDecision>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/claims/{claim}/decisions",
    who: can("case.write"),
    summary: "What the comparison in a worker's browser gave",
    params: shape.ClaimParams,
    body: shape.ClaimDecision,
    maxBytes: 512 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "epoch-outdated", "sequence-taken", "input-invalid"],
    handle: (context, { params, body }) => decideOnClaim(context, params, body),
  }),
];
