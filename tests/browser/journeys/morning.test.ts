/** A volunteer's whole morning without a mouse: five calls, a case taken over from another desk, and one handed to a colleague. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayOf } from "../../../src/base/index.ts";
import { askConsent, offer } from "../../journeys/desks.ts";
import { pick, press, toScreen, type } from "./keyboard.ts";
import { asksForCall, comesToDesk, deskOverApi, openCaseOf, pressKey, saysYes, tells } from "./people-at-desks.ts";
import type { CameIn } from "./people-at-desks.ts";
import { movedClock, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

/** A Monday at nine; the line calls later in the morning. */
const clock = movedClock("2026-11-23T08:00:00Z");
const team = "kindertelefoon";
const others = { words: false } as const;
const card = "section[aria-labelledby=call-back]";
let stage: Stage;
let callers: readonly CameIn[];
let referred: string;

const wishes: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
  [{ phone: "0612345671", name: "Lotte", note: "Ik moet zachtjes praten", topic: "bullying", role: "pupil" }, ["no-voicemail", "hidden-number"]],
  [{ phone: "0612345672", name: "Sem", topic: "home", role: "pupil" }, []],
  [{ phone: "0612345673", name: "Aya", askFor: "mijn zus", topic: "threat", role: "pupil" }, ["woman"]],
  [{ phone: "0612345674", topic: "bullying", role: "pupil" }, ["no-voicemail"]],
  [{ phone: "0612345675", name: "Daan", note: "Bel niet in de les", topic: "online-sexual", role: "pupil" }, ["not-at-school"]],
];

beforeAll(async () => {
  stage = await openStage({ clock });
  const asked: CameIn[] = [];
  for (const [fields, rules] of wishes) asked.push(await asksForCall(stage, team, fields, rules));
  callers = asked;
  const person = await tells(stage, "ouders-onderwijs", { what: "Mijn dochter wil met iemand van haar leeftijd praten.", mode: "anonymous", role: "parent", topic: "bullying" });
  const sender = await deskOverApi(stage, "marieke", clock.now());
  const [today, until] = [dayOf(clock.now()), "2026-12-31"];
  const consent = await askConsent(sender, person.id, { team, kinds: ["label", "report"], until });
  await saysYes(stage, person);
  referred = await offer(sender, person.id, { team, consent, today });
  clock.forward({ hours: 4 });
}, 240_000);
afterAll(() => stage.close());

/** Reads what to watch out for, and only then sees the number. */
async function toNumber(walk: Walk, { id }: CameIn): Promise<void> {
  const { page } = walk;
  await pressKey(walk, "c", `a[data-case-link][href$="${id}"]`);
  await openCaseOf(walk, id);
  await page.waitForSelector(`${card} details[open] .wishes`);
  expect(await page.innerText("main")).not.toMatch(/06\d{8}/);
  await press(page, `${card} .wishes + .button`);
  await page.waitForSelector(`${card} .reach`);
}

