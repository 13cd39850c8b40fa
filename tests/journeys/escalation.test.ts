/** To the ministry: only when stuck or urgent, only with a yes, only after a second pair of eyes; answered, told, taken back. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watchEscalations } from "../../src/cases/jobs/escalations.ts";
import { EscalationTransitions } from "../../src/cases/rules/escalation.ts";
import { dutiesOwedTo } from "../../src/cases/rules/duties.ts";
import { findMarks, MarkKinds, maskedText } from "../../src/cases/rules/anonymise/index.ts";
import type { CaseReaders, FollowUp } from "../../src/cases/shape.ts";
import type { OpenFollowUps } from "../../src/cases/shape/person.ts";
import type { GivenAnswer } from "../../src/cases/shape/consent.ts";
import type { ExchangeAct } from "../../src/cases/shape/escalation.ts";
import { wrapsFor } from "../../src/desk/cases/kept-out.ts";
import { openGiven } from "../../src/desk/cases/consent.ts";
import { dossierIn, draftOf, openExchange, sealSecond, sealWord } from "../../src/desk/cases/escalation.ts";
import { sealNext } from "../../src/desk/cases/writing.ts";
import { dayOf } from "../../src/base/index.ts";
import { followUpOf } from "../../src/site/browser/sealing/person.ts";
import { casesWorld, reported } from "./cases-world.ts";
import { asked, logOf, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";
import { agreed, askConsent, escalationsAt, lineAt, prepared, say, sealedSending, seconded, sent, story, team, wholeOf, withMinistry } from "./escalation-world.ts";
import type { Escalating, Sent } from "./escalation-world.ts";

let stage: Escalating;

beforeAll(async () => {
  stage = await withMinistry(await casesWorld());
}, 180_000);
afterAll(() => stage.world.close());

const refusalOf = ({ status, json }: { readonly status: number; readonly json: Readonly<Record<string, unknown>> }): unknown => (status < 400 ? "done" : json["reference"]);
const own = (text: string, values: readonly unknown[] = []) => stage.world.store.asOwner(({ run }) => run(text, values));

async function exchangeOf(desk: Desk, one: Sent): Promise<string> {
  if (desk === stage.olga) return dossierIn(await openedAt(desk, one.to), await logOf(desk))?.dossier.exchange ?? "";
  return draftOf(await openedAt(desk, one.id), await lineAt(desk, one.id, one.escalation))?.exchange ?? "";
}

async function word(desk: Desk, one: Sent, act: ExchangeAct, text: string) {
  const at = desk === stage.olga ? one.to : one.id;
  const line = await lineAt(desk, at, one.escalation);
  const sealed = await sealWord(line, { act, text }, { installation: stage.world.installation.id, exchange: await exchangeOf(desk, one), ministry: team, log: await logOf(desk), keyring: desk.keyring });
  const path = `/cases/${at}/escalations/${one.escalation}`;
  return act === "reply" ? asked(desk, "POST", `${path}/replies`, { word: sealed }) : asked(desk, "POST", `${path}/answers`, { act, word: sealed });
}

async function exchanged(desk: Desk, one: Sent): Promise<readonly (string | undefined)[]> {
  const line = await lineAt(desk, desk === stage.olga ? one.to : one.id, one.escalation);
  const { words } = await openExchange(line, { installation: stage.world.installation.id, exchange: await exchangeOf(desk, one), ministry: team, log: await logOf(desk) });
  return words.map(({ text }) => text);
}

describe("asking the ministry", () => {
  it("needs a reason of the closed list that holds, and the person's signed yes for this", async () => {
    const calm = await agreed(stage, { ...story, danger: "no" });
    expect((await escalationsAt(stage.anna, calm.id)).reasons).toEqual([]);
    for (const reason of ["urgent", "term-passed", "two-desks"] as const) expect(refusalOf((await prepared(stage, stage.anna, { ...calm, reason })).answer)).toBe("not-stuck");
    const silent = await reported(stage.world, story);
    await asked(stage.anna, "POST", `/cases/${silent.post.case}/desk-key`, { wrap: "AAAA", teamEpoch: 1 });
    const { id } = await agreed(stage);
    const unanswered = await askConsent(stage, id, ["report"]);
    expect(refusalOf((await prepared(stage, stage.anna, { id, consent: unanswered })).answer)).toBe("consent-required");
    expect(dutiesOwedTo("ministry")).toEqual([]);
  });

  it("is stuck as well when a term has passed", async () => {
    const calm = await agreed(stage, { ...story, danger: "no" });
    const before = stage.world.clock.now();
    stage.world.clock.set(new Date(before.getTime() + 20 * 86_400_000).toISOString());
    const late = await deskAgain(stage.anna);
    expect((await escalationsAt(late, calm.id)).reasons).toEqual(["term-passed"]);
    expect(refusalOf((await prepared(stage, late, { ...calm, reason: "term-passed" })).answer)).toBe("done");
    stage.world.clock.set(before.toISOString());
  });

  it("asks nobody of the ministry for a referral, and nobody else for an escalation", async () => {
    const { id } = await agreed(stage);
    const opened = await openedAt(stage.anna, id);
    for (const [purpose, to] of [["referral", team], ["escalation", "kindertelefoon-desk"]] as const) {
      const piece = await sealNext(opened, { kind: "consent-asked", body: { purpose, team: to, parts: [], later: false, until: "2026-12-31", text: "?" } }, { keyring: stage.anna.keyring, log: await logOf(stage.anna) });
      expect(refusalOf(await asked(stage.anna, "POST", `/cases/${id}/consents`, { piece, purpose, team: to, until: "2026-12-31" }))).toBe("input-invalid");
    }
    const points = (await stage.world.api("GET", "/api/v1/support-points")).json as unknown as readonly { team: string }[];
    expect(points.map((one) => one.team)).not.toContain(team);
  });
});

async function deskAgain(desk: Desk): Promise<Desk> {
  return { ...desk, cookie: await stage.world.signIn("balans-anna") };
}

describe("the second pair of eyes", () => {
  it("is somebody else: nobody agrees to his own dossier, in no way", async () => {
    const { id, consent } = await agreed(stage);
    const { escalation } = await prepared(stage, stage.anna, { id, consent });
    expect(refusalOf(await seconded(stage.anna, id, escalation))).toBe("second-person-required");
    await expect(own("update escalations set seconded_by = prepared_by, state = 'seconded' where id = $1", [escalation])).rejects.toThrow(/nobody_seconds_himself|check/);
    await expect(own("update escalations set state = 'seconded' where id = $1", [escalation])).rejects.toThrow(/two_people|check/);
  });

  it("comes before anything goes: a dossier without it is sealed by no browser and stored by no server", async () => {
    const { id, consent } = await agreed(stage);
    const { escalation } = await prepared(stage, stage.anna, { id, consent });
    await expect(sealedSending(stage, stage.anna, { id, consent, escalation })).rejects.toThrow("unsigned");
    const other = await sent(stage);
    const forced = { ...other.post, placed: { ...other.post.placed, case: stage.world.context.random.uuid() }, step: await sealNext(await openedAt(stage.anna, id), { kind: "step", body: { text: "weg" } }, { keyring: stage.anna.keyring, log: await logOf(stage.anna) }) };
    expect(refusalOf(await asked(stage.anna, "POST", `/cases/${id}/escalations/${escalation}/sending`, forced))).toBe("state-changed");
    await expect(own("insert into case_links (to_case, from_case, kind) values ($1, $2, 'escalation')", [stage.world.context.random.uuid(), id])).rejects.toThrow(/nobody agreed/);
  });

  it("finds the dossier under today; who made it, and who is kept out, do not", async () => {
    const waiting = async (desk: Desk, id: string) => ((await asked(desk, "GET", "/follow-ups")).json as unknown as OpenFollowUps).dossiers.filter((one) => one.case === id);
    const { id, consent } = await agreed(stage);
    const { escalation } = await prepared(stage, stage.anna, { id, consent });
    expect(await waiting(stage.bram, id)).toEqual([{ case: id, escalation, state: "prepared", urgent: true, dueDay: null }]);
    expect(await waiting(stage.anna, id)).toEqual([]);
    expect(refusalOf(await seconded(stage.bram, id, escalation))).toBe("done");
    expect([await waiting(stage.anna, id), await waiting(stage.bram, id)]).toMatchObject([[{ state: "seconded" }], [{ state: "seconded" }]]);
    expect(refusalOf((await prepared(stage, stage.bram, { id, consent, escalation, text: "Anders gezegd." })).answer)).toBe("done");
    expect([await waiting(stage.anna, id), await waiting(stage.bram, id)]).toMatchObject([[{ state: "prepared" }], []]);
    const { readers } = (await asked(stage.bram, "POST", `/cases/${id}/readers`, { code: null })).json as unknown as CaseReaders;
    const rest = readers.filter((one) => one.member !== stage.anna.keyring.member);
    const wraps = await wrapsFor(await openedAt(stage.bram, id), rest, await logOf(stage.bram));
    expect(refusalOf(await asked(stage.bram, "POST", `/cases/${id}/exclusions`, { members: [stage.anna.keyring.member], wraps }))).toBe("done");
    expect(await waiting(stage.anna, id)).toEqual([]);
  });

  it("counts for these words only: a changed dossier needs another yes, and changed words are found out at the ministry", async () => {
    const { id, consent } = await agreed(stage);
    const { escalation } = await prepared(stage, stage.anna, { id, consent, text: "Zoals gelezen." });
    expect(refusalOf(await seconded(stage.bram, id, escalation))).toBe("done");
    expect(refusalOf((await prepared(stage, stage.anna, { id, consent, escalation, text: "Stiekem anders." })).answer)).toBe("done");
    expect((await lineAt(stage.anna, id, escalation)).state).toBe("prepared");
    await expect(sealedSending(stage, stage.anna, { id, consent, escalation })).rejects.toThrow("unsigned");
    const whole = await sent(stage);
    const opened = await openedAt(stage.olga, whole.to);
    const log = await logOf(stage.olga);
    expect(dossierIn(opened, log)).toMatchObject({ proven: true, dossier: { text: "De school reageert niet." } });
    const forged = opened.shared.pieces.map((one) => {
      if (one.raw.kind !== "dossier" || !one.examined.ok) return one;
      const body = { ...(JSON.parse(new TextDecoder().decode(one.examined.piece.body)) as object), text: "Stiekem anders." };
      return { ...one, examined: { ...one.examined, piece: { ...one.examined.piece, body: new TextEncoder().encode(JSON.stringify(body)) as Uint8Array<ArrayBuffer> } } };
    });
    expect(dossierIn({ ...opened, shared: { ...opened.shared, pieces: forged } }, log)?.proven).toBe(false);
  });

  it("of another escalation is worth nothing, and the same sending twice is sent once", async () => {
    const one = await sent(stage);
    const again = await asked(stage.anna, "POST", `/cases/${one.id}/escalations/${one.escalation}/sending`, one.post);
    expect([again.status, again.json]).toMatchObject([201, { case: one.to }]);
    const elsewhere = { ...one.post, placed: { ...one.post.placed, case: stage.world.context.random.uuid() }, step: await sealNext(await openedAt(stage.anna, one.id), { kind: "step", body: { text: "nog eens" } }, { keyring: stage.anna.keyring, log: await logOf(stage.anna) }) };
    expect(refusalOf(await asked(stage.anna, "POST", `/cases/${one.id}/escalations/${one.escalation}/sending`, elsewhere))).toBe("state-changed");
    const line = await lineAt(stage.bram, one.id, one.escalation);
    const { id, consent } = await agreed(stage);
    const other = await prepared(stage, stage.anna, { id, consent });
    const replayed = await sealNext(await openedAt(stage.bram, id), { kind: "dossier-second", body: { escalation: other.escalation, draft: (await lineAt(stage.bram, id, other.escalation)).draft ?? "", signature: await signatureOf(one) } }, { keyring: stage.bram.keyring, log: await logOf(stage.bram) });
    expect(refusalOf(await asked(stage.bram, "POST", `/cases/${id}/escalations/${other.escalation}/second`, { piece: replayed }))).toBe("done");
    await expect(sealedSending(stage, stage.anna, { id, consent, escalation: other.escalation })).rejects.toThrow("unsigned");
    expect(line.state).toBe("sent");
  });
});

async function signatureOf(one: Sent): Promise<string> {
  return dossierIn(await openedAt(stage.olga, one.to), await logOf(stage.olga))?.dossier.second.signature ?? "";
}

describe("the ministry", () => {
  it("sees what was sent and nothing else: not the case it came from, no other part, no other desk's list", async () => {
    const one = await sent(stage);
    expect(refusalOf(await asked(stage.olga, "GET", `/cases/${one.id}`))).toBe("not-found");
    expect(refusalOf(await asked(stage.olga, "GET", `/cases/${one.id}/escalations`))).toBe("not-found");
    for (const path of ["/cases?filter=all", "/referrals", "/call-backs"]) expect(refusalOf(await asked(stage.olga, "GET", path))).toBe("not-allowed");
    const opened = await openedAt(stage.olga, one.to);
    const dossier = dossierIn(opened, await logOf(stage.olga))?.dossier;
    const { pieces } = (await asked(stage.olga, "GET", `/cases/${one.to}/given`)).json as unknown as GivenAnswer;
    const given = await openGiven(pieces, { opened, log: await logOf(stage.olga), origin: dossier, purpose: "escalation", today: dayOf(stage.world.clock.now()) });
    expect(given.filter((each) => each.ok).map((each) => each.raw.kind).toSorted()).toEqual(["consent", "consent-asked", "report"]);
    const { json } = await asked(stage.olga, "GET", "/escalations");
    expect(JSON.stringify(json)).toContain(one.to);
    expect(JSON.stringify(json)).not.toContain(one.id);
  });

  it("takes it up, asks back, answers; the desk tells the person, and then it is settled", async () => {
    const one = await sent(stage);
    const at = `/cases/${one.to}/escalations/${one.escalation}`;
    expect(refusalOf(await asked(stage.anna, "POST", `/cases/${one.id}/state`, { act: "close", expected: "open", outcome: "not-known" }))).toBe("state-changed");
    await asked(stage.anna, "POST", `/cases/${one.id}/state`, { act: "take", expected: "unread" });
    expect(refusalOf(await asked(stage.anna, "POST", `/cases/${one.id}/state`, { act: "close", expected: "open", outcome: "not-known" }))).toBe("ministry-open");
    expect(refusalOf(await asked(stage.olga, "POST", `${at}/taking`))).toBe("done");
    expect(refusalOf(await word(stage.olga, one, "question", "Is de inspectie al gebeld?"))).toBe("done");
    expect(refusalOf(await word(stage.anna, one, "reply", "Ja, vorige week."))).toBe("done");
    expect(refusalOf(await word(stage.olga, one, "answer", "We bellen het bestuur vandaag."))).toBe("done");
    expect(refusalOf(await word(stage.olga, one, "answer", "Nog iets."))).toBe("state-changed");
    for (const desk of [stage.anna, stage.olga]) expect(await exchanged(desk, one)).toEqual(["Is de inspectie al gebeld?", "Ja, vorige week.", "We bellen het bestuur vandaag."]);
    const step = await sealNext(await openedAt(stage.anna, one.id), { kind: "step", body: { text: "Het ministerie belt het bestuur." } }, { keyring: stage.anna.keyring, log: await logOf(stage.anna) });
    expect(refusalOf(await asked(stage.anna, "POST", `/cases/${one.id}/escalations/${one.escalation}/settlement`, { step }))).toBe("done");
    const { talk } = await wholeOf(stage.world, one.noor);
    expect(talk.items.filter((item) => item.kind === "step").map((item) => item.body["text"])).toEqual(["We legden dit voor aan het ministerie.", "Het ministerie belt het bestuur."]);
    expect((await lineAt(stage.anna, one.id, one.escalation)).state).toBe("settled");
  });

  it("that lets its term pass is overdue: it goes up, and there is still a way on", async () => {
    const one = await sent(stage);
    const due = (await lineAt(stage.anna, one.id, one.escalation)).dueDay ?? "";
    const before = stage.world.clock.now();
    stage.world.clock.set(`${due}T22:30:00Z`);
    stage.world.clock.advance(86_400_000);
    expect(await watchEscalations(stage.world.context)).toBeGreaterThan(0);
    expect(await watchEscalations(stage.world.context)).toBe(0);
    const told = await own("select event from outbox where event = 'escalation.late'");
    expect(told.length).toBeGreaterThan(0);
    stage.world.clock.set(before.toISOString());
    expect((await lineAt(stage.anna, one.id, one.escalation)).state).toBe("overdue");
    expect(refusalOf(await word(stage.olga, one, "return", "Dit hoort bij de inspectie."))).toBe("done");
  });

  it("cannot be spoken for: a reply in its name is not believed, and its words cannot be moved", async () => {
    const one = await sent(stage);
    await word(stage.olga, one, "question", "Wanneer?");
    const line = await lineAt(stage.anna, one.id, one.escalation);
    const parts = { installation: stage.world.installation.id, exchange: await exchangeOf(stage.anna, one), ministry: team, log: await logOf(stage.anna) };
    const forged = await sealWord(line, { act: "answer", text: "Alles is in orde." }, { ...parts, keyring: stage.anna.keyring });
    const seen = await openExchange({ id: line.id, words: [...line.words, { ...forged, act: "answer", sender: "member:x", day: "2026-11-23" }] }, parts);
    expect(seen.words.map(({ text }) => text)).toEqual(["Wanneer?", undefined]);
    const moved = await openExchange({ id: stage.world.context.random.uuid(), words: line.words }, parts);
    expect(moved.words.map(({ text }) => text)).toEqual([undefined]);
  });
});

describe("an anonymised dossier", () => {
  it("holds none of the planted identifiers: not in its text, not beside it", async () => {
    const told = "Joris uit groep 7b slaat me bij juf Anja op basisschool 't Vlinderbos in Zwolle, sinds 12 maart. Bel mijn moeder Fatima op 06-12345678.";
    const words = Object.fromEntries(MarkKinds.map((kind) => [kind, kind])) as Record<(typeof MarkKinds)[number], string>;
    const text = maskedText(told, findMarks(told, [{ kind: "name", text: "Noor" }]), words);
    const one = await sent(stage, { form: "anonymised", text, told: { ...story, what: told } });
    const opened = await openedAt(stage.olga, one.to);
    const random = /AGE-SECRET-KEY-\w+|[0-9a-f]{8}-[0-9a-f-]{27}|"[\w-]{86}"/g;
    const all = opened.shared.pieces.map(({ examined }) => (examined.ok ? new TextDecoder().decode(examined.piece.body).replaceAll(random, "") : "")).join("\n");
    for (const planted of ["Joris", "joris", "7b", "Anja", "Vlinderbos", "Zwolle", "12 maart", "Fatima", "12345678", "Noor", "bullying"]) expect(all).not.toContain(planted);
    expect(all).toContain("slaat me bij");
    expect((await asked(stage.olga, "GET", `/cases/${one.to}/given`)).json).toEqual({ pieces: [] });
    const sneaked = { ...one.post, given: [{ piece: one.noor.post.pieces[1]?.id, key: "AAAA" }] };
    expect(refusalOf(await asked(stage.anna, "POST", `/cases/${one.id}/escalations/${one.escalation}/sending`, sneaked))).toBe("input-invalid");
  });
});

describe("taking a yes back", () => {
  it("works with the code alone, at once, in every state: nothing is left at the ministry", async () => {
    for (const stepTo of [[], ["question"], ["answer"]] as const) {
      const one = await sent(stage);
      for (const act of stepTo) await word(stage.olga, one, act, "Iets.");
      await say(stage.world, one.noor, one.consent, "withdraw");
      expect(refusalOf(await asked(stage.olga, "GET", `/cases/${one.to}`))).toBe("not-found");
      expect(refusalOf(await asked(stage.olga, "POST", `/cases/${one.to}/escalations/${one.escalation}/taking`))).toBe("not-found");
      expect(await lineAt(stage.anna, one.id, one.escalation)).toMatchObject({ state: "withdrawn", words: [] });
      expect(await own("select count(*)::int as n from pieces where case_id = $1", [one.to])).toEqual([{ n: 0 }]);
      await expect(sealedSending(stage, stage.anna, one)).rejects.toThrow("withdrawn");
    }
  });

  it("works without script too, where every step stands in plain words", async () => {
    const one = await sent(stage);
    const { html } = await stage.world.page("/gesprek/openen", { code: one.noor.identity.code });
    expect(html).toContain("Het ligt bij het ministerie.");
    expect(html).toContain("We legden dit voor aan het ministerie.");
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const after = await stage.world.page("/gesprek/toestemming", { ticket, consent: one.consent, answer: "withdraw", mark: stage.world.context.random.uuid() });
    expect(after.html).toContain("Het is niet meer bij het ministerie.");
    expect(refusalOf(await asked(stage.olga, "GET", `/cases/${one.to}`))).toBe("not-found");
  });

  it("before it is sent stops it, and wins or loses whole against a sending at the same moment", async () => {
    const { noor, id, consent } = await agreed(stage);
    const { escalation } = await prepared(stage, stage.anna, { id, consent });
    await seconded(stage.bram, id, escalation);
    const post = await sealedSending(stage, stage.anna, { id, consent, escalation });
    await Promise.all([asked(stage.anna, "POST", `/cases/${id}/escalations/${escalation}/sending`, post), say(stage.world, noor, consent, "withdraw").catch(() => undefined)]);
    await say(stage.world, noor, consent, "withdraw");
    expect(refusalOf(await asked(stage.olga, "GET", `/cases/${post.placed.case}`))).toBe("not-found");
    expect((await lineAt(stage.anna, id, escalation)).state).toBe("withdrawn");
  });

  it("deleting with the code takes it along, however the pieces lie on the disk; the person sees where it stands until then", async () => {
    const one = await sent(stage);
    // As after the database cleaned up: the dossier lies before the words that asked for the yes.
    await own("alter table pieces disable trigger user");
    await own("update pieces set sender = sender where id = $1", [one.consent]);
    await own("alter table pieces enable trigger user");
    const whole = await wholeOf(stage.world, one.noor);
    const seen = await followUpOf(stage.world.line, whole.talk);
    expect(seen.ok && (seen.value as FollowUp).escalations).toMatchObject([{ state: "sent" }]);
    expect(whole.desks.find((desk) => desk.case === one.to)?.talk?.items.map((item) => [item.kind, item.trouble])).toEqual([["label", undefined], ["dossier", undefined]]);
    const { end } = await import("../../src/site/browser/sealing/talk.ts");
    expect(await end(stage.world.line, whole.talk, "delete")).toEqual(expect.objectContaining({ ok: true }));
    expect(refusalOf(await asked(stage.olga, "GET", `/cases/${one.to}`))).toBe("not-found");
  });
});

describe("a lesson for the network", () => {
  it("reaches the coordinator after a second of the ministry agreed, and leads back to nothing", async () => {
    expect(refusalOf(await asked(stage.olga, "POST", "/lessons", { text: "Besturen kennen de termijn van vier weken vaak niet." }))).toBe("done");
    const [lesson] = (await asked(stage.olga, "GET", "/lessons")).json["lessons"] as { id: string; state: string }[];
    const carla = { ...stage.anna, cookie: await stage.world.signIn("balans-carla") };
    expect((await asked(carla, "GET", "/lessons")).json).toEqual({ lessons: [] });
    expect(refusalOf(await asked(stage.olga, "POST", `/lessons/${lesson?.id}/agreement`))).toBe("second-person-required");
    expect(refusalOf(await asked(stage.piet, "POST", `/lessons/${lesson?.id}/agreement`))).toBe("done");
    expect((await asked(carla, "GET", "/lessons")).json["lessons"]).toMatchObject([{ state: "agreed", organisation: "ocw", mine: false }]);
    expect(await own("select proposed_by from lessons where id = $1", [lesson?.id])).toEqual([{ proposed_by: null }]);
  });
});

describe("the table of states", () => {
  it("is the same in the database", async () => {
    const rows = await own("select act, side, from_state, to_state, words from escalation_moves");
    const known = new Set(["asked", "consented"]);
    const table = EscalationTransitions.flatMap(({ act, by, from, to, words }) => from.filter((one) => !known.has(one) && !known.has(to)).map((one) => `${act} ${by} ${one} ${to} ${String(words === true)}`));
    const first = ["prepare desk answered prepared false", "prepare desk returned prepared false", "prepare desk settled prepared false"];
    expect(rows.map((row) => `${row["act"]} ${row["side"]} ${row["from_state"]} ${row["to_state"]} ${row["words"]}`).toSorted()).toEqual(table.filter((one) => !one.startsWith("ask ") && !first.includes(one)).toSorted());
  });

  it("lets nobody send by a step that does not follow", async () => {
    const one = await sent(stage);
    await expect(own("update escalations set state = 'settled' where id = $1", [one.escalation])).rejects.toThrow(/does not follow/);
    await word(stage.olga, one, "question", "Wanneer?");
    await expect(own("update escalation_words set act = 'answer'")).rejects.toThrow(/never changes/);
  });

  it("seals the yes of the second to what stands on the screen", async () => {
    const { id, consent } = await agreed(stage);
    const { escalation } = await prepared(stage, stage.anna, { id, consent });
    const line = await lineAt(stage.bram, id, escalation);
    const opened = await openedAt(stage.bram, id);
    const log = await logOf(stage.bram);
    const seal = async (shown: typeof line): Promise<unknown> => sealSecond(opened, shown, { keyring: stage.bram.keyring, log });
    await expect(seal({ ...line, draft: stage.world.context.random.uuid() })).rejects.toThrow("no-draft");
    await expect(seal({ ...line, preparedBy: stage.bram.keyring.member })).rejects.toThrow("no-draft");
  });
});
