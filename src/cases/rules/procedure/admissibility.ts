/**
 * Whether a committee can take a complaint up, as far as the facts say. An advice to the secretary, never a verdict: it is
 * counted in the secretary's browser, because what it asks stands sealed.
 */
import type { ProcedureLaw, TermLength } from "./law.ts";

export const Exceptions = ["none", "could-not-earlier", "tried-another-way", "learned-later"] as const;
export type Exception = (typeof Exceptions)[number];

export type ComplaintFacts = {
  readonly today: string;
  /** Day of the event; for the disputes committee the day of the board's decision. */
  readonly eventDay: string | "not-known";
  readonly sector: "po" | "vo" | "so" | "mbo" | "not-known";
  readonly filedBy: "pupil" | "parent" | "staff" | "other";
  /** Placement, development perspective or removal of a pupil with support needs goes to the disputes committee. */
  readonly dispute: boolean;
  /** An independent committee of the school itself gave its judgement already. */
  readonly ownCommitteeRuled: boolean;
  readonly exception: Exception;
};

export const Findings = [
  "in-time",
  "too-late",
  "too-late-with-reason",
  "day-not-known",
  "adult-needed",
  "own-committee-ruled",
  "disputes-committee",
  "disputes-committee-too-late",
] as const;
export type Finding = (typeof Findings)[number];

/** `open`: can be taken up; `ask`: something must be asked or weighed first; `closed`: not by this committee. */
export type Judgement = { readonly finding: Finding; readonly open: "open" | "ask" | "closed" };

const judgement = (finding: Finding, open: Judgement["open"]): Judgement => ({ finding, open });

/** The last day of a term that began on `day`, in whole calendar time; a day that a month does not have becomes its last. */
export function lastDayOf(day: string, { count, unit }: TermLength): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  if (unit !== "years") return new Date(Date.UTC(year, month - 1, date + count * (unit === "weeks" ? 7 : 1))).toISOString().slice(0, 10);
  const lastOfMonth = new Date(Date.UTC(year + count, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + count, month - 1, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}

function inTime({ eventDay, today }: ComplaintFacts, length: TermLength | "not-known"): boolean | "not-known" {
  if (eventDay === "not-known" || length === "not-known") return "not-known";
  return today <= lastDayOf(eventDay, length);
}

function ofDisputes(facts: ComplaintFacts, law: ProcedureLaw): Judgement {
  const on = inTime(facts, law.terms["disputes-filing"].value);
  return on === false ? judgement("disputes-committee-too-late", "ask") : judgement("disputes-committee", "closed");
}

/** Every finding that applies, the weightiest first. Never empty. */
export function judgeComplaint(facts: ComplaintFacts, law: ProcedureLaw): readonly Judgement[] {
  if (facts.dispute) return [ofDisputes(facts, law)];
  const found: Judgement[] = [];
  if (facts.ownCommitteeRuled) found.push(judgement("own-committee-ruled", "closed"));
  if (facts.filedBy === "pupil" && facts.sector === "po") found.push(judgement("adult-needed", "ask"));
  const on = inTime(facts, law.terms.filing.value);
  if (on === "not-known") found.push(judgement("day-not-known", "ask"));
  else if (on) found.push(judgement("in-time", "open"));
  else found.push(facts.exception === "none" ? judgement("too-late", "closed") : judgement("too-late-with-reason", "ask"));
  const weight = { closed: 0, ask: 1, open: 2 } as const;
  return [...found].sort((one, other) => weight[one.open] - weight[other.open]);
}
