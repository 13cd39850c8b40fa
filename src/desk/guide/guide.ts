/** The questions of a talk: what one begins with, what goes deeper for a topic, what must not be forgotten, care. Pure. */
import { z } from "zod";
import type { Texts } from "../../base/language.ts";
import { readBody } from "../cases/bodies.ts";
import { piecesOfKind } from "../cases/opening.ts";
import type { OpenedChain } from "../cases/opening.ts";
import { guideEn } from "./guide-en.ts";
import { guideNl } from "./guide-nl.ts";

const guides: Texts<typeof guideNl> = { nl: guideNl, en: guideEn };

export type Section = "begin" | "deeper" | "checks" | "care";
export type Question = { readonly id: string; readonly text: string };
export type Guide = Readonly<Record<Section, readonly Question[]>>;
export const Sections: readonly Section[] = ["begin", "deeper", "checks", "care"];

const questions = (prefix: string, texts: Readonly<Record<string, string>>): readonly Question[] => Object.entries(texts).map(([name, text]) => ({ id: `${prefix}.${name}`, text }));

/** A topic that the guide does not know gets the questions for who cannot name it. */
export function guideFor(language: "nl" | "en", topic: string | undefined): Guide {
  const { begin, topics, checks, care } = guides[language];
  const known = topic !== undefined && Object.hasOwn(topics, topic) ? (topic as keyof typeof topics) : "unsure";
  return { begin: questions("begin", begin), deeper: questions(known, topics[known]), checks: questions("checks", checks), care: questions("care", care) };
}

export const GuideMarks = z.object({ topic: z.string().max(60), marks: z.array(z.string().max(80)).max(200) });

/** What was asked, as the newest piece says it. */
export function marksOf(desk: OpenedChain | undefined): readonly string[] {
  const last = desk === undefined ? undefined : piecesOfKind(desk, "guide").at(-1);
  return last === undefined ? [] : (readBody(last, GuideMarks)?.marks ?? []);
}

/** Checks that nobody ticked yet: "did we forget anything?" */
export function forgotten(guide: Guide, marks: readonly string[]): readonly Question[] {
  return guide.checks.filter((one) => !marks.includes(one.id));
}
