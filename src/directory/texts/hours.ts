/** Opening hours and moments in words. */
import { type Day, dayOf, type Language } from "../../base/index.ts";
import { type Hours, type Period, plusDays, wallTimeOf, Weekdays, weekdayNumber } from "../../clock/index.ts";
import type { Availability } from "../shape.ts";
import { directoryTexts } from "./index.ts";

function timeInWords(minute: number, language: Language): string {
  const hour = Math.floor(minute / 60) % 24;
  return `${hour}${language === "nl" ? "." : ":"}${String(minute % 60).padStart(2, "0")}`;
}

function periodsInWords(periods: readonly Period[], language: Language): string {
  const words = directoryTexts[language];
  if (periods.some(({ from, to }) => to - from === 1440)) return words.allDay;
  return periods.map(({ from, to }) => words.between(timeInWords(from, language), timeInWords(to, language))).join(` ${words.and} `);
}

/** Weekday numbers that are next to each other, as runs: [0,1,2,4] becomes [0..2],[4]. */
function runsOf(days: readonly number[]): readonly (readonly number[])[] {
  return days.reduce<number[][]>((runs, day) => {
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
    return runs;
  }, []);
}

function daysInWords(days: readonly number[], language: Language): string {
  const words = directoryTexts[language];
  if (days.length === 7) return words.everyDay;
  const name = (day: number | undefined): string => words.weekdays[day ?? 0] ?? "";
  return runsOf(days)
    .map((run) => (run.length > 2 ? words.through(name(run[0]), name(run.at(-1))) : run.map(name).join(` ${words.and} `)))
    .join(` ${words.and} `);
}

type Week = Readonly<Record<(typeof Weekdays)[number], readonly Period[]>>;

/** Days with the same periods are told together: "maandag tot en met donderdag van 10.00 tot 13.00 uur". */
function weekInWords(week: Week, language: Language): readonly string[] {
  const groups = new Map<string, number[]>();
  for (const [number, weekday] of Weekdays.entries()) {
    if (week[weekday].length === 0) continue;
    const periods = periodsInWords(week[weekday], language);
    groups.set(periods, [...(groups.get(periods) ?? []), number]);
  }
  return [...groups].map(([periods, days]) => `${daysInWords(days, language)} ${periods}`);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const isDayAndNight = (week: Week): boolean => Weekdays.every((day) => week[day].some(({ from, to }) => to - from === 1440));

/** The hours in words, sentence by sentence; `null` when they are not known. */
export function hoursInWords(hours: Hours, language: Language): string | null {
  if (hours === "unknown") return null;
  const words = directoryTexts[language];
  if (isDayAndNight(hours.week) && hours.holidays === "open") return `${words.dayAndNight}.`;
  const sure = weekInWords(hours.week, language).map(capital);
  const unsure = weekInWords(hours.uncertain, language).map(words.uncertain);
  const holidays = hours.holidays === "closed" ? [words.notOnHolidays] : hours.holidays === "unknown" ? [words.holidaysUnknown] : [];
  return [...sure, ...unsure, ...holidays].map((part) => `${part}.`).join(" ");
}

/** A weekday alone would mean the coming one, so beyond a week the date is told. */
function dateInWords(day: Day, language: Language): string {
  const date = new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", { day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  return language === "nl" ? `op ${date}` : `on ${date}`;
}

/** "vandaag", "morgen", the name of the weekday, or the date. */
function dayInWords(at: Date, now: Date, language: Language): string {
  const words = directoryTexts[language];
  const day = dayOf(at);
  if (day === dayOf(now)) return words.today;
  if (day === plusDays(dayOf(now), 1)) return words.tomorrow;
  return day > plusDays(dayOf(now), 6) ? dateInWords(day, language) : (words.weekdays[weekdayNumber(day)] ?? day);
}

/** One sentence: open now, opens then, or not known. */
export function availabilityInWords(availability: Availability, now: Date, language: Language): string {
  const words = directoryTexts[language];
  if (availability.openNow === true) return words.openNow;
  if (availability.opensAt === undefined) return availability.openNow === "unknown" ? words.hoursUnknown : words.closedNow;
  const opens = words.opens(dayInWords(availability.opensAt, now, language), timeInWords(wallTimeOf(availability.opensAt).minute, language));
  return availability.openNow === "unknown" ? `${words.hoursUnknown}. ${opens}` : `${words.closedNow}. ${opens}`;
}
