/** Takes names and words out of the team's notes before the person gets them. Done here; what a worker reads afterwards is what goes. */

const special = /[.*+?^${}()|[\]\\]/g;

/** Whole words only, whatever their case; the longest first, so that a first name does not leave half of a full name behind. */
export function masked(text: string, words: string, instead: string): string {
  const wanted = words.split(",").map((one) => one.trim()).filter((one) => one !== "");
  const longestFirst = wanted.toSorted((one, other) => other.length - one.length);
  return longestFirst.reduce((rest, one) => rest.replace(new RegExp(`(?<![\\p{L}\\p{N}])${one.replace(special, "\\$&")}(?![\\p{L}\\p{N}])`, "giu"), instead), text);
}
