/** Guessing: slow, and no hint whether a code exists, neither in words nor in time. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusalText } from "../../src/base/index.ts";
import { talkTexts } from "../../src/cases/texts/index.ts";
import { newCode, signAct, toBase64Url } from "../../src/envelope/index.ts";
import { newIdentity, sealReport, type Identity } from "../../src/site/browser/sealing/report.ts";
import { newConfig, type Engine } from "../support/installations.ts";
import { openForm, told } from "../support/people.ts";
import { codeOn, fieldsOf, newAddress, openHouse, story, team, visitorOf, type House, type Page, type Visitor } from "./one-desk.ts";

const engine: Engine = process.env["GEHOORD_TEST_ENGINE"] === "postgresql" ? "postgresql" : "embedded";
const languages = ["nl", "en"] as const;

let house: House;
beforeAll(async () => {
  house = await openHouse(await newConfig(engine));
}, 60_000);
afterAll(() => house.close());

const post = (path: string, body: unknown, language = "nl"): Promise<Response> =>
  fetch(`${house.address}/api/v1${path}`, { method: "POST", headers: { "content-type": "application/json", "accept-language": language, "x-forwarded-for": newAddress() }, body: JSON.stringify(body) });

async function confirmed(what: string): Promise<{ readonly identity: Identity }> {
  const form = await openForm(house.address, team, newAddress());
  const identity = await newIdentity(form.salt);
  expect((await post("/reports", await sealReport(form.destination, told({ what }), identity, []))).status).toBe(201);
  return { identity };
}

const receiptOf = async (visitor: Visitor): Promise<Page> => visitor.post("/melden/versturen", { ...story, ticket: await visitor.form() });

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

type Time = { readonly share: number; readonly medians: readonly [number, number]; readonly pairs: number };

/** Takes two kinds of requests in turn, each kind first half of the times, and adds what they took. */
async function take(pairs: number, kinds: readonly [() => Promise<unknown>, () => Promise<unknown>], times: readonly [number[], number[]]): Promise<void> {
  for (let count = 0; count < pairs; count += 1) {
    for (const which of count % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const began = performance.now();
      await kinds[which]();
      times[which].push(performance.now() - began);
    }
  }
}

/** 200 pairs; more where a machine busy with something else blurs them. A real difference stays however many there are. */
async function sameTime(...kinds: [() => Promise<unknown>, () => Promise<unknown>]): Promise<Time> {
  await take(10, kinds, [[], []]);
  const times: [number[], number[]] = [[], []];
  for (;;) {
    await take(200, kinds, times);
    const medians = [median(times[0]), median(times[1])] as const;
    const share = Math.abs(medians[0] - medians[1]) / Math.min(...medians);
    if (share < 0.05 || times[0].length >= 1_000) return { share, medians, pairs: times[0].length };
  }
}

const figures: string[] = [];
afterAll(() => {
  if (figures.length > 0) process.stdout.write(`${figures.join("\n")}\n`);
});
const shown = (what: string, { share, medians, pairs }: Time): void =>
  void figures.push(`${what}: ${medians.map((one) => one.toFixed(2)).join(" and ")} ms, ${(share * 100).toFixed(2)} % apart over ${pairs} pairs`);

/** Without what differs on every page: the noise at its end. */
const bare = ({ status, html }: Page): string => `${status} ${html.replace(/<!--[A-Za-z0-9_-]*-->$/, "")}`;

