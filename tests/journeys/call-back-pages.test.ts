/** Being called back without script: every page stands by itself, nothing that was typed is lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { casesWorld, team } from "./cases-world.ts";
import type { World } from "./cases-world.ts";
import { agreed, staffed } from "./call-back-people.ts";

const first = "2026-11-23T09:30:00.000Z";
const next = "2026-11-23T10:00:00.000Z";
const typed = { phone: "06-12345678", phoneAgain: "0612345678", name: "Noor", askFor: "Lotte", interpreter: "Tigrinya", note: "Zeg niet waarom je belt", topic: "bullying", sector: "po" };

let world: World;
let bram: string;
beforeAll(async () => {
  world = await casesWorld();
  bram = await world.signIn("balans-bram");
}, 120_000);
afterAll(() => world.close());

beforeEach(async () => {
  world.clock.set("2026-11-23T09:00:00Z");
  for (const table of ["call_back_places", "call_backs", "duties", "call_back_lines"]) await world.store.asOwner(({ run }) => run(`delete from ${table}`));
  await staffed(world, bram);
});

const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
const codeIn = (html: string): string => /([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}/.exec(html)?.[0] ?? "";

/** Opens the form for a moment; its ticket. */
async function opened(slot = first): Promise<{ readonly html: string; readonly ticket: string }> {
  const { html } = await world.page("/bel-mij/gegevens", { team, slot, topic: "bullying", sector: "po" });
  return { html, ticket: hidden(html, "ticket") };
}

async function asked(fields: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly html: string; readonly ticket: string }> {
  const { ticket } = await opened(fields["slot"]);
  return { ...(await world.page("/bel-mij/versturen", { ...typed, ticket, team, slot: first, rules: "no-voicemail", ...fields })), ticket };
}

describe("who can call", () => {
  it("is told after two questions, with the next moments, the number and the hours", async () => {
    const start = await world.page("/bel-mij");
    expect(start.html).toContain("Waar gaat het over?");
    expect(start.html).not.toContain("030-225 50 50");
    const { html } = await world.page("/bel-mij", { topic: "bullying", sector: "po" });
    expect(html).toContain("Bel me maandag 23 november om 10.30 uur");
    expect(html).toContain("030-225 50 50");
    expect(html).toMatch(/Zij kunnen je bellen[\s\S]*Deze punten kun je zelf bellen/);
    const english = await world.page("/en/bel-mij", { topic: "bullying", sector: "po" });
    expect(english.html).toContain("Call me Monday 23 November at 10:30");
  });

  it("outside the hours is the next moment, and who can be reached now", async () => {
    await staffed(world, bram, { day: "2026-11-24" });
    world.clock.set("2026-11-23T19:00:00Z");
    const { html } = await world.page("/bel-mij", { topic: "bullying", role: "pupil" });
    expect(html).toContain("Bel me dinsdag 24 november om 10.00 uur");
    expect(html).not.toContain("maandag 23 november");
    expect(html).toContain("Deze punten kun je zelf bellen");
  });

  it("is nobody here while no line is open: numbers to call yourself", async () => {
    await world.api("PUT", `/api/v1/teams/${team}/call-back-line`, { open: false, callMinutes: 30 }, bram);
    const { html } = await world.page("/bel-mij", { topic: "bullying", sector: "po" });
    expect(html).toContain("Op dit moment kan hier niemand je bellen");
    expect((await world.page("/bel-mij/gegevens", { team, slot: first })).status).toBe(409);
  });
});

describe("who asks without script", () => {
  it("gets a receipt with the code and the moment, the same again, and reads it behind the code", async () => {
    const form = await opened();
    expect(form.html).toContain("Dit moment houden we voor je vrij: maandag 23 november om 10.30 uur");
    const { ticket } = form;
    const { status, html } = await world.page("/bel-mij/versturen", { ...typed, ticket, team, slot: first, rules: "no-voicemail" });
    expect([status, html.includes("Je wordt gebeld"), html.includes("maandag 23 november om 10.30 uur")]).toEqual([200, true, true]);
    const again = await world.page("/bel-mij/versturen", { ...typed, ticket, team, slot: first, rules: "no-voicemail" });
    expect(codeIn(again.html)).toBe(codeIn(html));
    const talk = await world.page("/gesprek/openen", { code: codeIn(html) });
    for (const words of ["Ze bellen je maandag 23 november om 10.30 uur", "06-12345678", "Spreek niets in op mijn voicemail", "Lotte", "Tigrinya", "op slot gedaan bij ons"]) expect(talk.html).toContain(words);
  });

  it("loses nothing to a slip: two numbers that differ, no number, no moment", async () => {
    const slips = [{ phoneAgain: "0612345679" }, { phone: "", phoneAgain: "" }, { slot: "" }, { phone: "bel me", phoneAgain: "bel me" }, { noticeMail: "geen adres" }];
    for (const slip of slips) {
      const { ticket } = await opened();
      const { status, html } = await world.page("/bel-mij/versturen", { ...typed, ticket, team, slot: first, rules: "woman", ...slip });
      expect(status, JSON.stringify(slip)).toBe(422);
      for (const kept of ["Lotte", "Tigrinya", "Zeg niet waarom je belt"]) expect(html).toContain(kept);
      expect(html).toMatch(/value="woman" checked/);
      expect(hidden(html, "ticket")).toBe(ticket);
    }
  });

  it("finds the form with everything in it when the moment went to somebody else, and the next moments", async () => {
    const { ticket } = await opened();
    world.clock.advance(16 * 60_000);
    world.clock.set("2026-11-23T08:59:00Z");
    await world.store.asOwner(({ run }) => run("delete from call_back_places"));
    await agreed(world, first);
    const { status, html } = await world.page("/bel-mij/versturen", { ...typed, ticket, team, slot: first, rules: "no-voicemail" });
    expect(status).toBe(409);
    expect(html).toContain("Dat moment is net aan iemand anders gegeven");
    for (const kept of ["06-12345678", "Lotte", "Zeg niet waarom je belt"]) expect(html).toContain(kept);
    expect(html).not.toContain(`value="${first}"`);
    const { html: receipt } = await world.page("/bel-mij/versturen", { ...typed, ticket, team, slot: next, rules: "no-voicemail" });
    expect(receipt).toContain("maandag 23 november om 11.00 uur");
  });

  it("moves the call and calls it off with the code; a button pressed twice does it once", async () => {
    const { html } = await asked();
    const code = codeIn(html);
    const talk = await world.page("/gesprek/openen", { code });
    const [ticket, mark] = [hidden(talk.html, "ticket"), hidden(talk.html, "mark")];
    const moved = await world.page("/gesprek/bellen", { ticket, mark, call: "change", slot: next });
    expect(moved.html).toContain("Ze bellen je maandag 23 november om 11.00 uur");
    const twice = await world.page("/gesprek/bellen", { ticket, mark, call: "change", slot: next });
    expect(twice.html.match(/Bel me maandag 23 november om 11.00 uur/g)).toHaveLength(1);
    expect((await world.page("/gesprek/bellen", { ticket, mark: hidden(moved.html, "mark"), call: "change" })).status).toBe(422);
    const off = await world.page("/gesprek/bellen", { ticket, mark: hidden(twice.html, "mark"), call: "cancel" });
    expect(off.html).toContain("Ze bellen je niet.");
    expect(off.html).toContain("Bel me niet meer");
  });

  it("sees numbers to call when the note speaks of danger", async () => {
    expect((await asked({ note: "ik wil niet meer leven" })).html).toContain("Bel 113");
  });
});
