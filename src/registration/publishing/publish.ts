/**
 * From facts to a release: read, count, protect, and everything that belongs to it as files and as the next line of the register. Nothing is written here;
 * who calls writes all of it or nothing.
 */
import { createHash } from "node:crypto";
import { protect, type Because, type ProtectInput, type ProtectionReport, type PublishableRelease, type Watching } from "../disclosure/index.ts";
import { factsRefusalInWords, readFacts, rowOf, type Fact, type KnownCodes } from "../facts/file.ts";
import { codedFields } from "../facts/codes.ts";
import { isMadeUp, madeUpMark } from "../published/made-up.ts";
import { catalogueRecord } from "./catalogue-record.ts";
import { count } from "./count.ts";
import { cubeOf } from "./cube.ts";
import { describedFiles, tableFiles } from "./described.ts";
import { dictionaryCsv } from "./dictionary.ts";
import { earlierTables } from "./earlier.ts";
import { countQuarters, type Counting, type Kept } from "./frozen.ts";
import { readPrevious, releaseFile, type Previous, type Shelf } from "./previous.ts";
import { fileHash, writeRegister, type Register, type RegisterKey } from "./register.ts";
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
/** A release that was made and not published: no line of the register names it. */
export type Made = {
  readonly ok: true;
  readonly release: PublishableRelease;
  readonly report: ProtectionReport;
  /** Path → content, all of the new release. */
  readonly files: Readonly<Record<string, string>>;
  /** Quarter → commitment, for the register. */
  readonly counted: Readonly<Record<string, string>>;
  /** Counts for the installation to keep. */
  readonly keep: Readonly<Record<string, string>>;
  readonly changed: readonly string[];
  /** What it was protected against. */
  readonly after: Register;
};
/** `register`: the whole of it, with the new line. */
export type Published = Made & { readonly register: string };
export type RefusedBecause = Because | "previous" | "specification" | "published-before" | "facts" | "not-one-kind" | "counts-gone" | "table-empty" | "one-contributor";
/** `where`: the table, field, line or release that it is about. */
export type Refused = { readonly ok: false; readonly because: RefusedBecause; readonly where: string; readonly sentence: string };
export type MadeAnswer = Made | Refused;
export type PublishAnswer = Published | Refused;

const refuse = (because: RefusedBecause, where: string, sentence: string): Refused => ({ ok: false, because, where, sentence });
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

const protectionWords: Readonly<Record<Because, string>> = {
  "table-too-fine": "is too fine: leave out a subject, or print it at a higher level",
  "hierarchy-changed": "its classes add up otherwise than in an earlier release. Keep the sums as they were and give changed classes new codes",
  "previous-missing": "an earlier release it was protected against is missing",
  "previous-altered": "an earlier release does not fit the counts: it was altered, or its facts were",
  "cannot-be-protected": "cannot be protected, together with everything printed before. Print less of it",
  "input-invalid": "is not a table that can be counted",
};
const countWords = {
  "table-empty": "is empty: not one fact belongs in it. Leave it out, or look at its period and what is fixed",
  "one-contributor": "holds facts of one organisation only: every number would be that organisation's own. Leave it out, or wait for more",
} as const;

type Ready = { readonly plan: Plan; readonly previous: Previous; readonly facts: readonly Fact[]; readonly madeUp: boolean; readonly counting: Counting };
type Prepared = ({ readonly ok: true } & Ready) | Refused;

/** Everything that can be wrong before anything is counted on. */
function prepare(order: PublishOrder): Prepared {
  const before = readPrevious(order.shelf, order.key.publicKey);
  if (!before.ok) return refuse("previous", before.sentence, `Previous releases: ${before.sentence}`);
  const { previous } = before;
  const asked = readSpecification(order.specification, previous.releases.flatMap(({ dims }) => (dims["period"] === undefined ? [] : [dims["period"]])));
  if (!asked.ok) return refuse("specification", asked.where, `Specification: ${asked.sentence}`);
  const { plan } = asked;
  if (previous.register.some(({ release }) => release === plan.id)) return refuse("published-before", plan.id, `Release "${plan.id}" was published before. What is printed is frozen: choose another id.`);
  const read = readFacts(order.facts, knownCodes(plan));
  if (!read.ok) return refuse("facts", factsRefusalInWords(read), `Facts, ${factsRefusalInWords(read)}`);
  const mixed = previous.releases.find((one) => isMadeUp(one) !== read.madeUp);
  if (mixed !== undefined) return refuse("not-one-kind", mixed.id, `Release "${mixed.id}" and these facts are not both real, or both made up. They never stand in one register.`);
  const counted = countQuarters(plan.periods, cubeOf(read.facts), previous.register, order.key, order.kept);
  return counted.ok ? { ok: true, plan, previous, facts: read.facts, madeUp: read.madeUp, counting: counted.counting } : refuse("counts-gone", counted.quarter, counted.sentence);
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
  return {
    [releaseFile(release.id)]: document,
    ...Object.fromEntries(tableFiles(release).map(({ path, content }) => [path, content])),
    [`${release.id}/dictionary.nl.csv`]: dictionaryCsv(release, "nl"),
    [`${release.id}/dictionary.en.csv`]: dictionaryCsv(release, "en"),
    [`${release.id}/specification.json`]: order.specification,
    [`${release.id}/dcat.jsonld`]: catalogueRecord(release, { origin: order.origin, files: describedFiles(release, document), periods: plan.periods, isMadeUp: madeUp }),
  };
}

/** Makes a release, or says in one sentence why there is none. Throws the signal's reason when it was stopped. */
export async function makeRelease(order: PublishOrder, watching: Watching = {}): Promise<MadeAnswer> {
  const ready = prepare(order);
  if (!ready.ok) return ready;
  watching.progress?.("count", 0, 1);
  const counted = count(ready.plan, ready.counting.cubes);
  if (!counted.ok) return refuse(counted.because, counted.where, `Table "${counted.where}" ${countWords[counted.because]}.`);
  const answer = await protect(inputFor(order, ready, counted.tables), watching);
  if (!answer.ok) return refuse(answer.because, answer.where, `${answer.where}: ${protectionWords[answer.because]}.`);
  const { release, report } = answer;
  const { counted: commitments, keep, changed } = ready.counting;
  return { ok: true, release, report, files: filesOf(release, order, ready), counted: commitments, keep, changed, after: ready.previous.register };
}

/** The same, with the next line of the register: whoever writes that line publishes it. */
export async function publish(order: PublishOrder, watching: Watching = {}): Promise<PublishAnswer> {
  const made = await makeRelease(order, watching);
  if (!made.ok) return made;
  const hashes = Object.fromEntries(Object.entries(made.files).map(([path, content]) => [path, fileHash(content)]));
  const entry = order.key.next(made.after, { release: made.release.id, files: hashes, counted: made.counted, made: order.made, code: order.version });
  return { ...made, register: writeRegister([...made.after, entry]) };
}
