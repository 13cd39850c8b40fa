/**
 * Made-up facts come to lie where counted ones lie: with tokens, sealed, shuffled and added up by the hand of the weekly batch. Only in a
 * demonstration, which can never become a real installation and whose figures say everywhere that they are made up.
 */
import { dayOf } from "../../base/index.ts";
import type { Context } from "../../base/index.ts";
import { weekOf } from "../../cases/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { listed } from "../actions.ts";
import { quarterOf, thursdayOf, yearOf } from "../facts/index.ts";
import type { Fact } from "../facts/index.ts";
import { shuffled, writeFacts, type Entry } from "../jobs.ts";
import { hashedMatter, hashedToken, organisationsWithFacts } from "../records/index.ts";
import { newestList } from "../rules/codes.ts";
import { isLinkOver } from "../rules/matters.ts";
import { writtenMarks } from "../rules/measures.ts";
import { chanceFrom, type Chance } from "./chance.ts";
import { madeUpMarks } from "./marks.ts";
import { simulate } from "./simulate.ts";

/** `desks`: desk of the made-up network → organisation that counts. `perYear`: of the whole made-up network. */
export type MadeUpOrder = { readonly desks: Readonly<Record<string, string>>; readonly seed: number; readonly perYear: number };

const weekMilliseconds = 7 * 86_400_000;
const yearsBack = 2;

const weeksBetween = (week: string, later: string): number => Math.round((thursdayOf(later).getTime() - thursdayOf(week).getTime()) / weekMilliseconds);

/** Facts of these desks, from the quarter that lies two years before the running one up to the last week that is over. */
function factsUntil(thisWeek: string, { desks, seed, perYear }: MadeUpOrder): readonly Fact[] {
  const now = quarterOf(thisWeek);
  const from = Number(yearOf(now)) - yearsBack;
  const first = `${String(from)}${now.slice(4)}`;
  return simulate({ seed, perYear, years: yearsBack + 1, from }).facts.flatMap((fact) => {
    const organisation = desks[fact.organisation];
    return organisation === undefined || fact.week >= thisWeek || quarterOf(fact.week) < first ? [] : [{ ...fact, organisation }];
  });
}

type Now = { readonly thisWeek: string; readonly chance: Chance };

function entryOf(context: Context, fact: Fact, { thisWeek, chance }: Now): Entry {
  const { week, matter } = fact;
  const quarter = quarterOf(week);
  return {
    week,
    token: hashedToken(context, toBase64Url(context.random.bytes(32))),
    version: newestList.version,
    codes: listed(fact),
    marks: writtenMarks(madeUpMarks(chance, fact, weeksBetween(week, thisWeek))),
    ...(matter === "" || isLinkOver(quarter, thisWeek) ? {} : { matter: [quarter, hashedMatter(context, { quarter, token: matter })] as const }),
  };
}

/** Adds them to organisations that counted nothing yet. Answers how many; throws in a real installation. */
export async function countMadeUp(context: Context, order: MadeUpOrder): Promise<number> {
  if (context.config.mode !== "demo") throw new Error("Made-up contacts are counted in a demonstration only");
  const thisWeek = weekOf(dayOf(context.clock.now()));
  const facts = factsUntil(thisWeek, order);
  const now = { thisWeek, chance: chanceFrom(order.seed) };
  const known = new Set(await context.db.transaction({ role: "system" }, organisationsWithFacts));
  const made = [...Map.groupBy(facts, (fact) => fact.organisation)].filter(([organisation]) => !known.has(organisation));
  for (const [organisation, own] of made) {
    const entries = shuffled(own.map((fact) => entryOf(context, fact, now)), context.random);
    await context.db.transaction({ role: "system" }, (tx) => writeFacts(context, tx, organisation, entries));
  }
  return made.reduce((sum, [, own]) => sum + own.length, 0);
}
