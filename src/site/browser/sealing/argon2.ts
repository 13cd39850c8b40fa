import { argon2id } from "hash-wasm";
import type { Argon2 } from "../../../envelope/visitor.ts";

/** Argon2id in the browser: WebAssembly, one lane. Takes about a tenth of a second, on a slow telephone a second. */
export const browserArgon2: Argon2 = (secret, salt, cost) =>
  argon2id({ password: secret, salt, iterations: cost.passes, memorySize: cost.memoryKiB, parallelism: 1, hashLength: cost.length, outputType: "binary" });
