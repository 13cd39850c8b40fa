/**
 * Attacks on what came after the first desk: codes that decide nothing, sides of a procedure, numbers and days that cannot be,
 * addresses and headers that ask for another answer, links that were given out twice, names that are markup. Each as the promise
 * that it would break; through the real router, on one house.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpAt } from "../../src/accounts/index.ts";
import { deskToken } from "../../src/accounts/shape.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { renewProofKey } from "../../src/cases/actions/proofs.ts";
import { caseEvents, raiseDueCheckIns } from "../../src/cases/jobs.ts";
import { noticeText, signedFields } from "../../src/cases/shape.ts";
import { wrapsFor } from "../../src/desk/cases/kept-out.ts";
import { inviteBoard } from "../../src/desk/cases/procedure.ts";
import { makePerson } from "../../src/desk/keyring/making.ts";
import { recipientOf, signAct, toBase64Url, wrap } from "../../src/envelope/index.ts";
import type { JsonValue, ReporterKeys } from "../../src/envelope/index.ts";
import { routes } from "../../src/house.ts";
import { setNotice } from "../../src/site/browser/sealing/notice.ts";
import { followUpOf, proofOf, sayHowItIs, wishFor } from "../../src/site/browser/sealing/person.ts";
import { complainantWay } from "../../src/site/browser/sealing/procedure.ts";
import { draftOf, keysOf, openWith, say as write } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { changeCards } from "../../src/site/browser/sealing/way-back.ts";
import { runOutbox } from "../../src/store/index.ts";
import { pngSample } from "../support/sample-files.ts";
import { agreed as callAgreed, changeMoment, staffed, talkOf as callTalk } from "./call-back-people.ts";
import { casesWorld, pointOf, reported, sealedReport, team, totpSecret } from "./cases-world.ts";
import type { Answered, Reported, World } from "./cases-world.ts";
import { asked, deskOf, logOf, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";
import { agreed as escalationAgreed, prepared, withMinistry } from "./escalation-world.ts";
import type { Escalating } from "./escalation-world.ts";
import { asBoard, asComplainant, begin, committeeWorld, complained, invited, onDesk, opened as procedureOf, readyFor, say as sayIn, step, trySay } from "./procedure-world.ts";
import type { Committee, Taking } from "./procedure-world.ts";
import { Body } from "./shown-page.ts";

let world: World;
let stage: Escalating;
let noor: Desk;
let committee: Committee;
const script = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
const story = { what: "Ze wachten me op", name: "Noor", mode: "confidential", reach: "phone", phone: "0612345678", topic: "bullying", role: "pupil" };

beforeAll(async () => {
  world = await casesWorld();
  stage = await withMinistry(world);
  await renewProofKey(world.context);
  noor = await deskOf(world, world.other);
  committee = await committeeWorld(undefined, world);
}, 120_000);
afterAll(() => world.close());

const reference = ({ json, status }: Answered): unknown => json["reference"] ?? status;
const random = (count: number): string => toBase64Url(world.context.random.bytes(count));
const own = (text: string, values: readonly unknown[] = []) => world.store.asOwner(({ run }) => run(text, values));
const post = (path: string, body: unknown, cookie?: string): Promise<Answered> => world.api("POST", `/api/v1${path}`, body, cookie);
const failures = (): string[] => world.logged.filter((line) => line.includes("request.failed"));
const valueOf = <T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string }): T => {
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
};
const talkOf = async ({ identity }: Pick<Reported, "identity">): Promise<Talk> => valueOf(await openWith(world.line, identity.keys, { installation: world.installation.id }));

/** Signs anything at all with the key of a code, over a fresh number. */
async function signedPost(keys: ReporterKeys, act: Parameters<typeof signAct>[1]["act"], path: string, fields: Record<string, unknown>): Promise<Answered> {
  const lookup = toBase64Url(keys.lookup);
  const nonce = String((await post("/conversation/challenges", { lookup })).json["nonce"]);
  const signature = toBase64Url(signAct(keys.signer, { act, nonce, fields: signedFields({ ...fields, lookup, nonce, signature: "" }) as JsonValue }));
  return post(path, { ...fields, lookup, nonce, signature });
}

/** A helper of this person, with a code of the helper's own. */
async function helperOf(who: Pick<Reported, "identity">): Promise<{ readonly code: string; readonly talk: Talk }> {
  const talk = await talkOf(who);
  const { salt } = world.installation;
  const { code = "" } = valueOf(await changeCards(world.line, talk, { salt, codes: valueOf(await followUpOf(world.line, talk)).codes, card: "helper" }));
  const keys = await keysOf(code, salt);
  if (keys === undefined) throw new Error("the helper got no code");
  return { code, talk: valueOf(await openWith(world.line, keys, { installation: world.installation.id })) };
}

