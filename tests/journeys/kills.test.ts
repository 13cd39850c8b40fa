/**
 * Promise 8 for the whole product: `kill -9` and SIGTERM during a stream of reports and answers with attachments. Every
 * receipt that was shown opens with its code and with the team's key, every attachment byte for byte.
 * `KILLS` rounds each (3 unless said otherwise); at least half of the `kill -9` must fall inside an open transaction.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { answer, take } from "../../src/ops/example/worker.ts";
import { engineUnderTest, testFolder } from "../support/database.ts";
import { lineTo } from "../support/line.ts";
import { asWorker, filesAtDesk, openedAtDesk, openForm, reportWithFile, signedIn, talkOf, writeWithFile, type Receipted, type SignedIn } from "../support/people.ts";
import { emptyDatabase, startPostgres, type PrivatePostgres } from "../support/postgres.ts";

const rounds = Number(process.env["KILLS"] ?? "3");
const root = join(import.meta.dirname, "../..");
const limit = 120_000 + rounds * 40_000;

type House = { readonly child: ChildProcess; readonly address: string; readonly ended: Promise<number | null> };
type Place = { readonly data: string; readonly databaseUrl: string };

function startHouse({ data, databaseUrl }: Place): Promise<House> {
  const child = spawn(process.execPath, [join(root, "tests/support/marked-house.mjs"), data, databaseUrl], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return new Promise((resolve, reject) => {
    let trouble = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (trouble += text));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const address = /answers (\S+)/.exec(text)?.[1];
      if (address !== undefined) resolve({ child, address, ended });
    });
    child.once("exit", (code) => reject(new Error(`The house ended with ${code}: ${trouble}`)));
  });
}

/** What people were told has arrived. */
type Told = { readonly receipts: Receipted[]; readonly later: Map<string, string[]>; readonly answers: Map<string, string[]> };

const nothingTold = (): Told => ({ receipts: [], later: new Map(), answers: new Map() });

/** One visitor after another: reports with a file, comes back with the code, writes with another file. Ends when the house is gone. */
async function visitors(address: string, told: Told, stopped: () => boolean): Promise<void> {
  while (!stopped()) {
    const line = lineTo(address);
    await pause(5); // A house that is gone refuses at once; nobody knocks without a breath.
    try {
      const form = await openForm(address, "kindertelefoon", `2001:db8:${randomBytes(2).toString("hex")}::1`);
      const receipt = await reportWithFile(line, form, "Het gebeurt elke dag.", randomBytes(60_000));
      if (receipt === undefined) continue;
      told.receipts.push(receipt);
      const talk = await talkOf(line, form.destination.installation, receipt);
      const digest = talk === undefined ? undefined : await writeWithFile(line, talk, "Nog iets.", randomBytes(300_000));
      if (digest !== undefined) told.later.set(receipt.case, [digest]);
    } catch {
      // The house fell while somebody spoke: nothing was promised to him.
    }
  }
}

