import type { Bytes } from "./bytes.ts";
import { EnvelopeRefusal } from "./refusal.ts";

/**
 * A secret in two shares (security.md 1.9): each alone is as good as noise, whatever is done with it; both together are the
 * secret. `noise`: random bytes, as many as the secret has.
 */
export function splitInTwo(secret: Uint8Array, noise: (length: number) => Uint8Array): readonly [Bytes, Bytes] {
  const first = noise(secret.length).slice() as Bytes;
  if (first.length !== secret.length || secret.length === 0) throw new RangeError("a share is as long as its secret");
  return [first, mixed(secret, first)];
}

/** What two shares hold. Two that do not belong together give noise: whoever joins holds the outcome against a public key. */
export function joinShares(one: Uint8Array, other: Uint8Array): Bytes {
  if (one.length !== other.length || one.length === 0) throw new EnvelopeRefusal("damaged");
  return mixed(one, other);
}

function mixed(one: Uint8Array, other: Uint8Array): Bytes {
  return one.map((byte, at) => byte ^ (other[at] ?? 0)) as Bytes;
}
