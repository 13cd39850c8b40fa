/** How a procedure stands and where a step brings it: the one table of steps, with the days that belong to it. */
import { dayOf } from "../../../base/index.ts";
import type { Context, Day, Transaction } from "../../../base/index.ts";
import { daysBetween, plusDays } from "../../../clock/index.ts";
import type { ProcedureRow } from "../../records/procedures.ts";
import type { NextDay, Obligation, ProcedureStep, Standing } from "../../rules/procedure.ts";
import { promiseOf, serviceOfTeam } from "../points.ts";
import { lastDay, lawOf } from "./law.ts";

export type Known = { readonly row: ProcedureRow; readonly boardInvited: boolean; readonly obligations: readonly Obligation[] };

export function standingOf(context: Context, { row, boardInvited, obligations }: Known): Standing {
  return {
    state: row.state,
    dueDay: row.due_day,
    pausedSince: row.paused_since,
    binding: row.binding,
    boardInvited,
    openObligations: obligations.filter(({ settled }) => settled === null).length,
    today: dayOf(context.clock.now()),
  };
}

/** The day by which the committee's team takes its own next step: its own promise, as for every answer it gives. */
export async function ownPromise(context: Context, tx: Transaction, team: string): Promise<Day> {
  const { service, answerDays } = await serviceOfTeam(context, tx, team);
  return promiseOf(service, answerDays, context.clock.now()).dueDay;
}

type Asked = { readonly row: ProcedureRow; readonly step: ProcedureStep; readonly chosen?: Day | undefined };

/** The second term of a forwarded complaint runs from the same day as the first. */
function fromLaw(context: Context, { row, chosen }: Asked, next: Extract<NextDay, `board-${string}`>): Day | undefined {
  const today = dayOf(context.clock.now());
  return lastDay(lawOf(context.config.root), next, next === "board-solution" ? (row.forwarded_day ?? today) : today) ?? chosen;
}

/** `undefined`: a day must be chosen, and was not, or lies in the past. */
export async function nextDay(context: Context, tx: Transaction, asked: Asked): Promise<Day | null | undefined> {
  const { row, step, chosen } = asked;
  switch (step.next) {
    case "none":
      return null;
    case "kept":
      return row.due_day;
    case "own-promise":
      return ownPromise(context, tx, row.team);
    case "set-by-committee":
      return chosen === undefined || chosen < dayOf(context.clock.now()) ? undefined : chosen;
    default:
      return fromLaw(context, asked, step.next);
  }
}

/** A pause adds exactly itself: as many days as it lasted. */
export function afterPause(due: Day | null, since: Day, today: Day): Day | null {
  return due === null ? null : plusDays(due, daysBetween(since, today));
}
