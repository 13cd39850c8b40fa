/** What a visitor's line has to carry, counted where the browser counts: on the wire, compressed as the server sends it. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { visitor } from "../chromium.ts";
import { findPaths, sample } from "../every-page.ts";
import { jpegSample } from "../../support/sample-files.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Weighed {
  readonly name: string;
  /** Compressed bytes of the body, as they came. */
  readonly bytes: number;
  readonly type: string;
}

/** Everything that a page asks for, workers included. Answers a function that gives what came so far. */
function scale(page: Page): () => Promise<readonly Weighed[]> {
  const asked = new Map<string, Promise<Weighed>>();
  // What comes from the browser's own cache weighs nothing the second time.
  page.context().on("requestfinished", (request) => {
    const url = request.url();
    if (url.startsWith("data:") || url.startsWith("blob:") || asked.has(url)) return;
    asked.set(url, request.sizes().then(({ responseBodySize }) => ({ name: url.slice(stage.server.address.length), bytes: responseBodySize, type: request.resourceType() })));
  });
  return async () => {
    await page.waitForLoadState("networkidle");
    return Promise.all(asked.values());
  };
}

const isScript = ({ name }: Weighed): boolean => name.endsWith(".js");
const sum = (all: readonly Weighed[]): number => all.reduce((total, { bytes }) => total + bytes, 0);
const listed = (all: readonly Weighed[]): string => all.map(({ name, bytes }) => `${name.split("/").at(-1) ?? ""} ${bytes}`).join(", ");

async function gzipped(names: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    names.map(async (name) => {
      const { request } = await import("node:http");
      return new Promise<number>((resolve, reject) => {
        request(`${stage.server.address}${name}`, { headers: { "accept-encoding": "gzip" } }, (answer) => {
          let bytes = 0;
          expect(answer.headers["content-encoding"]).toBe("gzip");
          answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
          answer.on("end", () => resolve(bytes));
        }).on("error", reject).end();
      });
    }),
  );
  return sizes.reduce((total, size) => total + size, 0);
}

async function openForm(page: Page): Promise<void> {
  await page.goto(`${stage.server.address}/melden`);
  await page.locator('form:has(input[name="team"][value="kindertelefoon"]) button').press("Enter");
  await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
}