describe("a wrong code", () => {
  it("gives no hint to a script: known and unknown differ neither in words nor in time", { timeout: 240_000 }, async () => {
    const known = await confirmed("wie raadt dit");
    const stranger = await newIdentity((await openForm(house.address, team, newAddress())).salt);
    const signed = async (lookup: string) => {
      const { nonce } = (await (await post("/conversation/challenges", { lookup })).json()) as { nonce: string };
      return { lookup, nonce, signature: toBase64Url(signAct(stranger.keys.signer, { act: "open", nonce, fields: {} })) };
    };
    const lookups = [toBase64Url(known.identity.keys.lookup), toBase64Url(stranger.keys.lookup)] as const;
    for (const language of languages) {
      const [one, other] = await Promise.all(lookups.map(async (lookup) => {
        const answer = await post("/conversation/openings", await signed(lookup), language);
        return `${answer.status} ${JSON.stringify([...answer.headers].filter(([name]) => name !== "date"))} ${await answer.text()}`;
      }));
      expect([one === other, one?.startsWith("404"), one?.includes(refusalText(language, "code-not-recognised"))]).toEqual([true, true, true]);
    }
    const challenges = await Promise.all(lookups.map(async (lookup) => Object.entries((await (await post("/conversation/challenges", { lookup })).json()) as Record<string, string>).map(([name, value]) => `${name} ${value.length}`).join()));
    expect(challenges[0]).toBe(challenges[1]);
    const trying = (lookup: string) => async () => {
      const answer = await post("/conversation/openings", await signed(lookup));
      await answer.text();
    };
    const opening = await sameTime(trying(lookups[0]), trying(lookups[1]));
    shown("API, code that exists and code that does not", opening);
    expect(opening.share).toBeLessThan(0.05);
  });

  it("gives no hint without script: one that was removed and one that never was are the same, and neither has its answer sooner", { timeout: 360_000 }, async () => {
    const visitor = visitorOf(house.address);
    const gone = codeOn((await receiptOf(visitor)).html);
    const opened = await visitor.post("/gesprek/openen", { code: gone });
    await visitor.post("/gesprek/einde", { ...fieldsOf(opened.html, "end-form"), mode: "delete", sure: "yes" });
    const never = newCode(crypto.getRandomValues(new Uint8Array(10)));
    for (const language of languages) {
      for (const only of [{}, { only: "write" }] as Record<string, string>[]) {
        const [one, other] = await Promise.all([gone, never].map((code) => visitorOf(house.address, language).post("/gesprek/openen", { code, ...only })));
        if (one === undefined || other === undefined) throw new Error("two pages were asked for");
        expect([one.status, bare(one) === bare(other), one.seen.includes(talkTexts[language].open.unknown)]).toEqual([404, true, true]);
      }
    }
    const trying = (code: string) => () => visitorOf(house.address).post("/gesprek/openen", { code, only: "write" });
    const time = await sameTime(trying(gone), trying(never));
    shown("Without script, code that was removed and code that never was", time);
    expect(time.share).toBeLessThan(0.05);
  });

  it.each(languages)("gets slower with every guess from one address, and a right one costs nothing (%s)", { timeout: 60_000 }, async (language) => {
    const from = newAddress();
    const visitor = visitorOf(house.address, language, from);
    const code = codeOn((await receiptOf(visitor)).html);
    const guess = async (typed: string): Promise<{ readonly page: Page; readonly time: number }> => {
      const began = performance.now();
      const page = await visitor.post("/gesprek/openen", { code: typed, only: "write" });
      return { page, time: performance.now() - began };
    };
    for (let count = 0; count < 12; count += 1) expect((await guess(code)).page.status).toBe(200);
    const wrong: number[] = [];
    for (let count = 0; count < 14; count += 1) {
      const { page, time } = await guess(newCode(crypto.getRandomValues(new Uint8Array(10))));
      expect([page.status, page.seen.includes(talkTexts[language].open.unknown)]).toEqual([404, true]);
      wrong.push(time);
    }
    expect([10, 11, 12, 13].map((at) => (wrong[at] ?? 0) >= (at - 9) * 200)).toEqual([true, true, true, true]);
    expect(Math.max(...wrong.slice(0, 10))).toBeLessThan(1_500);
    const short = await visitor.post("/gesprek/openen", { code: "kort" });
    expect([short.status, short.seen.includes(talkTexts[language].open.wrongForm)]).toEqual([422, true]);
  });
});
