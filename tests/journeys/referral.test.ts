/** Nothing without your say: asked, agreed, referred, accepted, taken back. With the very code of both browsers. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CaseCounting } from "../../src/cases/shape/counting.ts";
import type { CaseConsents, GivenAnswer, ReferralPost } from "../../src/cases/shape/consent.ts";
import { originOf, openGiven, partsToGive, sealReferral } from "../../src/desk/cases/consent.ts";
import type { OpenedGiven } from "../../src/desk/cases/consent.ts";
import { piecesOfKind } from "../../src/desk/cases/opening.ts";
import { sealNext } from "../../src/desk/cases/writing.ts";
import { countingOf, matterFor } from "../../src/desk/counting/counting.ts";
import { readMarks } from "../../src/registration/rules/measures.ts";
import { dayOf } from "../../src/base/index.ts";
import { draftOf, openWith } from "../../src/site/browser/sealing/talk.ts";
import { answerConsent, openThreads, sayTo, talkIn } from "../../src/site/browser/sealing/threads.ts";
import type { Whole } from "../../src/site/browser/sealing/threads.ts";
import { casesWorld, reported } from "./cases-world.ts";
import type { Reported, World } from "./cases-world.ts";
import { asked, deskOf, logOf, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";

let world: World;
let anna: Desk;
let noorDesk: Desk;
const until = "2026-12-31";
const story = { what: "Ze sluiten me buiten op het plein", name: "Noor", mode: "confidential", reach: "phone", phone: "0612345678", topic: "bullying", role: "pupil" };

beforeAll(async () => {
  world = await casesWorld();
  anna = await deskOf(world, world.desk);
  noorDesk = await deskOf(world, world.other);
}, 60_000);
afterAll(() => world.close());

async function wholeOf({ identity }: Reported): Promise<Whole> {
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  const whole = await openThreads(world.line, talk.value);
  if (!whole.ok) throw new Error(whole.because);
  return whole.value;
}

/** Anna asks to refer: these kinds of pieces, to the other desk. */
async function askFor(noor: Reported, kinds: readonly string[], later = false): Promise<string> {
  const opened = await openedAt(anna, noor.post.case);
  const parts = opened.shared.pieces.filter(({ raw }) => kinds.includes(raw.kind)).map(({ raw }) => raw.id);
  const terms = { purpose: "referral", team: noorDesk.team, parts, later, until } as const;
  const piece = await sealNext(opened, { kind: "consent-asked", body: { ...terms, text: "Mag ik dit delen?" } }, { keyring: anna.keyring, log: await logOf(anna) });
  const answer = await asked(anna, "POST", `/cases/${noor.post.case}/consents`, { piece, purpose: "referral", team: noorDesk.team, until });
  expect([answer.status, answer.json]).toEqual([204, {}]);
  return piece.id;
}

async function say(noor: Reported, consent: string, answer: "yes" | "no" | "withdraw"): Promise<Whole> {
  const whole = await wholeOf(noor);
  const line = whole.consents.find((one) => one.id === consent);
  if (line === undefined) throw new Error("nothing was asked");
  const said = await answerConsent(world.line, whole, line, answer);
  if (!said.ok) throw new Error(said.because);
  return said.value;
}

const today = (): string => dayOf(world.clock.now());

async function sealedFor(noor: Reported, consent: string): Promise<ReferralPost> {
  const opened = await openedAt(anna, noor.post.case);
  return sealReferral({ opened, given: [], consent, team: noorDesk.team, purpose: "referral", today: today() }, { text: "Noor wil graag met jullie praten.", step: "We vroegen de Kindertelefoon om te helpen." }, { keyring: anna.keyring, log: await logOf(anna) });
}

async function offered(kinds = ["label", "report"], later = false): Promise<{ noor: Reported; consent: string; post: ReferralPost }> {
  const noor = await reported(world, story);
  const consent = await askFor(noor, kinds, later);
  await say(noor, consent, "yes");
  const post = await sealedFor(noor, consent);
  const answer = await asked(anna, "POST", `/cases/${noor.post.case}/referrals`, post);
  expect([answer.status, answer.json]).toMatchObject([201, { case: post.placed.case }]);
  return { noor, consent, post };
}

