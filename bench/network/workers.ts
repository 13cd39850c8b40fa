/** Fifty workers at once, twenty acts a minute each, as a desk is used: what was planned for a moment is sent at that moment, whether the one before was answered or not. */
import { randomBytes, randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { deskToken } from "../../src/accounts/shape.ts";
import type { DeskCase } from "../../src/cases/shape.ts";
import { cpuSeconds, quantile, type Answer } from "../measuring.ts";
import { ownTeam } from "./filling.ts";
import { verdict } from "./lists.ts";
import type { AtWork, Standing } from "./standing.ts";

const seconds = Number(process.env["BENCH_SECONDS"] ?? 90);
const actsAMinute = 20;

const b64 = (count: number): string => randomBytes(count).toString("base64url");
/** As large as a short text is: the padding is the same for all of them. */
const piece = (kind: string, sequence: number): Record<string, unknown> => ({ id: randomUUID(), kind, sequence, sealed: b64(4_320), key: b64(230) });

/** `wrap`: one that opens with the team's key, for what is taken in by telephone. */
type Desk = { readonly me: AtWork; readonly epoch: number; readonly wrap: string; readonly cases: readonly string[]; readonly ask: (method: string, path: string, body?: unknown) => Promise<Answer> };
type Act = { readonly name: string; readonly share: number; readonly run: (desk: Desk, at: string) => Promise<Answer> };

const read = async (desk: Desk, id: string): Promise<Answer> => desk.ask("GET", `/cases/${id}`);

/** Reads, then writes after what is there: two acts of which the second is measured; the first counts as a reading. */
async function write(desk: Desk, id: string, kind: "answer" | "note"): Promise<Answer> {
  const got = await read(desk, id);
  if (got.status !== 200) return got;
  const now = JSON.parse((got.headers["content-encoding"] === "gzip" ? gunzipSync(got.body) : got.body).toString()) as DeskCase;
  const chain = kind === "note" ? "desk" : "shared";
  return desk.ask("POST", `/cases/${id}/pieces`, { piece: piece(kind, now.pieces.filter((one) => one.chain === chain).length + 1) });
}

const intake = (desk: Desk): Promise<Answer> =>
  desk.ask("POST", "/cases", { case: randomUUID(), team: ownTeam, epoch: desk.epoch, urgent: false, wraps: { team: desk.wrap, reporters: [] }, pieces: [piece("label", 1), piece("report", 2), piece("contact", 3)] });

const acts: readonly Act[] = [
  { name: "today", share: 14, run: (desk) => desk.ask("GET", "/cases?filter=today") },
  { name: "filtered list", share: 10, run: (desk) => desk.ask("GET", "/cases?filter=all&due=week&states=open,waiting") },
  { name: "own list", share: 6, run: (desk) => desk.ask("GET", "/cases?filter=mine") },
  { name: "reading a case", share: 28, run: read },
  { name: "consents and follow-up", share: 8, run: (desk, id) => desk.ask("GET", `/cases/${id}/consents`) },
  { name: "course of a case", share: 4, run: (desk, id) => desk.ask("GET", `/cases/${id}/events`) },
  { name: "call-backs", share: 4, run: (desk) => desk.ask("GET", "/call-backs") },
  { name: "offers", share: 4, run: (desk) => desk.ask("GET", "/referrals") },
  { name: "workload", share: 2, run: (desk) => desk.ask("GET", "/workload") },
  { name: "answer", share: 8, run: (desk, id) => write(desk, id, "answer") },
  { name: "note", share: 6, run: (desk, id) => write(desk, id, "note") },
  { name: "giving a case to oneself", share: 3, run: (desk, id) => desk.ask("POST", `/cases/${id}/assignment`, { member: desk.me.member }) },
  { name: "phone intake", share: 3, run: intake },
];

/** In the order of the shares, from a place of its own: everybody does everything, never all the same thing at once. */
function planned(offset: number): Act[] {
  const wheel = acts.flatMap((act) => Array.from({ length: act.share }, (_, at) => ({ act, at: (at + 0.5) / act.share }))).toSorted((a, b) => a.at - b.at);
  return wheel.map((_, at) => wheel[(at + offset) % wheel.length]?.act).filter((act) => act !== undefined);
}

type Taken = { readonly name: string; readonly milliseconds: number; readonly status: number };

async function work(desk: Desk, at: number, taken: Taken[]): Promise<void> {
  const wheel = planned(at * 7);
  const gap = 60_000 / actsAMinute;
  const begun = performance.now();
  const running: Promise<void>[] = [];
  for (let turn = 0; turn * gap < seconds * 1_000; turn++) {
    const due = begun + turn * gap + (at / 50) * gap;
    await new Promise((go) => setTimeout(go, Math.max(0, due - performance.now())));
    const act = wheel[turn % wheel.length];
    const id = desk.cases[turn % desk.cases.length] ?? "";
    if (act !== undefined) running.push(act.run(desk, id).then(({ milliseconds, status }) => void taken.push({ name: act.name, milliseconds, status }), () => void taken.push({ name: act.name, milliseconds: Number.NaN, status: 0 })));
  }
  await Promise.all(running);
}

export async function benchWorkers({ product, database, client, owner, workers }: Standing): Promise<string[]> {
  const rows = await owner("select id from cases where team = $1 and state in ('open', 'waiting') and not by_member and exists (select from case_wraps w where w.case_id = cases.id and w.chain = 'desk') and not exists (select from referrals r where r.to_case = cases.id) order by id", [ownTeam]);
  const ids = rows.map(({ id }) => String(id));
  const epoch = Number((await owner("select max(epoch)::int as epoch from team_keys where team = $1", [ownTeam]))[0]?.["epoch"]);
  const [one] = await owner("select wrapped from case_wraps where chain = 'shared' and holder_kind = 'team' and holder = $1 and team_epoch = $2 limit 1", [ownTeam, epoch]);
  const wrap = Buffer.from(one?.["wrapped"] as Uint8Array).toString("base64url");
  const each = Math.max(1, Math.floor(ids.length / workers.length));
  const desks = workers.map((me, at): Desk => {
    const headers = { cookie: me.cookie, "x-csrf-token": deskToken, "accept-encoding": "gzip" };
    const ask: Desk["ask"] = (method, path, body) => client.call({ method, path: `/api/v1${path}`, headers: body === undefined ? headers : { ...headers, "content-type": "application/json" }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return { me, epoch, wrap, cases: ids.slice(at * each, (at + 1) * each), ask };
  });
  const taken: Taken[] = [];
  const before = [cpuSeconds(product.pid), database.cpu()] as const;
  const started = performance.now();
  await Promise.all(desks.map((desk, at) => work(desk, at, taken)));
  const lasted = (performance.now() - started) / 1000;
  const wrong = taken.filter(({ status }) => status < 200 || status > 299);
  const times = taken.map((one) => one.milliseconds).filter((one) => !Number.isNaN(one));
  const p95 = quantile(times, 0.95);
  const perAct = (all: number): string => ((all * 1000) / taken.length).toFixed(1);
  const slow = acts.map(({ name }) => ({ name, p95: quantile(taken.filter((one) => one.name === name).map((one) => one.milliseconds), 0.95) })).toSorted((a, b) => b.p95 - a.p95).slice(0, 4);
  const errors = wrong.length === 0 ? "" : ` (${[...new Set(wrong.map(({ name, status }) => `${name} ${status}`))].join(", ")})`;
  return [
    `${workers.length} workers at once, ${actsAMinute} acts a minute each, ${lasted.toFixed(0)} s: ${taken.length} acts, ${wrong.length} errors${errors}, p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms; CPU an act: server ${perAct(cpuSeconds(product.pid) - before[0])} ms, database ${perAct(database.cpu() - before[1])} ms (bars 0 errors, p95 200 ms: ${verdict(wrong.length === 0 && p95 < 200)})`,
    `  slowest by p95: ${slow.map((one) => `${one.name} ${one.p95.toFixed(0)} ms`).join(", ")}`,
  ];
}
