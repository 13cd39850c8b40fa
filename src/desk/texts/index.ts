import type { Language, Texts } from "../../base/language.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

type Form<T> = { readonly [K in keyof T]: T[K] extends (...given: infer A) => string ? (...given: A) => string : T[K] extends string ? string : Form<T[K]> };
/** What every language of the desk must have. */
export type DeskTexts = Form<typeof nl>;

export const deskTexts: Texts<DeskTexts> = { nl, en };

const dayForms: Texts<Intl.DateTimeFormat> = {
  nl: new Intl.DateTimeFormat("nl-NL", { weekday: "long", day: "numeric", month: "long", timeZone: "Europe/Amsterdam" }),
  en: new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "Europe/Amsterdam" }),
};

/** A calendar day (`2027-03-01`) as people say it. */
export function sayDay(language: Language, day: string): string {
  return dayForms[language].format(new Date(`${day.slice(0, 10)}T12:00:00Z`));
}

const momentForms: Texts<Intl.DateTimeFormat> = {
  nl: new Intl.DateTimeFormat("nl-NL", { dateStyle: "medium", timeStyle: "short", timeZone: "Europe/Amsterdam" }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "Europe/Amsterdam" }),
};

export function sayMoment(language: Language, moment: string): string {
  return momentForms[language].format(new Date(moment));
}

/** A size as people read it: 1,2 MB. */
export function saySize(language: Language, bytes: number): string {
  const [unit, amount] = bytes < 1_000_000 ? ["kilobyte", Math.max(1, Math.round(bytes / 1000))] : ["megabyte", bytes / 1_000_000];
  return new Intl.NumberFormat(language === "nl" ? "nl-NL" : "en-GB", { style: "unit", unit: String(unit), maximumFractionDigits: 1 }).format(Number(amount));
}
