/**
 * The person's own side of an opened conversation: how it is now, planned days, who looked, contact, a proof, everything in
 * one file. Loaded after the conversation stands on the screen; every sentence comes from the page's templates.
 */
import { type CheckInAnswer, CheckInAnswers, checkInMay, ProofKinds } from "../../../cases/rules/follow-up.ts";
import { contactOf, type FollowUp, problemsOf, readForm, type Wish } from "../../../cases/shape.ts";
import type { Answer } from "../sealing/api.ts";
import * as person from "../sealing/person.ts";
import { dayInWords } from "./days.ts";
import { drawEscalations } from "./escalation.ts";
import { empty } from "./lock.ts";
import { wireCodes } from "./codes.ts";
import { sentenceFor } from "./sentences.ts";
import { alone, redraw, type Screen, sayIt, statusOf } from "./talk-screen.ts";
import { fill, focusOn, message, show } from "./templates.ts";

const form = (screen: Screen, id: string): HTMLFormElement | undefined => screen.main.querySelector<HTMLFormElement>(`#${id}`) ?? undefined;
const filled = (name: string, date: string): string => message(name).replace("{date}", date);

function line(text: string): HTMLLIElement {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

function drawLooks({ main, language }: Screen, { looks, looksHidden }: FollowUp): void {
  show(main, "[data-gehoord-looks-shown]", !looksHidden);
  show(main, "[data-gehoord-looks-hidden]", looksHidden);
  show(main, "[data-gehoord-no-looks]", looks.length === 0);
  const words = looks.map(({ day, organisation, role, how }) => {
    const by = role === undefined ? organisation : `${organisation}, ${message(`look-role-${role}`)}`;
    return line(`${dayInWords(day, language)}: ${by}, ${message(`look-how-${how}`)}.`);
  });
  main.querySelector("[data-gehoord-looks]")?.replaceChildren(...words);
}

function planLine(screen: Screen, { id, day, state }: FollowUp["checkIns"][number], decides: boolean): HTMLLIElement {
  const text = `${dayInWords(day, screen.language)}: ${message(`plan-state-${state}`)}`;
  return itemWith(text, decides && checkInMay(state, "drop") ? { name: "drop", value: id, text: message("plan-drop"), kind: "quiet" } : undefined);
}

function drawPlan(screen: Screen, { checkIns, codes }: FollowUp): void {
  const { main } = screen;
  show(main, "[data-gehoord-no-plan]", checkIns.length === 0);
  main.querySelector("[data-gehoord-plan]")?.replaceChildren(...checkIns.map((one) => planLine(screen, one, codes.card !== "helper")));
  const asked = checkIns.find(({ state }) => state === "asked" || state === "missed");
  show(main, "#check-in-form", asked !== undefined && screen.talk.head !== undefined);
  const hidden = form(screen, "check-in-form")?.querySelector<HTMLInputElement>('input[name="checkIn"]');
  if (hidden !== null && hidden !== undefined) hidden.value = asked?.id ?? "";
}

function drawAccess({ main, language }: Screen, { access, keptUntil }: FollowUp): void {
  fill(main, "[data-gehoord-kept]", keptUntil === null ? "" : filled("kept-until", dayInWords(keptUntil, language)));
  show(main, "[data-gehoord-kept]", keptUntil !== null);
  const waits = access?.state === "asked";
  fill(main, "[data-gehoord-access-asked]", waits ? filled("access-asked", dayInWords(access.dueDay, language)) : "");
  show(main, "[data-gehoord-access-asked]", waits);
  show(main, "[data-gehoord-access-asked-button]", waits);
  show(main, "[data-gehoord-access-ask]", !waits);
  show(main, "[data-gehoord-access-given]", access?.state === "given");
}

function itemWith(text: string, button: { readonly name: string; readonly value: string; readonly text: string; readonly kind: "quiet" | "secondary" } | undefined): HTMLLIElement {
  const item = line(`${text} `);
  if (button === undefined) return item;
  const element = document.createElement("button");
  element.className = `utrecht-button utrecht-button--${button.kind}`;
  element.name = button.name;
  element.value = button.value;
  element.textContent = button.text;
  item.append(element);
  return item;
}

function drawCodes({ main, language }: Screen, { codes }: FollowUp): void {
  // What only the person decides is not shown to a helper, also what is drawn later.
  main.dataset["gehoordCard"] = codes.card;
  show(main, "[data-gehoord-as-helper]", codes.card === "helper");
  show(main, "[data-gehoord-way-back]", codes.wayBack);
  const cards = codes.cards.map(({ holder, card, mine }) => itemWith(mine ? `${message(`card-${card}`)} (${message("card-mine")})` : message(`card-${card}`), mine ? undefined : { name: "end", value: holder, text: message("card-end"), kind: "quiet" }));
  main.querySelector("[data-gehoord-codes]")?.replaceChildren(...cards);
  const waiting = codes.claims.filter(({ state }) => state === "waiting");
  show(main, "[data-gehoord-claims]", waiting.length > 0);
  const claims = waiting.map(({ id, day, dueDay }) =>
    itemWith(message("claim-line").replace("{day}", dayInWords(day, language)).replace("{date}", dayInWords(dueDay, language)), { name: "stop", value: id, text: message("claim-stop"), kind: "secondary" }),
  );
  main.querySelector("[data-gehoord-claim-list]")?.replaceChildren(...claims);
}

function drawAll(screen: Screen, followUp: FollowUp): void {
  drawLooks(screen, followUp);
  drawPlan(screen, followUp);
  drawAccess(screen, followUp);
  drawCodes(screen, followUp);
  drawEscalations(screen.main, screen.language, followUp);
}

function wishIn(form: HTMLFormElement, event: SubmitEvent): Wish | undefined {
  const button = event.submitter instanceof HTMLButtonElement ? event.submitter : undefined;
  if (button?.name === "stop") return { want: "stop-claim", id: button.value };
  if (button?.name === "drop") return { want: "drop-check-in", id: button.value };
  const day = String(new FormData(form).get("day") ?? "");
  switch (button?.value) {
    case "hide-looks":
      return { want: "hide-looks", hidden: true };
    case "show-looks":
      return { want: "hide-looks", hidden: false };
    case "ask-access":
    case "withdraw-access":
      return { want: button.value };
    default:
      return /^\d{4}-\d{2}-\d{2}$/.test(day) ? { want: "plan-check-in", id: crypto.randomUUID(), day } : undefined;
  }
}

function wireWish(screen: Screen, form: HTMLFormElement): void {
  const status = statusOf(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wish = wishIn(form, event);
    if (wish === undefined) return status.say(message("plan-wrong-day"));
    void alone(screen, form, async () => {
      const answer = await person.wishFor(screen.line, screen.talk, wish);
      if (answer.ok) drawAll(screen, answer.value);
      status.say(answer.ok ? message("person-done") : answer.because === "transition-not-allowed" && form.id === "plan-form" ? message("plan-wrong-day") : sentenceFor(answer));
      // The button that was pressed may be gone from the page: the focus stays in its part.
      if (answer.ok && !(document.activeElement instanceof HTMLButtonElement && document.activeElement.offsetParent !== null)) focusOn(form.closest("details")?.querySelector("summary"));
    });
  });
}

