/**
 * Seals a new case in this browser: for the own team (by phone) or for another team (referral, escalation, procedure).
 * It gets an identity of its own, wrapped to the team's key as the verified key log certifies it, never as a page offers it.
 */
import { paddingOf, teamWrapText } from "../../cases/shape.ts";
import type { LabelBody, Untied } from "../../cases/shape.ts";
import { areCertified } from "../../cases/shape/epoch.ts";
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
  /** At another team where somebody is tied to a school: its members one by one. None: the team. */
  readonly held?: Holders | undefined;
};

/** `untiedTo`: the school that the person named; nobody tied to it holds the case. */
export type Holders = { readonly members: Untied["members"]; readonly untiedTo?: string };

export type SealedCase = { readonly placed: Placed; readonly identity: KeyPair };

const wrapTo = (identity: string, recipient: string, through: string | undefined): Promise<Uint8Array> =>
  through === undefined ? wrap(identity, [recipient]) : wrapForReporter(identity, recipient, through);

type Parts = { readonly keyring: Keyring; readonly log: readonly KeyLogEntry[] };

type Certified = NonNullable<ReturnType<typeof currentTeamKey>>;

/** Identity and label for who will read it there. Believes no member whom that organisation did not certify. */
async function wrapsFor(text: string, certified: Certified, { team, held }: NewCase, log: readonly KeyLogEntry[]): Promise<Pick<Placed["wraps"], "team" | "members">> {
  const wrapped = async (recipient: string): Promise<string> => toBase64Url(await wrap(text, [recipient]));
  if (held === undefined || held.members.length === 0) return { team: await wrapped(certified.recipient) };
  const holders = held.members.map((one) => ({ kind: "member" as const, holder: one.member, recipient: one.recipient, teamEpoch: null }));
  if (!areCertified(holders, log, { organisation: certified.organisation, team })) throw new WritingRefusal("no-key");
  return { members: await Promise.all(held.members.map(async (one) => ({ member: one.member, wrapped: await wrapped(one.recipient) }))) };
}

/** Refuses `no-key`: nobody certified a key for that team, or for one of its members. */
export async function sealCase(made: NewCase, { keyring, log }: Parts): Promise<SealedCase> {
  const { installation, team, label, reporters, through, pieces, held } = made;
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
    ...(await wrapsFor(teamWrapText(identity.identity, label), certified, made, log)),
    reporters: await Promise.all(reporters.map(async ({ holder, recipient }) => ({ holder, wrapped: toBase64Url(await wrapTo(identity.identity, recipient, through)) }))),
  };
  return { placed: { case: id, team, epoch: certified.epoch, urgent: label.urgent, wraps, pieces: sealed, ...(held?.untiedTo === undefined ? {} : { untiedTo: held.untiedTo }) }, identity };
}
