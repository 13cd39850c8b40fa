/** Words as they sound, so that who writes by ear is understood: "doot" and "dood" are one word, and so are "gefe" and "geven". Pure. */

/**
 * For text in lower case without accents or signs; what it is compared with goes through here as well. Dutch sounds alike in "ch" and
 * "g", "ei" and "ij", "v" and "f", "z" and "s", in "d", "dt" and "t" at the end of a word, and its last "n" after an "e" is silent.
 * Letters that are doubled count once. English loses nothing that matters here.
 */
export function asItSounds(plain: string): string {
  return plain
    .replaceAll("ch", "g")
    .replaceAll("ei", "ij")
    .replaceAll("v", "f")
    .replaceAll("z", "s")
    .replaceAll(/(.)\1+/g, "$1")
    .replaceAll(/dt?\b/g, "t")
    .replaceAll(/(\w[^\Waeiou])en\b/g, "$1e");
}

/** A beginning of a word that ends in "t" is also heard where the word goes on after a "d": "dood" in "doodgaan". */
const goesOn = (stem: string): string => (stem.endsWith("t") ? `${stem.slice(0, -1)}d` : stem);

/** Whether the word begins as `stem` sounds. */
export const beginsLike = (word: string, stem: string): boolean => word.startsWith(stem) || word.startsWith(goesOn(stem));

/** Whether `stem` is heard somewhere in the text. */
export const holds = (text: string, stem: string): boolean => text.includes(stem) || text.includes(goesOn(stem));
