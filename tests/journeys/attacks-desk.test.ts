/**
 * Attacks on what the desk does after the report: call-backs, consent, referral, escalation, procedure, the way back, proofs,
 * the desk itself, who is kept out, who left. Each as the promise that it would break; through the real router.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayOf } from "../../src/base/index.ts";
import type { Route } from "../../src/base/index.ts";
import type { CaseConsents, GivenAnswer, ReferralPost } from "../../src/cases/shape/consent.ts";
import type { CardsOut } from "../../src/cases/shape.ts";
import { renewProofKey } from "../../src/cases/actions/proofs.ts";
import { openGiven, originOf, sealReferral } from "../../src/desk/cases/consent.ts";
import { wrapsFor } from "../../src/desk/cases/kept-out.ts";
import { sealNext } from "../../src/desk/cases/writing.ts";
import { toBase64Url } from "../../src/envelope/index.ts";
import { routes } from "../../src/house.ts";
import type { Line } from "../../src/site/browser/sealing/api.ts";
import { sealPieces } from "../../src/site/browser/sealing/pieces.ts";
import { followUpOf, proofOf, wishFor } from "../../src/site/browser/sealing/person.ts";
import { act as signedAct, draftOf, openWith, placeOf, say as write } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { answerConsent, openThreads, sayTo } from "../../src/site/browser/sealing/threads.ts";
import type { Whole } from "../../src/site/browser/sealing/threads.ts";
import { changeCards, claim, setWayBack } from "../../src/site/browser/sealing/way-back.ts";
import { agreed as callAgreed, changeMoment, moments, newTicket, sealedCall, sendCall, staffed, talkOf as callTalk } from "./call-back-people.ts";
import { casesWorld, pointOf, reported, team } from "./cases-world.ts";
import type { Answered, Reported, World } from "./cases-world.ts";
import { asked, askConsent, deskOf, logOf, offer, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";
import { agreed as escalationAgreed, prepared, say as answer, sealedSending, seconded, sent, withMinistry } from "./escalation-world.ts";
import type { Escalating } from "./escalation-world.ts";
import { asBoard, asComplainant, begin, committeeWorld, complained, invited, opened as procedureOf, say as sayIn, step, trySay, tryStep } from "./procedure-world.ts";
import type { Committee } from "./procedure-world.ts";

let world: World;
let stage: Escalating;
let noorDesk: Desk;
let samDesk: Desk;
const until = "2026-12-31";
const script = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
const story = { what: "Ze wachten me op", name: "Noor", mode: "confidential", reach: "phone", phone: "0612345678", topic: "bullying", role: "pupil" };

beforeAll(async () => {
  world = await casesWorld();
  stage = await withMinistry(world);
  await renewProofKey(world.context);
  noorDesk = await deskOf(world, world.other);
  samDesk = await deskOf(world, world.other, 1);
}, 120_000);
afterAll(() => world.close());

const reference = ({ json, status }: Answered): unknown => json["reference"] ?? status;
const today = (): string => dayOf(world.clock.now());
const random = (count: number): string => toBase64Url(world.context.random.bytes(count));
const uuid = (): string => world.context.random.uuid();
const post = (path: string, body: unknown, cookie?: string): Promise<Answered> => world.api("POST", path, body, cookie);
const own = (text: string, values: readonly unknown[] = []) => world.store.asOwner(({ run }) => run(text, values));

async function talkOf({ identity }: Reported): Promise<Talk> {
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  return talk.value;
}
async function wholeOf(who: Reported): Promise<Whole> {
  const whole = await openThreads(world.line, await talkOf(who));
  if (!whole.ok) throw new Error(whole.because);
  return whole.value;
}

/** A line that keeps what was sent to this address, as whoever listens has it. */
function heard(path: string): { readonly line: Line; readonly bodies: Record<string, unknown>[] } {
  const bodies: Record<string, unknown>[] = [];
  const ask = ((call: Parameters<Line["ask"]>[0], reads: never) => {
    if (call.path === path) bodies.push(structuredClone(call.body) as Record<string, unknown>);
    return world.line.ask(call, reads);
  }) as Line["ask"];
  return { line: { ...world.line, ask }, bodies };
}

/** Asked by Anna for the other desk, and agreed. */
async function agreed(kinds: readonly string[] = ["label", "report"]): Promise<{ readonly who: Reported; readonly consent: string }> {
  const who = await reported(world, story);
  const consent = await askConsent(stage.anna, who.post.case, { team: noorDesk.team, kinds, until });
  await answer(world, who, consent, "yes");
  return { who, consent };
}

async function sealedOffer({ who, consent }: { readonly who: Reported; readonly consent: string }): Promise<ReferralPost> {
  const opened = await openedAt(stage.anna, who.post.case);
  return sealReferral({ opened, given: [], consent, team: noorDesk.team, purpose: "referral", today: today() }, { text: "Help je mee?", step: "We vroegen hulp." }, { keyring: stage.anna.keyring, log: await logOf(stage.anna) });
}