/** A worker takes and answers what came in, and remembers which answers were confirmed. */
async function working(worker: SignedIn, told: Told, stopped: () => boolean): Promise<void> {
  const person = asWorker(worker);
  let at = 0;
  while (!stopped()) {
    const receipt = told.receipts[at];
    if (receipt === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    at += 1;
    try {
      await take(person, receipt.case);
      const text = `Antwoord ${randomBytes(6).toString("hex")}`;
      await answer(person, receipt.case, text);
      told.answers.set(receipt.case, [text]);
    } catch {
      // Not confirmed, so not counted.
    }
  }
}

type Fall = { readonly told: Told; readonly inside: boolean; readonly code: number | null; readonly seconds: number };

const isInside = (data: string): boolean => readFileSync(join(data, "transaction-mark"))[0] === 1;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until so many people hold a receipt, however slow the machine is; then a moment more, or until a transaction is open. */
async function theMoment(data: string, told: Told, inside: boolean): Promise<void> {
  const wanted = 2 + Math.floor(Math.random() * 3);
  const until = performance.now() + 90_000;
  while (told.receipts.length < wanted && performance.now() < until) await pause(10);
  await pause(Math.random() * 400);
  if (!inside) return;
  while (!isInside(data) && performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets people in, and brings the house down in the middle. */
async function round(place: Place, how: { readonly signal: "SIGKILL" | "SIGTERM"; readonly inside: boolean }, worker: SignedIn): Promise<Fall> {
  const house = await startHouse(place);
  const told = nothingTold();
  let down = false;
  const people = [visitors(house.address, told, () => down), visitors(house.address, told, () => down), visitors(house.address, told, () => down), working({ ...worker, address: house.address }, told, () => down)];
  await theMoment(place.data, told, how.inside);
  const started = performance.now();
  house.child.kill(how.signal);
  const code = await house.ended;
  const seconds = (performance.now() - started) / 1000;
  down = true;
  const inside = isInside(place.data);
  await Promise.all(people);
  return { told, inside, code, seconds };
}

/** Opens everything that was confirmed, in a house that was started again. */
async function refuseLoss(place: Place, falls: readonly Fall[], signedInBefore: SignedIn): Promise<{ receipts: number; files: number; answers: number }> {
  const house = await startHouse(place);
  const worker = { ...signedInBefore, address: house.address };
  const counted = { receipts: 0, files: 0, answers: 0 };
  for (const { told } of falls) {
    for (const receipt of told.receipts) {
      const opened = await openedAtDesk(worker, receipt.case);
      const talk = await talkOf(lineTo(house.address), opened.raw.installation, receipt);
      expect(talk?.items.filter((item) => item.trouble !== undefined)).toEqual([]);
      const wanted = [...receipt.files, ...(told.later.get(receipt.case) ?? [])];
      const found = await filesAtDesk(worker, opened);
      for (const digest of wanted) expect(found).toContain(digest);
      const said = talk?.items.filter((item) => item.kind === "answer").map((item) => item.body["text"]) ?? [];
      for (const text of told.answers.get(receipt.case) ?? []) expect(said).toContain(text);
      counted.receipts += 1;
      counted.files += wanted.length;
      counted.answers += told.answers.get(receipt.case)?.length ?? 0;
    }
  }
  house.child.kill("SIGTERM");
  await house.ended;
  return counted;
}

/** The house is filled and a worker signs in; the session outlives every fall. */
async function firstDay(place: Place): Promise<SignedIn> {
  const house = await startHouse(place);
  const worker = await signedIn(house.address, "noor");
  house.child.kill("SIGTERM");
  await house.ended;
  return worker;
}

function figure(text: string): void {
  const file = process.env["GEHOORD_FIGURES"];
  if (file !== undefined) appendFileSync(file, `${text}\n`);
}

describe(`the house, brought down in the middle (${engineUnderTest})`, () => {
  const servers: PrivatePostgres[] = [];
  afterAll(async () => {
    for (const server of servers) await server.remove();
  });

  async function place(): Promise<Place> {
    const data = testFolder();
    if (engineUnderTest === "embedded") return { data, databaseUrl: "" };
    const server = await startPostgres({ durable: true });
    servers.push(server);
    return { data, databaseUrl: (await emptyDatabase(server.url)).url };
  }

  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    it(`loses nothing that was confirmed, ${signal} ${rounds} times`, { timeout: limit }, async () => {
      expect(existsSync(join(root, "dist/server/house.js"))).toBe(true);
      const at = await place();
      const worker = await firstDay(at);
      const falls: Fall[] = [];
      for (let count = 0; count < rounds; count++) falls.push(await round(at, { signal, inside: signal === "SIGKILL" && count % 4 !== 3 }, worker));
      const counted = await refuseLoss(at, falls, worker);
      const inside = falls.filter((fall) => fall.inside).length;
      figure(`${engineUnderTest}, ${signal}: ${falls.length} rounds, ${inside} inside an open transaction; ${counted.receipts} receipts, ${counted.files} attachments, ${counted.answers} answers, all there`);
      expect(counted.receipts).toBeGreaterThan(0);
      expect(counted.files).toBeGreaterThan(0);
      if (signal === "SIGKILL") expect(inside).toBeGreaterThanOrEqual(rounds / 2);
      if (signal === "SIGTERM") {
        expect(falls.map((fall) => fall.code)).toEqual(falls.map(() => 0));
        expect(Math.max(...falls.map((fall) => fall.seconds))).toBeLessThan(10);
      }
    });
  }
});
