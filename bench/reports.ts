/**
 * Reports: sealed before the clock starts, each sent once at 1, 8 and 32 at a time, then a sample opened with key and code.
 * Every report comes from another network address, as people do; the budget per address is not what is measured here.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Destination } from "../src/site/browser/sealing/report.ts";
import { caller, cpuSeconds, load, memoryMb, type Answer, type Caller } from "./measuring.ts";
import { privatePostgres } from "./postgres.ts";
import { copyOf, startCopy, startProduct, type Running } from "./servers.ts";
import { openSampled } from "./opening.ts";
import type { Order, SealedReport } from "./sealing-worker.ts";
import { openForm, type Form } from "../tests/support/people.ts";

type Bars = { readonly engine: "embedded" | "postgresql"; readonly cpuMs: number; readonly memoryMb: number };
const embedded: Bars = { engine: "embedded", cpuMs: 10, memoryMb: 500 };
const onPostgres: Bars = { engine: "postgresql", cpuMs: 6, memoryMb: 250 };

const total = Number(process.env["BENCH_REPORTS"] ?? 10_000);
/** So many reports are behind the server when its memory is read. */
const memoryAfter = 500;

const anAddress = (): string => `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}::1`;

async function destinationsFor(client: Caller, count: number, page: Form): Promise<Destination[]> {
  const tickets = await gather(count, 8, () => client.call({ method: "POST", path: "/api/v1/report-tickets", headers: { "x-forwarded-for": anAddress() } }));
  return tickets.map((answer) => ({ ...page.destination, ...(JSON.parse(answer.body.toString()) as { ticket: string; case: string }) }));
}

/** Answers in order. */
async function gather(count: number, atOnce: number, job: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (answers.length < count) answers.push(await job());
  }));
  return answers.slice(0, count);
}

function sealIn(order: Order): Promise<SealedReport[]> {
  return new Promise((resolve, reject) => {
    const sealed: SealedReport[] = [];
    const thread = new Worker(join(import.meta.dirname, "sealing-worker.ts"), { workerData: order });
    thread.on("message", (one: SealedReport | "done") => {
      if (one === "done") resolve(sealed);
      else sealed.push(one);
    });
    thread.on("error", reject);
  });
}

async function seal(salt: string, destinations: readonly Destination[]): Promise<SealedReport[]> {
  const half = Math.ceil(destinations.length / 2);
  const both = await Promise.all([sealIn({ salt, destinations: destinations.slice(0, half) }), sealIn({ salt, destinations: destinations.slice(half) })]);
  return both.flat();
}

type Phase = { readonly atOnce: number; readonly reports: readonly SealedReport[] };

async function send(client: Caller, { atOnce, reports }: Phase, pids: { readonly server: number; readonly database: () => number }, answered: (count: number) => void) {
  const before = [cpuSeconds(pids.server), pids.database()] as const;
  let count = 0;
  const jobs = reports.map(({ body }) => async () => {
    const answer = await client.call({ method: "POST", path: "/api/v1/reports", body, headers: { "content-type": "application/json", "x-forwarded-for": anAddress() } });
    answered((count += 1));
    return answer;
  });
  const done = await load(jobs, atOnce, (answer) => answer.status === 201);
  const perReport = (seconds: number): number => (seconds * 1000) / reports.length;
  return { ...done, cpu: perReport(cpuSeconds(pids.server) - before[0]), databaseCpu: perReport(pids.database() - before[1]) };
}

/** Many different reports for one support point, without measuring. */
export async function sendMany(client: Caller, address: string, count: number): Promise<void> {
  const page = await openForm(address);
  const sealed = await seal(page.salt, await destinationsFor(client, count, page));
  const jobs = sealed.map(({ body }) => () => client.call({ method: "POST", path: "/api/v1/reports", body, headers: { "content-type": "application/json", "x-forwarded-for": anAddress() } }));
  const done = await load(jobs, 8, (answer) => answer.status === 201);
  if (done.failed > 0) throw new Error(`${done.failed} reports failed`);
}

const verdict = (good: boolean): string => (good ? "met" : "NOT MET");

/** What was sealed, for an installation whose copy can stand on either engine. */
type Prepared = { readonly page: Form; readonly sealed: readonly SealedReport[] };

async function prepare(address: string): Promise<Prepared & { readonly line: string }> {
  const client = caller(address, 32);
  const page = await openForm(address);
  const destinations = await destinationsFor(client, total, page);
  client.close();
  const started = performance.now();
  const sealed = await seal(page.salt, destinations);
  const perSecond = total / ((performance.now() - started) / 1000);
  return { page, sealed, line: `${total} reports of ${Math.round((sealed[0]?.body.length ?? 0) / 1000)} kB on the wire sealed at ${perSecond.toFixed(0)} a second (two threads, Argon2id and hybrid wraps included), the same for both engines` };
}

async function measure(product: Running, { page, sealed }: Prepared, bars: Bars, databaseCpu: () => number): Promise<string[]> {
  const client = caller(product.address, 32);
  const pids = { server: product.pid, database: databaseCpu };
  const lines: string[] = [];
  let sent = 0;
  let memory = 0;
  for (const atOnce of [1, 8, 32]) {
    const reports = sealed.slice(sent, atOnce === 32 ? total : sent + Math.floor(total / 3));
    sent += reports.length;
    const done = await send(client, { atOnce, reports }, pids, (count) => {
      if (atOnce === 1 && count === memoryAfter) memory = memoryMb(product.pid);
    });
    const bar = atOnce === 8 ? ` (bars 100 a second, p95 150 ms, CPU ${bars.cpuMs} ms: ${verdict(done.perSecond >= 100 && done.p95 < 150 && done.cpu < bars.cpuMs && done.failed === 0)})` : "";
    const own = bars.engine === "postgresql" ? `, database's CPU ${done.databaseCpu.toFixed(1)} ms` : "";
    lines.push(`${bars.engine}, ${String(atOnce).padStart(2)} at a time, ${reports.length} reports: ${done.perSecond.toFixed(0)} a second, p50 ${done.p50.toFixed(1)} ms, p95 ${done.p95.toFixed(1)} ms, server's CPU ${done.cpu.toFixed(2)} ms a report${own}, failed or refused ${done.failed}${bar}`);
    if (atOnce === 1) lines.push(`  memory after ${memoryAfter} reports: ${memory.toFixed(0)} MB (bar ${bars.memoryMb} MB: ${verdict(memory > 0 && memory < bars.memoryMb)})`);
  }
  const opened = await openSampled(product.address, sealed, { installation: page.destination.installation, salt: page.salt });
  lines.push(`  100 sampled reports opened afterwards: ${opened.withCode} with the code, ${opened.withKey} with the team's key: ${verdict(opened.withCode === 100 && opened.withKey === 100)}`);
  client.close();
  return lines;
}

export async function benchReports(): Promise<string[]> {
  const product = await startProduct();
  const folder = mkdtempSync(join(tmpdir(), "gehoord-bench-copy-"));
  try {
    const { line, ...prepared } = await prepare(product.address);
    const copy = await copyOf(product, folder);
    const own = await measure(product, prepared, embedded, () => 0);
    const theirs = await privatePostgres(async ({ url, cpu }) => {
      const other = await startCopy(copy, url);
      return measure(other, prepared, onPostgres, cpu).finally(() => other.stop());
    });
    return [line, ...own, ...theirs];
  } finally {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
