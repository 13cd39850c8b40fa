export const nl = {
  channels: { phone: "Bellen", chat: "Chatten", mail: "Mailen", form: "Schrijven op de site", visit: "Langsgaan", post: "Een brief sturen" },
  unknown: "Niet bekend",
  weekdays: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
  everyDay: "elke dag",
  /** First and last of three days or more in a row. */
  through: (from: string, to: string) => `${from} tot en met ${to}`,
  and: "en",
  dayAndNight: "Dag en nacht, elke dag",
  allDay: "de hele dag",
  between: (from: string, to: string) => `van ${from} tot ${to} uur`,
  notOnHolidays: "Niet op feestdagen",
  holidaysUnknown: "Op feestdagen: niet bekend",
  uncertain: (days: string) => `Niet zeker: ${days}`,
  openNow: "Nu open",
  openUntil: (time: string) => `Nu open, tot ${time} uur`,
  closedNow: "Nu dicht",
  opens: (day: string, time: string) => `Open ${day} om ${time} uur`,
  today: "vandaag",
  tomorrow: "morgen",
  hoursUnknown: "We weten niet of ze nu open zijn",
};
export type DirectoryTexts = typeof nl;
