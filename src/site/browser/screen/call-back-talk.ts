/** The call in an opened conversation: how it stands, another moment, none any more. Fetched only where one was asked for. */
import { callBackActs } from "../../../cases/rules/call-back.ts";
import type { CallBackAnswer } from "../../../cases/shape/call-back.ts";
import { momentInWords } from "../../../cases/shape/moment.ts";
import type { Answer, Line } from "../sealing/api.ts";
import { callBackOf, changeMoment } from "../sealing/call-back-change.ts";
import type { Talk } from "../sealing/talk.ts";
import { drawMoments } from "./moments.ts";
import { sentenceFor } from "./sentences.ts";
import { type Status, statusIn } from "./status.ts";
import { fill, focusOn, message, show } from "./templates.ts";

export type CallPlace = {
  readonly main: HTMLElement;
  readonly line: Line;
  readonly language: string;
  /** The conversation as it is now; and again, after something was written. */
  readonly talk: () => Talk;
  readonly reopen: () => Promise<Talk | undefined>;
};

function draw({ main, language }: CallPlace, { callBack, slots }: CallBackAnswer): void {
  show(main, "[data-gehoord-call]", callBack !== null);
  if (callBack === null) return;
  fill(main, "[data-gehoord-call-state]", message(`call-${callBack.state}`).replace("{moment}", momentInWords(callBack.slot, language)));
  const acts = callBackActs(callBack.state, "reporter");
  show(main, "[data-gehoord-call-again]", acts.length === 0);
  show(main, "#call-change-form", acts.length > 0);
  show(main, "[data-gehoord-call-change]", slots.length > 0);
  show(main, '#call-change-form [value="cancel"]', acts.includes("cancel"));
  const choices = main.querySelector("#call-change-form .choices");
  if (choices !== null) drawMoments(choices, slots, language);
}

/** Somebody else wrote at the same moment: look again, once. */
async function change(place: CallPlace, slot: string | null): Promise<Answer<CallBackAnswer>> {
  const first = await changeMoment(place.line, place.talk(), slot);
  if (first.ok || (first.because !== "sequence-taken" && first.because !== "epoch-outdated")) return first;
  const now = await place.reopen();
  return now === undefined ? first : changeMoment(place.line, now, slot);
}

/** Changes it, and shows how it stands then, whichever way it went. */
async function done(place: CallPlace, slot: string | null, status: Status): Promise<void> {
  const answer = await change(place, slot);
  if (answer.ok) {
    await place.reopen();
    draw(place, answer.value);
    status.say(message("call-done"));
    return focusOn(document.getElementById("call-heading"));
  }
  status.say(answer.because === "slot-taken" ? message("slot-taken") : sentenceFor(answer));
  const now = await callBackOf(place.line, place.talk());
  if (now.ok) draw(place, now.value);
}

function wire(place: CallPlace, form: HTMLFormElement): void {
  const status = statusIn(form.querySelector<HTMLElement>("[data-gehoord-status]") ?? form);
  let busy = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const cancels = event.submitter instanceof HTMLButtonElement && event.submitter.value === "cancel";
    const chosen = String(new FormData(form).get("slot") ?? "");
    if (busy) return;
    if (!cancels && chosen === "") return status.say(message("call-choose"));
    busy = true;
    status.say(message("working"));
    void done(place, cancels ? null : chosen, status).finally(() => {
      busy = false;
    });
  });
}

/** Shows it where the conversation has a call. */
export async function showCall(place: CallPlace): Promise<void> {
  const form = place.main.querySelector<HTMLFormElement>("#call-change-form");
  if (form !== null) wire(place, form);
  const answer = await callBackOf(place.line, place.talk());
  if (answer.ok) draw(place, answer.value);
}
