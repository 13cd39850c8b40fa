/** Measuring whole processes: CPU and memory as the system counts them, latencies as a client sees them. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** CPU seconds (user and system, all threads) that a process has used so far. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident memory of a process in MB. */
export function memoryMb(pid: number): number {
  const line = readFileSync(`/proc/${pid}/status`, "utf8").split("\n").find((one) => one.startsWith("VmRSS:")) ?? "";
  return Number(/\d+/.exec(line)?.[0] ?? 0) / 1024;
}

/** The process and all its descendants. */
export function family(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  return [pid, ...children.flatMap(family)];
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export type Call = { readonly method: string; readonly path: string; readonly body?: string | Uint8Array; readonly headers?: Record<string, string> };
export type Answer = { readonly status: number; readonly body: Buffer; readonly headers: Record<string, string | string[] | undefined>; readonly milliseconds: number };

export type Caller = { call(one: Call): Promise<Answer>; close(): void };

/** A client with at most `connections` kept-alive connections to one address. */
export function caller(address: string, connections: number): Caller {
  const { hostname, port } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const call = ({ method, path, body, headers = {} }: Call): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
      const sent = request({ hostname, port, path, method, agent, headers: { ...headers, ...length } }, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts), headers: response.headers, milliseconds: performance.now() - started }));
      });
      sent.on("error", reject);
      sent.end(body);
    });
  return { call, close: () => agent.destroy() };
}

export type Load = { readonly perSecond: number; readonly p50: number; readonly p95: number; readonly failed: number; readonly seconds: number; readonly statuses: Readonly<Record<string, number>> };

/** Does `jobs` with `atOnce` at a time; a job that throws, or whose answer is not wanted, counts as failed. */
export async function load(jobs: readonly (() => Promise<Answer>)[], atOnce: number, wanted: (answer: Answer) => boolean): Promise<Load> {
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let failed = 0;
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      try {
        const answer = await job();
        times.push(answer.milliseconds);
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        if (!wanted(answer)) failed += 1;
      } catch {
        failed += 1;
        statuses["broken"] = (statuses["broken"] ?? 0) + 1;
      }
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - started) / 1000;
  return { perSecond: jobs.length / seconds, p50: quantile(times, 0.5), p95: quantile(times, 0.95), failed, seconds, statuses };
}
