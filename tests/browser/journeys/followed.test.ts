/**
 * A parent whose complaint the board left unanswered, up to advice that was followed: two organisations, the ministry, a
 * committee and the board, with one code and no story told twice. By keyboard alone, with a clock that is moved.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrganisation } from "../../../src/accounts/index.ts";
import { caseJobs } from "../../../src/cases/jobs.ts";
import { exampleSecrets } from "../../../src/ops/index.ts";
import { runJobs } from "../../../src/store/index.ts";
import { comesBefore, go, pick, press, tabTo, toScreen, type } from "./keyboard.ts";
import { comesToDesk, committeeStep, openCaseOf, pressKey, sideSays } from "./people-at-desks.ts";
import { movedClock, openStage } from "./stage.ts";
import type { Stage, Walk, Way } from "./stage.ts";

const clock = movedClock("2026-11-23T08:00:00Z");
const others = { words: false } as const;
const onPhone: Way = { language: "nl", script: true, screen: "phone" };
const story = "Een leraar schreeuwt tegen onze zoon. Wij klaagden zes weken geleden bij het bestuur. Wij kregen geen antwoord.";
const section = (name: string): string => `section[aria-labelledby=${name}]`;
let stage: Stage;
let code: string;
let first: string;
let complaint: string;
let boardCode: string;

beforeAll(async () => {
  stage = await openStage({ clock });
  const member = (name: string) => ({ name, shownName: name, roles: ["secretary"] as const, teams: ["lkc-desk"], ...exampleSecrets(name) });
  await createOrganisation(stage.server.context, { organisation: "onderwijsgeschillen", name: "Onderwijsgeschillen", teams: [{ team: "lkc-desk", service: "lkc", name: "LKC", answerDays: 5 }], members: [member("sara"), member("stef")] });
}, 240_000);
afterAll(() => stage.close());

const casesOf = async (team: string): Promise<readonly string[]> => (await stage.server.db.asOwner(({ run }) => run(`select id from cases where team = '${team}'`))).map((row) => String(row["id"]));

/** The parent's telephone, with the conversation open. */
async function parentOpens(): Promise<Walk> {
  const walk = await stage.walk(onPhone, { scanned: true });
  await walk.at("/gesprek");
  await walk.page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await type(walk.page, "#code", code);
  await press(walk.page, "#open-conversation");
  await walk.page.waitForSelector("#conversation-heading");
  return walk;
}

/** A colleague or the person was first: the desk seals anew and sends again, which the browser's console notes. */
const isBeaten = (line: string): boolean => /status of 409 \(Conflict\) \/api\/v1\/cases\//.test(line);

const done = async (...walks: readonly Walk[]): Promise<void> => {
  for (const walk of walks) {
    expect(walk.complaints.filter((line) => !isBeaten(line))).toEqual([]);
    await walk.close();
  }
};

/** So many questions stand open; each is answered with yes. */
async function saysYesTo(walk: Walk, count: number): Promise<void> {
  const yes = "main form button[name=answer][value=yes]";
  for (let left = count; left > 0; left -= 1) {
    await walk.page.waitForFunction(([place, wanted]) => document.querySelectorAll(String(place)).length === wanted, [yes, left]);
    await press(walk.page, yes);
  }
  await walk.page.waitForFunction((place) => document.querySelector(place) === null, yes);
}

/** A minute or three go by at this desk: what is on the screen is fetched anew when it is opened again. */
async function again(walk: Walk, id: string): Promise<void> {
  await walk.page.clock.fastForward("03:00");
  await walk.page.locator("main h1").first().focus();
  await walk.page.keyboard.press("2");
  await openCaseOf(walk, id);
  await walk.page.waitForSelector(".case-columns");
}

async function asksConsent({ page }: Walk, purpose: string, team: string, why: string): Promise<void> {
  const place = section("consents");
  await page.waitForSelector(place);
  const before = await page.locator(`${place} li`).count();
  if ((await page.locator(`${place} details[open]`).count()) === 0) await press(page, `${place} summary`);
  await press(page, `${place} details > button`);
  await pick(page, `${place} form .field:nth-of-type(1) select`, purpose);
  await page.waitForSelector(`${place} form option[value="${team}"]`, { state: "attached" });
  await pick(page, `${place} form .field:nth-of-type(2) select`, team);
  await type(page, `${place} textarea`, why);
  await press(page, `${place} button[type=submit]`);
  await page.waitForFunction(([where, count]) => document.querySelectorAll(`${String(where)} li`).length > Number(count), [place, before]);
  await page.waitForSelector(`${place} form`, { state: "detached" });
}

