/** What is counted of an opened case beside its codes: from signed pieces, and from what stands open only where nothing signed says it. */
import { agreedTo } from "../../cases/rules/consent.ts";
import { ReporterKinds } from "../../cases/shape.ts";
import type { CaseCounting } from "../../cases/shape/counting.ts";
import type { CallOutcome, Seen } from "../../registration/rules/marks.ts";
import { CheckIn, Label, readBody } from "../cases/bodies.ts";
import { askedIn, attemptsIn } from "../cases/calls.ts";
import { originOf, wordsOf } from "../cases/consent.ts";
import { piecesOfKind, saidHelped } from "../cases/opening.ts";
import type { OpenedCase, ShownPiece } from "../cases/opening.ts";

export type Found = { readonly opened: OpenedCase; readonly open: CaseCounting; readonly today: string };

const reporterKinds: ReadonlySet<string> = new Set(ReporterKinds);

/** Genuine pieces that were not signed by a colleague: by the code, or for somebody without script. */
const ofPerson = ({ examined }: ShownPiece): boolean => examined.ok && !examined.piece.signedBy.startsWith("member:");

const firstDayOf = (pieces: readonly ShownPiece[], kind: string): string | undefined => pieces.find(({ raw, examined }) => examined.ok && raw.kind === kind)?.raw.day;

/** Acts of colleagues that were attempts to reach the person. */
const tries: ReadonlySet<string> = new Set(["no-answer", "voicemail", "wrong-person", "spoken"]);

function callIn({ opened, open }: Found): Seen["call"] {
  if (open.callBack === null || askedIn(opened) === undefined) return undefined;
  const acts = attemptsIn(opened).map(({ body }) => body.act).filter((act) => tries.has(act));
  const spoken = acts.indexOf("spoken");
  if (spoken >= 0) return { outcome: "spoken", tries: spoken + 1 };
  const outcomes: Readonly<Record<string, CallOutcome>> = { "wrong-person": "not-reached", "other-way": "not-reached", cancelled: acts.length > 0 ? "not-reached" : "called-off" };
  return { outcome: outcomes[open.callBack] ?? "waiting", tries: acts.length };
}

function answeredOn({ opened }: Found): string | undefined {
  const written = firstDayOf(opened.shared.pieces, "answer");
  const called = attemptsIn(opened).find(({ body }) => body.act === "spoken")?.day;
  return [written, called].filter((day) => day !== undefined).toSorted()[0];
}

export function seenIn(found: Found): Seen {
  const { opened, open, today } = found;
  const { shared, raw } = opened;
  const label = piecesOfKind(shared, "label")[0];
  const own = shared.pieces.filter(ofPerson);
  const firstDay = firstDayOf(shared.pieces, "label") ?? today;
  return {
    today,
    closed: raw.state === "closed",
    came: label !== undefined && !label.signedBy.startsWith("member:"),
    anonymous: label !== undefined && readBody(label, Label)?.mode === "anonymous",
    firstDay,
    wroteOn: own.filter((one) => reporterKinds.has(one.raw.kind)).map((one) => one.raw.day),
    promised: open.promised ?? undefined,
    answeredOn: answeredOn(found),
    helped: saidHelped(shared),
    checkIns: open.checkIns,
    // A server could make one up: only what the code signed is the person's answer.
    saidLater: own.flatMap(({ raw: { kind, day }, examined }) => {
      const said = kind === "check-in" && examined.ok && examined.piece.signedBy === "reporter" ? readBody(examined.piece, CheckIn) : undefined;
      return said === undefined ? [] : [{ day, better: said.better }];
    }),
    call: callIn(found),
    offered: open.offered.map(({ state }) => (state === "accepted" || state === "declined" ? state : "other")),
  };
}

/** Earlier than any day: a consent that is over by now was one when it counted. */
const longAgo = "0000-01-01";

/**
 * Whether the person linked this contact with one at another desk: a referral that somebody accepted, under a consent that the person signed
 * and did not take back. What the server says of it only takes away.
 */
export function isLinked({ opened, open }: Found): boolean {
  const words = wordsOf(opened);
  const agreed = (consent: string | null, team: string): boolean => consent !== null && agreedTo(words, { consent, case: opened.raw.id, purpose: "referral", team, today: longAgo }).ok;
  if (open.offered.some(({ state, consent, team }) => state === "accepted" && agreed(consent, team))) return true;
  const { brought } = open;
  return originOf(opened)?.matter !== undefined && brought?.state === "accepted" && (brought.consent === "given" || brought.consent === "lapsed");
}
