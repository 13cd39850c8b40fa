/** What happens in a visitor's own browser between the first letter and the receipt. */
import type { Browser, BrowserContext, Page, Request as Asked } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readWrapText, type ReportPost } from "../../src/cases/shape.ts";
import { fromBase64Url, fromUtf8, openChain, readFile, readManifest, signersOf, unwrap, unwrapText, type OpenedPiece } from "../../src/envelope/index.ts";
import { jpegSample, pdfSample, secrets } from "../support/sample-files.ts";
import { launch, visitor } from "./chromium.ts";
import { type ReportSite, reportSite } from "./report-site.tsx";

let site: ReportSite;
let browser: Browser;
beforeAll(async () => {
  site = await reportSite();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const story = "Ze sluiten me buiten in de klas, elke dag weer.";
const codeForm = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/;
const bytes = (text: string): Uint8Array<ArrayBuffer> => fromBase64Url(text) ?? new Uint8Array();

type Visit = { readonly context: BrowserContext; readonly page: Page; readonly asked: Asked[]; readonly said: string[] };

async function visit(path = "/melden/formulier"): Promise<Visit> {
  const context = await visitor(browser, "phone");
  const page = await context.newPage();
  const asked: Asked[] = [];
  const said: string[] = [];
  page.on("request", (request) => asked.push(request));
  page.on("console", (line) => {
    if (line.type() === "error") said.push(line.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(`${site.origin}${path}`);
  await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  return { context, page, asked, said };
}

const send = (page: Page): Promise<void> => page.click("#send");

async function codeOn(page: Page): Promise<string> {
  await page.waitForSelector("#receipt-heading", { timeout: 30_000 });
  return (await page.textContent("[data-gehoord-code]"))?.trim() ?? "";
}

async function opened(post: ReportPost): Promise<OpenedPiece[]> {
  const { identity } = readWrapText(await unwrapText(bytes(post.shared.wraps.team ?? ""), site.team.identity));
  const pieces = post.pieces.map((piece) => ({ sealed: bytes(piece.sealed), key: bytes(piece.key) }));
  const signers = signersOf({ reporter: bytes(post.reporter.signKey) });
  return (await openChain(pieces, { caseIdentity: identity, expected: { installation: site.installation, case: post.case, chain: "shared" }, signers })).opened;
}

const said = (piece: OpenedPiece | undefined): unknown => (piece === undefined ? undefined : JSON.parse(fromUtf8(piece.body)));
const last = (): ReportPost => [...site.desk.reports.values()].at(-1) as ReportPost;

describe("somebody who tells something", () => {
  it("gets a code that was in no request, and the team can open what was told", async () => {
    const { context, page, asked, said: errors } = await visit();
    await page.fill("#what", story);
    await page.check('input[name="mode"][value="anonymous"]');
    await send(page);
    const code = await codeOn(page);
    expect(code).toMatch(codeForm);
    const sent = asked.map((request) => `${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`).join("\n");
    for (const part of [code, code.replaceAll("-", ""), ...code.split("-"), story, encodeURIComponent(story)]) expect(sent).not.toContain(part);
    const [label, report] = await opened(last());
    expect(said(label)).toMatchObject({ mode: "anonymous", urgent: false });
    expect(said(report)).toMatchObject({ what: story });
    expect(errors).toEqual([]);
    await context.close();
  });

  it("finds the receipt read out, and the fields empty when one goes back", async () => {
    const { context, page } = await visit();
    await page.fill("#what", story);
    await send(page);
    await codeOn(page);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("receipt-heading");
    expect(new URL(page.url()).pathname).toBe("/melden");
    expect(await page.content()).not.toContain(story);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie)).toBe("{}");
    await context.close();
  });

  it("sends nothing before the button, not even while typing about danger", async () => {
    const { context, page, asked } = await visit();
    await page.waitForTimeout(2500);
    asked.length = 0;
    await page.fill("#what", "Ik wil niet meer leven.");
    await page.waitForTimeout(1200);
    expect(await page.isVisible('#report-form [data-danger="life"]')).toBe(true);
    expect(await page.isVisible('#report-form [data-danger="sexual"]')).toBe(false);
    expect(asked.map((request) => request.url())).toEqual([]);
    await context.close();
  });

  it("is shown who to call before it goes, once, and again on the receipt", async () => {
    const { context, page } = await visit();
    const before = site.desk.reports.size;
    await page.fill("#what", "Ik durf niet naar huis, mijn vader slaat mij.");
    await send(page);
    await page.waitForTimeout(500);
    expect(site.desk.reports.size).toBe(before);
    expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-gehoord-danger"))).toBe(true);
    await send(page);
    await codeOn(page);
    expect(await page.isVisible('main [data-danger="home"]')).toBe(true);
    expect(await page.textContent("main [data-gehoord-danger]")).not.toContain("niets verstuurd");
    await context.close();
  });

  it("hears in the first place what is missing, with the focus there", async () => {
    const { context, page } = await visit();
    await send(page);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("error-summary");
    expect(await page.getAttribute("#what", "aria-invalid")).toBe("true");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("what");
    await context.close();
  });

  it("can do everything with the keyboard alone", async () => {
    const { context, page } = await visit();
    await page.focus("#what");
    await page.keyboard.type(story);
    await page.focus("#send");
    await page.keyboard.press("Enter");
    expect(await codeOn(page)).toMatch(codeForm);
    await context.close();
  });

  it("leaves one report when the button is pressed many times", async () => {
    const { context, page } = await visit();
    const before = site.desk.reports.size;
    await page.fill("#what", story);
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>("#send");
      for (let count = 0; count < 5; count += 1) button?.click();
    });
    await codeOn(page);
    expect(site.desk.reports.size).toBe(before + 1);
    await context.close();
  });

  it("leaves one report when the answer got lost and one tries again", async () => {
    const { context, page } = await visit();
    const before = site.desk.reports.size;
    let lost = 0;
    await page.route("**/api/v1/reports", async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.fill("#what", story);
    await send(page);
    await page.click("#retry");
    expect(await codeOn(page)).toMatch(codeForm);
    expect(site.desk.reports.size).toBe(before + 1);
    await context.close();
  });

  it("keeps what was typed without a line, and it goes by itself when the line is back", async () => {
    const { context, page } = await visit();
    await page.waitForTimeout(2500);
    await page.fill("#what", story);
    await context.setOffline(true);
    await send(page);
    await page.waitForSelector("#retry");
    expect(await page.inputValue("#what")).toBe(story);
    await context.setOffline(false);
    expect(await codeOn(page)).toMatch(codeForm);
    await context.close();
  });

  it("does not notice that the form stood open too long", async () => {
    const { context, page } = await visit();
    site.desk.tickets.clear();
    await page.fill("#what", story);
    await send(page);
    expect(await codeOn(page)).toMatch(codeForm);
    await context.close();
  });

  it("reads in plain words why it did not go, with everything still there", async () => {
    const { context, page } = await visit();
    await page.route("**/api/v1/reports", (route) => route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ reference: "intake-closed", detail: "Hier kun je nu niets melden." }) }));
    await page.fill("#what", story);
    await send(page);
    await page.waitForSelector("#retry");
    expect(await page.textContent("[data-gehoord-status]")).toContain("Hier kun je nu niets melden.");
    expect(await page.inputValue("#what")).toBe(story);
    expect(await page.isEditable("#what")).toBe(true);
    await context.close();
  });

  it("can tell two things in two tabs", async () => {
    const { context, page } = await visit();
    const other = await context.newPage();
    await other.goto(`${site.origin}/melden/formulier`);
    await page.fill("#what", story);
    await other.fill("#what", "Iets heel anders.");
    await send(page);
    await send(other);
    expect(await codeOn(page)).not.toBe(await codeOn(other));
    await context.close();
  });

  it("has a notice address sealed to the key for notices and to nobody else", async () => {
    const { context, page } = await visit();
    await page.evaluate(() => document.querySelectorAll("details").forEach((one) => one.setAttribute("open", "")));
    await page.fill("#what", story);
    await page.fill("#noticeMail", "sam@voorbeeld.nl");
    await send(page);
    await codeOn(page);
    const post = last();
    expect(await unwrapText(bytes(post.notice?.sealed ?? ""), site.notices.identity)).toContain("sam@voorbeeld.nl");
    await expect(unwrap(bytes(post.notice?.sealed ?? ""), site.team.identity)).rejects.toThrow();
    const pieces = await opened(post);
    expect(pieces.map((piece) => fromUtf8(piece.body)).join("")).not.toContain("sam@voorbeeld.nl");
    await context.close();
  });
});

