/** Words of the frame around every page, and of the pages that say that something did not work. */
import type { RefusalReference, Texts } from "../../base/index.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

export type ErrorReference = Extract<
  RefusalReference,
  "not-found" | "method-not-allowed" | "input-invalid" | "not-allowed" | "body-too-large" | "too-many-requests" | "unexpected" | "storage-away"
>;

export interface ErrorText {
  readonly title: string;
  readonly what: string;
  readonly next: string;
}

export interface SiteTexts {
  readonly direction: "ltr" | "rtl";
  readonly skip: string;
  readonly home: string;
  readonly otherLanguage: string;
  readonly leave: string;
  readonly leaveHint: string;
  readonly readAloud: string;
  readonly stopReading: string;
  readonly danger: Readonly<Record<"label" | "now" | "thoughts" | "home" | "sexual", string>>;
  readonly footer: Readonly<Record<"label" | "help" | "organisations" | "figures" | "traces" | "privacy" | "accessibility" | "about", string>>;
  readonly demoLabel: string;
  readonly demo: string;
  readonly errors: Readonly<Record<ErrorReference, ErrorText>> & { readonly title: string };
  /** Beside an error after something was sent. */
  readonly retry: Readonly<Record<"again" | "kept" | "files" | "withoutFiles" | "sendWithout", string>>;
}

export const siteTexts: Texts<SiteTexts> = { nl, en };
