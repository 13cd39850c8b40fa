/** Who loses the code: second cards, a new code, and a claim by name and sentence; and everybody who should not get in by it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { tellOfClaims } from "../../src/cases/jobs.ts";
import type { CardsOut, DueClaim } from "../../src/cases/shape.ts";
import type { ClaimDecision } from "../../src/cases/shape/person.ts";
import { compareClaim } from "../../src/desk/cases/claims.ts";
import { piecesOfKind, saidHelped } from "../../src/desk/cases/opening.ts";
import { signAct, signerFrom, toBase64Url } from "../../src/envelope/index.ts";
import { followUpOf, wishFor } from "../../src/site/browser/sealing/person.ts";
import { draftOf, end, keysOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { changeCards, claim, sealClaim, setWayBack } from "../../src/site/browser/sealing/way-back.ts";
import { casesWorld, pointOf, reported, team } from "./cases-world.ts";
import type { Reported, World } from "./cases-world.ts";
import { deskOf } from "./sealed-desk.ts";
import type { SealedDesk } from "./sealed-desk.ts";

let world: World;
let salt: string;
beforeAll(async () => {
  world = await casesWorld();
  salt = world.installation.salt;
}, 60_000);
afterAll(() => world.close());

type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string };
const value = <T>(answer: Answered<T>): T => {
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
};
const told = (what = "Ze wachten me op"): Promise<Reported> => reported(world, { what, mode: "anonymous", topic: "bullying" });
const withCode = async (code: string) => {
  const keys = await keysOf(code, salt);
  if (keys === undefined) throw new Error("no code");
  return openWith(world.line, keys, { installation: world.installation.id });
};
const opened = async ({ identity }: Reported): Promise<Talk> => value(await openWith(world.line, identity.keys, { installation: world.installation.id }));
const codesOf = async (talk: Talk): Promise<CardsOut> => value(await followUpOf(world.line, talk)).codes;
const add = async (talk: Talk, card: "trusted" | "helper") => value(await changeCards(world.line, talk, { salt, codes: await codesOf(talk), card }));
const message = async (talk: Talk, text: string): Promise<Talk> => value(await say(world.line, talk, draftOf([{ kind: "message", body: { text } }])));
const texts = ({ items }: Talk): unknown[] => items.filter(({ trouble }) => trouble === undefined).flatMap(({ body }) => body["what"] ?? body["text"] ?? []);
const days = (count: number): void => world.clock.advance(count * 86_400_000);

describe("a second card", () => {
  it("opens all that was and all that comes, and the desk believes what is written with it", async () => {
    const one = await told();
    const { talk, code } = await add(await opened(one), "trusted");
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    const second = value(await withCode(code ?? ""));
    expect([second.head, texts(second)]).toEqual([talk.head, ["Ze wachten me op"]]);
    await message(second, "Met de tweede kaart");
    expect(texts(await opened(one))).toContain("Met de tweede kaart");
    const desk = await deskOf(world, "anna");
    const shown = (await desk.open(one.post.case)).shared;
    expect(shown.head).toBeDefined();
    expect(piecesOfKind(shown, "message").map((piece) => piece.signedBy)).toEqual(["reporter"]);
  });

  it("that was revoked opens nothing, writes nothing, and reads nothing that came after", async () => {
    const one = await told();
    const { talk, code } = await add(await opened(one), "trusted");
    const kept = value(await withCode(code ?? ""));
    const codes = await codesOf(talk);
    const end = codes.cards.find(({ mine }) => !mine);
    const after = value(await changeCards(world.line, talk, { salt, codes, end })).talk;
    const secret = await message(after, "Dit leest de kaart niet");
    expect(await withCode(code ?? "")).toMatchObject({ ok: false, because: "code-not-recognised" });
    expect(await say(world.line, kept, draftOf([{ kind: "message", body: { text: "nog iets" } }]))).toMatchObject({ ok: false, because: "code-not-recognised" });
    // What the revoked card kept of the case does not open what came later, also from a stolen database.
    expect(kept.identities.has(secret.epoch)).toBe(false);
    const wraps = await world.store.asOwner(({ run }) => run("select holder from case_wraps where case_id = $1 and holder_kind = 'reporter' and holder <> 'reporter'", [one.post.case]));
    expect(wraps).toEqual([]);
  });

  it("signs nothing any more after it was revoked: the desk refuses a piece that the server kept", async () => {
    const one = await told();
    const { talk, code } = await add(await opened(one), "trusted");
    const kept = value(await withCode(code ?? ""));
    const codes = await codesOf(talk);
    value(await changeCards(world.line, talk, { salt, codes, end: codes.cards.find(({ mine }) => !mine) }));
    const after = await opened(one);
    // A server that lets the revoked card in again: its signature is not among those that the newest epoch names.
    const forged: Talk = { ...after, keys: { ...after.keys, signer: kept.keys.signer } };
    const { sealPieces } = await import("../../src/site/browser/sealing/pieces.ts");
    const { placeOf } = await import("../../src/site/browser/sealing/talk.ts");
    const [piece] = (await sealPieces(placeOf(forged, after.head ?? ""), [{ kind: "helped", body: { answer: "yes" } }])).pieces;
    await world.store.asOwner(({ run }) =>
      run("insert into pieces (case_id, id, chain, kind, sender, sequence, sealed, key, hash, day, epoch) values ($1, $2, 'shared', 'helped', 'reporter', $3, $4, $5, sha256($4), '2026-11-24', $6)", [
        one.post.case, piece?.id, piece?.sequence, Buffer.from(piece?.sealed ?? "", "base64url"), Buffer.from(piece?.key ?? "", "base64url"), piece?.epoch,
      ]),
    );
    const desk = await deskOf(world, "anna");
    const shown = (await desk.open(one.post.case)).shared;
    expect(saidHelped(shown)).toBeUndefined();
    expect(shown.pieces.at(-1)?.examined).toMatchObject({ ok: false, reason: "wrong-signature" });
  });

  it("of a helper reads and writes, and decides nothing; who looked is hidden for it", async () => {
    const one = await told();
    const desk = await deskOf(world, "anna");
    await desk.answer(one.post.case, "Ben je geholpen?", "ask-helped");
    const { code } = await add(await opened(one), "helper");
    const helper = value(await withCode(code ?? ""));
    expect(value(await followUpOf(world.line, helper))).toMatchObject({ looksHidden: true, looks: [] });
    expect(await say(world.line, helper, draftOf([{ kind: "helped", body: { answer: "yes" } }], { helped: "yes" }))).toMatchObject({ because: "person-only" });
    expect(await end(world.line, helper, "delete")).toMatchObject({ because: "person-only" });
    expect(await wishFor(world.line, helper, { want: "hide-looks", hidden: false })).toMatchObject({ because: "person-only" });
    expect(await changeCards(world.line, helper, { salt, codes: await codesOf(helper), card: "trusted" })).toMatchObject({ because: "person-only" });
    await message(helper, "Ik help mee");
    expect(texts(await opened(one))).toContain("Ik help mee");
  });

  it("is never the sixth, and the last code of the person cannot be taken away", async () => {
    let talk = await opened(await told());
    for (let count = 0; count < 4; count += 1) talk = (await add(talk, "trusted")).talk;
    const codes = await codesOf(talk);
    expect(codes.cards).toHaveLength(5);
    expect(await changeCards(world.line, talk, { salt, codes, card: "trusted" })).toMatchObject({ because: "transition-not-allowed" });
    expect(await changeCards(world.line, talk, { salt, codes, end: codes.cards.find(({ mine }) => mine) })).toMatchObject({ because: "transition-not-allowed" });
  }, 60_000);
});

describe("a new code", () => {
  it("takes the place of the old one, keeps the conversation whole, and the old one finds nothing", async () => {
    const one = await told();
    const talk = await opened(one);
    const codes = await codesOf(talk);
    const changed = value(await changeCards(world.line, talk, { salt, codes, end: codes.cards[0], card: "own" }));
    expect(await openWith(world.line, one.identity.keys, { installation: world.installation.id })).toMatchObject({ because: "code-not-recognised" });
    const again = value(await withCode(changed.code ?? ""));
    expect(again.head).toBeDefined();
    await message(again, "Met de nieuwe code");
    const desk = await deskOf(world, "anna");
    await desk.answer(one.post.case, "Welkom terug", "answer");
    expect(texts(value(await withCode(changed.code ?? "")))).toEqual(["Ze wachten me op", "Met de nieuwe code", "Welkom terug"]);
  });

  it("is not given by a replay: the same signed change a second time is refused", async () => {
    const talk = await opened(await told());
    const sent: string[] = [];
    const listening = { ...world.line, ask: (call: Parameters<typeof world.line.ask>[0], reads: never) => (call.path.endsWith("/cards") && sent.push(JSON.stringify(call.body)), world.line.ask(call, reads)) } as typeof world.line;
    value(await changeCards(listening, talk, { salt, codes: await codesOf(talk), card: "trusted" }));
    const again = await world.api("POST", "/api/v1/conversation/cards", JSON.parse(sent[0] ?? "{}"));
    expect(again.json["reference"]).toBe("challenge-expired");
  });

  it("is made by nobody who only knows the old lookup", async () => {
    const one = await told();
    const lookup = toBase64Url(one.identity.keys.lookup);
    const nonce = String((await world.api("POST", "/api/v1/conversation/challenges", { lookup })).json["nonce"]);
    const fields = { want: "ask-access" } as const;
    const signature = toBase64Url(signAct(signerFrom(crypto.getRandomValues(new Uint8Array(32))), { act: "wish", nonce, fields: { wish: fields } }));
    expect((await world.api("POST", "/api/v1/conversation/wishes", { lookup, nonce, signature, wish: fields })).json["reference"]).toBe("code-not-recognised");
  });
});

describe("a claim", () => {
  const name = "De Groene Kikker";
  const sentence = "mijn oma bakt blauwe taart";

  async function prepared(readsBack = true, own = name): Promise<Reported> {
    const one = await told();
    value(await setWayBack(world.line, await opened(one), { salt, name: own, sentence, readsBack }));
    return one;
  }

  const claims = async (typed: { readonly name?: string; readonly sentence?: string } = {}) =>
    value(await claim(world.line, { salt, team, recipient: (await pointOf(world)).recipient, name: typed.name ?? name, sentence: typed.sentence ?? sentence }));

  async function decided(desk: SealedDesk, id: string): Promise<{ readonly matches: boolean; readonly status: number }> {
    const due = (await desk.get("/api/v1/follow-ups"))["claims"] as { case: string; claim: string }[];
    const mine = due.find((one) => one.case === id);
    if (mine === undefined) throw new Error("nothing is due");
    const found = (await desk.get(`/api/v1/cases/${id}/claims/${mine.claim}`)) as unknown as DueClaim;
    const log = (await world.api("GET", "/api/v1/key-log")).json["entries"] as never[];
    const decision: ClaimDecision = await compareClaim(await desk.open(id), found, { keyring: desk.keyring, log, argon2: nodeArgon2 });
    const { status } = await desk.post(`/api/v1/cases/${id}/claims/${mine.claim}/decisions`, decision);
    return { matches: decision.matches, status };
  }

  it("by name and sentence, typed as people type, gives the conversation back after seven days", async () => {
    const one = await prepared(true, "Kikker Een");
    const { code, dueDay } = await claims({ name: " kikker  EEN!", sentence: "Mijn oma, bakt blauwe taart." });
    expect(dueDay).toBe("2026-11-30");
    expect(await withCode(code)).toMatchObject({ because: "code-not-recognised" });
    days(7);
    expect(await decided(await deskOf(world, "anna"), one.post.case)).toEqual({ matches: true, status: 204 });
    const back = value(await withCode(code));
    expect([back.head === undefined, texts(back)]).toEqual([false, ["Ze wachten me op"]]);
    await message(back, "Ik ben er weer");
    const shown = (await (await deskOf(world, "anna")).open(one.post.case)).shared;
    expect(shown.head).toBeDefined();
    // The lost code, in whoever's hands it is, finds nothing any more.
    expect(await openWith(world.line, one.identity.keys, { installation: world.installation.id })).toMatchObject({ because: "code-not-recognised" });
  });

  it("reads nothing of before when that was not chosen, and the conversation goes on all the same", async () => {
    const one = await prepared(false, "Kikker Twee");
    const { code } = await claims({ name: "Kikker Twee" });
    days(7);
    expect(await decided(await deskOf(world, "anna"), one.post.case)).toEqual({ matches: true, status: 204 });
    const back = value(await withCode(code));
    expect([texts(back), back.head === undefined, back.identities.has(1)]).toEqual([[], false, false]);
    await message(back, "Daar ben ik");
    await (await deskOf(world, "anna")).answer(one.post.case, "Fijn dat je er bent", "answer");
    expect(texts(value(await withCode(code)))).toEqual(["Daar ben ik", "Fijn dat je er bent"]);
  });

  it("is seen and stopped by who still has the code, and then never looked at", async () => {
    const one = await prepared(true, "Kikker Drie");
    const { code } = await claims({ name: "Kikker Drie" });
    expect(await tellOfClaims(world.context)).toBeGreaterThan(0);
    const [seen] = (await codesOf(await opened(one))).claims;
    expect(seen?.state).toBe("waiting");
    value(await wishFor(world.line, await opened(one), { want: "stop-claim", id: seen?.id ?? "" }));
    days(8);
    const desk = await deskOf(world, "anna");
    const open = (await desk.get("/api/v1/follow-ups"))["claims"] as { case: string }[];
    expect(open.filter((each) => each.case === one.post.case)).toEqual([]);
    expect((await world.api("GET", `/api/v1/cases/${one.post.case}/claims/${seen?.id ?? ""}`, undefined, desk.cookie)).status).toBe(404);
    expect(await withCode(code)).toMatchObject({ because: "code-not-recognised" });
  });

  it("by a stranger who knows the name alone gets nothing, and nobody saw what he typed", async () => {
    const one = await prepared(true, "Kikker Vier");
    const { code } = await claims({ name: "Kikker Vier", sentence: "ik raad maar wat hoor" });
    days(7);
    expect(await decided(await deskOf(world, "anna"), one.post.case)).toEqual({ matches: false, status: 204 });
    expect(await withCode(code)).toMatchObject({ because: "code-not-recognised" });
    expect((await opened(one)).head).toBeDefined();
  });

  it("gets the same answer for a name that nobody has; and a fourth claim is kept by nobody", async () => {
    const one = await prepared(true, "Kikker Vijf");
    const point = await pointOf(world);
    const answer = async (typed: string) => {
      const { post } = await sealClaim({ salt, team, recipient: point.recipient, name: typed, sentence });
      return world.api("POST", "/api/v1/claims", post);
    };
    const known = [await answer("Kikker Vijf"), await answer("Kikker Vijf"), await answer("Kikker Vijf"), await answer("Kikker Vijf")];
    const unknown = await answer("Nooit Gehoord");
    expect(new Set([...known, unknown].map(({ status, json }) => `${status} ${JSON.stringify(json)}`)).size).toBe(1);
    const rows = await world.store.asOwner(({ run }) => run("select count(*) filter (where case_id = $1)::int as own, count(*) filter (where case_id is null)::int as nobody from claims", [one.post.case]));
    expect(rows[0]).toEqual({ own: 3, nobody: 2 });
    // The count goes up only, also for who may write in the table.
    await expect(world.store.asOwner(({ run }) => run("update ways_back set claims = 0 where case_id = $1", [one.post.case]))).rejects.toThrow();
  });

  it("is neither started, hastened nor redirected by staff", async () => {
    const one = await prepared(true, "Kikker Zes");
    await claims({ name: "Kikker Zes" });
    const [waiting] = (await codesOf(await opened(one))).claims;
    const desk = await deskOf(world, "anna");
    // Before its day there is nothing to read or decide.
    expect((await world.api("GET", `/api/v1/cases/${one.post.case}/claims/${waiting?.id ?? ""}`, undefined, desk.cookie)).status).toBe(404);
    expect(await desk.post(`/api/v1/cases/${one.post.case}/claims/${waiting?.id ?? ""}/decisions`, { matches: false, back: [] })).toEqual({ status: 404, reference: "not-found" });
    await expect(world.store.asOwner(({ run }) => run("update claims set due_day = day + 7, day = day - 7 where id = $1", [waiting?.id]))).rejects.toThrow();
    await expect(world.store.asOwner(({ run }) => run("update claims set sign_public = sha256('mine') where id = $1", [waiting?.id]))).rejects.toThrow();
    const asMember = { role: "member", member: desk.keyring.member, organisation: "balans" } as const;
    const { sql } = await import("kysely");
    await expect(world.store.transaction(asMember, (tx) => sql`update claims set state = 'accepted' where id = ${waiting?.id}`.execute(tx.sql))).rejects.toThrow();
    await expect(world.store.transaction(asMember, (tx) => sql`select sealed from claims`.execute(tx.sql))).rejects.toThrow();
  });

  it("whose keys the server swapped is refused in the worker's browser", async () => {
    const one = await prepared(true, "Kikker Zeven");
    await claims({ name: "Kikker Zeven" });
    days(7);
    const desk = await deskOf(world, "anna");
    const due = ((await desk.get("/api/v1/follow-ups"))["claims"] as { case: string; claim: string }[]).find((each) => each.case === one.post.case);
    const found = (await desk.get(`/api/v1/cases/${one.post.case}/claims/${due?.claim ?? ""}`)) as unknown as DueClaim;
    const log = (await world.api("GET", "/api/v1/key-log")).json["entries"] as never[];
    const swapped = { ...found, signKey: toBase64Url(crypto.getRandomValues(new Uint8Array(32))) };
    expect((await compareClaim(await desk.open(one.post.case), swapped, { keyring: desk.keyring, log, argon2: nodeArgon2 })).matches).toBe(false);
  });
});
