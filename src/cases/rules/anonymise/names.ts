/** Names of people, places and schools: by capitals, by what stands before them, by lists, and by what the case itself says. */
import type { Known, Mark, MarkKind } from "./shape.ts";
import { commonWords, firstNames, kin, nobodies, places, prefixes, publicNames, titles } from "./words.ts";

/** A word with the marks that may stand inside a name: "O'Brien", "Jan-Willem". */
const word = String.raw`\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*`;
const from = String.raw`(?<![\p{L}\p{N}])`;
const to = String.raw`(?![\p{L}\p{N}])`;

const plain = (text: string): string => text.toLocaleLowerCase("nl").replace(/['’]s?$/u, "");
const isCapital = (text: string): boolean => /^['’]?\p{Lu}/u.test(text);
const isNobody = (text: string): boolean => publicNames.has(plain(text)) || text === "U";

type Found = { readonly start: number; readonly end: number; readonly text: string };

function all(text: string, source: string, group = 0): Found[] {
  return [...text.matchAll(new RegExp(source, "giud"))].flatMap((found) => {
    const [start, end] = found.indices?.[group] ?? [0, 0];
    return end > start ? [{ start, end, text: text.slice(start, end) }] : [];
  });
}

const beginsSentence = (text: string, at: number): boolean => /(?:^|[.!?…:]["'”’)]*\s+|\n\s*["'“‘(-]*)$/u.test(text.slice(0, at).replace(/["'“‘(]$/u, ""));

/** Capital words. At the beginning of a sentence only those that are no common word. */
function capitals(text: string): Mark[] {
  return all(text, `${from}${word}`).flatMap((one): Mark[] => {
    if (!isCapital(one.text) || isNobody(one.text)) return [];
    if (commonWords.has(plain(one.text)) && (beginsSentence(text, one.start) || one.text.length === 1)) return [];
    if (/^(?:ik|het|een)['’]/iu.test(one.text)) return [];
    return [{ start: one.start, end: one.end, kind: kindBefore(text, one) }];
  });
}

const schoolBefore = new RegExp(`(?:school|college|lyceum|gymnasium|mavo|mbo|roc|pcbs|obs|rkbs|ikc|kindcentrum)\\s+(?:heet\\s+)?(?:(?:${prefixes})\\s+)?$`, "iu");
const placeBefore = /(?:^|[\s(])(?:in|uit|te|bij|naar|vanuit|gemeente|dorp|stad|wijk)\s+(?:de\s+|het\s+)?$/iu;

function kindBefore(text: string, { start, text: found }: Found): MarkKind {
  const before = text.slice(Math.max(0, start - 40), start);
  if (/(?:school|college|lyceum|gymnasium)$/iu.test(found) || schoolBefore.test(before)) return "school";
  return places.has(plain(found)) || placeBefore.test(before) ? "place" : "name";
}

/** "juf anja", "de moeder van joris", "hij heet sem": no capital is needed. */
function afterTitles(text: string): Mark[] {
  const named = `(?:(?:${prefixes})\\s+)*${word}`;
  const sources = [`${from}(?:${titles})\\s+(${named})`, `${from}(?:${kin})\\s+van\\s+(${word})`, `${from}(?:heet|genaamd|noemen\\s+(?:ze\\s+)?(?:hem|haar)|(?:mijn|zijn|haar|de)\\s+naam\\s+is|ik\\s+ben)\\s+(${named})`];
  return sources.flatMap((source, at) =>
    all(text, source, 1)
      .filter((one) => !nobodies.has(plain(one.text)) && !(at === 2 && !isCapital(one.text) && !firstNames.has(plain(one.text)) && /^ik/iu.test(text.slice(Math.max(0, one.start - 7), one.start).trim())) && !commonWords.has(plain(one.text)))
      .map(({ start, end }) => ({ start, end, kind: "name" as const })),
  );
}

/** "J.", "A.B.", "J. de V.", "een jongen M". */
function initials(text: string): Mark[] {
  const found = [...text.matchAll(/(?<![\p{L}\p{N}])(?:\p{Lu}\.\s?)+(?:(?:van|de|der|den|el|ten|ter)\s+)*(?:\p{Lu}\.)?|(?<=\p{Ll}\s)\p{Lu}(?![\p{L}\p{N}])/gu)];
  return found.filter((one) => one[0].trim() !== "U" && one[0].trim() !== "U.").map((one) => ({ start: one.index, end: one.index + one[0].trimEnd().length, kind: "name" as const }));
}

/** Lists, for what is written without capitals. */
function listed(text: string): Mark[] {
  return all(text, `${from}${word}`).flatMap((one): Mark[] => {
    const bare = plain(one.text).replace(/(?<=..)s$/u, "");
    if (firstNames.has(plain(one.text)) || firstNames.has(bare)) return [{ start: one.start, end: one.end, kind: "name" }];
    return places.has(plain(one.text)) ? [{ start: one.start, end: one.end, kind: "place" }] : [];
  });
}

/** "'t Vlinderbos", "basisschool de regenboog", "Het Kompas College". */
function schools(text: string): Mark[] {
  const kinds = "basisschool|pcbs|obs|rkbs|ikc|kindcentrum|scholengemeenschap|college|lyceum|gymnasium|school\\s+(?:heet|genaamd)";
  return [
    ...all(text, `${from}(?:${kinds})\\s+((?:(?:de|het|'t|’t|op|in|den|der)\\s+)*${word})`, 1).filter((one) => !nobodies.has(plain(one.text)) && !commonWords.has(plain(one.text))),
    ...[...text.matchAll(/(?<![\p{L}\p{N}])['’]t\s+\p{Lu}[\p{L}'’-]*/gu)].map((one) => ({ start: one.index, end: one.index + one[0].length })),
    ...[...text.matchAll(/(?<![\p{L}\p{N}])(?:(?:De|Het|Op|Sint|St\.)\s+)?(?:\p{Lu}[\p{L}'’-]*\s+)+(?:College|Lyceum|Gymnasium|School|Mavo|Scholengemeenschap)(?![\p{L}\p{N}])/gu)].map((one) => ({ start: one.index, end: one.index + one[0].length })),
  ].map(({ start, end }) => ({ start, end, kind: "school" as const }));
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll(/\s+/gu, String.raw`\s+`);

/** Every place where one of these stands, in capitals or not, with "s", "'s" or nothing behind it. */
export function occurrences(text: string, wanted: readonly Known[]): Mark[] {
  return wanted.flatMap(({ kind, text: known }) => all(text, `${from}${escaped(known)}(?:['’]?s)?${to}`).map(({ start, end }) => ({ start, end, kind })));
}

/** What the case says of the person, whole and word by word. */
export function knownWords(known: readonly Known[]): Known[] {
  return known.flatMap(({ kind, text }) => {
    const words = text.split(/[^\p{L}\p{N}'’-]+/u).filter((one) => one.length > 2 && !commonWords.has(plain(one)) && !nobodies.has(plain(one)) && !/^(?:school|college|lyceum|basisschool)$/iu.test(one));
    return [...(text.trim() === "" ? [] : [{ kind, text: text.trim() }]), ...words.map((one) => ({ kind, text: one }))];
  });
}

export function nameMarks(text: string): Mark[] {
  return [...capitals(text), ...afterTitles(text), ...initials(text), ...listed(text), ...schools(text)];
}

/** A name that was found once is looked for in every spelling of capitals. */
export function again(text: string, marks: readonly Mark[]): Mark[] {
  const names = marks.filter(({ kind }) => kind === "name" || kind === "school" || kind === "place");
  const words = names.map(({ start, end, kind }) => ({ kind: kind as Known["kind"], text: text.slice(start, end).replace(/['’]s?$/u, "") }));
  const once = new Map(words.filter((one) => one.text.length > 2 && !commonWords.has(plain(one.text))).map((one) => [plain(one.text), one]));
  return occurrences(text, [...once.values()]);
}
