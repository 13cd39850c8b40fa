/**
 * Argon2id on the server, for the two moments without script (sealing on arrival, opening a conversation) and for
 * checking what a worker's browser derived. Not exported by the door: browsers bring their own (`hash-wasm`).
 */
import { argon2 } from "node:crypto";
import { promisify } from "node:util";

type Cost = { readonly memoryKiB: number; readonly passes: number; readonly length: number };
type Derive = (secret: Uint8Array, salt: Uint8Array, cost: Cost) => Promise<Uint8Array>;

/** Node's own: everywhere the same bytes, four times the time. */
export const plainArgon2: Derive = (secret, salt, { memoryKiB, passes, length }) =>
  promisify(argon2)("argon2id", { message: secret, nonce: salt, parallelism: 1, tagLength: length, memory: memoryKiB, passes });

/** With the vector instructions of the processor, where there is a build for the machine. `algorithm` 2 is Argon2id, `version` 1 is 1.3. */
async function fastArgon2(): Promise<Derive | undefined> {
  const native = await import("@node-rs/argon2").catch(() => undefined);
  if (native === undefined) return undefined;
  return (secret, salt, { memoryKiB, passes, length }) =>
    native.hashRaw(secret, { salt, memoryCost: memoryKiB, timeCost: passes, outputLen: length, parallelism: 1, algorithm: 2, version: 1 });
}

const derive = (await fastArgon2()) ?? plainArgon2;

/** At most two at a time (`security.md` 1.5): each takes 19 MiB and a core; more would let a crowd starve the desk. */
const places = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function takePlace(): Promise<void> {
  if (running >= places) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
}

function freePlace(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

/** Argon2id, version 1.3, parallelism 1. `memoryKiB` in KiB, `length` in bytes. */
export async function nodeArgon2(secret: Uint8Array, salt: Uint8Array, cost: Cost): Promise<Uint8Array> {
  await takePlace();
  try {
    return new Uint8Array(await derive(secret, salt, cost));
  } finally {
    freePlace();
  }
}
