/** A sentence per refusal in every language, so that no screen ever shows a code. A missing one does not compile. */
import type { Language, Texts } from "../language.ts";
import type { RefusalReference } from "../refusals.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

export type RefusalTexts = Readonly<Record<RefusalReference, string>>;

const texts: Texts<RefusalTexts> = { nl, en };

/** The sentence a person reads; says what to do where there is something to do. */
export function refusalText(language: Language, reference: RefusalReference): string {
  return texts[language][reference];
}
