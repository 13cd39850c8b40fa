/** Three years as an installation publishes them: every quarter and year after the other, while contacts are registered late and are corrected. */
import { readCube } from "../src/registration/publishing/cube.ts";
import { earlierTables } from "../src/registration/publishing/earlier.ts";
import { readSpecification } from "../src/registration/publishing/specification.ts";
import { publish, type Published } from "../src/registration/publishing/publish.ts";
import { catalogue, usualSpecification } from "../src/registration/publishing/catalogue.ts";
import { registerKey } from "../src/registration/publishing/register.ts";
import type { CountedTable, Watching } from "../src/registration/disclosure/index.ts";
import { writeFacts, type Fact } from "../src/registration/facts/index.ts";
import { quarterOf } from "../src/registration/facts/weeks.ts";
import { simulate, simulatedOrganisations } from "../src/registration/simulation/index.ts";

export type Series = { readonly seed: number; readonly years: number; readonly perYear: number; /** So many periods of these years, from the first. */ readonly turns?: number };
const first = 2024;

/** Quarters, each year after its last. */
export const turnsOf = (years: number): string[] => Array.from({ length: years }, (_, at) => first + at).flatMap((year) => [1, 2, 3, 4].map((quarter) => `${String(year)}-q${String(quarter)}`).concat(String(year)));

/** As the network knew it at the end of a quarter: two in a hundred of its contacts are not in yet, and one in a hundred of all was put right, each time others. */
function registered(facts: readonly Fact[], quarter: string, round: number): Fact[] {
  const isIn = (fact: Fact, at: number): boolean => quarterOf(fact.week) < quarter || (quarterOf(fact.week) === quarter && (at + 3) % 50 !== 0);
  const corrected = facts.map((fact, at) => ((at + round) % 100 === 0 ? { ...fact, sector: fact.sector === "po" ? "vo" : "po", topic: "threat" } : fact));
  return corrected.filter((_, at) => isIn(facts[at] as Fact, at));
}

/** Publishes all of it in memory. Throws the sentence of a refusal. */
export async function published({ seed, years, perYear, turns = 5 * years }: Series, watching?: Watching, done: (period: string) => void = () => undefined): Promise<readonly Published[]> {
  const { facts } = simulate({ seed, years, perYear, from: first });
  const key = registerKey(new Uint8Array(32).fill(seed));
  const shelf = new Map<string, string>();
  const kept = new Map<string, string>();
  const all: Published[] = [];
  for (const [round, period] of turnsOf(years).slice(0, turns).entries()) {
    const quarter = period.includes("q") ? period : `${period}-q4`;
    const read = (path: string): Uint8Array | undefined => (shelf.has(path) ? new TextEncoder().encode(shelf.get(path)) : undefined);
    const counted = registered(facts, quarter, round);
    const answer = await publish(
      { facts: writeFacts(counted, { madeUp: true }), specification: usualSpecification(period, { members: Object.keys(simulatedOrganisations), facts: counted, previous: all.map(({ release }) => release) }).text, shelf: { register: all.at(-1)?.register, read, ids: all.map(({ release }) => release.id) }, key, kept: (commitment) => kept.get(commitment), made: "2028-01-15", version: "0.1.0", origin: "https://gehoord.example", approvedBy: 2 },
      watching,
    );
    if (!answer.ok) throw new Error(`seed ${String(seed)}, ${String(perYear)} a year: ${answer.sentence}`);
    for (const [path, content] of Object.entries(answer.files)) shelf.set(path, content);
    for (const [commitment, content] of Object.entries(answer.keep)) kept.set(commitment, content);
    all.push(answer);
    done(period);
  }
  return all;
}

/** What was counted for all of it: the register says of which quarter each kept content is. */
export function truthOf(all: readonly Published[], years: number): readonly CountedTable[] {
  const kept = new Map(all.flatMap(({ keep }) => Object.entries(keep)));
  const lines = (all.at(-1)?.register ?? "").trimEnd().split("\n").map((line) => JSON.parse(line) as { counted: Record<string, string> });
  const cubes = new Map(lines.flatMap(({ counted }) => Object.entries(counted)).map(([quarter, commitment]) => [quarter, readCube(quarter, kept.get(commitment) ?? "")]));
  const read = readSpecification(catalogue(String(first + years - 1), Object.keys(simulatedOrganisations)), []);
  if (!read.ok) throw new Error(read.sentence);
  return earlierTables(read.plan, all.map(({ release }) => release), cubes);
}