async function given(id: string): Promise<readonly OpenedGiven[]> {
  const opened = await openedAt(noorDesk, id);
  const { json } = await asked(noorDesk, "GET", `/cases/${id}/given`);
  return openGiven((json as unknown as GivenAnswer).pieces, { opened, log: await logOf(noorDesk), today: today(), origin: originOf(opened), purpose: "referral" });
}

const shown = (parts: readonly OpenedGiven[]): string[] => parts.filter((one) => one.ok).map((one) => one.raw.kind);

async function stateOf(desk: Desk, id: string): Promise<CaseConsents> {
  return (await asked(desk, "GET", `/cases/${id}/consents`)).json as unknown as CaseConsents;
}

describe("a referral", () => {
  it("needs the person's signed yes: nothing can be sealed or sent before, and a no is a no", async () => {
    const noor = await reported(world, story);
    const consent = await askFor(noor, ["report"]);
    await expect(sealedFor(noor, consent)).rejects.toThrow("not-given");
    await say(noor, consent, "no");
    await expect(sealedFor(noor, consent)).rejects.toThrow("not-given");
    const other = await offered();
    const { post } = other;
    const forced = await asked(anna, "POST", `/cases/${noor.post.case}/referrals`, { ...post, consent, step: { ...post.step, id: world.context.random.uuid() }, placed: { ...post.placed, case: world.context.random.uuid() } });
    expect(forced.json["reference"]).toBe("consent-required");
  });

  it("hands over exactly the agreed parts, which the other desk opens with what was sealed by the person", async () => {
    const { post, noor } = await offered();
    expect((await asked(anna, "GET", `/cases/${post.placed.case}`)).status).toBe(404);
    const parts = await given(post.placed.case);
    expect(shown(parts).toSorted()).toEqual(["consent", "consent-asked", "label", "report"]);
    const report = parts.find((one) => one.raw.kind === "report");
    expect(report?.ok === true && new TextDecoder().decode(report.piece.body)).toContain("buiten op het plein");
    const opened = await openedAt(noorDesk, post.placed.case);
    expect(originOf(opened)).toMatchObject({ from: noor.post.case, reporterKeys: opened.raw.signers });
    expect(JSON.stringify((await asked(noorDesk, "GET", `/cases/${noor.post.case}`)).json)).not.toContain("pieces");
  });

  it("stays with the sender until it is accepted: no closing as referred, no answering by the other desk", async () => {
    const { post, noor } = await offered();
    await asked(anna, "POST", `/cases/${noor.post.case}/state`, { act: "take", expected: "unread" });
    const close = (): Promise<{ json: Readonly<Record<string, unknown>> }> => asked(anna, "POST", `/cases/${noor.post.case}/state`, { act: "close", expected: "open", outcome: "referred" });
    expect((await close()).json["reference"]).toBe("referral-open");
    expect((await asked(noorDesk, "POST", `/cases/${post.placed.case}/state`, { act: "take", expected: "new" })).json["reference"]).toBe("referral-open");
    const list = (await asked(noorDesk, "GET", "/referrals")).json["offers"] as { id: string }[];
    expect(list.map((one) => one.id)).toContain(post.placed.case);
    expect((await asked(noorDesk, "POST", `/cases/${post.placed.case}/referral`, { act: "accept" })).status).toBe(204);
    expect((await openedAt(noorDesk, post.placed.case)).raw).toMatchObject({ state: "open", assignee: noorDesk.keyring.member });
    expect((await close()).json).toMatchObject({ state: "closed" });
  });

  it("goes back whole when the other desk declines: nothing of it is left there, and the sender knows why", async () => {
    const { post, noor } = await offered();
    expect((await asked(noorDesk, "POST", `/cases/${post.placed.case}/referral`, { act: "decline" })).json["reference"]).toBe("input-invalid");
    expect((await asked(noorDesk, "POST", `/cases/${post.placed.case}/referral`, { act: "decline", reason: "no-room" })).status).toBe(204);
    expect((await asked(noorDesk, "GET", `/cases/${post.placed.case}`)).status).toBe(404);
    expect((await stateOf(anna, noor.post.case)).outgoing).toMatchObject([{ state: "declined", reason: "no-room" }]);
    const whole = await wholeOf(noor);
    expect(whole.desks).toMatchObject([{ referral: "declined", reason: "no-room", talk: undefined }]);
  });

  it("is counted as one matter at both desks, from the moment it was accepted until the person takes it back", async () => {
    const { post, noor, consent } = await offered();
    const counted = async (desk: Desk, id: string) => {
      const opened = await openedAt(desk, id);
      const counting = countingOf(opened, { open: CaseCounting.parse((await asked(desk, "GET", `/cases/${id}/counting`)).json), places: [] });
      return { ...readMarks(counting.marks), matter: matterFor(opened, counting)?.token };
    };
    const offeredOnly = await counted(anna, noor.post.case);
    expect([offeredOnly["referral offered"], offeredOnly["referral accepted"], offeredOnly.matter, (await counted(noorDesk, post.placed.case)).matter]).toEqual([1, undefined, undefined, undefined]);
    await asked(noorDesk, "POST", `/cases/${post.placed.case}/referral`, { act: "accept" });
    const [here, there] = [await counted(anna, noor.post.case), await counted(noorDesk, post.placed.case)];
    expect([here["referral offered"], here["referral accepted"], there["referral offered"]]).toEqual([1, 1, undefined]);
    expect(here.matter).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(there.matter).toBe(here.matter);
    expect((await asked(noorDesk, "GET", `/cases/${noor.post.case}/counting`)).status).toBe(404);
    await say(noor, consent, "withdraw");
    expect([(await counted(anna, noor.post.case)).matter, (await counted(noorDesk, post.placed.case)).matter]).toEqual([undefined, undefined]);
  });

  it("is one conversation for the person: both desks in it, and she writes to whom she chooses", async () => {
    const { post, noor } = await offered();
    const early = await sayTo(world.line, await wholeOf(noor), post.placed.case, draftOf([{ kind: "message", body: { text: "te vroeg" } }]));
    expect(early).toMatchObject({ ok: false, because: "not-found" });
    await asked(noorDesk, "POST", `/cases/${post.placed.case}/referral`, { act: "accept" });
    const said = await sayTo(world.line, await wholeOf(noor), post.placed.case, draftOf([{ kind: "message", body: { text: "Hallo daar" } }]));
    if (!said.ok) throw new Error(said.because);
    expect(talkIn(said.value, post.placed.case)?.items.map((item) => [item.kind, item.trouble])).toEqual([["label", undefined], ["referral", undefined], ["epoch", undefined], ["message", undefined]]);
    expect(piecesOfKind((await openedAt(noorDesk, post.placed.case)).shared, "message").length).toBe(1);
    expect(piecesOfKind((await openedAt(anna, noor.post.case)).shared, "message").length).toBe(0);
  });

  it("hands over what comes later only when that was agreed too", async () => {
    const { noor, consent } = await offered(["report"], true);
    const { noor: other, consent: narrow } = await offered(["report"], false);
    for (const [who, agreed, kinds] of [[noor, consent, ["report", "message"]], [other, narrow, ["report"]]] as const) {
      const whole = await wholeOf(who);
      const said = await sayTo(world.line, whole, who.post.case, draftOf([{ kind: "message", body: { text: "nog iets" } }]));
      expect(said.ok).toBe(true);
      const opened = await openedAt(anna, who.post.case);
      const parts = partsToGive({ opened, given: [], consent: agreed, team: noorDesk.team, purpose: "referral", today: today() });
      expect(parts.map((one) => one.raw.kind)).toEqual(kinds);
    }
  });
});

