/** A complaint procedure at the committee's desk: sealed, opened and signed in the secretary's browser. */
import { openProcedureChain, sealProcedure } from "../../cases/rules/procedure-chain.ts";
import type { OpenedProcedure, ProcedureEntry } from "../../cases/rules/procedure-chain.ts";
import type { DeskProcedure, InvitationPost, ProcedureBody, ProcedureKeyBody, ProcedurePieceIn, RenewalPost } from "../../cases/shape/procedure.ts";
import { epochStatement, fromBase64Url, newCaseIdentity, newCode, openCode, readStatement, toBase64Url, wrap } from "../../envelope/index.ts";
import type { Argon2, KeyLogEntry } from "../../envelope/index.ts";
import type { Keyring } from "../keyring/keyring.ts";

export type SecretaryParts = { readonly keyring: Pick<Keyring, "member" | "signer">; readonly log: readonly KeyLogEntry[] };

/** `complainants`: keys of the complainant that the chain of the case itself names, for when a code was replaced meanwhile. */
export type ProcedureOnDesk = { readonly raw: DeskProcedure; readonly opened: OpenedProcedure; readonly complainants: readonly string[] };

/** What the newest epoch of the case's chain says, signed, about the complainant's keys; without one, the keys of the start stand. */
export function complainantsIn(epochs: readonly Uint8Array[]): readonly string[] {
  return epochs.flatMap((body) => readStatement(body)?.reporters ?? []);
}

/** `identities` and `complainants`: from the chain of the case. */
export async function openOnDesk(raw: DeskProcedure, { identities, complainants }: { readonly identities: ReadonlyMap<number, string>; readonly complainants: readonly string[] }, { log }: Pick<SecretaryParts, "log">, before?: ProcedureOnDesk): Promise<ProcedureOnDesk> {
  const known = before?.opened.head === undefined ? undefined : { sequence: before.opened.length, head: before.opened.head };
  return { raw, complainants, opened: await openProcedureChain({ ...raw, keyLog: log, known }, identities) };
}

type Beginning = { readonly installation: string; readonly signers: readonly string[] };
export type Begun = { readonly procedure: string; readonly key: ProcedureKeyBody; readonly piece: ProcedurePieceIn };

/** A new procedure: its identity, which goes into the chain of the case, and the first piece, which names the complainant's key. */
export async function beginProcedure({ installation, signers }: Beginning, { keyring, log }: SecretaryParts): Promise<Begun> {
  const procedure = crypto.randomUUID();
  const { identity, recipient } = await newCaseIdentity();
  const place = { installation, procedure, sender: `member:${keyring.member}`, signer: keyring.signer, recipient, sequence: 1, previous: "", keyLog: log.length } as const;
  const [piece] = await sealProcedure(place, [{ kind: "step", body: { act: "begin", text: "", complainants: signers } }], () => crypto.randomUUID());
  if (piece === undefined) throw new Error("one entry makes one piece");
  return { procedure, key: { procedure, identity }, piece };
}

/** The committee's next pieces. Throws where the chain is not whole: nothing may be written after it. */
export function sealStep({ raw, opened, complainants }: ProcedureOnDesk, entries: readonly (ProcedureEntry & { readonly body: ProcedureBody })[], { keyring, log }: SecretaryParts): Promise<ProcedurePieceIn[]> {
  if (opened.head === undefined) throw new Error("not whole");
  const place = { installation: raw.installation, procedure: raw.procedure, sender: `member:${keyring.member}`, signer: keyring.signer, recipient: opened.recipient, epoch: opened.epoch, sequence: opened.length + 1, previous: opened.head, keyLog: log.length } as const;
  // The complainant may have got a new code since: who signs for the committee says whose word counts.
  const named = complainants.length === 0 ? {} : { complainants };
  return sealProcedure(place, entries.map((one) => (one.kind === "step" ? { ...one, body: { ...one.body, ...named } } : one)), () => crypto.randomUUID());
}

/** Every identity of the dossier, so that who comes later reads the same. */
async function wrapsFor({ identities }: OpenedProcedure, recipient: string): Promise<{ readonly first: string; readonly later: { epoch: number; wrapped: string }[] }> {
  const all = await Promise.all([...identities].map(async ([epoch, identity]) => ({ epoch, wrapped: toBase64Url(await wrap(identity, [recipient])) })));
  return { first: all.find(({ epoch }) => epoch === 1)?.wrapped ?? "", later: all.filter(({ epoch }) => epoch > 1) };
}

/** A new identity before the next word, where somebody may no longer read: `keyPiece` seals what gives it to the complainant. */
export async function sealRenewal({ raw, opened }: ProcedureOnDesk, keyPiece: (body: ProcedureKeyBody) => Promise<RenewalPost["key"]>, { keyring, log }: SecretaryParts): Promise<RenewalPost> {
  if (opened.head === undefined) throw new Error("not whole");
  const epoch = opened.epoch + 1;
  const { identity, recipient } = await newCaseIdentity();
  const statement = readStatement(await epochStatement(epoch, identity));
  if (statement === undefined) throw new Error("a statement reads as it was written");
  const place = { installation: raw.installation, procedure: raw.procedure, sender: `member:${keyring.member}`, signer: keyring.signer, recipient, epoch, sequence: opened.length + 1, previous: opened.head, keyLog: log.length } as const;
  const [piece] = await sealProcedure(place, [{ kind: "epoch", body: statement }], () => crypto.randomUUID());
  if (piece === undefined) throw new Error("one entry makes one piece");
  const key = await keyPiece({ procedure: raw.procedure, identity, epoch });
  return { epoch, key, piece: { ...piece, kind: "epoch" }, wrap: raw.recipient === null ? null : toBase64Url(await wrap(identity, [raw.recipient])) };
}

export type Invitation = { readonly code: string; readonly post: InvitationPost };

/** A code for the board, made here: it is shown once, and the server gets what it is worth without it. */
export async function inviteBoard(screen: ProcedureOnDesk, parts: SecretaryParts & { readonly argon2: Argon2 }): Promise<Invitation> {
  const { raw, opened } = screen;
  const code = newCode(crypto.getRandomValues(new Uint8Array(10)));
  const keys = await openCode(code, fromBase64Url(raw.salt) ?? new Uint8Array(), parts.argon2);
  const epoch = raw.boards.length + 1;
  const signKey = toBase64Url(keys.signer.publicKey);
  const [piece] = await sealStep(screen, [{ kind: "step", body: { act: "invite", text: "", board: { epoch, signKey } } }], parts);
  if (piece === undefined) throw new Error("one entry makes one piece");
  const { first, later } = await wrapsFor(opened, keys.recipient);
  return { code, post: { epoch, lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey, wrap: first, wraps: later, piece: { ...piece, kind: "step" } } };
}

