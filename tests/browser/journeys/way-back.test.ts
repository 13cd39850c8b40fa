/** A pupil who loses the code; and who looks after the conversation: second card, new code, who looked, a proof. By keyboard alone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renewProofKey } from "../../../src/cases/actions/proofs.ts";
import type { Worker } from "../../../src/ops/example/worker.ts";
import { answer, take } from "../../../src/ops/example/worker.ts";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import { asWorker, openForm, signedIn, told } from "../../support/people.ts";
import { go, pick, press, tabTo, type } from "./keyboard.ts";
import { eachWay, nextAddress, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
let worker: Worker;
beforeAll(async () => {
  stage = await openStage();
  worker = asWorker(await signedIn(stage.server.address, "noor"));
  await renewProofKey(stage.server.context);
});
afterAll(() => stage.close());

const onPhone = eachWay.filter(([, way]) => way.screen === "phone");

/** In the language of the page, so that a word of the other one is seen. */
const said = { nl: ["Iemand duwt me elke dag.", "Wat fijn dat je dit vertelt."], en: ["Somebody pushes me every day.", "Thank you for telling us."] } as const;

async function toldAndAnswered(language: "nl" | "en"): Promise<string> {
  const { address } = stage.server;
  const form = await openForm(address, "kindertelefoon", nextAddress());
  const identity = await newIdentity(form.salt);
  const post = await sealReport(form.destination, told({ what: said[language][0], mode: "anonymous" }), identity, []);
  const sent = await fetch(`${address}/api/v1/reports`, { method: "POST", body: JSON.stringify(post), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });
  expect(sent.status).toBe(201);
  await take(worker, form.destination.case);
  await answer(worker, form.destination.case, said[language][1]);
  return identity.code;
}

async function open({ page, at, way }: Walk, code: string): Promise<void> {
  await at("/gesprek");
  if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await type(page, "#code", code);
  if (!way.script) return go(page, "#open-conversation");
  await press(page, "#open-conversation");
  await page.waitForSelector("#conversation-heading");
  await page.waitForSelector("[data-gehoord-codes] > li", { state: "attached" });
}

const summaryOf = (form: string): string => `details:has(${form}) > summary`;

/** Opens the part when it is closed, and sends its form with this button. */
async function does({ page, way }: Walk, form: string, button: string, fields: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  if (!(await page.isVisible(`${form} ${button}`))) await press(page, summaryOf(form));
  await fields();
  if (!way.script) {
    await go(page, `${form} ${button}`);
    return;
  }
  await press(page, `${form} ${button}`);
  await page.waitForFunction((wanted) => document.querySelector(wanted)?.getAttribute("aria-busy") === "false", form);
}

const codeOn = async ({ page }: Walk): Promise<string> => (await page.locator("main [data-gehoord-new-code], main [data-gehoord-code]").first().innerText()).trim();

describe("a pupil who loses the code", () => {
  it.each(onPhone)("chose a name and a sentence, asks for the conversation, and who has the code can stop it, %s", async (label, way) => {
    const walk = await stage.walk(way);
    const { page, look, at } = walk;
    const name = `Kikker ${label}`.slice(0, 50);
    const code = await toldAndAnswered(way.language);
    await open(walk, code);
    await look("person");
    await does(walk, "#way-back-form", "button", async () => {
      await type(page, "#way-back-name", name);
      await type(page, "#way-back-sentence", "mijn oma bakt blauwe taart");
      await tabTo(page, 'input[name="readsBack"]');
      await page.keyboard.press("Space");
    });
    await page.waitForSelector("[data-gehoord-way-back]:not([hidden])", { state: "attached" });
    await look("person-way-back");

    await at("/gesprek/kwijt");
    if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
    await look("lost-code");
    if (way.script) await press(page, "#claim-send");
    else await go(page, "#claim-send");
    await page.waitForSelector("#error-summary");
    await look("lost-code-problem");
    await pick(page, "#team", "kindertelefoon");
    await type(page, "#name", name);
    await type(page, "#sentence", "Mijn oma, bakt blauwe taart!");
    if (way.script) await press(page, "#claim-send");
    else await go(page, "#claim-send");
    await page.waitForSelector("#claim-heading");
    await look("lost-code-made");
    const claimed = await codeOn(walk);
    expect(claimed).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);

    // The new code does not work yet, and the old one shows that somebody asked.
    await open(walk, code);
    await page.waitForSelector("#claims-form button");
    await look("person-claimed");
    if (way.script) {
      await press(page, "#claims-form button");
      await page.waitForFunction(() => document.querySelector<HTMLElement>("[data-gehoord-claims]")?.hidden === true);
    } else await go(page, "#claims-form button");
    expect(await page.locator("#claims-form button").count()).toBe(0);
    expect(walk.complaints.filter((line) => way.script || !line.includes("422"))).toEqual([]);
    await walk.close();
  });
});

