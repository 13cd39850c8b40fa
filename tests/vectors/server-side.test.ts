/** Where the server works in somebody's place it has faster means than browsers; what they make is the same, byte for byte. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { nodeArgon2, plainArgon2 } from "../../src/base/argon2-node.ts";
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

it("derives what Node's own Argon2id derives, at every cost that we ask", async () => {
  const cost = fc.record({ memoryKiB: fc.integer({ min: 8, max: 2_048 }), passes: fc.integer({ min: 1, max: 3 }), length: fc.integer({ min: 16, max: 64 }) });
  const bytes = (minLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(bytes(0), bytes(8), cost, async (secret, salt, asked) => {
      expect(await nodeArgon2(secret, salt, asked)).toEqual(new Uint8Array(await plainArgon2(secret, salt, asked)));
    }),
    { numRuns: 60 },
  );
});
