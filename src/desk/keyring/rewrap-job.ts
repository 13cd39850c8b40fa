/** One share of the work of sealing wraps again: runs in a thread of its own, or where there are no threads, on the page. */
import { fromBase64Url, rewrap, toBase64Url } from "../../envelope/index.ts";

export type RewrapJob = {
  /** The team's identities by epoch. */
  readonly identities: Readonly<Record<number, string>>;
  readonly recipient: string;
  readonly wraps: readonly { readonly teamEpoch: number; readonly wrapped: string }[];
};

/** base64url, in the order that came in; empty where one does not open. */
export async function runRewrapJob({ identities, recipient, wraps }: RewrapJob): Promise<string[]> {
  const renewed: string[] = [];
  for (const { teamEpoch, wrapped } of wraps) {
    const identity = identities[teamEpoch];
    const bytes = fromBase64Url(wrapped);
    const done = identity === undefined || bytes === undefined ? undefined : await rewrap(bytes, identity, [recipient]).catch(() => undefined);
    renewed.push(done === undefined ? "" : toBase64Url(done));
  }
  return renewed;
}
