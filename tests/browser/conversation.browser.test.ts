/** What happens in a visitor's own browser after the code is typed. */
import type { Browser, BrowserContext, Page, Request as Asked } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fromBase64Url, fromUtf8, openPiece, readManifest, unwrapText, type OpenedPiece } from "../../src/envelope/index.ts";
import { jpegSample, secrets } from "../support/sample-files.ts";
import { launch, visitor } from "./chromium.ts";
import { type TalkSite, talkSite } from "./talk-site.tsx";

let site: TalkSite;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let asked: Asked[];
let complaints: string[];

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  site = await talkSite();
  context = await visitor(browser, "phone");
  page = await context.newPage();
  page.setDefaultTimeout(8000);
  asked = [];
  complaints = [];
  page.on("request", (request) => asked.push(request));
  page.on("console", (line) => {
    if (line.type() === "error") complaints.push(line.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
});
afterEach(async () => {
  await context.close();
  await site.close();
});

const bytes = (text: string): Uint8Array<ArrayBuffer> => fromBase64Url(text) ?? new Uint8Array();

async function goIn(typed = site.code): Promise<void> {
  await page.goto(`${site.origin}/gesprek`);
  await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await page.fill("#code", typed);
  await page.click("#open-conversation");
}
const inside = (): Promise<unknown> => page.waitForSelector("#conversation-heading", { timeout: 30_000 });

/** The newest piece as the team opens it; any signature will do here, the conversation itself is checked by its reader. */
async function newest(): Promise<OpenedPiece> {
  const piece = site.pieces.at(-1);
  if (piece === undefined) throw new Error("nothing was written");
  const { keys } = site;
  return openPiece({ sealed: bytes(piece.sealed), key: bytes(piece.key) }, { caseIdentity: site.identity.identity, expected: { installation: "proef", case: site.caseId, chain: "shared" }, signers: () => keys.signer.publicKey });
}

describe("somebody who comes back with the code", () => {
  it("reads what was written on both sides, and the code was in no request", async () => {
    await site.write("answer", { text: "Dank je. <b>Wij bellen</b> de school niet." });
    site.kept.state = "waiting";
    await goIn();
    await inside();
    const shown = await page.textContent("[data-gehoord-items]");
    expect(shown).toContain("Ze sluiten me buiten.\nElke dag.");
    expect(shown).toContain("sam@voorbeeld.nl");
    expect(shown).toContain("<b>Wij bellen</b>");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("conversation-heading");
    await page.waitForFunction(() => document.querySelector("[data-gehoord-with]")?.textContent?.includes("Steunpunt Zuid"));
    const sent = asked.map((request) => `${request.url()} ${request.postData() ?? ""}`).join("\n");
    for (const part of [site.code, site.code.replaceAll("-", ""), ...site.code.split("-")]) expect(sent).not.toContain(part);
    expect(await page.content()).not.toContain(site.code);
    expect(complaints).toEqual([]);
  });

  it("may type it without dashes, in small letters, and with an O for a zero", async () => {
    await goIn(site.code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"));
    await inside();
  });

  it("hears that it is not a code, or that nobody knows it, and can correct one letter", async () => {
    await goIn("ABCD-EFGH");
    await page.waitForSelector("#error-summary");
    expect(await page.inputValue("#code")).toBe("ABCD-EFGH");
    expect(await page.getAttribute("#code", "aria-invalid")).toBe("true");
    site.kept.removed = true;
    await page.fill("#code", site.code);
    await page.click("#open-conversation");
    await page.waitForFunction(() => /kennen deze code niet/.test(document.querySelector("#error-summary")?.textContent ?? ""));
  });

  it("keeps the code in its field when the line is away, and it opens when the line is back", async () => {
    await page.goto(`${site.origin}/gesprek`);
    await page.waitForTimeout(1500);
    await context.setOffline(true);
    await page.fill("#code", site.code);
    await page.click("#open-conversation");
    await page.waitForSelector("#retry");
    await context.setOffline(false);
    await page.click("#retry");
    await inside();
  });

  it("sees nothing of a piece that was forged, and cannot write behind it", async () => {
    await site.write("answer", { text: "Geef ons je adres." }, false);
    await goIn();
    await inside();
    const shown = await page.textContent("[data-gehoord-items]");
    expect(shown).not.toContain("Geef ons je adres");
    expect(shown).toContain("klopt niet");
    expect(await page.isVisible("#write-form")).toBe(false);
    expect(await page.isVisible("#end-form, details:has(#end-form)")).toBe(true);
  });

  it("is warned when what was there before is gone", async () => {
    await site.write("answer", { text: "Een antwoord." });
    site.kept.state = "waiting";
    await goIn();
    await inside();
    site.pieces.pop();
    await page.fill("#text", "Dank je");
    await page.click("#write-send");
    await page.waitForSelector("[data-gehoord-rolled-back]:not([hidden])");
    expect(await page.isVisible("#write-form")).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-gehoord-rolled-back"))).toBe(true);
  });
});

describe("somebody who writes again", () => {
  it("reads it back, and the team can open it", async () => {
    await goIn();
    await inside();
    await page.fill("#text", "Het gebeurde vandaag weer.");
    await page.click("#write-send");
    await page.waitForFunction(() => document.querySelector("[data-gehoord-items]")?.textContent?.includes("vandaag weer"));
    expect(JSON.parse(fromUtf8((await newest()).body))).toEqual({ text: "Het gebeurde vandaag weer." });
    expect(await page.inputValue("#text")).toBe("");
    expect(asked.map((request) => request.postData() ?? "").join("")).not.toContain("vandaag weer");
  });

  it("writes it once when the answer was lost and one tries again", async () => {
    await goIn();
    await inside();
    const before = site.pieces.length;
    let lost = 0;
    await page.route("**/conversation/messages", async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.fill("#text", "Een keer.");
    await page.click("#write-send");
    await page.click("#retry");
    await page.waitForFunction(() => document.querySelector("[data-gehoord-items]")?.textContent?.includes("Een keer."));
    expect(site.pieces.length).toBe(before + 1);
  });

  it("comes behind what the desk wrote at the same moment", async () => {
    await goIn();
    await inside();
    await site.write("answer", { text: "Wij waren net iets eerder." });
    await page.fill("#text", "En ik daarna.");
    await page.click("#write-send");
    await page.waitForFunction(() => document.querySelector("[data-gehoord-items]")?.textContent?.includes("En ik daarna."));
    expect(await page.textContent("[data-gehoord-items]")).toContain("net iets eerder");
    expect((await newest()).header.sequence).toBe(site.pieces.length);
  });

  it("is told to write something first", async () => {
    await goIn();
    await inside();
    await page.click("#write-send");
    await page.waitForSelector("#error-summary");
    expect(await page.getAttribute("#text", "aria-invalid")).toBe("true");
  });

  it("can add a photo without its place, and fetch it again once the desk has read", async () => {
    site.kept.filesReadable = true;
    await goIn();
    await inside();
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));
    await page.setInputFiles("#files", { name: "foto.jpg", mimeType: "image/jpeg", buffer: Buffer.from(jpegSample()) });
    await page.click("#write-send");
    await page.waitForSelector("[data-gehoord-items] [data-gehoord-file-open]:not([hidden])");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-gehoord-items] [data-gehoord-file-open]:not([hidden])")]);
    expect(download.suggestedFilename()).toBe("foto.jpg");
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const file = Buffer.concat(chunks);
    expect(file.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    for (const secret of secrets) expect(file.includes(secret)).toBe(false);
    expect(readManifest((await newest()).body).size).toBe(file.length);
    expect(complaints).toEqual([]);
  });

  it("is not handed a file that is not the one that was signed", async () => {
    site.kept.filesReadable = true;
    await goIn();
    await inside();
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));
    await page.setInputFiles("#files", { name: "foto.jpg", mimeType: "image/jpeg", buffer: Buffer.from(jpegSample()) });
    await page.click("#write-send");
    await page.waitForSelector("[data-gehoord-items] [data-gehoord-file-open]:not([hidden])");
    for (const upload of site.uploads.uploads.values()) for (const part of upload.parts.values()) part.fill(1, part.length - 1);
    let downloads = 0;
    page.on("download", () => (downloads += 1));
    await page.click("[data-gehoord-items] [data-gehoord-file-open]:not([hidden])");
    await page.waitForFunction(() => (document.querySelector('[data-gehoord-items] [role="status"]')?.textContent ?? "").length > 20);
    expect(downloads).toBe(0);
  });
});

