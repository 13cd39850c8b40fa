/** Finds the subject in typed words and offers it. Part of the signpost's script, loaded where words can be typed; sends nothing. */
import { matchTopics } from "../../../signpost/rules/matching.ts";
import { topicWords } from "../../../signpost/texts/words.ts";

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

/** `texts` says in the page's language that something was found, or nothing. */
export function showMatches(place: HTMLElement, typed: string, texts: DOMStringMap): void {
  const list = document.documentElement.lang.startsWith("en") ? topicWords.en : topicWords.nl;
  const radios = matchTopics(typed, list).flatMap((topic) => radioOf(topic) ?? []);
  const said = typed.trim().length < 3 ? "" : radios.length > 0 ? texts["found"] : texts["nothing"];
  // Phrasing only: it stands in an `output`.
  const actions = document.createElement("span");
  actions.className = "actions";
  actions.append(...radios.map(suggestion));
  place.replaceChildren(said ?? "", ...(radios.length > 0 ? [actions] : []));
}
