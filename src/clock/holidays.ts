/** Dutch public holidays, computed. Source: Algemene termijnenwet article 3 (read August 2026); Easter after Gauss/Butcher. */
import type { Day } from "../base/index.ts";
import type { Holiday } from "./shape.ts";
import { plusDays, weekdayNumber } from "./zone.ts";

/** Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876, valid from 1583). */
export function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayIn(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

function dayIn(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as Day;
}

/** 27 April, or the Saturday before when that is a Sunday. In use since 2014. */
export function kingsDay(year: number): Day {
  const birthday = dayIn(year, 4, 27);
  return weekdayNumber(birthday) === 6 ? plusDays(birthday, -1) : birthday;
}

const years = new Map<number, ReadonlyMap<Day, Holiday>>();

/**
 * All holidays of a calendar year. In 2016 Ascension Day fell on 5 May: such a day has two names, and the one that closes
 * more doors (Ascension Day) is kept, because later lines win.
 */
export function holidaysOf(year: number): ReadonlyMap<Day, Holiday> {
  const known = years.get(year) ?? computed(year);
  years.set(year, known);
  return known;
}

function computed(year: number): ReadonlyMap<Day, Holiday> {
  const easter = easterSunday(year);
  return new Map<Day, Holiday>([
    [dayIn(year, 1, 1), "new-year"],
    [plusDays(easter, -2), "good-friday"],
    [easter, "easter-sunday"],
    [plusDays(easter, 1), "easter-monday"],
    [dayIn(year, 5, 5), "liberation-day"],
    [kingsDay(year), "kings-day"],
    [plusDays(easter, 39), "ascension-day"],
    [plusDays(easter, 49), "whit-sunday"],
    [plusDays(easter, 50), "whit-monday"],
    [dayIn(year, 12, 25), "christmas-day"],
    [dayIn(year, 12, 26), "second-christmas-day"],
  ]);
}

/** The holiday of this day, if it is one. */
export function holidayOn(day: Day): Holiday | undefined {
  return holidaysOf(Number(day.slice(0, 4))).get(day);
}
