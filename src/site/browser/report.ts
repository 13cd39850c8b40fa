/**
 * The form of a report, with script: everything is sealed here, and the code is made here and leaves with nobody. Nothing is
 * sent before the button. Where the browser cannot seal, this does nothing and the form is sealed on arrival.
 */
import { fieldLengths, problemsOf, readForm, type ReportForm } from "../../cases/shape.ts";
import { type Failed, lineOver } from "./sealing/api.ts";
import type { Identity } from "./sealing/report.ts";
import { canSeal } from "./screen/able.ts";
import { type DangerWatch, watchDanger } from "./screen/danger.ts";
import { destinationOf } from "./screen/destination.ts";
import { type FileList, watchFiles } from "./screen/file-list.ts";
import { empty, lock } from "./screen/lock.ts";
import { once } from "./screen/once.ts";
import { clearProblems, type FieldProblem, showProblems } from "./screen/problems.ts";
import { showReceipt } from "./screen/receipt.ts";
import { type Sealing, type Sender, sendReport } from "./screen/send-report.ts";
import { sentenceFor } from "./screen/sentences.ts";
import { type Status, statusIn } from "./screen/status.ts";
import { firstMessage, message, show } from "./screen/templates.ts";

type Screen = { readonly form: HTMLFormElement; readonly status: Status; readonly danger: DangerWatch; readonly files: FileList | undefined; readonly sender: Sender; busy: boolean };

/** Loads and derives when the page is quiet, so that the button has nothing slow left to do. */
function whenQuiet(work: () => Promise<unknown>): void {
  const start = (): void => void work().catch(() => undefined);
  if (typeof requestIdleCallback === "function") requestIdleCallback(start, { timeout: 1500 });
  else setTimeout(start, 300);
}

function textOf(field: keyof ReportForm, because: string): string {
  if (because === "field-too-long") return message("problem-too-long").replace("…", String(fieldLengths[field] ?? ""));
  return firstMessage(`problem-${field}`, "problems");
}

function problemsIn(form: ReportForm): FieldProblem[] {
  return Object.entries(problemsOf(form)).map(([field, because]) => ({ field, text: textOf(field as keyof ReportForm, because) }));
}

function formOf({ form }: Screen): ReportForm {
  const data = new FormData(form);
  return readForm((name) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  });
}

function failed(screen: Screen, why: Failed): void {
  lock(screen.form, screen.sender.pending !== undefined);
  const again = (): void => {
    removeEventListener("online", again);
    void attempt(screen);
  };
  screen.status.offer(sentenceFor(why), again);
  if (why.because === "away" && !navigator.onLine) addEventListener("online", again, { once: true });
}

function arrived(screen: Screen, identity: Identity, promisedDay: string): void {
  const { form, danger, files } = screen;
  const { promised = "", promisedWords = "", language = "nl" } = form.dataset;
  const kinds = danger.kinds();
  empty(form);
  files?.clear();
  screen.sender.pending = undefined;
  // A reload must lead to an empty beginning, never to a second sending.
  history.replaceState(null, "", new URL(form.action).pathname.replace(/\/[^/]*$/, ""));
  showReceipt({ code: identity.code, danger: kinds, promised: { said: promised, saidWords: promisedWords, now: promisedDay }, language });
}

async function attempt(screen: Screen): Promise<void> {
  if (screen.busy) return;
  screen.busy = true;
  // A locked choice is not part of the form's data.
  lock(screen.form, false);
  const form = formOf(screen);
  lock(screen.form, true);
  try {
    await screen.files?.settled();
    const answer = await sendReport(screen.sender, form, screen.files?.ready() ?? []);
    if (answer.ok) arrived(screen, await screen.sender.identity(), answer.value.promisedDay);
    else failed(screen, answer);
  } catch {
    // The script that seals could not be fetched: the line is away. Nothing of what was typed goes into an error.
    failed(screen, { ok: false, because: "away" });
  } finally {
    screen.busy = false;
  }
}

/** Nothing is sent while something must be corrected, decided or read first. */
async function pressed(screen: Screen): Promise<void> {
  if (screen.busy) return;
  if (screen.sender.pending === undefined) {
    const problems = problemsIn(formOf(screen));
    if (problems.length > 0) return showProblems(screen.form, message("problems"), problems);
    clearProblems(screen.form);
    if (screen.danger.asks()) return screen.status.say(firstMessage("goOn", "nothingSent"));
    await screen.files?.settled();
    if (screen.files?.undecided() === true) return;
  }
  await attempt(screen);
}

function start(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-gehoord-status]");
  if (place === null) return;
  const status = statusIn(place);
  const sealing = once((): Promise<Sealing> => import("./sealing/report.ts"));
  const identity = once(async () => (await sealing()).newIdentity(form.dataset["salt"] ?? ""));
  const sender: Sender = { line: lineOver((input, init) => fetch(input, init), document.documentElement.lang), sealing, identity, say: status.say, to: destinationOf(form), pending: undefined };
  const screen: Screen = { form, status, danger: watchDanger(form), files: watchFiles(form), sender, busy: false };
  show(document, "[data-gehoord-without-script]", false);
  show(document, "[data-gehoord-with-script]", true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void pressed(screen);
  });
  whenQuiet(identity);
}

const found = document.querySelector<HTMLFormElement>("form[data-gehoord-report]");
if (found !== null && canSeal()) start(found);
