/** What the desk calls about keys of cases after somebody left, and about who reads very much. */
import type { z } from "zod";
import { can } from "../../accounts/index.ts";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { listReadingAlerts } from "../actions/readings.ts";
import { readOldWraps, renewOldWraps } from "../actions/rewraps.ts";
import * as wire from "../shape/wire.ts";

type Team = { readonly team: string };

export const keyRoutes: readonly Route[] = [
  route<{ params: Team; query: wire.RewrapQuery; body: undefined }, wire.RewrapPage>({
    method: "GET",
    path: "/api/v1/teams/{team}/rewraps",
    who: can("case.rewrap"),
    summary: "Wraps of cases under older keys of the team, and how many are left; leaves a line",
    params: wire.TeamParams,
    query: wire.RewrapQuery,
    out: wire.RewrapPage,
    refusals: ["not-found", "input-invalid"],
    handle: (context, { params, query }) => readOldWraps(context, params.team, query),
  }),
  route<{ params: Team; query: undefined; body: wire.RewrapPost }, z.infer<typeof wire.RewrapAnswer>>({
    method: "POST",
    path: "/api/v1/teams/{team}/rewraps",
    who: can("case.rewrap"),
    summary: "The same wraps, sealed again to the team's current key",
    params: wire.TeamParams,
    body: wire.RewrapPost,
    maxBytes: 1_500_000,
    out: wire.RewrapAnswer,
    refusals: ["not-found", "key-outdated", "input-invalid"],
    handle: (context, { params, body }) => renewOldWraps(context, params.team, body),
  }),
  route<{ params: Team; query: undefined; body: undefined }, wire.ReadingAlerts>({
    method: "GET",
    path: "/api/v1/teams/{team}/reading-alerts",
    who: can("reading.alerts"),
    summary: "Colleagues who opened very many cases in a short time",
    params: wire.TeamParams,
    out: wire.ReadingAlerts,
    refusals: ["not-found"],
    handle: (context, { params }) => listReadingAlerts(context, params.team),
  }),
];
