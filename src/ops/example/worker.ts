/** A made-up worker: signs in, opens a case, answers it. Seals exactly as the desk does in a worker's browser. */
import type { CreatedMember } from "../../accounts/index.ts";
import { deskToken } from "../../accounts/shape.ts";
import { chainOf, paddingOf, readWrapText } from "../../cases/shape.ts";
import type { DeskCase, PieceIn, PieceKind } from "../../cases/shape.ts";
import { transition, type CaseAct, type Outcome } from "../../cases/rules.ts";
import { fromBase64Url, hashOf, newCaseIdentity, recipientOf, sealPiece, toBase64Url, unwrapText, wrap } from "../../envelope/index.ts";
import { say, type Ask } from "./line.ts";

export type Team = { readonly team: string; readonly epoch: number; readonly keys: { readonly identity: string; readonly recipient: string } };
export type Worker = { readonly ask: Ask; readonly cookie: string; readonly member: Omit<CreatedMember, "auth">; readonly team: Team; readonly keyLog?: number };

const bytes = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();

/** Signs in with what his passphrase was derived to, and digits. */
export async function signIn(ask: Ask, totp: string, who: { readonly member: CreatedMember; readonly team: Team }): Promise<Worker> {
  const { name, auth } = who.member;
  const signedIn = await say(ask, { method: "POST", path: "/sign-in/sessions", body: { name, auth: toBase64Url(auth), totp } });
  const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const worker: Worker = { ask, cookie, ...who };
  return { ...worker, keyLog: await keyLogLength(worker) };
}

export async function ask<T>(worker: Worker, method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
  const headers = { cookie: worker.cookie, "x-csrf-token": deskToken };
  return (await say<T>(worker.ask, { method, path, headers, ...(body === undefined ? {} : { body }) })).value;
}

export const read = (worker: Worker, id: string): Promise<DeskCase> => ask<DeskCase>(worker, "GET", `/cases/${id}`);

export async function identityOf(worker: Worker, one: DeskCase, chain: "shared" | "desk"): Promise<string | undefined> {
  const found = one.wraps.find((each) => each.chain === chain && each.holderKind === "team");
  return found === undefined ? undefined : readWrapText(await unwrapText(bytes(found.wrapped), worker.team.keys.identity)).identity;
}

/** The desk's own identity of the case, made at the first opening. */
export async function deskIdentity(worker: Worker, one: DeskCase): Promise<string> {
  const known = await identityOf(worker, one, "desk");
  if (known !== undefined) return known;
  const { identity } = await newCaseIdentity();
  await ask(worker, "POST", `/cases/${one.id}/desk-key`, { wrap: toBase64Url(await wrap(identity, [worker.team.keys.recipient])), teamEpoch: worker.team.epoch });
  return identity;
}

type Writing = { readonly kind: PieceKind; readonly body: unknown };

export async function sealNext(worker: Worker, one: DeskCase, identity: string, { kind, body }: Writing): Promise<PieceIn> {
  const chain = chainOf(kind);
  const before = one.pieces.filter((piece) => piece.chain === chain);
  const last = before.at(-1);
  const id = crypto.randomUUID();
  const header = {
    version: 1,
    installation: one.installation,
    case: one.id,
    piece: id,
    chain,
    kind,
    sender: `member:${worker.member.member}`,
    sequence: before.length + 1,
    previous: last === undefined ? "" : hashOf(bytes(last.sealed)),
    keyLog: await keyLogLength(worker),
  } as const;
  const piece = await sealPiece(header, new TextEncoder().encode(JSON.stringify(body)), { signer: worker.member.signer, caseRecipient: await recipientOf(identity), pad: paddingOf(kind) });
  return { id, kind, sequence: header.sequence, sealed: toBase64Url(piece.sealed), key: toBase64Url(piece.key) };
}

/** As it stood when the worker signed in, for those of the example, in which no key is made afterwards. */
export async function keyLogLength(worker: Worker): Promise<number> {
  return worker.keyLog ?? (await ask<{ entries: unknown[] }>(worker, "GET", "/key-log")).entries.length;
}

/** Opens a new or unread case, makes its desk key and takes it. */
export async function take(worker: Worker, id: string): Promise<void> {
  const one = await read(worker, id);
  await deskIdentity(worker, one);
  await ask(worker, "POST", `/cases/${id}/assignment`, { member: worker.member.member });
  if (one.state === "new" || one.state === "unread") await ask(worker, "POST", `/cases/${id}/state`, { act: "take", expected: one.state });
}

export async function answer(worker: Worker, id: string, text: string, asksHelped = false): Promise<void> {
  const one = await read(worker, id);
  const identity = await identityOf(worker, one, "shared");
  if (identity === undefined) throw new Error("The example's worker cannot open the case");
  const piece = await sealNext(worker, one, identity, { kind: "answer", body: asksHelped ? { text, asksHelped: true } : { text } });
  const act: CaseAct = asksHelped ? "ask-helped" : "answer";
  if (transition(one.state, act) === undefined) await ask(worker, "POST", `/cases/${id}/state`, { act: "take", expected: one.state });
  await ask(worker, "POST", `/cases/${id}/pieces`, { piece, act });
}

/** Closes with an outcome, with the reason in a sealed note. */
export async function close(worker: Worker, id: string, outcome: Outcome, reason: string): Promise<void> {
  const one = await read(worker, id);
  const note = await sealNext(worker, one, await deskIdentity(worker, one), { kind: "note", body: { text: reason } });
  await ask(worker, "POST", `/cases/${id}/pieces`, { piece: note });
  await ask(worker, "POST", `/cases/${id}/state`, { act: "close", expected: one.state, outcome });
}

/** A text of the organisation that is known to be right; who leads the team writes it. */
export async function writeText(worker: Worker, text: { readonly title: string; readonly body: string }, reviewDay: string): Promise<void> {
  await ask(worker, "POST", "/text-blocks", { language: "nl", ...text, owner: worker.member.member, reviewDay });
}
