/** What a visit weighs, what it leaves behind, and how fast one is gone. */
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quickExitTo } from "../../src/site/index.ts";
import { launch, visitor } from "./chromium.ts";
import { findPaths, sample } from "./every-page.ts";
import { siteUnderTest } from "./site-under-test.ts";
import type { SiteUnderTest } from "./site-under-test.ts";

let site: SiteUnderTest;
let browser: Browser;

beforeAll(async () => {
  site = await siteUnderTest();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Bytes over the wire with headers, as the browser's own network counter has them. */
async function weigh(page: Page, network: CDPSession, path: string): Promise<{ requests: string[]; bytes: number }> {
  const requests: string[] = [];
  let bytes = 0;
  const onRequest = ({ request }: { request: { url: string } }): void => {
    if (!request.url.startsWith("data:")) requests.push(request.url);
  };
  const onFinished = ({ encodedDataLength }: { encodedDataLength: number }): void => {
    bytes += encodedDataLength;
  };
  network.on("Network.requestWillBeSent", onRequest);
  network.on("Network.loadingFinished", onFinished);
  await page.goto(`${site.origin}${path}`, { waitUntil: "networkidle" });
  network.off("Network.requestWillBeSent", onRequest);
  network.off("Network.loadingFinished", onFinished);
  return { requests, bytes };
}

describe("the front door", () => {
  it("weighs at most 25 kB in 3 requests the first time, and under 5 kB when one comes back", async () => {
    const context = await visitor(browser, "phone");
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    const first = await weigh(page, network, "/");
    const second = await weigh(page, network, "/");
    process.stdout.write(`first visit ${first.bytes} bytes in ${first.requests.length} requests, repeat visit ${second.bytes} bytes\n`);
    expect(first.requests.length).toBeLessThanOrEqual(3);
    expect(first.bytes).toBeLessThanOrEqual(25_000);
    expect(second.bytes).toBeLessThan(5_000);
    await context.close();
  });
});

describe("the script of every page", () => {
  it("weighs less than 2 kB", async () => {
    const context = await visitor(browser, "phone");
    const page = await context.newPage();
    const sizes: Promise<{ responseBodySize: number }>[] = [];
    page.on("requestfinished", (request) => {
      if (request.url().endsWith(".js")) sizes.push(request.sizes());
    });
    await page.goto(`${site.origin}/privacy`, { waitUntil: "networkidle" });
    const bytes = (await Promise.all(sizes)).map(({ responseBodySize }) => responseBodySize);
    expect(bytes).toHaveLength(1);
    expect(bytes[0]).toBeGreaterThan(100);
    expect(bytes[0]).toBeLessThan(2000);
    await context.close();
  });
});

describe("reading aloud", () => {
  /** A device with these voices; what would be said is kept on the page instead. */
  async function read(voices: readonly { readonly lang: string; readonly localService: boolean }[]): Promise<{ offered: number; said: string }> {
    const context = await visitor(browser, "phone");
    const page = await context.newPage();
    await page.addInitScript((given) => {
      const said: string[] = [];
      Object.assign(window, { said, SpeechSynthesisUtterance: function Utterance(this: { text: string }, text: string) { this.text = text; } });
      const device = { speaking: false, getVoices: () => given, cancel: () => undefined, speak: ({ text }: { text: string }) => said.push(text), addEventListener: () => undefined };
      Object.defineProperty(window, "speechSynthesis", { value: device });
    }, voices);
    await page.goto(`${site.origin}/over`);
    const button = page.getByRole("button", { name: "Lees voor" });
    const offered = await button.count();
    if (offered > 0) await button.click();
    const said = await page.evaluate(() => String((window as unknown as { said: readonly string[] }).said));
    await context.close();
    return { offered, said };
  }

  it("is offered with a Dutch voice of the device itself, and reads what the page is about", async () => {
    const { offered, said } = await read([{ lang: "nl-NL", localService: true }]);
    expect(offered).toBe(1);
    expect(said).toContain("Gehoord is één deur");
    expect(said).not.toContain("112 gevaar nu");
  });

  it("is not offered when the voice would send the page to somebody's computer, or speaks another language", async () => {
    expect((await read([{ lang: "nl-NL", localService: false }, { lang: "de-DE", localService: true }])).offered).toBe(0);
  });
});

describe("a visit to every page", () => {
  it("sets no cookie, stores nothing and asks no third party for anything", async () => {
    const context = await visitor(browser, "desktop");
    const page = await context.newPage();
    const asked: string[] = [];
    const refused: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => {
      // Says what our own content policy refused; that a page is not there is another test's matter.
      if (!message.text().startsWith("Failed to load resource")) refused.push(message.text());
    });
    const paths = sample(await findPaths(site.origin));
    for (const path of paths) await page.goto(`${site.origin}${path}`, { waitUntil: "networkidle" });
    expect(asked.filter((url) => !url.startsWith(site.origin) && !url.startsWith("data:"))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length])).toEqual([0, 0, 0, 0]);
    expect(refused).toEqual([]);
    await context.close();
  });
});