async function shownAt(desk: Desk, id: string): Promise<string[]> {
  const opened = await openedAt(desk, id);
  const { json } = await asked(desk, "GET", `/cases/${id}/given`);
  const parts = await openGiven((json as unknown as GivenAnswer).pieces, { opened, log: await logOf(desk), today: today(), origin: originOf(opened), purpose: "referral" });
  return parts.map((one) => (one.ok ? one.raw.kind : one.because)).toSorted();
}

const consentsOf = async (id: string): Promise<CaseConsents> => (await asked(stage.anna, "GET", `/cases/${id}/consents`)).json as unknown as CaseConsents;

describe("a call-back", () => {
  const slots = { first: "2026-11-24T09:30:00.000Z", later: "2026-11-24T10:30:00.000Z", free: "2026-11-24T11:30:00.000Z" };
  beforeAll(() => staffed(world, stage.bram.cookie, { day: "2026-11-24", on: 2 }));

  it("is not moved by who signs for somebody else's lookup, nor by a signed change that was heard on the way", async () => {
    const [mine, theirs] = [await callAgreed(world, slots.first), await callAgreed(world, slots.later)];
    const wire = heard("/api/v1/conversation/call-back-changes");
    expect((await changeMoment(wire.line, await callTalk(world, mine), slots.free)).ok).toBe(true);
    const [body] = wire.bodies;
    expect(reference(await post("/api/v1/conversation/call-back-changes", body))).toBe("challenge-expired");
    const lookup = toBase64Url(theirs.identity.keys.lookup);
    const nonce = String((await post("/api/v1/conversation/challenges", { lookup })).json["nonce"]);
    expect(reference(await post("/api/v1/conversation/call-back-changes", { ...body, lookup, nonce }))).toBe("code-not-recognised");
    const rows = await own("select slot from call_backs where case_id = any($1::uuid[]) order by slot", [[mine.post.case, theirs.post.case]]);
    expect(rows.map((row) => new Date(String(row["slot"])).toISOString())).toEqual([slots.later, slots.free]);
  });

  it("is asked for one case with one form, and a place that another form holds is not taken with its case", async () => {
    const [one, two] = [await sealedCall(world, "2026-11-24T12:00:00.000Z"), await sealedCall(world, "2026-11-24T12:00:00.000Z")];
    expect(reference(await sendCall(world, { ...one, post: { ...one.post, ticket: two.post.ticket } }))).toBe("input-invalid");
    expect(reference(await sendCall(world, { ...one, post: { ...one.post, case: two.post.case } }))).toBe("input-invalid");
    expect(reference(await sendCall(world, { ...one, post: { ...one.post, ticket: random(60) } }))).toBe("form-expired");
    const ticket = await newTicket(world);
    for (const slot of ["2026-11-24T08:00:00.000Z", "1999-01-01T10:00:00.000Z", "9999-12-31T10:00:00.000Z"]) expect((await moments(world, ticket, slot)).held, slot).toBeNull();
  });

  it("takes no note of an attempt that is something else, or of another case", async () => {
    const called = await callAgreed(world, "2026-11-24T10:00:00.000Z");
    const at = `/api/v1/cases/${called.post.case}/attempts`;
    const piece = { id: uuid(), kind: "attempt", sequence: 1, sealed: random(300), key: random(200) };
    for (const kind of ["answer", "consent", "helped", "label"]) expect((await post(at, { act: "spoken", expected: "asked", piece: { ...piece, kind } }, stage.anna.cookie)).status, kind).toBe(422);
    expect((await post(at, { act: "pass", expected: "asked", piece }, stage.anna.cookie)).status).toBe(422);
    expect(reference(await post(at, { act: "spoken", expected: "asked", piece }, noorDesk.cookie))).toBe("not-found");
    expect(await own("select state, attempts from call_backs where case_id = $1", [called.post.case])).toEqual([{ state: "asked", attempts: 0 }]);
  });
});

