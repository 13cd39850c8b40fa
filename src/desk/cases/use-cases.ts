/** Lists of cases, fetched by the page and opened in this browser before they are shown. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { CaseListAnswer } from "../../cases/shape/wire.ts";
import { ask } from "../api.ts";
import { useOpen } from "../session.tsx";
import { openSummaries } from "./opening.ts";

export type Filter = "today" | "mine" | "all";

export function useCases(filter: Filter) {
  const { keyring } = useOpen();
  return useInfiniteQuery({
    queryKey: ["cases", filter],
    queryFn: async ({ pageParam }) => {
      const query = new URLSearchParams({ filter, ...(pageParam === null ? {} : { cursor: pageParam }) });
      const page = await ask(`/cases?${query}`, { out: CaseListAnswer });
      return { cases: await openSummaries(page.cases, keyring), next: page.next };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 10_000,
    // Every look at a list leaves an audit line, so not more often than a worker would look himself.
    refetchInterval: 180_000,
  });
}
