/** A complaint procedure on the screen of one of its sides: draws it from `#template-procedure`, and sends what the side says. */
import { asksWhom, FoundedAnswers, isPlainAct, mayNow, obligationState, Turns } from "../../../cases/rules/procedure.ts";
import type { Founded, Obligation, ProcedureAct } from "../../../cases/rules/procedure.ts";
import type { ProcedureItem, ProcedureEntry } from "../../../cases/rules/procedure-chain.ts";
import { stepOf } from "../../../cases/rules/procedure.ts";
import type { Answer, Failed, Line } from "../sealing/api.ts";
import { sealCleanFile } from "../sealing/pieces.ts";
import { boardWay, complainantWay, openProcedure, procedureFile, sayInProcedure, type Procedure, type Way, type Word } from "../sealing/procedure.ts";
import type { Talk } from "../sealing/talk.ts";
import type { ReporterKeys } from "../../../envelope/visitor.ts";
import { dayInWords } from "./days.ts";
import { watchFiles } from "./file-list.ts";
import { empty, lock } from "./lock.ts";
import { showProblems } from "./problems.ts";
import { saveFile } from "./save-file.ts";
import { sentenceFor } from "./sentences.ts";
import { type Status, statusIn } from "./status.ts";
import { copyOf, fill, focusOn, message, replaceScreen, show } from "./templates.ts";
import { forgetUploads, uploadAll } from "./upload-files.ts";

/** `drawn`: shows the procedure as it is now, on its own page or as a part of the conversation. */
type Screen = { readonly line: Line; readonly way: Way; readonly language: string; readonly main: HTMLElement; readonly drawn: (screen: Screen) => void; procedure: Procedure; busy: boolean };

const paragraph = (text: string): HTMLElement => {
  const line = document.createElement("p");
  line.className = "utrecht-paragraph";
  line.textContent = text;
  return line;
};

const dated = (name: string, day: string, language: string): string => message(name).replace("{date}", dayInWords(day, language));

function standingLines({ opening }: Procedure, language: string): string[] {
  const turn = Turns[opening.state];
  return [
    message(`procedure-state-${opening.state}`),
    opening.outcome === undefined ? message(`procedure-turn-${turn ?? ""}`) : message(`procedure-outcome-${opening.outcome}`),
    opening.dueDay === null ? "" : dated("procedure-due", opening.dueDay, language),
    opening.pausedSince === null ? "" : dated("procedure-paused", opening.pausedSince, language),
    opening.binding === null ? "" : message(opening.binding ? "procedure-binding" : "procedure-not-binding"),
  ].filter((text) => text !== "");
}

function linesOf({ kind, body, manifest }: ProcedureItem, language: string): string[] {
  if (kind === "file") return [String(manifest?.["name"] ?? "")];
  return [
    kind === "obligation" || isPlainAct(body.act) ? "" : message(`procedure-act-${body.act ?? ""}`),
    body.founded === undefined ? "" : message(`procedure-founded-${body.founded}`),
    body.agrees === undefined ? "" : message(`procedure-agrees-${body.agrees}`),
    body.binding === undefined ? "" : message(body.binding ? "procedure-binding" : "procedure-not-binding"),
    typeof body.text === "string" ? body.text : "",
    typeof body.dueDay === "string" ? dated("procedure-due", body.dueDay, language) : "",
  ].filter((text) => text !== "");
}

async function openFile(screen: Screen, item: ProcedureItem, button: HTMLButtonElement): Promise<void> {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  const place = document.createElement("p");
  place.setAttribute("role", "status");
  button.after(place);
  place.textContent = message("working");
  const file = await procedureFile(screen.line, screen.procedure, item);
  button.setAttribute("aria-disabled", "false");
  place.textContent = file.ok ? "" : sentenceFor(file);
  if (file.ok) saveFile(String(item.manifest?.["name"] ?? ""), String(item.manifest?.["type"] ?? ""), file.value);
}

function paperRow(screen: Screen, item: ProcedureItem): DocumentFragment {
  const row = copyOf("template-paper");
  const mine = item.party === screen.procedure.opening.side;
  if (mine) row.querySelector(".talk__item")?.classList.add("talk__item--mine");
  fill(row, "[data-gehoord-who]", message(mine ? "procedure-me" : `procedure-party-${item.party}`));
  fill(row, "[data-gehoord-kind]", message(`procedure-kind-${item.kind}`));
  fill(row, "[data-gehoord-day]", dayInWords(item.day, screen.language));
  show(row, "[data-gehoord-on-arrival]", item.body.sealedOnArrival === true);
  const model = row.querySelector("[data-gehoord-text]");
  const lines = item.trouble === undefined ? linesOf(item, screen.language) : [];
  model?.replaceWith(
    ...lines.map((text) => {
      const line = model.cloneNode() as Element;
      line.textContent = text;
      return line;
    }),
  );
  fill(row, "[data-gehoord-remark]", item.trouble === undefined ? "" : message("procedure-trouble"));
  show(row, "[data-gehoord-remark]", item.trouble !== undefined);
  const button = row.querySelector<HTMLButtonElement>("[data-gehoord-file-open]");
  if (button !== null && item.kind === "file" && item.trouble === undefined) {
    button.hidden = false;
    button.addEventListener("click", () => void openFile(screen, item, button));
  }
  return row;
}

