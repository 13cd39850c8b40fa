/**
 * Seals a new case in this browser: for the own team (by phone) or for another team (referral, escalation, procedure).
 * It gets an identity of its own, wrapped to the team's key as the verified key log certifies it, never as a page offers it.
 */
import { paddingOf, teamWrapText } from "../../cases/shape.ts";
import type { LabelBody } from "../../cases/shape.ts";
import type { Placed } from "../../cases/shape/placing.ts";
import { currentTeamKey, newCaseIdentity, sealPiece, toBase64Url, wrap, wrapForReporter } from "../../envelope/index.ts";
import type { KeyLogEntry, KeyPair } from "../../envelope/index.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { WritingRefusal } from "./writing.ts";

export type FirstPiece = { readonly kind: Placed["pieces"][number]["kind"]; readonly body: unknown };

export type NewCase = {
  readonly installation: string;
  readonly team: string;
  /** What the receiver's list shows. */
  readonly label: LabelBody;
  /** Codes of the person that open this case; from another case `through` that case's newest recipient, so that nobody but who holds that one is let in. */
  readonly reporters: readonly { readonly holder: string; readonly recipient: string }[];
  readonly through?: string;
  readonly pieces: readonly FirstPiece[];
};

export type SealedCase = { readonly placed: Placed; readonly identity: KeyPair };

const wrapTo = (identity: string, recipient: string, through: string | undefined): Promise<Uint8Array> =>
  through === undefined ? wrap(identity, [recipient]) : wrapForReporter(identity, recipient, through);

type Parts = { readonly keyring: Keyring; readonly log: readonly KeyLogEntry[] };

/** Refuses `no-key`: nobody certified a key for that team. */
export async function sealCase({ installation, team, label, reporters, through, pieces }: NewCase, { keyring, log }: Parts): Promise<SealedCase> {
  const certified = currentTeamKey(log, team);
  if (certified === undefined) throw new WritingRefusal("no-key");
  const identity = await newCaseIdentity();
  const id = crypto.randomUUID();
  const sealed: Placed["pieces"] = [];
  let previous = "";
  for (const [at, { kind, body }] of pieces.entries()) {
    const piece = crypto.randomUUID();
    const header = { version: 1, installation, case: id, piece, chain: "shared", kind, sender: `member:${keyring.member}`, sequence: at + 1, previous, keyLog: log.length } as const;
    const one = await sealPiece(header, new TextEncoder().encode(JSON.stringify(body)), { signer: keyring.signer, caseRecipient: identity.recipient, pad: paddingOf(kind) });
    sealed.push({ id: piece, kind, sequence: at + 1, sealed: toBase64Url(one.sealed), key: toBase64Url(one.key) });
    previous = one.hash;
  }
  const wraps = {
    team: toBase64Url(await wrap(teamWrapText(identity.identity, label), [certified.recipient])),
    reporters: await Promise.all(reporters.map(async ({ holder, recipient }) => ({ holder, wrapped: toBase64Url(await wrapTo(identity.identity, recipient, through)) }))),
  };
  return { placed: { case: id, team, epoch: certified.epoch, urgent: label.urgent, wraps, pieces: sealed }, identity };
}
