/** The conversation on the screen: draws it, and carries out what the person does. Everything of it lives in this page only. */
import { isMail, NoticeHours, type SupportPoint } from "../../../cases/shape.ts";
import type { Answer, Line } from "../sealing/api.ts";
import type { Draft, Item, Said, Talk } from "../sealing/talk.ts";
import type { CallPlace } from "./call-back-talk.ts";
import { showDanger, watchDanger } from "./danger.ts";
import { type Chosen, watchFiles } from "./file-list.ts";
import type { UploadedFile } from "../sealing/report.ts";
import { drawItems } from "./items.ts";
import { empty, lock } from "./lock.ts";
import { showProblems } from "./problems.ts";
import { saveFile } from "./save-file.ts";
import { sentenceFor } from "./sentences.ts";
import { drawStanding, linkService } from "./standing.ts";
import { type Status, statusIn } from "./status.ts";
import { copyOf, firstMessage, focusOn, message, replaceScreen, show } from "./templates.ts";

export type Talking = typeof import("../sealing/talk.ts");

export type Setting = { readonly line: Line; readonly talking: Talking; readonly language: string; readonly noticeRecipient: string; readonly salt: string };

export type Screen = Setting & { readonly main: HTMLElement; talk: Talk; name: string; busy: boolean;
  /** What was said at other desks of the same conversation, and how words get there; set by `sharing.ts`. */
  others?: readonly Item[];
  /** Name of the first desk, where there is more than one. */
  first?: string;
  /** Somebody besides the first desk may read. */
  shared?: boolean;
  elsewhere?: (form: HTMLFormElement, draft: Draft) => Promise<Answer<Talk>> | undefined;
};

export function statusOf(form: HTMLFormElement): Status {
  const there = form.querySelector<HTMLElement>("[data-gehoord-status]");
  if (there !== null) return statusIn(there);
  const place = document.createElement("div");
  place.setAttribute("aria-live", "polite");
  place.dataset["gehoordStatus"] = "";
  form.append(place);
  return statusIn(place);
}

async function openFile(screen: Screen, item: Item, button: HTMLButtonElement): Promise<void> {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  const place = document.createElement("p");
  place.setAttribute("role", "status");
  button.after(place);
  place.textContent = message("working");
  const file = await screen.talking.fileOf(screen.line, screen.talk, item);
  button.setAttribute("aria-disabled", "false");
  place.textContent = file.ok ? "" : sentenceFor(file);
  if (file.ok) saveFile(String(item.body["name"] ?? ""), String(item.body["type"] ?? ""), file.value);
}

function draw(screen: Screen): void {
  const { main, talk, language } = screen;
  drawStanding(main, talk, { name: screen.name, language, shared: screen.shared === true });
  const place = main.querySelector<HTMLElement>("[data-gehoord-items]");
  if (place === null) return;
  const { filesReadable } = talk.opening;
  const own = screen.first === undefined ? talk.items : talk.items.map((item) => (item.sender.startsWith("member:") ? { ...item, who: screen.first ?? "" } : item));
  const items = [...own, ...(screen.others ?? [])].sort((one, other) => one.day.localeCompare(other.day));
  drawItems(place, items, { language, filesReadable, openFile: (item, button) => void openFile(screen, item, button) });
}

/** Another state of the same conversation, drawn. */
export function redraw(screen: Screen, talk: Talk): void {
  screen.talk = talk;
  draw(screen);
}

/** The name for the sentences: from the public list; who is not on it now has no name here. */
async function learnName(screen: Screen): Promise<void> {
  const points = await screen.line.ask({ method: "GET", path: "/api/v1/support-points" }, (value): value is readonly SupportPoint[] => Array.isArray(value));
  const point = points.ok ? points.value.find((one) => one.team === screen.talk.opening.team) : undefined;
  screen.name = (screen.language === "en" ? point?.name.en : point?.name.nl) ?? "";
  if (screen.name !== "") drawStanding(screen.main, screen.talk, { name: screen.name, language: screen.language, shared: screen.shared === true });
}

