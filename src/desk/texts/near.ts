/** Days as people say them close by: today, tomorrow, monday; further away with their date. */
import type { Language, Texts } from "../../base/language.ts";
import { dayEn } from "./day-en.ts";
import { dayNl } from "./day-nl.ts";
import { sayDay } from "./index.ts";

const words = { nl: dayNl.near, en: dayEn.near } as const;
const weekdays: Texts<Intl.DateTimeFormat> = {
  nl: new Intl.DateTimeFormat("nl-NL", { weekday: "long", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" }),
};
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** Today in Amsterdam, as the server writes days. */
export function todayHere(now: Date = new Date()): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" }).format(now);
}

export function sayNear(language: Language, day: string, today: string): string {
  const apart = Math.round((noon(day) - noon(today)) / 86_400_000);
  if (apart === 0) return words[language].today;
  if (apart === 1) return words[language].tomorrow;
  if (apart === -1) return words[language].yesterday;
  return Math.abs(apart) < 7 ? weekdays[language].format(noon(day)) : sayDay(language, day);
}
