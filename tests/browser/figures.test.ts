/** The page with figures as people see it: on a phone and at a desk, with and without script, in both languages, and in a frame elsewhere. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Languages, pathIn } from "../../src/base/index.ts";
import { takeInReleases } from "../../src/registration/published/taking.ts";
import { yearRelease } from "../registration/published/releases.ts";
import { publicKey, signedShelf } from "../registration/published/signed.ts";
import { root, startServer, type TestServer } from "../support/server.ts";
import { launch, lettersOf, screens, visitor, type Screen } from "./chromium.ts";
import { checkHtml } from "./html-check.ts";
import { scan } from "./scan.ts";

const pictures = join(root, "dist/screenshots");
let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  const { build } = (await import("../../tools/build.mjs" as string)) as { build: (choice: { only: readonly string[] }) => Promise<unknown> };
  await build({ only: ["site"] });
  server = await startServer();
  // The first year stands at the top of the axis.
  await takeInReleases(server.context, signedShelf([2024, 2025, 2026].map((year, at) => yearRelease(year, 660 - 130 * at))), publicKey);
  browser = await launch();
  mkdirSync(pictures, { recursive: true });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const paths = ["/cijfers", "/cijfers/tijd/2025", "/cijfers/tijd/2025-q3", "/cijfers/tabel/2026/topic-sector-2026", "/cijfers/insluiten/waarover", "/cijfers/tijd/1999"] as const;

describe("the page with figures", () => {
  it("fits 320 pixels and a desk, is open to everybody's aids, and is valid, in every language, in the light and in the dark", async () => {
    const complaints: string[] = [];
    const htmls = new Map<string, string>();
    for (const screen of Object.keys(screens) as Screen[]) {
      const context = await visitor(browser, screen, true, { bypassCSP: true, colorScheme: screen === "phone" ? "dark" : "light" });
      const page = await context.newPage();
      for (const language of Languages) {
        for (const path of paths) {
          const name = `${path} ${language} ${screen}`;
          const answer = await page.goto(`${server.address}${pathIn(language, path)}`);
          htmls.set(name, (await answer?.text()) ?? "");
          await page.locator("details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
          complaints.push(...(await scan(page)).map((one) => `${name}: ${one}`));
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (wide > 0) complaints.push(`${name}: ${wide} pixels too wide`);
          await page.screenshot({ path: join(pictures, `figures-${path.split("/").slice(2).join("-") || "all"}-${language}-${screens[screen].width}.png`), fullPage: true });
        }
      }
      await context.close();
    }
    complaints.push(...(await checkHtml(htmls)));
    expect(complaints).toEqual([]);
  });

  it.each([16, 32])("has no letter of a picture outside of it, and none over another, on a phone, with letters of %s", async (size) => {
    const people = await launch(lettersOf(size));
    const context = await visitor(people, "phone");
    const page = await context.newPage();
    const complaints: unknown[] = [];
    for (const language of Languages) {
      await page.goto(`${server.address}${pathIn(language, "/cijfers")}`);
      const found = await page.locator("svg.chart").evaluateAll((charts) =>
        charts.flatMap((chart) => {
          const words = [...chart.querySelectorAll("text")].map((one) => ({ text: one.textContent, box: one.getBoundingClientRect() }));
          const outside = words.filter(({ box }) => box.right > innerWidth || box.left < 0).map(({ text }) => `outside: ${text}`);
          const over = words.flatMap(({ text, box }, at) => words.slice(at + 1).flatMap((other) => (box.left < other.box.right && other.box.left < box.right && box.top + 4 < other.box.bottom && other.box.top + 4 < box.bottom ? [`${text} over ${other.text}`] : [])));
          return [...outside, ...over];
        }),
      );
      complaints.push(...found);
    }
    await people.close();
    expect(complaints).toEqual([]);
  });

  it("is whole without script, and every table opens with the keyboard", async () => {
    const context = await visitor(browser, "phone", false);
    const page = await context.newPage();
    await page.goto(`${server.address}/cijfers`);
    const table = page.locator("#waarover table");
    expect(await table.isVisible()).toBe(false);
    await page.locator("#waarover summary").focus();
    await page.keyboard.press("Enter");
    expect(await table.isVisible()).toBe(true);
    await context.close();
  });

  it("weighs under 60 kB with everything that it asks for", async () => {
    const context = await visitor(browser, "phone");
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on("requestfinished", (request) => {
      if (!request.url().startsWith("data:")) sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(`${server.address}/cijfers`, { waitUntil: "networkidle" });
    const sum = (await Promise.all(sizes)).reduce((all, one) => all + one, 0);
    process.stdout.write(`/cijfers: ${sum} bytes in ${sizes.length} requests\n`);
    expect(sum).toBeLessThan(60_000);
    await context.close();
  });
});

describe("a picture on another site", () => {
  let other: Server;
  beforeAll(async () => {
    other = createServer((request, answer) => {
      answer.setHeader("content-type", "text/html; charset=utf-8");
      const path = request.url === "/page" ? "/cijfers" : "/cijfers/insluiten/waarover";
      answer.end(`<!doctype html><html lang="nl"><title>Elders</title><body><iframe src="${server.address}${path}" title="Cijfers" width="100%" height="900"></iframe></body></html>`);
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => other.close(resolve)));

  it("is shown there without a cookie, and the page itself is not", async () => {
    const context = await visitor(browser, "desktop");
    const page = await context.newPage();
    const { port } = other.address() as AddressInfo;
    await page.goto(`http://localhost:${port}/`);
    await page.frameLocator("iframe").locator("svg.chart").waitFor();
    expect(await context.cookies()).toEqual([]);
    await page.goto(`http://localhost:${port}/page`);
    await page.waitForLoadState("networkidle");
    expect(await page.frameLocator("iframe").locator("svg.chart").count()).toBe(0);
    await context.close();
  });
});
