/** Sealing is age's own format: what one writes the other opens. */
import { MLKEM768X25519 } from "@noble/post-quantum/hybrid.js";
import { Decrypter, Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient, Stanza } from "age-encryption";
import { describe, expect, it } from "vitest";
import { fromUtf8, utf8 } from "./bytes.ts";
import { hybridIdentity, hybridRecipient, hybridRecipientOf } from "./hybrid.ts";
import { keysOfRecipient, newCaseIdentity, newHybridIdentity, pointOfRecipient, recipientOf, seedOf } from "./keys.ts";
import { unwrap, unwrapText, wrap } from "./wrap.ts";

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

describe.each([
  ["hybrid", generateHybridIdentity, newHybridIdentity],
  ["classic", generateX25519Identity, newCaseIdentity],
] as const)("a %s wrap", (_name, generate, made) => {
  it("opens with age's own library, and opens what that library sealed", async () => {
    for (let round = 0; round < 5; round += 1) {
      const identity = await generate();
      const recipient = await identityToRecipient(identity);
      expect(await recipientOf(identity)).toBe(recipient);
      expect(await openedByAge(await wrap("gehoord", [recipient]), identity)).toBe("gehoord");
      expect(await unwrapText(await sealedByAge("gehoord", recipient), identity)).toBe("gehoord");
    }
  });

  it("is for every recipient named, and for nobody else", async () => {
    const [noor, sam, other] = await Promise.all([made(), made(), made()]);
    const sealed = await wrap("twee", [noor.recipient, sam.recipient]);
    expect(await unwrapText(sealed, sam.identity)).toBe("twee");
    expect(await openedByAge(sealed, noor.identity)).toBe("twee");
    await expect(unwrap(sealed, other.identity)).rejects.toMatchObject({ reason: "cannot-open" });
  });

  it("is another one every time, with another key", async () => {
    const { recipient } = await made();
    const [one, other] = await Promise.all([wrap("x", [recipient]), wrap("x", [recipient])]);
    const stanza = (sealed: Uint8Array): string => new TextDecoder("latin1").decode(sealed).split("\n").slice(1, 3).join("\n");
    expect(stanza(one)).not.toBe(stanza(other));
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
    const classic = await newCaseIdentity();
    expect(pointOfRecipient(classic.recipient)?.length).toBe(32);
    for (const wrong of [classic.identity, classic.recipient.slice(0, -1), recipient, "age1"]) expect(pointOfRecipient(wrong)).toBeUndefined();
    for (const wrong of [recipient, "AGE-SECRET-KEY-1", ""]) await expect(recipientOf(wrong)).rejects.toMatchObject({ reason: "cannot-open" });
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
