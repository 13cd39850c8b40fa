/** Puts words where the cursor was, as if they were typed: the screen's own state follows, and undo works. */
export function putInto(field: HTMLTextAreaElement, words: string): void {
  field.focus();
  const before = field.value.slice(0, field.selectionStart);
  const gap = before === "" || /\s$/.test(before) ? "" : " ";
  field.setRangeText(gap + words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The field somebody was writing in, if any. */
export function writingIn(): HTMLTextAreaElement | undefined {
  return document.activeElement instanceof HTMLTextAreaElement ? document.activeElement : undefined;
}

let last: HTMLTextAreaElement | undefined;

/** For who presses the button: the field that had the focus before it, while it is still on the screen. */
export function lastWrittenIn(): HTMLTextAreaElement | undefined {
  return last?.isConnected === true ? last : undefined;
}

addEventListener("focusin", () => {
  last = writingIn() ?? last;
});
