/** School holidays as data: `content/calendars/school-holidays.json`, read once. Nothing in it is ever filled with a guess. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DaySpanText, DayText, type SchoolHolidays, type SchoolRegion } from "./shape.ts";

const Region = z.strictObject({ source: z.url(), readOn: DayText, known: z.array(DaySpanText).min(1), holidays: z.array(DaySpanText) }).nullable();
const File = z.strictObject({ about: z.string(), north: Region, middle: Region, south: Region });

export type NotedHolidays = SchoolHolidays & { readonly source: string; readonly readOn: string };
type Noted = Readonly<Record<SchoolRegion, NotedHolidays | null>>;

/** Refuses (throws) a file of another form: a holiday without source, or days that do not exist. */
export function readSchoolHolidays(written: string): Noted {
  const { about: _about, ...regions } = File.parse(JSON.parse(written));
  return regions;
}

const read = new Map<string, Noted>();

/** The school holidays of a region; "unknown" when nobody noted them. */
export function schoolHolidaysOf(root: string, region: SchoolRegion): NotedHolidays | "unknown" {
  const known = read.get(root) ?? readSchoolHolidays(readFileSync(join(root, "content/calendars/school-holidays.json"), "utf8"));
  read.set(root, known);
  return known[region] ?? "unknown";
}
