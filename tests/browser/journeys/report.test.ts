/** From the signpost's result to a report at a support point, and the code on a card: by keyboard alone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choose, go, press, tabTo, type } from "./keyboard.ts";
import { eachWay, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const story = { nl: "In de pauze mag ik nooit meedoen.", en: "They never let me join in the break." } as const;
const codeForm = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/;

/** Role, danger, subject: what comes after may be skipped. */
async function toResult({ page, at }: Walk): Promise<void> {
  await at("/wegwijzer");
  await go(page, 'button[name="role"][value="pupil"]');
  await choose(page, "danger", "no");
  await go(page, "#signpost .utrecht-button--primary");
  await choose(page, "topic", "bullying");
  await go(page, "#signpost .utrecht-button--primary");
  await go(page, 'button[name="show"]');
}

async function fillIn({ page, look, way }: Walk): Promise<void> {
  const dutch = way.language === "nl";
  if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await choose(page, "mode", "confidential");
  await choose(page, "forWhom", "self");
  await type(page, "#what", story[way.language]);
  await press(page, "#report-form summary");
  await type(page, "#where", dutch ? "Op het plein" : "In the playground");
  await choose(page, "reach", "phone");
  await type(page, "#phone", "0612345678");
  await type(page, "#safeMoments", dutch ? "Na vier uur" : "After four");
  await look("report-filled");
  await tabTo(page, "#send");
}

async function receiptOf({ page, way }: Walk): Promise<string> {
  if (way.script) {
    await press(page, "#send");
    await page.waitForSelector("#receipt-heading");
  } else {
    await go(page, "#send");
  }
  return (await page.textContent("main [data-gehoord-code]"))?.trim() ?? "";
}

describe("a pupil who tells it", () => {
  it.each(eachWay)("goes from the result to the form, and gets a code on a card, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page, look } = walk;
    await toResult(walk);
    await go(page, '#step-kindertelefoon button[name="supportPoint"]');
    await page.waitForSelector("#report-form");
    await look("report-form");
    await fillIn(walk);
    const code = await receiptOf(walk);
    expect(code).toMatch(codeForm);
    await look("receipt");
    // Who hears the screen hears it at once.
    if (way.script) expect(await page.evaluate(() => document.activeElement?.id)).toBe("receipt-heading");
    expect(await page.isVisible("main .receipt-card")).toBe(true);
    expect(await page.isVisible("#print-card")).toBe(way.script);
    // Nothing of what was told stands on the page with the code.
    expect(await page.content()).not.toContain(story[way.language]);
    await tabTo(page, 'main a[href$="/gesprek"]');
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });

  it("prints the card and little else", async () => {
    const walk = await stage.walk({ language: "nl", script: true, screen: "phone" });
    await walk.at("/melden");
    await go(walk.page, 'form:has(input[name="team"][value="kindertelefoon"]) button');
    await type(walk.page, "#what", story.nl);
    await receiptOf(walk);
    await walk.page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
    await press(walk.page, "#print-card");
    expect(await walk.page.evaluate(() => Reflect.get(window, "printed"))).toBe(true);
    await walk.page.emulateMedia({ media: "print" });
    expect(await walk.page.isVisible(".receipt-card")).toBe(true);
    for (const screenOnly of [".leave", ".danger", ".utrecht-page-footer", "#print-card"]) expect(await walk.page.isVisible(screenOnly), screenOnly).toBe(false);
    await walk.close();
  });
});

describe("somebody who comes directly", () => {
  it.each(eachWay.slice(0, 4))("says what it is about, chooses a support point and gets its form, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await walk.at("/melden");
    await walk.look("choose");
    await tabTo(page, "#about-form select");
    await page.keyboard.press("ArrowDown");
    await go(page, "#about-form button");
    await walk.look("choose-fitting");
    await go(page, 'form:has(input[name="team"]) button');
    expect(await page.locator("#report-form").count()).toBe(1);
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
