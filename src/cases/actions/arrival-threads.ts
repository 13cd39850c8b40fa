/**
 * Yes, no, taking a yes back, and writing to another desk, for a person without script (`security.md` 1.5). Signed with the
 * code that was typed and marked as sealed on arrival; the server's own key never says yes for anybody.
 */
import { fromUtf8, recipientOf, verifyKeyLog } from "../../envelope/index.ts";
import type { KeyLogEntry } from "../../envelope/index.ts";
import { ok, refused } from "../../base/index.ts";
import type { Context, RefusalReference, Result } from "../../base/index.ts";
import { cardOf } from "../records/person.ts";
import { caseOf } from "../records/reports.ts";
import type { ConsentBody, LabelBody, MessageAnswer, PieceIn, PieceKind } from "../shape.ts";
import { mayDecide } from "../rules/way-back.ts";
import { areCertified, sealEpoch } from "../shape/epoch.ts";
import { carrierOf } from "../shape/threads.ts";
import { actOf, decides, entriesOf, foundOf, known, openArrived, writeArrived } from "./arrival.ts";
import type { Arrived, Known } from "./arrival.ts";
import { writeTo } from "./conversation.ts";
import type { Found } from "./conversation.ts";
import { beginEpochIn } from "./epochs.ts";
import { rolledBack } from "./rolled-back.ts";
import { bodyOf, sealInOrder } from "./sealing.ts";
import type { Entry } from "./sealing.ts";
import { sayOnConsent, writableThread } from "./threads.ts";
import { askedBy, threadIn } from "./whole.ts";
import type { ArrivedWhole, OpenedThread, OtherThread } from "./whole.ts";
import type { Transaction } from "../../base/index.ts";

const visitor = { role: "visitor" } as const;

/** With the first case held, as long as this transaction lasts. */
function held<T>(context: Context, asked: Known, work: (tx: Transaction, first: Found) => Promise<Result<T>>): Promise<Result<T>> {
  return rolledBack(context, visitor, async (tx) => {
    const first = foundOf(asked, await caseOf(tx, asked.lookup, true));
    return first.ok ? work(tx, first.value) : first;
  });
}

/** A new epoch of a thread, begun in memory because this browser has no script to do it. */
async function begin(context: Context, asked: Known, { opening, pieces, identities, epoch }: OpenedThread): Promise<Result<unknown>> {
  const last = pieces.at(-1);
  const log = opening.keyLog as readonly KeyLogEntry[];
  if (last?.ok !== true || !pieces.every((piece) => piece.ok) || !verifyKeyLog(log).ok || !areCertified(opening.holders, log, opening)) return refused("key-not-certified");
  const label = pieces.flatMap((one) => (one.ok && one.piece.header.kind === "label" ? [JSON.parse(fromUtf8(one.piece.body)) as LabelBody] : []))[0];
  const place = { installation: opening.installation, case: opening.case, chain: "shared", sequence: last.piece.header.sequence + 1, previous: last.piece.hash } as const;
  const post = await sealEpoch({ place, epoch: epoch + 1, sender: "reporter", signer: asked.keys.signer, before: identities.get(epoch), holders: opening.holders, label });
  return held(context, asked, async (tx, first) => {
    const thread = first.found.id === opening.case ? first : await writableThread(tx, first, opening.case);
    return thread === undefined ? refused("not-found") : beginEpochIn(context, tx, thread, post);
  });
}

async function sealedIn(context: Context, asked: Known, { opening, pieces, identities, epoch }: OpenedThread, entries: readonly Entry[]): Promise<PieceIn[] | undefined> {
  const last = pieces.at(-1);
  if (last?.ok !== true || !pieces.every((piece) => piece.ok)) return undefined;
  const place = { installation: opening.installation, case: opening.case, signer: asked.keys.signer, caseRecipient: await recipientOf(identities.get(epoch) ?? ""), epoch, sequence: last.piece.header.sequence + 1, previous: last.piece.hash };
  return sealInOrder(context, place, entries);
}

const mostTries = 4;
const beaten: ReadonlySet<RefusalReference> = new Set(["sequence-taken", "epoch-outdated"]);

type Doing = { readonly thread: (whole: ArrivedWhole) => OpenedThread | undefined; readonly entries: (whole: ArrivedWhole) => readonly Entry[] | undefined; readonly send: (tx: Transaction, first: Found, pieces: readonly PieceIn[]) => Promise<Result<MessageAnswer>> };

async function attempt(context: Context, asked: Known, doing: Doing): Promise<Result<MessageAnswer>> {
  const arrived = await openArrived(context, asked.code);
  if (!arrived.ok) return arrived;
  const thread = doing.thread(arrived.value.whole);
  const entries = doing.entries(arrived.value.whole);
  if (thread === undefined || entries === undefined) return refused("not-found");
  const [first] = entries;
  // The same form once more: what it said stands there.
  if (first?.id !== undefined && thread.opening.pieces.some((piece) => piece.id === first.id)) return ok({ state: thread.opening.state, promisedDay: thread.opening.promisedDay });
  if (thread.opening.due) {
    const begun = await begin(context, asked, thread);
    return begun.ok ? refused("epoch-outdated") : begun;
  }
  const pieces = await sealedIn(context, asked, thread, entries);
  return pieces === undefined ? refused("signature-invalid") : held(context, asked, (tx, first) => doing.send(tx, first, pieces));
}

