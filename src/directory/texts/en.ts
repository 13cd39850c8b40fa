import type { DirectoryTexts } from "./nl.ts";

export const en: DirectoryTexts = {
  channels: { phone: "Call", chat: "Chat", mail: "Mail", form: "Write on the site", visit: "Visit", post: "Send a letter" },
  unknown: "Not known",
  weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  everyDay: "every day",
  through: (from, to) => `${from} to ${to}`,
  and: "and",
  dayAndNight: "Day and night, every day",
  allDay: "all day",
  between: (from, to) => `from ${from} to ${to}`,
  notOnHolidays: "Not on public holidays",
  holidaysUnknown: "On public holidays: not known",
  uncertain: (days) => `Not certain: ${days}`,
  openNow: "Open now",
  openUntil: (time) => `Open now, until ${time}`,
  closedNow: "Closed now",
  opens: (day, time) => `Opens ${day} at ${time}`,
  today: "today",
  tomorrow: "tomorrow",
  hoursUnknown: "We do not know if they are open now",
};
