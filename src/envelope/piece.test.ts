import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joined, utf8 } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import { hashOf, sha256 } from "./derive.ts";
import { headerBytes, isHeader, readHeader, writeHeader } from "./header.ts";
import type { PieceHeader } from "./header.ts";
import { newCaseIdentity } from "./keys.ts";
import { longestBody, padded, padmeSize, unpadded } from "./pad.ts";
import { openPiece, sealPiece } from "./piece.ts";
import type { ExpectedPlace, SealedPiece } from "./piece.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { signerFrom } from "./sign.ts";
import { rewrap, unwrap, unwrapText, wrap } from "./wrap.ts";

const reporter = signerFrom(new Uint8Array(32).fill(1));
const stranger = signerFrom(new Uint8Array(32).fill(2));
const [own, foreign] = [await newCaseIdentity(), await newCaseIdentity()];
const hash = "a".repeat(43);

const header: PieceHeader = {
  version: 1,
  installation: "gehoord.example",
  case: "6b0c7b52-6d6e-4f53-9a5c-0f1f5f0a7a11",
  piece: "0e2f1a9c-8a35-4c12-b7de-9d3a4b5c6d7e",
  chain: "shared",
  kind: "message",
  sender: "reporter",
  sequence: 4,
  previous: hash,
};
const place: ExpectedPlace = { installation: header.installation, case: header.case, chain: "shared" };
const options = { signer: reporter, caseRecipient: own.recipient, pad: "text" } as const;
const open = (piece: Pick<SealedPiece, "sealed" | "key">, expected: ExpectedPlace = place, caseIdentity = own.identity): ReturnType<typeof openPiece> =>
  openPiece(piece, { caseIdentity, expected, signers: () => reporter.publicKey });

async function reasonOf(attempt: Promise<unknown>): Promise<string> {
  const outcome: unknown = await attempt.then(
    () => "nothing was refused",
    (error: unknown) => error,
  );
  return outcome instanceof EnvelopeRefusal ? outcome.reason : String(outcome);
}

/** What somebody who can seal, but does not keep to the rules, would make of these bytes. */
async function forged(plain: Uint8Array): Promise<SealedPiece> {
  const one = await newCaseIdentity();
  const sealed = await wrap(plain, [one.recipient]);
  return { sealed, key: await wrap(one.identity, [own.recipient]), hash: hashOf(sealed) };
}

const signed = (line: Uint8Array, body: Uint8Array, by = reporter): Uint8Array => by.sign(joined(utf8("gehoord piece v1\n"), line, sha256(body)));
const hello = utf8("hallo");

