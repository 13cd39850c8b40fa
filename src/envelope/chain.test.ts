import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "./bytes.ts";
import { examineChain, openChain } from "./chain.ts";
import type { ChainOptions } from "./chain.ts";
import { nextEntry, signersOf } from "./key-log.ts";
import type { KeyLogEntry, KeyLogStatement } from "./key-log.ts";
import { newCaseIdentity } from "./keys.ts";
import { toBase64Url } from "./bytes.ts";
import { sealPiece } from "./piece.ts";
import type { SealedPiece } from "./piece.ts";
import type { PieceHeader, Sender } from "./header.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { signerFrom } from "./sign.ts";
import type { Signer } from "./sign.ts";
import { rewrap } from "./wrap.ts";

const seed = (byte: number): Signer => signerFrom(new Uint8Array(32).fill(byte));
const [reporter, server, noor, root] = [seed(1), seed(2), seed(3), seed(9)];
const [shared, desk] = [await newCaseIdentity(), await newCaseIdentity()];

const statements: KeyLogStatement[] = [
  { kind: "root", organisation: "balans", root: toBase64Url(root.publicKey) },
  { kind: "member", organisation: "balans", member: "noor", team: "balans-desk", signKey: toBase64Url(noor.publicKey), recipient: "age1pq1noor" },
  { kind: "revocation", organisation: "balans", member: "noor" },
  { kind: "team", organisation: "balans", team: "balans-desk", recipient: "age1pq1team", epoch: 1 },
];
const keyLog: KeyLogEntry[] = [];
for (const statement of statements) keyLog.push(nextEntry(keyLog, statement, root));

type Line = { readonly text: string; readonly sender: Sender; readonly signer: Signer; readonly keyLog?: number };
const story: readonly Line[] = [
  { text: "Het gaat niet goed", sender: "reporter", signer: reporter },
  { text: "Dank je, wat is er gebeurd?", sender: "member:noor", signer: noor, keyLog: 2 },
  { text: "Ik kon geen script gebruiken", sender: "server", signer: server },
  { text: "Nu weer wel", sender: "reporter", signer: reporter },
];

async function sealed(lines: readonly Line[], over: Partial<PieceHeader> = {}, before: readonly SealedPiece[] = []): Promise<SealedPiece[]> {
  const pieces = [...before];
  for (const line of lines) {
    const sequence = pieces.length + 1;
    const header = { version: 1, installation: "gehoord.example", case: "case-1", piece: `piece-${sequence}`, chain: "shared", kind: "message", sequence, previous: pieces.at(-1)?.hash ?? "", ...over } as const;
    const whole: PieceHeader = { ...header, sender: line.sender, ...(line.keyLog === undefined ? {} : { keyLog: line.keyLog }) };
    pieces.push(await sealPiece(whole, utf8(line.text), { signer: line.signer, caseRecipient: shared.recipient, pad: "label" }));
  }
  return pieces;
}

const options: ChainOptions = {
  caseIdentity: shared.identity,
  expected: { installation: "gehoord.example", case: "case-1", chain: "shared" },
  signers: signersOf({ reporter: reporter.publicKey, server: server.publicKey, keyLog }),
};
const pieces = await sealed(story);
const [one, two, three, four] = pieces as [SealedPiece, SealedPiece, SealedPiece, SealedPiece];

async function refusalOf(attempt: Promise<unknown>): Promise<string> {
  const outcome: unknown = await attempt.then(
    () => "nothing was refused",
    (error: unknown) => error,
  );
  return outcome instanceof EnvelopeRefusal ? `${outcome.reason} ${outcome.at ?? ""}`.trim() : String(outcome);
}
const refusal = (list: readonly SealedPiece[], more: Partial<ChainOptions> = {}): Promise<string> => refusalOf(openChain(list, { ...options, ...more }));