describe("a consent", { timeout: 120_000 }, () => {
  it("is said by nobody at the desk: not with his own signature, not as a piece of his own, not in the open", async () => {
    const who = await reported(world, story);
    const id = who.post.case;
    const consent = await askConsent(stage.anna, id, { team: noorDesk.team, kinds: ["report"], until });
    const lookup = toBase64Url(who.identity.keys.lookup);
    const nonce = String((await post("/api/v1/conversation/challenges", { lookup })).json["nonce"]);
    const piece = { id: uuid(), kind: "consent", sequence: 4, sealed: random(300), key: random(200) };
    expect(reference(await post("/api/v1/conversation/consents", { lookup, nonce, consent, piece, signature: random(64) }))).toBe("code-not-recognised");
    expect(reference(await post(`/api/v1/cases/${id}/pieces`, { piece }, stage.anna.cookie))).toBe("input-invalid");
    expect((await post(`/api/v1/cases/${id}/consents`, { piece, purpose: "referral", team: noorDesk.team, until }, stage.anna.cookie)).status).toBe(422);
    expect((await consentsOf(id)).consents.map(({ state }) => state)).toEqual(["asked"]);
  });

  it("of one person is not answered by another, who knows its number", async () => {
    const [who, stranger] = [await reported(world, story), await reported(world, story)];
    const consent = await askConsent(stage.anna, who.post.case, { team: noorDesk.team, kinds: ["report"], until });
    const talk = await talkOf(stranger);
    const sealed = (await sealPieces(placeOf(talk, talk.head ?? ""), [{ kind: "consent", body: { asked: consent } }])).pieces[0];
    for (const [name, path] of [["consent", "consents"], ["withdraw", "withdrawals"]] as const) {
      const kind = name === "withdraw" ? "withdrawal" : "consent";
      const fields = { consent, piece: { ...sealed, kind } };
      const said = await signedAct(talk.keys, name, fields, { line: world.line, send: (body) => world.line.ask({ method: "POST", path: `/api/v1/conversation/${path}`, body }, (value): value is unknown => value !== undefined) });
      expect(said).toMatchObject({ ok: false, because: "not-found" });
    }
    expect((await consentsOf(who.post.case)).consents.map(({ state }) => state)).toEqual(["asked"]);
  });

  it("that was taken back is not brought back by the yes that was heard on the way", async () => {
    const who = await reported(world, story);
    const consent = await askConsent(stage.anna, who.post.case, { team: noorDesk.team, kinds: ["report"], until });
    const wire = heard("/api/v1/conversation/consents");
    const whole = await wholeOf(who);
    expect((await answerConsent(wire.line, whole, whole.consents[0] as Whole["consents"][number], "yes")).ok).toBe(true);
    await answer(world, who, consent, "withdraw");
    const [body] = wire.bodies;
    expect(reference(await post("/api/v1/conversation/consents", body))).toBe("challenge-expired");
    // The piece itself, signed anew by the same person, is a word that stands there already: it changes nothing.
    const { consent: same, piece } = body as { consent: string; piece: unknown };
    const again = await signedAct((await talkOf(who)).keys, "consent", { consent: same, piece }, { line: world.line, send: (sentBody) => world.line.ask({ method: "POST", path: "/api/v1/conversation/consents", body: sentBody }, (value): value is unknown => value !== undefined) });
    expect(again.ok).toBe(false);
    expect((await consentsOf(who.post.case)).consents.map(({ state }) => state)).toEqual(["withdrawn"]);
  });

  it("cannot be asked with other words in the open than in the piece: then there is nothing to say yes to", async () => {
    const who = await reported(world, story);
    const opened = await openedAt(stage.anna, who.post.case);
    const body = { purpose: "referral", team: noorDesk.team, parts: [], later: false, until, text: script } as const;
    const piece = await sealNext(opened, { kind: "consent-asked", body }, { keyring: stage.anna.keyring, log: await logOf(stage.anna) });
    expect((await asked(stage.anna, "POST", `/cases/${who.post.case}/consents`, { piece, purpose: "referral", team: noorDesk.team, until: "2027-06-30" })).status).toBe(204);
    const whole = await wholeOf(who);
    expect(await answerConsent(world.line, whole, whole.consents[0] as Whole["consents"][number], "yes")).toMatchObject({ ok: false, because: "signature-invalid" });
    const { html } = await world.page("/gesprek/openen", { code: who.identity.code });
    expect(html).not.toMatch(/<script>alert|<img src=x/);
  });
});

