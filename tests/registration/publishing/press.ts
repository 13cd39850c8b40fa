/** The command line with a folder of its own: facts in, releases out. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommandLine, type ExitCode, type Hands } from "../../../src/ops/index.ts";
import { catalogue, simulatedOrganisations, type Fact, writeFacts } from "../../../src/registration/index.ts";
import type { Release } from "../../../src/registration/disclosure/index.ts";
import { newFolder } from "../../support/installations.ts";

const never = (): never => {
  throw new Error("no command here needs an installation");
};
const hands: Hands = { start: never, setup: never, importSchools: never, erasers: {}, retention: [] };

export type Said = { readonly code: ExitCode; readonly out: string; readonly err: string };

export async function called(argv: readonly string[], data: string): Promise<Said> {
  let out = "";
  let err = "";
  const code = await runCommandLine({ argv, env: { GEHOORD_DATA: data }, hands, terminal: { out: (text) => (out += text), err: (text) => (err += text) } });
  return { code, out, err };
}

/** Every file under a folder, with its content. */
export function contentsOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

export type Press = {
  readonly folder: string;
  readonly out: string;
  readonly data: string;
  readonly publish: (facts: readonly Fact[] | string, specification: string, flags?: readonly string[]) => Promise<Said>;
  readonly verify: () => Promise<Said>;
  readonly released: (id: string) => Release;
};

/** `data`: the folder that holds the register's key, so that two presses can have the same. */
export function newPress({ data = newFolder() }: { readonly data?: string } = {}): Press {
  const folder = newFolder();
  const out = join(folder, "out");
  mkdirSync(out, { recursive: true });
  const publish: Press["publish"] = (facts, specification, flags = []) => {
    writeFileSync(join(folder, "facts.csv"), typeof facts === "string" ? facts : writeFacts(facts, { madeUp: true }));
    writeFileSync(join(folder, "spec.json"), specification);
    return called(["publish", "--facts", join(folder, "facts.csv"), "--spec", join(folder, "spec.json"), "--out", out, ...flags], data);
  };
  const released: Press["released"] = (id) => JSON.parse(readFileSync(join(out, `${id}.json`), "utf8")) as Release;
  return { folder, out, data, publish, verify: () => called(["publish", "verify", out], data), released };
}

export const everybody = Object.keys(simulatedOrganisations);

/** A small release: quick to protect, with hierarchy, organisations and matters. */
export function smallSpecification(period: string, change: Readonly<Record<string, unknown>> = {}): string {
  const { dims } = JSON.parse(catalogue(period, everybody)) as { dims: Record<string, unknown> };
  const tables = [{ id: "topic-sector", dims: ["topicGroup", "sector"] }, { id: "organisation", dims: ["organisation"] }, { id: "matters", dims: ["linked"], count: "matters" }, { id: "linked", dims: ["linked"] }];
  return JSON.stringify({ id: period, total: "T", periods: [period], dims: { topic: dims["topic"], sector: dims["sector"], organisation: dims["organisation"], linked: dims["linked"] }, tables, ...change });
}
