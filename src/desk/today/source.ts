/** One kind of work under today: what it asks the server, and which rows with their reason follow from the answer. */
import type { Permission } from "../../accounts/rules/permissions.ts";
import type { Open } from "../session.tsx";
import type { Around, Band } from "./reasons.ts";

export type TodayRow = {
  readonly key: string;
  readonly band: Band;
  /** Within its band: a day or a moment as text, earliest first. */
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  readonly reason: string;
  /** The screen where it is done. */
  readonly to: string;
};

export type TodaySource = {
  readonly name: string;
  readonly permission: Permission;
  readonly query: (open: Open) => Promise<unknown>;
  readonly rows: (answer: unknown, around: Around, open: Open) => readonly TodayRow[];
};

/** Keeps what a source asks and what it makes of the answer tied together. */
export function todaySource<T>(source: { readonly name: string; readonly permission: Permission; readonly query: (open: Open) => Promise<T>; readonly rows: (answer: T, around: Around, open: Open) => readonly TodayRow[] }): TodaySource {
  return { ...source, rows: (answer, around, open) => source.rows(answer as T, around, open) };
}