/** One thing at a time, whichever form it came from. */
export async function alone(screen: Screen, form: HTMLFormElement, work: () => Promise<void>): Promise<void> {
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

/** What was there before is gone or changed: say so at once, and offer nothing more to write. */
async function warn(screen: Screen): Promise<void> {
  const now = await screen.talking.reopen(screen.line, screen.talk);
  if (!now.ok) return;
  screen.talk = now.value;
  draw(screen);
  focusOn(screen.main.querySelector<HTMLElement>("[data-gehoord-rolled-back]"));
}

/** Says it; on failure offers to say the same again, which never writes it twice. */
export async function sayIt(screen: Screen, form: HTMLFormElement, draft: Draft): Promise<boolean> {
  const status = statusOf(form);
  status.say(message("sending"));
  const answer = await (screen.elsewhere?.(form, draft) ?? screen.talking.say(screen.line, screen.talk, draft));
  if (!answer.ok) {
    if (answer.because === "signature-invalid") await warn(screen);
    status.offer(sentenceFor(answer), () => void alone(screen, form, async () => void (await sayIt(screen, form, draft))));
    return false;
  }
  screen.talk = answer.value;
  draw(screen);
  status.say(message("sent"));
  if (form.id === "write-form") form.dispatchEvent(new Event("gehoord-sent"));
  return true;
}

/** The part that uploads is fetched when there is something to upload. */
async function sentFiles(screen: Screen, chosen: readonly Chosen[]): Promise<Answer<readonly UploadedFile[]>> {
  if (chosen.length === 0) return { ok: true, value: [] };
  const part = await import("./upload-files.ts").catch(() => undefined);
  const uploaded: Answer<readonly UploadedFile[]> = part === undefined ? { ok: false, because: "away" } : await part.uploadAll(screen.line, chosen, screen.talking.sealCleanFile);
  if (!uploaded.ok) part?.forgetUploads(chosen, uploaded.because);
  return uploaded;
}

function wireWriting(screen: Screen, form: HTMLFormElement): void {
  const files = watchFiles(form);
  const danger = watchDanger(form);
  const status = statusOf(form);
  form.addEventListener("gehoord-sent", () => {
    empty(form);
    files?.clear();
  });
  const write = async (): Promise<void> => {
    const text = form.querySelector("textarea")?.value.trim() ?? "";
    const chosen = files?.ready() ?? [];
    const uploaded = await sentFiles(screen, chosen);
    if (!uploaded.ok) return status.offer(sentenceFor(uploaded), () => void alone(screen, form, write));
    const message = text === "" ? [] : [{ kind: "message" as const, body: { text } }];
    const entries = [...message, ...uploaded.value.map(({ manifest, upload }) => ({ kind: "file" as const, body: manifest, upload }))];
    if (entries.length > 0) await sayIt(screen, form, screen.talking.draftOf(entries));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void (async () => {
      if (screen.busy) return;
      await files?.settled();
      const nothing = form.querySelector("textarea")?.value.trim() === "" && (files?.ready().length ?? 0) === 0;
      if (files?.undecided() === true) return;
      if (nothing) return showProblems(form, message("problems"), [{ field: "text", text: message("empty") }]);
      if (danger.asks()) return status.say(firstMessage("goOn", "nothingSent"));
      document.getElementById("error-summary")?.remove();
      await alone(screen, form, write);
    })();
  });
}

/** What stands on the button that was pressed. */
function pressed(event: SubmitEvent): string {
  return event.submitter instanceof HTMLButtonElement ? event.submitter.value : "";
}

function wireWord(screen: Screen, form: HTMLFormElement, wordOf: (value: string) => { readonly draft: Draft; readonly after?: () => void } | undefined): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const word = wordOf(pressed(event));
    if (word === undefined) return;
    void alone(screen, form, async () => {
      if (!(await sayIt(screen, form, word.draft))) return;
      word.after?.();
      // A question that was answered is gone from the page: how it stands now is read instead.
      if (form.hidden) focusOn(screen.main.querySelector<HTMLElement>("[data-gehoord-state]"));
    });
  });
}

/** Said "not safe": who to call comes first and takes the focus. */
function showNotSafe(screen: Screen): void {
  screen.main.querySelector(":scope > [data-gehoord-danger]")?.remove();
  screen.main.prepend(copyOf("template-not-safe"));
  showDanger(screen.main, ["now", "life", "home", "sexual"]);
  for (const block of screen.main.querySelectorAll<HTMLElement>("form [data-gehoord-danger]")) block.hidden = true;
  focusOn(screen.main.querySelector<HTMLElement>(":scope > [data-gehoord-danger]"));
}

