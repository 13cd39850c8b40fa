/** Texts of the site's own pages. Every sentence that promises something is kept elsewhere by a test (THREAT-MODEL.md). */
import type { Texts } from "../../base/index.ts";
import { proseEn } from "./prose-en.ts";
import { proseNl } from "./prose-nl.ts";

export interface Section {
  readonly heading: string;
  readonly paragraphs?: readonly string[];
  readonly items?: readonly string[];
  readonly ordered?: boolean;
}

export interface Prose {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly Section[];
}

type Titled = { readonly title: string; readonly what: string };
type Labelled = { readonly label: string; readonly hint: string };
export type HelpKind = "now" | "thoughts" | "home" | "sexual" | "child";

export interface ProseTexts {
  readonly home: {
    readonly title: string;
    readonly lead: string;
    readonly promises: readonly string[];
    readonly more: string;
    readonly links: Readonly<Record<"report" | "call" | "back" | "organisations", Labelled>>;
    readonly start: string;
  };
  readonly help: { readonly title: string; readonly lead: string; readonly items: Readonly<Record<HelpKind, Titled>>; readonly after: string; readonly next: string };
  readonly privacy: Prose;
  readonly accessibility: Prose;
  readonly about: Prose & {
    readonly operator: { readonly heading: string; readonly unknown: string; readonly known: string };
    readonly judgements: { readonly heading: string; readonly link: string };
    readonly desk: { readonly heading: string; readonly link: string };
  };
  readonly traces: Prose;
}

export const proseTexts: Texts<ProseTexts> = { nl: proseNl, en: proseEn };
