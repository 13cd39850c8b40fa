/** A line that calls back, with hands on duty, and people who ask it: with script and without. */
import { newIdentity, sealCallBackRequest } from "../../src/site/browser/sealing/call-back.ts";
import { callBackOf, changeMoment } from "../../src/site/browser/sealing/call-back-change.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import type { Identity } from "../../src/site/browser/sealing/report.ts";
import { readCallBackForm } from "../../src/cases/shape/call-back.ts";
import type { CallBackForm, CallBackPost } from "../../src/cases/shape/call-back.ts";
import type { TicketAnswer } from "../../src/cases/shape.ts";
import { recipientOf } from "../../src/envelope/index.ts";
import { pointOf, team } from "./cases-world.ts";
import type { Answered, World } from "./cases-world.ts";

export { callBackOf, changeMoment };

export const noor = { phone: "06 1234 5678", phoneAgain: "0612345678", name: "Noor Voorbeeld", askFor: "mijn zus Lotte", interpreter: "Tigrinya", note: "Niet na vijf uur", topic: "bullying", sector: "po" };

/** The lead puts members on duty and opens the line. `on`: how many of the two. */
export async function staffed(world: World, lead: string, choice: { readonly day?: string; readonly from?: number; readonly to?: number; readonly on?: number; readonly callMinutes?: number; readonly weeks?: number } = {}): Promise<void> {
  const { day = "2026-11-23", from = 540, to = 1020, on = 1, callMinutes = 30, weeks = 1 } = choice;
  for (const { member } of world.desk.members.slice(0, on)) {
    const planned = await world.api("POST", `/api/v1/teams/${team}/duties`, { member, day, from, to, weeks }, lead);
    if (planned.status >= 300) throw new Error(`nobody on duty: ${JSON.stringify(planned.json)}`);
  }
  const opened = await world.api("PUT", `/api/v1/teams/${team}/call-back-line`, { open: true, callMinutes }, lead);
  if (opened.status >= 300) throw new Error(`the line stays closed: ${JSON.stringify(opened.json)}`);
}

export function filledCall(fields: Readonly<Record<string, string>>, rules: readonly string[] = ["no-voicemail"]): CallBackForm {
  return readCallBackForm((name) => fields[name] ?? "", rules);
}

export type Asked = { readonly identity: Identity; readonly post: CallBackPost };

/** Sealed as the script does, for a fresh ticket; not sent. */
export async function sealedCall(world: World, slot: string, fields: Readonly<Record<string, string>> = noor): Promise<Asked> {
  const point = await pointOf(world);
  const { ticket, case: id } = (await world.api("POST", "/api/v1/report-tickets")).json as unknown as TicketAnswer;
  const noticeRecipient = await recipientOf(world.context.secrets.noticeIdentity);
  const identity = await newIdentity(world.installation.salt);
  const to = { installation: world.installation.id, team: point.team, epoch: point.epoch, recipient: point.recipient, noticeRecipient, ticket, case: id, language: "nl" };
  return { identity, post: await sealCallBackRequest(to, filledCall({ ...fields, slot }), identity) };
}

export const sendCall = (world: World, { post }: Asked): Promise<Answered> => world.api("POST", "/api/v1/call-back-requests", post);

/** Asked and agreed. */
export async function agreed(world: World, slot: string, fields: Readonly<Record<string, string>> = noor): Promise<Asked> {
  const asked = await sealedCall(world, slot, fields);
  const answer = await sendCall(world, asked);
  if (answer.status !== 201) throw new Error(`refused: ${JSON.stringify(answer.json)}`);
  return asked;
}

export async function talkOf(world: World, { identity }: Asked): Promise<Talk> {
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  return talk.value;
}

/** Moments that are free, as a script asks for them; `slot` keeps one. */
export async function moments(world: World, ticket: string, slot?: string): Promise<{ readonly held: string | null; readonly slots: readonly string[] }> {
  const { json } = await world.api("POST", "/api/v1/call-back-holds", { ticket, team, ...(slot === undefined ? {} : { slot }) });
  return json as unknown as { held: string | null; slots: string[] };
}

export async function newTicket(world: World): Promise<string> {
  return String((await world.api("POST", "/api/v1/report-tickets")).json["ticket"]);
}
