import { describe, expect, it } from "vitest";
import { fromUtf8, toBase64Url, utf8 } from "./bytes.ts";
import { examineChain, openChain } from "./chain.ts";
import type { ChainOptions } from "./chain.ts";
import { hashOf } from "./derive.ts";
import { epochStatement, readStatement, reporterIdentities, stands, wrapForReporter } from "./epoch.ts";
import { newCaseIdentity, newHybridIdentity } from "./keys.ts";
import { sealPiece } from "./piece.ts";
import type { KeptPiece, SealedPiece } from "./piece.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { signerFrom } from "./sign.ts";
import type { Signer } from "./sign.ts";
import { wrap } from "./wrap.ts";

const seed = (byte: number): Signer => signerFrom(new Uint8Array(32).fill(byte));
const [person, newCard, server] = [seed(1), seed(4), seed(2)];
const [first, second, third, foreign] = [await newCaseIdentity(), await newCaseIdentity(), await newCaseIdentity(), await newCaseIdentity()];
const identities = new Map([first, second, third].map(({ identity }, at) => [at + 1, identity]));
const recipients = [first, second, third].map(({ recipient }) => recipient);

const options: ChainOptions = {
  caseIdentity: identities,
  expected: { installation: "gehoord.example", case: "case-1", chain: "shared" },
  signers: ({ sender }) => (sender === "reporter" ? [person.publicKey, newCard.publicKey] : server.publicKey),
};

type Line = { readonly epoch: number; readonly body?: string | Uint8Array; readonly kind?: string; readonly signer?: Signer; readonly sealedFor?: string; readonly chain?: "shared" | "desk" };
const says = (epoch: number, identity: string, reporters?: readonly string[]): Promise<Uint8Array> => epochStatement(epoch, identity, reporters);

/** Whole chains, each line under its epoch; what begins one is of the kind "epoch". `skipped`: places before the first. */
async function chainOf(lines: readonly Line[], skipped = 0): Promise<(SealedPiece & KeptPiece)[]> {
  const pieces: (SealedPiece & KeptPiece)[] = [];
  for (const { epoch, body = "Hallo", kind = "message", signer = person, sealedFor, chain = "shared" } of lines) {
    const sequence = skipped + pieces.length + 1;
    const header = { version: 1, installation: "gehoord.example", case: "case-1", piece: `piece-${sequence}`, chain, kind, sequence, previous: pieces.at(-1)?.hash ?? (skipped > 0 ? hashOf(utf8("what stood before")) : ""), sender: signer === server ? "server" : "reporter" } as const;
    const sealed = await sealPiece(header, typeof body === "string" ? utf8(body) : body, { signer, caseRecipient: sealedFor ?? recipients[epoch - 1] ?? "", pad: "text" });
    pieces.push({ ...sealed, epoch });
  }
  return pieces;
}

async function refusal(pieces: readonly KeptPiece[], more: Partial<ChainOptions> = {}): Promise<string> {
  try {
    await openChain(pieces, { ...options, ...more });
    return "nothing was refused";
  } catch (error) {
    if (!(error instanceof EnvelopeRefusal)) throw error;
    return `${error.reason} ${error.at ?? ""}`.trim();
  }
}

const begins = async (epoch: number, over: Partial<Line> = {}, reporters?: readonly string[]): Promise<Line> => ({ epoch, kind: "epoch", body: await says(epoch, identities.get(epoch) ?? "", reporters), ...over });
const key = (signer: Signer): string => toBase64Url(signer.publicKey);

describe("the words that begin an epoch", () => {
  it("name the identity by its hash only, and are read as they were written", async () => {
    const body = await says(2, second.identity, [key(newCard)]);
    expect(fromUtf8(body)).not.toContain(second.identity);
    const read = readStatement(body);
    expect(read).toEqual({ epoch: 2, identity: read?.identity, reporters: [key(newCard)] });
    expect(Object.keys(readStatement(await says(2, second.identity)) ?? {})).toEqual(["epoch", "identity"]);
  });

  it("stand for that identity and for no other", async () => {
    const read = readStatement(await says(2, second.identity));
    if (read === undefined) throw new Error("It was not read");
    expect([await stands(read, second.identity), await stands(read, third.identity), await stands(read, undefined)]).toEqual([true, false, false]);
  });

  it.each(["", "no JSON", "{}", `{"epoch":1.5,"identity":"x"}`, `{"epoch":"2","identity":"x"}`, `{"epoch":2}`, `{"epoch":2,"identity":7}`, `{"epoch":2,"identity":"x","reporters":"me"}`])("are no words when they are %s", (body) => {
    expect(readStatement(utf8(body))).toBeUndefined();
  });

  it("are left alone when more stands in them than is known", () => {
    expect(readStatement(utf8(`{"epoch":2,"identity":"x","reporters":[],"more":1}`))).toEqual({ epoch: 2, identity: "x", reporters: [] });
  });
});

