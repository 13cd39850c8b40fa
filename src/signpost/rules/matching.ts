/**
 * Finds topics in a few typed words, in the visitor's page only: the words are never sent. Pure and small, so that it loads on an
 * old phone. Forgives case, accents, doubled letters and one slip per longer word.
 */
import type { Topic } from "../shape.ts";

/**
 * Per topic the stems and short phrases that point to it, separated by commas. A phrase counts double: it is rarely an accident; one
 * word may stand between two of its words. "*pest" is also found inside a word ("cyberpesten"), "=dood" only when it is all that was typed.
 */
export type WordList = Readonly<Partial<Record<Topic, string>>>;

/** Lower case, no accents, no signs, no doubled letters, and "g" for "ch", which sounds alike: "Gepest!!" and "gepesst" become the same. */
export function simple(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z0-9 ]+/g, (signs) => (/[\s'’-]/.test(signs) ? " " : ""))
    .replaceAll("ch", "g")
    .replaceAll(/(.)\1+/g, "$1")
    .trim();
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

/** A stem fits the beginning of a word; from six letters on with one slip, when the word is not much longer and its first letter is right. */
function fits(word: string, stem: string): boolean {
  if (stem.length < 4) return word === stem;
  if (word.startsWith(stem) || word.startsWith(`ge${stem}`)) return true;
  return stem.length > 5 && word.length < stem.length + 4 && word[0] === stem[0] && [0, 1, -1].some((more) => isOneSlip(word.slice(0, stem.length + more), stem));
}

/** "mij" is "me" in writing as in speech. */
const wordsOf = (text: string): readonly string[] => simple(text).split(/\s+/).map((word) => (word === "mij" ? "me" : word));

/** The words of the phrase in their order, from `start`, with at most one other word between two of them. */
function followsFrom(words: readonly string[], phrase: readonly string[], start: number): boolean {
  const [next, ...rest] = phrase;
  if (next === undefined) return true;
  return [start, start + 1].some((at) => fits(words[at] ?? "", next) && followsFrom(words, rest, at + 1));
}

function pointsOf(words: readonly string[], written: string): number {
  const phrase = wordsOf(written);
  if (written.startsWith("=")) return words.join(" ") === phrase.join(" ") ? 2 : 0;
  if (written.startsWith("*")) return words.some((word) => word.includes(phrase.join())) ? 1 : 0;
  const worth = phrase.length > 1 ? 2 : 1;
  return words.some((_, at) => followsFrom(words, phrase, at)) ? worth : 0;
}

const score = (words: readonly string[], stems: string): number => stems.split(",").reduce((sum, written) => sum + pointsOf(words, written), 0);
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
