/** What `import … from "vitest"` means while a mutant is judged: tests are collected here, and run by the judge in its own thread. */
import { expect } from "vitest";

export type Collected = { readonly name: string; readonly run: () => unknown };
type Body = () => unknown;
type Options = Readonly<Record<string, unknown>>;
type Each = <Row>(rows: readonly Row[]) => (name: string, body: (...row: never[]) => unknown) => void;

let tests: Collected[] = [];
let around: string[] = [];

/**
 * Everything that was collected since the last time, in the order of the files. Begins anew also when a file could not be loaded to its
 * end: a group that stayed open gave all later tests other names, and nothing was asked of any mutant any more.
 */
export function taken(): readonly Collected[] {
  const all = tests;
  tests = [];
  around = [];
  return all;
}

function collect(name: string, ...rest: readonly (Options | Body)[]): void {
  const run = rest.find((one) => typeof one === "function") as Body | undefined;
  if (run !== undefined) tests.push({ name: [...around, name].join(" > "), run });
}

function group(name: string, ...rest: readonly (Options | Body)[]): void {
  const body = rest.find((one) => typeof one === "function") as Body | undefined;
  around = [...around, name];
  body?.();
  around = around.slice(0, -1);
}

const spread = (row: unknown): unknown[] => (Array.isArray(row) ? row : [row]);
const eachOf = (add: (name: string, body: Body) => void): Each => (rows) => (name, body) => {
  for (const [at, row] of rows.entries()) add(`${name} ${at}`, () => body(...(spread(row) as never[])));
};

export const it = Object.assign(collect, { each: eachOf(collect) });
export const describe = Object.assign(group, { each: eachOf(group), skipIf: (skipped: boolean) => (skipped ? () => undefined : group) });
/** A folder of a test stays until the thread ends: it is used again for the next mutant. */
export const afterAll = (): void => undefined;
export { expect };
