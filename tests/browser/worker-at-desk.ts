/** A worker in front of the desk: signs in as people do, and everything the browser complained about is kept. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { totpAt } from "../../src/accounts/index.ts";
import { exampleSecrets } from "../../src/ops/index.ts";
import { visitor } from "./chromium.ts";
import type { Screen } from "./chromium.ts";
import { scan } from "./scan.ts";

export type AtDesk = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Bodies of everything that was sent. */
  readonly sent: readonly string[];
  /** Errors in the console, among them everything the content policy stopped. */
  readonly complaints: readonly string[];
};

const listen = (page: Page, sent: string[], complaints: string[]): void => {
  page.on("request", (request) => void sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  page.on("console", (line) => {
    if (line.type() === "error") complaints.push(line.text());
  });
  page.on("pageerror", (error) => void complaints.push(String(error)));
};

/** `scanned`: the accessibility scan puts its own script into the page, which the desk's content policy rightly refuses. */
export async function atDesk(browser: Browser, origin: string, path = "", screen: Screen = "desktop", scanned = false): Promise<AtDesk> {
  const context = await visitor(browser, screen, true, { bypassCSP: scanned });
  const page = await context.newPage();
  const sent: string[] = [];
  const complaints: string[] = [];
  listen(page, sent, complaints);
  await page.goto(`${origin}/desk${path}`);
  return { context, page, sent, complaints };
}

export type Credentials = { readonly name: string; readonly passphrase: string; readonly totpSecret: Uint8Array };

export const example = (name: string): Credentials => ({ name, ...exampleSecrets(name) });

const usedUntil = new Map<string, number>();
const stepMilliseconds = 30_000;

/** Digits work once: who signs in a second time waits for the next ones, as people do. */
async function freshDigits({ name, totpSecret }: Credentials): Promise<string> {
  const wait = (usedUntil.get(name) ?? 0) - Date.now();
  if (wait > 0) await new Promise((go) => setTimeout(go, wait));
  usedUntil.set(name, (Math.floor(Date.now() / stepMilliseconds) + 1) * stepMilliseconds);
  return totpAt(totpSecret, new Date());
}

/** By keyboard only: tab from field to field, Enter to send. */
export async function signIn(page: Page, who: Credentials): Promise<void> {
  await page.getByLabel("Naam waarmee je inlogt").focus();
  await page.keyboard.type(who.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(who.passphrase);
  await page.keyboard.press("Tab");
  await page.keyboard.type(await freshDigits(who));
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Vergrendel" }).waitFor();
}

/** What is wrong with this screen for somebody with a screen reader or a small telephone; empty: nothing. */
export async function flaws(page: Page): Promise<readonly string[]> {
  const found = await scan(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return wide > 0 ? [...found, `${wide} pixels too wide`] : found;
}

/** The secret of an authenticator, from the letters that the screen shows. */
export function fromBase32(letters: string): Uint8Array {
  const bits = Array.from(letters.replaceAll(/\s/g, ""), (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}
