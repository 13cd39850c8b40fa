/** What is kept how long, as the coordinator sees it; and a worker who says when he wants mail. By keyboard, at two widths. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fixedClock } from "../../../src/base/index.ts";
import { caseRetention } from "../../../src/cases/jobs.ts";
import { endsJob } from "../../../src/cases/jobs/retention.ts";
import { retain } from "../../../src/store/index.ts";
import { root } from "../../support/server.ts";
import { atDesk, example, signIn } from "../worker-at-desk.ts";
import { scan } from "../scan.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { context } = stage.server;
  await endsJob.run(context);
  await retain({ ...context, clock: fixedClock(new Date(Date.now() + 60 * 7 * 86_400_000).toISOString()) }, caseRetention);
}, 240_000);
afterAll(() => stage.close());

it("shows the coordinator what was destroyed and whether each proof holds", { timeout: 120_000 }, async () => {
  const { page, context, complaints } = await atDesk(stage.browser, stage.server.address.replace("127.0.0.1", "localhost"), "/netwerk", "desktop", true);
  await signIn(page, example("coordinator"));
  await page.getByText("Bewijs klopt").first().waitFor();
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(root, `dist/screenshots/keeping-${width}.png`), fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  }
  expect(await scan(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

it("lets a worker choose a mail a day, with an address that the server cannot read", { timeout: 120_000 }, async () => {
  const { page, context, sent, complaints } = await atDesk(stage.browser, stage.server.address.replace("127.0.0.1", "localhost"), "/account", "desktop", true);
  await signIn(page, example("noor"));
  const when = page.getByLabel("Wanneer wil je mail?");
  await when.focus();
  await when.selectOption("daily");
  await page.getByLabel("Hoe laat?").selectOption("8");
  await page.getByLabel("Je mailadres").focus();
  await page.keyboard.type("noor@voorbeeld.example");
  await page.keyboard.press("Enter");
  await page.getByText("Het is opgeslagen.").waitFor();
  await page.getByText("Je krijgt één mail per dag, om 08:00.").waitFor();
  expect(sent.join("\n")).not.toContain("noor@voorbeeld");
  expect(await scan(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
