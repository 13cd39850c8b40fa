/** Debian's Chromium, driven by playwright-core. `CHROMIUM` names another one. */
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";

export const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Without its own calls home, so that a request to a third party can only be ours. */
const flags = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: flags });
}

export type Screen = "phone" | "desktop";
export const screens: Readonly<Record<Screen, { readonly width: number; readonly height: number }>> = { phone: { width: 320, height: 568 }, desktop: { width: 1280, height: 800 } };

/** A visitor: own cookie jar, own cache. */
export function visitor(browser: Browser, screen: Screen, script = true, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ viewport: screens[screen], javaScriptEnabled: script, ...more });
}

/** The same by its longer name, for who also launches other things. */
export { launch as launchChromium };
