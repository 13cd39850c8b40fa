/** A case as a colleague reads it in a minute: who did what on which day, in order. Pure. */
import { z } from "zod";
import type { CaseEvents } from "../../cases/shape/day.ts";
import { Answer, Helped, readBody, Report, Safety, Saying, Written } from "./bodies.ts";
import type { OpenedCase, ShownPiece } from "./opening.ts";

export type Happening = {
  readonly day: string;
  /** A member's id, or the person, or the server for a person without script. */
  readonly who: { readonly member: string } | "reporter" | "server" | "unknown";
  /** Key of the sentence; a kind of piece, or what a member did. */
  readonly what: string;
  readonly excerpt?: string;
  /** What only the team sees. */
  readonly inside: boolean;
};

const excerptLength = 140;
function excerptOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= excerptLength ? line : `${line.slice(0, excerptLength).trimEnd()}…`;
}

const Guide = z.object({ topic: z.string(), marks: z.array(z.string()) });

function pieceHappening({ raw, examined }: ShownPiece): Happening | undefined {
  const inside = raw.chain === "desk";
  if (!examined.ok) return { day: raw.day, who: "unknown", what: "refused", inside };
  const { piece } = examined;
  const who = piece.signedBy === "reporter" || piece.signedBy === "server" ? piece.signedBy : { member: piece.signedBy.slice("member:".length) };
  const about = (what: string, text?: string): Happening => {
    const excerpt = excerptOf(text);
    return { day: raw.day, who, what, inside, ...(excerpt === undefined ? {} : { excerpt }) };
  };
  const { kind } = piece.header;
  switch (kind) {
    case "label":
    case "epoch":
    case "desk-epoch":
      // Of the machinery: nothing happened to anybody.
      return undefined;
    case "report":
      return about(kind, readBody(piece, Report)?.what);
    case "message":
    case "note":
      return about(kind, readBody(piece, Written)?.text);
    case "answer": {
      const answer = readBody(piece, Answer);
      return about(answer?.asksHelped === true ? "answer-asks" : kind, answer?.text);
    }
    case "safety":
      return about(readBody(piece, Safety)?.safe === true ? "safe" : "not-safe");
    case "helped":
      return about(readBody(piece, Helped)?.answer === "yes" ? "helped-yes" : "helped-no");
    case "guide":
      return readBody(piece, Guide) === undefined ? undefined : about(kind);
    default:
      return about(kind, readBody(piece, Saying)?.text);
  }
}

/** What the pieces say already is not said a second time. */
const saidByPieces = new Set(["ask-helped"]);

/** Oldest first. Of one day what was said comes before what was done about it: no finer time is kept. */
export function timelineOf(opened: OpenedCase, events: CaseEvents["events"]): readonly Happening[] {
  const pieces = [...opened.shared.pieces, ...(opened.desk?.pieces ?? [])].flatMap((one) => pieceHappening(one) ?? []);
  const done = events.filter((one) => !saidByPieces.has(one.act)).map(({ act, member, day }): Happening => ({ day, who: member === null ? "unknown" : { member }, what: act, inside: true }));
  return [...pieces, ...done].toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
}
