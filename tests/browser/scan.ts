/** Accessibility of what is on the screen: axe, with the rules of WCAG 2.2 AA and of good practice. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * False in a second run that only changes the database below: the same screens were scanned, checked and pictured in the first.
 * (`tools/test.mjs` says when.)
 */
export const screensAreNew = process.env["GEHOORD_SCREENS"] !== "seen";

/** What is wrong, a line each; empty: nothing. No page of ours holds a frame, so one look at the page itself is the whole of it. */
export async function scan(page: Page): Promise<readonly string[]> {
  if (!screensAreNew) return [];
  const { violations } = await new AxeBuilder({ page }).options({ runOnly: { type: "tag", values: standards }, resultTypes: ["violations"] }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
