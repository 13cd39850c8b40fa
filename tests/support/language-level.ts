/**
 * How easy a Dutch text reads: the measure of Flesch-Douma (W.H. Douma, De leesbaarheid van landbouwbladen, Wageningen 1960):
 * 206.84 − 0.93 × words per sentence − 77 × syllables per word. 65 and higher reads as plain language (B1).
 *
 * Every block ends a sentence: heading, paragraph, list item, label, button. Names of organisations are left out, and so are
 * telephone numbers: a reader recognises those, and nobody can make them shorter. The syllable count is held against words
 * counted by hand (`hand-counted-syllables.txt`).
 */

export interface LanguageLevel {
  readonly words: number;
  readonly sentences: number;
  readonly syllables: number;
  readonly score: number;
}

/** Longest first: what stands together is one sound. A vowel with a diaeresis begins a new one, so it is in none of these. */
const sounds = ["ïe", "aai", "ooi", "oei", "eeu", "ieu", "aa", "ee", "oo", "uu", "ie", "eu", "oe", "ui", "ij", "ei", "au", "ou", "ai", "oi", "ay", "ey", "oy", "a", "e", "i", "o", "u", "y", "á", "à", "â", "é", "è", "ê", "ë", "í", "î", "ï", "ó", "ô", "ö", "ú", "û", "ü"];
const sound = new RegExp(sounds.join("|"), "g");

/** Words of elsewhere that do not sound as they would in Dutch. */
const borrowed: Readonly<Record<string, number>> = { site: 1, sites: 1, online: 2, escape: 2, team: 1, teams: 1, cookies: 2, museum: 3, apps: 1, laptops: 2, queer: 1, tape: 1, nude: 1, nudes: 1, date: 1, game: 1, games: 1, like: 1, tiktok: 2, livestream: 2, deadline: 2 };

const small = [1, 1, 1, 1, 1, 1, 1, 2, 1, 2, 1, 1, 1, 2, 2, 2, 2, 3, 2, 3];
const tens = [0, 0, 2, 2, 2, 2, 2, 3, 2, 3];

/** A number as it is said: 7 is "ze-ven", 35 is "vijf-en-der-tig". */
function ofNumber(value: number): number {
  if (value < 20) return small[value] ?? 1;
  const rest = value % 10;
  return (tens[Math.floor(value / 10)] ?? 2) + (rest === 0 ? 0 : (small[rest] ?? 1) + 1);
}

function ofWord(word: string): number {
  const plain = word.toLowerCase();
  const known = borrowed[plain];
  if (known !== undefined) return known;
  // "qu" is a consonant; a "y" before a vowel as well (yoghurt).
  const heard = plain.replaceAll("qu", "kw").replaceAll(/y(?=[aeiou])/g, "j");
  return Math.max(1, heard.match(sound)?.length ?? 0);
}

/** Syllables of one word as it is spoken. Parts with a hyphen count apart; WCAG is said letter by letter. */
export function syllablesOf(word: string): number {
  return word
    .split("-")
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? ofNumber(Number(part)) : /^[A-Z]{2,}$/.test(part) ? part.length : ofWord(part)))
    .reduce((sum, count) => sum + count, 0);
}

const block = /<\/?(?:p|li|ul|ol|h[1-6]|dt|dd|div|section|article|nav|label|legend|button|option|summary|details|td|th|tr|caption|br|form|fieldset|select|header|footer|main|figcaption)\b[^>]*>/gi;
/** Never read as running text: scripts, templates that a script fills, other languages, what screen readers skip, hidden parts. */
const silent = [/<(script|style|template|svg|textarea)\b[\s\S]*?<\/\1>/gi, /<(\w+)\b[^>]*\saria-hidden="true"[^>]*>[\s\S]*?<\/\1>/gi, /<(\w+)\b[^>]*\slang="(?!nl)[a-z-]+"[^>]*>[^<]*<\/\1>/gi, /<!--[\s\S]*?-->/g];

const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " " };

/** The text inside `<main>`, a line per block. */
export function textOf(html: string): string {
  const main = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html;
  const heard = silent.reduce((text, part) => text.replaceAll(part, " "), main);
  const lines = heard.replaceAll(block, "\n").replaceAll(/<span class="[a-z-]+__(?:label|hint)">|<\/span>/g, "\n").replaceAll(/<[^>]+>/g, "");
  return lines.replaceAll(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? " ").replaceAll(/[ \t]+/g, " ").replaceAll(/\s*\n\s*/g, "\n").trim();
}

/** Longest first, so that "Kindertelefoon" does not eat half of a longer name. */
function withoutNames(text: string, names: readonly string[]): string {
  return [...names].sort((a, b) => b.length - a.length).reduce((rest, name) => rest.replaceAll(name, " "), text);
}

const isPhone = /\b\d{3,4}[- ]?\d[\d ]{2,}\b|\b\d{3,}\b/g;
const word = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

export function measure(text: string, names: readonly string[] = []): LanguageLevel {
  const said = withoutNames(text, names).replaceAll(isPhone, " ");
  const sentences = said.split(/[.!?…]+(?=\s|$)|\n/).map((sentence) => sentence.match(word) ?? []).filter((words) => words.length > 0);
  const words = sentences.flat();
  const syllables = words.map(syllablesOf).reduce((sum, count) => sum + count, 0);
  const score = words.length === 0 ? 100 : 206.84 - 0.93 * (words.length / sentences.length) - 77 * (syllables / words.length);
  return { words: words.length, sentences: sentences.length, syllables, score: Math.round(score * 10) / 10 };
}

/** Names of organisations that stand in running text of every part of the product; a room adds its own. */
export const organisationNames: readonly string[] = [
  "Gehoord", "Veilig Thuis", "Centrum Seksueel Geweld", "Kindertelefoon", "Kinderombudsman", "Autoriteit Persoonsgegevens", "Slachtofferhulp Nederland", "Slachtofferhulp",
  "Ouders & Onderwijs", "Oudervereniging Balans", "Balans", "School & Veiligheid", "Stichting School & Veiligheid", "Onderwijsgeschillen", "Stichting Onderwijsgeschillen",
  "Inspectie van het Onderwijs", "LAKS", "JOB MBO", "COC", "Rutgers", "Regenboogloket", "Ingrado", "AOb", "PO-Raad", "VO-raad", "GCBO", "LKC", "Juridisch Loket",
  "College voor de Rechten van de Mens", "Discriminatie.nl", "Meld Misdaad Anoniem", "Helpwanted", "Halt", "Chat met Fier", "Fier", "113 Zelfmoordpreventie", "EUPL-1.2", "WCAG 2.2",
];
