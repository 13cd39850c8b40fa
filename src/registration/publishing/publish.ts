/**
 * From facts to a release: read, count, protect, and everything that belongs to it as files and as the next line of the register. Nothing is written here;
 * who calls writes all of it or nothing.
 */
import { createHash } from "node:crypto";
import { protect, type ProtectInput, type ProtectionReport, type PublishableRelease, type Watching } from "../disclosure/index.ts";
import { factsRefusalInWords, readFacts, rowOf, type Fact, type KnownCodes } from "../facts/file.ts";
import { codedFields } from "../facts/codes.ts";
import { tableAsCsv } from "../published/csv.ts";
import { isMadeUp, madeUpMark } from "../published/made-up.ts";
import { catalogueRecord } from "./catalogue-record.ts";
import { count } from "./count.ts";
import { cubeOf } from "./cube.ts";
import { dictionaryCsv } from "./dictionary.ts";
import { earlierTables } from "./earlier.ts";
import { countQuarters, type Counting, type Kept } from "./frozen.ts";
import { readPrevious, releaseFile, type Previous, type Shelf } from "./previous.ts";
import { fileHash, writeRegister, type RegisterKey } from "./register.ts";
import { readSpecification, type Plan } from "./specification.ts";

export type PublishOrder = {
  /** The facts file and the specification, as text. */
  readonly facts: string;
  readonly specification: string;
  /** Goes before the one of the specification. */
  readonly threshold?: number | undefined;
  readonly shelf: Shelf;
  readonly key: RegisterKey;
  readonly kept: Kept;
  /** Day on which it is made. */
  readonly made: string;
  readonly version: string;
  readonly origin: string;
  readonly approvedBy: number;
};
export type Published = {
  readonly ok: true;
  readonly release: PublishableRelease;
  readonly report: ProtectionReport;
  /** Path → content, all of the new release. */
  readonly files: Readonly<Record<string, string>>;
  /** The whole register, with the new line. */
  readonly register: string;
  /** Counts for the installation to keep. */
  readonly keep: Readonly<Record<string, string>>;
  readonly changed: readonly string[];
};
export type PublishAnswer = Published | { readonly ok: false; readonly sentence: string };

const refuse = (sentence: string): { readonly ok: false; readonly sentence: string } => ({ ok: false, sentence });
export const usualThreshold = 5;

function knownCodes({ classes, columns }: Plan): KnownCodes {
  const known: Record<string, ReadonlySet<string>> = {};
  for (const [subject, source] of Object.entries(columns)) {
    if (!(codedFields as readonly string[]).includes(source)) continue;
    const leaves = classes.get(subject)?.leaves ?? new Set();
    const before = known[source];
    known[source] = before === undefined ? leaves : new Set([...leaves].filter((code) => before.has(code)));
  }
  return known;
}

/** The same for the same facts in any order; says nothing to whoever tries facts until one fits. */
function factsHash(facts: readonly Fact[], key: RegisterKey): string {
  const hash = createHash("sha256").update(key.commit("facts", ""));
  for (const row of facts.map(rowOf).toSorted()) hash.update(`\n${row}`);
  return `sha256:${hash.digest("hex")}`;
}

function rulesText({ specification }: PublishOrder, plan: Plan, madeUp: boolean): string {
  const counts = [...new Set(plan.tables.map(({ count: counting }) => counting))].toSorted().join(" and ");
  return `${madeUp ? `${madeUpMark} (simulated network); ` : ""}counted: ${counts} of ${plan.periods.join(", ")} by week of registration, a week belongs to the quarter of its Thursday; hidden: 1 to threshold - 1, and what would give it away (docs/statistics.md); query: specification sha256:${fileHash(specification)}`;
}

const protectionWords: Readonly<Record<string, string>> = {
  "table-too-fine": "is too fine: leave out a subject, or print it at a higher level",
  "hierarchy-changed": "its classes add up otherwise than in an earlier release. Keep the sums as they were and give changed classes new codes",
  "previous-missing": "an earlier release it was protected against is missing",
  "previous-altered": "an earlier release does not fit the counts: it was altered, or its facts were",
  "cannot-be-protected": "cannot be protected against everything printed before. Print less of it",
  "input-invalid": "is not a table that can be counted",
};
const countWords = {
  "table-empty": "is empty: not one fact belongs in it. Leave it out, or look at its period and what is fixed",
  "one-contributor": "holds facts of one organisation only: every number would be that organisation's own. Leave it out, or wait for more",
} as const;

