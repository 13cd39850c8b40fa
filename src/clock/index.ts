/** Calendars, opening hours and terms. */
export { changesOf, type NotedChange } from "./changes.ts";
export { type NotedHolidays, readSchoolHolidays, schoolHolidaysOf } from "./content.ts";
export { closingsAfter } from "./rules.ts";
export { allClosings, closingsOf, endTerm, heldTerms, type KeptTerm, moveTerm, type NewTerm, noteChange, noted, type OwnedTerm, runningTerm, runningTerms, setDue, startTerm } from "./records.ts";
export { easterSunday, holidayOn, holidaysOf, kingsDay } from "./holidays.ts";
export { closesAt, dayPlusOpenDays, horizonDays, isOpenAt, isOpenDay, nextOpenDays, opensAt, workingDays } from "./opening.ts";
export * from "./shape.ts";
export {
  type Calendar,
  type CalendarData,
  calendarOf,
  type DueDay,
  dueDay,
  isOpenOn,
  isSchoolDay,
  lawCalendar,
  type MovedTerm,
  recalculate,
  type RunningTerm,
} from "./terms.ts";
export { clockChangesOn, daysBetween, instantsOf, plusDays, plusMonths, type WallTime, wallTimeOf, weekdayNumber } from "./zone.ts";