async function tried(context: Context, code: string, make: (asked: Known) => Doing): Promise<Result<MessageAnswer>> {
  const asked = await known(context, code);
  if (!asked.ok) return asked;
  for (let count = 1; ; count += 1) {
    const done = await attempt(context, asked.value, make(asked.value));
    if (done.ok || !beaten.has(done.because) || count === mostTries) return done;
  }
}

const mark = { sealedOnArrival: true } as const;
export type ConsentWord = "yes" | "no" | "withdraw";

function wordFor(whole: ArrivedWhole, consent: string, answer: ConsentWord): readonly Entry[] | undefined {
  const line = whole.consents.find((one) => one.id === consent);
  if (line === undefined) return undefined;
  const word = (kind: PieceKind, body: unknown): readonly Entry[] => [{ kind, body: bodyOf(body) }];
  if (answer === "withdraw") return word("withdrawal", { ...mark, consent });
  if (answer === "no") return word("consent-refused", { ...mark, asked: consent });
  const terms = askedBy(whole, line);
  if (terms === undefined) return undefined;
  const { purpose, team, parts, later, until } = terms;
  const body: ConsentBody = { ...mark, asked: consent, purpose, team, parts, later, until };
  return word("consent", body);
}

/** Refuses what answering with script refuses; not-found when what is asked cannot be believed. */
export function consentArrived(context: Context, code: string, said: { readonly consent: string; readonly answer: ConsentWord }): Promise<Result<MessageAnswer>> {
  return tried(context, code, () => ({
    thread: (whole) => threadIn(whole, whole.consents.find((one) => one.id === said.consent)?.case ?? ""),
    entries: (whole) => wordFor(whole, said.consent, said.answer),
    send: (tx, first, [piece]) => (piece === undefined ? Promise.resolve(refused("input-invalid")) : sayOnConsent(context, tx, first, { consent: said.consent, piece })),
  }));
}

/**
 * Where "safe", "not safe", yes and no go, as with script: to who answers to the person now, and to who asked. `undefined`: the first
 * conversation.
 */
export async function threadForWord(context: Context, code: string, { helped }: Pick<Arrived, "helped">): Promise<string | undefined> {
  const arrived = await openArrived(context, code);
  if (!arrived.ok) return undefined;
  const { first, others } = arrived.value.whole;
  const asks = (opened: OpenedThread | undefined): boolean => opened?.opening.state === "asked-helped";
  const asked = asks(first) ? first.opening.case : others.find((one) => asks(one.opened))?.thread.case;
  const to = helped === undefined ? carrierOf(first.opening.case, others.map((one) => one.thread)) : asked;
  return to === first.opening.case ? undefined : to;
}

/** To another desk of the same conversation. A form that is sent twice is stored once. */
export async function writeArrivedTo(context: Context, code: string, to: { readonly thread: string; readonly arrived: Arrived }): Promise<Result<MessageAnswer>> {
  const entries = await entriesOf(context, to.arrived);
  if (!entries.ok) return entries;
  return tried(context, code, () => ({
    thread: (whole) => threadIn(whole, to.thread),
    entries: () => entries.value,
    send: async (tx, first, pieces) => {
      if (decides(to.arrived) && !mayDecide(await cardOf(tx, first.lookup))) return refused("person-only");
      const thread = await writableThread(tx, first, to.thread);
      return thread === undefined ? refused("not-found") : writeTo(context, tx, thread, { pieces, act: actOf(to.arrived), safety: to.arrived.safety });
    },
  }));
}

const endingOf = (mark: string): Arrived => ({ text: "", files: [], ending: "stop", mark });
const goesOn = ({ thread, opened }: OtherThread): boolean => thread.kind !== "escalation" && (thread.referral === null || thread.referral === "accepted") && opened !== undefined && opened.opening.state !== "closed";

/** Whether a desk besides the first still takes a last word. */
export function anyGoesOn(others: ArrivedWhole["others"]): boolean {
  return others.some(goesOn);
}

/** Stops every other desk that goes on, and then the first conversation, so that a form that is sent twice ends what was left. */
async function stopOnce(context: Context, code: string, mark: string): Promise<Result<"over" | "stopped">> {
  const arrived = await openArrived(context, code);
  if (!arrived.ok) return arrived;
  const { whole, followUp } = arrived.value;
  if (!mayDecide(followUp.codes.card)) return refused("person-only");
  const others = whole.others.filter(goesOn);
  for (const { thread } of others) {
    const stopped = await writeArrivedTo(context, code, { thread: thread.case, arrived: endingOf(context.random.uuid()) });
    if (!stopped.ok) return stopped;
  }
  if (whole.first.opening.state === "closed") return ok(others.length === 0 ? "over" : "stopped");
  const stopped = await writeArrived(context, code, endingOf(mark));
  return stopped.ok ? ok("stopped") : stopped;
}

/**
 * A desk that accepted at the very moment of stopping is stopped by looking once more. Refuses transition-not-allowed: all was over
 * before, and not by this form.
 */
export async function stopArrived(context: Context, code: string, mark: string): Promise<Result<unknown>> {
  for (let count = 0; count < mostTries; count += 1) {
    const once = await stopOnce(context, code, mark);
    if (!once.ok) return once;
    if (once.value === "over") return count === 0 ? writeArrived(context, code, endingOf(mark)) : ok({});
  }
  return ok({});
}
