import { describe, expect, it } from "vitest";
import { nodeSigner } from "./ed25519-node.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("the server's Ed25519", () => {
  it("is that of RFC 8032 (7.1, test 1)", () => {
    const signer = nodeSigner(Uint8Array.from(Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex")));
    expect(hex(signer.publicKey)).toBe("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    expect(hex(signer.sign(new Uint8Array()))).toBe("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  });

  it("takes a secret of 32 bytes and no other", () => {
    for (const length of [0, 31, 33, 64]) expect(() => nodeSigner(new Uint8Array(length))).toThrow(new RangeError("an Ed25519 secret is 32 bytes"));
  });
});
