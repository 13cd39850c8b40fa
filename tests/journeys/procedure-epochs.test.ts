/** A dossier gets a new key before the committee's next word when somebody may no longer read it, and the two sides read on. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrganisationView } from "../../src/accounts/shape.ts";
import { renewKeyring } from "../../src/desk/keyring/keyring.ts";
import { leavingFor } from "../../src/desk/keyring/making.ts";
import { sealStep } from "../../src/desk/cases/procedure.ts";
import { fromBase64Url, signerFrom, unwrap } from "../../src/envelope/index.ts";
import { followUpOf } from "../../src/site/browser/sealing/person.ts";
import type { Procedure } from "../../src/site/browser/sealing/procedure.ts";
import { complainantWay, openProcedure } from "../../src/site/browser/sealing/procedure.ts";
import { keysOf, openWith } from "../../src/site/browser/sealing/talk.ts";
import { changeCards } from "../../src/site/browser/sealing/way-back.ts";
import type { Reported } from "./cases-world.ts";
import { asBoard, asComplainant, begin, committeeWorld, complained, invited, logOf, onDesk, opened, readyFor, say, step } from "./procedure-world.ts";
import type { Committee } from "./procedure-world.ts";

let committee: Committee;
let parent: Reported;
let id: string;
let boardCode: string;
beforeAll(async () => {
  committee = await committeeWorld();
  parent = await complained(committee);
  id = parent.post.case;
  const { sara } = committee;
  await begin(committee, sara, id);
  await say(await asComplainant(committee, parent), "hand-in", "Wij klagen", { kind: "complaint" });
  await step(committee, sara, id, "affiliated");
  boardCode = await invited(committee, sara, id);
  await step(committee, sara, id, "forward");
}, 120_000);
afterAll(() => committee.world.close());

const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();
const texts = ({ opened: { items } }: Procedure): unknown[] => items.map(({ trouble, body }) => trouble ?? body.text);
const board = async () => asBoard(committee, boardCode);
const pieces = async () => (await onDesk(committee, committee.sara, id)).raw.pieces;

/** Which of these identities opens the key of a piece. */
async function opens(identities: Iterable<string>, key: string): Promise<boolean> {
  for (const identity of identities) if (await unwrap(bytesOf(key), identity).then(() => true, () => false)) return true;
  return false;
}

/** Stef leaves, by the administrator, as the desk does it. */
async function stefLeaves(): Promise<void> {
  const { world, stef, sara, organisation } = committee;
  const adri = organisation.members.find((one) => one.name === "adri");
  const cookie = await world.signIn("adri");
  const me = (await world.api("GET", "/api/v1/me", undefined, cookie)).json as { root: { wrapped: string } };
  const root = signerFrom(await unwrap(bytesOf(me.root.wrapped), adri?.keys.identity ?? ""));
  const view = (await world.api("GET", "/api/v1/my-organisation", undefined, cookie)).json as unknown as OrganisationView;
  const ending = await leavingFor(await logOf(committee), { organisation: organisation.organisation, root }, stef.keyring.member, view);
  expect((await world.api("POST", `/api/v1/members/${stef.keyring.member}/endings`, ending, cookie)).status).toBe(200);
  sara.cookie = await world.signIn("sara");
  Object.assign(sara, { keyring: await renewKeyring((await world.api("GET", "/api/v1/me", undefined, sara.cookie)).json as never, sara.keyring) });
}

