/**
 * Consent at the desk: asked in the conversation, or said by phone, read back and signed by the worker. The server enforces
 * receiver, purpose, day and state; what was agreed is in the signed piece, and browsers believe nothing else.
 */
import { receives, supportPoint, supportPoints } from "../../accounts/index.ts";
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, Day, RequestContext, Result, Transaction } from "../../base/index.ts";
import { directoryOf } from "../../directory/index.ts";
import { recordDeletion } from "../../store/index.ts";
import { addConsent, consentsOf, givenFileParts, givenTo, giveMore, referralsOf, teamsUnder, withdrawSpoken } from "../records/consent.ts";
import type { ConsentRow, ReferralRow } from "../records/consent.ts";
import type { CaseRow } from "../records/desk.ts";
import { transition } from "../rules.ts";
import { longestConsentDays, outsidePurposes } from "../rules/consent.ts";
import type { CaseConsents, ConsentLine, ConsentPost, GivenAnswer, GivenPost, ReferralLine, TargetsAnswer, WithdrawalPost } from "../shape/consent.ts";
import { collectParts, pieceOut } from "./conversation.ts";
import { asMember, line, mine } from "./acting.ts";
import { move, notify } from "./desk.ts";
import { addDeskPieceOnce } from "./desk-pieces.ts";
import { tellTeam } from "./kept-out.ts";
import { isMinistry } from "./ministry.ts";

type Names = (team: string) => { readonly nl: string; readonly en: string };

/** Names of teams as people know them: of their service, in the directory. */
export async function namesOfTeams(context: Context, tx: Transaction): Promise<Names> {
  const points = await supportPoints(tx);
  const directory = directoryOf(context.config.root);
  return (team) => {
    const point = points.find((one) => one.team === team);
    return (point === undefined ? undefined : directory.service(point.service)?.name) ?? { nl: team, en: team };
  };
}

export function consentLine(row: ConsentRow, names: Names): ConsentLine {
  const { id, case_id, purpose, team, organisation, until, state } = row;
  return { id, case: case_id, purpose, team, organisation, teamName: team === null ? null : names(team), until, state };
}

type Organisations = (team: string) => string;

function referralLine(row: ReferralRow, names: Names, organisationOf: Organisations): ReferralLine {
  const { to_case, from_case, to_team, from_team, state, reason, due_day, consent } = row;
  return { case: to_case, from: from_case, team: to_team, organisation: organisationOf(to_team), teamName: names(to_team), fromName: names(from_team), state, reason, dueDay: due_day, consent };
}

/** What was asked and agreed in a case, what went from it, what brought it. */
export function caseConsents(context: RequestContext, id: string): Promise<Result<CaseConsents>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    const names = await namesOfTeams(context, tx);
    const points = await supportPoints(tx);
    const organisationOf: Organisations = (team) => points.find((one) => one.team === team)?.organisation ?? team;
    const referrals = (await referralsOf(tx, id)).map((row) => referralLine(row, names, organisationOf));
    return ok({
      consents: (await consentsOf(tx, id)).map((row) => consentLine(row, names)),
      outgoing: referrals.filter((one) => one.from === id),
      incoming: referrals.find((one) => one.case === id) ?? null,
    });
  });
}

/** Where something can go: teams with a key. Whether they can receive now is said, not hidden. */
export function referralTargets(context: RequestContext): Promise<Result<TargetsAnswer>> {
  return asMember(context, async (tx, me) => {
    const names = await namesOfTeams(context, tx);
    const points = (await supportPoints(tx)).filter((one) => !me.teams.includes(one.team));
    return ok({ targets: points.map((one) => ({ team: one.team, organisation: one.organisation, service: one.service, name: names(one.team), receives: receives(one), ministry: isMinistry(context, one.organisation) })) });
  });
}

const dayAfter = (now: Date, days: number): Day => dayOf(new Date(now.getTime() + days * 86_400_000));

function isPossible(context: Context, post: ConsentPost, row: CaseRow): boolean {
  const now = context.clock.now();
  const within = post.until >= dayOf(now) && post.until <= dayAfter(now, longestConsentDays);
  return within && outsidePurposes.includes(post.purpose) === (post.team === null) && post.team !== row.team;
}

