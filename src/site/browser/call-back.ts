/**
 * The form that asks for a call, with script: everything is sealed here, and the code is made here and leaves with nobody.
 * Before the button nothing that is typed is sent; choosing another moment keeps that moment, and tells nothing else. Where
 * the browser cannot seal, this does nothing and the form is sealed on arrival.
 */
import { type CallBackField, type CallBackForm, callBackLengths, callBackProblems, momentInWords, readCallBackForm } from "../../cases/shape/call-back.ts";
import { type Failed, lineOver } from "./sealing/api.ts";
import type { Identity } from "./sealing/report.ts";
import { canSeal } from "./screen/able.ts";
import { type DangerWatch, showDanger, watchDanger } from "./screen/danger.ts";
import { destinationOf } from "./screen/destination.ts";
import { empty, lock } from "./screen/lock.ts";
import { drawMoments, fillMoment } from "./screen/moments.ts";
import { once } from "./screen/once.ts";
import { clearProblems, type FieldProblem, showProblems } from "./screen/problems.ts";
import { wireReceipt } from "./screen/receipt.ts";
import { type CallSealing, type CallSender, keepMoment, sendCallBack } from "./screen/send-call-back.ts";
import { sentenceFor } from "./screen/sentences.ts";
import { type Status, statusIn } from "./screen/status.ts";
import { copyOf, fill, firstMessage, focusOn, message, replaceScreen, show } from "./screen/templates.ts";

type Screen = { readonly form: HTMLFormElement; readonly status: Status; readonly danger: DangerWatch; readonly sender: CallSender; readonly language: string; busy: boolean };

function formOf({ form }: Screen): CallBackForm {
  const data = new FormData(form);
  const text = (name: CallBackField): string => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  return readCallBackForm(text, data.getAll("rules").map(String));
}

function textOf(field: CallBackField, because: string): string {
  if (because === "field-too-long" && field !== "rules") return message("problem-too-long").replace("…", String(callBackLengths[field] ?? ""));
  return firstMessage(`problem-${field}`, "problems");
}

const problemsIn = (form: CallBackForm): FieldProblem[] => Object.entries(callBackProblems(form)).map(([field, because]) => ({ field, text: textOf(field as CallBackField, because) }));

const placeOf = ({ form }: Screen): Element | null => form.querySelector("[data-gehoord-slots] .choices");

function sayHeld({ language }: Screen, held: string | null): void {
  fill(document, "[data-gehoord-held]", held === null ? message("not-held") : message("held").replace("{moment}", momentInWords(held, language)));
}

/** The chosen moment went to somebody else: the others that are free stand there, and everything else as it was. */
async function offerOthers(screen: Screen): Promise<void> {
  const free = await keepMoment(screen.sender, "");
  const place = placeOf(screen);
  if (place !== null && free.ok) drawMoments(place, free.value.slots, screen.language);
  lock(screen.form, false);
  sayHeld(screen, null);
  screen.status.say("");
  showProblems(screen.form, message("problems"), [{ field: "slot", text: message("taken") }]);
}

/** Keeps the moment that was chosen now; when it is gone, says so at once and not at the end. */
async function chose(screen: Screen, slot: string): Promise<void> {
  const kept = await keepMoment(screen.sender, slot).catch(() => undefined);
  if (kept?.ok !== true || screen.busy) return;
  if (kept.value.held === null && !kept.value.slots.includes(slot)) await offerOthers(screen);
  else sayHeld(screen, kept.value.held);
}

function failed(screen: Screen, why: Failed): void {
  if (why.because === "slot-taken") return void offerOthers(screen);
  lock(screen.form, screen.sender.pending !== undefined);
  const again = (): void => {
    removeEventListener("online", again);
    void attempt(screen);
  };
  screen.status.offer(sentenceFor(why), again);
  if (why.because === "away" && !navigator.onLine) addEventListener("online", again, { once: true });
}

function arrived(screen: Screen, identity: Identity, slot: string): void {
  const kinds = screen.danger.kinds();
  empty(screen.form);
  screen.sender.pending = undefined;
  // A reload must lead to an empty beginning, never to a second sending.
  history.replaceState(null, "", new URL(screen.form.action).pathname.replace(/\/[^/]*$/, ""));
  const receipt = copyOf("template-receipt");
  fill(receipt, "[data-gehoord-code]", identity.code);
  fillMoment(receipt, momentInWords(slot, screen.language));
  showDanger(receipt, kinds);
  for (const small of receipt.querySelectorAll("[data-gehoord-danger] .utrecht-paragraph--small")) small.remove();
  wireReceipt(receipt, () => identity.code);
  replaceScreen(receipt);
  focusOn(document.getElementById("receipt-heading"));
}

async function attempt(screen: Screen): Promise<void> {
  if (screen.busy) return;
  screen.busy = true;
  // A locked choice is not part of the form's data.
  lock(screen.form, false);
  const form = formOf(screen);
  lock(screen.form, true);
  try {
    const answer = await sendCallBack(screen.sender, form);
    if (answer.ok) arrived(screen, await screen.sender.identity(), answer.value.slot);
    else failed(screen, answer);
  } catch {
    // The script that seals could not be fetched: the line is away. Nothing of what was typed goes into an error.
    failed(screen, { ok: false, because: "away" });
  } finally {
    screen.busy = false;
  }
}

/** Nothing is sent while something must be corrected or read first. */
async function pressed(screen: Screen): Promise<void> {
  if (screen.busy) return;
  if (screen.sender.pending === undefined) {
    const problems = problemsIn(formOf(screen));
    if (problems.length > 0) return showProblems(screen.form, message("problems"), problems);
    clearProblems(screen.form);
    if (screen.danger.asks()) return screen.status.say(firstMessage("goOn", "nothingSent"));
  }
  await attempt(screen);
}

function start(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-gehoord-status]");
  if (place === null) return;
  const status = statusIn(place);
  const sealing = once((): Promise<CallSealing> => import("./sealing/call-back.ts"));
  const identity = once(async () => (await sealing()).newIdentity(form.dataset["salt"] ?? ""));
  const sender: CallSender = { line: lineOver((input, init) => fetch(input, init), document.documentElement.lang), sealing, identity, say: status.say, to: destinationOf(form), pending: undefined };
  const screen: Screen = { form, status, danger: watchDanger(form), sender, language: form.dataset["language"] ?? "nl", busy: false };
  show(document, "[data-gehoord-without-script]", false);
  show(document, "[data-gehoord-with-script]", true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void pressed(screen);
  });
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.name === "slot") void chose(screen, event.target.value);
  });
  // The slow part when the page is quiet, so that the button has nothing slow left to do.
  setTimeout(() => void identity().catch(() => undefined), 300);
}

const found = document.querySelector<HTMLFormElement>("form[data-gehoord-call-back]");
if (found !== null && canSeal()) start(found);
