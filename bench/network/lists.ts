/** What a worker waits for at a list: the first fifty, the next fifty, and a choice by what stands open; and an intake by telephone. */
import { gunzipSync } from "node:zlib";
import type { CaseListAnswer } from "../../src/cases/shape.ts";
import { openSummaries } from "../../src/desk/cases/opening.ts";
import { caller, quantile, type Caller } from "../measuring.ts";
import type { SignedIn } from "../../tests/support/people.ts";
import type { Standing } from "./standing.ts";

const rounds = 9;
export const verdict = (good: boolean): string => (good ? "met" : "NOT MET");

type Page = { readonly bytes: number; readonly answered: number; readonly opened: number; readonly answer: CaseListAnswer };

async function page(client: Caller, worker: SignedIn, query: string): Promise<Page> {
  const started = performance.now();
  const got = await client.call({ method: "GET", path: `/api/v1/cases?${query}`, headers: { cookie: worker.cookie, "accept-encoding": "gzip" } });
  if (got.status !== 200) throw new Error(`The list answered ${got.status}`);
  const packed = got.headers["content-encoding"] === "gzip";
  const answer = JSON.parse((packed ? gunzipSync(got.body) : got.body).toString()) as CaseListAnswer;
  const answered = performance.now() - started;
  // A keyring of its own each time: nothing that an earlier page opened helps this one.
  const opened = await openSummaries(answer.cases, { ...worker.keyring });
  if (opened.some((one) => !one.readable)) throw new Error("The list did not open");
  return { bytes: got.body.length, answered, opened: performance.now() - started, answer };
}

const middle = (values: readonly number[]): number => quantile(values, 0.5);

async function firstAndNext(client: Caller, { noor }: Standing, filter: string): Promise<string> {
  const firsts: Page[] = [];
  const nexts: Page[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = await page(client, noor, `filter=${filter}`);
    firsts.push(first);
    if (first.answer.next !== null) nexts.push(await page(client, noor, `filter=${filter}&cursor=${encodeURIComponent(first.answer.next)}`));
  }
  const [first, next, bytes] = [middle(firsts.map((one) => one.opened)), middle(nexts.map((one) => one.opened)), Math.max(...[...firsts, ...nexts].map((one) => one.bytes))];
  const answered = middle(firsts.map((one) => one.answered));
  return `list "${filter}": first ${firsts[0]?.answer.cases.length ?? 0} fetched and opened in ${first.toFixed(0)} ms (answered after ${answered.toFixed(0)}), next ${nexts[0]?.answer.cases.length ?? 0} in ${next.toFixed(0)} ms, ${(bytes / 1000).toFixed(0)} kB on the wire (bars 500 ms, 300 ms, 120 kB: ${verdict(first < 500 && next < 300 && bytes <= 120_000)})`;
}

async function filters(client: Caller, { noor, workers }: Standing): Promise<string> {
  const choices = ["filter=all&states=unread", "filter=all&holder=nobody", "filter=all&holder=absent", "filter=all&urgent=yes", "filter=all&due=late", "filter=all&due=week&states=open,waiting", "filter=mine", `filter=all&member=${workers[0]?.member ?? ""}`, "filter=all&states=asked-helped&due=today"];
  const worst: { readonly choice: string; readonly ms: number }[] = [];
  for (const choice of choices) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push((await page(client, noor, choice)).answered);
    worst.push({ choice, ms: middle(times) });
  }
  const slowest = worst.toSorted((a, b) => b.ms - a.ms)[0];
  const all = worst.map((one) => one.ms);
  return `filters on open fields: ${choices.length} choices answered in ${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)} ms, slowest ${slowest?.choice.replace(/member=.*/, "member=…")} (bar 100 ms: ${verdict(Math.max(...all) < 100)})`;
}

export async function benchLists(standing: Standing): Promise<string[]> {
  const client = caller(standing.product.address, 4);
  const lines = [await firstAndNext(client, standing, "today"), await firstAndNext(client, standing, "all"), await filters(client, standing)];
  client.close();
  return lines;
}
