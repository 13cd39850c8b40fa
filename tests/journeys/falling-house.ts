/** The whole product as a process that is brought down in the middle of a step that was named beforehand, and started again. */
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deskToken } from "../../src/accounts/shape.ts";
import type { Line } from "../../src/site/browser/sealing/api.ts";
import { engineUnderTest, testFolder } from "../support/database.ts";
import { lineTo } from "../support/line.ts";
import type { SignedIn } from "../support/people.ts";
import { emptyDatabase, startPostgres } from "../support/postgres.ts";
import type { Answered } from "./cases-world.ts";
import type { Desk } from "./desks.ts";

const root = join(import.meta.dirname, "../..");
export const pause = (milliseconds: number): Promise<void> => new Promise((go) => setTimeout(go, milliseconds));

export type Place = { readonly data: string; readonly url: string; remove(): Promise<void> };

export async function newPlace(): Promise<Place> {
  const data = testFolder();
  if (engineUnderTest === "embedded") return { data, url: "", remove: () => Promise.resolve() };
  const server = await startPostgres({ durable: true });
  return { data, url: (await emptyDatabase(server.url)).url, remove: () => server.remove() };
}

/** `posting`: the request that somebody waits for now. */
export type House = { readonly child: ChildProcess; readonly address: string; readonly ended: Promise<unknown>; posting: string };

export function startHouse({ data, url }: Place): Promise<House> {
  const child = spawn(process.execPath, [join(root, "tests/support/marked-house.mjs"), data, url], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((go) => child.once("close", go));
  return new Promise((go, stop) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      const address = /answers (\S+)/.exec(text)?.[1];
      if (address !== undefined) go({ child, address, ended, posting: "" });
    });
    child.once("exit", (code) => stop(new Error(`The house ended with ${code}`)));
  });
}

export async function stopped({ child, ended }: House): Promise<void> {
  child.kill("SIGTERM");
  await ended;
}

/** Says what is asked for while the answer is awaited. */
async function watched<T>(house: House, what: string, work: () => Promise<T>): Promise<T> {
  house.posting = what;
  try {
    return await work();
  } finally {
    house.posting = "";
  }
}

export function deskIn(house: House, { cookie, keyring }: SignedIn, team: string): Desk {
  const api = (method: string, path: string, body?: unknown): Promise<Answered> =>
    watched(house, `${method} ${path}`, async () => {
      const headers = { cookie, "content-type": "application/json", "x-csrf-token": deskToken };
      const response = await fetch(`${house.address}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const isJson = response.headers.get("content-type")?.includes("json") === true;
      return { status: response.status, bytes, json: isJson ? (JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>) : {} };
    });
  return { world: { api }, cookie, keyring, team };
}

export function lineIn(house: House): Line {
  const line = lineTo(house.address);
  const ask = ((call: Parameters<Line["ask"]>[0], reads: never) => watched(house, `${call.method} ${call.path}`, () => line.ask(call, reads))) as Line["ask"];
  return { ...line, ask };
}

const isInside = (data: string): boolean => readFileSync(join(data, "transaction-mark"))[0] === 1;
const mostWaiting = 90_000;

/**
 * Lets people do things until one of them waits for an answer to `moment` inside an open transaction, and kills the house
 * there. Answers whether it fell there; the work must end by itself once `gone()`.
 */
export async function brokenDown(place: Place, house: House, moment: RegExp, work: (gone: () => boolean) => Promise<void>): Promise<boolean> {
  let down = false;
  const working = work(() => down);
  const until = performance.now() + mostWaiting;
  const isThere = (): boolean => moment.test(house.posting) && isInside(place.data);
  while (!isThere() && performance.now() < until) await (moment.test(house.posting) ? new Promise((go) => setImmediate(go)) : pause(1));
  const fell = isThere();
  house.child.kill("SIGKILL");
  await house.ended;
  down = true;
  await working;
  return fell;
}