describe("a conversation", () => {
  it("opens in order, each line with who signed it, so that screens can mark what came without script", async () => {
    const { opened, head } = await openChain(pieces, options);
    expect(opened.map((piece) => fromUtf8(piece.body))).toEqual(story.map((line) => line.text));
    expect(opened.map((piece) => piece.signedBy)).toEqual(["reporter", "member:noor", "server", "reporter"]);
    expect(head).toBe(four.hash);
  });

  it("that has not begun is empty and has an empty head", async () => {
    expect(await openChain([], options)).toEqual({ opened: [], head: "" });
    expect(await refusal([], { known: { sequence: 0, head: "" } })).toBe("nothing was refused");
  });

  it("is refused when a line was replayed", async () => {
    expect(await refusal([one, two, two])).toBe("replayed 2");
    expect(await refusal([...pieces, one])).toBe("replayed 4");
    const [again] = await sealed([story[1] as Line], { sequence: 2, previous: one.hash, piece: "piece-again" });
    expect(await refusal([one, two, again as SealedPiece])).toBe("replayed 2");
  });

  it("is refused when a later line takes the id of an earlier one", async () => {
    const [twin] = await sealed([story[0] as Line], { piece: "piece-1", sequence: 2, previous: one.hash });
    expect(await refusal([one, twin as SealedPiece])).toBe("replayed 1");
  });

  it("is refused when lines changed places", async () => {
    expect(await refusal([two, one, three, four])).toBe("reordered 0");
    expect(await refusal([one, two, four, three])).toBe("reordered 2");
  });

  it("is refused when a line was dropped, wherever", async () => {
    expect(await refusal([two, three, four])).toBe("dropped 0");
    expect(await refusal([one, three, four])).toBe("dropped 1");
    expect(await refusal([one, two, four])).toBe("dropped 2");
  });

  it("is refused when a line was exchanged for another that was rightly signed", async () => {
    const [other] = await sealed([story[1] as Line], { piece: "piece-b", sequence: 2, previous: one.hash });
    expect(await refusal([one, other as SealedPiece, three, four])).toBe("dropped 2");
    const [first] = await sealed([story[0] as Line], { piece: "piece-a" });
    expect(await refusal([first as SealedPiece, two])).toBe("dropped 1");
  });

  it("is refused when it was rolled back to before what was seen", async () => {
    const known = { sequence: 4, head: four.hash };
    expect(await refusal(pieces, { known })).toBe("nothing was refused");
    expect(await refusal(pieces, { known: { sequence: 2, head: two.hash } })).toBe("nothing was refused");
    expect(await refusal([one, two, three], { known })).toBe("rolled-back");
    expect(await refusal([], { known: { sequence: 1, head: one.hash } })).toBe("rolled-back");
    const other = await sealed([{ ...(story[3] as Line), text: "Iets anders" }], { piece: "piece-x" }, [one, two, three]);
    expect(await refusal(other, { known })).toBe("rolled-back");
  });

  it("is refused when a line comes from another case, another chain or another installation", async () => {
    const [elsewhere] = await sealed([story[0] as Line], { case: "case-2" });
    expect(await refusal([elsewhere as SealedPiece])).toBe("moved 0");
    const [note] = await sealed([story[0] as Line], { chain: "desk" });
    expect(await refusal([note as SealedPiece])).toBe("moved 0");
    expect(await refusal(pieces, { expected: { ...options.expected, installation: "other.example" } })).toBe("moved 0");
    const given = { ...one, key: await rewrap(one.key, shared.identity, [desk.recipient]) };
    expect(await refusal([given])).toBe("cannot-open 0");
  });

  it("never shows notes of the desk to who holds the shared identity", async () => {
    const note = { ...one, key: await rewrap(one.key, shared.identity, [desk.recipient]) };
    expect(await refusal([note], { caseIdentity: shared.identity })).toBe("cannot-open 0");
    expect(await refusal([note], { caseIdentity: desk.identity })).toBe("nothing was refused");
  });

  it("in any other order or choice of lines is never accepted, unless it is its beginning", async () => {
    const beginning = (list: readonly SealedPiece[]): boolean => list.every((piece, at) => piece === pieces[at]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 5 }), async (list) => {
        expect((await refusal(list)) === "nothing was refused").toBe(beginning(list));
      }),
      { numRuns: 60 },
    );
  });

  it("that was damaged is shown as far as it can be believed, with a mark at the rest, and nothing follows it", async () => {
    const broken = { ...two, sealed: two.sealed.map((byte, at) => (at === two.sealed.length - 1 ? byte ^ 1 : byte)) };
    const seen = await examineChain([one, broken, three, four], options);
    expect(seen.pieces.map((piece) => (piece.ok ? fromUtf8(piece.piece.body) : piece.reason))).toEqual(["Het gaat niet goed", "damaged", "Ik kon geen script gebruiken", "Nu weer wel"]);
    expect([seen.head, seen.rolledBack]).toEqual([undefined, false]);
    const whole = await examineChain(pieces, options);
    expect([whole.head, whole.rolledBack, whole.pieces.every((piece) => piece.ok)]).toEqual([four.hash, false, true]);
    const short = await examineChain([one], { ...options, known: { sequence: 2, head: two.hash } });
    expect([short.head, short.rolledBack]).toEqual([undefined, true]);
  });

  it("does not hide a bug behind a refusal", async () => {
    const bug = (): never => {
      throw new TypeError("a bug");
    };
    await expect(openChain(pieces, { ...options, signers: bug })).rejects.toThrow(new TypeError("a bug"));
  });
});