async function onPaper(page: Page): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "gehoord-paper-"));
  const path = join(folder, "case.pdf");
  try {
    await page.pdf({ path });
    return execFileSync("pdftotext", [path, "-"], { encoding: "utf8" }).replaceAll(/\s+/g, " ");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const says = ({ page }: Walk, words: string): Promise<unknown> => page.waitForFunction(([place, wanted]) => document.querySelector(place ?? "")?.textContent?.includes(wanted ?? "") === true, [card, words]);

describe("a volunteer's morning", () => {
  it("makes five calls, takes a case over, hands one to a colleague, and knows what is left", async () => {
    const began = Date.now();
    const [lotte, sem, aya, nobody, daan] = callers as [CameIn, CameIn, CameIn, CameIn, CameIn];
    const walk = await comesToDesk(stage, clock, "noor");
    const { page, look } = walk;
    for (const { id } of callers) await page.waitForSelector(`a[data-case-link][href$="${id}"]`);
    await look("morning-today", others);
    await pressKey(walk, "c", "[data-case-link]");
    await look("morning-calls", others);

    await toNumber(walk, lotte);
    expect(await page.locator('[data-call="voicemail"]').count()).toBe(0);
    await look("morning-number", others);
    await type(page, `${card} input`, "We praatten over de gymles. Morgen bel ik weer.");
    await press(page, '[data-call="spoken"]');
    await says(walk, "Jullie hebben elkaar gesproken.");

    await toNumber(walk, sem);
    await press(page, '[data-call="no-answer"]');
    await says(walk, "1 poging");

    await toNumber(walk, aya);
    await page.waitForFunction(() => document.querySelectorAll('[data-call="plan"]').length === 1);
    const moment = await page.locator(`${card} select option`).nth(1).getAttribute("value");
    await pick(page, `${card} select`, moment ?? "");
    await press(page, '[data-call="plan"]');
    await says(walk, "Spreek een ander moment af:");

    await toNumber(walk, nobody);
    await press(page, '[data-call="wrong-person"]');
    await says(walk, "Klik nog een keer");
    await press(page, '[data-call="wrong-person"]');
    await says(walk, "Dit nummer was van iemand anders.");
    expect(await page.locator(`${card} .reach`).count()).toBe(0);

    await toNumber(walk, daan);
    await press(page, '[data-call="other-way"]');
    await says(walk, "Schrijf in het gesprek.");
    await type(page, "[data-field=answer]", "Bellen lukte niet. Je kunt hier ook schrijven.");
    await press(page, "form.card button[type=submit]");
    await page.waitForSelector(".piece-ours");

    // Taken over from another desk.
    await toScreen(page, 'a[href$="/doorverwijzingen"]');
    await openCaseOf(walk, referred);
    await page.waitForSelector("section[aria-labelledby=incoming] .piece");
    expect(await page.innerText("section[aria-labelledby=incoming]")).toContain("iemand van haar leeftijd");
    await press(page, "section[aria-labelledby=incoming] .button-primary");
    await page.waitForSelector("section[aria-labelledby=incoming]:not(:has(.button-primary))");
    await look("morning-taken-over", others);

    // Handed to a colleague, with a note that says why.
    await pressKey(walk, "2", "[data-case-link]");
    await openCaseOf(walk, lotte.id);
    await type(page, "[data-field=note]", "Lotte wil morgen weer gebeld worden. Ik ben er dan niet.");
    await press(page, ".notes form button[type=submit]");
    await page.waitForSelector(".notes .piece-note");
    const youssef = await page.locator("section[aria-labelledby=controls] option", { hasText: "Youssef" }).getAttribute("value");
    await pick(page, "section[aria-labelledby=controls] select", youssef ?? "");
    await press(page, "section[aria-labelledby=controls] .field + .button");
    await page.waitForSelector("section[aria-labelledby=controls] .field + .button", { state: "detached" });
    await look("morning-handed-over", others);
    // What is folded on the screen stands on paper.
    expect(await page.locator("details[data-fold=consents]").getAttribute("open")).toBeNull();
    expect(await onPaper(page)).toContain("Zonder een ja van de melder gaat er niets weg.");

    await pressKey(walk, "c", "[data-case-link]");
    // The list is shown as it was, and then as it is.
    const left = async (): Promise<readonly string[]> => {
      const links = await page.locator("[data-case-link]").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
      return callers.map(({ id }) => id).filter((id) => links.some((href) => href.endsWith(id)));
    };
    await expect.poll(left, { timeout: 30_000 }).toEqual([sem.id, aya.id]);
    await walk.close();

    const colleague = await comesToDesk(stage, clock, "youssef", "phone");
    await openCaseOf(colleague, lotte.id);
    await colleague.page.waitForSelector(".notes .piece-note");
    expect(await colleague.page.innerText(".notes")).toContain("Ik ben er dan niet.");
    await colleague.look("morning-colleague", others);
    // Somebody else was first: the desk seals anew and sends again, which the browser's console notes.
    expect([...walk.complaints, ...colleague.complaints].filter((line) => !/status of 409 \(Conflict\) \/api\/v1\/cases\//.test(line))).toEqual([]);
    await colleague.close();
    process.stdout.write(`a volunteer's morning: ${Math.round((Date.now() - began) / 1000)} s\n`);
  });

  it("saw nothing that is wrong to see", async () => {
    expect(await stage.flaws()).toEqual([]);
  });
});