const page = async (path: string, fields: Record<string, string>): Promise<Body> => new Body(await world.page(path, fields));
const hiddenOn = ({ seen }: Body, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(seen)?.[1] ?? "";
const inside = (shown: Body): Record<string, string> => ({ ticket: hiddenOn(shown, "ticket"), mark: hiddenOn(shown, "mark") });
const decides = "Dit beslist de melder zelf.";

describe("a helper's code", { timeout: 120_000 }, () => {
  it("changes nothing of how the person is reached, told or called, and says nothing in the person's place", async () => {
    await staffed(world, stage.bram.cookie, { day: "2026-11-24", on: 2 });
    const who = await callAgreed(world, "2026-11-24T09:30:00.000Z");
    const { code, talk } = await helperOf(who);
    const mail = { mail: "helper@voorbeeld.example", hours: "any", language: "nl", recipient: await recipientOf(world.context.secrets.noticeIdentity) } as const;
    expect(await setNotice(world.line, talk, mail)).toMatchObject({ because: "person-only" });
    for (const slot of ["2026-11-24T10:30:00.000Z", null]) expect(await changeMoment(world.line, talk, slot)).toMatchObject({ because: "person-only" });
    expect(await write(world.line, talk, draftOf([{ kind: "contact", body: { reach: "phone", phone: "0687654321" } }]))).toMatchObject({ because: "person-only" });
    expect(await proofOf(world.line, talk, "told")).toMatchObject({ because: "person-only" });
    const open = (): Promise<Body> => page("/gesprek/openen", { code });
    for (const [path, fields] of [["bericht", { notice: "keep", noticeMail: mail.mail, noticeHours: "any" }], ["contact", { reach: "phone", phone: "0687654321" }], ["bellen", { call: "cancel" }], ["bewijs", { kind: "told" }]] as const) {
      const shown = await page(`/gesprek/${path}`, { ...inside(await open()), ...fields });
      expect([shown.status >= 400 && shown.status < 500, shown.seen.includes(decides)], path).toEqual([true, true]);
    }
    const [call] = await own("select slot, state from call_backs where case_id = $1", [who.post.case]);
    expect([call?.["state"], new Date(String(call?.["slot"])).toISOString()]).toEqual(["asked", "2026-11-24T09:30:00.000Z"]);
    expect(await own("select kind from pieces where case_id = $1 and kind in ('contact', 'call-time')", [who.post.case])).toEqual([]);
    expect(await own("select 1 from notices where case_id = $1", [who.post.case])).toEqual([]);
    expect((await write(world.line, await callTalk(world, who), draftOf([{ kind: "message", body: { text: "Ik help mee" } }]))).ok).toBe(true);
  });

  it("answers no question of how it is, so that nobody else says that all is well", async () => {
    const who = await reported(world, story);
    const id = randomUUID();
    valueOf(await wishFor(world.line, await talkOf(who), { want: "plan-check-in", id, day: "2026-11-24" }));
    const before = world.clock.now().toISOString();
    const { code, talk } = await helperOf(who);
    world.clock.set("2026-11-25T09:00:00Z");
    await raiseDueCheckIns(world.context);
    expect(await sayHowItIs(world.line, talk, id, { better: "yes", retaliation: "no" })).toMatchObject({ because: "person-only" });
    const shown = await page("/gesprek/navraag", { ...inside(await page("/gesprek/openen", { code })), checkIn: id, better: "yes", retaliation: "no" });
    expect([shown.status, shown.seen.includes(decides)]).toEqual([422, true]);
    expect(await own("select state from check_ins where id = $1", [id])).toEqual([{ state: "asked" }]);
    world.clock.set(before);
  });

  it("takes no step in a complaint procedure, with or without script; it reads and writes", async () => {
    const who = await complained(committee);
    const { code, talk } = await helperOf(who);
    const id = who.post.case;
    await begin(committee, committee.sara, id);
    const helper: Taking = { committee, way: complainantWay(await talkOf({ identity: { ...who.identity, keys: talk.keys } })) };
    expect(await trySay(helper, "hand-in", "Ik dien het in", { kind: "complaint" })).toMatchObject({ because: "person-only" });
    await sayIn(await asComplainant(committee, who), "hand-in", "Onze klacht", { kind: "complaint" });
    const form = await page("/gesprek/klacht", inside(await page("/gesprek/openen", { code })));
    const pulled = await page("/gesprek/klacht/schrijven", { ...inside(form), act: "withdraw", words: "Toch maar niet" });
    expect([pulled.status, pulled.seen.includes(decides)]).toEqual([409, true]);
    for (const act of ["withdraw", "say-solved", "say-done"] as const) expect(await trySay(helper, act, "Namens haar"), act).toMatchObject({ ok: false, because: "person-only" });
    expect((await trySay(helper, "write", "Ik lees mee")).ok).toBe(true);
    expect((await procedureOf(await asComplainant(committee, who))).opening.state).toBe("received");
  });
});

describe("a side of a procedure", { timeout: 120_000 }, () => {
  type Sitting = { readonly id: string; readonly who: Reported; readonly code: string; readonly board: Taking };
  async function forwarded(): Promise<Sitting> {
    const who = await complained(committee);
    const id = who.post.case;
    await begin(committee, committee.sara, id);
    await sayIn(await asComplainant(committee, who), "hand-in", "Onze klacht", { kind: "complaint" });
    await step(committee, committee.sara, id, "affiliated");
    const code = await invited(committee, committee.sara, id);
    await step(committee, committee.sara, id, "forward");
    return { id, who, code, board: await asBoard(committee, code) };
  }
  let one: Sitting;
  let two: Sitting;
  beforeAll(async () => {
    [one, two] = [await forwarded(), await forwarded()];
  }, 120_000);

  /** A file that the complainant puts into the procedure without script. */
  async function handsOver({ who }: Sitting): Promise<string> {
    const form = await page("/gesprek/klacht", inside(await page("/gesprek/openen", { code: who.identity.code })));
    const sent = await world.page("/gesprek/klacht/schrijven", { ...inside(form), act: "write", words: "Zie de bijlage", files: new File([new Uint8Array(pngSample())], "brief.png", { type: "image/png" }) });
    expect(sent.status).toBe(200);
    const [row] = await own("select p.id from procedure_pieces p join procedures o on o.id = p.procedure_id where o.case_id = $1 and p.kind = 'file'", [who.post.case]);
    return String(row?.["id"]);
  }

  it("reads the papers of its own procedure, and of no other, also when it knows their number", async () => {
    const paper = await handsOver(one);
    const file = (taking: Taking) => signedPost(taking.way.keys, "procedure-file", `/conversation/procedure/files/${paper}`, {});
    const ask = async (taking: Taking): Promise<number> => {
      const lookup = toBase64Url(taking.way.keys.lookup);
      const nonce = String((await post("/conversation/challenges", { lookup })).json["nonce"]);
      return (await post(`/conversation/procedure/files/${paper}`, { lookup, nonce, signature: toBase64Url(signAct(taking.way.keys.signer, { act: "procedure-file", nonce, fields: { piece: paper } })) })).status;
    };
    expect([await ask(one.board), await ask(two.board)]).toEqual([200, 404]);
    // What is signed is the paper that is asked for: without it in the signature nothing comes.
    expect(reference(await file(one.board))).toBe("code-not-recognised");
    // A file of the conversation itself was never handed to the procedure.
    for (const path of ["files", "thread-files"]) expect((await signedPost(one.board.way.keys, "file", `/conversation/${path}/${paper}`, {})).status, path).toBeGreaterThanOrEqual(400);
  });

  it("hands in no paper of the other side as its own, and none twice", async () => {
    const [row] = await own("select p.upload from procedure_pieces p join procedures o on o.id = p.procedure_id where o.case_id = $1 and p.kind = 'file'", [one.id]);
    const { opened } = await procedureOf(one.board);
    const piece = (kind: string, at: number, more = {}) => ({ id: randomUUID(), kind, sequence: opened.length + at, sealed: random(400), key: random(300), epoch: 1, ...more });
    const send = (upload: unknown, count = 1) => signedPost(one.board.way.keys, "procedure-say", "/conversation/procedure/words", { act: "write", pieces: [piece("statement", 1), ...Array.from({ length: count }, (_, at) => piece("file", 2 + at, { upload }))] });
    expect(reference(await send(row?.["upload"]))).toBe("file-incomplete");
    expect(reference(await send(randomUUID()))).toBe("file-incomplete");
    const begun = (await post("/uploads", { size: 600 })).json["upload"];
    await world.api("PUT", `/api/v1/uploads/${String(begun)}/parts/0`, world.context.random.bytes(600));
    expect(reference(await send(begun, 2))).toBe("file-incomplete");
    expect((await procedureOf(one.board)).opened.length).toBe(opened.length);
  });

  it("says what was said elsewhere, word for word and signed, and nobody believes it; the others go on", async () => {
    const said = (await procedureOf(one.board)).opening.pieces.find(({ sender, kind }) => sender === "reporter" && kind === "complaint");
    const { opened } = await procedureOf(two.board);
    const again = { id: said?.id, kind: "statement", sequence: opened.length + 1, sealed: said?.sealed, key: said?.key, epoch: 1 };
    expect((await signedPost(two.board.way.keys, "procedure-say", "/conversation/procedure/words", { act: "answer-complaint", pieces: [again] })).status).toBeGreaterThanOrEqual(400);
    expect((await signedPost(two.board.way.keys, "procedure-say", "/conversation/procedure/words", { act: "answer-complaint", pieces: [{ ...again, id: randomUUID() }] })).status).toBe(201);
    const complainant = await asComplainant(committee, two.who);
    const shown = (await procedureOf(complainant)).opened;
    expect([shown.items.at(-1)?.trouble !== undefined, shown.items.at(-1)?.body, shown.head !== undefined]).toEqual([true, {}, true]);
    const after = await sayIn(complainant, "say-not-solved", "Het is niet opgelost");
    expect(after.opened.items.at(-1)).toMatchObject({ party: "complainant", trouble: undefined });
    expect((await onDesk(committee, committee.sara, two.id)).opened.head).toBeDefined();
  });

  it("is spoken for by nobody of the committee, in no kind of words", async () => {
    const { raw, opened } = await onDesk(committee, committee.sara, one.id);
    const piece = (kind: string) => ({ id: randomUUID(), kind, sequence: opened.length + 1, sealed: random(400), key: random(300), epoch: 1 });
    const take = (act: string, kind: string, more = {}) => world.api("POST", `/api/v1/procedures/${one.id}/steps`, { act, expected: raw.state, pieces: [piece(kind)], ...more }, committee.sara.cookie);
    for (const [act, kind] of [["answer-complaint", "statement"], ["say-solved", "statement"], ["withdraw", "statement"], ["react", "reaction"], ["defend", "defence"], ["say-done", "done-answer"], ["hand-in", "complaint"], ["write", "complaint"], ["write", "reaction"], ["write", "defence"], ["write", "epoch"], ["write", "file"]] as const) {
      expect((await take(act, kind)).status, `${act} ${kind}`).toBeGreaterThanOrEqual(400);
    }
    for (const kind of ["consent", "consent-refused", "withdrawal", "check-in", "way-back", "call-back", "call-time", "contact", "ending", "helped", "dossier", "epoch"]) expect(reference(await world.api("POST", `/api/v1/cases/${one.id}/pieces`, { piece: piece(kind) }, committee.sara.cookie)), kind).toBe("input-invalid");
    expect((await procedureOf(one.board)).opening.state).toBe(raw.state);
  });

  it("gets one new code when two secretaries make one at the same moment", async () => {
    const screen = await readyFor(committee, committee.sara, one.id);
    const log = await logOf(stage.anna);
    const both = await Promise.all([committee.sara, committee.stef].map(async ({ keyring, cookie }) => ({ cookie, ...(await inviteBoard(screen, { keyring, log, argon2: nodeArgon2 })) })));
    const made = await Promise.all(both.map(({ cookie, post: body }) => world.api("POST", `/api/v1/procedures/${one.id}/invitations`, body, cookie)));
    expect(made.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(await own("select count(*)::int as n from procedure_boards b join procedures p on p.id = b.procedure_id where p.case_id = $1 and not b.ended", [one.id])).toEqual([{ n: 1 }]);
    expect((await page("/procedure/openen", { code: one.code })).status).toBe(404);
  });

  it("publishes no markup, and its secretary publishes nothing alone, also at the same moment", async () => {
    await sayIn(await asComplainant(committee, two.who), "withdraw", "Ik stop");
    await step(committee, committee.sara, two.id, "propose-summary", { kind: "summary", body: { text: script } });
    const publish = ({ cookie }: { readonly cookie: string }): Promise<Answered> => world.api("POST", `/api/v1/procedures/${two.id}/published-summary`, { text: script }, cookie);
    expect((await Promise.all([publish(committee.sara), publish(committee.stef), publish(committee.stef)])).filter(({ status }) => status === 204)).toHaveLength(1);
    const read = new Body(await world.page("/uitspraken"));
    expect([read.status, read.html.includes("&lt;script&gt;")]).toEqual([200, true]);
    expect(read.html).not.toMatch(/<script>alert|<img src=x/);
  });
});

describe("a number that somebody chose", { timeout: 120_000 }, () => {
  it("is not that of a check-in, an escalation, a procedure or a case of somebody else", async () => {
    const [mine, theirs] = [await reported(world, story), await reported(world, story)];
    const id = randomUUID();
    expect((await wishFor(world.line, await talkOf(theirs), { want: "plan-check-in", id, day: "2026-12-14" })).ok).toBe(true);
    expect((await wishFor(world.line, await talkOf(mine), { want: "plan-check-in", id, day: "2026-12-15" })).ok).toBe(false);
    expect((await asked(stage.anna, "POST", `/cases/${mine.post.case}/check-ins`, { id, day: "2026-12-15" })).status).toBe(422);
    expect(await own("select case_id, day::text as day from check_ins where id = $1", [id])).toEqual([{ case_id: theirs.post.case, day: "2026-12-14" }]);

    const [first, second] = [await escalationAgreed(stage), await escalationAgreed(stage)];
    const { escalation } = await prepared(stage, stage.anna, first);
    expect((await prepared(stage, stage.bram, { ...second, escalation })).answer.status).toBe(404);
    expect(await own("select case_id, prepared_by from escalations where id = $1", [escalation])).toEqual([{ case_id: first.id, prepared_by: stage.anna.keyring.member }]);

    const [there, here] = [await complained(committee), await complained(committee)];
    const procedure = await begin(committee, committee.sara, there.post.case);
    const piece = { id: randomUUID(), kind: "step", sequence: 1, sealed: random(300), key: random(200) };
    expect((await world.api("POST", "/api/v1/procedures", { case: here.post.case, procedure, piece }, committee.stef.cookie)).status).toBeGreaterThanOrEqual(400);
    expect(await own("select case_id from procedures where id = $1", [procedure])).toEqual([{ case_id: there.post.case }]);

    const intake = { case: theirs.post.case, team, epoch: 1, urgent: false, wraps: { team: random(400), reporters: [] }, pieces: [{ id: randomUUID(), kind: "label", sequence: 1, sealed: random(300), key: random(200) }] };
    expect((await asked(stage.anna, "POST", "/cases", intake)).status).toBeGreaterThanOrEqual(400);
    expect((await talkOf(theirs)).items.every(({ trouble }) => trouble === undefined)).toBe(true);
    expect(failures()).toEqual([]);
  });

  it("is refused when no column holds it, wherever one can be sent", async () => {
    const who = await reported(world, story);
    const id = who.post.case;
    const piece = (kind: string, more = {}) => ({ id: randomUUID(), kind, sequence: 9, sealed: random(300), key: random(200), ...more });
    for (const big of [2 ** 31, 2 ** 53 - 1, -1, 0.5]) {
      const sealed = await sealedReport(world, story);
      const sends: readonly (readonly [string, Promise<Answered>])[] = [
        ["a report", post("/reports", { ...sealed.post, epoch: big })],
        ["the place of a piece", post("/reports", { ...sealed.post, pieces: sealed.post.pieces.map((one) => ({ ...one, sequence: big })) })],
        ["a call", post("/call-back-requests", { ...sealed.post, epoch: big, slot: "2026-11-24T10:30:00.000Z" })],
        ["an upload", post("/uploads", { size: big })],
        ["a key of the desk", asked(stage.anna, "POST", `/cases/${id}/desk-key`, { wrap: random(200), teamEpoch: big })],
        ["an answer", asked(stage.anna, "POST", `/cases/${id}/pieces`, { piece: piece("answer", { epoch: big }) })],
        ["an intake", asked(stage.anna, "POST", "/cases", { case: randomUUID(), team, epoch: big, urgent: false, wraps: { team: random(400), reporters: [] }, pieces: [piece("label", { sequence: 1 })] })],
        ["a longer term", asked(stage.anna, "POST", `/cases/${id}/term`, { piece: piece("term"), change: { kind: "extension", days: big }, reason: "more-work" })],
        ["an admission", asked(stage.anna, "POST", `/cases/${id}/admissions`, { members: [stage.bram.keyring.member], wraps: [{ chain: "shared", epoch: big, member: stage.bram.keyring.member, wrapped: random(200) }] })],
        ["a wrap again", asked(stage.anna, "POST", `/teams/${team}/rewraps`, { teamEpoch: big, wraps: [{ case: id, chain: "shared", epoch: 1, wrapped: random(200) }] })],
        ["a hand on duty", asked(stage.bram, "POST", `/teams/${team}/duties`, { member: stage.anna.keyring.member, day: "2026-12-01", from: big, to: big, weeks: big })],
        ["a key of a team", asked(stage.anna, "POST", `/teams/${team}/keys`, { epoch: big, recipient: `age1pq1${"q".repeat(100)}`, entry: { kind: "team" }, wraps: [{ member: stage.anna.keyring.member, wrapped: random(200) }] })],
        ["a share of a team's key", asked(stage.anna, "POST", `/teams/${team}/wraps`, { member: stage.bram.keyring.member, wraps: [{ epoch: big, wrapped: random(200) }] })],
        ["a step", world.api("POST", `/api/v1/procedures/${id}/steps`, { act: "write", expected: "started", pieces: [piece("statement", { epoch: big })] }, committee.sara.cookie)],
      ];
      for (const [what, answer] of sends) {
        const { status } = await answer;
        expect([status >= 400 && status < 500, status], `${what} ${big}`).toEqual([true, status]);
      }
    }
    expect(failures()).toEqual([]);
  });

  it("is no day that the calendar does not have", async () => {
    const who = await reported(world, story);
    const id = who.post.case;
    const complaint = await complained(committee);
    await begin(committee, committee.sara, complaint.post.case);
    const piece = (kind: string) => ({ id: randomUUID(), kind, sequence: 9, sealed: random(300), key: random(200) });
    for (const day of ["2026-11-31", "2027-02-29", "2027-13-01", "0000-00-00", "9999-99-99"]) {
      const block = { language: "nl", title: "Titel", body: "Tekst", owner: stage.bram.keyring.member, reviewDay: day };
      const sends: readonly (readonly [string, Promise<Answered>])[] = [
        ["a consent", asked(stage.anna, "POST", `/cases/${id}/consents`, { piece: piece("consent-asked"), purpose: "referral", team: noor.team, until: day })],
        ["a check-in", asked(stage.anna, "POST", `/cases/${id}/check-ins`, { id: randomUUID(), day })],
        ["a pause", asked(stage.anna, "POST", `/cases/${id}/term`, { piece: piece("term"), change: { kind: "pause", until: day }, reason: "more-work" })],
        ["an absence", asked(stage.anna, "PUT", `/absences/${stage.anna.keyring.member}`, { from: day, until: day })],
        ["an absence that ends", asked(stage.anna, "PUT", `/absences/${stage.anna.keyring.member}`, { from: "2026-11-30", until: day })],
        ["a text", asked(stage.bram, "POST", "/text-blocks", block)],
        ["a hand on duty", asked(stage.bram, "POST", `/teams/${team}/duties`, { member: stage.anna.keyring.member, day, from: 600, to: 720, weeks: 3 })],
        ["two weeks of a team", asked(stage.bram, "GET", `/teams/${team}/duties?from=${day}`)],
        ["a closed day", asked(stage.anna, "POST", "/calendar/changes", { kind: "close", from: day, to: day })],
        ["a step", world.api("POST", `/api/v1/procedures/${complaint.post.case}/steps`, { act: "write", expected: "started", pieces: [piece("statement")], dueDay: day }, committee.sara.cookie)],
        ["an obligation", world.api("POST", `/api/v1/procedures/${complaint.post.case}/steps`, { act: "set-obligations", expected: "started", pieces: [piece("obligation")], obligations: [{ id: randomUUID(), addressee: "board", dueDay: day }] }, committee.sara.cookie)],
      ];
      for (const [what, answer] of sends) {
        const { status } = await answer;
        expect([status >= 400 && status < 500, status], `${what} ${day}`).toEqual([true, status]);
      }
      expect((await wishFor(world.line, await talkOf(who), { want: "plan-check-in", id: randomUUID(), day })).ok, day).toBe(false);
      const shown = await page("/gesprek/wens", { ...inside(await page("/gesprek/openen", { code: who.identity.code })), want: "plan-check-in", day });
      expect([400, 422], day).toContain(shown.status);
    }
    expect(failures()).toEqual([]);
  });

  it("does not keep the house busy: ten thousand years of closed days are refused at once", async () => {
    const began = performance.now();
    for (const path of ["/calendar/changes", "/calendar/previews"]) expect((await asked(stage.anna, "POST", path, { kind: "close", from: "2026-12-01", to: "9999-12-31" })).status, path).toBeLessThan(500);
    expect((await asked(stage.bram, "POST", `/teams/${team}/duties`, { member: stage.anna.keyring.member, day: "9999-12-31", from: 600, to: 720, weeks: 26 })).status).toBeLessThan(500);
    expect(performance.now() - began).toBeLessThan(10_000);
    await asked(stage.anna, "POST", "/calendar/changes", { kind: "open", from: "2026-12-01" });
    expect(failures()).toEqual([]);
  });
});

describe("a body", { timeout: 120_000 }, () => {
  const doors = routes.filter(({ method, path, body }) => body !== undefined && method !== "GET" && !path.startsWith("/api/v1/sign-in/sessions"));
  const at = (path: string): string => path.replaceAll(/\{\w+\}/g, () => randomUUID());
  const send = (path: string, method: string, body: string, type = "application/json"): Promise<Response> => world.raw(at(path), { method, headers: { "content-type": type, "x-csrf-token": deskToken, cookie: stage.anna.cookie }, body });

  it("of another form gets a plain refusal at every door: nested without end, with names of JavaScript, in half letters", async () => {
    const deep = "[".repeat(20_000) + "]".repeat(20_000);
    for (const { method, path, body: kind } of doors) {
      if (kind === "bytes") continue;
      for (const body of [`{"entry":{"kind":${deep}}}`, '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}', '{"name":"\\ud800","team":"\\udfff"}', "null", ""]) {
        const { status } = await send(path, method, body);
        expect([status >= 400 && status < 500, status], `${method} ${path} ${body.slice(0, 20)}`).toEqual([true, status]);
      }
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(failures()).toEqual([]);
  });

  it("nested without end stops no certificate and no end of a membership either", async () => {
    const deep = "[".repeat(60_000) + "]".repeat(60_000);
    const member = stage.bram.keyring.member;
    for (const [path, body] of [[`/members/${member}/certificates`, `{"entry":{"kind":${deep}}}`], [`/members/${member}/endings`, `{"entry":{"kind":${deep}},"keys":[]}`], [`/teams/${team}/keys`, `{"epoch":2,"recipient":"age1pq1${"q".repeat(100)}","entry":{"kind":${deep}},"wraps":[{"member":"${member}","wrapped":"${random(200)}"}]}`]] as const) {
      const answer = await world.raw(`/api/v1${path}`, { method: "POST", headers: { "content-type": "application/json", "x-csrf-token": deskToken, cookie: stage.anna.cookie }, body });
      expect([answer.status >= 400 && answer.status < 500, answer.status], path).toEqual([true, answer.status]);
    }
    expect((await asked(stage.bram, "GET", "/me")).status).toBe(200);
    expect(failures()).toEqual([]);
  });

  it("that says two things is one thing for signature and act alike", async () => {
    const who = await reported(world, story);
    const lookup = toBase64Url(who.identity.keys.lookup);
    const nonce = String((await post("/conversation/challenges", { lookup })).json["nonce"]);
    const wish = (want: string): string => JSON.stringify({ want, hidden: true });
    const signature = toBase64Url(signAct(who.identity.keys.signer, { act: "wish", nonce, fields: { wish: { want: "ask-access" } } }));
    const twice = `{"lookup":"${lookup}","nonce":"${nonce}","signature":"${signature}","wish":{"want":"ask-access"},"wish":${wish("hide-looks")}}`;
    const answer = await world.raw("/api/v1/conversation/wishes", { method: "POST", headers: { "content-type": "application/json" }, body: twice });
    expect(await answer.json()).toMatchObject({ reference: "code-not-recognised" });
    const found = valueOf(await followUpOf(world.line, await talkOf(who)));
    expect([found.looksHidden, found.access]).toEqual([false, null]);
  });

  it("is JSON by its name, or nothing", async () => {
    for (const type of ["application/x-www-form-urlencoded", "application/json-patch+json"]) {
      for (const { method, path } of doors) {
        const { status } = await send(path, method, "{}", type);
        expect([401, 403, 404, 415], `${method} ${path} ${type}`).toContain(status);
      }
    }
  });
});

describe("another way to write an address", { timeout: 120_000 }, () => {
  let mine: string;
  let theirs: string;
  beforeAll(async () => {
    [mine, theirs] = [(await reported(world, story)).post.case, (await reported(world, story)).post.case];
    const { json } = await asked(stage.anna, "POST", `/cases/${theirs}/readers`, { code: null });
    const rest = (json["readers"] as { member: string; place: string }[]).filter((one) => one.place === "in" && one.member !== stage.bram.keyring.member);
    const wraps = await wrapsFor(await openedAt(stage.anna, theirs), rest as never, await logOf(stage.anna));
    expect((await asked(stage.anna, "POST", `/cases/${theirs}/exclusions`, { members: [stage.bram.keyring.member], wraps })).status).toBe(204);
  }, 60_000);

  const get = async (path: string, cookie: string, init: RequestInit = {}) => {
    const answer = await world.raw(path, { ...init, headers: { cookie, "x-csrf-token": deskToken, ...(init.headers as Record<string, string> | undefined) } });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  };

  it("opens nothing: capitals, slashes, dots, signs in percent", async () => {
    const ways = (id: string): readonly string[] => [
      `/api/v1/cases/${id.toUpperCase()}`, `/api/v1/cases/${id}/`, `/api/v1//cases/${id}`, `/api/v1/cases//${id}`, `/api/v1/cases/${id}%2f`, `/api/v1/cases/${id}%00`, `/api/v1/cases/%20${id}`, `/api/v1/cases/${id};x=1`,
      `/api/v1/x/../cases/${id}/`, `/API/v1/cases/${id}`, `/api/V1/cases/${id}`, `/api/v1/cases/${id}.json`, `/api/v1/cases/{${id}}`, `/api/v1/cases/urn:uuid:${id}`,
    ];
    for (const [at, path] of ways(mine).entries()) {
      const [own1, nowhere] = [await get(path, stage.anna.cookie), await get(ways(randomUUID())[at] ?? "", stage.anna.cookie)];
      expect([own1.status >= 400, own1.status, own1.body], path).toEqual([true, nowhere.status, nowhere.body]);
    }
    for (const id of [mine, theirs]) for (const path of [...ways(id), `/api/v1/%63ases/${id}`, `/api/v1/cases/${id.replace("-", "%2d")}`]) expect((await get(path, noor.cookie)).status, path).toBeGreaterThanOrEqual(400);
  });

  it("and another question about it tell nothing of what is kept from somebody: HEAD, conditions, parts, other methods", async () => {
    const questions: readonly RequestInit[] = [
      { method: "HEAD" }, { method: "OPTIONS" }, { headers: { "if-none-match": "*" } }, { headers: { "if-match": "*" } }, { headers: { "if-modified-since": "Thu, 01 Jan 2026 00:00:00 GMT" } }, { headers: { range: "bytes=0-9" } },
      { headers: { "x-http-method-override": "DELETE" } }, { headers: { "x-original-url": `/api/v1/cases/${mine}`, "x-rewrite-url": `/api/v1/cases/${mine}` } }, { method: "PUT", body: "{}" }, { method: "PATCH", body: "{}" }, { method: "DELETE" },
    ];
    for (const path of ["", "/events", "/call-back", "/consents", "/given", "/escalations", "/follow-up"]) {
      for (const question of questions) {
        const [kept, absent] = [await get(`/api/v1/cases/${theirs}${path}`, stage.bram.cookie, question), await get(`/api/v1/cases/${randomUUID()}${path}`, stage.bram.cookie, question)];
        expect(kept, `${JSON.stringify(question)} ${path}`).toEqual(absent);
        expect(Object.keys(kept.headers).filter((name) => ["etag", "last-modified", "accept-ranges"].includes(name))).toEqual([]);
        expect(kept.status, `${JSON.stringify(question)} ${path}`).toBeGreaterThanOrEqual(400);
      }
    }
    // Nor is what may be read kept anywhere on the way, or given in parts.
    for (const question of [{ headers: { range: "bytes=0-9" } }, { headers: { "if-none-match": "*" } }]) {
      const whole = await get(`/api/v1/cases/${mine}`, stage.anna.cookie, question);
      expect([whole.status, whole.headers["cache-control"], whole.headers["etag"]]).toEqual([200, "no-store", undefined]);
    }
  });

  it("of another organisation's team answers as that of a team that is nowhere", async () => {
    const bodies: Readonly<Record<string, unknown>> = {
      "POST /api/v1/teams/{team}/duties": { member: stage.anna.keyring.member, day: "2026-12-01", from: 600, to: 720, weeks: 1 },
      "PUT /api/v1/teams/{team}/call-back-line": { open: true, callMinutes: 30 },
      "POST /api/v1/teams/{team}/rewraps": { teamEpoch: 2, wraps: [{ case: mine, chain: "shared", epoch: 1, wrapped: random(200) }] },
      "PUT /api/v1/teams/{team}": { name: "Overgenomen", answerDays: 1 },
      "POST /api/v1/teams/{team}/intake": { open: false },
      "POST /api/v1/teams/{team}/keys": { epoch: 2, recipient: `age1pq1${"q".repeat(100)}`, entry: { kind: "team" }, wraps: [{ member: stage.anna.keyring.member, wrapped: random(200) }] },
      "POST /api/v1/teams/{team}/wraps": { member: stage.bram.keyring.member, wraps: [{ epoch: 1, wrapped: random(200) }] },
    };
    const before = await own("select id, name, intake_open from teams order by id");
    for (const { method, path } of routes.filter((route) => route.path.startsWith("/api/v1/teams/{team}"))) {
      for (const desk of [stage.anna, stage.bram]) {
        const ask = (to: string): Promise<Answered> => asked(desk, method, path.replace("/api/v1", "").replace("{team}", to).replaceAll(/\{\w+\}/g, randomUUID()), bodies[`${method} ${path}`]);
        const [foreign, absent] = [await ask(noor.team), await ask("nergens-desk")];
        expect([foreign.status, foreign.json], `${method} ${path}`).toEqual([absent.status, absent.json]);
        expect(foreign.status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
      }
    }
    expect(await own("select id, name, intake_open from teams order by id")).toEqual(before);
  });
});

describe("somebody who is not who he says", { timeout: 120_000 }, () => {
  const carla = (): Promise<string> => world.signIn("balans-carla");
  const acceptance = async (token: string, name: string) => ({ token, name, shownName: script, ...(await makePerson("vier woorden voor nu", nodeArgon2)), totpSecret: toBase64Url(totpSecret), totp: totpAt(totpSecret, world.clock.now()) });

  it("comes in with no link that was replaced by another, and with none twice", async () => {
    const invite = async (): Promise<string> => String((await post("/participants", { organisation: "nieuw-punt", name: script.slice(0, 60), adminName: "Ada" }, await carla())).json["token"]);
    const lost = await invite();
    world.clock.advance(60_000);
    const fresh = await invite();
    expect(reference(await post("/invitations/openings", { token: lost }))).toBe("invitation-not-valid");
    expect(reference(await post("/invitations/acceptances", await acceptance(lost, "dief")))).toBe("invitation-not-valid");
    const twice = await Promise.all([acceptance(fresh, "ada-een"), acceptance(fresh, "ada-twee")]);
    const came = await Promise.all(twice.map((one) => post("/invitations/acceptances", one)));
    expect(came.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(came.map(({ json }) => json["reference"])).toContain("invitation-not-valid");
    expect(await own("select count(*)::int as n from members where organisation = 'nieuw-punt'")).toEqual([{ n: 1 }]);
    expect(reference(await post("/participants", { organisation: "nieuw-punt", name: "Nog eens", adminName: "Ada" }, await carla()))).toBe("already-there");
  });

  it("has no code by letters that only look like those of one", async () => {
    const who = await reported(world, story);
    const { code } = who.identity;
    const wide = [...code].map((one) => (one === "-" ? one : String.fromCodePoint(one.charCodeAt(0) + 0xfee0))).join("");
    for (const typed of [wide, `${code.slice(0, -1)}\u0391`, `${code.slice(0, -1)}\u0661`, `${code}\u200b`, `${code}${code}`, `${code}' or '1'='1`]) {
      const shown = await page("/gesprek/openen", { code: typed });
      expect([404, 422], typed).toContain(shown.status);
      expect(shown.seen).not.toContain("Ze wachten me op");
    }
    expect((await page("/gesprek/openen", { code })).seen).toContain("Ze wachten me op");
  });

  it("has no mail sent for him to others: an address is one address, whatever was sealed", async () => {
    const mails: { readonly to: string }[] = [];
    const handlers = caseEvents({ mail: { sendMail: (message) => Promise.resolve(mails.push(message)) }, from: "Gehoord <noreply@gehoord.test>" });
    const recipient = await recipientOf(world.context.secrets.noticeIdentity);
    const cookie = await world.signIn("balans-anna");
    await runOutbox(world.context, handlers);
    for (const address of ["a@een.example, b@twee.example", "a@een.example\r\nBcc: b@twee.example", "Groep: a@een.example;", "<a@een.example> b@twee.example", `"a b"@een.example`]) {
      const sealed = toBase64Url(await wrap(noticeText(address, "nl"), [recipient]));
      expect((await world.api("PUT", "/api/v1/me/notices", { digest: "at-once", hour: null, sealed }, cookie)).status).toBe(204);
      const told = await sealedReport(world, story);
      expect((await post("/reports", { ...told.post, notice: { sealed, hours: "any" } })).status).toBe(201);
      await world.store.transaction({ role: "system" }, (tx) => tx.emit({ event: "notice.due", payload: { case: told.post.case } }));
      mails.length = 0;
      for (let passes = 0; passes < 2; passes += 1) await runOutbox(world.context, handlers);
      expect(mails.filter(({ to }) => /[,;\r\n\0]|twee|^<|Groep|^"|x{50}/.test(to)), address.slice(0, 30)).toEqual([]);
    }
  });

  it("names a team or an organisation in markup, and every page shows it as words", async () => {
    const cookie = await world.signIn("kindertelefoon-anna");
    expect((await world.api("PUT", `/api/v1/teams/${noor.team}`, { name: script, answerDays: 3 }, cookie)).status).toBe(204);
    for (const path of ["/melden", "/bel-mij", "/gesprek/kwijt", "/en/melden", "/uitspraken"]) {
      const shown = new Body(await world.page(path, path === "/melden" || path === "/en/melden" ? { role: "pupil", sector: "po", topic: "bullying" } : undefined));
      expect(shown.status, path).toBe(200);
      expect(shown.html, path).not.toMatch(/<script>alert|<img src=x/);
    }
    expect((await pointOf(world, noor.team)).team).toBe(noor.team);
  });
});

describe("after all this", () => {
  it("nothing failed inside, nobody's words stand in the log, and the desk goes on", async () => {
    expect(failures()).toEqual([]);
    expect(world.logged.join("")).not.toMatch(/script|Ze wachten|helper@|een\.example|klacht/i);
    const cookie = await world.signIn("balans-anna");
    expect((await world.api("GET", "/api/v1/cases?filter=today", undefined, cookie)).status).toBe(200);
  });
});
