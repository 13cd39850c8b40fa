/**
 * Disclosure control on data of real size: 12 linked tables, 120,000 facts, 5 years, every quarter and year before in the same system; a single table of
 * 20 × 8 × 5; and how time grows with the number of cells.
 */
import { protect, type CountedTable, type Dimension, type ProtectInput, type Release } from "../src/registration/disclosure/index.ts";
import { benchMethods } from "./disclosure-methods.ts";
import { published } from "./disclosure-series.ts";
import { memoryMb } from "./measuring.ts";

type Fact = Readonly<Record<string, string>>;
type Table = { readonly id: string; readonly period: "quarter" | "year"; readonly dims: readonly string[] };

const meta: Release["meta"] = { rules: "bench", threshold: 5, code: "bench", facts: "made up", made: "2027-01-15", approvedBy: 2 };
const years = [2022, 2023, 2024, 2025, 2026];
const numbered = (name: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${name}${at + 1}`);
const quartersOf = (year: number): string[] => numbered(`${year}-q`, 4);
const flat = (name: string, count: number): Dimension => ["T", ...numbered(name, count)];

/** Groups with their classes. */
function nested(group: string, sizes: readonly number[], name: string): { readonly dimension: Dimension; readonly classes: readonly string[]; readonly groupOf: ReadonlyMap<string, string> } {
  const groups = sizes.map((size, at) => ({ parent: `${group}${at + 1}`, children: numbered(`${name}${at + 1}-`, size) }));
  return { dimension: { total: "T", codes: ["T"], sums: [{ parent: "T", children: groups.map(({ parent }) => parent) }, ...groups] }, classes: groups.flatMap(({ children }) => children), groupOf: new Map(groups.flatMap(({ parent, children }) => children.map((child) => [child, parent] as const))) };
}

const topic = nested("topic-group", [4, 4, 4, 3, 3, 3], "topic");
const region = nested("part", [3, 3, 3, 3], "province");
const sizes: Readonly<Record<string, number>> = { sector: 4, role: 6, by: 8, organisation: 17, channel: 4, outcome: 6 };
const dims: Readonly<Record<string, Dimension>> = {
  period: { total: null, codes: years.map(String), sums: years.map((year) => ({ parent: String(year), children: quartersOf(year) })) },
  topic: topic.dimension,
  region: region.dimension,
  ...Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, flat(name, size)])),
};

/** The tables of bench-spec.json; `topicGroup` is the upper level of `topic`. */
const tables: readonly Table[] = [
  { id: "a", period: "quarter", dims: ["topicGroup", "sector"] },
  { id: "b", period: "quarter", dims: ["organisation"] },
  { id: "c", period: "quarter", dims: ["role"] },
  { id: "d", period: "year", dims: ["topic", "sector"] },
  { id: "e", period: "year", dims: ["topic", "role"] },
  { id: "f", period: "year", dims: ["organisation", "topicGroup"] },
  { id: "g", period: "year", dims: ["region", "sector"] },
  { id: "h", period: "year", dims: ["region", "topicGroup"] },
  { id: "i", period: "year", dims: ["outcome", "topicGroup"] },
  { id: "j", period: "year", dims: ["by", "topicGroup"] },
  { id: "k", period: "year", dims: ["channel"] },
  { id: "l", period: "year", dims: ["topic", "by"] },
];

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** One of some; each next one a little rarer. */
function oneOf(some: readonly string[], skew: number, random: () => number): string {
  const weights = some.map((_, at) => 1 / (at + 1) ** skew);
  let left = random() * weights.reduce((sum, one) => sum + one, 0);
  return some.find((_, at) => (left -= weights[at] ?? 0) < 0) ?? some.at(-1) ?? "";
}

function factsOf(count: number, seed: number): Fact[] {
  const random = randomOf(seed);
  const quarters = years.flatMap(quartersOf);
  return Array.from({ length: count }, () => ({ quarter: oneOf(quarters, 0, random), topic: oneOf(topic.classes, 1.5, random), region: oneOf(region.classes, 0.8, random), ...Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, oneOf(numbered(name, size), 1.4, random)])) }));
}

/** The codes under which a fact is counted in one dimension, and all codes of that dimension. */
function codesFor(name: string): { readonly of: (fact: Fact) => readonly string[]; readonly all: readonly string[] } {
  const groups = (from: typeof topic): string[] => [...new Set(from.groupOf.values())];
  const in_ = (from: typeof topic, fact: Fact, own: string): string => from.groupOf.get(fact[own] ?? "") ?? "";
  if (name === "topicGroup") return { of: (fact) => ["T", in_(topic, fact, "topic")], all: ["T", ...groups(topic)] };
  if (name === "topic") return { of: (fact) => ["T", in_(topic, fact, "topic"), fact["topic"] ?? ""], all: ["T", ...groups(topic), ...topic.classes] };
  if (name === "region") return { of: (fact) => ["T", in_(region, fact, "region"), fact["region"] ?? ""], all: ["T", ...groups(region), ...region.classes] };
  return { of: (fact) => ["T", fact[name] ?? ""], all: ["T", ...numbered(name, sizes[name] ?? 0)] };
}

const product = (lists: readonly (readonly string[])[]): string[][] => lists.reduce<string[][]>((made, list) => made.flatMap((head) => list.map((code) => [...head, code])), [[]]);

function count(facts: readonly Fact[], table: Table, period: string): CountedTable {
  const names = table.dims.map((name) => (name === "topicGroup" ? "topic" : name));
  const codes = table.dims.map(codesFor);
  const cells = new Map(product(codes.map(({ all }) => all)).map((place) => [place.join("|"), { codes: Object.fromEntries(names.flatMap((name, at) => (place[at] === "T" ? [] : [[name, place[at] ?? ""]]))), count: 0, parts: {} as Record<string, number> }]));
  for (const fact of facts)
    for (const place of product(codes.map(({ of }) => of(fact)))) {
      const cell = cells.get(place.join("|"));
      if (cell === undefined) continue;
      cell.count += 1;
      const by = fact["organisation"] ?? "";
      cell.parts[by] = (cell.parts[by] ?? 0) + 1;
    }
  return { id: table.id, dims: names, fixed: { period }, cells: [...cells.values()] };
}

const input = (id: string, counted: readonly CountedTable[], previous: readonly Release[], earlier: readonly CountedTable[]): ProtectInput => ({ id, total: "T", dims, tables: counted, threshold: 5, sensitive: ["topic", "outcome", "role"], previous, earlier, meta });

type Done = { readonly seconds: number; /** Of processor time: what does not depend on who else is busy. */ readonly cpu: number; readonly release: Release; readonly line: string; readonly steps: number };

async function timed(asked: ProtectInput): Promise<Done> {
  let steps = 0;
  const started = performance.now();
  const used = process.cpuUsage();
  const made = await protect(asked, { progress: () => (steps += 1) });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(used);
  if (!made.ok) throw new Error(`${asked.id}: ${made.because} ${made.where}`);
  const { cells, printed, sensitive, rounds } = made.report;
  return { seconds, cpu: (user + system) / 1e6, release: made.release, steps, line: `${cells} cells, ${((100 * printed) / cells).toFixed(1)} % printed, ${sensitive} sensitive, ${cells - printed - sensitive} hidden for their sake, ${rounds} rounds` };
}

async function allHistory(): Promise<string[]> {
  const facts = factsOf(120_000, 20_261_120);
  const releases: Release[] = [];
  const counted: CountedTable[] = [];
  let last: Done | undefined;
  for (const year of years)
    for (const period of [...quartersOf(year), String(year)]) {
      const kind = period.includes("q") ? "quarter" : "year";
      const of = facts.filter(({ quarter = "" }) => quarter.startsWith(period));
      const now = tables.filter((table) => table.period === kind).map((table) => count(of, table, period));
      last = await timed(input(period, now, releases, counted));
      releases.push(last.release);
      counted.push(...now);
    }
  const cells = releases.flatMap((release) => release.tables).reduce((sum, table) => sum + table.cells.length, 0);
  return [`12 linked tables, 120,000 facts, 5 years: the last of ${releases.length} releases (${cells} cells in all) in ${last?.seconds.toFixed(1)} s, ${last?.cpu.toFixed(1)} s of processor time (bar 60), ${memoryMb(process.pid).toFixed(0)} MB resident (bar 2,048); progress shown ${last?.steps} times`, `  ${last?.line}`];
}

async function single(): Promise<string> {
  const random = randomOf(7);
  const shape: Readonly<Record<string, Dimension>> = { a: flat("a", 20), b: flat("b", 8), c: flat("c", 5) };
  const facts = Array.from({ length: 20_000 }, (): Fact => ({ a: oneOf(numbered("a", 20), 0.7, random), b: oneOf(numbered("b", 8), 0.7, random), c: oneOf(numbered("c", 5), 0.7, random) }));
  const cells = new Map(product([["T", ...numbered("a", 20)], ["T", ...numbered("b", 8)], ["T", ...numbered("c", 5)]]).map((place) => [place.join("|"), { codes: Object.fromEntries(["a", "b", "c"].flatMap((name, at) => (place[at] === "T" ? [] : [[name, place[at] ?? ""]]))), count: 0 }]));
  for (const { a = "", b = "", c = "" } of facts) for (const place of product([["T", a], ["T", b], ["T", c]])) { const cell = cells.get(place.join("|")); if (cell !== undefined) cell.count += 1; }
  const done = await timed({ ...input("single", [{ id: "t", dims: ["a", "b", "c"], fixed: {}, cells: [...cells.values()] }], [], []), dims: shape });
  return `a single table of 20 × 8 × 5 in ${done.seconds.toFixed(2)} s, ${done.cpu.toFixed(2)} s of processor time (bar 2): ${done.line}`;
}

async function growth(): Promise<string[]> {
  const facts = factsOf(24_000, 3).map((fact) => ({ ...fact, quarter: `2026-q${(fact["quarter"] ?? "").slice(-1)}` }));
  const yearly = tables.filter(({ period }) => period === "year");
  const lines: string[] = [];
  for (const many of [1, 2, 3, 4, 6, 9]) {
    const done = await timed(input("growth", yearly.slice(0, many).map((table) => count(facts, table, "2026")), [], []));
    lines.push(`  ${String(many).padStart(2)} tables: ${done.seconds.toFixed(2)} s, ${done.cpu.toFixed(2)} s of processor time, ${done.line}`);
  }
  return ["growth, one year of 24,000 facts, no history:", ...lines];
}

/** The product itself: read, count, protect with everything before, files and register. */
async function throughPublish(years: number, perYear: number): Promise<string[]> {
  let [last, steps] = [performance.now(), 0];
  let seconds = 0;
  const step = (): void => {
    steps += 1;
  };
  const done = (): void => {
    seconds = (performance.now() - last) / 1000;
    last = performance.now();
  };
  const all = await published({ seed: 1, years, perYear }, { progress: step }, done);
  const cells = all.reduce((sum, { report }) => sum + report.cells, 0);
  const report = all.at(-1)?.report;
  return [`published by the product, ${years} years of ${perYear} contacts, with late and corrected ones: the last of ${all.length} releases (${cells} cells in all) in ${seconds.toFixed(1)} s (bar 60), ${memoryMb(process.pid).toFixed(0)} MB resident (bar 2,048); progress shown ${steps} times`, `  ${report?.cells} cells, ${((100 * (report?.printed ?? 0)) / (report?.cells ?? 1)).toFixed(1)} % printed, ${report?.sensitive} sensitive, ${report?.rounds} rounds`];
}

export async function benchDisclosure(): Promise<readonly string[]> {
  return [await single(), ...(await growth()), ...(await allHistory()), ...(await throughPublish(5, 24_000)), ...(await benchMethods())];
}