describe("who may sign", () => {
  it("is only who the case knows: no key, no belief", async () => {
    expect(await refusal(pieces, { signers: signersOf({}) })).toBe("wrong-signature 0");
    expect(await refusal(pieces, { signers: signersOf({ reporter: reporter.publicKey, server: server.publicKey }) })).toBe("wrong-signature 1");
    expect(await refusal(pieces, { signers: signersOf({ reporter: reporter.publicKey, keyLog }) })).toBe("wrong-signature 2");
    expect(await refusal(pieces, { signers: signersOf({ server: reporter.publicKey, reporter: server.publicKey, keyLog }) })).toBe("wrong-signature 0");
  });

  it("is a member only while certified at the point the piece names", async () => {
    const at = async (sequence: number): Promise<string> => refusal(await sealed([{ ...(story[1] as Line), keyLog: sequence }]));
    expect([await at(1), await at(2), await at(3), await at(4), await at(5)]).toEqual(["wrong-signature 0", "nothing was refused", "wrong-signature 0", "wrong-signature 0", "wrong-signature 0"]);
  });

  it("is not a member who names himself as a colleague", async () => {
    expect(await refusal(await sealed([{ text: "x", sender: "member:anna", signer: noor, keyLog: 2 }]))).toBe("wrong-signature 0");
    expect(await refusal(await sealed([{ text: "x", sender: "reporter", signer: noor }]))).toBe("wrong-signature 0");
  });

  it("is no longer who was revoked before a line that came earlier: nobody writes with an old date", async () => {
    const certified: KeyLogEntry[] = [...keyLog];
    const [anna] = [seed(5)];
    const statement = { kind: "member", organisation: "balans", member: "anna", team: "balans-desk", signKey: toBase64Url(anna.publicKey), recipient: "age1pq1anna" } as const;
    certified.push(nextEntry(certified, statement, root));
    const lines: Line[] = [{ text: "a", sender: "member:anna", signer: anna, keyLog: 5 }, { text: "b", sender: "member:noor", signer: noor, keyLog: 2 }];
    const signers = signersOf({ reporter: reporter.publicKey, keyLog: certified });
    expect(await refusal(await sealed(lines), { signers })).toBe("wrong-signature 1");
    expect(await refusal(await sealed(lines.toReversed()), { signers })).toBe("nothing was refused");
    const reporterBetween: Line[] = [lines[0] as Line, story[0] as Line, lines[1] as Line];
    expect(await refusal(await sealed(reporterBetween), { signers })).toBe("wrong-signature 2");
  });
});
