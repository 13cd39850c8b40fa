/** What a worker writes down while somebody is on the telephone, and the pieces of a case that it becomes. Pure. */
import type { AnswerBody, ContactBody, LabelBody, ReportBody } from "../../cases/shape.ts";

export const fields = ["what", "advice", "topic", "role", "sector", "name", "phone", "safeMoments", "mustNot"] as const;
export type FieldName = (typeof fields)[number];
export type Typed = Readonly<Record<FieldName, string>> & { readonly urgent: boolean; readonly forOther: boolean };

export type FirstPiece = { readonly kind: "label"; readonly body: LabelBody } | { readonly kind: "report"; readonly body: ReportBody } | { readonly kind: "contact"; readonly body: ContactBody } | { readonly kind: "answer"; readonly body: AnswerBody };

/** Leaves out what was not filled in, so that nothing empty is sealed. */
function filled<T extends Readonly<Record<string, string>>>(all: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, value.trim()] as const).filter(([, value]) => value !== "")) as { [K in keyof T]?: string };
}

export function labelOf({ urgent, forOther, topic, role, sector, name, phone }: Typed, to: string): LabelBody {
  const isKnown = name.trim() + phone.trim() !== "";
  return { to, mode: isKnown ? "confidential" : "anonymous", forWhom: forOther ? "other" : "self", urgent, ...filled({ topic, role, sector }) };
}

/** In order of sequence. What was advised is an answer, so that it can be read back with the code. */
export function piecesOf(typed: Typed, to: string): readonly FirstPiece[] {
  const { what, advice, name, phone, safeMoments, mustNot, urgent } = typed;
  const contact = filled({ name, phone, safeMoments, mustNot });
  return [
    { kind: "label", body: labelOf(typed, to) },
    { kind: "report", body: { what: what.trim(), danger: urgent ? "now" : "no" } },
    ...(Object.keys(contact).length === 0 ? [] : [{ kind: "contact" as const, body: { reach: contact.phone === undefined ? ("none" as const) : ("phone" as const), ...contact } }]),
    ...(advice.trim() === "" ? [] : [{ kind: "answer" as const, body: { text: advice.trim() } }]),
  ];
}

/** Whether anything was typed beyond the choices. */
export const isWritten = ({ what, advice, name, phone, safeMoments, mustNot }: Typed): boolean => (what + advice + name + phone + safeMoments + mustNot).trim() !== "";

/** A code as it is read out: in its four groups, every character by itself. */
export const spelled = (code: string): readonly (readonly string[])[] => code.split("-").map((group) => [...group]);
