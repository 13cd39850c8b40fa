/** The whole way of a visitor with script, through the real server: tell it, come back with the code, write, take it away. */
import type { Browser, BrowserContext, Page, Request as Asked } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInSheet } from "../../src/ops/index.ts";
import { root, startServer, type TestServer } from "../support/server.ts";
import { jpegSample } from "../support/sample-files.ts";
import { launch, type Screen, visitor } from "./chromium.ts";
import { scan } from "./scan.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  const { build } = (await import("../../tools/build.mjs" as string)) as { build: (choice: { only: readonly string[] }) => Promise<unknown> };
  await build({ only: ["site"] });
  server = await startServer({ filled: true });
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

type Visit = { readonly context: BrowserContext; readonly page: Page; readonly asked: Asked[]; readonly complaints: string[] };

async function visit(screen: Screen = "phone"): Promise<Visit> {
  const context = await visitor(browser, screen);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const asked: Asked[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request));
  page.on("console", (line) => {
    if (line.type() === "error") complaints.push(line.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { context, page, asked, complaints };
}

async function openForm({ page }: Visit, language = ""): Promise<void> {
  await page.goto(`${server.address}${language}/melden`);
  await page.click('form:has(input[name="team"][value="kindertelefoon"]) button');
  await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
}

async function receipt({ page }: Visit): Promise<string> {
  await page.click("#send");
  await page.waitForSelector("#receipt-heading", { timeout: 30_000 });
  return (await page.textContent("[data-gehoord-code]"))?.trim() ?? "";
}

async function openTalk({ page }: Visit, code: string, language = ""): Promise<void> {
  await page.goto(`${server.address}${language}/gesprek`);
  await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await page.fill("#code", code);
  await page.click("#open-conversation");
  await page.waitForSelector("#conversation-heading", { timeout: 30_000 });
}

const openDetails = (page: Page): Promise<void> => page.evaluate(() => document.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));

const overflows = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

describe("a pupil with a telephone", () => {
  it("tells it with a photo, comes back with the code, writes, and takes everything away", async () => {
    const own = await visit();
    const { page, asked, complaints } = own;
    await openForm(own);
    await page.click("#send");
    await page.waitForSelector("#error-summary");
    expect(await scan(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await page.fill("#what", "Ze sluiten me buiten in de pauze.");
    await page.setInputFiles("#files", { name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: Buffer.from(jpegSample()) });
    await page.waitForFunction(() => document.querySelector("[data-gehoord-file-state]")?.textContent !== "");
    expect(await scan(page)).toEqual([]);
    const code = await receipt(own);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(await scan(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await openTalk(own, code);
    expect(await page.textContent("[data-gehoord-items]")).toContain("Ze sluiten me buiten in de pauze.");
    expect(await page.textContent("[data-gehoord-items]")).toContain("IMG_1.jpg");
    expect(await page.isVisible("[data-gehoord-file-open]")).toBe(false);
    expect(await page.isVisible("[data-gehoord-promised]")).toBe(true);
    await openDetails(page);
    expect(await scan(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    await page.fill("#text", "Het was vandaag weer zo.");
    await page.click("#write-send");
    await page.waitForFunction(() => document.querySelector("[data-gehoord-items]")?.textContent?.includes("vandaag weer zo"));
    await page.click('#safety-form button[value="not-safe"]');
    await page.waitForSelector("main > [data-gehoord-danger]:not([hidden])");
    expect(await scan(page)).toEqual([]);
    await page.fill("#noticeMail", "sam@voorbeeld.nl");
    await page.click('#notice-form button[value="keep"]');
    await page.waitForSelector("[data-gehoord-notice-on]:not([hidden])");
    await page.check('#end-form input[name="sure"]');
    await page.click('#end-form button[value="delete"]');
    await page.waitForSelector("#done-heading");
    await page.goto(`${server.address}/gesprek`);
    await page.fill("#code", code);
    await page.click("#open-conversation");
    await page.waitForSelector("#error-summary");
    const sent = asked.map((request) => `${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`).join("\n");
    for (const part of [code, code.replaceAll("-", ""), "buiten in de pauze", "vandaag weer", "sam@voorbeeld", "IMG_1"]) expect(sent).not.toContain(part);
    expect(complaints.filter((line) => !line.includes("404"))).toEqual([]);
    await own.context.close();
  });

  it("can stop, and come back with the code to write again", async () => {
    const own = await visit();
    const { page } = own;
    await openForm(own);
    await page.fill("#what", "Iets kleins.");
    const code = await receipt(own);
    await openTalk(own, code);
    await openDetails(page);
    await page.click('#end-form button[value="stop"]');
    await page.waitForSelector("#done-heading");
    await openTalk(own, code);
    expect(await page.isVisible("[data-gehoord-closed]")).toBe(true);
    await page.fill("#text", "Toch nog iets.");
    await page.click("#write-send");
    await page.waitForFunction(() => document.querySelector("[data-gehoord-items]")?.textContent?.includes("Toch nog iets"));
    expect(await page.isVisible("[data-gehoord-closed]")).toBe(false);
    await own.context.close();
  });
});

describe("somebody for whom there is an answer", () => {
  it("reads what a worker of the desk wrote, believed because its key is certified", async () => {
    const own = await visit();
    const { page, complaints } = own;
    const code = /code ([0-9A-Z-]{19})/.exec(signInSheet(root, server.address, new Date()))?.[1] ?? "";
    await openTalk(own, code);
    const items = page.locator("[data-gehoord-items] > li");
    const answers = items.filter({ hasText: "Het steunpunt" });
    expect(await answers.count()).toBeGreaterThan(0);
    expect((await answers.first().locator(".talk__text").innerText()).length).toBeGreaterThan(20);
    expect(await page.textContent("[data-gehoord-items]")).not.toContain("Dit stuk klopt niet");
    expect(await page.isVisible("[data-gehoord-rolled-back]")).toBe(false);
    expect(await scan(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await own.context.close();
  });
});

describe("a parent at a large screen, in English", () => {
  it("finds every word of it in English", async () => {
    const own = await visit("desktop");
    const { page } = own;
    await openForm(own, "/en");
    await page.fill("#what", "My child is left out.");
    await page.check('input[name="danger"][value="now"]');
    await page.click("#send");
    await page.waitForTimeout(300);
    const code = await receipt(own);
    expect(await page.textContent("main")).not.toMatch(/\b(je|jouw|het|wij)\b/);
    await openTalk(own, code, "/en");
    await openDetails(page);
    expect(await page.textContent("main")).not.toMatch(/\b(jouw|wij|niet)\b/);
    expect(await scan(page)).toEqual([]);
    await own.context.close();
  });
});

describe("the time from the button to the receipt, with everything behind it", () => {
  it.each([
    [1, 900],
    [6, 4000],
  ])("with the processor %i times slower stays under %i ms", async (slower, most) => {
    const own = await visit();
    const { page } = own;
    await openForm(own);
    const cpu = await own.context.newCDPSession(page);
    await cpu.send("Emulation.setCPUThrottlingRate", { rate: slower });
    await page.fill("#what", "Ze sluiten me buiten in de pauze. ".repeat(60));
    await page.waitForTimeout(3000);
    const took = await page.evaluate(async () => {
      const started = performance.now();
      document.querySelector<HTMLButtonElement>("#send")?.click();
      while (document.querySelector("#receipt-heading") === null) await new Promise((next) => setTimeout(next, 5));
      return performance.now() - started;
    });
    process.stdout.write(`submit to receipt on the real server, ${slower} times slower: ${Math.round(took)} ms\n`);
    expect(took).toBeLessThan(most);
    await own.context.close();
  });
});

describe("what is left behind", () => {
  it("is nothing of what was typed in the log", () => {
    expect(server.log.join("\n")).not.toMatch(/buiten|pauze|sam@|IMG_1|voorbeeld/);
  });
});
