/** Days in words, and pieces as lines on a page. */
import type { Language } from "../../base/index.ts";
import type { ExaminedPiece, OpenedPiece } from "../../envelope/index.ts";
import { fromUtf8 } from "../../envelope/index.ts";
import { CheckInAnswers } from "../rules/follow-up.ts";
import type { PieceOut } from "../shape.ts";
import { CallRules, momentInWords } from "../shape/call-back.ts";
import { callTexts, formTexts, personTexts, sharingTexts, talkTexts } from "../texts/index.ts";
import type { ShownItem } from "./talk.tsx";

const locales: Readonly<Record<Language, string>> = { nl: "nl-NL", en: "en-GB" };

/** `2026-11-25` → "woensdag 25 november 2026". */
export function dayInWords(day: string, language: Language): string {
  const at = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  return new Intl.DateTimeFormat(locales[language], { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(at);
}

type Fields = Readonly<Record<string, unknown>>;
type Lines = ShownItem["lines"];

function fieldsOf(piece: OpenedPiece): Fields {
  try {
    const value: unknown = JSON.parse(fromUtf8(piece.body));
    return typeof value === "object" && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}

const textOf = (fields: Fields, name: string): string => (typeof fields[name] === "string" ? fields[name] : "");

/** A key of our own vocabulary as the person chose it on the form. */
function said(language: Language, name: string, text: string): string {
  const { form } = formTexts[language];
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = { danger: form.dangers, reach: form.reach };
  const words = known[name];
  return words !== undefined && Object.hasOwn(words, text) ? (words[text] ?? text) : text;
}

function labelled(fields: Fields, language: Language): Lines {
  const { labels } = talkTexts[language].view;
  return Object.entries(labels).flatMap(([name, label]) => {
    const text = textOf(fields, name);
    return text === "" ? [] : [{ label, text: said(language, name, text) }];
  });
}

function checkInLines(fields: Fields, language: Language): Lines {
  const { labels, answers } = personTexts[language].checkIn;
  const chosen = (name: "better" | "retaliation"): Lines => CheckInAnswers.filter((one) => one === fields[name]).map((one) => ({ label: labels[name], text: answers[one] }));
  const text = textOf(fields, "text");
  return [...chosen("better"), ...chosen("retaliation"), ...(text === "" ? [] : [{ label: labels.text, text }])];
}

/** What was asked of who calls, line by line. */
function callBackLines(fields: Fields, language: Language): Lines {
  const { labels, form } = callTexts[language];
  const { name, phone } = talkTexts[language].view.labels;
  const chosen: unknown = fields["rules"];
  const rules = CallRules.filter((rule) => Array.isArray(chosen) && chosen.includes(rule)).map((rule) => ({ label: labels.rules, text: form.rule[rule] }));
  const typed = [[name, "name"], [phone, "phone"], [labels.askFor, "askFor"], [labels.interpreter, "interpreter"], [labels.note, "note"]] as const;
  const lines = typed.map(([label, field]) => ({ label, text: textOf(fields, field) }));
  return [{ label: labels.slot, text: momentInWords(textOf(fields, "slot"), language) }, ...lines, ...rules].filter(({ text }) => text !== "");
}

function callTimeLine(fields: Fields, language: Language): string {
  const { talk } = callTexts[language];
  const slot = textOf(fields, "slot");
  return slot === "" ? talk.cancelledLine : talk.asked(momentInWords(slot, language));
}

function linesOf(kind: ShownItem["kind"], fields: Fields, language: Language): Lines {
  const { view } = talkTexts[language];
  switch (kind) {
    case "report":
    case "contact":
      return labelled(fields, language);
    case "file":
      return [{ text: textOf(fields, "name") }];
    case "safety":
      return [{ text: fields["safe"] === true ? view.safe : view.notSafe }];
    case "helped":
      return [{ text: fields["answer"] === "yes" ? view.helpedYes : view.helpedNo }];
    case "ending":
      return [{ text: view.stopped }];
    case "procedure":
      return [];
    case "check-in":
      return checkInLines(fields, language);
    case "next-step":
      return [{ text: textOf(fields, "text") }, { text: personTexts[language].nextStep.by(dayInWords(textOf(fields, "day"), language)) }];
    case "call-back":
      return callBackLines(fields, language);
    case "call-time":
      return [{ text: callTimeLine(fields, language) }];
    case "consent":
      return [{ text: sharingTexts[language].said.yes }];
    case "consent-refused":
      return [{ text: sharingTexts[language].said.no }];
    case "withdrawal":
      return [{ text: sharingTexts[language].said.withdrawal }];
    case "consent-asked":
    case "consent-spoken":
    case "step":
    case "referral":
    case "dossier":
    case "message":
    case "access":
    case "answer":
    case "term":
      return [{ text: textOf(fields, "text") }];
  }
}

const isShown = (kind: string): kind is ShownItem["kind"] => Object.hasOwn(talkTexts.nl.view.kinds, kind);

/** What must not be believed is named and not shown. Labels are for the desk's list only. */
export function itemOf(out: PieceOut, piece: ExaminedPiece, language: Language): ShownItem | undefined {
  if (!isShown(out.kind)) return undefined;
  const { view } = talkTexts[language];
  const place = { kind: out.kind, day: dayInWords(out.day, language), mine: !out.sender.startsWith("member:") };
  const sound = piece.ok && piece.piece.header.piece === out.id && piece.piece.header.kind === out.kind;
  if (!sound) return { ...place, onArrival: false, lines: [], remark: view.trouble };
  const fields = fieldsOf(piece.piece);
  const remark = out.kind === "file" ? { remark: view.fileNoScript } : {};
  return { ...place, mine: !piece.piece.signedBy.startsWith("member:"), onArrival: fields["sealedOnArrival"] === true, lines: linesOf(out.kind, fields, language), ...remark };
}
