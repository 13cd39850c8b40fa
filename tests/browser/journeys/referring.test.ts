/** Asking, referring and taking over at the desk, by keyboard: two workers of two organisations, and a person in between. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpAt } from "../../../src/accounts/index.ts";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import type { Identity } from "../../../src/site/browser/sealing/report.ts";
import { openWith } from "../../../src/site/browser/sealing/talk.ts";
import { answerConsent, openThreads } from "../../../src/site/browser/sealing/threads.ts";
import { lineTo } from "../../support/line.ts";
import { openForm, told } from "../../support/people.ts";
import { example } from "../worker-at-desk.ts";
import { deskWays, pick, press, toScreen, type } from "./keyboard.ts";
import { forThisRun, named, nextAddress, openStage } from "./stage.ts";
import type { Stage, Walk, Way } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

type Told = { readonly id: string; readonly identity: Identity; readonly installation: string };

async function newReport(): Promise<Told> {
  const { address } = stage.server;
  const form = await openForm(address, "kindertelefoon", nextAddress());
  const identity = await newIdentity(form.salt);
  const post = await sealReport(form.destination, told({ what: "Iemand duwt me elke dag.", mode: "confidential", role: "pupil", topic: "bullying", reach: "phone", phone: "0612345678", safeMoments: "Na vier uur" }), identity, []);
  const sent = await fetch(`${address}/api/v1/reports`, { method: "POST", body: JSON.stringify(post), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });
  expect(sent.status).toBe(201);
  return { id: form.destination.case, identity, installation: form.destination.installation };
}

async function sayYes({ identity, installation }: Told): Promise<void> {
  const line = lineTo(stage.server.address);
  const talk = await openWith(line, identity.keys, { installation });
  const whole = talk.ok ? await openThreads(line, talk.value) : talk;
  const [asked] = whole.ok ? whole.value.consents : [];
  if (!whole.ok || asked === undefined) throw new Error("nothing was asked");
  expect((await answerConsent(line, whole.value, asked, "yes")).ok).toBe(true);
}

async function signIn({ page, way }: Walk, name: string): Promise<void> {
  const { passphrase, totpSecret } = example(name);
  await page.goto(`${stage.server.address.replace("127.0.0.1", "localhost")}/desk`);
  await page.waitForSelector("input[autocomplete=username]");
  if (way.language === "en") await press(page, ".language");
  await page.waitForFunction((language) => document.documentElement.lang === language, way.language);
  await type(page, "input[autocomplete=username]", name);
  await type(page, "input[autocomplete=current-password]", passphrase);
  await type(page, "input[autocomplete=one-time-code]", totpAt(totpSecret, new Date()));
  await page.keyboard.press("Enter");
  await page.waitForSelector(deskWays);
}

const others = { words: false } as const;
const consents = "section[aria-labelledby=consents]";
const referral = "section[aria-labelledby=referral]";
const incoming = "section[aria-labelledby=incoming]";
const contact = "section[aria-labelledby=contact]";
const ways: readonly { readonly way: Way; readonly sender: string; readonly receiver: string }[] = [
  { way: { language: "nl", script: true, screen: "desktop" }, sender: "noor", receiver: "marieke" },
  { way: { language: "en", script: true, screen: "phone" }, sender: "youssef", receiver: "dilan" },
];

describe("two workers with a keyboard", () => {
  it.each(forThisRun(ways).map((one) => [named(one.way), one] as const))("ask, look at what goes, refer and take over, %s", async (_, { way, sender, receiver }) => {
    const person = await newReport();
    const first = await stage.walk(way, { scanned: true });
    await signIn(first, sender);
    await first.page.waitForSelector(`a[data-case-link][href$="${person.id}"]`);
    await press(first.page, `a[data-case-link][href$="${person.id}"]`);
    await first.page.waitForSelector(consents);
    await press(first.page, `${consents} summary`);
    await press(first.page, `${consents} details > button`);
    await pick(first.page, `${consents} form .field:nth-of-type(2) select`, "ouders-onderwijs");
    await type(first.page, `${consents} textarea`, "Zij weten hier meer van.");
    await first.look("desk-consent", others);
    await press(first.page, `${consents} button[type=submit]`);
    await first.page.waitForSelector(`${consents} li`);
    await sayYes(person);
    await first.page.waitForSelector(`${referral} details[open] > button`);
    await press(first.page, `${referral} details > button`);
    await type(first.page, `${referral} textarea`, "Wil jij verder helpen?");
    await first.look("desk-referral", others);
    await press(first.page, `${referral} button[type=submit]`);
    // Where it stands is said beside the preview, in which what is known of the person is a fact too.
    await first.page.waitForSelector(`${referral} .fact:not(.pieces .fact)`);
    expect(first.complaints).toEqual([]);
    await first.close();
    const second = await stage.walk(way, { scanned: true });
    await signIn(second, receiver);
    await toScreen(second.page, 'a[href$="/doorverwijzingen"]');
    await second.page.waitForSelector("main a[data-case-link]");
    await second.look("desk-offers", others);
    await press(second.page, "main a[data-case-link]");
    await second.page.waitForSelector(`${incoming} .piece`);
    expect(await second.page.locator(incoming).innerText()).toContain("Iemand duwt me elke dag.");
    await second.look("desk-incoming", others);
    await press(second.page, `${incoming} .button-primary`);
    await second.page.waitForSelector(`${incoming}:not(:has(.button-primary))`);
    // Nobody has to tell again how to be reached: first when it is safe, then the number.
    expect(await second.page.locator(contact).innerText()).toContain("Na vier uur");
    await press(second.page, `${contact} button`);
    expect(await second.page.locator(`${contact} .reach`).allInnerTexts()).toContain("0612345678");
    expect(second.complaints).toEqual([]);
    await second.close();
  });

  it("saw nothing that is wrong to see", async () => {
    expect(await stage.flaws()).toEqual([]);
  });
});
