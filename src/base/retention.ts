/**
 * How long each class of record is kept once its time begins to count, in whole weeks. Defaults of this product: no law that
 * was read for it names a term for files of support points, committees or the ministry (`docs/decisions/0025-retention.md`). An installation
 * sets others with `GEHOORD_RETENTION`; `least` is what other promises need.
 */
export const RetentionRules = {
  /** A closed conversation. Least: the last check-in is asked 26 weeks after the end. */
  case: { weeks: 52, least: 30 },
  /** A closed conversation that lay at the ministry. */
  escalation: { weeks: 104, least: 30 },
  /** A closed conversation with a complaint procedure. */
  procedure: { weeks: 104, least: 30 },
  /** The empty line of a conversation that was removed. Least: the oldest backup. */
  line: { weeks: 13, least: 6 },
  /** What is left of a member who left. */
  member: { weeks: 52, least: 4 },
  /** Contents of audit lines about nothing that lives; the lines themselves stay. */
  audit: { weeks: 104, least: 26 },
  "reading-alert": { weeks: 26, least: 4 },
  duty: { weeks: 13, least: 1 },
  absence: { weeks: 4, least: 1 },
} as const satisfies Record<string, { readonly weeks: number; readonly least: number }>;

export type RetentionName = keyof typeof RetentionRules;
export const RetentionNames = Object.keys(RetentionRules) as RetentionName[];
export type RetentionWeeks = Partial<Readonly<Record<RetentionName, number>>>;

/** What this installation keeps a class for. */
export function weeksKept(name: RetentionName, own: RetentionWeeks = {}): number {
  return own[name] ?? RetentionRules[name].weeks;
}

const most = 1_040;

/** `case=78, audit=156`; a text is what was wrong with it. */
export function readRetention(text: string): RetentionWeeks | string {
  const read: Partial<Record<RetentionName, number>> = {};
  for (const part of text.split(/[\s,]+/).filter((one) => one !== "")) {
    const [, written = "", digits = ""] = /^([a-z-]+)=(\d{1,4})$/.exec(part) ?? [];
    const name = RetentionNames.find((one) => one === written);
    const weeks = Number(digits);
    if (name === undefined) return `"${part}" names no class with its weeks. Classes: ${RetentionNames.join(", ")}.`;
    if (weeks < RetentionRules[name].least || weeks > most) return `${name} is kept from ${RetentionRules[name].least} to ${most} weeks, not ${weeks}.`;
    read[name] = weeks;
  }
  return read;
}
