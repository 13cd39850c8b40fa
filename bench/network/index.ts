/** A desk of thousands of cases in a network of tens of thousands, on PostgreSQL. `BENCH_NETWORK_PARTS` picks: lists, cost, desk, workers, rewrap. */
import { privatePostgres } from "../postgres.ts";
import { benchCost } from "./cost.ts";
import { benchInDesk, benchRewrap } from "./in-chromium.ts";
import { benchLists } from "./lists.ts";
import { withNetwork, type Standing } from "./standing.ts";
import { benchWorkers } from "./workers.ts";

const parts: Readonly<Record<string, (standing: Standing) => Promise<string[]>>> = { lists: benchLists, cost: benchCost, desk: benchInDesk, workers: benchWorkers, rewrap: benchRewrap };

export function benchNetwork(): Promise<string[]> {
  const wanted = process.env["BENCH_NETWORK_PARTS"]?.split(",") ?? Object.keys(parts);
  return privatePostgres((database) =>
    withNetwork(database, async (standing) => {
      const lines: string[] = [];
      for (const name of wanted) {
        // One that fails says so, and does not take along what the others measured.
        const found = (await parts[name]?.(standing).catch((error: unknown) => [`${name}: NOT MEASURED: ${error instanceof Error ? error.message.split("\n")[0] : "unknown"}`])) ?? [];
        for (const line of found) console.error(`  ${line}`);
        lines.push(...found);
      }
      return lines;
    }),
  );
}
