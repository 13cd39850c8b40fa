/** The whole house with its example network and one browser, for the journeys of one file; each journey is a fresh visitor. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { pathIn } from "../../../src/base/index.ts";
import type { Clock, Language } from "../../../src/base/index.ts";
import { root, startServer } from "../../support/server.ts";
import type { TestServer } from "../../support/server.ts";
import { launch, screens, visitor } from "../chromium.ts";
import type { Screen } from "../chromium.ts";
import { checkHtml } from "../html-check.ts";
import { scan, screensAreNew } from "../scan.ts";

/** How somebody comes: language, script or none, telephone or desk. */
export interface Way {
  readonly language: Language;
  readonly script: boolean;
  readonly screen: Screen;
}

/** Of two ways the first, of more the first and the last, in a second run that only changes the database: no language or width depends on it. */
export const forThisRun = <Kind>(all: readonly Kind[]): readonly Kind[] => (screensAreNew ? all : all.filter((_, at) => at === 0 || (all.length > 2 && at === all.length - 1)));
const onPhone = (["nl", "en"] as const).flatMap((language) => [true, false].map((script): Way => ({ language, script, screen: "phone" })));
const atDesktop: readonly Way[] = [{ language: "nl", script: true, screen: "desktop" }, { language: "en", script: false, screen: "desktop" }];
/** Both languages with and without script on a telephone; at a large screen each language and each of the two once. */
export const ways: readonly Way[] = [...forThisRun(onPhone), ...(screensAreNew ? atDesktop : [])];
export const named = ({ language, script, screen }: Way): string => `in ${language === "nl" ? "Dutch" : "English"}, ${script ? "with" : "without"} script, at ${screens[screen].width} pixels`;
/** For `it.each`. */
export const eachWay: readonly (readonly [string, Way])[] = ways.map((way) => [named(way), way]);

export interface Walk {
  readonly way: Way;
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors in the browser's console, among them everything the content policy stopped. */
  readonly complaints: readonly string[];
  /** Opens a page in the walk's language by its Dutch path. */
  at(path: string): Promise<void>;
  /** Accessibility, width, valid HTML, and a picture of what is on the screen now. `words: false` where texts of others stand. */
  look(name: string, choice?: { readonly words: boolean }): Promise<void>;
  close(): Promise<void>;
}

export interface Stage {
  readonly server: TestServer;
  readonly browser: Browser;
  /** `scanned`: the desk's content policy rightly refuses the script of the accessibility scan; it is left out then. */
  walk(way: Way, choice?: { readonly scanned: boolean }): Promise<Walk>;
  /** Looks at a page that was answered to something else than a walk. */
  lookAt(way: Way, name: string, html: string): Promise<void>;
  /** Everything that was wrong with anything that was looked at; empty: nothing. The HTML is checked here, all at once. */
  flaws(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const pictures = join(root, "dist/screenshots");

/** Words that only the other language has; what people typed in a journey is in the page's language. */
const foreign: Readonly<Record<Language, RegExp>> = { nl: /\b(the|you|your|and|with|this|what)\b/gi, en: /\b(je|jij|jouw|wij|niet|geen|wordt|iemand|steunpunt)\b/gi };

async function foreignWords(page: Page, language: Language): Promise<readonly string[]> {
  const text = await page.evaluate(() => {
    const copy = document.querySelector("main")?.cloneNode(true) as HTMLElement | undefined;
    for (const other of copy?.querySelectorAll("template, [lang]") ?? []) other.remove();
    return copy?.textContent ?? "";
  });
  return [...new Set(text.match(foreign[language]) ?? [])];
}

const tooWide = (page: Page): Promise<number> => page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - document.documentElement.clientWidth);
/** What sticks out of the box that it stands in, though the page hides it. */
const outside = (page: Page): Promise<string[]> =>
  page.locator("main .utrecht-button, main .button, main a, main p, main h1, main h2, main h3, main label").evaluateAll((all) =>
    all.filter((one) => one.checkVisibility() && (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline" || one.getBoundingClientRect().right > innerWidth + 1)).map((one) => `"${one.textContent.trim().slice(0, 60)}" is cut off or sticks out`),
  );

interface Seen {
  readonly htmls: Map<string, string>;
  readonly flaws: string[];
}

/** The accessibility scan needs a page with script: one without is drawn again, as it was answered, where none of ours run. */
function scanner(browser: Browser, origin: string): (way: Way, html: string) => Promise<Page> {
  const pages = new Map<Screen, Page>();
  let shown = "";
  return async ({ screen }, html) => {
    let page = pages.get(screen);
    if (page === undefined) {
      page = await (await visitor(browser, screen)).newPage();
      await page.route("**/*.js", (route) => route.abort());
      await page.route("**/scanned", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: shown }));
      pages.set(screen, page);
    }
    shown = html;
    await page.goto(`${origin}/scanned`);
    return page;
  };
}

const fileName = (name: string, { language, script, screen }: Way): string => join(pictures, `${name}-${language}-${screens[screen].width}${script ? "" : "-no-script"}.png`);

/** Of a walk that counts from nothing: the example counted before. */
export async function forgetFacts({ server }: Pick<Stage, "server">): Promise<void> {
  for (const table of ["facts", "fact_sums"]) await server.db.asOwner(({ run }) => run(`delete from ${table}`));
}

let address = 0;
/** A subscriber of its own, so that the budgets of one visitor do not slow the next. */
export function nextAddress(): string {
  address += 1;
  return `2001:db8:${address.toString(16)}::1`;
}

/** A clock that goes on like any other, from a day of the journey's own, and is moved by whole hours and days. */
export type MovedClock = Clock & { forward(by: { readonly days?: number; readonly hours?: number }): void };
export function movedClock(start: string): MovedClock {
  let ahead = new Date(start).getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + ahead),
    forward: ({ days = 0, hours = 0 }) => {
      ahead += (days * 24 + hours) * 3_600_000;
    },
  };
}

