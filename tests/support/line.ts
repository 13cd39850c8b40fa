/** A visitor's script outside a browser: the same code, over a line to a server under test. */
import { lineOver, type Line } from "../../src/site/browser/sealing/api.ts";

let next = 0;

/** Every line is another visitor behind a trusted proxy: people do not share an address. */
export function lineTo(address: string): Line {
  next += 1;
  const from = `2001:db8:${(next >> 8).toString(16)}:${(next & 255).toString(16)}::1`;
  return lineOver((path, init) => fetch(new URL(path as string, address), { ...init, headers: { ...(init?.headers as Record<string, string>), "x-forwarded-for": from } }), "nl");
}