async function refers({ page }: Walk, words: string): Promise<void> {
  const place = section("referral");
  const before = await page.locator(`${place} .fact`).count();
  await page.waitForSelector(`${place} details[open] > button`);
  await press(page, `${place} details > button`);
  await type(page, `${place} textarea`, words);
  await press(page, `${place} button[type=submit]`);
  await page.waitForFunction(([where, count]) => document.querySelectorAll(`${String(where)} .fact`).length > Number(count), [place, before]);
}

/** Takes a referral over. Answers the case at this desk. `before`: what lay there already; the example network has an offer too. */
async function takesOver({ page }: Walk, team: string, before: readonly string[]): Promise<string> {
  const [offered = ""] = (await casesOf(team)).filter((id) => !before.includes(id));
  const link = `main a[data-case-link][href$="${offered}"]`;
  await toScreen(page, 'a[href$="/doorverwijzingen"]');
  await page.waitForSelector(link);
  await press(page, link);
  const incoming = section("incoming");
  await page.waitForSelector(`${incoming} .piece`);
  expect(await page.innerText(incoming)).toContain("Wij kregen geen antwoord.");
  await press(page, `${incoming} .button-primary`);
  await page.waitForSelector(`${incoming}:not(:has(.button-primary))`);
  return page.url().split("/").at(-1) ?? "";
}

async function toProcedure({ page }: Walk): Promise<void> {
  await page.waitForSelector("#procedure-door:not([hidden])");
  await press(page, "#procedure-door button");
  await page.waitForSelector("#procedure-heading");
}

/** From the list to the procedure, a few minutes later. */
async function looksAgain({ page }: Walk): Promise<void> {
  await page.clock.fastForward("03:00");
  await press(page, ".back a");
  await page.waitForSelector(`a[href$="/klachten/${complaint}"]`);
  await press(page, `a[href$="/klachten/${complaint}"]`);
}

async function boardOpens(): Promise<Walk> {
  const walk = await stage.walk({ ...onPhone, screen: "desktop" }, { scanned: true });
  await walk.at("/procedure");
  await walk.page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await type(walk.page, "#code", boardCode);
  await press(walk.page, "#open-conversation");
  await walk.page.waitForSelector("#procedure-heading");
  return walk;
}