/** `clock`: of the server and of every browser that is opened from then on. */
export async function openStage({ clock }: { readonly clock?: Clock } = {}): Promise<Stage> {
  const { build } = (await import(join(root, "tools/build.mjs"))) as { build: (choice: { only: readonly string[] }) => Promise<unknown> };
  await build({ only: ["site", "desk"] });
  mkdirSync(pictures, { recursive: true });
  const server = await startServer({ filled: true, trustedProxies: ["127.0.0.1"], ...(clock === undefined ? {} : { clock }) });
  const browser = await launch();
  const drawAgain = scanner(browser, server.address);
  const seen: Seen = { htmls: new Map(), flaws: [] };

  const lookAt = async (way: Way, name: string, html: string): Promise<void> => {
    if (!screensAreNew) return;
    const page = await drawAgain(way, html);
    const wide = await tooWide(page);
    const found = [...(await scan(page)), ...(await outside(page)), ...(wide > 0 ? [`${wide} pixels too wide`] : [])];
    seen.htmls.set(`${name} ${named(way)}`, html);
    seen.flaws.push(...found.map((flaw) => `${name} ${named(way)}: ${flaw}`));
    await page.screenshot({ path: fileName(name, way), fullPage: true });
  };

  const walk = async (way: Way, { scanned } = { scanned: false }): Promise<Walk> => {
    const context = await visitor(browser, way.screen, way.script, { bypassCSP: scanned, extraHTTPHeaders: { "x-forwarded-for": nextAddress() }, locale: way.language });
    if (clock !== undefined) await context.clock.install({ time: clock.now() });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    // Said before the first one opens: the browser is told asynchronously not to open its own window.
    page.on("filechooser", () => undefined);
    const complaints: string[] = [];
    page.on("console", (line) => {
      if (line.type() === "error") complaints.push(`${line.text()} ${new URL(line.location().url, server.address).pathname}`);
    });
    page.on("pageerror", (error) => void complaints.push(String(error)));
    const at = async (path: string): Promise<void> => void (await page.goto(`${server.address}${pathIn(way.language, path)}`));
    const look = async (name: string, { words } = { words: true }): Promise<void> => {
      if (!screensAreNew) return;
      const html = await page.content();
      // The same markup was scanned on a telephone; what a large screen changes is seen in the walks with script.
      const violations = way.script ? await scan(page) : way.screen === "phone" ? await scan(await drawAgain(way, html)) : [];
      const found = [...violations, ...(await outside(page))];
      const wide = await tooWide(page);
      if (wide > 0) found.push(`${wide} pixels too wide`);
      const odd = words ? await foreignWords(page, way.language) : [];
      if (odd.length > 0) found.push(`words of another language: ${odd.join(", ")}`);
      seen.htmls.set(`${name} ${named(way)}`, html);
      seen.flaws.push(...found.map((flaw) => `${name} ${named(way)}: ${flaw}`));
      await page.screenshot({ path: fileName(name, way), fullPage: true });
    };
    return { way, page, context, complaints, at, look, close: () => context.close() };
  };

  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  return { server, browser, walk, lookAt, flaws: async () => [...seen.flaws, ...(await checkHtml(seen.htmls))], close };
}
