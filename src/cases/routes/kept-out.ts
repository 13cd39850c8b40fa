/** Who is kept out of a case: what a visitor's page asks before it seals, and what the desk calls. */
import type { z } from "zod";
import { can } from "../../accounts/index.ts";
import { anyone, route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { exclude, letIn, readReaders, untied } from "../actions/kept-out.ts";
import * as wire from "../shape/wire.ts";
import { kilobyte } from "./reads.ts";
import type { At, Body, Nothing } from "./reads.ts";

type Case = { readonly case: string };

export const keptOutRoutes: readonly Route[] = [
  route<Body<z.infer<typeof wire.UntiedPost>>, wire.Untied>({
    method: "POST",
    path: "/api/v1/untied-members",
    who: anyone("whoever reports may ask that nobody tied to a school reads it"),
    summary: "For whom one by one a report is sealed; empty when it is sealed for the team",
    body: wire.UntiedPost,
    maxBytes: kilobyte,
    out: wire.Untied,
    refusals: ["intake-closed", "school-not-found"],
    handle: (context, { body }) => untied(context, body.team, body.school),
  }),
  route<At<Case, z.infer<typeof wire.ReadersPost>>, wire.CaseReaders>({
    method: "POST",
    path: "/api/v1/cases/{case}/readers",
    who: can("case.read"),
    summary: "Who of the team reads a case, who is kept out, who is tied to a school or board",
    params: wire.CaseParams,
    body: wire.ReadersPost,
    maxBytes: kilobyte,
    out: wire.CaseReaders,
    refusals: ["not-found", "school-not-found"],
    handle: (context, { params, body }) => readReaders(context, params.case, body.code),
  }),
  route<At<Case, wire.ExclusionPost>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/exclusions",
    who: can("case.write"),
    summary: "Keeps members out of a case; the rest hold it one by one",
    params: wire.CaseParams,
    body: wire.ExclusionPost,
    maxBytes: 1_500_000,
    out: "nothing",
    refusals: ["not-found", "nobody-left", "epoch-outdated"],
    handle: (context, { params, body }) => exclude(context, params.case, body),
  }),
  route<At<Case, wire.AdmissionPost>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/admissions",
    who: can("case.write"),
    summary: "Lets colleagues in who are not kept out",
    params: wire.CaseParams,
    body: wire.AdmissionPost,
    maxBytes: 1_500_000,
    out: "nothing",
    refusals: ["not-found", "nobody-left", "epoch-outdated"],
    handle: (context, { params, body }) => letIn(context, params.case, body),
  }),
];
