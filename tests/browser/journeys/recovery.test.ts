/** A volunteer who lost passphrase and telephone gets her key back by two colleagues, without a mouse; the three days go by on a moved clock. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpAt } from "../../../src/accounts/index.ts";
import { comesToDesk } from "./people-at-desks.ts";
import { press, tabTo, toScreen, type } from "./keyboard.ts";
import { movedClock, openStage } from "./stage.ts";
import type { Stage, Walk, Way } from "./stage.ts";

const clock = movedClock("2026-11-23T08:00:00Z");
const onPhone: Way = { language: "nl", script: true, screen: "phone" };
const others = { words: false } as const;
const words = "vier heel andere woorden";
const card = "section[aria-labelledby=holders]";
let stage: Stage;
let link: string;
let newSecret: Uint8Array;

beforeAll(async () => {
  stage = await openStage({ clock });
}, 240_000);
afterAll(() => stage.close());

/** What an authenticator app reads from the letters on the screen. */
function fromBase32(text: string): Uint8Array {
  const bits = Array.from(text.replaceAll(/\s/g, ""), (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** Ids that React makes have signs that a selector reads otherwise. */
const escaped = (id: string): string => id.replaceAll(/[^a-zA-Z0-9_-]/g, (sign) => `\\${sign}`);

/** A colleague in a list that drops down, by the first letters of his name. */
async function pickNamed({ page }: Walk, nth: number, name: string): Promise<void> {
  const field = page.locator(`${card} select`).nth(nth);
  await tabTo(page, `#${escaped(String(await field.getAttribute("id")))}`);
  await page.keyboard.type(name);
  expect(await field.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.textContent ?? "")).toContain(name);
}

async function opensLink(): Promise<Walk> {
  const walk = await stage.walk(onPhone, { scanned: true });
  await walk.page.goto(link);
  await walk.page.waitForSelector("main h1");
  return walk;
}

const done = async (...walks: readonly Walk[]): Promise<void> => {
  for (const walk of walks) {
    expect(walk.complaints).toEqual([]);
    await walk.close();
  }
};

describe("Anne", () => {
  it("chooses two colleagues in different roles, while all is well", async () => {
    const anne = await comesToDesk(stage, clock, "anne", "phone");
    await toScreen(anne.page, 'a[href="/desk/account"]');
    await anne.page.waitForSelector(`${card} select`);
    await pickNamed(anne, 0, "Noor");
    await pickNamed(anne, 1, "Youssef");
    await press(anne.page, `${card} button[type=submit]`);
    await anne.page.waitForSelector(`${card} .notice-good`);
    await anne.look("holders-chosen", others);
    await done(anne);
  });

  it("loses everything: Noor makes a link, and with it she chooses a new passphrase and waits", async () => {
    const noor = await comesToDesk(stage, clock, "noor");
    await toScreen(noor.page, 'a[href="/desk/account"]');
    await noor.page.waitForSelector(`${card} .person button`);
    await press(noor.page, `${card} .person button`);
    link = String(await noor.page.locator("code.link").textContent());
    await done(noor);

    const anne = await opensLink();
    const { page } = anne;
    await page.waitForSelector("input[autocomplete=new-password]");
    newSecret = fromBase32(String(await page.locator("code.secret").textContent()));
    const fields = page.locator("input[autocomplete=new-password]");
    for (let at = 0; at < 2; at += 1) await type(page, `#${escaped(String(await fields.nth(at).getAttribute("id")))}`, words);
    await type(page, "input[autocomplete=one-time-code]", totpAt(newSecret, clock.now()));
    await anne.look("recovery-passphrase", others);
    await press(page, "button[type=submit]");
    await page.waitForSelector("code.digits");
    await anne.look("recovery-waiting", others);
    await done(anne);
  });

  it("has it back after three days, when both compared the digits of her screen and gave their half", async () => {
    clock.forward({ days: 3, hours: 2 });
    const waiting = await opensLink();
    await waiting.page.waitForSelector("code.digits");
    const digits = await waiting.page.locator("code.digits").textContent();
    await done(waiting);
    for (const name of ["noor", "youssef"]) {
      const holder = await comesToDesk(stage, clock, name);
      await holder.page.waitForSelector(".warnings code.digits");
      expect(await holder.page.locator(".warnings code.digits").textContent()).toBe(digits);
      if (name === "noor") await holder.look("recovery-holder", others);
      await press(holder.page, ".warnings .button-primary");
      await holder.page.waitForSelector(".warnings .button-primary", { state: "detached" });
      await done(holder);
    }
    const anne = await opensLink();
    const { page } = anne;
    await page.waitForSelector("input[autocomplete=current-password]");
    await type(page, "input[autocomplete=current-password]", words);
    await press(page, "button[type=submit]");
    await page.waitForSelector(".notice-good");
    await anne.look("recovery-done", others);
    await done(anne);
  });

  it("signs in with the new passphrase and is asked under today to choose holders anew", async () => {
    const anne = await stage.walk(onPhone, { scanned: true });
    const { page } = anne;
    await page.goto(`${stage.server.address.replace("127.0.0.1", "localhost")}/desk`);
    await page.waitForSelector("input[autocomplete=username]");
    await type(page, "input[autocomplete=username]", "anne");
    await type(page, "input[autocomplete=current-password]", words);
    await type(page, "input[autocomplete=one-time-code]", totpAt(newSecret, clock.now()));
    await page.keyboard.press("Enter");
    await page.waitForSelector('a[data-case-link][href$="/account"]');
    await anne.look("recovery-today", others);
    await press(page, 'a[data-case-link][href$="/account"]');
    await page.waitForSelector(`${card} select`);
    await done(anne);
  });
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