describe("a piece", () => {
  it("opens to the same header and body, and says who signed it", async () => {
    const piece = await sealPiece(header, hello, options);
    const opened = await open(piece, { ...place, piece: header.piece, kind: "message", sender: "reporter", sequence: 4, previous: hash });
    expect(opened).toEqual({ header, body: hello, signedBy: "reporter", hash: piece.hash });
    expect(piece.hash).toBe(hashOf(piece.sealed));
  });

  it("keeps any body, byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (body) => {
        expect((await open(await sealPiece(header, body, options))).body).toEqual(new Uint8Array(body));
      }),
      { numRuns: 25 },
    );
  });

  it("starts with a header that somebody with the age command line can read", async () => {
    const piece = await sealPiece(header, hello, options);
    const plain = await unwrap(piece.sealed, await unwrapText(piece.key, own.identity));
    const line = canonicalJson(header).padEnd(511, " ");
    expect(plain.subarray(0, 512)).toEqual(utf8(`${line}\n`));
    expect(plain.subarray(512, 576)).toEqual(signed(plain.subarray(0, 512), hello));
    expect(plain.subarray(576, 585)).toEqual(joined(new Uint8Array([0, 0, 0, 5]), hello));
    expect(plain).toHaveLength(512 + 64 + 4 + 4_096);
  });

  it("does not tell by its size what kind it is, who sent it or how long it is", async () => {
    const other: PieceHeader = { ...header, kind: "a-rather-long-kind", sender: "member:0e2f1a9c-8a35-4c12-b7de-9d3a4b5c6d7e", keyLog: 12 };
    const sizes = [await sealPiece(header, hello, options), await sealPiece(other, new Uint8Array(4_096), options)].map((piece) => [piece.sealed.length, piece.key.length]);
    expect(sizes[0]).toEqual(sizes[1]);
    expect((await sealPiece(header, new Uint8Array(4_097), options)).sealed.length - (sizes[0]?.[0] ?? 0)).toBe(16_384 - 4_096);
    expect((await sealPiece(header, hello, { ...options, pad: "label" })).sealed.length - (sizes[0]?.[0] ?? 0)).toBe(256 - 4_096);
  });

  it("is sealed under a key of its own, so that one piece can be given without the others", async () => {
    const [one, two] = [await sealPiece(header, hello, options), await sealPiece(header, hello, options)];
    const [first, second] = [await unwrapText(one.key, own.identity), await unwrapText(two.key, own.identity)];
    expect(first).not.toBe(second);
    expect(await reasonOf(unwrap(two.sealed, first))).toBe("cannot-open");
    const given = { sealed: one.sealed, key: await rewrap(one.key, own.identity, [foreign.recipient]) };
    expect((await open(given, place, foreign.identity)).body).toEqual(hello);
  });

  it("that is too long is refused before anything is sealed", async () => {
    expect(await reasonOf(sealPiece(header, new Uint8Array(longestBody + 1), options))).toBe("too-long");
    expect(await reasonOf(sealPiece(header, new Uint8Array(257), { ...options, pad: "label" }))).toBe("too-long");
    expect(await reasonOf(sealPiece(header, hello, { ...options, caseRecipient: "nobody" }))).toBe("unknown-recipient");
    expect((await open(await sealPiece(header, new Uint8Array(longestBody), options))).body).toHaveLength(longestBody);
  });

  it("without a proper header is a bug, not a piece", async () => {
    await expect(sealPiece({ ...header, sequence: 0 }, hello, options)).rejects.toThrow(new TypeError("not a piece's header"));
    await expect(sealPiece({ ...header, sender: "member:x" }, hello, options)).rejects.toThrow(TypeError);
  });
});

describe("whoever opens a piece refuses", () => {
  it("one that was moved: another installation, case, chain, id, kind or sender than expected", async () => {
    const piece = await sealPiece(header, hello, options);
    const elsewhere: ExpectedPlace[] = [
      { ...place, installation: "other.example" },
      { ...place, case: "another" },
      { ...place, chain: "desk" },
      { ...place, piece: "another" },
      { ...place, kind: "consent" },
      { ...place, sender: "server" },
    ];
    for (const expected of elsewhere) expect(await reasonOf(open(piece, expected))).toBe("moved");
  });

  it("one that stands at another place than it was written for", async () => {
    const piece = await sealPiece(header, hello, options);
    expect(await reasonOf(open(piece, { ...place, sequence: 5 }))).toBe("replayed");
    expect(await reasonOf(open(piece, { ...place, sequence: 3 }))).toBe("dropped");
    expect(await reasonOf(open(piece, { ...place, sequence: 4, previous: "b".repeat(43) }))).toBe("reordered");
  });

  it("one that nobody signed", async () => {
    const line = writeHeader(header);
    expect(await reasonOf(open(await forged(joined(line, new Uint8Array(64), padded(hello, "text")))))).toBe("unsigned");
  });

  it("one that somebody else signed, or that no certified key may sign", async () => {
    expect(await reasonOf(open(await sealPiece(header, hello, { ...options, signer: stranger })))).toBe("wrong-signature");
    const piece = await sealPiece(header, hello, options);
    expect(await reasonOf(openPiece(piece, { caseIdentity: own.identity, expected: place, signers: () => undefined }))).toBe("wrong-signature");
    expect((await openPiece(piece, { caseIdentity: own.identity, expected: place, signers: (shown, floor) => (shown.sender === "reporter" && floor === 0 ? reporter.publicKey : undefined) })).signedBy).toBe("reporter");
  });

  it("one whose header or body was changed after it was signed, whatever field", async () => {
    const line = writeHeader(header);
    const changes: Partial<PieceHeader>[] = [{ installation: "b" }, { case: "b" }, { piece: "b" }, { chain: "desk" }, { kind: "b" }, { sender: "server" }, { sequence: 5 }, { previous: "b".repeat(43) }];
    for (const change of changes) {
      const changed: PieceHeader = { ...header, ...change };
      const piece = await forged(joined(writeHeader(changed), signed(line, hello), padded(hello, "text")));
      expect(await reasonOf(open(piece, { installation: changed.installation, case: changed.case, chain: changed.chain }))).toBe("wrong-signature");
    }
    expect(await reasonOf(open(await forged(joined(line, signed(line, hello), padded(utf8("hallp"), "text")))))).toBe("wrong-signature");
    expect(await reasonOf(open(await forged(joined(line, signed(line, hello), padded(hello, "text")))))).toBe("nothing was refused");
  });

  it("one that was sealed to another case, also when only its key or only its body is exchanged", async () => {
    const [piece, other] = [await sealPiece(header, hello, options), await sealPiece(header, hello, options)];
    expect(await reasonOf(open(piece, place, foreign.identity))).toBe("cannot-open");
    expect(await reasonOf(open({ sealed: piece.sealed, key: other.key }))).toBe("cannot-open");
    expect(await reasonOf(open({ sealed: piece.sealed, key: await wrap("no identity", [own.recipient]) }))).toBe("cannot-open");
  });

  it("one in which any bit changed, in body or key", async () => {
    const piece = await sealPiece(header, hello, { ...options, pad: "label" });
    const flipped = (bytes: Uint8Array<ArrayBuffer>, bit: number): Uint8Array<ArrayBuffer> => bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    await fc.assert(
      fc.asyncProperty(fc.nat(piece.sealed.length * 8 - 1), fc.boolean(), async (bit, inKey) => {
        const changed = inKey ? { ...piece, key: flipped(piece.key, bit % (piece.key.length * 8)) } : { ...piece, sealed: flipped(piece.sealed, bit) };
        expect(["damaged", "cannot-open"]).toContain(await reasonOf(open(changed)));
      }),
      { numRuns: 200 },
    );
    const last = piece.sealed.length * 8 - 1;
    expect(await reasonOf(open({ ...piece, sealed: flipped(piece.sealed, last) }))).toBe("damaged");
  });

  it("one whose plaintext has another form: too short, another size, something hidden in the padding", async () => {
    const line = writeHeader(header);
    const good = joined(line, signed(line, hello), padded(hello, "text"));
    const odd = [new Uint8Array(), line, good.subarray(0, 575), good.subarray(0, 576), good.subarray(0, -1), joined(good, new Uint8Array(1)), joined(good.subarray(0, -1), new Uint8Array([1]))];
    for (const plain of odd) expect([plain.length, await reasonOf(open(await forged(plain)))]).toEqual([plain.length, "damaged"]);
  });
});

