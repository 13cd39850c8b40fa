/** Codes and claims for a browser without script: the server makes and seals them in memory, as the script would, and keeps neither. */
import { nodeArgon2 } from "../../base/argon2-node.ts";
import { ok, refused } from "../../base/index.ts";
import type { Context, Result } from "../../base/index.ts";
import { fromUtf8, newCode, toBase64Url, verifyKeyLog, wrap } from "../../envelope/index.ts";
import type { ExaminedPiece, KeyLogEntry, ReporterKeys } from "../../envelope/index.ts";
import type { Card } from "../rules/way-back.ts";
import type { LabelBody, WayBackBody } from "../shape.ts";
import { areCertified } from "../shape/epoch.ts";
import { claimText, nameKey, sealCardChange, sealThreadChange, wayBackBody } from "../shape/way-back.ts";
import type { CardChange, CaseInHand } from "../shape/way-back.ts";
import { actArrived, openArrived } from "./arrival.ts";
import type { ArrivedTalk } from "./arrival.ts";
import { installationOf } from "./installation.ts";
import { keysOfCode } from "./sealing.ts";
import { changeCardsOf, makeClaim } from "./way-back.ts";
import type { OpenedThread } from "./whole.ts";

/** The body of the last piece of a kind. */
function bodyOf(pieces: readonly ExaminedPiece[], fits: (body: Readonly<Record<string, unknown>>, kind: string) => boolean): Readonly<Record<string, unknown>> | undefined {
  const bodies = pieces.flatMap((one) => (one.ok ? [{ kind: one.piece.header.kind, text: fromUtf8(one.piece.body) }] : []));
  const read = bodies.filter(({ kind }) => kind === "epoch" || kind === "label").map(({ kind, text }) => ({ kind, body: JSON.parse(text) as Record<string, unknown> }));
  return read.filter(({ kind, body }) => fits(body, kind)).at(-1)?.body;
}

/** A conversation that was opened, in hand. `reporters`: who counts as the person; left out, what its own chain says. */
function inHandOf(keys: ReporterKeys, { opening, pieces, identities, epoch }: OpenedThread, reporters?: CaseInHand["reporters"]): CaseInHand | undefined {
  const last = pieces.at(-1);
  const log = opening.keyLog as readonly KeyLogEntry[];
  if (last?.ok !== true || !pieces.every((piece) => piece.ok) || !verifyKeyLog(log).ok || !areCertified(opening.holders, log, opening)) return undefined;
  const label = bodyOf(pieces, (_, kind) => kind === "label") as LabelBody | undefined;
  const named = bodyOf(pieces, (body) => Array.isArray(body["reporters"]))?.["reporters"] as readonly string[] | undefined;
  return { opening, identities, epoch, sequence: last.piece.header.sequence + 1, previous: last.piece.hash, keys, reporters: reporters ?? named, ...(label === undefined ? {} : { label }) };
}

export type ArrivedChange = { readonly end: string } | { readonly card: "trusted" | "helper" } | "replace";
/** `code`: made just now, to be shown once. `opens`: what opens the conversation from here on. */
export type ChangedArrived = { readonly code?: string; readonly opens: string };

async function changeOf(context: Context, talk: ArrivedTalk, wanted: ArrivedChange): Promise<{ readonly change: CardChange; readonly code?: string } | undefined> {
  const { cards, next, card: own } = talk.followUp.codes;
  const mine = cards.find((one) => one.mine);
  if (typeof wanted === "object" && "end" in wanted) {
    const end = cards.find((one) => one.holder === wanted.end);
    return end === undefined ? undefined : { change: { end } };
  }
  const code = newCode(context.random.bytes(10));
  const card: Card = wanted === "replace" ? own : wanted.card;
  const add = { card, holder: next, keys: await keysOfCode(context, code) };
  return { code, change: { add, ...(wanted === "replace" && mine !== undefined ? { end: mine } : {}) } };
}

/** Refuses what changing with script refuses. */
export async function changeCardsArrived(context: Context, typed: string, wanted: ArrivedChange): Promise<Result<ChangedArrived>> {
  const talk = await openArrived(context, typed);
  if (!talk.ok) return talk;
  const keys = await keysOfCode(context, talk.value.code);
  const { first, others } = talk.value.whole;
  const [inHand, made] = [inHandOf(keys, first), await changeOf(context, talk.value, wanted)];
  if (inHand === undefined) return refused("key-not-certified");
  if (made === undefined) return refused("transition-not-allowed");
  const reporters = inHand.reporters ?? [toBase64Url(keys.signer.publicKey)];
  const threads = await Promise.all(others.map(({ thread, opened }) => sealThreadChange(thread.case, opened === undefined ? undefined : inHandOf(keys, opened, reporters), made.change)));
  const body = { ...(await sealCardChange(inHand, made.change)), threads };
  const changed = await actArrived(context, talk.value.code, (tx, found) => changeCardsOf(context, tx, found, body));
  if (!changed.ok) return changed;
  const { code } = made;
  return ok({ ...(code === undefined ? {} : { code }), opens: wanted === "replace" && code !== undefined ? code : talk.value.code });
}

export type ArrivedWayBack = { readonly name: string; readonly sentence: string; readonly readsBack: boolean };

/** What is kept of name and sentence; neither of them is. */
export async function wayBackArrived(context: Context, { name, sentence, readsBack }: ArrivedWayBack): Promise<{ readonly name: string; readonly body: WayBackBody }> {
  const { salt } = await installationOf(context);
  return { name: await nameKey(name, salt, nodeArgon2), body: await wayBackBody(sentence, readsBack, context.random.bytes(16), nodeArgon2) };
}

export type ArrivedClaim = { readonly team: string; readonly recipient: string; readonly name: string; readonly sentence: string };

/** The code of the claim, and the day from which it may work. */
export async function claimArrived(context: Context, { team, recipient, name, sentence }: ArrivedClaim): Promise<Result<{ readonly code: string; readonly dueDay: string }>> {
  const { salt } = await installationOf(context);
  const code = newCode(context.random.bytes(10));
  const keys = await keysOfCode(context, code);
  const sealed = toBase64Url(await wrap(claimText(sentence, keys), [recipient]));
  const post = { team, name: await nameKey(name, salt, nodeArgon2), lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey), sealed };
  const made = await makeClaim(context, post);
  return made.ok ? ok({ code, dueDay: made.value.dueDay }) : made;
}
