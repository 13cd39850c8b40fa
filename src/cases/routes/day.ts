/** A worker's day: filters, absence, hand-over, text blocks, what happened to a case. */
import type { z } from "zod";
import { can } from "../../accounts/index.ts";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { cancelAbsence, caseEvents, forgetFilter, handOverAll, noteExport, ownFilters, planAbsence, removeTextBlock, saveFilter, teamAbsences, textBlocks, workload, writeTextBlock } from "../actions/day.ts";
import * as shape from "../shape/day.ts";
import { CaseParams } from "../shape/wire.ts";
import { kilobyte } from "./reads.ts";
import type { At, Body, None, Nothing } from "./reads.ts";

type Id = { readonly id: string };
type OfMember = { readonly member: string };
type Case = { readonly case: string };

const filterRoutes: readonly Route[] = [
  route<None, z.infer<typeof shape.SavedFilters>>({
    method: "GET",
    path: "/api/v1/saved-filters",
    who: can("case.list"),
    summary: "One's own choices over the list of cases",
    out: shape.SavedFilters,
    refusals: [],
    handle: (context) => ownFilters(context),
  }),
  route<Body<shape.CaseChoice>, Id>({
    method: "POST",
    path: "/api/v1/saved-filters",
    who: can("case.list"),
    summary: "Keeps a choice over open fields",
    body: shape.CaseChoice,
    maxBytes: kilobyte,
    out: shape.Made,
    status: 201,
    refusals: ["already-there"],
    handle: (context, { body }) => saveFilter(context, body),
  }),
  route<At<Id>, Nothing>({
    method: "DELETE",
    path: "/api/v1/saved-filters/{id}",
    who: can("case.list"),
    summary: "Forgets one of one's own choices",
    params: shape.ById,
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params }) => forgetFilter(context, params.id),
  }),
];

const workRoutes: readonly Route[] = [
  route<None, shape.Workload>({
    method: "GET",
    path: "/api/v1/workload",
    who: can("case.list"),
    summary: "How many cases lie with whom in the own teams",
    out: shape.Workload,
    refusals: [],
    handle: (context) => workload(context),
  }),
  route<Body<z.infer<typeof shape.HandoverPost>>, z.infer<typeof shape.HandoverAnswer>>({
    method: "POST",
    path: "/api/v1/handovers",
    who: can("case.assign"),
    summary: "All living cases of one member of a team to a colleague or to nobody, a hundred at a time",
    body: shape.HandoverPost,
    maxBytes: kilobyte,
    out: shape.HandoverAnswer,
    refusals: ["not-found", "not-allowed"],
    handle: (context, { body }) => handOverAll(context, body),
  }),
  route<None, shape.Absences>({
    method: "GET",
    path: "/api/v1/absences",
    who: can("case.list"),
    summary: "Who of the own teams is away, and until when",
    out: shape.Absences,
    refusals: [],
    handle: (context) => teamAbsences(context),
  }),
  route<At<OfMember, z.infer<typeof shape.Absence>>, Nothing>({
    method: "PUT",
    path: "/api/v1/absences/{member}",
    who: can("case.list"),
    summary: "Says that one is away; who leads a team also for a colleague",
    params: shape.MemberAt,
    body: shape.Absence,
    maxBytes: kilobyte,
    out: "nothing",
    refusals: ["not-found", "input-invalid"],
    handle: (context, { params, body }) => planAbsence(context, params.member, body),
  }),
  route<At<OfMember>, Nothing>({
    method: "DELETE",
    path: "/api/v1/absences/{member}",
    who: can("case.list"),
    summary: "Back again",
    params: shape.MemberAt,
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params }) => cancelAbsence(context, params.member),
  }),
];

const textRoutes: readonly Route[] = [
  route<None, z.infer<typeof shape.TextBlocks>>({
    method: "GET",
    path: "/api/v1/text-blocks",
    who: can("text.read"),
    summary: "The organisation's answers that are known to be right",
    out: shape.TextBlocks,
    refusals: [],
    handle: (context) => textBlocks(context),
  }),
  route<Body<shape.TextBlockPost>, Id>({
    method: "POST",
    path: "/api/v1/text-blocks",
    who: can("text.edit"),
    summary: "A new text block",
    body: shape.TextBlockPost,
    maxBytes: 24 * kilobyte,
    out: shape.Made,
    status: 201,
    refusals: ["not-found", "input-invalid"],
    handle: (context, { body }) => writeTextBlock(context, body),
  }),
  route<At<Id, shape.TextBlockPost>, Id>({
    method: "PUT",
    path: "/api/v1/text-blocks/{id}",
    who: can("text.edit"),
    summary: "Changes a text block, or looks at it again",
    params: shape.ById,
    body: shape.TextBlockPost,
    maxBytes: 24 * kilobyte,
    out: shape.Made,
    refusals: ["not-found", "input-invalid"],
    handle: (context, { params, body }) => writeTextBlock(context, body, params.id),
  }),
  route<At<Id>, Nothing>({
    method: "DELETE",
    path: "/api/v1/text-blocks/{id}",
    who: can("text.edit"),
    summary: "Takes a text block away",
    params: shape.ById,
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params }) => removeTextBlock(context, params.id),
  }),
];

const caseRoutes: readonly Route[] = [
  route<At<Case>, shape.CaseEvents>({
    method: "GET",
    path: "/api/v1/cases/{case}/events",
    who: can("case.read"),
    summary: "What members did with a case, by day",
    params: CaseParams,
    out: shape.CaseEvents,
    refusals: ["not-found"],
    handle: (context, { params }) => caseEvents(context, params.case),
  }),
  route<At<Case, z.infer<typeof shape.ExportPost>>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/exports",
    who: can("case.export"),
    summary: "Notes that the dossier leaves the desk, before the browser makes it",
    params: CaseParams,
    body: shape.ExportPost,
    maxBytes: kilobyte,
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params, body }) => noteExport(context, params.case, body.form),
  }),
];

export const dayRoutes: readonly Route[] = [...filterRoutes, ...workRoutes, ...textRoutes, ...caseRoutes];
