/**
 * `kill -9` while a desk lays cases before the ministry. Afterwards every one of them is whole: it lies at the ministry with
 * its dossier and the person reads the step, or nothing of it is there and the desk goes on where it was. `KILLS` rounds (3).
 */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dossierIn } from "../../src/desk/cases/escalation.ts";
import { currentTeamKey, type KeyLogEntry } from "../../src/envelope/index.ts";
import { layBefore } from "../../src/ops/example/escalation.ts";
import { take } from "../../src/ops/example/worker.ts";
import { engineUnderTest, testFolder } from "../support/database.ts";
import { lineTo } from "../support/line.ts";
import { asWorker, openedAtDesk, openForm, reportWithFile, signedIn, type SignedIn } from "../support/people.ts";
import { emptyDatabase, startPostgres } from "../support/postgres.ts";

const rounds = Number(process.env["KILLS"] ?? "3");
const root = join(import.meta.dirname, "../..");
const team = "ouders-onderwijs";
const laid = { text: "Een kind zit al weken thuis.", question: "Mag dit?", step: "We legden dit voor aan het ministerie." };
const pause = (milliseconds: number): Promise<void> => new Promise((go) => setTimeout(go, milliseconds));

type House = { readonly child: ChildProcess; readonly address: string; readonly ended: Promise<unknown> };
type People = { readonly worker: SignedIn; readonly colleague: SignedIn; readonly ministry: SignedIn };

function startHouse(data: string, databaseUrl: string): Promise<House> {
  const child = spawn(process.execPath, [join(root, "tests/support/marked-house.mjs"), data, databaseUrl], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((go) => child.once("close", go));
  return new Promise((go, stop) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      const address = /answers (\S+)/.exec(text)?.[1];
      if (address !== undefined) go({ child, address, ended });
    });
    child.once("exit", (code) => stop(new Error(`The house ended with ${code}`)));
  });
}

const at = (one: SignedIn, address: string): SignedIn => ({ ...one, address });
const asked = async <T>({ address, cookie }: SignedIn, path: string): Promise<T> => (await (await fetch(`${address}/api/v1${path}`, { headers: { cookie } })).json()) as T;

/** One case after another, until the house is gone. `tried` holds every case, `told` those whose sending was confirmed. */
async function lay({ worker, colleague }: People, tried: string[], told: Set<string>, gone: () => boolean): Promise<void> {
  const { entries } = await asked<{ entries: KeyLogEntry[] }>(worker, "/key-log");
  const key = currentTeamKey(entries, "ocw-veiligheid");
  if (key === undefined) throw new Error("the ministry has no key");
  const ministry = { team: key.team, epoch: key.epoch, keys: { recipient: key.recipient, identity: "" } };
  while (!gone()) {
    try {
      const form = await openForm(worker.address, team, `2001:db8:${randomBytes(2).toString("hex")}::1`);
      const receipt = await reportWithFile(lineTo(worker.address), form, "Hij zit thuis.", randomBytes(2000), "now");
      if (receipt === undefined) continue;
      tried.push(receipt.case);
      await take(asWorker(worker), receipt.case);
      await layBefore(receipt.case, laid, { worker: asWorker(worker), colleague: asWorker(colleague), ministry, now: new Date() });
      told.add(receipt.case);
    } catch {
      await pause(5);
    }
  }
}

type Line = { readonly state: string; readonly to: string | null };

/** Whole or not there: never half, never at the ministry without two names, never told to the person without being sent. */
async function refuseHalf({ worker, ministry }: People, id: string, wasTold: boolean): Promise<string> {
  const opened = await openedAtDesk(worker, id);
  const steps = opened.shared.pieces.filter(({ raw }) => raw.kind === "step").length;
  const [line] = (await asked<{ escalations: Line[] }>(worker, `/cases/${id}/escalations`)).escalations;
  const there = (await asked<{ escalations: { id: string }[] }>(ministry, "/escalations")).escalations.map((one) => one.id);
  if (wasTold) expect(line?.state).toBe("sent");
  expect(steps).toBe(line?.state === "sent" ? 1 : 0);
  if (line?.state !== "sent" || line.to === null) return line?.state ?? "not begun";
  expect(there).toContain(line.to);
  const { entries } = await asked<{ entries: KeyLogEntry[] }>(ministry, "/key-log");
  expect(dossierIn(await openedAtDesk(ministry, line.to), entries)).toMatchObject({ proven: true, dossier: { text: laid.text } });
  return "sent";
}

describe(`a desk that lays cases before the ministry, brought down in the middle (${engineUnderTest})`, () => {
  it(`leaves nothing half, SIGKILL ${rounds} times`, { timeout: 180_000 + rounds * 60_000 }, async () => {
    const data = testFolder();
    const server = engineUnderTest === "embedded" ? undefined : await startPostgres({ durable: true });
    const url = server === undefined ? "" : (await emptyDatabase(server.url)).url;
    let house = await startHouse(data, url);
    const people: People = { worker: await signedIn(house.address, "marieke"), colleague: await signedIn(house.address, "dilan"), ministry: await signedIn(house.address, "olga") };
    const tried: string[] = [];
    const told = new Set<string>();
    for (let count = 0; count < rounds; count += 1) {
      let down = false;
      const { address } = house;
      const before = told.size;
      const work = lay({ ...people, worker: at(people.worker, address), colleague: at(people.colleague, address) }, tried, told, () => down);
      const until = performance.now() + 60_000;
      while (told.size < before + 1 && performance.now() < until) await pause(10);
      await pause(Math.random() * 600);
      while (readFileSync(join(data, "transaction-mark"))[0] !== 1 && performance.now() < until) await new Promise((go) => setImmediate(go));
      house.child.kill("SIGKILL");
      await house.ended;
      down = true;
      await work;
      house = await startHouse(data, url);
    }
    const now: People = { worker: at(people.worker, house.address), colleague: at(people.colleague, house.address), ministry: at(people.ministry, house.address) };
    const found = [];
    for (const id of tried) found.push(await refuseHalf(now, id, told.has(id)));
    house.child.kill("SIGTERM");
    await house.ended;
    await server?.remove();
    expect(told.size).toBeGreaterThanOrEqual(rounds);
    expect(found.filter((one) => one === "sent").length).toBeGreaterThanOrEqual(told.size);
  });
});
