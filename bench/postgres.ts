/** A private PostgreSQL with durable settings for a measurement, and the CPU its processes used. */
import { execFileSync } from "node:child_process";
import { emptyDatabase, startPostgres } from "../tests/support/postgres.ts";
import { cpuSeconds } from "./measuring.ts";

/** `ownerUrl`: the same database for a superuser, whom row-level security does not ask. */
export type MeasuredDatabase = { readonly url: string; readonly ownerUrl: string; readonly cpu: () => number };

/** CPU seconds of all processes of the server that listens on this port's folder: those that live now. */
function cpuOf(folderOwner: string): number {
  const listed = execFileSync("pgrep", ["-u", folderOwner, "postgres"], { encoding: "utf8" });
  return listed.split("\n").filter(Boolean).map(Number).reduce((sum, pid) => sum + cpuIfAlive(pid), 0);
}

function cpuIfAlive(pid: number): number {
  try {
    return cpuSeconds(pid);
  } catch {
    return 0;
  }
}

export async function privatePostgres(work: (database: MeasuredDatabase) => Promise<string[]>): Promise<string[]> {
  const server = await startPostgres({ durable: true });
  const database = await emptyDatabase(server.url);
  const owner = process.getuid?.() === 0 ? "postgres" : String(process.getuid?.());
  try {
    const ownerUrl = new URL(database.url);
    ownerUrl.username = "postgres";
    return await work({ url: database.url, ownerUrl: ownerUrl.href, cpu: () => cpuOf(owner) });
  } finally {
    await server.remove();
  }
}
