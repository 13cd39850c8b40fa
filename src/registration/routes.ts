/** The counting door: what a worker's browser calls. */
import { can } from "../accounts/index.ts";
import { route } from "../base/index.ts";
import type { Route } from "../base/index.ts";
import { registerFact } from "./actions.ts";
import { figureRoutes } from "./inside/routes.ts";
import { releaseRoutes } from "./desk-release/routes.ts";
import { FactPost } from "./shape.ts";

type Registering = { readonly params: unknown; readonly query: unknown; readonly body: FactPost };

export const registrationRoutes: readonly Route[] = [
  route<Registering, Record<string, never>>({
    method: "POST",
    path: "/api/v1/facts",
    who: can("fact.register"),
    summary: "One contact in codes, without words and without its case; the same token again replaces it",
    body: FactPost,
    maxBytes: 1_024,
    out: "nothing",
    refusals: ["input-invalid"],
    handle: (context, { body }) => registerFact(context, body),
  }),
  ...figureRoutes,
  ...releaseRoutes,
];
