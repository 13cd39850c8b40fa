/**
 * What is counted beside the codes of a made-up contact, fitting its codes and its age: whether the term was kept, whether it helped, calls
 * and referrals. The shares are made up, since nobody publishes them.
 */
import type { Fact } from "../facts/file.ts";
import type { MarkName, Marks } from "../rules/measures.ts";
import type { Chance } from "./chance.ts";

type Told = Pick<Fact, "channel" | "role" | "topic" | "done" | "outcome">;

const came = { "term met": 91, "term missed": 9 };
const sixWeeks = { "helped6 yes": 58, "helped6 unsure": 14, "helped6 no": 9, "helped6 not-known": 19 };
const halfYear = { "helped26 yes": 49, "helped26 unsure": 11, "helped26 no": 10, "helped26 not-known": 30 };
const calls = { "callBack at-once": 66, "callBack later": 21, "callBack not-reached": 13 };
const answers = { "referral accepted": 80, "referral declined": 13, none: 7 };
const nameless = { "anonymous came-back": 41, "anonymous stayed-away": 59 };

/** The person's own word at the end; whoever was only spoken to once on the telephone was not asked. */
const helpedAtEnd: Readonly<Record<string, MarkName>> = { helped: "helped0 yes", "not-helped": "helped0 no", partly: "helped0 not-known", "not-known": "helped0 not-known", withdrawn: "helped0 not-known" };

function helped(chance: Chance, { outcome }: Told, weeksAgo: number): readonly MarkName[] {
  const end = helpedAtEnd[outcome];
  if (end === undefined) return [];
  if (end === "helped0 not-known") return [end];
  const six: readonly MarkName[] = weeksAgo >= 8 && chance.share() < 0.7 ? [chance.pick(sixWeeks)] : [];
  const half: readonly MarkName[] = weeksAgo >= 28 && six.length > 0 && chance.share() < 0.8 ? [chance.pick(halfYear)] : [];
  return [end, ...six, ...half];
}

function referred(chance: Chance, { done }: Told): readonly MarkName[] {
  if (done !== "referred") return [];
  const answer = chance.pick(answers);
  return answer === "none" ? ["referral offered"] : ["referral offered", answer];
}

const isNameless = (chance: Chance, { role, channel }: Told, weeksAgo: number): boolean => role === "pupil" && channel !== "phone" && weeksAgo >= 5 && chance.share() < 0.5;

/** `weeksAgo`: what can only be known later is not there yet. */
export function madeUpMarks(chance: Chance, told: Told, weeksAgo: number): Marks {
  const isCase = told.channel !== "phone" || chance.share() < 0.35;
  if (!isCase) return Object.fromEntries(referred(chance, told).map((name) => [name, 1]));
  const names: readonly MarkName[] = [
    ...(told.channel === "form" ? [chance.pick(came)] : []),
    ...helped(chance, told, weeksAgo),
    ...(told.channel === "phone" && chance.share() < 0.8 ? (["callBack planned", chance.pick(calls)] as const) : []),
    ...referred(chance, told),
    ...(isNameless(chance, told, weeksAgo) ? [chance.pick(nameless)] : []),
  ];
  return Object.fromEntries(names.map((name) => [name, 1]));
}
