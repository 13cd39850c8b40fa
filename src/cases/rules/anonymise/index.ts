/**
 * Marks likely names, places, schools, dates and numbers in a text, in the worker's browser: the text goes nowhere for it.
 * It marks too much rather than too little; the worker turns marks off and mends, and a colleague reads the result before
 * it goes. It proves nothing: a nickname, a rare event, a way of speaking can still tell who it is.
 */
import { again, knownWords, nameMarks, occurrences } from "./names.ts";
import { patternMarks } from "./patterns.ts";
import type { Known, Mark, MarkKind } from "./shape.ts";
import { prefixes } from "./words.ts";

export { MarkKinds } from "./shape.ts";
export type { Known, Mark, MarkKind } from "./shape.ts";

/** First the longest of what overlaps; then in the order of the text. */
function apart(marks: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  const byLength = marks.toSorted((one, other) => other.end - other.start - (one.end - one.start) || one.start - other.start);
  for (const one of byLength) if (!kept.some((each) => one.start < each.end && each.start < one.end)) kept.push(one);
  return kept.toSorted((one, other) => one.start - other.start);
}

const between = new RegExp(`^\\s+(?:(?:${prefixes})\\s+)*$`, "iu");

/** "Fatima" and "el Amrani" beside each other are one name. */
function joined(text: string, marks: readonly Mark[]): Mark[] {
  const whole: Mark[] = [];
  for (const one of marks) {
    const last = whole.at(-1);
    const follows = last !== undefined && last.kind === one.kind && (one.kind === "name" || one.kind === "school") && between.test(text.slice(last.end, one.start));
    if (follows) whole[whole.length - 1] = { ...last, end: one.end };
    else whole.push(one);
  }
  return whole;
}

/** `known`: contact fields, school and place of the case; they are found whole, word by word, and without capitals. */
export function findMarks(text: string, known: readonly Known[] = []): readonly Mark[] {
  const first = apart([...occurrences(text, knownWords(known)), ...patternMarks(text), ...nameMarks(text)]);
  return joined(text, apart([...first, ...again(text, first)]));
}

/** The same name gets the same letter everywhere, so that a reader can follow who did what. */
const lettered: ReadonlySet<MarkKind> = new Set(["name", "school", "place"]);

/** The text with what is marked replaced. `words`: how each kind is called. */
export function maskedText(text: string, marks: readonly Mark[], words: Readonly<Record<MarkKind, string>>): string {
  const letters = new Map<string, string>();
  let out = "";
  let at = 0;
  for (const { start, end, kind } of marks) {
    const name = `${kind} ${text.slice(start, end).toLocaleLowerCase("nl").replace(/['’]?s?$/u, "")}`;
    if (!letters.has(name)) letters.set(name, String.fromCodePoint(65 + ([...letters.keys()].filter((one) => one.startsWith(`${kind} `)).length % 26)));
    out += `${text.slice(at, start)}[${words[kind]}${lettered.has(kind) ? ` ${letters.get(name) ?? ""}` : ""}]`;
    at = end;
  }
  return out + text.slice(at);
}
