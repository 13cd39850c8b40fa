/**
 * Hiding beside the two other known ways, on a year of the made-up network (decision 30): each cell of the usual tables hidden as `protect` does it, rounded
 * to five, or disturbed by keys of its contacts (cell key method: the keys of all contacts in a cell together choose its noise).
 */
import { createHash } from "node:crypto";
import { intervals, protect, type CountedTable, type Release } from "../src/registration/disclosure/index.ts";
import { catalogue } from "../src/registration/publishing/catalogue.ts";
import { count } from "../src/registration/publishing/count.ts";
import { cubeOf, type CubeRow } from "../src/registration/publishing/cube.ts";
import { readSpecification, type Plan } from "../src/registration/publishing/specification.ts";
import { simulate, simulatedOrganisations } from "../src/registration/simulation/index.ts";

const threshold = 5;
const year = "2026";

type Year = { readonly plan: Plan; readonly tables: readonly CountedTable[] };

function yearOf(perYear: number): Year {
  const { facts } = simulate({ seed: 1, years: 1, perYear, from: Number(year) });
  const read = readSpecification(catalogue(year, Object.keys(simulatedOrganisations)), []);
  if (!read.ok) throw new Error(read.sentence);
  const counted = count(read.plan, cubeOf(facts) as ReadonlyMap<string, readonly CubeRow[]>);
  if (!counted.ok) throw new Error(counted.where);
  return { plan: read.plan, tables: counted.tables };
}

const nameOf = (codes: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(codes).toSorted());
const truthOf = ({ tables }: Year): Map<string, number> => new Map(tables.flatMap(({ fixed, cells }) => cells.map(({ codes, count: value }) => [nameOf({ ...fixed, ...codes }), value] as const)));

/** As printed when every number is rounded to the nearest five. */
function rounded({ plan, tables }: Year): Release {
  const meta = { rules: "rounded", threshold, code: "bench", facts: "made up", made: "2027-01-15", approvedBy: 0 };
  return { id: year, previous: [], total: plan.total, dims: { ...plan.dims }, tables: tables.map(({ id, dims, fixed, cells }) => ({ id, dims: [...dims], fixed: { ...fixed }, rounding: { base: 5, kind: "nearest" as const }, cells: cells.map(({ codes, count: value }) => ({ ...codes, value: 5 * Math.round(value / 5) })) })), meta };
}

/** Noise of a cell: always the same for the same contacts, variance about 1, at most 3, none for a zero and never below zero. */
function noiseOf(name: string, value: number): number {
  if (value === 0) return 0;
  const share = createHash("sha256").update(`${name} ${String(value)}`).digest().readUInt32BE() / 2 ** 32;
  const steps = [0.006, 0.06, 0.3, 0.7, 0.94, 0.994];
  const step = steps.findIndex((until) => share < until);
  return Math.max(-value, (step < 0 ? steps.length : step) - 3);
}

const percent = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`;
function errorsOf(truth: ReadonlyMap<string, number>, shown: (name: string, value: number) => number): string {
  const off = [...truth].map(([name, value]) => ({ value, by: Math.abs(shown(name, value) - value) }));
  const invented = off.filter(({ value, by }) => value > 0 && value < threshold && by > 0).length;
  return `mean error ${(off.reduce((sum, { by }) => sum + by, 0) / off.length).toFixed(2)}; ${percent(off.filter(({ value, by }) => by > 0.2 * value).length, off.length)} of cells off by more than a fifth; ${String(invented)} counts of 1 to 4 shown as another number`;
}

/** Small counts that a reader of the rounded tables can narrow down, by linear programs over all of them. */
async function leaked(given: Year, truth: ReadonlyMap<string, number>): Promise<string> {
  const known = (await intervals([rounded(given)])).map(({ codes, low, high }) => ({ value: truth.get(nameOf(codes)) ?? 0, low, high: high ?? Infinity }));
  const small = known.filter(({ value }) => value > 0 && value < threshold);
  return `a reader works out ${String(known.filter(({ low, high }) => low === high).length)} cells exactly, and is sure of ${String(small.filter(({ low, high }) => low > 0 && high < threshold).length)} of the ${String(small.length)} counts of 1 to 4 that somebody is there, and few`;
}

export async function benchMethods(perYear = 4000): Promise<readonly string[]> {
  const given = yearOf(perYear);
  const truth = truthOf(given);
  const made = await protect({ id: year, total: given.plan.total, dims: given.plan.dims, tables: given.tables, threshold, sensitive: given.plan.sensitive, previous: [], meta: rounded(given).meta });
  if (!made.ok) throw new Error(`${made.because} ${made.where}`);
  const { cells, printed } = made.report;
  const [crossed] = given.tables.filter(({ dims }) => dims.includes("topic") && dims.includes("sector"));
  /** Topics whose sectors, as shown, add up to another number than the topic. */
  const broken = (shown: (name: string, value: number) => number): string => {
    const { fixed = {}, cells: all = [] } = crossed ?? {};
    const rows = Map.groupBy(all.map(({ codes, count: value }) => ({ topic: codes["topic"] ?? "", sector: codes["sector"], value: shown(nameOf({ ...fixed, ...codes }), value) })), ({ topic }) => topic);
    const off = [...rows.values()].filter((row) => row.reduce((sum, { sector, value }) => sum + (sector === undefined ? -value : value), 0) !== 0);
    return `${String(off.length)} of ${String(rows.size)} topics are not the sum of their sectors`;
  };
  const round = (_: string, value: number): number => 5 * Math.round(value / 5);
  const disturb = (name: string, value: number): number => value + noiseOf(name, value);
  return [
    `three ways, ${String(perYear)} contacts of one year, ${String(truth.size)} cells of the usual tables:`,
    `  hidden: ${percent(printed, cells)} printed, exact, adding up; no attack finds anything`,
    `  rounded to five: ${errorsOf(truth, round)}; ${broken(round)}; ${await leaked(given, truth)}`,
    `  cell keys: ${errorsOf(truth, disturb)}; ${broken(disturb)}`,
  ];
}