describe("when a member of the committee leaves", () => {
  let kept: readonly string[];
  it("nothing more is written under what he held, and the server takes no word of the committee before", async () => {
    kept = [...(await onDesk(committee, committee.stef, id)).opened.identities.values()];
    await stefLeaves();
    const { sara, world } = committee;
    const screen = await onDesk(committee, sara, id);
    expect(screen.raw.due).toBe(true);
    const sealed = await sealStep(screen, [{ kind: "statement", body: { act: "write", text: "Onder de oude sleutel" } }], { keyring: sara.keyring, log: await logOf(committee) });
    expect((await world.api("POST", `/api/v1/procedures/${id}/steps`, { act: "write", expected: screen.raw.state, pieces: sealed }, sara.cookie)).json["reference"]).toBe("epoch-outdated");
    // The sides have their days: they can speak meanwhile.
    await say(await board(), "answer-complaint", "Wij praten met de ouders");
  }, 120_000);

  it("committee, complainant and board read all of it, and go on under the new one", async () => {
    await step(committee, committee.sara, id, "write", { kind: "statement", body: { text: "Met een nieuwe sleutel" } });
    await say(await asComplainant(committee, parent), "write", "Dank u");
    await say(await board(), "write", "Gelezen");
    const wanted = ["Wij klagen", "Wij praten met de ouders", "Met een nieuwe sleutel", "Dank u", "Gelezen"];
    for (const side of [await opened(await board()), await opened(await asComplainant(committee, parent)), await onDesk(committee, committee.sara, id)]) {
      expect(texts(side as Procedure).filter((text) => wanted.includes(String(text)))).toEqual(wanted);
      expect(side.opened.head).toBeDefined();
    }
    const all = await pieces();
    expect(all.filter(({ epoch }) => epoch === 2).map(({ kind }) => kind)).toEqual(["epoch", "statement", "statement", "statement"]);
    for (const piece of all) expect(await opens(kept, piece.key), piece.kind).toBe(piece.epoch === 1);
  }, 120_000);

  it("begins only once, only whole, and by the committee alone, also past the server", async () => {
    const { store } = committee.world;
    const add = (kind: string, sender: string, epoch: number) => store.asOwner(({ run }) => run(
      `insert into procedure_pieces (procedure_id, id, kind, sender, sequence, sealed, key, hash, day, epoch)
       select p.id, gen_random_uuid(), '${kind}', '${sender}', 1 + (select max(sequence) from procedure_pieces where procedure_id = p.id), '\\x01', '\\x01', sha256('\\x01'), '2026-11-24', ${epoch} from procedures p where case_id = '${id}'`));
    const member = `member:${committee.sara.keyring.member}`;
    await expect(add("epoch", member, 3)).rejects.toThrow("the board must be able to read on");
    await expect(add("epoch", member, 2)).rejects.toThrow("this epoch is over");
    await expect(add("epoch", "board:1", 3)).rejects.toThrow("does not fit its kind");
    await expect(add("epoch", "reporter", 3)).rejects.toThrow("does not fit its kind");
    await expect(add("statement", member, 1)).rejects.toThrow("this epoch is over");
    await expect(add("statement", "board:1", 3)).rejects.toThrow("this epoch is over");
  }, 60_000);

  it("goes on without script on either side", async () => {
    const seen = (html: string): string => html.replaceAll(/<template[\s\S]*?<\/template>/g, "");
    const form = await committee.world.page("/procedure/openen", { code: boardCode });
    expect(seen(form.html)).toContain("Met een nieuwe sleutel");
    const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(seen(form.html))?.[1] ?? "";
    await committee.world.page("/procedure/schrijven", { ticket: hidden("ticket"), mark: hidden("mark"), act: "write", words: "Zonder script" });
    expect(texts(await opened(await asComplainant(committee, parent))).at(-1)).toBe("Zonder script");
  }, 60_000);
});

describe("when the board's invitation is replaced", () => {
  it("the old one opens nothing that comes after, and the new one reads the whole dossier", async () => {
    const old = await opened(await board());
    boardCode = await invited(committee, committee.sara, id);
    await step(committee, committee.sara, id, "write", { kind: "statement", body: { text: "Alleen voor het nieuwe bestuur" } });
    const fresh = await opened(await board());
    expect(texts(fresh)).toEqual(expect.arrayContaining(["Wij klagen", "Met een nieuwe sleutel", "Alleen voor het nieuwe bestuur"]));
    const last = (await pieces()).at(-1);
    expect(last?.epoch).toBe(3);
    expect(await opens(old.opened.identities.values(), last?.key ?? "")).toBe(false);
    await say(await board(), "write", "Wij zijn er weer");
  }, 120_000);
});

describe("when the complainant gets a new code", () => {
  it("it reads the dossier as before, and what the old code held opens nothing more", async () => {
    const { world, sara } = committee;
    const place = { installation: world.installation.id };
    const before = await opened(await asComplainant(committee, parent));
    const talk = await openWith(world.line, parent.identity.keys, place);
    if (!talk.ok) throw new Error(talk.because);
    const codes = await followUpOf(world.line, talk.value);
    if (!codes.ok) throw new Error(codes.because);
    const { salt } = world.installation;
    const changed = await changeCards(world.line, talk.value, { salt, codes: codes.value.codes, end: codes.value.codes.cards.find(({ mine }) => mine), card: "own" });
    if (!changed.ok) throw new Error(changed.because);
    expect((await onDesk(committee, sara, id)).raw.due).toBe(true);
    await readyFor(committee, sara, id);
    await step(committee, sara, id, "write", { kind: "statement", body: { text: "Na de nieuwe code" } });
    const keys = await keysOf(changed.value.code ?? "", salt);
    if (keys === undefined) throw new Error("no code");
    const again = await openWith(world.line, keys, place);
    if (!again.ok) throw new Error(again.because);
    const procedure = await openProcedure(world.line, complainantWay(again.value));
    if (!procedure.ok) throw new Error(procedure.because);
    expect(texts(procedure.value)).toEqual(expect.arrayContaining(["Wij klagen", "Na de nieuwe code"]));
    expect(await opens(before.opened.identities.values(), (await pieces()).at(-1)?.key ?? "")).toBe(false);
  }, 120_000);
});
