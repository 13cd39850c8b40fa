/** `gehoord publish`, `publish usual` and `publish verify`: files in, files out. They need no database; the key of the register lies in the data folder. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { dayOf, systemClock, systemRandom, type Clock, type Config } from "../../base/index.ts";
import { writeDurably } from "../../base/durable-file.ts";
import { directoryOf } from "../../directory/index.ts";
import { alteredFile, factsRefusalInWords, isPeriod, openKeeping, publicKeyIn, publish, readFacts, readPrevious, readRegister, registerFaultInWords, usualSpecification, type Keeping, type Published, type PublishOrder, type Shelf } from "../../registration/index.ts";
import { done, refusedBecause, textOf, type CommandArguments, type CommandResult } from "../command.ts";
import { losesLines, shelfIn, writeRelease } from "./folder.ts";

export type Progress = (line: string) => void;

const usage = (text: string): CommandResult => ({ code: 2, text, json: { usage: text } });

type Bounds = { readonly least: number; readonly most: number };

/** The number, nothing, or what is wrong with it. */
function numberFrom(given: CommandArguments, name: string, { least, most }: Bounds): number | undefined | string {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  return /^\d{1,4}$/.test(text) && value >= least && value <= most ? value : `--${name} is a whole number, ${String(least)} to ${String(most)}.`;
}

/** Aborts at the signals by which somebody stops a program, and takes its hands off again afterwards. */
async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | "interrupted"> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, abort);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return "interrupted";
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, abort);
  }
}

/** A line for every new step and every tenth of it. */
function telling(progress: Progress): (step: string, at: number, of: number) => void {
  let said = "";
  return (step, at, of) => {
    const line = `${step} ${String(of === 0 ? 100 : Math.floor((10 * at) / of) * 10)} %`;
    if (line !== said) progress(line);
    said = line;
  };
}

function inWords({ release, report, changed }: Published, out: string): string {
  const secondary = report.hidden.filter(({ why }) => why !== "primary").length;
  const lines = [
    `Release "${release.id}" is published in ${out}: ${String(report.printed)} of ${String(report.cells)} cells printed, ${String(report.hidden.length)} gaps in its tables (${String(report.hidden.length - secondary)} small, ${String(secondary)} to protect those).`,
    `Every attack was made on it together with ${String(release.previous.length)} earlier releases; none found anything.`,
  ];
  const late = changed.length === 0 ? [] : [`Facts of ${changed.join(", ")} were added or corrected since those quarters were published. The figures stay as they were counted then.`];
  return [...lines, ...late].join("\n");
}

type Files = { readonly facts: string; readonly spec: string; readonly previous: string; readonly out: string };

function filesFrom(given: CommandArguments): Files | undefined {
  const [facts, spec, out] = ["facts", "spec", "out"].map((name) => textOf(given, name));
  if (facts === undefined || spec === undefined || out === undefined) return undefined;
  return { facts: resolve(facts), spec: resolve(spec), out: resolve(out), previous: resolve(textOf(given, "previous") ?? out) };
}

const nowhere: Shelf = { register: undefined, read: () => undefined, ids: [] };

type Asked = { readonly threshold: number | undefined; readonly approvedBy: number; readonly made: string };

function orderFrom(files: Files, asked: Asked, config: Config, keeping: Keeping): PublishOrder | CommandResult {
  const missing = [files.facts, files.spec].find((file) => !existsSync(file));
  if (missing !== undefined) return refusedBecause(`There is no file ${missing}.`);
  const shelf = shelfIn(files.previous);
  if (shelf === undefined && files.previous !== files.out) return refusedBecause(`There is no folder ${files.previous}. Name the folder of earlier releases; for the very first one, an empty folder.`);
  if (losesLines(files.out, shelf?.register ?? "")) return refusedBecause(`The register in ${files.out} holds releases that ${files.previous} does not. Name the folder with all earlier releases with --previous.`);
  const texts = { facts: readFileSync(files.facts, "utf8"), specification: readFileSync(files.spec, "utf8") };
  return { ...texts, ...asked, shelf: shelf ?? nowhere, key: keeping.key, kept: keeping.kept, version: config.version, origin: config.origin };
}

