/**
 * Seals the team's cases again to its new key (`security.md` 1.8), in this browser, in several threads. What is left is asked of
 * the server page by page, so it goes on where it stopped: after a lost line, at another time, at a colleague's.
 */
import { RewrapAnswer, RewrapPage } from "../../cases/shape/wire.ts";
import { ask } from "../api.ts";
import { newestTeamIdentity } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";
import type { RewrapJob } from "./rewrap-job.ts";

/** Seals a share of a page again. */
export type Rewrapper = { readonly run: (job: RewrapJob) => Promise<readonly string[]>; readonly end: () => void };

const pageSize = 200;

/** How much is left for this team; 0 when it has no key here. */
export async function leftToRewrap(team: string): Promise<number> {
  return (await ask(`/teams/${team}/rewraps`, { out: RewrapPage })).left;
}

function parts<T>(all: readonly T[], count: number): T[][] {
  const size = Math.ceil(all.length / count);
  return Array.from({ length: count }, (_, at) => all.slice(at * size, (at + 1) * size)).filter((one) => one.length > 0);
}

type Progress = (left: number) => void;

/** Ends when nothing is left that this member can renew. `stopped` is asked between pages. */
export async function rewrapTeam(team: string, keyring: Keyring, how: { readonly threads: readonly Rewrapper[]; readonly progress: Progress; readonly stopped: () => boolean }): Promise<void> {
  const mine = keyring.teams.filter((one) => one.team === team);
  const newest = newestTeamIdentity(keyring, team);
  const epochs = mine.filter((one) => one.epoch !== newest?.epoch).map((one) => one.epoch);
  if (newest === undefined || epochs.length === 0) return;
  while (!how.stopped()) {
    const query = new URLSearchParams({ size: String(pageSize), epochs: epochs.join(".") });
    const page = await ask(`/teams/${team}/rewraps?${query}`, { out: RewrapPage });
    how.progress(page.left);
    if (page.wraps.length === 0 || page.current !== newest.epoch) return;
    const identities = Object.fromEntries(mine.map((one) => [one.epoch, one.identity]));
    const shares = parts(page.wraps, how.threads.length);
    const sealed = await Promise.all(shares.map((share, at) => how.threads[at]?.run({ identities, recipient: newest.recipient, wraps: share.map(({ teamEpoch, wrapped }) => ({ teamEpoch, wrapped })) }) ?? []));
    const renewed = sealed.flat();
    const wraps = page.wraps.flatMap(({ case: id, chain, epoch }, at) => (renewed[at] === undefined || renewed[at] === "" ? [] : [{ case: id, chain, epoch, wrapped: renewed[at] }]));
    // Nothing of a whole page opened: somebody made these wraps who never sealed anything to this team. They stay as they are.
    if (wraps.length === 0) return;
    const { left } = await ask(`/teams/${team}/rewraps`, { method: "POST", body: { teamEpoch: newest.epoch, wraps }, out: RewrapAnswer });
    how.progress(left);
  }
}