function asks({ opening }: Procedure, one: Obligation): boolean {
  if (opening.state !== "following" || one.settled !== null) return false;
  return opening.side === "board" || one.boardSays !== null || asksWhom(one, opening.today).includes("complainant");
}

/** The row is drawn again; the sentence beside the list stays, and the focus goes to its heading. */
async function sayOfDuty(screen: Screen, form: HTMLFormElement, word: Word): Promise<void> {
  const list = form.closest("ul")?.parentElement;
  const place = list?.querySelector<HTMLElement>(":scope > [data-gehoord-status]");
  if (list === null || list === undefined || place === null || place === undefined) return;
  if (await say(screen, statusIn(place), word)) focusOn(list.querySelector<HTMLElement>("h2, h3"));
}

function dutyRow(screen: Screen, one: Obligation): DocumentFragment {
  const { opening, opened } = screen.procedure;
  const row = copyOf("template-duty");
  fill(row, "[data-gehoord-text]", opened.items.find((item) => item.id === one.id)?.body.text ?? "");
  fill(row, "[data-gehoord-remark]", `${dated(`procedure-by-${one.addressee}`, one.dueDay, screen.language)} ${message(`procedure-duty-${obligationState(one, opening.today)}`)}`);
  const form = row.querySelector<HTMLFormElement>("[data-gehoord-duty]");
  if (form === null) return row;
  if (!asks(screen.procedure, one)) form.remove();
  else
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const done = event.submitter instanceof HTMLButtonElement && event.submitter.value === "say-done";
      const act: ProcedureAct = done ? "say-done" : "say-not-done";
      const word: Word = { act, obligation: one.id, sent: [], entries: [{ kind: "done-answer", body: { act, text: "", obligation: one.id, answer: done ? "yes" : "no" } }] };
      void alone(screen, form, () => sayOfDuty(screen, form, word));
    });
  return row;
}

function statusOf(form: HTMLFormElement): Status {
  const there = form.querySelector<HTMLElement>("[data-gehoord-status]");
  if (there !== null) return statusIn(there);
  const place = document.createElement("div");
  place.setAttribute("aria-live", "polite");
  form.append(place);
  return statusIn(place);
}

async function alone(screen: Screen, form: HTMLFormElement, work: () => Promise<void>): Promise<void> {
  if (screen.busy) return;
  screen.busy = true;
  lock(form, true);
  try {
    await work();
  } finally {
    screen.busy = false;
    lock(form, false);
  }
}

/** What asks for words now, the step that is waited for first and withdrawing last. */
function offered({ opening }: Procedure): readonly ProcedureAct[] {
  const openObligations = opening.obligations.filter(({ settled }) => settled === null).length;
  return mayNow({ ...opening, openObligations }, opening.side).map(({ act }) => act);
}

/** Leaves of the buttons those that can be pressed now; the first of them is chosen. */
function drawChoices(screen: Screen): void {
  const acts = offered(screen.procedure);
  const radios = [...screen.main.querySelectorAll<HTMLInputElement>('#procedure-form input[name="act"]')];
  for (const radio of radios) {
    const there = acts.some((act) => act === radio.value);
    radio.disabled = !there;
    const row = radio.closest<HTMLElement>(".choice");
    if (row !== null) row.hidden = !there;
  }
  const first = radios.find((radio) => !radio.disabled);
  if (first !== undefined && !radios.some((radio) => radio.checked && !radio.disabled)) first.checked = true;
  show(screen.main, "[data-gehoord-agrees]", acts.includes("react"));
  const can = first !== undefined && screen.procedure.opened.head !== undefined;
  show(screen.main, "#procedure-form", can);
  show(screen.main, "[data-gehoord-nothing]", !can);
}

function draw(screen: Screen): void {
  const { main, procedure, language } = screen;
  const { opening, opened } = procedure;
  main.querySelector("[data-gehoord-standing]")?.replaceChildren(...standingLines(procedure, language).map(paragraph));
  show(main, "[data-gehoord-rolled-back]", opened.head === undefined);
  show(main, "[data-gehoord-has-duties]", opening.obligations.length > 0);
  main.querySelector("[data-gehoord-duties]")?.replaceChildren(...opening.obligations.map((one) => dutyRow(screen, one)));
  main.querySelector("[data-gehoord-papers]")?.replaceChildren(...opened.items.map((item) => paperRow(screen, item)));
  drawChoices(screen);
}

/** Says it; on failure offers to say the same again, which never writes it twice. */
async function say(screen: Screen, status: Status, word: Word): Promise<boolean> {
  status.say(message("sending"));
  const answer = await sayInProcedure(screen.line, screen.way, screen.procedure, word);
  if (!answer.ok) {
    status.offer(sentenceFor(answer), () => void say(screen, status, word));
    return false;
  }
  screen.procedure = answer.value;
  screen.drawn(screen);
  status.say(message("procedure-sent"));
  return true;
}