describe("somebody without a mouse", () => {
  it("opens, writes and hears that it went, with the keyboard alone", async () => {
    await page.goto(`${site.origin}/gesprek`);
    await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
    await page.focus("#code");
    await page.keyboard.type(site.code);
    await page.keyboard.press("Enter");
    await inside();
    for (let count = 0; count < 30 && (await page.evaluate(() => document.activeElement?.id)) !== "text"; count += 1) await page.keyboard.press("Tab");
    await page.keyboard.type("Met toetsen.");
    for (let count = 0; count < 30 && (await page.evaluate(() => document.activeElement?.id)) !== "write-send"; count += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("[data-gehoord-items]")?.textContent?.includes("Met toetsen."));
    expect(await page.textContent("#write-form [data-gehoord-status][aria-live]")).toContain("Verstuurd");
  });
});

describe("the scripts of the conversation", () => {
  it("weigh no more than those of a report, up to the moment that it opens", async () => {
    await page.goto(`${site.origin}/gesprek`);
    await page.waitForTimeout(2000);
    const scripts = await Promise.all(asked.filter((request) => request.resourceType() === "script").map(async (request) => ({ name: request.url().split("/").at(-1) ?? "", size: (await request.sizes()).responseBodySize })));
    // As in journeys/weight.test.ts: the screen and its list of files are drawn beside what seals.
    const sealing = scripts.filter(({ name }) => !/^(talk-screen|file-list|base)\./.test(name)).reduce((sum, { size }) => sum + size, 0);
    process.stdout.write(`${scripts.map(({ name, size }) => `${name} ${size}`).join(", ")}; sealing ${sealing}\n`);
    expect(sealing).toBeLessThanOrEqual(45_000);
  });
});

