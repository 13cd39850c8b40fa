/** The example's lines call back: people on duty in the coming two weeks, and somebody who asked for a call. */
import { deskToken } from "../../accounts/shape.ts";
import { piecesOfCallBack, readCallBackForm } from "../../cases/shape/call-back.ts";
import type { CallBackHold } from "../../cases/shape/call-back.ts";
import { teamWrapText } from "../../cases/shape.ts";
import type { SupportPoint, TicketAnswer } from "../../cases/shape.ts";
import { newCaseIdentity, toBase64Url, wrap } from "../../envelope/index.ts";
import { say } from "./line.ts";
import { sealed, type Person } from "./reporter.ts";
import type { Worker } from "./worker.ts";

export type Called = { readonly team: string; readonly form: Readonly<Record<string, string>>; readonly rules: readonly string[] };

const dayAfter = (now: Date, days: number): string => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" }).format(new Date(now.getTime() + days * 86_400_000));

/** From nine until nine, every day of two weeks, every member in turn; the line's own hours say when of it calls are made. */
export async function staff(lead: Worker, members: readonly string[], now: Date): Promise<void> {
  const headers = { cookie: lead.cookie, "x-csrf-token": deskToken };
  const path = `/teams/${lead.team.team}`;
  for (let ahead = 0; ahead < 7; ahead += 1) {
    const member = members[ahead % members.length];
    await say(lead.ask, { method: "POST", path: `${path}/duties`, headers, body: { member, day: dayAfter(now, ahead), from: 540, to: 1260, weeks: 2 } });
  }
  await say(lead.ask, { method: "PUT", path: `${path}/call-back-line`, headers, body: { open: true, callMinutes: 15 } });
}

/** Asks to be called at the next free moment; nothing when there is none. A moment that begins meanwhile is asked for no more. */
export async function askCall(person: Person, point: SupportPoint, called: Called): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await askNext(person, point, called);
    } catch (error) {
      if (tries === mostTries || !(error instanceof Error && error.message.includes("slot-taken"))) throw error;
    }
  }
}

const mostTries = 3;

async function askNext({ ask, keys, installation }: Person, point: SupportPoint, called: Called): Promise<void> {
  const { value: opened } = await say<TicketAnswer>(ask, { method: "POST", path: "/report-tickets" });
  const { value: free } = await say<CallBackHold>(ask, { method: "POST", path: "/call-back-holds", body: { ticket: opened.ticket, team: point.team } });
  const [slot] = free.slots;
  if (slot === undefined) return;
  const shared = await newCaseIdentity();
  const typed: Readonly<Record<string, string>> = { ...called.form, slot };
  const written = piecesOfCallBack(readCallBackForm((name) => typed[name] ?? "", called.rules), false, point.team);
  const pieces = await sealed({ installation, case: opened.case, sequence: 1, previous: "", recipient: shared.recipient, keys }, written);
  const [team, reporter] = await Promise.all([wrap(teamWrapText(shared.identity, written[0].body), [point.recipient]), wrap(shared.identity, [keys.recipient])]);
  const body = {
    ticket: opened.ticket,
    team: point.team,
    epoch: point.epoch,
    case: opened.case,
    slot,
    reporter: { lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey) },
    shared: { wraps: { team: toBase64Url(team), reporter: toBase64Url(reporter) } },
    pieces,
  };
  await say(ask, { method: "POST", path: "/call-back-requests", body });
}
