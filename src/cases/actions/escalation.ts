/**
 * Escalation to the ministry. Under the person's consent, prepared by one, agreed by another, sent whole; answered by the
 * ministry in its term; told to the person. Every step in one transaction: change, audit line, outbox.
 */
import { supportPoint, supportPoints } from "../../accounts/index.ts";
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, RefusalReference, RequestContext, Result, Transaction } from "../../base/index.ts";
import { directoryOf } from "../../directory/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { caseById } from "../records/desk.ts";
import { consentsOf } from "../records/consent.ts";
import { escalatedTo, escalationsOf, moveEscalation, otherDesks, prepareEscalation, wordsOf } from "../records/escalations.ts";
import type { EscalationRow, ExchangeRow, Move, MovedDone, PreparedDone } from "../records/escalations.ts";
import { reasonsNow } from "../rules/escalation.ts";
import type { CaseEscalations, EscalatedAnswer, EscalationLine, MinistryPost, PreparePost, ReplyPost, SecondPost, SendPost, SettlePost } from "../shape/escalation.ts";
import type { PlacedAnswer } from "../shape/placing.ts";
import { asMember, line, mine } from "./acting.ts";
import type { Member } from "./acting.ts";
import { namesOfTeams } from "./consent.ts";
import { move, notify, summary } from "./desk.ts";
import { placeCase } from "./placing.ts";
import { promiseOf } from "./points.ts";
import { namedIn, tellTeam } from "./kept-out.ts";
import { isMinistry } from "./ministry.ts";
import { addDeskPieceOnce } from "./desk-pieces.ts";

type At = { readonly case: string; readonly escalation: string };
type Done = Promise<Result<Record<string, never>>>;
type Names = Awaited<ReturnType<typeof namesOfTeams>>;

const wordOut = ({ id, act, sender, sequence, sealed, key, day }: ExchangeRow): EscalationLine["words"][number] => ({ id, act, sender, sequence, day, sealed: toBase64Url(sealed), key: toBase64Url(key) });

function lineOf(row: EscalationRow, names: Names, words: readonly ExchangeRow[]): EscalationLine {
  const { id, consent, reason, form, state, draft } = row;
  return {
    id, consent, reason, form, state, draft,
    case: row.case_id,
    to: row.to_case,
    preparedBy: row.prepared_by,
    secondedBy: row.seconded_by,
    dueDay: row.due_day,
    fromName: names(row.from_team),
    toName: names(row.to_team ?? "ocw"),
    words: words.filter((one) => one.escalation === id).map(wordOut),
  };
}

/** Of this case, for the desk that sends and for the ministry. Handing out sealed words leaves a line. */
export function caseEscalations(context: RequestContext, id: string): Promise<Result<CaseEscalations>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    const rows = await escalationsOf(tx, id);
    const words = await wordsOf(tx, rows.map((row) => row.id));
    if (words.length > 0) await tx.audit(line(me, "case.read", id));
    const names = await namesOfTeams(context, tx);
    const points = (await supportPoints(tx)).filter((one) => isMinistry(context, one.organisation));
    const reasons = reasonsNow({ dueDay: found.value.due_day, today: dayOf(context.clock.now()), otherDesks: await otherDesks(tx, id), urgent: found.value.urgent });
    return ok({ escalations: rows.map((row) => lineOf(row, names, words)), reasons: [...reasons], ministry: points.map((one) => one.team) });
  });
}

const preparing: Readonly<Record<Exclude<PreparedDone, "done">, RefusalReference>> = { "not-found": "not-found", "state-changed": "state-changed", "no-consent": "consent-required", "no-reason": "not-stuck" };

/** A dossier, or a changed one. Refuses not-stuck, consent-required (also when it is for somebody else), state-changed, sequence-taken. */
export function prepare(context: RequestContext, id: string, post: PreparePost): Done {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    const consent = (await consentsOf(tx, id)).find((one) => one.id === post.consent && one.case_id === id && one.purpose === "escalation");
    if (!isMinistry(context, consent?.organisation ?? null)) return refused("consent-required");
    if (!(await addDeskPieceOnce(context, tx, me, { case: id, piece: post.piece }))) return ok({});
    const { consent: agreed, reason, form } = post;
    const done = await prepareEscalation(tx, { id: post.id, case: id, consent: agreed, reason, form, draft: post.piece.id, today: dayOf(context.clock.now()) });
    if (done !== "done") return refused(preparing[done]);
    await tx.audit(line(me, "escalation.prepared", id));
    return ok({});
  });
}

const moving: Readonly<Record<Exclude<MovedDone, "done">, RefusalReference>> = { "not-found": "not-found", "state-changed": "state-changed", "second-person-required": "second-person-required" };

/** The day by which who was given something answers: of the team's own open days. */
async function dueAt(context: Context, tx: Transaction, team: string | null): Promise<ReturnType<typeof dayOf>> {
  const point = await supportPoint(tx, team);
  const service = point === undefined ? undefined : directoryOf(context.config.root).service(point.service);
  return promiseOf(service, point?.answerDays ?? 5, context.clock.now()).dueDay;
}

