/** Re-wrapping a team's cases to its new key, in a remaining member's browser (`security.md` 1.8). */
import { supportPoint } from "../../accounts/index.ts";
import { ok, refused } from "../../base/index.ts";
import type { RequestContext, Result, Transaction } from "../../base/index.ts";
import { fromBase64Url, toBase64Url } from "../../envelope/index.ts";
import { countOldWraps, oldWraps, renewWraps } from "../records/rewraps.ts";
import type { Passed } from "../records/rewraps.ts";
import type { RewrapPage, RewrapPost, RewrapQuery } from "../shape.ts";
import { asMember, line } from "./acting.ts";
import type { Member } from "./acting.ts";

async function currentOf(tx: Transaction, me: Member, team: string): Promise<Result<number>> {
  const point = me.teams.includes(team) ? await supportPoint(tx, team) : undefined;
  return point === undefined ? refused("not-found") : ok(point.epoch);
}

function passed(after: string | undefined): Passed | undefined {
  const [id, chain, epoch] = after?.split("_") ?? [];
  return id === undefined || (chain !== "shared" && chain !== "desk") ? undefined : { case_id: id, chain, epoch: Number(epoch) };
}

/** What is left, and the next page of it. Handing out wraps leaves one line a page, as a list does. */
export function readOldWraps(context: RequestContext, team: string, { size, epochs, after }: RewrapQuery): Promise<Result<RewrapPage>> {
  return asMember(context, async (tx, me) => {
    const current = await currentOf(tx, me, team);
    if (!current.ok) return current;
    const at = { team, current: current.value };
    const wraps = size === 0 ? [] : await oldWraps(tx, at, { epochs: epochs.split(".").map(Number), count: size, after: passed(after) });
    if (wraps.length > 0) await tx.audit(line(me, "team.rewrap", team));
    return ok({
      left: await countOldWraps(tx, at),
      current: current.value,
      wraps: wraps.map((one) => ({ case: one.case_id, chain: one.chain, epoch: one.epoch, teamEpoch: one.team_epoch, wrapped: toBase64Url(one.wrapped) })),
    });
  });
}

/** Refuses key-outdated when the team's key was renewed again meanwhile. */
export function renewOldWraps(context: RequestContext, team: string, post: RewrapPost): Promise<Result<{ left: number }>> {
  return asMember(context, async (tx, me) => {
    const current = await currentOf(tx, me, team);
    if (!current.ok) return current;
    if (current.value !== post.teamEpoch) return refused("key-outdated");
    const at = { team, current: current.value };
    await renewWraps(tx, at, post.wraps.map((one) => ({ case_id: one.case, chain: one.chain, epoch: one.epoch, wrapped: fromBase64Url(one.wrapped) ?? new Uint8Array() })));
    await tx.audit(line(me, "team.rewrapped", team));
    return ok({ left: await countOldWraps(tx, at) });
  });
}
