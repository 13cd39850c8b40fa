/** Calendars and opening hours. Pure: the moment is always handed in. Terms and their pauses come later. */
export { easterSunday, holidayOn, holidaysOf, kingsDay } from "./holidays.ts";
export { closesAt, dayPlusOpenDays, horizonDays, isOpenAt, isOpenDay, nextOpenDays, opensAt } from "./opening.ts";
export * from "./shape.ts";
export { clockChangesOn, instantsOf, plusDays, type WallTime, wallTimeOf, weekdayNumber } from "./zone.ts";