describe("the first question", () => {
  it.each(["/", "/en", "/wegwijzer"])("on %s: at most 25 kB, 3 requests, no cookie, nobody else; under 5 kB when one comes back", async (path) => {
    const context = await visitor(stage.browser, "phone");
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    let bytes = 0;
    let asked: string[] = [];
    network.on("Network.requestWillBeSent", ({ request }) => {
      if (!request.url.startsWith("data:")) asked.push(request.url);
    });
    network.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${stage.server.address}${path}`, { waitUntil: "networkidle" });
    const first = { bytes, requests: asked.length };
    expect(await page.locator('button[name="role"]').count()).toBe(6);
    expect(asked.filter((url) => !url.startsWith(stage.server.address))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    bytes = 0;
    asked = [];
    await page.goto(`${stage.server.address}${path}`, { waitUntil: "networkidle" });
    say(`${path}: first visit ${first.bytes} bytes with headers in ${first.requests} requests; repeat ${bytes} bytes in ${asked.length}`);
    expect(first.bytes).toBeLessThanOrEqual(25_000);
    expect(first.requests).toBeLessThanOrEqual(3);
    expect(bytes).toBeLessThan(5000);
    await context.close();
  });
});

/** A conversation is opened, a claim is sealed, a proof is checked: nowhere else does a script with keys come along by itself. */
const withKeys: ReadonlySet<string> = new Set(["/gesprek", "/gesprek/kwijt", "/bewijs"]);

describe("what seals", () => {
  it("weighs at most 45 kB for a report, up to the receipt", async () => {
    const context = await visitor(stage.browser, "phone");
    const page = await context.newPage();
    const weighed = scale(page);
    await openForm(page);
    await page.fill("#what", "Iets kleins.");
    await page.locator("#send").press("Enter");
    await page.waitForSelector("#receipt-heading");
    const scripts = (await weighed()).filter(isScript);
    say(`report, all scripts as Chromium got them: ${sum(scripts)} bytes (${listed(scripts)}); as gzip ${await gzipped(scripts.map(({ name }) => name))}`);
    // The part that seals is among what was counted.
    expect(Math.max(...scripts.map(({ bytes }) => bytes))).toBeGreaterThan(20_000);
    expect(scripts.filter(({ name }) => name.includes("clean"))).toEqual([]);
    expect(sum(scripts)).toBeLessThanOrEqual(45_000);
    await context.close();
  });

  it("weighs at most 45 kB for a conversation, up to the moment that it opens", async () => {
    const context = await visitor(stage.browser, "phone");
    const page = await context.newPage();
    const weighed = scale(page);
    await page.goto(`${stage.server.address}/gesprek`);
    await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
    await page.fill("#code", "ABCD-EFGH-JKMN-PQRS");
    await page.locator("#open-conversation").press("Enter");
    await page.waitForSelector("#error-summary");
    const scripts = (await weighed()).filter(isScript);
    // The screen, and the list of files and the words of a moment that only it uses, are drawn beside what seals; they stand in the figure after it.
    const sealing = scripts.filter(({ name }) => !/\/(talk-screen|file-list|moment|base)\./.test(name));
    say(`conversation, what opens and seals: ${sum(sealing)} bytes as Chromium got it, ${await gzipped(sealing.map(({ name }) => name))} as gzip; with its screen ${sum(scripts)} (${listed(scripts)})`);
    expect(Math.max(...sealing.map(({ bytes }) => bytes))).toBeGreaterThan(20_000);
    expect(sum(sealing)).toBeLessThanOrEqual(45_000);
    await context.close();
  });

  it("comes to no page where nothing is sealed", async () => {
    const context = await visitor(stage.browser, "phone");
    const page = await context.newPage();
    const heavy: string[] = [];
    for (const path of sample(await findPaths(stage.server.address), 2)) {
      if (withKeys.has(path)) continue;
      const scripts: string[] = [];
      const listen = (request: { url(): string }): void => void (request.url().endsWith(".js") && scripts.push(request.url()));
      page.on("request", listen);
      await page.goto(`${stage.server.address}${path}`, { waitUntil: "networkidle" });
      page.off("request", listen);
      heavy.push(...scripts.filter((url) => !/\/(base|signpost|schools|receipt)\./.test(url)).map((url) => `${path} ${url}`));
    }
    expect(heavy).toEqual([]);
    await context.close();
  });
});

describe("what cleans files", () => {
  it("weighs at most 60 kB and comes when a file was chosen, not before", async () => {
    const context = await visitor(stage.browser, "phone");
    const page = await context.newPage();
    const weighed = scale(page);
    await openForm(page);
    await page.fill("#what", "Iets kleins.");
    const before = (await weighed()).filter(isScript);
    expect(before.filter(({ name }) => name.includes("clean"))).toEqual([]);
    await page.setInputFiles("#files", { name: "foto.jpg", mimeType: "image/jpeg", buffer: Buffer.from(jpegSample()) });
    await page.waitForFunction(() => (document.querySelector("[data-gehoord-file-state]")?.textContent ?? "") !== "");
    await page.waitForTimeout(500);
    const after = (await weighed()).filter(isScript).filter(({ name }) => !before.some((one) => one.name === name));
    say(`cleaning of files: ${sum(after)} bytes (${listed(after)}); as gzip ${await gzipped(after.map(({ name }) => name))}`);
    expect(after.length).toBeGreaterThan(0);
    expect(sum(after)).toBeLessThanOrEqual(60_000);
    await context.close();
  });
});
