/** The server signs without script with the platform's Ed25519; everybody else checks with envelope's. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { nodeSigner } from "../../src/base/ed25519-node.ts";
import { openCode, verifySignature } from "../../src/envelope/index.ts";
import { signerFrom } from "../../src/envelope/sign.ts";

it("makes the bytes that envelope's own signer makes, of any secret and any words", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 300 }), (secret, words) => {
      const [own, server] = [signerFrom(secret), nodeSigner(secret)];
      expect(server.publicKey).toEqual(own.publicKey);
      expect(server.sign(words)).toEqual(own.sign(words));
      expect(verifySignature(own.publicKey, words, server.sign(words))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

it("belongs to the same code", async () => {
  const salt = new Uint8Array(16).fill(7);
  const [own, server] = await Promise.all([openCode("ABCD-EFGH-JKMN-PQRS", salt, nodeArgon2), openCode("ABCD-EFGH-JKMN-PQRS", salt, nodeArgon2, nodeSigner)]);
  expect(server.signer.publicKey).toEqual(own.signer.publicKey);
});
