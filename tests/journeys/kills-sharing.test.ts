/**
 * `kill -9` while a case goes to another desk, while a yes is taken back, and while keys are renewed. Afterwards everything
 * is whole: never half, never lost, never readable for who may not. `KILLS` rounds each (3).
 */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseConsents, GivenAnswer } from "../../src/cases/shape/consent.ts";
import type { RewrapPage } from "../../src/cases/shape.ts";
import type { Me, OrganisationView } from "../../src/accounts/shape.ts";
import { openGiven, originOf } from "../../src/desk/cases/consent.ts";
import type { OpenedCase } from "../../src/desk/cases/opening.ts";
import { makeTeamKey } from "../../src/desk/keyring/making.ts";
import { renewKeyring } from "../../src/desk/keyring/keyring.ts";
import { runRewrapJob } from "../../src/desk/keyring/rewrap-job.ts";
import { fromBase64Url, signerFrom, unwrap, unwrapText } from "../../src/envelope/index.ts";
import { followUpOf } from "../../src/site/browser/sealing/person.ts";
import { keysOf, openWith } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { answerConsent, openThreads } from "../../src/site/browser/sealing/threads.ts";
import type { Whole } from "../../src/site/browser/sealing/threads.ts";
import { changeCards } from "../../src/site/browser/sealing/way-back.ts";
import { figure } from "../signpost/figures.ts";
import { engineUnderTest } from "../support/database.ts";
import { openForm, reportWithFile, signedIn, talkOf, type Receipted, type SignedIn } from "../support/people.ts";
import { asked, askConsent, logOf, offer, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";
import { brokenDown, deskIn, lineIn, newPlace, pause, startHouse, stopped } from "./falling-house.ts";
import type { House, Place } from "./falling-house.ts";

const rounds = Number(process.env["KILLS"] ?? "3");
const [senders, receivers] = ["ouders-onderwijs", "kindertelefoon"] as const;
const limit = 120_000 + rounds * 60_000;

type People = { readonly marieke: SignedIn; readonly dilan: SignedIn; readonly noor: SignedIn };
let place: Place;
let house: House;
let people: People;

beforeAll(async () => {
  place = await newPlace();
  house = await startHouse(place);
  people = { marieke: await signedIn(house.address, "marieke"), dilan: await signedIn(house.address, "dilan"), noor: await signedIn(house.address, "noor") };
}, 300_000);
afterAll(async () => {
  await stopped(house);
  await place.remove();
});

const sender = (): Desk => deskIn(house, people.marieke, senders);
const receiver = (): Desk => deskIn(house, people.noor, receivers);
const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const got = async <T>(desk: Desk, path: string): Promise<T> => (await asked(desk, "GET", path)).json as unknown as T;
const kinds = ({ shared }: OpenedCase, kind: string): number => shared.pieces.filter(({ raw }) => raw.kind === kind).length;

/** What somebody was told has happened. */
type Matter = { readonly who: Receipted; readonly installation: string; readonly salt: string; readonly told: Set<string>; card?: string };

async function reported(): Promise<Matter | undefined> {
  const form = await openForm(house.address, senders, `2001:db8:${randomBytes(2).toString("hex")}::1`);
  const who = await reportWithFile(lineIn(house), form, "Hij zit thuis.", randomBytes(500));
  return who === undefined ? undefined : { who, installation: form.destination.installation, salt: form.salt, told: new Set() };
}

async function talkIn({ who, installation }: Matter): Promise<Talk> {
  const talk = await talkOf(lineIn(house), installation, who);
  if (talk === undefined) throw new Error("the code opens nothing");
  return talk;
}

async function wholeOf(matter: Matter): Promise<Whole> {
  const whole = await openThreads(lineIn(house), await talkIn(matter));
  if (!whole.ok) throw new Error(whole.because);
  return whole.value;
}

async function said(matter: Matter, answer: "yes" | "withdraw"): Promise<void> {
  const whole = await wholeOf(matter);
  const line = whole.consents.at(-1);
  const done = line === undefined ? undefined : await answerConsent(lineIn(house), whole, line, answer);
  if (done?.ok === true) matter.told.add(answer);
}

/** Asked, agreed, offered, accepted every other time, taken back. */
async function shared(matter: Matter, accepts: boolean): Promise<void> {
  const id = matter.who.case;
  const consent = await askConsent(sender(), id, { team: receivers, kinds: ["report"], until: day(30) });
  await said(matter, "yes");
  const to = await offer(sender(), id, { team: receivers, consent, today: day(0) });
  matter.told.add("offered");
  if (accepts && (await asked(receiver(), "POST", `/cases/${to}/referral`, { act: "accept" })).status === 204) matter.told.add("accepted");
  await said(matter, "withdraw");
}

/** One after another until the house is gone; what was not confirmed is not counted. */
async function oneAfterAnother(matters: Matter[], gone: () => boolean, then: (matter: Matter) => Promise<void>): Promise<void> {
  while (!gone()) {
    try {
      const matter = await reported();
      if (matter === undefined) continue;
      matters.push(matter);
      await then(matter);
    } catch {
      await pause(5);
    }
  }
}

async function partsAt(desk: Desk, id: string): Promise<string[]> {
  const opened = await openedAt(desk, id);
  const { pieces } = await got<GivenAnswer>(desk, `/cases/${id}/given`);
  const parts = await openGiven(pieces, { opened, log: await logOf(desk), today: day(0), origin: originOf(opened), purpose: "referral" });
  return parts.map((one) => (one.ok ? one.raw.kind : one.because)).toSorted();
}

const agreedParts = ["consent", "consent-asked", "report"];

/** What the receiving desk finds must fit what the sender, the consent and the person's conversation say. */
async function refuseHalf(matter: Matter): Promise<string> {
  const { who, told } = matter;
  const opened = await openedAt(sender(), who.case);
  expect(opened.shared.pieces.filter(({ examined }) => !examined.ok)).toEqual([]);
  const { consents, outgoing } = await got<CaseConsents>(sender(), `/cases/${who.case}/consents`);
  const state = consents[0]?.state ?? "none";
  const said = state === "given" || state === "withdrawn" ? 1 : 0;
  expect([kinds(opened, "consent-asked"), kinds(opened, "consent"), kinds(opened, "withdrawal")]).toEqual([consents.length, said, state === "withdrawn" ? 1 : 0]);
  const [referral] = outgoing;
  expect(kinds(opened, "step")).toBe(outgoing.length);
  if (told.has("yes")) expect(said).toBe(1);
  if (told.has("withdraw")) expect(state).toBe("withdrawn");
  if (told.has("offered")) expect(referral).toBeDefined();
  if (told.has("accepted")) expect(referral?.state).toBe("accepted");
  expect((await asked(receiver(), "GET", `/cases/${who.case}`)).status).toBe(404);
  const whole = await wholeOf(matter);
  expect([...whole.talk.items, ...whole.desks.flatMap((desk) => desk.talk?.items ?? [])].filter(({ trouble }) => trouble !== undefined)).toEqual([]);
  expect(whole.desks.map((desk) => desk.referral)).toEqual(outgoing.map((one) => one.state));
  if (referral === undefined) return state;
  expect((await asked(sender(), "GET", `/cases/${referral.case}`)).status).toBe(404);
  if (state === "withdrawn") expect(["accepted", "withdrawn"]).toContain(referral.state);
  if (referral.state === "withdrawn") expect((await asked(receiver(), "GET", `/cases/${referral.case}`)).status).toBe(404);
  else expect(await partsAt(receiver(), referral.case)).toEqual(state === "given" ? agreedParts : []);
  return `${state}, ${referral.state}`;
}

/** So many falls, each in the middle of one of these requests; the house stands again afterwards. */
async function falls(moments: readonly RegExp[], matters: Matter[], then: (matter: Matter, count: number) => Promise<void>): Promise<number> {
  let inside = 0;
  for (let count = 0; count < rounds; count += 1) {
    const moment = moments[count % moments.length] ?? /./;
    inside += (await brokenDown(place, house, moment, (gone) => oneAfterAnother(matters, gone, (matter) => then(matter, count)))) ? 1 : 0;
    house = await startHouse(place);
    people = { marieke: { ...people.marieke, address: house.address }, dilan: { ...people.dilan, address: house.address }, noor: { ...people.noor, address: house.address } };
  }
  return inside;
}

const counted = (all: readonly string[]): string => [...Map.groupBy(all, (one) => one)].map(([one, same]) => `${same.length} ${one}`).join("; ");

describe(`the house, brought down in the middle (${engineUnderTest})`, () => {
  it(`of offering and accepting a referral, ${rounds} times: it lies whole at the other desk, or not at all`, { timeout: limit }, async () => {
    const matters: Matter[] = [];
    const inside = await falls([/\/referrals$/, /\/referral$/], matters, (matter) => shared(matter, true));
    const found: string[] = [];
    for (const matter of matters) found.push(await refuseHalf(matter));
    figure(`${engineUnderTest}, referral: ${rounds} falls, ${inside} inside the transaction; ${counted(found)}`);
    expect(matters.length).toBeGreaterThanOrEqual(rounds);
  });

  it(`of taking a yes back, ${rounds} times: the parts are gone with it, or the yes still stands`, { timeout: limit }, async () => {
    const matters: Matter[] = [];
    const inside = await falls([/\/withdrawals$/], matters, (matter, count) => shared(matter, count % 2 === 0));
    const found: string[] = [];
    for (const matter of matters) found.push(await refuseHalf(matter));
    figure(`${engineUnderTest}, withdrawal: ${rounds} falls, ${inside} inside the transaction; ${counted(found)}`);
    expect(found.some((one) => one.startsWith("given") || one.startsWith("withdrawn"))).toBe(true);
  });

  it(`of renewing keys, ${rounds} times: who may reads everything, and who may not reads nothing`, { timeout: limit }, async () => {
    const matters: Matter[] = [];
    const inside = await falls([/\/cards$/, /\/keys$/, /\/rewraps$/], matters, renewedBeside);
    await renewMarieke();
    while ((await rewrapPage(200)) > 0) continue;
    for (const matter of matters) await refuseLostKey(matter);
    figure(`${engineUnderTest}, keys: ${rounds} falls, ${inside} inside the transaction; ${matters.length} cases open for who may`);
    expect(matters.length).toBeGreaterThanOrEqual(rounds);
  });
});

/* ------------------------------------------------------------ keys */

async function renewMarieke(): Promise<void> {
  people = { ...people, marieke: { ...people.marieke, keyring: await renewKeyring(await got<never>(sender(), "/me"), people.marieke.keyring) } };
}

/** A new key of the team, by the administrator. */
async function newTeamKey(): Promise<void> {
  const admin = deskIn(house, people.dilan, senders);
  const me = await got<Me>(admin, "/me");
  const root = signerFrom(await unwrap(fromBase64Url(me.root?.wrapped ?? "") ?? new Uint8Array(), people.dilan.keyring.own.identity));
  const view = await got<OrganisationView>(admin, "/my-organisation");
  const team = view.teams.find((one) => one.id === senders);
  const members = view.members.filter((one) => one.status === "active" && one.teams.includes(senders));
  const key = await makeTeamKey(await logOf(admin), { organisation: view.organisation, root }, { team: senders, epoch: (team?.epoch ?? 0) + 1 }, members);
  const answer = await asked(admin, "POST", `/teams/${senders}/keys`, key);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.json));
}

