/** The measures of one contact, from what a worker's browser found in the opened case. What is still open adds nothing. Pure. */
import { farthestAnswer, weeksAfter } from "./follow-days.ts";
import type { CheckInSeen, SaidLater } from "./follow-days.ts";
import type { Marks } from "./measures.ts";

export type CallOutcome = "waiting" | "called-off" | "spoken" | "not-reached";

/** Days are written `2026-11-27`. */
export type Seen = {
  readonly today: string;
  readonly closed: boolean;
  /** The person came himself: nobody took it down on the telephone. */
  readonly came: boolean;
  readonly anonymous: boolean;
  readonly firstDay: string;
  /** Days on which the person wrote, signed with the code. */
  readonly wroteOn: readonly string[];
  /** By when the first answer was promised. */
  readonly promised: string | undefined;
  /** The first answer, or the first call that reached the person. */
  readonly answeredOn: string | undefined;
  /** The person's signed word. */
  readonly helped: "yes" | "no" | undefined;
  readonly checkIns: readonly CheckInSeen[];
  readonly saidLater: readonly SaidLater[];
  /** Undefined: nobody asked to be called. `tries`: attempts that colleagues signed. */
  readonly call: { readonly outcome: CallOutcome; readonly tries: number } | undefined;
  /** Of what was offered to others from here. */
  readonly offered: readonly ("accepted" | "declined" | "other")[];
};

/** Weeks in which somebody without a name is waited for. */
const waitedDays = 28;

function term({ came, promised, answeredOn, today }: Seen): Marks {
  if (!came || promised === undefined) return {};
  if (answeredOn === undefined) return today > promised ? { "term missed": 1 } : {};
  return answeredOn <= promised ? { "term met": 1 } : { "term missed": 1 };
}

function helpedAtEnd({ closed, helped }: Seen): Marks {
  if (helped !== undefined) return helped === "yes" ? { "helped0 yes": 1 } : { "helped0 no": 1 };
  return closed ? { "helped0 not-known": 1 } : {};
}

const answers6 = { yes: "helped6 yes", no: "helped6 no", unsure: "helped6 unsure", "not-known": "helped6 not-known" } as const;
const answers26 = { yes: "helped26 yes", no: "helped26 no", unsure: "helped26 unsure", "not-known": "helped26 not-known" } as const;

function helpedLater(seen: Seen): Marks {
  const [six, half] = [weeksAfter(6, seen.checkIns, seen.saidLater), weeksAfter(26, seen.checkIns, seen.saidLater)];
  return { ...(six === undefined ? {} : { [answers6[six]]: 1 }), ...(half === undefined ? {} : { [answers26[half]]: 1 }) };
}

function callBack({ call }: Seen): Marks {
  if (call === undefined) return {};
  const planned = { "callBack planned": 1 } as const;
  if (call.outcome === "spoken") return call.tries <= 1 ? { ...planned, "callBack at-once": 1 } : { ...planned, "callBack later": 1 };
  return call.outcome === "not-reached" ? { ...planned, "callBack not-reached": 1 } : planned;
}

function referral({ offered }: Seen): Marks {
  const count = (state: string): number => offered.filter((one) => one === state).length;
  return { "referral offered": offered.length, "referral accepted": count("accepted"), "referral declined": count("declined") };
}

function anonymous({ came, anonymous: isNameless, firstDay, wroteOn, today }: Seen): Marks {
  if (!came || !isNameless) return {};
  const last = farthestAnswer(firstDay, waitedDays);
  if (wroteOn.some((day) => day > firstDay && day <= last)) return { "anonymous came-back": 1 };
  return today > last ? { "anonymous stayed-away": 1 } : {};
}

export function marksOf(seen: Seen): Marks {
  const all = { ...term(seen), ...helpedAtEnd(seen), ...helpedLater(seen), ...callBack(seen), ...referral(seen), ...anonymous(seen) };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
}
