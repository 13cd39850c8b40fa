/** People who see the pages in their own way: letters twice as large, colours of their own, nothing that moves. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, lettersOf, screens, visitor } from "./chromium.ts";
import { findPaths, sample } from "./every-page.ts";
import { siteUnderTest } from "./site-under-test.ts";
import type { SiteUnderTest } from "./site-under-test.ts";

let site: SiteUnderTest;
let browser: Browser;
let large: Browser;
beforeAll(async () => {
  site = await siteUnderTest();
  browser = await launch();
  large = await launch(lettersOf(32));
});
afterAll(async () => {
  await large.close();
  await browser.close();
  await site.close();
});

/** A question with choices of which one is chosen, as it is asked without script. */
async function toQuestion(page: Page): Promise<void> {
  await page.goto(`${site.origin}/wegwijzer`);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator('button[name="role"][value="pupil"]').click()]);
  await page.locator("input[name=danger]").first().waitFor();
}

/** What sticks out of the screen, and words that are cut off at the edge of what they stand in. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const outside = [...document.querySelectorAll("a, button, p, h1, h2, h3, label, dt, dd")].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1);
    return [...(wide > 0 ? [`${wide} pixels too wide`] : []), ...outside.map((one) => `"${one.textContent.trim().slice(0, 40)}" sticks out`)];
  });

/** The quick exit lies over nothing that one reads or touches at the top of the page. */
const underExit = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const exit = document.querySelector("#leave")?.getBoundingClientRect();
    if (exit === undefined) return ["no quick exit"];
    const above = [...document.querySelectorAll(".wordmark, .language, .danger a, h1")];
    const covered = above.filter((one) => {
      const box = one.getBoundingClientRect();
      return one.checkVisibility() && box.left < exit.right && box.right > exit.left && box.top < exit.bottom && box.bottom > exit.top;
    });
    return covered.map((one) => `"${one.textContent.trim()}" lies under the quick exit`);
  });

describe("somebody with letters twice as large", () => {
  it.each(Object.keys(screens) as (keyof typeof screens)[])("reads every page without moving it sideways, on a %s", async (screen) => {
    const context = await visitor(large, screen, false);
    const page = await context.newPage();
    const complaints: string[] = [];
    for (const path of sample(await findPaths(site.origin), 2)) {
      await page.goto(`${site.origin}${path}`);
      complaints.push(...[...(await cut(page)), ...(await underExit(page))].map((one) => `${path}: ${one}`));
    }
    await context.close();
    expect(complaints).toEqual([]);
  });
});

/** What a border, an outline and a line under the words look like: that is all that is left when the colours are somebody's own. */
const looks = (page: Page, selector: string): Promise<string[]> =>
  page.locator(selector).evaluateAll((all) =>
    all.map((one) => {
      const { borderTopColor, borderTopWidth, borderInlineEndWidth, outlineStyle, textDecorationLine } = getComputedStyle(one);
      return [borderTopColor, borderTopWidth, borderInlineEndWidth, outlineStyle, textDecorationLine].join(" ");
    }),
  );

describe("somebody with colours of his own", () => {
  it.each(["light", "dark"] as const)("sees what is chosen, which button goes on and where the focus is, %s", async (colorScheme) => {
    const context = await visitor(browser, "phone", false, { forcedColors: "active", colorScheme });
    const page = await context.newPage();
    await toQuestion(page);
    await page.locator("input[name=danger]").first().check({ force: true });
    await page.locator("#main").focus();
    const [chosen, ...others] = await looks(page, ".choice:has(input[name=danger])");
    expect(others.length).toBeGreaterThan(0);
    expect(others).not.toContain(chosen);
    const [onward] = await looks(page, "#signpost .utrecht-button--primary");
    expect(await looks(page, "#signpost .utrecht-button--quiet")).not.toContain(onward);
    await page.locator("#signpost .utrecht-button--primary").focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    expect(await page.locator("#signpost .utrecht-button--primary").evaluate((one) => getComputedStyle(one).outlineStyle)).toBe("solid");
    await context.close();
  });
});

describe("somebody who gets sick of what moves", () => {
  it("sees nothing move", async () => {
    const context = await visitor(browser, "phone", false, { reducedMotion: "reduce" });
    const page = await context.newPage();
    await toQuestion(page);
    const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).transitionDuration !== "0s" || getComputedStyle(one).animationName !== "none").map((one) => one.className));
    expect(moving).toEqual([]);
    await context.close();
  });
});