/** Seals the next page again, as a worker's browser does; answers what is left. */
async function rewrapPage(size: number): Promise<number> {
  const { teams } = people.marieke.keyring;
  const newest = Math.max(...teams.filter((one) => one.team === senders).map((one) => one.epoch));
  const mine = teams.filter((one) => one.team === senders);
  const epochs = mine.filter((one) => one.epoch !== newest).map((one) => one.epoch);
  if (epochs.length === 0) return 0;
  const page = await got<RewrapPage>(sender(), `/teams/${senders}/rewraps?size=${size}&epochs=${epochs.join(".")}`);
  if (page.wraps.length === 0 || page.current !== newest) return 0;
  const identities = Object.fromEntries(mine.map((one) => [one.epoch, one.identity]));
  const sealed = await runRewrapJob({ identities, recipient: mine.find((one) => one.epoch === newest)?.recipient ?? "", wraps: page.wraps });
  const wraps = page.wraps.map(({ case: id, chain, epoch }, at) => ({ case: id, chain, epoch, wrapped: sealed[at] }));
  return Number((await asked(sender(), "POST", `/teams/${senders}/rewraps`, { teamEpoch: newest, wraps })).json["left"]);
}

/** A second card is given and taken back, and meanwhile the team gets a new key. */
async function renewedBeside(matter: Matter): Promise<void> {
  const line = lineIn(house);
  const talk = await talkIn(matter);
  const before = await followUpOf(line, talk);
  if (!before.ok) return;
  const given = await changeCards(line, talk, { salt: matter.salt, codes: before.value.codes, card: "trusted" });
  if (!given.ok) return;
  matter.card = given.value.code ?? "";
  const codes = await followUpOf(line, given.value.talk);
  if (!codes.ok) return;
  const ended = await changeCards(line, given.value.talk, { salt: matter.salt, codes: codes.value.codes, end: codes.value.codes.cards.find(({ mine }) => !mine) });
  if (ended.ok) matter.told.add("ended");
  await newTeamKey();
  await renewMarieke();
  while ((await rewrapPage(5)) > 0) continue;
}

