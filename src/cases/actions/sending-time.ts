/**
 * When a neutral notice is sent: at a random moment within the hours the person chose, so that who sees the mail come in
 * learns nothing about when somebody answered.
 */
import type { Random } from "../../base/index.ts";
import { dayOf } from "../../base/index.ts";
import { instantsOf, plusDays } from "../../clock/index.ts";
import { NoticeHours } from "../shape.ts";

/** A number from 0 up to 1, from four random bytes. */
function fraction(random: Random): number {
  return new DataView(Uint8Array.from(random.bytes(4)).buffer).getUint32(0) / 2 ** 32;
}

/** The window of this day or, when less than an hour of it is left, of tomorrow; wall clock of Europe/Amsterdam. */
export function sendingTime(hours: NoticeHours, now: Date, random: Random): Date {
  const [from, to] = NoticeHours[hours];
  for (const ahead of [0, 1]) {
    const day = plusDays(dayOf(now), ahead);
    const start = Math.max(now.getTime(), instantsOf(day, from * 60)[0]?.getTime() ?? 0);
    const end = instantsOf(day, to * 60)[0]?.getTime() ?? 0;
    if (end - start >= 3_600_000) return new Date(start + Math.floor(fraction(random) * (end - start)));
  }
  throw new Error("a window of hours is longer than one hour");
}
