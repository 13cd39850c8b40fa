import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clearOrphans, caseEvents, watchTerms } from "../../src/cases/jobs.ts";
import { runOutbox } from "../../src/store/index.ts";
import { casesWorld, team } from "./cases-world.ts";
import type { Fields, World } from "./cases-world.ts";

let world: World;
beforeAll(async () => {
  world = await casesWorld();
}, 60_000);
afterAll(() => world.close());

const unescaped = (html: string): string => html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
/** Templates for scripts are no part of what a person without script sees. */
const seen = (html: string): string => unescaped(html.replaceAll(/<template[\s\S]*?<\/template>/g, ""));
const codeOn = (html: string): string => /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/.exec(seen(html))?.[0] ?? "";

async function openForm(): Promise<string> {
  const { html } = await world.page("/melden/formulier", { team });
  return hidden(html, "ticket");
}

const words = { team, mode: "confidential", forWhom: "self", danger: "no", what: "Ze sluiten me buiten bij de fietsen", reach: "none" };
const send = async (fields: Fields) => world.page("/melden/versturen", { ...words, ticket: await openForm(), ...fields });

describe("who reports without script", () => {
  it("chooses who reads it, with the day of the answer in words", async () => {
    const { html } = await world.page("/melden");
    expect(seen(html)).toContain("uiterlijk donderdag 26 november 2026");
    const told = await world.page("/melden", { role: "parent", topic: "bullying" });
    expect(seen(told.html)).toContain("Deze steunpunten passen bij je");
  });

  it("gets a code, the promised day and what happens now; the same form again gives the same receipt", async () => {
    const ticket = await openForm();
    const [first, again] = [await send({ ticket }), await send({ ticket })];
    expect(first.status).toBe(200);
    expect(codeOn(first.html)).toHaveLength(19);
    expect(codeOn(again.html)).toBe(codeOn(first.html));
    expect(seen(first.html)).toContain("uiterlijk donderdag 26 november 2026");
    const changed = await send({ ticket, what: "Iets anders" });
    expect(seen(changed.html)).toContain("Dit bericht was er al");
    const rows = await world.store.asOwner(({ run }) => run("select count(*)::int as n from cases"));
    expect(rows[0]?.["n"]).toBe(1);
  });

  it("keeps everything that was typed when the form stood open too long, and gets a fresh one", async () => {
    const ticket = await openForm();
    world.clock.advance(13 * 3_600_000);
    const late = await send({ ticket, who: "een jongen uit mijn klas" });
    expect(late.status).toBe(409);
    expect(seen(late.html)).toContain("Ze sluiten me buiten bij de fietsen");
    expect(seen(late.html)).toContain("een jongen uit mijn klas");
    const fresh = await send({ ticket: hidden(late.html, "ticket") });
    expect(fresh.status).toBe(200);
  });

  it("hears what is wrong and loses nothing: nothing told, too long, a number that is none", async () => {
    const nothing = await send({ what: " ", need: "praten" });
    expect([nothing.status, seen(nothing.html).includes("praten")]).toEqual([422, true]);
    expect((await send({ what: "a".repeat(6001) })).status).toBe(422);
    const phone = await send({ reach: "phone", phone: "abc" });
    expect(seen(phone.html)).toContain("Kijk je telefoonnummer na.");
  });

  it("sees whom to call when the words mean danger", async () => {
    const { html } = await send({ what: "Ik wil niet meer leven" });
    expect(seen(html)).toContain("Wil je niet meer leven? Bel 113.");
    expect(seen((await send({})).html)).not.toContain("Bel 113.");
  });

  it("hears in the page that a file is of no accepted kind, and nothing was sent", async () => {
    const refused = await send({ files: new File(["<svg></svg>"], "plaatje.svg", { type: "image/svg+xml" }) });
    expect(refused.status).toBe(422);
    expect(seen(refused.html)).toContain("Dit soort bestand kunnen we niet aannemen.");
  });
});

