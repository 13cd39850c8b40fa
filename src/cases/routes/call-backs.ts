/** Call-backs: what a visitor's script calls, and what the desk calls. */
import { z } from "zod";
import { can } from "../../accounts/index.ts";
import { anyone, route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { changeCallBackMoment, readCallBack } from "../actions/call-back-talk.ts";
import { receiveCallBack } from "../actions/call-back.ts";
import { attemptCall, callBackList, readCaseCallBack } from "../actions/call-backs.ts";
import { changeLine, endDuty, planDuty, readDuties } from "../actions/duties.ts";
import { holdWithTicket } from "../actions/lines.ts";
import * as calls from "../shape/call-back-wire.ts";
import * as wire from "../shape/wire.ts";
import { kilobyte } from "./reads.ts";
import type { At, Body, None, Nothing } from "./reads.ts";

const withoutAccount = anyone("help without an account");
const byCode = anyone("whoever has the code; every act is signed with its key");
type Case = { readonly case: string };
type Team = { readonly team: string };

export const callBackRoutes: readonly Route[] = [
  route<Body<calls.CallBackHoldPost>, calls.CallBackHold>({
    method: "POST",
    path: "/api/v1/call-back-holds",
    who: withoutAccount,
    summary: "Keeps a moment while somebody types, and tells which are free",
    body: calls.CallBackHoldPost,
    maxBytes: 2 * kilobyte,
    out: calls.CallBackHold,
    refusals: ["form-expired", "intake-closed"],
    handle: (context, { body }) => holdWithTicket(context, body),
  }),
  route<Body<calls.CallBackPost>, calls.CallBackReceipt>({
    method: "POST",
    path: "/api/v1/call-back-requests",
    who: withoutAccount,
    summary: "A request to be called back, sealed in the visitor's browser; a repeat gets the same answer",
    body: calls.CallBackPost,
    maxBytes: 256 * kilobyte,
    out: calls.CallBackReceipt,
    status: 201,
    refusals: ["form-expired", "intake-closed", "key-outdated", "slot-taken", "input-invalid", "storage-full", "school-not-found", "nobody-untied"],
    handle: (context, { body }) => receiveCallBack(context, body),
  }),
  route<Body<calls.CallBackOpeningPost>, calls.CallBackAnswer>({
    method: "POST",
    path: "/api/v1/conversation/call-back",
    who: byCode,
    summary: "How the call-back behind a code stands, and which moments are free",
    body: calls.CallBackOpeningPost,
    maxBytes: 2 * kilobyte,
    out: calls.CallBackAnswer,
    refusals: ["code-not-recognised", "challenge-expired"],
    handle: (context, { body }) => readCallBack(context, body),
  }),
  route<Body<calls.CallBackChangePost>, calls.CallBackAnswer>({
    method: "POST",
    path: "/api/v1/conversation/call-back-changes",
    who: byCode,
    summary: "Another moment, or no call any more; with a signed piece that says so",
    body: calls.CallBackChangePost,
    maxBytes: 128 * kilobyte,
    out: calls.CallBackAnswer,
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "sequence-taken", "epoch-outdated", "conversation-full", "transition-not-allowed", "slot-taken", "intake-closed", "input-invalid", "storage-full"],
    handle: (context, { body }) => changeCallBackMoment(context, body),
  }),
  route<None, calls.CallBackList>({
    method: "GET",
    path: "/api/v1/call-backs",
    who: can("call-back.list"),
    summary: "Who waits for a call in the own teams, soonest first",
    out: calls.CallBackList,
    refusals: [],
    handle: (context) => callBackList(context),
  }),
  route<At<Case>, calls.CaseCallBack>({
    method: "GET",
    path: "/api/v1/cases/{case}/call-back",
    who: can("call-back.list"),
    summary: "The call-back of a case, and moments with hands free",
    params: wire.CaseParams,
    out: calls.CaseCallBack,
    refusals: ["not-found"],
    handle: (context, { params }) => readCaseCallBack(context, params.case),
  }),
  route<At<Case, calls.AttemptPost>, calls.CallBackMoment>({
    method: "POST",
    path: "/api/v1/cases/{case}/attempts",
    who: can("call-back.write"),
    summary: "Rules read, what came of a call, the next moment",
    params: wire.CaseParams,
    body: calls.AttemptPost,
    maxBytes: 128 * kilobyte,
    out: calls.CallBackMoment,
    status: 201,
    refusals: ["not-found", "state-changed", "transition-not-allowed", "slot-taken", "sequence-taken", "epoch-outdated", "input-invalid"],
    handle: (context, { params, body }) => attemptCall(context, params.case, body),
  }),
  route<{ params: Team; query: z.infer<typeof calls.DutyQuery>; body: undefined }, calls.DutyView>({
    method: "GET",
    path: "/api/v1/teams/{team}/duties",
    who: can("duty.read"),
    summary: "Who is on duty in two weeks, and which moments were given",
    params: calls.TeamParams,
    query: calls.DutyQuery,
    out: calls.DutyView,
    refusals: ["not-found", "input-invalid"],
    handle: (context, { params, query }) => readDuties(context, params.team, query.from),
  }),
  route<At<Team, calls.DutyPost>, Nothing>({
    method: "POST",
    path: "/api/v1/teams/{team}/duties",
    who: can("duty.plan"),
    summary: "Puts a member on duty, once or weekly",
    params: calls.TeamParams,
    body: calls.DutyPost,
    maxBytes: kilobyte,
    out: "nothing",
    refusals: ["not-found", "already-there", "input-invalid"],
    handle: (context, { params, body }) => planDuty(context, params.team, body),
  }),
  route<At<{ team: string; duty: string }>, Nothing>({
    method: "DELETE",
    path: "/api/v1/teams/{team}/duties/{duty}",
    who: can("duty.plan"),
    summary: "Takes a duty away",
    params: calls.DutyParams,
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params }) => endDuty(context, params),
  }),
  route<At<Team, calls.LinePut>, Nothing>({
    method: "PUT",
    path: "/api/v1/teams/{team}/call-back-line",
    who: can("duty.plan"),
    summary: "Opens or closes the line for call-backs; minutes a call",
    params: calls.TeamParams,
    body: calls.LinePut,
    maxBytes: kilobyte,
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params, body }) => changeLine(context, params.team, body),
  }),
];
