/** Releases for tests of what shows them: counts by a rule, with gaps. What a gap hides is known to the test alone. */
import type { Dimension, Release, ReleaseTable } from "../../../src/registration/disclosure/index.ts";
import { published, type PublishableRelease } from "../../../src/registration/disclosure/index.ts";
import { codeLists, partsOfCountry, topicGroups } from "../../../src/registration/index.ts";
import { Bys, Roles, Sectors } from "../../../src/signpost/shape.ts";

const total = "T";
const groups = topicGroups;
const parts = partsOfCountry;

const tree = (of: Readonly<Record<string, readonly string[]>>): Dimension => ({
  total,
  codes: [total, ...Object.keys(of), ...Object.values(of).flat()],
  sums: [{ parent: total, children: Object.keys(of) }, ...Object.entries(of).map(([parent, children]) => ({ parent, children: [...children] }))],
});

export const dims: Readonly<Record<string, Dimension>> = {
  topic: tree(groups),
  region: tree(parts),
  sector: [...Sectors, total],
  role: [...Roles, total],
  by: [...Bys, total],
  channel: [...codeLists.channel.codes, total],
  done: [...codeLists.done.codes, total],
  outcome: [...codeLists.outcome.codes, total],
  organisation: ["kindertelefoon", "ouders-onderwijs", "school-en-veiligheid", total],
};

type Truth = ReadonlyMap<string, number>;
export type Made = { readonly release: Release; /** What the gaps hide, by table and codes. */ readonly hidden: Truth };

const leaves = (dimension: Dimension): readonly string[] => (Array.isArray(dimension) ? dimension.filter((code) => code !== total) : (dimension.sums ?? []).filter(({ parent }) => parent !== total).flatMap(({ children }) => children));

/** Counts of one subject: skewed, so that the end of the list is small. */
function counted(dimension: string, size: number): Map<string, number> {
  const known = dims[dimension] ?? [];
  const codes = leaves(known);
  const counts = new Map(codes.map((code, index) => [code, Math.max(index === codes.length - 1 ? 3 : 7, Math.round(size / (index + 2) ** 1.3))]));
  if (!Array.isArray(known)) for (const { parent, children } of known.sums?.filter((one) => one.parent !== total) ?? []) counts.set(parent, children.reduce((sum, child) => sum + (counts.get(child) ?? 0), 0));
  return counts;
}

/** The smallest and its neighbour are hidden; the total fits what is printed. */
function tableOf(dimension: string, period: string, size: number, hidden: Map<string, number>): ReleaseTable {
  const counts = counted(dimension, size);
  const codes = leaves(dims[dimension] ?? []);
  const gaps = new Set(codes.slice(-2));
  const sum = codes.reduce((all, code) => all + (counts.get(code) ?? 0), 0);
  // The rest that makes every subject add up to the same total stands at the first class, which is large.
  const rest = size * 3 - sum;
  const first = codes[0] ?? "";
  const above = dimension === "topic" ? Object.keys(groups)[0] : dimension === "region" ? Object.keys(parts)[0] : undefined;
  for (const code of above === undefined ? [first] : [first, above]) counts.set(code, (counts.get(code) ?? 0) + rest);
  for (const code of gaps) hidden.set(`${period} ${dimension} ${code}`, counts.get(code) ?? 0);
  const cells = [...counts].map(([code, value]) => ({ [dimension]: code, value: gaps.has(code) ? null : value }));
  return { id: `${dimension}-${period}`, dims: [dimension], fixed: { period }, cells: [...cells, { value: size * 3 }] };
}

function crossed(period: string, size: number): ReleaseTable {
  const cells = Sectors.flatMap((sector, at) => Object.keys(groups).map((topic, index) => ({ topic, sector, value: at + index > 6 ? null : Math.round(size / (at + index + 3)) })));
  return { id: `topic-sector-${period}`, dims: ["topic", "sector"], fixed: { period }, cells };
}

const totalsOf = (period: string, value: number | null): ReleaseTable => ({ id: `total-${period}`, dims: [], fixed: { period }, cells: [{ value }] });

/** One year with its quarters. `size`: a third of the year's total. */
export function yearRelease(year: number, size: number, madeUp = true): Made {
  const hidden = new Map<string, number>();
  const tables = Object.keys(dims).map((dimension) => tableOf(dimension, String(year), size, hidden));
  const quarter = Math.floor((size * 3) / 4);
  const quarters = [1, 2, 3, 4].map((at) => totalsOf(`${year}-q${at}`, at === 3 && year === 2025 ? null : quarter + (at - 2) * 11));
  const release: Release = {
    id: String(year),
    previous: year > 2024 ? [String(year - 1)] : [],
    total,
    dims: { ...dims },
    tables: [...tables, ...quarters, crossed(String(year), size)],
    meta: { rules: `${madeUp ? "MADE UP (simulated network); " : ""}test`, threshold: 5, code: "test", facts: `sha256:${"0".repeat(64)}`, made: `${year + 1}-01-20`, approvedBy: 2 },
  };
  return { release, hidden };
}

export function publishable({ release }: Made): PublishableRelease {
  const read = published(JSON.parse(JSON.stringify(release)));
  if (read === undefined) throw new Error("no release");
  return read;
}
