/** A promised day moves because somebody says so, with a reason and a message to the person in the same act. */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Day, RequestContext, Result, Transaction } from "../../base/index.ts";
import { daysBetween, noteChange, runningTerm, setDue } from "../../clock/index.ts";
import type { NotedChange } from "../../clock/index.ts";
import { fromBase64Url } from "../../envelope/index.ts";
import { addDeskPiece, hasPiece } from "../records/desk.ts";
import { moveDays } from "../records/terms.ts";
import { longestPause } from "../shape/term.ts";
import type { TermAnswer, TermPost } from "../shape/term.ts";
import { asMember, line, mine } from "./acting.ts";
import { answerKind, daysOfTerm } from "./terms.ts";

/** What is noted of what was asked; `undefined`: a pause that ends before today, or lasts too long. */
function noted(change: TermPost["change"], today: Day): NotedChange | undefined {
  switch (change.kind) {
    case "extension":
      return { kind: "extension", by: { count: change.days, unit: "working-days", onClosedDay: "stays" } };
    case "resume":
      return { kind: "resume", from: today };
    case "pause":
      return change.until < today || daysBetween(today, change.until) > longestPause ? undefined : { kind: "pause", from: today, to: change.until };
  }
}

type Wish = { readonly owner: string; readonly change: NotedChange; readonly reason: TermPost["reason"]; readonly today: Day };

/** The new day, noted and kept. A promise never ends in the past, and never without a day. */
async function moved(context: RequestContext, tx: Transaction, { owner, change, reason, today }: Wish): Promise<Result<Day>> {
  const before = await runningTerm(tx, owner, answerKind);
  if (before === undefined) return refused("transition-not-allowed");
  await noteChange(tx, before.id, change, { reason, day: today });
  const term = (await runningTerm(tx, owner, answerKind)) ?? before;
  const { due, half } = await daysOfTerm(context, tx, term);
  if (due === "unknown" || due === "paused") return refused("input-invalid");
  if (due < today) return refused("day-passed");
  await setDue(tx, term.id, due);
  await moveDays(tx, owner, { dueDay: due, halfDay: half === "unknown" || half === "paused" || half > due ? due : half });
  return ok(due);
}

/**
 * Pauses, extends or resumes the term of an answer. The message is a piece of its own kind, so that the person sees why,
 * in the conversation, beside the new day. Refuses transition-not-allowed (no answer is waited for), day-passed,
 * input-invalid, sequence-taken.
 */
export function changeTerm(context: RequestContext, id: string, { piece, change, reason }: TermPost): Promise<Result<TermAnswer>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    const today = dayOf(context.clock.now());
    const sealed = fromBase64Url(piece.sealed) ?? new Uint8Array();
    if (await hasPiece(tx, { case: id, id: piece.id, sealed })) return ok({ dueDay: found.value.due_day });
    const wish = noted(change, today);
    if (wish === undefined) return refused("input-invalid", { until: "field-wrong-form" });
    const due = await moved(context, tx, { owner: id, change: wish, reason, today });
    if (!due.ok) return due;
    const { kind, sequence, epoch } = piece;
    await addDeskPiece(tx, { id: piece.id, kind, sequence, epoch, sealed, key: fromBase64Url(piece.key) ?? new Uint8Array(), case: id, chain: "shared", member: me.member, today });
    await tx.emit({ event: "case.answered", payload: { case: id } });
    await tx.audit(line(me, `case.term-${change.kind}`, id));
    return ok({ dueDay: due.value });
  });
}
