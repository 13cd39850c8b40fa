/**
 * Escalation in the worker's browser: preparing, the second pair of eyes, sending, and what desk and ministry say to each
 * other. The second signs the very words; whoever sends can change nothing after that, and the ministry's browser checks it.
 */
import { wordsToSecond } from "../../cases/rules/escalation.ts";
import type { DossierWords } from "../../cases/rules/escalation.ts";
import type { DossierBody, EscalationLine, ExchangeAct, ExchangeBody, ReplyPost, SendPost } from "../../cases/shape/escalation.ts";
import type { PieceIn } from "../../cases/shape.ts";
import { currentTeamKey, examineChain, memberKey, newCaseIdentity, recipientOf, sealPiece, signAct, signersOf, toBase64Url, verifyAct } from "../../envelope/index.ts";
import type { KeyLogEntry } from "../../envelope/index.ts";
import { bytesOf } from "../keyring/keyring.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { readBody } from "./bodies.ts";
import { wordOfKind } from "./bodies-of-consent.ts";
import { Dossier, Draft, Exchange, SecondWord } from "./bodies-of-escalation.ts";
import { ConsentRefusal, keysToGive, labelFor, partsToGive } from "./consent.ts";
import type { Handing } from "./consent.ts";
import type { OpenedCase } from "./opening.ts";
import { sealCase } from "./placing.ts";
import { sealNext, WritingRefusal } from "./writing.ts";

type Parts = { readonly keyring: Keyring; readonly log: readonly KeyLogEntry[] };
const memberIn = (signedBy: string): string => signedBy.replace(/^member:/, "");

/** `unsigned`: nobody else agreed to these very words. */
export class DossierRefusal extends Error {
  readonly reason: "no-draft" | "unsigned" | "not-whole";
  constructor(reason: "no-draft" | "unsigned" | "not-whole") {
    super(reason);
    this.name = "DossierRefusal";
    this.reason = reason;
  }
}

/* ------------------------------------------------------------------ the desk */

/** Seals what a colleague will read. The key of the exchange is made here and reaches the ministry inside the dossier only. */
export async function sealDraft(opened: OpenedCase, words: DossierWords, parts: Parts): Promise<PieceIn & { readonly kind: "dossier-draft" }> {
  const { identity } = await newCaseIdentity();
  return sealNext(opened, { kind: "dossier-draft", body: { ...wordsToSecond(words), exchange: identity } }, parts);
}

/** The draft that the server names, when it is what its maker signed. */
export function draftOf(opened: OpenedCase, line: Pick<EscalationLine, "id" | "draft" | "preparedBy">): Draft | undefined {
  const found = opened.desk?.pieces.find(({ raw }) => raw.id === line.draft)?.examined;
  if (found?.ok !== true || found.piece.signedBy !== `member:${line.preparedBy}`) return undefined;
  const draft = wordOfKind(found.piece, "dossier-draft", Draft);
  return draft?.escalation === line.id ? draft : undefined;
}

const agreeing = (words: DossierWords) => ({ act: "escalation-second", nonce: words.escalation, fields: { ...wordsToSecond(words), parts: [...words.parts] } });

/** Signs the very words that are on this screen. */
export function sealSecond(opened: OpenedCase, line: EscalationLine, parts: Parts): Promise<PieceIn & { readonly kind: "dossier-second" }> {
  const draft = draftOf(opened, line);
  if (draft === undefined || line.draft === null) throw new DossierRefusal("no-draft");
  const signature = toBase64Url(signAct(parts.keyring.signer, agreeing(draft)));
  return sealNext(opened, { kind: "dossier-second", body: { escalation: line.id, draft: line.draft, signature } }, parts);
}

type Second = DossierBody["second"];

/** Whether another member of the same organisation signed these words. Nobody is his own second. */
function isSeconded(words: DossierWords, preparedBy: string, { member, signature }: Second, log: readonly KeyLogEntry[]): boolean {
  const [first, second] = [memberKey(log, preparedBy, log.length), memberKey(log, member, log.length)];
  if (first === undefined || second === undefined || member === preparedBy || first.organisation !== second.organisation) return false;
  return verifyAct(bytesOf(second.signKey), agreeing(words), bytesOf(signature));
}

export function secondOf(opened: OpenedCase, line: EscalationLine, log: readonly KeyLogEntry[]): Second | undefined {
  const draft = draftOf(opened, line);
  const seconds = (opened.desk?.pieces ?? []).flatMap(({ examined }): Second[] => {
    const word = examined.ok ? wordOfKind(examined.piece, "dossier-second", SecondWord) : undefined;
    return examined.ok && word?.draft === line.draft && word.escalation === line.id ? [{ member: memberIn(examined.piece.signedBy), signature: word.signature }] : [];
  });
  return draft === undefined ? undefined : seconds.find((one) => isSeconded(draft, line.preparedBy, one, log));
}

/** Every part of the dossier is asked of the person's signed words once more; one that is not agreed stops all of it. */
function agreedParts(handing: Handing, draft: Draft): ReadonlySet<string> {
  const agreed = new Set(partsToGive(handing).map((one) => one.raw.id));
  if (draft.form === "parts" && !draft.parts.every((one) => agreed.has(one))) throw new ConsentRefusal("other-part");
  return new Set(draft.form === "parts" ? draft.parts : []);
}

