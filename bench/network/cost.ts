/** What permissions and the audit chain cost: the very same actions, with both, without the one, without the other, in turns. */
import { randomBytes } from "node:crypto";
import { systemClock, systemRandom, wholeHour } from "../../src/base/index.ts";
import type { AuditLine, Database, RequestContext, Result, Transaction } from "../../src/base/index.ts";
import { assignCase, caseList, readCase } from "../../src/cases/actions/desk.ts";
import { workload } from "../../src/cases/actions/day.ts";
import { loadSecrets } from "../../src/ops/index.ts";
import { openDatabase, type Store } from "../../src/store/index.ts";
import { join } from "node:path";
import { quantile } from "../measuring.ts";
import { ownTeam } from "./filling.ts";
import type { Standing } from "./standing.ts";

const rounds = Number(process.env["BENCH_COST_ROUNDS"] ?? 60);

const silent = <Tables>(tx: Transaction<Tables>): Transaction<Tables> => ({ sql: tx.sql, emit: tx.emit, audit: () => Promise.resolve() });

/** As the superuser: the same statements, no role, no policies. What functions ask about who it is, is set as always. */
function withoutPermissions(store: Store): Database {
  const transaction: Database["transaction"] = (as, work) =>
    store.asOwner(async (session) => {
      if (as.role === "member") await session.run("select set_config('gehoord.member', $1, true), set_config('gehoord.organisation', $2, true)", [as.member, as.organisation]);
      const audit = async (line: AuditLine): Promise<void> => {
        const content = JSON.stringify({ act: line.act, at: wholeHour(new Date()).toISOString(), by: line.by, member: line.member, organisation: line.organisation, record: line.record });
        await session.run("select gehoord_audit($1, $2, $3)", [randomBytes(32), content, line.record ?? null]);
      };
      const emit: Transaction["emit"] = async ({ event, payload }) => {
        await session.run("select gehoord_emit($1, $2, $3, $4)", [systemRandom.uuid(), event, JSON.stringify(payload), new Date()]);
      };
      return work({ sql: session.sql, audit, emit } as unknown as Parameters<typeof work>[0]);
    });
  return { engine: store.engine, transaction, isUp: () => store.isUp(), close: () => store.close() };
}

function withoutAudit(store: Store): Database {
  return { engine: store.engine, transaction: (as, work) => store.transaction(as, (tx) => work(silent(tx) as Parameters<typeof work>[0])), isUp: () => store.isUp(), close: () => store.close() };
}

type Act = { readonly name: string; readonly run: (context: RequestContext, at: string) => Promise<Result<unknown>> };
const acts: readonly Act[] = [
  { name: "today's first 50", run: (context) => caseList(context, { filter: "today" }) },
  { name: "a filtered list", run: (context) => caseList(context, { filter: "all", states: "waiting", due: "week" }) },
  { name: "reading a case", run: (context, id) => readCase(context, id) },
  { name: "giving a case away", run: (context, id) => assignCase(context, id, context.actor.kind === "member" ? context.actor.member : null) },
  { name: "workload of a team", run: (context) => workload(context) },
];

export async function benchCost({ product, database, owner, workers }: Standing): Promise<string[]> {
  const [worker] = workers;
  if (worker === undefined) throw new Error("Nobody works here");
  const organisation = String((await owner("select organisation from teams where id = $1", [ownTeam]))[0]?.["organisation"]);
  const ids = (await owner("select id from cases where team = $1 and state in ('open', 'waiting') and not by_member order by id limit $2", [ownTeam, rounds])).map(({ id }) => String(id));
  const usual = await openDatabase({ data: product.data, databaseUrl: database.url });
  const superuser = await openDatabase({ data: product.data, databaseUrl: database.ownerUrl });
  const ways: readonly (readonly [string, Database])[] = [["as it is", usual], ["without permissions", withoutPermissions(superuser)], ["without audit", withoutAudit(usual)]];
  const secrets = await loadSecrets(product.data);
  const config = { root: join(import.meta.dirname, "../.."), data: product.data, databaseUrl: database.url, host: "127.0.0.1", port: 0, mode: "demo", origin: product.address, trustedProxies: [], smtpUrl: undefined, version: "bench" } as const;
  const actor = { kind: "member", member: worker.member, organisation, teams: [ownTeam], roles: ["worker"], session: "bench" } as const;
  const contextFor = (db: Database): RequestContext => ({ db, clock: systemClock, random: systemRandom, log: () => undefined, secrets, config, actor, language: "nl" });
  const lines: string[] = [];
  for (const { name, run } of acts) {
    const times = new Map(ways.map(([way]) => [way, [] as number[]]));
    for (let round = -3; round < rounds; round++) {
      for (const [way, db] of ways) {
        const started = performance.now();
        const done = await run(contextFor(db), ids[Math.max(0, round) % ids.length] ?? "");
        if (!done.ok) throw new Error(`${name} ${way} was refused: ${done.because}`);
        if (round >= 0) times.get(way)?.push(performance.now() - started);
      }
    }
    lines.push(`cost of ${name}: ${ways.map(([way]) => `${way} ${quantile(times.get(way) ?? [], 0.5).toFixed(1)} ms`).join(", ")}`);
  }
  await usual.close();
  await superuser.close();
  return lines;
}