/** The newest key of the team opens everything and older ones nothing; the own code opens everything; a card that ended, nothing. */
async function refuseLostKey(matter: Matter): Promise<void> {
  const { who, installation, salt, told, card } = matter;
  const { keyring } = people.marieke;
  const newest = keyring.teams.filter((one) => one.team === senders).toSorted((one, other) => other.epoch - one.epoch)[0];
  const only: Desk = { ...sender(), keyring: { ...keyring, teams: newest === undefined ? [] : [newest] } };
  const opened = await openedAt(only, who.case);
  expect(opened.shared.pieces.map(({ examined }) => examined.ok)).not.toContain(false);
  expect(kinds(opened, "report")).toBe(1);
  const older = keyring.teams.filter((one) => one.team === senders && one.epoch !== newest?.epoch);
  for (const { wrapped, holderKind } of opened.raw.wraps) {
    if (holderKind !== "team") continue;
    for (const { identity } of older) await expect(unwrapText(fromBase64Url(wrapped) ?? new Uint8Array(), identity)).rejects.toThrow("cannot-open");
  }
  const talk = await talkIn(matter);
  expect(talk.items.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
  if (card === undefined) return;
  const codes = await followUpOf(lineIn(house), talk);
  const cards = codes.ok ? codes.value.codes.cards.length : 0;
  const keys = await keysOf(card, salt);
  const second = keys === undefined ? undefined : await openWith(lineIn(house), keys, { installation });
  expect(second?.ok, "the card counts, or it opens nothing").toBe(cards === 2);
  if (told.has("ended")) expect(cards).toBe(1);
  if (cards === 1) expect(talk.items.some(({ kind }) => kind === "epoch")).toBe(true);
}

