/** Consent and referral at the desk, and the threads of one conversation for the person. */
import { can } from "../../accounts/index.ts";
import { anyone, route } from "../../base/index.ts";
import type { Bytes, Route } from "../../base/index.ts";
import { askConsent, caseConsents, giveLater, readGiven, readGivenFile, referralTargets, withdrawForPerson } from "../actions/consent.ts";
import { actOnReferral, offerReferral, offers } from "../actions/referral.ts";
import { answerByCode, openThreads, beginThreadEpoch, readThreadFile, withdrawWithCode, writeToThread } from "../actions/threads.ts";
import * as shape from "../shape/consent.ts";
import { PlacedAnswer } from "../shape/placing.ts";
import { CaseFileParams, CaseParams, FileParams, MessageAnswer } from "../shape/wire.ts";
import { kilobyte } from "./reads.ts";
import type { At, Body, None, Nothing } from "./reads.ts";

type Case = { readonly case: string };
type Consent = Case & { readonly consent: string };

export const consentRoutes: readonly Route[] = [
  route<At<Case>, shape.CaseConsents>({
    method: "GET",
    path: "/api/v1/cases/{case}/consents",
    who: can("case.read"),
    summary: "What was asked and agreed in a case, and its referrals",
    params: CaseParams,
    out: shape.CaseConsents,
    refusals: ["not-found"],
    handle: (context, { params }) => caseConsents(context, params.case),
  }),
  route<At<Case, shape.ConsentPost>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/consents",
    who: can("case.write"),
    summary: "Asks the person, or writes down what was said and read back by phone",
    params: CaseParams,
    body: shape.ConsentPost,
    maxBytes: 128 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "sequence-taken", "epoch-outdated", "transition-not-allowed", "referral-open", "ministry-open", "referral-needed", "outcome-required", "yes-of-person-required", "input-invalid"],
    handle: (context, { params, body }) => askConsent(context, params.case, body),
  }),
  route<At<Consent, shape.WithdrawalPost>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/consents/{consent}/withdrawal",
    who: can("case.write"),
    summary: "The person took it back by phone",
    params: shape.ConsentParams,
    body: shape.WithdrawalPost,
    maxBytes: 128 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "sequence-taken", "epoch-outdated", "state-changed", "input-invalid"],
    handle: (context, { params, body }) => withdrawForPerson(context, params, body),
  }),
  route<At<Consent, shape.GivenPost>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/consents/{consent}/parts",
    who: can("case.write"),
    summary: "Hands over what came later, when that was agreed",
    params: shape.ConsentParams,
    body: shape.GivenPost,
    maxBytes: 1024 * kilobyte,
    out: "nothing",
    refusals: ["not-found", "consent-required", "input-invalid"],
    handle: (context, { params, body }) => giveLater(context, params, body),
  }),
  route<At<Case>, shape.GivenAnswer>({
    method: "GET",
    path: "/api/v1/cases/{case}/given",
    who: can("case.read"),
    summary: "Parts of another conversation that were given to this case; leaves a line",
    params: CaseParams,
    out: shape.GivenAnswer,
    refusals: ["not-found"],
    handle: (context, { params }) => readGiven(context, params.case),
  }),
  route<At<Case & { piece: string }>, Bytes>({
    method: "GET",
    path: "/api/v1/cases/{case}/given/{piece}/file",
    who: can("case.read"),
    summary: "The sealed bytes of a file that was given; leaves a line",
    params: CaseFileParams,
    out: "bytes",
    refusals: ["not-found"],
    handle: (context, { params }) => readGivenFile(context, params),
  }),
];

