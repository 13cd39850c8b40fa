/** Sealing a team's cases again, against a server of a few lines: page by page, stopped and gone on with, past what does not open. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fromBase64Url, newCaseIdentity, toBase64Url, unwrapText, wrap } from "../../envelope/index.ts";
import type { Keyring } from "./keyring.ts";
import { runRewrapJob } from "./rewrap-job.ts";
import { leftToRewrap, rewrapTeam } from "./rewrapping.ts";

type Kept = { readonly case: string; readonly chain: "shared"; readonly epoch: number; teamEpoch: number; wrapped: string };
const [old, next, stranger] = [await newCaseIdentity(), await newCaseIdentity(), await newCaseIdentity()];
const caseAt = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
const real = globalThis.fetch;
let kept: Kept[];
let posts: number;
/** Called before each answer; may throw, as a line that is lost. */
let onTheWay: (method: string) => void;

const keyring = { teams: [{ team: "desk", epoch: 1, ...old }, { team: "desk", epoch: 2, ...next }] } as unknown as Keyring;
const left = (): number => kept.filter((one) => one.teamEpoch === 1).length;

function answerTo(url: URL, init: RequestInit | undefined): unknown {
  if (init?.method === "POST") {
    posts += 1;
    const { wraps } = JSON.parse(String(init.body)) as { wraps: { case: string; wrapped: string }[] };
    for (const { case: id, wrapped } of wraps) {
      const found = kept.find((one) => one.case === id && one.teamEpoch === 1);
      if (found !== undefined) Object.assign(found, { wrapped, teamEpoch: 2 });
    }
    return { left: left() };
  }
  const after = url.searchParams.get("after")?.split("_")[0] ?? "";
  return { left: left(), current: 2, wraps: kept.filter((one) => one.teamEpoch === 1 && one.case > after).slice(0, Number(url.searchParams.get("size") ?? 0)) };
}

beforeEach(async () => {
  const [mine, foreign] = [toBase64Url(await wrap("case", [old.recipient])), toBase64Url(await wrap("case", [stranger.recipient]))];
  // The first three were made by somebody who never sealed anything to this team.
  kept = Array.from({ length: 450 }, (_, at) => ({ case: caseAt(at + 1), chain: "shared", epoch: 1, teamEpoch: 1, wrapped: at < 3 ? foreign : mine }));
  posts = 0;
  onTheWay = () => undefined;
  globalThis.fetch = async (path, init) => {
    onTheWay(init?.method ?? "GET");
    return new Response(JSON.stringify(answerTo(new URL(String(path), "http://desk.test"), init)), { status: 200, headers: { "content-type": "application/json" } });
  };
});
afterEach(() => {
  globalThis.fetch = real;
});

const threads = [{ run: runRewrapJob, end: () => undefined }, { run: runRewrapJob, end: () => undefined }];

describe("sealing again", () => {
  it("goes through everything once, past what does not open, and everything opens with the new key alone", async () => {
    const seen: number[] = [];
    await rewrapTeam("desk", keyring, { threads, progress: (now) => seen.push(now), stopped: () => false });
    expect([left(), await leftToRewrap("desk"), posts]).toEqual([3, 3, 3]);
    expect(seen[0]).toBe(450);
    expect(seen.at(-1)).toBe(3);
    for (const one of kept.slice(3, 12)) expect(await unwrapText(fromBase64Url(one.wrapped) ?? new Uint8Array(), next.identity)).toBe("case");
    expect(kept.slice(0, 3).every((one) => one.teamEpoch === 1)).toBe(true);
  });

  it("goes on where it was stopped, and after a line that was lost, without doing anything twice", async () => {
    let pages = 0;
    await rewrapTeam("desk", keyring, { threads, progress: () => undefined, stopped: () => pages++ > 1 });
    expect(left()).toBeLessThan(450);
    expect(left()).toBeGreaterThan(3);
    const done = kept.filter((one) => one.teamEpoch === 2).map(({ case: id, wrapped }) => ({ id, wrapped }));
    onTheWay = (method) => {
      if (method === "POST") throw new TypeError("the line was lost");
    };
    await expect(rewrapTeam("desk", keyring, { threads, progress: () => undefined, stopped: () => false })).rejects.toThrow("storage-away");
    onTheWay = () => undefined;
    await rewrapTeam("desk", keyring, { threads, progress: () => undefined, stopped: () => false });
    expect(left()).toBe(3);
    for (const { id, wrapped } of done) expect(kept.find((one) => one.case === id)?.wrapped).toBe(wrapped);
  });

  it("takes along what comes in meanwhile under the old key, also in front", async () => {
    const late = toBase64Url(await wrap("late", [old.recipient]));
    onTheWay = (method) => {
      if (method === "POST" && posts === 1) kept.unshift({ case: caseAt(0), chain: "shared", epoch: 1, teamEpoch: 1, wrapped: late });
    };
    await rewrapTeam("desk", keyring, { threads, progress: () => undefined, stopped: () => false });
    expect(kept[0]).toMatchObject({ teamEpoch: 2 });
    expect(left()).toBe(3);
  });

  it("does nothing without both keys", async () => {
    await rewrapTeam("desk", { teams: [{ team: "desk", epoch: 2, ...next }] } as unknown as Keyring, { threads, progress: () => undefined, stopped: () => false });
    expect(posts).toBe(0);
  });
});