describe("taking a yes back", () => {
  it("works with the code alone and at once: before acceptance nothing is left at the other desk", async () => {
    const { post, noor, consent } = await offered();
    const whole = await say(noor, consent, "withdraw");
    expect(whole.consents).toMatchObject([{ state: "withdrawn" }]);
    expect((await asked(noorDesk, "GET", `/cases/${post.placed.case}`)).status).toBe(404);
    expect((await asked(noorDesk, "POST", `/cases/${post.placed.case}/referral`, { act: "accept" })).status).not.toBe(204);
    await expect(sealedFor(noor, consent)).rejects.toThrow("withdrawn");
    const opened = await openedAt(anna, noor.post.case);
    const step = await sealNext(opened, { kind: "step", body: { text: "Toch" } }, { keyring: anna.keyring, log: await logOf(anna) });
    const again = { ...post, step, placed: { ...post.placed, case: world.context.random.uuid() } };
    expect((await asked(anna, "POST", `/cases/${noor.post.case}/referrals`, again)).json["reference"]).toBe("consent-required");
  });

  it("after acceptance takes the given parts away and leaves what was said there", async () => {
    const { post, noor, consent } = await offered();
    await asked(noorDesk, "POST", `/cases/${post.placed.case}/referral`, { act: "accept" });
    await say(noor, consent, "withdraw");
    expect(await given(post.placed.case)).toEqual([]);
    expect((await stateOf(noorDesk, post.placed.case)).consents).toMatchObject([{ state: "withdrawn" }]);
    expect((await openedAt(noorDesk, post.placed.case)).raw.state).toBe("open");
  });

  it("twice is once, and a yes that was taken back is not said again", async () => {
    const { noor, consent } = await offered();
    await say(noor, consent, "withdraw");
    await say(noor, consent, "withdraw");
    const whole = await wholeOf(noor);
    expect(whole.talk.items.filter((item) => item.kind === "withdrawal").length).toBe(1);
    const again = await answerConsent(world.line, whole, whole.consents[0] as Whole["consents"][number], "yes");
    expect(again).toMatchObject({ ok: false, because: "state-changed" });
  });

  it("wins or loses whole against an acceptance at the same moment", async () => {
    const { post, noor, consent } = await offered();
    const [accepted] = await Promise.all([asked(noorDesk, "POST", `/cases/${post.placed.case}/referral`, { act: "accept" }), say(noor, consent, "withdraw")]);
    const { outgoing, consents } = await stateOf(anna, noor.post.case);
    expect(consents).toMatchObject([{ state: "withdrawn" }]);
    expect(outgoing[0]?.state).toBe(accepted.status === 204 ? "accepted" : "withdrawn");
    const left = await world.store.asOwner(({ run }) => run("select count(*) as n from given_pieces where to_case = $1", [post.placed.case]));
    expect(Number(left[0]?.["n"])).toBe(0);
  });

  it("deleting with the code takes every thread along", async () => {
    const { post, noor } = await offered();
    await asked(noorDesk, "POST", `/cases/${post.placed.case}/referral`, { act: "accept" });
    const { end } = await import("../../src/site/browser/sealing/talk.ts");
    expect((await end(world.line, (await wholeOf(noor)).talk, "delete")).ok).toBe(true);
    expect((await asked(noorDesk, "GET", `/cases/${post.placed.case}`)).status).toBe(404);
  });
});

describe("the database", () => {
  it("knows the rules too: no yes without the person's word, no part that was not agreed, no closing as referred", async () => {
    const noor = await reported(world, story);
    const consent = await askFor(noor, ["report"]);
    const own = (text: string, values: readonly unknown[]) => world.store.asOwner(({ run }) => run(text, values));
    await expect(own("update consents set state = 'given' where id = $1", [consent])).rejects.toThrow(/only the person says yes/);
    await expect(own("update cases set state = 'closed', outcome = 'referred' where id = $1", [noor.post.case])).rejects.toThrow(/nobody accepted/);
    const { post, consent: agreed, noor: agreeing } = await offered();
    const stranger = noor.post.pieces[1]?.id;
    await expect(own("insert into given_pieces (to_case, piece, consent, key) values ($1, $2, $3, 'x')", [post.placed.case, stranger, agreed])).rejects.toThrow(/not agreed/);
    await expect(own("update consents set until = '2030-01-01' where id = $1", [agreed])).rejects.toThrow(/never changes/);
    await say(agreeing, agreed, "withdraw");
    await expect(own("update consents set state = 'given' where id = $1", [agreed])).rejects.toThrow(/does not come back/);
  });
});
