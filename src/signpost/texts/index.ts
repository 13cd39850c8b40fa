/** Wording of the outcome, per language. Rules never import this. */
import type { Texts } from "../../base/index.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";
import type { StepRef } from "../rules/reasons.ts";
import { type OutcomeTexts, type SpecialHow, specialHows } from "./shape.ts";

export type { Notice, OutcomeTexts, OwnStep } from "./shape.ts";
export const outcomeTexts: Texts<OutcomeTexts> = { nl, en };

const isSpecial = (because: StepRef["because"]): because is SpecialHow => (specialHows as readonly string[]).includes(because);

/** What to do, in this situation; how an organisation is reached comes from the directory. */
export function howTo({ id, because }: StepRef, texts: OutcomeTexts): string {
  return isSpecial(because) ? texts.howFor[because] : texts.how[id];
}
