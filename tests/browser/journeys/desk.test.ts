/** A worker's morning without a mouse: sign in, today, a case, an answer, a note, asking, closing. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpAt } from "../../../src/accounts/index.ts";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import { openForm, told } from "../../support/people.ts";
import type { Screen } from "../chromium.ts";
import { example } from "../worker-at-desk.ts";
import { deskWays, pick, press, tabTo, toScreen, type } from "./keyboard.ts";
import { forThisRun, named, nextAddress, openStage } from "./stage.ts";
import type { Stage, Walk, Way } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Morning {
  readonly way: Way;
  readonly worker: string;
  readonly team: string;
}
const at = (language: "nl" | "en", screen: Screen): Way => ({ language, script: true, screen });
/** Each another person: digits are good once. */
const mornings: readonly Morning[] = [
  { way: at("nl", "phone"), worker: "noor", team: "kindertelefoon" },
  { way: at("en", "phone"), worker: "marieke", team: "ouders-onderwijs" },
  { way: at("nl", "desktop"), worker: "youssef", team: "kindertelefoon" },
  { way: at("en", "desktop"), worker: "dilan", team: "ouders-onderwijs" },
];

/** Something new for this team. Answers the case's id. */
async function newReport(team: string): Promise<string> {
  const { address } = stage.server;
  const form = await openForm(address, team, nextAddress());
  const post = await sealReport(form.destination, told({ what: "Iemand duwt me elke dag.", mode: "anonymous", role: "pupil", topic: "bullying", danger: "now" }), await newIdentity(form.salt), []);
  const sent = await fetch(`${address}/api/v1/reports`, { method: "POST", body: JSON.stringify(post), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });
  expect(sent.status).toBe(201);
  return form.destination.case;
}

async function signIn({ page, way, look }: Walk, name: string): Promise<void> {
  const { passphrase, totpSecret } = example(name);
  await page.goto(`${stage.server.address.replace("127.0.0.1", "localhost")}/desk`);
  await page.waitForSelector("input[autocomplete=username]");
  if (way.language === "en") await press(page, ".language");
  await page.waitForFunction((language) => document.documentElement.lang === language, way.language);
  await look("desk-sign-in");
  await type(page, "input[autocomplete=username]", name);
  await type(page, "input[autocomplete=current-password]", passphrase);
  await type(page, "input[autocomplete=one-time-code]", "000000");
  await page.keyboard.press("Enter");
  await page.waitForSelector("main form [role=alert], main form .notice");
  await look("desk-sign-in-wrong");
  await tabTo(page, "input[autocomplete=one-time-code]");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(totpAt(totpSecret, new Date()));
  await page.keyboard.press("Enter");
  await page.waitForSelector(deskWays);
  await page.waitForSelector("main h1");
}

const controls = "section[aria-labelledby=controls]";
const others = { words: false } as const;

const focused = ({ page }: Walk): Promise<string | undefined> => page.evaluate(() => document.activeElement?.tagName);

/** On a telephone one button says where one is. Escape gives it the focus back; who chooses comes to the heading. */
async function triesTheFold(walk: Walk): Promise<void> {
  const { page } = walk;
  const first = page.locator("nav a").first();
  expect(await first.isVisible()).toBe(false);
  expect(await page.innerText("nav summary")).toContain("Vandaag");
  await press(page, "nav summary");
  await tabTo(page, "nav a");
  await page.keyboard.press("Escape");
  expect([await focused(walk), await first.isVisible()]).toEqual(["SUMMARY", false]);
  await toScreen(page, "a[aria-current]");
  expect([await focused(walk), await first.isVisible()]).toEqual(["H1", false]);
}

