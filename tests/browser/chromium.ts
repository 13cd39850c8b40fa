/** Debian's Chromium, driven by playwright-core. `CHROMIUM` names another one. */
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";

const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Without its own calls home, so that a request to a third party can only be ours. */
const flags = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** `more`: further switches. */
export function launch(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: [...flags, ...more] });
}

/** What the setting for the size of letters does in a browser, in pixels: also a media query in rem then sees a narrower screen. */
export const lettersOf = (size: number): readonly string[] => [`--blink-settings=defaultFontSize=${size}`];

export type Screen = "phone" | "desktop";
export const screens: Readonly<Record<Screen, { readonly width: number; readonly height: number }>> = { phone: { width: 320, height: 568 }, desktop: { width: 1280, height: 800 } };

/** A visitor: own cookie jar, own cache. */
export function visitor(browser: Browser, screen: Screen, script = true, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ viewport: screens[screen], javaScriptEnabled: script, ...more });
}

/** The same by its longer name, for who also launches other things. */
export { launch as launchChromium };
