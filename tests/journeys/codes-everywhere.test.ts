/** A code that was made later opens what is said at every organisation, one that ended opens nothing anywhere, and stopping stops everywhere. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayOf } from "../../src/base/index.ts";
import { piecesOfKind } from "../../src/desk/cases/opening.ts";
import { sealNext, sealNextEpoch } from "../../src/desk/cases/writing.ts";
import { fromUtf8 } from "../../src/envelope/index.ts";
import { followUpOf } from "../../src/site/browser/sealing/person.ts";
import { draftOf, end, keysOf, openWith } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { answerConsent, openThreads, sayTo, talkIn } from "../../src/site/browser/sealing/threads.ts";
import type { Whole } from "../../src/site/browser/sealing/threads.ts";
import { changeCards } from "../../src/site/browser/sealing/way-back.ts";
import { casesWorld, reported } from "./cases-world.ts";
import type { Reported, World } from "./cases-world.ts";
import { asked, askConsent, deskOf, logOf, offer, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";

let world: World;
let anna: Desk;
let other: Desk;
beforeAll(async () => {
  world = await casesWorld();
  anna = await deskOf(world, world.desk);
  other = await deskOf(world, world.other);
}, 120_000);
afterAll(() => world.close());

type Said<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string };
const value = <T>(said: Said<T>): T => {
  if (!said.ok) throw new Error(said.because);
  return said.value;
};
const place = () => ({ installation: world.installation.id });
const first = async ({ identity }: Reported): Promise<Talk> => value(await openWith(world.line, identity.keys, place()));
const wholeOf = async (talk: Talk): Promise<Whole> => value(await openThreads(world.line, talk));
const withCode = async (code: string): Promise<Talk> => {
  const keys = await keysOf(code, world.installation.salt);
  if (keys === undefined) throw new Error("no code");
  return value(await openWith(world.line, keys, place()));
};
const texts = (talk: Talk | undefined): unknown[] => (talk?.items ?? []).filter(({ trouble }) => trouble === undefined).flatMap(({ body }) => body["what"] ?? body["text"] ?? []);

/** Noor told it to the first desk, agreed, was referred, and the other desk took it. */
async function referred(): Promise<{ readonly noor: Reported; readonly thread: string }> {
  const noor = await reported(world, { what: "Ze sluiten me buiten", mode: "anonymous", topic: "bullying" });
  const consent = await askConsent(anna, noor.post.case, { team: other.team, kinds: ["report"], until: "2026-12-31" });
  const whole = await wholeOf(await first(noor));
  const line = whole.consents.find((one) => one.id === consent);
  if (line === undefined) throw new Error("nothing asked");
  value(await answerConsent(world.line, whole, line, "yes"));
  const thread = await offer(anna, noor.post.case, { team: other.team, consent, today: dayOf(world.clock.now()) });
  await asked(other, "POST", `/cases/${thread}/referral`, { act: "accept" });
  value(await sayTo(world.line, await wholeOf(await first(noor)), thread, draftOf([{ kind: "message", body: { text: "Hallo, ander punt" } }])));
  return { noor, thread };
}

async function answerAt(desk: Desk, id: string, text: string): Promise<void> {
  let opened = await openedAt(desk, id);
  const parts = { keyring: desk.keyring, log: await logOf(desk) };
  if (opened.raw.due.includes("shared")) {
    expect((await asked(desk, "POST", `/cases/${id}/epochs`, await sealNextEpoch(opened, "shared", parts))).status).toBeLessThan(300);
    opened = await openedAt(desk, id);
  }
  expect((await asked(desk, "POST", `/cases/${id}/pieces`, { piece: await sealNext(opened, { kind: "answer", body: { text } }, parts), act: "answer" })).status).toBe(201);
}
const change = async (talk: Talk, wanted: { readonly card?: "own" | "trusted" | "helper"; readonly ends?: "mine" | "other" }) => {
  const { codes } = value(await followUpOf(world.line, talk));
  const ends = wanted.ends === undefined ? undefined : codes.cards.find(({ mine }) => mine === (wanted.ends === "mine"));
  return changeCards(world.line, talk, { salt: world.installation.salt, codes, end: ends, card: wanted.card });
};
const wrapsAt = async (id: string): Promise<string[]> =>
  (await world.store.asOwner(({ run }) => run("select distinct holder from case_wraps where case_id = $1 and holder_kind = 'reporter' order by holder", [id]))).map((row) => String(row["holder"]));

