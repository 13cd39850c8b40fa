/**
 * Searching in what this worker opened. Words are taken from opened cases, kept in memory only and forgotten at the lock;
 * nothing of it is sent, stored or put into an address. Forgives spelling as the search for schools does.
 */
import { distance, forgiven, plainText } from "../../base/spelling.ts";

export type Passage = { readonly kind: string; readonly day: string; readonly text: string };
export type Indexed = { readonly id: string; readonly title: string; readonly passages: readonly Passage[] };
export type Found = { readonly id: string; readonly title: string; readonly passage: Passage | undefined; readonly score: number };

export type WordIndex = {
  /** A case again replaces what was known of it. */
  put(one: Indexed): void;
  search(query: string): readonly Found[];
  readonly size: () => number;
  has(id: string): boolean;
  forget(): void;
};

/** How well a known word fits an asked one: the same, its beginning, or a slip of the pen. Zero: not at all. */
export function fit(asked: string, known: string): number {
  if (asked === known) return 4;
  if (asked.length >= 3 && known.startsWith(asked)) return 3;
  const most = forgiven(asked.length);
  if (most === 0) return 0;
  const apart = distance(asked, known, most);
  return apart > most ? 0 : 2 / apart;
}

const wordsOf = (text: string): readonly string[] => plainText(text).split(" ").filter((word) => word !== "");
const mostFound = 50;

export function newWordIndex(): WordIndex {
  const cases = new Map<string, Indexed>();
  /** From a word to the cases that hold it: asked words are held against words, not against whole cases. */
  const places = new Map<string, Set<string>>();

  const put = (one: Indexed): void => {
    cases.set(one.id, one);
    for (const text of [one.title, ...one.passages.map((each) => each.text)]) {
      for (const word of wordsOf(text)) {
        const at = places.get(word) ?? new Set<string>();
        places.set(word, at.add(one.id));
      }
    }
  };

  const scoresOf = (asked: string): ReadonlyMap<string, number> => {
    const scores = new Map<string, number>();
    for (const [word, at] of places) {
      const score = fit(asked, word);
      if (score > 0) for (const id of at) scores.set(id, Math.max(score, scores.get(id) ?? 0));
    }
    return scores;
  };

  /** The passage in which most of the asked words stand. */
  const bestPassage = (one: Indexed, asked: readonly string[]): Passage | undefined => {
    const rated = one.passages.map((passage) => {
      const words = wordsOf(passage.text);
      return { passage, score: asked.reduce((sum, each) => sum + Math.max(0, ...words.map((word) => fit(each, word))), 0) };
    });
    return rated.toSorted((a, b) => b.score - a.score).find((each) => each.score > 0)?.passage;
  };

  const search = (query: string): readonly Found[] => {
    const asked = wordsOf(query);
    const [first, ...others] = asked.map(scoresOf);
    if (first === undefined) return [];
    const all = [...first].filter(([id]) => others.every((each) => each.has(id)));
    const rated = all.map(([id, score]) => ({ id, score: others.reduce((sum, each) => sum + (each.get(id) ?? 0), score) }));
    const best = rated.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, mostFound);
    return best.flatMap(({ id, score }) => {
      const one = cases.get(id);
      return one === undefined ? [] : [{ id, title: one.title, passage: bestPassage(one, asked), score }];
    });
  };

  return {
    put,
    search,
    size: () => cases.size,
    has: (id) => cases.has(id),
    forget: () => {
      cases.clear();
      places.clear();
    },
  };
}
