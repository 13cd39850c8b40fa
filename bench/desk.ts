/** The desk's list: the first fifty of many cases, and the next fifty, fetched and opened as the desk does it. */
import { gunzipSync } from "node:zlib";
import { openSummaries } from "../src/desk/cases/opening.ts";
import type { CaseListAnswer } from "../src/cases/shape.ts";
import { caller, quantile, type Caller } from "./measuring.ts";
import { signedIn, type SignedIn } from "../tests/support/people.ts";
import { sendMany } from "./reports.ts";
import { startProduct } from "./servers.ts";

const cases = Number(process.env["BENCH_CASES"] ?? 1_000);
const rounds = 7;

type Page = { readonly bytes: number; readonly milliseconds: number; readonly answer: CaseListAnswer };

async function page(client: Caller, worker: SignedIn, cursor: string | null): Promise<Page> {
  const started = performance.now();
  const query = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
  const got = await client.call({ method: "GET", path: `/api/v1/cases?filter=all${query}`, headers: { cookie: worker.cookie, "accept-encoding": "gzip" } });
  const packed = got.headers["content-encoding"] === "gzip";
  const answer = JSON.parse((packed ? gunzipSync(got.body) : got.body).toString()) as CaseListAnswer;
  const opened = await openSummaries(answer.cases, worker.keyring);
  if (opened.length !== 50 || opened.some((one) => !one.readable)) throw new Error("The list did not open");
  return { bytes: got.body.length, milliseconds: performance.now() - started, answer };
}

export async function benchDesk(): Promise<string[]> {
  const product = await startProduct();
  const client = caller(product.address, 8);
  await sendMany(client, product.address, cases);
  const worker = await signedIn(product.address, "noor");
  const firsts: number[] = [];
  const nexts: number[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    const first = await page(client, worker, null);
    const next = await page(client, worker, first.answer.next);
    firsts.push(first.milliseconds);
    nexts.push(next.milliseconds);
    bytes = Math.max(bytes, first.bytes, next.bytes);
  }
  client.close();
  await product.stop();
  const [first, next] = [quantile(firsts, 0.5), quantile(nexts, 0.5)];
  const good = first < 500 && next < 300 && bytes <= 120_000;
  return [`desk, ${cases} cases: first 50 fetched and opened in ${first.toFixed(0)} ms, next 50 in ${next.toFixed(0)} ms, ${(bytes / 1000).toFixed(0)} kB on the wire (bars 500 ms, 300 ms, 120 kB: ${good ? "met" : "NOT MET"})`];
}
