/** What a worker waits for at the desk itself, in Chromium: a case opened, an intake by telephone saved, a leaver's cases sealed again. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../../tests/browser/chromium.ts";
import { example, signIn } from "../../tests/browser/worker-at-desk.ts";
import { quantile } from "../measuring.ts";
import { ownTeam } from "./filling.ts";
import { verdict } from "./lists.ts";
import type { Standing } from "./standing.ts";

const rounds = 12;

type AtDesk = { readonly page: Page; readonly context: BrowserContext };

async function atDesk(browser: Browser, { product }: Standing, name: string): Promise<AtDesk> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(new URL("/desk", product.address.replace("127.0.0.1", "localhost")).href);
  await signIn(page, example(name));
  await page.waitForSelector("main h1");
  return { page, context };
}

/** Milliseconds, by the page's own clock, from pressing `pressed` until `wanted` stands on the page. */
function untilShown(page: Page, pressed: string, wanted: string): Promise<number> {
  return page.evaluate(
    ([press, want]) =>
      new Promise<number>((resolve, reject) => {
        const started = performance.now();
        const look = (): void => {
          if (document.querySelector(want) === null) return;
          watcher.disconnect();
          resolve(performance.now() - started);
        };
        const watcher = new MutationObserver(look);
        watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        setTimeout(() => reject(new Error(`${want} did not come`)), 30_000);
        document.querySelector<HTMLElement>(press)?.click();
      }),
    [pressed, wanted] as const,
  );
}

async function opening(page: Page): Promise<string> {
  const times: number[] = [];
  await page.click('nav a[href="/desk/zaken"]');
  for (let round = 0; round < rounds; round++) {
    await page.waitForSelector("li:nth-of-type(20) a[data-case-link]");
    // A case that was not opened before: what the page keeps is not measured.
    times.push(await untilShown(page, `li:nth-of-type(${round + 1}) a[data-case-link]`, ".piece"));
    await page.click(".back a");
  }
  const median = quantile(times, 0.5);
  return `opening a case in Chromium: ${median.toFixed(0)} ms from the click until it can be read, slowest of ${rounds} ${Math.max(...times).toFixed(0)} ms (bar 250 ms: ${verdict(median < 250)})`;
}

async function today(page: Page): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.click('nav a[href="/desk/team"]');
    await page.waitForSelector("main h1");
    await page.evaluate(() => new Promise((go) => setTimeout(go, 10_500)));
    times.push(await untilShown(page, 'nav a[href="/desk"], nav a[href="/desk/"]', ".band li:nth-child(20) a[data-case-link]"));
  }
  return `today in Chromium, for who comes back to it: ${quantile(times, 0.5).toFixed(0)} ms`;
}

async function phoneIntake(page: Page): Promise<string> {
  const times: number[] = [];
  await page.locator("main h1").first().focus();
  await page.keyboard.press("b");
  await page.waitForSelector("[data-field=intake]");
  for (let round = 0; round < rounds; round++) {
    await page.fill("[data-field=intake]", `Mag school mijn kind zonder gesprek overplaatsen? Vraag ${round}`);
    times.push(await page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const started = performance.now();
          const field = document.querySelector<HTMLTextAreaElement>("[data-field=intake]");
          const watcher = new MutationObserver(() => {
            if (field?.value !== "") return;
            watcher.disconnect();
            resolve(performance.now() - started);
          });
          watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
          setTimeout(() => reject(new Error("the intake was not saved")), 30_000);
          document.querySelector<HTMLElement>(".intake button[type=submit]")?.click();
        }),
    ));
  }
  const median = quantile(times, 0.5);
  return `phone intake in Chromium, sealed, saved and closed as a question: ${median.toFixed(0)} ms, slowest of ${rounds} ${Math.max(...times).toFixed(0)} ms (bar 150 ms: ${verdict(median < 150)})`;
}

export async function benchInDesk(standing: Standing): Promise<string[]> {
  const browser = await launchChromium();
  try {
    const { page } = await atDesk(browser, standing, "noor");
    return [await opening(page), await today(page), await phoneIntake(page)];
  } finally {
    await browser.close();
  }
}

const left = async ({ owner }: Standing): Promise<number> =>
  Number((await owner("select count(*)::int as n from case_wraps where holder_kind = 'team' and holder = $1 and team_epoch < (select max(epoch) from team_keys where team = $1)", [ownTeam]))[0]?.["n"]);

async function letGo(browser: Browser, standing: Standing): Promise<void> {
  const { page, context } = await atDesk(browser, standing, "youssef");
  await page.click('nav a[href="/desk/leden"]');
  await page.locator("section[aria-labelledby=people] .person", { hasText: "Anne Voorbeeld" }).locator(".button-danger").click();
  await page.click("dialog .button-danger");
  await page.waitForSelector("dialog[open]", { state: "detached", timeout: 120_000 });
  await context.close();
}

/** A measurement that takes so long has failed. */
const mostSeconds = 400;

/** Until so few are left; answers the seconds that it took. */
async function sealUntil(page: Page, standing: Standing, few: number): Promise<number> {
  await page.waitForSelector("main .card .button-primary");
  const started = performance.now();
  await page.click("main .card .button-primary");
  while ((await left(standing)) > few) {
    if (performance.now() - started > mostSeconds * 1_000) throw new Error("sealing again came to no end");
    await new Promise((go) => setTimeout(go, 250));
  }
  return (performance.now() - started) / 1000;
}

/** A worker leaves; a colleague seals everything again, is interrupted half-way by closing the browser, and goes on in another. */
export async function benchRewrap(standing: Standing): Promise<string[]> {
  const browser = await launchChromium();
  try {
    await letGo(browser, standing);
    const all = await left(standing);
    const living = Number((await standing.owner("select count(*)::int as n from cases where team = $1 and state not in ('closed', 'removed')", [ownTeam]))[0]?.["n"]);
    const first = await atDesk(browser, standing, "noor");
    await first.page.click('nav a[href="/desk/team"]');
    const half = await sealUntil(first.page, standing, all / 2);
    await first.context.close();
    const between = await left(standing);
    const second = await atDesk(browser, standing, "noor");
    await second.page.click('nav a[href="/desk/team"]');
    const rest = await sealUntil(second.page, standing, 0);
    const total = half + rest;
    return [`a leaver's ${living.toLocaleString("en")} cases, ${all.toLocaleString("en")} wraps, sealed again in Chromium: ${total.toFixed(0)} s, interrupted with ${between.toLocaleString("en")} left and gone on with in another window (bar 90 s: ${verdict(total < 90)}); ${((total * 1000) / all).toFixed(1)} ms a wrap`];
  } finally {
    await browser.close();
  }
}
