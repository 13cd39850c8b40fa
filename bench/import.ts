/** Import of the two real registers of schools into an empty installation, on both engines; the bar is 10 s each. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { importSchools } from "../src/schools/index.ts";
import { migrate, openDatabase } from "../src/store/index.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { privatePostgres } from "./postgres.ts";

const root = join(import.meta.dirname, "..");
const files = ["duo-vestigingen-po-2017.csv", "scholen-2024-11.geo.json.gz"].map((name) => join(root, "../shared/data", name));

async function measure(engine: string, databaseUrl?: string): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), "gehoord-bench-import-"));
  const db = await openDatabase({ data, databaseUrl });
  await migrate(db, join(root, "migrations"));
  const lines: string[] = [];
  for (const file of files) {
    const started = performance.now();
    const report = await importSchools({ db }, file);
    const seconds = (performance.now() - started) / 1000;
    if (!report.ok) throw new Error(`${file} was refused`);
    const { rows, added, refused } = report.value;
    lines.push(`${engine}: ${file.split("/").at(-1)}: ${rows} rows, ${added.length} added, ${refused.length} refused, ${seconds.toFixed(2)} s (bar 10 s: ${seconds < 10 ? "met" : "NOT MET"})`);
  }
  await db.close();
  rmSync(data, { recursive: true, force: true });
  return lines;
}

export async function benchImport(): Promise<string[]> {
  if (!files.every((file) => existsSync(file))) return ["not measured: the registers of schools are not beside the checkout"];
  return [...(await measure("embedded")), ...(await privatePostgres((database) => measure("PostgreSQL", database.url)))];
}
