/** Weeks as ISO 8601 counts them: from Monday, and the first week of a year is the one with its first Thursday. Pure. */
const dayLength = 86_400_000;

/** `2026-11-26` lies in `2026-W48`. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * dayLength);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - first) / (7 * dayLength)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}

/** Year and number of a week, for a sentence. */
export function weekParts(week: string): { readonly year: number; readonly week: number } {
  const [year = "", number = ""] = week.split("-W");
  return { year: Number(year), week: Number(number) };
}
