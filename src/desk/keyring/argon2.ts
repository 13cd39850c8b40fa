import { argon2id } from "hash-wasm";
import type { Argon2 } from "../../envelope/index.ts";

/** Argon2id as WebAssembly, in this browser: the passphrase goes nowhere else. */
export const browserArgon2: Argon2 = (secret, salt, cost) =>
  argon2id({ password: secret, salt, iterations: cost.passes, parallelism: 1, memorySize: cost.memoryKiB, hashLength: cost.length, outputType: "binary" });
