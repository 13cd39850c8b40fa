/** Sealing to hybrid recipients is age's own format: what one writes the other opens, with and without the platform's X25519. */
import { MLKEM768X25519 } from "@noble/post-quantum/hybrid.js";
import { Decrypter, Encrypter, generateHybridIdentity, identityToRecipient, Stanza } from "age-encryption";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fromUtf8, utf8 } from "./bytes.ts";
import { hybridIdentity, hybridRecipient, hybridRecipientOf } from "./hybrid.ts";
import { keysOfRecipient, newHybridIdentity, recipientOf, seedOf } from "./keys.ts";
import { unwrap, unwrapText, wrap } from "./wrap.ts";
import { basePoint, multiplied } from "./x25519.ts";

const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

/** As in a browser from before 2025. */
function withoutPlatform(): void {
  vi.spyOn(globalThis.crypto.subtle, "importKey").mockRejectedValue(new DOMException("X25519", "NotSupportedError"));
}
afterEach(() => void vi.restoreAllMocks());

async function sealedByAge(text: string, recipient: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(text);
}

async function openedByAge(sealed: Uint8Array, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(sealed, "text");
}

describe.each([["with", (): void => undefined], ["without", withoutPlatform]] as const)("a hybrid wrap %s X25519 of the platform", (_name, prepare) => {
  it("opens with age's own library, and opens what that library sealed", async () => {
    prepare();
    for (let round = 0; round < 5; round += 1) {
      const identity = await generateHybridIdentity();
      const recipient = await identityToRecipient(identity);
      expect(await recipientOf(identity)).toBe(recipient);
      expect(await openedByAge(await wrap("gehoord", [recipient]), identity)).toBe("gehoord");
      expect(await unwrapText(await sealedByAge("gehoord", recipient), identity)).toBe("gehoord");
    }
  });

  it("is for every recipient named, and for nobody else", async () => {
    prepare();
    const [noor, sam, other] = await Promise.all([newHybridIdentity(), newHybridIdentity(), newHybridIdentity()]);
    const sealed = await wrap("twee", [noor.recipient, sam.recipient]);
    expect(await unwrapText(sealed, sam.identity)).toBe("twee");
    expect(await openedByAge(sealed, noor.identity)).toBe("twee");
    await expect(unwrap(sealed, other.identity)).rejects.toMatchObject({ reason: "cannot-open" });
  });

  it("multiplies as RFC 7748 says (6.1), and refuses a point that gives nothing", async () => {
    prepare();
    const alice = new Uint8Array(32).fill(9);
    const bob = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    const [bobs] = await multiplied(bob, [basePoint]);
    const [alices] = await multiplied(alice, [basePoint]);
    expect(bobs).toEqual(hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
    expect(await multiplied(alice, [bobs as Uint8Array])).toEqual(await multiplied(bob, [alices as Uint8Array]));
    await expect(multiplied(bob, [new Uint8Array(32)])).rejects.toThrow();
  });
});

describe("a hybrid wrap", () => {
  const seed = Uint8Array.from({ length: 32 }, (_, at) => at);

  it("has the recipient of the KEM as noble works it out", async () => {
    expect(await hybridRecipientOf(seed)).toEqual(MLKEM768X25519.getPublicKey(seed));
  });

  it("takes no recipient and no identity of another kind or length", async () => {
    const { identity, recipient } = await newHybridIdentity();
    expect([keysOfRecipient(recipient)?.length, seedOf(identity)?.length]).toEqual([1_216, 32]);
    for (const wrong of [identity, recipient.toUpperCase(), `${recipient.slice(0, -1)}${recipient.endsWith("q") ? "p" : "q"}`, recipient.slice(0, -8), "age1pq1", ""]) expect(keysOfRecipient(wrong)).toBeUndefined();
    for (const wrong of [recipient, identity.toLowerCase(), identity.slice(0, -1), identity.replace("PQ-1", "1"), ""]) expect(seedOf(wrong)).toBeUndefined();
    await expect(wrap("x", [`${recipient.slice(0, -1)}${recipient.endsWith("q") ? "p" : "q"}`])).rejects.toMatchObject({ reason: "unknown-recipient" });
  });

  it("gives nothing for stanzas of others, and refuses one that age did not write", async () => {
    const own = hybridIdentity(seed);
    const [stanza] = await hybridRecipient(await hybridRecipientOf(seed)).wrapFileKey(utf8("sixteen bytes ok"));
    if (stanza === undefined) throw new Error("no stanza");
    const share = stanza.args[1] ?? "";
    expect(fromUtf8((await own.unwrapFileKey([new Stanza(["X25519", share], stanza.body), stanza])) ?? new Uint8Array())).toBe("sixteen bytes ok");
    expect(await own.unwrapFileKey([])).toBeNull();
    expect(await own.unwrapFileKey([new Stanza(["X25519", share], stanza.body)])).toBeNull();
    expect(await hybridIdentity(new Uint8Array(32)).unwrapFileKey([stanza])).toBeNull();
    const changed = stanza.body.slice();
    changed[0] = (changed[0] ?? 0) ^ 1;
    expect(await own.unwrapFileKey([new Stanza(stanza.args, changed)])).toBeNull();
    const malformed = [new Stanza(["mlkem768x25519"], stanza.body), new Stanza([...stanza.args, "more"], stanza.body), new Stanza(stanza.args, stanza.body.subarray(1)), new Stanza(["mlkem768x25519", "AAAA"], stanza.body)];
    for (const one of malformed) await expect(own.unwrapFileKey([one])).rejects.toThrow("invalid mlkem768x25519 stanza");
  });
});
