/**
 * A fingerprint of the outcomes, small enough to commit: every role, topic and doer in seventeen typical situations. A changed rule
 * shows here how many outcomes change, and which. For before and after beside each other: `node tools/signpost-diff.mjs [commit]`.
 */
import { createHash } from "node:crypto";
import { Bys, decide, Roles, type SignpostInput, Topics } from "../../src/signpost/index.ts";

type Situation = Omit<SignpostInput, "role" | "topic" | "by">;

export const situations: readonly Situation[] = [
  {},
  { sector: "po", age: 9, tried: ["nothing"] },
  { sector: "vo", age: 15, danger: "recent" },
  { sector: "mbo", age: 19 },
  { sector: "so", age: 13, danger: "now" },
  { sector: "vo", age: 16, special: ["orientation-secret"], tried: ["dare-not"] },
  { sector: "po", special: ["special-needs"], tried: ["told-school"], goal: "advice" },
  { sector: "vo", tried: ["board-rejected"], committee: "lkc", monthsAgo: 4 },
  { sector: "po", tried: ["board"], committee: "gcbo", monthsAgo: 14, goal: "complaint", special: ["court-case"] },
  { sector: "so", special: ["disability", "weeks-at-home:6"], tried: ["school-leader"] },
  { sector: "vo", tried: ["committee-upheld"], monthsAgo: 10 },
  { goal: "policy", special: ["lhbtiq"] },
  { sector: "mbo", age: 18, goal: "complaint", tried: ["nothing"] },
  { sector: "vo", goal: "report-to-inspectorate", special: ["lhbtiq"] },
  { sector: "po", age: 7, goal: "complaint", tried: ["nothing"], special: ["weeks-at-home:4"] },
  { sector: "vo", age: 17, goal: "complaint", tried: ["school-leader"], monthsAgo: 2 },
  { sector: "po", tried: ["dare-not"] },
];

const topics = [undefined, ...Topics] as const;
const doers = [undefined, ...Bys] as const;

/** Eighteen bits: two different outcomes look the same once in 262,144 times. */
const mark = (input: SignpostInput): string => createHash("sha256").update(JSON.stringify(decide(input))).digest("base64url").slice(0, 3);

function inputsOf(role: SignpostInput["role"], topic: (typeof topics)[number]): readonly SignpostInput[] {
  return doers.flatMap((by) => situations.map((situation) => ({ role, ...(topic === undefined ? {} : { topic }), ...(by === undefined ? {} : { by }), ...situation })));
}

export type Digest = Readonly<Record<string, string>>;
const rows = Roles.flatMap((role) => topics.map((topic) => ({ name: `${role} ${topic ?? "-"}`, inputs: inputsOf(role, topic) })));

export function digestNow(): Digest {
  return Object.fromEntries(rows.map(({ name, inputs }) => [name, inputs.map(mark).join("")]));
}

/** The first row that is another than before, without making the rest; `undefined`: all are the same. */
export function firstChangedRow(old: Digest): string | undefined {
  return rows.find(({ name, inputs }) => inputs.some((input, place) => mark(input) !== (old[name] ?? "").slice(place * 3, place * 3 + 3)))?.name;
}

/** The inputs whose outcome is another than before. */
export function changedBetween(old: Digest, now: Digest): readonly SignpostInput[] {
  const at = (digest: Digest, name: string, place: number): string => (digest[name] ?? "").slice(place * 3, place * 3 + 3);
  return rows.flatMap(({ name, inputs }) => inputs.filter((_, place) => at(old, name, place) !== at(now, name, place)));
}
