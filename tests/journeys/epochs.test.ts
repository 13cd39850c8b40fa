/**
 * A case gets a new identity when somebody may no longer read it: made in the browser of whoever writes next, by a worker, by
 * the person, or by the server for a person without script. What was said before stays readable; what was held before opens nothing new.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeskCase, EpochPost, PieceIn } from "../../src/cases/shape.ts";
import { openCase, piecesOfKind } from "../../src/desk/cases/opening.ts";
import type { OpenedCase } from "../../src/desk/cases/opening.ts";
import { makeDeskKey, sealNext, sealNextEpoch } from "../../src/desk/cases/writing.ts";
import type { Keyring } from "../../src/desk/keyring/keyring.ts";
import { fromBase64Url, fromUtf8, newCaseIdentity, unwrapText, wrap } from "../../src/envelope/index.ts";
import type { KeyLogEntry } from "../../src/envelope/index.ts";
import { current, draftOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { casesWorld, reported, team } from "./cases-world.ts";
import type { Reported, World } from "./cases-world.ts";

let world: World;
let anna: { readonly cookie: string; readonly keyring: Keyring };

beforeAll(async () => {
  world = await casesWorld();
  const [member] = world.desk.members;
  const [key] = world.desk.teams;
  if (member === undefined || key === undefined) throw new Error("there is a desk");
  const keyring: Keyring = { member: member.member, organisation: "balans", own: member.keys, signer: member.signer, signSecret: "", teams: [{ team, epoch: 1, ...key.keys }], root: undefined };
  anna = { cookie: await world.signIn("balans-anna"), keyring };
}, 60_000);
afterAll(() => world.close());

const log = async (): Promise<readonly KeyLogEntry[]> => (await world.api("GET", "/api/v1/key-log")).json["entries"] as readonly KeyLogEntry[];
async function atDesk(id: string): Promise<OpenedCase> {
  const { json } = await world.api("GET", `/api/v1/cases/${id}`, undefined, anna.cookie);
  return openCase(json as unknown as DeskCase, { keyring: anna.keyring, log: await log(), known: new Map() });
}
const post = (path: string, body: unknown) => world.api("POST", path, body, anna.cookie);
const due = (id: string, chains = "shared") => world.store.asOwner(({ run }) => run(`update cases set epoch_due = '{${chains}}' where id = '${id}'`));
async function talkOf({ identity }: Reported): Promise<Talk> {
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  return talk.value;
}
const words = (opened: OpenedCase): string[] => opened.shared.pieces.map(({ examined }) => (examined.ok ? `${examined.piece.header.kind} ${fromUtf8(examined.piece.body).slice(0, 60)}` : examined.reason));
const answer = async (opened: OpenedCase, text: string): Promise<PieceIn> => sealNext(opened, { kind: "answer", body: { text } }, { keyring: anna.keyring, log: await log() });
const begin = async (opened: OpenedCase, chain: "shared" | "desk" = "shared"): Promise<EpochPost> => sealNextEpoch(opened, chain, { keyring: anna.keyring, log: await log() });

describe("a new epoch is due", () => {
  it("and a worker who writes on is told so, begins it, and both read everything before and after", async () => {
    const person = await reported(world, { what: "Ze wachten me op", topic: "bullying" });
    const id = person.post.case;
    await due(id);
    const before = await atDesk(id);
    expect(before.raw.due).toEqual(["shared"]);
    expect(await post(`/api/v1/cases/${id}/pieces`, { piece: await answer(before, "Dank je") })).toMatchObject({ status: 409, json: { reference: "epoch-outdated" } });
    expect((await post(`/api/v1/cases/${id}/epochs`, await begin(before))).status).toBe(204);
    const after = await atDesk(id);
    expect(after.raw.due).toEqual([]);
    expect(after.shared.epoch).toBe(2);
    expect((await post(`/api/v1/cases/${id}/pieces`, { piece: await answer(after, "Nu onder de nieuwe sleutel") })).status).toBe(201);
    expect(words(await atDesk(id)).map((one) => one.split(" ")[0])).toEqual(["label", "report", "epoch", "answer"]);
    const talk = await talkOf(person);
    expect(talk.items.map((item) => item.trouble)).toEqual([undefined, undefined, undefined, undefined]);
    expect(talk.items.at(-1)?.body).toEqual({ text: "Nu onder de nieuwe sleutel" });
    const said = await say(world.line, talk, draftOf([{ kind: "message", body: { text: "Gelezen" } }]));
    expect(said).toMatchObject({ ok: true, value: { epoch: 2 } });
    expect(words(await atDesk(id)).at(-1)).toContain("Gelezen");
    const list = await world.api("GET", "/api/v1/cases?filter=all", undefined, anna.cookie);
    expect((list.json["cases"] as { id: string; teamEpoch: number }[]).find((one) => one.id === id)?.teamEpoch).toBe(1);
  });

  it("and what was held before opens nothing of what is written after", async () => {
    const person = await reported(world, { what: "Ik vertel het jullie" });
    const id = person.post.case;
    const old = (await atDesk(id)).shared.identities.get(1) ?? "";
    await due(id);
    await post(`/api/v1/cases/${id}/epochs`, await begin(await atDesk(id)));
    await post(`/api/v1/cases/${id}/pieces`, { piece: await answer(await atDesk(id), "Geheim") });
    const { raw } = await atDesk(id);
    for (const piece of raw.pieces) {
      const opened = await unwrapText(fromBase64Url(piece.key) ?? new Uint8Array(), old).then(() => true, () => false);
      expect(opened, piece.kind).toBe(piece.epoch === 1);
    }
    for (const wrap of raw.wraps.filter((one) => one.epoch === 2)) await expect(unwrapText(fromBase64Url(wrap.wrapped) ?? new Uint8Array(), old)).rejects.toThrow("cannot-open");
  });

  it("and the person begins it, without noticing, by writing on", async () => {
    const person = await reported(world, { what: "Het gaat over de les" });
    await due(person.post.case);
    const said = await say(world.line, await talkOf(person), draftOf([{ kind: "message", body: { text: "Nog iets" } }]));
    expect(said).toMatchObject({ ok: true, value: { epoch: 2 } });
    const opened = await atDesk(person.post.case);
    expect(words(opened).at(-1)).toContain("Nog iets");
    expect(piecesOfKind(opened.shared, "epoch").map((one) => one.signedBy)).toEqual(["reporter"]);
    expect((await current(world.line, await talkOf(person))).ok).toBe(true);
  });

  it("and the server begins it in memory for a person without script", async () => {
    const person = await reported(world, { what: "Zonder script verder" });
    await due(person.post.case);
    const open = await world.page("/gesprek/openen", { code: person.identity.code });
    const ticket = /name="ticket" value="([^"]*)"/.exec(open.html)?.[1] ?? "";
    const mark = /name="mark" value="([^"]*)"/.exec(open.html)?.[1] ?? "";
    const sent = await world.page("/gesprek/schrijven", { ticket, mark, text: "Geschreven zonder script" });
    expect(sent.status).toBe(200);
    const opened = await atDesk(person.post.case);
    expect(words(opened).map((one) => one.split(" ")[0])).toEqual(["label", "report", "epoch", "message"]);
    expect(words(opened).at(-1)).toContain("Geschreven zonder script");
  });

  it("in the notes as well, which no code ever opens", async () => {
    const person = await reported(world, { what: "Met notities" });
    const id = person.post.case;
    await post(`/api/v1/cases/${id}/desk-key`, await makeDeskKey(team, anna.keyring));
    const note = async (text: string) => post(`/api/v1/cases/${id}/pieces`, { piece: await sealNext(await atDesk(id), { kind: "note", body: { text } }, { keyring: anna.keyring, log: await log() }) });
    expect((await note("eerst")).status).toBe(201);
    await due(id, "desk");
    expect((await note("te vroeg")).json["reference"]).toBe("epoch-outdated");
    expect((await post(`/api/v1/cases/${id}/epochs`, await begin(await atDesk(id), "desk"))).status).toBe(204);
    expect((await note("daarna")).status).toBe(201);
    const { desk, raw } = await atDesk(id);
    expect(desk?.pieces.every(({ examined }) => examined.ok)).toBe(true);
    expect(desk?.epoch).toBe(2);
    expect(raw.holders.desk.map((one) => one.kind)).toEqual(["team"]);
  });
});

describe("a new epoch is refused", () => {
  it("when somebody else was first, when it leaves a gap, or when it is wrapped to others than may read", async () => {
    const person = await reported(world, { what: "Twee tegelijk" });
    const id = person.post.case;
    const opened = await atDesk(id);
    const [one, other] = [await begin(opened), await begin(opened)];
    const path = `/api/v1/cases/${id}/epochs`;
    const without = { ...one, wraps: one.wraps.filter((each) => each.kind !== "reporter") };
    const stranger = { ...one, wraps: [...one.wraps, { kind: "member" as const, holder: randomUUID(), wrapped: one.wraps[0]?.wrapped ?? "" }] };
    const gap = { ...one, epoch: 3, piece: { ...one.piece, epoch: 3 } };
    for (const wrong of [without, stranger, gap]) expect(await post(path, wrong)).toMatchObject({ status: 409, json: { reference: "epoch-outdated" } });
    expect(await post(path, { ...one, piece: { ...one.piece, epoch: 1 } })).toMatchObject({ status: 422, json: { reference: "input-invalid" } });
    expect((await post(path, one)).status).toBe(204);
    expect(await post(path, other)).toMatchObject({ status: 409, json: { reference: "epoch-outdated" } });
    expect((await atDesk(id)).shared.epoch).toBe(2);
  });

  it("by every browser when the server slipped in an identity of its own", async () => {
    const person = await reported(world, { what: "Wie luistert mee?" });
    const id = person.post.case;
    const intruder = await newCaseIdentity();
    const [key] = world.desk.teams;
    const wrapped = Buffer.from(await wrap(intruder.identity, [key?.keys.recipient ?? ""])).toString("hex");
    const own = Buffer.from(await wrap(intruder.identity, [person.identity.keys.recipient])).toString("hex");
    await world.store.asOwner(({ run }) => run(`insert into case_wraps values ('${id}', 'shared', 2, 'team', '${team}', 1, '\\x${wrapped}'), ('${id}', 'shared', 2, 'reporter', 'reporter', null, '\\x${own}')`));
    const opened = await atDesk(id);
    expect(opened.shared.recipient).not.toBe(intruder.recipient);
    expect(opened.shared.epoch).toBe(1);
    const talk = await talkOf(person);
    expect(talk.caseRecipient).not.toBe(intruder.recipient);
    const said = await say(world.line, talk, draftOf([{ kind: "message", body: { text: "Niet voor jou" } }]));
    expect(said).toMatchObject({ ok: false, because: "sequence-taken" });
  });

  it("when it names a person's key that only the server knows: what it wrapped stays closed for it", async () => {
    const person = await reported(world, { what: "De verkeerde sleutel" });
    const opened = await atDesk(person.post.case);
    const fake = await newCaseIdentity();
    const hybrid = world.other.members[0]?.keys ?? { identity: "", recipient: "" };
    const holders = { ...opened.raw.holders, shared: opened.raw.holders.shared.map((one) => (one.kind === "reporter" ? { ...one, recipient: hybrid.recipient } : one)) };
    const made = await begin({ ...opened, raw: { ...opened.raw, holders } });
    const forServer = fromBase64Url(made.wraps.find((one) => one.kind === "reporter")?.wrapped ?? "") ?? new Uint8Array();
    for (const identity of [hybrid.identity, fake.identity]) await expect(unwrapText(forServer, identity)).rejects.toThrow("cannot-open");
    const certified = opened.raw.holders.shared.map((one) => (one.kind === "team" ? { ...one, recipient: hybrid.recipient } : one));
    await expect(begin({ ...opened, raw: { ...opened.raw, holders: { ...holders, shared: certified } } })).rejects.toThrow("no-key");
  });
});

it("somebody who wrote under the first epoch cannot write under it again when it is over", async () => {
  const person = await reported(world, { what: "Oud en nieuw" });
  const id = person.post.case;
  const old = await atDesk(id);
  await post(`/api/v1/cases/${id}/epochs`, await begin(old));
  const late = await answer({ ...old, shared: { ...old.shared, pieces: (await atDesk(id)).shared.pieces, head: (await atDesk(id)).shared.head ?? "" } }, "Nog onder de oude");
  expect(await post(`/api/v1/cases/${id}/pieces`, { piece: late })).toMatchObject({ status: 409, json: { reference: "epoch-outdated" } });
  expect(await post(`/api/v1/cases/${id}/pieces`, { piece: { ...late, epoch: 2 } })).toMatchObject({ status: 201 });
  expect((await atDesk(id)).shared.pieces.at(-1)?.examined).toEqual({ ok: false, reason: "cannot-open" });
});
