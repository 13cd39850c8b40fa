/**
 * Epochs (`security.md` 1.8): a new identity of a chain, made in a browser and wrapped there to who may still read. The server
 * says for whom, takes it only whole, and refuses `epoch-outdated` to whoever writes under the one before.
 */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, RequestContext, Result, Transaction } from "../../base/index.ts";
import { fromBase64Url } from "../../envelope/index.ts";
import type { JsonValue } from "../../envelope/index.ts";
import { addDeskPiece } from "../records/desk.ts";
import { beginMembersEpoch, beginReportersEpoch, epochHolders, newestEpoch } from "../records/epochs.ts";
import type { HolderRow } from "../records/epochs.ts";
import { signedFields } from "../shape.ts";
import type { Chain, EpochHolder, EpochPost, ReporterEpochPost } from "../shape.ts";
import { asMember, line, mine } from "./acting.ts";
import { caseOfAct } from "./conversation.ts";
import type { Found } from "./conversation.ts";
import { newPieces } from "./report.ts";
import { rolledBack } from "./rolled-back.ts";

const bytesOf = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();
const base64 = (text: string): string => Buffer.from(text, "base64url").toString("base64");

export const holderOut = ({ kind, holder, recipient, team_epoch: teamEpoch }: HolderRow): EpochHolder => ({ kind, holder, recipient, teamEpoch });

const nameOf = (one: { readonly kind: string; readonly holder: string }): string => `${one.kind} ${one.holder}`;

/** Exactly the holders there are now: nobody too few, who would be shut out, and nobody too many. */
export function fits(holders: readonly HolderRow[], post: EpochPost): boolean {
  const wanted = holders.map(nameOf).toSorted();
  const given = post.wraps.map(nameOf).toSorted();
  return wanted.length === given.length && wanted.every((name, at) => name === given[at]);
}

export const teamEpochOf = (holders: readonly HolderRow[], one: EpochPost["wraps"][number]): number | null => holders.find((each) => nameOf(each) === nameOf(one))?.team_epoch ?? null;

/** Refuses epoch-outdated (somebody was first, or other people hold the case now: fetch, seal again), sequence-taken, input-invalid. */
export function beginEpoch(context: RequestContext, id: string, post: EpochPost): Promise<Result<Record<string, never>>> {
  const chain: Chain = post.piece.kind === "epoch" ? "shared" : "desk";
  if (post.piece.epoch !== post.epoch || post.piece.upload !== undefined) return Promise.resolve(refused("input-invalid"));
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    const at = { case: id, chain, epoch: post.epoch };
    const holders = await epochHolders(tx, at);
    if ((await newestEpoch(tx, at)) + 1 !== post.epoch || !fits(holders, post)) return refused("epoch-outdated");
    await beginMembersEpoch(tx, at, post.wraps.map((one) => ({ kind: one.kind, holder: one.holder, team_epoch: teamEpochOf(holders, one), wrapped: bytesOf(one.wrapped) })));
    const { piece } = post;
    await addDeskPiece(tx, { id: piece.id, kind: piece.kind, sequence: piece.sequence, epoch: post.epoch, sealed: bytesOf(piece.sealed), key: bytesOf(piece.key), case: id, chain, member: me.member, today: dayOf(context.clock.now()) });
    await tx.audit(line(me, "case.epoch-begun", id));
    return ok({});
  });
}

/** The same, with the code; only the shared chain is the person's. */
export async function beginEpochIn(context: Context, tx: Transaction, { found, lookup }: Found, post: EpochPost): Promise<Result<Record<string, never>>> {
  if (post.piece.kind !== "epoch" || post.piece.epoch !== post.epoch || post.piece.upload !== undefined) return refused("input-invalid");
  const holders = await epochHolders(tx, { case: found.id, chain: "shared" });
  if (!fits(holders, post)) return refused("epoch-outdated");
  const wraps = post.wraps.map((one) => ({ kind: one.kind, holder: one.holder, teamEpoch: teamEpochOf(holders, one), wrapped: base64(one.wrapped) }));
  await beginReportersEpoch(tx, lookup, { epoch: post.epoch, wraps, pieces: newPieces([post.piece]), today: dayOf(context.clock.now()) });
  await tx.audit({ act: "conversation.epoch-begun", by: "reporter", organisation: found.organisation, record: found.id });
  return ok({});
}

export function beginReporterEpoch(context: Context, post: ReporterEpochPost): Promise<Result<Record<string, never>>> {
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const act = await caseOfAct(context, tx, "epoch", post, signedFields(post) as JsonValue, true);
    return act.ok ? beginEpochIn(context, tx, act.value, post) : act;
  });
}