const chosen = (data: FormData, name: string): CheckInAnswer | undefined => CheckInAnswers.find((one) => one === data.get(name));

function wireCheckIn(screen: Screen, form: HTMLFormElement): void {
  const status = statusOf(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const [better, retaliation, id] = [chosen(data, "better"), chosen(data, "retaliation"), String(data.get("checkIn") ?? "")];
    const text = String(data.get("more") ?? "").trim();
    if (better === undefined || retaliation === undefined) return status.say(message("check-in-missing"));
    void alone(screen, form, async () => {
      const answer = await person.sayHowItIs(screen.line, screen.talk, id, { better, retaliation, ...(text === "" ? {} : { text }) });
      if (!answer.ok) return status.say(sentenceFor(answer));
      redraw(screen, answer.value);
      empty(form);
      await refresh(screen);
      focusOn(document.getElementById("conversation-heading"));
    });
  });
}

const contactNames = ["name", "reach", "phone", "mail", "safeMoments", "mustNot"];

function wireContact(screen: Screen, form: HTMLFormElement): void {
  const status = statusOf(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const read = readForm((name) => (name === "what" ? "-" : contactNames.includes(name) ? String(data.get(name) ?? "") : ""));
    const problems = problemsOf(read);
    const body = contactOf(read);
    if (problems.phone !== undefined) return status.say(message("problem-phone"));
    if (problems.mail !== undefined) return status.say(message("problem-mail"));
    if (body === undefined) return status.say(message("contact-empty"));
    void alone(screen, form, async () => {
      if (await sayIt(screen, form, screen.talking.draftOf([{ kind: "contact", body }]))) form.reset();
    });
  });
}

async function showProof({ main }: Screen, text: string): Promise<void> {
  fill(main, "[data-gehoord-proof-text]", text);
  show(main, "[data-gehoord-proof]", true);
  const place = main.querySelector<HTMLElement>("[data-gehoord-proof-picture]");
  if (place === null) return;
  const { drawCode } = await import("./square.ts");
  place.replaceChildren(drawCode(text, place.dataset["label"] ?? ""));
}

function wireProof(screen: Screen, form: HTMLFormElement): void {
  const status = statusOf(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const kind = ProofKinds.find((one) => one === new FormData(form).get("kind")) ?? "told";
    void alone(screen, form, async () => {
      const answer = await person.proofOf(screen.line, screen.talk, kind);
      status.say(answer.ok ? message("person-done") : answer.because === "transition-not-allowed" ? message("proof-not-yet") : sentenceFor(answer));
      if (answer.ok) await showProof(screen, answer.value.proof);
    });
  });
}

async function archived(screen: Screen): Promise<string> {
  try {
    const { saveAll } = await import("./archive.ts");
    await saveAll(screen);
    return message("access-saved");
  } catch {
    return message("failed");
  }
}

function wireArchive(screen: Screen): void {
  const button = screen.main.querySelector<HTMLButtonElement>("#save-all");
  const status = button?.closest("details")?.querySelector<HTMLElement>("[data-gehoord-status]");
  if (button === null || status === null || status === undefined) return;
  const work = async (): Promise<void> => {
    status.textContent = message("access-saving");
    status.textContent = await archived(screen);
  };
  button.addEventListener("click", () => void work());
}

async function refresh(screen: Screen): Promise<Answer<FollowUp>> {
  const answer = await person.followUpOf(screen.line, screen.talk);
  if (answer.ok) drawAll(screen, answer.value);
  return answer;
}

/** Fills the person's own parts and makes them work. */
export async function showPerson(screen: Screen): Promise<void> {
  for (const id of ["looks-form", "plan-form", "access-form", "claims-form"]) {
    const wish = form(screen, id);
    if (wish !== undefined) wireWish(screen, wish);
  }
  const [checkIn, contact, proof] = [form(screen, "check-in-form"), form(screen, "contact-form"), form(screen, "proof-form")];
  if (checkIn !== undefined) wireCheckIn(screen, checkIn);
  if (contact !== undefined) wireContact(screen, contact);
  if (proof !== undefined) wireProof(screen, proof);
  wireArchive(screen);
  wireCodes(screen, () => refresh(screen));
  await refresh(screen);
}