export const referralRoutes: readonly Route[] = [
  route<None, shape.TargetsAnswer>({
    method: "GET",
    path: "/api/v1/referral-targets",
    who: can("case.write"),
    summary: "Teams to which a case can be referred",
    out: shape.TargetsAnswer,
    refusals: [],
    handle: (context) => referralTargets(context),
  }),
  route<None, shape.OffersAnswer>({
    method: "GET",
    path: "/api/v1/referrals",
    who: can("case.list"),
    summary: "Referrals that wait for a yes or no of the own teams",
    out: shape.OffersAnswer,
    refusals: [],
    handle: (context) => offers(context),
  }),
  route<At<Case, shape.ReferralPost>, PlacedAnswer>({
    method: "POST",
    path: "/api/v1/cases/{case}/referrals",
    who: can("case.write"),
    summary: "Offers a case to another team, with the parts that the person agreed to",
    params: CaseParams,
    body: shape.ReferralPost,
    maxBytes: 1024 * kilobyte,
    out: PlacedAnswer,
    status: 201,
    refusals: ["not-found", "consent-required", "intake-closed", "key-outdated", "sequence-taken", "epoch-outdated", "input-invalid", "school-not-found", "nobody-untied"],
    handle: (context, { params, body }) => offerReferral(context, params.case, body),
  }),
  route<At<Case, shape.ReferralActPost>, Nothing>({
    method: "POST",
    path: "/api/v1/cases/{case}/referral",
    who: can("case.write"),
    summary: "Accepts or declines what was offered, or takes an offer back",
    params: CaseParams,
    body: shape.ReferralActPost,
    maxBytes: kilobyte,
    out: "nothing",
    refusals: ["not-found", "state-changed", "consent-required", "transition-not-allowed", "referral-open", "ministry-open", "referral-needed", "outcome-required", "yes-of-person-required", "input-invalid"],
    handle: (context, { params, body }) => actOnReferral(context, params.case, body),
  }),
];

const byCode = anyone("whoever has the code; every act is signed with its key");

export const threadRoutes: readonly Route[] = [
  route<Body<shape.ThreadsPost>, shape.ThreadsAnswer>({
    method: "POST",
    path: "/api/v1/conversation/threads",
    who: byCode,
    summary: "Consents, and the cases that came from the first one",
    body: shape.ThreadsPost,
    maxBytes: 4 * kilobyte,
    out: shape.ThreadsAnswer,
    refusals: ["code-not-recognised", "challenge-expired"],
    handle: (context, { body }) => openThreads(context, body),
  }),
  route<Body<shape.ConsentAnswerPost>, MessageAnswer>({
    method: "POST",
    path: "/api/v1/conversation/consents",
    who: byCode,
    summary: "Yes or no to what was asked, signed",
    body: shape.ConsentAnswerPost,
    maxBytes: 128 * kilobyte,
    out: MessageAnswer,
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "not-found", "state-changed", "sequence-taken", "epoch-outdated", "transition-not-allowed", "input-invalid"],
    handle: (context, { body }) => answerByCode(context, body),
  }),
  route<Body<shape.WithdrawPost>, MessageAnswer>({
    method: "POST",
    path: "/api/v1/conversation/withdrawals",
    who: byCode,
    summary: "Takes a yes back; effective at once",
    body: shape.WithdrawPost,
    maxBytes: 128 * kilobyte,
    out: MessageAnswer,
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "not-found", "state-changed", "sequence-taken", "epoch-outdated", "transition-not-allowed", "input-invalid"],
    handle: (context, { body }) => withdrawWithCode(context, body),
  }),
  route<Body<shape.ThreadMessagePost>, MessageAnswer>({
    method: "POST",
    path: "/api/v1/conversation/thread-messages",
    who: byCode,
    summary: "What the person says to another desk of the same conversation",
    body: shape.ThreadMessagePost,
    maxBytes: 1280 * kilobyte,
    out: MessageAnswer,
    status: 201,
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "not-found", "sequence-taken", "epoch-outdated", "conversation-full", "transition-not-allowed", "file-incomplete", "files-too-many", "storage-full", "input-invalid"],
    handle: (context, { body }) => writeToThread(context, body),
  }),
  route<Body<shape.ThreadEpochPost>, Nothing>({
    method: "POST",
    path: "/api/v1/conversation/thread-epochs",
    who: byCode,
    summary: "Renews the key of another desk's thread before the next word",
    body: shape.ThreadEpochPost,
    maxBytes: 512 * kilobyte,
    out: "nothing",
    refusals: ["code-not-recognised", "challenge-expired", "not-found", "epoch-outdated", "sequence-taken", "input-invalid"],
    handle: (context, { body }) => beginThreadEpoch(context, body),
  }),
  route<At<{ piece: string }, shape.ThreadFilePost>, Bytes>({
    method: "POST",
    path: "/api/v1/conversation/thread-files/{piece}",
    who: byCode,
    summary: "The sealed bytes of a file that was sent to another desk of the same conversation",
    params: FileParams,
    body: shape.ThreadFilePost,
    maxBytes: 4 * kilobyte,
    out: "bytes",
    refusals: ["code-not-recognised", "challenge-expired", "not-found"],
    handle: (context, { params, body }) => readThreadFile(context, params.piece, body),
  }),
];
