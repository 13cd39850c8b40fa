/**
 * Who stops takes back what nobody took up yet: an offer to another desk, and what lies at the ministry. The receiver opens nothing
 * of it, the sender sees it as withdrawn, the person reads so. And how a case may go at all, whoever asks the database.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { dayOf } from "../../src/base/index.ts";
import { CaseStates, Transitions } from "../../src/cases/rules.ts";
import type { CaseConsents } from "../../src/cases/shape/consent.ts";
import { followUpOf } from "../../src/site/browser/sealing/person.ts";
import { draftOf, end, openWith, say as write } from "../../src/site/browser/sealing/talk.ts";
import { readLedger } from "../../src/store/index.ts";
import { tellEverybody, whoHears } from "../support/told-by-mail.ts";
import { casesWorld, reported } from "./cases-world.ts";
import type { Reported } from "./cases-world.ts";
import { asked, askConsent, deskOf, offer, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";
import { agreed, lineAt, prepared, say, seconded, sent, until, wholeOf, withMinistry } from "./escalation-world.ts";
import type { Escalating } from "./escalation-world.ts";

let stage: Escalating;
let farid: Desk;

beforeAll(async () => {
  stage = await withMinistry(await casesWorld());
  farid = await deskOf(stage.world, stage.world.other);
  await tellEverybody(stage.world.store, stage.world.context.secrets.noticeIdentity, "iemand@voorbeeld.example");
}, 180_000);
afterAll(() => stage.world.close());

const own = (text: string, values: readonly unknown[] = []) => stage.world.store.asOwner(({ run }) => run(text, values));
const stateOf = async (id: string): Promise<unknown> => (await own("select state from cases where id = $1", [id]))[0]?.["state"];
const today = (): string => dayOf(stage.world.clock.now());

type Offered = { readonly noor: Reported; readonly id: string; readonly consent: string; readonly to: string };

/** Told at the first desk; she said yes to the other one, which did not answer yet. */
async function offered(): Promise<Offered> {
  const noor = await reported(stage.world, { what: "Ze sluiten me buiten", mode: "anonymous", topic: "bullying" });
  const { case: id } = noor.post;
  const consent = await askConsent(stage.anna, id, { team: farid.team, kinds: ["report"], until });
  await say(stage.world, noor, consent, "yes");
  return { noor, id, consent, to: await offer(stage.anna, id, { team: farid.team, consent, today: today() }) };
}

const accept = (to: string) => asked(farid, "POST", `/cases/${to}/referral`, { act: "accept" });
const stop = async (noor: Reported) => end(stage.world.line, (await wholeOf(stage.world, noor)).talk, "stop");
const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
const opened = async (noor: Reported): Promise<string> => (await stage.world.page("/gesprek/openen", { code: noor.identity.code })).html;
const shown = (html: string): string => html.replaceAll(/<template[\s\S]*?<\/template>/g, "");
async function stopWithoutScript(noor: Reported): Promise<number> {
  const page = await opened(noor);
  return (await stage.world.page("/gesprek/einde", { ticket: hidden(page, "ticket"), mark: hidden(page, "mark"), mode: "stop" })).status;
}

async function isGoneThere({ noor, id, consent, to }: Offered): Promise<void> {
  expect(await stateOf(to)).toBe("removed");
  expect((await asked(farid, "GET", `/cases/${to}`)).status).toBe(404);
  expect((await accept(to)).json["reference"]).toBe("not-found");
  expect(JSON.stringify((await asked(farid, "GET", "/referrals")).json)).not.toContain(to);
  expect(await own("select from given_pieces where to_case = $1", [to])).toEqual([]);
  const { outgoing, consents } = (await asked(stage.anna, "GET", `/cases/${id}/consents`)).json as unknown as CaseConsents;
  expect([outgoing.map((one) => one.state), consents.map((one) => one.state)]).toEqual([["withdrawn"], ["withdrawn"]]);
  const { desks, consents: said } = await wholeOf(stage.world, noor);
  expect([desks.map((one) => [one.referral, one.talk]), said.map((one) => one.state)]).toEqual([[["withdrawn", undefined]], ["withdrawn"]]);
  const page = shown(await opened(noor));
  expect(page).toMatch(/Dit gaat niet door\. [^.]+ heeft niets meer van jou\./);
  expect(page).not.toContain("mag dit lezen");
  // Outside the database too: no backup brings it back.
  const kept = readLedger(stage.world.context.config.data)?.entries.map((one) => `${one.kind} ${one.id}`) ?? [];
  expect(kept).toEqual(expect.arrayContaining([`case ${to}`, `consent ${consent}`]));
}

