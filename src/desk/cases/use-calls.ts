/** The list of call-backs, opened in this browser. */
import { queryOptions } from "@tanstack/react-query";
import { CallBackList } from "../../cases/shape/call-back-wire.ts";
import type { CallBackRow } from "../../cases/shape/call-back.ts";
import { ask } from "../api.ts";
import type { Open } from "../session.tsx";
import { openSummaries } from "./opening.ts";
import type { OpenedSummary } from "./opening.ts";

export type OpenedCall = OpenedSummary & Pick<CallBackRow, "callBack">;
export type OpenedCalls = { readonly calls: readonly OpenedCall[]; readonly overfull: CallBackList["overfull"] };

export async function fetchCalls({ keyring }: Pick<Open, "keyring">): Promise<OpenedCalls> {
  const { callBacks, overfull } = await ask("/call-backs", { out: CallBackList });
  const opened = await openSummaries(callBacks, keyring);
  return { calls: opened.flatMap((one, at) => (callBacks[at] === undefined ? [] : [{ ...one, callBack: callBacks[at].callBack }])), overfull };
}

/** Every look at a list leaves an audit line, so not more often than a worker would look himself. */
export const callsQuery = (open: Open) => queryOptions({ queryKey: ["call-backs"], queryFn: () => fetchCalls(open), staleTime: 10_000, refetchInterval: 120_000 });
