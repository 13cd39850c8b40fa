/** The complaint procedure: what both sides call with a code, what a committee's desk calls, and what everybody may read. */
import type { z } from "zod";
import { can } from "../../accounts/index.ts";
import { anyone, ok, route } from "../../base/index.ts";
import type { Bytes, Route } from "../../base/index.ts";
import { invite, procedureList, procedureOverdue, readDeskProcedure, readDeskProcedureFile, renewProcedure, startProcedure, takeStep } from "../actions/procedure/desk.ts";
import { openProcedure, readProcedureFile, sayInProcedure } from "../actions/procedure/sides.ts";
import { publishAgreed, readSummaries } from "../actions/procedure/summaries.ts";
import * as shape from "../shape/procedure.ts";
import { CaseFileParams, CaseParams, FileParams, OverdueAnswer } from "../shape/wire.ts";
import { kilobyte } from "./reads.ts";
import type { At, Body, None, Nothing } from "./reads.ts";

type Case = { readonly case: string };
const bySide = anyone("whoever has a code of the procedure; every act is signed with its key");

const sides: readonly Route[] = [
  route<Body<shape.ProcedureOpeningPost>, shape.ProcedureOpening>({
    method: "POST",
    path: "/api/v1/conversation/procedure/openings",
    who: bySide,
    summary: "Everything sealed of the procedure that the code opens; nothing else of the case",
    body: shape.ProcedureOpeningPost,
    maxBytes: 2 * kilobyte,
    out: shape.ProcedureOpening,
    refusals: ["code-not-recognised", "challenge-expired"],
    handle: (context, { body }) => openProcedure(context, body),
  }),
  route<Body<shape.ProcedureSayPost>, shape.ProcedureAnswer>({
    method: "POST",
    path: "/api/v1/conversation/procedure/words",
    who: bySide,
    summary: "A step of complainant or board, with its sealed pieces",
    body: shape.ProcedureSayPost,
    maxBytes: 1536 * kilobyte,
    out: shape.ProcedureAnswer,
    status: 201,
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "sequence-taken", "epoch-outdated", "conversation-full", "transition-not-allowed", "input-invalid", "file-incomplete", "files-too-many", "storage-full"],
    handle: (context, { body }) => sayInProcedure(context, body),
  }),
  route<At<{ piece: string }, shape.ProcedureOpeningPost>, Bytes>({
    method: "POST",
    path: "/api/v1/conversation/procedure/files/{piece}",
    who: bySide,
    summary: "The sealed bytes of a file of the procedure",
    params: FileParams,
    body: shape.ProcedureOpeningPost,
    maxBytes: 2 * kilobyte,
    out: "bytes",
    refusals: ["code-not-recognised", "challenge-expired", "not-found"],
    handle: (context, { params, body }) => readProcedureFile(context, params.piece, body),
  }),
  route<None, z.infer<typeof shape.PublishedSummaries>>({
    method: "GET",
    path: "/api/v1/procedure-summaries",
    who: anyone("summaries without names are published for everybody"),
    summary: "Summaries without names that committees published",
    out: shape.PublishedSummaries,
    refusals: [],
    handle: async (context) => ok({ summaries: [...(await readSummaries(context))] }),
  }),
];

const desk: readonly Route[] = [
  route<None, shape.ProcedureList>({
    method: "GET",
    path: "/api/v1/procedures",
    who: can("procedure.list"),
    summary: "Complaint procedures of the own teams, due first on top",
    out: shape.ProcedureList,
    refusals: [],
    handle: (context) => procedureList(context),
  }),
  route<Body<shape.ProcedurePost>, shape.ProcedureAnswer>({
    method: "POST",
    path: "/api/v1/procedures",
    who: can("procedure.write"),
    summary: "Begins a complaint procedure from a case",
    body: shape.ProcedurePost,
    maxBytes: 128 * kilobyte,
    out: shape.ProcedureAnswer,
    status: 201,
    refusals: ["not-found", "state-changed", "input-invalid"],
    handle: (context, { body }) => startProcedure(context, body),
  }),
  route<At<Case>, shape.DeskProcedure>({
    method: "GET",
    path: "/api/v1/procedures/{case}",
    who: can("procedure.read"),
    summary: "Everything sealed of the procedure of a case; leaves a line",
    params: CaseParams,
    out: shape.DeskProcedure,
    refusals: ["not-found"],
    handle: (context, { params }) => readDeskProcedure(context, params.case),
  }),
  route<At<Case & { piece: string }>, Bytes>({
    method: "GET",
    path: "/api/v1/procedures/{case}/files/{piece}",
    who: can("procedure.read"),
    summary: "The sealed bytes of a file of a procedure; leaves a line",
    params: CaseFileParams,
    out: "bytes",
    refusals: ["not-found"],
    handle: (context, { params }) => readDeskProcedureFile(context, params),
  }),
  route<At<Case, shape.ProcedureStepPost>, shape.ProcedureAnswer>({
    method: "POST",
    path: "/api/v1/procedures/{case}/steps",
    who: can("procedure.write"),
    summary: "A step of the committee, with its sealed pieces",
    params: CaseParams,
    body: shape.ProcedureStepPost,
    maxBytes: 1024 * kilobyte,
    out: shape.ProcedureAnswer,
    status: 201,
    refusals: ["not-found", "state-changed", "transition-not-allowed", "sequence-taken", "epoch-outdated", "input-invalid", "day-required", "advice-not-binding"],
    handle: (context, { params, body }) => takeStep(context, params.case, body),
  }),
  route<At<Case, shape.InvitationPost>, shape.ProcedureAnswer>({
    method: "POST",
    path: "/api/v1/procedures/{case}/invitations",
    who: can("procedure.write"),
    summary: "An invitation of the school's board; ends the one before it",
    params: CaseParams,
    body: shape.InvitationPost,
    maxBytes: 160 * kilobyte,
    out: shape.ProcedureAnswer,
    status: 201,
    refusals: ["not-found", "state-changed", "transition-not-allowed", "sequence-taken", "epoch-outdated", "input-invalid"],
    handle: (context, { params, body }) => invite(context, params.case, body),
  }),
  route<At<Case, shape.RenewalPost>, shape.ProcedureAnswer>({
    method: "POST",
    path: "/api/v1/procedures/{case}/epochs",
    who: can("procedure.write"),
    summary: "A new identity of the dossier, before the next word, where somebody may no longer read",
    params: CaseParams,
    body: shape.RenewalPost,
    maxBytes: 256 * kilobyte,
    out: shape.ProcedureAnswer,
    status: 201,
    refusals: ["not-found", "epoch-outdated", "sequence-taken", "input-invalid"],
    handle: (context, { params, body }) => renewProcedure(context, params.case, body),
  }),
  route<At<Case, z.infer<typeof shape.SummaryPost>>, Nothing>({
    method: "POST",
    path: "/api/v1/procedures/{case}/published-summary",
    who: can("procedure.write"),
    summary: "Publishes a summary without names, by another member than who proposed it",
    params: CaseParams,
    body: shape.SummaryPost,
    maxBytes: 32 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "transition-not-allowed", "second-person-required"],
    handle: (context, { params, body }) => publishAgreed(context, params.case, body.text),
  }),
  route<None, z.infer<typeof OverdueAnswer>>({
    method: "GET",
    path: "/api/v1/overdue-procedures",
    who: can("organisation.list"),
    summary: "How many procedures per team are long over a day that was set",
    out: OverdueAnswer,
    refusals: [],
    handle: (context) => procedureOverdue(context),
  }),
];

export const procedureRoutes: readonly Route[] = [...sides, ...desk];
