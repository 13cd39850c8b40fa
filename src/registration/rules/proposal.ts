/** The codes a worker is offered, from what stands in the opened case or was typed at the telephone. He confirms or changes them. Pure. */
import { newestList } from "./codes.ts";
import type { Codes, FactField } from "./codes.ts";

/** All of it from inside the case, opened in the worker's browser. `outcome`: as the case closed. */
export type Told = {
  readonly role?: string | undefined;
  readonly sector?: string | undefined;
  readonly topic?: string | undefined;
  /** Where the school lies that was named, and who is said to have done it (`province.ts`, `by-whom.ts`). */
  readonly province?: string | undefined;
  readonly by?: string | undefined;
  /** Taken down by a colleague, not sent in by the person. */
  readonly byPhone: boolean;
  readonly outcome?: string | undefined;
  readonly escalated?: boolean;
  readonly procedure?: boolean;
  readonly advised?: boolean;
};

const known = (field: FactField, value: string | undefined, otherwise: string): string => (value !== undefined && newestList.codes[field].includes(value) ? value : otherwise);

const outcomes: Readonly<Record<string, string>> = { helped: "helped", referred: "referred", "no-longer-wanted": "withdrawn" };

function doneIn({ outcome, escalated, procedure, advised }: Told): string {
  if (procedure === true) return "procedure";
  if (escalated === true) return "escalated";
  if (outcome === "referred") return "referred";
  return advised === true ? "advice" : "listened";
}

export function proposed(told: Told): Codes {
  return {
    channel: told.byPhone ? "phone" : "form",
    role: known("role", told.role, "unknown"),
    sector: known("sector", told.sector, "unknown"),
    province: known("province", told.province, "unknown"),
    topic: known("topic", told.topic, "unsure"),
    by: known("by", told.by, "unknown"),
    done: doneIn(told),
    outcome: (told.outcome !== undefined && Object.hasOwn(outcomes, told.outcome) ? outcomes[told.outcome] : undefined) ?? "not-known",
  };
}
