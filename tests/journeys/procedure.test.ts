/** The complaint procedure of a committee, over HTTP, with a moved clock: from an unanswered complaint to advice that is followed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watchProcedures } from "../../src/cases/jobs.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import type { Reported } from "./cases-world.ts";
import { asBoard, asComplainant, begin, committeeWorld, complained, houseWithLaw, invited, later, onDesk, opened, say, step, tryStep, trySay } from "./procedure-world.ts";
import type { Committee, Taking } from "./procedure-world.ts";

const binds = { advice: [{ sectors: ["po", "vo", "so"], from: "2026-01-01", binding: true, ground: "een wet van een andere dag", source: "https://wet.example/", readOn: "2026-08" }] };

describe("a parent whose complaint the board left unanswered", () => {
  let committee: Committee;
  let parent: Reported;
  let complainant: Taking;
  let board: Taking;
  let id: string;

  beforeAll(async () => {
    committee = await committeeWorld(houseWithLaw((law) => ({ ...law, ...binds })));
    parent = await complained(committee);
    id = parent.post.case;
  }, 60_000);
  afterAll(() => committee.world.close());

  it("hands the complaint in under the one code, after the secretary made it a procedure", async () => {
    await begin(committee, committee.sara, id);
    complainant = await asComplainant(committee, parent);
    const before = await opened(complainant);
    expect(before.opening).toMatchObject({ side: "complainant", state: "started", boardInvited: false });
    const after = await say(complainant, "hand-in", "Wij klagen over het bestuur van de Regenboog.", { kind: "complaint" });
    expect(after.opening.state).toBe("received");
    expect(after.opened.items.map((item) => [item.party, item.kind, item.trouble])).toEqual([["committee", "step", undefined], ["complainant", "complaint", undefined]]);
  });

  it("is checked for affiliation and admissibility, and forwarded to the board with two weeks to answer", async () => {
    await step(committee, committee.sara, id, "ask-affiliation", { dueDay: "2026-11-30" });
    await step(committee, committee.sara, id, "affiliated");
    expect((await tryStep(committee, committee.sara, id, "forward")).json).toMatchObject({ reference: "transition-not-allowed" });
    board = await asBoard(committee, await invited(committee, committee.sara, id));
    expect(await step(committee, committee.sara, id, "forward")).toEqual({ state: "forwarded", dueDay: "2026-12-07" });
    const seen = await opened(board);
    expect(seen.opening).toMatchObject({ side: "board", state: "forwarded", dueDay: "2026-12-07" });
    expect(seen.opened.items.map((item) => item.body.text)).toContain("Wij klagen over het bestuur van de Regenboog.");
  });

  it("is taken up only when the two weeks are over", async () => {
    expect((await tryStep(committee, committee.sara, id, "take-up")).json).toMatchObject({ reference: "transition-not-allowed" });
    await later(committee, 14);
    expect((await tryStep(committee, committee.sara, id, "take-up")).json).toMatchObject({ reference: "transition-not-allowed" });
    await later(committee, 1);
    expect(await watchProcedures(committee.world.context)).toBe(1);
    expect(await step(committee, committee.sara, id, "take-up")).toMatchObject({ state: "handling" });
  });

  it("goes on through defence, hearing and decision; both sides see the same dossier and the same days", async () => {
    expect((await tryStep(committee, committee.sara, id, "ask-defence")).json).toMatchObject({ reference: "day-required" });
    await step(committee, committee.sara, id, "ask-defence", { dueDay: "2026-12-20" });
    expect(await step(committee, committee.sara, id, "extend", { dueDay: "2027-01-05", body: { text: "Het bestuur vroeg uitstel wegens de kerstvakantie." } })).toEqual({ state: "defence", dueDay: "2027-01-05" });
    await step(committee, committee.sara, id, "pause");
    await later(committee, 3);
    expect(await step(committee, committee.sara, id, "resume")).toEqual({ state: "defence", dueDay: "2027-01-08" });
    await say(board, "defend", "Wij hebben de klacht nooit ontvangen.", { kind: "defence" });
    await step(committee, committee.sara, id, "plan-hearing", { kind: "hearing", dueDay: "2027-01-15", body: { dueDay: "2027-01-15" } });
    await step(committee, committee.sara, id, "decide", { kind: "decision", body: { founded: "yes" } });
    const [theirs, ours] = [await opened(board), await opened(complainant)];
    const shown = ({ opened: chain }: typeof ours) => chain.items.map((item) => [item.party, item.kind, item.body.text, item.trouble]);
    expect(shown(theirs)).toEqual(shown(ours));
    expect(ours.opened.items.every((item) => item.trouble === undefined)).toBe(true);
    const { side: _a, wrap: _b, ...board2 } = theirs.opening;
    const { side: _c, ...parent2 } = ours.opening;
    expect(board2).toEqual(parent2);
  });

  it("ends in an advice that binds by the law of that day, with four weeks for the board's reaction", async () => {
    const answer = await step(committee, committee.sara, id, "advise", { kind: "advice", binding: true, body: { binding: true, ground: "een wet van een andere dag" } });
    const today = (await opened(board)).opening.today;
    expect(answer).toEqual({ state: "advised", dueDay: new Date(Date.parse(today) + 28 * 86_400_000).toISOString().slice(0, 10) });
    await later(committee, 28);
    expect((await tryStep(committee, committee.sara, id, "no-reaction")).json).toMatchObject({ reference: "transition-not-allowed" });
    await later(committee, 1);
    await step(committee, committee.sara, id, "no-reaction");
    expect((await tryStep(committee, committee.sara, id, "end-not-adopted")).json).toMatchObject({ reference: "transition-not-allowed" });
  });

  it("becomes obligations with days; what is late goes to the secretary, then to the coordinator", async () => {
    const today = (await opened(board)).opening.today;
    const plus = (days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
    await step(committee, committee.sara, id, "set-obligations", { todo: [{ text: "Bied excuses aan.", dueDay: plus(7) }, { text: "Pas de klachtenregeling aan.", dueDay: plus(30) }] });
    await later(committee, 8);
    await watchProcedures(committee.world.context);
    expect((await opened(complainant)).opening.obligations.map(({ alert }) => alert)).toEqual([1, 0]);
    const overdue = async () => committee.world.api("GET", "/api/v1/overdue-procedures", undefined, await committee.world.signIn("balans-carla"));
    expect((await overdue()).json).toEqual({ teams: [] });
    await later(committee, 14);
    await watchProcedures(committee.world.context);
    expect((await opened(complainant)).opening.obligations.map(({ alert }) => alert)).toEqual([2, 0]);
    expect((await overdue()).json).toEqual({ teams: [{ organisation: "onderwijsgeschillen", team: "lkc-desk", overdue: 1 }] });
    const told = await committee.world.store.asOwner(({ run }) => run("select distinct event from outbox where event like 'procedure.%late' order by event"));
    expect(told.map((row) => row["event"])).toEqual(["procedure.late", "procedure.long-late"]);
  });

  it("is followed only when both sides say that it was done", async () => {
    const [first, second] = (await opened(board)).opening.obligations;
    if (first === undefined || second === undefined) throw new Error("two obligations were set");
    const done = (who: Taking, obligation: string, answer: "yes" | "no") => say(who, answer === "yes" ? "say-done" : "say-not-done", "", { kind: "done-answer", obligation, body: { obligation, answer } });
    await done(board, first.id, "yes");
    await done(complainant, first.id, "no");
    expect((await tryStep(committee, committee.sara, id, "finish")).json).toMatchObject({ reference: "transition-not-allowed" });
    await done(complainant, first.id, "yes");
    await done(board, second.id, "yes");
    const after = await done(complainant, second.id, "yes");
    expect(after.opening.obligations.map(({ settled }) => settled)).toEqual(["followed", "followed"]);
    await step(committee, committee.sara, id, "finish");
    expect((await opened(complainant)).opening).toMatchObject({ state: "ended", outcome: "followed" });
  });

  it("leaves a summary without names, after a second pair of eyes", async () => {
    await step(committee, committee.sara, id, "propose-summary", { kind: "summary", body: { text: "Een bestuur gaf geen antwoord op een klacht." } });
    const publish = (cookie: string) => committee.world.api("POST", `/api/v1/procedures/${id}/published-summary`, { text: "Een bestuur gaf geen antwoord op een klacht." }, cookie);
    expect((await publish(committee.sara.cookie)).json).toMatchObject({ reference: "second-person-required" });
    expect((await publish(committee.stef.cookie)).status).toBe(204);
    const { json } = await committee.world.api("GET", "/api/v1/procedure-summaries");
    expect(json["summaries"]).toMatchObject([{ organisation: "onderwijsgeschillen", outcome: "followed", text: "Een bestuur gaf geen antwoord op een klacht." }]);
    expect(JSON.stringify(json)).not.toContain(id);
  });

  it("left the complainant's own conversation with the committee to the complainant", async () => {
    const talk = await openWith(committee.world.line, parent.identity.keys, { installation: committee.world.installation.id });
    expect(talk.ok && talk.value.items.map((item) => item.kind)).toEqual(["label", "report", "contact", "procedure"].filter((kind) => talk.ok && talk.value.items.some((item) => item.kind === kind)));
    const words = JSON.stringify((await opened(board)).opened.items);
    expect(words).not.toContain("geen antwoord op onze klacht");
  });
});

describe("an advice of today", () => {
  it("cannot be called binding: no law says so. A board that does not take it over ends the procedure", async () => {
    const committee = await committeeWorld();
    const parent = await complained(committee);
    const id = parent.post.case;
    await begin(committee, committee.sara, id);
    await say(await asComplainant(committee, parent), "hand-in", "Onze klacht", { kind: "complaint" });
    for (const act of ["affiliated", "admit"] as const) await step(committee, committee.sara, id, act);
    const board = await asBoard(committee, await invited(committee, committee.sara, id));
    await step(committee, committee.sara, id, "ask-defence", { dueDay: "2026-12-10" });
    await say(board, "defend", "Ons verweer", { kind: "defence" });
    await step(committee, committee.sara, id, "decide", { kind: "decision", body: { founded: "partly" } });
    const advice = (binding: boolean) => tryStep(committee, committee.sara, id, "advise", { kind: "advice", binding, body: { binding } });
    expect((await advice(true)).json).toMatchObject({ reference: "advice-not-binding" });
    expect((await advice(false)).json).toEqual({ state: "advised", dueDay: "2026-12-21" });
    await say(board, "react", "Wij doen dit niet.", { kind: "reaction", body: { agrees: "no" } });
    expect(await step(committee, committee.sara, id, "end-not-adopted")).toMatchObject({ state: "ended" });
    await committee.world.close();
  }, 60_000);
});

describe("nobody else", () => {
  let committee: Committee;
  let parent: Reported;
  let other: Reported;
  let board: Taking;
  let complainant: Taking;
  let id: string;

  beforeAll(async () => {
    committee = await committeeWorld();
    parent = await complained(committee);
    other = await complained(committee);
    id = parent.post.case;
    await begin(committee, committee.sara, id);
    complainant = await asComplainant(committee, parent);
    await say(complainant, "hand-in", "Onze klacht", { kind: "complaint" });
    await step(committee, committee.sara, id, "affiliated");
    board = await asBoard(committee, await invited(committee, committee.sara, id));
    await step(committee, committee.sara, id, "forward");
  }, 60_000);
  afterAll(() => committee.world.close());

  const line = () => committee.world.line;

  it("reads the conversation, its notes or another case with the board's code", async () => {
    const installation = committee.world.installation.id;
    expect(await openWith(line(), board.way.keys, { installation })).toMatchObject({ ok: false, because: "code-not-recognised" });
    const { opening } = await opened(board);
    expect(JSON.stringify(opening)).not.toContain(id);
    expect(Object.keys(opening)).not.toContain("case");
  });

  it("acts as the complainant with the board's code, or as the board with the complainant's", async () => {
    for (const [who, act] of [[board, "withdraw"], [board, "say-solved"], [complainant, "answer-complaint"], [complainant, "defend"]] as const) {
      expect(await trySay(who, act, "Ik doe alsof"), act).toMatchObject({ ok: false, because: "transition-not-allowed" });
    }
  });

  it("opens a procedure with a code that has none", async () => {
    const none = await asComplainant(committee, other);
    const { openProcedure } = await import("../../src/site/browser/sealing/procedure.ts");
    expect(await openProcedure(line(), none.way)).toMatchObject({ ok: false, because: "code-not-recognised" });
  });

  it("uses a signed act twice, or with other fields", async () => {
    const { signAct, toBase64Url } = await import("../../src/envelope/index.ts");
    const { keys } = board.way;
    const lookup = toBase64Url(keys.lookup);
    const { json } = await committee.world.api("POST", "/api/v1/conversation/challenges", { lookup });
    const nonce = String(json["nonce"]);
    const signature = toBase64Url(signAct(keys.signer, { act: "procedure-open", nonce, fields: {} }));
    const send = (path: string, more = {}) => committee.world.api("POST", path, { lookup, nonce, signature, ...more });
    expect((await send("/api/v1/conversation/openings")).json).toMatchObject({ reference: "code-not-recognised" });
    expect((await send("/api/v1/conversation/procedure/openings")).status).toBe(200);
    expect((await send("/api/v1/conversation/procedure/openings")).json).toMatchObject({ reference: "challenge-expired" });
  });

  it("shuts the others out, or speaks as them, by a piece that is not what it says", async () => {
    const procedure = await opened(board);
    const asOther = { ...procedure, opening: { ...procedure.opening, side: "complainant" as const } };
    const { sayInProcedure } = await import("../../src/site/browser/sealing/procedure.ts");
    await sayInProcedure(line(), board.way, asOther, { act: "write", entries: [{ kind: "statement", body: { act: "write", text: "Ik trek het in" } }], sent: [] });
    const after = await say(complainant, "write", "Ik trek niets in.");
    expect(after.opened.items.slice(-2).map(({ trouble, body, party }) => [trouble, body.text, party])).toEqual([["wrong-signature", undefined, "board"], [undefined, "Ik trek niets in.", "complainant"]]);
    const desk = await onDesk(committee, committee.sara, id);
    expect(desk.opened.items.at(-1)?.body.text).toBe("Ik trek niets in.");
  });

  it("is believed whose key no certified member named", async () => {
    const { openProcedureChain } = await import("../../src/cases/rules/procedure-chain.ts");
    await say(board, "write", "Wij lezen mee.");
    const procedure = await opened(complainant);
    const { opening, opened: chain } = procedure;
    const other = (await opened(board)).keys.signer.publicKey.map((byte) => byte ^ 1);
    const { toBase64Url } = await import("../../src/envelope/index.ts");
    const swapped = await openProcedureChain({ ...opening, boards: [{ epoch: 1, signPublic: toBase64Url(other) }] }, chain.identities);
    expect(swapped.items.at(-1)?.trouble).toBe("wrong-signature");
    const unnamed = await openProcedureChain({ ...opening, pieces: opening.pieces.filter((piece) => piece.sequence === opening.pieces.length) }, chain.identities);
    expect(unnamed.items.at(-1)?.trouble).toBeDefined();
    expect(unnamed.head).toBeUndefined();
  });

  it("keeps a way in with an invitation that was replaced", async () => {
    const old = board;
    board = await asBoard(committee, await invited(committee, committee.sara, id));
    const { openProcedure } = await import("../../src/site/browser/sealing/procedure.ts");
    expect(await openProcedure(line(), old.way)).toMatchObject({ ok: false, because: "code-not-recognised" });
    const after = await say(board, "write", "Wij hebben een nieuwe code.");
    expect(after.opened.items.at(-1)).toMatchObject({ sender: "board:2", trouble: undefined });
    expect(after.opened.items.find((item) => item.body.text === "Wij lezen mee.")?.trouble).toBeUndefined();
  });

  it("of another team or role reads or moves it", async () => {
    for (const name of ["balans-anna", "balans-carla", "kindertelefoon-bram"]) {
      const cookie = await committee.world.signIn(name);
      expect((await committee.world.api("GET", `/api/v1/procedures/${id}`, undefined, cookie)).status).toBe(403);
    }
  });

  it("finds anything after the complainant took everything away", async () => {
    const { end } = await import("../../src/site/browser/sealing/talk.ts");
    const talk = await openWith(line(), parent.identity.keys, { installation: committee.world.installation.id });
    if (!talk.ok) throw new Error(talk.because);
    expect((await end(line(), talk.value, "delete")).ok).toBe(true);
    const { openProcedure } = await import("../../src/site/browser/sealing/procedure.ts");
    expect(await openProcedure(line(), board.way)).toMatchObject({ ok: false, because: "code-not-recognised" });
    const left = await committee.world.store.asOwner(({ run }) => run("select count(*)::int as n from procedure_pieces union all select count(*)::int from procedure_boards"));
    expect(left.map((row) => Number(row["n"]))).toEqual([0, 0]);
  });
});
