/** Second cards, a new code, and the way back for who loses the code: made and sealed in the visitor's browser. */
import type { Card } from "../../../cases/rules/way-back.ts";
import type { CardOut, CardsOut, ClaimAnswer, ClaimPost, FollowUp, LabelBody, MessageAnswer } from "../../../cases/shape.ts";
import { type CaseInHand, claimText, nameKey, sealCardChange, sealThreadChange, wayBackBody } from "../../../cases/shape/way-back.ts";
import { areCertified, isAddressed } from "../../../cases/shape/epoch.ts";
import { type KeyLogEntry, newCode, openCode, toBase64Url, verifyKeyLog, wrap } from "../../../envelope/visitor.ts";
import { type Answer, hasFields, type Line } from "./api.ts";
import { browserArgon2 } from "./argon2.ts";
import { decoded, sealPieces } from "./pieces.ts";
import { openThreads, type OtherDesk } from "./threads.ts";
import { act, current, openWith, placeOf, reopen, type Talk } from "./talk.ts";

const isFollowUp = hasFields<FollowUp>({ looks: "array", looksHidden: "boolean", checkIns: "array" });
const isMessage = hasFields<MessageAnswer>({ state: "string", promisedDay: "string" });
const isClaim = hasFields<ClaimAnswer>({ dueDay: "string" });

/** Who counts as the person: what the newest epoch that names any says, signed inside the conversation. */
function reportersOf({ items }: Talk): readonly string[] | undefined {
  const named = items.filter((item) => item.kind === "epoch" && item.trouble === undefined && Array.isArray(item.body["reporters"]));
  return named.at(-1)?.body["reporters"] as readonly string[] | undefined;
}

function inHand(talk: Talk, head: string): CaseInHand {
  const { opening, identities, epoch, keys, items } = talk;
  const label = items.find((item) => item.kind === "label" && item.trouble === undefined)?.body as LabelBody | undefined;
  return { opening, identities, epoch, keys, sequence: placeOf(talk, head).sequence, previous: head, reporters: reportersOf(talk), ...(label === undefined ? {} : { label }) };
}

const labelIn = ({ items }: Talk): unknown => items.find((item) => item.kind === "label")?.body;

/** Another desk's thread, in hand as the first case is: who counts as the person is what the first conversation says. */
function threadInHand({ talk }: OtherDesk, first: CaseInHand): CaseInHand | undefined {
  if (talk?.head === undefined || !isAddressed(labelIn(talk), talk.opening.team) || !areCertified(talk.opening.holders, talk.opening.keyLog as readonly KeyLogEntry[], talk.opening)) return undefined;
  return { ...inHand(talk, talk.head), reporters: first.reporters ?? [toBase64Url(first.keys.signer.publicKey)] };
}

export type Changed = { readonly talk: Talk; readonly code?: string };

/** `end` and `card` together: a new code in place of that one. Answers the conversation as it is then, and the new code once. */
export async function changeCards(line: Line, before: Talk, { salt, codes, end, card }: { readonly salt: string; readonly codes: CardsOut; readonly end?: CardOut | undefined; readonly card?: Card | undefined }): Promise<Answer<Changed>> {
  const ready = await current(line, before);
  if (!ready.ok) return ready;
  const talk = ready.value;
  const log = talk.opening.keyLog as readonly KeyLogEntry[];
  if (talk.head === undefined) return { ok: false, because: "signature-invalid" };
  if (!isAddressed(labelIn(talk), talk.opening.team) || !verifyKeyLog(log).ok || !areCertified(talk.opening.holders, log, talk.opening)) return { ok: false, because: "key-not-certified" };
  const code = card === undefined ? undefined : newCode(crypto.getRandomValues(new Uint8Array(10)));
  const keys = code === undefined ? undefined : await openCode(code, decoded(salt), browserArgon2);
  const add = card === undefined || keys === undefined ? undefined : { card, holder: codes.next, keys };
  const whole = await openThreads(line, talk);
  if (!whole.ok) return whole;
  const first = inHand(talk, talk.head);
  const threads = await Promise.all(whole.value.desks.map((desk) => sealThreadChange(desk.case, threadInHand(desk, first), { end, add })));
  const body = { ...(await sealCardChange(first, { end, add })), threads };
  const sent = await act(talk.keys, "cards", body, { line, send: (post) => line.ask({ method: "POST", path: "/api/v1/conversation/cards", body: post }, isFollowUp) });
  if (!sent.ok) return sent;
  const replaced = end?.mine === true && keys !== undefined;
  const after = replaced ? await openWith(line, keys, { installation: talk.opening.installation }) : await reopen(line, talk);
  return after.ok ? { ok: true, value: { talk: after.value, ...(code === undefined ? {} : { code }) } } : after;
}

/** Keeps the invented name (as what it derives to) and the sentence (as salt and hash, inside the case). */
export async function setWayBack(line: Line, before: Talk, { salt, name, sentence, readsBack }: { readonly salt: string; readonly name: string; readonly sentence: string; readonly readsBack: boolean }): Promise<Answer<Talk>> {
  const [key, body] = [await nameKey(name, decoded(salt), browserArgon2), await wayBackBody(sentence, readsBack, crypto.getRandomValues(new Uint8Array(16)), browserArgon2)];
  let now = before;
  for (let last = false; ; last = true) {
    const ready = await current(line, now);
    if (!ready.ok) return ready;
    now = ready.value;
    if (now.head === undefined) return { ok: false, because: "signature-invalid" };
    const [piece] = (await sealPieces(placeOf(now, now.head), [{ kind: "way-back", body }])).pieces;
    const sent = await act(now.keys, "way-back", { name: key, piece }, { line, send: (post) => line.ask({ method: "POST", path: "/api/v1/conversation/way-back", body: post }, isMessage) });
    if (!sent.ok && (last || (sent.because !== "sequence-taken" && sent.because !== "epoch-outdated"))) return sent;
    const after = await reopen(line, now);
    if (!after.ok || sent.ok) return after;
    now = after.value;
  }
}

export type Claiming = { readonly salt: string; readonly team: string; readonly recipient: string; readonly name: string; readonly sentence: string };
export type Claimed = { readonly code: string; readonly dueDay: string };

/** What a claim posts, and the code that it will be; the same for every name. */
export async function sealClaim({ salt, team, recipient, name, sentence }: Claiming): Promise<{ readonly code: string; readonly post: ClaimPost }> {
  const code = newCode(crypto.getRandomValues(new Uint8Array(10)));
  const keys = await openCode(code, decoded(salt), browserArgon2);
  const sealed = await wrap(claimText(sentence, keys), [recipient]);
  const post = { team, name: await nameKey(name, decoded(salt), browserArgon2), lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey), sealed: toBase64Url(sealed) };
  return { code, post };
}

export async function claim(line: Line, claiming: Claiming): Promise<Answer<Claimed>> {
  const { code, post } = await sealClaim(claiming);
  const sent = await line.ask({ method: "POST", path: "/api/v1/claims", body: post }, isClaim);
  return sent.ok ? { ok: true, value: { code, dueDay: sent.value.dueDay } } : sent;
}
