/** Pieces that members write, once each: a repeat after a lost answer is known by its bytes. */
import { dayOf } from "../../base/index.ts";
import type { Context, Transaction } from "../../base/index.ts";
import { addDeskPiece, hasPiece } from "../records/desk.ts";
import { chainOf } from "../shape.ts";
import type { PieceIn } from "../shape.ts";
import type { Member } from "./acting.ts";
import { bytesOf } from "./desk.ts";

/** On the chain of its kind, by this member; false: the very same stood there already. Refuses sequence-taken, epoch-outdated. */
export async function addDeskPieceOnce(context: Context, tx: Transaction, me: Member, at: { readonly case: string; readonly piece: PieceIn }): Promise<boolean> {
  const { id, kind, sequence, epoch, ...piece } = at.piece;
  const sealed = bytesOf(piece.sealed);
  if (await hasPiece(tx, { case: at.case, id, sealed })) return false;
  await addDeskPiece(tx, { id, kind, sequence, epoch, sealed, key: bytesOf(piece.key), case: at.case, chain: chainOf(kind), member: me.member, today: dayOf(context.clock.now()) });
  return true;
}