describe("a code that was made later", () => {
  it("reads all that was said at the other organisation, writes there, and both desks believe it", async () => {
    const { noor, thread } = await referred();
    const { code } = value(await change(await first(noor), { card: "trusted" }));
    const card = await wholeOf(await withCode(code ?? ""));
    expect(texts(talkIn(card, thread))).toContain("Hallo, ander punt");
    value(await sayTo(world.line, card, thread, draftOf([{ kind: "message", body: { text: "Met de kaart" } }])));
    const shown = (await openedAt(other, thread)).shared;
    expect(shown.head).toBeDefined();
    expect(piecesOfKind(shown, "message").map((piece) => [piece.signedBy, fromUtf8(piece.body).includes("Met de kaart")])).toEqual([["reporter", false], ["reporter", true]]);
    // What comes later, from either side, opens with both codes.
    await answerAt(other, thread, "Fijn dat je schrijft");
    await answerAt(anna, noor.post.case, "Wij kijken mee");
    for (const whole of [await wholeOf(await withCode(code ?? "")), await wholeOf(await first(noor))]) {
      expect(texts(talkIn(whole, thread))).toContain("Fijn dat je schrijft");
      expect(texts(whole.talk)).toContain("Wij kijken mee");
    }
  }, 120_000);

  it("that takes the old one's place goes along, and the old one opens nothing that comes there", async () => {
    const { noor, thread } = await referred();
    const before = talkIn(await wholeOf(await first(noor)), thread);
    const { code } = value(await change(await first(noor), { card: "own", ends: "mine" }));
    const whole = await wholeOf(await withCode(code ?? ""));
    expect(texts(talkIn(whole, thread))).toContain("Hallo, ander punt");
    await answerAt(other, thread, "Alleen voor de nieuwe code");
    expect(texts(talkIn(await wholeOf(await withCode(code ?? "")), thread))).toContain("Alleen voor de nieuwe code");
    expect(await wrapsAt(thread)).toEqual(["reporter-2"]);
    const newest = Math.max(...(await openedAt(other, thread)).shared.identities.keys());
    expect(before?.identities.has(newest)).toBe(false);
    // A word signed with the old key, slipped in by the server, is believed at neither desk.
    const named = piecesOfKind((await openedAt(other, thread)).shared, "epoch").map((piece) => (JSON.parse(fromUtf8(piece.body)) as { reporters?: string[] }).reporters);
    expect(named.at(-1)).toHaveLength(1);
    expect(named.at(-1)).not.toContain(before?.opening.signers[0]);
  }, 120_000);

  it("that is ended is gone at every organisation", async () => {
    const { noor, thread } = await referred();
    const made = value(await change(await first(noor), { card: "trusted" }));
    expect(await wrapsAt(thread)).toEqual(["reporter", "reporter-2"]);
    value(await change(made.talk, { ends: "other" }));
    expect(await wrapsAt(thread)).toEqual(["reporter"]);
    await expect(withCode(made.code ?? "")).rejects.toThrow("code-not-recognised");
    expect(texts(talkIn(await wholeOf(await first(noor)), thread))).toContain("Hallo, ander punt");
  }, 120_000);

  it("comes nowhere by a helper's hand, and never into a thread of somebody else", async () => {
    const [one, two] = [await referred(), await referred()];
    const { code } = value(await change(await first(one.noor), { card: "helper" }));
    const helper = await withCode(code ?? "");
    expect(texts(talkIn(await wholeOf(helper), one.thread))).toContain("Hallo, ander punt");
    expect(await change(helper, { card: "trusted" })).toMatchObject({ because: "person-only" });
    const sent: Record<string, unknown>[] = [];
    const meddling = { ...world.line, ask: (call: Parameters<typeof world.line.ask>[0], reads: never) => {
      if (!call.path.endsWith("/cards")) return world.line.ask(call, reads);
      sent.push(call.body as Record<string, unknown>);
      return Promise.resolve({ ok: false, because: "away" });
    } } as typeof world.line;
    const talk = await first(one.noor);
    const { codes } = value(await followUpOf(world.line, talk));
    await changeCards(meddling, talk, { salt: world.installation.salt, codes, card: "trusted" });
    const post = sent[0] ?? {};
    // Signed as it was: with another thread in it the signature does not fit.
    const threads = (post["threads"] as { case: string }[]).map((each) => ({ ...each, case: two.thread }));
    expect((await world.api("POST", "/api/v1/conversation/cards", { ...post, threads })).json["reference"]).toBe("code-not-recognised");
    expect(await wrapsAt(two.thread)).toEqual(["reporter"]);
  }, 120_000);

  it("is made without script as well", async () => {
    const { noor, thread } = await referred();
    const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
    const page = (await world.page("/gesprek/openen", { code: noor.identity.code })).html;
    const made = (await world.page("/gesprek/kaart", { ticket: hidden(page, "ticket"), mark: hidden(page, "mark"), card: "trusted" })).html;
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(made.replaceAll(/<template[\s\S]*?<\/template>/g, ""))?.[0] ?? "";
    expect(texts(talkIn(await wholeOf(await withCode(code)), thread))).toContain("Hallo, ander punt");
  }, 120_000);
});

