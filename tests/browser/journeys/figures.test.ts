/** Figures inside by keyboard alone: who leads chooses, compares, reads the table and keeps a file; the coordinator sees all together. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureOrganisation } from "../../../src/accounts/records/organisations.ts";
import { writeFacts } from "../../../src/registration/jobs.ts";
import type { Codes } from "../../../src/registration/rules/codes.ts";
import { comesToDesk } from "./people-at-desks.ts";
import { pick, press, toScreen } from "./keyboard.ts";
import { forgetFacts, movedClock, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
/** A Wednesday in the fourth quarter. */
const clock = movedClock("2026-11-25T10:00:00Z");
const codes: Codes = { channel: "phone", role: "parent", sector: "po", province: "utrecht", topic: "bullying", by: "pupil", done: "advice", outcome: "helped" };

async function counted(organisation: string, weeks: Readonly<Record<string, number>>, more: readonly Partial<Codes>[] = [{}]): Promise<void> {
  const { context } = stage.server;
  const entries = Object.entries(weeks).flatMap(([week, count]) => more.flatMap((one) => Array.from({ length: count }, () => ({ week, version: 1, token: context.random.uuid(), codes: Object.values({ ...codes, ...one }) }))));
  await context.db.transaction({ role: "system" }, async (tx) => {
    await ensureOrganisation(tx, { id: organisation, name: organisation }, clock.now());
    await writeFacts(context, tx, organisation, entries);
  });
}

beforeAll(async () => {
  stage = await openStage({ clock });
  await forgetFacts(stage);
  const kinds = [{}, { topic: "threat", role: "pupil", sector: "vo", outcome: "not-known" }, { topic: "home", role: "pupil", done: "listened", province: "groningen" }];
  await counted("kindertelefoon", { "2026-W10": 4, "2026-W20": 3, "2026-W29": 6, "2026-W38": 9, "2026-W43": 5, "2026-W46": 7, "2026-W47": 2 }, kinds);
  await counted("coc", { "2026-W29": 8, "2026-W38": 11, "2026-W43": 6 }, kinds.slice(0, 2));
  await counted("halt", { "2026-W29": 7, "2026-W38": 6 }, kinds.slice(0, 2));
}, 240_000);
afterAll(() => stage.close());

const totalOf = (walk: Walk): Promise<string> => walk.page.locator("#figures-total").textContent().then((text) => text ?? "");

describe("who leads a support point, with a keyboard", () => {
  it.each(["desktop", "phone"] as const)("sees what was counted at a %s, chooses, reads the table and keeps a file", async (screen) => {
    const walk = await comesToDesk(stage, clock, "noor", screen);
    const { page, look } = walk;
    await toScreen(page, "a[href$='/cijfers']");
    await page.getByText("Geteld tot en met week 47 van 2026.").waitFor();
    expect(await totalOf(walk)).toBe("108 contacten");
    await look("figures-inside");

    await pick(page, "[data-field=figures-from]", "2026-q4");
    await page.getByText("24 meer dan toen (18).").waitFor();
    await pick(page, "[data-field=figures-topic]", "threat");
    await page.getByText("8 meer dan toen (6).").waitFor();
    expect(await totalOf(walk)).toBe("14 contacten");
    await press(page, "section[aria-labelledby=figures-of-role] summary");
    expect(await page.locator("section[aria-labelledby=figures-of-role] tbody tr").first().innerText()).toMatch(/Leerling\s+14\s+6/);
    await look("figures-inside-chosen");

    const [file] = await Promise.all([page.waitForEvent("download"), press(page, "[data-act=save-figures]")]);
    expect(file.suggestedFilename()).toBe("cijfers-2026-q4-2026-q4.csv");
    expect(readFileSync(await file.path(), "utf8")).toContain('"Waar ging het over","Bedreiging","14","6"');
    await page.getByText("Het bestand is bewaard.").waitFor();
    expect(walk.complaints).toEqual([]);
    await walk.close();
    // Digits are good once.
    clock.forward({ hours: 1 });
  });
});

describe("a coordinator with a keyboard", () => {
  it("sees all together, without small numbers, and is told when a choice is too fine", async () => {
    const walk = await comesToDesk(stage, clock, "coordinator");
    const { page, look } = walk;
    await toScreen(page, "a[href$='/netwerkcijfers']");
    await page.getByText("Geteld tot en met week 39 van 2026.").waitFor();
    await look("figures-network");
    await pick(page, "[data-field=figures-topic]", "home");
    await page.getByText("Er zijn te weinig contacten om te laten zien").waitFor();
    await look("figures-network-too-fine");
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });
});

describe("every screen of this file", () => {
  it("has no flaw that a machine can find", async () => {
    expect(await stage.flaws()).toEqual([]);
  });
});