describe("somebody who adds a file", () => {
  const photo = { name: "IMG_1234.PNG", mimeType: "image/png", buffer: Buffer.from(jpegSample()) };

  it("sends it without the place where it was made, and the team can open it", async () => {
    const { context, page, said: errors } = await visit();
    await page.fill("#what", story);
    await page.setInputFiles("#files", photo);
    await page.waitForFunction(() => document.querySelector("[data-gehoord-file-name]")?.textContent?.endsWith(".jpg"));
    await send(page);
    await codeOn(page);
    const post = last();
    const piece = (await opened(post)).find((one) => one.header.kind === "file");
    const manifest = readManifest(piece?.body ?? new Uint8Array());
    const upload = post.pieces.find((one) => one.kind === "file")?.upload ?? "";
    const file = await readFile(new Blob([site.desk.bytesOf(upload).slice()]).stream(), manifest);
    expect(manifest).toMatchObject({ name: "IMG_1234.jpg", type: "image/jpeg", size: file.length });
    for (const secret of secrets) expect(Buffer.from(file).includes(secret)).toBe(false);
    expect(errors).toEqual([]);
    await context.close();
  });

  it("goes on where the line was lost in the middle of an upload", async () => {
    const { context, page } = await visit();
    const long = Buffer.concat([Buffer.from(jpegSample()).subarray(0, 20), ...Array.from({ length: 20 }, () => Buffer.from([0xff, 0xe2, 0xea, 0x62, ...Buffer.from("ICC_PROFILE\0"), ...Buffer.alloc(59_988, 1)])), Buffer.from(jpegSample()).subarray(20)]);
    let count = 0;
    const put: string[] = [];
    await page.route("**/parts/*", async (route) => {
      count += 1;
      if (count === 3) return route.abort();
      if (count === 4) {
        await route.fetch();
        return route.abort();
      }
      put.push(route.request().url());
      return route.continue();
    });
    await page.fill("#what", story);
    await page.setInputFiles("#files", { name: "foto.jpg", mimeType: "image/jpeg", buffer: long });
    await send(page);
    await codeOn(page);
    const post = last();
    const manifest = readManifest((await opened(post)).find((one) => one.header.kind === "file")?.body ?? new Uint8Array());
    const upload = post.pieces.find((one) => one.kind === "file")?.upload ?? "";
    expect((await readFile(new Blob([site.desk.bytesOf(upload).slice()]).stream(), manifest)).length).toBe(manifest.size);
    expect(new Set(put).size).toBe(put.length);
    await context.close();
  });

  it("can take it away while it is on its way, and the words go without it", async () => {
    const { context, page } = await visit();
    await page.route("**/parts/*", async (route) => {
      await new Promise((next) => setTimeout(next, 1500));
      await route.continue().catch(() => undefined);
    });
    await page.fill("#what", story);
    await page.setInputFiles("#files", photo);
    await page.waitForFunction(() => document.querySelector("[data-gehoord-file-name]")?.textContent?.endsWith(".jpg"));
    await send(page);
    await page.waitForFunction(() => document.querySelector("[data-gehoord-file-state]")?.textContent?.includes("%"));
    await page.click("[data-gehoord-file-remove]");
    await codeOn(page);
    expect(last().pieces.filter((piece) => piece.kind === "file")).toEqual([]);
    await context.close();
  });

  it("is asked first when hidden data cannot be taken out, and can leave it out", async () => {
    const { context, page } = await visit();
    const before = site.desk.reports.size;
    await page.fill("#what", story);
    await page.setInputFiles("#files", { name: "brief.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdfSample({ encrypted: true })) });
    await page.waitForSelector("[data-gehoord-file-question]:not([hidden])");
    await send(page);
    await page.waitForTimeout(400);
    expect(site.desk.reports.size).toBe(before);
    expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-gehoord-file-send"))).toBe(true);
    await page.click("[data-gehoord-file-leave]");
    await send(page);
    await codeOn(page);
    expect(last().pieces.filter((piece) => piece.kind === "file")).toEqual([]);
    await context.close();
  });

  it("hears which files are not taken, and the rest goes", async () => {
    const { context, page } = await visit();
    await page.fill("#what", story);
    await page.setInputFiles("#files", [{ name: "foto.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<!doctype html><script>1</script>") }, photo]);
    await page.waitForFunction(() => document.querySelectorAll("[data-gehoord-files] li").length === 2);
    await send(page);
    await codeOn(page);
    expect(last().pieces.filter((piece) => piece.kind === "file").length).toBe(1);
    await context.close();
  });

  it("loads what cleans only when there is a file, and it weighs little", async () => {
    const { context, page, asked } = await visit();
    await page.waitForTimeout(2500);
    expect(asked.filter((request) => request.url().includes("clean")).length).toBe(0);
    await page.setInputFiles("#files", photo);
    await page.waitForFunction(() => document.querySelector("[data-gehoord-file-name]")?.textContent?.endsWith(".jpg"));
    const scripts = await Promise.all(asked.filter((request) => request.resourceType() === "script").map(async (request) => ({ name: request.url().split("/").at(-1) ?? "", size: (await request.sizes()).responseBodySize })));
    const cleaning = scripts.filter(({ name }) => name.startsWith("clean")).reduce((sum, { size }) => sum + size, 0);
    const sealing = scripts.filter(({ name }) => !name.startsWith("clean")).reduce((sum, { size }) => sum + size, 0);
    process.stdout.write(`scripts that seal ${sealing} bytes, script that cleans ${cleaning} bytes on the wire\n`);
    expect(cleaning).toBeLessThanOrEqual(60_000);
    expect(sealing).toBeLessThanOrEqual(46_000);
    await context.close();
  });

  it.each(["image/jpeg", "image/png", "image/webp"])("still has a picture that opens after cleaning: %s", async (type) => {
    const { context, page } = await visit();
    const drawn = await page.evaluate(async (kind) => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [40, 30];
      canvas.getContext("2d")?.fillRect(5, 5, 20, 20);
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, kind));
      return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
    }, type);
    await page.fill("#what", story);
    await page.setInputFiles("#files", { name: "x", mimeType: type, buffer: Buffer.from(drawn) });
    await send(page);
    await codeOn(page);
    const post = last();
    const manifest = readManifest((await opened(post)).find((one) => one.header.kind === "file")?.body ?? new Uint8Array());
    const file = await readFile(new Blob([site.desk.bytesOf(post.pieces.at(-1)?.upload ?? "").slice()]).stream(), manifest);
    const size = await page.evaluate(
      async ({ content, kind }) => {
        const picture = await createImageBitmap(new Blob([new Uint8Array(content)], { type: kind }));
        return [picture.width, picture.height];
      },
      { content: [...file], kind: type },
    );
    expect(size).toEqual([40, 30]);
    await context.close();
  });
});