describe("stopping", () => {
  const states = async (ids: readonly string[]): Promise<string[]> => (await world.store.asOwner(({ run }) => run("select state from cases where id = any ($1::uuid[])", [ids]))).map((row) => String(row["state"]));

  it("stops at every desk, with a signed last word at each", async () => {
    const { noor, thread } = await referred();
    value(await end(world.line, await first(noor), "stop"));
    expect(await states([noor.post.case, thread])).toEqual(["closed", "closed"]);
    for (const [desk, id] of [[anna, noor.post.case], [other, thread]] as const) {
      expect(piecesOfKind((await openedAt(desk, id)).shared, "ending").map((piece) => piece.signedBy)).toEqual(["reporter"]);
    }
  }, 120_000);

  it("without script too, and a helper stops nothing", async () => {
    const { noor, thread } = await referred();
    const { code } = value(await change(await first(noor), { card: "helper" }));
    expect(await end(world.line, await withCode(code ?? ""), "stop")).toMatchObject({ because: "person-only" });
    const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
    const stop = async (typed: string): Promise<number> => {
      const page = (await world.page("/gesprek/openen", { code: typed })).html;
      return (await world.page("/gesprek/einde", { ticket: hidden(page, "ticket"), mark: hidden(page, "mark"), mode: "stop", sure: "yes" })).status;
    };
    expect(await stop(code ?? "")).not.toBe(200);
    expect(await states([noor.post.case, thread])).not.toContain("closed");
    expect(await stop(noor.identity.code)).toBe(200);
    expect(await states([noor.post.case, thread])).toEqual(["closed", "closed"]);
  }, 120_000);

  it("deletes at every desk with a code that was made later", async () => {
    const { noor, thread } = await referred();
    const { code } = value(await change(await first(noor), { card: "own", ends: "mine" }));
    value(await end(world.line, await withCode(code ?? ""), "delete"));
    expect(await states([noor.post.case, thread])).toEqual(["removed", "removed"]);
  }, 120_000);
});
