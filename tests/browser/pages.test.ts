/** Every public page, looked at with a browser: phone and desktop, with and without script, Dutch and English. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Languages, pathIn } from "../../src/base/index.ts";
import { measure, organisationNames, textOf } from "../support/language-level.ts";
import { launch, visitor } from "./chromium.ts";
import { everyPage, findPaths, sample } from "./every-page.ts";
import { checkHtml } from "./html-check.ts";
import { scan } from "./scan.ts";
import { root, siteUnderTest } from "./site-under-test.ts";
import type { SiteUnderTest } from "./site-under-test.ts";

const pictures = join(root, "reports/screens");
let site: SiteUnderTest;
let browser: Browser;

beforeAll(async () => {
  site = await siteUnderTest();
  browser = await launch();
  mkdirSync(pictures, { recursive: true });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const fileName = (path: string): string => (path === "/" ? "start" : path.slice(1).replaceAll("/", "_"));

/** Parts that a finger must hit; links inside a sentence may be smaller (WCAG 2.5.8). */
const targets = "button, summary, .utrecht-button, .leave, .language, .danger a, .link-list a, .choice, .utrecht-page-footer a, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea, select";

describe("every page", () => {
  it("has no accessibility violation, fits 320 pixels, has large targets and valid HTML", async () => {
    const complaints: string[] = [];
    const htmls = new Map<string, string>();
    const visits = await everyPage(browser, site.origin, async ({ page, path, language, screen, script, html }) => {
      const name = `${language} ${path} ${screen}${script ? "" : " without script"}`;
      htmls.set(`${language} ${path}`, html);
      // The scan itself needs script; what is there without ours is scanned below, in the dark.
      if (script) complaints.push(...(await scan(page)).map((one) => `${name}: ${one}`));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) complaints.push(`${name}: ${overflow} pixels too wide`);
      const small = await page.locator(targets).evaluateAll((all) => all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5).map((one) => one.textContent.trim()));
      complaints.push(...small.map((label) => `${name}: "${label}" is too small for a finger`));
      if (script) await page.screenshot({ path: join(pictures, `${language}-${screen}-${fileName(path)}.png`), fullPage: true });
    });
    htmls.set("the page for when the server is down", readFileSync(join(root, "src/site/static/down.html"), "utf8"));
    complaints.push(...(await checkHtml(htmls)));
    expect(complaints).toEqual([]);
    expect(visits).toBeGreaterThanOrEqual(7 * 2 * 2 * 2);
  });

  it("has no accessibility violation in the dark, with none of our scripts", async () => {
    const context = await visitor(browser, "phone", true, { colorScheme: "dark", bypassCSP: true });
    await context.route("**/*.js", (route) => route.abort());
    const page = await context.newPage();
    const complaints: string[] = [];
    for (const path of sample(await findPaths(site.origin))) {
      await page.goto(`${site.origin}${path}`);
      complaints.push(...(await scan(page)).map((one) => `${path}: ${one}`));
    }
    await context.close();
    expect(complaints).toEqual([]);
  });

  it("answers a form that was sent empty with a page that is as good", async () => {
    const context = await visitor(browser, "phone", true, { bypassCSP: true });
    await context.route("**/*.js", (route) => route.abort());
    const page = await context.newPage();
    const complaints: string[] = [];
    const htmls = new Map<string, string>();
    const paths = sample(await findPaths(site.origin)).flatMap((path) => Languages.map((language) => pathIn(language, path)));
    const buttons = page.locator("main form[method=post] button[type=submit]");
    for (const path of paths) {
      await page.goto(`${site.origin}${path}`);
      const count = await buttons.count();
      for (let index = 0; index < count; index += 1) {
        await page.goto(`${site.origin}${path}`);
        const name = `${path}, ${await buttons.nth(index).innerText()}`;
        const [answer] = await Promise.all([page.waitForNavigation(), buttons.nth(index).click()]);
        htmls.set(name, (await answer?.text()) ?? "");
        complaints.push(...(await scan(page)).map((one) => `${name}: ${one}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (overflow > 0) complaints.push(`${name}: ${overflow} pixels too wide`);
      }
    }
    await context.close();
    complaints.push(...(await checkHtml(htmls)));
    expect(complaints).toEqual([]);
  });

  it("still fits when it is four times as large, and from right to left", async () => {
    // 1280 pixels at 400 % are 320; a language that is written from the right turns everything around.
    const context = await visitor(browser, "phone", false);
    const page = await context.newPage();
    for (const path of sample(await findPaths(site.origin))) {
      await page.goto(`${site.origin}${path}`);
      await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBe(0);
    }
    await context.close();
  });

  it("is written in plain Dutch", async () => {
    const levels = await Promise.all(
      (await findPaths(site.origin)).map(async (path) => ({ path, ...measure(textOf(await (await fetch(`${site.origin}${path}`)).text()), organisationNames) })),
    );
    process.stdout.write(`${levels.map(({ path, score, words, sentences }) => `${score.toFixed(1).padStart(6)}  ${path}  (${words} words, ${sentences} sentences)`).join("\n")}\n`);
    expect(levels.filter(({ score }) => score < 65).map(({ path, score }) => `${path} ${score}`)).toEqual([]);
  });
});
