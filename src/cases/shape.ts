/**
 * What travels between a visitor's browser, the server and the desk about a case.
 *
 * Visitors' browsers import this file, so it holds no parser library: only types, limits and plain guards. The strict
 * parsers of the server are in `shape/wire.ts`; only their types come from there.
 */
import type { ConsentTerms } from "./rules/consent.ts";

export type {
  AdmissionPost,
  CaseReaders,
  ExclusionPost,
  Untied,
  CaseListAnswer,
  CaseListQuery,
  CaseSummary,
  ChallengeAnswer,
  ChallengePost,
  DeskCase,
  DeskKeyPost,
  DeskPiecePost,
  EndingAnswer,
  EndingPost,
  EpochHolder,
  EpochPost,
  FilePost,
  MessageAnswer,
  MessagePost,
  NoticePost,
  Opening,
  OpeningPost,
  PieceIn,
  PieceOut,
  ReadingAlerts,
  Receipt,
  RewrapPage,
  RewrapPost,
  RewrapQuery,
  ReporterEpochPost,
  ReportPost,
  StatePost,
  SupportPoint,
  TicketAnswer,
  UploadAnswer,
} from "./shape/wire.ts";

import type { CheckInAnswer, CloseReason } from "./rules/follow-up.ts";

export type { AccessOut, CardOut, CardPost, CardsOut, CheckInOut, ClaimAnswer, ClaimPost, DueClaim, FollowUp, ProofAnswer, ProofKeys, Wish } from "./shape/person.ts";

export const Modes = ["named", "confidential", "anonymous"] as const;
export type Mode = (typeof Modes)[number];
export const ForWhom = ["self", "other", "together"] as const;
export type ForWhom = (typeof ForWhom)[number];
export const Reaches = ["none", "phone", "mail"] as const;
export type Reach = (typeof Reaches)[number];
export const Dangers = ["no", "recent", "now"] as const;
export type Danger = (typeof Dangers)[number];

/** Hours (Europe/Amsterdam, from, until) within which a neutral notice may be sent: the person's choice. */
export const NoticeHours = { any: [8, 21], morning: [8, 12], afternoon: [12, 17], evening: [17, 21] } as const;
export type NoticeHours = keyof typeof NoticeHours;

/** The two chains of a case: what the person and the team both read, and what only the team reads. */
export const Chains = ["shared", "desk"] as const;
export type Chain = (typeof Chains)[number];

/** Kinds of pieces. The kind stands open beside the sealed bytes and again, signed, inside them. */
export const PieceKinds = [
  "label",
  "report",
  "contact",
  "file",
  "message",
  "safety",
  "helped",
  "ending",
  "answer",
  "note",
  "guide",
  "epoch",
  "desk-epoch",
  "next-step",
  "check-in",
  "access",
  "term",
  "consent-asked",
  "consent",
  "consent-refused",
  "consent-spoken",
  "withdrawal",
  "step",
  "referral",
  "call-back",
  "call-time",
  "attempt",
  "procedure",
  "way-back",
  "dossier-draft",
  "dossier-second",
  "dossier",
] as const;
export type PieceKind = (typeof PieceKinds)[number];
/** What a person may add to the conversation after the report. */
export const ReporterKinds = ["message", "file", "safety", "helped", "contact", "ending", "check-in", "way-back"] as const;
/** What a member writes in an open case, one piece at a time. */
export const MemberKinds = ["answer", "note", "guide", "next-step", "access", "procedure"] as const;
/** What only the team reads. */
const deskKinds: readonly PieceKind[] = ["note", "guide", "desk-epoch", "attempt", "dossier-draft", "dossier-second"];
export const chainOf = (kind: PieceKind): Chain => (deskKinds.includes(kind) ? "desk" : "shared");

/** How a piece is padded before sealing: its true length must not tell what it is. */
export function paddingOf(kind: PieceKind): "label" | "text" {
  return small.has(kind) ? "label" : "text";
}

