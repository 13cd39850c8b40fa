/** `2027-03-04` as people say it: "donderdag 4 maart 2027". What is not a day stays as it is. */
export function dayInWords(day: string, language: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(date);
}

/** The day it is in the Netherlands. */
export function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" }).format(new Date());
}
