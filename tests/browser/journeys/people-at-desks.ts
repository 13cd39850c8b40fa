/** What the long journeys share: people who come in, desks that speak over the API beside them, and signing in without a mouse. */
import { expect } from "vitest";
import { totpAt } from "../../../src/accounts/index.ts";
import type { Clock } from "../../../src/base/index.ts";
import { exampleSecrets } from "../../../src/ops/index.ts";
import { sealCallBackRequest } from "../../../src/site/browser/sealing/call-back.ts";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import type { Identity } from "../../../src/site/browser/sealing/report.ts";
import { openWith } from "../../../src/site/browser/sealing/talk.ts";
import { answerConsent, openThreads } from "../../../src/site/browser/sealing/threads.ts";
import { readCallBackForm } from "../../../src/cases/shape/call-back.ts";
import { lineTo } from "../../support/line.ts";
import { openCallForm, openForm, signedIn, told } from "../../support/people.ts";
import type { Desk } from "../../journeys/desks.ts";
import { choose, deskWays, press, tabTo, type } from "./keyboard.ts";
import { nextAddress } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

export type CameIn = { readonly id: string; readonly identity: Identity; readonly installation: string };

const post = (address: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${address}/api/v1${path}`, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });

export async function tells({ server: { address } }: Stage, team: string, fields: Parameters<typeof told>[0]): Promise<CameIn> {
  const form = await openForm(address, team, nextAddress());
  const identity = await newIdentity(form.salt);
  const sent = await post(address, "/reports", await sealReport(form.destination, told(fields), identity, []));
  expect(sent.status).toBe(201);
  return { id: form.destination.case, identity, installation: form.destination.installation };
}

/** Wants to be called at the first moment that is free. */
export async function asksForCall({ server: { address } }: Stage, team: string, fields: Readonly<Record<string, string>>, rules: readonly string[]): Promise<CameIn> {
  const form = await openCallForm(address, team, nextAddress());
  const identity = await newIdentity(form.salt);
  const typed: Readonly<Record<string, string>> = { ...fields, phoneAgain: fields["phone"] ?? "", slot: form.slots[0] ?? "" };
  const sent = await post(address, "/call-back-requests", await sealCallBackRequest(form.destination, readCallBackForm((name) => typed[name] ?? "", rules), identity));
  expect([sent.status, form.slots.length > 0]).toEqual([201, true]);
  return { id: form.destination.case, identity, installation: form.destination.installation };
}

/** Yes to what was asked last. */
export async function saysYes({ server: { address } }: Stage, { identity, installation }: CameIn): Promise<void> {
  const line = lineTo(address);
  const talk = await openWith(line, identity.keys, { installation });
  const whole = talk.ok ? await openThreads(line, talk.value) : talk;
  const asked = whole.ok ? whole.value.consents.find(({ state }) => state === "asked") : undefined;
  if (!whole.ok || asked === undefined) throw new Error("nothing was asked");
  expect((await answerConsent(line, whole.value, asked, "yes")).ok).toBe(true);
}

/** A colleague elsewhere, over the API. */
export async function deskOverApi({ server: { address } }: Stage, name: string, now: Date): Promise<Desk> {
  const { cookie, keyring } = await signedIn(address, name, now);
  const api = async (method: string, path: string, body?: unknown, session?: string) => {
    const headers: Record<string, string> = { "x-csrf-token": "gehoord-desk", ...(session === undefined ? {} : { cookie: session }), ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const answer = await fetch(`${address}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, bytes, json: bytes.length === 0 ? {} : (JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>) };
  };
  return { world: { api }, cookie, keyring, team: keyring.teams[0]?.team ?? "" };
}

/** To the desk by keyboard alone, with the digits of the journey's clock. Digits are good once: a person signs in again on another day. */
export async function comesToDesk(stage: Stage, clock: Clock, name: string, screen: Walk["way"]["screen"] = "desktop"): Promise<Walk> {
  const walk = await stage.walk({ language: "nl", script: true, screen }, { scanned: true });
  const { page } = walk;
  const { passphrase, totpSecret } = exampleSecrets(name);
  await page.goto(`${stage.server.address.replace("127.0.0.1", "localhost")}/desk`);
  await page.waitForSelector("input[autocomplete=username]");
  await type(page, "input[autocomplete=username]", name);
  await type(page, "input[autocomplete=current-password]", passphrase);
  await type(page, "input[autocomplete=one-time-code]", totpAt(totpSecret, clock.now()));
  await page.keyboard.press("Enter");
  await page.waitForSelector(deskWays);
  await page.waitForSelector("main h1");
  return walk;
}

/** A single key, from the heading: as somebody who is not typing presses it. */
export async function pressKey({ page }: Walk, pressed: string, wanted: string): Promise<void> {
  await page.locator("main h1").first().focus();
  await page.keyboard.press(pressed);
  await page.waitForSelector(wanted);
}

/** From a list to one case of it. */
export async function openCaseOf({ page }: Walk, id: string): Promise<void> {
  await page.waitForSelector(`a[data-case-link][href$="${id}"]`);
  await press(page, `a[data-case-link][href$="${id}"]`);
  await page.waitForSelector(".case-head h1");
}

/** One step of the committee: its button, its words, its day where one is asked. Done when one paper more is there. */
export async function committeeStep({ page }: Walk, act: string, words: string, day?: string): Promise<void> {
  await page.waitForSelector(`[data-step="${act}"]:not([aria-disabled])`);
  await page.waitForSelector(".pieces .piece");
  const before = await page.locator(".pieces .piece").count();
  await press(page, `[data-step="${act}"]`);
  await page.waitForSelector("[data-field=procedure-text]");
  if (day !== undefined) {
    await tabTo(page, "[data-field=procedure-day]");
    await page.fill("[data-field=procedure-day]", day);
  }
  await type(page, "[data-field=procedure-text]", words);
  await press(page, "form:has([data-field=procedure-text]) button[type=submit]");
  await page.waitForFunction((count) => document.querySelectorAll(".pieces .piece").length > count, before);
}

/** A word of a side, on its own page. */
export async function sideSays({ page }: Walk, act: string, words: string): Promise<void> {
  const before = await page.locator("[data-gehoord-papers] li").count();
  await choose(page, "act", act);
  await type(page, "#procedure-form textarea", words);
  await press(page, "#procedure-send");
  await page.waitForFunction((count) => document.querySelectorAll("[data-gehoord-papers] li").length > count, before);
}
