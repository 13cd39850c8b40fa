import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64Url, fromUtf8, openChain, signersOf, unwrapText } from "../../src/envelope/index.ts";
import { readWrapText, unpackAge } from "../../src/cases/shape.ts";
import type { CaseListAnswer, DeskCase, MessagePost, UploadAnswer } from "../../src/cases/shape.ts";
import { draftOf, end, fileOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { sealCleanFile, sealPieces } from "../../src/site/browser/sealing/pieces.ts";
import { casesWorld, reported, sealedReport, team } from "./cases-world.ts";
import type { Reported, World } from "./cases-world.ts";

const bytes = (text: string) => fromBase64Url(text) ?? new Uint8Array();
const story = { what: "Ze sluiten me buiten op het plein", name: "Noor", mode: "confidential", reach: "phone", phone: "0612345678" };

let world: World;
let anna: string;
beforeAll(async () => {
  world = await casesWorld();
  anna = await world.signIn("balans-anna");
}, 60_000);
afterAll(() => world.close());

async function talkOf({ identity }: Reported): Promise<Talk> {
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  return talk.value;
}

async function caseOf({ post }: Reported): Promise<DeskCase> {
  return (await world.api("GET", `/api/v1/cases/${post.case}`, undefined, anna)).json as unknown as DeskCase;
}

/** What the team's key opens of a case. */
async function openedBy(found: DeskCase): Promise<string[]> {
  const key = world.desk.teams[0]?.keys.identity ?? "";
  const wrap = found.wraps.find((one) => one.chain === "shared");
  const { identity } = readWrapText(await unwrapText(bytes(wrap?.wrapped ?? ""), key));
  const pieces = found.pieces.filter((piece) => piece.chain === "shared").map((piece) => ({ sealed: bytes(piece.sealed), key: bytes(piece.key) }));
  const chain = await openChain(pieces, { caseIdentity: identity, expected: { installation: found.installation, case: found.id, chain: "shared" }, signers: signersOf({ reporter: bytes(found.signPublic) }) });
  return chain.opened.map((piece) => fromUtf8(piece.body));
}

async function answerFrom(found: DeskCase, text: string, act: "answer" | "ask-helped"): Promise<number> {
  const [member] = world.desk.members;
  const key = world.desk.teams[0]?.keys.identity ?? "";
  const { identity } = readWrapText(await unwrapText(bytes(found.wraps.find((one) => one.chain === "shared")?.wrapped ?? ""), key));
  const { recipientOf, sealPiece, toBase64Url, utf8 } = await import("../../src/envelope/index.ts");
  const shared = found.pieces.filter((piece) => piece.chain === "shared");
  const id = world.context.random.uuid();
  const log = (await world.api("GET", "/api/v1/key-log")).json["entries"] as unknown[];
  const header = { version: 1, installation: found.installation, case: found.id, piece: id, chain: "shared", kind: "answer", sender: `member:${member?.member ?? ""}`, sequence: shared.length + 1, previous: shared.at(-1)?.hash ?? "", keyLog: log.length } as const;
  if (member === undefined) throw new Error("nobody works here");
  const sealed = await sealPiece(header, utf8(JSON.stringify({ text })), { signer: member.signer, caseRecipient: await recipientOf(identity), pad: "text" });
  const piece = { id, kind: "answer", sequence: shared.length + 1, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key) };
  return (await world.api("POST", `/api/v1/cases/${found.id}/pieces`, { piece, act }, anna)).status;
}

describe("who reports with script", () => {
  it("gets a promised day, and only the chosen team opens what was told", async () => {
    const noor = await sealedReport(world, story);
    const answer = await world.api("POST", "/api/v1/reports", noor.post);
    expect([answer.status, answer.json["promisedDay"]]).toEqual([201, "2026-11-26"]);
    const [label, report, contact] = await openedBy(await caseOf(noor));
    expect(label).toContain('"mode":"confidential"');
    expect(report).toContain("buiten op het plein");
    expect(contact).toContain("0612345678");
  });

  it("gets the same answer when the same report is sent again, and is refused when it says something else", async () => {
    const sealed = await reported(world, story);
    const again = await world.api("POST", "/api/v1/reports", sealed.post);
    expect(again.status).toBe(201);
    const changed = await world.api("POST", "/api/v1/reports", { ...sealed.post, urgent: true });
    expect(changed.status).toBe(422);
  });

  it("is refused with an expired form, an outdated key, a gap in the pieces or a field too many", async () => {
    const { post } = await sealedReport(world, story);
    expect((await world.api("POST", "/api/v1/reports", { ...post, ticket: "oud" })).json["reference"]).toBe("form-expired");
    expect((await world.api("POST", "/api/v1/reports", { ...post, epoch: 2 })).json["reference"]).toBe("key-outdated");
    expect((await world.api("POST", "/api/v1/reports", { ...post, pieces: post.pieces.slice(1) })).status).toBe(422);
    expect((await world.api("POST", "/api/v1/reports", { ...post, name: "Noor" })).status).toBe(422);
  });

  it("stands in the list of the team with a label that one age file opens, and not in another team's", async () => {
    const own = await reported(world, { ...story, topic: "bullying", danger: "now" });
    const { cases } = (await world.api("GET", "/api/v1/cases?filter=today", undefined, anna)).json as unknown as CaseListAnswer;
    const found = cases.find((one) => one.id === own.post.case);
    expect(found).toMatchObject({ team, state: "new", urgent: true, dueDay: "2026-11-26" });
    const { label } = readWrapText(await unwrapText(unpackAge(found?.wrap ?? ""), world.desk.teams[0]?.keys.identity ?? ""));
    expect(label).toMatchObject({ topic: "bullying", urgent: true });
    const stranger = await world.signIn("kindertelefoon-anna");
    expect((await world.api("GET", `/api/v1/cases/${own.post.case}`, undefined, stranger)).status).toBe(404);
    expect((await world.api("GET", "/api/v1/cases?filter=all", undefined, stranger)).json["cases"]).toEqual([]);
  });
});

