import { argon2 as nodeArgon2, hkdfSync } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromUtf8, toBase64Url, utf8 } from "./bytes.ts";
import { codeCost, newCode, openCode, readCode } from "./code.ts";
import { derive, hashOf, sha256 } from "./derive.ts";
import type { Argon2 } from "./derive.ts";
import { classicFromSeed, hybridFromSeed, newCaseIdentity, newHybridIdentity, recipientOf } from "./keys.ts";
import { openPassphrase, passphraseCost } from "./passphrase.ts";
import { signerFrom } from "./sign.ts";
import { unwrapText, wrap } from "./wrap.ts";

const argon2: Argon2 = (secret, salt, cost) =>
  new Promise((succeed, fail) => {
    const settings = { message: secret, nonce: salt, parallelism: 1, tagLength: cost.length, memory: cost.memoryKiB, passes: cost.passes };
    nodeArgon2("argon2id", settings, (error, key) => (error === null ? succeed(new Uint8Array(key)) : fail(error)));
  });

const hkdf = (root: Uint8Array, label: string): Uint8Array => new Uint8Array(hkdfSync("sha256", root, "", label, 32));
const salt = utf8("installation-salt");
const counting = Uint8Array.from({ length: 32 }, (_, at) => at);

describe("the code on a card", () => {
  it("writes 80 bits as four groups of Crockford's digits", () => {
    expect(newCode(new Uint8Array(10))).toBe("0000-0000-0000-0000");
    expect(newCode(new Uint8Array(10).fill(255))).toBe("ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    expect(newCode(new Uint8Array([0, 68, 50, 20, 199, 66, 84, 182, 53, 207]))).toBe("0123-4567-89AB-CDEF");
    expect(newCode(new Uint8Array([132, 101, 58, 86, 215, 198, 117, 190, 119, 223]))).toBe("GHJK-MNPQ-RSTV-WXYZ");
  });

  it("is made of 10 bytes and nothing else", () => {
    expect(() => newCode(new Uint8Array(9))).toThrow(RangeError);
    expect(() => newCode(new Uint8Array(11))).toThrow(RangeError);
  });

  it("differs whenever the bytes differ, and is read back as it was written", () => {
    const ten = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(ten, ten, (one, other) => {
        expect(newCode(one) === newCode(other)).toBe(toBase64Url(one) === toBase64Url(other));
        expect(readCode(newCode(one))).toBe(newCode(one));
        expect(readCode(newCode(one).toLowerCase().replaceAll("-", " "))).toBe(newCode(one));
      }),
    );
  });

  it("is understood however somebody types it", () => {
    const typed = ["abcd-efgh-jkmn-pqrs", "ABCDEFGHJKMNPQRS", " abcd efgh\tjkmn pqrs \n", "ABCD–EFGH—JKMN‐PQRS", "ab.cd_ef.ghj-kmnpqrs", "a b c d e f g h j k m n p q r s"];
    for (const one of typed) expect(readCode(one)).toBe("ABCD-EFGH-JKMN-PQRS");
    expect(readCode("oOiI-lL01-AAAA-AAAA")).toBe("0011-1101-AAAA-AAAA");
  });

  it("is not guessed from something that cannot be one", () => {
    for (const one of ["", "ABCD", "ABCD-EFGH-JKMN-PQR", "ABCD-EFGH-JKMN-PQRST", "UBCD-EFGH-JKMN-PQRS", "ABCD-EFGH-JKMN-PQR!", "ABCD+EFGH+JKMN+PQRS", "АBCD-EFGH-JKMN-PQRS"]) {
      expect([one, readCode(one)]).toEqual([one, undefined]);
    }
  });
});

