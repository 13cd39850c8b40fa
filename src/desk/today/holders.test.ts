/** A key that nobody could give back stands under today: of oneself, and of others for who runs the organisation. */
import { expect, it } from "vitest";
import { deskTexts } from "../texts/index.ts";
import type { Open } from "../session.tsx";
import { keysWithoutHolders } from "./holders.ts";

it("asks the person to choose two holders, and who runs the organisation to ask him", () => {
  const around = { t: deskTexts.nl, today: "2026-11-27", near: (day: string) => day };
  const open = { me: { member: "anna" } } as Open;
  const rows = keysWithoutHolders.rows({ lost: ["anna", "dirk"], colleagues: [{ id: "dirk", shownName: "Dirk" }] }, around, open);
  expect(rows.map(({ band, subject, reason, to }) => ({ band, subject, reason, to }))).toEqual([
    { band: "today", subject: "Sleutelhouders", reason: deskTexts.nl.holders.lostOwn, to: "/account" },
    { band: "later", subject: "Dirk", reason: "Dirk heeft geen sleutelhouders meer. Vraag of Dirk er twee kiest, bij Account.", to: "/team" },
  ]);
});