/** A team that takes part; the ministry by escalation only, and nobody else by that. */
async function mayReceive(context: Context, tx: Transaction, { team, purpose }: ConsentPost): Promise<boolean> {
  const point = await supportPoint(tx, team);
  return point !== undefined && isMinistry(context, point.organisation) === (purpose === "escalation");
}

/** Refuses input-invalid (a day that is over or too far, a receiver that does not fit), transition-not-allowed (closed), sequence-taken, not-found. */
export function askConsent(context: RequestContext, id: string, post: ConsentPost): Promise<Result<Record<string, never>>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, true);
    if (!found.ok) return found;
    if (found.value.state === "closed") return refused("transition-not-allowed");
    if (!isPossible(context, post, found.value)) return refused("input-invalid");
    if (post.team !== null && !(await mayReceive(context, tx, post))) return refused("input-invalid");
    const { piece, purpose, team, until } = post;
    if (!(await addDeskPieceOnce(context, tx, me, { case: id, piece }))) return ok({});
    await addConsent(tx, { id: piece.id, case: id, purpose, team, until, state: piece.kind === "consent-asked" ? "asked" : "given" });
    await notify(tx, id);
    await tx.audit(line(me, `case.${piece.kind}`, id));
    // Who asks something has read it: nobody else need look at it as unread.
    const taken = transition(found.value.state, "take") === undefined ? ok({}) : await move(tx, me, found.value, "take", undefined);
    return taken.ok ? ok({}) : taken;
  });
}

/** Tells the teams that worked under it; the ledger outside the database is written in the same transaction, so no backup brings it back. */
export async function consentEnded(context: Context, tx: Transaction, consent: string, teams: readonly { readonly case_id: string; readonly team: string }[]): Promise<void> {
  await recordDeletion(tx, context.config.data, { kind: "consent", id: consent });
  for (const { case_id: about, team } of teams) await tellTeam(context, tx, { about, event: "consent.ended", team });
}

/** The person took it back by phone. Effective at once. Refuses state-changed: it had ended before. */
export function withdrawForPerson(context: RequestContext, at: { readonly case: string; readonly consent: string }, post: WithdrawalPost): Promise<Result<Record<string, never>>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, at.case, true);
    if (!found.ok) return found;
    if (!(await consentsOf(tx, at.case)).some((one) => one.id === at.consent && one.case_id === at.case)) return refused("not-found");
    if (!(await addDeskPieceOnce(context, tx, me, { case: at.case, piece: post.piece }))) return ok({});
    const teams = await teamsUnder(tx, at.consent);
    if (!(await withdrawSpoken(tx, at.consent))) return refused("state-changed");
    await consentEnded(context, tx, at.consent, teams);
    await notify(tx, at.case);
    await tx.audit(line(me, "case.withdrawal", at.case));
    return ok({});
  });
}

/** What was given to this case and still is; the line is committed before the bytes leave. */
export function readGiven(context: RequestContext, id: string): Promise<Result<GivenAnswer>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    const rows = await givenTo(tx, id, dayOf(context.clock.now()));
    if (rows.length > 0) await tx.audit(line(me, "case.read", id));
    for (const from of new Set(rows.map((row) => row.from_case))) await tx.audit(line(me, "case.read-given", from));
    return ok({ pieces: rows.map((row) => ({ ...pieceOut(row), case: row.from_case, consent: row.consent })) });
  });
}

export function readGivenFile(context: RequestContext, at: { readonly case: string; readonly piece: string }): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, at.case, false);
    if (!found.ok) return found;
    const bytes = await collectParts((range) => givenFileParts(tx, { ...at, today: dayOf(context.clock.now()) }, range));
    if (bytes === undefined) return refused("not-found");
    await tx.audit(line(me, "file.read", at.case));
    return ok(bytes);
  });
}

/** Parts that came later, when that was agreed too. Refuses consent-required, not-found. */
export function giveLater(context: RequestContext, at: { readonly case: string; readonly consent: string }, post: GivenPost): Promise<Result<Record<string, never>>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, at.case, true);
    if (!found.ok) return found;
    const parts = post.given.map(({ piece, key }) => ({ piece, key: Buffer.from(key, "base64url").toString("base64") }));
    const done = await giveMore(tx, { case: post.case, consent: at.consent, today: dayOf(context.clock.now()) }, parts);
    if (done !== "stored") return refused(done === "no-consent" ? "consent-required" : "not-found");
    await tx.audit(line(me, "case.given", at.case));
    return ok({});
  });
}
