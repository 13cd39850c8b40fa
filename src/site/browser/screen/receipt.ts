import type { DangerKind } from "../../../cases/rules/danger.ts";
import { showDanger } from "./danger.ts";
import { dayInWords } from "./days.ts";
import { copyOf, fill, focusOn, replaceScreen } from "./templates.ts";

export type ReceiptParts = {
  readonly code: string;
  readonly danger: readonly DangerKind[];
  /** The day as the page said it, and as the server promised it now (ISO); they differ when midnight came between. */
  readonly promised: { readonly said: string; readonly saidWords: string; readonly now: string };
  readonly language: string;
};

/** Puts the day that was promised now in place of the day that the page had said. */
function correctDay(within: ParentNode, { promised, language }: ReceiptParts): void {
  if (promised.now === promised.said || promised.saidWords === "") return;
  const walk = document.createTreeWalker(within as Node, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    if (node.nodeValue?.includes(promised.saidWords) === true) node.nodeValue = node.nodeValue.replaceAll(promised.saidWords, dayInWords(promised.now, language));
  }
}

/** Makes the buttons of a receipt work: print, and copy where the page has a button for it. */
export function wireReceipt(within: ParentNode, code: () => string): void {
  const print = within.querySelector<HTMLButtonElement>("#print-card");
  if (print !== null) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  const copy = within.querySelector<HTMLButtonElement>("[data-gehoord-copy]");
  if (copy === null || typeof navigator.clipboard?.writeText !== "function") return;
  copy.hidden = false;
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(code()).then(
      () => fill(document, "[data-gehoord-copied]", copy.dataset["copied"] ?? ""),
      () => undefined,
    );
  });
}

/** Shows the receipt in place of the form; the code stands on this page only and is gone with it. */
export function showReceipt(parts: ReceiptParts): void {
  const receipt = copyOf("template-receipt");
  fill(receipt, "[data-gehoord-code]", parts.code);
  showDanger(receipt, parts.danger);
  // "Nothing was sent" is said while typing; by now it was.
  for (const small of receipt.querySelectorAll("[data-gehoord-danger] .utrecht-paragraph--small")) small.remove();
  correctDay(receipt, parts);
  wireReceipt(receipt, () => parts.code);
  replaceScreen(receipt);
  focusOn(document.getElementById("receipt-heading"));
}
