/** Every public page that can be reached from the front door by links, in every language, and the page for what is not there. */
import type { Browser, Page } from "playwright-core";
import { Languages, pathIn } from "../../src/base/index.ts";
import type { Language } from "../../src/base/index.ts";
import { screens, visitor } from "./chromium.ts";
import type { Screen } from "./chromium.ts";

export interface Visit {
  readonly page: Page;
  readonly path: string;
  readonly language: Language;
  readonly screen: Screen;
  readonly script: boolean;
  readonly html: string;
}

const missing = "/is-er-niet";
/** The desk is no public page, and files are no pages. */
const isPage = (path: string): boolean => !/^\/(desk|api|s)(\/|$)/.test(path) && !/\.\w{2,6}$/.test(path);

/** Of many pages of one kind (organisations, schools) a few stand for all, so that a full directory does not take an hour. */
export function sample(paths: readonly string[], most = 4): readonly string[] {
  const perFolder = new Map<string, number>();
  return paths.filter((path) => {
    // Tables of figures lie one deeper, by release: those are of one kind too.
    const folder = path.split("/").slice(0, -1).slice(0, 3).join("/");
    if (folder === "") return true;
    const count = (perFolder.get(folder) ?? 0) + 1;
    perFolder.set(folder, count);
    return count <= most;
  });
}

const linkTo = /<a\b[^>]*\shref="(\/[^"#?]*)/g;

/** Dutch paths, found by following links in the pages' text; all of them, unsampled. */
export async function findPaths(origin: string): Promise<readonly string[]> {
  const found = new Set(["/"]);
  for (const path of found) {
    const html = await (await fetch(`${origin}${path}`)).text();
    for (const [, href] of html.matchAll(linkTo)) {
      const isOther = Languages.some((language) => language !== "nl" && (href === `/${language}` || href?.startsWith(`/${language}/`) === true));
      if (href !== undefined && !isOther && isPage(href)) found.add(href);
    }
    if (found.size > 400) break;
  }
  return [...found];
}

/** Visits every page on a phone and a desktop, with and without script, in every language; `each` looks at it. */
export async function everyPage(browser: Browser, origin: string, each: (visit: Visit) => Promise<void>): Promise<number> {
  const paths = [...sample(await findPaths(origin)), missing];
  let visits = 0;
  for (const screen of Object.keys(screens) as Screen[]) {
    for (const script of [true, false]) {
      // The accessibility scan puts its own script into the page, which our content policy rightly refuses.
      const context = await visitor(browser, screen, script, { bypassCSP: true });
      const page = await context.newPage();
      for (const language of Languages) {
        for (const path of paths) {
          const answer = await page.goto(`${origin}${pathIn(language, path)}`);
          await each({ page, path, language, screen, script, html: (await answer?.text()) ?? "" });
          visits += 1;
        }
      }
      await context.close();
    }
  }
  return visits;
}
