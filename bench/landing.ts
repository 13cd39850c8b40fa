/** The landing page against a bare server that sends the same bytes: the bar is half its rate. */
import { caller, load, quantile, type Caller } from "./measuring.ts";
import { startBare, startProduct } from "./servers.ts";

const requests = Number(process.env["BENCH_REQUESTS"] ?? 6_000);
const rounds = 5;
const ask = { method: "GET", path: "/", headers: { "accept-encoding": "br", "accept-language": "nl" } };

async function rate(client: Caller): Promise<number> {
  const jobs = Array.from({ length: requests }, () => () => client.call(ask));
  const done = await load(jobs, 16, (answer) => answer.status === 200);
  if (done.failed > 0) throw new Error(`${done.failed} requests failed`);
  return done.perSecond;
}

export async function benchLanding(): Promise<string[]> {
  const product = await startProduct();
  const ours = caller(product.address, 16);
  const first = await ours.call(ask);
  const { date: _date, connection: _connection, "keep-alive": _kept, ...headers } = first.headers;
  const plain = await startBare(first.body, headers);
  const theirs = caller(plain.address, 16);
  await rate(ours);
  await rate(theirs);
  const pairs: [number, number][] = [];
  for (let round = 0; round < rounds; round++) pairs.push([await rate(ours), await rate(theirs)]);
  ours.close();
  theirs.close();
  await product.stop();
  await plain.stop();
  const ratio = quantile(pairs.map(([a, b]) => a / b), 0.5);
  const median = (side: 0 | 1): string => Math.round(quantile(pairs.map((pair) => pair[side]), 0.5)).toLocaleString("en");
  return [`landing page: ${median(0)} a second, bare server with the same ${first.body.length} bytes: ${median(1)} a second, ratio ${ratio.toFixed(2)} (bar 0.50): ${ratio >= 0.5 ? "met" : "NOT MET"}`];
}
