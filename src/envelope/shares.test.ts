import { describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "./bytes.ts";
import { joinShares, splitInTwo } from "./shares.ts";

const noise = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

describe("a secret in two shares", () => {
  it("comes back from both, in either order, byte for byte", () => {
    const secret = Uint8Array.from({ length: 256 }, (_, at) => at);
    const [one, two] = splitInTwo(secret, noise);
    expect(joinShares(one, two)).toEqual(secret);
    expect(joinShares(two, one)).toEqual(secret);
    expect(fromUtf8(joinShares(...splitInTwo(utf8("AGE-SECRET-KEY"), noise)))).toBe("AGE-SECRET-KEY");
  });

  it("is by a known vector what it always was", () => {
    const [one, two] = splitInTwo(Uint8Array.of(0, 1, 0x55, 0xff), () => Uint8Array.of(0xaa, 0xaa, 0xaa, 0xaa));
    expect([...one]).toEqual([0xaa, 0xaa, 0xaa, 0xaa]);
    expect([...two]).toEqual([0xaa, 0xab, 0xff, 0x55]);
  });

  it("says nothing by one share: every secret fits it", () => {
    const secret = utf8("van mij");
    const [one, two] = splitInTwo(secret, noise);
    for (const share of [one, two]) {
      const other = utf8("van jou");
      const fitting = joinShares(share, other);
      expect(joinShares(share, fitting)).toEqual(other);
    }
  });

  it("does not share its memory with who made the noise", () => {
    const kept = new Uint8Array(4);
    const [one] = splitInTwo(Uint8Array.of(1, 2, 3, 4), () => kept);
    kept.fill(9);
    expect([...one]).toEqual([0, 0, 0, 0]);
  });

  it("is not made of too little noise, of nothing, or from shares of two lengths", () => {
    expect(() => splitInTwo(utf8("geheim"), () => new Uint8Array(5))).toThrow(RangeError);
    expect(() => splitInTwo(new Uint8Array(), noise)).toThrow(RangeError);
    expect(() => joinShares(new Uint8Array(3), new Uint8Array(4))).toThrow("damaged");
    expect(() => joinShares(new Uint8Array(), new Uint8Array())).toThrow("damaged");
  });
});
