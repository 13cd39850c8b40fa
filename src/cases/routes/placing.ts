/** Cases that members place in their own team. */
import { can } from "../../accounts/index.ts";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { takeIntake } from "../actions/placing.ts";
import { IntakePost, PlacedAnswer } from "../shape/placing.ts";
import { kilobyte } from "./reads.ts";
import type { Body } from "./reads.ts";

export const placingRoutes: readonly Route[] = [
  route<Body<IntakePost>, PlacedAnswer>({
    method: "POST",
    path: "/api/v1/cases",
    who: can("case.write"),
    summary: "A case of the own team, written down for somebody on the phone",
    body: IntakePost,
    maxBytes: 512 * kilobyte,
    out: PlacedAnswer,
    status: 201,
    refusals: ["not-found", "intake-closed", "key-outdated", "input-invalid"],
    handle: (context, { body }) => takeIntake(context, body),
  }),
];
