/** A worker leaves, without a mouse: one act of the administrator; a colleague puts the cases under the new key and goes on with one. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpAt } from "../../../src/accounts/index.ts";
import { openForm } from "../../support/people.ts";
import { example } from "../worker-at-desk.ts";
import { deskWays, press, tabTo, toScreen, type } from "./keyboard.ts";
import { openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

const team = "kindertelefoon";
const others = { words: false } as const;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function signIn({ page }: Walk, name: string): Promise<void> {
  const { passphrase, totpSecret } = example(name);
  await page.goto(`${stage.server.address.replace("127.0.0.1", "localhost")}/desk`);
  await page.waitForSelector("input[autocomplete=username]");
  await type(page, "input[autocomplete=username]", name);
  await type(page, "input[autocomplete=current-password]", passphrase);
  await type(page, "input[autocomplete=one-time-code]", totpAt(totpSecret, new Date()));
  await page.keyboard.press("Enter");
  await page.waitForSelector(deskWays);
  await page.waitForSelector("main h1");
}

const count = async (sql: string): Promise<number> => Number((await stage.server.db.asOwner(({ run }) => run(sql)))[0]?.["n"]);
const underOld = (): Promise<number> => count(`select count(*)::int as n from case_wraps where holder_kind = 'team' and holder = '${team}' and team_epoch = 1`);

describe("when Anne leaves", () => {
  it("her administrator lets her go in one act, and visitors are offered the new key at once", async () => {
    expect((await openForm(stage.server.address, team)).destination.epoch).toBe(1);
    const walk = await stage.walk({ language: "nl", script: true, screen: "desktop" }, { scanned: true });
    const { page, look } = walk;
    await signIn(walk, "youssef");
    await toScreen(page, 'a[href="/desk/leden"]');
    await page.waitForSelector("section[aria-labelledby=people] .person");
    await press(page, "section[aria-labelledby=people] .person:first-child .button-danger");
    await page.waitForSelector("dialog[open]");
    await look("leaving-asked", others);
    await press(page, "dialog .button-danger");
    await page.waitForSelector("dialog[open]", { state: "detached" });
    await page.waitForSelector("section[aria-labelledby=people] output");
    await look("leaving-done", others);
    expect(await page.locator("section[aria-labelledby=people] .person").first().textContent()).toContain("weg");
    expect((await openForm(stage.server.address, team)).destination.epoch).toBe(2);
    expect(await underOld()).toBeGreaterThan(0);
    await walk.close();
  });

  it("a colleague puts everything under the new key, under the desk's own content policy, and answers on", async () => {
    const walk = await stage.walk({ language: "nl", script: true, screen: "desktop" });
    const { page, complaints } = walk;
    await signIn(walk, "noor");
    await toScreen(page, 'a[href="/desk/team"]');
    await page.waitForSelector("main .card .button-primary");
    await press(page, "main .card .button-primary");
    await expect.poll(underOld, { timeout: 60_000 }).toBe(0);
    await page.waitForSelector("progress", { state: "detached" });
    await toScreen(page, 'a[href="/desk/"], nav a[href="/desk"]');
    await page.waitForSelector("a[data-case-link]");
    await press(page, "a[data-case-link]");
    await page.waitForSelector(".piece");
    expect(await page.locator(".piece-refused").count()).toBe(0);
    await type(page, "[data-field=answer]", "Ik neem het over. Je hoeft niets opnieuw te vertellen.");
    await press(page, "form.card button[type=submit]");
    await page.waitForSelector(".piece-ours");
    expect(await count("select count(*)::int as n from pieces where kind = 'epoch'")).toBe(1);
    expect(await count("select count(*)::int as n from pieces where kind = 'answer' and epoch = 2")).toBe(1);
    expect(complaints).toEqual([]);
    await walk.close();
  });

  it("says who may read a case and what one has to do with, on a telephone", async () => {
    const walk = await stage.walk({ language: "nl", script: true, screen: "phone" }, { scanned: true });
    const { page, look } = walk;
    await signIn(walk, "marieke");
    await toScreen(page, 'a[href="/desk/account"]');
    await type(page, "section[aria-labelledby=ties] input", "01AB");
    await press(page, "section[aria-labelledby=ties] button[type=submit]");
    await page.waitForSelector("section[aria-labelledby=ties] .person");
    await look("ties", others);
    await toScreen(page, 'a[href="/desk/"], nav a[href="/desk"]');
    await page.waitForSelector("a[data-case-link]");
    await press(page, "a[data-case-link]");
    await page.waitForSelector(".piece");
    await press(page, "section[aria-labelledby=kept-out] summary");
    await page.waitForSelector("section[aria-labelledby=kept-out] .person");
    await tabTo(page, "section[aria-labelledby=kept-out] .person input");
    await page.keyboard.press("Space");
    await page.waitForSelector("section[aria-labelledby=kept-out] .button-danger");
    await look("kept-out", others);
    await press(page, "section[aria-labelledby=kept-out] .button-danger");
    await expect.poll(() => count("select count(*)::int as n from case_exclusions"), { timeout: 30_000 }).toBe(1);
    await page.waitForSelector("section[aria-labelledby=kept-out] .tag");
    await look("kept-out-done", others);
    await walk.close();
  });
});

describe("who has an account at the organisation's identity provider", () => {
  it("finds the way to it, and is told when coming back did not work, with nothing left in the address", async () => {
    const walk = await stage.walk({ language: "nl", script: true, screen: "phone" }, { scanned: true });
    const { page, look } = walk;
    const desk = `${stage.server.address.replace("127.0.0.1", "localhost")}/desk`;
    await page.goto(desk);
    await page.waitForSelector("details summary");
    await press(page, "details summary");
    await look("identity-sign-in");
    await page.goto(`${desk}/identiteit?code=x&state=y`);
    await page.waitForSelector(".notice");
    await look("identity-failed");
    expect(page.url()).toBe(`${desk}/identiteit`);
    await walk.close();
  });
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
