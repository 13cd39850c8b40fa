/**
 * Search in memory over all locations (about 9,000), by name, place, postcode or BRIN; forgives spelling. Pure.
 *
 * Every word typed is compared with every known word (about 15,000 different ones). A word that fits nowhere costs points
 * but does not spoil the search; rare words weigh more than "school".
 */
import { distance, forgiven, plainText } from "../base/spelling.ts";
import type { SchoolHit } from "./shape.ts";

/** `search`: name, place and municipality after `plainText`. */
export type Searchable = SchoolHit & { readonly search: string };

type Word = { readonly text: string; readonly letters: number; readonly weight: number; readonly schools: readonly number[] };

export interface SearchIndex {
  find(typed: string, most: number): readonly SchoolHit[];
  readonly size: number;
}

/** Longer input is cut: nobody types more to find a school, and the work stays bounded. */
const longestInput = 80;
const mostWords = 16;

/** One bit per letter or digit, to rule out most words without counting steps. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) % 32);
  return bits;
}

function bitCount(bits: number): number {
  let [left, count] = [bits >>> 0, 0];
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}

type Vocabulary = { readonly words: readonly Word[]; readonly known: ReadonlySet<string> };

function vocabularyOf(schools: readonly Searchable[]): Vocabulary {
  const found = new Map<string, number[]>();
  for (const [number, { search }] of schools.entries()) {
    for (const word of new Set(search.split(" "))) {
      const list = found.get(word);
      if (list === undefined) found.set(word, [number]);
      else list.push(number);
    }
  }
  const words = [...found].map(([text, numbers]) => ({ text, letters: lettersOf(text), weight: Math.log(1 + schools.length / numbers.length), schools: numbers }));
  return { words, known: new Set(found.keys()) };
}

/** How well a typed word fits a known one: 1 the same, less for a beginning, less again for a slip of the pen, 0 not. */
function fit(typed: string, letters: number, word: Word): number {
  if (word.text === typed) return 1;
  if (typed.length >= 2 && word.text.startsWith(typed)) return 0.25 + (0.7 * typed.length) / word.text.length;
  const most = forgiven(typed.length);
  if (most === 0 || Math.abs(word.text.length - typed.length) > most || bitCount(word.letters ^ letters) > 2 * most) return 0;
  const steps = distance(typed, word.text, most);
  return steps > most ? 0 : 0.8 - (0.7 * steps) / typed.length;
}

type Matches = ReadonlyMap<number, number>;

function matchesOf(words: readonly Word[], typed: string): Matches {
  const letters = lettersOf(typed);
  const best = new Map<number, number>();
  for (const word of words) {
    const points = fit(typed, letters, word) * word.weight;
    if (points === 0) continue;
    for (const school of word.schools) if ((best.get(school) ?? 0) < points) best.set(school, points);
  }
  return best;
}

/** A space too much, too few or in the wrong place is a slip too: "debor ghoek" is also tried as "deborghoek" and "de borghoek". */
function respaced(known: ReadonlySet<string>, typed: readonly string[]): readonly string[] {
  const pairs = typed.slice(1).flatMap((word, index) => (known.has(word) && known.has(typed[index] ?? "") ? [] : [(typed[index] ?? "") + word]));
  const joined = pairs.filter((word) => known.has(word));
  const split = [...typed, ...pairs]
    .filter((word) => !known.has(word))
    .flatMap((word) => Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => [word.slice(0, at + 1), word.slice(at + 1)] as const))
    .filter(([one, other]) => known.has(one) && known.has(other));
  return [...new Set([...joined, ...split.flat()])];
}

type Score = { readonly points: number; readonly words: number };

/** Points of each school, and how many of the typed words fit: extra words from other spacing only add. */
function scoresOf({ words, known }: Vocabulary, typed: readonly string[]): ReadonlyMap<number, Score> {
  const scores = new Map<number, Score>();
  for (const word of [...typed, ...respaced(known, typed)]) {
    for (const [school, more] of matchesOf(words, word)) {
      const before = scores.get(school) ?? { points: 0, words: 0 };
      scores.set(school, { points: before.points + more, words: before.words + 1 });
    }
  }
  return scores;
}

type Exact = (school: Searchable) => boolean;

/** A whole BRIN, location code or (part of) a postcode is looked up as it is, and not as a word. */
function exactOf(typed: string): Exact | undefined {
  const code = typed.replaceAll(/\s/g, "").toUpperCase();
  if (/^\d{2}[A-Z]{2}(\d{2})?$/.test(code)) return (school) => school.location.startsWith(code);
  if (/^[1-9]\d{3}([A-Z]{2})?$/.test(code)) return (school) => school.postcode?.startsWith(code) === true;
  return undefined;
}

const hitOf = ({ location, brin, name, place, postcode, sector }: Searchable): SchoolHit => ({ location, brin, name, place, postcode, sector });

/** A school that fits fewer words than the best, and far worse, is noise. */
function isNear(score: Score, best: Score): boolean {
  return score.words >= best.words || score.points >= best.points * 0.4;
}

/** What several schools share is told apart by the shorter name, then by code: the same question, the same answer. */
function ranked(schools: readonly Searchable[], scores: ReadonlyMap<number, Score>, most: number): readonly Searchable[] {
  const found = [...scores]
    .flatMap(([number, score]) => (schools[number] === undefined ? [] : [{ school: schools[number], score }]))
    .sort((one, other) => other.score.points - one.score.points || one.school.search.length - other.school.search.length || (one.school.location < other.school.location ? -1 : 1))
    .slice(0, most);
  const best = found[0]?.score ?? { points: 0, words: 0 };
  return found.filter(({ score }) => isNear(score, best)).map(({ school }) => school);
}

export function indexOf(schools: readonly Searchable[]): SearchIndex {
  const vocabulary = vocabularyOf(schools);
  const find = (typed: string, most: number): readonly SchoolHit[] => {
    const cut = typed.slice(0, longestInput);
    const exact = exactOf(cut);
    if (exact !== undefined) return schools.filter(exact).slice(0, most).map(hitOf);
    const asked = [...new Set(plainText(cut).split(" "))].filter((word) => word !== "").slice(0, mostWords);
    return ranked(schools, scoresOf(vocabulary, asked), most).map(hitOf);
  };
  return { find, size: schools.length };
}
