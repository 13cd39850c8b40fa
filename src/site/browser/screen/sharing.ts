/**
 * Who has the person's words, on the screen: draws what is asked and agreed, what the other desks say among the rest, and
 * sends a message to whom it is for. Fetched once the conversation is open.
 */
import type { ConsentLine } from "../../../cases/shape/consent.ts";
import { carrierOf } from "../../../cases/shape/threads.ts";
import type { Answer } from "../sealing/api.ts";
import type { Draft, Item, Talk } from "../sealing/talk.ts";
import { answerConsent, goesOn, openThreads, sayTo, talkIn, termsOf, type OtherDesk, type Whole } from "../sealing/threads.ts";
import { dayInWords } from "./days.ts";
import { sentenceFor } from "./sentences.ts";
import { statusIn } from "./status.ts";
import { alone, redraw, type Screen } from "./talk-screen.ts";
import { copyOf, fill, focusOn, message } from "./templates.ts";

type Word = "yes" | "no" | "withdraw";

const filled = (name: string, values: Readonly<Record<string, string>>): string => message(name).replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "");
const nameOf = (name: { readonly nl: string; readonly en: string }, { language }: Screen): string => (language === "en" ? name.en : name.nl);

function whomOf(screen: Screen, { teamName, purpose }: ConsentLine): string {
  return teamName === null ? message(purpose === "contact-school" ? "sharing-school" : "sharing-parents") : nameOf(teamName, screen);
}

/** Name of the desk that speaks in a case. */
function deskOf(screen: Screen, whole: Whole, id: string): string {
  const other = whole.desks.find((one) => one.case === id);
  return nameOf(other?.teamName ?? whole.talk.opening.serviceName, screen);
}

function partsOf(screen: Screen, whole: Whole, terms: NonNullable<ReturnType<typeof termsOf>>): string[] {
  const all = [whole.talk, ...whole.desks.flatMap((one) => one.talk ?? [])].flatMap((talk) => talk.items);
  const parts = terms.parts.map((id) => {
    const item = all.find((one) => one.id === id);
    const name = item === undefined ? "" : message(`sharing-part-${item.kind}`);
    if (item === undefined || name === "") return message("sharing-part-other");
    return ["message", "answer", "file"].includes(item.kind) ? `${name} (${dayInWords(item.day, screen.language)})` : name;
  });
  const named = terms.later ? [...parts, message("sharing-later")] : parts;
  return named.length === 0 ? [message("sharing-nothing")] : named;
}

function paragraph(text: string): HTMLElement {
  const line = document.createElement("p");
  line.className = "utrecht-paragraph";
  line.textContent = text;
  return line;
}

function wired(screen: Screen, whole: Whole, consent: ConsentLine, template: string): DocumentFragment {
  const part = copyOf(template);
  const form = part.querySelector("form");
  if (form !== null) form.id = `${template}-${consent.id}`;
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter.value : "";
    const word = (["yes", "no", "withdraw"] as const).find((one) => one === pressed);
    if (word !== undefined) void alone(screen, form, () => answer(screen, whole, consent, word));
  });
  return part;
}

function askedPart(screen: Screen, whole: Whole, consent: ConsentLine): Node {
  const terms = termsOf(whole, consent);
  if (terms === undefined) return paragraph(message("sharing-broken"));
  const part = wired(screen, whole, consent, "template-consent");
  fill(part, "[data-gehoord-question]", filled("sharing-question", { name: deskOf(screen, whole, consent.case) }));
  fill(part, "[data-gehoord-what-for]", message(`sharing-purpose-${consent.purpose}`));
  fill(part, "[data-gehoord-whom]", whomOf(screen, consent));
  fill(part, "[data-gehoord-until]", dayInWords(terms.until, screen.language));
  fill(part, "[data-gehoord-why]", terms.text);
  const lines = partsOf(screen, whole, terms).map((text) => {
    const line = document.createElement("li");
    line.className = "utrecht-unordered-list__item";
    line.textContent = text;
    return line;
  });
  part.querySelector("[data-gehoord-parts]")?.replaceChildren(...lines);
  return part;
}

function consentPart(screen: Screen, whole: Whole, consent: ConsentLine): Node {
  if (consent.state === "asked") return askedPart(screen, whole, consent);
  const spoken = consent.state === "given" && termsOf(whole, consent)?.spoken === true;
  const text = filled(`sharing-state-${spoken ? "spoken" : consent.state}`, { name: whomOf(screen, consent), date: dayInWords(consent.until, screen.language) });
  if (consent.state !== "given") return paragraph(text);
  const part = wired(screen, whole, consent, "template-given");
  fill(part, "[data-gehoord-given]", text);
  return part;
}

const deskPart = (screen: Screen, desk: OtherDesk): Node => paragraph(filled(`sharing-thread-${desk.referral ?? "other"}`, { name: nameOf(desk.teamName, screen) }));

function itemsOf(screen: Screen, whole: Whole): Item[] {
  return whole.desks.flatMap((desk) => {
    const name = nameOf(desk.teamName, screen);
    // The desk that sent a case wrote its first words there.
    const speaker = (item: Item): string => (item.kind === "referral" || item.kind === "dossier" ? deskOf(screen, whole, desk.from) : name);
    return (desk.talk?.items ?? []).map((item) => ({ ...item, who: item.sender.startsWith("member:") ? speaker(item) : filled("sharing-to-me", { name }), elsewhere: true as const }));
  });
}