const small: ReadonlySet<PieceKind> = new Set(["label", "safety", "helped", "ending", "consent-refused", "withdrawal", "call-time"]);

/** Bytes and counts that bound everything a visitor can send. */
export const Limits = {
  /** Characters of "what happened" and of one message or answer. */
  longText: 6000,
  /** Characters of the other free fields. */
  shortText: 600,
  line: 120,
  mail: 254,
  phone: 30,
  /** 25 MB each, 100 MB a case (`security.md` 3.3). */
  fileBytes: 25_000_000,
  caseBytes: 100_000_000,
  filesAtOnce: 10,
  /** Bytes of one part of an upload; every part but the last has exactly this size. Numbers count from 0. */
  partBytes: 262_144,
  /** Sealed bytes of one piece: 64 kB of padded text and the age overhead. */
  sealedBytes: 70_000,
  wrapBytes: 4_000,
  /**
   * Places in a conversation up to which a person can write. All of it goes out in one answer, and through one worker's
   * browser: without an end one person could fill the memory of both. Room is left for "not safe", "helped" and "stop".
   */
  places: 300,
  lastPlaces: 330,
} as const;

/** Extra sealed bytes allowed on a file: Padmé padding (under 12 %) and age's own. */
export const sealedFileBytes = 28_065_536;

/** Types of file that are taken (`security.md` 3.3), with the endings people know them by. */
export const FileTypes: Readonly<Record<string, string>> = {
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/webp": ".webp",
  "audio/mpeg": ".mp3",
  "audio/mp4": ".m4a",
  "audio/ogg": ".ogg",
  "application/pdf": ".pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
  "application/vnd.oasis.opendocument.text": ".odt",
};

/* ------------------------------------------------------------------ the form */

/** Everything the form asks, as typed. The names are the names of the fields. Only `what` is required. */
export type ReportForm = {
  readonly mode: Mode;
  readonly forWhom: ForWhom;
  /** Keys of the signpost's vocabulary; empty when unknown. */
  readonly role: string;
  readonly sector: string;
  readonly topic: string;
  readonly danger: Danger;
  readonly what: string;
  readonly who: string;
  readonly where: string;
  readonly when: string;
  readonly school: string;
  readonly need: string;
  readonly name: string;
  readonly reach: Reach;
  readonly phone: string;
  readonly mail: string;
  readonly safeMoments: string;
  readonly mustNot: string;
  /** Apart from the report: sealed to the notice key, never to the team. */
  readonly noticeMail: string;
  readonly noticeHours: NoticeHours;
  /** The school that nobody who reads this may be tied to: sent open on purpose, and not sealed with the report. */
  readonly untiedTo: string;
};

export type FormProblem = "field-required" | "field-too-long" | "field-wrong-form";
export type FormProblems = Partial<Record<keyof ReportForm, FormProblem>>;

function oneOf<T extends string>(known: readonly T[], typed: string, otherwise: T): T {
  return known.find((one) => one === typed) ?? otherwise;
}

/** Reads the form from whatever holds its fields (FormData in the browser, the body on the server). Trims, never throws. */
export function readForm(field: (name: keyof ReportForm) => string): ReportForm {
  const text = (name: keyof ReportForm): string => field(name).replaceAll("\r\n", "\n").trim();
  return {
    mode: oneOf(Modes, field("mode"), "confidential"),
    forWhom: oneOf(ForWhom, field("forWhom"), "self"),
    role: text("role"),
    sector: text("sector"),
    topic: text("topic"),
    danger: oneOf(Dangers, field("danger"), "no"),
    what: text("what"),
    who: text("who"),
    where: text("where"),
    when: text("when"),
    school: text("school"),
    need: text("need"),
    name: text("name"),
    reach: oneOf(Reaches, field("reach"), "none"),
    phone: text("phone"),
    mail: text("mail"),
    safeMoments: text("safeMoments"),
    mustNot: text("mustNot"),
    noticeMail: text("noticeMail"),
    untiedTo: text("untiedTo"),
    noticeHours: oneOf(Object.keys(NoticeHours) as NoticeHours[], field("noticeHours"), "any"),
  };
}

