/** Words of the signpost's pages: questions, answers, headings. B1 or simpler; every language is complete. */
import type { Texts } from "../../base/index.ts";
import type { QuestionId } from "../questions.ts";
import { en } from "./pages-en.ts";
import { nl } from "./pages-nl.ts";

/** A question may be put to a pupil, to a parent, or to somebody who works with children. */
export type Voice = "pupil" | "parent" | "worker";

export interface PageTexts {
  readonly title: string;
  readonly lead: string;
  readonly questions: Readonly<Record<QuestionId, Readonly<Record<Voice, string>>>>;
  readonly hints: Readonly<Partial<Record<QuestionId, string>>>;
  /** Answers by question; `unknown` is there for every question that offers it. */
  readonly options: Readonly<Record<QuestionId, Readonly<Record<string, string>>>>;
  readonly unknown: string;
  readonly orChoose: string;
  readonly next: string;
  readonly back: string;
  readonly showNow: string;
  readonly again: string;
  readonly choose: string;
  readonly problem: string;
  readonly words: { readonly label: string; readonly hint: string; readonly found: string; readonly nothing: string };
  readonly result: {
    readonly title: string;
    readonly lead: string;
    readonly danger: string;
    readonly goOn: string;
    readonly duties: string;
    readonly school: string;
    readonly outside: string;
    readonly self: string;
    readonly rights: string;
    readonly route: string;
    readonly mind: string;
    readonly notSuitable: string;
    readonly why: string;
    readonly how: string;
    readonly cannot: string;
    readonly source: string;
    readonly open: string;
    readonly report: string;
    readonly reportHint: string;
    readonly reportTo: (name: string) => string;
    readonly callMe: (name: string) => string;
    readonly more: string;
    readonly print: string;
    readonly printHint: string;
  };
}

export const pageTexts: Texts<PageTexts> = { nl, en };