describe("a conversation of several epochs", () => {
  it("opens from the first word to the last, and says under which epoch the next is written", async () => {
    const pieces = await chainOf([{ epoch: 1 }, await begins(2), { epoch: 2, body: "Onder de tweede" }, await begins(3, { signer: server }), { epoch: 3 }]);
    const { opened } = await openChain(pieces, options);
    expect(opened.map(({ header }) => header.kind)).toEqual(["message", "epoch", "message", "epoch", "message"]);
    expect((await examineChain(pieces, options)).epoch).toBe(3);
    expect((await examineChain(pieces.slice(0, 1), options)).epoch).toBe(1);
  });

  it("may leave an epoch out, when the piece that begins the next one says so", async () => {
    expect(await refusal(await chainOf([{ epoch: 1 }, await begins(3), { epoch: 3 }]))).toBe("nothing was refused");
  });

  it("is not believed where nobody said that the epoch began", async () => {
    expect(await refusal(await chainOf([{ epoch: 1 }, { epoch: 2 }]))).toBe("wrong-epoch 1");
    expect(await refusal(await chainOf([{ epoch: 1 }, { epoch: 2, body: await says(2, second.identity) }]))).toBe("wrong-epoch 1");
    expect(await refusal(await chainOf([{ epoch: 1 }, await begins(2, { kind: "desk-epoch" })]))).toBe("wrong-epoch 1");
  });

  it("is not believed where the words are of another identity or another number", async () => {
    expect(await refusal(await chainOf([{ epoch: 1 }, await begins(2, { body: await says(2, third.identity) })]))).toBe("wrong-epoch 1");
    expect(await refusal(await chainOf([{ epoch: 1 }, await begins(2, { body: await says(3, second.identity) })]))).toBe("wrong-epoch 1");
    expect(await refusal(await chainOf([{ epoch: 1 }, await begins(2, { body: await says(2, foreign.identity), sealedFor: foreign.recipient })]), { caseIdentity: new Map([...identities, [2, foreign.identity]]) })).toBe("nothing was refused");
    expect(await refusal(await chainOf([{ epoch: 1 }, await begins(2, { body: "no words" })]))).toBe("wrong-epoch 1");
  });

  it("takes no word under an epoch that is over", async () => {
    const pieces = await chainOf([{ epoch: 1 }, await begins(2), { epoch: 1, body: "Nog onder de eerste" }]);
    expect(await refusal(pieces)).toBe("wrong-epoch 2");
    expect((await examineChain(pieces, options)).epoch).toBe(2);
  });

  it("stays unread by who holds no identity of the new epoch, and has one epoch for who holds one identity only", async () => {
    const pieces = await chainOf([{ epoch: 1 }, await begins(2)]);
    expect(await refusal(pieces, { caseIdentity: new Map([[1, first.identity]]) })).toBe("cannot-open 1");
    const [one, two] = await chainOf([{ epoch: 1 }, await begins(2, { sealedFor: first.recipient })]);
    expect(await refusal([one, two] as KeptPiece[], { caseIdentity: first.identity })).toBe("wrong-epoch 1");
  });

  it("of notes of a desk begins with words of its own kind", async () => {
    const desk = { ...options, expected: { ...options.expected, chain: "desk" as const } };
    const lines = async (kind: string): Promise<KeptPiece[]> => chainOf([{ epoch: 1, chain: "desk" }, await begins(2, { chain: "desk", kind })]);
    expect(await refusal(await lines("desk-epoch"), desk)).toBe("nothing was refused");
    expect(await refusal(await lines("epoch"), desk)).toBe("wrong-epoch 1");
  });

  it("of which no piece can be read begins no epoch", async () => {
    const pieces = await chainOf([{ epoch: 1 }, await begins(2), { epoch: 2 }]);
    const broken = pieces.map((piece, at) => (at === 1 ? { ...piece, sealed: piece.sealed.map((byte, place) => (place === piece.sealed.length - 1 ? byte ^ 1 : byte)) } : piece));
    const { pieces: seen } = await examineChain(broken, options);
    expect(seen.map((one) => (one.ok ? "believed" : one.reason))).toEqual(["believed", "damaged", "wrong-epoch"]);
  });
});

describe("a code that was replaced", () => {
  it("writes no more after the epoch that names the others", async () => {
    const pieces = (signer: Signer, more: readonly Line[] = []): Promise<KeptPiece[]> => begins(2, {}, [key(newCard)]).then((words) => chainOf([{ epoch: 1 }, words, ...more, { epoch: 2, signer }]));
    expect(await refusal(await pieces(newCard))).toBe("nothing was refused");
    expect(await refusal(await pieces(person))).toBe("wrong-signature 2");
    expect(await refusal(await pieces(server))).toBe("nothing was refused");
  });

  it("stays replaced when a later epoch names nobody", async () => {
    const chain = async (signer: Signer): Promise<KeptPiece[]> => chainOf([{ epoch: 1 }, await begins(2, {}, [key(newCard)]), await begins(3, { signer: server }), { epoch: 3, signer }]);
    expect(await refusal(await chain(newCard))).toBe("nothing was refused");
    expect(await refusal(await chain(person))).toBe("wrong-signature 3");
  });

  it("counts again when a later epoch names it", async () => {
    const chain = async (signer: Signer): Promise<KeptPiece[]> => chainOf([{ epoch: 1 }, await begins(2, {}, [key(newCard)]), await begins(3, { signer: server }, [key(person)]), { epoch: 3, signer }]);
    expect(await refusal(await chain(person))).toBe("nothing was refused");
    expect(await refusal(await chain(newCard))).toBe("wrong-signature 3");
  });

  it("is measured the same where a person has one key only, or none is known", async () => {
    const chain = async (signer: Signer): Promise<KeptPiece[]> => chainOf([{ epoch: 1 }, await begins(2, {}, [key(newCard)]), { epoch: 2, signer }]);
    const only = (known: Signer | undefined): Partial<ChainOptions> => ({ signers: ({ sequence }) => (sequence < 3 ? person.publicKey : known?.publicKey) });
    expect(await refusal(await chain(newCard), only(newCard))).toBe("nothing was refused");
    expect(await refusal(await chain(person), only(person))).toBe("wrong-signature 2");
    expect(await refusal(await chain(newCard), only(undefined))).toBe("wrong-signature 2");
  });
});

