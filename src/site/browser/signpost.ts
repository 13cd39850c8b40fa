/**
 * The signpost's small help at a visitor's: finds the subject in typed words, and prints. What is typed stays in the page: the
 * field has no name, so it is never part of a form, and this script sends nothing.
 */
import { matchTopics } from "../../signpost/rules/matching.ts";
import { topicWords } from "../../signpost/texts/words.ts";

const radioOf = (topic: string): HTMLInputElement | null => document.querySelector<HTMLInputElement>(`input[name="topic"][value="${topic}"]`);

/** A button that chooses the answer and brings the focus to it, so that "next" is the following press. */
function suggestion(radio: HTMLInputElement): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "utrecht-button utrecht-button--secondary";
  button.textContent = radio.labels?.[0]?.textContent ?? radio.value;
  button.addEventListener("click", () => {
    radio.checked = true;
    radio.focus();
  });
  return button;
}

function show(place: HTMLElement, typed: string, words: DOMStringMap): void {
  const list = document.documentElement.lang.startsWith("en") ? topicWords.en : topicWords.nl;
  const radios = matchTopics(typed, list).flatMap((topic) => radioOf(topic) ?? []);
  const said = typed.trim().length < 3 ? "" : radios.length > 0 ? words["found"] : words["nothing"];
  // Phrasing only: it stands in an `output`.
  const actions = document.createElement("span");
  actions.className = "actions";
  actions.append(...radios.map(suggestion));
  place.replaceChildren(said ?? "", ...(radios.length > 0 ? [actions] : []));
}

function startWords(box: HTMLElement): void {
  const field = box.querySelector<HTMLInputElement>("#signpost-typed");
  const place = document.querySelector<HTMLElement>("#signpost-matched");
  if (field === null || place === null) return;
  box.hidden = false;
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = Number(setTimeout(() => show(place, field.value, box.dataset), 250));
  });
}

const box = document.querySelector<HTMLElement>("#signpost-words");
if (box !== null) startWords(box);

const print = document.querySelector<HTMLElement>("#signpost-print");
if (print !== null) {
  print.hidden = false;
  print.querySelector("button")?.addEventListener("click", () => window.print());
}