describe("who has the code", () => {
  it("reads, writes, is answered, and only by that person's yes the case closes as helped", async () => {
    const noor = await reported(world, story);
    const first = await talkOf(noor);
    expect(first.items.map((item) => [item.kind, item.trouble])).toEqual([["label", undefined], ["report", undefined], ["contact", undefined]]);
    expect(await answerFrom(await caseOf(noor), "Ik bel je morgen", "answer")).toBe(201);
    const answered = await talkOf(noor);
    expect(answered.items.at(-1)).toMatchObject({ kind: "answer", body: { text: "Ik bel je morgen" }, trouble: undefined });
    expect(answered.opening.state).toBe("waiting");
    const wrote = await say(world.line, answered, draftOf([{ kind: "message", body: { text: "Dank je" } }]));
    expect(wrote.ok && wrote.value.opening.state).toBe("unread");
    const path = `/api/v1/cases/${noor.post.case}/state`;
    expect((await world.api("POST", path, { act: "take", expected: "unread" }, anna)).status).toBe(200);
    expect((await world.api("POST", path, { act: "close", expected: "open", outcome: "helped" }, anna)).json["reference"]).toBe("yes-of-person-required");
    expect((await world.api("POST", path, { act: "close", expected: "open" }, anna)).json["reference"]).toBe("outcome-required");
    expect(await answerFrom(await caseOf(noor), "Ben je geholpen?", "ask-helped")).toBe(201);
    const yes = await say(world.line, await talkOf(noor), draftOf([{ kind: "helped", body: { answer: "yes" } }], { helped: "yes" }));
    expect(yes.ok && [yes.value.opening.state, yes.value.opening.outcome]).toEqual(["closed", "helped"]);
  });

  it("cannot be played again with a used number, nor with another person's signature", async () => {
    const noor = await reported(world, story);
    const sam = await reported(world, story);
    const { signAct, toBase64Url } = await import("../../src/envelope/index.ts");
    const lookup = toBase64Url(noor.identity.keys.lookup);
    const nonce = String((await world.api("POST", "/api/v1/conversation/challenges", { lookup })).json["nonce"]);
    const opening = (who: Reported) => ({ lookup, nonce, signature: toBase64Url(signAct(who.identity.keys.signer, { act: "open", nonce, fields: {} })) });
    expect((await world.api("POST", "/api/v1/conversation/openings", opening(sam))).json["reference"]).toBe("code-not-recognised");
    expect((await world.api("POST", "/api/v1/conversation/openings", opening(noor))).status).toBe(200);
    expect((await world.api("POST", "/api/v1/conversation/openings", opening(noor))).json["reference"]).toBe("challenge-expired");
    world.clock.advance(6 * 60_000);
    expect((await world.api("POST", "/api/v1/conversation/openings", opening(noor))).json["reference"]).toBe("challenge-expired");
  });

  it("gets the same answer for a code that does not exist", async () => {
    const { newIdentity } = await import("../../src/site/browser/sealing/report.ts");
    const nobody = await newIdentity(world.installation.salt);
    const talk = await openWith(world.line, nobody.keys, { installation: world.installation.id });
    expect(talk).toMatchObject({ ok: false, because: "code-not-recognised" });
  });

  it("seals again behind it when somebody wrote at the same moment: nothing is lost, nothing stands twice", async () => {
    const noor = await reported(world, story);
    const [one, two] = await Promise.all([talkOf(noor), talkOf(noor)]);
    const said = await Promise.all([say(world.line, one, draftOf([{ kind: "message", body: { text: "een" } }])), say(world.line, two, draftOf([{ kind: "message", body: { text: "twee" } }]))]);
    expect(said.map((answer) => answer.ok)).toEqual([true, true]);
    const texts = (await talkOf(noor)).items.flatMap((item) => item.body["text"] ?? []);
    expect(texts.toSorted()).toEqual(["een", "twee"]);
  });

  it("takes everything away: the code opens nothing, the tables hold nothing, the ledger knows", async () => {
    const noor = await reported(world, { ...story, noticeMail: "noor@voorbeeld.nl" });
    const removed = await end(world.line, await talkOf(noor), "delete");
    expect(removed).toMatchObject({ ok: true, value: { state: "removed", backupDays: 35 } });
    expect((await openWith(world.line, noor.identity.keys, { installation: world.installation.id })).ok).toBe(false);
    const left = await world.store.asOwner(({ run }) =>
      run("select (select count(*) from pieces where case_id = $1) + (select count(*) from case_wraps where case_id = $1) + (select count(*) from reporter_keys where case_id = $1) + (select count(*) from notices where case_id = $1) as n", [noor.post.case]),
    );
    expect(Number(left[0]?.["n"])).toBe(0);
    expect((await world.api("POST", "/api/v1/reports", noor.post)).status).toBe(422);
  });
});

