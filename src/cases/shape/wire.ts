/**
 * The strict parsers of everything that crosses the server's border for cases. Only the server imports this file;
 * browsers take its types through `shape.ts`. Extra fields are errors.
 */
import { z } from "zod";
import { Chains, Limits, MemberKinds, NoticeHours, PieceKinds, ReporterKinds, sealedFileBytes } from "../shape.ts";
import { isRealDay } from "../../clock/shape.ts";
import { CaseStates, Outcomes } from "../rules.ts";
import { choiceQuery } from "./day.ts";

/** base64url without padding of at most `bytes` bytes. */
export const bytes = (most: number): z.ZodString => z.string().regex(/^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/).min(2).max(Math.ceil((most * 4) / 3));
/** The last character holds no bits besides those of the bytes: otherwise one value could be written in several ways. */
const lastOf = (count: number): string => (count % 3 === 1 ? "[AQgw]" : count % 3 === 2 ? "[AEIMQUYcgkosw048]" : "[A-Za-z0-9_-]");
export const exactly = (count: number): z.ZodString => z.string().regex(new RegExp(`^[A-Za-z0-9_-]*${lastOf(count)}$`)).length(Math.ceil((count * 4) / 3));
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
/** Kebab-case names of organisations, services and teams, or a UUID. */
export const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).refine(isRealDay);
const hash = exactly(32);
export const recipient = z.string().min(20).max(2_100).regex(/^age1pq1[a-z0-9]+$/);
export const texts = z.strictObject({ nl: z.string(), en: z.string() });
export const epoch = z.int().min(1).max(10_000);
/** Place in its chain, from 1, as in the sealed header. */
export const sequence = z.int().min(1).max(10_000);
export const state = z.enum(CaseStates);
export const outcome = z.enum(Outcomes);

export const SupportPoint = z.strictObject({
  team: name,
  service: name,
  organisation: name,
  name: texts,
  /** Hybrid recipient of the team's current key. */
  recipient,
  epoch: z.int().min(1),
  /** The day by which somebody answers a report sent now. */
  promisedDay: day,
  /** False when the desk's hours are unknown and working days were counted. */
  hoursKnown: z.boolean(),
  keyLogHead: z.string(),
});
export type SupportPoint = z.infer<typeof SupportPoint>;

export const TicketAnswer = z.strictObject({ ticket: z.string(), case: id });
export type TicketAnswer = z.infer<typeof TicketAnswer>;

export const UploadPost = z.strictObject({ size: z.int().min(1).max(sealedFileBytes) });
export const UploadAnswer = z.strictObject({ upload: id, size: z.int(), partBytes: z.int(), received: z.array(z.int()), complete: z.boolean() });
export type UploadAnswer = z.infer<typeof UploadAnswer>;
export const UploadPart = z.strictObject({ upload: id, number: z.coerce.number().int().min(0).max(2_000) });
export const UploadParams = z.strictObject({ upload: id });

/** A sealed piece on its way in. `upload` (kind `file` only): the complete upload that holds the sealed file. */
export const PieceIn = z.strictObject({
  id,
  kind: z.enum(PieceKinds),
  sequence,
  sealed: bytes(Limits.sealedBytes),
  key: bytes(Limits.wrapBytes),
  upload: id.optional(),
  /** Which identity of the chain `key` is wrapped to; left out: the first. Anything but the newest is `epoch-outdated`. */
  epoch: epoch.optional(),
});
export type PieceIn = z.infer<typeof PieceIn>;

/** `hash`: base64url SHA-256 of the sealed bytes. `day`: the day it came in, no finer. */
export const PieceOut = z.strictObject({
  id,
  chain: z.enum(Chains),
  kind: z.enum(PieceKinds),
  sender: z.string(),
  sequence,
  sealed: z.string(),
  key: z.string(),
  hash,
  day,
  upload: id.optional(),
  epoch,
});
export type PieceOut = z.infer<typeof PieceOut>;

/** `sealed`: `noticeText` wrapped to the notice key. */
export const notice = z.strictObject({ sealed: bytes(Limits.wrapBytes), hours: z.enum(Object.keys(NoticeHours) as [keyof typeof NoticeHours]) });

