/** `npm run bench`: every speed the product promises, with its baseline in the same run. Words pick parts: landing, reports, script, desk, import, signpost. */
import { writeFileSync } from "node:fs";
import { arch, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { benchLanding } from "./landing.ts";
import { benchReports } from "./reports.ts";
import { benchWithoutScript } from "./without-script.ts";
import { benchInBrowser } from "./in-browser.ts";
import { benchDesk } from "./desk.ts";
import { benchImport } from "./import.ts";
import { benchStart } from "./start.ts";
import { privatePostgres } from "./postgres.ts";

type Part = { readonly name: string; readonly run: () => Promise<readonly string[]> };

const embedded = { engine: "embedded", cpuMs: 10, memoryMb: 500 } as const;
const onPostgres = { engine: "postgresql", cpuMs: 6, memoryMb: 250 } as const;

const parts: readonly Part[] = [
  { name: "start", run: benchStart },
  { name: "landing", run: benchLanding },
  { name: "reports", run: () => benchReports(embedded, { cpu: () => 0 }) },
  { name: "reports-postgresql", run: () => privatePostgres((database) => benchReports(onPostgres, database)) },
  { name: "without-script", run: () => benchWithoutScript() },
  { name: "without-script-postgresql", run: () => privatePostgres((database) => benchWithoutScript(database.url)) },
  { name: "browser", run: benchInBrowser },
  { name: "desk", run: benchDesk },
  { name: "import", run: benchImport },
];

const wanted = process.argv.slice(2);
const chosen = parts.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
const lines: string[] = [`Measured on ${cpus().length} cores (${cpus()[0]?.model ?? arch()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`];
console.log(lines[0]);
for (const { name, run } of chosen) {
  console.log(`\n== ${name}`);
  const measured = await run();
  for (const line of measured) console.log(line);
  lines.push("", `## ${name}`, "", "```", ...measured, "```");
}
if (wanted.length === 0) {
  const head = ["# Benchmarks", "", "Made by `npm run bench`, which prints the same. Timings of shared machines are noisy: compare within one run.", ""];
  writeFileSync(join(import.meta.dirname, "../docs/bench.md"), `${[...head, ...lines].join("\n")}\n`);
}
process.exit(0);
