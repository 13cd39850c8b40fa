/**
 * Makes a new epoch of a chain (`security.md` 1.8), for who begins it: a worker's browser, a visitor's, or the server in memory
 * for a visitor without script. A fresh identity, wrapped to who may read on, and the signed piece that begins it.
 */
import { currentTeamKey, epochKinds, epochStatement, memberKey, newCaseIdentity, recipientOf, sealPiece, toBase64Url, wrap, wrapForReporter } from "../../envelope/visitor.ts";
import type { Chain, KeyLogEntry, Sender, Signer } from "../../envelope/visitor.ts";
import { paddingOf, teamWrapText } from "../shape.ts";
import type { EpochHolder, EpochPost, LabelBody } from "../shape.ts";

export type EpochPlace = {
  readonly installation: string;
  readonly case: string;
  readonly chain: Chain;
  /** Place of the piece that begins the epoch, and the hash of the piece before it. */
  readonly sequence: number;
  readonly previous: string;
};

export type EpochMaking = {
  readonly place: EpochPlace;
  /** The new one. */
  readonly epoch: number;
  readonly sender: Sender;
  readonly signer: Signer;
  /** Length of the verified key log, where a member signs. */
  readonly keyLog?: number;
  /** Identity of the epoch before. `undefined`: the desk's chain has none yet. */
  readonly before: string | undefined;
  readonly holders: readonly EpochHolder[];
  /** Holder of a code that has no identity of before: a recovered one that may not read back. */
  readonly direct?: string | undefined;
  /** Goes beside the identity to the team, for its lists (shared chain). */
  readonly label?: LabelBody | undefined;
  /** base64url keys that may sign as the person from here on; left out: whoever could before. */
  readonly reporters?: readonly string[];
};

/**
 * Whether a thread belongs to the team that its first, signed word says it was sealed for. Without it a server could say that
 * another organisation holds a conversation, and the next identity would be wrapped for that one. Older ones do not say it.
 */
export function isAddressed(label: unknown, team: string): boolean {
  const to = (label as { readonly to?: unknown } | null | undefined)?.to;
  return to === undefined || to === team;
}

/** Whether the verified log says the same of every holder as the server does. A person's key is no matter of the log. */
export function areCertified(holders: readonly EpochHolder[], log: readonly KeyLogEntry[], at: { readonly organisation: string; readonly team: string }): boolean {
  return holders.every((one) => {
    if (one.kind === "reporter") return true;
    const known = one.kind === "team" ? currentTeamKey(log, at.team) : memberKey(log, one.holder, log.length);
    const named = one.kind === "member" || (one.holder === at.team && known?.kind === "team" && known.epoch === one.teamEpoch);
    return named && known?.organisation === at.organisation && known.recipient === one.recipient;
  });
}

async function wrapFor(one: EpochHolder, identity: string, { before, label, direct }: EpochMaking): Promise<EpochPost["wraps"][number]> {
  const forReporter = one.kind === "reporter" && before !== undefined && one.holder !== direct;
  const text = label === undefined || one.kind === "reporter" ? identity : teamWrapText(identity, label);
  const wrapped = forReporter ? await wrapForReporter(identity, one.recipient, await recipientOf(before)) : await wrap(text, [one.recipient]);
  return { kind: one.kind, holder: one.holder, wrapped: toBase64Url(wrapped) };
}

/** The body to post. Ask `areCertified` first. */
export async function sealEpoch(making: EpochMaking): Promise<EpochPost> {
  const { place, epoch, sender, signer, keyLog, reporters } = making;
  const own = await newCaseIdentity();
  const id = crypto.randomUUID();
  const kind = epochKinds[place.chain];
  const header = { version: 1, ...place, piece: id, kind, sender, ...(keyLog === undefined ? {} : { keyLog }) } as const;
  const piece = await sealPiece(header, await epochStatement(epoch, own.identity, reporters), { signer, caseRecipient: own.recipient, pad: paddingOf(kind) });
  const wraps = await Promise.all(making.holders.map((one) => wrapFor(one, own.identity, making)));
  return { epoch, wraps, piece: { id, kind, epoch, sequence: place.sequence, sealed: toBase64Url(piece.sealed), key: toBase64Url(piece.key) } };
}
