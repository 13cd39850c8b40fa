/** Moving a promised day. */
import { can } from "../../accounts/index.ts";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { changeTerm } from "../actions/term.ts";
import { TermAnswer, TermPost } from "../shape/term.ts";
import { CaseParams } from "../shape/wire.ts";
import { kilobyte } from "./reads.ts";
import type { At } from "./reads.ts";

export const termRoutes: readonly Route[] = [
  route<At<{ readonly case: string }, TermPost>, TermAnswer>({
    method: "POST",
    path: "/api/v1/cases/{case}/term",
    who: can("case.write"),
    summary: "Moves the promised day, with a reason from a list and a sealed message to the person",
    params: CaseParams,
    body: TermPost,
    maxBytes: 128 * kilobyte,
    out: TermAnswer,
    refusals: ["not-found", "transition-not-allowed", "day-passed", "input-invalid", "sequence-taken", "epoch-outdated"],
    handle: (context, { params, body }) => changeTerm(context, params.case, body),
  }),
];
