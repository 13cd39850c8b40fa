import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "./bytes.ts";
import type { JsonValue } from "./canonical.ts";
import { openTicket, sealTicket } from "./ticket.ts";

const key = new Uint8Array(32).fill(5);
const at = new Date("2026-11-21T10:00:00.000Z");
const later = (milliseconds: number): Date => new Date(at.getTime() + milliseconds);
const payload: JsonValue = { serial: 7, code: "ABCD-EFGH-JKMN-PQRS", list: [1, null] };

describe("a ticket in a hidden field", () => {
  it("gives back what the server put in, until it ends", async () => {
    const ticket = await sealTicket(key, payload, later(1_000));
    expect(await openTicket(key, ticket, at)).toEqual({ ok: true, payload, expiresAt: later(1_000) });
    expect((await openTicket(key, ticket, later(999))).ok).toBe(true);
    expect(await openTicket(key, ticket, later(1_000))).toEqual({ ok: false, reason: "expired" });
    expect(await openTicket(key, ticket, later(5_000))).toEqual({ ok: false, reason: "expired" });
  });

  it("shows nothing of it, is never the same twice, and fits in a form", async () => {
    const [one, other] = [await sealTicket(key, payload, at), await sealTicket(key, payload, at)];
    expect(one).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(Buffer.from(one, "base64url").toString("latin1")).not.toContain("ABCD");
    expect(one.slice(0, 32)).not.toBe(other.slice(0, 32));
    expect(one.slice(32, 64)).not.toBe(other.slice(32, 64));
  });

  it("is worth nothing with another key, for another purpose, or when a bit of it changed", async () => {
    const ticket = await sealTicket(key, payload, later(1_000), "conversation");
    expect((await openTicket(key, ticket, at, "conversation")).ok).toBe(true);
    expect(await openTicket(key, ticket, at)).toEqual({ ok: false, reason: "damaged" });
    expect(await openTicket(key, ticket, at, "form")).toEqual({ ok: false, reason: "damaged" });
    expect(await openTicket(key, await sealTicket(key, 1, later(1_000)), at, "ticket")).toMatchObject({ ok: true });
    expect(await openTicket(new Uint8Array(32).fill(6), ticket, at, "conversation")).toEqual({ ok: false, reason: "damaged" });
    const bytes = fromBase64Url(ticket) ?? new Uint8Array();
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const changed = bytes.map((byte, place) => (place === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(await openTicket(key, toBase64Url(changed), at, "conversation")).toEqual({ ok: false, reason: "damaged" });
      }),
      { numRuns: 60 },
    );
  });

  it("that never was one is damaged, not an accident", async () => {
    for (const odd of ["", "A", "AAAA", "?", toBase64Url(new Uint8Array(24)), toBase64Url(new Uint8Array(60))]) expect(await openTicket(key, odd, at)).toEqual({ ok: false, reason: "damaged" });
  });

  it("needs a key of 32 bytes", async () => {
    await expect(sealTicket(new Uint8Array(31), 1, at)).rejects.toThrow(new RangeError("a ticket key is 32 bytes"));
    await expect(openTicket(new Uint8Array(33), "AAAA", at)).rejects.toThrow(new RangeError("a ticket key is 32 bytes"));
  });
});
