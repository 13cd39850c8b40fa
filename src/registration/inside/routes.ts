/** Figures inside the desk. What anybody else sees of them is what was published. */
import { can } from "../../accounts/index.ts";
import { route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { FiguresAnswer, FiguresQuery } from "../shape/figures.ts";
import { networkFigures, ownFigures } from "./actions.ts";

type Asking = { readonly params: undefined; readonly query: FiguresQuery; readonly body: undefined };
const shapes = { query: FiguresQuery, out: FiguresAnswer, refusals: ["input-invalid"] } as const;

export const figureRoutes: readonly Route[] = [
  route<Asking, FiguresAnswer>({
    ...shapes,
    method: "GET",
    path: "/api/v1/figures",
    who: can("figures.read"),
    summary: "What the own organisation counted: by period and by every code, under a choice of codes, beside an earlier period; leaves a line",
    handle: (context, { query }) => ownFigures(context, query),
  }),
  route<Asking, FiguresAnswer>({
    ...shapes,
    method: "GET",
    path: "/api/v1/network-figures",
    who: can("figures.network"),
    summary: "What all organisations counted together in quarters that are over, without small numbers and without any organisation; leaves a line",
    handle: (context, { query }) => networkFigures(context, query),
  }),
];
