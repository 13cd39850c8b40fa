/** What the desk calls: for members, and only about cases of their own teams. */
import type { z } from "zod";
import { can, mayI } from "../../accounts/index.ts";
import { refused, route } from "../../base/index.ts";
import type { Bytes, RequestContext, Route } from "../../base/index.ts";
import { addDeskKey, addPiece, assignCase, caseList, changeState, overdue, readCase, readCaseFile } from "../actions/desk.ts";
import { beginEpoch } from "../actions/epochs.ts";
import * as wire from "../shape/wire.ts";
import { kilobyte } from "./reads.ts";
import type { Asking, At, None, Nothing } from "./reads.ts";

type Case = { readonly case: string };

/** Closing has a permission of its own; the other steps go with writing. */
const mayClose = (context: RequestContext): boolean => mayI(context.actor, "case.close");

export const deskRoutes: readonly Route[] = [
  route<Asking<wire.CaseListQuery>, wire.CaseListAnswer>({
    method: "GET",
    path: "/api/v1/cases",
    who: can("case.list"),
    summary: "Cases of the own teams, 50 at a time",
    query: wire.CaseListQuery,
    out: wire.CaseListAnswer,
    refusals: ["input-invalid"],
    handle: (context, { query }) => caseList(context, query),
  }),
  route<At<Case>, wire.DeskCase>({
    method: "GET",
    path: "/api/v1/cases/{case}",
    who: can("case.read"),
    summary: "Everything sealed of one case; leaves a line",
    params: wire.CaseParams,
    out: wire.DeskCase,
    refusals: ["not-found"],
    handle: (context, { params }) => readCase(context, params.case),
  }),
  route<At<Case & { piece: string }>, Bytes>({
    method: "GET",
    path: "/api/v1/cases/{case}/files/{piece}",
    who: can("case.read"),
    summary: "The sealed bytes of a file; leaves a line",
    params: wire.CaseFileParams,
    out: "bytes",
    refusals: ["not-found"],
    handle: (context, { params }) => readCaseFile(context, params),
  }),
  route<At<Case, wire.DeskKeyPost>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/desk-key",
    who: can("case.write"),
    summary: "The desk identity of a case, wrapped to the team, by who opens it first",
    params: wire.CaseParams,
    body: wire.DeskKeyPost,
    maxBytes: 8 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "state-changed"],
    handle: (context, { params, body }) => addDeskKey(context, params.case, body),
  }),
  route<At<Case, wire.EpochPost>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/epochs",
    who: can("case.write"),
    summary: "Begins a new epoch of a chain, wrapped to exactly who may still read it",
    params: wire.CaseParams,
    body: wire.EpochPost,
    maxBytes: 512 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "sequence-taken", "epoch-outdated", "input-invalid"],
    handle: (context, { params, body }) => beginEpoch(context, params.case, body),
  }),
  route<At<Case, wire.DeskPiecePost>, z.infer<typeof wire.StateAnswer>>({
    method: "POST",
    path: "/api/v1/cases/{case}/pieces",
    who: can("case.write"),
    summary: "An answer or a note, and what it does to the case",
    params: wire.CaseParams,
    body: wire.DeskPiecePost,
    maxBytes: 128 * kilobyte,
    out: wire.StateAnswer,
    status: 201,
    refusals: ["not-found", "sequence-taken", "epoch-outdated", "transition-not-allowed", "next-step-required", "input-invalid"],
    handle: (context, { params, body }) => addPiece(context, params.case, body),
  }),
  route<At<Case, z.infer<typeof wire.AssignmentPost>>, z.infer<typeof wire.StateAnswer>>({
    method: "POST",
    path: "/api/v1/cases/{case}/assignment",
    who: can("case.assign"),
    summary: "Gives a case to a colleague of the team, to oneself or to nobody",
    params: wire.CaseParams,
    body: wire.AssignmentPost,
    maxBytes: kilobyte,
    out: wire.StateAnswer,
    refusals: ["not-found", "transition-not-allowed"],
    handle: (context, { params, body }) => assignCase(context, params.case, body.member),
  }),
  route<At<Case, wire.StatePost>, z.infer<typeof wire.StateAnswer>>({
    method: "POST",
    path: "/api/v1/cases/{case}/state",
    who: can("case.write"),
    summary: "Takes, asks, closes or opens a case again",
    params: wire.CaseParams,
    body: wire.StatePost,
    maxBytes: kilobyte,
    out: wire.StateAnswer,
    refusals: ["not-found", "not-allowed", "state-changed", "transition-not-allowed", "referral-open", "ministry-open", "referral-needed", "outcome-required", "yes-of-person-required", "next-step-required", "input-invalid"],
    handle: async (context, { params, body }) => (body.act === "close" && !mayClose(context) ? refused("not-allowed") : changeState(context, params.case, body)),
  }),
  route<None, z.infer<typeof wire.OverdueAnswer>>({
    method: "GET",
    path: "/api/v1/overdue-teams",
    who: can("organisation.list"),
    summary: "How many cases per team nobody read in time",
    out: wire.OverdueAnswer,
    refusals: [],
    handle: (context) => overdue(context),
  }),
];
