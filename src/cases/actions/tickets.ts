/**
 * The ticket of a form (`security.md` 1.5, 3.4): taken when the form opens, good for one case. Sealed with a key outside
 * the database; the server keeps nothing of it. It holds the case's id and what the code is made of when there is no
 * script, so that sending the same form twice gives the same receipt.
 */
import { fromBase64Url, newCode, openTicket, sealTicket, toBase64Url } from "../../envelope/index.ts";
import { isUuid } from "../../base/index.ts";
import type { Context } from "../../base/index.ts";

/** So long a form can be sent. */
export const formHours = 12;
/** So long a repeat of what was sent gets the same receipt. */
const repeatHours = 48;
const hour = 3_600_000;
const purpose = "report form";

export type FormTicket = { readonly case: string; readonly code: string; readonly late: boolean };

export async function newFormTicket(context: Context): Promise<{ readonly ticket: string; readonly case: string }> {
  const now = context.clock.now().getTime();
  const payload = { case: context.random.uuid(), seed: toBase64Url(context.random.bytes(10)), until: now + formHours * hour };
  return { ticket: await sealTicket(context.secrets.tickets, payload, new Date(now + repeatHours * hour), purpose), case: payload.case };
}

/** `late`: no longer good for a new report, but a repeat of one that was sent is still known. `undefined`: worth nothing. */
export async function readFormTicket(context: Context, ticket: string): Promise<FormTicket | undefined> {
  const opened = await openTicket(context.secrets.tickets, ticket, context.clock.now(), purpose);
  if (!opened.ok || typeof opened.payload !== "object" || opened.payload === null) return undefined;
  const { case: id, seed, until } = opened.payload as Record<string, unknown>;
  const bytes = typeof seed === "string" ? fromBase64Url(seed) : undefined;
  if (typeof id !== "string" || !isUuid(id) || bytes?.length !== 10 || typeof until !== "number") return undefined;
  return { case: id, code: newCode(bytes), late: until <= context.clock.now().getTime() };
}

/** Inside a conversation without script: the code, sealed, for half an hour; travels in hidden fields. */
export const conversationMinutes = 30;
const conversationPurpose = "conversation";

export async function newConversationTicket(context: Context, code: string): Promise<string> {
  const until = new Date(context.clock.now().getTime() + conversationMinutes * 60_000);
  return sealTicket(context.secrets.tickets, { code, mark: toBase64Url(context.random.bytes(16)) }, until, conversationPurpose);
}

export type ConversationTicket = { readonly code: string; readonly mark: string };

export async function readConversationTicket(context: Context, ticket: string): Promise<ConversationTicket | undefined> {
  const opened = await openTicket(context.secrets.tickets, ticket, context.clock.now(), conversationPurpose);
  if (!opened.ok || typeof opened.payload !== "object" || opened.payload === null) return undefined;
  const { code, mark } = opened.payload as Record<string, unknown>;
  return typeof code === "string" && typeof mark === "string" ? { code, mark } : undefined;
}
