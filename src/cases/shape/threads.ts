/**
 * The threads of one conversation, for who opens them: the person's browser, or the server in memory for a person without
 * script. The first wrap of a thread came through the case where it began, so threads open in that order.
 */
import { fromBase64Url, toBase64Url, unwrap } from "../../envelope/visitor.ts";
import { readTerms } from "../rules/consent.ts";
import type { ConsentTerms } from "../rules/consent.ts";
import type { ConsentLine, Thread } from "./consent.ts";
import type { Opening } from "../shape.ts";

/** Takes off the outer layer of the first wrap with the identities of the case where it began; as it was when none fits. */
export async function peeled(opening: Opening, origin: Iterable<string>): Promise<Opening> {
  const [first, ...rest] = opening.wraps;
  if (first === undefined) return opening;
  for (const identity of origin) {
    const inner = await unwrap(fromBase64Url(first.wrapped) ?? new Uint8Array(), identity).catch(() => undefined);
    if (inner !== undefined) return { ...opening, wraps: [{ ...first, wrapped: toBase64Url(inner) }, ...rest] };
  }
  return opening;
}

/** Every thread after the one it came from; what came from nowhere known comes last. */
export function inOrigin(first: string, threads: readonly Thread[]): Thread[] {
  const ordered: Thread[] = [];
  const waiting = [...threads];
  while (waiting.length > 0) {
    const at = waiting.findIndex((one) => one.from === first || ordered.some((each) => each.case === one.from));
    ordered.push(...waiting.splice(Math.max(at, 0), 1));
  }
  return ordered;
}

/** Who answers to the person now: the last desk that accepted and still lives; otherwise the first. */
export function carrierOf(first: string, threads: readonly Thread[]): string {
  const living = threads.filter((one) => one.kind === "referral" && one.referral === "accepted" && one.opening !== null && one.opening.state !== "closed");
  return living.at(-1)?.case ?? first;
}

export type Asked = ConsentTerms & { readonly text: string; readonly spoken: boolean };

/** What is inside a piece that asks, as it was opened and verified. */
export type AskingPiece = { readonly kind: string; readonly sender: string; readonly body: unknown };

/**
 * What is asked, from the signed piece of who asks and never from what the server says beside it; undefined when the two
 * differ or nothing genuine stands there: then there is nothing to say yes to.
 */
export function askedIn(piece: AskingPiece | undefined, line: ConsentLine): Asked | undefined {
  if (piece === undefined || !piece.sender.startsWith("member:")) return undefined;
  const terms = readTerms(piece.body);
  if (terms === undefined || terms.team !== line.team || terms.purpose !== line.purpose || terms.until !== line.until) return undefined;
  const { text } = piece.body as { text?: unknown };
  return { ...terms, text: typeof text === "string" ? text : "", spoken: piece.kind === "consent-spoken" };
}
