/** From the signpost's result to a call that is agreed, moved and called off; and the worker who makes it: by keyboard alone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { atDesk, example, flaws, signIn } from "../worker-at-desk.ts";
import { choose, go, press, tabTo, type } from "./keyboard.ts";
import { eachWay, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

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

async function fillIn({ page, way }: Walk): Promise<void> {
  if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await type(page, "#phone", "0612345678");
  await type(page, "#phoneAgain", "06 12 34 56 78");
  await type(page, "#name", "Noor");
  await press(page, "#rules", "Space");
  await type(page, "#note", way.language === "nl" ? "Bel niet te lang" : "Keep it short");
}

async function sent({ page, way }: Walk): Promise<string> {
  if (way.script) {
    await press(page, "#send");
    await page.waitForSelector("#receipt-heading");
  } else {
    await go(page, "#send");
  }
  return (await page.textContent("main [data-gehoord-code]"))?.trim() ?? "";
}

/** The conversation behind the code, with the call in it. */
async function conversation({ page, at, way }: Walk, code: string): Promise<void> {
  await at("/gesprek");
  if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await type(page, "#code", code);
  await press(page, "#open-conversation");
  await page.waitForSelector("#call-heading", { state: "visible" });
  await page.waitForSelector("#call-change-form", { state: "visible" });
}

describe("a pupil who wants to be called", () => {
  it.each(eachWay)("chooses a moment, gets a code, moves the call and calls it off, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page, look } = walk;
    await toResult(walk);
    await go(page, '#step-kindertelefoon button[formaction$="/bel-mij"]');
    await look("call-choose");
    await go(page, '#line-kindertelefoon button[name="slot"]');
    await page.waitForSelector("#call-form");
    await look("call-form");
    await fillIn(walk);
    const code = await sent(walk);
    expect(code).toMatch(codeForm);
    expect(await page.title()).toBe("Gehoord");
    expect(page.url()).not.toMatch(/\?|06/);
    await look("call-receipt");
    await conversation(walk, code);
    await look("call-conversation", { words: false });
    await press(page, "#call-change-form summary");
    await press(page, '#call-change-form input[name="slot"]', "Space");
    await press(page, '#call-change-form [value="change"]');
    await page.waitForFunction(() => (document.body.textContent ?? "").match(/Bel me \w+dag|Call me \w+day/) !== null);
    await page.waitForSelector("#call-change-form [value=cancel]", { state: "visible" });
    await press(page, '#call-change-form [value="cancel"]');
    await page.waitForFunction(() => (document.body.textContent ?? "").match(/Ze bellen je niet|You will not be called/) !== null);
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });

  it("is told of a slip at the field, and loses nothing", async () => {
    const walk = await stage.walk({ language: "nl", script: true, screen: "phone" });
    const { page, at, look } = walk;
    await at("/bel-mij");
    await press(page, "#call-about button");
    await page.waitForSelector('button[name="slot"]');
    await go(page, '#line-kindertelefoon button[name="slot"]');
    await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
    await type(page, "#phone", "0612345678");
    await type(page, "#phoneAgain", "0612345679");
    await press(page, "#send");
    await page.waitForSelector("#error-summary");
    expect(await page.textContent("#error-summary")).toContain("niet gelijk");
    expect(await page.inputValue("#phone")).toBe("0612345678");
    await look("call-slip");
    await walk.close();
  });

  it("was looked at in every way: readable, valid, narrow enough, without a fault for who cannot see", async () => {
    expect(await stage.flaws()).toEqual([]);
  });
});

describe("a worker who calls", () => {
  it("reads what to watch out for before the number, says how it went, and plans who is on duty, by keyboard alone", async () => {
    const { page, context, complaints, sent: posted } = await atDesk(stage.browser, stage.server.address, "", "desktop", true);
    await signIn(page, example("noor"));
    await page.keyboard.press("c");
    await page.waitForSelector("[data-case-link]");
    expect(await flaws(page)).toEqual([]);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForSelector("section[aria-labelledby=call-back] .wishes");
    expect(await page.textContent("section[aria-labelledby=call-back]")).not.toMatch(/06\d{8}/);
    await tabTo(page, "section[aria-labelledby=call-back] button");
    await page.keyboard.press("Enter");
    await page.waitForSelector("section[aria-labelledby=call-back] .reach");
    expect(await page.textContent("section[aria-labelledby=call-back]")).toMatch(/06\d{8}/);
    expect(await flaws(page)).toEqual([]);
    await page.getByRole("button", { name: "Niet opgenomen" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("section[aria-labelledby=call-back] .tags")?.textContent?.includes("1 poging") === true);
    expect(posted.filter((line) => /06\d{8}/.test(line))).toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator("h1").first().focus();
    await page.keyboard.press("r");
    await page.waitForSelector("section form");
    expect(await flaws(page)).toEqual([]);
    await page.getByRole("button", { name: "Zet in het rooster" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".notice");
    expect(complaints).toEqual([]);
    await context.close();
  });
});