type Ready = { readonly plan: Plan; readonly previous: Previous; readonly facts: readonly Fact[]; readonly madeUp: boolean; readonly counting: Counting };
type Prepared = ({ readonly ok: true } & Ready) | { readonly ok: false; readonly sentence: string };

/** Everything that can be wrong before anything is counted on. */
function prepare(order: PublishOrder): Prepared {
  const before = readPrevious(order.shelf, order.key.publicKey);
  if (!before.ok) return refuse(`Previous releases: ${before.sentence}`);
  const { previous } = before;
  const asked = readSpecification(order.specification, previous.releases.flatMap(({ dims }) => (dims["period"] === undefined ? [] : [dims["period"]])));
  if (!asked.ok) return refuse(`Specification: ${asked.sentence}`);
  const { plan } = asked;
  if (previous.register.some(({ release }) => release === plan.id)) return refuse(`Release "${plan.id}" was published before. What is printed is frozen: choose another id.`);
  const read = readFacts(order.facts, knownCodes(plan));
  if (!read.ok) return refuse(`Facts, ${factsRefusalInWords(read)}`);
  const mixed = previous.releases.find((one) => isMadeUp(one) !== read.madeUp);
  if (mixed !== undefined) return refuse(`Release "${mixed.id}" and these facts are not both real, or both made up. They never stand in one register.`);
  const counted = countQuarters(plan.periods, cubeOf(read.facts), previous.register, order.key, order.kept);
  return counted.ok ? { ok: true, plan, previous, facts: read.facts, madeUp: read.madeUp, counting: counted.counting } : refuse(counted.sentence);
}

function inputFor(order: PublishOrder, { plan, previous, facts, madeUp, counting }: Ready, tables: ProtectInput["tables"]): ProtectInput {
  const threshold = order.threshold ?? plan.threshold ?? usualThreshold;
  return {
    id: plan.id,
    total: plan.total,
    dims: plan.dims,
    tables,
    threshold,
    sensitive: plan.sensitive,
    previous: previous.releases,
    earlier: earlierTables(plan, previous.releases, counting.cubes),
    meta: { rules: rulesText(order, plan, madeUp), threshold, code: order.version, facts: factsHash(facts, order.key), made: order.made, approvedBy: order.approvedBy },
  };
}

/** All files of a release come from the one protected document. */
function filesOf(release: PublishableRelease, order: PublishOrder, { plan, madeUp }: Ready): Record<string, string> {
  const document = `${JSON.stringify(release, null, 1)}\n`;
  const tables = release.tables.map((table) => ({ path: `${release.id}/${table.id}.csv`, table: table.id, content: tableAsCsv(release, table) }));
  const described = [{ path: releaseFile(release.id), content: document }, ...tables].map(({ content, ...file }) => ({ ...file, bytes: Buffer.byteLength(content), hash: fileHash(content) }));
  return {
    [releaseFile(release.id)]: document,
    ...Object.fromEntries(tables.map(({ path, content }) => [path, content])),
    [`${release.id}/dictionary.nl.csv`]: dictionaryCsv(release, "nl"),
    [`${release.id}/dictionary.en.csv`]: dictionaryCsv(release, "en"),
    [`${release.id}/specification.json`]: order.specification,
    [`${release.id}/dcat.jsonld`]: catalogueRecord(release, { origin: order.origin, files: described, periods: plan.periods, isMadeUp: madeUp }),
  };
}

/** Makes a release, or says in one sentence why there is none. Throws the signal's reason when it was stopped. */
export async function publish(order: PublishOrder, watching: Watching = {}): Promise<PublishAnswer> {
  const ready = prepare(order);
  if (!ready.ok) return ready;
  watching.progress?.("count", 0, 1);
  const counted = count(ready.plan, ready.counting.cubes);
  if (!counted.ok) return refuse(`Table "${counted.where}" ${countWords[counted.because]}.`);
  const answer = await protect(inputFor(order, ready, counted.tables), watching);
  if (!answer.ok) return refuse(`${answer.where}: ${protectionWords[answer.because] ?? answer.because}.`);
  const { release, report } = answer;
  const files = filesOf(release, order, ready);
  const hashes = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, fileHash(content)]));
  const { register } = ready.previous;
  const entry = order.key.next(register, { release: release.id, files: hashes, counted: ready.counting.counted, made: order.made, code: order.version });
  return { ok: true, release, report, files, register: writeRegister([...register, entry]), keep: ready.counting.keep, changed: ready.counting.changed };
}
