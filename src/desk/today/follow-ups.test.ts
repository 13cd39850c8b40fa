/** What waits for an escalation stands under today, in its band and with its reason. */
import { describe, expect, it } from "vitest";
import { escalationNl } from "../texts/escalation-nl.ts";
import { deskTexts } from "../texts/index.ts";
import type { Open } from "../session.tsx";
import type { Around } from "./reasons.ts";
import { followUps } from "./follow-ups.ts";

const around: Around = { t: deskTexts.nl, today: "2026-11-26", near: (day) => day };
const nothing = { missed: [], said: [], access: [], claims: [] };
const words = escalationNl.today.reasons;

function rowsOf(...dossiers: readonly { readonly state: string; readonly urgent?: boolean; readonly dueDay?: string }[]) {
  const all = dossiers.map((one, at) => ({ case: `case-${at}`, escalation: `escalation-${at}`, urgent: false, dueDay: null, ...one }));
  return followUps.rows({ ...nothing, dossiers: all }, around, {} as Open).map(({ band, at, reason }) => ({ band, at, reason }));
}

describe("a dossier for the ministry", () => {
  it("that waits for its second pair of eyes is for today, and first when it is urgent", () => {
    expect(rowsOf({ state: "prepared" }, { state: "prepared", urgent: true })).toEqual([
      { band: "today", at: "2026-11-26", reason: words.prepared },
      { band: "first", at: "2026-11-26", reason: words.prepared },
    ]);
  });

  it("that the ministry asked about has the ministry's day, and is first once that is over", () => {
    expect(rowsOf({ state: "questioned", dueDay: "2026-11-30" }, { state: "questioned", dueDay: "2026-11-20" })).toEqual([
      { band: "today", at: "2026-11-30", reason: words.questioned("2026-11-30") },
      { band: "first", at: "2026-11-20", reason: words.late("2026-11-20") },
    ]);
  });
});