describe("a parent whose complaint the board left unanswered", () => {
  it("tells it once, and two organisations help under a yes of the parent's own", async () => {
    const before = await casesOf("ouders-onderwijs");
    const parent = await stage.walk(onPhone, { scanned: true });
    await parent.at("/melden");
    await go(parent.page, 'form:has(input[name="team"][value="ouders-onderwijs"]) button');
    await parent.page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
    await type(parent.page, "#what", story);
    await press(parent.page, "#send");
    await parent.page.waitForSelector("#receipt-heading");
    [first = ""] = (await casesOf("ouders-onderwijs")).filter((id) => !before.includes(id));
    code = (await parent.page.textContent("main [data-gehoord-code]"))?.trim() ?? "";
    await done(parent);

    const marieke = await comesToDesk(stage, clock, "marieke");
    await openCaseOf(marieke, first);
    await marieke.page.waitForSelector(".piece");
    expect(await marieke.page.innerText("main")).toContain(story);
    await press(marieke.page, `${section("controls")} .button-primary`);
    await marieke.page.waitForSelector(".case-head .tag-open");
    await asksConsent(marieke, "referral", "vertrouwensinspecteur", "Zij weten wat een bestuur moet doen.");
    await asksConsent(marieke, "escalation", "ocw-veiligheid", "Het ministerie kan het bestuur aanspreken.");
    const asked = await parentOpens();
    await asked.page.waitForSelector("main form button[name=answer][value=yes]");
    await asked.look("followed-asked", others);
    await saysYesTo(asked, 2);
    await asked.look("followed-agreed", others);
    await done(asked);

    await again(marieke, first);
    const there = await casesOf("vertrouwensinspecteur");
    await refers(marieke, "Het bestuur antwoordt al zes weken niet.");
    const els = await comesToDesk(stage, clock, "els");
    await takesOver(els, "vertrouwensinspecteur", there);
    await done(els, marieke);
  });

  it("is laid before the ministry by two people, and hears the answer in plain words", async () => {
    clock.forward({ hours: 2 });
    const marieke = await comesToDesk(stage, clock, "marieke");
    const escalation = section("escalation");
    await openCaseOf(marieke, first);
    await marieke.page.waitForSelector(`${escalation} details[open] > .button`);
    await press(marieke.page, `${escalation} details > .button`);
    await tabTo(marieke.page, 'input[name="dossier-form"]');
    await marieke.page.keyboard.press("ArrowUp");
    await type(marieke.page, `${escalation} textarea`, "Een bestuur geeft geen antwoord op een klacht. Wie spreekt het bestuur aan?");
    await marieke.look("followed-dossier", others);
    await press(marieke.page, `${escalation} button[type=submit]`);
    await marieke.page.waitForSelector(`${escalation} .fact`);
    const dilan = await comesToDesk(stage, clock, "dilan");
    await pressKey(dilan, "2", "[data-case-link]");
    await openCaseOf(dilan, first);
    await dilan.page.waitForSelector(`${escalation} .button-primary`);
    await press(dilan.page, `${escalation} .button-primary`);
    await dilan.page.waitForFunction((place) => document.querySelector(place)?.textContent?.includes("Het kan weg.") === true, `${escalation} .fact`);
    await dilan.page.waitForSelector(`${escalation} .button-primary`);
    await press(dilan.page, `${escalation} .button-primary`);
    await dilan.page.waitForFunction((place) => document.querySelector(place)?.textContent?.includes("Ligt bij het ministerie") === true, `${escalation} .fact`);
    await done(dilan);

    const olga = await comesToDesk(stage, clock, "olga");
    await toScreen(olga.page, 'a[href$="/ministerie"]');
    const line = olga.page.locator("main .case-row", { hasText: "meer punten zijn gevraagd" }).locator("a[data-case-link]");
    await line.first().waitFor();
    const laid = (await line.first().getAttribute("href")) ?? "";
    await press(olga.page, `a[data-case-link][href="${laid}"]`);
    await olga.page.waitForSelector(`${section("exchange")} form`);
    expect(await olga.page.innerText(section("dossier"))).toContain("Wij kregen geen antwoord.");
    await type(olga.page, `${section("exchange")} textarea`, "Wij bellen het bestuur. Een klacht bij de commissie kan nu al.");
    await olga.look("followed-ministry", others);
    await press(olga.page, `${section("exchange")} form button[type=submit]`);
    await olga.page.waitForSelector(`${section("exchange")} .piece`);
    await done(olga);

    await again(marieke, first);
    await marieke.page.waitForSelector(`${escalation} form textarea`);
    expect(await marieke.page.innerText(escalation)).toContain("Wij bellen het bestuur.");
    await type(marieke.page, `${escalation} form textarea`, "Het ministerie belt het bestuur. Je kunt nu klagen bij de commissie.");
    await press(marieke.page, `${escalation} form button[type=submit]`);
    await marieke.page.waitForFunction((place) => document.querySelector(place)?.textContent?.includes("Klaar.") === true, `${escalation} .fact`);
    await asksConsent(marieke, "referral", "lkc-desk", "De commissie behandelt klachten over scholen.");
    const parent = await parentOpens();
    await parent.page.waitForFunction(() => document.querySelector("main")?.textContent?.includes("Het ministerie belt het bestuur.") === true);
    await saysYesTo(parent, 1);
    await done(parent);
    await again(marieke, first);
    await refers(marieke, "De ouders willen een klacht indienen over het bestuur.");
    await done(marieke);
  });

  it("hands the complaint in with the same code, and the board, invited, keeps silent too long", async () => {
    const sara = await comesToDesk(stage, clock, "sara");
    complaint = await takesOver(sara, "lkc-desk", []);
    await press(sara.page, `${section("procedure-door")} button`);
    await sara.page.waitForSelector(`a[href$="/klachten/${complaint}"]`);
    const parent = await parentOpens();
    await toProcedure(parent);
    await sideSays(parent, "hand-in", "Wij klagen over het bestuur. Het gaf geen antwoord op onze brief van oktober.");
    await parent.look("followed-complaint", others);
    await done(parent);
    await press(sara.page, `a[href$="/klachten/${complaint}"]`);
    await committeeStep(sara, "affiliated", "De school hoort bij ons.");
    await press(sara.page, "[data-invite]");
    await sara.page.waitForSelector("[data-board-code]");
    boardCode = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(await sara.page.innerText("[data-board-code]"))?.[0] ?? "";
    await committeeStep(sara, "forward", "Eerst krijgt het bestuur de kans om te antwoorden.");
    expect(await sara.page.locator('[data-step="take-up"]').getAttribute("aria-disabled")).toBe("true");
    await done(sara);
    clock.forward({ days: 15 });
    await runJobs(stage.server.context, caseJobs);
  });

  it("gets advice from the committee, and the board says that it will do it", async () => {
    const sara = await comesToDesk(stage, clock, "sara");
    await toScreen(sara.page, 'a[href$="/klachten"]');
    await sara.page.waitForSelector(`a[href$="/klachten/${complaint}"]`);
    expect(await sara.page.innerText("main")).toContain("Te laat");
    await sara.look("followed-late", others);
    await press(sara.page, `a[href$="/klachten/${complaint}"]`);
    await committeeStep(sara, "take-up", "Het bestuur gaf geen antwoord. Wij gaan verder.");
    await committeeStep(sara, "ask-defence", "Wat zegt het bestuur?", "2026-12-18");
    const board = await boardOpens();
    expect(await board.page.innerText("main")).toContain("Wij klagen over het bestuur.");
    expect(await board.page.innerText("main")).not.toContain("schreeuwt");
    await sideSays(board, "defend", "De brief is bij ons blijven liggen. Dat spijt ons.");
    await done(board);
    await looksAgain(sara);
    await committeeStep(sara, "decide", "Het bestuur had binnen de tijd moeten antwoorden.");
    await committeeStep(sara, "advise", "Beantwoord de klacht, en leg vast wie brieven van ouders leest.");
    const reacting = await boardOpens();
    await sideSays(reacting, "react", "Wij nemen het advies over.");
    await reacting.look("followed-board", others);
    await done(reacting);
    await looksAgain(sara);
    await committeeStep(sara, "set-obligations", "Geef de ouders een brief met antwoord.", "2026-12-21");
    await sara.look("followed-obligation", others);
    await done(sara);
  });

  it("is asked in the own conversation whether it was done; only with both sides' yes it is followed", async () => {
    clock.forward({ days: 14 });
    await runJobs(stage.server.context, caseJobs);
    const duty = "[data-gehoord-open-duties]";
    const late = await parentOpens();
    await late.page.waitForSelector(`${duty} button[value=say-not-done]`);
    expect(await late.page.innerText(duty)).toContain("Het bestuur doet dit uiterlijk op maandag 21 december 2026.");
    expect(await late.page.innerText(duty)).toContain("De dag is voorbij. De commissie weet het.");
    expect(await comesBefore(late.page, `${duty} button`, "#talk-items")).toBe(true);
    await late.look("followed-duty-late", others);
    await press(late.page, `${duty} button[value=say-not-done]`);
    await late.page.waitForFunction((place) => document.querySelector(place)?.textContent?.includes("Verstuurd.") === true, duty);
    await done(late);

    const board = await boardOpens();
    await press(board.page, "[data-gehoord-duties] button[value=say-done]");
    await board.page.waitForFunction(() => document.querySelector("[data-gehoord-duties]")?.textContent?.includes("De een zegt ja, de ander nee.") === true);
    await done(board);
    const parent = await parentOpens();
    await parent.page.waitForSelector(`${duty} button[value=say-done]`);
    await press(parent.page, `${duty} button[value=say-done]`);
    await parent.page.waitForFunction((place) => document.querySelector(place)?.textContent?.includes("Gedaan. Beide kanten zeggen dat.") === true, duty);
    await parent.look("followed-duty-done", others);
    await done(parent);

    const sara = await comesToDesk(stage, clock, "sara");
    await toScreen(sara.page, 'a[href$="/klachten"]');
    await sara.page.waitForSelector(`a[href$="/klachten/${complaint}"]`);
    await press(sara.page, `a[href$="/klachten/${complaint}"]`);
    await committeeStep(sara, "finish", "Alles is gedaan. Wij sluiten de klacht.");
    await sara.page.waitForFunction(() => document.querySelector("main")?.textContent?.includes("Alles wat moest, is gedaan.") === true);
    await sara.look("followed-ended", others);
    await done(sara);
  });

  it("saw nothing that is wrong to see", async () => {
    expect(await stage.flaws()).toEqual([]);
  });
});
