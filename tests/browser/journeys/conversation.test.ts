/** Coming back with the code: read the answer, write, say how it is, send a file, take everything away. By keyboard alone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Worker } from "../../../src/ops/example/worker.ts";
import { answer, take } from "../../../src/ops/example/worker.ts";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import { jpegSample } from "../../support/sample-files.ts";
import { asWorker, openForm, signedIn, told } from "../../support/people.ts";
import { attach, go, press, tabTo, type } from "./keyboard.ts";
import { eachWay, nextAddress, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
let worker: Worker;
beforeAll(async () => {
  stage = await openStage();
  worker = asWorker(await signedIn(stage.server.address, "noor"));
});
afterAll(() => stage.close());

const words = {
  nl: { what: "Iemand duwt me elke dag.", answer: "Wat fijn dat je dit vertelt. Wanneer gebeurt het?", asks: "Ben je nu geholpen?", more: "Het was vandaag weer zo." },
  en: { what: "Somebody pushes me every day.", answer: "Thank you for telling us. When does it happen?", asks: "Were you helped?", more: "It happened again today." },
} as const;

/** Told before, read by a worker and answered. Answers the code. */
async function toldAndAnswered(language: "nl" | "en", asks = false): Promise<string> {
  const { address } = stage.server;
  const form = await openForm(address, "kindertelefoon", nextAddress());
  const identity = await newIdentity(form.salt);
  const post = await sealReport(form.destination, told({ what: words[language].what, mode: "anonymous" }), identity, []);
  const sent = await fetch(`${address}/api/v1/reports`, { method: "POST", body: JSON.stringify(post), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });
  expect(sent.status).toBe(201);
  await take(worker, form.destination.case);
  await answer(worker, form.destination.case, words[language][asks ? "asks" : "answer"], asks);
  return identity.code;
}

async function open({ page, at, way }: Walk, code: string): Promise<void> {
  await at("/gesprek");
  if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await type(page, "#code", code.toLowerCase().replaceAll("-", " "));
  if (!way.script) return go(page, "#open-conversation");
  await press(page, "#open-conversation");
  await page.waitForSelector("#conversation-heading");
}

/** Sends with this button and waits until the page says so. */
async function send({ page, way }: Walk, button: string, until: string): Promise<void> {
  if (way.script) await press(page, button);
  else await go(page, button);
  await page.waitForFunction((text) => document.querySelector("main .talk")?.textContent?.includes(text), until);
}

const summaryOf = (form: string): string => `details:has(${form}) > summary`;
const filesSummary = "#write-form details > summary";
const photo = { name: "IMG_2041.jpg", mimeType: "image/jpeg", buffer: Buffer.from(jpegSample()) };

describe("a pupil who comes back with the code", () => {
  it.each(eachWay)("reads, writes, says not safe, sends a photo and takes everything away, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page, look } = walk;
    const own = words[way.language];
    const code = await toldAndAnswered(way.language);
    await walk.at("/gesprek");
    await look("conversation-code");
    await open(walk, code);
    const talk = page.locator("main ol.talk");
    expect(await talk.innerText()).toContain(own.what);
    expect(await talk.innerText()).toContain(own.answer);
    await look("conversation");

    await type(page, "#text", own.more);
    await send(walk, "#write-send", own.more);
    expect(await page.locator("main .talk > li").count()).toBe(3);
    expect(await page.inputValue("#text")).toBe("");

    await press(page, filesSummary);
    await attach(page, "#files", photo);
    await send(walk, "#write-send", photo.name);
    await look("conversation-file");

    await send(walk, '#safety-form button[value="not-safe"]', way.language === "nl" ? "niet veilig" : "not safe");
    expect(await page.locator('main a[href="tel:112"]').first().isVisible()).toBe(true);
    await look("conversation-not-safe");

    // Taking everything away asks twice.
    await press(page, summaryOf("#end-form"));
    if (way.script) await press(page, '#end-form button[value="delete"]');
    else await go(page, '#end-form button[value="delete"]');
    await page.waitForFunction(() => document.querySelector("#end-form")?.textContent?.match(/vinkje|tick/i));
    await look("conversation-unsure");
    await tabTo(page, '#end-form input[name="sure"]');
    await page.keyboard.press("Space");
    if (way.script) await press(page, '#end-form button[value="delete"]');
    else await go(page, '#end-form button[value="delete"]');
    await page.waitForSelector("#done-heading");
    await look("conversation-removed");
    expect(await page.content()).not.toContain(own.what);
    // Without script the server itself asked for the tick, and called that by its number.
    expect(walk.complaints.filter((line) => way.script || !line.includes("422"))).toEqual([]);
    await walk.close();
  });

  it.each(eachWay.slice(0, 4))("says yes, it helped, and can write again all the same, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await open(walk, await toldAndAnswered(way.language, true));
    await walk.look("conversation-asked");
    if (way.script) await press(page, '#helped-form button[value="yes"]');
    else await go(page, '#helped-form button[value="yes"]');
    await page.waitForFunction(() => document.querySelector("main .talk")?.textContent?.match(/ja, ik ben geholpen|yes, I was helped|yes, it helped|yes, I/i));
    await walk.look("conversation-helped");
    await type(page, "#text", words[way.language].more);
    await send(walk, "#write-send", words[way.language].more);
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });

  it.each(eachWay.filter(([, way]) => !way.script))("writes with nothing of the conversation on the screen, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    const code = await toldAndAnswered(way.language);
    await walk.at("/gesprek");
    await type(page, "#code", code);
    await tabTo(page, 'input[name="only"]');
    await page.keyboard.press("Space");
    await go(page, "#open-conversation");
    await walk.look("conversation-only-write");
    await type(page, "#text", words[way.language].more);
    await go(page, "#write-send");
    expect(await page.locator("#sent").isVisible()).toBe(true);
    expect(await page.content()).not.toContain(words[way.language].what);
    await walk.close();
  });

  it.each(eachWay.slice(0, 2))("stops, and reads what that means, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await open(walk, await toldAndAnswered(way.language));
    await press(page, summaryOf("#end-form"));
    if (way.script) await press(page, '#end-form button[value="stop"]');
    else await go(page, '#end-form button[value="stop"]');
    await page.waitForSelector("#done-heading");
    await walk.look("conversation-stopped");
    await walk.close();
  });

  it.each(eachWay.slice(0, 4))("asks for a mail when there is an answer, and takes that back, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await open(walk, await toldAndAnswered(way.language));
    await press(page, summaryOf("#notice-form"));
    await type(page, "#noticeMail", "sam@voorbeeld.example");
    const keep = '#notice-form button[value="keep"]';
    if (way.script) await press(page, keep);
    else await go(page, keep);
    await page.waitForSelector("[data-gehoord-notice-on]:not([hidden])", { state: "attached" });
    await walk.look("conversation-notice");
    const erase = '#notice-form button[value="erase"]';
    if (!(await page.isVisible(erase))) await press(page, summaryOf("#notice-form"));
    if (way.script) await press(page, erase);
    else await go(page, erase);
    await page.waitForSelector("[data-gehoord-notice-off]:not([hidden])", { state: "attached" });
    await walk.close();
  });
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
