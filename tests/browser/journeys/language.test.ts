/** The other language is one press away, and one stays where one was. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choose, go, tabTo } from "./keyboard.ts";
import { eachWay, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const other = ({ way }: Walk): string => (way.language === "nl" ? "en" : "nl");
const languageOf = ({ page }: Walk): Promise<string> => page.evaluate(() => document.documentElement.lang);
const pathOf = ({ page }: Walk): string => new URL(page.url()).pathname.replace(/^\/en/, "") || "/";

async function change(walk: Walk): Promise<void> {
  const wanted = other(walk);
  const now = await languageOf(walk);
  await go(walk.page, ".language");
  expect(await languageOf(walk)).toBe(now === wanted ? walk.way.language : wanted);
}

describe("somebody who reads the other language better", () => {
  it.each(eachWay)("changes it on every page and stays on that page, %s", async (_, way) => {
    const walk = await stage.walk(way);
    for (const path of ["/", "/melden", "/gesprek", "/organisaties", "/organisaties/kindertelefoon", "/nu-hulp", "/privacy"]) {
      await walk.at(path);
      await change(walk);
      expect(pathOf(walk)).toBe(path);
      await change(walk);
      expect(pathOf(walk)).toBe(path);
    }
    await walk.close();
  });

  it.each(eachWay)("changes it in the middle of the questions, and at the result, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    const next = "#signpost .utrecht-button--primary";
    await walk.at("/wegwijzer");
    await go(page, 'button[name="role"][value="pupil"]');
    await choose(page, "danger", "no");
    await go(page, next);
    await change(walk);
    expect(await page.inputValue("#signpost input[name=asked]")).toBe("topic");
    await choose(page, "topic", "threat");
    await go(page, next);
    await go(page, 'button[name="show"]');
    const steps = await page.locator("[id^=step-]").evaluateAll((all) => all.map((one) => one.id).toSorted());
    await change(walk);
    expect(await page.locator("[id^=step-]").evaluateAll((all) => all.map((one) => one.id).toSorted())).toEqual(steps);
    await tabTo(page, 'main a[href^="tel:"]');
    await walk.close();
  });

  it.each(eachWay.slice(0, 4))("opens the form in the other language for the same support point, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await walk.at("/melden");
    await go(page, 'form:has(input[name="team"][value="vertrouwensinspecteur"]) button');
    await change(walk);
    expect(await page.getAttribute("#report-form", "data-team")).toBe("vertrouwensinspecteur");
    await walk.close();
  });
});
