/**
 * How long contacts of one matter stay linked. A quarter is published on its own and again in its year; after the half year that follows
 * that year nothing is counted by matter any more, and the links are erased. Pure; a choice of this house.
 */
/** Whether the links of a quarter are erased in this week. */
export function isLinkOver(quarter: string, thisWeek: string): boolean {
  return thisWeek >= `${String(Number(quarter.slice(0, 4)) + 1)}-W27`;
}

/** The newest year whose links are erased in this week. */
export function lastYearOver(thisWeek: string): number {
  return Number(thisWeek.slice(0, 4)) - (thisWeek.slice(5) >= "W27" ? 1 : 2);
}

/** The quarter in which a contact that is registered on this day is counted: that of the Thursday of its week. */
export function quarterOfDay(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  return `${String(date.getUTCFullYear())}-q${String(Math.floor(date.getUTCMonth() / 3) + 1)}`;
}