describe("who looks after the conversation", () => {
  it.each(onPhone)("sees who looked, makes a second card, takes a new code, and the old one is over, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page, look } = walk;
    const code = await toldAndAnswered(way.language);
    await open(walk, code);
    await press(page, summaryOf("[data-gehoord-looks]"));
    expect(await page.locator("[data-gehoord-looks] li").first().innerText()).toContain("Kindertelefoon");
    await look("person-looks");
    await does(walk, "#codes-form", 'button[value="trusted"]');
    await page.waitForSelector("[data-gehoord-code-made]:not([hidden])");
    const card = await codeOn(walk);
    await look("person-second-card");
    await does(walk, "#codes-form", 'button[value="replace"]');
    await page.waitForSelector("[data-gehoord-code-replaced]:not([hidden])");
    const fresh = await codeOn(walk);
    expect(new Set([code, card, fresh]).size).toBe(3);
    await open(walk, fresh);
    expect(await page.locator("main .talk > li").count()).toBeGreaterThanOrEqual(2);
    await open(walk, card);
    expect(await page.locator("main ol.talk").innerText()).toContain(said[way.language][0]);
    await walk.at("/gesprek");
    if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
    await type(page, "#code", code);
    if (way.script) await press(page, "#open-conversation");
    else await go(page, "#open-conversation");
    await page.waitForSelector("#error-summary");
    expect(walk.complaints.filter((line) => !line.includes("404"))).toEqual([]);
    await walk.close();
  });

  it.each(onPhone)("shows a proof that is checked on /bewijs, with script also without a line, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page, look } = walk;
    await open(walk, await toldAndAnswered(way.language));
    await does(walk, "#proof-form", "button");
    await page.waitForSelector("[data-gehoord-proof]:not([hidden])");
    const proof = (await page.locator("[data-gehoord-proof-text]").innerText()).trim();
    expect(proof).toMatch(/^GB1-[A-Za-z0-9_-]{112}$/);
    if (way.script) await page.waitForSelector("[data-gehoord-proof-picture] svg");
    await look("person-proof");
    await walk.at("/bewijs");
    if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
    await look("proof-check");
    if (way.script) await walk.context.setOffline(true);
    await type(page, "#bewijs", proof);
    if (way.script) await press(page, "#proof-check button");
    else await go(page, "#proof-check button");
    await page.waitForSelector("#proof-verdict.utrecht-alert--ok");
    await walk.context.setOffline(false);
    await look("proof-good");
    await type(page, "#bewijs", way.script ? "x" : `${proof.slice(0, -3)}AAA`);
    if (way.script) await press(page, "#proof-check button");
    else await go(page, "#proof-check button");
    await page.waitForSelector("#proof-verdict.utrecht-alert--danger");
    await look("proof-bad");
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });

  it.each(onPhone.slice(0, 2))("changes how to be reached, plans a day, and asks for the notes, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page, look } = walk;
    await open(walk, await toldAndAnswered(way.language));
    const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    await does(walk, "#plan-form", 'button[value="plan-check-in"]', async () => {
      await tabTo(page, "#plan-day");
      await page.fill("#plan-day", day);
    });
    await page.waitForSelector("[data-gehoord-plan] button", { state: "attached" });
    await look("person-plan");
    await does(walk, "#contact-form", "button", () => type(page, "#contact-must-not", "Bel niet als ik op school ben"));
    await page.waitForFunction(() => document.querySelector("main .talk")?.textContent?.includes("Bel niet als ik op school ben"));
    await does(walk, "#access-form", 'button[value="ask-access"]');
    await page.waitForSelector("[data-gehoord-access-asked]:not([hidden])", { state: "attached" });
    await look("person-access");
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