/** Everything that goes, whole. Anonymised: the text alone, without a key of the person and without a word of the conversation. */
export async function sealSending(handing: Handing, line: EscalationLine, step: string, parts: Parts): Promise<SendPost> {
  const { opened, consent, team, held } = handing;
  const draft = draftOf(opened, line);
  if (draft === undefined) throw new DossierRefusal("no-draft");
  const second = secondOf(opened, line, parts.log);
  if (second === undefined || draft.consent !== consent) throw new DossierRefusal("unsigned");
  const only = agreedParts(handing, draft);
  const isWhole = draft.form === "parts";
  const shown = labelFor(isWhole ? partsToGive(handing).filter((one) => only.has(one.raw.id)) : [], opened);
  const label = { ...shown, to: team };
  const dossier: DossierBody = { ...draft, from: opened.raw.id, reporterKeys: isWhole ? opened.raw.signers : [], preparedBy: line.preparedBy, second };
  const first = [{ kind: "label" as const, body: label }, { kind: "dossier" as const, body: dossier }];
  const reporters = opened.raw.holders.shared.filter((one) => one.kind === "reporter");
  const { placed, identity } = await sealCase({ installation: opened.raw.installation, team, label, reporters, through: opened.shared.recipient, pieces: first, held }, parts);
  return { placed, step: await sealNext(opened, { kind: "step", body: { text: step } }, parts), given: isWhole ? await keysToGive(handing, identity.recipient, only) : [] };
}

/* -------------------------------------------------------------- the ministry */

/** What was sent, as two people of the desk signed it. `proven` false: nobody but the sender vouches for it. */
export function dossierIn(opened: OpenedCase, log: readonly KeyLogEntry[]): { readonly dossier: Dossier; readonly proven: boolean } | undefined {
  const dossier = opened.shared.pieces.flatMap(({ examined }) => (examined.ok ? (wordOfKind(examined.piece, "dossier", Dossier) ?? []) : []))[0];
  return dossier === undefined ? undefined : { dossier, proven: isSeconded(dossier, dossier.preparedBy, dossier.second, log) };
}

/* -------------------------------------------------------------- the exchange */

export type Exchanged = { readonly id: string; readonly act: ExchangeAct; readonly day: string; readonly text: string | undefined };
export type OpenedExchange = { readonly words: readonly Exchanged[]; readonly recipient: string; readonly head: string | undefined };
/** `ministry`: the team that was asked. */
export type ExchangeParts = { readonly installation: string; readonly exchange: string; readonly ministry: string; readonly log: readonly KeyLogEntry[] };

/** Only the ministry asks, answers and returns, only the desk replies; anything else is shown as not to be believed. */
function isOfItsSide(act: ExchangeAct, signedBy: string, { ministry, log }: ExchangeParts): boolean {
  const of = memberKey(log, memberIn(signedBy), log.length)?.organisation;
  const theirs = currentTeamKey(log, ministry)?.organisation;
  return of !== undefined && theirs !== undefined && (act === "reply") === (of !== theirs);
}

export async function openExchange(line: Pick<EscalationLine, "id" | "words">, parts: ExchangeParts): Promise<OpenedExchange> {
  const kept = line.words.map((one) => ({ sealed: bytesOf(one.sealed), key: bytesOf(one.key) }));
  const expected = { installation: parts.installation, case: line.id, chain: "shared" } as const;
  const { pieces, head } = await examineChain(kept, { caseIdentity: parts.exchange, expected, signers: signersOf({ keyLog: parts.log }) });
  const words = line.words.map(({ id, act, day }, at): Exchanged => {
    const one = pieces[at];
    const body = one?.ok === true ? readBody(one.piece, Exchange) : undefined;
    const fits = one?.ok === true && body?.act === act && one.piece.header.kind === "exchange" && isOfItsSide(act, one.piece.signedBy, parts);
    return { id, act, day, text: fits ? body.text : undefined };
  });
  return { words, recipient: await recipientOf(parts.exchange), head };
}

/** The next word. Refuses `not-whole`: behind a chain that cannot be trusted nothing is written. */
export async function sealWord(line: Pick<EscalationLine, "id" | "words">, body: ExchangeBody, parts: ExchangeParts & { readonly keyring: Keyring }): Promise<ReplyPost["word"]> {
  const { head, recipient } = await openExchange(line, parts);
  if (head === undefined) throw new WritingRefusal("not-whole");
  const piece = crypto.randomUUID();
  const sequence = line.words.length + 1;
  const header = { version: 1, installation: parts.installation, case: line.id, piece, chain: "shared", kind: "exchange", sender: `member:${parts.keyring.member}`, sequence, previous: head, keyLog: parts.log.length } as const;
  const sealed = await sealPiece(header, new TextEncoder().encode(JSON.stringify(body)), { signer: parts.keyring.signer, caseRecipient: recipient, pad: "text" });
  return { id: piece, sequence, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key) };
}
