/** Escalation at the desk and at the ministry, what the network learns, and the published list of legal duties. */
import { can } from "../../accounts/index.ts";
import { anyone, ok, route } from "../../base/index.ts";
import type { Route } from "../../base/index.ts";
import { answerDesk, caseEscalations, escalated, prepare, reply, second, send, settle, take } from "../actions/escalation.ts";
import { agree, lessons, propose } from "../actions/lessons.ts";
import { legalDuties } from "../rules/duties.ts";
import * as shape from "../shape/escalation.ts";
import { PlacedAnswer } from "../shape/placing.ts";
import { CaseParams } from "../shape/wire.ts";
import { kilobyte } from "./reads.ts";
import type { At, Body, None, Nothing } from "./reads.ts";

type Case = { readonly case: string };
type One = Case & { readonly escalation: string };

const path = "/api/v1/cases/{case}/escalations";
const one = `${path}/{escalation}`;
/** What taking up a case that nobody had read may meet. */
const taking = ["transition-not-allowed", "referral-open", "referral-needed", "ministry-open", "outcome-required", "yes-of-person-required", "next-step-required"] as const;

const deskRoutes: readonly Route[] = [
  route<At<Case>, shape.CaseEscalations>({
    method: "GET",
    path,
    who: can("case.read"),
    summary: "What went to the ministry from a case, or what brought it there, and the reasons that hold now",
    params: CaseParams,
    out: shape.CaseEscalations,
    refusals: ["not-found"],
    handle: (context, { params }) => caseEscalations(context, params.case),
  }),
  route<At<Case, shape.PreparePost>, Nothing>({
    method: "POST",
    path,
    who: can("escalation.write"),
    summary: "A dossier for the ministry, to be read by a colleague",
    params: CaseParams,
    body: shape.PreparePost,
    maxBytes: 128 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "consent-required", "not-stuck", "state-changed", "sequence-taken", "epoch-outdated", "input-invalid"],
    handle: (context, { params, body }) => prepare(context, params.case, body),
  }),
  route<At<One, shape.SecondPost>, Nothing>({
    method: "POST",
    path: `${one}/second`,
    who: can("escalation.write"),
    summary: "The second pair of eyes agrees to this very dossier",
    params: shape.EscalationParams,
    body: shape.SecondPost,
    maxBytes: 128 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "second-person-required", "state-changed", "sequence-taken", "epoch-outdated", "input-invalid"],
    handle: (context, { params, body }) => second(context, params, body),
  }),
  route<At<One, shape.SendPost>, PlacedAnswer>({
    method: "POST",
    path: `${one}/sending`,
    who: can("escalation.write"),
    summary: "Sends to the ministry what two people agreed to",
    params: shape.EscalationParams,
    body: shape.SendPost,
    maxBytes: 1024 * kilobyte,
    out: PlacedAnswer,
    status: 201,
    refusals: ["not-found", "consent-required", "state-changed", "intake-closed", "key-outdated", "sequence-taken", "epoch-outdated", "input-invalid", "school-not-found", "nobody-untied"],
    handle: (context, { params, body }) => send(context, params, body),
  }),
  route<At<One, shape.ReplyPost>, Nothing>({
    method: "POST",
    path: `${one}/replies`,
    who: can("escalation.write"),
    summary: "The desk answers what the ministry asked back",
    params: shape.EscalationParams,
    body: shape.ReplyPost,
    maxBytes: 128 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "state-changed", "sequence-taken", "input-invalid"],
    handle: (context, { params, body }) => reply(context, params, body),
  }),
  route<At<One, shape.SettlePost>, Nothing>({
    method: "POST",
    path: `${one}/settlement`,
    who: can("escalation.write"),
    summary: "The desk tells the person what came of it",
    params: shape.EscalationParams,
    body: shape.SettlePost,
    maxBytes: 128 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "state-changed", "sequence-taken", "epoch-outdated", "input-invalid", ...taking],
    handle: (context, { params, body }) => settle(context, params, body),
  }),
];

const ministryRoutes: readonly Route[] = [
  route<None, shape.EscalatedAnswer>({
    method: "GET",
    path: "/api/v1/escalations",
    who: can("escalation.list"),
    summary: "What lies at the own teams of the ministry",
    out: shape.EscalatedAnswer,
    refusals: [],
    handle: (context) => escalated(context),
  }),
  route<At<One>, Nothing>({
    method: "POST",
    path: `${one}/taking`,
    who: can("escalation.answer"),
    summary: "The ministry takes it up",
    params: shape.EscalationParams,
    out: "nothing",
    refusals: ["not-found", "state-changed", "input-invalid"],
    handle: (context, { params }) => take(context, params),
  }),
  route<At<One, shape.MinistryPost>, Nothing>({
    method: "POST",
    path: `${one}/answers`,
    who: can("escalation.answer"),
    summary: "The ministry asks the desk something, answers, or returns it",
    params: shape.EscalationParams,
    body: shape.MinistryPost,
    maxBytes: 128 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "state-changed", "sequence-taken", "input-invalid"],
    handle: (context, { params, body }) => answerDesk(context, params, body),
  }),
];

export const escalationRoutes: readonly Route[] = [...deskRoutes, ...ministryRoutes];

export const lessonRoutes: readonly Route[] = [
  route<None, shape.LessonsAnswer>({
    method: "GET",
    path: "/api/v1/lessons",
    who: can("lesson.list"),
    summary: "Lessons for the network, without anything of a case",
    out: shape.LessonsAnswer,
    refusals: [],
    handle: (context) => lessons(context),
  }),
  route<Body<shape.LessonPost>, Nothing>({
    method: "POST",
    path: "/api/v1/lessons",
    who: can("lesson.write"),
    summary: "Proposes a lesson",
    body: shape.LessonPost,
    maxBytes: 16 * kilobyte,
    out: "nothing",
    refusals: ["input-invalid"],
    handle: (context, { body }) => propose(context, body),
  }),
  route<At<{ lesson: string }>, Nothing>({
    method: "POST",
    path: "/api/v1/lessons/{lesson}/agreement",
    who: can("lesson.write"),
    summary: "A second member of the ministry agrees; the coordinator sees it",
    params: shape.LessonParams,
    out: "nothing",
    refusals: ["not-found", "second-person-required", "state-changed", "input-invalid"],
    handle: (context, { params }) => agree(context, params.lesson),
  }),
  route<None, shape.DutiesAnswer>({
    method: "GET",
    path: "/api/v1/legal-duties",
    who: anyone("a published list: in which cases a law obliges somebody to tell somebody else"),
    summary: "The closed list of legal duties, with law, source and the day it was read",
    out: shape.DutiesAnswer,
    refusals: [],
    handle: () => Promise.resolve(ok({ duties: [...legalDuties] })),
  }),
];
