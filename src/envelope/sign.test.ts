import { generateKeyPairSync, sign as nodeSign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { joined, utf8 } from "./bytes.ts";
import { signAct, signedBytes, signerFrom, verifyAct, verifySignature } from "./sign.ts";
import type { Act } from "./sign.ts";

const secret = Uint8Array.from(Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex"));
const signer = signerFrom(secret);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("signatures", () => {
  it("are the Ed25519 of RFC 8032", () => {
    expect(hex(signer.publicKey)).toBe("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    expect(hex(signer.sign(new Uint8Array()))).toBe(
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    );
  });

  it("made elsewhere are believed, and not with another key or another text", () => {
    const pair = generateKeyPairSync("ed25519");
    const publicKey = new Uint8Array(Buffer.from(pair.publicKey.export({ format: "jwk" }).x ?? "", "base64url"));
    const signature = new Uint8Array(nodeSign(null, utf8("yes"), pair.privateKey));
    expect(verifySignature(publicKey, utf8("yes"), signature)).toBe(true);
    expect(verifySignature(publicKey, utf8("no"), signature)).toBe(false);
    expect(verifySignature(signer.publicKey, utf8("yes"), signature)).toBe(false);
  });

  it("of a wrong length, or no points at all, are wrong and not an accident", () => {
    const good = signer.sign(utf8("yes"));
    expect(verifySignature(signer.publicKey, utf8("yes"), good)).toBe(true);
    expect(verifySignature(signer.publicKey.subarray(1), utf8("yes"), good)).toBe(false);
    expect(verifySignature(signer.publicKey, utf8("yes"), good.subarray(1))).toBe(false);
    expect(verifySignature(signer.publicKey, utf8("yes"), joined(good, new Uint8Array(1)))).toBe(false);
    expect(verifySignature(joined(signer.publicKey, new Uint8Array(1)), utf8("yes"), good)).toBe(false);
    expect(verifySignature(new Uint8Array(32).fill(255), utf8("yes"), good)).toBe(false);
    for (let at = 0; at < 64; at += 7) expect(verifySignature(signer.publicKey, utf8("yes"), good.map((byte, place) => (place === at ? byte ^ 4 : byte)))).toBe(false);
  });

  it("that would fit every text (keys of small order) are refused", () => {
    const identityPoint = new Uint8Array(32).fill(1, 0, 1);
    expect(verifySignature(identityPoint, utf8("anything"), joined(identityPoint, new Uint8Array(32)))).toBe(false);
  });

  it("come from a copy of the secret, so that wiping it elsewhere changes nothing", () => {
    const borrowed = secret.slice();
    const own = signerFrom(borrowed);
    borrowed.fill(0);
    expect(own.sign(utf8("x"))).toEqual(signer.sign(utf8("x")));
    for (const length of [31, 33]) expect(() => signerFrom(new Uint8Array(length))).toThrow(new RangeError("an Ed25519 secret is 32 bytes"));
  });

  it("name their use, so that none passes for another", () => {
    expect(signedBytes("piece", utf8("x"))).toEqual(utf8("gehoord piece v1\nx"));
    expect(signedBytes("act", utf8("x"))).toEqual(utf8("gehoord act v1\nx"));
    expect(signedBytes("key log", utf8("x"))).toEqual(utf8("gehoord key log v1\nx"));
  });
});

describe("an act that somebody signed", () => {
  const act: Act = { act: "conversation.read", nonce: "n-1", fields: { safe: true, pieces: ["a", "b"] } };
  const signature = signAct(signer, act);

  it("is believed when nothing changed, whatever order its fields stand in", () => {
    expect(verifyAct(signer.publicKey, act, signature)).toBe(true);
    expect(verifyAct(signer.publicKey, { ...act, fields: { pieces: ["a", "b"], safe: true } }, signature)).toBe(true);
  });

  it("cannot become another act, another nonce, other fields or another person's", () => {
    const changed: Act[] = [
      { ...act, act: "conversation.delete" },
      { ...act, nonce: "n-2" },
      { ...act, fields: { safe: false, pieces: ["a", "b"] } },
      { ...act, fields: { safe: true, pieces: ["b", "a"] } },
      { ...act, fields: null },
    ];
    for (const other of changed) expect(verifyAct(signer.publicKey, other, signature)).toBe(false);
    expect(verifyAct(signerFrom(new Uint8Array(32).fill(7)).publicKey, act, signature)).toBe(false);
  });

  it("is refused, and no accident, when its fields can have been signed by nobody", () => {
    expect(verifyAct(signer.publicKey, { ...act, fields: { "\ud800": 1 } }, signature)).toBe(false);
    expect(verifyAct(signer.publicKey, { ...act, fields: Number.NaN }, signature)).toBe(false);
    expect(() => signAct(signer, { ...act, fields: Number.NaN })).toThrow(TypeError);
  });

  it("is signed as this text, which later releases must keep", () => {
    const fields = "RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o";
    const empty: Act = { act: "a", nonce: "n", fields: {} };
    expect(signer.sign(utf8(`gehoord act v1\n{"act":"a","fields":"${fields}","nonce":"n"}`))).toEqual(signAct(signer, empty));
  });
});
