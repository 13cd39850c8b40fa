import { momentInWords } from "../../cases/shape/call-back.ts";
import { fetchCalls } from "../cases/use-calls.ts";
import { subjectOf } from "../screens/case-row.tsx";
import { preferredLanguage } from "../preferences.ts";
import { todaySource } from "./source.ts";

const dayOf = (slot: string): string => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" }).format(new Date(slot));

/** Calls of today, those that were missed first; what is agreed for a later day waits under its own screen. */
export const callsToMake = todaySource({
  name: "call-backs",
  permission: "call-back.list",
  query: (open) => fetchCalls(open),
  rows: ({ calls }, { t, today }) =>
    calls
      .filter((one) => one.callBack.state === "missed" || dayOf(one.callBack.slot) <= today)
      .map((one) => {
        const { state, slot } = one.callBack;
        const words = momentInWords(slot, preferredLanguage());
        const reason = state === "missed" ? t.calls.rowMissed(words) : state === "tried" ? t.calls.rowTried(words) : t.calls.rowReason(words);
        return { key: `call ${one.id}`, band: state === "missed" ? ("first" as const) : ("today" as const), at: slot, kind: t.calls.kind, subject: subjectOf(t, one), reason, to: `/zaken/${one.id}` };
      }),
});