export async function publishRelease(given: CommandArguments, config: Config, progress: Progress, clock: Clock = systemClock): Promise<CommandResult> {
  const files = filesFrom(given);
  const threshold = numberFrom(given, "threshold", { least: 2, most: 1000 });
  const looked = numberFrom(given, "looked", { least: 1, most: 99 });
  if (files === undefined) return usage("publish needs --facts FILE, --spec FILE and --out DIR.");
  if (typeof threshold === "string") return usage(threshold);
  if (typeof looked === "string") return usage(looked);
  const keeping = openKeeping(config.data, systemRandom);
  const order = orderFrom(files, { threshold, approvedBy: looked ?? 1, made: dayOf(clock.now()) }, config, keeping);
  if ("code" in order) return order;
  const answer = await interruptible((signal) => publish(order, { signal, progress: telling(progress) }));
  if (answer === "interrupted") return refusedBecause("Stopped. Nothing was published.");
  if (!answer.ok) return refusedBecause(`${answer.sentence}\nNothing was published.`);
  keeping.keep(answer.keep);
  writeRelease(files.out, { id: answer.release.id, files: answer.files, register: answer.register });
  const { printed, cells, hidden, rounds } = answer.report;
  return done(inWords(answer, files.out), { release: answer.release.id, printed, cells, gaps: hidden.length, rounds, changed: answer.changed, out: files.out });
}

/** `gehoord publish usual PERIOD`: the specification that the desk would take, with the organisations of these facts and of earlier releases. */
export function writeUsual(given: CommandArguments, config: Config): CommandResult {
  const period = textOf(given, "period") ?? "";
  const [facts, out] = [textOf(given, "facts"), textOf(given, "out")];
  if (!isPeriod(period)) return usage(`"${period}" is not a year (2027) or a quarter (2027-q1).`);
  if (facts === undefined || out === undefined) return usage("publish usual needs --facts FILE and --out FILE.");
  if (!existsSync(facts)) return refusedBecause(`There is no file ${facts}.`);
  const read = readFacts(readFileSync(facts, "utf8"));
  if (!read.ok) return refusedBecause(`Facts, ${factsRefusalInWords(read)}`);
  const folder = textOf(given, "previous");
  const shelf = folder === undefined ? nowhere : shelfIn(folder);
  if (shelf === undefined) return refusedBecause(`There is no folder ${folder ?? ""}.`);
  const before = readPrevious(shelf, publicKeyIn(config.data) ?? "");
  if (!before.ok) return refusedBecause(`Previous releases: ${before.sentence}`);
  const members = directoryOf(config.root).organisations().map(({ id }) => id as string);
  const { text, withoutOrganisations } = usualSpecification(period, { members, facts: read.facts, previous: before.previous.releases });
  writeDurably(out, text);
  const left = withoutOrganisations ? "\nAn organisation came after the first release: there is no table by organisation." : "";
  return done(`The usual tables of ${period} written to ${out}.${left}`, { out, withoutOrganisations });
}

/** Checks signatures, order and every file. Without an installation's key it can say only that the register fits itself. */
export function verifyReleases(given: CommandArguments, config: Config): CommandResult {
  const folder = textOf(given, "file") ?? "";
  const shelf = shelfIn(folder);
  if (shelf?.register === undefined) return refusedBecause(`There is no register.jsonl in ${folder}.`);
  const own = textOf(given, "key") ?? publicKeyIn(config.data);
  const read = readRegister(shelf.register, own);
  if (!read.ok) return refusedBecause(registerFaultInWords(read.fault));
  for (const one of read.register) {
    const sentence = alteredFile(one, shelf);
    if (sentence !== undefined) return refusedBecause(sentence);
  }
  const named = new Set(read.register.map(({ release }) => release));
  const stray = shelf.ids.filter((id) => !named.has(id));
  if (stray.length > 0) return refusedBecause(`Not in the register, so not published: ${stray.join(", ")}.`);
  const key = own ?? read.register[0]?.key ?? "";
  const trust = own === undefined ? `The key in it was compared with nothing: ask whoever publishes whether it is ${key}.` : `Signed with ${key}.`;
  return done(`${String(read.register.length)} releases, every line signed and every file as it was published. ${trust}`, { releases: [...named], key, compared: own !== undefined });
}
