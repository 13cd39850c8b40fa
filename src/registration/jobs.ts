/** The weekly batch: what arrived in weeks that are over is entered in shuffled order, and everything is written anew. */
import { dayOf } from "../base/index.ts";
import type { Context, Random, Transaction } from "../base/index.ts";
import { weekOf } from "../cases/index.ts";
import type { Job } from "../store/index.ts";
import { named } from "./actions.ts";
import type { Arrival, Kept } from "./actions.ts";
import { quarterOf } from "./facts/index.ts";
import { rewriteSums, toCountAnew } from "./inside/records.ts";
import { arrivalsOf, arrivedAt, factsInYears, factsOf, forgetArrivals, openRow, organisationsWithFacts, rewriteFacts, sealBytes, sealRow } from "./records/index.ts";
import type { WeekRow } from "./records/index.ts";
import { inNewest } from "./rules/codes.ts";
import { isLinkOver, lastYearOver } from "./rules/matters.ts";
import { readMarks } from "./rules/measures.ts";
import { sumsForm, sumsOf, writeSums } from "./rules/sums.ts";
import type { Counted } from "./rules/sums.ts";

const system = { role: "system" } as const;

const below = (most: number, random: Random): number => Math.floor((new DataView(random.bytes(4).slice().buffer).getUint32(0) / 2 ** 32) * most);

/** Fisher and Yates, over random numbers of 32 bits. */
export function shuffled<T>(all: readonly T[], random: Random): readonly T[] {
  const order = [...all];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = below(last + 1, random);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

export type Entry = Kept & { readonly week: string };

/** A link holds in the quarter of its fact only: the token of another one would link nothing. */
const inQuarter = ({ matter, ...one }: Entry): Entry => (matter === undefined || matter[0] !== quarterOf(one.week) ? one : { ...one, matter });

/** One fact a contact: a correction takes the place of what it corrects, and keeps its week. */
export function entered(before: readonly Entry[], arrivals: readonly Arrival[]): readonly Entry[] {
  const byToken = new Map(before.map((one) => [one.token, one]));
  for (const { at: _at, ...one } of arrivals.toSorted((first, second) => first.at - second.at)) {
    byToken.set(one.token, inQuarter({ ...one, week: byToken.get(one.token)?.week ?? one.week }));
  }
  return [...byToken.values()];
}

const countedOf = (all: readonly Entry[]): readonly Counted[] => all.map(({ week, version, codes, marks }) => ({ week, version, codes: inNewest(version, named(codes)), marks: readMarks(marks ?? "") }));

async function countAnew(context: Context, tx: Transaction, organisation: string, all: readonly Entry[]): Promise<void> {
  const quarters = Map.groupBy(countedOf(all), ({ week }) => quarterOf(week));
  await rewriteSums(tx, organisation, sumsForm, [...quarters].map(([quarter, counted]) => ({ quarter, sealed: sealBytes(context, { table: "sums", organisation, at: quarter }, writeSums(sumsOf(counted))) })));
}

/** Everything that an organisation counted so far, in the given order, and its sums. */
export async function writeFacts(context: Context, tx: Transaction, organisation: string, all: readonly Entry[]): Promise<void> {
  await rewriteFacts(tx, organisation, all.map(({ week, ...kept }) => ({ id: context.random.uuid(), week, sealed: sealRow(context, { table: "fact", organisation, at: week }, kept) })));
  await countAnew(context, tx, organisation, all);
}

const openFacts = (context: Context, organisation: string, rows: readonly WeekRow[]): readonly Entry[] =>
  rows.map(({ week, sealed }) => ({ ...(openRow(context, { table: "fact", organisation, at: week }, sealed) as Kept), week }));

/** Links that are counted no more are erased, whenever rows are written. */
const withoutOldLinks = (all: readonly Entry[], thisWeek: string): readonly Entry[] =>
  all.map(({ matter, ...one }) => (matter === undefined || isLinkOver(matter[0], thisWeek) ? one : { ...one, matter }));

/** Whether anything is linked that is counted by matter no more. */
async function holdsOldLinks(context: Context, organisation: string, thisWeek: string): Promise<boolean> {
  const year = lastYearOver(thisWeek);
  const rows = await context.db.transaction(system, (tx) => factsInYears(tx, organisation, year - 1, year));
  return openFacts(context, organisation, rows).some(({ matter }) => matter !== undefined);
}

type Batch = { readonly organisation: string; readonly thisWeek: string; /** Written anew also when nothing arrived. */ readonly always?: true };

/** One organisation's batch, whole or not at all. Answers how many arrivals were entered. */
async function enterOf(context: Context, { organisation, thisWeek, always }: Batch): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const opened = (await arrivalsOf(tx, organisation)).map((row) => ({ id: row.id, arrival: openRow(context, { table: "arrival", organisation, at: "" }, row.sealed) as Arrival }));
    const due = opened.filter(({ arrival }) => arrival.week < thisWeek);
    if (due.length === 0 && always === undefined) return 0;
    const before = openFacts(context, organisation, await factsOf(tx, organisation));
    await writeFacts(context, tx, organisation, shuffled(withoutOldLinks(entered(before, due.map(({ arrival }) => arrival)), thisWeek), context.random));
    await forgetArrivals(tx, due.map(({ id }) => id));
    return due.length;
  });
}

/** Sums of another release, or of an older list of codes, are counted anew from the facts. */
async function renewSums(context: Context): Promise<void> {
  for (const organisation of await context.db.transaction(system, (tx) => toCountAnew(tx, sumsForm))) {
    await context.db.transaction(system, async (tx) => countAnew(context, tx, organisation, openFacts(context, organisation, await factsOf(tx, organisation))));
  }
}

export async function enterFacts(context: Context): Promise<number> {
  const thisWeek = weekOf(dayOf(context.clock.now()));
  const organisations = await context.db.transaction(system, arrivedAt);
  let count = 0;
  for (const organisation of shuffled(organisations, context.random)) count += await enterOf(context, { organisation, thisWeek });
  await renewSums(context);
  return count;
}

/** Erases what links contacts of years that are counted by matter no more, also where nobody registers anything. Answers at how many organisations. */
export async function forgetMatters(context: Context): Promise<number> {
  const thisWeek = weekOf(dayOf(context.clock.now()));
  let count = 0;
  for (const organisation of await context.db.transaction(system, organisationsWithFacts)) {
    if (!(await holdsOldLinks(context, organisation, thisWeek))) continue;
    await enterOf(context, { organisation, thisWeek, always: true });
    count += 1;
  }
  return count;
}

export const registrationJobs: readonly Job[] = [
  { name: "facts.week", everyMinutes: 60, run: enterFacts },
  { name: "facts.matters", everyMinutes: 7 * 24 * 60, run: forgetMatters },
];
