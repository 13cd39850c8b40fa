/** Reports without JavaScript: the form is sent as it is, the server seals on arrival and answers with the receipt. */
import { randomBytes } from "node:crypto";
import { caller, cpuSeconds, load, memoryMb } from "./measuring.ts";
import { startProduct } from "./servers.ts";

const total = Number(process.env["BENCH_PLAIN_REPORTS"] ?? 300);
const form = { "content-type": "application/x-www-form-urlencoded" };
const anAddress = (): string => `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}::1`;

function filled(hidden: Record<string, string>, index: number): string {
  const what = `In de pauze gebeurt het weer, voor de ${index}e keer. Niemand ziet het en ik durf niets te zeggen. `.repeat(30).slice(0, 2_300);
  return new URLSearchParams({ ...hidden, mode: "confidential", forWhom: "self", role: "pupil", sector: "vo", topic: "bullying", danger: "no", what, who: "Een groepje", where: "Op het plein", when: "Sinds de herfst", need: "Meedenken", reach: "none", safeMoments: "Na vier uur", mustNot: "Niet bellen" }).toString();
}

/** Every hidden field of the form, as a browser would send it back. */
function hiddenFields(html: string): Record<string, string> {
  const start = html.indexOf('action="/melden/versturen"');
  const inputs = html.slice(start).matchAll(/<input[^>]*type="hidden"[^>]*>/g);
  return Object.fromEntries([...inputs].map(([tag]) => [/name="([^"]*)"/.exec(tag)?.[1] ?? "", /value="([^"]*)"/.exec(tag)?.[1] ?? ""]));
}

export async function benchWithoutScript(databaseUrl?: string): Promise<string[]> {
  const product = await startProduct(databaseUrl);
  const client = caller(product.address, 8);
  const bodies: string[] = [];
  for (let index = 0; index < total; index++) {
    const opened = await client.call({ method: "POST", path: "/melden/formulier", body: "team=kindertelefoon", headers: { ...form, "x-forwarded-for": anAddress() } });
    bodies.push(filled(hiddenFields(opened.body.toString()), index));
  }
  const before = cpuSeconds(product.pid);
  const jobs = bodies.map((body) => () => client.call({ method: "POST", path: "/melden/versturen", body, headers: { ...form, "x-forwarded-for": anAddress() } }));
  const code = /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/;
  const done = await load(jobs, 8, (answer) => answer.status === 200 && code.test(answer.body.toString()));
  const cpu = ((cpuSeconds(product.pid) - before) * 1000) / total;
  const good = done.perSecond >= 15 && cpu < 60 && done.p95 < 1_000 && done.failed === 0;
  const memory = memoryMb(product.pid);
  client.close();
  await product.stop();
  return [
    `without JavaScript (${databaseUrl === undefined ? "embedded" : "PostgreSQL"}), 8 at a time: ${done.perSecond.toFixed(0)} a second, p95 ${done.p95.toFixed(0)} ms, server's CPU ${cpu.toFixed(1)} ms a report, failed ${done.failed} (bars 15 a second, p95 1000 ms, CPU 60 ms: ${good ? "met" : "NOT MET"}); memory ${memory.toFixed(0)} MB`,
  ];
}
