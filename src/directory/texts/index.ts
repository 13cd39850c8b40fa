/** Words of the directory, per language. Both have the same type, so a missing text does not compile. */
import type { Texts } from "../../base/index.ts";
import { en } from "./en.ts";
import { type DirectoryTexts, nl } from "./nl.ts";

export const directoryTexts: Texts<DirectoryTexts> = { nl, en };
export type { DirectoryTexts };