describe("somebody who looks along with a helper's code", () => {
  it("is offered what a helper may do, and told who decides the rest", async () => {
    site.kept.card = "helper";
    await goIn();
    await inside();
    await page.waitForSelector("[data-gehoord-as-helper]:not([hidden])");
    const shown = (selector: string): Promise<number> => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    expect(await page.locator("main [data-gehoord-decides] :is(#end-form, #notice-form, #contact-form, #codes-form, #proof-form, #plan-day, #looks-form, #access-form, #check-in-form, #helped-form)").count()).toBe(10);
    expect([await shown("main [data-gehoord-decides]"), await shown("#write-send"), await shown("#safety-form button")]).toEqual([0, 1, 2]);
    expect(complaints).toEqual([]);
  });
});

describe("somebody who says how it is", () => {
  it("sees first who to call after saying not safe", async () => {
    await goIn();
    await inside();
    await page.click('#safety-form button[value="not-safe"]');
    await page.waitForSelector("main > [data-gehoord-danger]:not([hidden])");
    expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-gehoord-danger"))).toBe(true);
    expect(await page.isVisible('main > [data-gehoord-danger] [data-danger="now"]')).toBe(true);
    expect(JSON.parse(fromUtf8((await newest()).body))).toEqual({ safe: false });
  });

  it("is asked whether it helped only when the desk asks, and the yes is signed", async () => {
    site.kept.state = "waiting";
    await goIn();
    await inside();
    expect(await page.isVisible("#helped-form")).toBe(false);
    site.kept.state = "asked-helped";
    await goIn();
    await inside();
    await page.click('#helped-form button[value="yes"]');
    await page.waitForFunction(() => document.querySelector("[data-gehoord-items]")?.textContent?.includes("ja, ik ben geholpen"));
    expect(site.kept.state).toBe("closed");
    expect((await newest()).signedBy).toBe("reporter");
    expect(await page.isVisible("[data-gehoord-closed]")).toBe(true);
  });

  it("can have a mail address kept and erased, which only the notice key opens", async () => {
    await goIn();
    await inside();
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));
    await page.fill("#noticeMail", "sam@voorbeeld.nl");
    await page.click('#notice-form button[value="keep"]');
    await page.waitForSelector("[data-gehoord-notice-on]:not([hidden])");
    expect(await unwrapText(bytes(site.kept.notice ?? ""), site.notices.identity)).toContain("sam@voorbeeld.nl");
    await page.click('#notice-form button[value="erase"]');
    await page.waitForSelector("[data-gehoord-notice-off]:not([hidden])");
    expect(site.kept.notice).toBeUndefined();
  });

  it("can stop", async () => {
    await goIn();
    await inside();
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));
    await page.click('#end-form button[value="stop"]');
    await page.waitForSelector("#done-heading");
    expect(site.kept.state).toBe("closed");
  });

  it("takes everything away only after saying so twice, and nothing of it stays on the screen", async () => {
    await goIn();
    await inside();
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));
    await page.click('#end-form button[value="delete"]');
    await page.waitForTimeout(300);
    expect(site.kept.removed).toBe(false);
    await page.check('#end-form input[name="sure"]');
    await page.click('#end-form button[value="delete"]');
    await page.waitForSelector("#done-heading");
    expect(site.kept.removed).toBe(true);
    expect(await page.content()).not.toContain("Ze sluiten me buiten");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("done-heading");
  });
});

describe("a screen that was left", () => {
  it("shows nothing any more after a quarter of an hour", async () => {
    await page.clock.install();
    await goIn();
    await inside();
    await page.clock.fastForward("16:00");
    await page.waitForSelector("#code-form");
    expect(await page.content()).not.toContain("Ze sluiten me buiten");
  });

  it("shows nothing with the back button, and keeps nothing in the browser", async () => {
    await goIn();
    await inside();
    await page.goto(`${site.origin}/`);
    await page.goBack();
    await page.waitForSelector("#code-form");
    expect(await page.inputValue("#code")).toBe("");
    expect(await page.content()).not.toContain("Ze sluiten me buiten");
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie)).toBe("{}");
  });
});
