/**
 * `npm run bench`: every speed the product promises, with its baseline in the same run. Words pick parts (`-- reports desk`).
 * Results stay in docs/bench.json, a part at a time, each with its day and machine; docs/bench.md is drawn from them.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { benchLanding } from "./landing.ts";
import { benchReports } from "./reports.ts";
import { benchWithoutScript } from "./without-script.ts";
import { benchInBrowser } from "./in-browser.ts";
import { benchDesk } from "./desk.ts";
import { benchDisclosure } from "./disclosure.ts";
import { benchFigures } from "./figures.ts";
import { benchNetwork } from "./network/index.ts";
import { benchImport } from "./import.ts";
import { benchRegistering } from "./registering.ts";
import { benchStart } from "./start.ts";
import { privatePostgres } from "./postgres.ts";

type Part = { readonly name: string; readonly run: () => Promise<readonly string[]> };

const parts: readonly Part[] = [
  { name: "start", run: benchStart },
  { name: "landing", run: benchLanding },
  { name: "reports", run: benchReports },
  { name: "without-script", run: () => benchWithoutScript() },
  { name: "without-script-postgresql", run: () => privatePostgres((database) => benchWithoutScript(database.url)) },
  { name: "browser", run: benchInBrowser },
  { name: "desk", run: benchDesk },
  { name: "network", run: benchNetwork },
  { name: "import", run: benchImport },
  { name: "disclosure", run: benchDisclosure },
  { name: "figures", run: benchFigures },
  { name: "registering", run: benchRegistering },
];

type Measured = { readonly measured: string; readonly lines: readonly string[] };

const docs = join(import.meta.dirname, "../docs");
const kept = join(docs, "bench.json");
const results: Record<string, Measured> = existsSync(kept) ? (JSON.parse(readFileSync(kept, "utf8")) as Record<string, Measured>) : {};
const machine = `${cpus().length} cores (${cpus()[0]?.model ?? arch()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;

function page(): string {
  const head = ["# Benchmarks", "", "Made by `npm run bench`, which prints the same. Timings of shared machines are noisy: compare within one part."];
  const sections = parts.flatMap(({ name }) => {
    const result = results[name];
    return result === undefined ? [] : ["", `## ${name}`, "", `Measured on ${result.measured}.`, "", "```", ...result.lines, "```"];
  });
  return `${[...head, ...sections].join("\n")}\n`;
}

const wanted = process.argv.slice(2);
console.log(`Measured on ${machine}.`);
for (const { name, run } of parts.filter((part) => wanted.length === 0 || wanted.includes(part.name))) {
  console.log(`\n== ${name}`);
  const lines = await run();
  for (const line of lines) console.log(line);
  results[name] = { measured: machine, lines };
  writeFileSync(kept, `${JSON.stringify(results, undefined, 1)}\n`);
  writeFileSync(join(docs, "bench.md"), page());
}
process.exit(0);