describe("a referral", { timeout: 120_000 }, () => {
  it("carries no part that was not agreed, whatever the sender puts into the envelope", async () => {
    const one = await agreed(["report"]);
    const sealed = await sealedOffer(one);
    const opened = await openedAt(stage.anna, one.who.post.case);
    const contact = opened.shared.pieces.find(({ raw }) => raw.kind === "contact")?.raw;
    const forced = await asked(stage.anna, "POST", `/cases/${one.who.post.case}/referrals`, { ...sealed, given: [...sealed.given, { piece: contact?.id ?? uuid(), key: contact?.key ?? random(200) }] });
    if (forced.status === 201) expect(await shownAt(noorDesk, sealed.placed.case)).toEqual(["cannot-open", "consent", "consent-asked", "report"]);
    else expect(forced.status).toBeLessThan(500);
  });

  it("gives nothing away when its keys are exchanged: a key opens the part that it was made for", async () => {
    const one = await agreed(["label", "report"]);
    const sealed = await sealedOffer(one);
    const keys = sealed.given.map(({ key }) => key);
    const moved = { ...sealed, given: sealed.given.map(({ piece }, at) => ({ piece, key: keys[(at + 1) % keys.length] ?? "" })) };
    expect((await asked(stage.anna, "POST", `/cases/${one.who.post.case}/referrals`, moved)).status).toBe(201);
    expect(new Set(await shownAt(noorDesk, sealed.placed.case))).toEqual(new Set(["cannot-open"]));
  });

  it("is not laid over a case that is there, nor sent by who does not have the case, nor under another's consent", async () => {
    const [one, two] = [await agreed(), await agreed()];
    const sealed = await sealedOffer(one);
    const before = await own("select organisation, team, state from cases where id = $1", [two.who.post.case]);
    expect((await asked(stage.anna, "POST", `/cases/${one.who.post.case}/referrals`, { ...sealed, placed: { ...sealed.placed, case: two.who.post.case } })).status).toBeGreaterThanOrEqual(400);
    expect(await own("select organisation, team, state from cases where id = $1", [two.who.post.case])).toEqual(before);
    expect(reference(await asked(noorDesk, "POST", `/cases/${one.who.post.case}/referrals`, { ...sealed, placed: { ...sealed.placed, case: uuid() } }))).toBe("not-found");
    expect(reference(await asked(stage.anna, "POST", `/cases/${one.who.post.case}/referrals`, { ...sealed, consent: two.consent, placed: { ...sealed.placed, case: uuid() } }))).toBe("consent-required");
    expect(reference(await asked(stage.anna, "POST", `/cases/${one.who.post.case}/referrals`, { ...sealed, placed: { ...sealed.placed, case: uuid(), team: "ocw-team" } }))).not.toBe(201);
    expect((await consentsOf(one.who.post.case)).outgoing).toEqual([]);
  });

  it("is accepted by the receiver alone, recalled by the sender alone, and each once", async () => {
    const one = await agreed();
    const to = await offer(stage.anna, one.who.post.case, { team: noorDesk.team, consent: one.consent, today: today() });
    expect(reference(await asked(stage.anna, "POST", `/cases/${to}/referral`, { act: "accept" }))).toBe("not-found");
    expect(reference(await asked(noorDesk, "POST", `/cases/${to}/referral`, { act: "recall" }))).toBe("not-found");
    expect(reference(await asked(noorDesk, "POST", `/cases/${one.who.post.case}/referral`, { act: "accept" }))).toBe("not-found");
    expect((await asked(noorDesk, "POST", `/cases/${to}/referral`, { act: "withdraw" })).status).toBe(422);
    const both = await Promise.all([noorDesk, samDesk].map((desk) => asked(desk, "POST", `/cases/${to}/referral`, { act: "accept" })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect(reference(await asked(stage.anna, "POST", `/cases/${to}/referral`, { act: "recall" }))).toBe("state-changed");
  });

  it("that is accepted, recalled and taken back in the same moment ends in one way, with nothing given left", async () => {
    for (let count = 0; count < 3; count += 1) {
      const one = await agreed();
      const to = await offer(stage.anna, one.who.post.case, { team: noorDesk.team, consent: one.consent, today: today() });
      const [accepted, recalled] = await Promise.all([
        asked(noorDesk, "POST", `/cases/${to}/referral`, { act: "accept" }),
        asked(stage.anna, "POST", `/cases/${to}/referral`, { act: "recall" }),
        answer(world, one.who, one.consent, "withdraw"),
      ]);
      const { outgoing, consents } = await consentsOf(one.who.post.case);
      const wanted = accepted.status === 204 ? "accepted" : recalled.status === 204 ? "recalled" : "withdrawn";
      expect([outgoing[0]?.state, consents[0]?.state, accepted.status === 204 && recalled.status === 204]).toEqual([wanted, "withdrawn", false]);
      expect(await own("select piece from given_pieces where to_case = $1", [to])).toEqual([]);
      expect((await asked(noorDesk, "GET", `/cases/${to}`)).status).toBe(wanted === "accepted" ? 200 : 404);
    }
  });

  it("opens no door back: the receiver reads no word of the first case, and writes none there", async () => {
    const one = await agreed();
    const to = await offer(stage.anna, one.who.post.case, { team: noorDesk.team, consent: one.consent, today: today() });
    await asked(noorDesk, "POST", `/cases/${to}/referral`, { act: "accept" });
    const id = one.who.post.case;
    const piece = { id: uuid(), kind: "answer", sequence: 9, sealed: random(300), key: random(200) };
    for (const [method, path, body] of [["GET", `/cases/${id}`, undefined], ["GET", `/cases/${id}/given`, undefined], ["GET", `/cases/${id}/events`, undefined], ["GET", `/cases/${id}/follow-up`, undefined], ["POST", `/cases/${id}/pieces`, { piece }], ["POST", `/cases/${id}/state`, { act: "take", expected: "open" }], ["POST", `/cases/${id}/consents/${one.consent}/withdrawal`, { piece: { ...piece, kind: "withdrawal" } }]] as const) {
      expect(reference(await asked(noorDesk, method, path, body)), path).toBe("not-found");
    }
    const written = await sayTo(world.line, await wholeOf(one.who), to, draftOf([{ kind: "message", body: { text: script } }]));
    expect(written.ok).toBe(true);
    const { html } = await world.page("/gesprek/openen", { code: one.who.identity.code });
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toMatch(/<script>alert|<img src=x/);
  });
});

describe("an escalation", { timeout: 120_000 }, () => {
  it("is seconded by nobody of another team, nor under the number of another case", async () => {
    const [one, two] = [await escalationAgreed(stage), await escalationAgreed(stage)];
    const { escalation } = await prepared(stage, stage.anna, one);
    const piece = { id: uuid(), kind: "dossier-second", sequence: 2, sealed: random(300), key: random(200) };
    for (const desk of [noorDesk, samDesk]) expect(reference(await asked(desk, "POST", `/cases/${one.id}/escalations/${escalation}/second`, { piece }))).toBe("not-found");
    expect(reference(await asked(stage.bram, "POST", `/cases/${two.id}/escalations/${escalation}/second`, { piece: { ...piece, sequence: 1 } }))).toBe("not-found");
    expect((await own("select state, seconded_by from escalations where id = $1", [escalation]))[0]).toMatchObject({ state: "prepared", seconded_by: null });
  });

  it("is answered by the ministry alone, and only where it lies", async () => {
    const [one, two] = [await sent(stage), await sent(stage)];
    const word = { id: uuid(), sequence: 1, sealed: random(300), key: random(200) };
    expect(reference(await asked(stage.anna, "POST", `/cases/${one.to}/escalations/${one.escalation}/answers`, { act: "answer", word }))).toBe("not-allowed");
    expect(reference(await asked(stage.olga, "POST", `/cases/${one.to}/escalations/${two.escalation}/answers`, { act: "answer", word }))).toBe("not-found");
    expect(reference(await asked(stage.olga, "POST", `/cases/${one.id}/escalations/${one.escalation}/answers`, { act: "answer", word }))).toBe("not-found");
    expect((await asked(stage.olga, "POST", `/cases/${one.to}/escalations/${one.escalation}/answers`, { act: "reply", word })).status).toBe(422);
    expect((await own("select count(*)::int as n from escalation_words where escalation = any($1::uuid[])", [[one.escalation, two.escalation]]))[0]?.["n"]).toBe(0);
  });

  it("that two send in the same moment goes once", async () => {
    const one = await escalationAgreed(stage);
    const { escalation } = await prepared(stage, stage.anna, one);
    await seconded(stage.bram, one.id, escalation);
    const posts = [await sealedSending(stage, stage.anna, { ...one, escalation }), await sealedSending(stage, stage.bram, { ...one, escalation })];
    const answers = await Promise.all(posts.map((body, at) => asked(at === 0 ? stage.anna : stage.bram, "POST", `/cases/${one.id}/escalations/${escalation}/sending`, body)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await own("select count(*)::int as n from case_links where from_case = $1", [one.id]))[0]?.["n"]).toBe(1);
  });
});

describe("the way back", { timeout: 120_000 }, () => {
  const codesOf = async (talk: Talk): Promise<CardsOut> => {
    const found = await followUpOf(world.line, talk);
    if (!found.ok) throw new Error(found.because);
    return found.value.codes;
  };
  const salt = (): string => world.installation.salt;

  it("lets nobody take the place of a code that counts, or end a code of another conversation", async () => {
    const [one, two] = [await reported(world, story), await reported(world, story)];
    const wire = heard("/api/v1/conversation/cards");
    const added = await changeCards(wire.line, await talkOf(one), { salt: salt(), codes: await codesOf(await talkOf(one)), card: "trusted" });
    expect(added.ok).toBe(true);
    const body = wire.bodies[0] as { readonly add: object; readonly epoch: object };
    const send = async (change: object): Promise<string> => {
      const said = await signedAct((await talkOf(one)).keys, "cards", change as never, { line: world.line, send: (sentBody) => world.line.ask({ method: "POST", path: "/api/v1/conversation/cards", body: sentBody }, (value): value is unknown => value !== undefined) });
      return said.ok ? "done" : said.because;
    };
    for (const change of [{ ...body, add: { ...body.add, holder: "reporter" } }, { ...body, end: "reporter-99" }, { ...body, add: { ...body.add, holder: "reporter-7", card: "own" } }, { epoch: body.epoch }]) expect(await send(change)).toMatch(/^(transition-not-allowed|epoch-outdated|sequence-taken|input-invalid)$/);
    expect((await codesOf(await talkOf(one))).cards.map(({ card }) => card).toSorted()).toEqual(["own", "trusted"]);
    expect((await codesOf(await talkOf(two))).cards).toHaveLength(1);
    expect(world.logged.filter((line) => line.includes("request.failed"))).toEqual([]);
  });

  it("gives a claim to nobody by another holder's name, another claim's number, or a decision that says two things", async () => {
    const who = await reported(world, story);
    const kept = await setWayBack(world.line, await talkOf(who), { salt: salt(), name: "De Rode Specht", sentence: "mijn opa vist op dinsdag", readsBack: true });
    expect(kept.ok).toBe(true);
    const claimed = await claim(world.line, { salt: salt(), team, recipient: (await pointOf(world)).recipient, name: "De Rode Specht", sentence: "mijn opa vist op dinsdag" });
    expect(claimed.ok).toBe(true);
    const before = world.clock.now();
    world.clock.advance(8 * 86_400_000);
    const desk = { ...stage.anna, cookie: await world.signIn("balans-anna") };
    const [found] = (await own("select id from claims where case_id = $1", [who.post.case])) as { id: string }[];
    const at = `/cases/${who.post.case}/claims/${found?.id ?? ""}/decisions`;
    const epoch = { epoch: 2, wraps: [{ kind: "team", holder: team, wrapped: random(200) }], piece: { id: uuid(), kind: "epoch", epoch: 2, sequence: 4, sealed: random(300), key: random(200) } };
    for (const decision of [{ matches: true, holder: "reporter", epoch, back: [] }, { matches: true, holder: "reporter-2", back: [] }, { matches: false, holder: "reporter-2", epoch, back: [] }, { matches: true, holder: "reporter-2", epoch, back: [{ epoch: 9, wrapped: random(200) }] }]) {
      const { status } = await asked(desk, "POST", at, decision);
      expect([409, 422], JSON.stringify(decision).slice(0, 60)).toContain(status);
    }
    const other = await reported(world, story);
    expect(reference(await asked(desk, "POST", `/cases/${other.post.case}/claims/${found?.id ?? ""}/decisions`, { matches: false, back: [] }))).toBe("not-found");
    expect(await own("select state from claims where case_id = $1", [who.post.case])).toEqual([{ state: "waiting" }]);
    expect((await talkOf(who)).head).toBeDefined();
    expect(world.logged.filter((line) => line.includes("request.failed"))).toEqual([]);
    world.clock.set(before.toISOString());
  });

  it("takes a wish of one conversation for no other, and a name or sentence of any form as words", async () => {
    const [one, two] = [await reported(world, story), await reported(world, story)];
    const planned = uuid();
    expect((await wishFor(world.line, await talkOf(one), { want: "plan-check-in", id: planned, day: "2026-12-14" })).ok).toBe(true);
    expect((await wishFor(world.line, await talkOf(two), { want: "drop-check-in", id: planned })).ok).toBe(false);
    expect(await own("select state from check_ins where id = $1", [planned])).toEqual([{ state: "planned" }]);
    const page = await world.page("/gesprek/kwijt", { name: script, sentence: script, team });
    expect(page.status).toBeLessThan(500);
    expect(page.html).not.toMatch(/<script>alert|<img src=x/);
  });
});

describe("a proof", () => {
  it("is given for the step that was signed for, and for no other", async () => {
    const who = await reported(world, story);
    const wire = heard("/api/v1/conversation/proofs");
    expect((await proofOf(wire.line, await talkOf(who), "told")).ok).toBe(true);
    const [body] = wire.bodies;
    expect(reference(await post("/api/v1/conversation/proofs", body))).toBe("challenge-expired");
    const nonce = String((await post("/api/v1/conversation/challenges", { lookup: body?.["lookup"] })).json["nonce"]);
    expect(reference(await post("/api/v1/conversation/proofs", { ...body, nonce, kind: "ended" }))).toBe("code-not-recognised");
    expect((await post("/api/v1/conversation/proofs", { ...body, nonce, kind: script })).status).toBe(422);
    for (const proof of [script, "GH1.".padEnd(100_000, "A"), "GH1.\u0000", "' or 1=1 --"]) {
      const page = await world.page("/bewijs", { proof });
      expect(page.status, proof.slice(0, 10)).toBeLessThan(500);
      expect(page.html).not.toMatch(/<script>alert|<img src=x/);
    }
  });
});

describe("the desk", () => {
  it("keeps what is one member's or one organisation's from the next one who knows its number", async () => {
    const filter = (await asked(stage.anna, "POST", "/saved-filters", { states: ["unread"], holder: "me", urgent: false, due: null })).json["id"];
    const block = (await asked(stage.bram, "POST", "/text-blocks", { language: "nl", title: script, body: script, owner: stage.bram.keyring.member, reviewDay: "2027-01-04" })).json["id"];
    for (const desk of [stage.bram, noorDesk]) expect(reference(await asked(desk, "DELETE", `/saved-filters/${String(filter)}`))).toBe("not-found");
    for (const [method, body] of [["PUT", { language: "nl", title: "Anders", body: "Anders", owner: samDesk.keyring.member, reviewDay: "2027-01-04" }], ["DELETE", undefined]] as const) expect(reference(await asked(samDesk, method, `/text-blocks/${String(block)}`, body))).toBe("not-found");
    const { json } = await asked(stage.anna, "GET", "/text-blocks");
    expect(json["blocks"]).toEqual([expect.objectContaining({ id: block, title: script, body: script })]);
    expect((await asked(noorDesk, "GET", "/text-blocks")).json["blocks"]).toEqual([]);
  });

  it("hands nobody's cases to another team, nor those of another team to anybody", async () => {
    const who = await reported(world, story);
    await asked(stage.anna, "POST", `/cases/${who.post.case}/state`, { act: "take", expected: "new" });
    const [anna, bram, sam] = [stage.anna, stage.bram, samDesk].map(({ keyring }) => keyring.member);
    for (const [desk, body] of [[stage.bram, { team, from: anna, to: sam }], [samDesk, { team, from: anna, to: sam }], [stage.bram, { team: "__proto__", from: anna, to: bram }]] as const) expect((await asked(desk, "POST", "/handovers", body)).status).toBeGreaterThanOrEqual(400);
    // Under the name of his own team there is nothing of hers to hand over.
    expect((await asked(samDesk, "POST", "/handovers", { team: samDesk.team, from: anna, to: sam })).json).toEqual({ moved: 0, left: 0 });
    expect(await own("select assignee from cases where id = $1", [who.post.case])).toEqual([{ assignee: anna }]);
  });

  it("reads no list by a place, a state or a choice that it did not give out", async () => {
    for (const query of ["cursor=1", "cursor=0_2026-11-23_'", `cursor=${encodeURIComponent("0_2026-11-23_' or '1'='1' --aaaaaaaaaaaaaaaaaaaa")}`, "states=new'--", "holder=everybody", "member=1", "urgent=no", "due=never", "filter=alles", "filter=all&team=kindertelefoon-desk"]) {
      const { status, json } = await asked(stage.anna, "GET", `/cases?${query.includes("filter") ? query : `filter=all&${query}`}`);
      expect([400, 422], query).toContain(status);
      expect(json["cases"], query).toBeUndefined();
    }
    const far = await asked(stage.anna, "GET", `/cases?filter=all&cursor=0_9999-12-31_${uuid()}`);
    expect([far.status, far.json["cases"]]).toEqual([200, []]);
  });

  it("changes nothing for a page of another site, in any room", async () => {
    const changing = routes.filter((route: Route) => route.method !== "GET" && route.who.kind !== "anyone");
    for (const route of changing) {
      const path = route.path.replaceAll(/\{\w+\}/g, () => uuid());
      for (const headers of [{}, { "x-csrf-token": "1", origin: "https://evil.example" }, { "content-type": "text/plain" }, { "content-type": "application/x-www-form-urlencoded" }] as const) {
        const sentBody = route.method === "DELETE" ? {} : { body: "{}" };
        const response = await world.raw(path, { method: route.method, headers: { "content-type": "application/json", ...headers, cookie: stage.bram.cookie }, ...sentBody });
        expect([401, 403, 404, 415], `${route.method} ${route.path}`).toContain(response.status);
        expect(response.headers.get("access-control-allow-origin")).toBeNull();
      }
    }
    expect(changing.length).toBeGreaterThan(50);
    expect((await asked(stage.bram, "GET", "/me")).status).toBe(200);
  });

  it("takes no session that somebody chose beforehand, and none that ended", async () => {
    const chosen = "A".repeat(43);
    const fresh = await world.signIn("kindertelefoon-anna");
    const name = fresh.split("=")[0] ?? "";
    expect(fresh).not.toContain(chosen);
    for (const cookie of [`${name}=${chosen}`, `${name}=${chosen}; ${fresh}`]) expect((await world.api("GET", "/api/v1/me", undefined, cookie)).status).toBe(401);
    expect((await world.api("GET", "/api/v1/me", undefined, fresh)).status).toBe(200);
    expect((await world.api("DELETE", "/api/v1/sign-in/sessions", undefined, fresh)).status).toBe(200);
    for (const path of ["/me", "/cases?filter=all", "/referrals", "/call-backs", "/follow-ups", "/saved-filters"]) expect((await world.api("GET", `/api/v1${path}`, undefined, fresh)).status, path).toBe(401);
  });

  it("signs nobody in by an identity that it did not ask for", async () => {
    expect(reference(await post("/api/v1/sign-in/identity/starts", { organisation: "balans" }))).toBe("sign-in-failed");
    for (const ticket of ["", "x", random(200), `${random(40)}.${random(40)}`]) {
      const entered = await post("/api/v1/sign-in/identity/sessions", { ticket, answer: { code: "x", state: "x" } });
      expect([401, 403, 409, 422], ticket.slice(0, 5)).toContain(entered.status);
      expect((await world.api("PUT", "/api/v1/me/identity", { ticket, answer: { code: "x", state: "x" } }, stage.anna.cookie)).status, ticket.slice(0, 5)).toBeGreaterThanOrEqual(400);
    }
    for (const issuer of ["http://169.254.169.254/", "file:///etc/passwd", "https://user:pass@x.example", "https://x.example/?next=evil", script]) expect((await world.api("PUT", "/api/v1/my-organisation/identity-provider", { provider: { issuer, clientId: "x", clientSecret: "y" } }, stage.anna.cookie)).status, issuer).toBeGreaterThanOrEqual(400);
  });
});

describe("who is kept out", () => {
  it("cannot let himself in, count himself in, or keep out who did nothing", async () => {
    const who = await reported(world, story);
    const id = who.post.case;
    const bram = stage.bram.keyring.member;
    const { json } = await asked(stage.anna, "POST", `/cases/${id}/readers`, { code: null });
    const rest = (json["readers"] as { member: string; place: string }[]).filter((one) => one.place === "in" && one.member !== bram);
    const wraps = await wrapsFor(await openedAt(stage.anna, id), rest as never, await logOf(stage.anna));
    const before = (await asked(stage.bram, "GET", "/workload")).json;
    expect((await asked(stage.anna, "POST", `/cases/${id}/exclusions`, { members: [bram], wraps })).status).toBe(204);
    const nowhere = uuid();
    for (const at of [id, nowhere]) {
      expect(reference(await asked(stage.bram, "POST", `/cases/${at}/admissions`, { members: [bram], wraps: [{ chain: "shared", epoch: 1, member: bram, wrapped: random(200) }] }))).toBe("not-found");
      expect(reference(await asked(stage.bram, "POST", `/cases/${at}/exclusions`, { members: [stage.anna.keyring.member], wraps: [] }))).toBe("not-found");
      expect(reference(await asked(stage.bram, "POST", `/cases/${at}/exports`, { form: "archive" }))).toBe("not-found");
      expect(reference(await asked(stage.bram, "GET", `/cases/${at}/events`))).toBe("not-found");
    }
    const after = (await asked(stage.bram, "GET", "/workload")).json;
    expect(JSON.stringify(after)).not.toBe(JSON.stringify(before));
    expect((await asked(stage.bram, "POST", "/handovers", { team, from: stage.anna.keyring.member, to: bram })).status).toBeLessThan(500);
    expect((await asked(stage.bram, "GET", `/cases/${id}`)).status).toBe(404);
  });
});

describe("a complaint procedure", { timeout: 120_000 }, () => {
  let committee: Committee;
  let id: string;
  let code: string;
  let procedure: string;
  let who: Reported;
  beforeAll(async () => {
    committee = await committeeWorld();
    who = await complained(committee);
    id = who.post.case;
    procedure = await begin(committee, committee.sara, id);
    await sayIn(await asComplainant(committee, who), "hand-in", script, { kind: "complaint" });
    await step(committee, committee.sara, id, "affiliated");
    code = await invited(committee, committee.sara, id);
    await step(committee, committee.sara, id, "forward", { body: { text: script } });
  }, 120_000);
  afterAll(() => committee.world.close());

  it("shows the words of every side as words, on every page", async () => {
    await sayIn(await asBoard(committee, code), "answer-complaint", script);
    const ticketOn = (html: string): string => /name="ticket" value="([^"]*)"/.exec(html.replaceAll(/<template[\s\S]*?<\/template>/g, ""))?.[1] ?? "";
    const talk = await committee.world.page("/gesprek/openen", { code: who.identity.code });
    const sides = [await committee.world.page("/procedure/openen", { code }), await committee.world.page("/gesprek/klacht", { ticket: ticketOn(talk.html) })];
    for (const { html, status } of sides) expect([status, html.includes("&lt;script&gt;")]).toEqual([200, true]);
    for (const { html } of [talk, ...sides]) expect(html).not.toMatch(/<script>alert|<img src=x/);
  });

  it("gives the board's code no other door: not the conversation, not its end, not a card, not a proof", async () => {
    const open = await committee.world.page("/procedure/openen", { code });
    const ticket = /name="ticket" value="([^"]*)"/.exec(open.html)?.[1] ?? "";
    expect(ticket).not.toBe("");
    const fields = { ticket, mark: crypto.randomUUID(), text: "Wij zijn het", mode: "delete", sure: "yes", answer: "yes", consent: crypto.randomUUID(), want: "hide-looks", card: "trusted", kind: "told", name: "Een naam", sentence: "vier woorden of meer" };
    for (const path of ["schrijven", "einde", "wens", "kaart", "toestemming", "bericht", "bellen", "contact", "bewijs", "terugweg", "navraag"]) {
      const page = await committee.world.page(`/gesprek/${path}`, fields);
      expect(page.status, path).toBeGreaterThanOrEqual(400);
      expect(page.status, path).toBeLessThan(500);
    }
    const [row] = await committee.world.store.asOwner(({ run }) => run("select state from cases where id = $1", [id]));
    expect(["new", "open", "unread", "waiting"]).toContain(row?.["state"]);
    expect(await committee.world.store.asOwner(({ run }) => run("select kind from pieces where case_id = $1 and kind not in ('label', 'report', 'contact', 'procedure')", [id]))).toEqual([]);
  });

  it("takes the same step of two secretaries once, and no step of a side whose turn it is not", async () => {
    expect(await trySay(await asBoard(committee, code), "answer-complaint", "Nog eens")).toMatchObject({ ok: false, because: "transition-not-allowed" });
    expect(await trySay(await asBoard(committee, code), "say-not-solved", "Namens de ouder")).toMatchObject({ ok: false });
    const board = await asBoard(committee, code);
    expect((await procedureOf(board)).opening.state).toBe("answered");
    await sayIn(await asComplainant(committee, who), "say-not-solved", "Het is niet opgelost");
    const both = await Promise.all([committee.sara, committee.stef].map((one) => tryStep(committee, one, id, "offer-mediation", { dueDay: "2027-01-15" })));
    expect(both.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    expect(both.every(({ status }) => status < 500)).toBe(true);
    expect(procedure).not.toBe(id);
  });
});

describe("after all this", () => {
  it("nothing failed inside, and nobody's words stand in the log", async () => {
    expect(world.logged.filter((line) => line.includes("request.failed"))).toEqual([]);
    expect(world.logged.join("")).not.toMatch(/script|Ze wachten|specht|opa vist/i);
    const who = await reported(world, story);
    expect((await write(world.line, await talkOf(who), draftOf([{ kind: "message", body: { text: "Alles werkt nog" } }]))).ok).toBe(true);
  });
});