const chosen = (form: HTMLFormElement, name: string): string => form.querySelector<HTMLInputElement>(`input[name="${name}"]:checked:not(:disabled)`)?.value ?? "";

type Choice = { readonly act: ProcedureAct; readonly agreed: Founded };

function choiceOf(screen: Screen, form: HTMLFormElement): Choice {
  const act = offered(screen.procedure).find((one) => one === chosen(form, "act")) ?? "write";
  return { act, agreed: FoundedAnswers.find((one) => one === chosen(form, "agrees")) ?? "no" };
}

function wireWords(screen: Screen, form: HTMLFormElement): void {
  const files = watchFiles(form);
  const status = statusOf(form);
  const text = (): string => form.querySelector("textarea")?.value.trim() ?? "";
  const write = async ({ act, agreed }: Choice): Promise<void> => {
    const step = stepOf(screen.procedure.opening.state, act, screen.procedure.opening.side);
    const picked = files?.ready() ?? [];
    const uploaded = await uploadAll(screen.line, picked, sealCleanFile);
    if (!uploaded.ok || step === undefined) {
      const failed: Failed = uploaded.ok ? { ok: false, because: "transition-not-allowed" } : uploaded;
      forgetUploads(picked, failed.because);
      return status.offer(sentenceFor(failed), () => void alone(screen, form, () => write({ act, agreed })));
    }
    const agrees = act === "react" ? { agrees: agreed } : {};
    const entries: ProcedureEntry[] = [{ kind: step.kind, body: { act, text: text(), ...agrees } }, ...uploaded.value.map(({ manifest, upload }) => ({ kind: "file" as const, body: manifest, upload }))];
    if (!(await say(screen, status, { act, entries, sent: [] }))) return;
    empty(form);
    files?.clear();
    drawChoices(screen);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void (async () => {
      if (screen.busy) return;
      await files?.settled();
      if (files?.undecided() === true) return;
      if (text() === "") return showProblems(form, message("problems"), [{ field: "words", text: message("empty") }]);
      document.getElementById("error-summary")?.remove();
      // Read before the form is locked: what is locked has no answers.
      const choice = choiceOf(screen, form);
      await alone(screen, form, () => write(choice));
    })();
  });
}

async function showProcedure(line: Line, way: Way, language: string): Promise<Answer<true>> {
  const procedure = await openProcedure(line, way);
  if (!procedure.ok) return procedure;
  const main = replaceScreen(copyOf("template-procedure"));
  const screen: Screen = { line, way, language, main, drawn: draw, procedure: procedure.value, busy: false };
  draw(screen);
  const form = main.querySelector<HTMLFormElement>("#procedure-form");
  if (form !== null) wireWords(screen, form);
  focusOn(document.getElementById("procedure-heading"));
  return { ok: true, value: true };
}

/** The board's code opens the procedure and nothing else. */
export function showForBoard(line: Line, keys: ReporterKeys, place: { readonly installation: string; readonly language: string }): Promise<Answer<true>> {
  return showProcedure(line, boardWay(keys, place.installation), place.language);
}

type Setting = { readonly line: Line; readonly language: string; readonly main: HTMLElement };

/** What has to be done after the advice, in the conversation itself. */
function drawDuties(screen: Screen): void {
  const place = screen.main.querySelector<HTMLElement>("[data-gehoord-open-duties]");
  const { obligations } = screen.procedure.opening;
  if (place === null || obligations.length === 0) return;
  place.hidden = false;
  const door = screen.main.querySelector("#procedure-door");
  // "Was it done?" stands above what was said.
  if (door !== null && obligations.some((one) => asks(screen.procedure, one))) screen.main.querySelector("[data-gehoord-waits]")?.append(door, place);
  place.querySelector("ul")?.replaceChildren(...obligations.map((one) => dutyRow(screen, one)));
}

async function showDuties({ line, language, main }: Setting, way: Way): Promise<void> {
  const procedure = await openProcedure(line, way);
  if (procedure.ok) drawDuties({ line, way, language, main, drawn: drawDuties, procedure: procedure.value, busy: false });
}

/** `#procedure-door` in the conversation of who complains: shown once there is a procedure, also at a committee that came in later. */
export function openDoor(setting: Setting, talk: Pick<Talk, "keys" | "opening" | "items">): void {
  const form = setting.main.querySelector<HTMLFormElement>("#procedure-door");
  if (form === null) return;
  form.hidden = false;
  const status = statusOf(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    lock(form, true);
    status.say(message("working"));
    void enter();
  });
  const enter = async (): Promise<void> => {
    const answer = await showProcedure(setting.line, complainantWay(talk), setting.language);
    lock(form, false);
    status.say(answer.ok ? "" : sentenceFor(answer));
  };
  void showDuties(setting, complainantWay(talk));
}
