/** Routes about teams and their keys. */
import { z } from "zod";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { addTeamKey, shareTeamKey } from "../actions/keys.ts";
import { createTeam, setIntake, setTeam } from "../actions/teams.ts";
import { can } from "../rules.ts";
import * as shape from "../shape.ts";
import type { At, Body } from "./reads.ts";

const TeamAt = z.strictObject({ team: shape.Slug });

export const teamRoutes: readonly Route[] = [
  route<Body<shape.NewTeam>, undefined>({
    method: "POST",
    path: "/api/v1/teams",
    who: can("team.manage"),
    summary: "Make a team",
    body: shape.NewTeam,
    out: "nothing",
    refusals: ["name-taken"],
    handle: (context, { body }) => createTeam(context, body),
  }),
  route<At<{ team: string }, z.infer<typeof shape.TeamSettings>>, undefined>({
    method: "PUT",
    path: "/api/v1/teams/{team}",
    who: can("team.manage"),
    summary: "Name of a team and its days to answer",
    params: TeamAt,
    body: shape.TeamSettings,
    out: "nothing",
    refusals: ["not-found"],
    handle: (context, { params, body }) => setTeam(context, params.team, body),
  }),
  route<At<{ team: string }, z.infer<typeof shape.Intake>>, undefined>({
    method: "POST",
    path: "/api/v1/teams/{team}/intake",
    who: can("team.intake"),
    summary: "Open or close a team's intake",
    params: TeamAt,
    body: shape.Intake,
    out: "nothing",
    refusals: ["not-found", "key-not-certified"],
    handle: (context, { params, body }) => setIntake(context, params.team, body.open),
  }),
  route<At<{ team: string }, shape.NewTeamKey>, undefined>({
    method: "POST",
    path: "/api/v1/teams/{team}/keys",
    who: can("team.manage"),
    summary: "A team's key, signed by the organisation's root",
    params: TeamAt,
    body: shape.NewTeamKey,
    maxBytes: 1_000_000,
    out: "nothing",
    refusals: ["not-found", "key-not-certified", "signature-invalid", "key-log-moved"],
    handle: (context, { params, body }) => addTeamKey(context, params.team, body),
  }),
  route<At<{ team: string }, shape.SharedTeamKey>, undefined>({
    method: "POST",
    path: "/api/v1/teams/{team}/wraps",
    who: can("team.share-key"),
    summary: "Hand the team's key to a certified member",
    params: TeamAt,
    body: shape.SharedTeamKey,
    out: "nothing",
    refusals: ["not-found", "key-not-certified"],
    handle: (context, { params, body }) => shareTeamKey(context, params.team, body),
  }),
];
