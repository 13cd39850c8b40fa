/** A moment of a call in words: drawn on pages, by the screens of visitors, and at the desk. */

/** `2026-11-27T09:30:00.000Z` as people say it in the Netherlands: "vrijdag 27 november om 10.30 uur". */
export function momentInWords(moment: string, language: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return "";
  const locale = language === "en" ? "en-GB" : "nl-NL";
  const day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "Europe/Amsterdam" }).format(at);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Amsterdam" }).format(at).replace(/^0/, "");
  return language === "en" ? `${day} at ${time}` : `${day} om ${time.replace(":", ".")} uur`;
}
