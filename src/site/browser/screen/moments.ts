/** Moments to choose from, drawn from `#template-slot`; and `{moment}` filled in where a sentence says it. */
import { momentInWords } from "../../../cases/shape/moment.ts";
import { copyOf } from "./templates.ts";

/** Other moments in place of the ones that stood there. Nothing is chosen but `chosen`. */
export function drawMoments(place: Element, slots: readonly string[], language: string, chosen = ""): void {
  const rows = slots.map((slot, at) => {
    const row = copyOf("template-slot");
    const input = row.querySelector("input");
    const label = row.querySelector("label");
    if (input === null || label === null) return row;
    input.id = at === 0 ? "slot" : `slot-${at + 1}`;
    input.value = slot;
    input.checked = slot === chosen;
    label.htmlFor = input.id;
    label.textContent = momentInWords(slot, language);
    return row;
  });
  place.replaceChildren(...rows);
}

export function fillMoment(within: Node, words: string): void {
  const walk = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    if (node.nodeValue?.includes("{moment}") === true) node.nodeValue = node.nodeValue.replaceAll("{moment}", words);
  }
}
