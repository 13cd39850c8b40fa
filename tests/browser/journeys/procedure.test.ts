/** A complaint procedure without a mouse: the secretary at the desk, the parent in the conversation, the board on its own page. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrganisation, totpAt } from "../../../src/accounts/index.ts";
import { exampleSecrets } from "../../../src/ops/index.ts";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import { openForm, told } from "../../support/people.ts";
import { deskWays, press, type } from "./keyboard.ts";
import { committeeStep, sideSays } from "./people-at-desks.ts";
import { forThisRun, nextAddress, openStage } from "./stage.ts";
import type { Stage, Walk, Way } from "./stage.ts";

const team = "lkc-desk";
const others = { words: false } as const;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  const member = (name: string) => ({ name, shownName: name, roles: ["secretary"] as const, teams: [team], ...exampleSecrets(name) });
  await createOrganisation(stage.server.context, { organisation: "onderwijsgeschillen", name: "Onderwijsgeschillen", teams: [{ team, service: "lkc", name: "LKC", answerDays: 5 }], members: [member("sara"), member("stef"), member("saar")] });
}, 180_000);
afterAll(() => stage.close());

async function newComplaint(): Promise<{ readonly id: string; readonly code: string }> {
  const { address } = stage.server;
  const form = await openForm(address, team, nextAddress());
  const identity = await newIdentity(form.salt);
  const post = await sealReport(form.destination, told({ what: "Het bestuur gaf geen antwoord.", mode: "named", name: "Mina", role: "parent", topic: "complaint" }), identity, []);
  const sent = await fetch(`${address}/api/v1/reports`, { method: "POST", body: JSON.stringify(post), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });
  expect(sent.status).toBe(201);
  return { id: form.destination.case, code: identity.code };
}

async function signIn({ page, way }: Walk, name: string): Promise<void> {
  const { passphrase, totpSecret } = exampleSecrets(name);
  await page.goto(`${stage.server.address.replace("127.0.0.1", "localhost")}/desk`);
  await page.waitForSelector("input[autocomplete=username]");
  if (way.language === "en") await press(page, ".language");
  await type(page, "input[autocomplete=username]", name);
  await type(page, "input[autocomplete=current-password]", passphrase);
  await type(page, "input[autocomplete=one-time-code]", totpAt(totpSecret, new Date()));
  await page.keyboard.press("Enter");
  await page.waitForSelector(deskWays);
}

async function enter({ page, at }: Walk, path: string, code: string): Promise<void> {
  await at(path);
  await type(page, "#code", code);
  await press(page, "#open-conversation");
}

const ways: readonly (readonly [string, Way, string])[] = [
  ["in Dutch on a telephone", { language: "nl", script: true, screen: "phone" }, "sara"],
  ["in English at a large screen", { language: "en", script: true, screen: "desktop" }, "stef"],
];
const tomorrow = (): string => new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);

describe("a complaint", () => {
  it.each(forThisRun(ways))("goes from the parent over the committee to the board and back, %s", async (_, way, secretary) => {
    const { id, code } = await newComplaint();
    const desk = await stage.walk(way, { scanned: true });
    await signIn(desk, secretary);
    await press(desk.page, `a[data-case-link][href$="${id}"]`);
    await desk.page.waitForSelector("#procedure-door");
    await press(desk.page, "section[aria-labelledby=procedure-door] button");
    await desk.page.waitForSelector(`a[href$="/klachten/${id}"]`);

    const parent = await stage.walk(way, { scanned: true });
    await enter(parent, "/gesprek", code);
    await parent.page.waitForSelector("#procedure-door:not([hidden])");
    await parent.look("procedure-door", others);
    await press(parent.page, "#procedure-door button");
    await parent.page.waitForSelector("#procedure-heading");
    await sideSays(parent, "hand-in", "Wij klagen over het bestuur.");
    await parent.look("procedure-complainant", others);

    await press(desk.page, `a[href$="/klachten/${id}"]`);
    await desk.page.waitForSelector("[data-step=affiliated]");
    await desk.look("desk-procedure", others);
    await committeeStep(desk, "affiliated", "De school hoort bij ons.");
    await press(desk.page, "[data-invite]");
    await desk.page.waitForSelector("[data-board-code]");
    const boardCode = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(await desk.page.innerText("[data-board-code]"))?.[0] ?? "";
    await desk.look("desk-procedure-invitation", others);
    await desk.page.waitForSelector('[data-step="admit"]');
    await committeeStep(desk, "admit", "Wij behandelen de klacht.");
    await committeeStep(desk, "ask-defence", "Wat zegt het bestuur?", tomorrow());

    const board = await stage.walk(way, { scanned: true });
    await board.at("/procedure");
    await board.look("board-code");
    await enter(board, "/procedure", boardCode);
    await board.page.waitForSelector("#procedure-heading");
    expect(await board.page.innerText("main")).toContain("Wij klagen over het bestuur.");
    expect(await board.page.innerText("main")).not.toContain("Het bestuur gaf geen antwoord.");
    await sideSays(board, "defend", "Wij kregen de klacht nooit.");
    await board.look("procedure-board", others);
    expect(board.complaints).toEqual([]);

    await desk.page.reload().catch(() => undefined);
    await parent.page.reload();
    await enter(parent, "/gesprek", code);
    await parent.page.waitForSelector("#procedure-door:not([hidden])");
    // What comes in behind the door moves the stops that stand above it.
    await parent.page.waitForLoadState("networkidle");
    await press(parent.page, "#procedure-door button");
    await parent.page.waitForSelector("#procedure-heading");
    expect(await parent.page.innerText("main")).toContain("Wij kregen de klacht nooit.");
    expect(parent.complaints).toEqual([]);
    for (const walk of [desk, parent, board]) await walk.close();
  }, 240_000);
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