describe("an offer that nobody took yet", () => {
  it("is gone at the other desk when the person stops, which is told that something changed", async () => {
    const one = await offered();
    await own("delete from outbox");
    expect((await stop(one.noor)).ok).toBe(true);
    expect(await own("select payload from outbox where event = 'consent.ended'")).toEqual([{ payload: { team: farid.team } }]);
    await isGoneThere(one);
    expect(await whoHears(stage.world.context, stage.world.store)).toContain(farid.keyring.member);
  }, 60_000);

  it("is gone without script too", async () => {
    const one = await offered();
    expect(await stopWithoutScript(one.noor)).toBe(200);
    await isGoneThere(one);
  }, 60_000);

  it("is gone too when she says that she was helped", async () => {
    const { noor, id, to } = await offered();
    await own("update cases set state = 'asked-helped' where id = $1", [id]);
    const { talk } = await wholeOf(stage.world, noor);
    expect((await write(stage.world.line, talk, draftOf([{ kind: "helped", body: { answer: "yes" } }], { helped: "yes" }))).ok).toBe(true);
    expect([await stateOf(id), await stateOf(to)]).toEqual(["closed", "removed"]);
  }, 60_000);

  it("is not offered again under the old yes when the desk opens the case once more", async () => {
    const { noor, id, consent } = await offered();
    await stop(noor);
    expect((await asked(stage.anna, "POST", `/cases/${id}/state`, { act: "reopen", expected: "closed" })).status).toBe(200);
    await expect(offer(stage.anna, id, { team: farid.team, consent, today: today() })).rejects.toThrow("consent-required");
  }, 60_000);

  it("is taken by nobody who says yes at the very moment of stopping: it is gone, or it was taken and stopped too", async () => {
    for (const stopping of [stop, stopWithoutScript]) {
      const { noor, id, to } = await offered();
      const [accepted] = await Promise.all([accept(to), stopping(noor)]);
      expect([await stateOf(id), await stateOf(to)]).toEqual(["closed", accepted.status === 204 ? "closed" : "removed"]);
    }
  }, 120_000);
});

describe("a desk that took it over", () => {
  it("is stopped as well when the first desk was done already, with script and without", async () => {
    for (const stopping of [stop, stopWithoutScript]) {
      const { noor, id, to } = await offered();
      expect((await accept(to)).status).toBe(204);
      const now = (await openedAt(stage.anna, id)).raw.state;
      if (now === "unread" || now === "new") await asked(stage.anna, "POST", `/cases/${id}/state`, { act: "take", expected: now });
      expect((await asked(stage.anna, "POST", `/cases/${id}/state`, { act: "close", expected: "open", outcome: "referred" })).status).toBe(200);
      expect(shown(await opened(noor))).toContain('value="stop"');
      await stopping(noor);
      expect([await stateOf(id), await stateOf(to)]).toEqual(["closed", "closed"]);
      expect((await stop(noor)).ok).toBe(false);
    }
  }, 120_000);
});

describe("a dossier for the ministry", () => {
  const escalationsOf = async (noor: Reported): Promise<readonly string[]> => {
    const talk = await openWith(stage.world.line, noor.identity.keys, { installation: stage.world.installation.id });
    const follow = talk.ok ? await followUpOf(stage.world.line, talk.value) : talk;
    return follow.ok ? follow.value.escalations.map((one) => one.state) : [];
  };

  it("is gone there when the person stops while nobody took it up, and the desk sees it as withdrawn", async () => {
    const { noor, id, escalation, to, consent } = await sent(stage);
    expect((await stop(noor)).ok).toBe(true);
    expect((await asked(stage.olga, "GET", `/cases/${to}`)).status).toBe(404);
    expect(JSON.stringify((await asked(stage.olga, "GET", "/escalations")).json)).not.toContain(to);
    expect((await asked(stage.olga, "POST", `/cases/${to}/escalations/${escalation}/taking`)).json["reference"]).toBe("not-found");
    expect((await lineAt(stage.anna, id, escalation)).state).toBe("withdrawn");
    expect(await own("select state from consents where id = $1", [consent])).toEqual([{ state: "withdrawn" }]);
    expect(await escalationsOf(noor)).toEqual(["withdrawn"]);
    const kept = readLedger(stage.world.context.config.data)?.entries.map((one) => `${one.kind} ${one.id}`) ?? [];
    expect(kept).toEqual(expect.arrayContaining([`case ${to}`, `consent ${consent}`]));
  }, 60_000);

  it("goes nowhere any more when it was being prepared", async () => {
    const { noor, id, consent } = await agreed(stage);
    const { escalation } = await prepared(stage, stage.anna, { id, consent });
    await seconded(stage.bram, id, escalation);
    expect((await stop(noor)).ok).toBe(true);
    expect((await lineAt(stage.anna, id, escalation)).state).toBe("withdrawn");
    expect(await own("select state from consents where id = $1", [consent])).toEqual([{ state: "withdrawn" }]);
  }, 60_000);
});

