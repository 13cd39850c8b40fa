/** Counting by keyboard alone: a question without a case, a question with one, and a case that ends. Each leaves one fact. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allFacts } from "../../../src/registration/index.ts";
import { enterFacts } from "../../../src/registration/jobs.ts";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import { openForm, told } from "../../support/people.ts";
import { example, signIn } from "../worker-at-desk.ts";
import { pick, press, tabTo, type } from "./keyboard.ts";
import { forgetFacts, nextAddress, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await forgetFacts(stage);
}, 240_000);
afterAll(() => stage.close());

async function atDesk(worker: string): Promise<Walk> {
  const walk = await stage.walk({ language: "nl", script: true, screen: "desktop" }, { scanned: true });
  await walk.page.goto(`${stage.server.address.replace("127.0.0.1", "localhost")}/desk`);
  await signIn(walk.page, example(worker));
  await walk.page.waitForSelector("main h1");
  return walk;
}

/** What was counted, as it stands when this week is over. */
async function counted(topic: string): Promise<readonly string[]> {
  const { context } = stage.server;
  await enterFacts({ ...context, clock: { now: () => new Date(Date.now() + 8 * 86_400_000) } });
  return (await allFacts(context)).filter((one) => one.topic === topic).map((one) => [one.channel, one.role, one.by, one.done, one.outcome].join(" "));
}

describe("a worker with a keyboard", () => {
  it("counts a question without a case, and one that is kept, each in seconds", async () => {
    const walk = await atDesk("noor");
    const { page, look } = walk;
    await page.locator("main h1").first().focus();
    await page.keyboard.press("b");
    await page.waitForSelector("[data-field=intake]");
    const began = Date.now();
    await pick(page, ".intake select", "calamity");
    await page.keyboard.press("Control+Alt+Enter");
    await page.getByText("De vraag is geteld.").waitFor();
    expect(Date.now() - began).toBeLessThan(30_000);

    await type(page, "[data-field=intake]", "Wie belt er met de inspectie?");
    await pick(page, ".intake select", "calamity");
    // What was typed would be lost: nothing is counted, nothing is gone.
    await page.keyboard.press("Control+Alt+Enter");
    await page.getByText("Zo wordt je tekst niet bewaard.").waitFor();
    await press(page, ".intake [data-fold=counts] summary");
    await pick(page, "[data-field=count-done]", "information");
    await look("counting-intake");
    await page.keyboard.press("Control+Enter");
    await page.getByText("De vraag is geregistreerd.").waitFor();
    expect((await counted("calamity")).toSorted()).toEqual(["phone unknown unknown information not-known", "phone unknown unknown listened not-known"]);
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });

  it("is offered the codes of a case that closes, and corrects them later: still one fact", async () => {
    const { address } = stage.server;
    const form = await openForm(address, "kindertelefoon", nextAddress());
    const post = await sealReport(form.destination, told({ what: "Ze wachten hem op.", role: "parent", topic: "threat", mode: "anonymous" }), await newIdentity(form.salt), []);
    await fetch(`${address}/api/v1/reports`, { method: "POST", body: JSON.stringify(post), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });
    const walk = await atDesk("youssef");
    const { page, look } = walk;
    await page.waitForSelector(`a[data-case-link][href$="${form.destination.case}"]`);
    await press(page, `a[data-case-link][href$="${form.destination.case}"]`);
    await page.waitForSelector(".piece");
    const controls = "section[aria-labelledby=controls]";
    await press(page, `${controls} .button-primary`);
    await page.waitForSelector(".case-head .tag-open");
    await press(page, `${controls} button[aria-expanded]`);
    await pick(page, ".closing select", "no-longer-wanted");
    await type(page, ".closing textarea", "Het is opgelost.");
    await press(page, ".closing button[type=submit]");
    await page.waitForSelector(".case-head .tag-closed");

    // Closing waited for nothing; now it opens by itself, filled in from what stands in the case.
    await page.waitForSelector("details[data-fold=counting][open]");
    expect(await page.locator("[data-form=counting] select").evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value))).toEqual(["form", "parent", "unknown", "unknown", "threat", "unknown", "listened", "withdrawn"]);
    await look("counting-case");
    await press(page, "[data-form=counting] button[type=submit]");
    await page.getByText("Dit contact is geteld.").waitFor();
    await page.locator(".piece-note .words", { hasText: "Geteld: Formulier, Ouder," }).waitFor();
    await tabTo(page, "[data-field=count-by]");
    await page.keyboard.press("Home");
    await pick(page, "[data-field=count-by]", "pupil");
    await press(page, "[data-form=counting] button[type=submit]");
    await page.locator(".piece-note .words", { hasText: "Bedreiging, Leerling," }).waitFor();
    expect(await counted("threat")).toEqual(["form parent pupil listened withdrawn"]);
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });
});