/** Somewhere else, without a network: the page that "leave fast" goes to. */
async function withElsewhere(page: Page): Promise<void> {
  await page.route(quickExitTo, (route) => route.fulfill({ contentType: "text/html", body: "<title>Elsewhere</title><p>Weather" }));
}

describe("leaving fast", () => {
  it.each(["the button", "Escape pressed three times"])("by %s: another page at once, and nothing of ours behind the back button", async (way) => {
    const context = await visitor(browser, "phone");
    const page = await context.newPage();
    await withElsewhere(page);
    await page.goto(`${site.origin}/over`);
    await page.goto(`${site.origin}/privacy`);
    if (way === "the button") await page.click("#leave");
    else for (let count = 0; count < 3; count += 1) await page.keyboard.press("Escape");
    await page.waitForURL(quickExitTo);
    await page.goBack().catch(() => null);
    await page.waitForURL(quickExitTo);
    expect(await page.title()).toBe("Elsewhere");
    await context.close();
  });

  it("leaves no word on the screen while the other page is on its way", async () => {
    const context = await visitor(browser, "phone");
    const page = await context.newPage();
    await withElsewhere(page);
    await page.goto(`${site.origin}/privacy`);
    const left = await page.evaluate(() => {
      document.querySelector<HTMLAnchorElement>("#leave")?.click();
      return `${document.body.innerText}${location.pathname}`;
    });
    expect(left).toBe("/");
    await context.close();
  });

  it("does not keep out who comes again by the address", async () => {
    const context = await visitor(browser, "phone");
    const page = await context.newPage();
    await withElsewhere(page);
    await page.goto(`${site.origin}/privacy`);
    await page.click("#leave");
    await page.waitForURL(quickExitTo);
    await page.goto(`${site.origin}/`);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await context.close();
  });

  it("works as a link without script, and tells the other site nothing", async () => {
    const context = await visitor(browser, "phone", false);
    const page = await context.newPage();
    await withElsewhere(page);
    await page.goto(`${site.origin}/privacy`);
    const [request] = await Promise.all([page.waitForRequest(quickExitTo), page.click("#leave")]);
    expect(request.headers()["referer"]).toBeUndefined();
    await context.close();
  });
});

describe("the keyboard alone", () => {
  it("reaches the skip link first, everything in order, and always sees where it is", async () => {
    const context = await visitor(browser, "phone");
    const page = await context.newPage();
    for (const path of sample(await findPaths(site.origin))) {
      await page.goto(`${site.origin}${path}`);
      const stops: string[] = [];
      for (let press = 0; press < 80; press += 1) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => {
          const at = document.activeElement;
          if (at === null || at === document.body) return "";
          const { outlineStyle, outlineWidth } = getComputedStyle(at);
          const parent = at.parentElement === null ? undefined : getComputedStyle(at.parentElement);
          const after = getComputedStyle(at, "::after");
          const seen = [[outlineStyle, outlineWidth], [parent?.outlineStyle, parent?.outlineWidth], [after.outlineStyle, after.outlineWidth]].some(([style, width]) => style !== "none" && width !== "0px");
          const box = at.getBoundingClientRect();
          const inView = box.bottom > 0 && box.top < innerHeight;
          return `${at.tagName} ${at.id} ${(at.textContent ?? "").trim().slice(0, 30)}${seen ? "" : " UNSEEN"}${inView ? "" : " OUT OF VIEW"}`;
        });
        if (stop === "") break;
        stops.push(stop);
      }
      expect(stops[0], path).toMatch(/Naar de inhoud/);
      expect(stops.slice(0, 8).join("\n"), path).toMatch(/leave Snel weg/);
      expect(stops.filter((stop) => /UNSEEN|OUT OF VIEW/.test(stop)), path).toEqual([]);
      expect(stops.length, path).toBeGreaterThan(8);
    }
    await context.close();
  });

  it("jumps over header and numbers with the skip link", async () => {
    const context = await visitor(browser, "phone", false);
    const page = await context.newPage();
    await page.goto(`${site.origin}/over`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await context.close();
  });
});
