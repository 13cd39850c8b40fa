/** Which check-in asked how it is so many weeks after the end, and what the person answered to it. Pure. */
export type CheckInSeen = { readonly day: string; readonly state: "planned" | "asked" | "answered" | "missed" | "dropped" };
/** A signed answer, with the day on which it came. */
export type SaidLater = { readonly day: string; readonly better: "yes" | "no" | "unsure" };

const dayLength = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** The last day that is `days` after this one. */
export function farthestAnswer(day: string, days: number): string {
  return new Date(at(day) + days * dayLength).toISOString().slice(0, 10);
}

/**
 * A case that ends plans three check-ins, counted from one day: at once, after six and after twenty-six weeks. That day is found by the
 * distance between them; after a second end the last one counts.
 */
function plannedAfter(weeks: number, checkIns: readonly CheckInSeen[]): CheckInSeen | undefined {
  const days = new Set(checkIns.map(({ day }) => day));
  const ends = [...days].filter((day) => [6, 26].every((later) => days.has(farthestAnswer(day, later * 7)))).toSorted();
  const end = ends[ends.length - 1];
  return end === undefined ? undefined : checkIns.find(({ day }) => day === farthestAnswer(end, weeks * 7));
}

/** The answer nearest to its day; nothing while it waits, or when the person did not want to be asked. */
export function weeksAfter(weeks: 6 | 26, checkIns: readonly CheckInSeen[], said: readonly SaidLater[]): SaidLater["better"] | "not-known" | undefined {
  const asked = plannedAfter(weeks, checkIns);
  if (asked?.state === "missed") return "not-known";
  if (asked?.state !== "answered") return undefined;
  const nearest = said.toSorted((one, other) => Math.abs(at(one.day) - at(asked.day)) - Math.abs(at(other.day) - at(asked.day)))[0];
  return nearest?.better ?? "not-known";
}
