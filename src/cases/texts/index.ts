/** All texts of this room per language. A text missing in one language does not compile. */
import type { Texts } from "../../base/language.ts";
import { formEn } from "./form-en.ts";
import type { FormTexts } from "./form-en.ts";
import { formNl } from "./form-nl.ts";

export const formTexts: Texts<FormTexts> = { nl: formNl, en: formEn };
export type { FormTexts };
