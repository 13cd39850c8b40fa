import { createPrivateKey, createPublicKey } from "node:crypto";
import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { joined } from "./bytes.ts";
import { basePoint, multiplied, multipliedInBrowser } from "./x25519.ts";

const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const scalars = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** As in a browser from before 2025. */
function withoutPlatform(): void {
  vi.spyOn(globalThis.crypto.subtle, "importKey").mockRejectedValue(new DOMException("X25519", "NotSupportedError"));
}
const nothing = (): void => undefined;
afterEach(() => void vi.restoreAllMocks());

describe.each([
  ["Node", nothing, multiplied],
  ["a browser", nothing, multipliedInBrowser],
  ["a browser without it", withoutPlatform, multipliedInBrowser],
] as const)("X25519 of %s", (_name, prepare, multiply) => {
  it("is that of RFC 7748 (6.1)", async () => {
    prepare();
    const bob = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    expect(await multiply(bob, [basePoint])).toEqual([hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")]);
  });

  it("gives both sides one secret, and says the same as Node's keys of any scalar", async () => {
    prepare();
    const pkcs8 = hex("302e020100300506032b656e04220420");
    await fc.assert(
      fc.asyncProperty(scalars, scalars, async (one, other) => {
        const [[own], [others]] = (await Promise.all([multiply(one, [basePoint]), multiply(other, [basePoint])])) as [[Uint8Array], [Uint8Array]];
        const key = createPublicKey(createPrivateKey({ key: Buffer.from(joined(pkcs8, one)), format: "der", type: "pkcs8" }));
        expect(own).toEqual(new Uint8Array(key.export({ format: "der", type: "spki" }).subarray(-32)));
        expect(await multiply(one, [others, basePoint])).toEqual([...(await multiply(other, [own])), own]);
      }),
      { numRuns: 20 },
    );
  });

  it("refuses a point that gives nothing, and what is no point", async () => {
    prepare();
    for (const point of [new Uint8Array(32), new Uint8Array(31)]) await expect(multiply(new Uint8Array(32).fill(9), [point])).rejects.toThrow();
    await expect(multiply(new Uint8Array(31), [basePoint])).rejects.toThrow();
  });
});
