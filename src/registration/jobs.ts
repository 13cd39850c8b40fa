/** The weekly batch: what arrived in weeks that are over is entered in shuffled order, and everything is written anew. */
import { dayOf } from "../base/index.ts";
import type { Context, Random } from "../base/index.ts";
import { weekOf } from "../cases/index.ts";
import type { Job } from "../store/index.ts";
import { named } from "./actions.ts";
import type { Arrival, Kept } from "./actions.ts";
import { quarterOf } from "./facts/index.ts";
import { arrivalsOf, arrivedAt, factsOf, forgetArrivals, openRow, rewriteFacts, rewriteSums, sealRow } from "./records/index.ts";
import { inNewest } from "./rules/codes.ts";
import { sumsOf } from "./rules/sums.ts";
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

type Entry = Kept & { readonly week: string };

/** One fact a contact: a correction takes the place of what it corrects, and keeps its week. */
export function entered(before: readonly Entry[], arrivals: readonly Arrival[]): readonly Entry[] {
  const byToken = new Map(before.map((one) => [one.token, one]));
  for (const { week, token, version, codes } of arrivals.toSorted((one, other) => one.at - other.at)) {
    byToken.set(token, { token, version, codes, week: byToken.get(token)?.week ?? week });
  }
  return [...byToken.values()];
}

const countedOf = (all: readonly Entry[]): readonly Counted[] => all.map(({ week, version, codes }) => ({ week, codes: inNewest(version, named(codes)) }));

function sumRows(context: Context, organisation: string, all: readonly Entry[]): readonly { quarter: string; sealed: Uint8Array }[] {
  const quarters = Map.groupBy(countedOf(all), ({ week }) => quarterOf(week));
  return [...quarters].map(([quarter, counted]) => ({ quarter, sealed: sealRow(context, { table: "sums", organisation, at: quarter }, sumsOf(counted)) }));
}

/** One organisation's batch, whole or not at all. Answers how many arrivals were entered. */
async function enterOf(context: Context, organisation: string, thisWeek: string): Promise<number> {
  return context.db.transaction(system, async (tx) => {
    const opened = (await arrivalsOf(tx, organisation)).map((row) => ({ id: row.id, arrival: openRow(context, { table: "arrival", organisation, at: "" }, row.sealed) as Arrival }));
    const due = opened.filter(({ arrival }) => arrival.week < thisWeek);
    if (due.length === 0) return 0;
    const before = (await factsOf(tx, organisation)).map(({ week, sealed }): Entry => ({ ...(openRow(context, { table: "fact", organisation, at: week }, sealed) as Kept), week }));
    const all = shuffled(entered(before, due.map(({ arrival }) => arrival)), context.random);
    await rewriteFacts(tx, organisation, all.map(({ week, ...kept }) => ({ id: context.random.uuid(), week, sealed: sealRow(context, { table: "fact", organisation, at: week }, kept) })));
    await rewriteSums(tx, organisation, sumRows(context, organisation, all));
    await forgetArrivals(tx, due.map(({ id }) => id));
    return due.length;
  });
}

export async function enterFacts(context: Context): Promise<number> {
  const thisWeek = weekOf(dayOf(context.clock.now()));
  const organisations = await context.db.transaction(system, arrivedAt);
  let count = 0;
  for (const organisation of shuffled(organisations, context.random)) count += await enterOf(context, organisation, thisWeek);
  return count;
}

export const registrationJobs: readonly Job[] = [{ name: "facts.week", everyMinutes: 60, run: enterFacts }];
