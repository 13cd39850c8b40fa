/** What a call is counted as: proposed from what was typed, changed by the worker, a draft like everything else on this screen. */
import { proposed } from "../../registration/rules/proposal.ts";
import type { Codes, FactField } from "../../registration/rules/codes.ts";
import { useDraft } from "../parts/drafts.ts";
import type { Typed } from "./typed.ts";

type Counts = { readonly codes: Codes; readonly choose: (field: FactField, code: string) => void; readonly clear: () => void };

const own = ["by", "done", "outcome", "province"] as const;

export function useCounts(typed: Typed): Counts {
  const drafts = { by: useDraft("intake count by"), done: useDraft("intake count done"), outcome: useDraft("intake count outcome"), province: useDraft("intake count province") };
  const chosen = Object.fromEntries(own.flatMap((field) => (drafts[field][0] === "" ? [] : [[field, drafts[field][0]]])));
  return {
    codes: { ...proposed({ ...typed, byPhone: true, advised: typed.advice.trim() !== "" }), ...chosen },
    choose: (field, code) => own.find((one) => one === field) !== undefined && drafts[field as (typeof own)[number]][1](code),
    clear: () => {
      for (const field of own) drafts[field][1]("");
    },
  };
}
