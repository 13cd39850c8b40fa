/** Spelling for search: words without capitals, accents and punctuation, and how far two words are apart. Pure. */

/** Lower case, accents and apostrophes gone, `ij` and `y` the same, other signs a space. */
export function plainText(written: string): string {
  return written
    .normalize("NFD")
    .replaceAll(/\p{M}|['’`´]/gu, "")
    .toLowerCase()
    .replaceAll("ij", "y")
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

/**
 * Steps between two words: a letter more, less, other, or two letters swapped (optimal string alignment). Stops as soon as it
 * is more than `most`, and then gives `most + 1`.
 */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const steps = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (isSame ? 0 : 1));
      next.push(isSwapped ? Math.min(steps, (before[column - 2] ?? 0) + 1) : steps);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, last] = [last, next];
  }
  return Math.min(last[other.length] ?? most + 1, most + 1);
}

/** How many steps are forgiven in a word of this length. */
export function forgiven(length: number): number {
  return length < 3 ? 0 : length < 8 ? 1 : 2;
}
