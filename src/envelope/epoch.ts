/**
 * Epochs of a case (security.md 1.8). An identity is never changed: a new one begins, wrapped to who remains, and the first
 * piece under it says so, signed by who began it. What was sealed before stays under the identities before.
 */
import { fromUtf8, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import { hashOf } from "./derive.ts";
import { recipientOf } from "./keys.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { unwrap, unwrapText, wrap } from "./wrap.ts";

/** The kind of the piece that begins an epoch, per chain. */
export const epochKinds = { shared: "epoch", desk: "desk-epoch" } as const;

/**
 * `identity`: hash of the new identity's recipient, so that it stays secret. `reporters`: base64url Ed25519 keys that may sign
 * as the person from here on; left out, whoever could before still can.
 */
export type EpochStatement = { readonly epoch: number; readonly identity: string; readonly reporters?: readonly string[] };

const identityHash = async (identity: string): Promise<string> => hashOf(utf8(await recipientOf(identity)));

/** The body of the piece that begins an epoch. */
export async function epochStatement(epoch: number, identity: string, reporters?: readonly string[]): Promise<Bytes> {
  const statement = { epoch, identity: await identityHash(identity), ...(reporters === undefined ? {} : { reporters: [...reporters] }) };
  return utf8(canonicalJson(statement));
}

export function readStatement(body: Uint8Array): EpochStatement | undefined {
  try {
    const { epoch, identity, reporters } = JSON.parse(fromUtf8(body)) as EpochStatement;
    const fits = Number.isSafeInteger(epoch) && typeof identity === "string" && (reporters === undefined || Array.isArray(reporters));
    return fits ? { epoch, identity, ...(reporters === undefined ? {} : { reporters }) } : undefined;
  } catch {
    return undefined;
  }
}

export async function stands(statement: EpochStatement, identity: string | undefined): Promise<boolean> {
  return identity !== undefined && statement.identity === (await identityHash(identity));
}

/**
 * A new identity for the person, when somebody else begins the epoch: to the person's key, and around that to the epoch
 * before. The server says which key is the person's; if it lies, it still cannot open what only a holder of the case could.
 */
export async function wrapForReporter(identity: string, recipient: string, recipientBefore: string): Promise<Bytes> {
  return wrap(await wrap(identity, [recipient]), [recipientBefore]);
}

/** A wrap of a case's identity. */
export type EpochWrap = { readonly epoch: number; readonly wrapped: Uint8Array };

async function openedWrap(wrapped: Uint8Array, own: string, before: string | undefined): Promise<string> {
  try {
    return await unwrapText(wrapped, own);
  } catch (error) {
    if (before === undefined || !(error instanceof EnvelopeRefusal) || error.reason !== "cannot-open") throw error;
    return unwrapText(await unwrap(wrapped, before), own);
  }
}

/** Every epoch's identity that a code holds, from wraps of either form. Refuses what `unwrap` refuses. */
export async function reporterIdentities(wraps: readonly EpochWrap[], own: string): Promise<Map<number, string>> {
  const identities = new Map<number, string>();
  let before: string | undefined;
  for (const { epoch, wrapped } of [...wraps].sort((one, other) => one.epoch - other.epoch)) {
    before = await openedWrap(wrapped, own, before);
    identities.set(epoch, before);
  }
  return identities;
}
