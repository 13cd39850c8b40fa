/** Lists of cases, fetched by the page and opened in this browser before they are shown. */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { CaseChoice } from "../../cases/shape/day.ts";
import { CaseListAnswer } from "../../cases/shape/wire.ts";
import { ask } from "../api.ts";
import { useOpen } from "../session.tsx";
import { openSummaries } from "./opening.ts";

export type Filter = "today" | "mine" | "all";
/** `member`: what one colleague has. */
export type Chosen = CaseChoice & { readonly member?: string };

export const everything: Chosen = { states: [], holder: null, urgent: false, due: null };

/** The query of the list. Only what stands open is chosen by; nothing that was told comes into an address. */
export function listQuery(filter: Filter, chosen: Chosen = everything, cursor: string | null = null): URLSearchParams {
  const { states, holder, urgent, due, member } = chosen;
  return new URLSearchParams({
    filter,
    ...(states.length === 0 ? {} : { states: states.join(",") }),
    ...(holder === null ? {} : { holder }),
    ...(urgent ? { urgent: "yes" } : {}),
    ...(due === null ? {} : { due }),
    ...(member === undefined ? {} : { member }),
    ...(cursor === null ? {} : { cursor }),
  });
}

export function useCases(filter: Filter, chosen: Chosen = everything) {
  const { keyring } = useOpen();
  return useInfiniteQuery({
    queryKey: ["cases", filter, chosen],
    queryFn: async ({ pageParam }) => {
      const page = await ask(`/cases?${listQuery(filter, chosen, pageParam)}`, { out: CaseListAnswer });
      return { cases: await openSummaries(page.cases, keyring), next: page.next };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 10_000,
    // Every look at a list leaves an audit line, so not more often than a worker would look himself.
    refetchInterval: 180_000,
  });
}
