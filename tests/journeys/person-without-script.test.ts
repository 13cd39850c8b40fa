/** The person's own side for a browser without script: the same, sealed in memory on the server, and everything in plain Dutch. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renewProofKey } from "../../src/cases/actions/proofs.ts";
import { raiseDueCheckIns } from "../../src/cases/jobs.ts";
import { Body, languageOf } from "./shown-page.ts";
import { casesWorld, reported, team } from "./cases-world.ts";
import type { Fields, World } from "./cases-world.ts";
import { deskOf } from "./sealed-desk.ts";

let world: World;
beforeAll(async () => {
  world = await casesWorld();
  await renewProofKey(world.context);
}, 60_000);
afterAll(() => world.close());

/** An opened conversation without script, and sending one of its forms. */
async function opened(code: string): Promise<Body> {
  return new Body(await world.page("/gesprek/openen", { code }));
}
async function send(page: Body, path: string, fields: Fields): Promise<Body> {
  return new Body(await world.page(path, { ticket: page.hidden("ticket"), mark: page.hidden("mark"), ...fields }));
}
const told = async () => {
  const one = await reported(world, { what: "Ze wachten me op", mode: "anonymous" });
  return { ...one, code: one.identity.code };
};

describe("without script the person", () => {
  it("sees who looked, hides it, and shows it again", async () => {
    const one = await told();
    await (await deskOf(world, "anna")).read(one.post.case);
    const page = await opened(one.code);
    expect(page.seen).toContain("Organisatie balans, opende je gesprek");
    const hidden = await send(page, "/gesprek/wens", { want: "hide-looks" });
    expect([hidden.status, hidden.seen.includes("Organisatie balans, opende")]).toEqual([200, false]);
    expect((await send(hidden, "/gesprek/wens", { want: "show-looks" })).seen).toContain("Organisatie balans, opende je gesprek");
  });

  it("plans a day, is asked, and answers; a missing answer is said and nothing is lost", async () => {
    const one = await told();
    const planned = await send(await opened(one.code), "/gesprek/wens", { want: "plan-check-in", day: "2026-11-25" });
    expect(planned.seen).toContain("woensdag 25 november 2026: staat klaar");
    expect((await send(planned, "/gesprek/wens", { want: "plan-check-in", day: "1999-01-01" })).status).toBe(422);
    world.clock.advance(3 * 86_400_000);
    await raiseDueCheckIns(world.context);
    const asked = await opened(one.code);
    expect(asked.seen).toContain("Is er daarna iets naars gebeurd omdat je het vertelde?");
    const id = asked.hidden("checkIn");
    expect((await send(asked, "/gesprek/navraag", { checkIn: id, better: "yes" })).status).toBe(422);
    const said = await send(asked, "/gesprek/navraag", { checkIn: id, better: "no", retaliation: "yes", more: "Ze noemen me klikspaan" });
    expect([said.status, said.seen.includes("Ze noemen me klikspaan"), said.seen.includes("op slot gedaan bij ons")]).toEqual([200, true, true]);
  });

  it("changes how to be reached, and hears what is wrong with a number", async () => {
    const page = await opened((await told()).code);
    expect((await send(page, "/gesprek/contact", { reach: "phone", phone: "abc" })).status).toBe(422);
    expect((await send(page, "/gesprek/contact", { reach: "none", mustNot: "Bel mijn vader niet" })).seen).toContain("Bel mijn vader niet");
  });

  it("makes a second card, a new code, and ends the card; the old code is over", async () => {
    const one = await told();
    const withCard = await send(await opened(one.code), "/gesprek/kaart", { card: "trusted" });
    const card = withCard.code;
    expect(card).toHaveLength(19);
    expect((await opened(card)).seen).toContain("Ze wachten me op");
    const replaced = await send(withCard, "/gesprek/kaart", { card: "replace" });
    const fresh = replaced.code;
    expect([new Set([one.code, card, fresh]).size, replaced.seen.includes("Je oude code werkt niet meer")]).toEqual([3, true]);
    expect((await opened(one.code)).status).toBe(404);
    const ended = await send(replaced, "/gesprek/kaart", { end: /name="end" value="([^"]+)"/.exec(replaced.html)?.[1] ?? "" });
    expect(ended.status).toBe(200);
    expect([(await opened(card)).status, (await opened(fresh)).seen.includes("Ze wachten me op")]).toEqual([404, true]);
  });

  it("lets a helper read, write and say whether it is safe, and offers him nothing that only the person decides", async () => {
    const one = await told();
    const own = await opened(one.code);
    const { code } = await send(own, "/gesprek/kaart", { card: "helper" });
    const helper = await opened(code);
    const buttons = ({ seen }: Body): string[] => [...seen.matchAll(/<button[^>]*name="([^"]+)" value="([^"]+)"/g)].map(([, name, value]) => `${name ?? ""}=${value ?? ""}`);
    expect(buttons(own)).toEqual(expect.arrayContaining(["want=plan-check-in", "card=replace", "mode=delete", "notice=keep", "want=ask-access"]));
    expect(buttons(helper)).toEqual(["safety=safe", "safety=not-safe"]);
    expect([own, helper].map(({ seen }) => seen.includes("Je kijkt mee als helper."))).toEqual([false, true]);
    expect([...helper.seen.matchAll(/<form[^>]*action="([^"]+)"/g)].map(([, to]) => to)).not.toContain("/gesprek/einde");
    expect((await send(helper, "/gesprek/schrijven", { text: "Ik help haar" })).seen).toContain("Ik help haar");
    expect(languageOf(helper.html).score).toBeGreaterThanOrEqual(65);
  });

  it("keeps name and sentence, asks for the conversation with them, and stops a claim", async () => {
    const one = await told();
    const page = await opened(one.code);
    expect((await send(page, "/gesprek/terugweg", { name: "Kikker", sentence: "te kort" })).status).toBe(422);
    const kept = await send(page, "/gesprek/terugweg", { name: "Kikker Acht", sentence: "mijn oma bakt blauwe taart", readsBack: "yes" });
    expect(kept.seen).toContain("Je koos een naam en een zin.");
    // Also where nothing new is taken in now: who told something there before can come back.
    const takes = (open: boolean): Promise<unknown> => world.store.asOwner(({ run }) => run(`update teams set intake_open = ${open} where id = '${team}'`));
    await takes(false);
    const lost = new Body(await world.page("/gesprek/kwijt"));
    expect(languageOf(lost.html).score).toBeGreaterThanOrEqual(65);
    expect(new Body(await world.page("/gesprek/kwijt", { team: "", name: "", sentence: "" })).status).toBe(422);
    const right = new Body(await world.page("/gesprek/kwijt", { team, name: "kikker acht", sentence: "Mijn oma bakt blauwe taart" }));
    const wrong = new Body(await world.page("/gesprek/kwijt", { team, name: "Niemand Heeft Dit", sentence: "zo maar vier woorden" }));
    // But for the code on it, right and wrong cannot be told apart.
    const plain = (shown: Body): string => shown.seen.replace(shown.code, "");
    expect([right.status, plain(right)]).toEqual([200, plain(wrong)]);
    await takes(true);
    const again = await opened(one.code);
    expect(again.seen).toContain("Iemand zegt: ik ben de code kwijt");
    const stopped = await send(again, "/gesprek/wens", { stop: /name="stop" value="([^"]+)"/.exec(again.html)?.[1] ?? "" });
    expect(stopped.seen).not.toContain("Iemand zegt: ik ben de code kwijt");
  });

  it("gets a proof, and everybody checks it; one that was changed does not hold", async () => {
    const made = await send(await opened((await told()).code), "/gesprek/bewijs", { kind: "told" });
    const proof = /GB1-[A-Za-z0-9_-]{112}/.exec(made.seen)?.[0] ?? "";
    expect((await send(made, "/gesprek/bewijs", { kind: "ended" })).status).toBe(422);
    const good = new Body(await world.page("/bewijs", { bewijs: proof }));
    expect(good.seen).toContain("Dit bewijs is echt");
    expect(good.html).not.toContain(proof);
    expect(new Body(await world.page("/bewijs", { bewijs: `${proof.slice(0, 20)}A${proof.slice(21)}` })).seen).toContain("Dit bewijs klopt niet");
    expect(languageOf(good.html).score).toBeGreaterThanOrEqual(65);
  });

  it("asks for the notes by a day, takes it back, and reads what each end means in plain Dutch", async () => {
    const page = await opened((await told()).code);
    const asked = await send(page, "/gesprek/wens", { want: "ask-access" });
    expect(asked.seen).toMatch(/Je vroeg de notities. Je krijgt ze uiterlijk \w+ \d+ \w+ \d{4}/);
    expect((await send(asked, "/gesprek/wens", { want: "withdraw-access" })).seen).not.toContain("Je vroeg de notities.");
    expect(page.seen).toContain("Nog niemand heeft je bericht gelezen. Haal je nu alles weg?");
    expect(languageOf(page.html).score).toBeGreaterThanOrEqual(65);
  });
});