/** Threads that take words, the first conversation among them; with the one that carries now. */
function writable({ talk, desks }: Whole): readonly { readonly case: string; readonly talk: Talk }[] {
  const open = desks.filter((one) => one.kind !== "escalation" && (one.referral === null || one.referral === "accepted"));
  return [{ case: talk.opening.case, talk }, ...open.flatMap((one) => (one.talk === undefined ? [] : [{ case: one.case, talk: one.talk }]))];
}

function drawTo(screen: Screen, whole: Whole): void {
  const place = screen.main.querySelector<HTMLElement>("[data-gehoord-to]");
  const field = place?.querySelector("select");
  if (place === null || field === null || field === undefined) return;
  const carrier = carrierOf(whole.talk.opening.case, whole.desks);
  // Emptying the form brings it back to who carries now, not to the first of the list.
  const choices = writable(whole).map((one) => new Option(deskOf(screen, whole, one.case), one.case, one.case === carrier, one.case === carrier));
  field.replaceChildren(...choices);
  place.hidden = choices.length < 2;
}

function draw(screen: Screen, whole: Whole): void {
  screen.others = itemsOf(screen, whole);
  screen.elsewhere = (form, draft) => elsewhere(screen, whole, form, draft);
  if (whole.desks.length > 0) screen.first = deskOf(screen, whole, whole.talk.opening.case);
  screen.shared = whole.desks.length > 0 || whole.consents.some((one) => one.state === "given");
  redraw(screen, whole.talk);
  drawTo(screen, whole);
  const asksHelped = writable(whole).find((one) => one.talk.opening.state === "asked-helped");
  const helped = screen.main.querySelector<HTMLElement>("#helped-form");
  if (helped !== null && asksHelped !== undefined) helped.hidden = false;
  // Also when the first desk is done: whoever took it over goes on until the person stops.
  const stop = screen.main.querySelector<HTMLElement>("[data-gehoord-stop]");
  if (stop !== null && whole.desks.some(goesOn)) stop.hidden = false;
  const section = screen.main.querySelector<HTMLElement>("[data-gehoord-sharing]");
  if (section === null) return;
  section.hidden = whole.consents.length + whole.desks.length === 0;
  // What asks something stands above what was said, and stays there once it was answered.
  if (whole.consents.some(({ state }) => state === "asked")) screen.main.querySelector("[data-gehoord-waits]")?.append(section);
  if (section.childElementCount === 0) section.replaceChildren(copyOf("template-sharing"));
  const ordered = [...whole.consents].sort((one, other) => Number(other.state === "asked") - Number(one.state === "asked"));
  const parts = [...ordered.map((one) => consentPart(screen, whole, one)), ...whole.desks.map((one) => deskPart(screen, one))];
  section.querySelector("[data-gehoord-sharing-list]")?.replaceChildren(...parts);
}

async function answer(screen: Screen, whole: Whole, consent: ConsentLine, word: Word): Promise<void> {
  const place = screen.main.querySelector<HTMLElement>("[data-gehoord-sharing-status]");
  if (place === null) return;
  const status = statusIn(place);
  status.say(message("sending"));
  const done = await answerConsent(screen.line, whole, consent, word);
  if (!done.ok) return status.say(sentenceFor(done));
  draw(screen, done.value);
  status.say(message(`sharing-done-${word}`));
  focusOn(screen.main.querySelector<HTMLElement>("[data-gehoord-sharing] h2"));
}

/** Where this form's words go when that is not the first conversation; undefined: there. */
function targetOf(whole: Whole, form: HTMLFormElement): string | undefined {
  const first = whole.talk.opening.case;
  const helped = writable(whole).find((one) => one.talk.opening.state === "asked-helped")?.case;
  const to = form.id === "write-form" ? form.querySelector<HTMLSelectElement>("select[name=to]")?.value : form.id === "helped-form" ? helped : form.id === "safety-form" ? carrierOf(first, whole.desks) : undefined;
  return to === undefined || to === "" || to === first || talkIn(whole, to) === undefined ? undefined : to;
}

function elsewhere(screen: Screen, whole: Whole, form: HTMLFormElement, draft: Draft): Promise<Answer<Talk>> | undefined {
  const to = targetOf(whole, form);
  if (to === undefined) return undefined;
  return sayTo(screen.line, whole, to, draft).then((said): Answer<Talk> => {
    if (!said.ok) return said;
    draw(screen, said.value);
    return { ok: true, value: said.value.talk };
  });
}

/** Fetches and draws; a conversation without other desks stays as it is. */
export async function showSharing(screen: Screen): Promise<void> {
  const whole = await openThreads(screen.line, screen.talk);
  if (whole.ok) draw(screen, whole.value);
  const items = [screen.talk, ...(whole.ok ? whole.value.desks.flatMap(({ talk }) => talk ?? []) : [])].flatMap((talk) => talk.items);
  // A complaint at a committee, of this desk or of one that came in later.
  if (items.some(({ kind }) => kind === "procedure")) await import("./procedure.ts").then(({ openDoor }) => openDoor(screen, { ...screen.talk, items }));
}
