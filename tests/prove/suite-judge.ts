/**
 * Judges a mutant by the very tests of a room: each time from fresh modules, so that nothing computed for one mutant is
 * remembered for the next, and only by the tests that come by it. The first call, without a mutant, finds out which those are.
 */
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { configureGlobal } from "fast-check";
import { type Collected, taken } from "./collected.ts";

type Hits = Record<string, number>;
type Space = { activeMutant: string | undefined; currentTestId: string | undefined; hitCount: number | undefined; hitLimit: number | undefined; mutantCoverage?: { static: Hits; perTest: Record<string, Hits> } };
type Plan = { readonly milliseconds: ReadonlyMap<string, number>; readonly static: Hits; readonly perTest: Readonly<Record<string, Hits>> };

const root = join(import.meta.dirname, "../..");
const space = (globalThis as unknown as { __stryker__: Space }).__stryker__;
const sources = new Map<string, string>();
const mark = "?mutant=";

/** A loop that a mutant made endless is seen by how often it comes by: so many times more than without. */
const patience = 100;

let fresh = 0;
/** Files of `room` and the tests are loaded anew each time; "vitest" only collects. */
function freshFrom(isFresh: (url: string) => boolean): void {
  const collector = pathToFileURL(join(import.meta.dirname, "collected.ts")).href;
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === "vitest" && context.parentURL !== collector) return { url: collector, format: "module-typescript", shortCircuit: true };
      const found = next(specifier, context);
      return isFresh(found.url) && !found.url.includes(mark) ? { ...found, url: `${found.url}${mark}${fresh}` } : found;
    },
    load: (url, context, next) => {
      const [address = url] = url.split(mark);
      if (address === url) return next(url, context);
      const source = sources.get(address) ?? stripTypeScriptTypes(readFileSync(fileURLToPath(address), "utf8"));
      sources.set(address, source);
      return { format: "module", source, shortCircuit: true };
    },
  });
}

async function collectedFrom(files: readonly string[]): Promise<readonly Collected[]> {
  fresh += 1;
  for (const file of files) await import(`${pathToFileURL(join(root, file)).href}${mark}${fresh}`);
  return taken();
}

const faultIn = async ({ name, run }: Collected): Promise<string | undefined> => {
  try {
    await run();
    return undefined;
  } catch (error) {
    return `${name}: ${String(error)}`.slice(0, 200);
  }
};

/** All tests without a mutant; which of them come by which mutant, and how long each takes. */
async function planned(files: readonly string[]): Promise<Plan | string> {
  const milliseconds = new Map<string, number>();
  for (const test of await collectedFrom(files)) {
    const began = performance.now();
    space.currentTestId = test.name;
    const fault = await faultIn(test);
    space.currentTestId = undefined;
    if (fault !== undefined) return fault;
    milliseconds.set(test.name, performance.now() - began);
  }
  const coverage = structuredClone(space.mutantCoverage ?? { static: {}, perTest: {} });
  return { milliseconds, ...coverage };
}

/** How often the mutant's place is passed without it, at most and in all tests together. */
const hitsOf = (plan: Plan, mutant: string): number => [plan.static, ...Object.values(plan.perTest)].reduce((sum, hits) => sum + (hits[mutant] ?? 0), 0);

async function judged(plan: Plan, files: readonly string[], mutant: string): Promise<string | undefined> {
  const hits = hitsOf(plan, mutant);
  if (hits === 0) return undefined;
  [space.hitCount, space.hitLimit] = [0, Math.max(10_000, hits * patience)];
  const took = ({ name }: Collected): number => plan.milliseconds.get(name) ?? 0;
  try {
    const all = await collectedFrom(files);
    const comesBy = ({ name }: Collected): boolean => plan.static[mutant] !== undefined || plan.perTest[name]?.[mutant] !== undefined;
    for (const test of all.filter(comesBy).toSorted((one, other) => took(one) - took(other))) {
      const fault = await faultIn(test);
      if (fault !== undefined) return fault;
    }
    return undefined;
  } catch (error) {
    taken();
    return `cannot be loaded: ${String(error)}`.slice(0, 200);
  }
}

/** `room`: the folder that the mutants are in. `files`: its tests, from the root. */
export function suiteJudge(room: string, files: readonly string[]): () => Promise<string | undefined> {
  const folders = [`${pathToFileURL(join(root, room)).href}/`, ...files.map((file) => pathToFileURL(join(root, file)).href)];
  freshFrom((url) => folders.some((folder) => url.startsWith(folder)));
  // The first counterexample is enough: a smaller one costs time and convinces nobody more.
  configureGlobal({ endOnFailure: true });
  let plan: Plan | undefined;
  return async () => {
    if (space.activeMutant !== undefined && plan !== undefined) return judged(plan, files, space.activeMutant);
    const made = await planned(files);
    if (typeof made === "string") return made;
    plan = made;
    return undefined;
  };
}