describe("a file on its way", () => {
  const plain = new Uint8Array(600_000).map((_, at) => at % 251);

  async function sentInParts(order: (numbers: number[]) => number[]): Promise<{ upload: string; manifest: Awaited<ReturnType<typeof sealCleanFile>>["manifest"] }> {
    const { sealed, manifest } = await sealCleanFile({ name: "foto.jpg", type: "image/jpeg", bytes: plain });
    const { upload, partBytes } = (await world.api("POST", "/api/v1/uploads", { size: sealed.length })).json as unknown as UploadAnswer;
    const numbers = order([...Array(Math.ceil(sealed.length / partBytes)).keys()]);
    const part = (number: number) => world.api("PUT", `/api/v1/uploads/${upload}/parts/${number}`, sealed.slice(number * partBytes, (number + 1) * partBytes));
    await Promise.all(numbers.map(part));
    return { upload, manifest };
  }

  it("arrives in parts of any order and at the same time, and comes back byte for byte once a worker opened the case", async () => {
    const noor = await reported(world, story, [await sentInParts((numbers) => numbers.toReversed())]);
    const talk = await talkOf(noor);
    const file = talk.items.find((item) => item.kind === "file");
    if (file === undefined) throw new Error("the file is not there");
    expect((await fileOf(world.line, talk, file)).ok).toBe(false);
    expect((await world.api("POST", `/api/v1/cases/${noor.post.case}/desk-key`, { wrap: noor.post.shared.wraps.team, teamEpoch: 1 }, anna)).status).toBe(204);
    const read = await fileOf(world.line, await talkOf(noor), file);
    expect(read.ok && Buffer.compare(read.value, plain)).toBe(0);
  });

  it("is not attached when a part is missing, and nothing of the report is kept", async () => {
    const half = await sentInParts((numbers) => numbers.slice(1));
    const noor = await sealedReport(world, story, [half]);
    expect((await world.api("POST", "/api/v1/reports", noor.post)).json["reference"]).toBe("file-incomplete");
    expect((await world.api("GET", `/api/v1/cases/${noor.post.case}`, undefined, anna)).status).toBe(404);
    const state = (await world.api("GET", `/api/v1/uploads/${half.upload}`)).json as unknown as UploadAnswer;
    expect([state.complete, state.received]).toEqual([false, [1, 2]]);
  });

  it("is refused when it is larger than 25 MB or a part has the wrong size", async () => {
    expect((await world.api("POST", "/api/v1/uploads", { size: 30_000_000 })).status).toBe(422);
    const { upload } = (await world.api("POST", "/api/v1/uploads", { size: 300_000 })).json as unknown as UploadAnswer;
    expect((await world.api("PUT", `/api/v1/uploads/${upload}/parts/0`, new Uint8Array(10))).status).toBe(422);
    expect((await world.api("PUT", `/api/v1/uploads/${upload}/parts/2`, new Uint8Array(10))).status).toBe(422);
  });
});

describe("a stolen database", () => {
  it("moves no piece to another case", async () => {
    const [noor, sam] = [await reported(world, story), await reported(world, story)];
    const talk = await talkOf(noor);
    const { pieces } = await sealPieces({ installation: world.installation.id, case: sam.post.case, sequence: 4, previous: talk.head ?? "", signer: noor.identity.keys.signer, caseRecipient: talk.caseRecipient }, [{ kind: "message", body: { text: "verplaatst" } }]);
    const [piece] = pieces as MessagePost["pieces"];
    await world.store.asOwner(({ run }) =>
      run("insert into pieces (case_id, id, chain, kind, sender, sequence, sealed, key, hash, day) values ($1, $2, 'shared', 'message', 'reporter', 4, $3, $4, sha256($3), current_date)", [noor.post.case, piece?.id, bytes(piece?.sealed ?? ""), bytes(piece?.key ?? "")]),
    );
    expect((await talkOf(noor)).items.at(-1)).toMatchObject({ trouble: "moved", body: {} });
  });

  it("cannot close a case as helped without the person's word", async () => {
    const noor = await reported(world, story);
    await expect(world.store.asOwner(({ run }) => run("update cases set state = 'closed', outcome = 'helped' where id = $1", [noor.post.case]))).rejects.toThrow(/only the person/);
  });
});
