/** Consent and referral for somebody whose browser runs no script: the same pages, the same rules, signed with the code. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agreedTo } from "../../src/cases/rules/consent.ts";
import { wordsOf } from "../../src/desk/cases/consent.ts";
import { piecesOfKind } from "../../src/desk/cases/opening.ts";
import { casesWorld, reported } from "./cases-world.ts";
import type { Reported, World } from "./cases-world.ts";
import { asked, askConsent, deskOf, offer, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";

let world: World;
let anna: Desk;
let other: Desk;
const [today, until] = ["2026-11-23", "2026-12-31"];

beforeAll(async () => {
  world = await casesWorld();
  anna = await deskOf(world, world.desk);
  other = await deskOf(world, world.other);
}, 60_000);
afterAll(() => world.close());

const unescaped = (html: string): string => html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
const seen = (html: string): string => unescaped(html.replaceAll(/<template[\s\S]*?<\/template>/g, ""));
const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(seen(html))?.[1] ?? "";
const tell = (): Promise<Reported> => reported(world, { what: "Ze sluiten me buiten op het plein", mode: "anonymous", topic: "bullying" });
const open = async ({ identity }: Reported): Promise<string> => (await world.page("/gesprek/openen", { code: identity.code })).html;
const press = async (html: string, answer: string) => world.page("/gesprek/toestemming", { ticket: hidden(html, "ticket"), consent: hidden(html, "consent"), answer });

describe("who is asked without script", () => {
  it("reads in plain words what goes to whom, for what and until when, and says yes", async () => {
    const noor = await tell();
    const consent = await askConsent(anna, noor.post.case, { team: other.team, kinds: ["report"], until, text: "Zij zijn er ook in het weekend." });
    const html = await open(noor);
    for (const words of ["vraagt of dit mag", "Een ander punt helpt je verder", "Kindertelefoon", "je melding", "donderdag 31 december 2026", "ook in het weekend"]) expect(seen(html)).toContain(words);
    const done = await press(html, "yes");
    expect([done.status, seen(done.html).includes("Je ja is verstuurd.")]).toEqual([200, true]);
    const words = wordsOf(await openedAt(anna, noor.post.case));
    expect(agreedTo(words, { consent, case: noor.post.case, purpose: "referral", team: other.team, today })).toMatchObject({ ok: true, by: "without-script" });
    expect(piecesOfKind((await openedAt(anna, noor.post.case)).shared, "consent").map((piece) => piece.signedBy)).toEqual(["reporter"]);
  });

  it("says no, and nothing can go", async () => {
    const noor = await tell();
    const consent = await askConsent(anna, noor.post.case, { team: other.team, kinds: ["report"], until });
    expect(seen((await press(await open(noor), "no")).html)).toContain("Je zei nee.");
    await expect(offer(anna, noor.post.case, { team: other.team, consent, today })).rejects.toThrow("not-given");
  });

  it("has one conversation with both desks, writes to whom she chooses, and takes the yes back", async () => {
    const noor = await tell();
    const consent = await askConsent(anna, noor.post.case, { team: other.team, kinds: ["report"], until });
    await press(await open(noor), "yes");
    const referred = await offer(anna, noor.post.case, { team: other.team, consent, today });
    expect(seen(await open(noor))).toContain("Zij zeiden nog geen ja of nee.");
    await asked(other, "POST", `/cases/${referred}/referral`, { act: "accept" });
    const html = await open(noor);
    expect(seen(html)).toContain("Zij helpen je nu verder.");
    expect(/<option value="([^"]+)" selected/.exec(seen(html).slice(seen(html).indexOf('name="to"')))?.[1]).toBe(referred);
    const fields = { ticket: hidden(html, "ticket"), mark: hidden(html, "mark"), text: "Hallo, dit ben ik", to: referred };
    const [sent, again] = [await world.page("/gesprek/schrijven", fields), await world.page("/gesprek/schrijven", fields)];
    expect([sent.status, again.status]).toEqual([200, 200]);
    expect(seen(sent.html)).toContain("Jij, aan");
    expect(piecesOfKind((await openedAt(other, referred)).shared, "message").length).toBe(1);
    expect(piecesOfKind((await openedAt(anna, noor.post.case)).shared, "message").length).toBe(0);
    // "Not safe" goes to who helps her now, and so does the answer to who asks.
    const unsafe = await world.page("/gesprek/schrijven", { ticket: hidden(html, "ticket"), mark: randomUUID(), safety: "not-safe" });
    expect(seen(unsafe.html)).toContain("112");
    expect((await openedAt(other, referred)).raw.urgent).toBe(true);
    expect((await openedAt(anna, noor.post.case)).raw.urgent).toBe(false);
    expect(piecesOfKind((await openedAt(other, referred)).shared, "safety").length).toBe(1);
    await asked(other, "POST", `/cases/${referred}/state`, { act: "take", expected: "unread" });
    expect((await asked(other, "POST", `/cases/${referred}/state`, { act: "ask-helped", expected: "open" })).status).toBe(200);
    const asking = await open(noor);
    expect(seen(asking)).toContain('name="helped"');
    await world.page("/gesprek/schrijven", { ticket: hidden(asking, "ticket"), mark: randomUUID(), helped: "no" });
    expect((await openedAt(other, referred)).raw.state).toBe("open");
    expect(seen((await press(await open(noor), "withdraw")).html)).toContain("Ingetrokken. Dat geldt nu.");
    expect((await asked(other, "GET", `/cases/${referred}/given`)).json).toEqual({ pieces: [] });
  });

  it("sees a yes that was said by phone, and can take it back", async () => {
    const noor = await tell();
    await askConsent(anna, noor.post.case, { team: other.team, kinds: ["report"], until, kind: "consent-spoken" });
    const html = await open(noor);
    expect(seen(html)).toContain("Je zei ja aan de telefoon");
    expect(seen((await press(html, "withdraw")).html)).toContain("kan het niet meer lezen");
  });
});