describe("a worker with a keyboard", () => {
  it.each(forThisRun(mornings).map((morning) => [named(morning.way), morning] as const))("reads what is new, answers, notes, asks and closes, %s", async (_, { way, worker, team }) => {
    const id = await newReport(team);
    const walk = await stage.walk(way, { scanned: true });
    const { page, look } = walk;
    await signIn(walk, worker);
    await page.waitForSelector(`a[data-case-link][href$="${id}"]`);
    await look("desk-today");
    await press(page, `a[data-case-link][href$="${id}"]`);
    await page.waitForSelector(".piece");
    await look("desk-case", others);

    await press(page, `${controls} .button-primary`);
    await page.waitForSelector(".case-head .tag-open");
    // The button that was pressed is gone; the focus stays in its part.
    await page.waitForFunction((part) => document.querySelector(part)?.contains(document.activeElement) === true, controls);
    // Looking through the list of colleagues hands nothing over; the button does.
    await tabTo(page, `${controls} select`);
    await page.keyboard.press("Home");
    await press(page, `${controls} .field + .button`);
    await page.waitForSelector(`${controls} .field + .button`, { state: "detached" });
    await type(page, "[data-field=answer]", "Dank je. Wanneer gebeurt het?");
    await press(page, "form.card button[type=submit]");
    await page.waitForSelector(".case-head .tag-waiting");
    await page.waitForSelector(".piece-ours");

    await type(page, "[data-field=note]", "Overleg met een collega.");
    await press(page, ".notes form button[type=submit]");
    await page.waitForSelector(".piece-note");

    await type(page, "[data-field=answer]", "Ben je nu geholpen?");
    await tabTo(page, "form.card .tick input");
    await page.keyboard.press("Space");
    await press(page, "form.card button[type=submit]");
    await page.waitForSelector(".case-head .tag-asked-helped");

    await press(page, `${controls} button[aria-expanded]`);
    await pick(page, ".closing select", "not-known");
    await pick(page, '.closing select[data-field="why"]', "no-answer");
    await type(page, ".closing textarea", "Er kwam geen antwoord.");
    await look("desk-closing", others);
    await press(page, ".closing button[type=submit]");
    await page.waitForSelector(".case-head .tag-closed");
    await look("desk-closed", others);
    await walk.close();
  });

  it.each([
    ["els", at("nl", "phone")],
    ["tarik", at("en", "desktop")],
  ] as const)("comes to every screen and to the list of keys, as %s", async (worker, way) => {
    const walk = await stage.walk(way, { scanned: true });
    const { page, look } = walk;
    await signIn(walk, worker);
    if (way.screen === "phone") await triesTheFold(walk);
    const screens = await page.locator("nav a").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    for (const href of screens) {
      await toScreen(page, `a[href="${href}"]`);
      await page.waitForSelector(`nav a[href="${href}"][aria-current]`, { state: "attached" });
      await page.waitForLoadState("networkidle");
      await look(`desk-screen${href.replaceAll("/", "-")}`, others);
    }
    await page.locator("main h1").focus();
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]");
    await look("desk-shortcuts", others);
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog[open]", { state: "detached" });
    await page.keyboard.press("l");
    await page.waitForSelector("input[autocomplete=current-password]");
    await look("desk-locked", others);
    await type(page, "input[autocomplete=current-password]", example(worker).passphrase);
    await page.keyboard.press("Enter");
    await page.waitForSelector(deskWays);
    await walk.close();
  });

  it("what comes in later leaves the field somebody stands in where it is seen, unless that one reads elsewhere", async () => {
    const walk = await stage.walk(at("nl", "phone"), { scanned: false });
    const { page } = walk;
    await signIn(walk, "rachid");
    await toScreen(page, 'a[href="/desk/telefoon"]');
    const field = page.locator("[data-field=intake]");
    await field.focus();
    const inView = () => field.evaluate((one) => one.getBoundingClientRect().bottom > 0 && one.getBoundingClientRect().top < innerHeight);
    const comesIn = () =>
      page.evaluate(() => {
        const late = Object.assign(document.createElement("p"), { textContent: "…" });
        late.style.height = "3000px";
        document.querySelector("main")?.prepend(late);
      });
    // At the very top a browser keeps nothing in its place by itself.
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await inView()).toBe(true);
    await comesIn();
    expect(await inView()).toBe(true);
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForFunction(() => scrollY === 0);
    await page.evaluate(() => new Promise((drawn) => void requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await comesIn();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await inView()).toBe(false);
    await walk.close();
  });

  it("who runs the network comes to every screen as well", async () => {
    const walk = await stage.walk(at("nl", "phone"), { scanned: true });
    await signIn(walk, "coordinator");
    for (const href of await walk.page.locator("nav a").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""))) {
      await toScreen(walk.page, `a[href="${href}"]`);
      await walk.page.waitForLoadState("networkidle");
      await walk.look(`desk-network${href.replaceAll("/", "-")}`, others);
    }
    await walk.close();
  });
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