export const ReportPost = z.strictObject({
  /** Opens the door for exactly one case: the form's ticket holds that case's id. */
  ticket: z.string().max(600),
  team: name,
  epoch: z.int().min(1),
  case: id,
  urgent: z.boolean(),
  reporter: z.strictObject({ lookup: exactly(32), recipient, signKey: exactly(32) }),
  /**
   * The shared case identity, wrapped. Its recipient is never stored: who holds the identity derives it (`recipientOf`),
   * and without it nobody can undo X25519 afterwards (`envelope/keys.ts`).
   */
  shared: z.strictObject({ wraps: z.strictObject({
      /** Left out when `members` hold it one by one. */
      team: bytes(Limits.wrapBytes).optional(),
      members: z.array(z.strictObject({ member: id, wrapped: bytes(Limits.wrapBytes) })).min(1).max(60).optional(),
      reporter: bytes(Limits.wrapBytes),
    }) }),
  /** With `members`: the school that was named for it, or null when none was. Who is tied to it holds nothing, whatever was wrapped. */
  untiedTo: z.string().max(Limits.line).nullable().optional(),
  /** label, report, contact when given, then files; sequences 1, 2, 3… */
  pieces: z.array(PieceIn).min(2).max(3 + Limits.filesAtOnce),
  notice: notice.optional(),
});
export type ReportPost = z.infer<typeof ReportPost>;

export const Receipt = z.strictObject({ case: id, team: name, promisedDay: day });
export type Receipt = z.infer<typeof Receipt>;

export const ChallengePost = z.strictObject({ lookup: exactly(32) });
export type ChallengePost = z.infer<typeof ChallengePost>;
export const ChallengeAnswer = z.strictObject({ nonce: z.string() });
export type ChallengeAnswer = z.infer<typeof ChallengeAnswer>;

/** Signed by the key from the code over a one-time nonce: `signAct(signer, { act, nonce, fields })`. */
/**
 * To whom the next epoch is wrapped (`security.md` 1.8). Believe a recipient only when the key log certifies it (team,
 * member); what goes to a reporter goes through the epoch before as well (`wrapForReporter`).
 */
export const EpochHolder = z.strictObject({ kind: z.enum(["team", "member", "reporter"]), holder: z.string().max(64), recipient, teamEpoch: z.int().nullable() });
export type EpochHolder = z.infer<typeof EpochHolder>;

/** A new epoch: its identity wrapped to exactly the holders that the server named, and the signed piece that begins it. */
export const EpochPost = z.strictObject({
  epoch,
  wraps: z.array(z.strictObject({ kind: z.enum(["team", "member", "reporter"]), holder: z.string().max(64), wrapped: bytes(Limits.wrapBytes) })).min(1).max(60),
  piece: PieceIn.extend({ kind: z.enum(["epoch", "desk-epoch"]) }),
});
export type EpochPost = z.infer<typeof EpochPost>;

export const signed = { lookup: exactly(32), nonce: z.string().max(200), signature: exactly(64) } as const;

export const OpeningPost = z.strictObject({ ...signed });
export type OpeningPost = z.infer<typeof OpeningPost>;

export const Opening = z.strictObject({
  case: id,
  installation: z.string(),
  organisation: name,
  team: name,
  service: name,
  serviceName: texts,
  /** Name of the directory's page about it: `/organisaties/{page}`. */
  page: name.nullable(),
  state,
  outcome: outcome.optional(),
  promisedDay: day,
  /** The day that was promised before the support point closed its door on it. */
  movedFrom: day.optional(),
  /** The identities of the shared chain that this code holds, oldest first (`reporterIdentities`). New pieces go to the newest. */
  wraps: z.array(z.strictObject({ epoch, wrapped: z.string() })),
  /** A new epoch must begin before the next write: `holders` says for whom. */
  due: z.boolean(),
  holders: z.array(EpochHolder),
  /** Ed25519 keys of the person's codes, this one among them. */
  signers: z.array(exactly(32)),
  pieces: z.array(PieceOut),
  /** Ed25519 key with which the server signs acts without script (`sender: "server"`). */
  serverKey: exactly(32),
  /** The public key log: certifies whoever signed the answers. Entries as `envelope` defines them. */
  keyLog: z.array(z.unknown()),
  filesReadable: z.boolean(),
  /** Whether a notice address is kept, without the address. */
  notice: z.boolean(),
});
export type Opening = z.infer<typeof Opening>;

export const ReporterEpochPost = z.strictObject({ ...signed, ...EpochPost.shape });
export type ReporterEpochPost = z.infer<typeof ReporterEpochPost>;

