/** A transaction whose refusal undoes everything; what the storage itself cannot do becomes a refusal as well. */
import { refused } from "../../base/index.ts";
import type { ActsAs, Context, RefusalReference, Refused, Result, Transaction } from "../../base/index.ts";
import { StorageRefusal } from "../../store/index.ts";

class Undo extends Error {
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super("refused");
    this.refusal = refusal;
  }
}

const field = (error: unknown, name: string): unknown => (error instanceof Error && name in error ? Reflect.get(error, name) : undefined);

const places: Readonly<Record<string, RefusalReference>> = { pieces_pkey: "sequence-taken", pieces_epoch: "epoch-outdated", one_duty_at_a_time: "already-there" };

/** A place in a chain that is taken, or an epoch that is over, is a refusal; any other broken uniqueness is somebody's invented id. */
function expected(error: unknown): RefusalReference | undefined {
  if (error instanceof StorageRefusal) return error.because;
  if (field(error, "code") === "23505") return places[String(field(error, "constraint"))] ?? "input-invalid";
  // A value that no column can hold (too large, bytes that are none, against a check) came from outside: every shape that
  // lets one through is a mistake of ours, and still no reason to answer as if the house were broken.
  const code = field(error, "code");
  return typeof code === "string" && (code.startsWith("22") || code === "23514") ? "input-invalid" : undefined;
}

export async function rolledBack<T>(context: Context, as: ActsAs, work: (tx: Transaction) => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await context.db.transaction(as, async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new Undo(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undo) return error.refusal;
    const because = expected(error);
    if (because === undefined) throw error;
    return refused(because);
  }
}