describe("a recovered code that may not read back", () => {
  const later = { start: { skipped: 4, from: 2 } };
  it("reads from the epoch on that began with it", async () => {
    const pieces = await chainOf([await begins(2), { epoch: 2 }, { epoch: 2 }], 4);
    expect(await refusal(pieces, later)).toBe("nothing was refused");
    expect((await examineChain(pieces, { ...options, ...later })).epoch).toBe(2);
    expect(await refusal(pieces)).toBe("dropped 0");
    expect(await refusal(pieces, { start: { skipped: 3, from: 2 } })).toBe("dropped 0");
    expect(await refusal(pieces, { start: { skipped: 5, from: 2 } })).toBe("reordered 0");
  });

  it("believes nothing that does not begin with its words", async () => {
    expect(await refusal(await chainOf([{ epoch: 2 }, { epoch: 2 }], 4), later)).toBe("wrong-epoch 0");
    expect(await refusal(await chainOf([await begins(2), { epoch: 2 }], 4), { start: { skipped: 4, from: 3 } })).toBe("wrong-epoch 0");
  });

  it("sees a line that was dropped or rolled back after that", async () => {
    const pieces = await chainOf([await begins(2), { epoch: 2 }, { epoch: 2 }], 4);
    const [one, two, three] = pieces as [SealedPiece, SealedPiece, SealedPiece];
    expect(await refusal([pieces[0], pieces[2]] as KeptPiece[], later)).toBe("dropped 1");
    expect(await refusal(pieces, { ...later, known: { sequence: 6, head: two.hash } })).toBe("nothing was refused");
    expect(await refusal(pieces, { ...later, known: { sequence: 6, head: three.hash } })).toBe("rolled-back");
    expect(await refusal(pieces, { ...later, known: { sequence: 5, head: one.hash } })).toBe("nothing was refused");
  });
});

describe("the place of a line", () => {
  it("is after the one before, also after a later start", async () => {
    const pieces = await chainOf([await begins(2), { epoch: 2 }], 4);
    const [strange] = await chainOf([{ epoch: 2, body: "Na een andere" }], 5);
    expect(await refusal([pieces[0], strange] as KeptPiece[], { start: { skipped: 4, from: 2 } })).toBe("dropped 1");
  });
});

describe("a new identity for the person", () => {
  it("opens with the person's key and the epoch before, in whatever order the wraps come", async () => {
    const own = await newHybridIdentity();
    const wraps = [
      { epoch: 3, wrapped: await wrapForReporter(third.identity, own.recipient, second.recipient) },
      { epoch: 1, wrapped: await wrap(first.identity, [own.recipient]) },
      { epoch: 2, wrapped: await wrapForReporter(second.identity, own.recipient, first.recipient) },
    ];
    expect([...(await reporterIdentities(wraps, own.identity))]).toEqual([...identities]);
    expect(wraps.map(({ epoch }) => epoch)).toEqual([3, 1, 2]);
  });

  it("stays shut to who holds only one of the two, and to a key that the server put in its place", async () => {
    const [own, servers] = [await newHybridIdentity(), await newHybridIdentity()];
    const wrapped = await wrapForReporter(second.identity, servers.recipient, first.recipient);
    const before = { epoch: 1, wrapped: await wrap(first.identity, [own.recipient]) };
    await expect(reporterIdentities([before, { epoch: 2, wrapped }], own.identity)).rejects.toMatchObject({ reason: "cannot-open" });
    await expect(reporterIdentities([{ epoch: 2, wrapped }], servers.identity)).rejects.toMatchObject({ reason: "cannot-open" });
  });

  it("that was damaged is refused as damaged, not tried another way", async () => {
    const own = await newHybridIdentity();
    const wrapped = await wrap(second.identity, [own.recipient]);
    const damaged = wrapped.map((byte, at) => (at === wrapped.length - 1 ? byte ^ 1 : byte));
    await expect(reporterIdentities([{ epoch: 1, wrapped: await wrap(first.identity, [own.recipient]) }, { epoch: 2, wrapped: damaged }], own.identity)).rejects.toMatchObject({ reason: "damaged" });
  });
});
