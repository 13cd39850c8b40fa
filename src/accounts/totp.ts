/** Time-based one-time passwords (RFC 6238): HMAC-SHA-1, 30 seconds, six digits, as every authenticator app knows them. */
import { createHmac, timingSafeEqual } from "node:crypto";

const stepSeconds = 30;
/** Steps that an accepted code may lie ahead of the clock of this machine. */
const furthestAhead = 2;

export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepSeconds);
}

function digits(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The six digits that an authenticator shows at this moment. */
export function totpAt(secret: Uint8Array, at: Date): string {
  return digits(secret, totpStep(at));
}

/**
 * The step that these digits belong to, or nothing. One step of drift either way and one more for who types slowly while
 * Argon2 works on an old telephone; never a step at or before `lastUsed`: a code that was seen over a shoulder is worth
 * nothing any more. A last use that lies further ahead than any drift means that the clock of this machine was put back:
 * then it says nothing about now, and would lock a member out until the clock is there again.
 */
export function acceptTotp(secret: Uint8Array, typed: string, at: Date, lastUsed: number): number | undefined {
  const now = totpStep(at);
  const last = lastUsed > now + furthestAhead ? -1 : lastUsed;
  return [now, now - 1, now + 1, now - 2].find((step) => {
    const same = timingSafeEqual(Buffer.from(digits(secret, step)), Buffer.from(typed.padEnd(6).slice(0, 6)));
    return same && step > last;
  });
}
