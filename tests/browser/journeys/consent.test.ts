/** Asked, agreed, helped by another desk, taken back: one conversation for the pupil, by keyboard, with and without script. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayOf } from "../../../src/base/index.ts";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import { openForm, signedIn, told } from "../../support/people.ts";
import { asked, askConsent, offer } from "../../journeys/desks.ts";
import type { Desk } from "../../journeys/desks.ts";
import { comesBefore, go, press, tabTo, type } from "./keyboard.ts";
import { eachWay, nextAddress, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
let first: Desk;
let second: Desk;

async function deskAt(name: string): Promise<Desk> {
  const { address } = stage.server;
  const { cookie, keyring } = await signedIn(address, name);
  const api = async (method: string, path: string, body?: unknown, session?: string) => {
    const headers: Record<string, string> = { "x-csrf-token": "gehoord-desk", ...(session === undefined ? {} : { cookie: session }), ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const answer = await fetch(`${address}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, bytes, json: bytes.length === 0 ? {} : (JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>) };
  };
  return { world: { api }, cookie, keyring, team: keyring.teams[0]?.team ?? "" };
}

beforeAll(async () => {
  stage = await openStage();
  first = await deskAt("noor");
  second = await deskAt("marieke");
});
afterAll(() => stage.close());

const today = dayOf(new Date());
const until = dayOf(new Date(Date.now() + 30 * 86_400_000));
const words = {
  nl: { what: "Iemand duwt me elke dag.", why: "Zij weten hier meer van.", more: "Dit is er gebeurd.", accepted: "Zij helpen je nu verder", done: "Ingetrokken", yes: "Je zei ja" },
  en: { what: "Somebody pushes me every day.", why: "They know more about this.", more: "This happened.", accepted: "They are helping you now", done: "Taken back", yes: "You said yes" },
} as const;

async function toldTo(language: "nl" | "en"): Promise<{ readonly code: string; readonly id: string }> {
  const form = await openForm(stage.server.address, first.team, nextAddress());
  const identity = await newIdentity(form.salt);
  const post = await sealReport(form.destination, told({ what: words[language].what, mode: "anonymous", topic: "bullying" }), identity, []);
  const sent = await fetch(`${stage.server.address}/api/v1/reports`, { method: "POST", body: JSON.stringify(post), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });
  expect(sent.status).toBe(201);
  return { code: identity.code, id: form.destination.case };
}

async function open({ page, at, way }: Walk, code: string): Promise<void> {
  await at("/gesprek");
  if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
  await type(page, "#code", code);
  if (!way.script) return go(page, "#open-conversation");
  await press(page, "#open-conversation");
  await page.waitForSelector("#conversation-heading");
}

const says = (walk: Walk, text: string): Promise<unknown> => walk.page.waitForFunction((wanted) => document.querySelector("main")?.textContent?.includes(wanted), text);

async function answer(walk: Walk, button: string, until: string): Promise<void> {
  const selector = `main form button[name=answer][value=${button}]`;
  await walk.page.waitForSelector(selector);
  if (walk.way.script) await press(walk.page, selector);
  else await go(walk.page, selector);
  await says(walk, until);
}

describe("a pupil who is asked whether another desk may help", () => {
  it.each(eachWay)("says yes, talks with both in one conversation, and takes the yes back, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const own = words[way.language];
    const { code, id } = await toldTo(way.language);
    const consent = await askConsent(first, id, { team: second.team, kinds: ["report"], until, text: own.why });
    await open(walk, code);
    await says(walk, own.why);
    await walk.page.waitForSelector("main form button[name=answer]");
    expect(await comesBefore(walk.page, "main form button[name=answer]", "#talk-items")).toBe(true);
    await walk.look("consent-asked", { words: false });
    await answer(walk, "yes", own.yes);
    const referred = await offer(first, id, { team: second.team, consent, today });
    expect((await asked(second, "POST", `/cases/${referred}/referral`, { act: "accept" })).status).toBe(204);
    await open(walk, code);
    await says(walk, own.accepted);
    await tabTo(walk.page, "select[name=to]");
    expect(await walk.page.inputValue("select[name=to]")).toBe(referred);
    await type(walk.page, "#text", own.more);
    if (way.script) await press(walk.page, "#write-send");
    else await go(walk.page, "#write-send");
    await walk.page.waitForFunction((text) => document.querySelector("main .talk")?.textContent?.includes(text), own.more);
    expect(await walk.page.inputValue("select[name=to]")).toBe(referred);
    await walk.look("consent-both", { words: false });
    await answer(walk, "withdraw", own.done);
    expect((await asked(second, "GET", `/cases/${referred}/given`)).json).toEqual({ pieces: [] });
    expect(walk.complaints).toEqual([]);
    await walk.close();
  });

  it("saw nothing that is wrong to see", async () => {
    expect(await stage.flaws()).toEqual([]);
  });
});
