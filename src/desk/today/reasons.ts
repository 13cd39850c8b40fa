/** Why a case stands under today, most pressing first, and how soon it must be looked at. Pure. */
import type { OpenedSummary } from "../cases/opening.ts";
import type { DeskTexts } from "../texts/index.ts";

export const Bands = ["first", "today", "later"] as const;
export type Band = (typeof Bands)[number];
export type Reason = { readonly band: Band; readonly words: string };
export type Around = { readonly t: DeskTexts; readonly today: string; readonly near: (day: string) => string };

type Facts = Pick<OpenedSummary, "state" | "urgent" | "alert" | "dueDay" | "said">;

export function reasonFor(one: Facts, { t, today, near }: Around): Reason {
  const words = t.day.reasons;
  const since = near(one.said?.day ?? today);
  const waits = one.state === "new" || one.state === "unread";
  if (one.urgent) return { band: "first", words: words.unsafe };
  if (one.alert === 2) return { band: "first", words: words.over };
  if (one.dueDay < today) return { band: "first", words: words.late(near(one.dueDay)) };
  if (one.alert === 1) return { band: "today", words: words.half(since) };
  if (one.state === "open" && one.said?.kind === "helped") return { band: "today", words: words.saidNo };
  if (waits) return { band: one.dueDay === today ? "today" : "later", words: one.state === "new" ? words.fresh(since) : words.unread(since) };
  return { band: one.dueDay === today ? "today" : "later", words: words.due(near(one.dueDay)) };
}
