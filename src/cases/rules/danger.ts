/**
 * Words of danger (`security.md` 3.1). Runs on the page itself, over what is being typed; nothing of it is sent. It only
 * decides whether telephone numbers are shown: never whether somebody may report, and never what the desk sees.
 *
 * It would rather show help once too often than not at all, but not on every form: words that are part of ordinary
 * stories about school ("pesten", "schoppen") are not on the list. The words themselves stand in `danger-words.ts`, and come
 * to a page as text: a script that seals has no room for them.
 */
import { asItSounds, holds } from "../../base/sounds.ts";

export const DangerKinds = ["now", "life", "home", "sexual"] as const;
export type DangerKind = (typeof DangerKinds)[number];

/** Small words as they are spoken. */
const spoken = new Map([["mij", "me"], ["mn", "mijn"], ["mijself", "meself"], ["nie", "niet"]]);

/** Lower case, accents and signs away, one space between words, and as it sounds: what people type on a phone, and by ear. */
function plain(text: string): string {
  const bare = text.toLowerCase().normalize("NFD").replaceAll(/[̀-ͯ'’`]/g, "");
  const heard = asItSounds(` ${bare.replaceAll(/[^a-z0-9]+/g, " ")} `);
  return heard.replaceAll(/\w+/g, (word) => spoken.get(word) ?? word);
}

const oneOf = (words: readonly string[]): string => `(?:${words.map((word) => asItSounds(word).replace(/-$/, "\\w*")).join("|")})`;

/** Who is at home and what is done there, with at most four words between; or what is done, and then by whom. */
const harmAtHome = (who: string, done: string): RegExp => new RegExp(` ${who}(?: (?!wort|wert)\\w+){0,4} ${done} | (?:bang|${done})(?: \\w+)? (?:dor|for|fan) (?:\\w+ )?${who} `);

/**
 * An ear for words of danger: which kinds of help to show for what was typed; nothing: none. `words`: those of `danger-words.ts`, a
 * line for each kind, one for who is at home and one for what is done there. Without words nothing is heard.
 */
export function dangerEar(words: string): (text: string) => readonly DangerKind[] {
  const lines = words.split("\n").map((line) => line.split(","));
  const [family, harm] = lines.slice(DangerKinds.length);
  if (family === undefined || harm === undefined) return () => [];
  const signs = lines.map((line) => line.map((sign) => asItSounds(` ${sign}`)));
  const atHome = harmAtHome(oneOf(family), oneOf(harm));
  return (text) => {
    const typed = plain(text);
    return DangerKinds.filter((kind, at) => signs[at]?.some((sign) => holds(typed, sign)) === true || (kind === "home" && atHome.test(typed)));
  };
}