describe("the database", () => {
  const member = () => ({ role: "member", member: stage.anna.keyring.member, organisation: stage.anna.keyring.organisation }) as const;
  const asMember = (id: string, state: string, outcome: string | null) => stage.world.context.db.transaction(member(), async (tx) => void (await sql`update cases set state = ${state}, outcome = ${outcome} where id = ${id}`.execute(tx.sql)));
  /** As the person's side of the server writes, with nothing said beside it. */
  async function asPerson(id: string, state: string, outcome: string | null): Promise<void> {
    const [key] = await own("select lookup_hmac from reporter_keys where case_id = $1", [id]);
    const given = { pieces: [], uploads: [], mostBytes: 1000, today: today(), state, outcome, urgent: false, dueDay: today(), halfDay: today() };
    await stage.world.context.db.transaction({ role: "visitor" }, async (tx) => void (await sql`select gehoord_write(${key?.["lookup_hmac"]}, ${JSON.stringify(given)}::jsonb)`.execute(tx.sql)));
  }

  it("has the table of states, as the rules have it", async () => {
    const rows = await own("select act, side, from_state, to_state, outcome from case_moves");
    const table = Transitions.filter((one) => one.to !== "removed").flatMap(({ act, by, from, to, outcomes }) => from.flatMap((state) => (outcomes ?? [""]).map((outcome) => `${act} ${by} ${state} ${to} ${outcome}`)));
    expect(rows.map((row) => `${row["act"]} ${row["side"]} ${row["from_state"]} ${row["to_state"]} ${row["outcome"]}`).toSorted()).toEqual(table.toSorted());
  });

  it("lets no member close in a way, from a state or with an outcome that is not in it", async () => {
    const { post } = await reported(stage.world, { what: "Nog niemand las dit", mode: "anonymous" });
    const ways = CaseStates.filter((one) => one !== "removed").flatMap((from) => ["not-known", "referred", "no-longer-wanted", "helped", "anders"].map((outcome) => ({ from, outcome })));
    const close = Transitions.find((one) => one.act === "close");
    for (const { from, outcome } of ways) {
      await own("update cases set state = $2, outcome = case when $2 = 'closed' then 'not-known' end where id = $1", [post.case, from]);
      const may = close?.from.includes(from) === true && close.outcomes?.some((one) => one === outcome) === true && outcome !== "referred";
      const same = from === "closed" && outcome === "not-known";
      const done = await asMember(post.case, "closed", outcome).then(() => true, () => false);
      expect({ from, outcome, done }).toEqual({ from, outcome, done: may || same });
    }
    await own("update cases set state = 'open', outcome = null where id = $1", [post.case]);
    await expect(asMember(post.case, "unread", null)).rejects.toThrow(/does not go/);
    await expect(asMember(post.case, "closed", null)).rejects.toThrow();
  });

  it("takes nobody's word for the person's: helped only in answer, in the step in which she says so", async () => {
    const noor = await reported(stage.world, { what: "Help", mode: "anonymous" });
    const { case: id } = noor.post;
    for (const from of ["new", "open", "waiting", "unread"]) {
      await own("update cases set state = $2 where id = $1", [id, from]);
      await expect(asPerson(id, "closed", "helped"), from).rejects.toThrow(/does not go|only the person/);
    }
    await own("update cases set state = 'asked-helped' where id = $1", [id]);
    await expect(asPerson(id, "closed", "helped")).rejects.toThrow(/only the person/);
    await expect(asPerson(id, "closed", "not-known")).rejects.toThrow(/does not go/);
    // A "no" lies in the chain from now on: with it nobody makes a yes later.
    const { talk } = await wholeOf(stage.world, noor);
    expect((await write(stage.world.line, talk, draftOf([{ kind: "helped", body: { answer: "no" } }], { helped: "no" }))).ok).toBe(true);
    await own("update cases set state = 'asked-helped' where id = $1", [id]);
    await expect(asPerson(id, "closed", "helped")).rejects.toThrow(/only the person/);
    await expect(own("update cases set state = 'closed', outcome = 'helped' where id = $1", [id])).rejects.toThrow(/only the person/);
    await expect(stage.world.context.db.transaction({ role: "system" }, async (tx) => void (await sql`update cases set state = 'closed', outcome = 'helped' where id = ${id}`.execute(tx.sql)))).rejects.toThrow(/only the person/);
  });
});
