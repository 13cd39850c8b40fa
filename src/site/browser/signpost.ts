/**
 * The signpost's small help at a visitor's: words can be typed instead of chosen, and the outcome can be printed. What is typed stays in
 * the page: the field has no name, so it is never part of a form, and this script sends nothing.
 */

/** The lists of words weigh more than the page, so they come only where words can be typed. Where they do not come the box goes: every subject stands in the list below it. */
function startWords(box: HTMLElement): void {
  const field = box.querySelector<HTMLInputElement>("#signpost-typed");
  const place = document.querySelector<HTMLElement>("#signpost-matched");
  if (field === null || place === null) return;
  box.hidden = false;
  const words = import("./screen/typed-words.ts").catch(() => {
    box.hidden = true;
  });
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = Number(setTimeout(() => void words.then((part) => part?.showMatches(place, field.value, box.dataset)), 250));
  });
}

const box = document.querySelector<HTMLElement>("#signpost-words");
if (box !== null) startWords(box);

const paper = document.querySelector<HTMLElement>("#signpost-print");
if (paper !== null) {
  paper.hidden = false;
  paper.querySelector("button")?.addEventListener("click", () => window.print());
}
