/** A parent who was referred to a complaints committee: the code of the first conversation opens the procedure, nothing is told again. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import { answerConsent, openThreads } from "../../src/site/browser/sealing/threads.ts";
import type { Whole } from "../../src/site/browser/sealing/threads.ts";
import { boardWay, complainantWay, openProcedure } from "../../src/site/browser/sealing/procedure.ts";
import { procedureNl } from "../../src/cases/texts/procedure-nl.ts";
import { reported } from "./cases-world.ts";
import type { Reported } from "./cases-world.ts";
import { askConsent, asked, deskOf, offer } from "./desks.ts";
import { asBoard, begin, committeeTeam, committeeWorld, invited, opened, say, step } from "./procedure-world.ts";
import type { Committee, Taking } from "./procedure-world.ts";

const seen = (html: string): string => html.replaceAll(/<template[\s\S]*?<\/template>/g, "");
const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

describe("a parent who was referred to a committee", () => {
  let committee: Committee;
  let parent: Reported;
  let id: string;
  let complainant: Taking;

  const wholeOf = async ({ identity }: Reported): Promise<Whole> => {
    const { line, installation } = committee.world;
    const talk = await openWith(line, identity.keys, { installation: installation.id });
    const whole = talk.ok ? await openThreads(line, talk.value) : talk;
    if (!whole.ok) throw new Error(whole.because);
    return whole.value;
  };
  /** What the script gathers: the first conversation, with the words of every desk of it. */
  const gathered = ({ talk, desks }: Whole) => ({ ...talk, items: [talk, ...desks.flatMap((one) => one.talk ?? [])].flatMap(({ items }) => items) });

  beforeAll(async () => {
    committee = await committeeWorld();
    const { world } = committee;
    parent = await reported(world, { what: "Het bestuur antwoordt niet", mode: "confidential", reach: "phone", phone: "0612345678", role: "parent", topic: "complaint" });
    const first = await deskOf(world, world.desk);
    const consent = await askConsent(first, parent.post.case, { team: committeeTeam, kinds: ["label", "report"], until: "2027-03-31" });
    const whole = await wholeOf(parent);
    const line = whole.consents.find((one) => one.id === consent);
    if (line === undefined) throw new Error("nothing was asked");
    expect((await answerConsent(world.line, whole, line, "yes")).ok).toBe(true);
    id = await offer(first, parent.post.case, { team: committeeTeam, consent, today: "2026-11-23" });
    const second = await deskOf(world, committee.organisation);
    expect((await asked(second, "POST", `/cases/${id}/referral`, { act: "accept" })).status).toBe(204);
    committee.sara.cookie = second.cookie;
    await begin(committee, committee.sara, id);
    complainant = { committee, way: complainantWay(gathered(await wholeOf(parent))) };
  }, 120_000);
  afterAll(() => committee.world.close());

  it("hands the complaint in with the one code, and reads what the committee does with it", async () => {
    expect((await opened(complainant)).opening).toMatchObject({ side: "complainant", state: "started" });
    const after = await say(complainant, "hand-in", "Wij klagen over het bestuur.", { kind: "complaint" });
    expect(after.opened.items.map(({ party, trouble }) => [party, trouble])).toEqual([["committee", undefined], ["complainant", undefined]]);
    expect(await step(committee, committee.sara, id, "affiliated")).toMatchObject({ state: "admissibility" });
  });

  it("finds the complaint in the conversation without script too, with what has to be done, and says whether it was", async () => {
    const board = await asBoard(committee, await invited(committee, committee.sara, id));
    await step(committee, committee.sara, id, "admit");
    await step(committee, committee.sara, id, "ask-defence", { dueDay: "2026-12-20" });
    await say(board, "defend", "Wij kregen niets.", { kind: "defence" });
    await step(committee, committee.sara, id, "decide", { kind: "decision", body: { founded: "yes" } });
    await step(committee, committee.sara, id, "advise", { kind: "advice", binding: false, body: { binding: false, ground: "not-known" } });
    await say(board, "react", "Wij doen het.", { kind: "reaction", body: { agrees: "yes" } });
    const before = await committee.world.page("/gesprek/openen", { code: parent.identity.code });
    expect(seen(before.html)).toContain('id="procedure-door"');
    expect(seen(before.html)).not.toContain("Bied excuses aan.");
    await step(committee, committee.sara, id, "set-obligations", { todo: [{ text: "Bied excuses aan.", dueDay: "2026-12-14" }] });
    const [duty] = (await opened(board)).opening.obligations;
    await say(board, "say-done", "", { kind: "done-answer", obligation: duty?.id ?? "", body: { obligation: duty?.id ?? "", answer: "yes" } });
    const talk = await committee.world.page("/gesprek/openen", { code: parent.identity.code });
    expect(seen(talk.html)).toContain("Bied excuses aan.");
    expect(seen(talk.html)).toContain("Het bestuur doet dit uiterlijk op maandag 14 december 2026.");
    expect(seen(talk.html)).toContain(procedureNl.isDone);
    const fields = { ticket: hidden(seen(talk.html), "ticket"), mark: hidden(seen(talk.html), "mark"), obligation: duty?.id ?? "", act: "say-done" };
    const said = await committee.world.page("/gesprek/klacht/schrijven", fields);
    expect([said.status, seen(said.html).includes(procedureNl.obligationStates.followed)]).toEqual([200, true]);
    expect((await opened(complainant)).opening.obligations).toMatchObject([{ boardSays: "yes", complainantSays: "yes", settled: "followed" }]);
  });

  it("another person's code opens none of it, referred or not", async () => {
    const { world } = committee;
    const other = await reported(world, { what: "Iets anders", role: "parent", topic: "complaint" });
    const way = boardWay(other.identity.keys, world.installation.id);
    expect(await openProcedure(world.line, way)).toMatchObject({ ok: false, because: "code-not-recognised" });
    const forged = { ...complainant.way, keys: other.identity.keys };
    expect(await openProcedure(world.line, forged)).toMatchObject({ ok: false, because: "code-not-recognised" });
  });
});
