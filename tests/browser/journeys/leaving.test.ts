/** Gone in one press, from every step that shows something: by the link, or by Escape three times. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quickExitTo } from "../../../src/site/index.ts";
import { go, press, tabTo, type } from "./keyboard.ts";
import { eachWay, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const secret = "zebrapad-zeventien";

/** The other site, without a network. */
const elsewhere = (page: Page): Promise<unknown> => page.route(quickExitTo, (route) => route.fulfill({ contentType: "text/html", body: "<title>Elsewhere</title><p>Weather" }));

async function writing(walk: Walk): Promise<void> {
  await elsewhere(walk.page);
  await walk.at("/melden");
  await go(walk.page, 'form:has(input[name="team"][value="kindertelefoon"]) button');
  if (walk.way.script) await walk.page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await type(walk.page, "#what", secret);
}

const escape = async ({ page }: Walk): Promise<void> => {
  for (let count = 0; count < 3; count += 1) await page.keyboard.press("Escape");
};
/** The exit is the third stop of every page. */
const byLink = async ({ page }: Walk): Promise<void> => {
  await tabTo(page, "#leave");
  await page.keyboard.press("Enter");
};
const leavings = { link: byLink, "Escape, three times": escape } as const;
const kinds = Object.keys(leavings) as (keyof typeof leavings)[];

describe("somebody who must be gone at once", () => {
  it.each(eachWay.filter(([, way]) => way.script).flatMap(([name, way]) => kinds.map((kind) => [kind, name, way] as const)))("by %s, leaves nothing of what was typed behind the back button, %s", async (kind, _, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await writing(walk);
    await leavings[kind](walk);
    await page.waitForURL(quickExitTo);
    for (let back = 0; back < 3; back += 1) {
      await page.goBack({ timeout: 5000 }).catch(() => null);
      expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(secret);
      expect(await page.evaluate(() => [...document.querySelectorAll("textarea")].map((one) => one.value).join(""))).not.toContain(secret);
    }
    await walk.close();
  });

  it.each(eachWay.filter(([, way]) => !way.script && way.screen === "phone"))("by the link, also without script, and what was typed is not kept, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await writing(walk);
    await go(page, "#leave");
    expect(page.url()).toBe(quickExitTo);
    await page.goBack().catch(() => null);
    expect(await page.evaluate(() => `${document.documentElement.outerHTML} ${[...document.querySelectorAll("textarea")].map((one) => one.value).join("")}`)).not.toContain(secret);
    await walk.close();
  });

  it.each(kinds)("by %s from the receipt: the code is gone with the page", async (kind) => {
    const walk = await stage.walk({ language: "nl", script: true, screen: "phone" });
    const { page } = walk;
    await writing(walk);
    await press(page, "#send");
    await page.waitForSelector("#receipt-heading");
    const code = (await page.textContent("main [data-gehoord-code]"))?.trim() ?? "";
    await leavings[kind](walk);
    await page.waitForURL(quickExitTo);
    for (let back = 0; back < 3; back += 1) {
      await page.goBack({ timeout: 5000 }).catch(() => null);
      expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(code);
    }
    await walk.close();
  });
});
