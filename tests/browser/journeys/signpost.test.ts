/** A pupil finds help: from the front door to somebody with a telephone number, by keyboard alone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choose, go, press, tabTo, type } from "./keyboard.ts";
import { eachWay, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

type Told = Readonly<Record<string, string>>;
const onQuestion = "#signpost input[name=asked]";

/** Answers question after question until the result; what the person does not know is "I do not know". Answers the names of the questions. */
async function answerAll({ page, look, way }: Walk, told: Told): Promise<readonly string[]> {
  const asked: string[] = [];
  while ((await page.locator(onQuestion).count()) > 0) {
    const question = await page.locator(onQuestion).inputValue();
    asked.push(question);
    if (asked.length > 14) throw new Error(`The questions do not end: ${asked.join(", ")}`);
    if (question === "topic" && way.script) {
      await type(page, "#signpost-typed", way.language === "nl" ? "ze sluiten me buiten en pesten me" : "they bully me and leave me out");
      await page.locator("#signpost-matched button").first().waitFor();
      await look("signpost-words");
      await press(page, "#signpost-matched button");
      expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe(told["topic"]);
    } else {
      const options = await page.locator(`input[name="${question}"]`).evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
      await choose(page, question, told[question] ?? (options.includes("unknown") ? "unknown" : (options.at(-1) ?? "")));
    }
    if (asked.length <= 4) await look(`signpost-${question}`);
    await go(page, "#signpost .utrecht-button--primary");
  }
  return asked;
}

/** From the front door; the first question is answered by its button. */
async function start(walk: Walk): Promise<void> {
  await walk.at("/");
  await walk.look("home");
  await go(walk.page, 'button[name="role"][value="pupil"]');
}

describe("a pupil who is left out", () => {
  it.each(eachWay)("finds somebody to call and reads when they answer, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await start(walk);
    const asked = await answerAll(walk, { danger: "no", topic: "bullying", by: "pupil", sector: "vo", age: "12-17", tried: "dare-not" });
    expect(asked.slice(0, 2)).toEqual(["danger", "topic"]);
    await walk.look("outcome");
    const card = page.locator("#step-kindertelefoon");
    expect(await card.locator('a[href^="tel:"]').count()).toBeGreaterThan(0);
    expect(await card.innerText()).toMatch(way.language === "nl" ? /open|dag en nacht/i : /open|day and night/i);
    // The number can be reached and called without a mouse, and so can writing to them.
    await tabTo(page, '#step-kindertelefoon a[href^="tel:"]');
    await tabTo(page, '#step-kindertelefoon button[name="supportPoint"]');
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });

  it("goes back a question, and what was answered is still there", async () => {
    const walk = await stage.walk({ language: "nl", script: false, screen: "phone" });
    const { page } = walk;
    await start(walk);
    await choose(page, "danger", "no");
    await go(page, "#signpost .utrecht-button--primary");
    await choose(page, "topic", "threat");
    await go(page, "#signpost .utrecht-button--primary");
    await go(page, 'button[name="back"]');
    expect(await page.locator(onQuestion).inputValue()).toBe("topic");
    await go(page, 'button[name="back"]');
    expect(await page.locator(onQuestion).inputValue()).toBe("danger");
    await walk.close();
  });

  it.each(eachWay.slice(1, 3))("who answers nothing is told where, and stays at the question, %s", async (_, way) => {
    const walk = await stage.walk(way);
    await start(walk);
    await go(walk.page, "#signpost .utrecht-button--primary");
    await walk.look("signpost-missed");
    expect(await walk.page.locator("#error-summary").isVisible()).toBe(true);
    expect(await walk.page.locator(onQuestion).inputValue()).toBe("danger");
    await walk.close();
  });
});

describe("somebody in danger", () => {
  it.each(eachWay.slice(0, 4))("sees at once who to call, %s", async (_, way) => {
    const walk = await stage.walk(way);
    await start(walk);
    await choose(walk.page, "danger", "now");
    await go(walk.page, "#signpost .utrecht-button--primary");
    await walk.look("outcome-danger");
    expect(await walk.page.locator('main a[href="tel:112"]').first().isVisible()).toBe(true);
    await tabTo(walk.page, 'main a[href="tel:112"]');
    await walk.close();
  });
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
