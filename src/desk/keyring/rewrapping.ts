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
export type Rewrapping = { readonly threads: readonly Rewrapper[]; readonly progress: Progress; readonly stopped: () => boolean };
type Wrap = RewrapPage["wraps"][number];
type Keys = { readonly team: string; readonly newest: { readonly epoch: number; readonly recipient: string }; readonly identities: Readonly<Record<number, string>>; readonly epochs: readonly number[] };

function keysOf(team: string, keyring: Keyring): Keys | undefined {
  const mine = keyring.teams.filter((one) => one.team === team);
  const newest = newestTeamIdentity(keyring, team);
  const epochs = mine.filter((one) => one.epoch !== newest?.epoch).map((one) => one.epoch);
  if (newest === undefined || epochs.length === 0) return undefined;
  return { team, newest, epochs, identities: Object.fromEntries(mine.map((one) => [one.epoch, one.identity])) };
}

function pageAfter({ team, epochs }: Keys, last: Wrap | undefined): Promise<RewrapPage> {
  const after = last === undefined ? {} : { after: `${last.case}_${last.chain}_${last.epoch}` };
  return ask(`/teams/${team}/rewraps?${new URLSearchParams({ size: String(pageSize), epochs: epochs.join("."), ...after })}`, { out: RewrapPage });
}

async function sealAgain(wraps: readonly Wrap[], { identities, newest }: Keys, threads: readonly Rewrapper[]): Promise<{ readonly case: string; readonly chain: Wrap["chain"]; readonly epoch: number; readonly wrapped: string }[]> {
  const shares = parts(wraps, threads.length);
  const sealed = await Promise.all(shares.map((share, at) => threads[at]?.run({ identities, recipient: newest.recipient, wraps: share.map(({ teamEpoch, wrapped }) => ({ teamEpoch, wrapped })) }) ?? []));
  const renewed = sealed.flat();
  // One that does not open was made by somebody who never sealed anything to this team. It stays as it is, and keeps no other from its turn.
  return wraps.flatMap(({ case: id, chain, epoch }, at) => (renewed[at] === undefined || renewed[at] === "" ? [] : [{ case: id, chain, epoch, wrapped: renewed[at] }]));
}

/** Once through everything under an old key; answers how many were sealed again. While one page is sealed, the next is fetched and the one before sent. */
async function once(keys: Keys, { threads, progress, stopped }: Rewrapping): Promise<number> {
  let done = 0;
  let sending: Promise<void> = Promise.resolve();
  let page = await pageAfter(keys, undefined);
  progress(page.left);
  while (page.wraps.length > 0 && page.current === keys.newest.epoch && !stopped()) {
    const next = pageAfter(keys, page.wraps.at(-1));
    // Refused while the page before is still sealed: heard of when it is asked for, below.
    next.catch(() => undefined);
    const wraps = await sealAgain(page.wraps, keys, threads);
    await sending;
    sending = wraps.length === 0 ? Promise.resolve() : ask(`/teams/${keys.team}/rewraps`, { method: "POST", body: { teamEpoch: keys.newest.epoch, wraps }, out: RewrapAnswer }).then(({ left }) => progress(left));
    sending.catch(() => undefined);
    done += wraps.length;
    page = await next;
  }
  await sending;
  return done;
}

/** Ends when nothing is left that this member can renew. `stopped` is asked between pages. */
export async function rewrapTeam(team: string, keyring: Keyring, how: Rewrapping): Promise<void> {
  const keys = keysOf(team, keyring);
  if (keys === undefined) return;
  let sealed = 1;
  // Again for what came in meanwhile under an old key.
  while (sealed > 0 && !how.stopped()) sealed = await once(keys, how);
}
