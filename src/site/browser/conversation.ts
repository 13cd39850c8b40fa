/**
 * The conversation, with script: the code is typed here, opens everything here, and leaves with nobody. Nothing is kept:
 * after a quarter of an hour of nothing, or when the page is left, it is gone.
 */
import { type Failed, lineOver } from "./sealing/api.ts";
import { canSeal } from "./screen/able.ts";
import { forgetWhenIdle } from "./screen/forget.ts";
import { lock } from "./screen/lock.ts";
import { clearProblems, showProblems } from "./screen/problems.ts";
import { type Status, statusIn } from "./screen/status.ts";
import { sentenceFor } from "./screen/sentences.ts";
import { message, show } from "./screen/templates.ts";

const line = lineOver((input, init) => fetch(input, init), document.documentElement.lang);

/** Lets the browser draw what was just said before something slow begins. */
function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

function wrong(form: HTMLFormElement, text: string): void {
  showProblems(form, message("code-problem"), [{ field: "code", text }]);
}

/** What opens and what draws: fetched when the page is quiet, and again on the button when that did not work. */
const load = () => Promise.all([import("./sealing/talk.ts"), import("./screen/talk-screen.ts")]);

type Opened = { readonly ok: true } | Failed;

async function open(form: HTMLFormElement, field: HTMLInputElement): Promise<Opened> {
  const { salt = "", installation = "", language = "nl", noticeRecipient = "" } = form.dataset;
  const [talking, { showTalk }] = await load();
  const keys = await talking.keysOf(field.value, salt);
  if (keys === undefined) return { ok: false, because: "code-wrong-form" };
  if (form.dataset["gehoordBoard"] !== undefined) {
    const { showForBoard } = await import("./screen/procedure.ts");
    return showForBoard(line, keys, { installation, language });
  }
  const talk = await talking.openWith(line, keys, { installation });
  if (!talk.ok) return talk;
  field.value = "";
  showTalk({ line, talking, language, noticeRecipient, salt }, talk.value);
  return { ok: true };
}

/** The code stays in the field when it did not open: a slip of one letter need not be typed anew. */
async function attempt(form: HTMLFormElement, field: HTMLInputElement, status: Status): Promise<void> {
  clearProblems(form);
  status.say(message("opening"));
  lock(form, true);
  await drawn();
  const answer = await open(form, field).catch((): Opened => ({ ok: false, because: "away" }));
  lock(form, false);
  status.say("");
  if (answer.ok) return;
  if (answer.because === "code-wrong-form" || answer.because === "code-not-recognised") wrong(form, message(answer.because === "code-wrong-form" ? "code-wrong-form" : "code-unknown"));
  else status.offer(sentenceFor(answer), () => void attempt(form, field, status));
}

/** A screen that was left alone asks for the code again; a code that was typed and not used is gone too. */
function forget(form: HTMLFormElement): void {
  if (form.isConnected) return form.reset();
  clear(form);
  location.replace(location.pathname);
}

/** Nothing of an opened conversation may come back with the back button. */
function clear(form: HTMLFormElement): void {
  if (!form.isConnected) document.querySelector("main")?.replaceChildren();
}

function start(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-gehoord-status]");
  const field = form.querySelector<HTMLInputElement>('input[name="code"]');
  if (place === null || field === null) return;
  const status = statusIn(place);
  let busy = false;
  show(document, "[data-gehoord-without-script]", false);
  show(document, "[data-gehoord-with-script]", true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    void attempt(form, field, status).finally(() => {
      busy = false;
    });
  });
  forgetWhenIdle(() => forget(form));
  addEventListener("pagehide", () => clear(form));
  setTimeout(() => void load().catch(() => undefined), 300);
}

const found = document.querySelector<HTMLFormElement>("form[data-gehoord-conversation]");
if (found !== null && canSeal()) start(found);