/** Longest allowed length of each free field, in characters; also the `maxlength` on the page. */
export const fieldLengths: Readonly<Partial<Record<keyof ReportForm, number>>> = {
  role: 40,
  sector: 10,
  topic: 40,
  what: Limits.longText,
  who: Limits.shortText,
  where: Limits.shortText,
  when: Limits.shortText,
  school: Limits.line,
  need: Limits.shortText,
  name: Limits.line,
  phone: Limits.phone,
  mail: Limits.mail,
  safeMoments: Limits.shortText,
  mustNot: Limits.shortText,
  noticeMail: Limits.mail,
  untiedTo: Limits.line,
};

const mailForm = /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[a-zA-Z]{2,}$/;
const phoneForm = /^\+?[0-9][0-9 ()-]{6,}$/;
export const isMail = (typed: string): boolean => typed.length <= Limits.mail && mailForm.test(typed);

/** What must be corrected before sealing; empty: nothing. Never holds what was typed. */
export function problemsOf(form: ReportForm): FormProblems {
  const problems: FormProblems = {};
  for (const [name, longest] of Object.entries(fieldLengths) as [keyof ReportForm, number][]) {
    if (form[name].length > longest) problems[name] = "field-too-long";
  }
  if (form.what === "") problems.what = "field-required";
  if (form.mode === "named" && form.name === "") problems.name = "field-required";
  if (form.mode !== "anonymous" && form.reach === "phone") {
    if (form.phone === "") problems.phone = "field-required";
    else if (!phoneForm.test(form.phone)) problems.phone = "field-wrong-form";
  }
  if (form.mode !== "anonymous" && form.reach === "mail") {
    if (form.mail === "") problems.mail = "field-required";
    else if (!isMail(form.mail)) problems.mail = "field-wrong-form";
  }
  if (form.noticeMail !== "" && !isMail(form.noticeMail)) problems.noticeMail = "field-wrong-form";
  return problems;
}

/* ------------------------------------------------------- what is inside pieces */

/** Marks what the server sealed in memory for a browser without script (`security.md` 1.5). */
export type OnArrival = { readonly sealedOnArrival?: true };

/** Kind `label`: what the desk's list shows. Keys only, no free text, so that it fits its padding. */
export type LabelBody = OnArrival & {
  /** The team that it was sealed for, signed with the rest; absent in what came in before this was said. */
  readonly to?: string;
  readonly mode: Mode;
  readonly forWhom: ForWhom;
  readonly urgent: boolean;
  readonly role?: string;
  readonly sector?: string;
  readonly topic?: string;
};
/** Kind `report`. */
export type ReportBody = OnArrival & {
  readonly what: string;
  readonly who?: string;
  readonly where?: string;
  readonly when?: string;
  readonly school?: string;
  /** Nobody who is tied to this school may hold it: also not where it is referred to. */
  readonly untiedTo?: string;
  readonly need?: string;
  readonly danger?: Danger;
};
/** Kind `contact`: absent when the person gave nothing. A later one replaces an earlier one. */
export type ContactBody = OnArrival & {
  readonly name?: string;
  readonly reach: Reach;
  readonly phone?: string;
  readonly mail?: string;
  readonly safeMoments?: string;
  readonly mustNot?: string;
};
/** Kinds `message` and `note`. `reason`: on the note of a closing, why the person could not be asked. */
export type TextBody = OnArrival & { readonly text: string; readonly reason?: CloseReason; readonly fact?: { readonly version: number; readonly codes: Readonly<Record<string, string>>; readonly marks?: string; readonly linked?: boolean } };
/** Kind `answer`; `asksHelped`: the worker asks whether the person was helped. */
export type AnswerBody = { readonly text: string; readonly asksHelped?: true };
/** Kind `guide`: what was asked along the talk guide of a topic, by the names of its questions. The last one counts. */
export type GuideBody = { readonly topic: string; readonly marks: readonly string[] };
export type SafetyBody = OnArrival & { readonly safe: boolean };
/** The person's own signed word; only this closes a case as helped (`product.md` promise 7). */
export type HelpedBody = OnArrival & { readonly answer: "yes" | "no" };
/** What happens next, and on which day: named by the team after "no, not helped". */
export type NextStepBody = { readonly text: string; readonly day: string };
/** The person's answer to a check-in: is it better now, and did something bad follow because you told it? */
export type CheckInBody = OnArrival & { readonly better: CheckInAnswer; readonly retaliation: CheckInAnswer; readonly text?: string };
/** Kind `way-back`: what a claim is compared with. Salt and hash as base64url. */
export type WayBackBody = { readonly salt: string; readonly hash: string; readonly readsBack: boolean };
/** The team's notes, with what concerns others masked in the worker's browser. */
export type AccessBody = { readonly text: string };
export type EndingBody = OnArrival & { readonly mode: "stop" };
/** Kind `consent-asked`: a worker asks, in plain words. Kind `consent-spoken`: said by phone and read back. */
export type ConsentAskedBody = ConsentTerms & { readonly text: string };
/**
 * Kind `consent`: everything that was agreed once more, so that nothing but these words is signed.
 */