function wireNotice(screen: Screen, form: HTMLFormElement): void {
  const status = statusOf(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const erase = pressed(event) === "erase";
    const data = new FormData(form);
    const mail = String(data.get("noticeMail") ?? "").trim();
    if (!erase && !isMail(mail)) return showProblems(form, message("problems"), [{ field: "noticeMail", text: message("problem-noticeMail") }]);
    const hours = (Object.keys(NoticeHours) as (keyof typeof NoticeHours)[]).find((one) => one === data.get("noticeHours")) ?? "any";
    void alone(screen, form, async () => {
      const to = erase ? undefined : { mail, hours, language: screen.language, recipient: screen.noticeRecipient };
      const part = await import("../sealing/notice.ts").catch(() => undefined);
      const answer: Answer<unknown> = part === undefined ? { ok: false, because: "away" } : await part.setNotice(screen.line, screen.talk, to);
      status.say(answer.ok ? message("notice-saved") : sentenceFor(answer));
      if (!answer.ok) return;
      empty(form);
      show(form, "[data-gehoord-notice-on]", !erase);
      show(form, "[data-gehoord-notice-off]", erase);
    });
  });
}

/** The last page: what was read and typed before is gone from it. */
function showDone(mode: "stop" | "delete"): void {
  replaceScreen(copyOf(mode === "stop" ? "template-stopped" : "template-removed"));
  focusOn(document.getElementById("done-heading"));
}

function wireEnd(screen: Screen, form: HTMLFormElement): void {
  const status = statusOf(form);
  const finish = (mode: "stop" | "delete"): Promise<void> =>
    alone(screen, form, async () => {
      status.say(message("working"));
      const answer: Answer<unknown> = await screen.talking.end(screen.line, screen.talk, mode);
      // Sent twice because the answer was lost: what is deleted is not found any more, and that is what was wanted.
      const gone = !answer.ok && mode === "delete" && answer.because === "code-not-recognised";
      if (answer.ok || gone) showDone(mode);
      else status.offer(sentenceFor(answer), () => void finish(mode));
    });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const mode = pressed(event) === "stop" ? "stop" : "delete";
    const sure = form.querySelector<HTMLInputElement>('input[name="sure"]');
    if (mode === "delete" && sure?.checked === false) {
      status.say(message("unsure"));
      return focusOn(sure);
    }
    void finish(mode);
  });
}

/** Wires a form of the conversation when the page has it. */
function each(main: HTMLElement, id: string, wire: (form: HTMLFormElement) => void): void {
  const form = main.querySelector<HTMLFormElement>(`#${id}`);
  if (form !== null) wire(form);
}

/** What the part for calls needs: the conversation as it is now, and again. */
function callPlace(screen: Screen): CallPlace {
  const reopen = async (): Promise<Talk | undefined> => {
    const now = await screen.talking.reopen(screen.line, screen.talk);
    if (!now.ok) return undefined;
    redraw(screen, now.value);
    return now.value;
  };
  return { main: screen.main, line: screen.line, language: screen.language, talk: () => screen.talk, reopen };
}

/** Puts the opened conversation in place of the form that asked for the code. */
export function showTalk(setting: Setting, talk: Talk): void {
  const main = replaceScreen(copyOf("template-conversation"));
  const screen: Screen = { ...setting, main, talk, name: "", busy: false };
  const { draftOf } = setting.talking;
  const word = (kind: "safety" | "helped", body: unknown, said: Said): { draft: Draft } => ({ draft: draftOf([{ kind, body }], said) });
  linkService(main, talk.opening.service);
  draw(screen);
  each(main, "write-form", (form) => wireWriting(screen, form));
  each(main, "helped-form", (form) => wireWord(screen, form, (value) => (value === "yes" || value === "no" ? word("helped", { answer: value }, { helped: value }) : undefined)));
  each(main, "safety-form", (form) =>
    wireWord(screen, form, (value) => {
      if (value !== "safe" && value !== "not-safe") return undefined;
      return { ...word("safety", { safe: value === "safe" }, { safety: value }), ...(value === "safe" ? {} : { after: () => showNotSafe(screen) }) };
    }),
  );
  each(main, "notice-form", (form) => wireNotice(screen, form));
  each(main, "end-form", (form) => wireEnd(screen, form));
  focusOn(document.getElementById("conversation-heading"));
  void learnName(screen);
  if (talk.items.some((item) => item.kind === "call-back")) void import("./call-back-talk.ts").then(({ showCall }) => showCall(callPlace(screen))).catch(() => undefined);
  void import("./sharing.ts").then(({ showSharing }) => showSharing(screen)).catch(() => undefined);
  void import("./person.ts").then(({ showPerson }) => showPerson(screen)).catch(() => undefined);
}
