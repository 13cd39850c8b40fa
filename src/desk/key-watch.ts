/**
 * The desk's own check (`security.md` 1.3): at sign-in and every hour it asks what the public page offers, holds it against
 * the key log that was verified here, and closes intake where they differ.
 */
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { InstallationView, KeyLogView, OrganisationView } from "../accounts/shape.ts";
import { SupportPoint } from "../cases/shape/wire.ts";
import type { KeyLogEntry } from "../envelope/index.ts";
import { ask, tell } from "./api.ts";
import { checkedLog, KeyLogRefusal, wronglyOffered } from "./keyring/key-log.ts";
import type { KnownLog } from "./keyring/key-log.ts";
import { rememberedLog, rememberLog } from "./keyring/remembered.ts";

let known: KnownLog | undefined;

/** The verified key log, fresh from the server. Throws `KeyLogRefusal` when it was rewritten since this browser saw it. */
export async function fetchKeyLog(): Promise<readonly KeyLogEntry[]> {
  const { installation } = await ask("/installation", { out: InstallationView });
  const view = await ask("/key-log", { out: KeyLogView });
  const checked = checkedLog(view, known ?? rememberedLog(installation, localStorage));
  ({ known } = checked);
  rememberLog(installation, checked.known, localStorage);
  return checked.entries;
}

/** The log up to this head: fetched again only when something was added since. */
export async function keyLogAt(head: string, held: readonly KeyLogEntry[] | undefined): Promise<readonly KeyLogEntry[]> {
  return held !== undefined && known?.head === head ? held : fetchKeyLog();
}

export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: () => ask("/installation", { out: InstallationView }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const organisationQuery = queryOptions({
  queryKey: ["organisation"],
  queryFn: () => ask("/my-organisation", { out: OrganisationView }),
  staleTime: 30_000,
});

export type Watched = { readonly log: readonly KeyLogEntry[]; readonly wrong: readonly string[]; readonly broken: boolean };
const hour = 3_600_000;

/** Closes these teams' intake, and lets the screens know. */
async function close(teams: readonly string[], client: QueryClient): Promise<void> {
  for (const team of teams) await tell(`/teams/${team}/intake`, { method: "POST", body: { open: false } });
  if (teams.length > 0) await client.invalidateQueries({ queryKey: organisationQuery.queryKey });
}

async function watch(teams: readonly string[], client: QueryClient): Promise<Watched> {
  try {
    const log = await fetchKeyLog();
    const offered = await ask("/support-points", { out: z.array(SupportPoint) });
    const wrong = wronglyOffered(log, offered, teams);
    await close(wrong, client);
    return { log, wrong, broken: false };
  } catch (error) {
    if (!(error instanceof KeyLogRefusal)) throw error;
    // A log that cannot be believed: nothing may come in under keys that cannot be checked.
    await close(teams, client);
    return { log: [], wrong: [], broken: true };
  }
}

export function watchQuery(teams: readonly string[]) {
  return queryOptions({ queryKey: ["key-watch", ...teams], queryFn: ({ client }) => watch(teams, client), staleTime: hour, refetchInterval: hour, refetchIntervalInBackground: true, retry: 1 });
}

export function useKeyWatch(teams: readonly string[]): Watched | undefined {
  return useQuery(watchQuery(teams)).data;
}
