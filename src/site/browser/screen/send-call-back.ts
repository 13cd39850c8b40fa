/**
 * Sends one request to be called, however often the line is lost: what was sealed is kept and sent again byte for byte until
 * the server says that it has it or refuses it. A moment that went to somebody else is a clear refusal.
 */
import type { CallBackForm, CallBackHold, CallBackPost, CallBackReceipt } from "../../../cases/shape/call-back.ts";
import { type Answer, hasFields, type Line } from "../sealing/api.ts";
import type { Destination, Identity } from "../sealing/report.ts";
import { renew, unsure } from "./renew.ts";
import { message } from "./templates.ts";
import { untiedOf } from "./untied.ts";

export type CallSealing = typeof import("../sealing/call-back.ts");

export type CallSender = {
  readonly line: Line;
  readonly sealing: () => Promise<CallSealing>;
  readonly identity: () => Promise<Identity>;
  readonly say: (text: string) => void;
  to: Destination;
  /** Sealed and perhaps already with the server. */
  pending: CallBackPost | undefined;
};

const isReceipt = hasFields<CallBackReceipt>({ case: "string", slot: "string" });
const isHold = hasFields<CallBackHold>({ slots: "array" });

async function post(sender: CallSender, form: CallBackForm): Promise<Answer<CallBackReceipt>> {
  sender.say(message("sealing"));
  const [sealing, identity] = await Promise.all([sender.sealing(), sender.identity()]);
  if (sender.pending === undefined) {
    const untied = await untiedOf(sender, form);
    if (!untied.ok) return untied;
    sender.pending = await sealing.sealCallBackRequest(sender.to, form, identity, untied.value.members);
  }
  sender.say(message("sending"));
  const answer = await sender.line.ask({ method: "POST", path: "/api/v1/call-back-requests", body: sender.pending }, isReceipt);
  if (!answer.ok && !unsure.includes(answer.because)) sender.pending = undefined;
  return answer;
}

/** Everything from the button to the server's word. Renews at most twice by itself. */
export async function sendCallBack(sender: CallSender, form: CallBackForm): Promise<Answer<CallBackReceipt>> {
  sender.say(message("working"));
  let answer = await post(sender, form);
  for (let count = 0; count < 2 && !answer.ok && (await renew(sender, answer.because)); count += 1) answer = await post(sender, form);
  return answer;
}

/** Keeps this moment for the form, and tells which are free. */
export function keepMoment(sender: CallSender, slot: string): Promise<Answer<CallBackHold>> {
  const { ticket, team } = sender.to;
  return sender.line.ask({ method: "POST", path: "/api/v1/call-back-holds", body: { ticket, team, ...(slot === "" ? {} : { slot }) } }, isHold);
}