describe("a header", () => {
  const member: PieceHeader = { ...header, sender: "member:x", keyLog: 3 };

  it("has exactly its fields, each in its form", () => {
    const good: unknown[] = [header, member, { ...header, sender: "server" }, { ...header, sequence: 1, previous: "" }, { ...header, chain: "desk", kind: "a1-b" }];
    for (const one of good) expect(isHeader(one)).toBe(true);
    const bad: unknown[] = [
      null, undefined, "header", 1, [],
      ...Object.keys(header).map((name) => Object.fromEntries(Object.entries(header).filter(([one]) => one !== name))),
      { ...header, extra: 1 }, { ...header, toString: "x" },
      { ...header, version: 2 }, { ...header, version: "1" },
      { ...header, installation: "" }, { ...header, case: "" }, { ...header, piece: "" }, { ...header, piece: 1 },
      { ...header, chain: "other" },
      { ...header, kind: "" }, { ...header, kind: "Message" }, { ...header, kind: "1a" }, { ...header, kind: "a b" }, { ...header, kind: 7 }, { ...header, kind: ["a"] },
      { ...header, sender: "team" }, { ...header, sender: "member:", keyLog: 3 }, { ...header, sender: "xmember:a", keyLog: 3 }, { ...header, sender: ["reporter"] },
      { ...header, sequence: 0 }, { ...header, sequence: 1.5 }, { ...header, sequence: "4" }, { ...header, sequence: 2 ** 53 }, { ...header, sequence: -1 },
      { ...header, previous: "" }, { ...header, previous: hash.slice(1) }, { ...header, previous: `${hash}a` }, { ...header, previous: `${hash.slice(1)}=` }, { ...header, previous: [hash] },
      { ...header, sequence: 1, previous: hash },
      { ...header, keyLog: 3 }, { ...member, keyLog: undefined }, { ...member, keyLog: 0 }, { ...member, keyLog: "3" },
    ];
    for (const one of bad) expect([one, isHeader(one)]).toEqual([one, false]);
  });

  it("fits in 512 bytes, also with the longest names that are used, and throws when it does not", () => {
    const fill = (extra: number): PieceHeader => ({ ...header, installation: "i".repeat(extra) });
    const room = 511 - utf8(canonicalJson(fill(0))).length;
    expect(writeHeader(fill(room))).toHaveLength(headerBytes);
    expect(readHeader(writeHeader(fill(room)))).toEqual(fill(room));
    expect(() => writeHeader(fill(room + 1))).toThrow(new RangeError("a piece's header is at most 511 bytes"));
  });

  it("is read back only when it stands there byte for byte as it is written", () => {
    expect(readHeader(writeHeader(member))).toEqual(member);
    const text = canonicalJson(header);
    const block = (line: string, end = "\n"): Uint8Array => utf8(line.padEnd(511, " ") + end);
    const odd = [block(` ${text}`), block(text, " "), block(text.replace('"case"', '"case" ')), block(`${text}\n`), block(text.replace("shared", "Shared")), block(text.slice(1)), utf8(text), block("null"), new Uint8Array(512).fill(255), utf8(text.padEnd(512, " ") + "\n")];
    const unsorted = JSON.stringify(Object.fromEntries(Object.entries(header).toReversed()));
    for (const one of [...odd, block(unsorted)]) expect(() => readHeader(one)).toThrow(new EnvelopeRefusal("damaged"));
  });
});

