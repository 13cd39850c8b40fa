/**
 * What came from a conversation, in the visitor's browser: the desks that have her words, what she is asked, her yes, her no,
 * and taking a yes back. Fetched only once the conversation is open; every act is signed like the others.
 */
import type { ConsentAnswerPost, ConsentLine, Thread, ThreadMessagePost, ThreadsAnswer, WithdrawPost } from "../../../cases/shape/consent.ts";
import type { ConsentBody, EndingPost, MessageAnswer, MessagePost } from "../../../cases/shape.ts";
import { askedIn, inOrigin, peeled } from "../../../cases/shape/threads.ts";
import type { Asked } from "../../../cases/shape/threads.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { newEpoch } from "./epoch.ts";
import { type Entry, sealPieces } from "./pieces.ts";
import { act, type Draft, isAnything, placeOf, reopen, type Signed, type Talk, talkOf } from "./talk.ts";

/** A desk that came in later. `talk`: what was said there; undefined while the code opens nothing there, or when it is gone. */
export type OtherDesk = Thread & { readonly talk: Talk | undefined };
/** The whole of one code: the first conversation, and what came from it. */
export type Whole = { readonly talk: Talk; readonly consents: readonly ConsentLine[]; readonly desks: readonly OtherDesk[] };

const isThreads = hasFields<ThreadsAnswer>({ consents: "array", threads: "array" });
const isMessage = hasFields<MessageAnswer>({ state: "string", promisedDay: "string" });

async function opened({ opening }: Thread, origin: Talk | undefined): Promise<Talk | undefined> {
  if (opening === null || origin === undefined) return undefined;
  try {
    return await talkOf(origin.keys, await peeled(opening, origin.identities.values()), undefined);
  } catch {
    return undefined;
  }
}