describe("the time from the button to the receipt", () => {
  it.each([
    [1, 900],
    [6, 4000],
  ])("with the processor %i times slower stays under %i ms", async (slower, most) => {
    const { context, page } = await visit();
    const network = await context.newCDPSession(page);
    await network.send("Emulation.setCPUThrottlingRate", { rate: slower });
    await page.reload();
    await page.fill("#what", story.repeat(20));
    await page.waitForTimeout(4000);
    const took = await page.evaluate(async () => {
      const started = performance.now();
      document.querySelector<HTMLButtonElement>("#send")?.click();
      while (document.querySelector("#receipt-heading") === null) await new Promise((next) => setTimeout(next, 5));
      return performance.now() - started;
    });
    process.stdout.write(`submit to receipt, ${slower} times slower: ${Math.round(took)} ms\n`);
    expect(took).toBeLessThan(most);
    await context.close();
  });
});

describe("a browser that cannot seal", () => {
  it("is left alone: the form goes as it is, and the page says how it is sealed then", async () => {
    const context = await visitor(browser, "phone");
    await context.addInitScript("delete globalThis.WebAssembly");
    const page = await context.newPage();
    await page.goto(`${site.origin}/melden/formulier`);
    await page.waitForTimeout(800);
    expect(await page.isVisible("[data-gehoord-without-script]")).toBe(true);
    expect(await page.isVisible("[data-gehoord-with-script]")).toBe(false);
    const [request] = await Promise.all([page.waitForRequest("**/melden/versturen"), page.fill("#what", story).then(() => send(page))]);
    expect(request.method()).toBe("POST");
    await context.close();
  });
});
