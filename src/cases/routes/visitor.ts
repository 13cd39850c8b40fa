/** What a visitor's script calls: nobody here has an account. */
import { z } from "zod";
import { anyone, ok, route } from "../../base/index.ts";
import type { Bytes, RequestContext, Result, Route } from "../../base/index.ts";
import { challenge, changeNotice, endConversation, openConversation, readReporterFile, writeMessage } from "../actions/conversation.ts";
import { keyLogHead, offeredPoints } from "../actions/points.ts";
import { receiveReport } from "../actions/report.ts";
import { newFormTicket } from "../actions/tickets.ts";
import { addPart, beginUpload, uploadProgress } from "../actions/uploads.ts";
import { beginReporterEpoch } from "../actions/epochs.ts";
import * as wire from "../shape/wire.ts";
import { Limits } from "../shape.ts";
import { kilobyte } from "./reads.ts";
import type { At, Body, None, Nothing } from "./reads.ts";

const withoutAccount = anyone("help without an account");
const byCode = anyone("whoever has the code; every act is signed with its key");

async function listPoints(context: RequestContext): Promise<Result<wire.SupportPoint[]>> {
  const head = await keyLogHead(context);
  const points = await offeredPoints(context);
  return ok(
    points.map(({ team, service, organisation, recipient, epoch, directoryService, promised }) => ({
      team, service, organisation, recipient, epoch,
      name: directoryService.name,
      promisedDay: promised.dueDay,
      hoursKnown: promised.hoursKnown,
      keyLogHead: head,
    })),
  );
}

export const reportRoutes: readonly Route[] = [
  route<None, wire.SupportPoint[]>({
    method: "GET",
    path: "/api/v1/support-points",
    who: withoutAccount,
    summary: "Support points that take reports now, with their sealing keys",
    out: z.array(wire.SupportPoint),
    refusals: [],
    handle: (context) => listPoints(context),
  }),
  route<None, wire.TicketAnswer>({
    method: "POST",
    path: "/api/v1/report-tickets",
    who: withoutAccount,
    summary: "A fresh ticket for a form that stood open too long",
    out: wire.TicketAnswer,
    status: 201,
    refusals: [],
    handle: async (context) => ok(await newFormTicket(context)),
  }),
  route<Body<{ size: number }>, wire.UploadAnswer>({
    method: "POST",
    path: "/api/v1/uploads",
    who: withoutAccount,
    summary: "Begins the upload of a sealed file",
    body: wire.UploadPost,
    maxBytes: kilobyte,
    out: wire.UploadAnswer,
    status: 201,
    refusals: ["storage-full"],
    handle: (context, { body }) => beginUpload(context, body.size),
  }),
  route<At<{ upload: string; number: number }, Uint8Array>, wire.UploadAnswer>({
    method: "PUT",
    path: "/api/v1/uploads/{upload}/parts/{number}",
    who: withoutAccount,
    summary: "One part of a sealed file; the same part again is fine",
    params: wire.UploadPart,
    body: "bytes",
    maxBytes: Limits.partBytes,
    out: wire.UploadAnswer,
    refusals: ["upload-not-found", "input-invalid", "storage-full"],
    handle: (context, { params, body }) => addPart(context, { ...params, bytes: body }),
  }),
  route<At<{ upload: string }>, wire.UploadAnswer>({
    method: "GET",
    path: "/api/v1/uploads/{upload}",
    who: withoutAccount,
    summary: "Which parts arrived, to go on after a lost connection",
    params: wire.UploadParams,
    out: wire.UploadAnswer,
    refusals: ["upload-not-found"],
    handle: (context, { params }) => uploadProgress(context, params.upload),
  }),
  route<Body<wire.ReportPost>, wire.Receipt>({
    method: "POST",
    path: "/api/v1/reports",
    who: withoutAccount,
    summary: "A report, sealed in the visitor's browser; a repeat gets the same answer",
    body: wire.ReportPost,
    maxBytes: 1536 * kilobyte,
    out: wire.Receipt,
    status: 201,
    refusals: ["form-expired", "intake-closed", "key-outdated", "input-invalid", "file-incomplete", "files-too-many", "storage-full", "school-not-found", "nobody-untied"],
    handle: (context, { body }) => receiveReport(context, body),
  }),
];