export const MessagePost = z.strictObject({
  ...signed,
  /** In order of sequence; all or nothing. */
  pieces: z.array(PieceIn.extend({ kind: z.enum(ReporterKinds).exclude(["ending", "check-in", "way-back"]) })).min(1).max(1 + Limits.filesAtOnce),
  /** Required beside a `safety` piece: the server may know "urgent", so that somebody is told. */
  safety: z.enum(["safe", "not-safe"]).optional(),
  /** Required beside a `helped` piece: moves the case. The signed word itself is in the piece. */
  helped: z.enum(["yes", "no"]).optional(),
});
export type MessagePost = z.infer<typeof MessagePost>;
export const MessageAnswer = z.strictObject({ state, promisedDay: day });
export type MessageAnswer = z.infer<typeof MessageAnswer>;

export const FilePost = z.strictObject({ ...signed });
export type FilePost = z.infer<typeof FilePost>;
export const FileParams = z.strictObject({ piece: id });

/** `notice` null: erase the address. */
export const NoticePost = z.strictObject({ ...signed, notice: notice.nullable() });
export type NoticePost = z.infer<typeof NoticePost>;

/** `stop`: with an `ending` piece; `delete`: everything goes. */
const LastWord = PieceIn.extend({ kind: z.literal("ending") });
/** `threads`: the same last word to every other desk of the conversation. */
export const EndingPost = z.strictObject({ ...signed, mode: z.enum(["stop", "delete"]), piece: LastWord.optional(), threads: z.array(z.strictObject({ thread: id, piece: LastWord })).max(30).optional() });
export type EndingPost = z.infer<typeof EndingPost>;
/** `backupDays`: after so many days the last backup that holds it is gone. */
export const EndingAnswer = z.strictObject({ state, backupDays: z.int() });
export type EndingAnswer = z.infer<typeof EndingAnswer>;

/* ------------------------------------------------------------------ the desk */

export const CaseFilters = ["today", "mine", "all"] as const;
export const CaseListQuery = z.strictObject({ filter: z.enum(CaseFilters).default("today"), cursor: z.string().max(120).optional(), ...choiceQuery });
export type CaseListQuery = z.infer<typeof CaseListQuery>;

/**
 * A case in the list. `wrap`: the shared identity and the label, wrapped to the team (`teamWrapText`), packed with
 * `packAge` because they are many; open it with `unpackAge`, `unwrapText` and `readWrapText`.
 */
