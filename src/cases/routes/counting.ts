/** The counting door of cases: to be asked by the browser that makes a fact of a case. */
import { can } from "../../accounts/index.ts";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { caseCounting } from "../actions/counting.ts";
import { CaseCounting } from "../shape/counting.ts";
import { CaseParams } from "../shape/wire.ts";
import type { At } from "./reads.ts";

export const countingRoutes: readonly Route[] = [
  route<At<{ readonly case: string }>, CaseCounting>({
    method: "GET",
    path: "/api/v1/cases/{case}/counting",
    who: can("case.read"),
    summary: "What stands open about a case and is counted: its promise, call-back, check-ins and referrals",
    params: CaseParams,
    out: CaseCounting,
    refusals: ["not-found"],
    handle: (context, { params }) => caseCounting(context, params.case),
  }),
];
