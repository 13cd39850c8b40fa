/** The law data of an installation, read once; and the days that follow from it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "../../../base/index.ts";
import { dueDay, lawCalendar } from "../../../clock/index.ts";
import { TermNames } from "../../rules/procedure.ts";
import type { ProcedureLaw, TermName } from "../../rules/procedure.ts";
import { ProcedureLawFile } from "../../shape/procedure.ts";

const loaded = new Map<string, ProcedureLaw>();

/** `content/procedure/law.json` under the installation's root. Anything wrong in it throws, naming the file. */
export function lawOf(root: string): ProcedureLaw {
  const known = loaded.get(root);
  if (known !== undefined) return known;
  const parsed = ProcedureLawFile.safeParse(JSON.parse(readFileSync(join(root, "content/procedure/law.json"), "utf8")));
  if (!parsed.success) throw new Error(`content/procedure/law.json: ${parsed.error.message}`);
  loaded.set(root, parsed.data);
  return parsed.data;
}

/** The last day of a term that began on `from`; `undefined` where its length is not known. No source says that an end on a closed day moves. */
export function lastDay(law: ProcedureLaw, name: TermName, from: Day): Day | undefined {
  const { value } = law.terms[name];
  if (value === "not-known") return undefined;
  const day = dueDay(lawCalendar, from, { ...value, onClosedDay: "stays" });
  return day === "unknown" || day === "paused" ? undefined : day;
}

/** Every term that is known, counted from a day. */
export function daysFrom(law: ProcedureLaw, from: Day): Partial<Record<TermName, Day>> {
  return Object.fromEntries(TermNames.flatMap((name) => [[name, lastDay(law, name, from)] as const].filter(([, day]) => day !== undefined)));
}