describe("what a code opens", () => {
  const code = "ABCD-EFGH-JKMN-PQRS";

  it("is Argon2id of its 16 characters with the installation's salt, then HKDF with a label per use", async () => {
    const root = await argon2(utf8("ABCDEFGHJKMNPQRS"), salt, { memoryKiB: 19_456, passes: 2, length: 32 });
    const keys = await openCode(code, salt, argon2);
    expect(keys.lookup).toEqual(hkdf(root, "gehoord code v1 lookup"));
    expect(keys.signer.publicKey).toEqual(signerFrom(hkdf(root, "gehoord code v1 sign")).publicKey);
    expect({ identity: keys.identity, recipient: keys.recipient }).toEqual(await hybridFromSeed(hkdf(root, "gehoord code v1 age")));
    expect(codeCost).toEqual({ memoryKiB: 19_456, passes: 2, length: 32 });
  });

  it("is the same however it was typed, and another with another salt or code", async () => {
    const quick: Argon2 = async (secret, with_, cost) => derive(sha256(new Uint8Array([...secret, 0, ...with_])), JSON.stringify(cost), cost.length);
    const lookup = async (typed: string, with_ = salt): Promise<string> => toBase64Url((await openCode(typed, with_, quick)).lookup);
    expect(await lookup("abcd efgh jkmn pqrs")).toBe(await lookup(code));
    expect(await lookup(code, utf8("another-salt"))).not.toBe(await lookup(code));
    expect(await lookup("ABCD-EFGH-JKMN-PQRT")).not.toBe(await lookup(code));
  });

  it("is nothing when it is not a code", async () => {
    await expect(openCode("ABCD", salt, argon2)).rejects.toThrow(new TypeError("not a code"));
  });

  it("opens what was wrapped to the reporter, post-quantum", async () => {
    const keys = await openCode(code, salt, argon2);
    expect(keys.recipient.startsWith("age1pq1")).toBe(true);
    expect(await unwrapText(await wrap("case identity", [keys.recipient]), keys.identity)).toBe("case identity");
  });
});

describe("a worker's passphrase", () => {
  it("gives two halves that say nothing about each other", async () => {
    const root = await argon2(utf8("vier losse woorden hier"), salt, { memoryKiB: 65_536, passes: 3, length: 32 });
    const keys = await openPassphrase("vier losse woorden hier", salt, argon2);
    expect(keys.auth).toEqual(hkdf(root, "gehoord passphrase v1 auth"));
    expect(keys.wrapping).toEqual(await hybridFromSeed(hkdf(root, "gehoord passphrase v1 wrapping")));
    expect(passphraseCost).toEqual({ memoryKiB: 65_536, passes: 3, length: 32 });
  });

  it("is the same from a keyboard that composes its letters otherwise; case and spaces count", async () => {
    const seen: string[] = [];
    const watching: Argon2 = async (secret) => {
      seen.push(fromUtf8(secret));
      return sha256(secret);
    };
    for (const typed of ["één", "e\u0301e\u0301n", "Één", "één "]) await openPassphrase(typed, salt, watching);
    expect(seen).toEqual(["één", "één", "Één", "één "]);
  });
});

describe("identities", () => {
  it("are written in the Bech32 of age (answers computed apart from this code)", async () => {
    expect((await classicFromSeed(counting)).identity).toBe("AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG");
    expect((await hybridFromSeed(counting)).identity).toBe("AGE-SECRET-KEY-PQ-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0S5DYVQQ");
    expect((await hybridFromSeed(counting.map((byte) => 255 - byte))).identity).toBe("AGE-SECRET-KEY-PQ-1LLL0ML8MLTUL3ALK7H608UH37RH7AM0VA04WN688UMJ7FCLZU8SQKN8AFH");
  });

  it("of any seed are accepted by age, and differ when the seeds do", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (seed) => {
        const pair = await classicFromSeed(seed);
        expect(await recipientOf(pair.identity)).toBe(pair.recipient);
        const other = seed.map((byte, at) => (at === 31 ? byte ^ 1 : byte));
        expect((await classicFromSeed(other)).identity).not.toBe(pair.identity);
      }),
      { numRuns: 40 },
    );
  });

  it("are made of 32 bytes and nothing else", () => {
    for (const length of [31, 33]) {
      expect(() => classicFromSeed(new Uint8Array(length))).toThrow(new RangeError("an age identity is made of 32 bytes"));
      expect(() => hybridFromSeed(new Uint8Array(length))).toThrow(new RangeError("an age identity is made of 32 bytes"));
    }
  });

  it("of cases are X25519, those of persons hybrid, and each is fresh", async () => {
    const [one, other, person] = [await newCaseIdentity(), await newCaseIdentity(), await newHybridIdentity()];
    expect(one.identity).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/);
    expect(one.recipient).toMatch(/^age1[a-z0-9]{58}$/);
    expect(person.identity).toMatch(/^AGE-SECRET-KEY-PQ-1/);
    expect(person.recipient).toHaveLength(1_959);
    expect(other.identity).not.toBe(one.identity);
  });
});

describe("hashes and labels", () => {
  it("are SHA-256 and HKDF-SHA256 as Node computes them", () => {
    expect(hashOf(utf8("abc"))).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    expect(derive(counting, "a label")).toEqual(hkdf(counting, "a label"));
    expect(derive(counting, "a label", 44)).toEqual(new Uint8Array(hkdfSync("sha256", counting, "", "a label", 44)));
  });
});
