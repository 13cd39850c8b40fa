/** `gehoord simulate`: facts of a made-up network. Needs no installation. */
import { resolve } from "node:path";
import { simulate, writeFacts } from "../../registration/index.ts";
import { done, textOf, type CommandArguments, type CommandResult } from "../command.ts";
import { writeDurably } from "../../base/durable-file.ts";

type Bounds = { readonly usual: number; readonly least: number; readonly most: number };
const wanted = {
  years: { usual: 5, least: 1, most: 50 },
  seed: { usual: 1, least: 0, most: 4_294_967_295 },
  "per-year": { usual: 24_000, least: 1, most: 1_000_000 },
  from: { usual: 2022, least: 2000, most: 2200 },
} satisfies Record<string, Bounds>;

/** The number, or what is wrong with it. */
function whole(given: CommandArguments, name: keyof typeof wanted): number | string {
  const { usual, least, most } = wanted[name];
  const text = textOf(given, name);
  if (text === undefined) return usual;
  const value = Number(text);
  return /^\d{1,10}$/.test(text) && value >= least && value <= most ? value : `--${name} is a whole number, ${String(least)} to ${String(most)}.`;
}

export function simulateNetwork(given: CommandArguments): CommandResult {
  const numbers = [whole(given, "years"), whole(given, "seed"), whole(given, "per-year"), whole(given, "from")];
  const wrong = numbers.find((one) => typeof one === "string");
  const out = textOf(given, "out");
  if (typeof wrong === "string") return { code: 2, text: wrong, json: { usage: wrong } };
  if (out === undefined && given["json"] === true) return { code: 2, text: "--json needs --out FILE.", json: {} };
  const [years = 0, seed = 0, perYear = 0, from = 0] = numbers as number[];
  const { facts } = simulate({ years, seed, perYear, from });
  const text = writeFacts(facts, { madeUp: true });
  if (out === undefined) return { code: 0, text: text.trimEnd(), json: {} };
  writeDurably(resolve(out), text);
  return done(`${String(facts.length)} made-up facts of ${String(years)} years from ${String(from)} written to ${out}. Every row says so.`, { facts: facts.length, years, seed, perYear, from, madeUp: true });
}