export const conversationRoutes: readonly Route[] = [
  route<Body<wire.ChallengePost>, wire.ChallengeAnswer>({
    method: "POST",
    path: "/api/v1/conversation/challenges",
    who: byCode,
    summary: "A one-time number to sign; the same for codes that exist and that do not",
    body: wire.ChallengePost,
    maxBytes: kilobyte,
    out: wire.ChallengeAnswer,
    refusals: [],
    handle: (context, { body }) => Promise.resolve(challenge(context, body.lookup)),
  }),
  route<Body<wire.OpeningPost>, wire.Opening>({
    method: "POST",
    path: "/api/v1/conversation/openings",
    who: byCode,
    summary: "Everything sealed that the code opens",
    body: wire.OpeningPost,
    maxBytes: 2 * kilobyte,
    out: wire.Opening,
    refusals: ["code-not-recognised", "challenge-expired"],
    handle: (context, { body }) => openConversation(context, body),
  }),
  route<Body<wire.MessagePost>, wire.MessageAnswer>({
    method: "POST",
    path: "/api/v1/conversation/messages",
    who: byCode,
    summary: "Adds sealed pieces: words, files, safe or not, helped or not",
    body: wire.MessagePost,
    maxBytes: 1536 * kilobyte,
    out: wire.MessageAnswer,
    status: 201,
    refusals: ["code-not-recognised", "challenge-expired", "sequence-taken", "epoch-outdated", "conversation-full", "transition-not-allowed", "person-only", "input-invalid", "file-incomplete", "files-too-many", "storage-full"],
    handle: (context, { body }) => writeMessage(context, body),
  }),
  route<Body<wire.ReporterEpochPost>, Nothing>({
    method: "POST",
    path: "/api/v1/conversation/epochs",
    who: byCode,
    summary: "Begins a new epoch of the conversation, wrapped to exactly who may still read it",
    body: wire.ReporterEpochPost,
    maxBytes: 512 * kilobyte,
    out: "nothing",
    refusals: ["code-not-recognised", "challenge-expired", "sequence-taken", "epoch-outdated", "input-invalid"],
    handle: (context, { body }) => beginReporterEpoch(context, body),
  }),
  route<At<{ piece: string }, wire.FilePost>, Bytes>({
    method: "POST",
    path: "/api/v1/conversation/files/{piece}",
    who: byCode,
    summary: "The sealed bytes of a file, once somebody of the team opened the case",
    params: wire.FileParams,
    body: wire.FilePost,
    maxBytes: 2 * kilobyte,
    out: "bytes",
    refusals: ["code-not-recognised", "challenge-expired", "not-found"],
    handle: (context, { params, body }) => readReporterFile(context, params.piece, body),
  }),
  route<Body<wire.NoticePost>, Nothing>({
    method: "POST",
    path: "/api/v1/conversation/notice",
    who: byCode,
    summary: "Keeps another sealed notice address, or erases it",
    body: wire.NoticePost,
    maxBytes: 8 * kilobyte,
    out: "nothing",
    refusals: ["code-not-recognised", "challenge-expired", "person-only", "transition-not-allowed"],
    handle: (context, { body }) => changeNotice(context, body),
  }),
  route<Body<wire.EndingPost>, wire.EndingAnswer>({
    method: "POST",
    path: "/api/v1/conversation/ending",
    who: byCode,
    summary: "Stops the conversation, or takes everything away",
    body: wire.EndingPost,
    maxBytes: 128 * kilobyte,
    out: wire.EndingAnswer,
    refusals: ["code-not-recognised", "challenge-expired", "sequence-taken", "epoch-outdated", "person-only", "transition-not-allowed", "input-invalid"],
    handle: (context, { body }) => endConversation(context, body),
  }),
];
