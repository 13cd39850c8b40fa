/** What a leader sees of the own organisation, and a coordinator of the network together. Every look leaves a line. */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Actor, RequestContext, Result, Transaction } from "../../base/index.ts";
import { weekOf } from "../../cases/index.ts";
import { quarterOf } from "../facts/index.ts";
import { FactFields } from "../rules/codes.ts";
import { sumsForm } from "../rules/sums.ts";
import type { Sums } from "../rules/sums.ts";
import type { FiguresAnswer, FiguresQuery } from "../shape/figures.ts";
import { openedSums } from "./opened.ts";
import type { OpenSums } from "./opened.ts";
import { lastOver, shifted, weeksBeside, weeksOfQuarter, weeksOver } from "./periods.ts";
import type { Span } from "./periods.ts";
import { breaksIn, networkShown, ownShown, pictured } from "./picture.ts";
import type { Asked, Shown } from "./picture.ts";
import { listSums } from "./records.ts";
import type { ListedSums } from "./records.ts";
import type { Choice } from "./tally.ts";

type Member = Extract<Actor, { kind: "member" }>;
/** `own`: one organisation, exact, up to the last week that is over. `network`: all together, quarters that are over. */
type Whose = "own" | "network";

const choiceIn = (query: FiguresQuery): Choice => Object.fromEntries(FactFields.flatMap((field) => (query[field] === undefined ? [] : [[field, new Set(query[field].split(","))]])));

/** The newest quarter that can be asked for. */
function newest(whose: Whose, thisWeek: string): string {
  const quarter = quarterOf(lastOver(thisWeek));
  return whose === "own" || weeksOfQuarter(quarter).every((week) => week < thisWeek) ? quarter : shifted(quarter, -1);
}

/** The last four quarters, as far as there are any, unless others were asked for. */
function spanOf(query: FiguresQuery, { first, last }: FiguresAnswer["offered"]): Span {
  const inside = (quarter: string): string => (quarter < first ? first : quarter > last ? last : quarter);
  const until = inside(query.until ?? last);
  const from = inside(query.from ?? shifted(until, -3));
  return { from: from > until ? until : from, until };
}

type Drawing = { readonly whose: Whose; readonly asked: Asked; readonly open: readonly OpenSums[]; readonly all: readonly string[] };

function shown({ whose, asked, open, all }: Drawing): Shown {
  const quarters = new Set(asked.weeks.map(quarterOf));
  const wanted = open.filter(({ quarter }) => quarters.has(quarter));
  if (whose === "own") return ownShown(wanted.map(({ sums }) => sums), asked);
  const by = new Map<string, Sums[]>(all.map((organisation) => [organisation, []]));
  for (const { organisation, sums } of wanted) by.get(organisation)?.push(sums);
  return networkShown(by, asked);
}

async function figuresIn(context: RequestContext, tx: Transaction, { query, whose, rows }: { readonly query: FiguresQuery; readonly whose: Whose; readonly rows: readonly ListedSums[] }): Promise<FiguresAnswer> {
  const thisWeek = weekOf(dayOf(context.clock.now()));
  const last = newest(whose, thisWeek);
  const firstCounted = rows.map(({ quarter }) => quarter).toSorted()[0];
  const offered = { first: firstCounted === undefined || firstCounted > last ? last : firstCounted, last };
  const span = spanOf(query, offered);
  const weeks = weeksOver(span, thisWeek);
  const earlier = weeksBeside(span, { beside: query.beside, first: firstCounted, thisWeek });
  const needed = new Set([...weeks, ...(earlier ?? [])].map(quarterOf));
  const open = await openedSums(context, tx, rows.filter(({ quarter, form }) => needed.has(quarter) && form === sumsForm));
  const all = [...new Set(rows.map(({ organisation }) => organisation))];
  const draw = (of: readonly string[]): Shown => shown({ whose, open, all, asked: { weeks: of, per: query.per, choice: choiceIn(query) } });
  return {
    span,
    offered,
    through: whose === "own" ? lastOver(thisWeek) : (weeksOfQuarter(last).at(-1) ?? thisWeek),
    renewing: rows.some(({ form }) => form !== sumsForm),
    ...pictured(draw(weeks), earlier === undefined ? undefined : draw(earlier)),
    beside: earlier === undefined || earlier.length === 0 ? null : { from: earlier[0] ?? "", until: earlier.at(-1) ?? "" },
    breaks: breaksIn(open.map(({ sums }) => sums)),
  };
}

const acts = { own: { look: "figures.seen", export: "figures.exported" }, network: { look: "network-figures.seen", export: "network-figures.exported" } } as const;

async function figures(context: RequestContext, query: FiguresQuery, whose: Whose): Promise<Result<FiguresAnswer>> {
  const { actor } = context;
  if (actor.kind !== "member") return refused("not-signed-in");
  const { member, organisation }: Member = actor;
  return context.db.transaction({ role: "member", member, organisation }, async (tx) => {
    const listed = await listSums(tx);
    const rows = whose === "own" ? listed.filter((row) => row.organisation === organisation) : listed;
    const answer = await figuresIn(context, tx, { query, whose, rows });
    await tx.audit({ act: acts[whose][query.purpose], by: "member", member, organisation });
    return ok(answer);
  });
}

export const ownFigures = (context: RequestContext, query: FiguresQuery): Promise<Result<FiguresAnswer>> => figures(context, query, "own");
export const networkFigures = (context: RequestContext, query: FiguresQuery): Promise<Result<FiguresAnswer>> => figures(context, query, "network");
