/**
 * Finds topics in a few typed words, in the visitor's page only: the words are never sent. Pure and small, so that it loads on an
 * old phone. Forgives case, accents, writing by ear, doubled letters and one slip per longer word.
 */
import { asItSounds, beginsLike } from "../../base/sounds.ts";
import type { Topic } from "../shape.ts";

/**
 * Per topic the stems and short phrases that point to it, separated by commas. A phrase counts double: it is rarely an accident; one
 * word may stand between two of its words, and "vader|moeder slaat" takes either of the first. "*pest" is also found inside a word
 * ("cyberpesten"), "=dood" only when it is all that was typed.
 */
export type WordList = Readonly<Partial<Record<Topic, string>>>;

/** Lower case, no accents, no signs, and as it sounds: "Gepest!!" and "gepesst" become the same. */
export function simple(text: string): string {
  const bare = text.toLowerCase().normalize("NFD").replaceAll(/[\u0300-\u036f'’`]/g, "");
  return asItSounds(bare.replaceAll(/[^a-z0-9]+/g, " ")).trim();
}

/** True when the words differ by at most one letter put in, left out, changed or swapped with its neighbour. */
export function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [rest, there] = [one.slice(start), other.slice(start)];
  if (rest.slice(1) === there.slice(1) || rest.slice(1) === there || rest === there.slice(1)) return true;
  return rest[0] === there[1] && rest[1] === there[0] && rest.slice(2) === there.slice(2);
}

const isSlip = (word: string, stem: string): boolean =>
  stem.length > 5 && word.length < stem.length + 4 && [0, 1, -1].some((more) => isOneSlip(word.slice(0, stem.length + more), stem));

/** A stem fits the beginning of a word, after "ge" as well; from six letters on with one slip, when the word is not much longer and its first letter is right. */
function fits(word: string, stem: string): boolean {
  if (stem.length < 4) return word === stem;
  if (word[0] === stem[0] && (beginsLike(word, stem) || isSlip(word, stem))) return true;
  return word.startsWith("ge") && beginsLike(word.slice(2), stem);
}

/** Small words that are written in many ways, and mean the same here. */
const small = new Map([["mij", "me"], ["mijn", "me"], ["mn", "me"], ["m", "me"], ["mijself", "meself"], ["mijnself", "meself"], ["nie", "niet"], ["ni", "niet"]]);
const wordsOf = (text: string): readonly string[] => simple(text).split(" ").map((word) => small.get(word) ?? word);

/** One thing that points to a topic: per word of the phrase the stems that will do. */
interface Sign {
  readonly kind: "phrase" | "inside" | "whole";
  readonly phrase: readonly (readonly string[])[];
}

function signOf(written: string): Sign {
  const kind = written.startsWith("=") ? "whole" : written.startsWith("*") ? "inside" : "phrase";
  return { kind, phrase: written.trim().split(" ").map((one) => one.split("|").flatMap(wordsOf)) };
}

const read = new Map<string, readonly Sign[]>();
/** A list is read once: it is asked at every few letters that somebody types. */
function signsOf(stems: string): readonly Sign[] {
  const signs = read.get(stems) ?? stems.split(",").map(signOf);
  read.set(stems, signs);
  return signs;
}

/** The words of the phrase in their order, from `start`, with at most one other word between two of them. */
function followsFrom(words: readonly string[], phrase: Sign["phrase"], start: number): boolean {
  const [next, ...rest] = phrase;
  if (next === undefined) return true;
  return [start, start + 1].some((at) => next.some((stem) => fits(words[at] ?? "", stem)) && followsFrom(words, rest, at + 1));
}

function pointsOf(words: readonly string[], { kind, phrase }: Sign): number {
  if (kind === "whole") return words.join(" ") === phrase.join(" ") ? 2 : 0;
  if (kind === "inside") return words.some((word) => phrase[0]?.some((stem) => word.includes(stem))) ? 1 : 0;
  const worth = phrase.length > 1 ? 2 : 1;
  return words.some((_, at) => followsFrom(words, phrase, at)) ? worth : 0;
}

const score = (words: readonly string[], stems: string): number => signsOf(stems).reduce((sum, sign) => sum + pointsOf(words, sign), 0);
/** Danger first: who types of death sees 113 as the first answer, whatever else was typed. */
const isFirst = (topic: Topic): number => (topic === "suicidal" ? 1 : 0);

/** Topics that the words point to, the likeliest first, at most three. Nothing recognised: an empty list. */
export function matchTopics(text: string, list: WordList): readonly Topic[] {
  const words = wordsOf(text.slice(0, 200));
  const found = Object.entries(list).map(([topic, stems]) => ({ topic: topic as Topic, points: score(words, stems) }));
  return found
    .filter(({ points }) => points > 0)
    .sort((one, other) => isFirst(other.topic) - isFirst(one.topic) || other.points - one.points)
    .slice(0, 3)
    .map(({ topic }) => topic);
}
