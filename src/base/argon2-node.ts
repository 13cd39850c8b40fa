/**
 * Argon2id on the server, for the two moments without script (sealing on arrival, opening a conversation) and for
 * checking what a worker's browser derived. Not exported by the door: browsers bring their own (`hash-wasm`).
 */
import { argon2 } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

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
export async function nodeArgon2(
  secret: Uint8Array,
  salt: Uint8Array,
  cost: { memoryKiB: number; passes: number; length: number },
): Promise<Uint8Array> {
  await takePlace();
  try {
    const raw = await derive("argon2id", {
      message: secret,
      nonce: salt,
      parallelism: 1,
      tagLength: cost.length,
      memory: cost.memoryKiB,
      passes: cost.passes,
    });
    return new Uint8Array(raw);
  } finally {
    freePlace();
  }
}