/** Everything besides the first conversation, opened. */
export async function openThreads(line: Line, talk: Talk): Promise<Answer<Whole>> {
  const answer = await act(talk.keys, "threads", {}, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/threads", body }, isThreads) });
  if (!answer.ok) return answer;
  let whole: Whole = { talk, consents: answer.value.consents, desks: [] };
  for (const thread of inOrigin(talk.opening.case, answer.value.threads)) {
    whole = { ...whole, desks: [...whole.desks, { ...thread, talk: await opened(thread, talkIn(whole, thread.from)) }] };
  }
  return { ok: true, value: whole };
}

/** The same as it is now. */
export async function reload(line: Line, { talk }: Whole): Promise<Answer<Whole>> {
  const now = await reopen(line, talk);
  return now.ok ? openThreads(line, now.value) : now;
}

/** The conversation of a case: the first one, or that of another desk. */
export function talkIn({ talk, desks }: Whole, id: string): Talk | undefined {
  return talk.opening.case === id ? talk : desks.find((one) => one.case === id)?.talk;
}

/** What is asked, as its signed piece says; undefined: there is nothing to say yes to. */
export function termsOf(whole: Whole, consent: ConsentLine): Asked | undefined {
  const asked = talkIn(whole, consent.case)?.items.find((item) => item.id === consent.id);
  return askedIn(asked?.trouble === undefined ? asked : undefined, consent);
}

type Word = { readonly kind: "consent" | "consent-refused" | "withdrawal"; readonly body: unknown };

function wordFor(whole: Whole, consent: ConsentLine, answer: "yes" | "no" | "withdraw"): Word | undefined {
  if (answer === "withdraw") return { kind: "withdrawal", body: { consent: consent.id } };
  if (answer === "no") return { kind: "consent-refused", body: { asked: consent.id } };
  const terms = termsOf(whole, consent);
  if (terms === undefined) return undefined;
  const { purpose, team, parts, later, until } = terms;
  const body: ConsentBody = { asked: consent.id, purpose, team, parts, later, until };
  return { kind: "consent", body };
}

async function sealedIn(whole: Whole, id: string, entries: readonly Entry[]): Promise<Awaited<ReturnType<typeof sealPieces>>["pieces"] | undefined> {
  const talk = talkIn(whole, id);
  return talk?.head === undefined ? undefined : (await sealPieces(placeOf(talk, talk.head), entries)).pieces;
}

/** Somebody else wrote at the same moment: look, seal again behind it, send again. */
const mostTries = 4;
const beaten: ReadonlySet<string> = new Set(["sequence-taken", "epoch-outdated"]);

/** When a new epoch is due there it begins first; everything as it is then. */
async function ready(line: Line, whole: Whole, id: string): Promise<Answer<Whole>> {
  const talk = talkIn(whole, id);
  if (talk?.opening.due !== true) return { ok: true, value: whole };
  const post = await newEpoch(talk);
  if (!post.ok) return post;
  const first = talk.opening.case === whole.talk.opening.case;
  const begun = first
    ? await act(talk.keys, "epoch", post.value, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/epochs", body }, isAnything) })
    : await act(talk.keys, "thread-epoch", { ...post.value, thread: id }, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/thread-epochs", body }, isAnything) });
  return begun.ok || beaten.has(begun.because) ? reload(line, whole) : begun;
}

/** Whether this desk still takes a last word: it accepted, and is not done. */
export const goesOn = ({ kind, referral, talk }: OtherDesk): boolean => kind !== "escalation" && (referral === null || referral === "accepted") && talk?.head !== undefined && talk.opening.state !== "closed";

/** The first conversation as it is then, and for every other desk the same last word, sealed; due epochs began before. */
export async function lastWords(line: Line, talk: Talk, entry: Entry): Promise<Answer<{ readonly talk: Talk; readonly threads: NonNullable<EndingPost["threads"]> }>> {
  const opened = await openThreads(line, talk);
  if (!opened.ok) return opened;
  let whole = opened.value;
  for (const id of [talk.opening.case, ...whole.desks.filter(goesOn).map((one) => one.case)]) {
    const renewed = await ready(line, whole, id);
    if (!renewed.ok) return renewed;
    whole = renewed.value;
  }
  const threads: NonNullable<EndingPost["threads"]> = [];
  for (const { case: id } of whole.desks.filter(goesOn)) {
    const [piece] = (await sealedIn(whole, id, [entry])) ?? [];
    if (piece !== undefined) threads.push({ thread: id, piece: { ...piece, kind: "ending" } });
  }
  return { ok: true, value: { talk: whole.talk, threads } };
}

type Fields<P> = Omit<P, keyof Signed>;

async function sendWord(line: Line, { talk }: Whole, consent: string, piece: unknown, kind: Word["kind"]): Promise<Answer<MessageAnswer>> {
  const path = `/api/v1/conversation/${kind === "withdrawal" ? "withdrawals" : "consents"}`;
  const fields = { consent, piece } as Fields<ConsentAnswerPost> | Fields<WithdrawPost>;
  return act(talk.keys, kind === "withdrawal" ? "withdraw" : "consent", fields, { line, send: (body) => line.ask({ method: "POST", path, body }, isMessage) });
}

/** Yes, no, or taking a yes back. Signed with the key of the code; afterwards everything as it is then. */
export async function answerConsent(line: Line, whole: Whole, consent: ConsentLine, answer: "yes" | "no" | "withdraw"): Promise<Answer<Whole>> {
  let current = whole;
  for (let count = 0; count < mostTries; count += 1) {
    const renewed = await ready(line, current, consent.case);
    if (!renewed.ok) return renewed;
    current = renewed.value;
    const word = wordFor(current, consent, answer);
    const [piece] = (word === undefined ? undefined : await sealedIn(current, consent.case, [word])) ?? [];
    if (word === undefined || piece === undefined) return { ok: false, because: "signature-invalid" };
    const sent = await sendWord(line, current, consent.id, piece, word.kind);
    if (sent.ok) return reload(line, current);
    if (!beaten.has(sent.because)) return sent;
    const now = await reload(line, current);
    if (!now.ok) return now;
    current = now.value;
  }
  return { ok: false, because: "sequence-taken" };
}

/** Writes to another desk of the same conversation; the same draft twice is written once. */
export async function sayTo(line: Line, whole: Whole, id: string, draft: Draft): Promise<Answer<Whole>> {
  let current = whole;
  for (let count = 0; count < mostTries; count += 1) {
    if (draft.sent.length > 0) {
      const now = await reload(line, current);
      const there = now.ok ? talkIn(now.value, id)?.items : undefined;
      if (!now.ok || draft.sent.every((one) => there?.some((item) => item.id === one) === true)) return now;
      current = now.value;
    }
    const renewed = await ready(line, current, id);
    if (!renewed.ok) return renewed;
    current = renewed.value;
    const pieces = await sealedIn(current, id, draft.entries);
    if (pieces === undefined) return { ok: false, because: "signature-invalid" };
    draft.sent = pieces.map((piece) => piece.id);
    const fields: Fields<ThreadMessagePost> = { thread: id, pieces: pieces as MessagePost["pieces"], ...draft.said };
    const sent = await act(current.talk.keys, "write-thread", fields, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/thread-messages", body }, isMessage) });
    if (sent.ok) return reload(line, current);
    if (!beaten.has(sent.because)) return sent;
  }
  return { ok: false, because: "sequence-taken" };
}
