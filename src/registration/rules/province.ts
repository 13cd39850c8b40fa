/** In which province a school lies that somebody named in his own words: by its BRIN, or by the name of a place. Never guessed. Pure. */
import { plainText } from "../../base/spelling.ts";
import { newestList } from "./codes.ts";

export type ProvincePlaces = { readonly province: string; readonly places: readonly string[]; readonly brins: readonly string[] };

/** Registers write it in either language. */
const alsoCalled: Readonly<Record<string, string>> = { friesland: "fryslan" };
/** Shorter names are words of every day: "Een" is a village too. */
const leastLetters = 4;

function codeOf(province: string): string | undefined {
  const plain = plainText(province);
  return newestList.codes.province.find((code) => plainText(code) === (Object.hasOwn(alsoCalled, plain) ? alsoCalled[plain] : plain));
}

/** Every place and BRIN with the provinces in which the register has one of that name. */
function provincesByName(register: readonly ProvincePlaces[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { province, places, brins } of register) {
    const code = codeOf(province);
    if (code === undefined) continue;
    for (const name of [...places, ...brins].map(plainText)) {
      if (name.length >= leastLetters) names.set(name, (names.get(name) ?? new Set()).add(code));
    }
  }
  return names;
}

/** Whole words that follow each other, the longest first: `s hertogenbosch` before `bosch`. */
function phrasesOf(written: string): readonly string[] {
  const words = plainText(written).split(" ");
  const most = Math.min(5, words.length);
  return Array.from({ length: most }, (_, at) => most - at).flatMap((length) => words.slice(0, words.length - length + 1).map((_, from) => words.slice(from, from + length).join(" ")));
}

/** Undefined when no place is named, a place of that name lies in several provinces, or several places are named. */
export function provinceOf(school: string, register: readonly ProvincePlaces[]): string | undefined {
  const names = provincesByName(register);
  const found = new Set<string>();
  let rest = ` ${plainText(school)} `;
  for (const phrase of phrasesOf(school)) {
    const provinces = names.get(phrase);
    if (provinces === undefined || !rest.includes(` ${phrase} `)) continue;
    rest = rest.replace(` ${phrase} `, "  ");
    for (const province of provinces) found.add(province);
  }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}