describe("who opens the conversation without script", () => {
  it("reads it, writes once however often the button is pressed, and takes everything away", async () => {
    const code = codeOn((await send({})).html);
    const opened = await world.page("/gesprek/openen", { code: code.toLowerCase().replaceAll("-", " ") });
    expect(seen(opened.html)).toContain("Ze sluiten me buiten bij de fietsen");
    expect(opened.html).not.toContain(code);
    const inside = { ticket: hidden(opened.html, "ticket"), mark: hidden(opened.html, "mark") };
    await world.page("/gesprek/schrijven", { ...inside, text: "Nog iets" });
    const twice = await world.page("/gesprek/schrijven", { ...inside, text: "Nog iets" });
    expect(seen(twice.html).split("Nog iets")).toHaveLength(2);
    const unsure = await world.page("/gesprek/einde", { ...inside, mode: "delete" });
    expect(unsure.status).toBe(422);
    const gone = await world.page("/gesprek/einde", { ...inside, mode: "delete", sure: "yes" });
    expect(seen(gone.html)).toContain("Alles is weggehaald");
    expect((await world.page("/gesprek/openen", { code })).status).toBe(404);
  });

  it("gets no hint from a code that is not there, and hears what a code looks like", async () => {
    const unknown = await world.page("/gesprek/openen", { code: "ABCD-EFGH-JKMN-PQRS" });
    expect([unknown.status, seen(unknown.html).includes("We kennen deze code niet")]).toEqual([404, true]);
    expect((await world.page("/gesprek/openen", { code: "kort" })).status).toBe(422);
  });

  it("can only write, with nothing of the conversation on the screen", async () => {
    const code = codeOn((await send({})).html);
    const page = await world.page("/gesprek/openen", { code, only: "write" });
    expect(seen(page.html)).not.toContain("fietsen");
    const sent = await world.page("/gesprek/schrijven", { ticket: hidden(page.html, "ticket"), mark: hidden(page.html, "mark"), only: "write", text: "stil bericht" });
    expect([sent.status, seen(sent.html).includes("stil bericht")]).toEqual([200, false]);
    expect(seen((await world.page("/gesprek/openen", { code })).html)).toContain("stil bericht");
  });

  it("is asked for the code again after half an hour", async () => {
    const opened = await world.page("/gesprek/openen", { code: codeOn((await send({})).html) });
    world.clock.advance(31 * 60_000);
    expect((await world.page("/gesprek/schrijven", { ticket: hidden(opened.html, "ticket"), mark: "", text: "laat" })).status).toBe(409);
  });
});

describe("when nobody reads it", () => {
  it("the lead and then the coordinator are told, and the person gets a sentence and a next step", async () => {
    const code = codeOn((await send({})).html);
    world.clock.set("2026-11-30T09:00:00Z");
    expect(await watchTerms(world.context)).toBeGreaterThan(0);
    expect(await watchTerms(world.context)).toBe(0);
    expect(seen((await world.page("/gesprek/openen", { code })).html)).toContain("Je had al antwoord moeten krijgen");
  });

  it("a notice goes out without content, within the chosen hours, and news for the desk names nobody", async () => {
    const code = codeOn((await send({ noticeMail: "noor@voorbeeld.nl", noticeHours: "evening" })).html);
    const mails: { to: string; text: string; at: Date }[] = [];
    const mail = { sendMail: (message: { to: string; text: string }) => Promise.resolve(mails.push({ ...message, at: world.clock.now() })) };
    const handlers = caseEvents({ mail, from: "gehoord@gehoord.test" });
    const rows = await world.store.asOwner(({ run }) => run("select case_id::text as id from notices"));
    await world.store.transaction({ role: "system" }, (tx) => tx.emit({ event: "case.answered", payload: { case: String(rows[0]?.["id"]) } }));
    world.clock.advance(1000);
    await runOutbox(world.context, handlers);
    expect(mails.every((one) => one.to === "desk@balans.test")).toBe(true);
    world.clock.set("2026-11-30T20:30:00Z");
    await runOutbox(world.context, handlers);
    const notices = mails.filter((one) => one.to === "noor@voorbeeld.nl");
    expect(notices).toHaveLength(1);
    expect(notices[0]?.text).toContain("Er staat iets voor je klaar");
    expect(JSON.stringify(mails)).not.toContain(code);
  });

  it("files that nobody attached are gone after a day", async () => {
    await world.api("POST", "/api/v1/uploads", { size: 1000 });
    world.clock.advance(26 * 3_600_000);
    expect(await clearOrphans(world.context)).toBe(1);
  });
});
