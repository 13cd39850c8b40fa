/** The person's own side: who looked, how it is now, a proof, the notes. Real server and database; the very modules of the visitor's script. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { raiseDueCheckIns } from "../../src/cases/jobs.ts";
import { renewProofKey } from "../../src/cases/actions/proofs.ts";
import type { FollowUp } from "../../src/cases/shape.ts";
import { verifyProof } from "../../src/envelope/index.ts";
import type { ProofKey } from "../../src/envelope/index.ts";
import { followUpOf, proofOf, sayHowItIs, wishFor } from "../../src/site/browser/sealing/person.ts";
import { draftOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { casesWorld, reported } from "./cases-world.ts";
import type { Reported, World } from "./cases-world.ts";
import { makeDeskKey } from "../../src/desk/cases/writing.ts";
import { deskOf } from "./sealed-desk.ts";
import type { SealedDesk } from "./sealed-desk.ts";

let world: World;
let desk: SealedDesk;
beforeAll(async () => {
  world = await casesWorld();
  desk = await deskOf(world, "anna");
}, 60_000);
afterAll(() => world.close());

const told = (what = "Ze sluiten me buiten"): Promise<Reported> => reported(world, { what, mode: "anonymous" });

async function opened({ identity }: Reported): Promise<Talk> {
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  return talk.value;
}

async function followed(one: Reported): Promise<FollowUp> {
  const answer = await followUpOf(world.line, await opened(one));
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
}

const value = <T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string }): T => {
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
};

describe("who looked", () => {
  it("is empty before anybody did, and then says organisation and day, without the hour", async () => {
    const one = await told();
    expect((await followed(one)).looks).toEqual([]);
    await desk.read(one.post.case);
    await desk.read(one.post.case);
    const { looks } = await followed(one);
    expect(looks).toEqual([{ day: "2026-11-23", organisation: "Organisatie balans", how: "opened" }]);
  });

  it("shows a list as seen in a list, once a day, and the reading above it", async () => {
    const one = await told();
    await desk.list();
    await desk.list();
    expect((await followed(one)).looks.map(({ how }) => how)).toEqual(["listed"]);
    world.clock.advance(24 * 3_600_000);
    desk = await deskOf(world, "anna");
    await desk.list();
    await desk.read(one.post.case);
    expect((await followed(one)).looks.map(({ day, how }) => `${day} ${how}`)).toEqual(["2026-11-24 opened", "2026-11-23 listed"]);
  });

  it("names the role only in a team of three or more", async () => {
    const one = await told();
    await desk.read(one.post.case);
    expect((await followed(one)).looks[0]?.role).toBeUndefined();
    const third = crypto.randomUUID();
    await world.store.asOwner(async ({ run }) => {
      await run("insert into members (id, organisation, name, shown_name, roles) values ($1, 'balans', 'derde', 'Derde', '{worker}')", [third]);
      await run("insert into team_members (team, member, organisation) values ('balans-desk', $1, 'balans')", [third]);
    });
    expect((await followed(one)).looks[0]?.role).toBe("worker");
    await world.store.asOwner(({ run }) => run("delete from team_members where member = $1", [third]));
  });

  it("can be hidden by the code that another may hold, and nothing of it is sent then", async () => {
    const one = await told();
    await desk.read(one.post.case);
    const hidden = value(await wishFor(world.line, await opened(one), { want: "hide-looks", hidden: true }));
    expect([hidden.looksHidden, hidden.looks]).toEqual([true, []]);
    expect((await followed(one)).looks).toEqual([]);
    expect(value(await wishFor(world.line, await opened(one), { want: "hide-looks", hidden: false })).looks).toHaveLength(1);
  });

  it("is read from the audit chain, so that leaving out a line breaks the chain", async () => {
    const one = await told();
    await desk.read(one.post.case);
    const rows = await world.store.asOwner(({ run }) => run("select content from audit_contents where record = $1 and content like '%case.read%'", [one.post.case]));
    expect(rows).toHaveLength(1);
    await expect(world.store.asOwner(({ run }) => run("update audit_contents set content = '{}' where record = $1", [one.post.case]))).rejects.toThrow();
  });

  it("is for nobody without the code: a wrong signature gets the answer of a code that is not there", async () => {
    const [one, other] = [await told(), await told()];
    const talk = await opened(one);
    const stolen: Talk = { ...talk, keys: { ...talk.keys, signer: other.identity.keys.signer } };
    expect(await followUpOf(world.line, stolen)).toMatchObject({ ok: false, because: "code-not-recognised" });
  });
});

describe("followed until helped", () => {
  it("asks again after the person's yes: at once, after six and after twenty-six weeks", async () => {
    const one = await told();
    await desk.answer(one.post.case, "Ben je geholpen?", "ask-helped");
    value(await say(world.line, await opened(one), draftOf([{ kind: "helped", body: { answer: "yes" } }], { helped: "yes" })));
    const { checkIns } = await followed(one);
    const today = new Date(world.clock.now().getTime());
    const days = [0, 6, 26].map((weeks) => new Date(today.getTime() + weeks * 7 * 86_400_000).toISOString().slice(0, 10));
    expect(checkIns.map(({ day, state }) => `${day} ${state}`)).toEqual(days.map((day) => `${day} planned`));
  });

  it("keeps a closed case closed when all is well, and opens it when something bad followed", async () => {
    const one = await told();
    await desk.answer(one.post.case, "Ben je geholpen?", "ask-helped");
    value(await say(world.line, await opened(one), draftOf([{ kind: "helped", body: { answer: "yes" } }], { helped: "yes" })));
    expect(await raiseDueCheckIns(world.context)).toBeGreaterThan(0);
    const [first] = (await followed(one)).checkIns;
    expect(first?.state).toBe("asked");
    const well = value(await sayHowItIs(world.line, await opened(one), first?.id ?? "", { better: "yes", retaliation: "no" }));
    expect([well.opening.state, well.opening.outcome]).toEqual(["closed", "helped"]);
    // Nothing has to be done, but it is read and counted: until a colleague notes that.
    const waits = async (): Promise<boolean> => ((await desk.get("/api/v1/follow-ups"))["said"] as { case: string }[]).some((each) => each.case === one.post.case);
    expect(await waits()).toBe(true);
    await desk.post(`/api/v1/cases/${one.post.case}/desk-key`, await makeDeskKey("balans-desk", desk.keyring));
    expect(await desk.write(one.post.case, "note", { text: "Geteld." })).toEqual({ status: 201 });
    expect(await waits()).toBe(false);
    world.clock.advance(42 * 86_400_000);
    await raiseDueCheckIns(world.context);
    const second = (await followed(one)).checkIns.find(({ state }) => state === "asked");
    const bad = value(await sayHowItIs(world.line, await opened(one), second?.id ?? "", { better: "yes", retaliation: "yes", text: "Ze noemen me een klikspaan" }));
    expect(bad.opening.state).toBe("unread");
    expect(bad.items.at(-1)?.body).toMatchObject({ retaliation: "yes" });
    // The same check-in a second time has nothing to end.
    expect(await sayHowItIs(world.line, bad, second?.id ?? "", { better: "no", retaliation: "no" })).toMatchObject({ ok: false, because: "transition-not-allowed" });
  });

  it("shows the desk what was not answered in fourteen days, and no sooner", async () => {
    desk = await deskOf(world, "anna");
    const one = await told();
    value(await wishFor(world.line, await opened(one), { want: "plan-check-in", id: crypto.randomUUID(), day: new Date(world.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10) }));
    const missed = async () => ((await desk.get("/api/v1/follow-ups"))["missed"] as { case: string }[]).filter((each) => each.case === one.post.case).length;
    const day = 86_400_000;
    const afterDays = async (days: number): Promise<number> => {
      world.clock.advance(days * day);
      await raiseDueCheckIns(world.context);
      desk = await deskOf(world, "anna");
      return missed();
    };
    expect([await afterDays(1), await afterDays(13), await afterDays(2)]).toEqual([0, 0, 1]);
  });

  it("does not take a day that is over or more than a year away, and no more than twelve", async () => {
    const talk = await opened(await told());
    const at = (days: number): string => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const plan = (days: number) => wishFor(world.line, talk, { want: "plan-check-in", id: crypto.randomUUID(), day: at(days) });
    expect([(await plan(-2)).ok, (await plan(400)).ok]).toEqual([false, false]);
    for (let days = 1; days <= 12; days += 1) expect((await plan(days)).ok).toBe(true);
    expect((await plan(20)).ok).toBe(false);
  });

  it("asks for a named next step after no, before anybody may ask again or close", async () => {
    const one = await told();
    await desk.answer(one.post.case, "Ben je geholpen?", "ask-helped");
    const talk = value(await say(world.line, await opened(one), draftOf([{ kind: "helped", body: { answer: "no" } }], { helped: "no" })));
    expect(talk.opening.state).toBe("open");
    expect(await desk.move(one.post.case, { act: "close", expected: "open", outcome: "not-known" })).toMatchObject({ status: 409, reference: "next-step-required" });
    expect(await desk.move(one.post.case, { act: "ask-helped", expected: "open" })).toMatchObject({ status: 409, reference: "next-step-required" });
    await desk.write(one.post.case, "next-step", { text: "Wij bellen de mentor", day: "2027-02-01" });
    expect((await opened(one)).items.at(-1)).toMatchObject({ kind: "next-step", trouble: undefined, body: { text: "Wij bellen de mentor", day: "2027-02-01" } });
    expect(await desk.move(one.post.case, { act: "close", expected: "open", outcome: "not-known" })).toMatchObject({ status: 200 });
    expect((await followed(one)).checkIns).toHaveLength(3);
  });
});

describe("a proof", () => {
  const keys = async (): Promise<readonly ProofKey[]> => (await world.api("GET", "/api/v1/proof-keys")).json["keys"] as ProofKey[];

  it("says week and step, nothing else, and is checked with the public keys alone", async () => {
    await renewProofKey(world.context);
    const one = await told();
    const { proof } = value(await proofOf(world.line, await opened(one), "told"));
    const verdict = verifyProof(` ${proof.slice(0, 40)}\n${proof.slice(40)} `, await keys());
    expect(verdict).toMatchObject({ ok: true, proof: { step: 0 } });
    expect(proof).toHaveLength(116);
    for (const secret of [one.post.case, "balans", one.identity.code]) expect(Buffer.from(proof.slice(4), "base64url").toString("latin1") + proof).not.toContain(secret);
  });

  it("differs every time, so that two cannot be laid beside each other", async () => {
    const talk = await opened(await told());
    const [first, second] = [value(await proofOf(world.line, talk, "told")).proof, value(await proofOf(world.line, talk, "told")).proof];
    expect(first.slice(10, 22)).not.toBe(second.slice(10, 22));
  });

  it("of a step that was not taken is not given", async () => {
    const one = await told();
    expect(await proofOf(world.line, await opened(one), "answered")).toMatchObject({ ok: false, because: "transition-not-allowed" });
    await desk.answer(one.post.case, "Dag", "answer");
    expect((await proofOf(world.line, await opened(one), "answered")).ok).toBe(true);
  });

  it("that was changed, or signed by nobody of ours, does not hold", async () => {
    const { proof } = value(await proofOf(world.line, await opened(await told()), "told"));
    const bytes = Buffer.from(proof.slice(4), "base64url");
    bytes[3] = 2;
    expect(verifyProof(`GB1-${bytes.toString("base64url")}`, await keys())).toEqual({ ok: false, reason: "not-genuine" });
    expect(verifyProof(proof, [])).toEqual({ ok: false, reason: "unknown-key" });
    expect(verifyProof("GB1-abc", await keys())).toEqual({ ok: false, reason: "wrong-form" });
  });

  it("stays good after its week, when nobody can sign for that week any more", async () => {
    const { proof } = value(await proofOf(world.line, await opened(await told()), "told"));
    world.clock.advance(8 * 86_400_000);
    expect(await renewProofKey(world.context)).toBe(1);
    const kept = await world.store.asOwner(({ run }) => run("select count(*)::int as n from proof_keys where sealed is not null"));
    expect(kept[0]?.["n"]).toBe(1);
    expect(verifyProof(proof, await keys()).ok).toBe(true);
    await expect(world.store.asOwner(({ run }) => run("update proof_keys set public = sha256('x') where sealed is null"))).rejects.toThrow();
  });

  it("is signed by a key that nobody finds in the database", async () => {
    const rows = await world.store.asOwner(({ run }) => run("select sealed from proof_keys where sealed is not null"));
    const { openTicket } = await import("../../src/envelope/index.ts");
    expect(await openTicket(new Uint8Array(32), String(rows[0]?.["sealed"]), world.clock.now(), "proof key")).toMatchObject({ ok: false });
  });
});

describe("who asks for the notes", () => {
  it("gets a day, and the masked text in the conversation; nobody hands over what was not asked", async () => {
    desk = await deskOf(world, "anna");
    const one = await told();
    expect(await desk.write(one.post.case, "access", { text: "ongevraagd" })).toMatchObject({ status: 409 });
    const asked = value(await wishFor(world.line, await opened(one), { want: "ask-access" }));
    expect(asked.access?.state).toBe("asked");
    expect((await desk.get("/api/v1/follow-ups"))["access"]).toContainEqual({ case: one.post.case, dueDay: asked.access?.dueDay });
    expect(await desk.write(one.post.case, "access", { text: "Ik sprak met [iemand anders]." })).toMatchObject({ status: 201 });
    expect((await followed(one)).access?.state).toBe("given");
    expect((await opened(one)).items.at(-1)?.body).toEqual({ text: "Ik sprak met [iemand anders]." });
  });

  it("can take it back, and everything of it goes with the case", async () => {
    const one = await told();
    value(await wishFor(world.line, await opened(one), { want: "ask-access" }));
    expect(value(await wishFor(world.line, await opened(one), { want: "withdraw-access" })).access?.state).toBe("withdrawn");
    value(await wishFor(world.line, await opened(one), { want: "plan-check-in", id: crypto.randomUUID(), day: new Date(world.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10) }));
    const { end } = await import("../../src/site/browser/sealing/talk.ts");
    value(await end(world.line, await opened(one), "delete"));
    const left = await world.store.asOwner(({ run }) => run("select (select count(*) from check_ins where case_id = $1)::int + (select count(*) from access_requests where case_id = $1)::int as n", [one.post.case]));
    expect(left[0]?.["n"]).toBe(0);
  });
});
