/**
 * Finds topics in a few typed words, in the visitor's page only: the words are never sent. Pure and small, so that it loads on an
 * old phone. Forgives case, accents, doubled letters and one slip per longer word.
 */
import type { Topic } from "../shape.ts";

/** Per topic the stems and short phrases that point to it, separated by commas. A phrase counts double: it is rarely an accident. */
export type WordList = Readonly<Partial<Record<Topic, string>>>;

/** Lower case, no accents, no signs, no doubled letters: "Gepest!!" and "gepesst" become the same. */
export function simple(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z0-9 ]+/g, (signs) => (/[\s'’-]/.test(signs) ? " " : ""))
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

/** A stem fits the beginning of a word; from six letters on with one slip, but the first letter must be right. */
function fits(word: string, stem: string): boolean {
  if (stem.length < 4) return word === stem;
  if (word.startsWith(stem) || word.startsWith(`ge${stem}`)) return true;
  return stem.length > 5 && word[0] === stem[0] && [0, 1, -1].some((more) => isOneSlip(word.slice(0, stem.length + more), stem));
}

function score(typed: string, words: readonly string[], stems: string): number {
  return stems.split(",").reduce((sum, written) => {
    const stem = simple(written);
    if (stem.includes(" ")) return sum + (` ${typed}`.includes(` ${stem}`) ? 2 : 0);
    return sum + (words.some((word) => fits(word, stem)) ? 1 : 0);
  }, 0);
}

/** Topics that the words point to, the likeliest first, at most three. Nothing recognised: an empty list. */
export function matchTopics(text: string, list: WordList): readonly Topic[] {
  const typed = simple(text).slice(0, 200);
  const words = typed.split(/\s+/);
  const found = Object.entries(list).map(([topic, stems]) => ({ topic: topic as Topic, points: score(typed, words, stems) }));
  return found
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points)
    .slice(0, 3)
    .map(({ topic }) => topic);
}