export type ConsentBody = OnArrival & ConsentTerms & { readonly asked: string };
export type ConsentRefusedBody = OnArrival & { readonly asked: string };
export type WithdrawalBody = OnArrival & { readonly consent: string };
/**
 * Kind `referral`: the first word of a case at its receiver. `reporterKeys`: what the person's signatures are checked with. `matter`: what
 * both desks work the same counting token out of; it opens nothing. Absent in what was referred before there was one.
 */
export type ReferralBody = { readonly from: string; readonly consent: string; readonly reporterKeys: readonly string[]; readonly text: string; readonly matter?: string | undefined };
/**
 * Kind `step`: what happened to the request, in plain words, by a worker. `to`: the case it went to and its first recipient,
 * which stands nowhere in the open: what comes later is wrapped to it.
 */
export type StepBody = { readonly text: string; readonly to?: { readonly case: string; readonly recipient: string } };
/** Kind `file`: the signed manifest, exactly as `envelope` writes and reads it (`writeManifest`, `readManifest`). */

/**
 * What a case's identity is wrapped with for the team: the identity, and beside it the label, so that the desk's list
 * opens one age file a case and needs nothing else (50 of them within 120 kB). The label stands, signed, in the chain as
 * well; what is shown in an opened case comes from there. Always 331 characters, so that its length tells nothing.
 * Wraps to the reporter hold the identity alone.
 */
export function teamWrapText(identity: string, label: LabelBody): string {
  return `${identity}\n${JSON.stringify(label).padEnd(256, " ")}`;
}

/** Reads a wrap of either form. `label` only where there was one; what is not JSON counts as none. */
export function readWrapText(text: string): { readonly identity: string; readonly label?: LabelBody } {
  const [identity = "", label] = text.split("\n");
  if (label === undefined) return { identity };
  try {
    return { identity, label: JSON.parse(label) as LabelBody };
  } catch {
    return { identity };
  }
}

/** Leaves out what was not filled in, so that nothing empty is sealed. */
function filled<T extends Record<string, unknown>>(all: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "" && value !== undefined)) as never;
}

const isUrgent = (form: ReportForm): boolean => form.danger === "now";

