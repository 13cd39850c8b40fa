import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allZero, fromBase64Url, fromUtf8, joined, sameBytes, toBase64Url, utf8 } from "./bytes.ts";

const someBytes = fc.uint8Array({ maxLength: 70 });

describe("base64url", () => {
  it("is written as Node writes it, and read back, whatever the bytes", () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const text = toBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(fromBase64Url(text)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it("has one text for one byte string: stray bits, padding, spaces and other alphabets are not read", () => {
    for (const text of ["A", "AAAAA", "AB", "AAB", "AA==", "A A", "+/+/", "AA\n", "é"]) expect([text, fromBase64Url(text)]).toEqual([text, undefined]);
    for (const text of ["", "AA", "AAA", "AAAA", "_-_-", "AQ", "AAE"]) expect(fromBase64Url(text)).toEqual(new Uint8Array(Buffer.from(text, "base64url")));
  });

  it("reads every text that it could have written itself, and no other", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ABCwxyz0189-_="), maxLength: 12 }), (text) => {
        const bytes = fromBase64Url(text);
        const own = Buffer.from(text, "base64url").toString("base64url") === text;
        expect(bytes !== undefined).toBe(own);
      }),
    );
  });
});

describe("bytes", () => {
  it("are joined in order", () => {
    expect(joined(new Uint8Array([1, 2]), new Uint8Array(), new Uint8Array([3]))).toEqual(new Uint8Array([1, 2, 3]));
    expect(joined()).toEqual(new Uint8Array());
  });

  it("are the same only when every byte and the length are", () => {
    expect(sameBytes(new Uint8Array([1, 2, 3]), new Uint8Array([1, 2, 3]))).toBe(true);
    expect(sameBytes(new Uint8Array(), new Uint8Array())).toBe(true);
    for (const other of [[0, 2, 3], [1, 2, 2], [1, 2], [1, 2, 3, 0], [2, 1, 3]]) expect(sameBytes(new Uint8Array([1, 2, 3]), new Uint8Array(other))).toBe(false);
    expect(sameBytes(new Uint8Array([1, 1]), new Uint8Array([1, 3]))).toBe(false);
    expect(sameBytes(new Uint8Array([3, 1]), new Uint8Array([1, 1]))).toBe(false);
  });

  it("are all zero or not", () => {
    expect([allZero(new Uint8Array(5)), allZero(new Uint8Array()), allZero(new Uint8Array([0, 1, 0]))]).toEqual([true, true, false]);
  });

  it("become text only when they are UTF-8, byte order mark included", () => {
    expect(fromUtf8(utf8("één 🙂"))).toBe("één 🙂");
    expect(fromUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]))).toBe("\ufeffA");
    expect(() => fromUtf8(new Uint8Array([0xff, 0x41]))).toThrow();
    expect(() => fromUtf8(new Uint8Array([0xc0, 0x80]))).toThrow();
  });
});
