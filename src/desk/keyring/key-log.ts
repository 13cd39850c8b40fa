/** The public key log, checked in this browser: nothing is sealed to or believed from a key that it does not show. */
import { currentTeamKey, isKeyLogEntry, verifyKeyLog } from "../../envelope/index.ts";
import type { KeyLogEntry } from "../../envelope/index.ts";
import type { KeyLogView } from "../../accounts/shape.ts";

/** Where this browser saw the log stand; kept for as long as the page lives. */
export type KnownLog = { readonly sequence: number; readonly head: string };

export class KeyLogRefusal extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "KeyLogRefusal";
  }
}

/** The entries when all is well; throws when the log was rewritten, cut, or signed by somebody else. */
export function checkedLog(view: KeyLogView, known?: KnownLog): { readonly entries: readonly KeyLogEntry[]; readonly known: KnownLog } {
  const entries = view.entries.filter(isKeyLogEntry);
  if (entries.length !== view.entries.length) throw new KeyLogRefusal("wrong-form");
  const verdict = verifyKeyLog(entries, known);
  if (!verdict.ok) throw new KeyLogRefusal(verdict.reason);
  return { entries, known: { sequence: verdict.sequence, head: verdict.head } };
}

export type Offered = { readonly team: string; readonly recipient: string; readonly epoch: number };

/** The teams for which the public page offers another key than the log certifies: their intake must close at once. */
export function wronglyOffered(log: readonly KeyLogEntry[], offered: readonly Offered[], mine: readonly string[]): string[] {
  return offered
    .filter((one) => mine.includes(one.team))
    .filter((one) => {
      const certified = currentTeamKey(log, one.team);
      return certified?.recipient !== one.recipient || certified.epoch !== one.epoch;
    })
    .map((one) => one.team);
}
