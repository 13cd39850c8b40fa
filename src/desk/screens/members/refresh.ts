import { useQueryClient } from "@tanstack/react-query";
import { organisationQuery } from "../../key-watch.ts";

/** After something changed: fetch the organisation's view again. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: organisationQuery.queryKey });
}