describe("padding", () => {
  it("brings every body to the smallest class it fits in, and takes it off again", () => {
    const classOf = (length: number, pad: "label" | "text"): number => padded(new Uint8Array(length).fill(9), pad).length - 4;
    expect([0, 1, 256].map((length) => classOf(length, "label"))).toEqual([256, 256, 256]);
    expect([0, 256, 4_096, 4_097, 16_384, 16_385, 65_536].map((length) => classOf(length, "text"))).toEqual([4_096, 4_096, 4_096, 16_384, 16_384, 65_536, 65_536]);
    for (const length of [0, 1, 255, 256]) expect(unpadded(padded(new Uint8Array(length).fill(9), "label"))).toEqual(new Uint8Array(length).fill(9));
    expect(() => padded(new Uint8Array(65_537), "text")).toThrow(new EnvelopeRefusal("too-long"));
    expect(longestBody).toBe(65_536);
  });

  it("is refused when the length lies or something hides behind the body", () => {
    const good = padded(hello, "label");
    const changed = (at: number, value: number): Uint8Array => good.map((byte, here) => (here === at ? value : byte));
    expect(unpadded(good)).toEqual(hello);
    expect(unpadded(joined(new Uint8Array(7), good).subarray(7))).toEqual(hello);
    expect(unpadded(joined(new Uint8Array([0, 0, 1, 0]), new Uint8Array(256).fill(1)))).toHaveLength(256);
    for (const odd of [changed(2, 2), changed(0, 255), changed(3, 4), changed(9, 1), changed(259, 1), good.subarray(0, -1), new Uint8Array(), new Uint8Array(4), joined(new Uint8Array([0, 0, 1, 1]), new Uint8Array(256))]) expect(() => unpadded(odd)).toThrow(new EnvelopeRefusal("damaged"));
  });

  it("of files is Padmé: at most 12 % more", () => {
    const known: [number, number][] = [[0, 0], [1, 1], [2, 2], [3, 3], [8, 8], [9, 10], [15, 16], [17, 18], [100, 104], [1_000, 1_024], [1_025, 1_088], [65_537, 67_584], [1_000_000, 1_015_808], [26_214_400, 26_214_400], [26_214_401, 26_738_688], [2 ** 31 + 1, 2 ** 31 + 2 ** 26]];
    for (const [size, target] of known) expect([size, padmeSize(size)]).toEqual([size, target]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 2 ** 27 }), (size) => {
        const target = padmeSize(size);
        expect(target >= size && target <= size * 1.12 + 1 && padmeSize(target) === target).toBe(true);
      }),
    );
    for (const odd of [-1, 1.5, 2 ** 32, Number.NaN]) expect(() => padmeSize(odd)).toThrow(new RangeError("a file's size is a whole number under 4 GiB"));
    expect(padmeSize(2 ** 32 - 1)).toBe(2 ** 32);
  });
});