export const CaseSummary = z.strictObject({
  id,
  organisation: name,
  team: name,
  state,
  outcome: outcome.optional(),
  assignee: id.nullable(),
  dueDay: day,
  urgent: z.boolean(),
  /** Unread too long: 1 at half the term (the team lead is told), 2 after it (the coordinator is told). */
  alert: z.int().min(0).max(2),
  sizeClass: z.int(),
  /** What the person last said: which kind of piece, on which day; null when the person said nothing yet. */
  said: z.strictObject({ kind: z.enum(PieceKinds), day }).nullable(),
  wrap: z.string(),
  /** Epoch of the team key that opens it; 0: it is wrapped to the member himself. */
  teamEpoch: z.int(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;
export const CaseListAnswer = z.strictObject({ cases: z.array(CaseSummary), next: z.string().nullable() });
export type CaseListAnswer = z.infer<typeof CaseListAnswer>;

const wrapOut = z.strictObject({
  chain: z.enum(Chains),
  epoch: z.int(),
  holderKind: z.enum(["team", "member"]),
  holder: z.string(),
  wrapped: z.string(),
  /** Epoch of the team key that opens it. */
  teamEpoch: z.int(),
});

/** Everything sealed of one case. An audit line was committed before these bytes left. */
export const DeskCase = z.strictObject({
  id,
  installation: z.string(),
  organisation: name,
  team: name,
  state,
  outcome: outcome.optional(),
  assignee: id.nullable(),
  dueDay: day,
  urgent: z.boolean(),
  /** Ed25519 key of the person's first code, and of all codes there were; the chain itself says which of them still count. */
  signPublic: exactly(32),
  signers: z.array(exactly(32)),
  /** Chains in which a new epoch must begin before the next write, and for whom each is wrapped. */
  due: z.array(z.enum(Chains)),
  holders: z.strictObject({ shared: z.array(EpochHolder), desk: z.array(EpochHolder) }),
  serverKey: exactly(32),
  keyLogHead: z.string(),
  wraps: z.array(wrapOut),
  pieces: z.array(PieceOut),
});
export type DeskCase = z.infer<typeof DeskCase>;

export const CaseParams = z.strictObject({ case: id });
export const CaseFileParams = z.strictObject({ case: id, piece: id });
/** The desk identity, made in the browser of the worker who opened the case first. */
export const DeskKeyPost = z.strictObject({ wrap: bytes(Limits.wrapBytes), teamEpoch: z.int().min(1) });
export type DeskKeyPost = z.infer<typeof DeskKeyPost>;

/** `act`: what this piece does to the case in the same transaction; without it the state stays. */
export const DeskPiecePost = z.strictObject({
  piece: PieceIn.extend({ kind: z.enum(MemberKinds) }),
  act: z.enum(["answer", "ask-helped"]).optional(),
});
export type DeskPiecePost = z.infer<typeof DeskPiecePost>;
export const AssignmentPost = z.strictObject({ member: id.nullable() });
/** `expected`: the state the worker saw; something else now → `state-changed`. */
export const StatePost = z.strictObject({ act: z.enum(["take", "ask-helped", "close", "reopen"]), expected: state, outcome: outcome.optional() });
export type StatePost = z.infer<typeof StatePost>;
export const StateAnswer = z.strictObject({ state, assignee: id.nullable(), dueDay: day });

/** For the coordinator: how many cases per team nobody read in time. Numbers only. */
export const OverdueAnswer = z.strictObject({ teams: z.array(z.strictObject({ organisation: name, team: name, overdue: z.int() })) });

/* ------------------------------------------------- a team's key was renewed */

/** `size` 0: only how much is left. `epochs`: the older keys of the team that the member holds, joined by points. */
/** `after`: the last wrap of the page before, as case, chain and epoch. */
export const RewrapQuery = z.strictObject({
  size: z.coerce.number().int().min(0).max(200).default(0),
  epochs: z.string().regex(/^\d{1,5}(\.\d{1,5}){0,99}$/).default("0"),
  after: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_(shared|desk)_\d{1,6}$/).optional(),
});
export type RewrapQuery = z.infer<typeof RewrapQuery>;
const rewrapped = { case: id, chain: z.enum(Chains), epoch };
export const RewrapPage = z.strictObject({ left: z.int(), current: z.int(), wraps: z.array(z.strictObject({ ...rewrapped, teamEpoch: z.int(), wrapped: z.string() })) });
export type RewrapPage = z.infer<typeof RewrapPage>;
export const RewrapPost = z.strictObject({ teamEpoch: z.int().min(2), wraps: z.array(z.strictObject({ ...rewrapped, wrapped: bytes(Limits.wrapBytes) })).min(1).max(200) });
export type RewrapPost = z.infer<typeof RewrapPost>;
export const RewrapAnswer = z.strictObject({ left: z.int() });
export const TeamParams = z.strictObject({ team: name });

/** Which colleague opened very many cases in a short time, and on which day; nothing of what. */
export const ReadingAlerts = z.strictObject({ alerts: z.array(z.strictObject({ member: id, day })) });
export type ReadingAlerts = z.infer<typeof ReadingAlerts>;

/* --------------------------------------------------------- who is kept out */

/** `school`: what the person typed, sent open on purpose (`security.md` 2.6) and kept nowhere; null: no school was named. */
export const UntiedPost = z.strictObject({ team: name, school: z.string().trim().min(2).max(Limits.line).nullable() });
/** For whom one by one something new is sealed, whoever is tied to what; empty: for the team. Believe a recipient only when the key log certifies it. */
export const Untied = z.strictObject({ members: z.array(z.strictObject({ member: id, recipient })) });
export type Untied = z.infer<typeof Untied>;

const memberWrap = z.strictObject({ chain: z.enum(Chains), epoch, member: id, wrapped: bytes(Limits.wrapBytes) });
/** `code`: a school's name or BRIN, or a board's number; answers who is tied to it. */
export const ReadersPost = z.strictObject({ code: z.string().trim().min(2).max(Limits.line).nullable() });
export const CaseReaders = z.strictObject({ readers: z.array(z.strictObject({ member: id, recipient, tied: z.boolean(), place: z.enum(["in", "out", "not-yet"]) })) });
export type CaseReaders = z.infer<typeof CaseReaders>;
/** `wraps`: every identity of the case for everybody who stays in. */
export const ExclusionPost = z.strictObject({ members: z.array(id).min(1).max(100), wraps: z.array(memberWrap).max(2_000) });
export type ExclusionPost = z.infer<typeof ExclusionPost>;
/** `wraps`: every identity of the case for everybody who comes in. */
export const AdmissionPost = z.strictObject({ members: z.array(id).min(1).max(100), wraps: z.array(memberWrap).min(1).max(2_000) });
export type AdmissionPost = z.infer<typeof AdmissionPost>;