async function moved(context: Context, tx: Transaction, me: Member, at: At & Pick<Move, "act" | "word">): Promise<Result<EscalationRow>> {
  const row = (await escalationsOf(tx, at.case)).find((one) => one.id === at.escalation);
  if (row === undefined) return refused("not-found");
  const done = await moveEscalation(tx, { id: at.escalation, act: at.act, today: dayOf(context.clock.now()), due: await dueAt(context, tx, row.to_team), ...(at.word === undefined ? {} : { word: at.word }) });
  if (done !== "done") return refused(moving[done]);
  await tx.audit(line(me, `escalation.${at.act}`, at.case));
  return ok(row);
}

/** The second pair of eyes. Refuses second-person-required to who prepared it. */
export function second(context: RequestContext, at: At, post: SecondPost): Done {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, at.case, true);
    if (!found.ok) return found;
    if (!(await addDeskPieceOnce(context, tx, me, { case: at.case, piece: post.piece }))) return ok({});
    const done = await moved(context, tx, me, { ...at, act: "second" });
    return done.ok ? ok({}) : done;
  });
}

/** Whole or not at all: the case at the ministry, the step that the person reads. Refuses what `placeCase` refuses, and sequence-taken. */
export async function send(context: RequestContext, at: At, post: SendPost): Promise<Result<PlacedAnswer>> {
  const to = await namedIn(context, post.placed.untiedTo);
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, at.case, true);
    if (!found.ok) return found;
    const row = (await escalationsOf(tx, at.case)).find((one) => one.id === at.escalation && one.case_id === at.case);
    if (row?.consent === undefined || row.consent === null) return refused(row === undefined ? "not-found" : "consent-required");
    if (row.form === "anonymised" && post.given.length > 0) return refused("input-invalid");
    const isNew = await addDeskPieceOnce(context, tx, me, { case: at.case, piece: post.step });
    const placed = await placeCase(context, tx, me, { kind: "escalation", escalation: row.id, post: post.placed, from: at.case, consent: row.consent, given: post.given }, to);
    if (!placed.ok || !isNew) return placed;
    await notify(tx, at.case);
    await tellTeam(context, tx, { about: post.placed.case, event: "escalation.sent", team: post.placed.team });
    return placed;
  });
}

const base64 = (text: string): string => Buffer.from(text, "base64url").toString("base64");
const wordIn = ({ id, sequence, sealed, key }: ReplyPost["word"]): NonNullable<Move["word"]> => ({ id, sequence, sealed: base64(sealed), key: base64(key) });

/** Between desk and ministry: whoever was waiting is told. */
async function say(context: Context, tx: Transaction, me: Member, at: At & Pick<Move, "act" | "word">): Promise<Result<Record<string, never>>> {
  const found = await mine(tx, me, at.case, true);
  if (!found.ok) return found;
  const done = await moved(context, tx, me, at);
  if (!done.ok) return done;
  const { from_team, to_team, case_id, to_case } = done.value;
  if (at.act !== "reply") await notify(tx, case_id);
  const side = at.act !== "reply" || to_case === null || to_team === null ? { about: case_id, team: from_team } : { about: to_case, team: to_team };
  await tellTeam(context, tx, { ...side, event: "escalation.said" });
  return ok({});
}

export function reply(context: RequestContext, at: At, { word }: ReplyPost): Done {
  return asMember(context, (tx, me) => say(context, tx, me, { ...at, act: "reply", word: wordIn(word) }));
}

export function answerDesk(context: RequestContext, at: At, { act, word }: MinistryPost): Done {
  return asMember(context, (tx, me) => say(context, tx, me, { ...at, act, word: wordIn(word) }));
}

export function take(context: RequestContext, at: At): Done {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, at.case, true);
    if (!found.ok) return found;
    const done = await moved(context, tx, me, { ...at, act: "take" });
    if (!done.ok) return done;
    await notify(tx, done.value.case_id);
    return ok({});
  });
}

/** The answer reached the person: in plain words, in the conversation. */
export function settle(context: RequestContext, at: At, { step }: SettlePost): Done {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, at.case, true);
    if (!found.ok) return found;
    if (!(await addDeskPieceOnce(context, tx, me, { case: at.case, piece: step }))) return ok({});
    const done = await moved(context, tx, me, { ...at, act: "settle" });
    if (!done.ok) return done;
    await notify(tx, at.case);
    const row = await caseById(tx, at.case, me.teams, true);
    if (row?.state !== "new" && row?.state !== "unread") return ok({});
    const taken = await move(tx, me, row, "take", undefined);
    return taken.ok ? ok({}) : taken;
  });
}

/** What lies at the own teams of the ministry; leaves one line: "seen in a list". */
export function escalated(context: RequestContext): Promise<Result<EscalatedAnswer>> {
  return asMember(context, async (tx, me) => {
    const names = await namesOfTeams(context, tx);
    const rows = await escalatedTo(tx, me);
    if (rows.length > 0) await tx.audit(line(me, "case.list"));
    return ok({ escalations: rows.map((row) => ({ ...summary(row), escalation: row.escalation, standing: row.standing, reason: row.reason, answerBy: row.answer_by, fromName: names(row.from_team) })) });
  });
}
