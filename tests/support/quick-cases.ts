/** Cases with real rows and no real cryptography, by the function that takes reports: for tests of what happens to rows. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "../../src/base/index.ts";

const hybrid = `age1pq1${"q".repeat(60)}`;
const bytes = (length: number): string => randomBytes(length).toString("base64");

export type QuickPlace = { readonly organisation: string; readonly team: string; readonly day: string };

function reportFor({ organisation, team, day }: QuickPlace, id: string): string {
  const pieces = ["report", "message"].map((kind, at) => ({ id: randomUUID(), kind, sequence: at + 1, sealed: bytes(900), key: bytes(200), upload: null }));
  return JSON.stringify({
    case: id, organisation, team, hash: createHash("sha256").update(id).digest("base64"), uploads: [], dueDay: day, halfDay: day, urgent: false, hour: `${day}T09:00:00Z`,
    lookup: bytes(32), recipient: hybrid, signKey: bytes(32), epoch: 1, teamWrap: bytes(200), reporterWrap: bytes(200), mostBytes: 1_000_000, pieces, today: day,
    notice: { sealed: bytes(200), hours: "any" },
  });
}

/** Reports of two pieces that came in on this day, in one transaction; answers their ids. The team must have a key. */
export async function quickCases(db: Database, place: QuickPlace, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await db.transaction({ role: "visitor" }, async (tx) => {
    for (const id of ids) {
      await sql`select gehoord_receive(${reportFor(place, id)}::jsonb)`.execute(tx.sql);
      await tx.audit({ act: "report.received", by: "visitor", organisation: place.organisation, record: id });
    }
  });
  return ids;
}

export async function quickCase(db: Database, place: QuickPlace): Promise<string> {
  const [id = ""] = await quickCases(db, place, 1);
  return id;
}
