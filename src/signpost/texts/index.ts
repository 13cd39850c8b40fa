/** Wording of the outcome, per language. Rules never import this. */
import type { Texts } from "../../base/index.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";
import type { OutcomeTexts } from "./shape.ts";

export type { Notice, OutcomeTexts, OwnStep } from "./shape.ts";
export const outcomeTexts: Texts<OutcomeTexts> = { nl, en };