/** The pieces of a first report, in their order (sequence 1, 2, 3); `onArrival` when the server seals. Files come after these. */
export function piecesOfForm(form: ReportForm, onArrival: boolean, to: string): readonly { kind: PieceKind; body: LabelBody | ReportBody | ContactBody }[] {
  const mark: OnArrival = onArrival ? { sealedOnArrival: true } : {};
  const { mode, forWhom, role, sector, topic, what, who, where, when, school, untiedTo, need, danger } = form;
  const label: LabelBody = { ...mark, to, mode, forWhom, urgent: isUrgent(form), ...filled({ role, sector, topic }) };
  const report: ReportBody = { ...mark, what, danger, ...filled({ who, where, when, school, untiedTo, need }) };
  const contact = contactOf(form);
  return [
    { kind: "label", body: label },
    { kind: "report", body: report },
    ...(contact === undefined ? [] : [{ kind: "contact" as const, body: { ...mark, ...contact } }]),
  ];
}

/**
 * What the desk may know to reach the person. An anonymous report carries no name, number or address, whatever stood in
 * the fields before the choice was changed.
 */
export function contactOf(form: ReportForm): ContactBody | undefined {
  const { safeMoments, mustNot } = form;
  if (form.mode === "anonymous") return safeMoments + mustNot === "" ? undefined : { reach: "none", ...filled({ safeMoments, mustNot }) };
  const phone = form.reach === "phone" ? form.phone : "";
  const mail = form.reach === "mail" ? form.mail : "";
  if (form.name + phone + mail + safeMoments + mustNot === "") return undefined;
  return { reach: form.reach, ...filled({ name: form.name, phone, mail, safeMoments, mustNot }) };
}

/** The notice address as it is sealed to the notice key: always 512 characters, so that its length tells nothing. */
export function noticeText(mail: string, language: string): string {
  return JSON.stringify({ mail, language }).padEnd(512, " ");
}

/* ------------------------------------------------------------- signed acts */

/** Names of the acts a person signs with the key from the code, over a one-time nonce. */
export type ReporterAct = "open" | "write" | "file" | "notice" | "end" | "epoch" | "follow-up" | "wish" | "check-in" | "proof" | "cards" | "way-back" | "threads" | "consent" | "withdraw" | "write-thread" | "thread-epoch" | "thread-file" | "call-back" | "call-back-change" | "procedure-open" | "procedure-say" | "procedure-file";

/** The fields that are signed: everything in the request except lookup, nonce and signature; for a file `{ piece }`. */
export function signedFields<T extends { readonly lookup: string; readonly nonce: string; readonly signature: string }>(body: T): Omit<T, "lookup" | "nonce" | "signature"> {
  const { lookup: _lookup, nonce: _nonce, signature: _signature, ...fields } = body;
  return fields;
}

/* -------------------------------------------------- age files as short text */

/**
 * An age file as text that compresses: its header is text already (writing it in base64 a second time would cost a
 * quarter), only the payload is base64url. Used where many are sent at once: the desk's list.
 */
export function packAge(sealed: Uint8Array): string {
  const end = headerEnd(sealed);
  return new TextDecoder("latin1").decode(sealed.subarray(0, end)) + base64url(sealed.subarray(end));
}

/** The other way; throws on what `packAge` did not make. */
export function unpackAge(packed: string): Uint8Array {
  const end = packed.lastIndexOf("\n") + 1;
  if (end === 0) throw new TypeError("not a packed age file");
  const header = new TextEncoder().encode(packed.slice(0, end));
  const payload = Uint8Array.from(atob(packed.slice(end).replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const whole = new Uint8Array(header.length + payload.length);
  whole.set(header);
  whole.set(payload, header.length);
  return whole;
}

/** The header ends with the line that begins with `---`. */
function headerEnd(sealed: Uint8Array): number {
  let start = 0;
  for (let at = 0; at < sealed.length; at += 1) {
    if (sealed[at] !== 10) continue;
    if (sealed[start] === 45 && sealed[start + 1] === 45 && sealed[start + 2] === 45) return at + 1;
    start = at + 1;
  }
  throw new TypeError("not an age file");
}

function base64url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
